"""Which cards of the board are ticked, anywhere on it, in the order in which they were ticked."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from PySide6.QtCore import QObject, Signal


class Ticks(QObject):
    """The ids of those who are ticked."""

    changed = Signal(object)  # frozenset[int]: whose tick was turned

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ids: dict[int, None] = {}

    def __contains__(self, contact_id: object) -> bool:
        return contact_id in self._ids

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[int]:
        return iter(self._ids)

    @property
    def ids(self) -> tuple[int, ...]:
        """Those who are ticked."""
        return tuple(self._ids)

    def turn(self, contact_id: int) -> None:
        """Tick somebody, or no longer."""
        if contact_id in self._ids:
            del self._ids[contact_id]
        else:
            self._ids[contact_id] = None
        self.changed.emit(frozenset((contact_id,)))

    def tick(self, contact_ids: Collection[int]) -> None:
        """Tick all of these."""
        new = frozenset(contact_ids) - self._ids.keys()
        self._ids.update((each, None) for each in contact_ids)
        if new:
            self.changed.emit(new)

    def clear(self) -> None:
        """Untick everybody."""
        gone = frozenset(self._ids)
        self._ids.clear()
        if gone:
            self.changed.emit(gone)

    def keep_only(self, there: Collection[int]) -> None:
        """Untick whoever is not on the board any more."""
        gone = frozenset(self._ids) - frozenset(there)
        for each in gone:
            del self._ids[each]
        if gone:
            self.changed.emit(gone)
