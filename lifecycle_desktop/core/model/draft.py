"""Drafts: people as a file tells of them, before they meet the database.

Drafts are tuples, since a file has a hundred thousand of them. Text stands as written, less the
space around it; nothing is judged yet but dates.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple


class Address(NamedTuple):
    """A postal address in parts; `formatted` only where the parts do not say it all."""

    label: str = ""
    street: str = ""
    extended: str = ""
    po_box: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    formatted: str = ""


class KeyDate(NamedTuple):
    """A date of someone's own: birthday, anniversary, closing or the owner's word; the year may be unknown."""

    kind: str
    year: int | None
    month: int
    day: int


class Picture(NamedTuple):
    """What somebody looks like: the bytes of an image and its kind, such as "image/jpeg"."""

    media_type: str
    content: bytes

    @property
    def digest(self) -> str:
        """By this the same picture is known again: SHA-256."""
        return hashlib.sha256(self.content).hexdigest()


class RowProblem(NamedTuple):
    """Why a row cannot be taken: `kind` is a key of `PROBLEMS`, `column` the heading at fault."""

    kind: str
    column: str = ""


class ContactDraft(NamedTuple):
    """One row of a file as a person. Pairs are (label, value).

    `is_correspondent` marks Google's mere mail correspondents; `is_distinct` says that no other row of the
    file is the same person, whatever they share. `remark` tells what of the row could not be taken, such as a
    picture that is too large. `rank` is the rank (`facts.Rank`) that the stage of another program's file proves;
    `is_lead` marks a lead that came in just now and waits for an answer; `uid` is the UID under which we wrote a card.
    """

    line: int
    prefix: str = ""
    first: str = ""
    middle: str = ""
    last: str = ""
    suffix: str = ""
    full: str = ""
    nickname: str = ""
    phonetic: str = ""
    company: str = ""
    department: str = ""
    job_title: str = ""
    emails: tuple[tuple[str, str], ...] = ()
    phones: tuple[tuple[str, str], ...] = ()
    addresses: tuple[Address, ...] = ()
    dates: tuple[KeyDate, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    relations: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()
    note: str = ""
    own: tuple[tuple[str, str], ...] = ()
    source: str = ""
    stage: str = ""
    temperature: str = ""
    last_contact: str = ""
    next_step: str = ""
    next_step_on: str = ""
    referred_by: str = ""
    permissions: tuple[tuple[str, str], ...] = ()
    is_correspondent: bool = False
    problems: tuple[RowProblem, ...] = ()
    is_distinct: bool = False
    want: str = ""
    pictures: tuple[Picture, ...] = ()
    remark: str = ""
    rank: str = ""
    is_lead: bool = False
    uid: str = ""

    @property
    def name(self) -> str:
        """What the person is called in lists and reports, empty if the file does not say."""
        return self.full or " ".join(part for part in (self.first, self.last) if part) or self.company
