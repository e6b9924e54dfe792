"""The red flag of a complaint that is not settled, and what triggers propose for this person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.day_words import date_words
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.widgets.cards import Banner

if TYPE_CHECKING:
    from lifecycle_desktop.core.model.trigger_lists import Complaint, Proposal
    from lifecycle_desktop.ui.contact.page import ContactPage

MOST_OF_A_KIND = 3


class TriggerLines(QWidget):
    """A banner for each; nothing is shown where there is none."""

    def __init__(self, page: ContactPage, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = page
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.CONTROL_GAP)
        self._shown: tuple[object, ...] = ()
        self.banners: list[Banner] = []
        self.hide()

    def show_lines(self, complaints: Sequence[Complaint], proposals: Sequence[Proposal]) -> None:
        """Show the newest of each kind."""
        shown = (*complaints[:MOST_OF_A_KIND], *proposals[:MOST_OF_A_KIND])
        if shown == self._shown:
            return
        self._shown = shown
        for old in self.banners:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.banners = [self._complaint(each) for each in complaints[:MOST_OF_A_KIND]]
        self.banners += [self._proposal(each) for each in proposals[:MOST_OF_A_KIND]]
        for banner in self.banners:
            self._column.addWidget(banner)
            banner.show()
        self.setVisible(bool(self.banners))

    def _complaint(self, complaint: Complaint) -> Banner:
        day = date_words(complaint.happened_on, self._page.runner.moment().today)
        return Banner(
            _("Complaint of {day}").format(day=day),
            complaint.text,
            tone="danger",
            icon="flag",
            button=_("Mark as settled"),
            on_button=lambda: self._page.writes.settle(complaint.activity_id),
            parent=self,
        )

    def _proposal(self, proposal: Proposal) -> Banner:
        act = proposal.act[:1].upper() + proposal.act[1:]
        return Banner(
            act,
            f"{proposal.rule}: {proposal.reason}" if proposal.reason else proposal.rule,
            tone="accent",
            icon="zap",
            button=_("Accept"),
            on_button=lambda: self._page.writes.answer_proposal(proposal.firing_id, accept=True),
            quiet_button=_("Turn down"),
            on_quiet=lambda: self._page.writes.answer_proposal(proposal.firing_id, accept=False),
            parent=self,
        )
