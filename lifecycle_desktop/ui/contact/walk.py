"""Walking from one contact's page to the next through the list that one came from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

KEEPS_ARROWS = "keeps_arrows"  # a property of a widget that uses Up and Down itself


class Walk:
    """The lists by the page that they came from, and where one stands in the one in force."""

    def __init__(self) -> None:
        self._lists: dict[str, Sequence[int]] = {}
        self._list: Sequence[int] = ()
        self._going = 0  # -1 or 1 while one is on the way to somebody who can be shown
        self._began_at = 0

    @property
    def count(self) -> int:
        """How many the list holds."""
        return len(self._list)

    def come_from(self, key: str, walk: Sequence[int] | None) -> None:
        """Put the list of a page in force; None takes the one it gave last."""
        if walk is not None:
            self._lists[key] = walk
        self._list = self._lists.get(key, ())

    def place_of(self, contact_id: int) -> int:
        """Where somebody stands in the list, from 0; -1 for nowhere."""
        try:
            return self._list.index(contact_id)
        except ValueError:
            return -1

    def begin_at(self, contact_id: int) -> None:
        """Somebody is opened without walking."""
        self._going, self._began_at = 0, contact_id

    def step(self, contact_id: int, by: int) -> int:
        """Who comes after (1) or before (-1) somebody; 0 at the end of the list."""
        following = self._beside(contact_id, by)
        if following:
            self._going, self._began_at = by, contact_id
        return following

    def pass_over(self, contact_id: int) -> int:
        """Who is to be shown in the place of somebody who cannot; 0 where one did not walk here.

        At the end of the list one is back where one began.
        """
        if not self._going:
            return 0
        following = self._beside(contact_id, self._going)
        if not following:
            self._going = 0
            return self._began_at if self._began_at != contact_id else 0
        return following

    def arrive(self, contact_id: int) -> bool:
        """Somebody is shown; returns whether one walked there."""
        if self._going and contact_id == self._began_at:
            return False  # read anew while one is on the way to another
        walked, self._going = bool(self._going), 0
        return walked

    def _beside(self, contact_id: int, by: int) -> int:
        place = self.place_of(contact_id)
        if place < 0 or not 0 <= place + by < len(self._list):
            return 0
        return int(self._list[place + by])


def keeps_arrows(widget: QWidget) -> tuple[bool, bool]:
    """Whether a widget uses Up and Down itself, and whether it uses them with Alt."""
    is_choice = isinstance(widget, QComboBox)
    fields = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QAbstractSlider, QAbstractItemView)
    kept = is_choice or isinstance(widget, fields) or bool(widget.property(KEEPS_ARROWS))
    parent = widget.parentWidget()
    if parent is not None and not kept:
        kept = bool(parent.property(KEEPS_ARROWS)) or type(parent).__name__ == "SegmentedControl"
    return kept, is_choice
