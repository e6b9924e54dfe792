"""The filter that the board and the table share: what is in force, what it may be, how it is said.

For a page: make one `FilterChoice(self)`; give it `choices` when they were read (`take_choices`) and `today`; show
`parts()` as chips, each with the filter `without` it; connect `changed`. `chosen/toggle/set_kind/words/menu(kind)`
serve the quick buttons of one kind ("stage", "temperature", "source", "tag"), `is_on/switch(condition)` a switch
such as `smart_list.NO_NEXT_STEP`, and `put(part, instead_of=…)`/`take_off(part)` whatever else.
`ui/filter_popover.py` asks for any condition or group: `open_filter_popover(choice, anchor, …)`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QMenu, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.filter_words import joined, part_words
from lifecycle_desktop.core.model.lists import FilterChoices
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.smart_list import Condition, ContactFilter, Part, Value
from lifecycle_desktop.ui.icons import icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.painters import (
    TEMPERATURE_ICONS,
    TEMPERATURE_TOKENS,
    TEMPERATURES,
    temperature_word,
)
from lifecycle_desktop.ui.widgets.tool_tips import action_text


@dataclass(frozen=True)
class FilterPart:
    """One condition that is on: what its chip says, the filter without it, and the part; None for what is typed."""

    text: str
    without: ContactFilter
    part: Part | None = None


class FilterChoice(QObject):
    """The filter in force on a page, what it may be, and how it is said."""

    changed = Signal()
    choices_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choices = FilterChoices()
        self.today = dt.date.min  # the day by which dates are said; pages set it
        self._wanted = ContactFilter()

    def take_choices(self, choices: FilterChoices) -> None:
        """Know other stages, sources, tags and so on."""
        if choices != self.choices:
            self.choices = choices
            self.choices_changed.emit()

    # --- what is in force ---

    @property
    def wanted(self) -> ContactFilter:
        """The filter in force."""
        return self._wanted

    def want(self, wanted: ContactFilter) -> None:
        """Put a filter in force."""
        if wanted != self._wanted:
            self._wanted = wanted
            self.changed.emit()

    def clear(self) -> None:
        """Take every condition off."""
        self.want(ContactFilter())

    def put(self, part: Part, *, instead_of: Part | None = None) -> None:
        """Put one more condition or group in force, or one in the place of another."""
        self.want(self._wanted.wanting(self._wanted.group.with_part(part, instead_of=instead_of)))

    def take_off(self, part: Part) -> None:
        """Take a condition or group off."""
        self.want(self._wanted.wanting(self._wanted.group.without(part)))

    def is_on(self, part: Part) -> bool:
        """Whether that very condition or group is in force."""
        return part in self._wanted.group.parts

    def switch(self, part: Part) -> None:
        """Put a condition in force, or take it off."""
        if self.is_on(part):
            self.take_off(part)
        else:
            self.put(part)

    # --- quick choices of one kind ---

    def options(self, kind: str) -> list[tuple[Value, str]]:
        """What a kind of condition can be, as (value, words)."""
        if kind == "stage":
            return [(stage.stage_id, f"{stage.number}  {stage.label}") for stage in self.choices.stages]
        if kind == "temperature":
            return [(temperature, temperature_word(temperature)) for temperature in TEMPERATURES]
        return list(self.choices.rows(kind))

    def chosen(self, kind: str) -> tuple[Value, ...]:
        """What is chosen of a kind."""
        found = self._condition_of(kind)
        return found.values if found is not None else ()

    def toggle(self, kind: str, value: Value) -> None:
        """Choose a value of a kind, or no longer."""
        now = self.chosen(kind)
        order = [option for option, _words in self.options(kind)]
        then = [option for option in order if (option in now) != (option == value)]
        self.set_kind(kind, tuple(then))

    def set_kind(self, kind: str, values: tuple[Value, ...]) -> None:
        """Choose exactly these values of a kind."""
        before = self._condition_of(kind)
        if values:
            names = tuple(self.choices.name(kind, value) for value in values)
            self.put(Condition(kind, "any", values, names), instead_of=before)
        elif before is not None:
            self.take_off(before)

    def words(self, kind: str) -> str:
        """What is chosen of a kind: "Hot or warm"; empty for nothing."""
        names = [words for option, words in self.options(kind) if option in self.chosen(kind)]
        names = [" ".join(name.split()) for name in names]
        if kind == "temperature":
            names = names[:1] + [name.lower() for name in names[1:]]
        return joined(names, "any")

    def _condition_of(self, kind: str) -> Condition | None:
        for part in self._wanted.group.parts:
            if isinstance(part, Condition) and part.field == kind and part.operator == "any":
                return part
        return None

    # --- words ---

    def part_words(self, part: Part) -> str:
        """A condition or group as its chip says it."""
        return part_words(part, self.choices.name, self.today, self.choices.currency)

    def parts(self) -> list[FilterPart]:
        """The conditions that are on, in order, as chips say them; last what is typed."""
        wanted = self._wanted
        found = [
            FilterPart(self.part_words(part), wanted.wanting(wanted.group.without(part)), part)
            for part in wanted.group.parts
        ]
        if wanted.text.strip():
            text = shortened(wanted.text)
            found.append(FilterPart(_("“{text}”").format(text=text), replace(wanted, text="")))
        return found

    def menu(self, kind: str, parent: QWidget) -> QMenu:
        """A menu of one kind with a tick at what is chosen; "Any" takes all off."""
        titles = {
            "stage": _("Stage"), "temperature": _("Temperature"), "source": _("Source"), "tag": _("Tag"),
        }  # fmt: skip
        menu = QMenu(titles[kind], parent)
        options = self.options(kind)
        any_ = menu.addAction(_("Any"))
        any_.setCheckable(True)
        any_.setChecked(not self.chosen(kind))
        any_.triggered.connect(lambda _on=False: self.set_kind(kind, ()))
        if kind == "temperature":
            both = menu.addAction(_("Hot or warm"))
            both.setCheckable(True)
            both.setChecked(self.chosen(kind) == ("hot", "warm"))
            both.triggered.connect(lambda _on=False: self.set_kind(kind, ("hot", "warm")))
        menu.addSeparator()
        for value, words in options:
            action = menu.addAction(action_text(words))
            action.setCheckable(True)
            action.setChecked(value in self.chosen(kind))
            if kind == "temperature":
                token = TEMPERATURE_TOKENS[str(value)][0]
                action.setIcon(icon(TEMPERATURE_ICONS[str(value)], partial(theme().colour, token)))
            action.triggered.connect(lambda _on=False, value=value: self.toggle(kind, value))
        return menu


class FilterButton(Button):
    """Shows a part of the filter and opens its menu, or is a switch; what is on is tinted."""

    def __init__(
        self,
        text: str,
        *,
        icon: str = "",
        icon_tone: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, icon=icon, parent=parent)
        self._on, self._icon_tone = False, icon_tone

    @property
    def is_on(self) -> bool:
        """Whether it filters."""
        return self._on

    def set_on(self, on: bool) -> None:
        """Show that it filters, or not."""
        self._on = on
        self.setAccessibleDescription(_("on") if on else _("off"))
        self.update()

    def open_menu_of(self, make: Callable[[], QMenu]) -> None:
        """Open a menu below the button at each click."""

        def pop() -> None:
            menu = make()
            menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

        self.clicked.connect(lambda _on=False: pop())

    def _icon_ink(self, ink: QColor) -> QColor:
        if self._on:
            return ink
        return theme().colour(self._icon_tone) if self._icon_tone else super()._icon_ink(ink)

    def _colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        if self._on and self.isEnabled():
            return theme().colour("accentsoft"), theme().colour("accent"), theme().colour("accenttext")
        return super()._colours()
