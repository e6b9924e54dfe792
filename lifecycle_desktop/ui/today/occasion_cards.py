"""The cards of occasions on Today: whose day it is, and to whom a thank-you is owed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.desk import DateLine, ThanksLine
from lifecycle_desktop.ui.today.side_cards import PeopleCard, PersonRow
from lifecycle_desktop.ui.widgets.buttons import Button, IconButton
from lifecycle_desktop.ui.widgets.chips import Avatar, StageBadge

DATES_SHOWN = 5
THANKS_SHOWN = 5


class DatesCard(PeopleCard):
    """Birthdays and the days on which people bought, near and not seen to yet."""

    asked = Signal(str, object, object)  # "next" or "let_go", DateLine, the button

    def show_lines(self, lines: tuple[DateLine, ...], stages: int) -> None:
        """Show these days; `stages` is the number of stages of the lifecycle."""
        rows = []
        for line in lines[:DATES_SHOWN]:
            row = _person(line, stages, self)
            button = IconButton(
                "calendar-plus",
                _("Next step with {name}").format(name=line.name),
                kind="normal",
                small=True,
                parent=row,
            )
            button.clicked.connect(self._asker("next", line, button))
            let_go = IconButton(
                "x", _("Not this time with {name}").format(name=line.name), small=True, parent=row
            )
            let_go.clicked.connect(self._asker("let_go", line, let_go))
            row.row.addWidget(button)
            row.row.addWidget(let_go)
            rows.append(row)
        self.show_rows(rows)

    def _asker(self, what: str, line: DateLine, button: QWidget) -> Callable[[], None]:
        return lambda: self.asked.emit(what, line, button)


class ThanksCard(PeopleCard):
    """Those who sent somebody and were not thanked yet."""

    thanked = Signal(object)  # ThanksLine

    def show_lines(self, lines: tuple[ThanksLine, ...], stages: int) -> None:
        """Show these debts; `stages` is the number of stages of the lifecycle."""
        rows = []
        for line in lines[:THANKS_SHOWN]:
            row = _person(line, stages, self)
            button = Button(_("Thanked"), small=True, parent=row)
            button.setAccessibleName(
                _("{name} was thanked for {referred}").format(name=line.name, referred=line.referred)
            )
            button.clicked.connect(self._thanker(line))
            row.row.addWidget(button)
            rows.append(row)
        self.show_rows(rows)

    def _thanker(self, line: ThanksLine) -> Callable[[], None]:
        return lambda: self.thanked.emit(line)


def _person(line: DateLine | ThanksLine, stages: int, parent: QWidget) -> PersonRow:
    row = PersonRow(line.contact_id, line.name, parent)
    row.row.addWidget(Avatar(line.name, parent=row))
    badge = StageBadge(line.stage.number, stages, full_name=line.stage.name, side=16, parent=row)
    row.add_words(line.name, line.reason, badge)
    return row
