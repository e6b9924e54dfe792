"""The green half of the sign-in page: whose it is, the address, the hours, facts of the house, and a house."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from lifecycle_desktop.core.model.kiosk_words import KioskWords
from lifecycle_desktop.core.model.sign_in import OpenHouse
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.kiosk.light import kiosk_font, light
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import one_line

# The icon of a fact is found by a word in it, in both languages.
_FACT_ICONS = (
    ("bath", "bath"),
    ("baño", "bath"),
    ("bed", "bed"),
    ("dorm", "bed"),
    ("cuarto", "bed"),
    ("acre", "tree-pine"),
    ("lot", "tree-pine"),
    ("garden", "tree-pine"),
    ("jard", "tree-pine"),
    ("garage", "car"),
    ("parking", "car"),
    ("garaje", "car"),
    ("sq", "ruler"),
    ("m²", "ruler"),
)
_HOUSE_SHARE = 0.42  # of the height below which the house is not drawn over words


class WelcomePanel(QWidget):
    """Says where one is. As a band across the top (`set_flat`) it leaves the house out."""

    accessible_role = "StaticText"

    def __init__(self, event: OpenHouse, business: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._event, self._business = event, business
        self._flat = False
        self._words: KioskWords | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def speak(self, words: KioskWords) -> None:
        """Say it in another language."""
        self._words = words
        setup = self._event.setup
        self._when = words.when(self._event.on, setup.starts_at, setup.ends_at)
        self.setAccessibleName(f"{words('welcome')} {self._event.address}. {self._when}. {setup.facts}")
        self.update()

    def set_flat(self, flat: bool) -> None:
        """Be a band across the top, or the half at the side."""
        self._flat = flat
        policy = QSizePolicy.Policy.Fixed if flat else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Expanding, policy)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(540), theme().px(84))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(84) if self._flat else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top, bottom = light("accent"), light("accent").darker(160)
        ground = QLinearGradient(0, 0, 0, self.height())
        ground.setColorAt(0, top)
        ground.setColorAt(1, bottom)
        painter.fillRect(self.rect(), ground)
        below = self._paint_words(painter)
        if not self._flat and below < self.height() * (1 - _HOUSE_SHARE):
            paint_house(painter, QRectF(self.rect()))

    def _paint_words(self, painter: QPainter) -> float:
        """Write everything; returns where it ends."""
        if self._words is None:
            return 0.0
        px = theme().px
        edge = px(24 if self._flat else 48)
        room = QRectF(edge, px(12 if self._flat else 48), self.width() - 2 * edge, self.height())
        y = room.top()
        white, soft = light("onaccent"), QColor(255, 255, 255, 205)
        if self._flat:
            y = self._line(painter, self._event.address, room, y, 28, 700, white, 1)
            return self._line(painter, self._when, room, y + px(2), 18, 400, soft, 1)
        if self._business:
            self._icon(painter, "repeat-2", room, y, white)
            inner = room.adjusted(px(52), 0, 0, 0)
            y = self._line(painter, self._business, inner, y + px(4), 18, 600, white, 1) + px(46)
        y = self._line(painter, self._words("welcome"), room, y, 20, 400, soft, 1)
        y = self._line(painter, self._event.address, room, y, 44, 700, white, 3)
        y = self._line(painter, self._when, room, y + px(4), 20, 400, soft, 2)
        return self._facts(painter, room, y + px(18), white)

    def _line(
        self,
        painter: QPainter,
        text: str,
        room: QRectF,
        y: float,
        size: int,
        weight: int,
        ink: QColor,
        most: int,
    ) -> float:
        """Write a text on at most so many lines, smaller where it would not fit; returns where it ends."""
        words = one_line(text, 300)
        flags = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        metrics = QFontMetrics(kiosk_font(size, weight))
        while size > 18:
            needed = metrics.boundingRect(0, 0, int(room.width()), 10_000, int(flags), words)
            if needed.height() <= most * metrics.lineSpacing() + 2 and needed.width() <= room.width():
                break
            size -= 4
            metrics = QFontMetrics(kiosk_font(size, weight))
        height = most * metrics.lineSpacing()
        needed = metrics.boundingRect(0, 0, int(room.width()), 10_000, int(flags), words)
        if needed.width() > room.width() or needed.height() > height + 2:
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
            needed.setHeight(metrics.lineSpacing())
        painter.setFont(kiosk_font(size, weight))
        painter.setPen(ink)
        painter.drawText(QRectF(room.left(), y, room.width(), height + 2), int(flags), words)
        return y + needed.height()

    def _icon(self, painter: QPainter, name: str, room: QRectF, y: float, ink: QColor) -> None:
        side = theme().px(24)
        left = room.right() - side if self._mirrored() else room.left() + theme().px(8)
        paint_icon(painter, name, QRectF(left, y, side, theme().px(32)), ink, side)

    def _facts(self, painter: QPainter, room: QRectF, y: float, ink: QColor) -> float:
        """The facts of the house, each with its sign, in rows."""
        px = theme().px
        metrics, side = QFontMetrics(kiosk_font(17, 500)), px(20)
        x, height = 0.0, px(32)
        facts = [one_line(part.strip(), 60) for part in self._event.setup.facts.split(",") if part.strip()]
        for fact in facts[:6]:
            width = side + px(10) + metrics.horizontalAdvance(fact)
            if x and x + width > room.width():
                x, y = 0.0, y + height
            left = room.right() - x - width if self._mirrored() else room.left() + x
            at_icon = left + width - side if self._mirrored() else left
            at_text = left if self._mirrored() else left + side + px(10)
            paint_icon(painter, _icon_of(fact), QRectF(at_icon, y, side, height), ink, side)
            painter.setFont(kiosk_font(17, 500))
            painter.setPen(ink)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
            painter.drawText(QRectF(at_text, y, width, height), int(flags), fact)
            x += width + px(28)
        return y + (height if facts else 0)

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft


def _icon_of(fact: str) -> str:
    folded = fact.casefold()
    return next((icon for word, icon in _FACT_ICONS if word in folded), "house")


def paint_house(painter: QPainter, area: QRectF) -> None:
    """A house with two trees at the foot of `area`, drawn in a frame of 540 by 340."""
    scale = min(area.width() / 540, area.height() * 0.42 / 340)
    painter.save()
    painter.translate(area.left() + (area.width() - 540 * scale) / 2, area.bottom() + 1 - 340 * scale)
    painter.scale(scale, scale)
    painter.setPen(Qt.PenStyle.NoPen)
    wide = (area.width() / scale - 540) / 2 + 1
    hill = QPainterPath(QPointF(-wide, 110))
    hill.cubicTo(90, 40, 240, 150, 400, 110)
    hill.cubicTo(460, 95, 500, 80, 540 + wide, 60)
    hill.lineTo(540 + wide, 340)
    hill.lineTo(-wide, 340)
    painter.fillPath(hill, QColor(255, 255, 255, 22))
    line = QPen(light("onaccent"), 2.5)
    line.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    wall, leaf = light("accent").darker(125), light("accent").lighter(135)
    _trees(painter, line, leaf)
    _walls(painter, line, wall)
    painter.setPen(line)
    painter.drawLine(QPointF(24 - wide, 245), QPointF(516 + wide, 245))
    painter.drawLine(QPointF(260, 247), QPointF(242, 312))
    painter.drawLine(QPointF(291, 247), QPointF(295, 312))
    painter.restore()


def _trees(painter: QPainter, line: QPen, leaf: QColor) -> None:
    painter.setPen(line)
    painter.drawLine(QPointF(109, 180), QPointF(109, 245))
    painter.drawLine(QPointF(68, 205), QPointF(68, 245))
    painter.setBrush(leaf)
    painter.drawEllipse(QRectF(71, 101, 76, 96))
    painter.drawEllipse(QRectF(46, 171, 45, 54))


def _walls(painter: QPainter, line: QPen, wall: QColor) -> None:
    lamp = style.DARK.warn
    warm, door = QColor(style.mixed(lamp, style.LIGHT.surface, 0.45)), QColor(lamp)
    painter.setPen(line)
    painter.setBrush(wall)
    painter.drawRect(QRectF(373, 160, 89, 85))
    painter.drawPolygon(
        QPolygonF([QPointF(373, 129), QPointF(434, 129), QPointF(477, 160), QPointF(373, 160)])
    )
    painter.drawRect(QRectF(167, 117, 206, 128))
    painter.drawPolygon(QPolygonF([QPointF(140, 117), QPointF(270, 13), QPointF(400, 117)]))
    painter.drawRect(QRectF(315, 21, 23, 52))
    painter.setBrush(warm)
    painter.drawEllipse(QPointF(270, 84), 16, 16)
    for left in (192, 307):
        painter.drawRect(QRectF(left, 167, 40, 44))
        painter.drawLine(QPointF(left + 20, 167), QPointF(left + 20, 211))
        painter.drawLine(QPointF(left, 189), QPointF(left + 40, 189))
    painter.drawRect(QRectF(395, 183, 45, 34))
    painter.setBrush(door)
    painter.drawRect(QRectF(254, 173, 44, 72))
