"""The measures, colours and faces of the sign-in page: large, and light whatever look the owner has.

Sizes are px at 100 % text and grow with the program's text size.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.labels import Label

FIELD, CHOICE, BIG, TARGET = 62, 58, 72, 44  # heights
CORNER = 10


def light(token: str) -> QColor:
    """The colour of a token in the light theme, whatever look the owner has."""
    return QColor(style.LIGHT.tokens()[token])


def kiosk_font(size: float, weight: int = 400) -> QFont:
    """The program's face at a size of the page."""
    font = QFont(theme().font("body"))
    font.setPixelSize(theme().px(size))
    font.setWeight(QFont.Weight(weight))
    return font


def sheet() -> str:
    """The style sheet of the page: light, and larger than the program's."""
    px, css = theme().px, style.LIGHT.tokens()
    faces = {
        "title": (32, 700),
        "lead": (18, 400),
        "label": (16, 600),
        "asked": (16, 400),
        "hint": (15, 400),
        "thanks": (44, 700),
    }
    rules = [
        f'QLabel[kiosk="{name}"] {{ font-size: {px(size)}px; font-weight: {weight}; background: transparent; }}'
        for name, (size, weight) in faces.items()
    ]
    rules += [
        f'QLabel[ink="{name}"] {{ color: {css[name]}; }}' for name in ("ink", "ink2", "danger", "onaccent")
    ]
    inner = px(FIELD)
    return (
        "\n".join(rules)
        + f"""
QWidget[kiosk="ground"], QScrollArea[kiosk="ground"] {{ background: {css["canvas"]}; border: none; }}
QFrame[kiosk="box"] {{ background: {css["accentsoft"]}; border: none; border-radius: {CORNER}px; }}
QFrame[kiosk="warn"] {{ background: {css["warnsoft"]}; border: 1px solid {css["warn"]}; border-radius: {CORNER}px; }}
QFrame[kiosk="sheet"] {{ background: {css["surface"]}; border: 1px solid {css["line"]}; border-radius: 12px; }}
QLineEdit, QPlainTextEdit {{ background: {css["surface"]}; color: {css["ink"]}; font-size: {px(18)}px;
  border: 1px solid {css["linestrong"]}; border-radius: {CORNER}px; padding: 0 17px;
  selection-background-color: {css["accent"]}; selection-color: {css["onaccent"]}; }}
QPlainTextEdit {{ padding: 10px 13px; }}
QLineEdit {{ min-height: {inner - 2}px; max-height: {inner - 2}px; }}
QLineEdit:focus {{ border: 3px solid {css["accent"]}; padding: 0 15px;
  min-height: {inner - 6}px; max-height: {inner - 6}px; }}
QPlainTextEdit:focus {{ border: 3px solid {css["accent"]}; padding: 8px 11px; }}
QLineEdit[wrong="true"] {{ border: 3px solid {css["danger"]}; padding: 0 15px;
  min-height: {inner - 6}px; max-height: {inner - 6}px; }}
QPlainTextEdit[wrong="true"] {{ border: 3px solid {css["danger"]}; padding: 8px 11px; }}
"""
    )


def said(
    text: str, kind: str, ink: str = "ink", *, wrap: bool = False, parent: QWidget | None = None
) -> Label:
    """A label of the page: `kind` is a face of `sheet`, `ink` a colour token."""
    label = Label(text, wrap=wrap, tight=True, parent=parent)
    label.setProperty("kiosk", kind)
    label.setProperty("ink", ink)
    return label


def paint_ring(painter: QPainter, area: QRectF, colour: QColor, radius: float = CORNER - 2) -> None:
    """Paint the ring of the focus."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 2.5))
    painter.drawRoundedRect(area, radius, radius)
    painter.restore()


class LightIcon(QWidget):
    """An icon in the green of the light theme; it says nothing by itself."""

    def __init__(self, name: str, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._side = name, side
        self.setFixedSize(theme().px(side), theme().px(side))

    def paintEvent(self, event: QPaintEvent) -> None:
        area = QRectF(self.rect())
        paint_icon(QPainter(self), self._name, area, light("accent"), int(area.width()))
