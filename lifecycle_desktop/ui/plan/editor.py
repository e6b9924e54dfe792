"""The plan as stages side by side: rows of goal, tactics, offer with wow and trigger, so far, and the three moves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.period import quarter_of
from lifecycle_desktop.core.model.plan import MOST_MOVES, Gap, Move, PlanStage, Tactic
from lifecycle_desktop.core.model.plan_desk import PlanDesk, PlanStageDesk
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.plan.cell import Cell
from lifecycle_desktop.ui.plan.edits import PlanEdits
from lifecycle_desktop.ui.plan.entries import Entries
from lifecycle_desktop.ui.plan.fitted_scroll import FittedScroll
from lifecycle_desktop.ui.plan.moves import MoveCard, TypedMove
from lifecycle_desktop.ui.plan.stage_cells import GoalCell, HeadCell, KeysCell, SoFarCell, StageCell
from lifecycle_desktop.ui.plan.tactics import TacticCard, TacticsColumn
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.labels import Label

COLUMN_WIDTH = 122  # px; below it the stages scroll sideways
COLUMN_GAP = 7
ROOM_FOR_RING = 3


class StageColumn(QObject):
    """The cells of one stage, from its head down."""

    def __init__(self, entries: Entries, parent: QWidget) -> None:
        super().__init__(parent)
        self.head = HeadCell(entries, parent)
        self.goal = GoalCell(entries, parent)
        self.tactics = TacticsColumn(entries, parent)
        self.keys = KeysCell(entries, parent)
        self.so_far = SoFarCell(entries, parent)
        self.desk: PlanStageDesk | None = None

    @property
    def stage_cells(self) -> tuple[StageCell, ...]:
        """The cells that show a part of the stage itself."""
        return self.head, self.goal, self.keys, self.so_far

    def rows(self) -> tuple[QWidget, ...]:
        """What stands in each row."""
        return self.head, self.goal, self.tactics, self.keys, self.so_far

    def cells(self) -> list[Cell]:
        """Every cell, as read."""
        return [self.head, self.goal, *self.tactics.cells(), self.keys, self.so_far]

    def show_stage(self, desk: PlanStageDesk, count: int, near: dt.date, month: dt.date) -> None:
        """Show a stage; what is being typed stays."""
        self.desk = desk
        self.so_far.month = month
        for cell in self.stage_cells:
            if cell.is_edited:
                cell.count = count
            else:
                cell.show_stage(desk, count, near)
        self.tactics.show_stage(desk)


class PlanEditor(FittedScroll):
    """All stages and moves of a plan, edited in place. `drafted` tells the plan with what is being typed."""

    drafted = Signal(object)  # Plan, or None when nothing is being typed

    def __init__(self, edits: PlanEdits, entries: Entries, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits, self._entries = edits, entries
        self.desk: PlanDesk | None = None
        self._next_focus: tuple[int, int] | None = None  # a tactic to be focused once it is shown: stage, id
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Plan editor"))
        inside = QWidget()
        inside.setProperty("role", "canvas")
        self._inside = inside
        whole = QVBoxLayout(inside)
        ring = ROOM_FOR_RING
        whole.setContentsMargins(ring, ring, ring + 3, ring)
        whole.setSpacing(4)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(COLUMN_GAP)
        self._grid.setVerticalSpacing(4)
        whole.addLayout(self._grid, 1)
        self.columns: list[StageColumn] = []
        self._row_heads: list[QWidget] = []
        self.moves = [MoveCard(position, entries, inside) for position in range(MOST_MOVES)]
        self._moves_head = _row_head(_("Next three moves"), _("printed in the last box"), inside)
        whole.addWidget(self._moves_head)
        row = QHBoxLayout()
        row.setSpacing(COLUMN_GAP)
        for card in self.moves:
            row.addWidget(card, 1)
            self._join_move(card)
        whole.addLayout(row)
        self.setWidget(inside)
        self._scroll_to: Cell | None = None

    # --- shown ---

    def show_plan(self, desk: PlanDesk) -> None:
        """Show a plan; cells that are being edited keep what was typed."""
        rebuild = self.desk is None or [stage.plan_stage_id for stage in self.desk.stages] != [
            stage.plan_stage_id for stage in desk.stages
        ]
        self.desk = desk
        self._entries.currency = desk.currency
        if rebuild:
            self._build_columns(len(desk.stages))
        near = desk.plan.period_end
        for column, stage in zip(self.columns, desk.stages, strict=True):
            column.show_stage(stage, len(desk.stages), near, desk.month_now)
        for card, move in zip(self.moves, desk.moves_by_place(), strict=True):
            if not card.is_edited:
                card.show_move(move, desk.plan.stages, near)
        self._name_period(desk)
        self._order_tabs()
        self._focus_again()

    def keep(self) -> bool:
        """Keep whatever is being typed, as leaving does; False where something cannot be read."""
        kept = [cell.keep() for cell in self.moves]
        for column in self.columns:
            kept += [cell.keep() for cell in column.stage_cells]
            kept.append(column.tactics.keep())
        return all(kept)

    def keep_what_can_be(self) -> None:
        """Keep what can be read, as when the page is left; what cannot stays in its field."""
        if not self.keep():
            for cell in list(self.cells()):
                cell.keep_what_can_be()

    def cells(self) -> Iterator[Cell]:
        """Every cell in the order of reading: row by row."""
        for column in self.columns:
            yield column.head
        for column in self.columns:
            yield column.goal
        for column in self.columns:
            yield from column.tactics.cells()
        for column in self.columns:
            yield column.keys
        for column in self.columns:
            yield column.so_far
        yield from self.moves

    def go_to(self, stage_id: int, gap: Gap) -> None:
        """Put the focus where a gap can be filled."""
        column = next((one for one in self.columns if one.desk and one.desk.stage.stage_id == stage_id), None)
        if column is None:
            return
        if gap is Gap.TACTIC:
            ideas = column.tactics.ideas
            if ideas:
                ideas[0].setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                column.tactics.begin_new()
        elif gap is Gap.GOAL:
            column.goal.begin("number")
        elif gap is Gap.TRIGGER:
            column.keys.begin("trigger")
        else:
            column.so_far.begin()

    def take_focus(self) -> None:
        """Put the focus on the first goal."""
        if self.columns:
            self.columns[0].goal.setFocus(Qt.FocusReason.OtherFocusReason)

    def retheme(self) -> None:
        """Take the sizes of the look in force."""
        for index in range(len(self.columns)):
            self._grid.setColumnMinimumWidth(index, theme().px(COLUMN_WIDTH))

    # --- building ---

    def _build_columns(self, count: int) -> None:
        for column in self.columns:
            for cell in column.rows():
                self._drop(cell)
            column.deleteLater()
        for head in self._row_heads:
            self._drop(head)
        for index in range(self._grid.columnCount()):
            self._grid.setColumnMinimumWidth(index, 0)
            self._grid.setColumnStretch(index, 0)
        self.columns = [StageColumn(self._entries, self._inside) for _number in range(count)]
        self._row_heads = [
            _row_head(_("Goal"), _("one number, one date"), self._inside),
            _row_head(_("Tactics"), _("what we do, and how often"), self._inside),
            _row_head(_("Offer, wow, trigger"), _("what makes people move on"), self._inside),
            _row_head("", _("counted from your contacts, or typed in"), self._inside),
        ]
        for index, head in enumerate(self._row_heads):
            self._grid.addWidget(head, 2 * index + 1, 0, 1, max(count, 1))
        for place, column in enumerate(self.columns):
            for row, widget in enumerate(column.rows()):
                self._grid.addWidget(widget, 2 * row, place)
                widget.show()
            self._grid.setColumnStretch(place, 1)
            self._join(column)
        self._grid.setRowStretch(4, 1)
        self.retheme()

    def _drop(self, widget: QWidget) -> None:
        self._grid.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def _name_period(self, desk: PlanDesk) -> None:
        plan = desk.plan
        is_quarter = quarter_of(plan.period_start) == (plan.period_start, plan.period_end)
        head = self._row_heads[-1].findChild(Label)
        if head is not None:
            head.setText(_("So far this quarter") if is_quarter else _("So far"))

    def _join(self, column: StageColumn) -> None:
        for cell in column.stage_cells:
            self._join_cell(cell)
            cell.typed.connect(lambda values, cell=cell: self._on_stage_typed(cell, values))
            cell.committed.connect(lambda values, _how, cell=cell: self._on_stage_committed(cell, values))
            cell.ended.connect(lambda: self.drafted.emit(None))
        tactics = column.tactics
        tactics.walked.connect(self._on_walked)
        tactics.focused.connect(self._on_focused)
        tactics.cells_changed.connect(self._order_tabs)
        tactics.drafted.connect(self._on_stage_drafted)
        tactics.added.connect(lambda tactic, place: self._on_tactic_added(column, tactic, place))
        tactics.changed.connect(self._on_tactic_changed)
        tactics.removed.connect(lambda card: self._on_tactic_removed(column, card))
        tactics.shifted.connect(lambda card, across, down: self._on_shifted(column, card, across, down))

    def _join_move(self, card: MoveCard) -> None:
        self._join_cell(card)
        card.typed.connect(lambda values: self._on_move_typed(card, values))
        card.committed.connect(lambda values, _how: self._on_move_committed(card, values))
        card.ended.connect(lambda: self.drafted.emit(None))
        card.removed.connect(lambda: self._on_move_removed(card))
        card.done.connect(lambda: self._on_move_done(card))

    def _join_cell(self, cell: Cell) -> None:
        cell.walked.connect(lambda across, down: self._on_walked(cell, across, down))
        cell.focused.connect(lambda: self._on_focused(cell))

    # --- what was typed ---

    def _on_stage_typed(self, cell: StageCell, values: dict[str, str]) -> None:
        if cell.editor is not None and not cell.editor.errors():
            self._on_stage_drafted(cell.drafted(values))

    def _on_stage_drafted(self, stage: PlanStage | None) -> None:
        if stage is None or self.desk is None:
            self.drafted.emit(None)
            return
        plan = self.desk.plan
        stages = tuple(stage if one.stage_id == stage.stage_id else one for one in plan.stages)
        self.drafted.emit(replace(plan, stages=stages))

    def _on_move_typed(self, card: MoveCard, values: dict[str, str]) -> None:
        if self.desk is None or card.editor is None or card.editor.errors():
            return
        typed = card.drafted(values)
        places: list[Move | None] = [one.move if one else None for one in self.desk.moves_by_place()]
        label = next((one.label for one in self.desk.plan.stages if one.stage_id == typed.stage_id), "")
        places[card.position] = Move(typed.what, label, typed.due_on) if typed.what else None
        self.drafted.emit(replace(self.desk.plan, moves=tuple(move for move in places if move)))

    def _on_stage_committed(self, cell: StageCell, values: dict[str, str]) -> None:
        if cell.desk is None:
            return
        drafted = cell.drafted(values)
        if isinstance(cell, SoFarCell):
            self._edits.keep_measure(cell.desk, drafted.measure, cell.month, values["value"])
        else:
            self._edits.keep_stage(cell.desk, drafted)

    def _on_tactic_added(self, column: StageColumn, tactic: Tactic, place: int) -> None:
        if column.desk is not None:
            self._edits.add_tactic(column.desk, tactic, place)

    def _on_tactic_changed(self, card: TacticCard, tactic: Tactic) -> None:
        if card.tactic_id is not None:
            self._edits.change_tactic(card.tactic_id, card.tactic, tactic)

    def _on_tactic_removed(self, column: StageColumn, card: TacticCard) -> None:
        if card.tactic_id is None:
            return
        cells = column.tactics.cells()
        after = cells[min(cells.index(card) + 1, len(cells) - 1)]
        after.setFocus(Qt.FocusReason.OtherFocusReason)
        self._edits.remove_tactic(card.tactic_id, card.tactic.what)

    def _on_shifted(self, column: StageColumn, card: TacticCard, across: int, down: int) -> None:
        """Alt and an arrow: up or down in the stage, or to the stage beside it."""
        if card.tactic_id is None or column.desk is None:
            return
        place = column.tactics.cards.index(card)
        target = self.columns.index(column) + across
        if not 0 <= target < len(self.columns):
            return
        to = self.columns[target]
        wanted = place if across else place + down
        last = len(to.tactics.cards) - (0 if across else 1)
        if to.desk is None or (not across and not 0 <= wanted <= last):
            return
        self._next_focus = (to.desk.plan_stage_id, card.tactic_id)
        self._edits.move_tactic(card.tactic_id, card.tactic.what, to.desk, min(wanted, last))

    def _on_move_committed(self, card: MoveCard, values: dict[str, str]) -> None:
        if self.desk is not None:
            self._edits.set_move(self.desk, card.position, card.move_desk, card.drafted(values))

    def _on_move_removed(self, card: MoveCard) -> None:
        move = card.move_desk
        if self.desk is not None and move is not None:
            self._edits.set_move(self.desk, card.position, move, TypedMove("", None, None))

    def _on_move_done(self, card: MoveCard) -> None:
        if card.move_desk is not None:
            self._edits.finish_move(card.move_desk)

    # --- focus ---

    def _on_walked(self, cell: Cell, across: int, down: int) -> None:
        """An arrow: the cell beside or below."""
        if cell in self.moves:
            self._walk_moves(cell, across, down)
            return
        index = next(place for place, column in enumerate(self.columns) if cell in column.cells())
        cells = self.columns[index].cells()
        at = cells.index(cell)
        if down:
            if at + down >= len(cells):
                self.moves[0].setFocus(Qt.FocusReason.OtherFocusReason)
            elif at + down >= 0:
                cells[at + down].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        beside = index + across
        if 0 <= beside < len(self.columns):
            _same_row(self.columns[index], self.columns[beside], cell).setFocus(
                Qt.FocusReason.OtherFocusReason
            )

    def _walk_moves(self, cell: Cell, across: int, down: int) -> None:
        place = next(number for number, card in enumerate(self.moves) if card is cell)
        if down < 0 and self.columns:
            self.columns[0].so_far.setFocus(Qt.FocusReason.OtherFocusReason)
        elif across and 0 <= place + across < len(self.moves):
            self.moves[place + across].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_focused(self, cell: Cell) -> None:
        self._scroll_to = cell
        QTimer.singleShot(0, self, self._scroll_now)

    def _scroll_now(self) -> None:
        cell, self._scroll_to = self._scroll_to, None
        if cell is not None and cell in self.cells() and not cell.isHidden():
            self.reveal(cell)

    def _focus_again(self) -> None:
        if self._next_focus is None:
            return
        stage_row, tactic_id = self._next_focus
        for column in self.columns:
            if column.desk is not None and column.desk.plan_stage_id == stage_row:
                card = column.tactics.card(tactic_id)
                if card is not None:
                    card.setFocus(Qt.FocusReason.OtherFocusReason)
                    self._next_focus = None

    def _order_tabs(self) -> None:
        before: QWidget | None = None
        for cell in self.cells():
            if before is not None:
                QWidget.setTabOrder(before, cell)
            before = cell
            if isinstance(cell, MoveCard):
                QWidget.setTabOrder(cell, cell.tick)
                before = cell.tick

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._inside.update()


def _row_head(text: str, hint: str, parent: QWidget) -> QWidget:
    head = QWidget(parent)
    row = QHBoxLayout(head)
    row.setContentsMargins(1, 2, 0, 0)
    row.setSpacing(style.SPACE_S)
    row.addWidget(Label(text, face="small", tone="ink2", weight=600, parent=head))
    row.addWidget(Label(hint, face="small", tone="ink3", parent=head))
    row.addStretch(1)
    return head


def _same_row(column: StageColumn, beside: StageColumn, cell: Cell) -> Cell:
    """The cell of the column beside that stands in the same row."""
    for one, other in zip(column.stage_cells, beside.stage_cells, strict=True):
        if one is cell:
            return other
    here, there = column.tactics.cells(), beside.tactics.cells()
    return there[min(here.index(cell), len(there) - 1)]
