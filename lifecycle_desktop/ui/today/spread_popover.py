"""What does not fit the day: where it would go, and doing it in one step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.day_fit import Spread
from lifecycle_desktop.core.model.day_words import span_words
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.today.day_desk import fit_words
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import Hairline
from lifecycle_desktop.ui.widgets.date_popover import day_in_words
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.popover import Popover

DAYS_SHOWN = 7


class SpreadPopover(Popover):
    """Shows how the rest of the day would be spread. Enter does it, Esc leaves everything as it is."""

    chosen = Signal(object)  # Spread

    def __init__(self, plan: Spread, moment: Moment, parent: QWidget | None = None) -> None:
        super().__init__(_("Spread over the next days"), parent)
        self._plan = plan
        self.column.addWidget(Label(fit_words(plan.due, len(plan.staying)), face="card", parent=self))
        day = _("Your day has {day}; what stays takes {stays}.").format(
            day=span_words(plan.day_minutes), stays=span_words(plan.minutes)
        )
        rule = _(
            "Promises, hot leads and today’s appointments stay, then the oldest as long as there is room."
        )
        self._add_text(f"{day} {rule}")
        self.column.addWidget(Hairline(self))
        for on, count in plan.days[:DAYS_SHOWN]:
            self._add_day(day_in_words(on, today=moment.today), str(count))
        rest = plan.days[DAYS_SHOWN:]
        if rest:
            until = day_in_words(rest[-1][0], today=moment.today)
            words = ngettext("{n} more day, until {day}", "{n} more days, until {day}", len(rest))
            self._add_day(words.format(n=len(rest), day=until), str(sum(count for _on, count in rest)))
        if plan.beyond:
            words = ngettext(
                "{n} finds no room in the next 60 working days and stays where it is.",
                "{n} find no room in the next 60 working days and stay where they are.",
                plan.beyond,
            )
            self._add_text(words.format(n=plan.beyond))
        self.column.addLayout(self._foot())
        self.setMinimumWidth(max(360, theme().px(340)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_spread()
        else:
            super().keyPressEvent(event)

    def _add_text(self, words: str) -> None:
        self.column.addWidget(Label(words, tone="ink2", wrap=True, parent=self))

    def _add_day(self, day: str, count: str) -> None:
        row = QHBoxLayout()
        row.addWidget(Label(day, parent=self), 1)
        row.addWidget(Label(count, face="strong", figures=True, parent=self))
        self.column.addLayout(row)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = Button(_("Cancel"), kind="quiet", parent=self)
        cancel.clicked.connect(self.close)
        row.addWidget(cancel)
        count = len(self._plan.moves)
        words = ngettext("Move {n} follow-up", "Move {n} follow-ups", count).format(n=count)
        self.spread_button = Button(words, kind="primary", icon="calendar-range", key="Return", parent=self)
        self.spread_button.setEnabled(bool(count))
        self.spread_button.clicked.connect(self._on_spread)
        row.addWidget(self.spread_button)
        self.spread_button.setFocus()
        return row

    def _on_spread(self) -> None:
        if self._plan.moves:
            self.chosen.emit(self._plan)
            self.close()
