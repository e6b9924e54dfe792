"""How the rows and the head of the table are painted."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.contacts.rows import COLUMNS, PeopleRows, ShownRow
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.id_rows import Index
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import (
    MIDDLE_LEFT,
    MIDDLE_RIGHT,
    paint_focus,
    paint_stage_badge,
    paint_temperature,
    paint_text,
    paint_tick,
)

PAD = 10  # px before the words of a cell
_END = 14  # px after the last column
_TICK_LEFT = 12


def column_title(column: str) -> str:
    """What the head of a column says."""
    return {
        "tick": "",
        "name": _("Name"),
        "stage": _("Stage"),
        "temperature": _("Temp"),
        "next_step": _("Next step"),
        "last_touch": _("Last touch"),
        "source": _("Source"),
        "value": _("Value"),
    }[column]


def sort_words(column: str) -> str:
    """By what the table is sorted, after "Sorted by"."""
    return {
        "name": _("name"),
        "stage": _("stage"),
        "temperature": _("temperature"),
        "next_step": _("next step"),
        "last_touch": _("last touch"),
        "source": _("source"),
        "value": _("value"),
    }[column]


def row_height() -> int:
    """The height of a row in the look in force."""
    return theme().height(style.HEIGHT_TABLE_ROW)


def tick_rect(cell: QRect, *, mirrored: bool) -> QRectF:
    """Where the tick box is in its cell."""
    side = theme().px(18)
    left = cell.right() + 1 - _TICK_LEFT - side if mirrored else cell.left() + _TICK_LEFT
    return QRectF(left, cell.top() + (cell.height() - 1 - side) / 2, side, side)


class RowPainter(QStyledItemDelegate):
    """Paints the cells of the table."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self.hovered = -1
        self.hovered_tick = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, PeopleRows):
            return
        rect: QRect = option.rect
        number, column = index.row(), COLUMNS[index.column()]
        mirrored = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        is_current = self._view.currentIndex().row() == number
        self._paint_ground(painter, rect, number, column, is_current, model, mirrored)
        shown = model.person_at(number)
        if column == "tick":
            ticked = model.id_at(number) in model.ticked
            over = self.hovered == number and self.hovered_tick
            box = tick_rect(rect, mirrored=mirrored)
            paint_tick(painter, box, on=ticked, round_=False, hovered=over)
        elif shown is not None:
            end = _END if column == "value" else 6
            inner = rect.adjusted(end, 0, -PAD, -1) if mirrored else rect.adjusted(PAD, 0, -end, -1)
            self._paint_cell(painter, inner, column, shown, model, mirrored)
        if is_current and self._view.hasFocus():
            self._paint_focus(painter, number, rect)

    def _paint_ground(
        self,
        painter: QPainter,
        rect: QRect,
        number: int,
        column: str,
        is_current: bool,
        model: PeopleRows,
        mirrored: bool,
    ) -> None:
        colour = theme().colour
        ticked = model.id_at(number) in model.ticked
        token = "sel" if is_current or ticked else "hover" if self.hovered == number else ""
        if token:
            painter.fillRect(rect, colour(token))
        painter.fillRect(QRectF(rect.left(), rect.bottom(), rect.width(), 1), colour("line"))
        if is_current and column == COLUMNS[0]:
            left = rect.right() - 2 if mirrored else rect.left()
            painter.fillRect(QRect(left, rect.top(), 3, rect.height()), colour("accent"))

    def _paint_focus(self, painter: QPainter, number: int, cell: QRect) -> None:
        """Paint this cell's share of the ring around the row."""
        view = self._view
        header = view.horizontalHeader()
        ring = QRect(-header.offset(), cell.top(), header.length(), cell.height() - 1)
        shown = ring.intersected(QRect(0, cell.top(), view.viewport().width(), cell.height() - 1))
        painter.save()
        painter.setClipRect(cell)
        paint_focus(painter, shown, 4)
        painter.restore()

    def _paint_cell(
        self, painter: QPainter, inner: QRect, column: str, shown: ShownRow, model: PeopleRows, mirrored: bool
    ) -> None:
        person = shown.row
        if column == "name":
            paint_text(painter, inner, person.name, face="strong", mirrored=mirrored)
        elif column == "stage":
            side = theme().px(18)
            left = inner.right() + 1 - side if mirrored else inner.left()
            badge = QRectF(left, inner.top() + (inner.height() - side) / 2, side, side)
            paint_stage_badge(painter, badge, person.stage.number, model.stages)
            words = inner.adjusted(0, 0, -side - 7, 0) if mirrored else inner.adjusted(side + 7, 0, 0, 0)
            paint_text(painter, words, person.stage.label, mirrored=mirrored)
        elif column == "temperature":
            paint_temperature(painter, inner, person.temperature, mirrored=mirrored)
        elif column == "next_step":
            side = theme().px(15)
            step = shown.step
            left = inner.right() + 1 - side if mirrored else inner.left()
            box = QRectF(left, inner.top(), side, inner.height())
            paint_icon(painter, step.icon, box, theme().colour(step.tone), side)
            words = inner.adjusted(0, 0, -side - 6, 0) if mirrored else inner.adjusted(side + 6, 0, 0, 0)
            paint_text(painter, words, step.text, tone=step.tone, weight=step.weight, mirrored=mirrored)
        elif column == "last_touch":
            paint_text(painter, inner, shown.touch, tone="ink2", mirrored=mirrored)
        elif column == "source":
            paint_text(painter, inner, person.source, tone="ink2", mirrored=mirrored)
        elif column == "value":
            paint_text(
                painter, inner, shown.value, weight=500, align=MIDDLE_RIGHT, figures=True, mirrored=mirrored
            )


class TableHead(QHeaderView):
    """The head of the table: a tick for all, the columns' names, the arrow of the order."""

    tick_all_wanted = Signal(bool)
    sort_wanted = Signal(str)

    def __init__(self, model: PeopleRows, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._people = model
        self.column, self.descending = "name", False
        self.setProperty("role", "plain")
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(24)
        self.setMouseTracking(True)
        self._over = -1
        self.retheme()

    def retheme(self) -> None:
        """Take the height of the look in force."""
        self.setFixedHeight(theme().height(style.HEIGHT_TABLE_HEAD))

    def show_order(self, column: str, descending: bool) -> None:
        """Show the arrow at another column."""
        self.column, self.descending = column, descending
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        section = self.logicalIndexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or section < 0:
            return
        if COLUMNS[section] == "tick":
            self.tick_all_wanted.emit(not self._all_ticked())
        else:
            self.sort_wanted.emit(COLUMNS[section])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.logicalIndexAt(event.position().toPoint())
        if over != self._over:
            self._over = over
            self.viewport().update()

    def leaveEvent(self, event: object) -> None:
        self._over = -1
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.viewport().rect())
        path = QPainterPath()
        radius = style.CORNER_CARD - 1
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(area, radius, radius)
        path.addRect(area.adjusted(0, radius, 0, 0))
        painter.fillPath(path, theme().colour("surface2"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), theme().colour("line"))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for section, column in enumerate(COLUMNS):
            left = self.sectionViewportPosition(section)
            cell = QRect(left, 0, self.sectionSize(section), self.height() - 1)
            if column == "tick":
                box = tick_rect(cell, mirrored=mirrored)
                if self._people.ticked or self._over == section:
                    paint_tick(
                        painter, box, on=self._all_ticked(), round_=False, hovered=self._over == section
                    )
            else:
                self._paint_title(painter, cell, section, column, mirrored)

    def _paint_title(self, painter: QPainter, cell: QRect, section: int, column: str, mirrored: bool) -> None:
        at_end = column == "value"
        inner = cell.adjusted(_END if at_end else 4, 0, -PAD, 0)
        if not mirrored:
            inner = cell.adjusted(PAD, 0, -_END if at_end else -4, 0)
        is_sorted = column == self.column
        tone = "ink" if is_sorted or self._over == section else "ink2"
        side = theme().px(14)
        title = column_title(column)
        wide = theme().metrics("small", weight=600).horizontalAdvance(title)
        room = QRect(inner)
        if is_sorted and at_end:
            room = room.adjusted(side + 4, 0, 0, 0) if mirrored else room.adjusted(0, 0, -side - 4, 0)
        align = MIDDLE_RIGHT if at_end else MIDDLE_LEFT
        paint_text(painter, room, title, face="small", tone=tone, weight=600, align=align, mirrored=mirrored)
        if not is_sorted:
            return
        if at_end:
            left = inner.left() if mirrored else inner.right() + 1 - side
        else:
            left = inner.right() + 1 - wide - 7 - side if mirrored else inner.left() + wide + 7
        arrow = "arrow-down" if self.descending else "arrow-up"
        paint_icon(painter, arrow, QRectF(left, 0, side, cell.height()), theme().colour("ink2"), side)

    def _all_ticked(self) -> bool:
        return bool(self._people.ids) and len(self._people.ticked) == len(self._people.ids)


def cell_under(view: QTableView, at: QPoint) -> tuple[int, str]:
    """The row and the column under a point of the viewport; (-1, "") for none."""
    index = view.indexAt(at)
    return (index.row(), COLUMNS[index.column()]) if index.isValid() else (-1, "")
