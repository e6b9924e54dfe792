"""The popover that asks for a filter: which field, how, with which values; or several of which any may hold.

`open_filter_popover(choice, runner, anchor)` adds to a `FilterChoice`; with `part` it changes one of its parts.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.filter_fields import FIELDS, OWN, Field, field_of, fixed_choices
from lifecycle_desktop.core.model.filter_words import fixed_name
from lifecycle_desktop.core.model.smart_list import Condition, Group, Part, Value
from lifecycle_desktop.ui.filter_choice import FilterChoice
from lifecycle_desktop.ui.filter_steps import SEVERAL, ConditionStep, FieldStep, GroupStep, Step
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.popover import Popover


def open_filter_popover(
    choice: FilterChoice,
    runner: Runner,
    anchor: QWidget,
    *,
    rect: QRect | None = None,
    part: Part | None = None,
    parent: QWidget | None = None,
) -> FilterPopover:
    """Ask for one more part of a filter, or for what is to stand in the place of `part`."""
    popover = FilterPopover(choice, runner, part, parent or anchor)
    popover.chosen.connect(lambda found: choice.put(found, instead_of=part))
    popover.open_at(anchor, rect)
    popover.take_focus()
    return popover


class FilterPopover(Popover):
    """Asks for a condition or a group; `chosen` has it."""

    chosen = Signal(object)  # Part

    def __init__(self, choice: FilterChoice, runner: Runner, part: Part | None, parent: QWidget) -> None:
        super().__init__(_("Add filter") if part is None else _("Change filter"), parent)
        self.choice, self.runner = choice, runner
        self._step: Step | None = None
        self._groups: list[tuple[GroupStep, int]] = []  # those around what is asked, and the place in each
        self.setFixedWidth(max(380, theme().px(360)))
        if isinstance(part, Group):
            self._ask_group(part)
        elif part is not None and field_of(part) is not None:
            self._ask_condition(part.field, part)
        else:
            self._ask_field()

    @property
    def step(self) -> Step | None:
        """The face that is shown."""
        return self._step

    def take_focus(self) -> None:
        """Put the focus where the face that is shown begins."""
        if self._step is not None:
            self._step.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._step is not None:
            self._step.accept()
        else:
            super().keyPressEvent(event)

    def fit(self) -> None:
        """Take the height that the face needs, and stay on the screen."""
        self.column.activate()
        self.adjustSize()
        screen = self.screen().availableGeometry()
        if self.isVisible() and self.geometry().bottom() > screen.bottom():
            self.move(self.x(), max(screen.top(), screen.bottom() - self.height()))

    def fields(self) -> list[tuple[str, str]]:
        """What can be asked for, as (key, words); what has nothing to choose from is left out."""
        found = [
            (key, field.words)
            for key, field in FIELDS.items()
            if not field.chosen_from or self.choices_of(field) or len(field.operators) > 2
        ]
        return found + [(f"{OWN.key}:{row_id}", name) for row_id, name in self.choice.choices.own_fields]

    def choices_of(self, field: Field) -> list[tuple[Value, str]]:
        """The values of a field that is chosen from, with their words."""
        if field.chosen_from == "stage":
            return list(self.choice.options("stage"))
        fixed = fixed_choices(field.chosen_from) if field.chosen_from else ()
        if fixed:
            return [(key, fixed_name(field.chosen_from, key)) for key in fixed]
        return list(self.choice.choices.rows(field.chosen_from))

    # --- the faces ---

    def _show(self, step: Step) -> None:
        if self._step is not None:
            self.column.removeWidget(self._step)
            self._step.hide()
            if not any(self._step is group for group, _place in self._groups):
                self._step.deleteLater()
        self._step = step
        self.column.addWidget(step)
        step.show()
        self.fit()
        if self.isVisible():
            step.take_focus()

    def _ask_field(self) -> None:
        step = FieldStep(self.fields(), self, several=len(self._groups) < 2)
        step.picked.connect(self._on_field)
        self._show(step)

    def _on_field(self, key: str) -> None:
        if key == SEVERAL:
            self._ask_group(Group("any"))
        else:
            self._ask_condition(key, None)

    def _ask_condition(self, key: str, before: Condition | None) -> None:
        probe = before or Condition(key, "has")
        field = field_of(probe)
        if field is None:
            return
        title = field.words
        if field is OWN:
            known = dict(self.choice.choices.own_fields)
            title = known.get(probe.row_id, probe.title or field.words)
        step = ConditionStep(self, key, field, title, before, self)
        step.chosen.connect(self._take)
        step.back_wanted.connect(self._back)
        self._show(step)

    def _ask_group(self, group: Group) -> None:
        step = GroupStep(self, group, self)
        step.chosen.connect(self._on_group)
        step.add_wanted.connect(lambda: self._go_into(step, -1))
        step.change_wanted.connect(lambda place: self._go_into(step, place))
        step.back_wanted.connect(self._back)
        self._show(step)

    def _go_into(self, step: GroupStep, place: int) -> None:
        """Ask for a part of a group; the group waits."""
        part = step.parts[place] if place >= 0 else None
        self._groups.append((step, place))
        if isinstance(part, Group):
            self._ask_group(part)
        elif part is not None:
            self._ask_condition(part.field, part)
        else:
            self._ask_field()

    def _on_group(self, group: Group) -> None:
        plain = group.plain()
        self._take(plain.parts[0] if len(plain.parts) == 1 else plain)

    def _take(self, part: Part) -> None:
        """A part was told: it goes into the group that waits, or is what was asked for."""
        if self._groups:
            step, place = self._groups.pop()
            step.take(part, place)
            self._show(step)
            return
        self.chosen.emit(part)
        self.close()

    def _back(self) -> None:
        if self._groups and not (self._groups[-1][1] < 0 and isinstance(self._step, ConditionStep)):
            step, _place = self._groups.pop()
            self._show(step)
        else:
            self._ask_field()
