"""The popover that asks for columns: a tick shows one, its place in the list is its place in the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.table_columns import ALWAYS, USUAL
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button, IconButton
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.popover import Popover
from lifecycle_desktop.ui.widgets.ticks import TickBox
from lifecycle_desktop.ui.widgets.toast import announce
from lifecycle_desktop.ui.widgets.tool_tips import action_text

_MOST_SEEN = 11  # rows; more are scrolled to
_LONGEST_NAME = 28


class _Grip(QWidget):
    """What a row is dragged by."""

    accessible_role = "Grip"

    def __init__(self, row: ColumnRow) -> None:
        super().__init__(row)
        self._row = row
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(16), theme().px(24))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._row.dragged.emit(event.globalPosition().toPoint())

    def paintEvent(self, event: QPaintEvent) -> None:
        side = theme().px(14)
        paint_icon(QPainter(self), "grip-vertical", QRectF(self.rect()), theme().colour("ink3"), side)


class ColumnRow(QWidget):
    """One column: grip, tick, and the same as two buttons."""

    dragged = Signal(QPoint)
    moved = Signal(int)  # by how many places
    ticked = Signal()
    keyed = Signal(QKeyEvent)

    def __init__(self, column: str, name: str, *, on: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.column, self.name = column, name
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 1)
        row.setSpacing(6)
        row.addWidget(_Grip(self))
        self.tick = TickBox(action_text(shortened(name, _LONGEST_NAME)), name=name, parent=self)
        self.tick.setChecked(on)
        self.tick.setEnabled(column != ALWAYS)
        self.tick.clicked.connect(lambda _on=False: self.ticked.emit())
        row.addWidget(self.tick, 1)
        up_name = _("Move {column} towards the beginning").format(column=name)
        down_name = _("Move {column} towards the end").format(column=name)
        self.up = IconButton("chevron-up", shortened(up_name, 90), small=True, parent=self)
        self.down = IconButton("chevron-down", shortened(down_name, 90), small=True, parent=self)
        self.up.clicked.connect(lambda _on=False: self.moved.emit(-1))
        self.down.clicked.connect(lambda _on=False: self.moved.emit(1))
        row.addWidget(self.up)
        row.addWidget(self.down)
        for button in (self.tick, self.up, self.down):
            button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down are about rows, where Qt would go from button to button."""
        arrows = (Qt.Key.Key_Up, Qt.Key.Key_Down)
        is_press = event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() in arrows:
            self.keyed.emit(event)
            return True
        return super().eventFilter(watched, event)


class ColumnsPopover(Popover):
    """Every tick, drag and key shows at once: `chosen` has the columns in order."""

    chosen = Signal(object)  # tuple[str, ...]
    reset_wanted = Signal()

    def __init__(self, names: Mapping[str, str], shown: Sequence[str], parent: QWidget) -> None:
        super().__init__(_("Columns"), parent)
        self._names = names
        self.column.addWidget(Label(_("Columns"), face="card", parent=self))
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list = QWidget(self._area)
        self._list.setProperty("role", "plain")
        self._rows_layout = QVBoxLayout(self._list)
        self._rows_layout.setContentsMargins(2, 2, 2, 2)
        self._rows_layout.setSpacing(0)
        self.rows: list[ColumnRow] = []
        self._fill(shown)
        self._area.setWidget(self._list)
        self.column.addWidget(self._area)
        hint = _("Alt+Up and Alt+Down move a column.")
        self.column.addWidget(Label(hint, face="small", tone="ink3", wrap=True, parent=self))
        foot = QHBoxLayout()
        self.reset = Button(_("Reset"), kind="quiet", icon="rotate-ccw", parent=self)
        self.reset.clicked.connect(lambda _on=False: self._on_reset())
        foot.addWidget(self.reset)
        foot.addStretch(1)
        done = Button(_("Done"), kind="primary", parent=self)
        done.clicked.connect(self.close)
        foot.addWidget(done)
        self.column.addLayout(foot)
        row = self.rows[0].sizeHint()
        self._area.setMinimumWidth(max(row.width() + 24, theme().px(280)))
        self._area.setFixedHeight(min(len(self.rows), _MOST_SEEN) * row.height() + 4)
        self.rows[1 if len(self.rows) > 1 else 0].tick.setFocus()

    def _fill(self, shown: Sequence[str]) -> None:
        for row in self.rows:
            self._rows_layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        order = [*shown, *(column for column in self._names if column not in shown)]
        self.rows = []
        for column in order:
            row = ColumnRow(column, self._names.get(column, column), on=column in shown, parent=self._list)
            row.ticked.connect(self._tell)
            row.moved.connect(lambda step, row=row: self.move_row(row, self.rows.index(row) + step))
            row.dragged.connect(lambda at, row=row: self._on_dragged(row, at))
            row.keyed.connect(self.keyPressEvent)
            self._rows_layout.addWidget(row)
            self.rows.append(row)
        self._fit_buttons()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are ticked, in order."""
        return tuple(row.column for row in self.rows if row.tick.isChecked())

    def move_row(self, row: ColumnRow, place: int) -> None:
        """Move a column to a place in the list."""
        before = self.rows.index(row)
        place = min(max(place, 0), len(self.rows) - 1)
        if place == before:
            return
        self.rows.insert(place, self.rows.pop(before))
        self._rows_layout.removeWidget(row)
        self._rows_layout.insertWidget(place, row)
        self._fit_buttons()
        self._area.ensureWidgetVisible(row)
        said = _("{column}: place {n} of {all}")
        announce(self, said.format(column=row.name, n=place + 1, all=len(self.rows)))
        if row.tick.isChecked():
            self._tell()

    def _fit_buttons(self) -> None:
        for place, row in enumerate(self.rows):
            row.up.setEnabled(place > 0)
            row.down.setEnabled(place < len(self.rows) - 1)
        for before, after in zip(self.rows, self.rows[1:], strict=False):
            QWidget.setTabOrder(before.down, after.tick)

    def _tell(self) -> None:
        self.chosen.emit(self.columns)

    def _on_dragged(self, row: ColumnRow, at: QPoint) -> None:
        inside = self._list.mapFromGlobal(at).y()
        self.move_row(row, inside // max(row.height(), 1))

    def _on_reset(self) -> None:
        self._fill(USUAL)
        self.reset_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        focus = self.focusWidget()
        place = next((n for n, row in enumerate(self.rows) if row.isAncestorOf(focus)), -1)
        if not step or place < 0:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_row(self.rows[place], place + step)
        else:
            reached = place + step
            while 0 <= reached < len(self.rows) and not self.rows[reached].tick.isEnabled():
                reached += step
            if 0 <= reached < len(self.rows):
                self.rows[reached].tick.setFocus(Qt.FocusReason.TabFocusReason)
                self._area.ensureWidgetVisible(self.rows[reached])
