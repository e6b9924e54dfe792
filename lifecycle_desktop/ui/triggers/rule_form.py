"""The form of a trigger: when, for whom, then what; the whole as one sentence, and for how many it would have fired."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.permission import PERMISSION_CHANNELS
from lifecycle_desktop.core.model.trigger import LONGEST_NAME, LONGEST_WHAT, Act, Occasion, Rule, Then, When
from lifecycle_desktop.core.model.trigger_words import (
    ACT_TITLES,
    CHANNEL_TITLES,
    OCCASION_TITLES,
    TEMPERATURE_TITLES,
    KnownNames,
    rule_words,
)
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import Card, Hairline
from lifecycle_desktop.ui.widgets.fields import Choice, Field, Line
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.ticks import TickBox

NEW_RULE = Rule(When(Occasion.STAGE_ENTERED), Then(Act.FOLLOW_UP, channel=Channel.CALL.value))


class RuleForm(Card):
    """One trigger. It is kept by Save; what was changed and not saved stays in the form until it is given up."""

    saved = Signal(object)  # Rule
    given_up = Signal()
    delete_wanted = Signal()
    changed = Signal()  # the sentence is another

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, spacing=12, parent=parent)
        self.setAccessibleName(_("Trigger"))
        self._rule, self._names = NEW_RULE, KnownNames()
        self._is_filling = True  # until every field is there, and while they are filled
        self.title = Label("", face="heading", wrap=True, parent=self)
        self.column.addWidget(self.title)
        self._build_when()
        self.column.addWidget(Hairline(self))
        self._build_then()
        self.sentence = Label("", wrap=True, parent=self)
        self.preview = Label("", face="small", tone="ink2", wrap=True, parent=self)
        self.problem = Label("", face="small", tone="danger", wrap=True, parent=self)
        self.column.addWidget(Hairline(self))
        for label in (self.sentence, self.preview, self.problem):
            self.column.addWidget(label)
        self.problem.hide()
        row = FlowLayout()
        self.save_button = Button(_("Save"), kind="primary", key="Ctrl+Return", parent=self)
        self.drop_button = Button(_("Discard changes"), kind="quiet", parent=self)
        self.delete_button = Button(_("Delete"), kind="quiet", icon="trash-2", parent=self)
        for button in (self.save_button, self.drop_button, self.delete_button):
            row.addWidget(button)
        self.column.addLayout(row)
        self.column.addStretch(1)
        self._is_filling = False
        self.save_button.clicked.connect(lambda _on=False: self.save())
        self.drop_button.clicked.connect(lambda _on=False: self.given_up.emit())
        self.delete_button.clicked.connect(lambda _on=False: self.delete_wanted.emit())

    # --- building ---

    def _build_when(self) -> None:
        self.occasion = self._choice(_("&When"))
        for occasion in Occasion:
            self.occasion[1].add(_(OCCASION_TITLES[occasion]), occasion)
        self.stage = self._choice(_("Which s&tage"))
        self.channel = self._choice(_("Which &permission"))
        self.channel[1].add(_("any"), "")
        for channel in PERMISSION_CHANNELS:
            self.channel[1].add(_(CHANNEL_TITLES[channel]), channel)
        self.at_most = self._number(_("Satisfaction up to"), 0, 10)
        self.from_days = self._number(_("&From day"), 1, 3650)
        self.to_days = self._number(_("To d&ay"), 1, 3650)
        self.days_before = self._number(_("Days &before"), 0, 60)
        self.temperature = self._choice(_("Only people who &are"))
        self.temperature[1].add(_("any temperature"), "")
        for temperature, words in TEMPERATURE_TITLES.items():
            self.temperature[1].add(_(words), temperature)
        self.standing = self._choice(_("Only people &in"))
        self._rows(
            (self.occasion[0], self.stage[0], self.channel[0], self.at_most),
            (self.from_days, self.to_days, self.days_before),
            (self.temperature[0], self.standing[0]),
        )

    def _build_then(self) -> None:
        self.act = self._choice(_("Then &do"))
        for act in Act:
            self.act[1].add(_(ACT_TITLES[act]), act)
        self.act_channel = self._choice(_("&How"))
        for channel in Channel:
            self.act_channel[1].add(channel.words, channel.value)
        self.sequence = self._choice(_("Which se&quence"))
        self.heat = self._choice(_("&Temperature"))
        for temperature, words in TEMPERATURE_TITLES.items():
            self.heat[1].add(_(words), temperature)
        self.to_stage = self._choice(_("To &stage"))
        self.what_line = Line(parent=self)
        self.what_line.setMaxLength(LONGEST_WHAT)
        self.what_line.setPlaceholderText(_("Ask how the first days went"))
        self.what = Field(_("What is to be d&one"), self.what_line, parent=self)
        self.due = self._number(_("Days &later"), 0, 3650)
        self.asks = TickBox(_("Ask &me before it is done"), parent=self)
        self.name_line = Line(parent=self)
        self.name_line.setMaxLength(LONGEST_NAME)
        self.name = Field(_("&Name"), self.name_line, hint=_("Empty: what sets it off."), parent=self)
        self._rows(
            (self.act[0], self.act_channel[0], self.sequence[0], self.heat[0], self.to_stage[0]),
        )
        self._rows((self.what, self.due), first=3)
        self.column.addWidget(self.asks)
        self.column.addWidget(self.name)
        for line in (self.what_line, self.name_line):
            line.textChanged.connect(lambda _text: self._on_changed())
        self.asks.toggled.connect(lambda _on: self._on_changed())

    def _choice(self, words: str) -> tuple[Field, Choice]:
        choice = Choice(name=words.replace("&", ""), parent=self)
        choice.setMinimumContentsLength(12)
        choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.currentIndexChanged.connect(lambda _row: self._on_changed())
        return Field(words, choice, parent=self), choice

    def _number(self, words: str, least: int, most: int) -> Field:
        line = Line(parent=self)
        line.setMaxLength(5)
        line.textChanged.connect(lambda _text: self._on_changed())
        return Field(words, line, check=_number_check(least, most), parent=self)

    def _rows(self, *rows: tuple[Field, ...], first: int = 1) -> None:
        """Fields beside each other; `first` is how many times as wide as the others the first of a row is."""
        for fields in rows:
            row = QHBoxLayout()
            row.setSpacing(16)
            for place, field in enumerate(fields):
                row.addWidget(field, 1 if place else first, Qt.AlignmentFlag.AlignTop)
            self.column.addLayout(row)

    @property
    def numbers(self) -> tuple[Field, ...]:
        """The fields of numbers."""
        return (self.at_most, self.from_days, self.to_days, self.days_before, self.due)

    # --- showing ---

    def show_rule(self, rule: Rule, names: KnownNames, *, kept: Rule | None) -> None:
        """Show a trigger, or what is being made of it; `kept` is how it is kept, None for a new one."""
        self._is_filling = True
        self._rule = kept or rule
        if names != self._names or not self.stage[1].count():
            self._names = names
            self._fill_names()
        self.title.setText(kept.name if kept is not None else _("New trigger"))
        self._fill(rule)
        self.delete_button.setVisible(kept is not None)
        self.refuse("")
        self._is_filling = False
        self._on_changed()

    def _fill_names(self) -> None:
        count = len(self._names.stages)
        for choice, first in (
            (self.stage[1], _("any stage")),
            (self.standing[1], _("any stage")),
            (self.to_stage[1], _("the stage that it proves")),
        ):
            choice.clear()
            choice.add(first, None)
            for place, (stage_id, name) in enumerate(self._names.stages.items(), start=1):
                choice.add(name, stage_id, stage=(place, count))
        self.sequence[1].clear()
        self.sequence[1].add(_("every sequence"), None)
        for sequence_id, name in self._names.sequences.items():
            self.sequence[1].add(name, sequence_id)

    def _fill(self, rule: Rule) -> None:
        when, then = rule.when, rule.then
        for (_field, choice), value in (
            (self.occasion, when.occasion),
            (self.stage, when.stage_id),
            (self.channel, when.channel),
            (self.temperature, when.temperature),
            (self.standing, when.standing_id),
            (self.act, then.act),
            (self.act_channel, then.channel or Channel.OTHER.value),
            (self.sequence, then.sequence_id),
            (self.heat, then.temperature or "hot"),
            (self.to_stage, then.stage_id),
        ):
            choice.setCurrentIndex(max(0, choice.findData(value)))
        for field, number in (
            (self.at_most, when.at_most),
            (self.from_days, when.from_days),
            (self.to_days, when.to_days),
            (self.days_before, when.days_before),
            (self.due, then.due_in_days),
        ):
            field.set_text(str(number))
            field.set_error("")
        self.what_line.setText(then.what)
        self.what_line.setCursorPosition(0)
        self.asks.setChecked(then.asks)
        self.name_line.setText(rule.name)

    def _fit(self) -> None:
        """Show the fields that the occasion and the act ask for."""
        occasion, act = self.occasion[1].currentData(), self.act[1].currentData()
        for field, wanted in (
            (self.stage[0], occasion == Occasion.STAGE_ENTERED),
            (self.channel[0], occasion == Occasion.PERMISSION_WITHDRAWN),
            (self.at_most, occasion == Occasion.LOW_SATISFACTION),
            (self.from_days, occasion == Occasion.SECOND_PURCHASE_WINDOW),
            (self.to_days, occasion == Occasion.SECOND_PURCHASE_WINDOW),
            (self.days_before, occasion == Occasion.ANNIVERSARY),
            (self.act_channel[0], act == Act.FOLLOW_UP),
            (self.due, act == Act.FOLLOW_UP),
            (self.what, act == Act.FOLLOW_UP),
            (self.sequence[0], act in (Act.START_SEQUENCE, Act.STOP_SEQUENCES)),
            (self.heat[0], act == Act.TEMPERATURE),
            (self.to_stage[0], act == Act.STAGE),
        ):
            field.setVisible(wanted)

    # --- what is in it ---

    def draft(self) -> Rule:
        """The trigger as the form says it now; a number that cannot be read is the one it had."""
        occasion, act = Occasion(self.occasion[1].currentData()), Act(self.act[1].currentData())
        when, then = When(occasion), Then(act, asks=self.asks.isChecked())
        when = replace(
            when,
            temperature=self.temperature[1].currentData() or "",
            standing_id=self.standing[1].currentData(),
        )
        if occasion is Occasion.STAGE_ENTERED:
            when = replace(when, stage_id=self.stage[1].currentData())
        elif occasion is Occasion.PERMISSION_WITHDRAWN:
            when = replace(when, channel=self.channel[1].currentData() or "")
        elif occasion is Occasion.LOW_SATISFACTION:
            when = replace(when, at_most=_number_of(self.at_most, when.at_most))
        elif occasion is Occasion.SECOND_PURCHASE_WINDOW:
            first, last = _number_of(self.from_days, when.from_days), _number_of(self.to_days, when.to_days)
            when = replace(when, from_days=first, to_days=last)
        elif occasion is Occasion.ANNIVERSARY:
            when = replace(when, days_before=_number_of(self.days_before, when.days_before))
        if act is Act.FOLLOW_UP:
            channel = self.act_channel[1].currentData() or Channel.OTHER.value
            due = _number_of(self.due, 0)
            then = replace(
                then, what=" ".join(self.what_line.text().split()), channel=channel, due_in_days=due
            )
        elif act in (Act.START_SEQUENCE, Act.STOP_SEQUENCES):
            then = replace(then, sequence_id=self.sequence[1].currentData())
        elif act is Act.TEMPERATURE:
            then = replace(then, temperature=self.heat[1].currentData() or "hot")
        else:
            then = replace(then, stage_id=self.to_stage[1].currentData())
        return replace(self._rule, when=when, then=then, name=" ".join(self.name_line.text().split()))

    def is_changed(self) -> bool:
        """Whether the form holds another trigger than the one that is kept."""
        return self.draft() != _as_drafted(self._rule)

    def save(self) -> None:
        """Ask for the trigger to be kept, unless a number is wrong."""
        wrong = [field for field in self.numbers if field.isVisibleTo(self) and not field.validate()]
        if wrong:
            wrong[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.refuse("")
        self.saved.emit(self.draft())

    def refuse(self, problem: UserError | str) -> None:
        """Say what is wrong with the trigger; an empty text takes it away."""
        text = problem if isinstance(problem, str) else f"{problem.message} {problem.hint}".strip()
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def show_preview(self, people: int | None) -> None:
        """Say for how many people it would have fired."""
        if people is None:
            self.preview.setText(_("It looks at each fact that you enter from now on."))
            return
        told = ngettext(
            "It would have fired for {n} person in the last 90 days.",
            "It would have fired for {n} people in the last 90 days.",
            people,
        )
        self.preview.setText(told.format(n=people))

    def begin(self) -> None:
        """Put the focus on the first field."""
        self.occasion[1].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
        else:
            super().keyPressEvent(event)

    def _on_changed(self) -> None:
        if self._is_filling:
            return
        self._fit()
        self.refuse("")
        self.sentence.setText(rule_words(self.draft(), self._names))
        is_open = self.is_changed() or not self._rule.rule_id
        self.drop_button.setVisible(is_open)
        self.save_button.setEnabled(is_open)
        self.changed.emit()


def _as_drafted(rule: Rule) -> Rule:
    """A kept trigger as the form would say it: a follow-up without a channel is a task."""
    if rule.then.act is Act.FOLLOW_UP and not rule.then.channel:
        return replace(rule, then=replace(rule.then, channel=Channel.OTHER.value))
    return rule


def _number_check(least: int, most: int) -> Callable[[str], str]:
    def check(text: str) -> str:
        plain = text.strip()
        if plain.isascii() and plain.isdigit() and least <= int(plain) <= most:
            return ""
        return _("A number from {least} to {most}").format(least=least, most=most)

    return check


def _number_of(field: Field, otherwise: int) -> int:
    plain = field.text.strip()
    return int(plain) if plain.isascii() and plain.isdigit() else otherwise
