"""What a stage's goal is counted in: the measures a plan can be bound to."""

from __future__ import annotations

from enum import StrEnum

from lifecycle_desktop.core.i18n import _, mark


class Measure(StrEnum):
    """A number that the program can count for a period. The values are what files and the database hold."""

    ENQUIRIES = "enquiries"
    """Contacts captured, from any source, reachable or not."""
    NEW_CONTACTS = "new_contacts"
    """Contacts captured who can be reached."""
    QUALIFIED = "qualified"
    """Contacts whose qualification was answered."""
    KEPT_WARM = "kept_warm"
    """Contacts of the stage who are not quiet beyond their rhythm."""
    CONSULTATIONS = "consultations"
    """Meetings held, each contact once."""
    SAMPLES = "samples"
    """Contacts who took a sample: consultation, showing or market analysis."""
    SIGNED = "signed"
    """Contacts who left the converting stage forwards."""
    CLOSINGS = "closings"
    """Purchases closed."""
    REPEAT_DEALS = "repeat_deals"
    """Purchases closed that were not the contact's first."""
    SECOND_SERVICES = "second_services"
    """Contacts who bought in a service line that was new to them, after their first."""
    REFERRALS = "referrals"
    """Referrals received."""
    HEARD_FROM_ME = "heard_from_me"
    """Share of the stage's contacts who had a touch within 90 days, in percent."""

    @property
    def words(self) -> str:
        """The measure's name for people."""
        return _(_TITLES[self])

    @property
    def is_percent(self) -> bool:
        """True when the number is a share in percent, not a count."""
        return self is Measure.HEARD_FROM_ME


_TITLES: dict[Measure, str] = {
    Measure.ENQUIRIES: mark("Enquiries"),
    Measure.NEW_CONTACTS: mark("New contacts"),
    Measure.QUALIFIED: mark("Qualified"),
    Measure.KEPT_WARM: mark("Still warm"),
    Measure.CONSULTATIONS: mark("Consultations"),
    Measure.SAMPLES: mark("Tours and valuations"),
    Measure.SIGNED: mark("Signed"),
    Measure.CLOSINGS: mark("Closings"),
    Measure.REPEAT_DEALS: mark("Repeat deals"),
    Measure.SECOND_SERVICES: mark("Second services"),
    Measure.REFERRALS: mark("Referrals"),
    Measure.HEARD_FROM_ME: mark("Heard from me"),
}
