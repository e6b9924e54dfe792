"""How the timeline looks: months as headings; a sign in a ring, title, stage, time, and the text below it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.plan_words import month_name
from lifecycle_desktop.core.model.timeline import TimelineEvent
from lifecycle_desktop.ui.contact_words import date_text
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import (
    MIDDLE_RIGHT,
    one_line,
    paint_box,
    paint_focus,
    paint_stage_badge,
    paint_text,
)

if TYPE_CHECKING:
    from lifecycle_desktop.ui.contact.timeline_list import TimelineList

Index = QModelIndex | QPersistentModelIndex
MOST_LINES = 8
MOST_LETTERS = 2000
_MOST_LAID = 4000
_RING = 26  # px at 100 % text
_GAP = 12
_EDGE = 6  # px above and below what is in a row
ICONS = {
    "call": "phone",
    "text": "message-square",
    "email": "mail",
    "letter": "file-text",
    "meeting": "calendar",
    "showing": "map-pin",
    "open_house": "door-open",
    "note": "pencil",
    "review": "award",
    "complaint": "flag",
    "gift": "gift",
    "created": "user-plus",
    "stage_move": "arrow-right",
    "stage_answer": "list-checks",
    "follow_up": "check",
    "permission": "shield-check",
    "qualification": "list-checks",
    "purchase": "receipt",
    "referral": "heart",
    "edit": "history",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """The month above the events of it."""

    words: str


Row = Heading | TimelineEvent


def month_words(day: dt.date, today: dt.date) -> str:
    """The heading of a month: "April", "April 2025"."""
    month = month_name(day.month)
    return month if day.year == today.year else f"{month} {day.year}"


def when_words(event: TimelineEvent, today: dt.date) -> str:
    """When something was: "Fri 10 Apr, 17:20", with a strange year, the day only where no time is known."""
    pattern = "ddd d MMM" if event.happened_on.year == today.year else "ddd d MMM yyyy"
    day = date_text(event.happened_on, pattern)
    return f"{day}, {event.time}" if event.time else day


def event_in_words(event: TimelineEvent, today: dt.date) -> str:
    """A row as a screen reader says it."""
    parts = [event.title, when_words(event, today)]
    if event.stage is not None:
        parts.append(_("stage {number} {name}").format(number=event.stage.number, name=event.stage.name))
    parts.append(shortened(event.text, 500))
    return ", ".join(part for part in parts if part)


class TimelinePainter(QStyledItemDelegate):
    """Paints the rows of a `TimelineList`, each as high as its text."""

    def __init__(self, view: TimelineList) -> None:
        super().__init__(view)
        self._view = view
        self._laid: dict[tuple[object, ...], QTextLayout] = {}

    def forget(self) -> None:
        """Break every text anew: the look has changed."""
        self._laid.clear()

    # --- sizes ---

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = self._view.rows_model.rows[index.row()]
        width = self._view.viewport().width()
        if isinstance(row, Heading):
            return QSize(width, theme().line("strong") + 10)
        height = theme().line("strong") * self._title(row, width).lineCount() + 2 * _EDGE
        if self._time_wraps(row, width):
            height += theme().line("small")
        height += theme().line("body") * self._line_count(row, width)
        return QSize(width, max(height, theme().px(_RING) + _EDGE))

    def _left(self) -> int:
        return theme().px(_RING) + _GAP

    def _room(self, width: int) -> int:
        return max(width - self._left() - 8, 40)

    def _badge(self, event: TimelineEvent) -> int:
        return theme().px(20) + 8 if event.stage is not None else 0

    def _time_wraps(self, event: TimelineEvent, width: int) -> bool:
        """Whether the time has no room beside the title and stands on a line of its own."""
        title = theme().metrics("strong").horizontalAdvance(one_line(event.title))
        time = theme().metrics("small").horizontalAdvance(when_words(event, self._view.today))
        return title + self._badge(event) + time + 16 > self._room(width)

    def _title(self, event: TimelineEvent, width: int) -> QTextLayout:
        """The title, in lines where it is long."""
        room = self._room(width) - self._badge(event)
        return self._kept(("title", one_line(event.title), room), theme().font("strong"))

    def _line_count(self, event: TimelineEvent, width: int) -> int:
        return min(sum(each.lineCount() for each in self._layouts(event, width)), MOST_LINES)

    def _layouts(self, event: TimelineEvent, width: int) -> list[QTextLayout]:
        """The text broken into lines of the room there is."""
        if not event.text:
            return []
        paragraphs = event.text[:MOST_LETTERS].split("\n")[:MOST_LINES]
        return [self._kept(("text", each, self._room(width)), theme().font("body")) for each in paragraphs]

    def _kept(self, what: tuple[str, str, int], font: QFont) -> QTextLayout:
        """A paragraph laid out, once as long as the look stays."""
        mirrored = self._is_mirrored()
        found = self._laid.get((*what, mirrored))
        if found is None:
            if len(self._laid) > _MOST_LAID:
                self._laid.clear()
            found = self._laid[(*what, mirrored)] = laid_out(what[1], font, what[2], mirrored=mirrored)
        return found

    def is_cut(self, event: TimelineEvent, width: int) -> bool:
        """Whether not all of a text is shown."""
        lines = sum(each.lineCount() for each in self._layouts(event, width))
        is_long = len(event.text) > MOST_LETTERS or event.text.count("\n") >= MOST_LINES
        return lines > MOST_LINES or is_long

    # --- painting ---

    def _is_mirrored(self) -> bool:
        return self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        row = self._view.rows_model.rows[index.row()]
        mirrored = self._is_mirrored()
        if isinstance(row, Heading):
            box = QRectF(area).adjusted(0, 4, 0, 0)
            paint_text(painter, box, row.words, face="strong", tone="ink2", mirrored=mirrored)
            return
        view = self._view
        if index.row() == view.hovered:
            paint_box(painter, area.adjusted(-2, 1, 0, -1), fill=theme().colour("hover"))
        self._paint_ring(painter, area, row, joins=view.rows_model.is_followed(index.row()))
        self._paint_words(painter, area, row, mirrored)
        if view.hasFocus() and index.row() == view.currentIndex().row():
            paint_focus(painter, area.adjusted(0, 0, 0, -1))

    def _paint_ring(self, painter: QPainter, area: QRect, event: TimelineEvent, *, joins: bool) -> None:
        side = theme().px(_RING)
        left = area.right() + 1 - side if self._is_mirrored() else area.left()
        ring = QRectF(left, area.top() + _EDGE - 2, side, side)
        if joins:
            painter.setPen(theme().pen("line"))
            middle = ring.center().x()
            painter.drawLine(QPointF(middle, ring.bottom()), QPointF(middle, area.bottom() + _EDGE - 2))
        paint_box(
            painter, ring, fill=theme().colour("surface"), edge=theme().colour("linemid"), radius=side / 2
        )
        icon = "zap" if event.is_first_answer else ICONS.get(event.kind, "circle-dot")
        tone = "hot" if event.is_first_answer else "accenttext" if event.kind == "stage_move" else "ink2"
        paint_icon(painter, icon, ring, theme().colour(tone), theme().px(14))

    def _paint_words(self, painter: QPainter, area: QRect, event: TimelineEvent, mirrored: bool) -> None:
        left, room = self._left(), self._room(area.width())
        top = area.top() + _EDGE

        def at(x: float, width: float, y: float, height: float) -> QRectF:
            start = area.right() + 1 - x - width if mirrored else area.left() + x
            return QRectF(start, y, width, height)

        strong, small = theme().line("strong"), theme().line("small")
        title = self._title(event, area.width())
        painter.setPen(theme().colour("ink"))
        draw_lines(painter, title, at(left, room - self._badge(event), top, strong), strong)
        if event.stage is not None:
            side = theme().px(20)
            wide = int(title.lineAt(0).naturalTextWidth()) + 1
            box = at(left + wide + 8, side, top + (strong - side) / 2, side)
            paint_stage_badge(painter, box, event.stage.number, self._view.stage_count)
        y = top + strong * title.lineCount()
        when = when_words(event, self._view.today)
        if self._time_wraps(event, area.width()):
            paint_text(painter, at(left, room, y, small), when, face="small", tone="ink3", mirrored=mirrored)
            y += small
        else:
            box = at(left + room / 2, room / 2, top, strong)
            paint_text(
                painter,
                box,
                when,
                face="small",
                tone="ink3",
                align=MIDDLE_RIGHT,
                figures=True,
                mirrored=mirrored,
            )
        self._paint_text(painter, event, area, at(left, room, y, 0))

    def _paint_text(self, painter: QPainter, event: TimelineEvent, area: QRect, box: QRectF) -> None:
        painter.setPen(theme().colour("ink2"))
        line, y, shown = theme().line("body"), box.top(), 0
        cut = self.is_cut(event, area.width())
        for layout in self._layouts(event, area.width()):
            for number in range(layout.lineCount()):
                shown += 1
                if shown == MOST_LINES and cut:
                    words = layout.text()[layout.lineAt(number).textStart() :]
                    last = QRectF(box.left(), y, box.width(), line)
                    more = _("{text} …").format(text=words)
                    paint_text(painter, last, more, tone="ink2", mirrored=self._is_mirrored())
                    return
                draw_line(painter, layout, number, QPointF(box.left(), y), line)
                y += line


def draw_lines(painter: QPainter, layout: QTextLayout, box: QRectF, height: int) -> None:
    """Paint all lines of a paragraph from the top of a box, each `height` px high."""
    for number in range(layout.lineCount()):
        draw_line(painter, layout, number, QPointF(box.left(), box.top() + number * height), height)


def draw_line(painter: QPainter, layout: QTextLayout, number: int, at: QPointF, height: int) -> None:
    """Paint one line of a paragraph in the middle of a line that is `height` px high."""
    line = layout.lineAt(number)
    line.draw(painter, QPointF(at.x(), at.y() + (height - line.height()) / 2 - line.y()))


def laid_out(text: str, font: QFont, width: int, *, mirrored: bool) -> QTextLayout:
    """A paragraph broken into lines of a width."""
    layout = QTextLayout(text, font)
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    while line.isValid():
        line.setLineWidth(width)
        line = layout.createLine()
    layout.endLayout()
    return layout
