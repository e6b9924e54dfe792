"""Are two records the same person? Sure or maybe, always with the reason in words.

*Sure* is the same e-mail or phone with a similar name; *maybe* is a shared e-mail or phone with
another name, or a similar name at the same address or company. An office inbox or a household's
telephone never makes two people one.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Collection
from typing import NamedTuple

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.person_text import name_words, words
from lifecycle_desktop.core.paths import resources

SURE, MAYBE, DIFFERENT = "sure", "maybe", ""


class NameKey(NamedTuple):
    """A name as it is compared: folded first and last part without signs, and all of it."""

    first: str
    last: str
    whole: str


class Likeness(NamedTuple):
    """A verdict (`SURE`, `MAYBE` or `DIFFERENT`) and why, in words."""

    verdict: str
    reason: str


class Likely(NamedTuple):
    """What two records are compared by. Addresses are folded street and postal code or city in one text."""

    name: NameKey
    emails: Collection[str] = ()
    phones: Collection[str] = ()
    addresses: Collection[str] = ()
    company: str = ""


NOT_ALIKE = Likeness(DIFFERENT, "")


def name_key(first: str, last: str, display: str = "") -> NameKey:
    """The name for comparing; where there are no parts, the first and last word of the displayed name."""
    if first or last:
        left, right = "".join(words(first)), "".join(words(last))
        return NameKey(left, right, left + right)
    parts = words(display)
    if not parts:
        return NameKey("", "", "")
    return NameKey(parts[0], parts[-1] if len(parts) > 1 else "", "".join(parts))


def likeness(one: Likely, other: Likely) -> Likeness:
    """Whether two records are the same person, by every fact they share."""
    for email in one.emails:
        if email in other.emails:
            return by_email(email, one.name, other.name)
    for phone in one.phones:
        if phone in other.phones:
            return by_phone(one.name, other.name)
    if one.name.whole and similar_names(one.name, other.name):
        if any(address in other.addresses for address in one.addresses):
            return Likeness(MAYBE, _("similar name at the same address"))
        if one.company and one.company == other.company:
            return Likeness(MAYBE, _("similar name at the same company"))
    return NOT_ALIKE


def is_shared_inbox(normal: str) -> bool:
    """Whether an address by its first part belongs to an office or household and not to one person."""
    return normal.partition("@")[0].partition("+")[0] in name_words("shared_inboxes")


def by_email(email: str, one: NameKey, other: NameKey) -> Likeness:
    """The verdict on two records that share this address."""
    if one.whole == other.whole:
        return Likeness(SURE, _("same e-mail address and name"))
    if not is_shared_inbox(email):
        if not one.whole or not other.whole:
            return Likeness(SURE, _("same e-mail address"))
        if similar_names(one, other):
            return Likeness(SURE, _("same e-mail address and a similar name"))
        if len(one.first) > 1 and similar_given(one.first, other.first):
            return Likeness(SURE, _("same e-mail address and first name"))
    return Likeness(MAYBE, _("same e-mail address, another name"))


def by_phone(one: NameKey, other: NameKey) -> Likeness:
    """The verdict on two records that share a number: a household's telephone is not a person."""
    if one.whole == other.whole:
        return Likeness(SURE, _("same phone and name"))
    if one.whole and other.whole and similar_names(one, other):
        return Likeness(SURE, _("same phone and a similar name"))
    if one.last and one.last == other.last:
        return Likeness(MAYBE, _("same phone and last name: a household?"))
    return Likeness(MAYBE, _("same phone, another name"))


def similar_names(one: NameKey, other: NameKey) -> bool:
    """Whether two names can be one person's: spelling slips, pet names, initials, swapped parts.

    Endings that make another person of a name (Paul, Paula) and a changed first letter (Dan, Jan)
    are not taken for slips.
    """
    if one.whole == other.whole:
        return True
    if one.last and other.last:
        if one.last == other.last:
            return similar_given(one.first, other.first)
        if one.first == other.first:
            return is_slip(one.last, other.last) or _one_in_the_other(one.last, other.last)
        if one.first == other.last and one.last == other.first:
            return True
    return len(one.whole) > 7 and is_slip(one.whole, other.whole)


def similar_given(one: str, other: str) -> bool:
    """Whether two folded first names can be one: equal, pet name, initial or slip."""
    if one == other:
        return True
    if not one or not other:
        return False
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    nicknames = _nicknames()
    if nicknames.get(one, _NONE) & nicknames.get(other, _NONE):
        return True
    return is_slip(one, other)


@functools.lru_cache(maxsize=8192)
def canonical_given(name: str) -> str:
    """One text for a folded first name and its pet names, by which people are looked up."""
    groups = _nicknames().get(name)
    return str(min(groups)) if groups else name


def is_slip(one: str, other: str) -> bool:
    """Whether one text is the other with a single slip of the fingers.

    Two neighbours swapped, a letter doubled or halved, or, inside a word of five or more, a letter
    changed, missing or added; inside a shorter one only a letter that is hardly heard, as in Jon and
    John, Pria and Priya. The first letter and the ending must stand.
    """
    if one == other:
        return True
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(short) < 3 or len(long) - len(short) > 1 or short[0] != long[0]:
        return False
    k = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    if len(short) == len(long):
        if short[k + 2 :] == long[k + 2 :] and short[k : k + 2] == long[k : k + 2][::-1]:
            return True
        return len(short) > 4 and k + 1 < len(short) and short[k + 1 :] == long[k + 1 :]
    if short[k:] != long[k + 1 :]:
        return False
    if long[k] == long[k - 1]:
        return True
    is_silent = long[k] == "h" or long[k - 1 : k + 1] == "iy"
    return k < len(short) and (len(short) > 4 or is_silent)


def _one_in_the_other(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) > 3 and (long.startswith(short) or long.endswith(short)) and len(long) - len(short) > 2


_NONE: frozenset[int] = frozenset()


@functools.cache
def _nicknames() -> dict[str, frozenset[int]]:
    """Folded given name to the numbers of the groups it stands in."""
    groups = tomllib.loads(resources("names", "nicknames.toml").read_text(encoding="utf-8"))["groups"]
    found: dict[str, set[int]] = {}
    for number, group in enumerate(groups):
        for name in group:
            found.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}
