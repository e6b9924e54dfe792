"""What a file tells of the past of people, before it meets the database: purchases and activities."""

from __future__ import annotations

from typing import NamedTuple

from lifecycle_desktop.core.model.draft import ContactDraft

PURCHASES, ACTIVITIES = "purchases", "activities"


class ToldPurchase(NamedTuple):
    """A purchase of one row. Money in minor units of `currency`; below zero it is a refund.

    `whose` is the person as far as the row tells, `number` the number of the contact where it gives one;
    `problem` says why the row cannot be taken, `remark` what is odd about it.
    """

    line: int
    whose: ContactDraft
    number: int | None = None
    problem: str = ""
    remark: str = ""
    service_line: str = ""
    what: str = ""
    on: str = ""
    price_minor: int = 0
    revenue_minor: int = 0
    cost_minor: int = 0
    currency: str = ""
    satisfaction: int | None = None
    note: str = ""


class ToldActivity(NamedTuple):
    """An activity of one row. `at` is an instant as stored, `on` its day; `has_time` whether the file told a time.

    `direction` None is the usual one of its kind.
    """

    line: int
    whose: ContactDraft
    number: int | None = None
    problem: str = ""
    remark: str = ""
    kind: str = ""
    direction: str | None = None
    at: str = ""
    on: str = ""
    has_time: bool = False
    outcome: str = ""
    text: str = ""
    minutes: int | None = None
    cost_minor: int | None = None
    currency: str = ""


class PurchaseRow(NamedTuple):
    """A purchase that is kept, with whose it is, as it is written into a file."""

    contact_id: int
    name: str
    email: str
    phone: str
    on: str
    service_line: str
    what: str
    price_minor: int
    revenue_minor: int
    cost_minor: int
    currency: str
    satisfaction: int | None
    note: str
