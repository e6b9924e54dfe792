"""A `mailto:` address that opens a message in the mail program, with nothing in it that could add to its head."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import many_lines, one_line, shortened

LONGEST_LINK = 2_000  # what every system passes on to its mail program: Windows cuts soon after

_ADDRESS = re.compile(r"[^\s@,;:<>()\[\]\"\\\x00-\x1f\x7f]+@[^\s@,;:<>()\[\]\"\\\x00-\x1f\x7f]+")


@dataclass(frozen=True)
class MailLink:
    """The address to open; `has_body` is False where the text was too long for one and is to be copied."""

    url: str
    has_body: bool


def mail_link(address: str, subject: str = "", body: str = "") -> MailLink:
    """A message to one person as RFC 6068 writes it: all percent-encoded, lines ended by %0D%0A.

    Raises `NotUnderstood` for what is not one e-mail address or a subject too long for a link.
    """
    plain = address.strip()
    if not _ADDRESS.fullmatch(plain):
        raise NotUnderstood(_("“{text}” is not one e-mail address.").format(text=shortened(plain)))
    name, _at, domain = plain.partition("@")
    head = f"mailto:{_encoded(name)}@{_encoded(domain)}"
    title = one_line(subject)
    if title:
        head += f"?subject={_encoded(title)}"
    if len(head) > LONGEST_LINK:
        raise NotUnderstood(_("The subject is too long for the mail program."), _("Shorten it."))
    text = many_lines(body)
    if not text:
        return MailLink(head, has_body=True)
    url = f"{head}{'&' if title else '?'}body={_encoded(text.replace(chr(10), chr(13) + chr(10)))}"
    return MailLink(url, has_body=True) if len(url) <= LONGEST_LINK else MailLink(head, has_body=False)


def _encoded(text: str) -> str:
    return quote(text, safe="", errors="replace")
