"""Lead mails: a mail, or text that was pasted, as the lead it tells, by the surest layout first."""

from __future__ import annotations

import re

from lifecycle_desktop.core.exchange.lead_found import MOST_BYTES, FoundLead
from lifecycle_desktop.core.exchange.lead_layouts import by_labels, by_text, by_zillow, forwarded
from lifecycle_desktop.core.exchange.lead_metadata import by_json, by_metadata
from lifecycle_desktop.core.exchange.mail_text import MailText, read_mail, readable
from lifecycle_desktop.core.model.draft import ContactDraft

_HEADER = re.compile(
    r"(?:From|To|Subject|Date|Received|Return-Path|Delivered-To|MIME-Version|Content-Type|Message-ID)\s*:",
    re.IGNORECASE,
)
_SHORT = 20_000  # characters of a text that may be a mail somebody copied


def lead_of(content: bytes, line: int = 1) -> ContactDraft | None:
    """The lead in a mail: its metadata first, then the layouts of portals, then whoever can be found in the text.

    None where nobody can be found. The draft waits for an answer; the message is its note, the property what they
    are looking for; an address that only forwards is kept as an own value.
    """
    mail = read_mail(content)
    found = _sure(mail)
    if found is None:
        inner = forwarded(mail)
        found = (_sure(inner) or by_text(inner)) if inner is not None else by_text(mail)
    return found.draft(line) if found is not None else None


def pasted_lead(text: str) -> ContactDraft | None:
    """The lead in a text from the clipboard or a text file, where it surely is a lead mail; else None."""
    if len(text) > MOST_BYTES or not text.strip():
        return None
    text = text.lstrip("\ufeff \t\r\n").replace("\r\n", "\n").replace("\r", "\n")
    if _HEADER.match(text) and "\n\n" in text:
        whole = lead_of(text.encode("utf-8", "replace"))
        if whole is not None:
            return whole
    is_html = bool(re.search(r"<(?:meta|html|body|div|table|p|br)\b", text[:_SHORT], re.IGNORECASE))
    mail = MailText(plain=readable(text) if is_html else text, html=text)
    found = _sure(mail)
    if found is None and len(text) <= _SHORT and (inner := forwarded(mail)) is not None:
        found = _sure(inner) or by_text(inner)
    return found.draft(1) if found is not None else None


def _sure(mail: MailText) -> FoundLead | None:
    """The lead by a layout that cannot be mistaken."""
    return (
        by_metadata(mail.html)
        or by_metadata(mail.plain)
        or by_json(mail.plain)
        or by_zillow(mail)
        or by_labels(mail)
    )
