"""A contact as it is entered: what a person, a line or a form can say of somebody new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from lifecycle_desktop.core.model.draft import Address, KeyDate

TEMPERATURES = ("hot", "warm", "cold", "")
KINDS = ("person", "firm")


@dataclass(frozen=True)
class NewContact:
    """Somebody new. Pairs are (label, value); a label may be empty.

    A name in parts or `full_name`, a company, an e-mail or a phone: one is enough. `stage_id` None
    lets the facts decide the stage. `is_captured` says that a lead came in which waits for an answer;
    `captured_at` when, if not now. `permissions` maps a channel to its status.
    """

    full_name: str = ""
    prefix: str = ""
    first_name: str = ""
    middle_name: str = ""
    last_name: str = ""
    suffix: str = ""
    nickname: str = ""
    kind: str = ""  # empty: a firm if there is only a company, else a person
    company: str = ""
    department: str = ""
    job_title: str = ""
    emails: tuple[tuple[str, str], ...] = ()
    phones: tuple[tuple[str, str], ...] = ()
    addresses: tuple[Address, ...] = ()
    dates: tuple[KeyDate, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    want: str = ""
    note: str = ""
    source: str = ""
    source_detail: str = ""
    tags: tuple[str, ...] = ()
    temperature: str = ""
    preferred_channel: str = ""
    language: str = ""
    stage_id: int | None = None
    permissions: Mapping[str, str] = field(default_factory=dict)
    permission_wording: str = ""
    permission_place: str = ""
    value_minor: int | None = None
    currency: str = ""
    is_captured: bool = False
    captured_at: dt.datetime | None = None
    is_core: bool = False
    is_sample: bool = False
