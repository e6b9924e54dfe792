"""Which view of the table is in force, what was changed in it, and saving, renaming, moving, deleting views."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QMenu, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.filter_words import filter_words
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.saved_view import BUILT_IN_FILTERS, SavedView
from lifecycle_desktop.core.model.smart_list import ContactFilter, all_of
from lifecycle_desktop.core.queries.contacts import contact_count
from lifecycle_desktop.core.queries.saved_views import saved_views
from lifecycle_desktop.ui.contacts.tabs import TRASH, VIEWS
from lifecycle_desktop.ui.contacts.view_row import NamePopover, ViewRow
from lifecycle_desktop.ui.filter_choice import FilterChoice
from lifecycle_desktop.ui.filter_memory import FilterMemory
from lifecycle_desktop.ui.runner import Runner

_PLACE = "contacts:view"


class TableLayout(Protocol):
    """What a view keeps of the table besides its people."""

    def layout_now(self) -> tuple[tuple[str, ...], str]:
        """The columns that are shown, and the order as "key" or "-key"."""
        ...

    def take_layout(self, columns: Sequence[str], order: str) -> None:
        """Show other columns in another order; nothing is read for it."""
        ...


@dataclass(frozen=True)
class _Shown:
    """A filter with columns and order."""

    wanted: ContactFilter
    columns: tuple[str, ...] = ()
    order: str = ""


class Views(QObject):
    """Keeps the tabs, the filter and the layout of the table in step. `changed`: other people are wanted."""

    changed = Signal()
    toast = Signal(str, bool)
    notes_changed = Signal()

    def __init__(
        self, runner: Runner, choice: FilterChoice, layout: TableLayout, row: ViewRow, page: QWidget
    ) -> None:
        super().__init__(page)
        self._runner, self._choice, self._layout, self.row, self._page = runner, choice, layout, row, page
        self.tabs = row.tabs
        self.saved: dict[str, SavedView] = {}
        self._current = self.tabs.view
        self._drafts: dict[str, _Shown] = {}  # what was left of each view when another was chosen
        self._plain: tuple[tuple[str, ...], str] | None = None  # columns and order of the built-in views
        self._to_count: list[str] = []
        self._is_taking = False
        self._memory: FilterMemory | None = None
        self._was_recalled = False
        self._wanted_view = ""
        self._is_saved = False  # what is shown was just saved as another view
        self._count_next = QTimer(self)
        self._count_next.setSingleShot(True)
        self._count_next.timeout.connect(self._on_count_next)
        self.tabs.chosen.connect(self._on_chosen)
        self.tabs.menu_wanted.connect(self._on_menu)
        self.tabs.rename_wanted.connect(self.ask_new_name)
        self.tabs.delete_wanted.connect(self.delete)
        self.tabs.move_wanted.connect(self.move)
        row.save_wanted.connect(self.ask_name)
        row.keep_wanted.connect(self.keep_changes)
        choice.changed.connect(self._on_filter_changed)

    # --- what is in force ---

    @property
    def view(self) -> str:
        """The key of the view in force."""
        return self._current

    @property
    def wanted(self) -> ContactFilter:
        """Whom the table is to show: what the built-in view says, and the filters that are on."""
        own = BUILT_IN_FILTERS.get(self._current, ContactFilter())
        wanted = self._choice.wanted
        return wanted.wanting(all_of(*own.group.parts, *wanted.group.parts))

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said of the view in force: what of it is gone."""
        view = self.saved.get(self._current)
        return view.notes if view is not None and self._choice.wanted == view.wanted else ()

    @property
    def is_changed(self) -> bool:
        """Whether the view in force, one of the owner's, differs from what was saved."""
        view = self.saved.get(self._current)
        return view is not None and self._differs(view, self._now())

    def _differs(self, view: SavedView, shown: _Shown) -> bool:
        return (
            shown.wanted != view.wanted
            or (bool(view.columns) and shown.columns != view.columns)
            or (bool(view.sort) and shown.order != view.sort)
        )

    def _now(self) -> _Shown:
        return _Shown(self._choice.wanted, *self._layout.layout_now())

    # --- reading ---

    def read(self) -> None:
        """Read the owner's views, and count whom they show."""
        self._runner.read(self._on_views, saved_views)

    def _on_views(self, found: tuple[SavedView, ...]) -> None:
        before = self.saved
        was_changed = self.is_changed
        self.saved = {view.key: view for view in found}
        for key in list(self._drafts):
            if key not in self.saved and key not in VIEWS:
                del self._drafts[key]
        self.tabs.show_views(found)
        now = self.saved.get(self._current)
        if now is not None and self._current in before and now != before[self._current] and not was_changed:
            self._take(_Shown(now.wanted, now.columns, now.sort))  # undone, or changed elsewhere
        if self._wanted_view in self.saved:
            view, self._wanted_view = self._wanted_view, ""
            self.show_view(view)
            self._is_saved = False
        self._tell()
        self.count_again()

    def count_again(self) -> None:
        """Count whom the owner's views show, one after the other, so that nobody waits for all of them."""
        self._to_count = list(self.saved)
        if self._to_count:
            self._count_next.start(0)

    def _on_count_next(self) -> None:
        while self._to_count:
            key = self._to_count.pop(0)
            view = self.saved.get(key)
            if view is not None:
                then = partial(self._on_counted, key)
                self._runner.read(then, contact_count, view.wanted, self._runner.moment())
                return

    def _on_counted(self, key: str, count: int) -> None:
        self.tabs.show_count(key, count)
        self.row.fit()
        if self._to_count:
            self._count_next.start(0)

    # --- going to a view ---

    def show_view(self, view: str, wanted: ContactFilter | None = None) -> None:
        """Put a view in force, with other filters than its own if told."""
        if wanted is not None:
            self._drafts[view] = _Shown(wanted, *self._layout_of(view))
        elif view in VIEWS:
            self._drafts.pop(view, None)
        self._was_recalled = True
        if view == self._current:
            self._enter(view)
        else:
            self.tabs.choose(view)

    def _on_chosen(self, view: str) -> None:
        if not self._is_saved and (self._current in self.saved or self._current in VIEWS):
            self._drafts[self._current] = self._now()
        if self._current in VIEWS:
            self._plain = self._layout.layout_now()
        self._current = view
        self._enter(view)

    def _enter(self, view: str) -> None:
        shown = self._drafts.pop(view, None)
        if shown is None:
            saved = self.saved.get(view)
            shown = _Shown(saved.wanted if saved is not None else ContactFilter(), *self._layout_of(view))
        self._take(shown)

    def _layout_of(self, view: str) -> tuple[tuple[str, ...], str]:
        saved = self.saved.get(view)
        if saved is not None:
            return saved.columns, saved.sort
        return self._plain or self._layout.layout_now()

    def _take(self, shown: _Shown) -> None:
        self._is_taking = True
        self._layout.take_layout(shown.columns, shown.order)
        self._choice.want(shown.wanted)
        self._is_taking = False
        self._after_change()

    def discard_changes(self) -> None:
        """Show the view in force as it was saved."""
        view = self.saved.get(self._current)
        if view is not None:
            self._take(_Shown(view.wanted, view.columns, view.sort))

    def _on_filter_changed(self) -> None:
        if not self._is_taking:
            self._after_change()

    def on_layout_changed(self) -> None:
        """Take note that other columns or another order were chosen."""
        if not self._is_taking:
            self._tell()

    def _after_change(self) -> None:
        self._was_recalled = True
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        view = self.saved.get(self._current)
        can_save = view is None and self._current != TRASH and self._choice.wanted != ContactFilter()
        self.row.show_offers(save=can_save, keep=self.is_changed)
        changed = {
            key
            for key, shown in self._drafts.items()
            if key in self.saved and self._differs(self.saved[key], shown)
        }
        self.tabs.show_changed(changed | ({self._current} if self.is_changed else set()))
        names, today, currency = self._choice.choices.name, self._choice.today, self._choice.choices.currency
        self.tabs.show_told(
            {key: filter_words(view.wanted, names, today, currency) for key, view in self.saved.items()}
        )
        self.notes_changed.emit()
        self._remember()

    # --- acts ---

    def ask_name(self) -> NamePopover:
        """Ask for the name of a new view that shows what is shown now."""
        return self._ask(_("Save this view"), _("Save view"), "", self.save)

    def ask_new_name(self, view: str) -> NamePopover | None:
        """Ask what a view is to be called."""
        saved = self.saved.get(view)
        if saved is None:
            return None
        return self._ask(_("Rename view"), _("Rename"), saved.name, partial(self.rename, view))

    def _ask(self, title: str, button: str, name: str, then: Callable[[str], None]) -> NamePopover:
        popover = NamePopover(title, button, name, self._page)
        popover.chosen.connect(then)
        anchor = self.row.save if self.row.save.isVisible() else self.tabs
        popover.open_at(
            anchor, None if anchor is self.row.save else self.tabs.tabRect(self.tabs.currentIndex())
        )
        return popover

    def save(self, name: str) -> None:
        """Save what is shown under a name, and go there."""
        from lifecycle_desktop.core.operations.saved_views import save_view

        shown, wanted = self._now(), self.wanted

        def then(view_id: int) -> None:
            self._wanted_view, self._is_saved = SavedView(view_id, name).key, True
            self.toast.emit(_("“{name}” saved as a view").format(name=shortened(name)), True)
            self.read()

        self._runner.write(
            _("Save view “{name}”").format(name=shortened(name)),
            save_view,
            name,
            wanted,
            self._runner.moment(),
            then=then,
            columns=shown.columns,
            sort=shown.order,
        )

    def keep_changes(self) -> None:
        """Let the view in force show what is shown now, from now on."""
        from lifecycle_desktop.core.operations.saved_views import change_view

        view, shown = self.saved.get(self._current), self._now()
        if view is None:
            return
        self._write(
            _("Change view “{name}”"), _("“{name}” changed"), view, change_view, shown.wanted,
            columns=shown.columns, sort=shown.order,
        )  # fmt: skip

    def rename(self, key: str, name: str) -> None:
        """Call a view otherwise."""
        from lifecycle_desktop.core.operations.saved_views import rename_view

        view = self.saved.get(key)
        if view is not None and name != view.name:
            self._write(_("Rename view “{name}”"), _("“{name}” renamed"), view, rename_view, name)

    def move(self, key: str, step: int) -> None:
        """Move a view among the owner's views, by so many places."""
        from lifecycle_desktop.core.operations.saved_views import move_view

        keys = list(self.saved)
        if key not in keys:
            return
        place = keys.index(key) + step
        if 0 <= place < len(keys):
            self._write(_("Move view “{name}”"), _("“{name}” moved"), self.saved[key], move_view, place)

    def delete(self, key: str) -> None:
        """Delete a view; the people stay."""
        from lifecycle_desktop.core.operations.saved_views import delete_view

        view = self.saved.get(key)
        if view is not None:
            self._write(_("Delete view “{name}”"), _("View “{name}” deleted"), view, delete_view)

    def _write(
        self,
        label: str,
        said: str,
        view: SavedView,
        operation: Callable[..., None],
        *values: object,
        **more: Any,
    ) -> None:
        name = shortened(view.name)
        self._runner.write(
            label.format(name=name),
            operation,
            view.view_id,
            *values,
            self._runner.moment(),
            then=lambda _result: self.toast.emit(said.format(name=name), True),
            **more,
        )

    # --- the menu of a tab ---

    def menu(self, view: str) -> QMenu:
        """What can be done with a view."""
        menu = QMenu(self.tabs.title(view), self._page)
        is_here, saved = view == self._current, self.saved.get(view)
        if is_here and saved is not None and self.is_changed:
            menu.addAction(_("Save changes")).triggered.connect(lambda _on=False: self.keep_changes())
            menu.addAction(_("Discard changes")).triggered.connect(lambda _on=False: self.discard_changes())
        if is_here and view != TRASH:
            menu.addAction(_("Save as a new view…")).triggered.connect(lambda _on=False: self.ask_name())
        if saved is not None:
            place, last = list(self.saved).index(view), len(self.saved) - 1
            menu.addSeparator()
            menu.addAction(_("Rename…") + "\tF2").triggered.connect(lambda _on=False: self.ask_new_name(view))
            back = menu.addAction(_("Move towards the beginning") + "\tCtrl+Left")
            back.triggered.connect(lambda _on=False: self.move(view, -1))
            back.setEnabled(place > 0)
            on = menu.addAction(_("Move towards the end") + "\tCtrl+Right")
            on.triggered.connect(lambda _on=False: self.move(view, 1))
            on.setEnabled(place < last)
            menu.addSeparator()
            menu.addAction(_("Delete view") + "\tDel").triggered.connect(lambda _on=False: self.delete(view))
        return menu

    def _on_menu(self, view: str, at: QPoint) -> None:
        menu = self.menu(view)
        if not menu.isEmpty():
            menu.popup(at)

    # --- over restarts ---

    def remember(self) -> None:
        """Take up what was in force when the program was left, and remember it from now on."""
        self._memory = FilterMemory(self._runner, _PLACE, self._page)
        self._memory.recall(self._on_recalled)

    def _on_recalled(self, view: str, wanted: ContactFilter) -> None:
        if self._was_recalled:
            return  # something was asked for meanwhile
        if view in VIEWS or view in self.saved:
            self.show_view(view, wanted)
        else:
            self._wanted_view = view
            self._drafts[view] = _Shown(wanted, *self._layout.layout_now())

    def _remember(self) -> None:
        if self._memory is not None:
            self._memory.keep(self._choice.wanted, self._current)
