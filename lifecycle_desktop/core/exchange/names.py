"""Full names taken apart: a suggestion, never more, and nothing of the name is lost."""

from __future__ import annotations

from lifecycle_desktop.core.model.person_text import NameParts, name_words


def split_name(full: str) -> NameParts:
    """A suggestion for the parts of a full name; a name that is not understood stays whole as the first name.

    "Last, First" and two words are read here; longer names by nameparser, whose answer is taken only
    when it keeps every word. Couples ("Ann & Bob Hill") share the last name.
    """
    full = " ".join(full.split())
    if not full:
        return NameParts()
    pieces = full.split(" ")
    if len(pieces) == 1:
        return NameParts(first=full)
    if len(pieces) == 2 and "," not in full and pieces[0].rstrip(".").lower() not in name_words("titles"):
        if pieces[0].lower() in name_words("particles"):
            return NameParts(last=full)
        return NameParts(first=pieces[0], last=pieces[1])
    if "&" in pieces or "and" in pieces:
        return NameParts(first=" ".join(pieces[:-1]), last=pieces[-1])
    return _long_name(full)


def _long_name(full: str) -> NameParts:
    from nameparser import HumanName  # 50 ms that only a long name costs

    try:
        name = HumanName(full)
        parts = NameParts(
            str(name.title), str(name.first), str(name.middle), str(name.last), str(name.suffix)
        )
    except Exception:  # noqa: BLE001  a name that trips the library is still a name
        return NameParts(first=full)
    return parts if _letters("".join(parts)) == _letters(full) else NameParts(first=full)


def _letters(text: str) -> list[str]:
    """All that a text is made of but spaces and the signs that part names."""
    return sorted("".join(text.split()).replace(",", "").replace(".", ""))
