"""A painted line of the contact page: icon, what it is, the text in as many lines as it needs, a quiet word."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import MIDDLE_RIGHT, paint_box, paint_text
from lifecycle_desktop.ui.widgets.tool_tips import tooltip

MOST_LETTERS = 2000  # of a text that are laid out; the whole is in the field
LONGEST_TIP = 1000
_GAP = 9
_ICON = 15
_NARROWEST = 60
_WIDTHS_KEPT = 8


@dataclass(frozen=True)
class Look:
    """How a line is painted: its face and tone, and how many lines of text it may take."""

    face: str = "body"
    tone: str = "ink"
    weight: int = 0
    icon_tone: str = "ink2"
    caption_width: int = 0  # px at 100 % that what it is takes before the text; 0 for no caption
    most_lines: int = 4
    widest: int = 300  # px at 100 % text of the text that it asks room for


class LineFace(QToolButton):
    """The line at rest; a click, Enter or F2 opens its fields."""

    ring_radius = style.CORNER_CONTROL

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = self._caption = self._shown = self._note = ""
        self._hint = ""
        self._tip = ""
        self._laid: dict[tuple[object, ...], _Laid] = {}  # layouts ask for several widths before they settle
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.retheme()

    def tell(
        self,
        *,
        icon: str,
        name: str,
        text: str,
        note: str = "",
        caption: str = "",
        hint: str = "",
        look: Look | None = None,
        tip: str = "",
    ) -> None:
        """Show a text; `hint` stands there in quiet letters where there is none."""
        self._look = look or self._look
        self._icon, self._caption, self._note = icon, caption, shortened(note, 24)
        self._shown, self._hint = text[:MOST_LETTERS].replace("\r", ""), hint
        said = f"{name}: {shortened(text, 300)}" if text else name
        self.setAccessibleName(f"{said}, {shortened(note, 60)}" if note else said)
        self.setAccessibleDescription(tip)
        self._laid.clear()
        self._tip = tip
        self._tell_tip()
        self.updateGeometry()
        self.update()

    def retheme(self) -> None:
        """Take the sizes of the look in force."""
        self._laid.clear()
        self.updateGeometry()

    # --- sizes ---

    def _height(self, lines: int) -> int:
        return max(theme().line(self._look.face) * max(lines, 1) + 4, style.SMALLEST_TARGET)

    def _room(self, width: int) -> tuple[int, int]:
        """Where the text begins, and how wide it may be."""
        start = (theme().px(_ICON) + _GAP if self._icon else 0) + self._caption_width()
        end = theme().metrics("small").horizontalAdvance(self._note) + 8 if self._note else 0
        return start, max(width - start - end, 20)

    def _caption_width(self) -> int:
        if not self._caption:
            return 0
        own = theme().metrics("body").horizontalAdvance(self._caption) + 12
        return max(theme().px(self._look.caption_width), own)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._height(len(self._lines(self._room(width)[1]).lines))

    def sizeHint(self) -> QSize:
        start, _wide = self._room(0)
        first = self._words().partition("\n")[0]
        words = theme().metrics(self._look.face, weight=self._look.weight).horizontalAdvance(first)
        note = theme().metrics("small").horizontalAdvance(self._note) + 8 if self._note else 0
        width = start + min(words, theme().px(self._look.widest)) + note + 2
        return QSize(width, self.heightForWidth(max(self.width(), width)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(_NARROWEST), self._height(1))

    # --- the text in lines ---

    def _words(self) -> str:
        return self._shown or self._hint

    def _lines(self, width: int) -> _Laid:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        key = (width, self._words(), self._look, mirrored)
        laid = self._laid.get(key)
        if laid is None:
            if len(self._laid) >= _WIDTHS_KEPT:
                self._laid.clear()
            font = theme().font(self._look.face, weight=self._look.weight)
            laid = _Laid(self._words(), font, width, self._look.most_lines, mirrored=mirrored)
            self._laid[key] = laid
        return laid

    def _tell_tip(self) -> None:
        """The whole text in the tool tip where it is cut, and more if there is more to say."""
        is_cut = self._lines(self._room(max(self.width(), _NARROWEST))[1]).is_cut
        parts = [self._words()[:LONGEST_TIP]] if is_cut else []
        parts += [self._tip] if self._tip else []
        self.setToolTip(tooltip("\n".join(parts)))

    # --- events ---

    def resizeEvent(self, event: object) -> None:
        if self.height() != self.heightForWidth(self.width()):
            self.updateGeometry()
        self._tell_tip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            ground = area.adjusted(-4, 0, 4, 0)
            paint_box(painter, ground, fill=theme().colour("press" if self.isDown() else "hover"), radius=4)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        start, wide = self._room(self.width())
        line = theme().line(self._look.face)
        first = QRectF(0, 2, area.width(), max(line, style.SMALLEST_TARGET - 4))

        def at(x: float, width: float) -> QRectF:
            return QRectF(area.width() - x - width if mirrored else x, first.top(), width, first.height())

        side = theme().px(_ICON)
        if self._icon:
            paint_icon(painter, self._icon, at(0, side), theme().colour(self._look.icon_tone), side)
        if self._caption:
            begin = side + _GAP if self._icon else 0
            box = at(begin, self._caption_width() - 8)
            paint_text(painter, box, self._caption, tone="ink2", mirrored=mirrored)
        if self._note:
            box = at(start + wide + 8, area.width() - start - wide - 8)
            paint_text(
                painter, box, self._note, face="small", tone="ink3", align=MIDDLE_RIGHT, mirrored=mirrored
            )
        self._paint_lines(painter, at(start, wide), line, mirrored)

    def _paint_lines(self, painter: QPainter, box: QRectF, line: int, mirrored: bool) -> None:
        painter.setPen(theme().colour(self._look.tone if self._shown else "ink3"))
        top = box.top()
        for layout, index in self._lines(int(box.width())).lines:
            each = layout.lineAt(index)
            if each.isValid():
                each.draw(painter, QPointF(box.left(), top + (line - each.height()) / 2 - each.y()))
            top += line


class _Laid:
    """A text broken into lines of one width; the last ends in an ellipsis where there would be more than `most`."""

    def __init__(self, text: str, font: QFont, width: int, most: int, *, mirrored: bool) -> None:
        self.is_cut = False
        self.lines: list[tuple[QTextLayout, int]] = []
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        self._option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
        self._option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        paragraphs = text.split("\n")
        for number, paragraph in enumerate(paragraphs):
            layout, starts = self._layout(paragraph, font, width)
            for index, start in enumerate(starts):
                is_last = index == len(starts) - 1 and number == len(paragraphs) - 1
                if len(self.lines) == most - 1 and not is_last:
                    self._cut(paragraph, start, font, width)
                    return
                self.lines.append((layout, index))

    def _layout(self, text: str, font: QFont, width: int) -> tuple[QTextLayout, list[int]]:
        layout = QTextLayout(text, font)
        layout.setTextOption(self._option)
        starts: list[int] = []
        layout.beginLayout()
        line = layout.createLine()
        while line.isValid():
            line.setLineWidth(width)
            starts.append(line.textStart())
            line = layout.createLine()
        layout.endLayout()
        return layout, starts or [0]

    def _cut(self, text: str, start: int, font: QFont, width: int) -> None:
        self.is_cut = True
        rest = text.encode("utf-16-le", "replace")[2 * start :].decode("utf-16-le", "replace")
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(rest + " …", Qt.TextElideMode.ElideRight, width)
        layout, _starts = self._layout(shown, font, width)
        self.lines.append((layout, 0))
