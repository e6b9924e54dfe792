"""The next three moves: what, for which stage, by when; ticked off when done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model import plan_words
from lifecycle_desktop.core.model.plan import PlanStage
from lifecycle_desktop.core.model.plan_desk import MoveDesk
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.plan.cell import Cell
from lifecycle_desktop.ui.plan.cell_editor import FieldSpec
from lifecycle_desktop.ui.plan.entries import Entries
from lifecycle_desktop.ui.plan.pieces import Piece, pieces_text
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import paint_box
from lifecycle_desktop.ui.widgets.ticks import TickBox


@dataclass(frozen=True)
class TypedMove:
    """What was typed for a move."""

    what: str
    stage_id: int | None
    due_on: dt.date | None


class MoveCard(Cell):
    """One of the three moves, or the place for one."""

    done = Signal()

    def __init__(self, position: int, entries: Entries, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.position = position
        self.entries = entries
        self.move_desk: MoveDesk | None = None
        self._stages: Sequence[PlanStage] = ()
        self._near = dt.date.min
        self.tick = TickBox(name=_("Done"), parent=self)
        self.tick.clicked.connect(self._on_ticked)
        self.tick.hide()

    def show_move(self, move: MoveDesk | None, stages: Sequence[PlanStage], near: dt.date) -> None:
        """Show a move, or that there is room for one."""
        self.move_desk, self._stages, self._near = move, stages, near
        self.show_pieces()

    def show_pieces(self) -> None:
        """Make the pieces of the move."""
        if self.move_desk is None:
            self.tick.hide()
            name = _("Add move {n}").format(n=self.position + 1)
            self.set_pieces([Piece(_("Move"), tone="ink2", weight=500, icon="plus")], name=name)
            return
        move = self.move_desk.move
        pieces = [Piece(move.what, weight=600)]
        by = plan_words.by_day(move.due_on, self._near, short=True) if move.due_on else ""
        under = ", ".join(text for text in (move.stage_label, by) if text)
        if under:
            pieces.append(Piece(under, tone="ink2"))
        self.tick.setChecked(False)
        self.tick.setAccessibleName(_("Done: {move}").format(move=move.what))
        self.tick.setVisible(self.editor is None)
        name = _("Move {n}: {words}").format(n=self.position + 1, words=pieces_text(pieces))
        self.set_pieces(pieces, name=name)

    def specs(self) -> Sequence[FieldSpec]:
        move = self.move_desk.move if self.move_desk else None
        stage_id = self.move_desk.stage_id if self.move_desk else None
        names = tuple((str(stage.stage_id), f"{stage.number} {stage.name}") for stage in self._stages)
        due = move.due_on if move else None
        return (
            FieldSpec("what", _("Move"), move.what if move else "", _("What to do next")),
            FieldSpec("stage", _("Stage"), str(stage_id or ""), choices=(("", _("No stage")), *names)),
            FieldSpec(
                "due",
                _("By"),
                self.entries.day_text(due),
                _("e.g. 30 June"),
                check=self.entries.check_day(due),
            ),
        )

    def drafted(self, values: dict[str, str]) -> TypedMove:
        """The move with what stands in the fields."""
        before = self.move_desk.move.due_on if self.move_desk else None
        stage = int(values["stage"]) if values["stage"] else None
        return TypedMove(values["what"].strip(), stage, self.entries.day(values["due"], before))

    def begin(self, key: object = "") -> None:
        self.tick.hide()
        super().begin(key)

    def _close(self, *, back: bool) -> None:
        super()._close(back=back)
        self.tick.setVisible(self.move_desk is not None)

    def is_centred(self) -> bool:
        return True

    def insets(self) -> tuple[int, int]:
        return (self._tick_room() if self.move_desk is not None else 0), 0

    def paint_ground(self, painter: QPainter, area: QRectF) -> None:
        if self.move_desk is not None or self.editor is not None:
            super().paint_ground(painter, area)
            return
        fill = theme().colour("hover") if self.underMouse() else None
        paint_box(
            painter, area, fill=fill, edge=theme().colour("linemid"), radius=style.CORNER_CARD, dashed=True
        )

    def retheme(self) -> None:
        """Take the sizes of the look in force."""
        self.show_pieces()
        self._place_tick()
        super().retheme()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_tick()

    def _tick_room(self) -> int:
        return self.tick.sizeHint().width() + theme().px(4)

    def _place_tick(self) -> None:
        size = self.tick.sizeHint()
        pad = self.pad() - 2
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - pad - size.width() if mirrored else pad
        self.tick.setGeometry(left, (self.height() - size.height()) // 2, size.width(), size.height())

    def _on_ticked(self) -> None:
        self.done.emit()
