"""The window: menu bar, side bar, one page at a time, and over it toast, palette and progress."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import Signal

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.banners import BannerFrame
from lifecycle_desktop.ui.window_state import WindowState

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent

    from lifecycle_desktop.core.progress import Progress
    from lifecycle_desktop.ui.errors import BugReport
    from lifecycle_desktop.ui.page import Page
    from lifecycle_desktop.ui.palette import Palette
    from lifecycle_desktop.ui.palette_hits import Finder
    from lifecycle_desktop.ui.runner import Runner
    from lifecycle_desktop.ui.visitors import Visitors
    from lifecycle_desktop.ui.widgets.gauges import ProgressCard
    from lifecycle_desktop.ui.widgets.toast import Toast

LONGEST_WAY_BACK = 100
RAIL_BELOW = 640  # px of the window at 100 % text: below them no page has room beside the whole side bar
CONTACT = "contact"  # the page of one person
SIGN_IN = "sign_in"  # the page for visitors of an open house


class MainWindow(BannerFrame):
    """The frame of the program; `attach` gives it the runner and with it the pages.

    With `at_once` off it paints only its grounds, without having loaded anything else, until `build` is called:
    the person sees the window twice as soon. What `build` and later steps need is imported there.
    """

    page_opened = Signal(str)
    closed = Signal()
    restore_wanted = Signal(str)  # the backup to open in place of what is here

    def __init__(self, state: WindowState | None = None, *, at_once: bool = True) -> None:
        super().__init__(state or WindowState())
        self.runner: Runner | None = None
        self.on_close: Callable[[], object] | None = None
        self.facts: object = None  # who feeds the side bar; kept alive as long as the window
        self._pages: dict[str, Page] = {}
        self._way: list[tuple[str, object]] = []
        self._at = -1
        self._finder: Finder | None = None
        self._rail_choice: bool | None = {"1": True, "0": False}.get(self.state.get("rail"))
        if at_once:
            self.build()

    # --- building ---

    def build(self) -> None:
        """Build menus, side bar and the place for pages."""
        from lifecycle_desktop.ui.actions import Actions
        from lifecycle_desktop.ui.letter_keys import recall_letters
        from lifecycle_desktop.ui.pages import present_pages
        from lifecycle_desktop.ui.theme import theme
        from lifecycle_desktop.ui.window_commands import WindowCommands
        from lifecycle_desktop.ui.window_parts import WindowParts

        recall_letters(self.state)
        self.entries = present_pages()
        self.setProperty("role", "canvas")
        self.actions_ = Actions(self)
        parts = WindowParts(self, list(self.entries.values()))
        self.side_bar, self.area, self.stack, self._banners = (
            parts.side_bar,
            parts.area,
            parts.stack,
            parts.banners,
        )
        self.side_bar.chosen.connect(self.open_page)
        self.commands = WindowCommands(self)
        self._offers = self.commands.offers()
        self.actions_.answer(self._offers, self.entries)
        self.actions_.fill_menu_bar()
        self.actions_.went.connect(self._on_went)
        self.setCentralWidget(parts.middle)
        theme().changed.connect(self._on_look_changed)
        self.is_built = True

    # What lies over a page is made when it is first needed: it is not seen in the first picture.

    @cached_property
    def toast(self) -> Toast:
        """The toast over the page."""
        from lifecycle_desktop.ui.widgets import toast

        toast.use_stay(self.state.get_number(toast.STATE_NAME, style.TOAST_MS))
        return toast.Toast(self.area)

    @cached_property
    def progress_card(self) -> ProgressCard:
        """The card of long work over the page."""
        from lifecycle_desktop.ui.widgets.gauges import ProgressCard

        return ProgressCard(self.area)

    @cached_property
    def palette_(self) -> Palette:
        """The command palette over the window."""
        from lifecycle_desktop.ui.palette import Palette

        palette = Palette(self.area.parentWidget() or self)
        palette.set_commands(self.actions_.hits)
        if self._finder is not None:
            palette.set_finder(self._finder)
        return palette

    @cached_property
    def visitors(self) -> Visitors:
        """The sign-in page for visitors, which takes the window's place while it is open."""
        from lifecycle_desktop.ui.visitors import Visitors

        return Visitors(self)

    @property
    def is_for_visitors(self) -> bool:
        """Whether the sign-in page is open: then nothing of the desk may be seen."""
        return "visitors" in self.__dict__ and self.visitors.is_open

    @cached_property
    def bugs(self) -> BugReport:
        """Who tells about bugs."""
        from lifecycle_desktop.ui.errors import BugReport

        return BugReport(self)

    def provide(self, command_id: str, function: Callable[[], object]) -> None:
        """Answer a command from outside the window: backup, restore, check."""
        from lifecycle_desktop.ui.offers import Offer

        self._offers[command_id] = Offer(function)
        self.actions_.answer(self._offers, self.entries)
        self.actions_.fill_menu_bar()

    def attach(self, runner: Runner) -> None:
        """Take the runner into use: from now on pages can be opened."""
        self.runner = runner
        runner.changed.connect(self._on_changed)
        runner.failed.connect(self.show_failure)
        runner.labels_changed.connect(self._on_labels_changed)
        runner.undone.connect(self._on_undone)
        runner.redone.connect(self._on_redone)
        runner.stopped.connect(self._on_stopped)
        runner.progressed.connect(self._on_progressed)
        runner.rested.connect(self._on_rested)

    def set_finder(self, finder: Finder) -> None:
        """Say who finds people for the palette."""
        self._finder = finder
        if "palette_" in self.__dict__:
            self.palette_.set_finder(finder)

    # --- pages ---

    @property
    def page(self) -> Page | None:
        """The page that is seen."""
        return self._pages.get(self.page_key)

    @property
    def page_key(self) -> str:
        """The key of the page that is seen."""
        return self._way[self._at][0] if self._at >= 0 else ""

    def open_page(self, key: str, argument: object = None) -> None:
        """Show a page, building it if it is new, and remember the way here. Unknown keys are passed over."""
        if self.runner is None or key not in self.entries:
            return
        before = self.page
        if (
            before is not None and before.fills_window and key != self.page_key
        ):  # nobody goes back to first steps
            del self._way[self._at :]
            self._at = len(self._way) - 1
        if (key, argument) != (self._way[self._at] if self._at >= 0 else None):
            del self._way[self._at + 1 :]
            self._way.append((key, argument))
            del self._way[:-LONGEST_WAY_BACK]
            self._at = len(self._way) - 1
        self._show(key, argument)

    def navigate(self, where: str) -> None:
        """Go where a page asks: "board", or with what is to be seen there, "contacts:slipping"."""
        key, _colon, argument = where.partition(":")
        if key == CONTACT and argument.isdecimal():
            self.open_contact(int(argument))
        elif key == SIGN_IN and argument.isdecimal():
            self.visitors.open(int(argument))
        else:
            self.open_page(key, argument or None)

    def open_contact(self, contact_id: int) -> None:
        """Show a contact on their own page, to be walked on from through the list one came from."""
        if self.runner is None:
            return
        page = self.page
        if page is not None and self.page_key != CONTACT:
            walk = page.walk()
            self.built_page(CONTACT).come_from(self.page_key, walk if contact_id in walk else ())
        self.open_page(CONTACT, contact_id)

    def _on_walked(self, contact_id: int) -> None:
        """Keep the one now shown in the way here, in the place of the one before."""
        if self._at >= 0:
            self._way[self._at] = (self.page_key, contact_id)

    def _on_back_wanted(self) -> None:
        """Go back to the list that a contact's page was opened from, and to them in it."""
        key, seen = self._origin(), self._way[self._at][1] if self._at >= 0 else None
        if self._at > 0 and self._way[self._at - 1][0] == key:
            self.go_back()
        else:
            self.open_page(key)
        if isinstance(seen, int) and self.page is not None:
            self.page.return_to(seen)

    def _origin(self) -> str:
        """The key of the page before the contacts' pages that end the way here."""
        keys = [key for key, _argument in self._way[: self._at + 1] if key != CONTACT]
        return keys[-1] if keys else "contacts"

    def built_page(self, key: str) -> Page:
        """The page of that key, built if it is new, without showing it."""
        page = self._pages.get(key)
        if page is None:
            if self.runner is None:
                raise RuntimeError("a page was wanted before the window was attached")
            page = self.entries[key].build(self.runner, self.stack)
            page.setAccessibleName(page.accessibleName() or _(self.entries[key].title))
            page.remember_in(self.state)
            page.open_contact.connect(self.open_contact)
            page.toast.connect(self.say)
            page.navigate.connect(self.navigate)
            page.people_wanted.connect(self.open_page)
            page.capture.connect(self.open_capture)
            page.capture_in_stage.connect(lambda stage_id: self.open_capture(stage_id=stage_id))
            page.counted.connect(self.side_bar.set_count)
            page.offers_changed.connect(self._on_offers_changed)
            page.walked.connect(self._on_walked)
            page.back_wanted.connect(self._on_back_wanted)
            page.head.search_wanted.connect(self.open_palette)
            self._pages[key] = page
            self.stack.addWidget(page)
        return page

    def can_go_back(self) -> bool:
        """Whether there is a page before this one."""
        return self._at > 0

    def can_go_forward(self) -> bool:
        """Whether a page was left by going back."""
        return self._at < len(self._way) - 1

    def go_back(self) -> None:
        """Show the page before this one."""
        if self.can_go_back():
            self._at -= 1
            self._show(*self._way[self._at])

    def go_forward(self) -> None:
        """Show the page that was left by going back."""
        if self.can_go_forward():
            self._at += 1
            self._show(*self._way[self._at])

    def _show(self, key: str, argument: object) -> None:
        page = self.built_page(key)
        if key == CONTACT:
            page.come_from(self._origin(), None)
        if argument is not None:
            page.open_with(argument)
        self.stack.setCurrentWidget(page)
        self.side_bar.setVisible(not page.fills_window)
        self.menuBar().setVisible(not page.fills_window)
        marked = self.entries[key].under or key
        self.side_bar.set_current(marked)
        self.setWindowTitle(_("{page} – Lifecycle Desktop").format(page=_(self.entries[key].title)))
        self.state.set("page", marked)
        self._fit_rail()
        self.actions_.set_page(page.offers())
        page.take_focus()
        self.page_opened.emit(key)

    # --- layers over the page ---

    def say(self, text: str, undoable: bool = False) -> None:
        """Say in a toast what happened; with `undoable` it offers Undo."""
        if not self.is_for_visitors:
            self.toast.say(text, act=self.commands.undo if undoable else None)

    def open_palette(self) -> None:
        """Open the command palette."""
        if not self.is_for_visitors:
            self.palette_.open()

    def open_capture(self, text: str = "", *, stage_id: int = 0) -> None:
        """Open quick capture, with `text` in its line, or for somebody who stands in a stage."""
        if not self.is_for_visitors:
            self.commands.open_capture(text, stage_id)

    def show_failure(self, error: Exception) -> None:
        """Tell what went wrong: in a banner what a person can act on, once with details what is a bug."""
        from lifecycle_desktop.core.errors import UserError
        from lifecycle_desktop.ui.widgets.cards import Banner

        if self.is_for_visitors and self.visitors.take(error):
            self._note(error)
            return
        if not isinstance(error, UserError):
            self.bugs.take(error)
            return
        banner = Banner(error.message, error.hint, tone="danger", button=_("Close"), parent=self.area)
        if banner.button is not None:
            banner.button.clicked.connect(lambda: self.drop_banner(banner))
        self.show_banner(banner)

    def _note(self, error: Exception) -> None:
        """Write a bug down that nobody can be shown any more."""
        from lifecycle_desktop.ui.errors import log, place_of

        log.error("%s", place_of(error))

    # --- slots ---

    def _on_changed(self, tables: frozenset[str]) -> None:
        for page in self._pages.values():
            page.touch(tables)

    def _on_labels_changed(self) -> None:
        if self.runner is not None:
            self.actions_.set_undo(self.runner.last_label, self.runner.redo_label)

    def _on_undone(self, label: str) -> None:
        text = _("Undone: {what}").format(what=label)
        self.toast.say(text, act=self.commands.redo, act_text=_("Redo"), key="Ctrl+Shift+Z", icon="undo-2")

    def _on_redone(self, label: str) -> None:
        self.toast.say(_("Done again: {what}").format(what=label), act=self.commands.undo, icon="redo-2")

    def _on_stopped(self, text: str) -> None:
        self.say(text)

    def _on_progressed(self, progress: Progress) -> None:
        self.progress_card.watch(progress)

    def _on_rested(self, progress: Progress) -> None:
        self.progress_card.rest(progress)

    def _on_offers_changed(self) -> None:
        page = self.page
        if page is not None and page is self.sender():
            self.actions_.set_page(page.offers())

    def _on_went(self, key: str, command_id: str) -> None:
        self.open_page(key)
        page = self.page
        offer = page.offers().get(command_id) if page is not None else None
        if offer is not None and offer.is_enabled():
            offer.call()

    def _on_look_changed(self) -> None:
        from lifecycle_desktop.ui.theme import theme

        look = theme().look
        self.state.set("mode", look.mode)
        self.state.set("text", look.text)
        self.state.set("contrast", int(look.contrast))
        self.state.set("still", int(look.still))
        self._fit_rail()

    # --- side bar, panes ---

    def toggle_rail(self) -> None:
        """Make the side bar a rail, or full again."""
        wanted = not self.side_bar.is_rail
        self._rail_choice = None if wanted == self._rail_by_width() else wanted
        self.state.set("rail", "" if self._rail_choice is None else int(self._rail_choice))
        self._fit_rail()

    def _rail_by_width(self) -> bool:
        from lifecycle_desktop.ui.theme import theme

        page = self.page
        return page is not None and self.width() < max(page.rail_below, theme().px(RAIL_BELOW))

    def _fit_rail(self) -> None:
        rail = self._rail_by_width() if self._rail_choice is None else self._rail_choice
        if rail != self.side_bar.is_rail:
            self.side_bar.set_rail(rail)

    def next_pane(self) -> None:
        """Put the focus into the next pane: side bar, page head, the page's own panes."""
        from lifecycle_desktop.ui.panes import focus_next

        page = self.page
        own = [page.head, *page.panes()] if page is not None else []
        if not focus_next([self.side_bar, *own]):
            self.side_bar.take_focus()

    # --- events ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == QtCore.Qt.Key.Key_Escape:
            if "toast" in self.__dict__ and not self.toast.isHidden():
                self.toast.close_now()
            elif self.isFullScreen():
                self.showNormal()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.is_built:
            self._fit_rail()
        if "progress_card" in self.__dict__:
            self.progress_card.place()

    def end(self) -> None:
        """Close for good, as the system asks for it, also while visitors sign in: the next start goes on there."""
        if self.is_for_visitors:
            self.visitors.end()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.is_for_visitors:
            event.ignore()
            return
        self.remember_place()
        self.hide()
        on_close, self.on_close = self.on_close, None
        if on_close is not None:
            try:
                on_close()
            except Exception as error:  # noqa: BLE001  leaving a virtual called from Python, it would end Python
                self._note(error)
        event.accept()
        self.closed.emit()
