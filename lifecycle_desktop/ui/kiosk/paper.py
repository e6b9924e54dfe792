"""Entries from the paper sheet: one row for each visitor, Enter keeps it and begins the next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.sign_in import CHANNELS, OpenHouse, SignIn, SignInSetup, Wording, faults
from lifecycle_desktop.core.store.email_address import normal_email
from lifecycle_desktop.ui.kiosk.section import FormSection
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.fields import Choice, Field, Line
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.ticks import TickBox

_LINES = ("first_name", "last_name", "phone", "email", "note")


class PaperRows(FormSection):
    """The row that is being typed, and how many were kept since the page was opened."""

    entered = Signal(object)  # SignIn

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("From the paper sheet"),
            _("Type a line of the sheet, Tab from column to column; Enter keeps it and begins the next."),
            parent,
        )
        self._wordings: dict[tuple[str, str], Wording] = {}
        self._language = "en"
        titles = {
            "first_name": _("First name"),
            "last_name": _("Last name"),
            "phone": _("Phone"),
            "email": _("Email"),
            "note": _("Note"),
        }
        self.fields = {name: Field(titles[name], Line(), parent=self) for name in _LINES[:-1]}
        self.agent = Choice(name=_("Agent"), parent=self)
        for key, said in (("no", _("No")), ("yes", _("Yes")), ("looking", _("Just looking"))):
            self.agent.add(said, key)
        self.add(*(self.fields[name] for name in ("first_name", "last_name", "phone", "email")))
        works = Field(_("Works with an agent"), self.agent, parent=self)
        self.fields["note"] = Field(titles["note"], Line(), parent=self)
        self.add(works, self.fields["note"])
        ticks = QHBoxLayout()
        ticks.setSpacing(16)
        ticks.addWidget(Label(_("Ticked on the sheet:"), tone="ink2", parent=self))
        words = {"email": _("Email"), "text": _("Text"), "call": _("Call")}
        self.ticks = {channel: TickBox(words[channel], parent=self) for channel in CHANNELS}
        for tick in self.ticks.values():
            ticks.addWidget(tick)
        ticks.addStretch(1)
        self.column.addLayout(ticks)
        foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.keep = Button(_("Keep and next"), kind="primary", icon="corner-down-left", parent=self)
        self.keep.clicked.connect(self.enter)
        self.told = Label("", tone="ink2", wrap=True, parent=self)
        foot.addWidget(self.keep)
        foot.addWidget(self.told, 1)
        self.column.addLayout(foot)
        for field in self.fields.values():
            if isinstance(field.editor, Line):
                field.editor.returnPressed.connect(self.enter)
        self._event_id = self._count = 0

    def show_event(self, event: OpenHouse, wordings: dict[tuple[str, str], Wording]) -> None:
        """Say whose sheet it is and which words it carries."""
        self._language = event.setup.languages[0]
        self._wordings = wordings
        if event.event_id != self._event_id:
            self._event_id, self._count = event.event_id, 0
            self.told.setText("")

    def entry(self) -> SignIn:
        """What stands in the row."""
        told = {name: field.text for name, field in self.fields.items()}
        given = tuple(
            self._wordings[each, self._language] for each in CHANNELS if self.ticks[each].isChecked()
        )
        return SignIn(agent=str(self.agent.currentData()), language=self._language, given=given, **told)

    def enter(self) -> None:
        """Keep the row, or say below the fields what is wrong."""
        wrong = faults(self.entry(), SignInSetup(), lambda text: bool(normal_email(text)))
        says = {
            "first_name": _("Write the first name."),
            "last_name": _("Write the last name."),
            "phone": _("Write a phone number or an email address. Example: 416 555 0134."),
            "email": _("This is no email address. Example: priya@example.com."),
        }
        for name, field in self.fields.items():
            field.set_error(says[name] if name in wrong else "")
        if wrong:
            self.fields[next(iter(wrong))].editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.keep.setEnabled(False)
        self.entered.emit(self.entry())

    def kept(self, entry: SignIn) -> None:
        """The row is on disk: empty it for the next."""
        self._count += 1
        self.keep.setEnabled(True)
        for field in self.fields.values():
            field.set_text("")
        self.agent.choose("no")
        for tick in self.ticks.values():
            tick.setChecked(False)
        self.told.setText(_("{n} kept, {name} last").format(n=self._count, name=entry.name))
        self.fields["first_name"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def failed(self) -> None:
        """It was not kept; what was typed stays."""
        self.keep.setEnabled(True)
