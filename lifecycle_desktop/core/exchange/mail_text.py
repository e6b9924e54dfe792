"""A mail as the text it tells: senders, subject, plain and HTML text, read within bounds whatever stands in it."""

from __future__ import annotations

import email
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, Message
from email.policy import EmailPolicy
from functools import cached_property
from typing import Any

from lifecycle_desktop.core.exchange.lead_found import MOST_BYTES

MOST_PARTS = 40
MOST_TEXT = 200_000  # characters of a part
_LONGEST_HEADER = 1000
_MOST_BOUNDARIES = 20
_TOKENS = re.compile(r"<[^<>]*>")
_TAG = re.compile(r"</?\s*([a-zA-Z0-9]+)")
_BREAKS = frozenset(
    {
        "br",
        "p",
        "div",
        "tr",
        "li",
        "table",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "hr",
        "title",
        "blockquote",
    }
)
_SILENT = frozenset({"script", "style", "head", "title"})
_SPACES = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class MailText:
    """What a mail tells. `senders` are (name, address) of From, then of Reply-To."""

    subject: str = ""
    senders: tuple[tuple[str, str], ...] = ()
    plain: str = ""
    html: str = ""

    @cached_property
    def text(self) -> str:
        """The plain text, or what can be read of the HTML."""
        return self.plain if self.plain.strip() else readable(self.html)


class _Bounded(EmailPolicy):
    """The default policy of the library; headers are cut before it takes them apart."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name[:100], value[:_LONGEST_HEADER]


_POLICY = _Bounded()


def read_mail(content: bytes) -> MailText:
    """What a mail tells; of one that is no mail at all, its text."""
    content = content[:MOST_BYTES]
    if content.count(b"boundary") > _MOST_BOUNDARIES:  # parts in parts in parts: only its text is looked at
        return MailText(plain=_decoded(content, "utf-8"))
    try:
        message = email.message_from_bytes(content, policy=_POLICY)
    except Exception:  # noqa: BLE001  the library trips over what is made to trip it
        return MailText(plain=_decoded(content, "utf-8"))
    texts = {"plain": "", "html": ""}
    for part in _parts(message):
        kind = _kind(part)
        if kind in texts and not texts[kind]:
            texts[kind] = _payload(part)
    senders = [sender for name in ("from", "reply-to") for sender in _addresses(message, name)]
    return MailText(_header(message, "subject"), tuple(dict.fromkeys(senders)), texts["plain"], texts["html"])


def readable(text: str) -> str:
    """What somebody reads of an HTML text, line by line."""
    told: list[str] = []
    at, silent = 0, ""
    for match in _TOKENS.finditer(text):
        if not silent:
            told.append(" ".join(text[at : match.start()].split("\n")))
        at = match.end()
        tag = _TAG.match(match.group())
        name = tag[1].lower() if tag else ""
        is_end = match.group()[1:2] == "/"
        if silent:
            silent = "" if is_end and name == silent else silent
        elif name in _SILENT and not is_end:
            silent = name
        if name in _BREAKS:
            told.append("\n")
        elif name == "td":
            told.append(" ")
    if not silent:
        told.append(text[at:])
    return tidy(html.unescape("".join(told)))


def tidy(text: str) -> str:
    """The text without runs of space and without many empty lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = [_SPACES.sub(" ", line).strip() for line in text.split("\n")]
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _parts(message: Message) -> Iterator[Message]:
    """The parts of a mail, the mails in it too, as many as are looked at."""
    waiting: list[Any] = [message]
    count = 0
    while waiting and count < MOST_PARTS:
        part = waiting.pop(0)
        count += 1
        if isinstance(part, Message) and part.is_multipart():
            waiting += part.get_payload()
        elif isinstance(part, Message):
            yield part


def _kind(part: Message) -> str:
    try:
        kind = part.get_content_type()
    except Exception:  # noqa: BLE001  as above
        return "plain"
    if kind in ("text/plain", "application/json", "text/json"):
        return "plain"
    return "html" if kind == "text/html" else ""


def _payload(part: Message) -> str:
    try:
        content = part.get_payload(decode=True)
        return _decoded(content, part.get_content_charset() or "utf-8") if isinstance(content, bytes) else ""
    except Exception:  # noqa: BLE001  as above
        return ""


def _decoded(content: bytes, charset: str) -> str:
    for each in (charset, "utf-8"):
        try:
            return content.decode(each)[:MOST_TEXT]
        except (LookupError, ValueError):
            continue
    return content.decode("cp1252", "replace")[:MOST_TEXT]


def _header(message: Message, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except Exception:  # noqa: BLE001  as above
        return ""


def _addresses(message: Message, name: str) -> list[tuple[str, str]]:
    """Names and addresses of a header, in which the library understands what it can."""
    if not isinstance(message, EmailMessage):
        return []
    try:
        found = getattr(message.get(name), "addresses", ())
        return [(" ".join(each.display_name.split()), each.addr_spec) for each in found if each.addr_spec]
    except Exception:  # noqa: BLE001  as above
        return []
