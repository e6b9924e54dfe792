"""The line that says the facts prove another stage: accept it, or keep the one where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.widgets.cards import Banner
from lifecycle_desktop.ui.widgets.tool_tips import action_text

if TYPE_CHECKING:
    from lifecycle_desktop.core.model.contact_page import StageSuggestion
    from lifecycle_desktop.core.model.desk import StageMark


class SuggestionLine(QWidget):
    """Shown only while there is something to suggest."""

    accepted = Signal(int)  # the stage
    turned_down = Signal(str, str)  # what was proven, the short name of the stage that is kept

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.banner: Banner | None = None
        self._shown: object = None
        self.hide()

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
        self.setVisible(suggestion is not None)
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
