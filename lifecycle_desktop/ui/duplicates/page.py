"""The duplicates page: pairs over the whole database, cleared by key or mouse; each merge can be undone."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.lists import ContactSummary
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.duplicates.pair_card import PairCard
from lifecycle_desktop.ui.duplicates.pair_list import PairList
from lifecycle_desktop.ui.duplicates.pairs import FoundPairs, PairsModel, both, found_pairs
from lifecycle_desktop.ui.page import Page
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.widgets.cards import Card, EmptyState
from lifecycle_desktop.ui.widgets.scrolled import ScrolledColumn
from lifecycle_desktop.ui.widgets.tab_order import read_in_order
from lifecycle_desktop.ui.widgets.two_columns import TwoColumns

PANE, LEAST = 520, 900


class DuplicatesPage(Page):
    """Who may be one person, and what to do about it."""

    shows = frozenset({"contact", "contact_email", "contact_phone", "contact_address", "kept_apart"})

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(runner, parent)
        self._is_own = False  # the change that comes next was made here, and the list knows it
        self._looking: Progress | None = None
        self._is_swapped = False
        self._look_again = False
        self.head.set_title(_("Duplicates"), _("People who may be one person."))
        self.merge_all = self.head.set_primary(_("Merge all sure ones"), "combine", self._on_merge_all)
        self.merge_all.hide()
        self._stack = QStackedWidget(self)
        self.model = PairsModel(self)
        self.list = PairList(self.model, self)
        card = Card(padding=1, spacing=0, parent=self)
        card.column.addWidget(self.list)
        pane = ScrolledColumn(self)
        self.card = PairCard(pane)
        pane.column.addWidget(self.card)
        pane.column.addStretch(1)
        self._both = TwoColumns(card, pane, width=PANE, least=LEAST, parent=self)
        self.empty = EmptyState(
            "circle-check",
            _("No duplicates"),
            _("Nobody here looks like somebody else. Look again after the next import."),
            button=_("Look again"),
            button_icon="refresh-cw",
            on_button=self.refresh,
            parent=self,
        )
        self._stack.addWidget(self._both)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self._stack, 1)
        asking: tuple[PairList | PairCard, ...] = (self.list, self.card)
        for asks in asking:
            asks.merge_wanted.connect(self._on_merge)
            asks.apart_wanted.connect(self._on_apart)
            asks.skip_wanted.connect(self._on_skip)
            asks.swap_wanted.connect(self._on_swap)
        self.list.row_shown.connect(self._on_row)
        self.card.open_wanted.connect(self.open_contact)
        runner.stopped.connect(self._on_stopped)
        runner.failed.connect(self._on_stopped)
        self.card.hide()

    def reload(self) -> None:
        """Look for duplicates again, beside the window."""
        if self._looking is not None:
            self._look_again = True
            return
        progress = self._looking = Progress(label=_("Looking for duplicates"))
        database: Any = self.runner.database
        self._say_looking()
        self.runner.work(self._on_found, found_pairs, database, progress)

    def touch(self, tables: frozenset[str]) -> None:
        if self._is_own:
            self._is_own = False
            return
        super().touch(tables)

    def take_focus(self) -> None:
        widget = self.list if self._stack.currentWidget() is self._both else self.empty.button
        if widget is not None:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> list[QWidget]:
        return [self.list, self.card]

    # --- what was found ---

    def _say_looking(self) -> None:
        if not self.model.rowCount():
            self.empty.set_words(
                _("Looking for duplicates"), _("You can keep working meanwhile."), "hourglass"
            )
            self._stack.setCurrentWidget(self.empty)
            if self.empty.button is not None:
                self.empty.button.hide()

    def _on_found(self, found: FoundPairs) -> None:
        self._looking = None
        row = max(self.list.currentIndex().row(), 0)
        self.model.show_pairs(found)
        self._show(row)
        if self._look_again:  # something changed meanwhile
            self._look_again = False
            self.reload()

    def _on_stopped(self, _why: object) -> None:
        if self._looking is not None:
            self._looking = None
            self._look_again = False
            self._show(0, stopped=True)
        self.merge_all.setEnabled(True)

    def _show(self, row: int, *, stopped: bool = False) -> None:
        """Show the list as it is now, and one of its rows closely."""
        count, sure = self.model.rowCount(), len(self.model.sure)
        pairs = ngettext("{n} pair", "{n} pairs", count).format(n=number(count))
        told = _("{pairs}, {sure} of them surely the same.").format(pairs=pairs, sure=number(sure))
        self.head.set_subtitle(told if count else _("People who may be one person."))
        words = ngettext("Merge the {n} sure one", "Merge all {n} sure ones", sure)
        self.merge_all.setText(words.format(n=number(sure)))
        self.merge_all.setVisible(bool(sure))
        if not count:
            if stopped:
                self.empty.set_words(
                    _("Not looked to the end"), _("Look again when you have time."), "circle-pause"
                )
            else:
                why = _("Nobody here looks like somebody else. Look again after the next import.")
                self.empty.set_words(_("No duplicates"), why, "circle-check")
            if self.empty.button is not None:
                self.empty.button.show()
        focused = QApplication.focusWidget()
        had_focus = focused is self.list or (focused is not None and self.card.isAncestorOf(focused))
        self._stack.setCurrentWidget(self._both if count else self.empty)
        self.card.setVisible(False if not count else self.card.isVisible())
        self.list.go_to(row)
        if had_focus or (self.isVisible() and not count):
            self.take_focus()

    def _on_row(self, row: int) -> None:
        self._is_swapped = False
        self._ask_for(row)

    def _ask_for(self, row: int) -> None:
        pair = self.model.pair(row)
        if pair is not None:
            ids = (pair.other_id, pair.one_id) if self._is_swapped else (pair.one_id, pair.other_id)
            self.runner.read(self._on_both, both, *ids, self.runner.moment())

    def _on_both(self, told: tuple[int, int, ContactSummary | None, ContactSummary | None]) -> None:
        one_id, other_id, one, other = told
        row = self.list.currentIndex().row()
        pair = self.model.pair(row)
        if pair is None or {pair.one_id, pair.other_id} != {one_id, other_id}:
            return
        if one is None or other is None:  # gone under the open page
            self.model.drop_contact(one_id if one is None else other_id)
            self._show(row)
            return
        self.card.show_pair(pair, one, other)
        self.card.show()
        read_in_order(self.list, *self.card.as_read())

    # --- what is done ---

    def _current(self) -> tuple[int, int, int] | None:
        """The row, the one who stays and the one who goes into them."""
        row = self.list.currentIndex().row()
        pair = self.model.pair(row)
        if pair is None or {pair.one_id, pair.other_id} != set(self.card.ids):
            return None
        return row, *self.card.ids

    def _names(self, keep_id: int, other_id: int) -> dict[str, str]:
        return {
            "one": shortened(self.model.name(keep_id), 40),
            "other": shortened(self.model.name(other_id), 40),
        }

    def _on_merge(self) -> None:
        from lifecycle_desktop.core.operations.merging import merge_contacts

        current = self._current()
        if current is None:
            return
        row, keep_id, other_id = current
        names = self._names(keep_id, other_id)
        said = _("{other} is merged into {one}").format(**names)

        def done(_nothing: object) -> None:
            self._is_own = True
            self.model.went_into(other_id, keep_id)
            self._show(row)
            self.toast.emit(said, True)

        label = _("Merge {other} into {one}").format(**names)
        moment = self.runner.moment()
        self.runner.write(
            label, merge_contacts, keep_id, other_id, moment, choices=self.card.choices(), then=done
        )

    def _on_apart(self) -> None:
        from lifecycle_desktop.core.operations.merging import keep_apart

        current = self._current()
        if current is None:
            return
        row, one_id, other_id = current
        names = self._names(one_id, other_id)
        said = _("{one} and {other} stay two people").format(**names)

        def done(_nothing: object) -> None:
            self._is_own = True
            self.model.drop(*sorted((one_id, other_id)))
            self._show(row)
            self.toast.emit(said, True)

        self.runner.write(said, keep_apart, one_id, other_id, self.runner.moment(), then=done)

    def _on_skip(self) -> None:
        row = self.list.currentIndex().row()
        self.model.skip(row)
        self._show(row if row < self.model.rowCount() - 1 else 0)

    def _on_swap(self) -> None:
        self._is_swapped = not self._is_swapped
        self._ask_for(self.list.currentIndex().row())

    def _on_merge_all(self) -> None:
        """A verified backup first, then all sure pairs as one step."""
        pairs = self.model.sure
        if not pairs:
            return
        self.merge_all.setEnabled(False)
        database: Any = self.runner.database
        moment = self.runner.moment()

        def back_up() -> object:
            from lifecycle_desktop.core.store.backup import back_up_now

            with database.read() as connection:
                return back_up_now(connection, database.path, moment, _("before merging"))

        self.runner.on_writer(lambda _path: self._merge_all(pairs), back_up)

    def _merge_all(self, pairs: list[tuple[int, int]]) -> None:
        from lifecycle_desktop.core.operations.merging import merge_all

        label = ngettext("Merge {n} sure duplicate", "Merge {n} sure duplicates", len(pairs)).format(
            n=len(pairs)
        )
        progress = Progress(len(pairs), label)

        def done(count: int) -> None:
            self.merge_all.setEnabled(True)
            said = ngettext(
                "{n} contact is merged into another", "{n} contacts are merged into others", count
            )
            self.toast.emit(said.format(n=number(count)), True)

        self.runner.write(label, merge_all, pairs, self.runner.moment(), progress, then=done)
