"""The middle and the right column of the contact page: made once, shown a contact together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lifecycle_desktop.ui.contact.composer import Composer
from lifecycle_desktop.ui.contact.household import HouseholdCard
from lifecycle_desktop.ui.contact.purchases import PurchasesCard
from lifecycle_desktop.ui.contact.referrals import ReferralsCard
from lifecycle_desktop.ui.contact.timeline import TimelineCard
from lifecycle_desktop.ui.contact.worth import WorthCard

if TYPE_CHECKING:
    from lifecycle_desktop.core.clock import Moment
    from lifecycle_desktop.core.model.contact_page import ContactPage
    from lifecycle_desktop.ui.page import Page


class OtherColumns:
    """Composer and timeline in the middle, what they are worth and who belongs to them at the right."""

    def __init__(self, page: Page, parent: QWidget, middle: QVBoxLayout, right: QVBoxLayout) -> None:
        self.composer = Composer(page, parent)
        self.timeline = TimelineCard(page, parent)
        middle.addWidget(self.composer)
        middle.addWidget(self.timeline, 1)
        self.worth = WorthCard(page, parent)
        self.purchases = PurchasesCard(page, parent)
        self.referrals = ReferralsCard(page, parent)
        self.household = HouseholdCard(page, parent)
        for card in (self.worth, self.purchases, self.referrals, self.household):
            right.addWidget(card)
        right.addStretch(1)
        self.timeline.purchase_opened.connect(self.purchases.open_purchase)

    def show_contact(self, contact: ContactPage, moment: Moment) -> None:
        """Show a contact in all of them."""
        self.composer.show_contact(contact, moment)
        self.timeline.show_contact(contact, moment)
        for card in (self.worth, self.purchases, self.referrals, self.household):
            card.show_contact(contact, moment)

    def leave(self) -> None:
        """Write down what is typed, before somebody else is shown."""
        self.composer.leave()

    def fill_in(self, about: str) -> bool:
        """Go to where something that is missing is filled in; False where it is none of these columns."""
        if about in ("purchase", "satisfaction"):
            self.purchases.ask_to_add()
        elif about in ("referral", "thanks"):
            self.referrals.ask_to_add()
        elif about == "household":
            self.household.ask_to_add()
        elif about == "activity":
            self.composer.write_about("call")
        else:
            return False
        return True
