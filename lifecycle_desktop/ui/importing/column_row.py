"""One column of the file: its heading, two values of it, where it goes, how that was found, and what is unclear."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from lifecycle_desktop.core.exchange.target_choices import LEFT_OUT, choice_of
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.importing.choice_button import ChoiceButton
from lifecycle_desktop.ui.importing.matching import Matching, order_titles
from lifecycle_desktop.ui.importing.words_box import WordsBox
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import Hairline, IconView
from lifecycle_desktop.ui.widgets.labels import Label

HEADING, SAMPLES, TARGET = 128, 132, 160
NARROW = 730


class ColumnsHead(QWidget):
    """The words over the columns of the list; left out where rows wrap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "tablehead")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 14, 8)
        row.setSpacing(12)
        words = (_("In your file"), _("First two values"), _("Goes to"))
        self._labels = [
            Label(text, face="small", tone="ink2", weight=600, cut=True, parent=self) for text in words
        ]
        for label in self._labels:
            row.addWidget(label)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(Hairline(self))
        self.retheme()

    def retheme(self) -> None:
        """Take the widths of the look in force."""
        for label, width in zip(self._labels, (HEADING, SAMPLES + 26), strict=False):
            label.setFixedWidth(theme().px(width))
        self._labels[2].setMinimumWidth(theme().px(80))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(NARROW)
        for label in self._labels[1:]:
            label.setVisible(not narrow)


class ColumnRow(QWidget):
    """Asks where one column goes; signals tell what was chosen."""

    chosen = Signal(int, str)  # column, key of the target
    order_chosen = Signal(str)
    meant = Signal(int, str, str, str)  # column, kind, folded word, meaning
    answered = Signal(int)  # the words of a column are said

    def __init__(
        self,
        column: int,
        matching: Matching,
        choices: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.column = column
        self.words_box: WordsBox | None = None
        self._is_open = False
        self._heading = matching.table.mapping.heading[column] or _("Column {n}").format(n=column + 1)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        inside = QWidget(self)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._row.setContentsMargins(16, 7, 14, 7)
        self._row.setSpacing(10)
        self._row.addLayout(self._left(matching, inside))
        self._row.addLayout(self._right(choices, inside), 1)
        self._whole.addWidget(inside)
        self._whole.addWidget(Hairline(self))
        self.refresh(matching)

    def as_read(self) -> list[QWidget]:
        """What Tab comes to, in the order in which it is read; some of it is made when it is needed."""
        box = [self.words_box] if self.words_box is not None else []
        return [self.target, *self.orders.values(), self.set_words, *box]

    def refresh(self, matching: Matching) -> None:
        """Show what holds now."""
        target = choice_of(matching.table.mapping.targets[self.column])
        self.target.show_choice(target.key, target.title, quiet=target.key == LEFT_OUT)
        icon, tone, words = matching.how(self.column)
        self._sign.set_icon(icon, tone)
        self._how.setText(words)
        self._how.set_tone(tone)
        self._show_order(matching)
        asked = matching.unknown_words(self.column)
        self.set_words.setVisible(bool(asked))
        unclear = bool(matching.unclear_words(self.column))
        self._show_words(matching, asked if (self._is_open or unclear) else [])

    def retheme(self) -> None:
        """Take the widths of the look in force."""
        for widget, width in ((self._head, HEADING), (self._samples, SAMPLES)):
            widget.setFixedWidth(theme().px(width))
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        narrow = self.width() < theme().px(NARROW)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != direction:
            self._row.setDirection(direction)

    def _left(self, matching: Matching, parent: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self._head = Label(self._heading, face="strong", cut=True, parent=parent)
        row.addWidget(self._head)
        self._samples = QWidget(parent)
        column = QVBoxLayout(self._samples)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for text in matching.samples(self.column):
            tone = "ink2" if text else "ink3"
            column.addWidget(
                Label(text or _("(empty)"), face="small", tone=tone, cut=True, parent=self._samples)
            )
        row.addWidget(self._samples)
        for widget, width in ((self._head, HEADING), (self._samples, SAMPLES)):
            widget.setFixedWidth(theme().px(width))
        row.addStretch(0)
        return row

    def _right(self, choices: Sequence[tuple[str, str]], parent: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        mirrored = parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        sign = "arrow-left" if mirrored else "arrow-right"
        row.addWidget(IconView(sign, side=16, tone="ink3", parent=parent))
        name = _("Column “{heading}” goes to").format(heading=self._heading)
        self.target = ChoiceButton(name, choices, TARGET, parent)
        self.target.chosen.connect(lambda key: self.chosen.emit(self.column, key))
        row.addWidget(self.target)
        self._sign = IconView("circle-check", side=16, tone="accenttext", parent=parent)
        row.addWidget(self._sign)
        self._how = Label("", tone="accenttext", weight=500, wrap=True, parent=parent)
        row.addWidget(self._how, 1)
        self.orders: dict[str, Button] = {}
        self._orders = QHBoxLayout()
        self._orders.setSpacing(6)
        row.addLayout(self._orders)
        self.set_words = Button(_("Set words"), small=True, parent=parent)
        self.set_words.clicked.connect(self._on_set_words)
        row.addWidget(self.set_words)
        return row

    def _show_order(self, matching: Matching) -> None:
        asked = matching.asks_order(self.column)
        if bool(asked) != bool(self.orders):
            while (item := self._orders.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()
            self.orders.clear()
            for order, title in order_titles(asked) if asked else ():
                told = _("{text} is {day}").format(text=asked, day=title)
                button = Button(title, small=True, hint=told, parent=self)
                button.setCheckable(True)
                button.clicked.connect(lambda _on=False, order=order: self.order_chosen.emit(order))
                self.orders[order] = button
                self._orders.addWidget(button)
        for order, button in self.orders.items():
            on = matching.order_chosen and order == matching.table.order
            button.setChecked(on)
            button.set_icon("check" if on else "")

    def _show_words(self, matching: Matching, asked: Sequence[tuple[str, int]]) -> None:
        if not asked:
            if self.words_box is not None:
                self.words_box.hide()
                self.words_box.deleteLater()
                self.words_box = None
            return
        if self.words_box is None:
            kind = matching.what(self.column)
            meant = matching.file.words.get(kind, {})
            is_kept = bool(matching.table.mapping.stage_ranks)
            box = self.words_box = WordsBox(
                kind, self._heading, asked, matching.facts.rows, matching.stages, meant, self, is_kept=is_kept
            )
            box.chosen.connect(lambda word, meaning: self.meant.emit(self.column, kind, word, meaning))
            self._whole.insertWidget(1, box)
            self._is_open = True

    def _on_set_words(self) -> None:
        if self.words_box is None:
            self._is_open = True
        else:
            self._is_open = False
        self.answered.emit(self.column)

    def forget_words(self, matching: Matching) -> None:
        """Another target: the words asked before are about something else."""
        self._is_open = False
        self._show_words(matching, [])
