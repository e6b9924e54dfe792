"""The grammar of vCards: properties with their parameters, escapes, folding; the one module that imports vobject.

Formats: vCard 2.1 (versit), 3.0 (RFC 2426), 4.0 (RFC 6350). vobject takes lines apart and unescapes texts.
It is handed a line's head only when that is known to be well formed: its own pattern needs exponential time
for some that are not.
"""

from __future__ import annotations

import binascii
import functools
import io
import re
from collections.abc import Mapping
from typing import NamedTuple

# A group and a name, then parameters; no part of it ever has to be tried twice (possessive quantifiers).
_HEAD = re.compile(
    r"[A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]++)?+"
    r'(?:;(?:[A-Za-z0-9_-]++(?:=(?:"[^"]*+"|[^";:,]*+)(?:,(?:"[^"]*+"|[^";:,]*+))*+)?+)?+)*+(?=:)'
)
# What phones write for a label of the owner's: TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=46=6F):1
_ODD_HEAD = re.compile(r"([A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]++)?+);([^\":]{1,400}+)(?=:)")
_CUSTOM_LABEL = re.compile(r"X-[\w-]*\((.*),([^,]*)\)", re.IGNORECASE | re.DOTALL)
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_EMPTY_PARAMETERS = re.compile(r";(?=[;:]|$)")
_NO_SEPARATOR = "\x00"
_LINE_LENGTH = 75  # RFC 6350, section 3.2: octets, without the line break
_HEADS_REMEMBERED = 4096
_LONGEST_HEAD = 2000


class Head(NamedTuple):
    """What stands before a value. `types` are those of TYPE and the bare ones of 2.1, in small letters."""

    name: str
    group: str
    types: tuple[str, ...]
    parameters: Mapping[str, tuple[str, ...]]
    charset: str
    is_quoted_printable: bool
    is_base64: bool


class Property(NamedTuple):
    """A property of a card: its value is text with the escapes still in it."""

    head: Head
    value: str
    line: int

    @property
    def name(self) -> str:
        """The name in capitals."""
        return self.head.name

    def parameter(self, name: str) -> str:
        """The first value of a parameter, empty where there is none."""
        return next(iter(self.head.parameters.get(name, ())), "")


def read_property(text: str, line: int, *, is_bytes: bool) -> Property | None:
    """The property that a logical line holds, or None where it is no line of a vCard.

    With `is_bytes` each character stands for a byte of the file (Latin-1), and the line's own CHARSET, UTF-8 or
    Windows-1252 says what they are.
    """
    found = _HEAD.match(text, 0, _LONGEST_HEAD) or _ODD_HEAD.match(text, 0, _LONGEST_HEAD)
    if found is None:
        return None
    told = found[0]
    head = read_head(told if told.isascii() or not is_bytes else text_of(told.encode("latin-1")))
    if head is None:
        return None
    value = text[found.end() + 1 :]
    if head.is_quoted_printable:
        content = binascii.a2b_qp(value.encode("latin-1" if is_bytes else "utf-8", "replace"))
        value = text_of(content, head.charset)
    elif is_bytes and not value.isascii():
        value = text_of(value.encode("latin-1"), head.charset)
    if "\r" in value:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    if not value.isprintable():
        value = _UNFIT.sub("", value)
    return Property(head, value, line)


def text_of(content: bytes, charset: str = "") -> str:
    """Bytes as text: in the charset that is told, else in UTF-8, else in Windows-1252; never an error."""
    for name in (charset, "utf-8", "cp1252"):
        if name and "escape" not in name:  # Python's own codecs for its source are no charsets
            try:
                return content.decode(name)
            except (UnicodeError, LookupError, ValueError):
                continue
    return content.decode("latin-1")


@functools.lru_cache(_HEADS_REMEMBERED)
def read_head(text: str) -> Head | None:
    """The parts of what stands before a value's colon; the same heads come again and again."""
    from vobject.base import ParseError, parseLine  # 40 ms that only a vCard costs

    label = ""
    bare = _EMPTY_PARAMETERS.sub("", text)
    known = _HEAD.match(f"{bare}:")
    if known is None or known.end() != len(bare):
        odd = _ODD_HEAD.match(f"{text}:")
        if odd is None:
            return None
        bare, label = odd[1], _odd_label(odd[2])
    try:
        name, listed, _value, group = parseLine(f"{bare}:")
    except ParseError:
        return None
    types = [label] if label else []
    parameters: dict[str, list[str]] = {}
    for key, *values in listed:
        if not values and "=" not in text.upper().partition(key.upper())[2][:1]:
            types.append(key)
        elif key.upper() == "TYPE":
            types += [each for value in values for each in value.split(",")]
        else:
            parameters.setdefault(key.upper(), []).extend(values)
    encodings = {each.lower() for each in (*parameters.get("ENCODING", ()), *types)}
    kept = [each for each in types if each.lower() not in ("quoted-printable", "base64", "b", "8bit", "7bit")]
    return Head(
        name.upper(),
        (group or "").lower(),
        tuple(each if each is label else each.lower() for each in kept if each),
        {key: tuple(values) for key, values in parameters.items()},
        next(iter(parameters.get("CHARSET", ())), ""),
        "quoted-printable" in encodings,
        not encodings.isdisjoint(("base64", "b")),
    )


def _odd_label(text: str) -> str:
    """The label of the owner's in a parameter that is none."""
    found = _CUSTOM_LABEL.fullmatch(text)
    if found is None:
        return text.removeprefix("X-").removeprefix("x-")
    return text_of(binascii.a2b_qp(found[2].encode("utf-8")))


# -- values -------------------------------------------------------------------------------------------------


def plain(value: str) -> str:
    """A value as one text, unescaped, less the space around it."""
    if "\\" not in value:
        return value.strip()
    return _unescaped(value, _NO_SEPARATOR)[0].strip()


def parts(value: str) -> list[str]:
    """The values of a list with commas, unescaped; empty ones are left out."""
    found = _unescaped(value, ",") if "\\" in value else value.split(",")
    return [text for text in (each.strip() for each in found) if text]


def fields(value: str, count: int, joint: str = " ") -> list[str]:
    """The fields of a structured value (N, ADR, ORG), at least so many; several values in one are joined."""
    split = _unescaped(value, ";", [";"]) if "\\" in value else value.split(";")
    found = [
        (each.strip() if "," not in each and "\\" not in each else joint.join(parts(each))) for each in split
    ]
    return found + [""] * (count - len(found))


def _unescaped(value: str, separator: str, escapable: list[str] | None = None) -> list[str]:
    from vobject.icalendar import stringToTextValues

    found: list[str] = stringToTextValues(value, listSeparator=separator, charList=escapable)
    return found


# -- writing ------------------------------------------------------------------------------------------------


def escaped(text: str) -> str:
    """A text as a value."""
    from vobject.base import backslashEscape

    found: str = backslashEscape(text)
    return found


def folded_line(text: str) -> bytes:
    """A line as it stands in a file: folded after 75 octets, never within a character, with its line break."""
    if len(text) <= _LINE_LENGTH and text.isascii():
        return text.encode("ascii") + b"\r\n"
    if text.isascii():  # vobject looks at each character: too slow for a picture
        pieces = [text[:_LINE_LENGTH]]
        pieces += [text[n : n + _LINE_LENGTH - 1] for n in range(_LINE_LENGTH, len(text), _LINE_LENGTH - 1)]
        return "\r\n ".join(pieces).encode("ascii") + b"\r\n"
    from vobject.base import foldOneLine

    out = io.StringIO()
    foldOneLine(_Texts(out), text, _LINE_LENGTH)
    return out.getvalue().encode("utf-8", "replace")


class _Texts:
    """Takes what vobject writes, which is bytes here and text there."""

    def __init__(self, out: io.StringIO) -> None:
        self._out = out

    def write(self, piece: str | bytes) -> None:
        self._out.write(piece.decode("utf-8") if isinstance(piece, bytes) else piece)
