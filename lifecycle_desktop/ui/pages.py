"""The list of pages, and the only list of what is imported late: a page's module is loaded when it is first shown."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from lifecycle_desktop.core.i18n import mark

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from lifecycle_desktop.ui.page import Page
    from lifecycle_desktop.ui.runner import Runner

SCREENS = "lifecycle_desktop.ui"


class PageEntry(NamedTuple):
    """A page: its key, name, icon, where it stands in the side bar ("" for not), its module and class.

    `under` is the page that is marked in the side bar while this one is seen, and opened at the next start.
    """

    key: str
    title: str
    icon: str
    place: str
    module: str
    class_name: str
    under: str = ""

    def build(self, runner: Runner, parent: QWidget) -> Page:
        """Import the page and make it."""
        page_class = getattr(import_module(f"{SCREENS}.{self.module}"), self.class_name)
        page: Page = page_class(runner, parent)
        return page


PAGES = (
    PageEntry("today", mark("Today"), "sunrise", "top", "today.page", "TodayPage"),
    PageEntry("board", mark("Board"), "square-kanban", "top", "board.page", "BoardPage"),
    PageEntry("contacts", mark("Contacts"), "users", "top", "contacts.page", "ContactsPage"),
    PageEntry("contact", mark("Contact"), "contact", "", "contact.page", "ContactPage", under="contacts"),
    PageEntry("plan", mark("Plan"), "map", "top", "plan.page", "PlanPage"),
    PageEntry("open_house", mark("Open house"), "door-open", "middle", "kiosk.page", "OpenHousePage"),
    PageEntry("import", mark("Import"), "upload", "middle", "importing.page", "ImportPage"),
    PageEntry("settings", mark("Settings"), "settings", "bottom", "settings.page", "SettingsPage"),
    PageEntry(
        "duplicates", mark("Duplicates"), "combine", "", "duplicates.page", "DuplicatesPage", under="contacts"
    ),
    PageEntry("history", mark("History"), "history", "", "history.page", "HistoryPage"),
    PageEntry("lifecycles", mark("Lifecycle"), "workflow", "", "lifecycles.page", "LifecyclesPage"),
    PageEntry("sequences", mark("Sequences"), "list-ordered", "", "sequences.page", "SequencesPage"),
    PageEntry("triggers", mark("Triggers"), "zap", "", "triggers.page", "TriggersPage"),
    PageEntry("first_run", mark("First steps"), "leaf", "", "first_run.page", "FirstRunPage"),
)


# What opens over a page: a module and a class, called with (runner, parent).
DIALOGS = {
    "capture": ("capture.dialog", "CaptureDialog"),
}


def present_pages() -> dict[str, PageEntry]:
    """The pages of the program, in order, by their key."""
    return {entry.key: entry for entry in PAGES}


def build_dialog(key: str, runner: Runner, parent: QWidget | None) -> QWidget:
    """Import a dialog and make it."""
    module, class_name = DIALOGS[key]
    dialog: QWidget = getattr(import_module(f"{SCREENS}.{module}"), class_name)(runner, parent)
    return dialog


def load_lists() -> None:
    """Import the pages that are opened next most often, so that opening them need not wait for it."""
    entries = present_pages()
    for key in ("board", "contacts", "contact"):
        import_module(f"{SCREENS}.{entries[key].module}")
