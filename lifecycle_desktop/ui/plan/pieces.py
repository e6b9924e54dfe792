"""Painted text of the plan's cells: pieces below each other, each wrapped so that no word is ever cut off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout, QTextOption

from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import one_line

ICON_GAP = 6
ICON_SIDE = 15


@dataclass(frozen=True)
class Piece:
    """A text of a cell: its face, tone and weight, `above` px before it, an icon before its first line.

    `colour` goes over the tone, such as a stage's own. `beside` is a smaller text after the first line.
    """

    text: str
    face: str = "body"
    tone: str = "ink"
    weight: int = 0
    above: int = 0
    icon: str = ""
    colour: QColor | None = None
    centred: bool = False
    beside: str = ""

    @property
    def ink(self) -> QColor:
        """The colour it is painted in."""
        return self.colour if self.colour is not None else theme().colour(self.tone)

    def font(self) -> QFont:
        """Its font in the look in force."""
        return theme().font(self.face, weight=self.weight)


def pieces_height(pieces: Sequence[Piece], width: float) -> float:
    """How high the pieces are in that width, in px."""
    flowed = _flowed(pieces, width)
    return sum(_above(piece, index) + _height(piece, width) for index, piece in enumerate(flowed))


def paint_pieces(painter: QPainter, area: QRectF, pieces: Sequence[Piece], *, mirrored: bool) -> None:
    """Paint the pieces from the top of `area`."""
    y = area.top()
    for index, piece in enumerate(_flowed(pieces, area.width())):
        y += _above(piece, index)
        _paint(painter, piece, QRectF(area.left(), y, area.width(), 0), mirrored=mirrored)
        y += _height(piece, area.width())


def pieces_text(pieces: Sequence[Piece]) -> str:
    """All that is said, for a screen reader."""
    return " ".join(f"{one_line(piece.text)} {piece.beside}".strip() for piece in pieces)


def line_height(face: str) -> int:
    """The height of a line inside a cell, where lines stand closer than on a page."""
    return theme().metrics(face).height() + theme().px(1)


def wrapped_lines(text: str, font: QFont, width: float) -> int:
    """How many lines a text takes in that width."""
    return max(_laid(text, font, width, mirrored=False, centred=False).lineCount(), 1)


def _flowed(pieces: Sequence[Piece], width: float) -> list[Piece]:
    """The pieces, those whose smaller text has no room beside them with it on lines of its own."""
    flowed: list[Piece] = []
    for piece in pieces:
        if not piece.beside or _has_room_beside(piece, width):
            flowed.append(piece)
            continue
        flowed.append(replace(piece, beside=""))
        flowed.append(Piece(piece.beside, "small", "ink2"))
    return flowed


def _has_room_beside(piece: Piece, width: float) -> bool:
    layout = _laid(piece.text, piece.font(), width - _icon_room(piece), mirrored=False, centred=False)
    taken = layout.lineAt(0).naturalTextWidth() if layout.lineCount() else 0.0
    beside = theme().metrics("small").horizontalAdvance(one_line(piece.beside))
    return layout.lineCount() == 1 and taken + ICON_GAP + beside <= width - _icon_room(piece)


def _above(piece: Piece, index: int) -> int:
    return theme().px(piece.above) if index else 0


def icon_room() -> int:
    """The room an icon takes before the text, in px."""
    return theme().px(ICON_SIDE) + ICON_GAP


def _icon_room(piece: Piece) -> int:
    return icon_room() if piece.icon else 0


def _height(piece: Piece, width: float) -> float:
    lines = wrapped_lines(piece.text, piece.font(), width - _icon_room(piece))
    return lines * line_height(piece.face)


def _laid(text: str, font: QFont, width: float, *, mirrored: bool, centred: bool) -> QTextLayout:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(Qt.AlignmentFlag.AlignHCenter if centred else side | Qt.AlignmentFlag.AlignAbsolute)
    layout = QTextLayout(one_line(text), font)
    layout.setTextOption(option)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1.0))
    layout.endLayout()
    return layout


def _paint(painter: QPainter, piece: Piece, place: QRectF, *, mirrored: bool) -> None:
    font, tall = piece.font(), line_height(piece.face)
    room = _icon_room(piece)
    width = place.width() - room
    layout = _laid(piece.text, font, width, mirrored=mirrored, centred=piece.centred and not piece.icon)
    taken = layout.lineAt(0).naturalTextWidth() if layout.lineCount() else 0.0
    left = place.left() if mirrored else place.left() + room
    icon_left = place.right() - room + ICON_GAP if mirrored else place.left()
    if piece.centred and piece.icon:
        spare = max(place.width() - room - taken, 0.0) / 2
        left += -spare if mirrored else spare
        icon_left += -spare if mirrored else spare
    if piece.icon:
        box = QRectF(icon_left, place.top(), room - ICON_GAP, tall)
        paint_icon(painter, piece.icon, box, piece.ink, theme().px(ICON_SIDE))
    painter.setPen(piece.ink)
    for index in range(layout.lineCount()):
        line = layout.lineAt(index)
        offset = (tall - line.height()) / 2
        line.draw(painter, QPointF(left, place.top() + index * tall + offset - line.y()))
    if piece.beside:
        start = left + width - taken if mirrored else left + taken
        _paint_beside(painter, piece, QRectF(place.left(), place.top(), place.width(), tall), start, mirrored)


def _paint_beside(painter: QPainter, piece: Piece, line: QRectF, start: float, mirrored: bool) -> None:
    gap = ICON_GAP
    words = QRectF(start + gap, line.top(), line.right() - start - gap, line.height())
    if mirrored:
        words = QRectF(line.left(), line.top(), start - gap - line.left(), line.height())
    painter.setFont(theme().font("small"))
    painter.setPen(theme().colour("ink2"))
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    painter.drawText(words, flags, one_line(piece.beside))
