"""What can be told from its shape alone in a capture line: e-mails, phones, tags, and where parts end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lifecycle_desktop.core.model.capture_words import ABBREVIATIONS
from lifecycle_desktop.core.model.spoken_tokens import plain_text

HOLE = "\ufffc"
"""Stands where a piece was taken out, so that places in the line stay right."""

_EMAIL = re.compile(
    r"(?:(?<!\w)(?:e-?mail|mail|correo)\s*[:=]?\s*)?<?(?:mailto:)?"
    r"(?P<value>[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})>?",
    re.IGNORECASE,
)
_TAG = re.compile(r"(?<![\w#&])#(?P<value>[^\W\d_][\w&/+.-]*)")
_PHONE = re.compile(
    r"""
    (?:(?<!\w)(?:telephone|phone|mobile|cell|home|work|tel|cel|mob|ph|móvil|movil|teléfono|telefono)\.?\s*[:=]?\s*)?
    (?P<value>
      (?<![\w$€£#.,/:+-])
      (?: \+\d[\d ().\-/\u2010-\u2013\u00a0]{6,22}\d           # abroad
        | (?:1[ .-]?)?(?:\(\d{3}\)\ ?|\d{3}[ .\-/]?)\d{3}[ .-]\d{4} # North America
        | \d{3}[ .-]\d{4}                                        # within one area
        | [6-9]\d{2}\ \d{3}\ \d{3} | [6-9]\d{2}(?:\ \d{2}){3}        # Spain
        | 0\d{1,4}[ /-]\d[\d -]{4,10}\d                           # with the 0 of trunk calls
        | \d{2,5}(?:[./-]\d{2,5}){1,4}
        | \d{7,12}
      )
      (?:\s*(?:x|ext\.?|extension)\s*\d{1,6})?
    )
    (?![\w:]|[./-]\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NOT_A_PHONE = re.compile(
    r"""\d{4}[-/.]\d{1,2}[-/.]\d{1,2} | \d{1,2}[-/.]\d{1,2}[-/.]\d{4}      # days
      | \d{5}-\d{4}                                                     # ZIP+4
      | \d{1,3}(?:\.\d{3})+(?:-\d{1,3}(?:\.\d{3})+)? | \d{5,}-\d{5,}     # prices
    """,
    re.VERBOSE,
)
_NOT_A_PHONE_AFTER = re.compile(
    r"(?:mls|budget|price|zip|id|max|under|over|up to)\s*[:#]?\s*$", re.IGNORECASE
)
_END = re.compile(r"[,;|\n\r\t•·]|(?<=\s)[-–—](?=\s)|(?<=\S)[.!?](?=\s|$)")


@dataclass(frozen=True)
class Piece:
    """A stretch of the line, `start` to `end`, and the value it holds, less any label before it."""

    start: int
    end: int
    value: str


def emails(line: str) -> list[Piece]:
    """The e-mail addresses, in the order of the line."""
    found = []
    for match in _EMAIL.finditer(line):
        value = match["value"].rstrip(".'-")
        end = match.end("value") - (len(match["value"]) - len(value))
        found.append(Piece(match.start(), match.end() if match.end() > match.end("value") else end, value))
    return found


def tags(line: str) -> list[Piece]:
    """The #tags; a number after # is no tag."""
    found = []
    for match in _TAG.finditer(line):
        value = match["value"].rstrip(".-/&+")
        found.append(Piece(match.start(), match.start("value") + len(value), value))
    return found


def phones(line: str) -> list[Piece]:
    """The phone numbers as they were typed: 7 to 15 digits that are no day, price, ZIP or listing number."""
    found = []
    for match in _PHONE.finditer(line):
        value = match["value"].rstrip()
        digits = sum(letter.isdigit() for letter in re.split(r"(?i)x|ext", value, maxsplit=1)[0])
        is_number = 7 <= digits <= (15 if value.startswith("+") else 12)
        if (
            is_number
            and not _NOT_A_PHONE.fullmatch(value)
            and not _NOT_A_PHONE_AFTER.search(line[: match.start()])
        ):
            found.append(Piece(match.start(), match.start("value") + len(value), value))
    return found


def holed(line: str, pieces: list[Piece]) -> str:
    """The line with these pieces taken out, as long as it was."""
    letters = list(line)
    for piece in pieces:
        letters[piece.start : piece.end] = HOLE * (piece.end - piece.start)
    return "".join(letters)


def ends(line: str) -> list[tuple[int, int]]:
    """The signs that part a line: commas, semicolons, lone dashes, full stops that end a sentence."""
    found = []
    for match in _END.finditer(line):
        before, after = line[: match.start()], line[match.end() :]
        if match.group() == "," and before[-1:].isdigit() and after[:3].isdigit() and len(after[:3]) == 3:
            continue  # 1,500
        if match.group() == ".":
            word = re.search(r"[^\s,;]*$", before)
            last = plain_text(word.group()) if word else ""
            if last in ABBREVIATIONS or (len(last) == 1 and last.isalpha()):
                continue
        found.append((match.start(), match.end()))
    return found
