"""The head of the sheet edited: its title and up to three goals of the year."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plan import YearGoal
from lifecycle_desktop.ui.plan.cell_editor import LONGEST_FIELD
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.fields import Field, Line
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.popover import Popover


class HeadPopover(Popover):
    """Title and goals; what was typed is kept when it is left, Esc leaves all as it was."""

    left = Signal(str, object)  # title, [(number, words)]

    def __init__(self, title: str, goals: Sequence[YearGoal | None], parent: QWidget | None = None) -> None:
        super().__init__(_("Title and goals of the year"), parent)
        self._is_over = False
        self.title = Line(title, name=_("Title of the sheet"), parent=self)
        self.title.setMaxLength(LONGEST_FIELD)
        self.column.addWidget(Field(_("&Title of the sheet"), self.title, parent=self))
        self.column.addWidget(Label(_("Goals of the year"), face="strong", parent=self))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        self.goals: list[tuple[Line, Line]] = []
        for place, goal in enumerate(goals):
            number = Line(
                goal.number if goal else "",
                name=_("Number of goal {n}").format(n=place + 1),
                placeholder="24",
                parent=self,
            )
            words = Line(
                goal.words if goal else "",
                name=_("What goal {n} counts").format(n=place + 1),
                placeholder=(_("closings"), _("by referral"), _("first answer"))[place % 3],
                parent=self,
            )
            number.setFixedWidth(theme().px(88))
            for line in (number, words):
                line.setMaxLength(LONGEST_FIELD)
                line.returnPressed.connect(self.close)
            grid.addWidget(number, place, 0)
            grid.addWidget(words, place, 1)
            self.goals.append((number, words))
        self.title.returnPressed.connect(self.close)
        self.column.addLayout(grid)
        foot = QHBoxLayout()
        foot.addWidget(
            Label(_("Printed in the head of the sheet"), face="small", tone="ink3", parent=self), 1
        )
        done = Button(_("Done"), icon="check", parent=self)
        done.clicked.connect(self.close)
        foot.addWidget(done)
        self.column.addLayout(foot)
        self.setMinimumWidth(max(380, theme().px(360)))
        self.title.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._is_over = True
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._is_over:
            self._is_over = True
            self.left.emit(self.title.text(), [(number.text(), words.text()) for number, words in self.goals])
        super().closeEvent(event)
