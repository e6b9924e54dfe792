"""What can be done with the people of Today's right column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.desk import DateLine, LeadLine, SlippingLine, ThanksLine
from lifecycle_desktop.core.model.reasons import key_date_step
from lifecycle_desktop.ui import asks
from lifecycle_desktop.ui.today.occasion_cards import DATES_SHOWN, THANKS_SHOWN, DatesCard, ThanksCard
from lifecycle_desktop.ui.today.side_cards import LeadsCard, PeopleCard, SlippingCard

if TYPE_CHECKING:
    from lifecycle_desktop.ui.today.page import TodayPage


class PeopleActs:
    """The acts on one person of the cards."""

    def __init__(self, page: TodayPage) -> None:
        self._page = page

    def answer(self, card: QWidget) -> None:
        """Do what a card asks for."""
        if isinstance(card, PeopleCard):
            card.opened.connect(self._page.open_contact)
        if isinstance(card, LeadsCard):
            card.asked.connect(self._on_lead_asked)
        elif isinstance(card, SlippingCard):
            card.asked.connect(self._on_slipping_asked)
        elif isinstance(card, DatesCard):
            card.asked.connect(self._on_date_asked)
        elif isinstance(card, ThanksCard):
            card.thanked.connect(self._on_thanked)

    def show(self, card: QWidget, lines: Sequence[Any], stages: int) -> None:
        """Show occasions in their card."""
        if isinstance(card, DatesCard | ThanksCard):
            card.show_lines(tuple(lines), stages)

    def shown(self, card: QWidget) -> int:
        """How many lines a card of occasions has at most."""
        return DATES_SHOWN if isinstance(card, DatesCard) else THANKS_SHOWN

    def _on_lead_asked(self, kind: str, lead: LeadLine, button: QWidget) -> None:
        asks.ask_log(self._page, button, lead.contact_id, lead.name, kind)

    def _on_slipping_asked(self, line: SlippingLine, button: QWidget) -> None:
        asks.ask_next_step(self._page, button, [line.contact_id], line.name)

    def _on_date_asked(self, what: str, line: DateLine, button: QWidget) -> None:
        page, step = self._page, key_date_step(line.kind, line.years)
        if what == "next":
            channel = Channel.POSTCARD if line.kind == "closing" else Channel.CALL
            day = max(line.on, page.runner.moment().today)
            asks.ask_next_step(
                page,
                button,
                [line.contact_id],
                line.name,
                channel=channel,
                what=step,
                occasion=(line.occasion, day),
            )
            return
        from lifecycle_desktop.core.operations.occasions import pass_over_day

        page.runner.write(
            _("Let the day of {name} pass").format(name=line.name),
            pass_over_day,
            line,
            step,
            page.runner.moment(),
            then=lambda _id: page.toast.emit(_("Not this time: {name}").format(name=line.name), True),
        )

    def _on_thanked(self, line: ThanksLine) -> None:
        from lifecycle_desktop.core.operations.referrals import note_thanks

        page, moment = self._page, self._page.runner.moment()
        page.runner.write(
            _("Thank-you for {name}").format(name=line.referred),
            note_thanks,
            line.referral_id,
            moment.today,
            moment,
            then=lambda _changed: page.toast.emit(
                _("Thank-you for {name} noted").format(name=line.referred), True
            ),
        )
