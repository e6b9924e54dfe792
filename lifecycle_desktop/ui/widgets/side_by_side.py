"""Two people side by side: a row per field, what differs is marked, and which value shows first can be chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.side_by_side import SideField
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.painters import paint_box
from lifecycle_desktop.ui.widgets.tool_tips import tooltip

LONGEST_SHOWN = 240
MOST_LINES = 8


class ValueBox(QAbstractButton):
    """One value. A chosen one has a tick and a strong edge; one that cannot be chosen is only shown."""

    ring_radius = style.CORNER_CONTROL
    accessible_role = "RadioButton"

    def __init__(
        self, text: str, name: str, *, can_choose: bool, kept: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        lines = text.splitlines()
        shown = "\n".join(lines[:MOST_LINES]) + ("…" if len(lines) > MOST_LINES else "")
        self._text = shortened(shown, LONGEST_SHOWN) if "\n" not in shown else shown[:LONGEST_SHOWN]
        self._can_choose, self._kept = can_choose, kept
        self.setCheckable(can_choose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if can_choose else Qt.FocusPolicy.NoFocus)
        if can_choose:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{name}: {text or _('empty')}")
        if len(text) > len(self._text):
            self.setToolTip(tooltip(shortened(text, 2000)))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def accessible_value(self) -> str:
        """Whether it shows first, for a screen reader."""
        return _("shows first") if self.isChecked() else ""

    def retheme(self) -> None:
        """Take the height of the look in force."""
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(theme().control_small, self._words_in(width).height() + 8)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(120), self.heightForWidth(theme().px(120)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(64), theme().control_small)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = theme().colour
        first = self.isChecked() or (self._kept and bool(self._text))
        fill = (
            colour("accentsoft")
            if first
            else colour("hover")
            if self.underMouse() and self._can_choose
            else colour("surface")
        )
        edge = (
            colour("accent")
            if self.isChecked()
            else colour("line")
            if not self._can_choose
            else colour("linestrong")
        )
        paint_box(painter, self.rect(), fill=fill, edge=edge, radius=style.CORNER_CONTROL)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        words = self._words_area(self.width(), mirrored=mirrored)
        empty = not self._text
        painter.setFont(theme().font("body", weight=600 if self.isChecked() else 0))
        painter.setPen(colour("ink3" if empty else "ink"))
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(
            words.adjusted(0, 0, 0, self.height() - words.height()),
            flags.value | self._wrapping(words.width()).value,
            self._text or _("(empty)"),
        )
        if first:
            tick = theme().px(14)
            left = 7 if mirrored else self.width() - 7 - tick
            paint_icon(painter, "check", QRectF(left, 0, tick, self.height()), colour("accenttext"), tick)

    def _words_area(self, width: int, *, mirrored: bool) -> QRect:
        tick = theme().px(14) + 6
        before, after = (8 + tick, 8) if mirrored else (8, 8 + tick)
        return QRect(before, 0, max(width - before - after, 20), 0)

    def _words_in(self, width: int) -> QRect:
        area = self._words_area(width, mirrored=False)
        metrics = theme().metrics("body", weight=600)
        room = QRect(0, 0, area.width(), 10_000)
        return metrics.boundingRect(room, self._wrapping(area.width()).value, self._text or _("(empty)"))

    def _wrapping(self, width: int) -> Qt.TextFlag:
        """Break between words, or anywhere where a word is longer than the line."""
        metrics = theme().metrics("body", weight=600)
        longest = max((metrics.horizontalAdvance(word) for word in self._text.split()), default=0)
        return Qt.TextFlag.TextWrapAnywhere if longest > width else Qt.TextFlag.TextWordWrap


class SideBySide(QWidget):
    """The fields of two people; `chosen` tells a key and whether the second's value shows first."""

    chosen = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self.boxes: dict[str, tuple[ValueBox, ValueBox]] = {}
        self.others: set[str] = set()  # keys of which the second's value shows first

    def show_fields(
        self, titles: tuple[str, str], fields: Sequence[SideField], others: frozenset[str] = frozenset()
    ) -> None:
        """Show two people, with the words over their columns; `others` are the choices made so far."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.boxes.clear()
        self.others = {field.key for field in fields if field.can_choose and field.key in others}
        for column, title in enumerate(titles, 1):
            self._grid.addWidget(
                Label(title, face="small", tone="ink2", weight=500, cut=True, parent=self), 0, column
            )
        for row, field in enumerate(fields, 1):
            self._add(row, field, titles)

    def _add(self, row: int, field: SideField, titles: tuple[str, str]) -> None:
        marked = field.differs and bool(field.one and field.other)
        sign = f"{field.title}\u00a0≠" if marked else field.title
        title = Label(
            sign,
            face="small",
            tone="warn" if marked else "ink2",
            weight=600 if marked else 500,
            wrap=True,
            parent=self,
        )
        title.setAccessibleName(_("{field}, different").format(field=field.title) if marked else field.title)
        title.setMinimumWidth(theme().px(78))
        self._grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignVCenter)
        pair = []
        for column, text in enumerate((field.one, field.other)):
            kept = not field.can_choose and bool(text) and (column == 0 or field.differs)
            name = f"{field.title}, {titles[column]}"
            box = ValueBox(text, name, can_choose=field.can_choose, kept=kept, parent=self)
            self._grid.addWidget(box, row, column + 1)
            pair.append(box)
        if field.can_choose:
            self.boxes[field.key] = (pair[0], pair[1])
            self._mark(field.key)
            for column, box in enumerate(pair):
                box.clicked.connect(
                    lambda _on=False, key=field.key, second=column == 1: self.choose(key, second)
                )

    def choose(self, key: str, second: bool) -> None:
        """Let the first's or the second's value show first."""
        (self.others.add if second else self.others.discard)(key)
        self._mark(key)
        self.chosen.emit(key, second)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = (Qt.Key.Key_Left, Qt.Key.Key_Right)
        for key, pair in self.boxes.items():
            for place, box in enumerate(pair):
                if box.hasFocus() and event.key() in steps:
                    pair[1 - place].setFocus(Qt.FocusReason.OtherFocusReason)
                    self.choose(key, place == 0)
                    return
        super().keyPressEvent(event)

    def _mark(self, key: str) -> None:
        second = key in self.others
        for column, box in enumerate(self.boxes[key]):
            box.setChecked((column == 1) == second)
            box.update()
