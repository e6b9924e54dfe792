"""The contacts page: tabs, filters and table at the left, one person at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.lists import ContactList, FilterChoices
from lifecycle_desktop.core.model.saved_view import BUILT_IN_FILTERS
from lifecycle_desktop.core.model.smart_list import ContactFilter
from lifecycle_desktop.core.queries.contacts import filter_choices
from lifecycle_desktop.core.queries.table_columns import own_fields
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.contact_acts import people_words
from lifecycle_desktop.ui.contacts.column_choice import ColumnChoice
from lifecycle_desktop.ui.contacts.filter_row import FilterRow
from lifecycle_desktop.ui.contacts.pane import Pane
from lifecycle_desktop.ui.contacts.pane_side import PaneSide
from lifecycle_desktop.ui.contacts.people_acts import PeopleActs
from lifecycle_desktop.ui.contacts.people_card import PeopleCard
from lifecycle_desktop.ui.contacts.reading import PeopleReading
from lifecycle_desktop.ui.contacts.rows import PeopleRows
from lifecycle_desktop.ui.contacts.shown_person import ShownPerson
from lifecycle_desktop.ui.contacts.tabs import VIEWS
from lifecycle_desktop.ui.contacts.view_row import ViewRow
from lifecycle_desktop.ui.contacts.views import Views
from lifecycle_desktop.ui.filter_choice import FilterChoice
from lifecycle_desktop.ui.page import Offer, Page
from lifecycle_desktop.ui.pages import present_pages
from lifecycle_desktop.ui.people_empty import all_clear, no_match, nobody_yet
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.widgets.cards import EmptyState
from lifecycle_desktop.ui.widgets.labels import Label

if TYPE_CHECKING:
    from lifecycle_desktop.ui.window_state import WindowState

_GAP = 11


class ContactsPage(Page):
    """Everybody in a table."""

    shows = frozenset(
        {
            "contact", "follow_up", "activity", "stage", "lifecycle", "stage_move", "source", "tag", "contact_tag",
            "contact_email", "contact_phone", "contact_address", "contact_date", "permission", "purchase",
            "household", "own_field", "contact_own_value", "saved_view",
        }
    )  # fmt: skip

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(runner, parent)
        self.column.setSpacing(_GAP)
        self.body.setSpacing(_GAP)
        self.filter = FilterChoice(self)
        self.people = PeopleRows(runner)
        self.reading = PeopleReading(self)
        self._wanted_id = 0
        self._ticked_in = VIEWS[0]  # the view in which people were ticked
        self._ticks_all = False  # everybody is to be ticked as soon as all ids are there
        self._kept_id = 0  # who had the focus last, to go back to when a filter that left nobody is taken off
        self._build()
        self._connect()

    # --- building ---

    def _build(self) -> None:
        self.head.set_title(_("Contacts"))
        self.head.set_primary(_("New contact"), "user-plus", lambda: self.capture.emit(""), key="Ctrl+N")
        self.view_row = ViewRow(self)
        self.tabs = self.view_row.tabs
        self.body.addWidget(self.view_row)
        self.filter_row = FilterRow(self.filter, self.runner, self)
        self.body.addWidget(self.filter_row)
        self.notes = Label("", face="small", tone="warn", wrap=True, parent=self)
        self.notes.hide()
        self.body.addWidget(self.notes)
        self.card = PeopleCard(self.people, self)
        self.table, self.foot = self.card.table, self.card.foot
        self.pane = Pane(self)
        self.pane.has_full_page = "contact" in present_pages()
        self._row = QHBoxLayout()
        self._row.setSpacing(style.SPACE_L)
        self._row.addWidget(self.card, 1)
        self._row.addWidget(self.pane)
        self.body.addLayout(self._row, 1)
        self.side = PaneSide(self, self.pane, self._row, self.card)
        self.shown = ShownPerson(self, self.pane, self.side, self.table)
        self.column_choice = ColumnChoice(self, self.table, self.foot)
        self.people_acts = PeopleActs(self)
        self.acts, self.many, self.pane.acts = (
            self.people_acts.row,
            self.people_acts.many,
            self.people_acts.pane,
        )

    def _connect(self) -> None:
        self.reading.came.connect(self._show)
        self.views = Views(self.runner, self.filter, self, self.view_row, self)
        self.views.changed.connect(self._on_others_wanted)
        self.views.notes_changed.connect(self._show_notes)
        self.views.toast.connect(self.toast)
        self.filter_row.export.clicked.connect(lambda _on=False: self.export())
        self.filter_row.field.left_for_table.connect(self._on_left_for_table)
        self.table.key_pressed.connect(self.people_acts.handle_key)
        self.table.opened.connect(self.acts.open)
        self.table.menu_wanted.connect(self.people_acts.pop_up_menu)
        self.table.row_clicked.connect(self.shown.slide_in)
        self.table.ticks_changed.connect(self._tell_ticks)
        self.table.tick_all_wanted.connect(self._on_tick_all)
        self.table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.foot.wanted.connect(self.many.act)
        self.column_choice.changed.connect(self._on_layout_chosen)
        self.filter_row.columns.clicked.connect(lambda _on=False: self.choose_columns())

    # --- reading ---

    @property
    def wanted(self) -> ContactFilter:
        """The filter in force: the view and what was added to it."""
        return self.views.wanted

    def reload(self) -> None:
        """Read the whole table; the first time its beginning before."""
        self.reading.again()
        self.filter.today = self.runner.moment().today
        self.runner.read(self._on_choices, filter_choices)
        self.views.read()
        self.runner.read(self.column_choice.take_own_fields, own_fields)
        self.shown.read_again()

    def _on_choices(self, choices: FilterChoices) -> None:
        self.filter.take_choices(choices)

    def _show(self, found: ContactList) -> None:
        self.people_acts.take_lifecycle(found.lifecycle)
        table = self.table
        focused, row, scroll = table.current_id, table.currentIndex().row(), table.verticalScrollBar().value()
        changed = self.people.show(
            found.ids, found.rows, found.answer_aim_minutes, len(found.lifecycle.stages)
        )
        if changed:
            table.verticalScrollBar().setValue(scroll)
            self._keep_row(focused or self._kept_id, row)
        if self._wanted_id:
            self._go_to_wanted(is_whole=found.is_whole)
        self.tabs.show_counts(found.views)
        self._tell(found)
        self._tell_ticks()
        self.offers_changed.emit()
        if self._ticks_all and found.is_whole:
            self._on_tick_all(True)

    def _keep_row(self, focused: int, row: int) -> None:
        """Put the focus on the same person again and into view, else on the row where it was."""
        there = self.people.number_of(focused) if focused else -1
        if there >= 0:
            self.table.go_to(there)
        elif self.people.ids:
            self.table.go_to(max(row, 0))
        elif self.pane.summary is not None and not self._wanted_id:
            self.pane.show_nobody()

    # --- words ---

    def _tell(self, found: ContactList) -> None:
        count = len(found.ids) if found.is_whole else None
        everyone = found.views.everyone
        if everyone:
            words = ngettext("{n}, kept on this computer.", "{n}, kept on this computer.", everyone)
            self.head.set_subtitle(words.format(n=people_words(everyone)))
        else:
            self.head.set_subtitle(_("Nobody yet. All is kept on this computer."))
        if count is not None:
            total = found.views.trash if self.wanted.in_trash else everyone
            is_filtered = bool(self.wanted) and self.wanted != BUILT_IN_FILTERS["trash"]
            self.foot.show_counts(count, total, is_filtered=is_filtered)
        self._show_empty(found)

    def _show_empty(self, found: ContactList) -> None:
        nobody = self.reading.nobody
        self.view_row.setVisible(not nobody)
        self.filter_row.setVisible(not nobody)
        self._place_pane()
        empty: EmptyState | None = None
        if nobody:
            empty = nobody_yet(self, self.navigate.emit)
        elif not len(found.ids) and self.filter.wanted:
            empty = no_match(self, self.filter)
        elif not len(found.ids):
            empty = all_clear(self, self.views.view)
        self.card.show_empty(empty)

    def _tell_ticks(self) -> None:
        self.foot.show_ticked(len(self.people.ticked), in_trash=self.is_trash)
        self.filter_row.export.setEnabled(self._can_export())
        self.table.head.viewport().update()
        self.offers_changed.emit()

    @property
    def is_trash(self) -> bool:
        """Whether everybody shown is in the trash."""
        return self.wanted.in_trash

    # --- the pane ---

    def show_contact(self, contact_id: int) -> None:
        """Show a person in the pane and go there."""
        self.shown.open(contact_id)

    def close_pane(self) -> None:
        """Take the pane away until somebody is opened."""
        self.shown.close()

    def open_person(self, contact_id: int) -> None:
        """Show all of a person: their page, or the pane as long as there is no page."""
        if "contact" in present_pages():
            self.navigate.emit(f"contact:{contact_id}")
        else:
            self.show_contact(contact_id)

    def _on_row_changed(self) -> None:
        contact_id = self.table.current_id
        self._kept_id = contact_id or self._kept_id
        if contact_id and not self.pane.isHidden():
            self.shown.read(contact_id)
        self.offers_changed.emit()

    def _place_pane(self) -> None:
        self.shown.place(wanted=not self.reading.nobody)

    def retheme(self) -> None:
        """Put the pane where there is room for it in the look in force."""
        self._place_pane()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_pane()

    # --- filter and order ---

    def _on_others_wanted(self) -> None:
        if self.views.view != self._ticked_in:
            self._ticked_in = self.views.view
            self.people.ticked = set()
        self.reading.anew()

    def _show_notes(self) -> None:
        self.notes.setText(" ".join(self.views.notes))
        self.notes.setVisible(bool(self.views.notes))

    def layout_now(self) -> tuple[tuple[str, ...], str]:
        """The columns and the order as a saved view keeps them."""
        return self.columns, self.column_choice.order_text

    def take_layout(self, columns: Sequence[str], order: str) -> None:
        """Show the columns and the order of a view; what it does not say stays as it is."""
        self.column_choice.take_layout(columns, order)

    @property
    def sort(self) -> str:
        """The column that the table is sorted by."""
        return self.people.order[0]

    @property
    def descending(self) -> bool:
        """Whether it is sorted backwards."""
        return self.people.order[1]

    @property
    def columns(self) -> tuple[str, ...]:
        """The keys of the columns that are shown, in order, as a saved view keeps them."""
        return self.people.columns

    @columns.setter
    def columns(self, keys: Sequence[str]) -> None:
        self.column_choice.choose(keys)

    def sort_by(self, column: str, descending: bool) -> None:
        """Put another order in force; the row with the focus stays in view."""
        self.column_choice.sort_by(column, descending=descending)

    def choose_columns(self) -> None:
        """Ask which columns are to be shown."""
        self.column_choice.ask(self.filter_row.columns)

    def _on_layout_chosen(self) -> None:
        self.views.on_layout_changed()
        if self.reading.found is not None:
            self.reading.anew()

    def remember_in(self, state: WindowState) -> None:
        """Take columns, widths and order as this machine remembers them."""
        self.column_choice.remember_in(state)
        self.views.remember()

    def _on_left_for_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- ticks ---

    def _on_tick_all(self, on: bool) -> None:
        """Tick everybody who matches, also those whose ids have not all come yet."""
        self._ticks_all = on and self.reading.found is not None and not self.reading.is_whole
        self.table.tick_all(on)

    def untick(self) -> None:
        """Untick everybody; the focus goes to the table."""
        self._on_tick_all(False)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def everybody_shown(self) -> tuple[int, ...]:
        """All who match, in order; nobody as long as not all of them are known."""
        return tuple(self.people.ids) if self.reading.is_whole else ()

    def export(self) -> None:
        """Save those who are ticked, else everybody shown, as a CSV file."""
        self.many.export()

    def _can_export(self) -> bool:
        return bool(self.people.ids) and not self.is_trash

    def leave_layer(self) -> bool:
        """Untick, else close a pane that lies over the table; whether there was anything to leave."""
        if self.people.ticked or self._ticks_all:
            self.untick()
        elif self.side.slides_over and self.pane.isVisible():
            self.close_pane()
        else:
            return False
        return True

    # --- the window asks ---

    def offers(self) -> Mapping[str, Offer]:
        """The acts on the person of the row, or on all that are ticked, and the filter."""
        offers = self.people_acts.offers()
        offers["view.columns"] = Offer(self.choose_columns)
        offers["file.export"] = Offer(self.export, self._can_export)
        offers["edit.filter"] = Offer(
            lambda: self.filter_row.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        )
        return offers

    def open_with(self, argument: object) -> None:
        """Show a contact by its id, a view by its name, or a filter."""
        if isinstance(argument, bool):
            return
        if isinstance(argument, int):
            self._wanted_id = argument
            if self.reading.found is not None and not self.is_stale():
                self._go_to_wanted(is_whole=self.reading.is_whole)
        elif isinstance(argument, str) and argument in VIEWS:
            self.views.show_view(argument, ContactFilter())
        elif isinstance(argument, ContactFilter):
            self.views.show_view("everyone", argument)

    def _go_to_wanted(self, *, is_whole: bool) -> None:
        """Put the focus on the contact that was asked for; take the filters off where they hide it."""
        row = self.people.number_of(self._wanted_id)
        if row < 0 and not is_whole:
            return  # further down: the whole list is on its way
        wanted, self._wanted_id = self._wanted_id, 0
        if row >= 0:
            self.table.go_to(row)
        elif self.wanted:
            self._wanted_id = wanted
            self.views.show_view("everyone", ContactFilter())
            return
        self.show_contact(wanted)

    def walk(self) -> Sequence[int]:
        """Everybody the table shows, in its order."""
        return self.people.ids

    def return_to(self, contact_id: int) -> None:
        """Put the focus on somebody of the table."""
        row = self.people.number_of(contact_id)
        if row >= 0:
            self.table.go_to(row)

    def take_focus(self) -> None:
        """Put the focus on the table, or on the pane when somebody was just opened."""
        if not (self.pane.isVisible() and self.pane.isAncestorOf(QApplication.focusWidget() or self)):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> list[QWidget]:
        """Tabs, filters, table and pane."""
        shown: list[QWidget] = [self.tabs, self.filter_row.field, self.table]
        return [*shown, self.pane] if self.pane.isVisible() else shown
