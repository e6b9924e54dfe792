"""The rows of a file as a table: a tick, the line, name, phone, e-mail, and what will happen with it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.import_report import (
    DUPLICATE,
    FAILED,
    FATES,
    MAYBE,
    NEW,
    SKIPPED,
    UNCHANGED,
    UPDATED,
    RowFate,
)
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.ui.importing.judging import Judged
from lifecycle_desktop.ui.widgets.tool_tips import tooltip

TICK, LINE, NAME, PHONE, EMAIL, WHAT = range(6)
PARTS = {NAME: "name", PHONE: "phone", EMAIL: "email"}
NEW_ONE, ADDS, NOTHING_NEW, WAITS, WRONG, OUT = range(6)  # what becomes of a row, as it is counted
TABS = ("all", "new", "same", "maybe", "fix")
_OF_TAB = {"new": (NEW_ONE,), "same": (ADDS, NOTHING_NEW), "maybe": (WAITS,), "fix": (WRONG,)}
Index = QModelIndex | QPersistentModelIndex


class Comes(NamedTuple):
    """How many rows will do what."""

    new: int
    adds: int
    nothing_new: int
    waits: int
    wrong: int
    out: int

    @property
    def left_out(self) -> int:
        """Rows that do not come in."""
        return self.waits + self.wrong + self.out


def _kind(fate: str, *, is_maybe: bool) -> int:
    """What becomes of a row."""
    if fate == SKIPPED:
        return WAITS if is_maybe else OUT
    return {FAILED: WRONG, NEW: NEW_ONE, UPDATED: ADDS}.get(fate, NOTHING_NEW)


# From the codes of packed fates to kinds, for all rows at once.
_KINDS = bytearray(256)
for _number, _fate in enumerate(FATES):
    for _more in (0, MAYBE):
        _KINDS[_number + _more] = _kind(_fate, is_maybe=bool(_more))


def tab_words() -> dict[str, str]:
    """The tabs' names."""
    return {
        "all": _("All rows"),
        "new": _("New"),
        "same": _("Same person"),
        "maybe": _("Maybe the same"),
        "fix": _("Need a fix"),
    }


class RowsModel(QAbstractTableModel):
    """Rows of a file; the one thing the table asks."""

    ticked = Signal()
    mended = Signal(int, str, str)  # line, part, text

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = Judged()
        self._lines: list[int] = []
        self._kinds = bytearray()
        self._shown: Sequence[int] = range(0)
        self._tab = "all"
        self.unticked: set[int] = set()
        self.decided: set[int] = set()
        self.can_mend: frozenset[str] = frozenset()

    # --- what is shown ---

    def show_rows(self, judged: Judged, can_mend: frozenset[str], *, keep: bool = False) -> None:
        """Show the rows of another file, all ticked; of the same file with `keep`, as they were ticked."""
        if not keep:
            self.unticked.clear()
            self.decided.clear()
        self.can_mend = can_mend
        self._tab = "all"
        self._take(judged)

    def judge_anew(self, judged: Judged) -> None:
        """Take what becomes of the rows now; one that is not ticked keeps what would become of it."""
        for line in self.unticked:
            place = self.place_of(line)
            if 0 <= place < len(judged.fates) and judged.fates.lines[place] == line:
                judged.fates[place] = self._rows.fates[place]
        judged.names = {**self._rows.names, **judged.names}
        self._take(judged)

    def judge_row(self, line: int, judged: Judged) -> None:
        """Take what becomes of one row now."""
        place = self.place_of(line)
        if place < 0 or not judged.fates:
            return
        self._rows.fates[place] = judged.fates[0]
        self._rows.phones[place], self._rows.emails[place] = judged.phones[0], judged.emails[0]
        self._rows.names.update(judged.names)
        self._kinds[place] = _KINDS[judged.fates.codes[0]]
        self._tell_changed(place)

    def show_tab(self, tab: str) -> None:
        """Show only the rows of a tab."""
        self.beginResetModel()
        self._tab = tab
        self._shown = self._of_tab(tab)
        self.endResetModel()

    def counts(self) -> dict[str, int]:
        """How many rows stand under each tab."""
        found = {tab: sum(self._kinds.count(kind) for kind in of_tab) for tab, of_tab in _OF_TAB.items()}
        return {"all": len(self._kinds), **found}

    def comes(self) -> Comes:
        """How many rows will do what, as they are ticked now."""
        kinds = [self._kinds.count(kind) for kind in range(6)]
        for line in self.unticked:
            place = self.place_of(line)
            if place >= 0 and self._kinds[place] not in (OUT, WAITS, WRONG):
                kinds[self._kinds[place]] -= 1
                kinds[OUT] += 1
        return Comes(*kinds)

    def left_out_reasons(self) -> dict[int, str]:
        """The lines that do not come in, with the reason of each."""
        found = {}
        for place, kind in enumerate(self._kinds):
            if kind not in (WAITS, WRONG, OUT) and self._lines[place] not in self.unticked:
                continue
            fate = self._rows.fates[place]
            if kind == WAITS:
                found[fate.line] = _("perhaps here already: {reason}").format(reason=fate.reason)
            elif kind in (WRONG, OUT):
                found[fate.line] = fate.reason
            else:
                found[fate.line] = _("unticked")
        return found

    # --- single rows ---

    def place_of(self, line: int) -> int:
        """Where the row of a line stands among all; -1 where there is none."""
        place = bisect_left(self._lines, line)
        return place if place < len(self._lines) and self._lines[place] == line else -1

    def row_of(self, line: int) -> int:
        """Where the row of a line stands in the tab that is shown; -1 where it does not."""
        place = self.place_of(line)
        if isinstance(self._shown, range):
            return place
        row = bisect_left(self._shown, place)
        return row if row < len(self._shown) and self._shown[row] == place else -1

    def fate_at(self, row: int) -> RowFate | None:
        """What becomes of a shown row."""
        return self._rows.fates[self._shown[row]] if 0 <= row < len(self._shown) else None

    def kind_at(self, row: int) -> int:
        """The kind of a shown row."""
        return self._kinds[self._shown[row]]

    def contact_name(self, fate: RowFate) -> str:
        """The contact a row goes into or is like."""
        return self._rows.names.get(fate.contact_id or 0, "")

    def waiting(self) -> list[int]:
        """The lines that wait for a choice."""
        return [line for line, kind in zip(self._lines, self._kinds, strict=True) if kind == WAITS]

    def can_tick(self, row: int) -> bool:
        """Whether a shown row can come in as it is."""
        return self.kind_at(row) not in (WAITS, WRONG, OUT)

    def is_ticked(self, row: int) -> bool:
        """Whether a shown row comes in."""
        fate = self.fate_at(row)
        return fate is not None and self.can_tick(row) and fate.line not in self.unticked

    def toggle(self, row: int) -> None:
        """Tick or untick a shown row that can come in."""
        fate = self.fate_at(row)
        if fate is None or not self.can_tick(row):
            return
        self.unticked ^= {fate.line}
        self.dataChanged.emit(self.index(row, 0), self.index(row, WHAT))
        self.ticked.emit()

    def fault_column(self, fate: RowFate) -> int:
        """The column of the table in which a wrong row is at fault; -1 where it is elsewhere in the file."""
        if fate.problem is None:
            return -1
        return {"identity": NAME, "long": NAME, "email": EMAIL}.get(fate.problem.kind, -1)

    def what_words(self, fate: RowFate) -> str:
        """What becomes of a row, in words."""
        name = self.contact_name(fate)
        if fate.fate == FAILED:
            return fate.reason[:1].upper() + fate.reason[1:]
        if fate.fate == UPDATED:
            return _("Same as {name}").format(name=name)
        other = self._rows.rows.get(fate.contact_id or 0)
        if other is not None and not name and fate.fate == DUPLICATE:
            return _("The same as line {n}").format(n=other.line)
        if fate.fate == SKIPPED and fate.is_maybe:
            if name or other is None:
                return _("Maybe {name}").format(name=name or _("another row of the file"))
            return _("Maybe {name} in line {n}").format(name=other.name, n=other.line)
        told = {
            NEW: _("New person"),
            UNCHANGED: _("Here already, nothing new"),
            DUPLICATE: _("Stands in the file twice"),
            SKIPPED: _("Left out"),
        }
        return told[fate.fate]

    def text_of(self, row: int, column: int) -> str:
        """The text of a cell."""
        place = self._shown[row]
        fate = self._rows.fates[place]
        if column == EMAIL and fate.problem is not None and fate.problem.kind == "email":
            return fate.problem.column
        return {
            LINE: str(fate.line),
            NAME: fate.name,
            PHONE: self._rows.phones[place],
            EMAIL: self._rows.emails[place],
            WHAT: self.what_words(fate),
        }.get(column, "")

    # --- Qt ---

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else 6

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole and section == TICK:
            return _("Comes in")
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return ("", _("Line"), _("Name"), _("Phone"), _("Email"), _("What will happen"))[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if PARTS.get(index.column()) in self.can_mend:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.text_of(row, column)
        if role == Qt.ItemDataRole.CheckStateRole and column == TICK:
            return Qt.CheckState.Checked if self.is_ticked(row) else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        if role == Qt.ItemDataRole.ToolTipRole and column in (NAME, PHONE, EMAIL, WHAT):
            return tooltip(shortened(self.text_of(row, column), 400))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        part = PARTS.get(index.column())
        fate = self.fate_at(index.row())
        if role != Qt.ItemDataRole.EditRole or part is None or fate is None:
            return False
        text = str(value).strip()
        if text == self.text_of(index.row(), index.column()):
            return False
        self.mended.emit(fate.line, part, text)
        return True

    def _spoken(self, row: int, column: int) -> str:
        fate = self._rows.fates[self._shown[row]]
        if column == TICK:
            return _("comes in") if self.is_ticked(row) else _("stays out")
        if column != NAME:
            return self.text_of(row, column) or _("empty")
        state = _("comes in") if self.is_ticked(row) else _("stays out")
        reason = fate.reason if fate.fate != FAILED else ""
        told = (_("Line {n}").format(n=fate.line), fate.name, self.what_words(fate), reason, state)
        return ", ".join(part for part in told if part)

    def _take(self, judged: Judged) -> None:
        self.beginResetModel()
        self._rows = judged
        self._lines = judged.fates.lines
        self._kinds = judged.fates.codes.translate(_KINDS)
        self._shown = self._of_tab(self._tab)
        self.endResetModel()

    def _of_tab(self, tab: str) -> Sequence[int]:
        if tab == "all":
            return range(len(self._kinds))
        wanted = _OF_TAB[tab]
        return [place for place, kind in enumerate(self._kinds) if kind in wanted]

    def _tell_changed(self, place: int) -> None:
        row = self.row_of(self._lines[place])
        if row >= 0:
            self.dataChanged.emit(self.index(row, 0), self.index(row, WHAT))
