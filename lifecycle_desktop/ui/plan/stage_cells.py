"""The cells of a stage: its head with the purpose, goal, offer with wow and trigger, and so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model import plan_words
from lifecycle_desktop.core.model.measure import Measure
from lifecycle_desktop.core.model.plan import Gap, PlanStage, gaps
from lifecycle_desktop.core.model.plan_desk import PlanStageDesk
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.plan.cell import Cell
from lifecycle_desktop.ui.plan.cell_editor import FieldSpec
from lifecycle_desktop.ui.plan.entries import Entries
from lifecycle_desktop.ui.plan.pieces import Piece, pieces_text
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import (
    is_cut,
    paint_box,
    paint_progress,
    paint_stage_badge,
    paint_text,
)

TYPED_BY_HAND = "typed"
BAR_HEIGHT = 6
LONGEST_NUMBER = 10  # figures


class StageCell(Cell):
    """A cell that shows and edits a part of one stage."""

    def __init__(self, entries: Entries, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries = entries
        self.desk: PlanStageDesk | None = None
        self.count = 1
        self.near = dt.date.min

    @property
    def stage(self) -> PlanStage:
        """The stage that is shown."""
        if self.desk is None:
            raise RuntimeError("a cell was asked for its stage before it had one")
        return self.desk.stage

    def show_stage(self, desk: PlanStageDesk, count: int, near: dt.date) -> None:
        """Show a stage of a ladder of `count`; days in the year of `near` are written without it."""
        self.desk, self.count, self.near = desk, count, near
        self.show_pieces()

    def show_pieces(self) -> None:
        """Make the pieces of the stage."""

    def drafted(self, values: dict[str, str]) -> PlanStage:
        """The stage with what stands in the fields."""
        return self.stage

    def retheme(self) -> None:
        """Take colours and sizes of the look in force."""
        if self.desk is not None:
            self.show_pieces()
        super().retheme()

    def show_gap(self, what: str, act: str, *, name: str, hint: str = "") -> None:
        """Say what is missing, and what a press does."""
        pieces = [
            Piece(what, weight=600, tone="warn", icon="circle-dashed", centred=True),
            Piece(act, weight=600, tone="accenttext", centred=True, above=2),
        ]
        self.set_pieces(pieces, name=name, gap=True, hint=hint)


class HeadCell(StageCell):
    """Number, short name and whether anything lacks; the full name and the purpose are told and edited here."""

    def specs(self) -> Sequence[FieldSpec]:
        hint = _("What this stage is for, in one short line")
        return (FieldSpec("purpose", _("Purpose"), self.stage.purpose, hint),)

    def drafted(self, values: dict[str, str]) -> PlanStage:
        return replace(self.stage, purpose=values["purpose"].strip())

    def show_pieces(self) -> None:
        stage = self.stage
        lacks = _("has a gap") if gaps(stage) else _("complete")
        name = _("Stage {number} {name}, {state}. {purpose}").format(
            number=stage.number, name=stage.name, state=lacks, purpose=stage.purpose
        )
        full = f"{stage.number} {stage.name}"
        self.set_pieces([], name=name, hint=f"{full}: {stage.purpose}" if stage.purpose else full)

    def heightForWidth(self, width: int) -> int:
        if self.editor is not None:
            return super().heightForWidth(width)
        return max(theme().line("card"), theme().px(20), self._tag_height()) + theme().px(12)

    def paint_ground(self, painter: QPainter, area: QRectF) -> None:
        if self.editor is not None:
            super().paint_ground(painter, area)
            return
        if self.underMouse():
            paint_box(painter, area, fill=theme().colour("hover"), radius=style.CORNER_CONTROL)
        bar = QRectF(area.left(), area.top(), area.width(), 3)
        painter.fillRect(bar, theme().stage_colour(self.stage.number, self.count))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = theme().px(20)
        line = area.adjusted(0, 5, 0, 0)

        def box(x: float, width: float) -> QRectF:
            return QRectF(
                line.right() - x - width if mirrored else line.left() + x, line.top(), width, line.height()
            )

        paint_stage_badge(painter, box(0, side), self.stage.number, self.count)
        taken = self._paint_state(painter, box, line.width())
        room = line.width() - side - 7 - taken - 4
        words = self.stage.label or self.stage.name
        face = "strong" if is_cut(words, int(room), "card") else "card"
        paint_text(painter, box(side + 7, room), words, face=face, mirrored=mirrored)

    def _paint_state(self, painter: QPainter, box: object, full: float) -> float:
        """The tag or the tick at the end of the line; the width it takes."""
        place = box  # a function from a distance and a width to the rectangle
        if not callable(place):
            return 0
        if not gaps(self.stage):
            side = theme().px(16)
            paint_icon(painter, "circle-check", place(full - side, side), theme().colour("accent"), side)
            return side
        words = _("Gap")
        metrics = theme().metrics("small", weight=600)
        width = metrics.horizontalAdvance(words) + 14
        area: QRectF = place(full - width, width)
        tag = QRectF(area.left(), area.center().y() - self._tag_height() / 2, width, self._tag_height())
        edge = theme().colour("warn") if theme().look.contrast else None
        paint_box(painter, tag, fill=theme().colour("warnsoft"), edge=edge, radius=4)
        align = Qt.AlignmentFlag.AlignCenter
        paint_text(painter, tag, words, face="small", tone="warn", weight=600, align=align)
        return width

    def _tag_height(self) -> int:
        return theme().line("small") + 2


class GoalCell(StageCell):
    """One number, one date."""

    def specs(self) -> Sequence[FieldSpec]:
        stage, prompts = self.stage, self.desk.prompts if self.desk else None
        asked = (prompts.goal if prompts else "") or _("How many?")
        due = self.entries.day_text(stage.goal_due_on)
        return (
            FieldSpec("number", _("Number"), stage.goal_number or "", asked),
            FieldSpec("unit", _("What is counted"), stage.goal_unit, _("e.g. new contacts")),
            FieldSpec(
                "due", _("By"), due, _("e.g. 30 June"), check=self.entries.check_day(stage.goal_due_on)
            ),
        )

    def drafted(self, values: dict[str, str]) -> PlanStage:
        return replace(
            self.stage,
            goal_number=values["number"].strip() or None,
            goal_unit=values["unit"].strip(),
            goal_due_on=self.entries.day(values["due"], self.stage.goal_due_on),
        )

    def show_pieces(self) -> None:
        stage = self.stage
        if Gap.GOAL in gaps(stage):
            name = _("Goal of {stage}: none yet. Add").format(stage=stage.name)
            asked = self.desk.prompts.goal if self.desk else ""
            self.show_gap(_("No goal"), _("Add"), name=name, hint=asked)
            return
        words = stage.goal_unit
        if stage.goal_due_on is not None:
            words = f"{words} {plan_words.by_day(stage.goal_due_on, self.near)}".strip()
        colour = theme().stage_colour(stage.number, self.count)
        pieces = [Piece(stage.goal_number or "", "number", weight=700, colour=colour)]
        if words:
            pieces.append(Piece(words, tone="ink2"))
        self.set_pieces(
            pieces, name=_("Goal of {stage}: {goal}").format(stage=stage.name, goal=pieces_text(pieces))
        )


class KeysCell(StageCell):
    """The offer, the wow moment and the trigger that moves people on."""

    def specs(self) -> Sequence[FieldSpec]:
        stage, prompts = self.stage, self.desk.prompts if self.desk else None
        return (
            FieldSpec("offer", _("Offer"), stage.offer, (prompts.offer if prompts else "") or _("none")),
            FieldSpec("wow", _("Wow"), stage.wow, (prompts.wow if prompts else "") or _("none")),
            FieldSpec(
                "trigger",
                _("Trigger"),
                stage.trigger,
                (prompts.trigger if prompts else "") or _("When do they move on?"),
            ),
        )

    def drafted(self, values: dict[str, str]) -> PlanStage:
        return replace(
            self.stage,
            offer=values["offer"].strip(),
            wow=values["wow"].strip(),
            trigger=values["trigger"].strip(),
        )

    def show_pieces(self) -> None:
        stage = self.stage
        pieces: list[Piece] = []
        for label, text in ((_("Offer"), stage.offer), (_("Wow"), stage.wow), (_("Trigger"), stage.trigger)):
            if text.strip():
                pieces.append(Piece(label, "small", "ink2", 500, above=4))
                pieces.append(Piece(text))
        no_trigger = Gap.TRIGGER in gaps(stage)
        asked = self.desk.prompts.trigger if self.desk else ""
        if no_trigger and not pieces:
            name = _("Offer, wow and trigger of {stage}: no trigger. Add").format(stage=stage.name)
            self.show_gap(_("No trigger"), _("Add"), name=name, hint=asked)
            return
        if no_trigger:
            pieces.append(Piece(_("No trigger"), weight=600, tone="warn", icon="circle-dashed", above=4))
            pieces.append(Piece(_("Add"), weight=600, tone="accenttext"))
        name = _("Offer, wow and trigger of {stage}: {texts}").format(
            stage=stage.name, texts=pieces_text(pieces)
        )
        self.set_pieces(pieces, name=name, gap=no_trigger, hint=asked if no_trigger else "")


class SoFarCell(StageCell):
    """The number of the period until now, counted from the contacts or typed, and how much of the goal it is."""

    def __init__(self, entries: Entries, parent: QWidget | None = None) -> None:
        super().__init__(entries, parent)
        self.month = dt.date.min

    def specs(self) -> Sequence[FieldSpec]:
        stage = self.stage
        fitting = self.desk.measures() if self.desk else tuple(Measure)
        counted = tuple((measure.value, measure.words) for measure in fitting)
        typed = self.desk.typed_now if self.desk else ""
        month = plan_words.month_name(self.month.month)
        return (
            FieldSpec(
                "measure",
                _("Counted"),
                stage.measure or TYPED_BY_HAND,
                choices=((TYPED_BY_HAND, _("Typed by hand")), *counted),
            ),
            FieldSpec(
                "value",
                _("{month} so far").format(month=month),
                typed,
                _("e.g. 31"),
                needs=("measure", TYPED_BY_HAND),
            ),
        )

    def drafted(self, values: dict[str, str]) -> PlanStage:
        measure = "" if values["measure"] == TYPED_BY_HAND else values["measure"]
        return replace(self.stage, measure=measure)

    def show_pieces(self) -> None:
        stage = self.stage
        if Gap.MEASURE in gaps(stage) or self.desk is None:
            name = _("So far in {stage}: nothing is counted. Choose").format(stage=stage.name)
            self.show_gap(_("Nothing counted"), _("Choose"), name=name)
            return
        title = self.desk.measure_words or stage.goal_unit or _("Typed by hand")
        goal = _("of {goal}").format(goal=stage.goal_number) if stage.goal_number else ""
        so_far = self.desk.so_far if self.desk.so_far is not None else "–"
        pieces = [
            Piece(title, "small", weight=600),
            Piece(so_far, "card", weight=700, beside=goal, above=4),
        ]
        said = f"{title}: {so_far} {goal}".strip()
        how = self._measure.how if self._measure else _("You type this number yourself.")
        name = _("So far in {stage}: {number}").format(stage=stage.name, number=said)
        self.set_pieces(pieces, name=name, hint=how)
        self.setAccessibleDescription(how)

    @property
    def _measure(self) -> Measure | None:
        """What is counted, None where the number is typed."""
        return Measure(self.stage.measure) if self.stage.measure in set(Measure) else None

    def share(self) -> float | None:
        """How much of the goal is reached, 0 to 1 or more; None where one of the two is no number.

        Of a time that people wait, the goal is reached where it is as short as the goal.
        """
        goal = _number(self.stage.goal_number or "")
        so_far = _number(self.desk.so_far or "") if self.desk is not None else None
        if not goal or so_far is None:
            return None
        if self._measure is not None and self._measure.is_better_low:
            return goal / max(so_far, goal)
        return so_far / goal

    def extra_height(self) -> int:
        return BAR_HEIGHT + theme().px(8) if not self.is_gap else 0

    def paint_extra(self, painter: QPainter, area: QRectF) -> None:
        share = self.share()
        if share is not None:
            line = QRectF(area.left(), area.bottom() - BAR_HEIGHT, area.width(), BAR_HEIGHT)
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                painter.translate(2 * area.center().x(), 0)
                painter.scale(-1, 1)
            paint_progress(painter, line, share, theme().stage_colour(self.stage.number, self.count))


def _number(text: str) -> float | None:
    """The number a text begins with, such as 71 of "71 %"."""
    digits = text.strip().split(" ", maxsplit=1)[0].rstrip("%").replace(",", "")
    return float(digits) if digits.isascii() and digits.isdigit() and len(digits) < LONGEST_NUMBER else None
