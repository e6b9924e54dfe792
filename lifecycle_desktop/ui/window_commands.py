"""What the window itself answers: pages, back and forward, undo, text size, help."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from lifecycle_desktop import __version__
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.actions import call, undo_in_field
from lifecycle_desktop.ui.leads_in import LeadsIn
from lifecycle_desktop.ui.offers import Offer
from lifecycle_desktop.ui.pages import build_dialog
from lifecycle_desktop.ui.theme import Look, theme

if TYPE_CHECKING:
    from lifecycle_desktop.ui.main_window import MainWindow

TEXT_STEP = 10
PAGES_OF_VIEW = ("today", "board", "contacts", "plan", "open_house")


class WindowCommands:
    """The window's answers to commands."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.leads = LeadsIn(window)

    def offers(self) -> dict[str, Offer]:
        """Every command that the window answers, by its id."""
        window = self._window
        offers = {
            "file.quit": call(window.close),
            "edit.undo": call(self.undo),
            "edit.redo": call(self.redo),
            "view.back": call(window.go_back, window.can_go_back),
            "view.forward": call(window.go_forward, window.can_go_forward),
            "view.side_bar": call(window.toggle_rail),
            "view.next_pane": call(window.next_pane),
            "view.full_screen": call(window.toggle_full_screen),
            "view.larger": call(lambda: self.resize_text(TEXT_STEP)),
            "view.smaller": call(lambda: self.resize_text(-TEXT_STEP)),
            "view.usual": call(lambda: self.resize_text(0)),
            "contact.new": call(self.open_capture),
            "contact.paste": call(self.leads.paste),
            "tools.palette": call(window.open_palette),
            "help.keys": call(self.show_keys),
            "help.about": call(self.show_about),
        }
        for key in PAGES_OF_VIEW:
            if key in window.entries:
                offers[f"view.{key}"] = self._opening(key)
        if "settings" in window.entries:
            offers["tools.settings"] = self._opening("settings")
        if "lifecycles" in window.entries:
            offers["tools.lifecycle"] = self._opening("lifecycles")
        if "sequences" in window.entries:
            offers["tools.sequences"] = self._opening("sequences")
        if "triggers" in window.entries:
            offers["tools.triggers"] = self._opening("triggers")
        if "duplicates" in window.entries:
            offers["tools.duplicates"] = self._opening("duplicates")
        if "history" in window.entries:
            offers["edit.history"] = self._opening("history")
        if "import" in window.entries:
            offers["file.import"] = self._opening("import")
        return offers

    def undo(self) -> None:
        """Take back the typing in the focused field, else the last step."""
        runner = self._window.runner
        if not undo_in_field(QApplication.focusWidget()) and runner is not None:
            runner.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        runner = self._window.runner
        if not undo_in_field(QApplication.focusWidget(), redo=True) and runner is not None:
            runner.redo()

    def resize_text(self, step: int) -> None:
        """Make all text larger or smaller by `step` per cent; 0 makes it 100 %."""
        look = theme().look
        theme().use(Look(look.mode, look.contrast, look.text + step if step else 100, look.still))
        self._window.say(_("Text at {n} %").format(n=theme().look.text))

    def open_capture(
        self, text: str = "", stage_id: int = 0, *, lead: Mapping[str, str] | None = None
    ) -> None:
        """Open quick capture, with `text` in its line, for somebody who stands in a stage, or filled with a lead.

        Where the window is out of sight, as when asked from the tray, the dialog stands alone.
        """
        window = self._window
        if window.runner is None:
            return
        is_seen = window.isVisible() and not window.isMinimized()
        dialog = build_dialog("capture", window.runner, window if is_seen else None)
        begin_lead = getattr(dialog, "begin_lead", None)
        if lead and begin_lead is not None:
            begin_lead(lead)
        begin = getattr(dialog, "begin", None)
        if text and begin is not None:
            begin(text)
        choose_stage = getattr(dialog, "choose_stage", None)
        if stage_id and choose_stage is not None:
            choose_stage(stage_id)
        for name, slot in (("toast", window.say), ("open_contact", window.open_contact)):
            signal = getattr(dialog, name, None)
            if signal is not None:
                signal.connect(slot)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_ = getattr(dialog, "open", dialog.show)
        open_()

    def show_keys(self) -> None:
        """Show the sheet of keys."""
        from lifecycle_desktop.ui.keys_sheet import KeysSheet  # seldom needed

        sheet = KeysSheet(self._window.actions_, self._window)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def show_about(self) -> None:
        """Say what program this is."""
        from lifecycle_desktop.ui.widgets.messages import message  # seldom needed

        text = _("Version {version}. Everything is kept on this computer; the program never uses a network.")
        message(_("Lifecycle Desktop"), text.format(version=__version__), parent=self._window)

    def _opening(self, key: str) -> Offer:
        return call(lambda: self._window.open_page(key))
