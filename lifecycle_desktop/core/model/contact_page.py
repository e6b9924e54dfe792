"""What the page of a contact shows, as the queries give it: head, stage path, steps, details, people, purchases."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lifecycle_desktop.core.model.desk import ActiveLifecycle, NextStep, StageMark
from lifecycle_desktop.core.model.lists import Reach
from lifecycle_desktop.core.model.missing import MissingPrompt
from lifecycle_desktop.core.model.qualification import KnownAnswer, Readiness


@dataclass(frozen=True, slots=True)
class ContactHead:
    """Who it is: the name in parts, what they want, how warm they are, and where they are kept."""

    contact_id: int
    name: str
    kind: str  # person or firm
    prefix: str
    first_name: str
    middle_name: str
    last_name: str
    suffix: str
    nickname: str
    company: str
    department: str
    job_title: str
    want: str
    note: str
    temperature: str
    source: str
    source_detail: str
    is_do_not_contact: bool
    is_core: bool
    is_archived: bool
    is_in_trash: bool
    parked_until_on: dt.date | None
    waits_since: dt.datetime | None  # a lead that nobody has answered came in then
    created_at: dt.datetime
    updated_at: dt.datetime


@dataclass(frozen=True, slots=True)
class PathStage:
    """One stage of the active lifecycle as this contact went through it.

    `state` is past, now or ahead. `entered_on` is the last entry, None where the contact never stood
    there; `days` the days spent there in all, up to today for the stage of now. `cause` is the word for
    what brought them in: by hand, by rule, by import. `typical_days` is the median stay of others.
    """

    stage: StageMark
    state: str
    entered_on: dt.date | None = None
    days: int | None = None
    cause: str = ""
    reason: str = ""
    typical_days: int | None = None
    stuck_after_days: int | None = None

    @property
    def is_stuck(self) -> bool:
        """Whether they stand there longer than the stage's threshold."""
        return (
            self.state == "now"
            and self.stuck_after_days is not None
            and self.days is not None
            and self.days > self.stuck_after_days
        )


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A follow-up that is still open, with why it is there."""

    step: NextStep
    reason: str
    rule: str
    is_promise: bool
    snooze_count: int
    is_sequence_step: bool = False  # then it may have a ready text


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """An address in its parts; `text` is all of it on one line."""

    row_id: int
    label: str
    street: str
    extended: str
    po_box: str
    city: str
    region: str
    postal_code: str
    country: str
    formatted: str
    text: str


@dataclass(frozen=True, slots=True)
class ContactDate:
    """A day to remember; `year` None where only day and month are known, `next_on` when it comes round."""

    row_id: int
    kind: str
    year: int | None
    month: int
    day: int
    next_on: dt.date


@dataclass(frozen=True, slots=True)
class OwnValue:
    """A value in a field of the owner's own."""

    row_id: int
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ContactTag:
    """A tag the contact wears: the row that ties it, the tag and its name."""

    row_id: int
    tag_id: int
    name: str


@dataclass(frozen=True, slots=True)
class PermissionWord:
    """What was said of a channel once: with what wording, when, where, and who wrote it down."""

    row_id: int
    channel: str
    status: str
    wording: str
    place: str
    recorded_by: str
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ChannelPermission:
    """A channel with what holds now, and all that was ever said of it, newest first."""

    channel: str
    status: str
    history: tuple[PermissionWord, ...] = ()

    @property
    def newest(self) -> PermissionWord | None:
        """The word that holds; None where nobody was asked."""
        return self.history[0] if self.history else None


@dataclass(frozen=True, slots=True)
class Details:
    """How to reach somebody, and what else is kept of them."""

    emails: tuple[Reach, ...]
    phones: tuple[Reach, ...]
    addresses: tuple[PostalAddress, ...]
    links: tuple[Reach, ...]
    dates: tuple[ContactDate, ...]
    own_values: tuple[OwnValue, ...]
    tags: tuple[ContactTag, ...]
    permissions: tuple[ChannelPermission, ...]  # call, text, email, letter: always all four
    preferred_channel: str
    quiet_from: str  # HH:MM or empty
    quiet_until: str
    language: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the household."""

    contact_id: int
    name: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class Household:
    """Who shares one letter with the contact, this one among them."""

    household_id: int
    name: str
    salutation: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """Somebody the contact has to do with, by a contact's number or only by name.

    `is_from_other` is true where the other's page says it: "Ann is Bob's daughter" on Bob's page.
    """

    relation_id: int
    kind: str
    name: str
    other_contact_id: int | None
    is_from_other: bool


@dataclass(frozen=True, slots=True)
class PurchaseLine:
    """A closed sale or service."""

    purchase_id: int
    service_line: str
    what: str
    closed_on: dt.date
    price_minor: int
    revenue_minor: int
    cost_minor: int
    currency: str
    satisfaction: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Earned:
    """What purchases in one currency came to."""

    currency: str
    count: int
    price_minor: int
    revenue_minor: int


@dataclass(frozen=True, slots=True)
class Worth:
    """What the contact is worth in its first form: what may still close, and what was earned. No forecast.

    `value_minor` is the price of what may close, `earned` holds the owner's own revenue: they are not added.
    """

    value_minor: int | None
    currency: str
    earned: tuple[Earned, ...]


@dataclass(frozen=True, slots=True)
class ReferralLine:
    """Somebody who sent this contact, or whom this contact sent."""

    referral_id: int
    other_contact_id: int | None
    name: str
    stage: StageMark | None
    stage_count: int
    given_on: dt.date
    direction: str  # in: to the owner; out: the owner sent them on
    status: str
    fee_minor: int | None
    fee_basis_points: int | None
    currency: str
    paid_on: dt.date | None
    thanked_on: dt.date | None

    @property
    def is_thanks_owed(self) -> bool:
        """Whether a thank-you is still owed: somebody was sent to the owner, and nobody has thanked for it."""
        return self.direction == "in" and self.thanked_on is None


@dataclass(frozen=True, slots=True)
class StageSuggestion:
    """A stage that the facts prove, with the fact in words; `rank` is what is kept when it is turned down."""

    stage: StageMark
    reason: str
    rank: str


@dataclass(frozen=True, slots=True)
class ContactPage:
    """A contact whole, as its page shows it; the timeline is asked for apart."""

    head: ContactHead
    lifecycle: ActiveLifecycle
    stage: StageMark
    path: tuple[PathStage, ...]
    steps: tuple[OpenStep, ...]  # the next first
    answers: tuple[KnownAnswer, ...]  # all six questions
    readiness: Readiness
    missing: tuple[MissingPrompt, ...]
    suggestion: StageSuggestion | None
    details: Details
    household: Household | None
    relations: tuple[Relation, ...]
    worth: Worth
    purchases: tuple[PurchaseLine, ...]  # newest first
    service_lines: tuple[str, ...]  # all that can be chosen
    came_from: tuple[ReferralLine, ...]
    sent: tuple[ReferralLine, ...]
    business_currency: str
    answer_aim_minutes: int

    @property
    def contact_id(self) -> int:
        """The contact's number."""
        return self.head.contact_id

    @property
    def name(self) -> str:
        """The name as it is shown."""
        return self.head.name

    @property
    def next_step(self) -> NextStep | None:
        """The open follow-up that comes next."""
        return self.steps[0].step if self.steps else None

    @property
    def now(self) -> PathStage:
        """The stage where they stand, with its days."""
        return next(each for each in self.path if each.state == "now")
