"""One sequence: its name and purpose, its steps, the days they would come on, and the people in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.sequence import LONGEST_NAME, SequencePlan
from lifecycle_desktop.core.model.sequence_lists import SequenceDetail
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.sequences.draft import problem_of
from lifecycle_desktop.ui.sequences.people_view import PeopleView
from lifecycle_desktop.ui.sequences.rehearsal import RehearsalView
from lifecycle_desktop.ui.sequences.steps_view import StepsView
from lifecycle_desktop.ui.widgets.buttons import Button, SegmentedControl
from lifecycle_desktop.ui.widgets.cards import Card, IconView
from lifecycle_desktop.ui.widgets.fields import Field, Line
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.ticks import TickBox

_VIEWS = ("steps", "calendar", "people")


class SequenceEditor(Card):
    """The draft of a sequence; it is saved only when asked for."""

    drafted = Signal(object)  # SequencePlan
    save_wanted = Signal()
    discard_wanted = Signal()

    def __init__(
        self,
        read_day: Callable[[str], dt.date | None],
        today: Callable[[], dt.date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(padding=style.CARD_PADDING, spacing=12, parent=parent)
        self.setAccessibleName(_("Sequence"))
        self.detail: SequenceDetail | None = None
        self.plan: SequencePlan | None = None
        self._build_head()
        self._build_switch()
        self.steps = StepsView(self)
        self.calendar = RehearsalView(read_day, today, self)
        self.people = PeopleView(self)
        self.views = QStackedWidget(self)
        for view in (self.steps, self.calendar, self.people):
            self.views.addWidget(view)
        self.column.addWidget(self.views, 1)
        self.steps.changed.connect(lambda plan: self._edit(steps=plan.steps))
        self.switch.chosen.connect(self.show_view)

    def _build_head(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        self.name_line = Line(parent=self)
        self.name_line.setMaxLength(LONGEST_NAME)
        self.name = Field(_("&Name"), self.name_line, check=_wrong_name, parent=self)
        self.purpose_line = Line(parent=self)
        self.purpose_line.setMaxLength(400)
        self.purpose = Field(_("What it is &for"), self.purpose_line, parent=self)
        row.addWidget(self.name, 2)
        row.addWidget(self.purpose, 3)
        self.column.addLayout(row)
        ticks = FlowLayout(gap=18, row_gap=4)
        self.on_reply = TickBox(_("Pauses when they answer"), parent=self)
        self.on_purchase = TickBox(_("Pauses when they buy"), parent=self)
        ticks.addWidget(self.on_reply)
        ticks.addWidget(self.on_purchase)
        self.column.addLayout(ticks)
        self.name_line.textEdited.connect(lambda text: self._edit(name=" ".join(text.split())))
        self.purpose_line.textEdited.connect(lambda text: self._edit(purpose=" ".join(text.split())))
        self.on_reply.toggled.connect(lambda on: self._edit(pauses_on_reply=on))
        self.on_purchase.toggled.connect(lambda on: self._edit(pauses_on_purchase=on))

    def _build_switch(self) -> None:
        flow = FlowLayout(gap=8, row_gap=8)
        views = [("steps", _("Steps"), "list-ordered"), ("calendar", _("Calendar"), "calendar-days"),
                 ("people", _("People"), "users")]  # fmt: skip
        self.switch = SegmentedControl(views, name=_("What is shown of the sequence"), parent=self)
        flow.addWidget(self.switch)
        self._state = QWidget(self)
        state = QHBoxLayout(self._state)
        state.setContentsMargins(0, 0, 0, 0)
        state.setSpacing(6)
        self._sign = IconView("pencil", side=15, tone="warn", parent=self._state)
        state.addWidget(self._sign)
        self.told = Label("", face="small", tone="ink2", parent=self._state)
        state.addWidget(self.told)
        flow.add_end(self._state)
        self.discard_button = Button(_("Discard"), kind="quiet", icon="undo-2", small=True, parent=self)
        self.save_button = Button(
            _("Save"), kind="primary", icon="check", small=True, key="Ctrl+Return", parent=self
        )
        flow.add_end(self.discard_button)
        flow.add_end(self.save_button)
        self.column.addLayout(flow)
        self.problem = Label("", face="small", tone="danger", wrap=True, parent=self)
        self.problem.hide()
        self.column.addWidget(self.problem)
        self.discard_button.clicked.connect(lambda _on=False: self.discard_wanted.emit())
        self.save_button.clicked.connect(lambda _on=False: self.save_wanted.emit())

    # --- showing ---

    def show_detail(
        self, detail: SequenceDetail, plan: SequencePlan, today: dt.date, *, place: int = 0
    ) -> None:
        """Show a sequence with a draft of it, which is its plan where nothing is being changed."""
        self.detail, self.plan = detail, None
        for line, text in ((self.name_line, plan.name), (self.purpose_line, plan.purpose)):
            if " ".join(line.text().split()) != text:
                line.setText(text)
                line.setCursorPosition(0)
        self.name.set_error("")
        self.on_reply.setChecked(plan.pauses_on_reply)
        self.on_purchase.setChecked(plan.pauses_on_purchase)
        self.plan = plan
        self.steps.show_plan(plan, place)
        self.calendar.show_plan(plan)
        self.people.show_people(detail, today)
        self._show_state()

    def show_view(self, key: str) -> None:
        """Show the steps, the calendar or the people."""
        self.switch.set_current(key)
        self.views.setCurrentIndex(_VIEWS.index(key))

    def ask_name(self) -> None:
        """Put the focus on the name, ready to be typed over."""
        self.name_line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name_line.selectAll()

    def fit(self, narrow: bool, width: int) -> None:
        """Take the height that all of it needs where the page scrolls, else what the window gives."""
        inner = width - 2 * (style.CARD_PADDING + style.PAGE_MARGIN)
        needed = self.steps.needed_height(inner) if narrow else 0
        self.views.setMinimumHeight(needed)

    @property
    def is_changed(self) -> bool:
        """Whether the draft is another than what is kept."""
        return self.detail is not None and self.plan is not None and self.plan != self.detail.plan

    def refuse(self, told: str, place: int) -> None:
        """Say why it cannot be saved, and go there."""
        self.problem.setText(told)
        self.problem.setVisible(bool(told))
        if place >= 0:
            self.show_view("steps")
            self.steps.go_to(place)
        elif told and not self.name_line.text().strip():
            self.name.validate()
            self.name_line.setFocus()

    def _edit(self, **values: Any) -> None:
        """Take a change of the draft, by the names of its parts."""
        if self.plan is None:
            return
        self.plan = replace(self.plan, **values)
        self.calendar.show_plan(self.plan)
        self._show_state()
        self.drafted.emit(self.plan)

    def _show_state(self) -> None:
        changed = self.is_changed
        for widget in (self._state, self.discard_button, self.save_button):
            widget.setVisible(changed)
        self.told.setText(_("Not saved yet"))
        if not changed or (self.plan is not None and not problem_of(self.plan)[0]):
            self.problem.hide()


def _wrong_name(text: str) -> str:
    return "" if text.strip() else _("A sequence needs a name. Example: New contact")
