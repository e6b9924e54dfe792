"""The row that is looked at while rows are checked: shown closely, decided from its menu or its card."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu

from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.ui.importing import judging
from lifecycle_desktop.ui.importing.check_part import CheckPart
from lifecycle_desktop.ui.importing.decisions import AT_ONCE, Decisions, menu_words
from lifecycle_desktop.ui.importing.rows_model import ADDS, NAME, NEW_ONE, WAITS, WRONG
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.widgets.tool_tips import action_text

STAY_MS = 150


class RowDesk(QObject):
    """Between the table, the card beside it, and the decisions."""

    def __init__(self, runner: Runner, check: CheckPart, parent: QObject) -> None:
        super().__init__(parent)
        self._runner, self._check = runner, check
        self.decisions = Decisions(runner, check.model, self.tell, self)
        self._at = 0  # the row that was looked at: where it leaves the tab, the next one takes its place
        self._stays = QTimer(self)
        self._stays.setSingleShot(True)
        self._stays.timeout.connect(lambda: self._show_row(check.table.currentIndex().row()))
        check.model.mended.connect(self.decisions.mend_part)
        check.table.menu_wanted.connect(self._open_menu)
        check.table.row_shown.connect(self._on_row)
        check.row_card.merge_wanted.connect(self._on_merge)
        check.row_card.apart_wanted.connect(self.decisions.keep_apart)
        check.row_card.out_wanted.connect(self.decisions.leave_out)
        check.row_card.cell_mended.connect(self.decisions.mend_cell)

    def tell(self) -> None:
        """Rows were judged anew: say what comes, and show the row that is looked at as it is now."""
        self._check.tell_what_comes()
        line = self._check.row_card.detail.line if self._check.row_card.detail is not None else -1
        row = self._check.model.row_of(line)
        if row < 0:
            row = self._check.table.currentIndex().row()
        if row < 0 and self._check.model.rowCount():
            row = min(self._at, self._check.model.rowCount() - 1)
        if row >= 0 and not self._check.table.currentIndex().isValid():
            self._check.table.go_to(row)
        elif row >= 0:
            self._show_row(row)
        else:
            self._check.row_card.hide()

    def _on_row(self, row: int) -> None:
        """Another row is looked at: of a long file it is read when one stays on it."""
        self._at = row
        if self._check.model.counts()["all"] > AT_ONCE:
            self._stays.start(STAY_MS)
        else:
            self._show_row(row)

    def _show_row(self, row: int) -> None:
        fate, file = self._check.model.fate_at(row), self.decisions.file
        if fate is None or file is None:
            return
        contact_id = fate.contact_id if self._check.model.contact_name(fate) else None
        self._runner.work(
            self._on_detail,
            judging.row_detail,
            self._runner.database,
            file,
            fate.line,
            contact_id,
            self._runner.moment(),
        )

    def _on_detail(self, detail: judging.RowDetail) -> None:
        model, card = self._check.model, self._check.row_card
        row = self._check.table.currentIndex().row()
        fate = model.fate_at(row)
        if fate is None or fate.line != detail.line:
            return
        first = self.decisions.first_of(fate.line)
        kind = model.kind_at(row)
        card.show_row(fate, kind, detail, model.contact_name(fate), first, ticked=model.is_ticked(row))
        card.show()
        self._check.read_in_order()

    def _open_menu(self, row: int, place: QPoint) -> None:
        model, table = self._check.model, self._check.table
        fate = model.fate_at(row)
        if fate is None:
            return
        kind, name = model.kind_at(row), shortened(model.contact_name(fate), 40)
        menu = QMenu(self._check)
        line, contact_id = fate.line, fate.contact_id

        def add(word: str, act: Any) -> None:
            menu.addAction(action_text(menu_words(word, name))).triggered.connect(lambda _on=False: act())

        if name and contact_id is not None and kind in (ADDS, WAITS):
            add("merge" if kind == ADDS else "add", lambda: self._merge(line, contact_id))
        if kind in (ADDS, WAITS):
            add("apart", lambda: self.decisions.keep_apart(line))
        if kind == WRONG and model.fault_column(fate) >= 0:
            add("name" if model.fault_column(fate) == NAME else "mend", lambda: table.mend(row))
        if kind == WRONG and self._check.row_card.lines:
            add("cells", self._focus_cells)
        if model.can_tick(row):
            add("out" if model.is_ticked(row) else "in", lambda: model.toggle(row))
        if line in model.decided and kind in (ADDS, NEW_ONE, WAITS):
            add("undecide", lambda: self.decisions.undecide(line))
        if not menu.isEmpty():
            menu.popup(place)
            menu.setActiveAction(menu.actions()[0])

    def _focus_cells(self) -> None:
        lines = self._check.row_card.lines
        wrong = next((line for line in lines.values() if line.property("wrong")), None)
        (wrong or next(iter(lines.values()))).setFocus(Qt.FocusReason.OtherFocusReason)

    def _merge(self, line: int, contact_id: int) -> None:
        card = self._check.row_card
        first = (
            frozenset(card.sides.others)
            if card.detail is not None and card.detail.line == line
            else frozenset()
        )
        self.decisions.merge(line, contact_id, first)

    def _on_merge(self, line: int, first: frozenset[str]) -> None:
        fate = self._check.model.fate_at(self._check.model.row_of(line))
        if fate is not None and fate.contact_id is not None:
            self.decisions.merge(line, fate.contact_id, first)
