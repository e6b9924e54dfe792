"""The settings page. Each change holds at once; those of the business are steps that can be undone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.desk import ActiveLifecycle, Business
from lifecycle_desktop.core.queries.lifecycle import active_lifecycle, business
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.ui.letter_keys import STATE_NAME as LETTERS
from lifecycle_desktop.ui.letter_keys import letters_are_on, use_letters
from lifecycle_desktop.ui.page import Page
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.settings.reminding import RemindingSection
from lifecycle_desktop.ui.settings.sections import Section
from lifecycle_desktop.ui.settings.working_day import DayTold, WorkingDaySection, day_told
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button, SegmentedControl
from lifecycle_desktop.ui.widgets.fields import Choice, Line
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.ticks import TickBox
from lifecycle_desktop.ui.widgets.toast import STATE_NAME as STAY
from lifecycle_desktop.ui.widgets.toast import toast_stays, use_stay, usual_stay
from lifecycle_desktop.ui.window_state import WindowState

CURRENCIES = ("USD", "CAD", "MXN", "EUR", "GBP", "AUD", "NZD", "CHF", "INR", "ILS", "BRL", "JPY")
REGIONS = (
    "US",
    "CA",
    "MX",
    "GB",
    "IE",
    "AU",
    "NZ",
    "DE",
    "AT",
    "CH",
    "FR",
    "ES",
    "IT",
    "PT",
    "IN",
    "IL",
    "BR",
    "JP",
)
TEXT_SIZES = (80, 90, 100, 110, 125, 150, 175, 200)


@dataclass(frozen=True)
class SettingsDesk:
    """What the page shows of the database."""

    business: Business
    lifecycle: ActiveLifecycle
    sample_people: int
    day: DayTold


def _country(code: str) -> str:
    """A country as the system's language calls it, with its two letters."""
    territory = QLocale.codeToTerritory(code)
    known = territory != QLocale.Country.AnyTerritory
    return f"{QLocale.territoryToString(territory)} ({code})" if known else code


def _choose(choice: Choice, value: str, words: str) -> None:
    """Choose a value; one that was set by a command and is not among the usual ones is added."""
    if choice.findData(value) < 0:
        choice.add(words, value)
    choice.choose(value)


def settings_desk(connection: ReadConnection) -> SettingsDesk:
    """The business, its lifecycle and how many people are samples."""
    samples = connection.execute("SELECT count(*) FROM contact WHERE is_sample = 1").fetchone()[0]
    return SettingsDesk(
        business(connection), active_lifecycle(connection), int(samples), day_told(connection)
    )


class SettingsPage(Page):
    """Everything that can be set."""

    shows = frozenset({"setting", "lifecycle", "contact"})

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(runner, parent)
        self.head.set_title(
            _("Settings"), _("The business travels with its database; the look belongs to this computer.")
        )
        self._told: dict[str, str] = {}
        self._state: WindowState | None = None
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the focus
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("role", "canvas")
        inside.setMaximumWidth(900)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(style.CARD_GAP)
        for build in (
            self._business_section,
            self._day_section,
            self._lifecycle_section,
            self._look_section,
            self._hands_section,
            self._reminding_section,
            self._sample_section,
        ):
            column.addWidget(build())
        column.addStretch(1)
        scroll.setWidget(inside)
        self.body.addWidget(scroll, 1)
        theme().changed.connect(self._show_look)

    def reload(self) -> None:
        self.runner.read(self._on_loaded, settings_desk)
        self.reminding.reload()

    def take_focus(self) -> None:
        """Put the focus on the first thing that can be set."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- building ---

    def _business_section(self) -> Section:
        section = Section(_("You and your business"), _("Printed on the head of your plan."), self)
        self.name = Line(name=_("Business name"), parent=section)
        self.owner = Line(name=_("Your name"), parent=section)
        self.currency, self.region = (
            Choice(name=_("Currency"), parent=section),
            Choice(name=_("Country"), parent=section),
        )
        for code in CURRENCIES:
            self.currency.add(code, code)
        for code in REGIONS:
            self.region.add(_country(code), code)
        self.aim = Choice(name=_("Aim for a first answer"), parent=section)
        for minutes in (2, 5, 10, 15, 30, 60):
            self.aim.add(_("{n} min").format(n=minutes), str(minutes))
        section.add_row(_("Business name"), self.name)
        section.add_row(_("Your name"), self.owner)
        section.add_row(_("Currency"), self.currency)
        section.add_row(_("Country"), self.region, _("How a phone number without a + is read."))
        section.add_row(_("Aim for a first answer"), self.aim, _("How long a new lead may wait, on Today."))
        for editor, setting in ((self.name, "business_name"), (self.owner, "owner_name")):
            editor.editingFinished.connect(
                lambda editor=editor, setting=setting: self._on_left(setting, editor.text())
            )
        for choice, setting in (
            (self.currency, "currency"),
            (self.region, "region"),
            (self.aim, "answer_aim_minutes"),
        ):
            choice.activated.connect(
                lambda _index, choice=choice, setting=setting: self._set(setting, str(choice.currentData()))
            )
        return section

    def _day_section(self) -> Section:
        self.day = WorkingDaySection(self)
        self.day.chosen.connect(self._set)
        return self.day

    def _lifecycle_section(self) -> Section:
        section = Section(
            _("Your lifecycle"),
            _(
                "Edit its stages, their questions and days, or change to another: everybody is mapped to the "
                "new stages and keeps their history."
            ),
            self,
        )
        self.model = Button("", icon="workflow", parent=section)
        self.model.clicked.connect(lambda _on=False: self.navigate.emit("lifecycles"))
        section.add_row(_("The stages people pass through"), self.model)
        return section

    def _look_section(self) -> Section:
        section = Section(_("Look"), _("On this computer only."), self)
        self.mode = SegmentedControl(
            [
                ("system", _("As the system"), "monitor"),
                ("light", _("Light"), "sun"),
                ("dark", _("Dark"), "moon"),
            ],
            name=_("Light or dark"),
            parent=section,
        )
        self.mode.chosen.connect(lambda mode: theme().use(replace(theme().look, mode=mode)))
        self.text_size = Choice(name=_("Text size"), parent=section)
        for percent in TEXT_SIZES:
            self.text_size.add(_("{n} %").format(n=percent), percent)
        self.text_size.activated.connect(
            lambda _index: theme().use(replace(theme().look, text=int(self.text_size.currentData())))
        )
        self.contrast = TickBox(_("High contrast"), parent=section)
        self.contrast.toggled.connect(lambda on: theme().use(replace(theme().look, contrast=on)))
        self.still = TickBox(_("Reduce motion"), parent=section)
        self.still.toggled.connect(lambda on: theme().use(replace(theme().look, still=on)))
        section.add_row(_("Light or dark"), self.mode)
        section.add_row(_("Text size"), self.text_size)
        section.column.addWidget(self.contrast)
        section.column.addWidget(self.still)
        self._show_look()
        return section

    def _hands_section(self) -> Section:
        section = Section(_("Keys and messages"), _("On this computer only."), self)
        self.letters = TickBox(_("Single letters do things in a focused list"), parent=section)
        self.letters.setChecked(letters_are_on())
        self.letters.toggled.connect(self._on_letters)
        section.column.addWidget(self.letters)
        about = _("C logs a call, S snoozes, M moves. Turned off, the same is in the menus.")
        section.column.addWidget(Label(about, face="small", tone="ink3", wrap=True, parent=section))
        self.stay = Choice(name=_("Messages stay"), parent=section)
        for stay, words in toast_stays():
            self.stay.add(words, stay)
        self.stay.choose(usual_stay())
        self.stay.activated.connect(lambda _index: self._on_stay(int(self.stay.currentData())))
        section.add_row(
            _("Messages stay"), self.stay, _("What just happened, with Undo, at the foot of the page.")
        )
        return section

    def _reminding_section(self) -> Section:
        self.reminding = RemindingSection(self.runner, self)
        return self.reminding

    def remember_in(self, state: WindowState) -> None:
        """Take the choices of this computer from there, and keep them there."""
        self._state = state
        use_stay(state.get_number(STAY, usual_stay()))
        self.stay.choose(usual_stay())
        self.reminding.remember_in(state)

    def _on_letters(self, on: bool) -> None:
        use_letters(on)
        self._remember(LETTERS, int(on))

    def _on_stay(self, stay: int) -> None:
        use_stay(stay)
        self._remember(STAY, stay)

    def _remember(self, name: str, value: int) -> None:
        if self._state is not None:
            self._state.set(name, value)

    def _sample_section(self) -> Section:
        section = Section(_("Sample people"), "", self)
        self._samples = Label("", tone="ink2", wrap=True, parent=section)
        section.column.addWidget(self._samples)
        self._sample_button = Button("", parent=section)
        self._sample_button.clicked.connect(self._on_sample)
        section.column.addWidget(self._sample_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._has_samples = False
        return section

    # --- showing ---

    def _on_loaded(self, desk: SettingsDesk) -> None:
        told, before = desk.business, self._told
        self._told = {"business_name": told.name, "owner_name": told.owner}
        for editor, setting in ((self.name, "business_name"), (self.owner, "owner_name")):
            is_being_typed = editor.hasFocus() and editor.text() != before.get(setting, "")
            if not is_being_typed:
                editor.setText(self._told[setting])
        aim = told.answer_aim_minutes
        _choose(self.currency, told.currency, told.currency)
        _choose(self.region, told.region, _country(told.region))
        _choose(self.aim, str(aim), _("{n} min").format(n=aim))
        self.day.show_told(desk.day)
        self.model.setText(desk.lifecycle.name)
        count = desk.sample_people
        if count:
            text = ngettext(
                "{n} sample person is among your contacts.",
                "{n} sample people are among your contacts.",
                count,
            )
            self._samples.setText(text.format(n=count))
            self._sample_button.setText(_("Take all of them out"))
        else:
            self._samples.setText(_("A small business with its people and plan, to try everything on."))
            self._sample_button.setText(_("Add sample people"))
        self._has_samples = bool(count)

    def _show_look(self) -> None:
        look = theme().look
        self.mode.set_current(look.mode)
        self.text_size.choose(look.text)
        for box, on in ((self.contrast, look.contrast), (self.still, look.still)):
            box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(False)

    # --- doing ---

    def _set(self, name: str, value: str) -> None:
        from lifecycle_desktop.core.operations.settings import set_settings

        self.runner.write(_("Change a setting"), set_settings, {name: value}, self.runner.moment())

    def _on_left(self, name: str, text: str) -> None:
        """A field that was left as it was is no change, and no step in History."""
        if text != self._told.get(name, ""):
            self._set(name, text)

    def _on_sample(self) -> None:
        from lifecycle_desktop.core.operations.first_steps import add_sample_people, remove_sample_people

        if self._has_samples:
            self.runner.write(
                _("Take out sample people"),
                remove_sample_people,
                self.runner.moment(),
                then=lambda _count: self.toast.emit(_("The sample people are gone"), True),
            )
        else:
            self.runner.write(
                _("Add sample people"),
                add_sample_people,
                self.runner.moment(),
                then=lambda _count: self.toast.emit(_("Sample people are among your contacts"), True),
            )
