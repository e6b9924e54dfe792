"""The command palette (Ctrl+K): one box over the window that finds commands and people; matches are painted bold."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.palette_hits import Finder, Hit, matching
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import key_caps_width, paint_key_caps
from lifecycle_desktop.ui.widgets.fields import Line
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.painters import one_line, paint_box, paint_row, paint_text
from lifecycle_desktop.ui.widgets.popover import paint_shadow
from lifecycle_desktop.ui.widgets.tool_tips import key_text

MOST_ROWS = 9
WIDTH = 600


class Palette(QWidget):
    """The palette as an overlay of the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Search or run a command"))
        self._commands: Callable[[], Sequence[Hit]] = list
        self._finder: Finder | None = None
        self._before: QWidget | None = None
        self._asked = 0
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        column = QVBoxLayout(self)
        column.setContentsMargins(10 + 8, 10 + 8, 10 + 8, 10 + 8)
        column.setSpacing(6)
        self.field = Line(name=_("Search or run a command"), icon="search", parent=self)
        self.field.setPlaceholderText(_("A name, a street, or a command"))
        column.addWidget(self.field)
        self.model = _HitModel(self)
        self.list = QListView(self)
        self.list.setAccessibleName(_("Found"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(_HitDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._on_row_clicked)
        column.addWidget(self.list)
        self.nothing = Label("", tone="ink2", wrap=True, parent=self)
        self.nothing.setContentsMargins(8, 6, 8, 6)
        column.addWidget(self.nothing)
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        parent.installEventFilter(self)
        self.hide()

    def set_commands(self, commands: Callable[[], Sequence[Hit]]) -> None:
        """Say where the commands come from; asked each time the palette opens."""
        self._commands = commands

    def set_finder(self, finder: Finder) -> None:
        """Say who finds people."""
        self._finder = finder

    def open(self, text: str = "") -> None:
        """Show the palette with the focus in its box."""
        if self.isHidden():
            self._before = QApplication.focusWidget()
        self.field.setText(text)
        self._on_typed(text)
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def dismiss(self) -> None:
        """Close it and give the focus back."""
        if self.isHidden():
            return
        before, self._before = self._before, None
        self.hide()
        if before is not None and shiboken6.isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def retheme(self) -> None:
        """Take the sizes of the look in force."""
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self.field:
            if kind == QEvent.Type.KeyPress and self._on_key(event):
                return True
            if kind == QEvent.Type.FocusOut and self.isVisible() and not self._keeps_focus():
                self._before = None
                self.hide()
        elif kind == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(10, 10, -10, -10)
        paint_shadow(painter, area, style.CORNER_DIALOG)
        edge = theme().colour("linestrong" if theme().look.contrast else "linemid")
        paint_box(painter, area, fill=theme().colour("surface"), edge=edge, radius=style.CORNER_DIALOG)

    def _keeps_focus(self) -> bool:
        now = QApplication.focusWidget()
        return now is self.field or QApplication.activePopupWidget() is not None or now is None

    def _on_key(self, event: QEvent) -> bool:
        key = event.key()  # type: ignore[attr-defined]
        row = self.list.currentIndex().row()
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key == Qt.Key.Key_Down:
            self._select(row + 1)
        elif key == Qt.Key.Key_Up:
            self._select(row - 1)
        elif key == Qt.Key.Key_PageDown:
            self._select(min(row + MOST_ROWS, self.model.rowCount() - 1))
        elif key == Qt.Key.Key_PageUp:
            self._select(max(row - MOST_ROWS, 0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(row)
        else:
            return False
        return True

    def _select(self, row: int) -> None:
        count = self.model.rowCount()
        if count:
            index = self.model.index(row % count)
            self.list.setCurrentIndex(index)
            self.field.setAccessibleDescription(self.model.hit(row % count).text)

    def _on_row_clicked(self, index: QModelIndex) -> None:
        self._take(index.row())

    def _take(self, row: int) -> None:
        if 0 <= row < self.model.rowCount():
            hit = self.model.hit(row)
            self.dismiss()
            hit.run()

    def _on_typed(self, text: str) -> None:
        self._asked += 1
        commands = matching(self._commands(), text)
        self._show(commands)
        if self._finder is not None and text.strip():
            number = self._asked

            def deliver(hits: Sequence[Hit]) -> None:
                if number == self._asked and not self.isHidden():
                    self._show([*hits, *commands])

            self._finder(text.strip(), deliver)

    def _show(self, hits: list[Hit]) -> None:
        self.model.set_hits(hits)
        self.nothing.setText(_("Nothing found for “{text}”.").format(text=one_line(self.field.text(), 80)))
        self.nothing.setVisible(not hits)
        self.list.setVisible(bool(hits))
        self._select(0)
        self._place()

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        rows = min(self.model.rowCount(), MOST_ROWS)
        self.list.setFixedHeight(max(rows, 1) * row_height() + 2)
        width = min(max(WIDTH, theme().px(520)) + 20, parent.width() - 40)
        layout = self.layout()
        height = layout.sizeHint().height() if layout is not None else 0
        height = min(height, parent.height() - 60)
        self.setGeometry((parent.width() - width) // 2, 50, width, height)


def row_height() -> int:
    """The height of a line of the palette in px."""
    return theme().height(style.HEIGHT_COMPACT_ROW)


class _HitModel(QAbstractListModel):
    """The hits as a list."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []

    def set_hits(self, hits: list[Hit]) -> None:
        self.beginResetModel()
        self._hits = hits
        self.endResetModel()

    def hit(self, row: int) -> Hit:
        return self._hits[row]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._hits)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(self._hits[index.row()].text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            hit = self._hits[index.row()]
            said = (one_line(hit.text), one_line(hit.hint), key_text(hit.key) if hit.key else "")
            return ", ".join(part for part in said if part)
        return None


class _HitDelegate(QStyledItemDelegate):
    """Paints a hit: icon, text with its matching letters bold, hint, key."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        if not isinstance(model, _HitModel):
            return
        hit = model.hit(index.row())
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        paint_row(painter, rect, selected=selected, hovered=hovered, line=False)
        area = QRectF(rect).adjusted(12, 0, -10, 0)
        side = theme().px(16)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        left = area.right() - side if mirrored else area.left()
        box = QRectF(left, area.top(), side, area.height())
        paint_icon(painter, hit.icon, box, theme().colour("ink2"), side)
        words = area.adjusted(0, 0, -side - 10, 0) if mirrored else area.adjusted(side + 10, 0, 0, 0)
        if hit.key:
            wide = key_caps_width(hit.key)
            start = words.left() if mirrored else words.right() - wide
            paint_key_caps(painter, QRectF(start, words.top(), wide, words.height()), hit.key)
            words = words.adjusted(wide + 10, 0, 0, 0) if mirrored else words.adjusted(0, 0, -wide - 10, 0)
        taken = paint_marked(painter, words, hit.text, hit.marks, mirrored=mirrored)
        if hit.hint:
            rest = words.adjusted(0, 0, -taken - 10, 0) if mirrored else words.adjusted(taken + 10, 0, 0, 0)
            paint_text(painter, rest, hit.hint, face="small", tone="ink3", mirrored=mirrored)


def paint_marked(
    painter: QPainter, rect: QRectF, text: str, marks: Sequence[int], *, mirrored: bool = False
) -> int:
    """Paint a line whose letters at `marks` are bold and in the accent; returns the width taken in px.

    A line too long for `rect`, or read from right to left, is painted without marks.
    """
    shown = one_line(text)
    wide = theme().metrics("body", weight=700).horizontalAdvance(shown)
    if not marks or mirrored or wide > rect.width() or shown != text or _is_joined(shown):
        return paint_text(painter, rect, text, mirrored=mirrored)
    marked = set(marks)
    left = rect.left()
    start = 0
    while start < len(shown):
        end = start
        bold = start in marked
        while end < len(shown) and (end in marked) == bold:
            end += 1
        run = shown[start:end]
        font = theme().font("body", weight=700 if bold else 400)
        painter.setFont(font)
        painter.setPen(theme().colour("accenttext" if bold else "ink"))
        width = QFontMetrics(font).horizontalAdvance(run)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
        painter.drawText(QRectF(left, rect.top(), width + 2, rect.height()), flags, run)
        left += width
        start = end
    return int(left - rect.left())


def _is_joined(text: str) -> bool:
    """Whether letters change their shape or order beside others, so that a line must not be cut into runs."""
    return any("\u0300" <= letter <= "\u036f" or letter >= "\u0590" for letter in text)
