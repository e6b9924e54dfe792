"""The board page: a column per stage, the filter row, what is meant by keys and menus, and reading it all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.lists import Board, FilterChoices
from lifecycle_desktop.core.model.smart_list import ContactFilter, Part
from lifecycle_desktop.core.queries.board import FIRST_CARDS, board
from lifecycle_desktop.ui import asks
from lifecycle_desktop.ui.board import whom
from lifecycle_desktop.ui.board.column import Column
from lifecycle_desktop.ui.board.columns_area import ColumnsArea
from lifecycle_desktop.ui.board.filter_row import FilterRow
from lifecycle_desktop.ui.board.keys import BoardKeys
from lifecycle_desktop.ui.board.moves import BoardMoves
from lifecycle_desktop.ui.board.ticked_bar import TickedBar
from lifecycle_desktop.ui.board.ticks import Ticks
from lifecycle_desktop.ui.board.told import empty_of, line_of
from lifecycle_desktop.ui.contact_acts import Chosen, ContactActs
from lifecycle_desktop.ui.filter_choice import FilterChoice
from lifecycle_desktop.ui.filter_memory import FilterMemory
from lifecycle_desktop.ui.page import Offer, Page
from lifecycle_desktop.ui.pages import present_pages
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.widgets.buttons import SegmentedControl
from lifecycle_desktop.ui.widgets.cards import EmptyState
from lifecycle_desktop.ui.widgets.tab_order import read_in_order

if TYPE_CHECKING:
    from lifecycle_desktop.ui.exit_questions import ExitQuestions
    from lifecycle_desktop.ui.window_state import WindowState

_ROW_GAP = 13
MINUTE = 60_000  # ms


class BoardPage(Page):
    """Everybody by stage."""

    shows = frozenset(
        {
            "contact", "follow_up", "stage", "lifecycle", "stage_move", "activity", "source", "tag", "contact_tag",
            "saved_view",
        }
    )  # fmt: skip
    rail_below = 1360

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(runner, parent)
        self.column.setSpacing(_ROW_GAP)
        self.body.setSpacing(_ROW_GAP)
        self.filter = FilterChoice(self)
        self.ticks = Ticks(self)
        self._board: Board | None = None
        self._focused: Column | None = None
        self._held_back = self._wants_choices = False
        self._day = runner.moment().today  # of what is shown
        self._wanted_id = 0
        self._state: WindowState | None = None
        self._memory: FilterMemory | None = None
        self.moves, self.keys = BoardMoves(self), BoardKeys(self)
        self.acts = ContactActs(
            self, self._chosen, self.place, on_open=self.open_contact.emit, on_move=self.moves.move
        )
        self._build_head()
        self._build_rows()
        self._build_columns()
        self.filter.changed.connect(self._on_filter_changed)
        self.ticks.changed.connect(self._on_ticks_changed)
        runner.failed.connect(self._on_failed)
        self._rest = QTimer(self)  # of no time: it comes after the picture
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._read_whole)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start()

    def _build_head(self) -> None:
        self.head.set_title(_("Board"))
        self.switch = SegmentedControl(
            [("board", _("Board"), "square-kanban"), ("list", _("List"), "list")], name=_("View"), parent=self
        )
        self.switch.chosen.connect(self._on_switched)
        if "contacts" in present_pages():
            self.head.add(self.switch)
        else:
            self.switch.hide()
        self.head.set_primary(_("New contact"), "user-plus", lambda: self.capture.emit(""), key="Ctrl+N")

    def _build_rows(self) -> None:
        self.filter_row = FilterRow(self.filter, self)
        self.filter_row.sorted_by.connect(self._on_sorted_by)
        self.filter_row.parked_toggled.connect(self._on_parked_toggled)
        self.filter_row.table_wanted.connect(lambda: self.people_wanted.emit("contacts", self.filter.wanted))
        self.filter_row.filter_wanted.connect(self._on_filter_wanted)
        self.body.addWidget(self.filter_row)
        self.ticked_bar = TickedBar(self)
        self.ticked_bar.wanted.connect(self._on_act_wanted)
        self.ticked_bar.hide()
        self.body.addWidget(self.ticked_bar)

    def _build_columns(self) -> None:
        self.area = ColumnsArea(self.runner, self.ticks, self)
        self._empty: EmptyState | None = None
        self._stack = QStackedLayout()
        self._stack.addWidget(self.area)
        self.body.addLayout(self._stack, 1)

    @property
    def columns(self) -> list[Column]:
        """The columns, in the order of the stages."""
        return self.area.columns

    def remember_in(self, state: WindowState) -> None:
        """Take the order of the cards and the filter as this machine remembers them."""
        self.filter_row.set_sort(state.get("board_sort"))
        self._state = state
        self._memory = FilterMemory(self.runner, "board:view", self)
        self._memory.recall(self._on_recalled)

    def _on_recalled(self, _view: str, wanted: ContactFilter) -> None:
        if not self.filter.wanted:  # nothing was asked for meanwhile
            self.filter.want(wanted)

    # --- reading ---

    def reload(self) -> None:
        """Read the whole board; the first time its beginning before, and the rest when that is painted."""
        self._wants_choices = True
        if self._board is None:
            self._read_anew()
        else:
            self._read_whole()

    def _read_anew(self) -> None:
        """Read for another filter or order: what is seen first, and when it is painted the rest."""
        self._read(self._on_first, limit=FIRST_CARDS)

    def _read_whole(self) -> None:
        from lifecycle_desktop.core.queries.contacts import filter_choices  # neither is for the first picture
        from lifecycle_desktop.core.queries.saved_views import saved_views

        self._read(self._on_whole)
        if self._wants_choices:
            self._wants_choices = False
            self.runner.read(self._on_choices, filter_choices)
            self.runner.read(self._on_views, saved_views)

    def _read(self, then: object, *, limit: int | None = None) -> None:
        row = self.filter_row
        self.runner.read(
            then,  # type: ignore[arg-type]
            board,
            self.filter.wanted,
            row.sort,
            self.runner.moment(),
            parked=row.shows_parked,
            limit=limit,
        )

    def _on_failed(self, _error: Exception) -> None:
        """A card that was shown as moved goes back where it is."""
        if self._board is not None and self.isVisible():
            self._read_whole()

    def _on_minute(self) -> None:
        """Words grow old, and whoever is parked comes back on their day."""
        if self._board is None or not self.isVisible():
            return
        is_new_day = bool(self._board.parked) and self._day != self.runner.moment().today
        if is_new_day or any(column.cards.grows_old() for column in self.columns):
            self._rest.start()  # after the picture, where the page has just come into view

    def showEvent(self, event: QShowEvent) -> None:
        was_fresh = not self.is_stale()
        super().showEvent(event)
        if was_fresh:
            self._on_minute()  # it may have been hidden since yesterday

    def _on_first(self, found: Board) -> None:
        self._show(found)
        self._rest.start()

    def _on_whole(self, found: Board) -> None:
        self._show(found)

    def _on_filter_wanted(self, part: Part | None, anchor: QWidget) -> None:
        from lifecycle_desktop.ui.filter_popover import open_filter_popover

        open_filter_popover(self.filter, self.runner, anchor, part=part, parent=self)

    def _on_choices(self, choices: FilterChoices) -> None:
        self.filter.today = self.runner.moment().today
        self.filter_row.show_choices(choices)

    def _on_views(self, views: object) -> None:
        self.filter_row.show_views(views)  # type: ignore[arg-type]

    def _on_filter_changed(self) -> None:
        self.ticks.clear()
        if self._memory is not None:
            self._memory.keep(self.filter.wanted)
        if self._board is not None:
            self._read_anew()

    def _on_sorted_by(self, key: str) -> None:
        if self._state is not None:
            self._state.set("board_sort", key)
        if self._board is not None:
            self._read_anew()

    def _on_parked_toggled(self, _on: bool) -> None:
        self.ticks.clear()
        self._read_anew()

    def _show(self, found: Board) -> None:
        if self.moves.is_dragging:  # not under the hand of somebody who drags
            self._held_back = True
            return
        is_first, self._board = self._board is None, found
        self._day = self.runner.moment().today
        self.acts.lifecycle = found.lifecycle
        if not self.area.fits(found):
            self._make_columns(found)
        self.area.show_board(found)
        if found.is_whole:
            self.ticks.keep_only([each for ids in found.ids for each in ids] if len(self.ticks) else ())
        self.filter_row.show_count(found.without_next_step, found.parked)
        self._tell_what_is_shown(found)
        if is_first and self.hasFocus():
            self.take_focus()  # the window asked for it before there were cards
        if self._wanted_id:
            self._go_to_wanted(is_whole=found.is_whole)
        card = self.questions()
        if card is not None:
            card.place()
        self.offers_changed.emit()

    def _make_columns(self, found: Board) -> None:
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.area.isAncestorOf(focused)
        self._focused = None
        self.area.make(found, self._connect, self.filter_row.last_widget())
        read_in_order(self.filter_row.last_widget(), self.ticked_bar)
        if had_focus:
            QTimer.singleShot(0, self.take_focus)

    def _connect(self, column: Column) -> None:
        view = column.view
        view.key_pressed.connect(lambda event: self.keys.answer(column, event))
        view.lifted.connect(lambda at, hold: self.moves.lift(column, at, hold))
        view.dragged.connect(self.moves.drag)
        view.dropped.connect(self.moves.drop)
        view.opened.connect(self.acts.open)
        view.menu_wanted.connect(self._on_menu_wanted)
        view.focused.connect(lambda: self._on_focused(column))
        view.ticked.connect(lambda row, reaches: self._on_ticked(column, row, reaches=reaches))
        view.selectionModel().currentChanged.connect(self.offers_changed)
        column.add_wanted.connect(self._on_add_wanted)
        column.head.clicked.connect(lambda _on=False: self.open_stage_menu(column))
        column.head.beside_wanted.connect(lambda by: self.keys.go_to_head_beside(column, by))

    # --- words ---

    def _tell_what_is_shown(self, found: Board) -> None:
        self.head.set_subtitle(line_of(found, parked=self.filter_row.shows_parked))
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.deleteLater()
        self._show_rows()
        self._empty = empty_of(self, found)
        if self._empty is not None:
            self._stack.addWidget(self._empty)
            self._stack.setCurrentWidget(self._empty)

    def _show_rows(self) -> None:
        """The filters, or while somebody is ticked what can be done with them."""
        found = self._board
        some = found is not None and bool(found.count or found.parked)
        asked = bool(self.filter.wanted) or self.filter_row.shows_parked
        self.filter_row.setVisible((some or asked) and not len(self.ticks))
        self.ticked_bar.setVisible(bool(len(self.ticks)))

    # --- who is meant ---

    @property
    def focused_column(self) -> Column | None:
        """The column that has, or last had, the focus."""
        return self._focused

    def column_of(self, stage_id: int) -> Column | None:
        """The column of a stage."""
        return next((column for column in self.columns if column.stage.stage_id == stage_id), None)

    def _chosen(self) -> Chosen | None:
        return whom.on_board(self.columns, self._focused, self.ticks, parked=self.filter_row.shows_parked)

    def place(self) -> tuple[QWidget, QRect]:
        """Where a popover is to open: the card that has the focus."""
        column = self._focused
        if column is None:
            return self, self.rect()
        return column.view.viewport(), column.view.current_rect()

    def questions(self) -> ExitQuestions | None:
        """The card that asks what the stage somebody left wants to know."""
        if not asks.is_asked(self):
            return None
        from lifecycle_desktop.ui.exit_questions import open_exit_questions

        return open_exit_questions(self)

    # --- ticks ---

    def _on_ticked(self, column: Column, row: int, *, reaches: bool) -> None:
        """A tick is turned; with `reaches` all from the card that has the focus to this one are ticked."""
        if reaches and column is self._focused and column.view.currentIndex().isValid():
            first, last = sorted((column.view.currentIndex().row(), row))
            self.ticks.tick(list(column.cards.ids[first : last + 1]))
        else:
            self.ticks.turn(column.cards.id_at(row))

    def tick_focused(self, column: Column) -> None:
        """Turn the tick of the card that has the focus."""
        if column.view.current_id:
            self.ticks.turn(column.view.current_id)

    def _on_ticks_changed(self, turned: frozenset[int]) -> None:
        for column in self.columns:
            if len(turned) == 1:
                column.cards.told(next(iter(turned)))
            else:
                column.view.viewport().update()
        self.ticked_bar.show_count(len(self.ticks), parked=self.filter_row.shows_parked)
        self._show_rows()
        self.offers_changed.emit()

    def _on_act_wanted(self, what: str, button: QWidget) -> None:
        if what == "move":
            self.acts.pop_up(self.acts.stage_menu(), button.mapToGlobal(button.rect().bottomLeft()))
        elif what == "untick":
            self.ticks.clear()
            self.take_focus()
        elif what == "delete":
            self.acts.delete()
        elif what == "park":
            self.acts.park(button)
        elif what == "sequence":
            self.acts.sequence(button)
        else:
            self.acts.next_step(button)

    # --- moving, as the tests and the drag see it ---

    def cancel_drag(self) -> None:
        """Put the card back where it was."""
        self.moves.cancel()

    def catch_up(self) -> None:
        """Read what was held back while a card was lifted."""
        if self._held_back:
            self._held_back = False
            self._read_whole()

    # --- focus and keys ---

    def _on_focused(self, column: Column) -> None:
        self._focused = column
        self.area.bring_into_view(column)
        self.offers_changed.emit()

    # --- menus ---

    def open_stage_menu(self, column: Column) -> None:
        """Open the menu of a column under its head."""
        from lifecycle_desktop.ui.board.stage_menu import stage_menu

        menu = stage_menu(self, column, self.filter_row.order_menu())
        self.acts.pop_up(menu, column.head.mapToGlobal(column.head.rect().bottomLeft()))

    def _on_menu_wanted(self, at: QPoint) -> None:
        self.acts.pop_up(self.acts.context_menu(), at)

    def _on_add_wanted(self, stage_id: int) -> None:
        column = self.column_of(stage_id)
        if column is not None:
            self.capture_in_stage.emit(stage_id)

    def _on_switched(self, key: str) -> None:
        if key == "list":
            self.navigate.emit("contacts")
            self.switch.set_current("board")

    # --- the window asks ---

    def offers(self) -> Mapping[str, Offer]:
        """The acts on the card that has the focus, and the filter."""
        return {**self.acts.offers(), **self.keys.offers(), "edit.filter": Offer(self.filter_row.take_focus)}

    def open_with(self, argument: object) -> None:
        """Show the board with a filter, or with the card of a contact in view."""
        if isinstance(argument, ContactFilter):
            self.filter.want(argument)
        elif isinstance(argument, int) and not isinstance(argument, bool):
            self._wanted_id = argument
            if self._board is not None and not self.is_stale():
                self._go_to_wanted(is_whole=self._board.is_whole)

    def _go_to_wanted(self, *, is_whole: bool) -> None:
        """Put the focus on the card that was asked for, as soon as it is there."""
        for column in self.columns:
            row = column.cards.number_of(self._wanted_id)
            if row >= 0:
                self._wanted_id = 0
                column.view.go_to(row)
                column.view.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if is_whole:
            self._wanted_id = 0

    def walk(self) -> Sequence[int]:
        """The people of the column that has the focus, in its order."""
        return tuple(self._focused.cards.ids) if self._focused is not None else ()

    def return_to(self, contact_id: int) -> None:
        """Put the focus on the card of somebody, where it still is."""
        self.open_with(contact_id)

    def take_focus(self) -> None:
        """Put the focus on the card where it was, else the first there is."""
        column = self._focused or next((column for column in self.columns if column.cards.ids), None)
        if column is not None:
            column.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().take_focus()

    def panes(self) -> list[QWidget]:
        """The filter row, then the columns, last the questions that are asked."""
        card = self.questions()
        first = self.ticked_bar if len(self.ticks) else self.filter_row.first_widget()
        return [first, *(column.view for column in self.columns), *([card] if card is not None else [])]
