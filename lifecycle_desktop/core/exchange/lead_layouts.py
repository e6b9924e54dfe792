"""Leads as portals and people write them: lines with labels, the mails of Realtor.com and Zillow, and free text."""

from __future__ import annotations

import re

from lifecycle_desktop.core.exchange.lead_found import FoundLead, is_relay
from lifecycle_desktop.core.exchange.mail_text import MailText
from lifecycle_desktop.core.model.capture_pieces import emails, phones
from lifecycle_desktop.core.model.person_text import words

MOST_LINES = 2000
_LONGEST_NOTE = 6000
_HEAD = 300  # characters of a text in which a portal names itself
_LONGEST_READ = 4000  # characters in which addresses and numbers are looked for
_LABELLED = re.compile(r"^[>*•\s-]{0,8}([^\W\d_][^:\n]{0,40}?)\s*:(?!//)\s*(.*)$")
_LABELS = {
    "first": ("first name", "first", "nombre"),
    "last": ("last name", "last", "surname", "apellido", "apellidos"),
    "full": (
        "name", "full name", "contact name", "lead name", "client name", "buyer name", "customer name", "your name",
        "nombre completo",
    ),
    "email": (
        "email", "e mail", "email address", "e mail address", "mail", "your email", "correo", "correo electronico",
    ),
    "phone": (
        "phone", "phone number", "telephone", "tel", "mobile", "mobile phone", "cell", "cell phone", "home phone",
        "work phone", "daytime phone", "evening phone", "your phone", "telefono",
    ),
    "note": ("comment", "comments", "message", "question", "questions", "inquiry", "notes", "your message", "mensaje"),
    "place": ("property address", "property", "listing address", "listing", "address of interest"),
    "mls": ("mls", "mlsid", "mls id", "mls number", "mls no", "listing id", "listing number"),
    "source": ("source", "lead source"),
}  # fmt: skip
_OF_MAILS = frozenset({"from", "to", "subject", "date", "sent", "cc", "reply to"})
_KIND_OF = {label: kind for kind, labels in _LABELS.items() for label in labels}
_MORE_LINES = {"note": 60, "place": 2}  # that may follow on the line with the label
_INQUIRED = "this consumer inquired about"
_MLS = re.compile(
    r"\bMLS(?:ID)?\s*(?:ID|No\.?|Number)?\s*[#:]*\s*((?=[\w-]*\d)[A-Za-z0-9-]{3,20})", re.IGNORECASE
)
_ZILLOW = re.compile(
    r"^(?:(?:re|fwd?):\s*)*(.{1,80}?) "
    r"(?:is requesting|is interested|is asking|wants|would like|has requested|sent you)\b.{0,60}?"
    r"\b(?:about|at|in|for|of|to see|to tour)\s+(?=(?-i:[A-Z0-9]))(.{3,200})$",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"^[>\s*]{0,6}(From|Subject|Reply-To)\s*:\s*\*?\s*(.{1,300})$", re.MULTILINE | re.IGNORECASE
)
_FROM = re.compile(r"^\s*\"?([^\"<>@]{0,80}?)\"?\s*[<\[(]?(?:mailto:)?([^\s<>\[\]()]+@[^\s<>\[\]()]+)")
_ROBOT = re.compile(
    r"^(?:no-?_?reply|do-?not-?reply|donotreply|notifications?|notify|mailer-daemon|postmaster|leads?|alerts?|support|"
    r"news(?:letter)?|updates?|bounces?|automated|system|webmaster|service)\b",
    re.IGNORECASE,
)
_IN_SUBJECT = re.compile(
    r"\b(?:lead|inquiry|enquiry|contact|message|request|registration)\b.{0,20}?(?:\bfrom\b|[:–—-])\s*(.{2,60})$",
    re.IGNORECASE,
)
_FOOT = re.compile(
    r"^(?:--\s*$|_{5,}|-{5,}|reply (?:to|directly)|unsubscribe|view (?:listing|this|message)|you(?:'re| are) receiving|"
    r"©|copyright\b|https?://\S+$)",
    re.IGNORECASE,
)


def by_labels(mail: MailText) -> FoundLead | None:
    """The lead of a text whose lines are labelled, as Realtor.com and the forms of web sites write them.

    "Name:" within "First Name:" is not a name of its own: a label is what stands from the line's beginning to the
    colon, whole. None where fewer than two labels of a person are there.
    """
    found, known = FoundLead(), 0
    others: list[tuple[str, str]] = []
    block, left = "", 0
    for line in mail.text.split("\n")[:MOST_LINES]:
        label, value, kind = _label(line)
        if label == _INQUIRED:
            block = ""
            continue
        if kind:
            known += kind in ("first", "last", "full", "email", "phone", "note", "place")
            found.add(kind, value)
            block, left = kind, _MORE_LINES.get(kind, 0 if value else 1)
            if kind == "place" and value:
                left = 0
            continue
        match = _MLS.search(line)
        if match:
            found.add("mls", match[1])
        if block and left > 0 and not (block == "note" and _FOOT.match(line.strip())):
            left = _go_on(found, block, line, left) if block == "note" or not match else 0
        elif label and value and not match and label not in _OF_MAILS:
            others.append((label.capitalize(), value))
    if known < 2 or not found.is_somebody:
        return None
    for name, value in others[:60]:
        found.add("own", value, name)
    _tell_source(found, mail)
    return found


def _whole_name(first: str, mail: MailText) -> str:
    """The name with the last name that only the sender tells, where it begins alike."""
    told = words(first)
    for name, _address in mail.senders:
        if told and words(name)[: len(told)] == told and "zillow" not in name.lower():
            return name
    return first


def by_zillow(mail: MailText) -> FoundLead | None:
    """The lead of a mail that Zillow sends on: the name is in the subject, the address only forwards."""
    if not any(address.lower().endswith("zillow.com") for _name, address in mail.senders):
        return None
    match = _ZILLOW.match(mail.subject)
    found = FoundLead()
    name = match[1] if match else next((name for name, _address in mail.senders if name), "")
    if not name or "zillow" in name.lower():
        return None
    found.add("full", _whole_name(name, mail))
    if match:
        found.add("place", match[2])
    else:
        found.add("own", mail.subject, "Subject")
    text = note_of(mail.text)
    for _name, address in mail.senders:
        if is_relay(address):
            found.add("email", address)
    for piece in emails(text[:_LONGEST_READ]):
        if not _is_robot(piece.value):
            found.add("email", piece.value)
    for piece in phones(text[:_LONGEST_READ]):
        found.add("phone", piece.value)
    found.add("note", text)
    found.add("source", "Zillow")
    return found


def by_text(mail: MailText) -> FoundLead | None:
    """Name, address and number found in a mail of any kind; None where nothing says whom to answer."""
    found = FoundLead()
    for name, address in mail.senders:
        if not _is_robot(address):
            found.add("email", address)
            if not found.values("full"):
                found.add("full", name)
    text = note_of(mail.text)
    for piece in emails(text[:_LONGEST_READ]):
        if not _is_robot(piece.value) and not found.values("email"):
            found.add("email", piece.value)
    for piece in phones(text[:_LONGEST_READ]):
        if not found.values("phone"):
            found.add("phone", piece.value)
    if not (found.values("email") or found.values("phone")):
        return None
    if not found.values("full") and (match := _IN_SUBJECT.search(mail.subject)):
        found.add("full", match[1])
    subject = mail.subject if mail.subject.lower() not in text.lower() else ""
    found.add("note", "\n\n".join(part for part in (subject, text) if part))
    _tell_source(found, mail)
    return found


def forwarded(mail: MailText) -> MailText | None:
    """The mail that was sent on inside this one, by the header lines in its text; None if there is none."""
    told: dict[str, str] = {}
    for match in _FORWARDED.finditer(mail.text[:20_000]):
        told.setdefault(match[1].lower(), match[2].strip(" *"))
    sender = _FROM.match(told.get("from", ""))
    if sender is None:
        return None
    subject = told.get("subject") or mail.subject
    return MailText(subject, ((" ".join(sender[1].split()), sender[2].rstrip(">.,;*")),), mail.text)


def note_of(text: str) -> str:
    """What somebody wrote, up to the foot that the portal puts under it."""
    told: list[str] = []
    for line in text.split("\n")[:MOST_LINES]:
        if _FOOT.match(line.strip()) and any(told):
            break
        if not _FORWARDED.match(line):
            told.append(line)
    return "\n".join(told).strip()[:_LONGEST_NOTE]


def _label(line: str) -> tuple[str, str, str]:
    """The label of a line, what stands behind it, and the kind of piece where it is a known one."""
    match = _LABELLED.match(line)
    if match is None:
        return "", "", ""
    label = " ".join(words(match[1]))
    return label, match[2].strip(" *"), _KIND_OF.get(label, "")


def _go_on(found: FoundLead, block: str, line: str, left: int) -> int:
    """A further line of a text or an address; how many may follow."""
    text = line.strip(" *>")
    if block == "note":
        found.extend_note(text)
    elif not text:
        return left
    else:
        found.add(block, text)
    return left - 1


def _is_robot(address: str) -> bool:
    return bool(_ROBOT.match(address)) or is_relay(address)


def _tell_source(found: FoundLead, mail: MailText) -> None:
    """Where the lead came from: the portal by its address, else by mail."""
    if found.values("source"):
        return
    hosts = [address.rpartition("@")[2].lower() for _name, address in mail.senders if _is_robot(address)]
    told = f"{mail.subject} {' '.join(hosts)} {mail.text[:_HEAD]}".lower()
    if "realtor.com" in told or _INQUIRED in mail.text.lower():
        found.add("source", "Realtor.com")
    elif "zillow" in told:
        found.add("source", "Zillow")
    else:
        found.add("source", ".".join(hosts[0].split(".")[-2:]) if hosts and "." in hosts[0] else "Email")
