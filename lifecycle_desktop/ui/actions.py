"""Every command of the program, as one table; the menu bar, the palette and the sheet of keys all read it.

The window and the pages answer commands by their id. A command that nobody in the program answers is not shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QColor, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMainWindow, QMenu, QPlainTextEdit, QTextEdit

from lifecycle_desktop.core.i18n import _, mark
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.ui.icons import icon as make_icon
from lifecycle_desktop.ui.offers import Offer
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.tool_tips import action_text, key_text, tooltip

if TYPE_CHECKING:
    from lifecycle_desktop.ui.palette_hits import Hit

MENUS = (
    ("file", mark("&File")),
    ("edit", mark("&Edit")),
    ("view", mark("&View")),
    ("contact", mark("&Contact")),
    ("plan", mark("&Plan")),
    ("tools", mark("&Tools")),
    ("help", mark("&Help")),
)


class Command(NamedTuple):
    """One command: its id, words, icon, menu with group, keys.

    `pages` answer it while they are seen; from another page the first of them is opened when `goes` is set.
    A `local` key works in a focused list only and belongs to the list; here it is only shown.
    """

    id: str
    text: str
    menu: str
    group: int = 0
    icon: str = ""
    keys: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    goes: bool = False
    local: bool = False


BOARD = ("board",)
LISTS = ("today", "board", "contacts")
FILTERED = ("contacts", "board")  # asked for anywhere else, the filter is that of the contacts
ONE = ("contact",)  # the page of one person

COMMANDS: tuple[Command, ...] = (
    Command("contact.new", mark("&New contact"), "file", 0, "user-plus", ("Ctrl+N",)),
    Command("contact.paste", mark("Paste a &lead"), "file", 0, "clipboard-paste", ("Ctrl+V",)),
    Command("file.import", mark("&Import people…"), "file", 1, "upload", ("Ctrl+Shift+I",)),
    Command("file.watch", mark("&Watch a folder…"), "file", 1, "folder-input"),
    Command(
        "file.export", mark("&Export people…"), "file", 1, "download", ("Ctrl+Shift+E",), ("contacts",), True
    ),
    Command("file.backup", mark("&Back up now"), "file", 2, "shield-check"),
    Command("file.restore", mark("&Restore a backup…"), "file", 2, "archive-restore"),
    Command("file.print", mark("&Print…"), "file", 3, "printer", ("Ctrl+P",), ("plan",), True),
    Command("file.quit", mark("&Quit"), "file", 4, "log-out", ("Ctrl+Q",)),
    Command("edit.undo", mark("&Undo"), "edit", 0, "undo-2", ("Ctrl+Z",)),
    Command("edit.redo", mark("&Redo"), "edit", 0, "redo-2", ("Ctrl+Shift+Z", "Ctrl+Y")),
    Command("edit.history", mark("&History"), "edit", 0, "history"),
    Command(
        "edit.filter",
        mark("&Filter this page"),
        "edit",
        1,
        "list-filter",
        ("Ctrl+F", "/"),
        FILTERED,
        goes=True,
    ),
    Command("view.today", mark("&Today"), "view", 0, "sunrise", ("Ctrl+1",)),
    Command("view.board", mark("&Board"), "view", 0, "square-kanban", ("Ctrl+2",)),
    Command("view.contacts", mark("&Contacts"), "view", 0, "users", ("Ctrl+3",)),
    Command("view.plan", mark("&Plan"), "view", 0, "map", ("Ctrl+4",)),
    Command("view.open_house", mark("Open &house"), "view", 0, "door-open"),
    Command(
        "view.columns", mark("C&olumns…"), "view", 0, "columns-3", ("Ctrl+Shift+C",), ("contacts",), True
    ),
    Command("view.back", mark("Bac&k"), "view", 1, "arrow-left", ("Alt+Left",)),
    Command("view.forward", mark("&Forward"), "view", 1, "arrow-right", ("Alt+Right",)),
    Command("view.side_bar", mark("&Side bar"), "view", 2, "panel-left", ("Ctrl+\\",)),
    Command("view.next_pane", mark("&Next pane"), "view", 2, "columns-2", ("F6",)),
    Command("view.full_screen", mark("F&ull screen"), "view", 2, "maximize", ("F11",)),
    Command("view.tray", mark("&Icon in the system tray"), "view", 2, "bell"),
    Command("view.larger", mark("&Larger text"), "view", 3, "zoom-in", ("Ctrl++", "Ctrl+=")),
    Command("view.smaller", mark("S&maller text"), "view", 3, "zoom-out", ("Ctrl+-",)),
    Command("view.usual", mark("Usual text siz&e"), "view", 3, "type", ("Ctrl+0",)),
    Command("contact.open", mark("&Open"), "contact", 0, "arrow-up-right", ("Return",), LISTS, local=True),
    Command("contact.done", mark("&Done"), "contact", 1, "check", ("X",), LISTS, local=True),
    Command("contact.snooze", mark("&Snooze…"), "contact", 1, "alarm-clock", ("S",), LISTS, local=True),
    Command(
        "contact.next_step", mark("Ne&xt step…"), "contact", 1, "calendar-plus", ("D",), LISTS, local=True
    ),
    Command(
        "today.move_late",
        mark("Move all late to toda&y"),
        "contact",
        1,
        "calendar-check",
        (),
        ("today",),
        True,
    ),
    Command(
        "today.spread",
        mark("Spread o&ver the next days…"),
        "contact",
        1,
        "calendar-range",
        (),
        ("today",),
        True,
    ),
    Command(
        "contact.ready_text",
        mark("&Ready text…"),
        "contact",
        1,
        "message-square-text",
        ("R",),
        ("today",),
        local=True,
    ),
    Command("contact.call", mark("Log &call"), "contact", 2, "phone", ("C",), LISTS, local=True),
    Command("contact.text", mark("Log &text"), "contact", 2, "message-square", ("T",), LISTS, local=True),
    Command("contact.email", mark("Log &email"), "contact", 2, "mail", ("E",), LISTS, local=True),
    Command("contact.note", mark("&Note…"), "contact", 2, "pencil", ("N",), LISTS, local=True),
    Command("contact.move", mark("&Move to stage…"), "contact", 3, "arrow-right", ("M",), LISTS, local=True),
    Command(
        "contact.sequence",
        mark("Start a sequence…"),
        "contact",
        1,
        "list-ordered",
        ("G",),
        LISTS,
        local=True,
    ),
    Command("contact.temperature", mark("Temperat&ure"), "contact", 3, "flame", ("H",), LISTS, local=True),
    Command(
        "board.back", mark("One stage back"), "contact", 3, "arrow-left", ("Ctrl+Left",), BOARD, local=True
    ),
    Command(
        "board.on", mark("One stage on"), "contact", 3, "arrow-right", ("Ctrl+Right",), BOARD, local=True
    ),
    Command("board.up", mark("One place up"), "contact", 3, "arrow-up", ("Ctrl+Up",), BOARD, local=True),
    Command(
        "board.down", mark("One place down"), "contact", 3, "arrow-down", ("Ctrl+Down",), BOARD, local=True
    ),
    Command("board.tick", mark("Tick the card"), "contact", 3, "square-check", ("Space",), BOARD, local=True),
    Command("contact.park", mark("&Park until…"), "contact", 3, "circle-pause", ("P",), LISTS, local=True),
    Command(
        "contact.answer",
        mark("Answer the &questions"),
        "contact",
        3,
        "circle-help",
        ("Q",),
        LISTS,
        local=True,
    ),
    Command("contact.name", mark("Edit the n&ame"), "contact", 4, "pencil", ("F2",), ONE, local=True),
    Command(
        "contact.before",
        mark("The one &before"),
        "contact",
        5,
        "chevron-up",
        ("Up", "Alt+Up"),
        ONE,
        local=True,
    ),
    Command(
        "contact.after",
        mark("The one a&fter"),
        "contact",
        5,
        "chevron-down",
        ("Down", "Alt+Down"),
        ONE,
        local=True,
    ),
    Command("contact.delete", mark("De&lete"), "contact", 6, "trash-2", ("Delete",), LISTS, local=True),
    Command("plan.save_pdf", mark("&Save PDF…"), "plan", 0, "file-down", ("Ctrl+Shift+S",), ("plan",), True),
    Command("plan.print", mark("&Print the plan…"), "plan", 0, "printer", (), ("plan",), True),
    Command("plan.preview", mark("Pre&view of the page"), "plan", 1, "maximize-2", ("F9",), ("plan",)),
    Command("plan.head", mark("&Title and goals of the year…"), "plan", 1, "target", (), ("plan",), True),
    Command("tools.palette", mark("&Search or run a command"), "tools", 0, "search", ("Ctrl+K",)),
    Command("tools.lifecycle", mark("Stages and &lifecycle…"), "tools", 1, "workflow"),
    Command("tools.sequences", mark("Se&quences…"), "tools", 1, "list-ordered"),
    Command("sequence.new", mark("&New sequence"), "tools", 1, "plus", (), ("sequences",), True),
    Command("tools.triggers", mark("Tri&ggers…"), "tools", 1, "zap"),
    Command("trigger.new", mark("New trigge&r"), "tools", 1, "plus", (), ("triggers",), True),
    Command("tools.duplicates", mark("&Duplicates…"), "tools", 1, "combine"),
    Command("tools.check", mark("&Check the database"), "tools", 1, "circle-check"),
    Command("tools.settings", mark("Se&ttings"), "tools", 2, "settings", ("Ctrl+,",)),
    Command("help.keys", mark("&Keys and help"), "help", 0, "keyboard", ("F1",)),
    Command("help.about", mark("&About this program"), "help", 1, "info"),
)


class Actions(QObject):
    """The commands as actions of a window: built once, answered by the window and by the page that is seen."""

    went = Signal(str, str)  # a page to open first, and the command to run there

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._window_offers: dict[str, Offer] = {}
        self._page_offers: Mapping[str, Offer] = {}
        self._pages: frozenset[str] = frozenset()
        self._undo_label: str | None = None
        self._redo_label: str | None = None
        self._actions: dict[str, QAction] = {}
        self._said: dict[str, str] = {}  # the words that each action wears
        for command in COMMANDS:
            action = QAction(plain(command), self)
            action.setObjectName(command.id)
            if command.icon:
                action.setIcon(make_icon(command.icon, _menu_ink))
            if command.keys and not command.local:
                action.setShortcuts([QKeySequence(key) for key in command.keys])
            action.triggered.connect(lambda _on=False, id_=command.id: self.run(id_))
            self._actions[command.id] = action

    def answer(self, offers: Mapping[str, Offer], pages: Iterable[str]) -> None:
        """Say what the window itself does and which pages the program has."""
        self._window_offers = dict(offers)
        self._pages = frozenset(pages)
        self.refresh()

    def set_page(self, offers: Mapping[str, Offer]) -> None:
        """Say what the page that is seen does."""
        self._page_offers = offers
        self.refresh()

    def set_undo(self, undo_label: str | None, redo_label: str | None) -> None:
        """Name what Undo and Redo would do ("Undo Move to Convert"); None where there is nothing."""
        self._undo_label, self._redo_label = undo_label, redo_label
        self.refresh()

    def exists(self, command: Command) -> bool:
        """Whether anybody in the program answers it."""
        return command.id in self._window_offers or bool(self._pages & set(command.pages))

    def enabled(self, command: Command) -> bool:
        """Whether it can be done now."""
        offer = self._page_offers.get(command.id) or self._window_offers.get(command.id)
        if offer is not None:
            return offer.is_enabled()
        return command.goes and bool(self._pages & set(command.pages))

    def text_of(self, command: Command) -> str:
        """The words of a command now, without a mnemonic."""
        return self._words(command).replace("&&", "\0").replace("&", "").replace("\0", "&")

    def action(self, command_id: str) -> QAction:
        """The action of a command."""
        return self._actions[command_id]

    def present(self) -> list[Command]:
        """The commands that exist, in the order of the menus."""
        return [command for command in COMMANDS if self.exists(command)]

    def hits(self) -> list[Hit]:
        """The commands that can be run now, as lines of the palette."""
        from lifecycle_desktop.ui.palette_hits import Hit  # comes with the palette

        found = []
        for command in self.present():
            if command.id != "tools.palette" and self.enabled(command):
                key = command.keys[0] if command.keys else ""
                icon = command.icon or "command"
                found.append(Hit(self.text_of(command), self._running(command.id), icon=icon, key=key))
        return found

    def run(self, command_id: str) -> None:
        """Do it: on the page that is seen, by the window, or on the page that can after opening it."""
        command = next(one for one in COMMANDS if one.id == command_id)
        offer = self._page_offers.get(command_id) or self._window_offers.get(command_id)
        if offer is not None:
            if offer.is_enabled():
                offer.call()
        elif command.goes:
            page = next((key for key in command.pages if key in self._pages), "")
            if page:
                self.went.emit(page, command_id)

    def refresh(self) -> None:
        """Bring words and states of all actions up to date."""
        for command in COMMANDS:
            action = self._actions[command.id]
            shown = self.exists(command)
            action.setVisible(shown)
            action.setEnabled(shown and self.enabled(command))
            words = self._words(command)
            if words != self._said.get(command.id):
                self._said[command.id] = words
                action.setText(words + _local_key(command))
                # Qt would take the text, and read it as HTML
                action.setToolTip(tooltip(without_access_key(words)))

    def fill_menu_bar(self) -> None:
        """Build the menus; a menu with nothing in it is left out."""
        bar = self._window.menuBar()
        bar.clear()
        for key, title in MENUS:
            commands = [command for command in COMMANDS if command.menu == key and self.exists(command)]
            if not commands:
                continue
            menu = QMenu(_(title), self._window)
            menu.aboutToShow.connect(self.refresh)
            group = commands[0].group
            for command in commands:
                if command.group != group:
                    menu.addSeparator()
                    group = command.group
                menu.addAction(self._actions[command.id])
            bar.addMenu(menu)
        self._window.addActions([self._actions[command.id] for command in COMMANDS if self.exists(command)])

    def _running(self, command_id: str) -> Callable[[], object]:
        return lambda: self.run(command_id)

    def _words(self, command: Command) -> str:
        if command.id == "edit.undo" and self._undo_label:
            return _("&Undo {what}").format(what=action_text(shortened(self._undo_label)))
        if command.id == "edit.redo" and self._redo_label:
            return _("&Redo {what}").format(what=action_text(shortened(self._redo_label)))
        offer = self._page_offers.get(command.id)
        return offer.text if offer is not None and offer.text else _(command.text)


def without_access_key(words: str) -> str:
    """The words of an action as they are read: "&Undo A && B" is "Undo A & B"."""
    return "&".join(part.replace("&", "") for part in words.split("&&"))


def plain(command: Command) -> str:
    """The words of a command as the menu shows them."""
    return _(command.text)


def _local_key(command: Command) -> str:
    return f"\t{key_text(command.keys[0])}" if command.local and command.keys else ""


def _menu_ink() -> QColor:
    return theme().colour("ink2")


def undo_in_field(widget: QObject | None, *, redo: bool = False) -> bool:
    """Let a focused text field undo or redo its own typing first; returns whether it had any."""
    if isinstance(widget, QLineEdit):
        can = widget.isRedoAvailable() if redo else widget.isUndoAvailable()
        if can and not widget.isReadOnly():
            (widget.redo if redo else widget.undo)()
            return True
    elif isinstance(widget, (QPlainTextEdit, QTextEdit)):
        document = widget.document()
        can = document.isRedoAvailable() if redo else document.isUndoAvailable()
        if can and not widget.isReadOnly():
            (widget.redo if redo else widget.undo)()
            return True
    return False


def call(function: Callable[[], object], enabled: Callable[[], bool] | None = None) -> Offer:
    """An offer of the window."""
    return Offer(function, enabled)
