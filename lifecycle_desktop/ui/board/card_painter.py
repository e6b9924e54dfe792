"""How a card is painted: its measures, its lines, its place while it is dragged."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.board.cards import SLOT, ColumnCards, ShownCard
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.id_rows import Index
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.focus_ring import REACH
from lifecycle_desktop.ui.widgets.painters import (
    TEMPERATURE_ICONS,
    TEMPERATURE_TOKENS,
    one_line,
    paint_box,
    paint_focus,
    paint_text,
    paint_tick,
)

SIDE = 8  # between a card and the edge of its column
GAP = 8  # between two cards
ABOVE = REACH  # of that gap, what is above the card: room for the focus ring
_PADDING = 10
_ABOVE_NAME = 9
# A name takes the first of these that it fits into: face, weight, most lines. Beyond the last it ends in "…".
_NAME_FACES = (("strong", 0, 3), ("micro", 600, 4))


@dataclass(frozen=True)
class CardShape:
    """The heights inside a card, in px, at the text size in force."""

    name: int
    small: int
    micro: int
    text: int  # name and want together
    foot: int

    @property
    def height(self) -> int:
        """The height of a card."""
        return self.above_line + 1 + self.foot

    @property
    def above_line(self) -> int:
        """From the top of the card to its separator."""
        return _ABOVE_NAME + self.text + 2 + self.micro + 6

    @property
    def row(self) -> int:
        """The height of a row: the card and the gap."""
        return self.height + GAP


def card_shape() -> CardShape:
    """The measures of a card in the look in force."""
    current = theme()
    name, small, micro = current.line("strong"), current.line("small"), current.line("micro")
    foot = max(30, current.line("small") + 14)
    return CardShape(name, small, max(micro, 16), name + 2 * small, foot)


@lru_cache(maxsize=4096)
def wrapped(text: str, face: str, weight: int, width: int, most: int, _look: float) -> tuple[str, ...]:
    """Text in at most so many lines of that width; the last ends in an ellipsis where there is more."""
    font = theme().font(face, weight=weight)
    metrics = QFontMetrics(font)
    if width <= 0 or most <= 0 or not text:
        return ()
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    units = text.encode("utf-16-le")  # Qt counts so
    lines: list[str] = []
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        start = line.textStart()
        if len(lines) == most - 1:
            rest = units[2 * start :].decode("utf-16-le", "ignore")
            lines.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
            break
        part = units[2 * start : 2 * (start + line.textLength())]
        lines.append(part.decode("utf-16-le", "ignore").rstrip())
    layout.endLayout()
    return tuple(lines)


def lines_of(text: str, face: str, weight: int, width: int, most: int) -> tuple[str, ...]:
    """Text from people in at most so many lines; what never could be seen is not measured."""
    return wrapped(one_line(text, 300), face, weight, width, most, theme().scale)


def paint_card(
    painter: QPainter,
    rect: QRect,
    shown: ShownCard,
    *,
    mirrored: bool,
    lifted: bool = False,
    ticked: bool = False,
) -> None:
    """Paint a card into its rectangle."""
    shape = card_shape()
    colour = theme().colour
    edge = colour("accent" if lifted or ticked else "linestrong" if theme().look.contrast else "line")
    paint_box(
        painter,
        rect,
        fill=colour("sel" if ticked and not lifted else "surface"),
        edge=edge,
        radius=style.CORNER_CONTROL,
        width=1.5 if lifted or ticked else 1.0,
    )
    inner = rect.adjusted(_PADDING + 1, _ABOVE_NAME, -_PADDING - 1, 0)
    if ticked:  # in the place of the temperature, which the tool tip and the menu still tell
        side = theme().px(14)
        left = inner.left() if mirrored else inner.right() + 1 - side
        paint_tick(painter, QRectF(left, inner.top(), side, shape.name), on=True, round_=False)
    else:
        _paint_temperature(painter, inner, shown.card.temperature, shape, mirrored=mirrored)
    top = _paint_name_and_want(painter, inner, shown, shape, mirrored=mirrored)
    _paint_stay(painter, QRect(inner.left(), top, inner.width(), shape.micro), shown, mirrored=mirrored)
    line = rect.top() + shape.above_line
    painter.fillRect(QRectF(rect.left() + 1, line, rect.width() - 2, 1), colour("line"))
    foot = QRect(inner.left(), line + 1, inner.width(), shape.foot - 1)
    _paint_step(painter, foot, shown, mirrored=mirrored)


def _paint_temperature(
    painter: QPainter, inner: QRect, temperature: str, shape: CardShape, *, mirrored: bool
) -> None:
    if temperature not in TEMPERATURE_ICONS:
        return
    side = theme().px(14)
    left = inner.left() if mirrored else inner.right() + 1 - side
    box = QRectF(left, inner.top(), side, shape.name)
    tone = TEMPERATURE_TOKENS[temperature][0]
    paint_icon(painter, TEMPERATURE_ICONS[temperature], box, theme().colour(tone), side)


def name_lines(name: str, width: int) -> tuple[tuple[str, ...], str, int]:
    """The name in lines of that width, with the face and weight in which it is whole, else the smallest."""
    lines: tuple[str, ...] = ()
    face, weight = "", 0
    for face, weight, most in _NAME_FACES:
        lines = lines_of(name, face, weight, width, most)
        if not (lines and lines[-1].endswith("…")) or name.endswith("…"):
            break
    return lines, face, weight


def _paint_name_and_want(
    painter: QPainter, inner: QRect, shown: ShownCard, shape: CardShape, *, mirrored: bool
) -> int:
    """Paint the name, in as many lines as it needs, and the want in what is left; returns the y below."""
    card = shown.card
    sign = theme().px(14) + 6  # the temperature, or the tick
    width = inner.width() - sign
    names, face, weight = name_lines(card.name, width)
    count = max(len(names), 1)
    leading = shape.name if count == 1 else (shape.text + 1) // max(count, 3)
    y = inner.top()
    left = inner.left() + (sign if mirrored else 0)
    for words in names:
        area = QRect(left, y, width, leading)
        paint_text(painter, area, words, face=face, weight=weight, mirrored=mirrored)
        y += leading
    for words in lines_of(card.want, "small", 0, inner.width(), max(0, 3 - count)):
        area = QRect(inner.left(), y, inner.width(), shape.small)
        paint_text(painter, area, words, face="small", tone="ink2", mirrored=mirrored)
        y += shape.small
    return inner.top() + shape.text + 2


def _paint_stay(painter: QPainter, area: QRect, shown: ShownCard, *, mirrored: bool) -> None:
    if not shown.card.is_stuck:
        paint_text(painter, area, shown.stay, face="micro", tone="ink3", mirrored=mirrored)
        return
    side = theme().px(13)
    left = area.right() + 1 - side if mirrored else area.left()
    box = QRectF(left, area.top(), side, area.height())
    paint_icon(painter, "hourglass", box, theme().colour("warn"), side)
    words = area.adjusted(0, 0, -side - 4, 0) if mirrored else area.adjusted(side + 4, 0, 0, 0)
    paint_text(painter, words, shown.stay, face="micro", tone="warn", weight=600, mirrored=mirrored)


def _paint_step(painter: QPainter, area: QRect, shown: ShownCard, *, mirrored: bool) -> None:
    side = theme().px(13)
    step = shown.step
    left = area.right() + 1 - side if mirrored else area.left()
    box = QRectF(left, area.top(), side, area.height())
    paint_icon(painter, step.icon, box, theme().colour(step.tone), side)
    words = area.adjusted(0, 0, -side - 7, 0) if mirrored else area.adjusted(side + 7, 0, 0, 0)
    paint_text(painter, words, step.text, face="small", tone=step.tone, weight=step.weight, mirrored=mirrored)


def paint_slot(painter: QPainter, rect: QRect, label: str) -> None:
    """Paint the place that a card can be dropped into."""
    paint_box(
        painter,
        rect,
        fill=theme().colour("sel"),
        edge=theme().colour("accent"),
        radius=style.CORNER_CONTROL,
        width=2,
        dashed=True,
    )
    painter.setFont(theme().font("small", weight=600))
    painter.setPen(theme().colour("accenttext"))
    text = _("Drop to move\nto {stage}").format(stage=label)
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(rect.adjusted(_PADDING, 4, -_PADDING, -4), flags, text)


def paint_hole(painter: QPainter, rect: QRect) -> None:
    """Paint the place that a card was lifted from."""
    paint_box(
        painter, rect, edge=theme().colour("linemid"), radius=style.CORNER_CONTROL, width=1.5, dashed=True
    )


class CardPainter(QStyledItemDelegate):
    """Paints the cards of one column; `holes` are the ids of those lifted, `settling` of those on their way."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.holes: frozenset[int] = frozenset()
        self.settling: frozenset[int] = frozenset()
        self.is_focused = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, card_shape().row)

    def card_rect(self, row: QRect, width: int) -> QRect:
        """Where the card is in its row; `width` is that of the whole column."""
        return QRect(SIDE, row.top() + ABOVE, width - 2 * SIDE, card_shape().height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        view = option.widget
        if not isinstance(model, ColumnCards) or not isinstance(view, QTableView):
            return
        row: QRect = option.rect
        number = index.row()
        rect = self.card_rect(row, view.width())
        contact_id = model.id_at(number)
        mirrored = view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if mirrored:
            rect.moveRight(view.viewport().width() - 1 - SIDE)
        if contact_id == SLOT:
            paint_slot(painter, rect, model.stage.label)
            return
        if contact_id in self.holes:
            paint_hole(painter, rect)
            return
        if contact_id in self.settling:
            return
        state: QStyle.StateFlag = option.state
        self._paint_person(
            painter,
            rect,
            model,
            number,
            mirrored=mirrored,
            hovered=bool(state & QStyle.StateFlag.State_MouseOver),
        )
        if self.is_focused and view.currentIndex().row() == number:
            paint_focus(painter, rect.adjusted(-REACH, -REACH, REACH, REACH), style.CORNER_CONTROL + REACH)

    def _paint_person(
        self,
        painter: QPainter,
        rect: QRect,
        model: ColumnCards,
        number: int,
        *,
        mirrored: bool,
        hovered: bool,
    ) -> None:
        shown = model.card_at(number)
        if shown is None:
            paint_box(painter, rect, fill=theme().colour("surface"), edge=theme().colour("line"))
            return
        ticked = model.id_at(number) in model.ticked
        paint_card(painter, rect, shown, mirrored=mirrored, ticked=ticked)
        if hovered and not ticked:
            paint_box(painter, rect, edge=theme().colour("linestrong"), radius=style.CORNER_CONTROL)
