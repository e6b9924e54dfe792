"""The lines of the palette as a model and a delegate: headings of groups, icon, text with its matches marked, keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.matching import Range
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.palette_hits import Hit
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import key_caps_width, paint_key_caps
from lifecycle_desktop.ui.widgets.painters import one_line, paint_row, paint_stage_badge, paint_text
from lifecycle_desktop.ui.widgets.tool_tips import key_text

_Index = QModelIndex | QPersistentModelIndex


def row_height() -> int:
    """The height of a line of the palette in px, without a heading."""
    return theme().height(style.HEIGHT_COMPACT_ROW)


def heading_height() -> int:
    """The height of a heading in px."""
    return theme().line("small") + 10


class HitModel(QAbstractListModel):
    """The hits as a list; the first of each group has its heading."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []

    def set_hits(self, hits: Sequence[Hit]) -> None:
        """Show these hits."""
        self.beginResetModel()
        self._hits = list(hits)
        self.endResetModel()

    def hit(self, row: int) -> Hit:
        """The hit of a row."""
        return self._hits[row]

    @property
    def hits(self) -> Sequence[Hit]:
        """All hits in their order."""
        return self._hits

    def heading(self, row: int) -> str:
        """The heading above a row; empty where it stands in the group of the row before."""
        group = self._hits[row].group
        return group if row == 0 or self._hits[row - 1].group != group else ""

    def height(self, row: int) -> int:
        """The height of a row with its heading in px."""
        return row_height() + (heading_height() if self.heading(row) else 0)

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._hits)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(self._hits[index.row()].text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(index.row())
        return None

    def spoken(self, row: int) -> str:
        """A row as it is read out."""
        hit = self._hits[row]
        key = key_text(hit.key) if hit.key else ""
        tail = hit.tail
        if hit.stage[1]:
            tail = _("stage {number} {name}").format(number=hit.stage[0], name=hit.tail)
        said = (one_line(hit.text), one_line(hit.hint), tail, key, hit.group)
        return ", ".join(part for part in said if part)


class HitDelegate(QStyledItemDelegate):
    """Paints a hit: heading of its group, icon, text and hint with their matching letters, tail or key."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        model = index.model()
        return QSize(200, model.height(index.row()) if isinstance(model, HitModel) else row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        if not isinstance(model, HitModel):
            return
        rect: QRect = option.rect
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        heading = model.heading(index.row())
        if heading:
            above = QRectF(rect.left() + 12, rect.top() + 4, rect.width() - 22, heading_height() - 4)
            paint_text(painter, above, heading, face="small", tone="ink2", weight=600, mirrored=mirrored)
            rect = rect.adjusted(0, heading_height(), 0, 0)
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        paint_row(painter, rect, selected=selected, hovered=hovered, line=False, mirrored=mirrored)
        _paint_hit(painter, QRectF(rect).adjusted(12, 0, -10, 0), model.hit(index.row()), mirrored=mirrored)


def _paint_hit(painter: QPainter, area: QRectF, hit: Hit, *, mirrored: bool) -> None:
    side = theme().px(16)
    left = area.right() - side if mirrored else area.left()
    box = QRectF(left, area.top(), side, area.height())
    paint_icon(painter, hit.icon, box, theme().colour("ink2"), side)
    words = _without(area, side + 10, at_end=False, mirrored=mirrored)
    if hit.key:
        wide = key_caps_width(hit.key)
        start = words.left() if mirrored else words.right() - wide
        paint_key_caps(painter, QRectF(start, words.top(), wide, words.height()), hit.key)
        words = _without(words, wide + 10, at_end=True, mirrored=mirrored)
    elif hit.tail:
        wide = min(theme().metrics("small").horizontalAdvance(hit.tail) + 2, int(words.width()) // 3)
        start = words.left() if mirrored else words.right() - wide
        paint_text(
            painter, QRectF(start, words.top(), wide, words.height()), hit.tail, face="small", tone="ink2",
            mirrored=mirrored,
        )  # fmt: skip
        words = _without(words, wide + (6 if hit.stage[1] else 10), at_end=True, mirrored=mirrored)
        if hit.stage[1]:  # a stage is always its number in a square and its name
            badge = theme().px(18)
            start = words.left() if mirrored else words.right() - badge
            paint_stage_badge(painter, QRectF(start, words.top(), badge, words.height()), *hit.stage)
            words = _without(words, badge + 10, at_end=True, mirrored=mirrored)
    taken = paint_marked(painter, words, hit.text, hit.marks, mirrored=mirrored)
    if hit.hint:
        rest = _without(words, taken + 10, at_end=False, mirrored=mirrored)
        paint_marked(painter, rest, hit.hint, hit.hint_marks, face="small", tone="ink3", mirrored=mirrored)


def _without(area: QRectF, width: float, *, at_end: bool, mirrored: bool) -> QRectF:
    """An area less so much at its beginning or end, as it is read."""
    return area.adjusted(0, 0, -width, 0) if at_end != mirrored else area.adjusted(width, 0, 0, 0)


def paint_marked(
    painter: QPainter,
    rect: QRectF,
    text: str,
    marks: Sequence[Range],
    *,
    face: str = "body",
    tone: str = "ink",
    mirrored: bool = False,
) -> int:
    """Paint a line whose letters in `marks` are bold and in the accent; returns the width taken in px.

    It is cut with an ellipsis where it is too long. Letters that change their shape or order beside others are laid
    out as a whole.
    """
    shown = one_line(text)
    if not marks or shown != text[: len(shown)] or rect.width() <= 0:
        return paint_text(painter, rect, text, face=face, tone=tone, mirrored=mirrored)
    plain = theme().metrics(face)
    spare = sum(end - start for start, end in marks) * 2
    if plain.horizontalAdvance(shown) + spare > rect.width():
        cut = plain.elidedText(shown, Qt.TextElideMode.ElideRight, max(int(rect.width()) - spare, 0))
        if cut != shown:
            marks = [(start, min(end, len(cut) - 1)) for start, end in marks if start < len(cut) - 1]
            shown = cut
    if _is_joined(shown):
        return _paint_laid_out(painter, rect, shown, marks, face, tone, mirrored=mirrored)
    runs = _runs(shown, marks)
    fonts = {marked: theme().font(face, weight=700 if marked else 0) for marked in (True, False)}
    widths = [QFontMetrics(fonts[marked]).horizontalAdvance(run) for run, marked in runs]
    left = rect.right() - sum(widths) if mirrored else rect.left()
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
    for (run, marked), width in zip(runs, widths, strict=True):
        painter.setFont(fonts[marked])
        painter.setPen(theme().colour("accenttext" if marked else tone))
        painter.drawText(QRectF(left, rect.top(), width + 2, rect.height()), flags, run)
        left += width
    return sum(widths)


def _runs(shown: str, marks: Sequence[Range]) -> list[tuple[str, bool]]:
    """The text in pieces that are marked or not."""
    found: list[tuple[str, bool]] = []
    at = 0
    for start, end in marks:
        found += [(shown[at:start], False), (shown[start:end], True)]
        at = end
    found.append((shown[at:], False))
    return [(run, marked) for run, marked in found if run]


def _paint_laid_out(
    painter: QPainter,
    rect: QRectF,
    shown: str,
    marks: Sequence[Range],
    face: str,
    tone: str,
    *,
    mirrored: bool,
) -> int:
    """Paint a marked line of a script whose letters join or run the other way."""
    layout = QTextLayout(shown, theme().font(face))
    formats = []
    for start, end in marks:
        marked = QTextCharFormat()
        marked.setForeground(theme().colour("accenttext"))
        marked.setFontWeight(700)
        one = QTextLayout.FormatRange()
        one.start, one.length, one.format = _units(shown[:start]), _units(shown[start:end]), marked
        formats.append(one)
    layout.setFormats(formats)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute))
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(1e6)
    width = line.naturalTextWidth()
    line.setLineWidth(width + 1)
    layout.endLayout()
    left = rect.right() - width if mirrored else rect.left()
    painter.setPen(theme().colour(tone))
    painter.save()
    painter.setClipRect(rect)
    layout.draw(painter, QPointF(left, rect.top() + (rect.height() - line.height()) / 2))
    painter.restore()
    return int(min(width, rect.width()))


def _units(text: str) -> int:
    """How many units of Qt's UTF-16 a text has."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _is_joined(text: str) -> bool:
    """Whether letters change their shape or order beside others, so that a line must not be cut into runs."""
    return not text.isascii() and any(
        "\u0300" <= letter <= "\u036f" or "\u0590" <= letter < "\u2000" or letter >= "\u2e80"
        for letter in text
    )


def counts_in_words(hits: Sequence[Hit]) -> str:
    """How many hits each group has, to be read out: "People 8, Commands 2"; empty for none."""
    counts: dict[str, int] = {}
    for hit in hits:
        counts[hit.group] = counts.get(hit.group, 0) + 1
    parts = [_("{group}: {n}").format(group=group or _("Found"), n=count) for group, count in counts.items()]
    return ", ".join(parts)
