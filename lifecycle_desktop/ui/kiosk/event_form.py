"""How an open house and its sign-in page are set up: address, day, hours, offer, questions, wordings, PIN."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.kiosk_words import KIOSK_LANGUAGES, kiosk_words
from lifecycle_desktop.core.model.pin import LONGEST_PIN
from lifecycle_desktop.core.model.sign_in import (
    ASKED,
    CHANNELS,
    IDLE_SECONDS,
    OFF,
    OPTIONAL,
    REQUIRED,
    NewEvent,
    OpenHouse,
    SignInSetup,
    Wording,
)
from lifecycle_desktop.ui.kiosk.section import FormSection
from lifecycle_desktop.ui.widgets.buttons import Button, SegmentedControl
from lifecycle_desktop.ui.widgets.fields import Choice, Field, Line
from lifecycle_desktop.ui.widgets.labels import Label

Wordings = dict[tuple[str, str], Wording]
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?", re.IGNORECASE)


def clock_of(text: str) -> str | None:
    """A time of day as `HH:MM` from "13:00", "1 pm", "13"; empty for nothing, None for what is no time."""
    plain = text.strip()
    if not plain:
        return ""
    found = _CLOCK.fullmatch(plain)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3].lower() == "pm" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


class EventForm(QWidget):
    """The form of one event. `pin_set` gives a new PIN; everything else is taken by `entered`."""

    pin_set = Signal(str)

    def __init__(self, moment: Callable[[], Moment], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moment = moment
        self._wordings: Wordings = {}
        self._texts: dict[tuple[str, str], str] = {}
        self._shown = ""
        self.place = FormSection(_("The house"), _("Visitors read it beside the form."), self)
        self._build_place()
        self.questions = FormSection(
            _("What is asked"),
            _("First name, last name and the question of the agent are always asked."),
            self,
        )
        self._build_questions()
        self.permissions = FormSection(
            _("Permissions"),
            _("Every box is empty at first. What a visitor ticks is kept word for word, with its version."),
            self,
        )
        self._build_permissions()
        self.lock = FormSection(
            _("PIN"),
            _(
                "Ctrl+Shift+Q and the PIN lead from the sign-in page to the host’s panel. Keys that the system keeps "
                "for itself, such as Alt+Tab, cannot be held back: a separate account on this computer is safest."
            ),
            self,
        )
        self._build_pin()

    # --- building ---

    def _build_place(self) -> None:
        section = self.place
        self.address = Field(_("&Address"), Line(placeholder=_("118 Alder Court")), parent=section)
        self.day = Field(
            _("&Day"), Line(placeholder=_("Sunday, 19 April")), check=self._day_fault, parent=section
        )
        self.begins = Field(_("&From"), Line(placeholder="13:00"), check=_clock_fault, parent=section)
        self.ends = Field(_("Un&til"), Line(placeholder="16:00"), check=_clock_fault, parent=section)
        self.facts = Field(
            _("Facts of the &house"),
            Line(placeholder=_("4 beds, 2 baths, 0.3 acre")),
            hint=_("Parted by commas"),
            parent=section,
        )
        self.offer = Field(
            _("&Offer"),
            Line(placeholder=_("the street price guide")),
            hint=_("“We will send you …, free.” The follow-up says so too."),
            parent=section,
        )
        section.add(self.address)
        section.add(self.day, self.begins, self.ends)
        section.add(self.facts)
        self.offer_es = Field(
            _("Offer in &Spanish"), Line(placeholder="la guía de precios de la calle"), parent=section
        )
        section.add(self.offer, self.offer_es)

    def _build_questions(self) -> None:
        section = self.questions
        self.reach = self._choice(
            _("Phone and email"),
            [
                ("either", _("One of them")),
                ("email", _("Email needed")),
                ("phone", _("Phone needed")),
                ("both", _("Both needed")),
            ],
        )
        titles = {
            "timing": _("When they might move"),
            "financing": _("How they would pay"),
            "heard": _("How they heard of it"),
            "note": _("A note"),
        }
        answers = [(OFF, _("Not asked")), (ASKED, _("If they like")), (REQUIRED, _("Needed"))]
        self.asked = {name: self._choice(titles[name], answers) for name in OPTIONAL}
        both = ",".join(KIOSK_LANGUAGES)
        self.languages = self._choice(
            _("Languages"),
            [
                (both, _("English and Spanish")),
                ("es,en", _("Spanish and English")),
                ("en", _("English")),
                ("es", _("Spanish")),
            ],
        )
        self.idle = self._choice(_("Clears after"), [(str(n), _("{n} s").format(n=n)) for n in IDLE_SECONDS])
        fields = [Field(choice.accessibleName(), choice, parent=section) for choice in self._choices]
        for index in range(0, len(fields), 2):
            section.add(*fields[index : index + 2])

    def _choice(self, name: str, entries: list[tuple[str, str]]) -> Choice:
        choice = Choice(name=name)
        for key, words in entries:
            choice.add(words, key)
        self._choices = [*getattr(self, "_choices", []), choice]
        return choice

    def _build_permissions(self) -> None:
        section = self.permissions
        languages = [(code, kiosk_words(code).name, "") for code in KIOSK_LANGUAGES]
        self.spoken = SegmentedControl(languages, name=_("Language of the wording"), parent=section)
        self.spoken.chosen.connect(self._show_wordings)
        section.add(self.spoken)
        titles = {"email": _("To write emails"), "text": _("To send texts"), "call": _("To call")}
        self.worded = {channel: Field(titles[channel], Line(), parent=section) for channel in CHANNELS}
        for channel, field in self.worded.items():
            field.changed.connect(lambda text, channel=channel: self._on_worded(channel, text))
            section.add(field)

    def _build_pin(self) -> None:
        section = self.lock
        self.pin = Field(_("New &PIN"), Line(), hint=_("4 to 12 digits"), parent=section)
        if isinstance(self.pin.editor, QLineEdit):
            self.pin.editor.setEchoMode(QLineEdit.EchoMode.Password)
            self.pin.editor.setMaxLength(LONGEST_PIN)
            self.pin.editor.returnPressed.connect(self._on_pin)
        self.set_pin = Button(_("Set the PIN"), icon="key-round", parent=section)
        self.set_pin.clicked.connect(self._on_pin)
        self.pin_state = Label("", tone="ink2", wrap=True, parent=section)
        section.add(self.pin, self.set_pin)
        section.add(self.pin_state)

    # --- showing ---

    def show_event(self, event: OpenHouse | None, wordings: Wordings) -> None:
        """Show an event to be changed, or an empty form for a new one."""
        setup = event.setup if event is not None else SignInSetup()
        self.address.set_text(event.address if event is not None else "")
        self.day.set_text(_day_text(event.on) if event is not None and event.on else "")
        self.begins.set_text(setup.starts_at)
        self.ends.set_text(setup.ends_at)
        self.facts.set_text(setup.facts)
        self.offer.set_text(event.offer if event is not None else "")
        self.offer_es.set_text(setup.offer_words.get("es", ""))
        self.reach.choose(setup.reach)
        for name, choice in self.asked.items():
            choice.choose(setup.asks(name))
        self.languages.choose(",".join(setup.languages))
        self.idle.choose(str(setup.idle_seconds))
        self._wordings = wordings
        self._texts = {key: wording.text for key, wording in wordings.items()}
        self._show_wordings(self.spoken.current)
        for field in (self.address, self.day, self.begins, self.ends):
            field.set_error("")

    def show_pin(self, has_pin: bool) -> None:
        """Say whether a PIN is set."""
        words = _("A PIN is set.") if has_pin else _("No PIN is set yet. The page opens only with one.")
        self.pin_state.setText(words)
        self.set_pin.setText(_("Change the PIN") if has_pin else _("Set the PIN"))
        self.pin.set_text("")

    def _show_wordings(self, language: str) -> None:
        self._shown = ""
        for channel, field in self.worded.items():
            field.set_text(self._texts.get((channel, language), ""))
            known = self._wordings.get((channel, language))
            version = known.version if known is not None else 0
            field.below.setText(_("Version {n}").format(n=version) if version else _("As shipped"))
            field.below.show()
        self._shown = language

    def _on_worded(self, channel: str, text: str) -> None:
        if self._shown:
            self._texts[channel, self._shown] = text

    # --- what is entered ---

    def entered(self) -> NewEvent | None:
        """What stands in the form; None, with the faults below their fields, where something is wrong."""
        self.address.set_error(
            "" if self.address.text.strip() else _("Write the address, such as 118 Alder Court.")
        )
        fields = [self.day, self.begins, self.ends]
        right = [field.validate() for field in fields]
        if self.address.error or not all(right):
            wrong = [field for field in (self.address, *fields) if field.error]
            wrong[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return self.draft()

    def draft(self) -> NewEvent:
        """What stands in the form as far as it can be understood."""
        setup = SignInSetup(
            starts_at=clock_of(self.begins.text) or "",
            ends_at=clock_of(self.ends.text) or "",
            facts=self.facts.text.strip(),
            offer_words={"es": self.offer_es.text.strip()} if self.offer_es.text.strip() else {},
            reach=str(self.reach.currentData()),
            asked={
                name: str(choice.currentData())
                for name, choice in self.asked.items()
                if choice.currentData() != OFF
            },
            languages=tuple(str(self.languages.currentData()).split(",")),
            idle_seconds=int(self.idle.currentData()),
        )
        return NewEvent(
            self.address.text.strip(), self._day_of(self.day.text), self.offer.text.strip(), setup
        )

    def wordings(self) -> dict[tuple[str, str], str]:
        """The wordings as they stand; one that was emptied stays as it was."""
        return {key: text for key, text in self._texts.items() if text.strip()}

    def _day_of(self, text: str) -> dt.date | None:
        from lifecycle_desktop.core.model.spoken_date import parse_when

        found = parse_when(text, self._moment()) if text.strip() else None
        return found.on if found is not None else None

    def _day_fault(self, text: str) -> str:
        if text.strip() and self._day_of(text) is None:
            return _("This is no day. Example: Sunday, or 19 April.")
        return ""

    def _on_pin(self) -> None:
        pin = self.pin.text.strip()
        if pin.isascii() and pin.isdigit() and 4 <= len(pin) <= LONGEST_PIN:
            self.pin_set.emit(pin)
        else:
            self.pin.set_error(
                _("A PIN has 4 to 12 digits. Example: four that are no year and no house number.")
            )


def _clock_fault(text: str) -> str:
    return "" if clock_of(text) is not None else _("This is no time of day. Example: 13:00 or 1 pm.")


def _day_text(on: dt.date) -> str:
    return (
        on.isoformat() if QLocale().language() != QLocale.Language.English else f"{on:%A} {on.day} {on:%B %Y}"
    )
