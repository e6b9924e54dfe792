"""Beside the rows: one row closely, to merge, decide or mend it, and what the whole import will do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.import_report import RowFate
from lifecycle_desktop.core.model.side_by_side import fields_of_row
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.importing.draft_card import PersonView, clear
from lifecycle_desktop.ui.importing.judging import RowDetail
from lifecycle_desktop.ui.importing.rows_model import ADDS, NEW_ONE, WAITS, WRONG, Comes
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import Card, Hairline, IconView
from lifecycle_desktop.ui.widgets.fields import Line
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.side_by_side import SideBySide

MOST_CELLS = 40
HEATS = ("hot", "warm", "cold")


class RowCard(Card):
    """One row: two people side by side where it goes into somebody, its cells where it needs a fix, else the person."""

    merge_wanted = Signal(int, object)  # line, words of what the file's value of shows first
    apart_wanted = Signal(int)  # line
    out_wanted = Signal(int)  # line
    cell_mended = Signal(int, int, str)  # line, column, text

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=16, spacing=8, parent=parent)
        self.detail: RowDetail | None = None
        head = QHBoxLayout()
        self._title = Label("", face="strong", wrap=True, parent=self)
        head.addWidget(self._title, 1)
        self.column.addLayout(head)
        self._reason = Label("", face="small", tone="warn", weight=600, wrap=True, parent=self)
        self.column.addWidget(self._reason)
        self.sides = SideBySide(self)
        self.column.addWidget(self.sides)
        self.person = PersonView(self)
        self.column.addWidget(self.person)
        self._cells = QWidget(self)
        self._cells_column = QVBoxLayout(self._cells)
        self._cells_column.setContentsMargins(0, 0, 0, 0)
        self._cells_column.setSpacing(6)
        self.lines: dict[int, Line] = {}
        self.column.addWidget(self._cells)
        told = _("The ticked value shows first; the other is kept as a second value. Notes come from both.")
        self._told = Label(told, face="small", tone="ink2", wrap=True, parent=self)
        self.column.addWidget(self._told)
        buttons = FlowLayout(gap=8, row_gap=6)
        self.merge = Button("", kind="primary", icon="check", parent=self)
        self.apart = Button(_("Keep separate"), parent=self)
        self.out = Button(_("Leave out"), kind="quiet", parent=self)
        for button, act in (
            (self.merge, self._on_merge),
            (self.apart, self._on_apart),
            (self.out, self._on_out),
        ):
            button.clicked.connect(act)
            buttons.addWidget(button)
        self.column.addLayout(buttons)

    def show_row(
        self, fate: RowFate, kind: int, detail: RowDetail, name: str, first: frozenset[str], *, ticked: bool
    ) -> None:
        """Show a row closely; `first` are the choices made before."""
        self.detail = detail
        contact, draft = detail.contact, detail.draft
        both = contact is not None and draft is not None and kind != WRONG
        self._title.setText(self._title_words(fate, kind, name))
        self._reason.setText(fate.reason[:1].upper() + fate.reason[1:])
        self._reason.set_tone("danger" if kind == WRONG else "warn")
        self._reason.setVisible(bool(fate.reason))
        self.sides.setVisible(both)
        if contact is not None and draft is not None and both:
            fields = fields_of_row(contact, draft, detail.stage[2] if detail.stage else "")
            self.sides.show_fields((_("Here already"), _("In your file")), fields, first)
        self.person.setVisible(not both and kind != WRONG and draft is not None)
        if draft is not None and not both:
            heat = draft.temperature.casefold()
            self.person.show_draft(draft, detail.stage, heat if heat in HEATS else "")
        self._show_cells(fate, detail if kind == WRONG else None)
        self._told.setVisible(both)
        self.merge.setVisible(both)
        self.merge.setText(_("Merge") if kind == ADDS else _("Add to this person"))
        self.apart.setVisible(both and kind != NEW_ONE)
        self.out.setVisible(ticked or kind == WAITS)

    def as_read(self) -> list[QWidget]:
        """What Tab comes to, in the order in which it is read; fields and cells are made anew for each row."""
        return [self.sides, self._cells, self.merge, self.apart, self.out]

    def _title_words(self, fate: RowFate, kind: int, name: str) -> str:
        if kind == WRONG:
            return _("Line {n} needs a fix").format(n=fate.line)
        if kind == WAITS:
            return _("Line {n}: is it {name}?").format(n=fate.line, name=name or _("another row of the file"))
        if kind == ADDS:
            return _("Line {n} is the same person").format(n=fate.line)
        return _("Line {n}").format(n=fate.line)

    def _show_cells(self, fate: RowFate, detail: RowDetail | None) -> None:
        clear(self._cells_column)
        self.lines.clear()
        self._cells.setVisible(detail is not None and bool(detail.cells))
        if detail is None:
            return
        shown = [
            each
            for each in detail.cells
            if each[2].strip() or fate.problem is None or self._fault(fate, each)
        ]
        empty = (
            [each for each in detail.cells if each not in shown]
            if fate.problem and fate.problem.kind == "identity"
            else []
        )
        for column, heading, text in [*shown, *empty][:MOST_CELLS]:
            wrong = self._fault(fate, (column, heading, text))
            label = Label(
                heading or str(column + 1), face="small", tone="ink2", weight=500, parent=self._cells
            )
            line = Line(text, name=heading, parent=self._cells)
            line.setProperty("wrong", wrong)
            line.editingFinished.connect(
                lambda column=column, line=line, text=text: self._on_mended(column, line, text)
            )
            label.setBuddy(line)
            self._cells_column.addWidget(label)
            self._cells_column.addWidget(line)
            self.lines[column] = line

    @staticmethod
    def _fault(fate: RowFate, cell: tuple[int, str, str]) -> bool:
        if fate.problem is None:
            return False
        if fate.problem.kind == "email":
            return bool(fate.problem.column) and fate.problem.column.rstrip("…") in cell[2]
        return fate.problem.kind == "date" and fate.problem.column == cell[1]

    def _on_mended(self, column: int, line: Line, before: str) -> None:
        if self.detail is not None and line.text() != before and line.isVisible():
            self.cell_mended.emit(self.detail.line, column, line.text())

    def _on_merge(self) -> None:
        if self.detail is not None:
            self.merge_wanted.emit(self.detail.line, frozenset(self.sides.others))

    def _on_apart(self) -> None:
        if self.detail is not None:
            self.apart_wanted.emit(self.detail.line)

    def _on_out(self) -> None:
        if self.detail is not None:
            self.out_wanted.emit(self.detail.line)


class SummaryCard(Card):
    """What there will be after the import."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=16, spacing=6, parent=parent)
        self.column.addWidget(Label(_("After the import"), face="strong", parent=self))
        self._counts: list[tuple[Label, Label]] = []
        for words, tone in (
            (_("People added"), "ink"),
            (_("Merged into people you have"), "ink"),
            (_("Here already, nothing new"), "ink"),
            (_("Wait for your choice"), "warn"),
            (_("Left out until fixed"), "danger"),
            (_("Left out"), "ink"),
        ):
            row = QHBoxLayout()
            name = Label(words, tone="ink2", wrap=True, parent=self)
            count = Label("0", face="strong", tone=tone, figures=True, parent=self)
            row.addWidget(name, 1)
            row.addWidget(count)
            self.column.addLayout(row)
            self._counts.append((name, count))
        self.column.addWidget(Hairline(self))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(IconView("undo-2", side=16, tone="ink3", parent=self))
        told = _("One step to undo, also next month: Edit, History.")
        foot.addWidget(Label(told, face="small", tone="ink2", wrap=True, parent=self), 1)
        self.column.addLayout(foot)

    def show_counts(self, comes: Comes) -> None:
        """Show the counts; those that are 0 are left out but for the first two."""
        for place, ((name, count), many) in enumerate(zip(self._counts, comes, strict=True)):
            count.setText(number(many))
            for label in (name, count):
                label.setVisible(place < 2 or bool(many))
