"""Buttons of all kinds, icon buttons, key caps and the switch between two or three views."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import paint_box
from lifecycle_desktop.ui.widgets.tool_tips import key_text, tooltip

KINDS = ("primary", "normal", "quiet", "link", "danger")


class Button(QPushButton):
    """A button: `kind` of `KINDS`, an icon before the words, `small` for rows.

    `key` is only told in the tool tip; the shortcut itself belongs to an action.
    """

    ring_radius = style.CORNER_CONTROL

    def __init__(
        self,
        text: str = "",
        *,
        kind: str = "normal",
        icon: str = "",
        small: bool = False,
        key: str = "",
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind, self._icon, self._small, self._key = kind, icon, small, key
        self._hint = hint
        self._badge = ""
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.setText(text)
        self.retheme()

    def setText(self, text: str) -> None:
        super().setText(text)
        words = self._words()
        self.setAccessibleName(words or self._hint)
        self.setToolTip(tooltip(self._hint or words, self._key) if self._hint or self._key else "")
        self.updateGeometry()

    def set_kind(self, kind: str) -> None:
        """Make it another kind of button, as when it becomes the one primary."""
        self._kind = kind
        self.setProperty("kind", kind)
        self.retheme()
        self.update()

    def set_icon(self, name: str) -> None:
        """Show another icon before the words."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def set_count(self, count: str) -> None:
        """Show a number after the words, such as how many a filter finds."""
        self._badge = count
        words = self._words()
        self.setAccessibleName(f"{words} {count}".strip())
        self.updateGeometry()
        self.update()

    def retheme(self) -> None:
        """Take fonts and heights of the look in force; both least and greatest height, for a sheet's would win."""
        height = theme().control_small if self._small else theme().control
        self.setMinimumHeight(height)
        self.setMaximumHeight(height)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = theme().metrics(self._face(), weight=self._weight())
        width = 2 * self._side_room()
        words = self._words()
        if words:
            width += metrics.horizontalAdvance(words)
        if self._icon:
            width += self._icon_side() + (self._gap() if words else 0)
        if self._badge:
            width += metrics.horizontalAdvance(self._badge) + 8
        height = self.minimumHeight()
        return QSize(max(width, height), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, edge, ink = self._colours()
        if fill is not None or edge is not None:
            paint_box(painter, self.rect(), fill=fill, edge=edge, radius=style.CORNER_CONTROL)
        font = theme().font(self._face(), weight=self._weight())
        metrics = theme().metrics(self._face(), weight=self._weight())
        words = self._words()
        room = self.width() - 2 * self._side_room()
        if self._icon:
            room -= self._icon_side() + (self._gap() if words else 0)
        if self._badge:
            room -= metrics.horizontalAdvance(self._badge) + 8
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(room, 0) + 1)
        taken = metrics.horizontalAdvance(shown) - room
        left = self._side_room() - taken / 2 if self._kind != "link" else self._side_room()
        self._paint_content(painter, left, shown, ink, font, metrics.horizontalAdvance(shown))

    def _paint_content(
        self, painter: QPainter, left: float, shown: str, ink: QColor, font: object, width: int
    ) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        full = self.width()

        def box(x: float, wide: float) -> QRectF:
            return QRectF(full - x - wide if mirrored else x, 0, wide, self.height())

        x = left
        if self._icon:
            side = self._icon_side()
            token = ink if self._kind in ("primary", "danger", "link") else self._icon_ink(ink)
            paint_icon(painter, self._icon, box(x, side), token, side)
            x += side + (self._gap() if shown else 0)
        painter.setFont(theme().font(self._face(), weight=self._weight()))
        painter.setPen(ink)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
        if shown:
            painter.drawText(box(x, width + 2), flags, shown)
            x += width
        if self._badge:
            metrics = theme().metrics(self._face(), weight=self._weight())
            painter.drawText(box(x + 8, metrics.horizontalAdvance(self._badge) + 2), flags, self._badge)

    def _icon_ink(self, ink: QColor) -> QColor:
        return theme().colour("ink2") if self.isEnabled() else ink

    def _colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        colour = theme().colour
        over = self.isEnabled() and self.underMouse()
        down = self.isDown() or self.isChecked()
        if not self.isEnabled():
            plain = self._kind in ("quiet", "link")
            return (None if plain else colour("hover"), None if plain else colour("line"), colour("ink3"))
        if self._kind == "primary":
            share = 0.82 if down else 0.9 if over else 1.0
            return theme().mixed("accent", "ink", share), None, colour("onaccent")
        ground = colour("press") if down else colour("hover") if over else None
        if self._kind == "quiet":
            return ground, None, colour("ink2")
        if self._kind == "link":
            return colour("accentsoft") if over or down else None, None, colour("accenttext")
        if self._kind == "danger":
            return (
                colour("dangersoft") if over or down else colour("surface"),
                colour("danger"),
                colour("danger"),
            )
        return ground or colour("surface"), colour("linemid"), colour("ink")

    def _words(self) -> str:
        """The words without the mark of the mnemonic."""
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    def _face(self) -> str:
        return "body"

    def _weight(self) -> int:
        return 600 if self._kind in ("primary", "link") else 500

    def _icon_side(self) -> int:
        return theme().px(16)

    def _gap(self) -> int:
        return 6

    def _side_room(self) -> int:
        if self._kind == "link":
            return 4
        if not self.text():
            return 6
        return 9 if self._small else 13


class IconButton(Button):
    """A button of one icon; `name` is what it does, for the tool tip and the screen reader."""

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        kind: str = "quiet",
        small: bool = False,
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", kind=kind, icon=icon, small=small, key=key, hint=name, parent=parent)

    def set_name(self, name: str) -> None:
        """Say that it now does something else."""
        self._hint = name
        self.setText("")


class KeyCap(QWidget):
    """The keys of a command, each on its cap: "Ctrl" "K"."""

    accessible_role = "StaticText"

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._caps = caps_of(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(key_text(key))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def retheme(self) -> None:
        """Take the size of the look in force."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(key_caps_width(self._key), cap_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_key_caps(QPainter(self), QRectF(self.rect()), self._key)


def caps_of(key: str) -> list[str]:
    """The keys that are pressed together, as this system writes them."""
    text = key_text(key)
    caps = [part for part in text.split("+") if part]
    return [*caps, "+"] if text.endswith("+") else caps


def cap_height() -> int:
    """The height of a key cap in px."""
    return max(20, theme().line("micro") + 6)


def key_caps_width(key: str) -> int:
    """The width of the caps of a key in px."""
    metrics = theme().metrics("micro", weight=600)
    widths = [max(metrics.horizontalAdvance(cap) + 12, 20) for cap in caps_of(key)]
    return sum(widths) + 4 * (len(widths) - 1)


def paint_key_caps(painter: QPainter, rect: QRectF, key: str, *, quiet: bool = False) -> None:
    """Paint the caps of a key from the left of `rect`; `quiet` leaves out the boxes."""
    metrics = theme().metrics("micro", weight=600)
    height = cap_height()
    left = rect.left()
    for cap in caps_of(key):
        width = max(metrics.horizontalAdvance(cap) + 12, 20)
        box = QRectF(left, rect.center().y() - height / 2, width, height)
        if not quiet:
            paint_box(painter, box, fill=theme().colour("line"), radius=4)
            face = box.adjusted(0, 0, 0, -1)
            paint_box(painter, face, fill=theme().colour("surface2"), edge=theme().colour("line"), radius=4)
        painter.setFont(theme().font("micro", weight=600))
        painter.setPen(theme().colour("ink2"))
        painter.drawText(box.adjusted(0, 0, 0, -1), Qt.AlignmentFlag.AlignCenter, cap)
        left += width + 4


class SegmentedControl(QWidget):
    """A switch of few choices in a row ("Board" | "List"); arrows and clicks choose."""

    chosen = Signal(str)

    def __init__(
        self, choices: list[tuple[str, str, str]], *, name: str, parent: QWidget | None = None
    ) -> None:
        """`choices` are (key, text, icon or ""); `name` tells a screen reader what is chosen."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(2)
        self._segments: dict[str, _Segment] = {}
        for key, text, icon in choices:
            segment = _Segment(text, icon, self)
            segment.clicked.connect(lambda _on=False, key=key: self.choose(key))
            self._segments[key] = segment
            row.addWidget(segment)
        self._current = ""
        if choices:
            self.set_current(choices[0][0])

    @property
    def current(self) -> str:
        """The key of the choice in force."""
        return self._current

    def set_current(self, key: str) -> None:
        """Show a choice as chosen, without telling anybody."""
        self._current = key
        for name, segment in self._segments.items():
            segment.setChecked(name == key)
            segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name == key else Qt.FocusPolicy.ClickFocus)

    def choose(self, key: str) -> None:
        """Choose as a click does."""
        before = self._current
        self.set_current(key)
        if before != key:
            self.chosen.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft and event.key() in (
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
        ):
            step = -step
        keys = list(self._segments)
        index = min(max(keys.index(self._current) + step, 0), len(keys) - 1)
        self.choose(keys[index])
        self._segments[keys[index]].setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = theme().colour("linestrong" if theme().look.contrast else "line")
        paint_box(painter, self.rect(), fill=theme().colour("press"), edge=edge, radius=self.height() / 2)


class _Segment(Button):
    """One choice of a segmented control."""

    ring_radius = 13

    def __init__(self, text: str, icon: str, parent: QWidget) -> None:
        super().__init__(text, kind="quiet", icon=icon, small=True, parent=parent)
        self.setCheckable(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrows = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
        if event.key() in arrows:
            event.ignore()
            return
        super().keyPressEvent(event)

    def retheme(self) -> None:
        height = max(theme().control - 6, style.SMALLEST_TARGET)
        self.setMinimumHeight(height)
        self.setMaximumHeight(height)
        self.updateGeometry()

    def _side_room(self) -> int:
        return 12

    def _weight(self) -> int:
        return 600 if self.isChecked() else 500

    def sizeHint(self) -> QSize:
        wide = theme().metrics("body", weight=600).horizontalAdvance(self._words())
        icon = self._icon_side() + self._gap() if self._icon else 0
        return QSize(wide + icon + 2 * self._side_room(), self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.isChecked():
            edge = theme().colour("linestrong") if theme().look.contrast else None
            fill = theme().colour("surface")
            paint_box(QPainter(self), self.rect(), fill=fill, edge=edge, radius=self.height() / 2)
        super().paintEvent(event)

    def _colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        return None, None, theme().colour("ink" if self.isChecked() else "ink2")
