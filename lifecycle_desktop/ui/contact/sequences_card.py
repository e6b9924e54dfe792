"""The card of the sequences somebody is in: where they stand, what comes next, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.sequence import EnrolmentState
from lifecycle_desktop.core.model.sequence_lists import EnrolmentLine
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.contact_words import date_text
from lifecycle_desktop.ui.sequence_words import STATE_ICONS, next_words, place_words, state_words
from lifecycle_desktop.ui.widgets.buttons import Button, IconButton
from lifecycle_desktop.ui.widgets.cards import Card, Hairline, IconView
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.gauges import ProgressLine
from lifecycle_desktop.ui.widgets.labels import Label

if TYPE_CHECKING:
    import datetime as dt

    from lifecycle_desktop.ui.page import Page

_LIVE = (EnrolmentState.RUNNING, EnrolmentState.PAUSED)
_OVER_SHOWN = 3


class SequencesCard(Card):
    """Hidden where somebody never was in a sequence; those that run stand first."""

    def __init__(self, page: Page, parent: QWidget) -> None:
        super().__init__(padding=style.CARD_PADDING_SMALL, spacing=8, parent=parent)
        self._page = page
        self.setAccessibleName(_("Sequences"))
        self.column.addWidget(Label(_("Sequences"), face="strong", parent=self))
        self._inner: QWidget | None = None
        self._shown: object = None
        self.buttons: list[Button] = []
        self.hide()

    def show_sequences(self, lines: Sequence[EnrolmentLine], today: dt.date) -> None:
        """Show the sequences of the contact; nothing is touched where they are the same."""
        if (told := (tuple(lines), today)) == self._shown:
            return
        place = next((at for at, each in enumerate(self.buttons) if each.hasFocus()), -1)
        self._shown = told
        old, self._inner = self._inner, self._made([*lines], today)
        if old is not None:
            self.column.replaceWidget(old, self._inner)
            old.hide()
            old.deleteLater()
        else:
            self.column.addWidget(self._inner)
        self._inner.show()
        self.setVisible(bool(lines))
        if place >= 0 and self.buttons and QApplication.focusWidget() is not None:
            self.buttons[min(place, len(self.buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, lines: list[EnrolmentLine], today: dt.date) -> QWidget:
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.buttons = []
        live = [line for line in lines if line.state in _LIVE]
        for number, line in enumerate(live):
            if number:
                column.addWidget(Hairline(inner))
            column.addLayout(self._row(line, today, inner))
        over = [line for line in lines if line.state not in _LIVE][:_OVER_SHOWN]
        for line in over:
            day = date_text(line.ended_at.date(), "d MMM yyyy") if line.ended_at is not None else ""
            words = _("{sequence}: {state}, {day}").format(
                sequence=shortened(line.sequence_name, 60), state=state_words(line), day=day
            )
            column.addWidget(Label(words, face="small", tone="ink2", wrap=True, parent=inner))
        return inner

    def _row(self, line: EnrolmentLine, today: dt.date, inner: QWidget) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(7)
        sign, tone = STATE_ICONS[line.state]
        head.addWidget(IconView(sign, side=16, tone=tone, parent=inner))
        name = shortened(line.sequence_name, 80)
        head.addWidget(Label(name, face="strong", wrap=True, parent=inner), 1)
        more = IconButton(
            "ellipsis", _("More about {sequence}").format(sequence=name), small=True, parent=inner
        )
        head.addWidget(more)
        box.addLayout(head)
        paused = line.state is EnrolmentState.PAUSED
        words = place_words(line) if not paused else f"{place_words(line)}, {state_words(line)}"
        box.addWidget(Label(words, face="small", tone="warn" if paused else "ink2", wrap=True, parent=inner))
        following = next_words(line, today)
        if following:
            box.addWidget(Label(shortened(following, 160), wrap=True, parent=inner))
        done = ProgressLine(_("{sequence}, steps done").format(sequence=name), height=5, parent=inner)
        done.set_share((line.step - 1) / line.steps if line.step and line.steps else 0.0)
        box.addWidget(done)
        turn, steps = _("Go on") if paused else _("Pause"), _("All steps")
        turn_button = Button(turn, icon="circle-play" if paused else "circle-pause", small=True, parent=inner)
        steps_button = Button(steps, icon="list-ordered", small=True, parent=inner)
        turn_button.setAccessibleName(f"{turn}: {name}")
        steps_button.setAccessibleName(f"{steps}: {name}")
        turn_button.clicked.connect(lambda _on=False: self._turn(line))
        steps_button.clicked.connect(lambda _on=False: self._show_steps(line, steps_button))
        more.clicked.connect(lambda _on=False: self._open_menu(line, more))
        self.buttons += [more, turn_button, steps_button]
        flow = FlowLayout(gap=6, row_gap=6)
        flow.addWidget(turn_button)
        flow.addWidget(steps_button)
        box.addSpacing(2)
        box.addLayout(flow)
        return box

    # --- acts ---

    def _turn(self, line: EnrolmentLine) -> None:
        """Let it stand still, or go on."""
        from lifecycle_desktop.ui import sequence_acts

        if line.state is EnrolmentState.PAUSED:
            sequence_acts.resume(self._page, line)
        else:
            sequence_acts.pause(self._page, line)

    def _show_steps(self, line: EnrolmentLine, at: QWidget) -> None:
        from lifecycle_desktop.ui.contact.steps_popover import show_steps

        show_steps(self._page, at, line)

    def _open_menu(self, line: EnrolmentLine, at: QWidget) -> None:
        from lifecycle_desktop.ui.sequence_acts import enrolment_menu

        menu = enrolment_menu(self._page, at, line)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at.mapToGlobal(at.rect().bottomLeft()))
