"""What single cells hold: several values in one, labels with stars, tags, permissions, guarded formulas."""

from __future__ import annotations

import re

from lifecycle_desktop.core.model.person_text import fold

# A spreadsheet runs a cell that begins with one of these, full-width forms included.
_LIVE = frozenset("=+-@\t\r\n＝＋－＠|%")
_LIVE_STARTS = tuple(_LIVE)
_PLAIN_NUMBER = re.compile(r"[+-][0-9][0-9 ().\-]*(?:,[0-9]+)?", re.ASCII)
GUARD = "'"

_GIVEN = frozenset(
    {"yes", "y", "true", "1", "given", "granted", "opted in", "opt in", "ok", "si", "ja", "oui", "subscribed"}
)
_REFUSED = frozenset({"no", "n", "false", "0", "refused", "denied", "opted out", "opt out", "nein", "non"})
_WITHDRAWN = frozenset({"withdrawn", "unsubscribed", "revoked"})
_UNKNOWN = frozenset({"unknown", "?", "-", "n/a"})

_SYSTEM_GROUPS = frozenset({"mycontacts", "my contacts"})
_OTHER_CONTACTS = "other contacts"
_TAG_PARTS = re.compile(r"[,;|\n]")
_MAIL_PARTS = re.compile(r"[;,\s|]+")
_PHONE_PARTS = re.compile(r"\s*(?:[;|\n]|\s/\s|\sor\s|,\s*(?=[+(]))\s*")


# Stand behind the columns of a file of failed rows, the same in every language: by them it is known again.
FAILED_HEADINGS = ("Not imported: line", "Not imported: reason")


def is_failed_rows(heading: tuple[str, ...]) -> bool:
    """Whether a file is one of failed rows, mended and brought again."""
    return heading[-len(FAILED_HEADINGS) :] == FAILED_HEADINGS


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet runs; plain numbers such as +1 415 555 0134 stay readable.

    A text that itself begins with the guard gets another, so that `unguarded` always gives it back.
    """
    if text[:1] == GUARD or (
        text.lstrip(" \ufeff").startswith(_LIVE_STARTS) and not _PLAIN_NUMBER.fullmatch(text)
    ):
        return GUARD + text
    return text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if text[:1] == GUARD else text


def split_values(text: str, separator: str) -> list[str]:
    """The values of a cell, each without the space around it."""
    return [value for value in (part.strip() for part in text.split(separator)) if value]


def split_emails(text: str) -> list[str]:
    """The addresses of a cell: bare, without `mailto:` and the angle brackets of a mail header."""
    if text.count("@") > 1:
        bracketed = re.findall(r"<([^<>]+@[^<>]+)>", text)
        if bracketed:
            return bracketed
        pieces = [piece for piece in _MAIL_PARTS.split(text) if piece]
        if all("@" in piece for piece in pieces):
            return pieces
    return [_bare(text)]


def split_phones(text: str) -> list[str]:
    """The numbers of a cell that holds several (`;`, `|`, a new line, ` / ` or ` or ` between them)."""
    if len(text) < 16:
        return [text]
    return [piece for piece in _PHONE_PARTS.split(text) if piece]


def _bare(text: str) -> str:
    if text[:7].lower() == "mailto:":
        text = text[7:]
    if text.endswith(">") and "<" in text:
        text = text[text.rindex("<") + 1 : -1]
    return text.strip()


def plain_label(text: str) -> str:
    """A label without the star by which Google marks a default."""
    text = text.strip()
    return text[1:].strip() if text[:1] == "*" else text


def tags_of(text: str, separator: str, *, starred: bool) -> tuple[tuple[str, ...], bool]:
    """The tags of a cell, and whether Google says that it is a mere mail correspondent.

    Google's own "myContacts" says nothing and is no tag.
    """
    parts = (
        text.split(separator)
        if separator and separator in text
        else [text]
        if starred
        else _TAG_PARTS.split(text)
    )
    tags: dict[str, str] = {}
    is_correspondent = False
    for part in parts:
        name = plain_label(part) if starred else part.strip()
        folded = fold(name)
        if starred and part.strip()[:1] == "*":
            if folded in _SYSTEM_GROUPS:
                continue
            if folded == _OTHER_CONTACTS:
                is_correspondent = True
                continue
        if name:
            tags.setdefault(folded, name)
    return tuple(tags.values()), is_correspondent


def permission_of(text: str) -> str:
    """The permission a cell tells ("given", "refused", "withdrawn", "unknown"), or an empty text."""
    folded = fold(text)
    if folded in _GIVEN:
        return "given"
    if folded in _REFUSED:
        return "refused"
    if folded in _WITHDRAWN:
        return "withdrawn"
    return "unknown" if folded in _UNKNOWN else ""
