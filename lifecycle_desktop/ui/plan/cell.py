"""A cell of the plan: painted pieces in a box that becomes its editor in place; keys walk between cells."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.plan.cell_editor import CellEditor, FieldSpec
from lifecycle_desktop.ui.plan.pieces import Piece, paint_pieces, pieces_height
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import paint_box
from lifecycle_desktop.ui.widgets.tool_tips import tooltip

PAD = 9  # px
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Cell(QAbstractButton):
    """One box of the plan. Subclasses say what is shown and which fields edit it.

    It is edited by click, F2, Enter or Space; `committed` carries the texts by key and how it was left.
    """

    committed = Signal(object, str)
    typed = Signal(object)
    ended = Signal()  # the editor is gone, whatever was kept
    walked = Signal(int, int)
    focused = Signal()
    removed = Signal()
    shifted = Signal(int, int)

    ring_radius = style.CORNER_CARD

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pieces: list[Piece] = []
        self._is_gap = False
        self.editor: CellEditor | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self.begin)

    # --- what subclasses say ---

    def specs(self) -> Sequence[FieldSpec]:
        """The fields that edit it; none for a cell that is only pressed."""
        return ()

    def extra_height(self) -> int:
        """Room below the pieces, in px, for what `paint_extra` paints."""
        return 0

    def paint_extra(self, painter: QPainter, area: QRectF) -> None:
        """Paint into the room below the pieces."""

    def pad(self) -> int:
        """Room at the sides of the pieces, in px."""
        return theme().px(PAD)

    def pad_above(self) -> int:
        """Room above and below the pieces, in px."""
        return max(self.pad() - theme().px(2), 2)

    def insets(self) -> tuple[int, int]:
        """Room before and after the pieces, in px, beside the padding."""
        return 0, 0

    # --- shown ---

    @property
    def is_gap(self) -> bool:
        """Whether it is drawn as a gap."""
        return self._is_gap

    @property
    def pieces(self) -> list[Piece]:
        """What is painted."""
        return self._pieces

    def set_pieces(self, pieces: Sequence[Piece], *, name: str, gap: bool = False, hint: str = "") -> None:
        """Show other texts; `name` is what a screen reader says."""
        self._pieces, self._is_gap = list(pieces), gap
        self.setAccessibleName(name)
        self.setToolTip(tooltip(hint))
        self.updateGeometry()
        self.update()

    # --- editing ---

    @property
    def is_edited(self) -> bool:
        """Whether its fields are open."""
        return self.editor is not None

    def begin(self, key: object = "") -> None:
        """Open the fields, the one of `key` first; anything that is no key means the first."""
        if self.editor is None:
            specs = self.specs()
            if not specs:
                return
            self.editor = CellEditor(specs, self)
            self.editor.finished.connect(self._on_finished)
            self.editor.cancelled.connect(self._on_cancelled)
            self.editor.typed.connect(self.typed)
            self.editor.show()
            self.place_editor()
            self.updateGeometry()
            self.update()
        fields = [spec.key for spec in self.specs()]
        self.editor.focus_field(key if isinstance(key, str) and key in fields else fields[0])
        self.focused.emit()

    def keep(self) -> bool:
        """Keep what was typed, as leaving does; False where it cannot be read."""
        return self.editor is None or self.editor.leave("away")

    def keep_what_can_be(self) -> None:
        """Keep what can be read; what cannot stays in its field, with the reason."""
        if self.editor is not None and not self.editor.leave("away") and self.editor is not None:
            self.committed.emit(self.editor.readable_values(), "away")

    def place_editor(self) -> None:
        """Give the fields the room inside the box."""
        if self.editor is not None:
            pad = self.pad()
            width = max(self.width() - 2 * pad, 10)
            self.editor.setGeometry(pad, self.pad_above(), width, self.editor.height_in(width))

    def _on_finished(self, values: dict[str, str], how: str) -> None:
        self._close(back=how == "enter")
        self.committed.emit(values, how)
        self.ended.emit()

    def _on_cancelled(self) -> None:
        self._close(back=True)
        self.ended.emit()

    def _close(self, *, back: bool) -> None:
        editor, self.editor = self.editor, None
        if editor is not None:
            if back:
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            editor.hide()
            editor.deleteLater()
        self.updateGeometry()
        self.update()

    # --- size ---

    def retheme(self) -> None:
        """Take the sizes of the look in force."""
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        pad = self.pad()
        if self.editor is not None:
            return self.editor.height_in(max(width - 2 * pad, 10)) + 2 * self.pad_above()
        before, after = self.insets()
        text = pieces_height(self._pieces, max(width - 2 * pad - before - after, 10))
        return max(round(text) + self.extra_height() + 2 * self.pad_above(), style.SMALLEST_TARGET)

    def sizeHint(self) -> QSize:
        width = max(self.width(), theme().px(80))
        return QSize(theme().px(80), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(40), theme().line() + 2 * self.pad_above())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_editor()

    # --- events ---

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self.keep_what_can_be()
        super().hideEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if alt and Qt.Key(event.key()) in ARROWS and self.takes_alt_arrows():
                event.accept()  # else Alt+Left goes back a page
                return True
        return super().event(event)

    def takes_alt_arrows(self) -> bool:
        """Whether Alt and an arrow move it."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in ARROWS and (not alt or self.takes_alt_arrows()):
            across, down = ARROWS[key]
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                across = -across
            (self.shifted if alt else self.walked).emit(across, down)
        elif key == Qt.Key.Key_F2:
            self.begin()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.press_enter()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def press_enter(self) -> None:
        """What Enter does: edit, unless a subclass means more by it."""
        self.click()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        self.paint_ground(painter, area)
        if self.editor is not None:
            return
        pad, extra = self.pad(), self.extra_height()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        before, after = reversed(self.insets()) if mirrored else self.insets()
        above = self.pad_above()
        inner = area.adjusted(pad + before, above, -pad - after, -above - extra)
        if self._is_gap or self.is_centred():
            spare = inner.height() - pieces_height(self._pieces, inner.width())
            inner.adjust(0, max(spare, 0) / 2, 0, 0)
        paint_pieces(painter, inner, self._pieces, mirrored=mirrored)
        if extra:
            self.paint_extra(
                painter,
                QRectF(area.left() + pad, area.bottom() - above - extra, area.width() - 2 * pad, extra),
            )

    def is_centred(self) -> bool:
        """Whether the pieces stand in the middle of the height."""
        return False

    def paint_ground(self, painter: QPainter, area: QRectF) -> None:
        """Paint the box: a sheet, a gap, or the one that is edited."""
        colour = theme().colour
        over = self.underMouse() and self.editor is None
        if self.editor is not None:
            paint_box(
                painter,
                area,
                fill=colour("surface"),
                edge=colour("accent"),
                radius=style.CORNER_CARD,
                width=2,
            )
        elif self._is_gap:
            fill = theme().mixed("warn", "warnsoft", 0.08) if over else colour("warnsoft")
            paint_box(
                painter, area, fill=fill, edge=colour("warn"), radius=style.CORNER_CARD, width=2, dashed=True
            )
        else:
            fill = colour("hover" if over else "surface")
            paint_box(
                painter, area, fill=fill, edge=colour("linemid" if over else "line"), radius=style.CORNER_CARD
            )
