"""All steps of a sequence as one person goes through them: done, let go, next, ahead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.queries.enrolment_steps import EnrolmentStep, StepState, enrolment_steps
from lifecycle_desktop.ui.contact_words import date_text
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import IconView
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.popover import Popover
from lifecycle_desktop.ui.widgets.scrolled import ScrolledColumn

if TYPE_CHECKING:
    from lifecycle_desktop.core.model.sequence_lists import EnrolmentLine
    from lifecycle_desktop.ui.page import Page

_SIGNS = {
    StepState.DONE: ("circle-check", "accenttext"),
    StepState.SKIPPED: ("circle-minus", "ink3"),
    StepState.NEXT: ("circle-dot", "ink"),
    StepState.AHEAD: ("circle", "ink3"),
}
_ROWS_TALL = 12


class StepsPopover(Popover):
    """The list of steps; one that is long scrolls."""

    def __init__(self, line: EnrolmentLine, steps: Sequence[EnrolmentStep], parent: QWidget) -> None:
        super().__init__(_("Steps of {sequence}").format(sequence=shortened(line.sequence_name, 60)), parent)
        self.setFixedWidth(max(400, theme().px(380)))
        self.column.addWidget(Label(self.windowTitle(), face="card", wrap=True, parent=self))
        scroll = ScrolledColumn(self)
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrows scroll it
        scroll.setAccessibleName(self.windowTitle())
        scroll.lie_plain()
        box = QWidget(scroll.inside)
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 4, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(2, 1)
        for row, step in enumerate(steps):
            sign, tone = _SIGNS[step.state]
            said = _said(step.state)
            grid.addWidget(IconView(sign, side=15, tone=tone, parent=box), row, 0, Qt.AlignmentFlag.AlignTop)
            day = Label(
                date_text(step.day, "d MMM yyyy"), face="small", tone="ink2", figures=True, parent=box
            )
            grid.addWidget(day, row, 1, Qt.AlignmentFlag.AlignTop)
            words = f"{said}: {step.what}" if said else step.what
            tone = "ink" if step.state in (StepState.NEXT, StepState.AHEAD) else "ink2"
            weight = 600 if step.state is StepState.NEXT else 0
            grid.addWidget(Label(words, tone=tone, weight=weight, wrap=True, parent=box), row, 2)
        scroll.column.addWidget(box)
        scroll.column.addStretch(1)
        needed = grid.totalHeightForWidth(self.width() - 62)
        scroll.setFixedHeight(min(needed + 14, _ROWS_TALL * (theme().line() + 6)))
        self.column.addWidget(scroll)
        close = Button(_("Close"), kind="quiet", parent=self)
        close.clicked.connect(self.close)
        self.column.addWidget(close, 0, Qt.AlignmentFlag.AlignTrailing)
        close.setFocus()


def show_steps(page: Page, anchor: QWidget, line: EnrolmentLine) -> None:
    """Read the steps of somebody's sequence and show them below a control."""
    page.runner.read(
        lambda steps: StepsPopover(line, steps, page).open_at(anchor) if steps else None,
        enrolment_steps,
        line.id,
        page.runner.moment(),
    )


def _said(state: StepState) -> str:
    """The state in a word, where the sign alone would say it."""
    return {StepState.DONE: _("Done"), StepState.SKIPPED: _("Let go"), StepState.NEXT: _("Next")}.get(
        state, ""
    )
