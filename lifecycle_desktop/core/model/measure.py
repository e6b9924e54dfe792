"""What a stage's goal is counted in: the measures a plan can be bound to, and how each is counted."""

from __future__ import annotations

from enum import StrEnum

from lifecycle_desktop.core.i18n import _, mark


class MeasurePart(StrEnum):
    """Which part of the lifecycle a measure tells of."""

    LEADS = "leads"
    DIALOGUE = "dialogue"
    SALES = "sales"
    CUSTOMERS = "customers"
    REFERRALS = "referrals"


class Measure(StrEnum):
    """A number that the program can count for a period. The values are what files and the database hold."""

    ENQUIRIES = "enquiries"
    NEW_CONTACTS = "new_contacts"
    PERMISSIONS = "permissions"
    VISITORS = "visitors"
    FIRST_ANSWER = "first_answer"
    QUALIFIED = "qualified"
    TOUCHES = "touches"
    CALLS = "calls"
    KEPT_WARM = "kept_warm"
    ENTERED = "entered"
    CONSULTATIONS = "consultations"
    SHOWINGS = "showings"
    SAMPLES = "samples"
    SIGNED = "signed"
    CLOSINGS = "closings"
    FIRST_PURCHASES = "first_purchases"
    REVENUE = "revenue"
    TOP_RATED = "top_rated"
    REPEAT_DEALS = "repeat_deals"
    SECOND_SERVICES = "second_services"
    HEARD_FROM_ME = "heard_from_me"
    REVIEWS = "reviews"
    REFERRALS = "referrals"
    THANKED = "thanked"
    REFERRALS_SENT = "referrals_sent"

    @property
    def words(self) -> str:
        """The measure's name for people."""
        return _(_TITLES[self])

    @property
    def how(self) -> str:
        """One sentence that says how it is counted."""
        return _(_HOW[self])

    @property
    def part(self) -> MeasurePart:
        """The part of the lifecycle it tells of."""
        return _PARTS[self]

    @property
    def is_percent(self) -> bool:
        """True when the number is a share in percent, not a count."""
        return self is Measure.HEARD_FROM_ME

    @property
    def is_better_low(self) -> bool:
        """True when a smaller number is the better one, as of a time people wait."""
        return self is Measure.FIRST_ANSWER


def catalogue(own: Measure | None) -> tuple[Measure, ...]:
    """Every measure for a stage whose model counts `own`: that one first, then those of its part, then the rest."""
    if own is None:
        return tuple(Measure)
    return tuple(sorted(Measure, key=lambda each: (each is not own, each.part is not own.part)))


_TITLES: dict[Measure, str] = {
    Measure.ENQUIRIES: mark("Enquiries"),
    Measure.NEW_CONTACTS: mark("New contacts"),
    Measure.PERMISSIONS: mark("Permissions given"),
    Measure.VISITORS: mark("Open house visitors"),
    Measure.FIRST_ANSWER: mark("Median first answer"),
    Measure.QUALIFIED: mark("Qualified"),
    Measure.TOUCHES: mark("Touches made"),
    Measure.CALLS: mark("Calls made"),
    Measure.KEPT_WARM: mark("Still warm"),
    Measure.ENTERED: mark("Came to this stage"),
    Measure.CONSULTATIONS: mark("Consultations"),
    Measure.SHOWINGS: mark("Showings"),
    Measure.SAMPLES: mark("Tours and valuations"),
    Measure.SIGNED: mark("Signed"),
    Measure.CLOSINGS: mark("Closings"),
    Measure.FIRST_PURCHASES: mark("First purchases"),
    Measure.REVENUE: mark("Revenue"),
    Measure.TOP_RATED: mark("Closings rated 9 or 10"),
    Measure.REPEAT_DEALS: mark("Repeat deals"),
    Measure.SECOND_SERVICES: mark("Second services"),
    Measure.HEARD_FROM_ME: mark("Heard from me"),
    Measure.REVIEWS: mark("Reviews"),
    Measure.REFERRALS: mark("Referrals"),
    Measure.THANKED: mark("Thank-yous for referrals"),
    Measure.REFERRALS_SENT: mark("Referrals sent out"),
}

_HOW: dict[Measure, str] = {
    Measure.ENQUIRIES: mark("Everybody who came in as a lead, from any source, whether they can be reached or not."),
    Measure.NEW_CONTACTS: mark("Leads who came in and left a phone number or an email address."),
    Measure.PERMISSIONS: mark("People who gave permission to be reached in at least one way."),
    Measure.VISITORS: mark("People who came to an open house, each counted once."),
    Measure.FIRST_ANSWER: mark(
        "Minutes from coming in to my first answer: half were answered faster. Who still waits is left out."
    ),
    Measure.QUALIFIED: mark("People of whom at least one qualifying question was answered."),
    Measure.TOUCHES: mark("Calls, texts, emails, letters, gifts and meetings that went out from me, without notes."),
    Measure.CALLS: mark("Calls that went out from me, answered or not."),
    Measure.KEPT_WARM: mark("People who stand at this stage now and are not quiet beyond their own rhythm."),
    Measure.ENTERED: mark("People who moved to this stage, each counted once; a change of the model does not count."),
    Measure.CONSULTATIONS: mark("People I met, each counted once."),
    Measure.SHOWINGS: mark("Showings held, each of them counted."),
    Measure.SAMPLES: mark("People who had a meeting or a showing, each counted once."),
    Measure.SIGNED: mark("People who moved on from this stage to a later one, each counted once."),
    Measure.CLOSINGS: mark("Purchases that closed, by the day they closed."),
    Measure.FIRST_PURCHASES: mark("Purchases that closed and were the first of that person."),
    Measure.REVENUE: mark("What purchases that closed brought me, in your currency, in whole units."),
    Measure.TOP_RATED: mark("Purchases that closed and were rated 9 or 10."),
    Measure.REPEAT_DEALS: mark("Purchases that closed and were not the first of that person."),
    Measure.SECOND_SERVICES: mark("People who bought before and now bought a service that was new to them."),
    Measure.HEARD_FROM_ME: mark("Of the people at this stage now, the share who had a touch in the last 90 days."),
    Measure.REVIEWS: mark("Reviews that people gave, as logged on their pages."),
    Measure.REFERRALS: mark("Referrals I received, by the day they were given."),
    Measure.THANKED: mark("Referrals for which I said thank you, by the day I did."),
    Measure.REFERRALS_SENT: mark("Referrals I sent to others, by the day they were given."),
}  # fmt: skip

_PARTS: dict[Measure, MeasurePart] = {
    **dict.fromkeys(
        (Measure.ENQUIRIES, Measure.NEW_CONTACTS, Measure.PERMISSIONS, Measure.VISITORS, Measure.FIRST_ANSWER),
        MeasurePart.LEADS,
    ),
    **dict.fromkeys(
        (Measure.QUALIFIED, Measure.TOUCHES, Measure.CALLS, Measure.KEPT_WARM, Measure.ENTERED),
        MeasurePart.DIALOGUE,
    ),
    **dict.fromkeys(
        (Measure.CONSULTATIONS, Measure.SHOWINGS, Measure.SAMPLES, Measure.SIGNED, Measure.CLOSINGS,
         Measure.FIRST_PURCHASES, Measure.REVENUE),
        MeasurePart.SALES,
    ),
    **dict.fromkeys(
        (Measure.TOP_RATED, Measure.REPEAT_DEALS, Measure.SECOND_SERVICES, Measure.HEARD_FROM_ME),
        MeasurePart.CUSTOMERS,
    ),
    **dict.fromkeys(
        (Measure.REVIEWS, Measure.REFERRALS, Measure.THANKED, Measure.REFERRALS_SENT), MeasurePart.REFERRALS
    ),
}  # fmt: skip
