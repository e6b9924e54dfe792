"""The bar over an open house: which part is shown, and what can be done with it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.sign_in import OpenHouse
from lifecycle_desktop.ui.widgets.buttons import Button, SegmentedControl
from lifecycle_desktop.ui.widgets.cards import Card
from lifecycle_desktop.ui.widgets.flow import FlowLayout

SET_UP, SUMMARY, PAPER = "set_up", "summary", "paper"


class EventBar(Card):
    """A switch between the parts, then the buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=12, parent=parent)
        row = FlowLayout(gap=8)
        self.part = SegmentedControl(
            [
                (SET_UP, _("Set up"), "settings-2"),
                (SUMMARY, _("Summary"), "clipboard-list"),
                (PAPER, _("From paper"), "notebook-pen"),
            ],
            name=_("What is shown of it"),
            parent=self,
        )
        row.addWidget(self.part)
        self.start = Button(_("Open for visitors"), kind="primary", icon="monitor", parent=self)
        self.save = Button(_("Save"), icon="check", parent=self)
        self.sheet = Button(_("Paper sheet…"), icon="printer", parent=self)
        self.end = Button(_("End it"), kind="quiet", icon="flag", parent=self)
        self.remove = Button(_("Delete"), kind="quiet", icon="trash-2", parent=self)
        for button in (self.start, self.save, self.sheet, self.end, self.remove):
            row.addWidget(button)
        self.column.addLayout(row)

    def show_event(self, event: OpenHouse | None) -> None:
        """Offer what can be done with the event; a new one can only be saved and opened."""
        has_ended = event is not None and event.ended_on is not None
        self.end.setText(_("Open it again") if has_ended else _("End it"))
        self.start.setEnabled(not has_ended)
        for button in (self.sheet, self.end, self.remove):
            button.setEnabled(event is not None)
