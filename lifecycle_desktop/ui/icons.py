"""Lucide icons as tinted pixmaps: `currentColor` and the stroke replaced, kept by name, size, colour, pixel ratio."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from lifecycle_desktop.core.paths import resources
from lifecycle_desktop.core.reports import style

_STROKE = re.compile(r'stroke-width="[^"]*"')

_pixmaps: dict[tuple[str, int, str, float], QPixmap] = {}


def icon_pixmap(name: str, size: int, colour: QColor, ratio: float = 1.0) -> QPixmap:
    """The icon `name` as a square of `size` px in `colour`, drawn for a screen of that pixel ratio.

    An icon that is not shipped raises FileNotFoundError: that is a mistake in the program.
    """
    key = (name, size, colour.name(QColor.NameFormat.HexArgb), ratio)
    pixmap = _pixmaps.get(key)
    if pixmap is None:
        pixmap = _pixmaps[key] = _drawn(name, size, colour, ratio)
    return pixmap


def paint_icon(painter: QPainter, name: str, rect: QRect | QRectF, colour: QColor, size: int = 0) -> None:
    """Paint the icon in the middle of `rect`; `size` in px, or as large as the rectangle allows."""
    area = QRectF(rect)
    side = size or int(min(area.width(), area.height()))
    ratio = painter.device().devicePixelRatioF()
    corner = QPointF(area.x() + (area.width() - side) / 2, area.y() + (area.height() - side) / 2)
    snapped = QPointF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio)
    painter.drawPixmap(snapped, icon_pixmap(name, side, colour, ratio))


def icon(name: str, colour: Callable[[], QColor]) -> QIcon:
    """An icon for menus and actions; the colour is asked for at each painting, so that it follows the theme."""
    return QIcon(_Engine(name, colour))


def forget() -> None:
    """Drop all drawn icons; called when the theme changes."""
    _pixmaps.clear()


def shipped(name: str) -> bool:
    """Whether an icon of that name is there."""
    return resources("icons", f"{name}.svg").is_file()


class _Engine(QIconEngine):
    """Draws one Lucide icon at any size."""

    def __init__(self, name: str, colour: Callable[[], QColor]) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        colour = QColor(self._colour())
        if mode == QIcon.Mode.Disabled:
            colour.setAlphaF(0.4)
        paint_icon(painter, self._name, rect, colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._colour)


@lru_cache(maxsize=512)
def _source(name: str) -> str:
    return resources("icons", f"{name}.svg").read_text(encoding="utf-8")


def _drawn(name: str, size: int, colour: QColor, ratio: float) -> QPixmap:
    small = size <= style.ICON_SIZE_SMALL
    stroke = style.ICON_STROKE_SMALL if small else style.ICON_STROKE
    text = _STROKE.sub(f'stroke-width="{stroke}"', _source(name))
    text = text.replace("currentColor", colour.name())
    renderer = QSvgRenderer(QByteArray(text.encode()))
    side = max(round(size * ratio), 1)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(colour.alphaF())
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
