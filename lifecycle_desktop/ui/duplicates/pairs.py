"""The pairs of people who may be one, as a list; those passed over stand at its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.duplicate import Duplicate
from lifecycle_desktop.core.model.lists import ContactSummary
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.queries.keys import names_of
from lifecycle_desktop.core.store.driver import ReadConnection

Index = QModelIndex | QPersistentModelIndex


@dataclass
class FoundPairs:
    """What was found: the pairs, sure ones first, and the names of all in them."""

    pairs: list[Duplicate] = field(default_factory=list)
    names: Mapping[int, str] = field(default_factory=dict)


def found_pairs(database: Any, progress: Progress) -> FoundPairs:
    """Look for duplicates in the whole database."""
    from lifecycle_desktop.core.queries.duplicates import duplicates

    with database.read() as connection:
        pairs = duplicates(connection, progress)
        names = names_of(connection, {each for pair in pairs for each in (pair.one_id, pair.other_id)})
    return FoundPairs(pairs, names)


def both(
    connection: ReadConnection, one_id: int, other_id: int, moment: Moment
) -> tuple[int, int, ContactSummary | None, ContactSummary | None]:
    """Two contacts whole; None for one that is gone."""
    from lifecycle_desktop.core.queries.contact import known_contact

    one, other = known_contact(connection, one_id, moment), known_contact(connection, other_id, moment)
    return one_id, other_id, one, other


class PairsModel(QAbstractListModel):
    """The pairs that are still to be looked at."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found = FoundPairs()
        self.skipped: set[tuple[int, int]] = set()

    def show_pairs(self, found: FoundPairs) -> None:
        """Show what was found."""
        self.beginResetModel()
        self._found = found
        self.skipped.clear()
        self.endResetModel()

    @property
    def sure(self) -> list[tuple[int, int]]:
        """The pairs that surely are one person."""
        return [(pair.one_id, pair.other_id) for pair in self._found.pairs if pair.is_sure]

    def pair(self, row: int) -> Duplicate | None:
        """The pair of a row."""
        return self._found.pairs[row] if 0 <= row < len(self._found.pairs) else None

    def name(self, contact_id: int) -> str:
        """What somebody is called."""
        return self._found.names.get(contact_id, "")

    def skip(self, row: int) -> None:
        """Pass a pair over: it stands at the end from now on."""
        pair = self.pair(row)
        if pair is None:
            return
        self.beginResetModel()
        self._found.pairs.append(self._found.pairs.pop(row))
        self.skipped.add((pair.one_id, pair.other_id))
        self.endResetModel()

    def drop(self, one_id: int, other_id: int) -> None:
        """Take a pair out: they are two people."""
        self._keep([pair for pair in self._found.pairs if (pair.one_id, pair.other_id) != (one_id, other_id)])

    def drop_contact(self, contact_id: int) -> None:
        """Take out all pairs with somebody who is gone."""
        self._keep([pair for pair in self._found.pairs if contact_id not in (pair.one_id, pair.other_id)])

    def went_into(self, gone_id: int, keep_id: int) -> None:
        """Somebody went into another: what else looked like them looks like the other now."""
        pairs: dict[tuple[int, int], Duplicate] = {}
        for pair in self._found.pairs:
            ids = {keep_id if each == gone_id else each for each in (pair.one_id, pair.other_id)}
            if len(ids) == 2:
                first, second = sorted(ids)
                pairs.setdefault((first, second), replace(pair, one_id=first, other_id=second))
        self._keep(list(pairs.values()))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._found.pairs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        pair = self.pair(index.row())
        if pair is None:
            return None
        names = _("{one} and {other}").format(one=self.name(pair.one_id), other=self.name(pair.other_id))
        if role == Qt.ItemDataRole.DisplayRole:
            return names
        if role == Qt.ItemDataRole.AccessibleTextRole:
            sure = _("surely the same") if pair.is_sure else _("perhaps the same")
            points = _("{n} of 100 points").format(n=pair.score)
            skipped = _("skipped") if self.is_skipped(pair) else ""
            return ", ".join(part for part in (names, sure, pair.reason, points, skipped) if part)
        return None

    def is_skipped(self, pair: Duplicate) -> bool:
        """Whether a pair was passed over."""
        return (pair.one_id, pair.other_id) in self.skipped

    def _keep(self, pairs: list[Duplicate]) -> None:
        self.beginResetModel()
        self._found.pairs = pairs
        self.endResetModel()
