"""What asks for a word: a complaint to be settled, a trigger's proposal, a stage that the facts prove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.contact.trigger_lines import TriggerLines
from lifecycle_desktop.ui.widgets.cards import Banner
from lifecycle_desktop.ui.widgets.tool_tips import action_text

if TYPE_CHECKING:
    from lifecycle_desktop.core.model.contact_page import StageSuggestion
    from lifecycle_desktop.core.model.desk import StageMark
    from lifecycle_desktop.ui.contact.desk import ContactDesk
    from lifecycle_desktop.ui.contact.page import ContactPage


class SuggestionLine(QWidget):
    """Shown only while there is something to suggest."""

    accepted = Signal(int)  # the stage
    turned_down = Signal(str, str)  # what was proven, the short name of the stage that is kept

    def __init__(self, page: ContactPage, parent: QWidget) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.triggers = TriggerLines(page, self)
        self._column.addWidget(self.triggers)
        self.banner: Banner | None = None
        self._shown: object = None
        self.hide()

    def show_desk(self, desk: ContactDesk) -> None:
        """Show all that there is about this person, or nothing."""
        if desk.page is not None:
            self.triggers.show_lines(desk.complaints, desk.proposals)
            self.show_suggestion(desk.page.suggestion, desk.page.stage)
            self.setVisible(self.banner is not None or bool(self.triggers.banners))

    def show_suggestion(self, suggestion: StageSuggestion | None, stage: StageMark) -> None:
        """Show it, or nothing."""
        shown = (suggestion, stage) if suggestion is not None else None
        if shown == self._shown:
            return
        self._shown = shown
        if self.banner is not None:
            self._column.removeWidget(self.banner)
            self.banner.hide()
            self.banner.deleteLater()
            self.banner = None
        if suggestion is None:
            return
        reason = suggestion.reason[:1].upper() + suggestion.reason[1:]
        banner = self.banner = Banner(
            _("Suggested: {stage}").format(stage=suggestion.stage.label),
            f"{reason}.",
            tone="accent",
            icon="lightbulb",
            button=_("&Move to {stage}").format(stage=action_text(suggestion.stage.label)),
            on_button=lambda: self.accepted.emit(suggestion.stage.stage_id),
            quiet_button=_("&Keep {stage}").format(stage=action_text(stage.label)),
            on_quiet=lambda: self.turned_down.emit(suggestion.rank, stage.label),
            parent=self,
        )
        self._column.addWidget(banner)
        banner.show()
