"""A file of vCards, of any version and from any program: recognised, looked through, its people as drafts."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.core.exchange.encoding import Survey, encoding_name, survey
from lifecycle_desktop.core.exchange.vcard import escaped, plain
from lifecycle_desktop.core.exchange.vcard_cards import Card, read_cards, write_cards
from lifecycle_desktop.core.exchange.vcard_contacts import contact_of, properties_of, uid_of
from lifecycle_desktop.core.exchange.vcard_gathered import Others
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.draft import ContactDraft, RowProblem
from lifecycle_desktop.core.model.plain_text import one_line

FORMAT = "vcard"
LONGEST_GROUP = 1000  # letters of a tag
_BEGIN = "BEGIN:VCARD"
_HEAD = 4096
_NO_LINE_IS_TOO_LONG = 1 << 62  # lines are read in pieces
# Read byte by byte: each line says itself, or tells by its bytes, how it is written.
_BY_BYTES = ("utf-8", "utf-8-sig", "cp1252", "latin-1")
_NOBODY = Others({}, {})


@dataclass(frozen=True)
class VCardFile:
    """A file of vCards. `encoding` is what the file as a whole seems to be in; `cards` how many it holds."""

    path: Path
    encoding: str
    lines: int
    cards: int
    is_bytes: bool
    others: Others = field(default=_NOBODY, repr=False)
    lone_groups: Mapping[int, str] = field(default_factory=dict, repr=False)
    format: str = FORMAT
    failed_ending: str = ".vcf"
    kept_as_own: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def title(self) -> str:
        """The kind of file in words."""
        return "vCard"

    @property
    def written(self) -> str:
        """How it is written, and how many cards there are."""
        cards = ngettext("{n} card", "{n} cards", self.cards).format(n=self.cards)
        return f"{encoding_name(self.encoding)}, {cards}"

    def drafts(self) -> Iterator[ContactDraft]:
        """Its people, in the file's order. Cards of groups are tags of their members, and nobody themselves."""
        for card in self._cards():
            if not _is_group(card):
                yield contact_of(card, self.others, is_bytes=self.is_bytes)
            elif name := self.lone_groups.get(card.line):
                yield ContactDraft(card.line, full=name, problems=(RowProblem("vcard_group", name),))
            elif card.line in self.lone_groups:  # it is broken
                yield contact_of(card, self.others, is_bytes=self.is_bytes)

    def write_failed(self, reasons: Mapping[int, str], stream: IO[bytes]) -> int:
        """Write the cards that begin on these lines as they are, with a line that tells why; how many."""
        wanted = {
            card.line: (card.last, f"X-LD-NOT-IMPORTED:{escaped(reasons[card.line])}")
            for card in self._cards()
            if card.line in reasons
        }
        write_cards(self.path, self._carrier, wanted, stream, is_bytes=self.is_bytes)
        return len(wanted)

    @property
    def _carrier(self) -> str:
        return "latin-1" if self.is_bytes else self.encoding

    def _cards(self) -> Iterator[Card]:
        return read_cards(self.path, self._carrier)


def is_vcard(path: Path) -> bool:
    """Whether a file begins as vCards do or is named so; False for what cannot be read."""
    if path.suffix.lower() in (".vcf", ".vcard"):
        return path.is_file()
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except (OSError, ValueError):
        return False
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"").lstrip()[: len(_BEGIN)].upper() == _BEGIN.encode()


def open_vcards(path: Path, encoding: str = "") -> VCardFile:
    """Look through a file of vCards: how it is written, how many cards, and which groups there are.

    `encoding` overrules what is found. Raises `FileProblem` in one sentence for what holds no card.
    """
    found = _surveyed(path, encoding)
    is_bytes = not encoding and found.encoding in _BY_BYTES
    bare = VCardFile(path, found.encoding, found.lines, 0, is_bytes)
    count, needs_names, groups = 0, False, []
    for card in bare._cards():  # noqa: SLF001  of this module
        if _is_group(card):
            groups.append(_group_of(card, is_bytes=is_bytes))
            continue
        count += card.problem is None or card.problem.kind != "vcard_outside"
        needs_names = needs_names or any(line.text[:7].upper() == "RELATED" for line in card.lines)
    if not count and not groups:
        raise FileProblem(_("“{name}” holds no vCard.").format(name=path.name))
    others, lone = _NOBODY, {}
    if groups or needs_names:
        names, known = _names_and_keys(bare)
        tags: dict[str, tuple[str, ...]] = {}
        for line, group, members in groups:
            for member in members:
                tags[member] = (*tags.get(member, ()), group) if group else tags.get(member, ())
            if known.isdisjoint(members):
                lone[line] = group
        others = Others(tags, names)
    return VCardFile(path, found.encoding, found.lines, count, is_bytes, others, lone)


def _surveyed(path: Path, encoding: str) -> Survey:
    """How the file is written. A mark of UTF-8 is not believed where files of several programs were put together."""
    try:
        return survey(path, encoding, longest_line=_NO_LINE_IS_TOO_LONG)
    except FileProblem as problem:
        if encoding or problem.line is None:
            raise
        return survey(path, "latin-1", longest_line=_NO_LINE_IS_TOO_LONG)


def _is_group(card: Card) -> bool:
    """Whether it is a card of a group of people, as Apple (3.0) and 4.0 write them."""
    return any(
        text[:10].upper() == "KIND:GROUP" or text[:30].upper() == "X-ADDRESSBOOKSERVER-KIND:GROUP"
        for _number, text, _is_cut in card.lines
        if text[:1] in "kKxX"
    )


def _group_of(card: Card, *, is_bytes: bool) -> tuple[int, str, list[str]]:
    """The line, the name and the members (UIDs and addresses) of a group."""
    told = properties_of(card.lines, is_bytes=is_bytes)
    if isinstance(told, RowProblem):
        return card.line, "", []
    named = {
        each.name: one_line(plain(each.value)[:LONGEST_GROUP]).strip("; ")
        for each in told
        if each.name in ("FN", "N", "ORG")
    }
    members = [
        uid_of(each.value).removeprefix("mailto:")
        for each in told
        if each.name in ("MEMBER", "X-ADDRESSBOOKSERVER-MEMBER")
    ]
    return card.line, named.get("FN") or named.get("N") or named.get("ORG") or _("Group"), members


def _names_and_keys(file: VCardFile) -> tuple[dict[str, str], set[str]]:
    """Who has which UID, and all UIDs and addresses of the file."""
    names: dict[str, str] = {}
    keys: set[str] = set()
    for card in file._cards():  # noqa: SLF001  of this module
        told = properties_of(card.lines, is_bytes=file.is_bytes)
        if isinstance(told, RowProblem) or _is_group(card):
            continue
        uid = next((uid_of(each.value) for each in told if each.name == "UID"), "")
        if uid:
            names[uid] = next((plain(each.value) for each in told if each.name == "FN"), "")
        keys |= {uid, *(plain(each.value).lower() for each in told if each.name == "EMAIL")} - {""}
    return names, keys
