"""The keys of the board, and where the focus goes: between cards, columns and heads, and what Esc closes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from lifecycle_desktop.ui.page import Offer

if TYPE_CHECKING:
    from lifecycle_desktop.ui.board.column import Column
    from lifecycle_desktop.ui.board.page import BoardPage

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class BoardKeys:
    """What a key in a column does."""

    def __init__(self, page: BoardPage) -> None:
        self._page = page

    def answer(self, column: Column, event: QKeyEvent) -> None:
        """Do what the key means in a column, and accept it; any other is left to the list."""
        page = self._page
        key = Qt.Key(event.key())
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        sideways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
        upright = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)
        if page.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            sideways = -sideways
        if key == Qt.Key.Key_Escape:
            if not self.close_top_layer():
                return
        elif sideways and control:
            page.moves.step(column, sideways)
        elif upright and control:
            page.moves.reorder(column, upright)
        elif sideways and event.modifiers() in _PLAIN:
            self._go_beside(column, sideways)
        elif not page.acts.handle_key(event):
            return
        event.accept()

    def close_top_layer(self) -> bool:
        """What Esc does: give up a drag, take the questions away, untick, leave the parked."""
        page = self._page
        card = page.questions()
        if page.moves.cancel():
            return True
        if card is not None:
            card.finish()
        elif len(page.ticks):
            page.ticks.clear()
        elif page.filter_row.shows_parked:
            page.filter_row.show_parked(False)
        else:
            return False
        return True

    def go_to_head_beside(self, column: Column, step: int) -> None:
        """Put the focus on the head of the column beside."""
        page = self._page
        place = page.columns.index(column) + step
        if 0 <= place < len(page.columns):
            page.columns[place].head.setFocus(Qt.FocusReason.OtherFocusReason)
            page.area.bring_into_view(page.columns[place])

    def _go_beside(self, column: Column, step: int) -> None:
        """Put the focus on the card beside, at the same height; columns without cards are passed over."""
        columns = self._page.columns
        place = columns.index(column) + step
        while 0 <= place < len(columns) and not columns[place].cards.ids:
            place += step
        if not 0 <= place < len(columns):
            return
        view = columns[place].view
        rect = column.view.visualRect(column.view.currentIndex())
        row = view.rowAt(min(max(rect.center().y(), 0), view.viewport().height() - 1))
        view.go_to(row if row >= 0 else len(view.cards.ids) - 1)
        view.setFocus(Qt.FocusReason.OtherFocusReason)

    def offers(self) -> Mapping[str, Offer]:
        """The same for the menu bar and the palette."""
        page = self._page

        def with_focused(act: Callable[[Column], object]) -> Offer:
            def do() -> None:
                if page.focused_column is not None:
                    act(page.focused_column)

            return Offer(do, lambda: page.acts.chosen() is not None)

        return {
            "board.back": with_focused(lambda column: page.moves.step(column, -1)),
            "board.on": with_focused(lambda column: page.moves.step(column, 1)),
            "board.up": with_focused(lambda column: page.moves.reorder(column, -1)),
            "board.down": with_focused(lambda column: page.moves.reorder(column, 1)),
            "board.tick": with_focused(page.tick_focused),
        }
