"""Asks which sequence people are to go through and from which day; shows the days, and who is left out and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QWidget

from lifecycle_desktop.core.i18n import _, language, ngettext
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.sequence_lists import Enrolled, SequenceLine
from lifecycle_desktop.core.queries.enrolment_preview import EnrolmentPreview, enrolment_preview
from lifecycle_desktop.core.queries.sequences import sequences
from lifecycle_desktop.ui.asks import date_reader
from lifecycle_desktop.ui.contact_words import long_day, number, short_day
from lifecycle_desktop.ui.page import Page
from lifecycle_desktop.ui.sequence_words import STEP_ICONS, steps_words
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import IconView
from lifecycle_desktop.ui.widgets.fields import Choice, Field, Line
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.popover import Popover

_WIDE = 400  # px at 100 %
_DAYS_SHOWN, _NAMES_SHOWN = 5, 3


class EnrolPopover(Popover):
    """The sequence, the first day, the first steps on their days, and whom it leaves out."""

    chosen = Signal(int, object, object)  # the sequence, the day or None for today, and the preview

    def __init__(
        self, page: Page, contact_ids: Sequence[int], name: str, lines: Sequence[SequenceLine], wanted: int
    ) -> None:
        super().__init__(_("Start a sequence with {name}").format(name=name), page)
        self._page, self._ids = page, tuple(contact_ids)
        self._read = date_reader(page)
        self._preview: EnrolmentPreview | None = None
        self.column.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        self.column.addStrut(max(_WIDE, theme().px(_WIDE)))
        self.column.addWidget(Label(self.windowTitle(), face="card", wrap=True, parent=self))
        self.choice = Choice(parent=self)
        for line in lines:
            self.choice.add(f"{line.name}   {steps_words(line.steps)}", line.id)
        self.choice.choose(wanted)
        self.column.addWidget(Field(_("Se&quence"), self.choice, parent=self))
        self.start_line = Line(placeholder=_("today, or e.g. next mon"), icon="calendar", parent=self)
        self.start = Field(_("&First day"), self.start_line, check=self._wrong_day, parent=self)
        self.column.addWidget(self.start)
        self._days = QWidget(self)
        self.column.addWidget(self._days)
        self.left_out = Label("", face="small", tone="warn", wrap=True, parent=self)
        self.left_out.hide()
        self.column.addWidget(self.left_out)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        cancel = Button(_("Cancel"), kind="quiet", parent=self)
        cancel.clicked.connect(self.close)
        row.addWidget(cancel)
        self.start_button = Button(_("Start"), kind="primary", icon="play", key="Ctrl+Return", parent=self)
        self.start_button.clicked.connect(lambda _on=False: self.confirm())
        row.addWidget(self.start_button)
        self.column.addLayout(row)
        self.choice.currentIndexChanged.connect(lambda _row: self.look())
        self.start_line.textChanged.connect(lambda _text: self.look())
        self.start_line.returnPressed.connect(self.confirm)
        self.choice.setFocus()
        self.look()

    @property
    def start_on(self) -> dt.date | None:
        """The day that is written; None for today."""
        typed = self.start_line.text().strip()
        found = self._read(typed) if typed else None
        return found.on if found is not None else None

    def look(self) -> None:
        """Ask what would come of it now."""
        page = self._page
        self.start_button.setEnabled(False)
        if self._wrong_day(self.start_line.text()):
            return
        page.runner.read(
            self._on_preview,
            enrolment_preview,
            int(self.choice.currentData()),
            self._ids,
            self.start_on,
            page.runner.moment(),
        )

    def confirm(self) -> None:
        """Start, if there is anybody to start with."""
        if self.start.validate() and self._preview is not None and self._preview.taken:
            self.close()
            self.chosen.emit(int(self.choice.currentData()), self.start_on, self._preview)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirm()
        else:
            super().keyPressEvent(event)

    def _on_preview(self, preview: EnrolmentPreview) -> None:
        self._preview = preview
        self._show_days(preview)
        told = _left_out(preview)
        self.left_out.setText(told)
        self.left_out.setVisible(bool(told))
        count = len(preview.taken)
        self.start_button.setEnabled(bool(count))
        if len(self._ids) > 1 and count:
            words = ngettext("Start with {n} person", "Start with {n} people", count)
            self.start_button.setText(words.format(n=number(count)))
        else:
            self.start_button.setText(_("Start"))

    def _show_days(self, preview: EnrolmentPreview) -> None:
        old, self._days = self._days, _days_of(preview, self._page.runner.moment().today, self)
        self.column.replaceWidget(old, self._days)
        old.hide()
        old.deleteLater()
        self._days.show()

    def _wrong_day(self, text: str) -> str:
        if text.strip() and self._read(text) is None:
            return _("This is not a date. Example: next tue")
        return ""


def ask_enrol(
    page: Page,
    anchor: QWidget,
    contact_ids: Sequence[int],
    name: str,
    *,
    rect: QRect | None = None,
    sequence_id: int = 0,
) -> None:
    """Ask which sequence these contacts are to go through; where there is none yet, the page of sequences opens."""

    def offer(lines: tuple[SequenceLine, ...]) -> None:
        if not lines:
            page.navigate.emit("sequences")
            page.toast.emit(_("There is no sequence in use yet"), False)
            return
        spoken = [line for line in lines if line.language == language()]
        others = [line for line in lines if line.language != language()]
        popover = EnrolPopover(page, contact_ids, name, [*spoken, *others], sequence_id)
        popover.chosen.connect(lambda number, day, seen: _write(page, contact_ids, name, number, day, seen))
        popover.open_at(anchor, rect)

    page.runner.read(offer, sequences)


def _write(
    page: Page,
    contact_ids: Sequence[int],
    name: str,
    sequence_id: int,
    start_on: dt.date | None,
    seen: EnrolmentPreview,
) -> None:
    from lifecycle_desktop.core.operations.enrolments import enrol

    moment = page.runner.moment()

    def done(made: Enrolled) -> None:
        who = name if len(contact_ids) == 1 else _people(len(made))
        said = _("{sequence} started with {who}").format(sequence=seen.plan.name, who=who)
        if not made.contact_ids:
            page.toast.emit(made.refused[0].why if made.refused else _("Nobody was taken in"), False)
            return
        if made.refused:
            said = _("{said}, {n} left out").format(said=said, n=number(len(made.refused)))
        page.toast.emit(said, True)

    page.runner.write(
        _("Start {sequence}").format(sequence=seen.plan.name),
        enrol,
        list(contact_ids),
        sequence_id,
        start_on,
        moment,
        then=done,
    )


def _days_of(preview: EnrolmentPreview, today: dt.date, parent: QWidget) -> QWidget:
    """The first steps on their days, and how far the others go."""
    box = QWidget(parent)
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(2, 1)
    for row, each in enumerate(preview.steps[:_DAYS_SHOWN]):
        day = _("Today") if each.due_on == today else short_day(each.due_on, today)
        grid.addWidget(Label(day, face="small", tone="ink2", figures=True, parent=box), row, 0)
        grid.addWidget(IconView(STEP_ICONS[each.step.channel], side=15, parent=box), row, 1)
        grid.addWidget(Label(shortened(each.step.what, 60), cut=True, parent=box), row, 2)
    more = len(preview.steps) - _DAYS_SHOWN
    if more > 0:
        last = long_day(preview.steps[-1].due_on, today)
        words = ngettext("then {n} more, on {day}", "then {n} more until {day}", more)
        told = Label(words.format(n=number(more), day=last), face="small", tone="ink3", wrap=True, parent=box)
        grid.addWidget(told, _DAYS_SHOWN, 0, 1, 3)
    changed = {who for each in preview.steps for who, _why in each.instead}
    if changed:
        if len(preview.taken) == 1:
            whys = dict.fromkeys(why for each in preview.steps for _who, why in each.instead)
            said = shortened("; ".join(whys), 160)
        else:
            words = ngettext(
                "For {n} person some steps go another way: they said no to a channel.",
                "For {n} people some steps go another way: they said no to a channel.",
                len(changed),
            )
            said = words.format(n=number(len(changed)))
        grid.addWidget(
            Label(said, face="small", tone="ink2", wrap=True, parent=box), _DAYS_SHOWN + 1, 0, 1, 3
        )
    return box


def _left_out(preview: EnrolmentPreview) -> str:
    """Who is left out and why; of many the first few."""
    refused = preview.refused
    if not refused:
        return ""
    whys = " ".join(shortened(each.why, 120) for each in refused[:_NAMES_SHOWN])
    if len(refused) == 1 and not preview.taken:
        return whys
    head = ngettext("{n} left out.", "{n} left out.", len(refused)).format(n=number(len(refused)))
    return f"{head} {whys}" + (" …" if len(refused) > _NAMES_SHOWN else "")


def _people(count: int) -> str:
    return ngettext("{n} person", "{n} people", count).format(n=number(count))
