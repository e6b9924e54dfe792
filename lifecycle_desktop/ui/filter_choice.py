"""The filter that the board and the table share: its menus, its words, and the button that shows one part of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QMenu, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.lists import ContactFilter, FilterChoices
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

KINDS = ("stage", "temperature", "source", "tag")
_FIELDS = {
    "stage": "stage_ids",
    "temperature": "temperatures",
    "source": "source_ids",
    "tag": "tag_ids",
}


@dataclass(frozen=True)
class FilterPart:
    """One condition that is on: what its chip says, and the filter without it."""

    text: str
    without: ContactFilter


class FilterChoice(QObject):
    """The filter in force on a page, what it may be, and how it is said."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choices = FilterChoices()
        self._wanted = ContactFilter()

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
        """Take every condition off; the trash stays the trash."""
        self.want(ContactFilter(in_trash=self._wanted.in_trash))

    def options(self, kind: str) -> list[tuple[object, str]]:
        """What a kind of condition can be, as (value, words)."""
        if kind == "stage":
            return [(stage.stage_id, f"{stage.number}  {stage.label}") for stage in self.choices.stages]
        if kind == "temperature":
            return [(temperature, temperature_word(temperature)) for temperature in TEMPERATURES]
        found = self.choices.sources if kind == "source" else self.choices.tags
        return [(row_id, name) for row_id, name in found]

    def chosen(self, kind: str) -> tuple[object, ...]:
        """What is chosen of a kind."""
        return tuple(getattr(self._wanted, _FIELDS[kind]))

    def toggle(self, kind: str, value: object) -> None:
        """Choose a value of a kind, or no longer."""
        now = self.chosen(kind)
        order = [option for option, _words in self.options(kind)]
        then = [option for option in order if (option in now) != (option == value)]
        self.set_kind(kind, tuple(then))

    def set_kind(self, kind: str, values: tuple[object, ...]) -> None:
        """Choose exactly these values of a kind."""
        self.want(_with(self._wanted, kind, values))

    def words(self, kind: str) -> str:
        """What is chosen of a kind: "Hot and warm"; empty for nothing."""
        names = [words for option, words in self.options(kind) if option in self.chosen(kind)]
        names = [" ".join(name.split()) for name in names]
        if kind == "temperature":
            names = names[:1] + [name.lower() for name in names[1:]]
        if len(names) <= 1:
            return "".join(names)
        if len(names) == 2:
            return _("{one} and {other}").format(one=names[0], other=names[1])
        return _("{one} and {n} more").format(one=names[0], n=len(names) - 1)

    def parts(self) -> list[FilterPart]:
        """The conditions that are on, in order, as chips say them."""
        wanted = self._wanted
        titles = {"stage": _("Stage"), "temperature": "", "source": _("Source"), "tag": _("Tag")}
        found: list[FilterPart] = []
        for kind in KINDS:
            words = self.words(kind)
            if words:
                title = titles[kind]
                text = _("{title}: {words}").format(title=title, words=words) if title else words
                found.append(FilterPart(text, _with(wanted, kind, ())))
        if wanted.without_next_step:
            found.append(FilterPart(_("No next step"), replace(wanted, without_next_step=False)))
        if wanted.is_slipping:
            found.append(FilterPart(_("Slipping"), replace(wanted, is_slipping=False)))
        if wanted.text.strip():
            found.append(FilterPart(_("“{text}”").format(text=wanted.text.strip()), replace(wanted, text="")))
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
            both = menu.addAction(_("Hot and warm"))
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


def _with(wanted: ContactFilter, kind: str, values: tuple[object, ...]) -> ContactFilter:
    """The filter with other values of a kind."""
    change: dict[str, Any] = {_FIELDS[kind]: values}
    return replace(wanted, **change)


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
