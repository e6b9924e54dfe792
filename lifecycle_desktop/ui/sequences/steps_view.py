"""The steps of a sequence beside the form of the one that is chosen; one over the other where there is no room."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.sequence import MOST_STEPS, PlannedStep, SequencePlan
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.sequences import draft
from lifecycle_desktop.ui.sequences.step_form import StepForm
from lifecycle_desktop.ui.sequences.step_list import StepList, row_height
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.scrolled import ScrolledColumn

_LIST_WIDTH = 300  # px at 100 % text
_BESIDE_FROM = 660
_ROWS_SEEN = 6  # of the list where it stands over the form


class StepsView(QWidget):
    """Edits the steps of a draft; each change emits the draft as it is now."""

    changed = Signal(object)  # SequencePlan

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: SequencePlan | None = None
        self._place = 0
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(style.SPACE_L)
        self._left = QWidget(self)
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        self.list = StepList(self._left)
        left.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setSpacing(style.CONTROL_GAP)
        self.add_button = Button(
            _("Add a step"), kind="quiet", icon="plus", small=True, key="Ins", parent=self._left
        )
        self.out_button = Button(
            _("Take out"), kind="quiet", icon="x", small=True, key="Delete", parent=self._left
        )
        foot.addWidget(self.add_button)
        foot.addWidget(self.out_button)
        foot.addStretch(1)
        left.addLayout(foot)
        self._right = ScrolledColumn(self)
        self._right.lie_plain()
        self.form = StepForm(self._right.inside)
        self._right.column.addWidget(self.form)
        self._row.addWidget(self._left)
        self._row.addWidget(self._right, 1)
        self.add_button.clicked.connect(lambda _on=False: self.add_step())
        self.out_button.clicked.connect(lambda _on=False: self.take_out())
        self.list.picked.connect(self._on_picked)
        self.list.moved.connect(self.move_step)
        self.list.add_wanted.connect(self.add_step)
        self.list.remove_wanted.connect(self.take_out)
        self.form.edited.connect(self._on_edited)

    def show_plan(self, plan: SequencePlan, place: int = 0) -> None:
        """Show the steps of a plan with the one at `place` in the form."""
        self._plan = plan
        self._place = min(max(place, 0), len(plan.steps) - 1)
        self.list.show_steps(plan.steps, self._place)
        self._show_step()

    def go_to(self, place: int) -> None:
        """Show the step at that place, with the focus on what it says."""
        self.list.setCurrentRow(place)
        self.form.what_line.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def place(self) -> int:
        """Where the step that is shown stands."""
        return self._place

    # --- editing ---

    def move_step(self, before: int, after: int) -> None:
        """Put a step at another place; the times stay where they are."""
        if self._plan is not None:
            self._take(draft.moved(self._plan, before, after), after)

    def add_step(self) -> None:
        """Add an empty step below the one that is shown, ready to be written."""
        if self._plan is not None and len(self._plan.steps) < MOST_STEPS:
            self._take(*draft.added(self._plan, self._place))
            self.form.what_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_out(self) -> None:
        """Take the step that is shown out; the last one stays."""
        if self._plan is not None and len(self._plan.steps) > 1:
            self._take(draft.removed(self._plan, self._place), self._place)

    def _take(self, plan: SequencePlan, place: int) -> None:
        self.show_plan(plan, place)
        self.changed.emit(plan)

    def _on_picked(self, place: int) -> None:
        self._place = place
        self._show_step()

    def _on_edited(self, step: PlannedStep) -> None:
        if self._plan is not None:
            plan, place = draft.changed(self._plan, self._place, step)
            is_moved = place != self._place
            self._plan, self._place = plan, place
            if is_moved:
                self.list.show_steps(plan.steps, place)
            else:
                self.list.change_step(place, step)
            self.form.title.setText(_("Step {n} of {all}").format(n=place + 1, all=len(plan.steps)))
            self.changed.emit(plan)

    def _show_step(self) -> None:
        plan = self._plan
        if plan is not None and 0 <= self._place < len(plan.steps):
            self.form.show_step(plan.steps[self._place], self._place, len(plan.steps))
            self.out_button.setEnabled(len(plan.steps) > 1)
            self.add_button.setEnabled(len(plan.steps) < MOST_STEPS)

    # --- room ---

    @property
    def stands_narrow(self) -> bool:
        """Whether the form stands below the list."""
        return self.width() < theme().px(_BESIDE_FROM)

    def needed_height(self, width: int) -> int:
        """The height in px that it takes at a width where it must not scroll within itself."""
        form = self.form.layout()
        tall = form.totalHeightForWidth(width - 10) if form is not None and form.hasHeightForWidth() else 0
        return self._list_height() + style.SPACE_L + max(tall, self.form.sizeHint().height()) + 12

    def retheme(self) -> None:
        """Take the widths of the look in force."""
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _list_height(self) -> int:
        return _ROWS_SEEN * row_height() + theme().control + 8

    def _turn(self) -> None:
        narrow = self.stands_narrow
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != way:
            self._row.setDirection(way)
        if narrow:
            self._left.setMinimumWidth(0)
            self._left.setMaximumWidth(16_777_215)
            self._left.setFixedHeight(self._list_height())
        else:
            self._left.setMinimumHeight(0)
            self._left.setMaximumHeight(16_777_215)
            self._left.setFixedWidth(theme().px(_LIST_WIDTH))
