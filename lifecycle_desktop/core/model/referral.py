"""A referral's status: how far somebody who was sent has come."""

from __future__ import annotations

from enum import StrEnum

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _, mark
from lifecycle_desktop.core.model.plain_text import shortened


class ReferralStatus(StrEnum):
    """How far a referral came. The values are what the database holds."""

    GIVEN = "given"
    CONTACTED = "contacted"
    MET = "met"
    SIGNED = "signed"
    PAID = "paid"
    LOST = "lost"

    @property
    def words(self) -> str:
        """The status for people."""
        return _(_TITLES[self])


_TITLES = {
    ReferralStatus.GIVEN: mark("Given"),
    ReferralStatus.CONTACTED: mark("Contacted"),
    ReferralStatus.MET: mark("Met"),
    ReferralStatus.SIGNED: mark("Signed"),
    ReferralStatus.PAID: mark("Closed, paid"),
    ReferralStatus.LOST: mark("Lost"),
}


def checked_status(status: str) -> str:
    """The status meant, in any case; `NotUnderstood` in words for any other."""
    try:
        return ReferralStatus(status.strip().lower()).value
    except ValueError as error:
        raise NotUnderstood(
            _("A referral cannot be “{status}”.").format(status=shortened(status)),
            _("Use one of: {names}.").format(names=", ".join(ReferralStatus)),
        ) from error
