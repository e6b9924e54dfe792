"""An open house as an event, how its sign-in page is set up, and what one visitor wrote there."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lifecycle_desktop.core.i18n import _, mark
from lifecycle_desktop.core.model.kiosk_words import KIOSK_LANGUAGES

SOURCE = mark("Open house")  # the source of those who sign in, unless the owner has renamed it
CHANNELS = ("email", "text", "call")
AGENT = ("no", "yes", "looking")
OPTIONAL: dict[str, tuple[str, ...]] = {
    "timing": ("now", "three_months", "this_year", "not_sure"),
    "financing": ("approved", "talking", "cash", "not_yet"),
    "heard": ("sign", "online", "friend", "neighbour"),
    "note": (),
}
OFF, ASKED, REQUIRED = "off", "asked", "required"
REACH = ("either", "email", "phone", "both")
IDLE_SECONDS = (30, 60, 120)
WARN_SECONDS = 10  # before the page clears
THANKS_SECONDS = 4
LONGEST_NAME, LONGEST_REACH, LONGEST_NOTE = 100, 200, 2000
_FEWEST_DIGITS, _MOST_DIGITS = 6, 20

_ANSWERS = {
    "no": mark("no agent"),
    "yes": mark("works with an agent"),
    "looking": mark("just looking"),
    "now": mark("moving now"),
    "three_months": mark("moving in 3 months"),
    "this_year": mark("moving this year"),
    "not_sure": mark("not sure when to move"),
    "approved": mark("loan approved"),
    "talking": mark("talking to a bank"),
    "cash": mark("pays cash"),
    "not_yet": mark("financing not yet known"),
    "sign": mark("heard by a sign"),
    "online": mark("heard online"),
    "friend": mark("heard from a friend"),
    "neighbour": mark("lives nearby"),
}


def answer_words(answer: str) -> str:
    """What an answer of the page means, in the owner's language; the answer itself where it is not known."""
    return _(_ANSWERS[answer]) if answer in _ANSWERS else answer


@dataclass(frozen=True)
class SignInSetup:
    """How the page of an event is set up. Times are `HH:MM` or empty; `asked` says of each optional field if it is.

    `reach` says what must be left: either, email, phone or both.
    """

    starts_at: str = ""
    ends_at: str = ""
    facts: str = ""  # of the house, parted by commas: "4 beds, 2 baths, 0.3 acre"
    offer_words: Mapping[str, str] = field(
        default_factory=dict
    )  # the offer in the other languages of the page
    reach: str = "either"
    asked: Mapping[str, str] = field(default_factory=lambda: {"timing": ASKED})
    languages: tuple[str, ...] = KIOSK_LANGUAGES
    idle_seconds: int = 30

    def asks(self, name: str) -> str:
        """`off`, `asked` or `required` for an optional field."""
        return self.asked.get(name, OFF)

    def to_json(self) -> str:
        """The set-up as it is stored."""
        told = {
            "starts_at": self.starts_at,
            "ends_at": self.ends_at,
            "facts": self.facts,
            "offer_words": dict(self.offer_words),
            "reach": self.reach,
            "asked": dict(self.asked),
            "languages": list(self.languages),
            "idle_seconds": self.idle_seconds,
        }
        return json.dumps(told, ensure_ascii=False, sort_keys=True)


def setup_from_json(text: str) -> SignInSetup:
    """The set-up that `to_json` wrote; what is missing or cannot be is as usual."""
    try:
        told: Any = json.loads(text or "{}")
    except ValueError:
        told = {}
    if not isinstance(told, dict):
        told = {}
    usual = SignInSetup()
    asked, offers = told.get("asked", usual.asked), told.get("offer_words")
    languages = tuple(each for each in told.get("languages", ()) if each in KIOSK_LANGUAGES)
    return SignInSetup(
        starts_at=_clock(told.get("starts_at")),
        ends_at=_clock(told.get("ends_at")),
        facts=str(told.get("facts", "")),
        offer_words={
            code: str(offers[code])
            for code in KIOSK_LANGUAGES
            if isinstance(offers, dict) and str(offers.get(code) or "").strip()
        },
        reach=told["reach"] if told.get("reach") in REACH else usual.reach,
        asked={
            name: asked[name]
            for name in OPTIONAL
            if isinstance(asked, dict) and asked.get(name) in (ASKED, REQUIRED)
        },
        languages=languages or usual.languages,
        idle_seconds=told["idle_seconds"] if told.get("idle_seconds") in IDLE_SECONDS else usual.idle_seconds,
    )


def _clock(value: object) -> str:
    try:
        return dt.time.fromisoformat(str(value or "")).strftime("%H:%M")
    except ValueError:
        return ""


@dataclass(frozen=True)
class Wording:
    """What a visitor is asked of a channel, word for word; `version` counts from 1 in each language."""

    channel: str
    language: str
    version: int
    text: str


@dataclass(frozen=True)
class NewEvent:
    """An open house as it is entered. `offer` is the thing of value that those who sign in are sent."""

    address: str
    on: dt.date | None = None
    offer: str = ""
    setup: SignInSetup = SignInSetup()


@dataclass(frozen=True)
class SignIn:
    """What one visitor wrote. `given` are the permissions ticked, each as it was worded; `language` the page's."""

    first_name: str
    last_name: str
    email: str = ""
    phone: str = ""
    agent: str = ""
    timing: str = ""
    financing: str = ""
    heard: str = ""
    note: str = ""
    language: str = "en"
    given: tuple[Wording, ...] = ()

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name.strip()} {self.last_name.strip()}".strip()

    def answers(self) -> dict[str, str]:
        """What was answered beside name and ways to reach, by the field's name."""
        told = {name: str(getattr(self, name)) for name in ("agent", *OPTIONAL)}
        return {name: value.strip() for name, value in told.items() if value.strip()}


def faults(sign_in: SignIn, setup: SignInSetup, is_email: Callable[[str], bool]) -> dict[str, str]:
    """What is wrong, by field in the order of the page: the key of the words that say so; empty when all is well."""
    found: dict[str, str] = {}
    for name in ("first_name", "last_name"):
        if not str(getattr(sign_in, name)).strip():
            found[name] = f"missing_{name}"
    phone, email = sign_in.phone.strip(), sign_in.email.strip()
    if phone and not _is_phone(phone):
        found["phone"] = "wrong_phone"
    elif not phone and setup.reach in ("phone", "both"):
        found["phone"] = "missing_phone"
    elif not phone and not email and setup.reach == "either":
        found["phone"] = "missing_reach"
    if email and not is_email(email):
        found["email"] = "wrong_email"
    elif not email and setup.reach in ("email", "both"):
        found["email"] = "missing_email"
    if sign_in.agent not in AGENT:
        found["agent"] = "missing_choice"
    for name, choices in OPTIONAL.items():
        value = str(getattr(sign_in, name)).strip()
        if setup.asks(name) == REQUIRED and not value:
            found[name] = "missing_choice" if choices else "missing_note"
    return found


def _is_phone(text: str) -> bool:
    digits = sum(letter.isdigit() for letter in text)
    return len(text) <= LONGEST_REACH // 2 and _FEWEST_DIGITS <= digits <= _MOST_DIGITS


@dataclass(frozen=True)
class SignedIn:
    """What became of an entry."""

    contact_id: int
    is_new: bool
    follow_up_id: int | None


@dataclass(frozen=True)
class OpenHouse:
    """An event in the list; `signed` counts people, `seen` is never less than those. Ended where it has `ended_on`."""

    event_id: int
    address: str
    on: dt.date | None
    offer: str
    seen: int
    signed: int
    note: str
    ended_on: dt.date | None
    setup: SignInSetup

    def offer_in(self, language: str) -> str:
        """The offer as a visitor of that language reads it."""
        return self.setup.offer_words.get(language) or self.offer


@dataclass(frozen=True)
class Visitor:
    """One who signed in, for the owner's eyes only."""

    contact_id: int
    name: str
    was_known: bool
    answers: Mapping[str, str]
    given: tuple[str, ...]
    follow_up_id: int | None
    is_followed_up: bool


@dataclass(frozen=True)
class EventCost:
    """A cost of an event in minor units."""

    cost_id: int
    what: str
    amount_minor: int
    currency: str


@dataclass(frozen=True)
class EventSummary:
    """An event as it is summed up for its owner."""

    event: OpenHouse
    visitors: tuple[Visitor, ...]
    costs: tuple[EventCost, ...]

    def agents(self) -> dict[str, int]:
        """How many gave each answer to the question of the agent."""
        return {each: sum(one.answers.get("agent") == each for one in self.visitors) for each in AGENT}

    def permissions(self) -> dict[str, int]:
        """How many gave each permission here."""
        return {each: sum(each in one.given for one in self.visitors) for each in CHANNELS}

    @property
    def new_people(self) -> int:
        """How many were not known before."""
        return sum(not one.was_known for one in self.visitors)

    @property
    def follow_ups(self) -> int:
        """How many follow-ups were made."""
        return sum(one.follow_up_id is not None for one in self.visitors)

    @property
    def follow_ups_done(self) -> int:
        """How many of them are done."""
        return sum(one.is_followed_up for one in self.visitors)

    def cost_totals(self) -> dict[str, int]:
        """What was spent, per currency in minor units."""
        totals: dict[str, int] = {}
        for cost in self.costs:
            totals[cost.currency] = totals.get(cost.currency, 0) + cost.amount_minor
        return totals


@dataclass(frozen=True)
class KioskDesk:
    """All that the sign-in page shows: of the owner no more than the business and the name, and nobody else."""

    event: OpenHouse
    wordings: Mapping[tuple[str, str], Wording]
    business: str = ""
    owner: str = ""


@dataclass(frozen=True)
class KioskState:
    """Whether the sign-in page is open, for which event, and how the PIN stands. `wait_seconds` from wrong tries."""

    event_id: int | None = None
    has_pin: bool = False
    wait_seconds: int = 0


@dataclass(frozen=True)
class PinAnswer:
    """Whether it was the PIN; if not, how long the next try has to wait."""

    is_right: bool
    wait_seconds: int = 0
