"""What triggers propose and what they did, as tables of lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.day_words import day_words
from lifecycle_desktop.core.model.trigger_lists import FiringLine, Proposal
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.act_menu import RowAct, pop_up_acts
from lifecycle_desktop.ui.widgets.line_table import LineTable

Index = QModelIndex | QPersistentModelIndex
Line = Proposal | FiringLine
_MOST_ROWS = 8


class LinesModel(QAbstractTableModel):
    """Lines with their texts, a column each."""

    def __init__(self, heads: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads = heads
        self.lines: Sequence[Line] = ()
        self._texts: list[tuple[str, ...]] = []

    def show(self, lines: Sequence[Line], texts: Sequence[tuple[str, ...]]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self.lines, self._texts = lines, list(texts)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        texts = self._texts[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return texts[index.column()] if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(text for text in texts if text)
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme().colour("ink" if index.column() < 2 else "ink2")
        return None


class ActTable(LineTable):
    """A table of lines: Enter accepts or opens, Delete turns down, O opens the person."""

    enter_pressed = Signal()
    delete_pressed = Signal()
    person_wanted = Signal(int)

    def __init__(
        self, model: LinesModel, name: str, widths: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(model, name, widths, parent)
        self._lines = model
        self.acts: tuple[tuple[str, str, SignalInstance], ...] = ()  # the menu's words, key and signal
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda _index: self.open_person())
        model.modelReset.connect(self._on_reset)

    @property
    def current(self) -> Line | None:
        """The line that has the focus."""
        row = self.currentIndex().row()
        return self._lines.lines[row] if 0 <= row < len(self._lines.lines) else None

    def open_person(self) -> None:
        """Open the page of the person of the line."""
        line = self.current
        if line is not None:
            self.person_wanted.emit(line.contact_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.current is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enter_pressed.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        elif event.key() == Qt.Key.Key_O:
            self.open_person()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same as the keys, to be chosen."""
        if self.current is None:
            return
        acts = [RowAct(words, key, signal.emit) for words, key, signal in self.acts]
        acts.append(RowAct(_("&Open contact"), "O", self.open_person))
        pop_up_acts(self, acts, event.globalPos())

    def retheme(self) -> None:
        super().retheme()
        self._on_reset()

    def _on_reset(self) -> None:
        rows = min(self.model().rowCount(), _MOST_ROWS)
        self.setFixedHeight(
            rows * theme().height(style.HEIGHT_TABLE_ROW) + self.horizontalHeader().sizeHint().height() + 2
        )


def proposal_texts(lines: Sequence[Proposal]) -> list[tuple[str, ...]]:
    """The columns of proposals: who, what, why."""
    return [(line.name, line.act[:1].upper() + line.act[1:], line.reason) for line in lines]


def firing_texts(lines: Sequence[FiringLine], moment: Moment) -> list[tuple[str, ...]]:
    """The columns of what was done: when, who, what, why, by which trigger."""
    return [
        (_when(line.fired_at, moment), line.name, line.did, _with(line.rule, line.reason)) for line in lines
    ]


def _when(at: dt.datetime, moment: Moment) -> str:
    local = Moment(at, moment.zone).local
    return f"{day_words(local.date(), moment.today)}, {local:%H:%M}"


def _with(rule: str, reason: str) -> str:
    return f"{rule}: {reason}" if reason else rule
