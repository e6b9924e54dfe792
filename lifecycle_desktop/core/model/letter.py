"""Letters: templates with merge fields, shipped and own, who sends them, and how their text falls into paragraphs."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from lifecycle_desktop.core.errors import FileProblem, NotFound
from lifecycle_desktop.core.files import file_problem
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.postal import Recipient
from lifecycle_desktop.core.paths import resources

LETTER_FIELDS = (
    "salutation", "name", "first_name", "last_name", "company", "street", "city", "region", "postal_code",
    "want", "purchase", "purchase_date", "today", "owner_name", "business_name", "business_phone",
    "business_email", "business_website",
)  # fmt: skip
"""What letters and postcards may name between `{{ }}`. `salutation` is the whole line: "Dear Ann and Bob"."""
MORE_FIELDS = ("want", "purchase", "purchase_date")
"""Those that are known of a person beyond their name and address."""

LONGEST_FILE = 80_000  # bytes of a template; merge_text allows fewer letters
_NAME = re.compile(r"^name:[ \t]*(\S[^\n]*)\n(?:[ \t]*\n)?", re.IGNORECASE)


class Sender(NamedTuple):
    """Who sends: the words of letterhead and return address; what is not known is empty."""

    owner: str = ""
    business: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    country: str = "US"  # ISO 3166-1


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """A letter before its fields are filled in. `key` is the name of its file or the number of its row."""

    key: str
    name: str
    language: str
    body: str


def shipped_letters() -> tuple[LetterTemplate, ...]:
    """The letters that come with the program, in each language, by name."""
    found = [
        read_template(path.read_text("utf-8"), *path.name.removesuffix(".txt").rsplit(".", 1))
        for path in resources("letters").glob("*.*.txt")
    ]
    return tuple(sorted(found, key=lambda each: (each.language, fold(each.name))))


def find_letter(name: str, language: str, own: Sequence[LetterTemplate] = ()) -> dict[str, LetterTemplate]:
    """The letter of that key or name by language, the one in `language` first; `NotFound` if there is none."""
    sought = fold(name)
    letters = (*own, *shipped_letters())
    keys = [each.key for each in letters if sought in (fold(each.key), fold(each.name))]
    if not keys:
        known = dict.fromkeys(each.key for each in letters)
        raise NotFound(
            _("There is no letter “{name}”.").format(name=shortened(name)),
            _("Use one of: {names}.").format(names=", ".join(known)),
        )
    same = {each.language: each for each in letters if each.key == keys[0]}
    first = language if language in same else next(iter(same))
    return {first: same[first]} | same


def read_template(text: str, key: str, language: str = "") -> LetterTemplate:
    """A template from the text of its file; a first line `name: …` says how it is called."""
    body = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    named = _NAME.match(body)
    return LetterTemplate(
        key, named[1].strip() if named else key, language, body[named.end() :] if named else body
    )


def template_of_file(path: Path) -> LetterTemplate:
    """The template in a plain text file; `FileProblem` in words for one that cannot be read as text."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(LONGEST_FILE + 1)
    except OSError as error:
        raise file_problem(error, path) from error
    if len(raw) > LONGEST_FILE:
        raise FileProblem(
            _("“{name}” is too long for a letter.").format(name=path.name), _("Choose a plain text file.")
        )
    for encoding in ("utf-8-sig", "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return read_template(text, path.stem)
    raise FileProblem(
        _("“{name}” is not plain text in UTF-8.").format(name=path.name),
        _("Save the letter as plain text, not as a document of a word processor."),
    )


def letter_fields(recipient: Recipient, sender: Sender, today: dt.date, language: str = "") -> dict[str, str]:
    """What the fields of a letter in that language, or the recipient's own, hold by name."""
    spoken = language or recipient.language
    address = recipient.address
    return {
        "salutation": recipient.salutation(spoken),
        "name": recipient.name,
        "first_name": recipient.first_names(spoken),
        "last_name": recipient.last_name,
        "company": recipient.company,
        "street": " ".join(address.street.split()),
        "city": address.city,
        "region": address.region,
        "postal_code": address.postal_code,
        **{name: recipient.more.get(name, "") for name in MORE_FIELDS},
        "purchase_date": _day_in_words(recipient.more.get("purchase_date", ""), spoken, sender.country),
        "today": written_day(today, spoken, sender.country),
        "owner_name": sender.owner,
        "business_name": sender.business,
        "business_phone": sender.phone,
        "business_email": sender.email,
        "business_website": sender.website,
    }


# Letters speak the language of those who read them, not that of the program.
_MONTHS = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
           "noviembre", "diciembre"),
}  # fmt: skip


def written_day(day: dt.date, language: str, country: str) -> str:
    """A day as a letter bears it: "April 14, 2026" in North America, "14 April 2026", "14 de abril de 2026"."""
    if language == "es":
        return f"{day.day} de {_MONTHS['es'][day.month - 1]} de {day.year}"
    month = _MONTHS["en"][day.month - 1]
    return f"{month} {day.day}, {day.year}" if country in ("US", "CA") else f"{day.day} {month} {day.year}"


def _day_in_words(told: str, language: str, country: str) -> str:
    """A day told in ISO form as a letter bears it; other words as they are."""
    try:
        return written_day(dt.date.fromisoformat(told), language, country)
    except ValueError:
        return told


# -- paragraphs -------------------------------------------------------------------------------------------------


class BlockKind(StrEnum):
    """How a piece of a letter is set."""

    TEXT = "text"
    HEADING = "heading"
    POINT = "point"
    SPACE = "space"  # room to sign in


class Run(NamedTuple):
    """Words of one weight."""

    text: str
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One line, paragraph or point of a letter. `is_close` says that it follows the one before without a gap."""

    kind: BlockKind
    runs: tuple[Run, ...] = ()
    is_close: bool = False


# Signs that mean something in a letter, and what stands for them in the values of fields: those are data.
_MEANING = {ord(sign): 0xF8F0 + place for place, sign in enumerate("*#-•")}
_MEANT = {0xF8F0 + place: sign for place, sign in enumerate("*#-•")}
_NO_STANDINS = dict.fromkeys(_MEANT, None)
_BOLD = re.compile(r"\*\*([^\s*](?:[^*]*[^\s*])?)\*\*([^\s*]*)")


def shielded(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields with every value on one line and without signs that would be read as headings, points or bold."""
    return {
        name: " ".join(value.translate(_NO_STANDINS).split()).translate(_MEANING)
        for name, value in fields.items()
    }


def blocks_of(text: str) -> list[Block]:
    """The blocks of a letter whose fields are filled in.

    A blank line parts paragraphs, two or more leave room to sign in; `# ` begins a heading, `- ` a point,
    `**words**` are bold. Each line stays a line.
    """
    found: list[Block] = []
    blank = 0
    for line in text.strip("\n").split("\n"):
        words = line.strip()
        if not words:
            blank += 1
            continue
        if blank > 1 and found:
            found.append(Block(BlockKind.SPACE))
        is_close = bool(found) and not blank
        blank = 0
        kind, said = BlockKind.TEXT, words
        for sign, meant in (("# ", BlockKind.HEADING), ("- ", BlockKind.POINT), ("• ", BlockKind.POINT)):
            if words.startswith(sign):
                kind, said = meant, words.removeprefix(sign).strip()
        found.append(Block(kind, tuple(_runs(said)), is_close))
    return found


def _runs(words: str) -> list[Run]:
    found: list[Run] = []
    end = 0
    for bold in _BOLD.finditer(words):
        if before := words[end : bold.start()].strip():
            found.append(Run(before.translate(_MEANT)))
        found.append(Run((bold[1] + bold[2]).translate(_MEANT), is_bold=True))
        end = bold.end()
    if rest := words[end:].strip():
        found.append(Run(rest.translate(_MEANT)))
    return found
