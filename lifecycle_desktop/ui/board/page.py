"""The board page: a column per stage, the filter row, moving people by hand, key and menu."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.lists import Board
from lifecycle_desktop.core.model.smart_list import ContactFilter
from lifecycle_desktop.core.queries.board import FIRST_CARDS, board
from lifecycle_desktop.core.queries.contacts import filter_choices
from lifecycle_desktop.ui.board.column import Column
from lifecycle_desktop.ui.board.drag import Drag
from lifecycle_desktop.ui.board.filter_row import FilterRow
from lifecycle_desktop.ui.contact_acts import Chosen, ContactActs, people_words
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.filter_choice import FilterChoice
from lifecycle_desktop.ui.page import Offer, Page
from lifecycle_desktop.ui.pages import present_pages
from lifecycle_desktop.ui.people_empty import no_match, nobody_yet
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.widgets.buttons import SegmentedControl
from lifecycle_desktop.ui.widgets.cards import EmptyState

_COLUMN_GAP = 8
_ROW_GAP = 13
MINUTE = 60_000  # ms


class BoardPage(Page):
    """Everybody by stage."""

    shows = frozenset(
        {
            "contact",
            "follow_up",
            "stage",
            "lifecycle",
            "stage_move",
            "activity",
            "source",
            "tag",
            "contact_tag",
        }
    )
    rail_below = 1360

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(runner, parent)
        self.column.setSpacing(_ROW_GAP)
        self.body.setSpacing(_ROW_GAP)
        self.filter = FilterChoice(self)
        self.columns: list[Column] = []
        self._board: Board | None = None
        self._focused: Column | None = None
        self._drag: Drag | None = None
        self._held_back: Board | None = None
        self.acts = ContactActs(
            self, self._chosen, self._place, on_open=self.open_contact.emit, on_move=self._on_move
        )
        self._build_head()
        self.filter_row = FilterRow(self.filter, self)
        self.filter_row.sorted_by.connect(lambda _sort: self._read_anew())
        self.body.addWidget(self.filter_row)
        self._build_columns()
        self.filter.changed.connect(self._read_anew)
        runner.failed.connect(self._on_failed)
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

    def _build_columns(self) -> None:
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = self._inner = QWidget(self.area)
        inner.setProperty("role", "plain")
        self._row = QHBoxLayout(inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_COLUMN_GAP)
        self.area.setWidget(inner)
        self._empty: EmptyState | None = None
        self._stack = QStackedLayout()
        self._stack.addWidget(self.area)
        self.body.addLayout(self._stack, 1)

    # --- reading ---

    def reload(self) -> None:
        """Read the whole board; the first time its beginning before."""
        if self._board is None:
            self._read_first()
        self._read_whole()
        self.runner.read(self._on_choices, filter_choices)

    def _read_anew(self) -> None:
        """Read for another filter or order: what is seen first, then the rest."""
        self._read_first()
        self._read_whole()

    def _read_first(self) -> None:
        wanted, sort = self.filter.wanted, self.filter_row.sort
        self.runner.read(self._on_first, board, wanted, sort, self.runner.moment(), limit=FIRST_CARDS)

    def _read_whole(self) -> None:
        self.runner.read(
            self._on_whole, board, self.filter.wanted, self.filter_row.sort, self.runner.moment()
        )

    def _on_failed(self, _error: Exception) -> None:
        """A card that was shown as moved goes back where it is."""
        if self._board is not None and self.isVisible():
            self._read_whole()

    def _on_minute(self) -> None:
        if self.isVisible() and any(column.cards.grows_old() for column in self.columns):
            self._read_whole()

    def _on_first(self, found: Board) -> None:
        self._show(found)

    def _on_whole(self, found: Board) -> None:
        self._show(found)

    def _on_choices(self, choices: object) -> None:
        self.filter_row.show_choices(choices)

    def _show(self, found: Board) -> None:
        if self._drag is not None:  # not under the hand of somebody who drags
            self._held_back = found
            return
        is_first, self._board = self._board is None, found
        self.acts.lifecycle = found.lifecycle
        if [column.stage.stage_id for column in self.columns] != [
            head.stage.stage_id for head in found.columns
        ]:
            self._make_columns(found)
        for column, head, ids in zip(self.columns, found.columns, found.ids, strict=True):
            self._show_column(column, found, ids)
            column.show_head(head, len(found.columns))
        self.filter_row.show_count(found.without_next_step)
        self._tell_what_is_shown(found)
        if is_first and self.hasFocus():
            self.take_focus()  # the window asked for it before there were cards
        self.offers_changed.emit()

    def _show_column(self, column: Column, found: Board, ids: object) -> None:
        view = column.view
        focused, row, scroll = view.current_id, view.currentIndex().row(), view.verticalScrollBar().value()
        if not column.cards.show(ids, found.cards, found.answer_aim_minutes):  # type: ignore[arg-type]
            return
        view.verticalScrollBar().setValue(scroll)
        there = column.cards.number_of(focused) if focused else -1
        if there >= 0:
            view.setCurrentIndex(column.cards.index(there, 0))
            if view.hasFocus():
                view.scrollTo(view.currentIndex())
        elif row >= 0 and column.cards.ids:
            view.go_to(row)

    def _make_columns(self, found: Board) -> None:
        for old in self.columns:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.columns, self._focused = [], None
        before: QWidget = self.filter_row.last_widget()
        for head in found.columns:
            column = Column(self.runner, head.stage, len(found.columns), self._inner)
            column.view.key_pressed.connect(lambda event, column=column: self._on_key(column, event))
            column.view.lifted.connect(lambda at, hold, column=column: self._on_lifted(column, at, hold))
            column.view.dragged.connect(self._on_dragged)
            column.view.dropped.connect(self._on_dropped)
            column.view.opened.connect(self.acts.open)
            column.view.menu_wanted.connect(self._on_menu_wanted)
            column.view.focused.connect(lambda column=column: self._on_focused(column))
            column.view.selectionModel().currentChanged.connect(self.offers_changed)
            column.add_wanted.connect(self._on_add_wanted)
            self._row.addWidget(column, 1)
            QWidget.setTabOrder(before, column.view)
            QWidget.setTabOrder(column.view, column.add)
            before = column.add
            self.columns.append(column)

    # --- words ---

    def _tell_what_is_shown(self, found: Board) -> None:
        stages = len(found.columns)
        in_stages = ngettext("{people} in {n} stage.", "{people} in {n} stages.", stages)
        text = in_stages.format(people=people_words(found.count), n=stages)
        missing = found.without_next_step
        if missing:
            more = ngettext("{n} has no next step.", "{n} have no next step.", missing)
            text += " " + more.format(n=number(missing))
        elif found.count:
            text += " " + _("Everyone has a next step.")
        self.head.set_subtitle(text)
        self._show_empty(found)

    def _show_empty(self, found: Board) -> None:
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.deleteLater()
            self._empty = None
        self.filter_row.setVisible(bool(found.count) or bool(self.filter.wanted))
        if found.count:
            return
        if self.filter.wanted:
            self._empty = no_match(self, self.filter)
        else:
            self._empty = nobody_yet(self, self.navigate.emit)
        self._stack.addWidget(self._empty)
        self._stack.setCurrentWidget(self._empty)

    # --- who is meant ---

    @property
    def focused_column(self) -> Column | None:
        """The column that has, or last had, the focus."""
        return self._focused

    def _chosen(self) -> Chosen | None:
        column = self._focused
        if column is None:
            return None
        contact_id, shown = column.view.current_id, column.view.current_card
        if not contact_id or shown is None:
            return None
        card = shown.card
        return Chosen((contact_id,), card.name, column.stage.stage_id, card.temperature, card.next_step)

    def _place(self) -> tuple[QWidget, QRect]:
        column = self._focused
        if column is None:
            return self, self.rect()
        return column.view.viewport(), column.view.current_rect()

    # --- moving ---

    def _on_move(self, chosen: Chosen, stage_id: int) -> None:
        """Move by key or menu: the card goes at once, the focus with it."""
        origin = self._column_of(chosen.stage_id)
        target = self._column_of(stage_id)
        if origin is None or target is None or origin is target:
            return
        self._carry(chosen.ids[0], origin, target, target.view.first_whole_row())

    def _on_card_dropped(self, contact_id: int, origin: Column, target: Column, row: int) -> None:
        self._carry(contact_id, origin, target, row)

    def _carry(self, contact_id: int, origin: Column, target: Column, row: int) -> None:
        """Show the card in its new column now, then keep the move."""
        shown = origin.view.current_card if origin.view.current_id == contact_id else None
        name = shown.card.name if shown is not None else ""
        card = origin.cards.remove(contact_id)
        target.cards.insert(row, contact_id, card)
        target.view.go_to(target.cards.number_of(contact_id))
        target.view.setFocus(Qt.FocusReason.OtherFocusReason)
        chosen = Chosen((contact_id,), name, origin.stage.stage_id)
        self.acts.write_move(chosen, target.stage.stage_id)

    def _column_of(self, stage_id: int) -> Column | None:
        return next((column for column in self.columns if column.stage.stage_id == stage_id), None)

    def _on_lifted(self, column: Column, at: QPoint, hold: QPoint) -> None:
        if column.view.current_card is None:
            column.view.let_go()
            return
        self._drag = Drag(self.area, self.columns, column, hold=hold, on_drop=self._on_card_dropped)
        self._drag.move(at)

    def _on_dragged(self, at: QPoint) -> None:
        if self._drag is not None:
            self._drag.move(at)

    def _on_dropped(self, at: QPoint) -> None:
        if self._drag is not None:
            drag, self._drag = self._drag, None
            drag.move(at)
            drag.drop()
            self._catch_up()

    def cancel_drag(self) -> None:
        """Put the card back where it was."""
        if self._drag is not None:
            drag, self._drag = self._drag, None
            drag.end()
            self._catch_up()

    def _catch_up(self) -> None:
        if self._held_back is not None:
            self._held_back = None
            self._read_whole()

    # --- focus and keys ---

    def _on_focused(self, column: Column) -> None:
        self._focused = column
        self.area.ensureWidgetVisible(column, _COLUMN_GAP, 0)
        self.offers_changed.emit()

    def _on_key(self, column: Column, event: QKeyEvent) -> None:
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        sideways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), 0)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            sideways = -sideways
        if key == Qt.Key.Key_Escape and self._drag is not None:
            self.cancel_drag()
        elif sideways and control:
            self.acts.step_stage(sideways)
        elif sideways and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self._go_beside(column, sideways)
        elif not self.acts.handle_key(event):
            return
        event.accept()

    def _go_beside(self, column: Column, step: int) -> None:
        """Put the focus on the card beside, at the same height; columns without cards are passed over."""
        place = self.columns.index(column) + step
        while 0 <= place < len(self.columns) and not self.columns[place].cards.ids:
            place += step
        if not 0 <= place < len(self.columns):
            return
        view = self.columns[place].view
        rect = column.view.visualRect(column.view.currentIndex())
        row = view.rowAt(min(max(rect.center().y(), 0), view.viewport().height() - 1))
        view.go_to(row if row >= 0 else len(view.cards.ids) - 1)
        view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_menu_wanted(self, at: QPoint) -> None:
        self.acts.pop_up(self.acts.context_menu(), at)

    def _on_add_wanted(self, stage_id: int) -> None:
        column = self._column_of(stage_id)
        if column is not None:
            self.capture_in_stage.emit(stage_id)

    def _on_switched(self, key: str) -> None:
        if key == "list":
            self.navigate.emit("contacts")
            self.switch.set_current("board")

    # --- the window asks ---

    def offers(self) -> Mapping[str, Offer]:
        """The acts on the card that has the focus, and the filter."""
        return {**self.acts.offers(), "edit.filter": Offer(self.filter_row.take_focus)}

    def open_with(self, argument: object) -> None:
        """Show the board with a filter, or with the card of a contact in view."""
        if isinstance(argument, ContactFilter):
            self.filter.want(argument)
        elif isinstance(argument, int):
            for column in self.columns:
                row = column.cards.number_of(argument)
                if row >= 0:
                    column.view.go_to(row)
                    column.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """Put the focus on the card where it was, else the first there is."""
        column = self._focused or next((column for column in self.columns if column.cards.ids), None)
        if column is not None:
            column.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().take_focus()

    def panes(self) -> list[QWidget]:
        """The filter row, then the columns."""
        return [self.filter_row.first_widget(), *(column.view for column in self.columns)]
