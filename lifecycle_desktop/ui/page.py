"""What every page is: a head, a body, the tables it shows, and reloading only while it is seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.offers import Offer
from lifecycle_desktop.ui.page_head import PageHead

if TYPE_CHECKING:
    from lifecycle_desktop.ui.runner import Runner
    from lifecycle_desktop.ui.window_state import WindowState

__all__ = ["Offer", "Page"]


class Page(QWidget):
    """One page of the window. Subclasses fill `body`, name the tables they show and implement `reload()`.

    `offers()` answers commands of `actions.COMMANDS` by their id while the page is the one seen.
    """

    open_contact = Signal(int)
    toast = Signal(str, bool)  # what happened; whether Undo is offered
    navigate = Signal(
        str
    )  # the key of another page, perhaps with what is to be seen there: "contacts:slipping"
    people_wanted = Signal(str, object)  # the key of another page, and the filter of the people to show there
    capture = Signal(str)  # the text to begin quick capture with
    capture_in_stage = Signal(int)  # the stage that somebody new is to stand in
    counted = Signal(str, int)  # the key of a page and the number beside it in the side bar
    offers_changed = Signal()  # what can be done now has changed, as with a selection
    walked = Signal(
        int
    )  # somebody else is shown in the place of the one before: the way here keeps one entry
    back_wanted = Signal()  # to the page that one came from

    shows: frozenset[str] = frozenset()
    fills_window = False  # stands alone, without side bar and menu, as the first steps do
    rail_below = 0  # px of the window below which the side bar is a rail: for wide pages

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.runner = runner
        self._stale = True
        self.setProperty("role", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = self.column = QVBoxLayout(self)
        column.setContentsMargins(style.PAGE_MARGIN, style.SPACE_L, style.PAGE_MARGIN, 0)
        column.setSpacing(style.CARD_GAP)
        self.head = PageHead(self)
        column.addWidget(self.head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, style.SPACE_L)
        self.body.setSpacing(style.CARD_GAP)
        column.addLayout(self.body, 1)

    def reload(self) -> None:
        """Ask the runner for all that the page shows."""
        raise NotImplementedError

    def offers(self) -> Mapping[str, Offer]:
        """What this page does, by the id of the command."""
        return {}

    def open_with(self, argument: object) -> None:
        """Show something certain: the contact page a contact, the board a filter. Nothing by default."""

    def remember_in(self, state: WindowState) -> None:
        """Take what this machine remembers of the page, and write there what is to be remembered."""

    def walk(self) -> Sequence[int]:
        """The people that this page lists, in order, for walking through them one by one on their own page.

        It is asked when one of them is opened; a list that changes later does not change the walk.
        """
        return ()

    def come_from(self, key: str, walk: Sequence[int] | None) -> None:
        """Take note of the page one came from, and of its `walk()`; None leaves the walk as it was."""

    def return_to(self, contact_id: int) -> None:
        """Put the focus on somebody of the walk, where one comes back from their page. Nothing by default."""

    def take_focus(self) -> None:
        """Put the focus where work on this page begins."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> list[QWidget]:
        """The parts that F6 walks through, as read."""
        return []

    def is_stale(self) -> bool:
        """Whether it would reload when shown."""
        return self._stale

    def touch(self, tables: frozenset[str]) -> None:
        """Take note that these tables were changed: reload if seen, else when shown."""
        if not tables & self.shows:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def refresh(self) -> None:
        """Reload now, and take the page for fresh."""
        self._stale = False
        self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.update()
