"""How a follow-up looks on Today: tick, name and reason, what to do, stage, temperature, channel, when."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.day_words import day_words, late_words, short_weekday
from lifecycle_desktop.core.model.desk import FollowUpLine
from lifecycle_desktop.ui.asks import channel_icon
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import (
    MIDDLE_RIGHT,
    paint_focus,
    paint_row,
    paint_stage,
    paint_temperature,
    paint_text,
    paint_tick,
    temperature_word,
)

if TYPE_CHECKING:
    from lifecycle_desktop.ui.today.follow_up_list import FollowUpList

FLAG_SIDE = 14
TICK_SIDE = 20
WHEN_ROOM = 148  # px at the end of a row for channel and time
TEMPERATURE_ROOM = 78
STAGE_ROOM = 104
_EDGE = 16
Index = QModelIndex | QPersistentModelIndex


def tick_rect(row: QRect, *, mirrored: bool = False) -> QRect:
    """Where the tick of a row is."""
    side = theme().px(TICK_SIDE)
    left = row.right() - _EDGE + 1 - side if mirrored else row.left() + _EDGE
    return QRect(left, row.top() + (row.height() - side) // 2, side, side)


def when_words(line: FollowUpLine, today: dt.date) -> str:
    """When a line is due, as its row says it: "2 days late", "10:00", "Any time"."""
    if line.due_on < today:
        return late_words(line.due_on, today)
    return line.due_time or _("Any time")


def line_in_words(line: FollowUpLine, today: dt.date) -> str:
    """The row as a screen reader says it."""
    flag = _("complaint not settled") if line.has_complaint else ""
    parts = [line.name, flag, line.reason, line.what]
    if line.stage is not None:
        parts.append(_("stage {number} {name}").format(number=line.stage.number, name=line.stage.name))
    parts.append(temperature_word(line.temperature).lower())
    parts.append(Channel(line.channel).words.lower() if line.channel in set(Channel) else "")
    parts.append(day_words(line.due_on, today) if line.due_on > today else "")
    parts.append(when_words(line, today).lower())
    return ", ".join(part for part in parts if part)


class FollowUpPainter(QStyledItemDelegate):
    """Paints the rows of a `FollowUpList`."""

    def __init__(self, view: FollowUpList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self._view.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: QRect = option.rect
        lines = self._view.lines_model
        line = lines.lines[index.row()]
        mirrored = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        focused = self._view.hasFocus() and index.row() == self._view.currentIndex().row()
        acting = self._view.acting_row() == index.row()
        paint_row(painter, row, hovered=acting, line=index.row() < len(lines.lines) - 1)
        if self._view.compact:
            self._paint_compact(painter, row, line, lines.stages, lines.today, mirrored=mirrored)
        else:
            self._paint_whole(painter, row, line, lines.stages, lines.today, mirrored=mirrored, acting=acting)
        if focused:
            paint_focus(painter, row.adjusted(2, 2, -2, -2))

    def _paint_whole(
        self,
        painter: QPainter,
        row: QRect,
        line: FollowUpLine,
        stages: int,
        today: dt.date,
        *,
        mirrored: bool,
        acting: bool,
    ) -> None:
        over_tick = self._view.tick_hovered and acting
        if not self._view.withheld:
            paint_tick(painter, tick_rect(row, mirrored=mirrored), on=False, hovered=over_tick)
        look = theme()
        at = _Across(row, mirrored)
        right = row.width() - 18
        late = line.due_on < today
        paint_text(
            painter,
            at.box(right - look.px(96), look.px(96)),
            when_words(line, today),
            tone="danger" if late and not self._view.calm else "ink2",
            weight=600 if late else 0,
            align=MIDDLE_RIGHT,
            figures=True,
            mirrored=mirrored,
        )
        side = look.px(16)
        icon_left = right - look.px(WHEN_ROOM - 30)
        paint_icon(painter, channel_icon(line.channel), at.box(icon_left, side), look.colour("ink2"), side)
        words_end = icon_left - 12
        wide = row.width() > look.px(520)
        if acting:
            words_end = row.width() - look.px(WHEN_ROOM) - self._view.row_buttons.width() - 4
        elif wide:
            temperature_left = icon_left - look.px(TEMPERATURE_ROOM)
            stage_left = temperature_left - look.px(STAGE_ROOM)
            paint_temperature(
                painter,
                at.box(temperature_left, look.px(TEMPERATURE_ROOM)),
                line.temperature,
                mirrored=mirrored,
            )
            if line.stage is not None:
                paint_stage(
                    painter,
                    at.box(stage_left, look.px(STAGE_ROOM) - 8),
                    line.stage.number,
                    stages,
                    line.stage.label,
                    mirrored=mirrored,
                )
            words_end = stage_left - 12
        left = _EDGE if self._view.withheld else look.px(TICK_SIDE) + _EDGE + 11
        self._paint_words(painter, at, row, line, left, words_end, mirrored=mirrored)

    def _paint_words(
        self,
        painter: QPainter,
        at: _Across,
        row: QRect,
        line: FollowUpLine,
        left: int,
        end: int,
        *,
        mirrored: bool,
    ) -> None:
        look = theme()
        tall, begin = look.line("body"), left
        top = row.top() + (row.height() - 2 * tall) / 2
        upper = at.box(left, end - left, top, tall)
        if not line.name:
            paint_text(painter, at.box(left, end - left), line.what, weight=600, mirrored=mirrored)
            return
        if line.has_complaint:
            left += self._paint_flag(painter, at.box(left, look.px(FLAG_SIDE), top, tall))
            upper = at.box(left, end - left, top, tall)
        took = paint_text(painter, upper, line.name, face="strong", mirrored=mirrored)
        rest = at.box(left + took + 10, end - left - took - 10, top, tall)
        paint_text(painter, rest, line.reason, face="small", tone="ink3", mirrored=mirrored)
        paint_text(
            painter, at.box(begin, end - begin, top + tall, tall), line.what, tone="ink2", mirrored=mirrored
        )

    def _paint_flag(self, painter: QPainter, box: QRectF) -> int:
        """The red flag before the name of somebody who complained; the room it takes."""
        side = theme().px(FLAG_SIDE)
        paint_icon(painter, "flag", box, theme().colour("danger"), side)
        return side + 6

    def _paint_compact(
        self,
        painter: QPainter,
        row: QRect,
        line: FollowUpLine,
        stages: int,
        today: dt.date,
        *,
        mirrored: bool,
    ) -> None:
        look = theme()
        at = _Across(row, mirrored)
        day_wide = look.px(64)
        paint_text(
            painter,
            at.box(_EDGE, day_wide),
            _("{weekday} {day}").format(weekday=short_weekday(line.due_on), day=line.due_on.day),
            face="small",
            tone="ink2",
            weight=600,
            figures=True,
            mirrored=mirrored,
        )
        right = row.width() - 18
        time_wide = look.px(72)
        paint_text(
            painter,
            at.box(right - time_wide, time_wide),
            line.due_time or _("Any time"),
            tone="ink2",
            align=MIDDLE_RIGHT,
            figures=True,
            mirrored=mirrored,
        )
        stage_left = right - time_wide - look.px(STAGE_ROOM) - look.px(60)
        if line.stage is not None and row.width() > look.px(520):
            paint_stage(
                painter, at.box(stage_left, look.px(STAGE_ROOM)), line.stage.number, stages, line.stage.label,
                mirrored=mirrored,
            )  # fmt: skip
        else:
            stage_left = right - time_wide
        name_left = _EDGE + day_wide
        name_wide = look.px(120)
        if line.has_complaint:
            took = self._paint_flag(painter, at.box(name_left, look.px(FLAG_SIDE)))
            name_left, name_wide = name_left + took, name_wide - took
        paint_text(
            painter, at.box(name_left, name_wide), line.name or line.what, face="strong", mirrored=mirrored
        )
        if line.name:
            what_left = name_left + name_wide + 8
            paint_text(
                painter,
                at.box(what_left, stage_left - what_left - 12),
                line.what,
                tone="ink2",
                mirrored=mirrored,
            )


class _Across:
    """Boxes in a row, measured from its beginning, whichever side that is."""

    def __init__(self, row: QRect, mirrored: bool) -> None:
        self._row, self._mirrored = row, mirrored

    def box(self, left: float, wide: float, top: float | None = None, tall: float | None = None) -> QRectF:
        """A box `left` px from the beginning of the row, as high as the row if nothing else is said."""
        x = self._row.right() + 1 - left - wide if self._mirrored else self._row.left() + left
        y = self._row.top() if top is None else top
        return QRectF(x, y, max(wide, 0), self._row.height() if tall is None else tall)
