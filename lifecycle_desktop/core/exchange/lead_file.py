"""Files of lead mails (.eml, .mbox, the JSON of a portal) as files of people: each mail a lead that waits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.core.exchange.lead_found import MOST_BYTES, FoundLead
from lifecycle_desktop.core.files import file_problem
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.draft import ContactDraft, RowProblem

EML, MBOX, JSON = "eml", "mbox", "lead-json"
MOST_JSON = 16 << 20
_HEAD = 8192
_LINE = 1 << 16  # bytes of a line that are read at once
_TITLES = {EML: "Mail (.eml)", MBOX: "Mailbox (.mbox)", JSON: "JSON"}
_HEADERS = re.compile(
    rb"^(?:from|to|subject|date|received|return-path|delivered-to|mime-version|content-type|message-id|reply-to)"
    rb"[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_FIRST = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,70}[ \t]*:")
_NOT_IMPORTED = b"X-LD-Not-Imported: "


@dataclass(frozen=True)
class LeadFile:
    """A file of lead mails. `lines` are those of the file, `mails` how many leads or mails there are."""

    path: Path
    format: str
    lines: int
    mails: int
    kept_as_own: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def title(self) -> str:
        """The kind of file in words."""
        return _TITLES[self.format]

    @property
    def written(self) -> str:
        """How many mails there are."""
        return ngettext("{n} mail", "{n} mails", self.mails).format(n=self.mails)

    @property
    def failed_ending(self) -> str:
        """Mails that failed are saved as mails."""
        return {EML: ".eml", MBOX: ".mbox", JSON: ".json"}[self.format]

    def drafts(self) -> Iterator[ContactDraft]:
        """The lead of each mail, in the file's order; a mail without anybody to answer has a problem."""
        if self.format == JSON:
            for line, lead in enumerate(_json_leads(self.path), start=1):
                yield lead.draft(line)
            return
        # It loads the library of mails, which nothing else needs.
        from lifecycle_desktop.core.exchange.lead_mail import lead_of

        for line, content in _mails(self.path, self.format):
            yield lead_of(content, line) or ContactDraft(line, problems=(RowProblem("lead"),))

    def write_failed(self, reasons: Mapping[int, str], stream: IO[bytes]) -> int:
        """Write the mails that begin on these lines as they are, with a header that tells why; how many."""
        if self.format == JSON:
            stream.write(_text(self.path).encode("utf-8"))
            return len(reasons)
        count, told = 0, False
        for line, begins, piece in _pieces(self.path, self.format):
            if begins:
                told = line in reasons
                count += told
            if told:
                if begins and not piece.startswith(b"From "):
                    stream.write(_reason(reasons[line]))
                stream.write(piece)
                if begins and piece.startswith(b"From "):
                    stream.write(_reason(reasons[line]))
        return count


def is_leads(path: Path) -> bool:
    """Whether a file begins as a mail or a mailbox does, or is the JSON of a lead; False for what cannot be read."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except (OSError, ValueError):
        return False
    return bool(_kind(head, path))


def open_leads(path: Path) -> LeadFile:
    """Look through a file of lead mails.

    Raises `FileProblem` in one sentence for what is none.
    """
    try:
        with path.open("rb") as stream:
            kind = _kind(stream.read(_HEAD), path)
    except OSError as error:
        raise file_problem(error, path) from error
    if not kind:
        raise FileProblem(_("“{name}” is no mail.").format(name=path.name))
    if kind == JSON:
        count = len(_json_leads(path))
        if not count:
            raise FileProblem(_("“{name}” tells of no lead.").format(name=path.name))
        return LeadFile(path, kind, count, count)
    lines = mails = 0
    for line, begins, _piece in _pieces(path, kind):
        lines, mails = line, mails + begins
    return LeadFile(path, kind, lines, mails)


def _kind(head: bytes, path: Path) -> str:
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if head.startswith(b"From ") and len(_HEADERS.findall(head)) >= 2:
        return MBOX
    if _FIRST.match(head) and len(set(_HEADERS.findall(head))) >= 2:
        return EML
    if (
        head.lstrip()[:1] in (b"{", b"[")
        and b'"lifecycle-desktop' not in head
        and path.suffix.lower() == ".json"
    ):
        return JSON if b'"contact"' in head else ""
    return ""


def _json_leads(path: Path) -> list[FoundLead]:
    from lifecycle_desktop.core.exchange.lead_metadata import json_leads

    return json_leads(_text(path))


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_JSON:
            raise FileProblem(
                _("“{name}” is larger than any list of leads: more than {n} MB.").format(
                    name=path.name, n=MOST_JSON >> 20
                )
            )
        return path.read_bytes().decode("utf-8-sig", "replace")
    except OSError as error:
        raise file_problem(error, path) from error


def _mails(path: Path, kind: str) -> Iterator[tuple[int, bytes]]:
    """The mails, each with the line it begins on and as much of it as is looked at."""
    first, size = 0, 0
    parts: list[bytes] = []
    for line, begins, piece in _pieces(path, kind):
        if begins:
            if first:
                yield first, b"".join(parts)
            first, parts, size = line, [], 0
            if piece.startswith(b"From "):
                continue
        if size < MOST_BYTES:
            quoted = kind == MBOX and piece.startswith(b">") and piece.lstrip(b">").startswith(b"From ")
            parts.append(piece[1:] if quoted else piece)
            size += len(piece)
    if first:
        yield first, b"".join(parts)


def _pieces(path: Path, kind: str) -> Iterator[tuple[int, bool, bytes]]:
    """Line by line: its number, whether a mail begins with it, and its bytes; endless lines come in pieces."""
    line, is_whole, was_empty = 0, True, True
    try:
        with path.open("rb") as stream:
            while piece := stream.readline(_LINE):
                line += is_whole
                begins = line == 1 and is_whole
                if kind == MBOX and is_whole and was_empty and piece.startswith(b"From "):
                    begins = True
                was_empty = is_whole and not piece.strip(b"\r\n")
                is_whole = piece.endswith(b"\n")
                yield line, begins, piece
    except OSError as error:
        raise file_problem(error, path) from error


def _reason(text: str) -> bytes:
    return _NOT_IMPORTED + " ".join(text.split()).encode("utf-8") + b"\n"
