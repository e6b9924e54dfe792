"""The card Referrals: who sent this contact, whom they sent, and where a thank-you is owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.referral import ReferralStatus
from lifecycle_desktop.ui.contact.card_frame import PageCard
from lifecycle_desktop.ui.contact.person_popover import PersonPopover
from lifecycle_desktop.ui.contact.person_row import LineRow
from lifecycle_desktop.ui.contact_words import date_text
from lifecycle_desktop.ui.widgets.buttons import IconButton
from lifecycle_desktop.ui.widgets.cards import Hairline

if TYPE_CHECKING:
    from lifecycle_desktop.core.clock import Moment
    from lifecycle_desktop.core.model.contact_page import ContactPage, ReferralLine
    from lifecycle_desktop.ui.page import Page

SENT, CAME_FROM = "sent", "came_from"


class ReferralsCard(PageCard):
    """Came from and Sent you; a click opens the other's page, the menu says how far it came."""

    def __init__(self, page: Page, parent: QWidget) -> None:
        super().__init__(page, _("Referrals"), _("Add"), _("Add a referral"), parent)

    def told(self, contact: ContactPage) -> object:
        return contact.came_from, contact.sent

    def fill(self, contact: ContactPage, moment: Moment) -> None:
        for title, lines in ((_("Came from"), contact.came_from), (_("Sent you"), contact.sent)):
            if not lines:
                continue
            if self.rows.count():
                self.rows.addWidget(Hairline(self))
            self.add_quiet(title)
            for line in lines:
                self._add_row(line, moment)
        if not contact.came_from and not contact.sent:
            self.add_empty("circle-dashed", _("Nobody sent them, and they sent nobody yet"))

    def _add_row(self, line: ReferralLine, moment: Moment) -> None:
        detail, tone = referral_detail(line, moment)
        row = QHBoxLayout()
        row.setSpacing(4)
        person = LineRow(
            line.name,
            detail,
            stage=(line.stage, line.stage_count) if line.stage is not None else None,
            detail_tone=tone,
            opens=line.other_contact_id is not None,
            tip=_("{status}, since {day}").format(
                status=ReferralStatus(line.status).words, day=date_text(line.given_on, "d MMM yyyy")
            ),
            parent=self,
        )
        if line.other_contact_id is not None:
            other = line.other_contact_id
            person.clicked.connect(lambda _on=False: self.page.open_contact.emit(other))
        row.addWidget(person, 1)
        more = IconButton(
            "ellipsis", _("More about the referral of {name}").format(name=line.name), small=True, parent=self
        )
        more.clicked.connect(lambda _on=False: self.pop_up(line, more))
        row.addWidget(more)
        self.rows.addLayout(row)

    def menu(self, line: ReferralLine) -> QMenu:
        """What can be said of a referral: thanked, how far it came, that it was a mistake."""
        menu = QMenu(self)
        if line.direction == "in":
            if line.thanked_on is None:
                menu.addAction(_("&Thanked today")).triggered.connect(lambda: self._thank(line, is_done=True))
            else:
                menu.addAction(_("Not &thanked yet")).triggered.connect(
                    lambda: self._thank(line, is_done=False)
                )
            menu.addSeparator()
        for status in ReferralStatus:
            action = menu.addAction(status.words)
            action.setCheckable(True)
            action.setChecked(line.status == status.value)
            action.triggered.connect(lambda _on=False, status=status: self._set_status(line, status))
        menu.addSeparator()
        menu.addAction(_("&Remove the referral")).triggered.connect(lambda: self._remove(line))
        return menu

    def pop_up(self, line: ReferralLine, anchor: QWidget) -> QMenu:
        """Open the menu below its button."""
        menu = self.menu(line)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))
        return menu

    def ask_to_add(self) -> None:
        if self.contact is None:
            return
        choices = [(SENT, _("They sent me")), (CAME_FROM, _("Sent to me by"))]
        popover = PersonPopover(
            _("Add a referral"),
            _("Re&ferral"),
            choices,
            self.page.runner,
            self.contact.contact_id,
            self,
            hint=_("A name that is no contact yet is fine."),
        )
        popover.saved.connect(self._on_saved)
        popover.open_at(self.add_link)

    def _on_saved(self, way: str, other: int | None, name: str) -> None:
        from lifecycle_desktop.core.operations.people_by_name import note_who_sent
        from lifecycle_desktop.core.operations.referrals import add_referral

        if self.contact is None:
            return
        mine, my_name = self.contact.contact_id, self.contact.name
        label = _("Referral of {name}").format(name=name)
        if way == SENT:
            said = _("{name} sent you {other}").format(name=my_name, other=name)
            self.write(label, said, add_referral, mine, referred_id=other, referred_name=name)
        else:
            said = _("{name} sent you {other}").format(name=name, other=my_name)
            self.write(label, said, note_who_sent, mine, referrer_id=other, name=name)

    def _thank(self, line: ReferralLine, *, is_done: bool) -> None:
        from lifecycle_desktop.core.operations.referrals import note_thanks

        day = self.page.runner.moment().today if is_done else None
        said = _("Thank-you for {name} noted") if is_done else _("Thank-you for {name} is owed again")
        self.write(
            _("Thank-you for {name}").format(name=line.name),
            said.format(name=line.name),
            note_thanks,
            line.referral_id,
            day,
        )

    def _set_status(self, line: ReferralLine, status: ReferralStatus) -> None:
        from lifecycle_desktop.core.operations.referrals import change_referral_status

        said = _("Referral of {name}: {status}").format(name=line.name, status=status.words.lower())
        label = _("Referral of {name}").format(name=line.name)
        self.write(label, said, change_referral_status, line.referral_id, status.value)

    def _remove(self, line: ReferralLine) -> None:
        from lifecycle_desktop.core.operations.referrals import remove_referral

        said = _("Referral of {name} removed").format(name=line.name)
        label = _("Remove the referral of {name}").format(name=line.name)
        self.write(label, said, remove_referral, line.referral_id)


def referral_detail(line: ReferralLine, moment: Moment) -> tuple[str, str]:
    """The quiet line of a referral and its tone: "Thanked 3 Mar", "Thank-you owed"; how far it came is in the tip."""
    if line.is_thanks_owed:
        return _("Thank-you owed"), "warn"
    day = line.thanked_on or line.given_on
    when = date_text(day, "d MMM" if day.year == moment.today.year else "d MMM yyyy")
    return (_("Sent on {day}") if line.direction == "out" else _("Thanked {day}")).format(day=when), "ink2"
