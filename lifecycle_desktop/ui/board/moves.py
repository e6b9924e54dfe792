"""Moving cards on the board: by drag, key and menu, one or several, into a stage or to a place in the order by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui import asks
from lifecycle_desktop.ui.board.cards import ShownCard
from lifecycle_desktop.ui.board.drag import Drag, Drop
from lifecycle_desktop.ui.board.lifted import settle
from lifecycle_desktop.ui.contact_acts import Chosen

if TYPE_CHECKING:
    from lifecycle_desktop.ui.board.column import Column
    from lifecycle_desktop.ui.board.page import BoardPage

BY_HAND = "by_hand"


class BoardMoves:
    """The moves of a board. What is moved is shown in its new place at once; the page reads anew after the write."""

    def __init__(self, page: BoardPage) -> None:
        self._page = page
        self._drag: Drag | None = None

    @property
    def is_dragging(self) -> bool:
        """Whether a card is lifted now."""
        return self._drag is not None

    @property
    def _by_hand(self) -> bool:
        return self._page.filter_row.sort == BY_HAND and not self._page.filter_row.shows_parked

    # --- drag ---

    def lift(self, column: Column, at: QPoint, hold: QPoint) -> None:
        """Lift the card that has the focus in a column, with all who are ticked if it is."""
        page = self._page
        contact_id = column.view.current_id
        if column.view.current_card is None or not contact_id:
            column.view.let_go()
            return
        ids = page.ticks.ids if contact_id in page.ticks else (contact_id,)
        self._drag = Drag(
            page.area, page.columns, column, ids, hold=hold, by_hand=self._by_hand, on_drop=self._on_dropped
        )
        self._drag.move(at)

    def drag(self, at: QPoint) -> None:
        """Follow the pointer."""
        if self._drag is not None:
            self._drag.move(at)

    def drop(self, at: QPoint) -> None:
        """Let go."""
        if self._drag is not None:
            drag, self._drag = self._drag, None
            drag.move(at)
            drag.drop()
            self._page.catch_up()

    def cancel(self) -> bool:
        """Put the card back where it was; returns whether one was lifted."""
        if self._drag is None:
            return False
        drag, self._drag = self._drag, None
        drag.end()
        self._page.catch_up()
        return True

    def _on_dropped(self, drop: Drop) -> None:
        if drop.target in self._page.columns:
            self._carry(drop.contact_ids, drop.target, drop.row, came_from=drop.lifted_at)

    # --- keys and menus ---

    def move(self, chosen: Chosen, stage_id: int) -> None:
        """Move by key or menu: the cards go at once, the focus with them."""
        target = self._page.column_of(stage_id)
        if target is None:
            return
        moving = [each for each in chosen.ids if target.cards.number_of(each) < 0]
        if moving:
            row = 0 if self._by_hand else target.view.first_whole_row()
            self._carry(tuple(moving), target, row)

    def step(self, column: Column, by: int) -> None:
        """Move those meant to the stage beside the column that has the focus."""
        page = self._page
        chosen = page.acts.chosen()
        place = page.columns.index(column) + by if column in page.columns else -1
        if chosen is not None and 0 <= place < len(page.columns):
            self.move(chosen, page.columns[place].stage.stage_id)

    def reorder(self, column: Column, by: int) -> None:
        """Put the card that has the focus one place up (-1) or down (1), in the order by hand."""
        page, view = self._page, column.view
        contact_id, row = view.current_id, view.currentIndex().row()
        if not contact_id or page.filter_row.shows_parked:
            return
        if not self._by_hand:
            page.toast.emit(_("Sort by hand to put cards into an order of your own"), False)
            return
        there = row + by
        if 0 <= there < len(column.cards.ids):
            self._carry((contact_id,), column, there + (by > 0))  # above the row after, as it is now

    # --- within ---

    def _carry(
        self, contact_ids: tuple[int, ...], target: Column, row: int, *, came_from: QPoint | None = None
    ) -> None:
        """Show cards in their new place now, above the row that stands at `row` before it, then keep the move."""
        page = self._page
        first = contact_ids[0]
        shown, start = self._seen(first)
        start = came_from or start
        row -= sum(1 for each in contact_ids if 0 <= target.cards.number_of(each) < row)
        stays = all(target.cards.number_of(each) >= 0 for each in contact_ids)
        place = target.cards.number_of(first)
        for number, contact_id in enumerate(contact_ids):
            card: ShownCard | None = None
            for column in page.columns:
                card = column.cards.remove(contact_id) or card
            target.cards.insert(row + number, contact_id, card)
        target.view.go_to(target.cards.number_of(first))
        target.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if shown is not None and start is not None:
            self._settle(first, shown, start, target)
        if stays and len(contact_ids) == 1 and target.cards.number_of(first) == place:
            return  # it was put down where it was
        self._write(contact_ids, target, shown, stays=stays)

    def _seen(self, contact_id: int) -> tuple[ShownCard | None, QPoint | None]:
        """A card as it is shown now, and the corner of it on the screen, if it can be seen."""
        for column in self._page.columns:
            row = column.cards.number_of(contact_id)
            if row >= 0:
                rect = column.view.rect_of(row)
                is_seen = column.view.viewport().rect().intersects(rect)
                corner = column.view.viewport().mapToGlobal(rect.topLeft()) if is_seen else None
                return column.cards.card_at(row), corner
        return None, None

    def _settle(self, contact_id: int, shown: ShownCard, start: QPoint, target: Column) -> None:
        view = target.view
        rect = view.rect_of(target.cards.number_of(contact_id))
        painter = view.painter_of_cards
        painter.settling = frozenset((contact_id,))

        def done() -> None:
            painter.settling = frozenset()
            view.viewport().update()

        end = view.viewport().mapToGlobal(rect.topLeft())
        settle(shown, rect.size(), start, end, self._page, done)

    def _write(
        self, contact_ids: tuple[int, ...], target: Column, shown: ShownCard | None, *, stays: bool
    ) -> None:
        page = self._page
        stage_id = target.stage.stage_id
        name = shown.card.name if shown is not None else ""
        chosen = Chosen(contact_ids, name, shown.card.stage_id if shown is not None else 0)
        if not self._by_hand:
            page.acts.write_move(chosen, stage_id)
            return
        from lifecycle_desktop.core.operations.board_order import place_contacts

        ids = target.cards.ids
        above, below = ids.index(contact_ids[0]) - 1, ids.index(contact_ids[-1]) + 1
        after_id = ids[above] if above >= 0 else None
        before_id = ids[below] if after_id is None and below < len(ids) else None
        label = page.acts.stage_label(stage_id)
        if stays:
            said = _("{name} has another place in {stage}").format(name=chosen.words, stage=label)
            step = _("Order in {stage}").format(stage=label)
        else:
            said = _("{name} moved to {stage}").format(name=chosen.words, stage=label)
            step = _("Move to {stage}").format(stage=label)

        def tell(_count: int) -> None:
            if stays:
                page.toast.emit(said, True)
            else:
                asks.tell_moved(page, contact_ids, said, page.place)

        page.runner.write(
            step,
            place_contacts,
            contact_ids,
            stage_id,
            page.runner.moment(),
            after_id=after_id,
            before_id=before_id,
            then=tell,
        )
