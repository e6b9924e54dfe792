"""The rows of a file and what becomes of each, as a table."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.import_report import (
    DUPLICATE,
    FAILED,
    NEW,
    SKIPPED,
    UNCHANGED,
    UPDATED,
    RowFate,
)
from lifecycle_desktop.ui.theme import theme

TABS = ("all", "new", "same", "maybe", "fix")
Index = QModelIndex | QPersistentModelIndex


def tab_of(fate: RowFate) -> str:
    """Under which tab a row stands."""
    if fate.fate == FAILED:
        return "fix"
    if fate.is_maybe:
        return "maybe"
    return "new" if fate.fate == NEW else "same"


def tab_words() -> dict[str, str]:
    """The tabs' names."""
    return {
        "all": _("All"),
        "new": _("New"),
        "same": _("Same person"),
        "maybe": _("Maybe the same"),
        "fix": _("Need a fix"),
    }


def fate_words(fate: RowFate) -> str:
    """What becomes of a row, in words."""
    return {
        NEW: _("comes in as new"),
        UPDATED: _("adds to somebody who is here"),
        UNCHANGED: _("is here already, nothing new"),
        DUPLICATE: _("stands in the file twice"),
        SKIPPED: _("is left out"),
        FAILED: _("cannot be taken"),
    }[fate.fate]


class FateModel(QAbstractTableModel):
    """Rows of a file: a tick, the line, the name, what happens, why."""

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[RowFate] = []
        self._shown: list[RowFate] = []
        self.unticked: set[int] = set()

    def show_rows(self, rows: list[RowFate]) -> None:
        """Show the fates of another file, all ticked."""
        self._all = rows
        self.unticked.clear()
        self.show_tab("all")

    def show_tab(self, tab: str) -> None:
        """Show only the rows of a tab."""
        self.beginResetModel()
        self._shown = self._all if tab == "all" else [fate for fate in self._all if tab_of(fate) == tab]
        self.endResetModel()

    def counts(self) -> dict[str, int]:
        """How many rows stand under each tab."""
        found = dict.fromkeys(TABS, 0)
        found["all"] = len(self._all)
        for fate in self._all:
            found[tab_of(fate)] += 1
        return found

    def will_come_in(self) -> tuple[int, int, int, int]:
        """How many ticked rows are new, how many add to somebody, how many bring nothing new, how many stay out."""
        ticked = [fate for fate in self._all if fate.line not in self.unticked]
        new = sum(fate.fate == NEW for fate in ticked)
        adds = sum(fate.fate == UPDATED for fate in ticked)
        same = sum(fate.fate in (UNCHANGED, DUPLICATE) for fate in ticked)
        out = len(self._all) - len(ticked) + sum(fate.fate in (FAILED, SKIPPED) for fate in ticked)
        return new, adds, same, out

    def toggle(self, row: int) -> None:
        """Tick or untick a row that can come in."""
        if not 0 <= row < len(self._shown) or self._shown[row].fate in (FAILED, SKIPPED):
            return
        self.unticked ^= {self._shown[row].line}
        index = self.index(row, 0)
        self.dataChanged.emit(index, self.index(row, self.columnCount() - 1))
        self.ticked.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return ("", _("Line"), _("Name"), _("What happens"), _("Why"))[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == 0 and self._shown[index.row()].fate not in (FAILED, SKIPPED):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        fate = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return ("", str(fate.line), fate.name, fate_words(fate), fate.reason)[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            ticked = fate.line not in self.unticked and fate.fate not in (FAILED, SKIPPED)
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._tone(fate, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(
                part
                for part in (_("Line {n}").format(n=fate.line), fate.name, fate_words(fate), fate.reason)
                if part
            )
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            self.toggle(index.row())
            return True
        return False

    @staticmethod
    def _tone(fate: RowFate, column: int) -> QColor:
        if fate.fate == FAILED and column >= 3:
            return theme().colour("danger")
        if fate.is_maybe and column >= 3:
            return theme().colour("warn")
        return theme().colour("ink" if column == 2 else "ink2")
