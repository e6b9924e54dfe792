"""The tags of a contact as chips that can be taken off, and the way to one more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.chips import FilterChip
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.painters import paint_box, paint_text
from lifecycle_desktop.ui.widgets.tool_tips import tooltip


class TagChip(FilterChip):
    """A tag somebody wears; its cross, Delete or Backspace takes it off."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(_("Tag {name}").format(name=shortened(text, 120)))
        self.setAccessibleDescription(_("Delete takes it off"))
        self.setToolTip(tooltip(_("Take the tag off: {name}").format(name=shortened(text, 300)), "Del"))

    @property
    def text(self) -> str:
        """The tag."""
        return self._text

    def _cross(self) -> QRectF:
        side = theme().px(14)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = 9 if mirrored else self.width() - 9 - side
        return QRectF(left, 0, side, self.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        wide = self._cross().adjusted(-6, 0, 9, 0)
        if event.button() == Qt.MouseButton.LeftButton and wide.contains(event.position()):
            self.removed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        contrast = theme().look.contrast
        edge = theme().colour("line") if contrast else None
        fill = theme().colour("press" if self.underMouse() else "hover")
        paint_box(painter, area, fill=fill, edge=edge, radius=area.height() / 2)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        cross = self._cross()
        words = area.adjusted(11, 0, -cross.width() - 15, 0)
        if mirrored:
            words = area.adjusted(cross.width() + 15, 0, -11, 0)
        paint_text(painter, words, self._text, face="small", tone="ink2", weight=600, mirrored=mirrored)
        shown = self.underMouse() or self.hasFocus()
        ink = theme().colour("ink2" if shown else "ink3")
        paint_icon(painter, "x", cross, ink, int(cross.width()))


class TagChips(QWidget):
    """All tags in a row that wraps, then "Add tag"."""

    removed = Signal(str)
    add_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._flow = FlowLayout(self, gap=6, row_gap=6)
        self.chips: list[TagChip] = []
        self.add = Button(_("Add tag"), kind="link", icon="plus", small=True, parent=self)
        self.add.clicked.connect(lambda _on=False: self.add_wanted.emit())
        self._flow.addWidget(self.add)

    def show_tags(self, names: Sequence[str]) -> None:
        """Show these tags; nothing is touched where they are the same."""
        if tuple(names) == self._names:
            return
        focused = next((place for place, chip in enumerate(self.chips) if chip.hasFocus()), -1)
        self._names = tuple(names)
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [TagChip(name, self) for name in names]
        for place, chip in enumerate(self.chips):
            chip.removed.connect(lambda name=chip.text: self.removed.emit(name))
            self._flow.insert(place, chip)
        before: QWidget | None = None
        for widget in (*self.chips, self.add):
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget
        if focused >= 0:
            following: QWidget = self.chips[min(focused, len(self.chips) - 1)] if self.chips else self.add
            following.show()
            following.setFocus(Qt.FocusReason.OtherFocusReason)
