"""Chips: a filter that is on, a tag, a temperature; and the badges of stages and people as widgets."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import (
    TEMPERATURE_ICONS,
    TEMPERATURE_TOKENS,
    one_line,
    paint_avatar,
    paint_box,
    paint_stage,
    paint_stage_badge,
    paint_text,
    temperature_word,
)
from lifecycle_desktop.ui.widgets.tool_tips import tooltip


class Tag(QWidget):
    """A word on a soft ground, with an icon if wanted: a tag, an origin, a sign."""

    accessible_role = "StaticText"

    def __init__(
        self,
        text: str,
        *,
        icon: str = "",
        tone: str = "ink2",
        ground: str = "hover",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text, self._icon, self._tone, self._ground = text, icon, tone, ground
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        if len(text) > 40:
            self.setToolTip(tooltip(text))

    def retheme(self) -> None:
        """Take the size of the look in force."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        words = theme().metrics("small", weight=600).horizontalAdvance(one_line(self._text))
        icon = theme().px(14) + 5 if self._icon else 0
        return QSize(min(words, theme().px(280)) + icon + 16 + 2, max(20, theme().line("small") + 4))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        edge = theme().colour("line") if theme().look.contrast else None
        paint_box(painter, area, fill=theme().colour(self._ground), edge=edge, radius=area.height() / 2)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        words = area.adjusted(8, 0, -8, 0)
        if self._icon:
            side = theme().px(14)
            left = words.right() - side if mirrored else words.left()
            box = QRectF(left, 0, side, area.height())
            paint_icon(painter, self._icon, box, theme().colour(self._tone), side)
            words = words.adjusted(0, 0, -side - 5, 0) if mirrored else words.adjusted(side + 5, 0, 0, 0)
        paint_text(painter, words, self._text, face="small", tone=self._tone, weight=600, mirrored=mirrored)


class TemperatureTag(Tag):
    """Hot, Warm or Cold as icon and word on its soft ground."""

    def __init__(self, temperature: str, parent: QWidget | None = None) -> None:
        tone, ground = TEMPERATURE_TOKENS[temperature]
        super().__init__(
            temperature_word(temperature),
            icon=TEMPERATURE_ICONS[temperature],
            tone=tone,
            ground=ground,
            parent=parent,
        )


class FilterChip(QWidget):
    """A filter that is on ("Area: Maple Hollow"); the cross, Delete or Backspace takes it off.

    A click on the words of an `editable` one, Enter or Space asks to change it; of another they take it off too.
    """

    accessible_role = "Button"

    removed = Signal()
    edit_wanted = Signal()

    def __init__(self, text: str, parent: QWidget | None = None, *, editable: bool = False) -> None:
        super().__init__(parent)
        self._text, self._editable = text, editable
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(_("Filter {name}, on").format(name=text))
        told = (
            _("Change this filter, or take it off: {name}") if editable else _("Take this filter off: {name}")
        )
        self.setToolTip(tooltip(told.format(name=text), "Del"))

    @property
    def ring_radius(self) -> int:
        """The corner of the focus ring."""
        return self.height() // 2

    def retheme(self) -> None:
        """Take the size of the look in force."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        words = theme().metrics("small", weight=600).horizontalAdvance(one_line(self._text))
        return QSize(min(words, theme().px(280)) + theme().px(14) + 8 + 22, theme().control_small)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if event.button() != Qt.MouseButton.LeftButton or not self.rect().contains(at.toPoint()):
            return
        cross = theme().px(14) + 20  # with the room around it
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        on_cross = at.x() < cross if mirrored else at.x() > self.width() - cross
        (self.removed if on_cross or not self._editable else self.edit_wanted).emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            (self.edit_wanted if self._editable else self.removed).emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        edge = theme().colour("accent") if self.underMouse() or theme().look.contrast else None
        paint_box(painter, area, fill=theme().colour("accentsoft"), edge=edge, radius=area.height() / 2)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = theme().px(14)
        words = area.adjusted(11, 0, -11 - side - 6, 0)
        cross = QRectF(area.right() - 11 - side, 0, side, area.height())
        if mirrored:
            words = area.adjusted(11 + side + 6, 0, -11, 0)
            cross = QRectF(11, 0, side, area.height())
        paint_text(painter, words, self._text, face="small", tone="accenttext", weight=600, mirrored=mirrored)
        paint_icon(painter, "x", cross, theme().colour("accenttext"), side)


class StageBadge(QWidget):
    """A stage as number and short name; the full name is in the tool tip. Without a name, the number only."""

    accessible_role = "StaticText"

    def __init__(
        self,
        position: int,
        count: int,
        name: str = "",
        *,
        full_name: str = "",
        side: int = 20,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_stage(position, count, name, full_name=full_name)

    def set_stage(self, position: int, count: int, name: str = "", *, full_name: str = "") -> None:
        """Show another stage."""
        self._position, self._count, self._name = position, count, name
        said = full_name or name
        self.setAccessibleName(_("Stage {number} {name}").format(number=position, name=said).strip())
        self.setToolTip(tooltip(f"{position} {said}") if said else "")
        self.updateGeometry()
        self.update()

    def retheme(self) -> None:
        """Take the size of the look in force."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        side = theme().px(self._side)
        words = theme().metrics("body").horizontalAdvance(self._name) + 8 if self._name else 0
        return QSize(side + words + (2 if words else 0), max(side, theme().line() if words else 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._name:
            paint_stage_badge(painter, self.rect(), self._position, self._count)
            return
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        paint_stage(
            painter, self.rect(), self._position, self._count, self._name, tone="ink", mirrored=mirrored
        )


class Avatar(QWidget):
    """A person's picture, or initials, on a disc; only an ornament, so a screen reader passes over it."""

    accessible_role = "Graphic"

    def __init__(self, name: str = "", side: int = 28, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._side = name, side
        self._picture = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_name(self, name: str) -> None:
        """Show another person."""
        self._name = name
        self.update()

    def set_picture(self, picture: QImage) -> None:
        """Show a square picture in place of the initials; an empty one brings them back."""
        self._picture = picture
        self.update()

    @property
    def pixels(self) -> int:
        """The side of a picture that is as sharp as the screen."""
        return round(theme().px(self._side) * self.devicePixelRatioF())

    def retheme(self) -> None:
        """Take the size of the look in force."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self._side), theme().px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._picture.isNull():
            paint_avatar(painter, self.rect(), self._name)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        disc = QPainterPath()
        disc.addEllipse(QRectF(self.rect()))
        painter.setClipPath(disc)
        painter.drawImage(QRectF(self.rect()), self._picture)
