"""The popover that asks for a filter: which field, how, with which values; or several of which any may hold.

`open_filter_popover(choice, runner, anchor)` adds to a `FilterChoice`; with `part` it changes one of its parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.filter_fields import (
    FIELDS,
    OWN,
    TAKES,
    Field,
    Takes,
    field_of,
    fixed_choices,
)
from lifecycle_desktop.core.model.filter_words import fixed_name, operator_words
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.smart_list import Condition, Group, How, Part, Value
from lifecycle_desktop.core.queries.choice_counts import choice_counts
from lifecycle_desktop.ui.filter_choice import FilterChoice
from lifecycle_desktop.ui.filter_values import TickValues, ValueEditor, value_editor
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button, IconButton
from lifecycle_desktop.ui.widgets.fields import Choice, Line
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.popover import Popover

_SEVERAL = "several"
_ROWS_SEEN = 9


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


def _row_height() -> int:
    return max(28, theme().line() + 10)


class _Step(QWidget):
    """One face of the popover."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self.column.addWidget(Label(title, face="card", cut=True, parent=self))

    def take_focus(self) -> None:
        """Put the focus where one begins."""

    def foot(self, *buttons: Button) -> None:
        """Put buttons below, the last ones at the end."""
        row = QHBoxLayout()
        row.setSpacing(6)
        if len(buttons) > 2:
            row.addWidget(buttons[0])
            buttons = buttons[1:]
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        self.column.addLayout(row)


class FieldStep(_Step):
    """Which field: a list, narrowed by typing; at its end "any of several"."""

    picked = Signal(str)

    def __init__(self, fields: Sequence[tuple[str, str]], parent: QWidget, *, several: bool) -> None:
        super().__init__(_("Filter by"), parent)
        self._fields = [*fields, *([(_SEVERAL, _("Any of several conditions…"))] if several else [])]
        self.line = Line(
            name=_("Filter by"), placeholder=_("Type a field, e.g. city"), icon="search", parent=self
        )
        self.column.addWidget(self.line)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Fields"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(lambda item: self.picked.emit(item.data(Qt.ItemDataRole.UserRole)))
        self.column.addWidget(self.list)
        self.line.textChanged.connect(lambda _text: self._fill())
        self.line.installEventFilter(self)
        self._fill()

    def take_focus(self) -> None:
        self.line.setFocus()

    def _fill(self) -> None:
        typed = fold(self.line.text())
        self.list.clear()
        found = [each for each in self._fields if typed in fold(each[1])]
        found.sort(key=lambda each: not fold(each[1]).startswith(typed))
        for key, words in found:
            item = QListWidgetItem(shortened(words, 60), self.list)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setSizeHint(QSize(0, _row_height()))
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(_ROWS_SEEN * _row_height() + 4)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        step = {
            Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -_ROWS_SEEN, Qt.Key.Key_PageDown: _ROWS_SEEN,
        }.get(Qt.Key(event.key()), 0)  # fmt: skip
        if step and self.list.count():
            self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
            self.line.setAccessibleDescription(self.list.currentItem().text())
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item = self.list.currentItem()
            if item is not None:
                self.picked.emit(item.data(Qt.ItemDataRole.UserRole))
            return True
        return False


class ConditionStep(_Step):
    """How a field is asked for, and with which values."""

    chosen = Signal(object)  # Condition
    back_wanted = Signal()

    def __init__(
        self, popover: FilterPopover, field_key: str, field: Field, title: str, before: Condition | None
    ) -> None:
        super().__init__(title, popover)
        self._popover, self._key, self._field, self._title = popover, field_key, field, title
        self._counts: Mapping[Value, int] = {}
        self.operator = Choice(name=_("How"), parent=self)
        for operator in field.operators:
            self.operator.add(operator_words(field.key, operator), operator)
        if before is not None:
            self.operator.choose(before.operator)
        self.column.addWidget(self.operator)
        self.editor: ValueEditor | None = None
        self._place = QVBoxLayout()
        self.column.addLayout(self._place)
        self._wrong = Label("", face="small", tone="danger", wrap=True, parent=self)
        self._wrong.hide()
        self.column.addWidget(self._wrong)
        back = Button(_("Back"), kind="quiet", icon="chevron-left", parent=self)
        back.clicked.connect(lambda _on=False: self.back_wanted.emit())
        cancel = Button(_("Cancel"), kind="quiet", parent=self)
        cancel.clicked.connect(lambda _on=False: popover.close())
        self.apply = Button(_("Apply"), kind="primary", icon="check", key="Return", parent=self)
        self.apply.clicked.connect(lambda _on=False: self._on_apply())
        self.foot(back, cancel, self.apply)
        self._make_editor(before.values if before is not None else ())
        self.operator.currentIndexChanged.connect(self._on_operator)
        if field.chosen_from:
            popover.runner.read(self._on_counts, choice_counts, field.chosen_from)

    def take_focus(self) -> None:
        if self.editor is not None and self._takes() is not Takes.NOTHING:
            self.editor.take_focus()
        else:
            self.operator.setFocus()

    def _takes(self) -> Takes:
        return TAKES[str(self.operator.currentData())]

    def _make_editor(self, values: Sequence[Value]) -> None:
        if self.editor is not None:
            self._place.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
        choices = self._popover.choices_of(self._field)
        moment = self._popover.runner.moment()
        currency = self._popover.choice.choices.currency
        self.editor = value_editor(self._takes(), self._title, choices, moment, currency, self)
        self.editor.show_values(values)
        self.editor.accepted.connect(self._on_apply)
        self.editor.changed.connect(self._wrong.hide)
        if isinstance(self.editor, TickValues):
            self.editor.show_counts(self._counts)
        self._place.addWidget(self.editor)
        QWidget.setTabOrder(self.operator, self.editor)
        self._popover.fit()

    def _on_operator(self, _index: int) -> None:
        before = self.editor.values() if self.editor is not None else ()
        kept = before if self._same_kind(before) else ()
        self._wrong.hide()
        self._make_editor(kept)

    def _same_kind(self, values: Sequence[Value]) -> bool:
        """Whether values of the operator before can be shown by the one in force."""
        return all(isinstance(value, int) for value in values) == (self._takes() is not Takes.TEXT) and bool(
            values
        )

    def _on_counts(self, counts: Mapping[Value, int]) -> None:
        self._counts = counts
        if isinstance(self.editor, TickValues):
            self.editor.show_counts(counts)

    def _on_apply(self) -> None:
        editor, takes = self.editor, self._takes()
        values = editor.values() if editor is not None else ()
        if takes is not Takes.NOTHING and not values:
            said = editor.problem() if editor is not None else ""
            if takes is Takes.CHOICES:
                self._wrong.setText(said)
                self._wrong.show()
            if editor is not None:
                editor.take_focus()
            self._popover.fit()
            return
        named = self._popover.choice.choices.name
        names = tuple(named(self._field.chosen_from, value) for value in values)
        names = names if takes is Takes.CHOICES and any(names) else ()
        title = self._title if self._field is OWN else ""
        self.chosen.emit(Condition(self._key, str(self.operator.currentData()), values, names, title))


class GroupStep(_Step):
    """Several conditions of which any, or all, must hold; each can be changed or taken out, more be added."""

    chosen = Signal(object)  # Group
    add_wanted = Signal()
    change_wanted = Signal(int)
    back_wanted = Signal()

    def __init__(self, popover: FilterPopover, group: Group) -> None:
        super().__init__(_("Several conditions"), popover)
        self._popover = popover
        self.parts: list[Part] = list(group.parts)
        self.how = Choice(name=_("How many must hold"), parent=self)
        self.how.add(_("Any of these holds"), "any")
        self.how.add(_("All of these hold"), "all")
        self.how.choose(group.how)
        self.column.addWidget(self.how)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.column.addLayout(self._rows)
        self._row_widgets: list[QWidget] = []
        self.add = Button(_("Add condition"), kind="quiet", icon="plus", parent=self)
        self.add.clicked.connect(lambda _on=False: self.add_wanted.emit())
        self.column.addWidget(self.add)
        back = Button(_("Back"), kind="quiet", icon="chevron-left", parent=self)
        back.clicked.connect(lambda _on=False: self.back_wanted.emit())
        cancel = Button(_("Cancel"), kind="quiet", parent=self)
        cancel.clicked.connect(lambda _on=False: popover.close())
        self.apply = Button(_("Apply"), kind="primary", icon="check", parent=self)
        self.apply.clicked.connect(lambda _on=False: self.chosen.emit(self.group))
        self.foot(back, cancel, self.apply)
        self.fill()

    @property
    def group(self) -> Group:
        """The group as it stands."""
        how: How = "all" if self.how.currentData() == "all" else "any"
        return Group(how, tuple(self.parts))

    def take_focus(self) -> None:
        (self.apply if len(self.parts) > 1 else self.add).setFocus()

    def take(self, part: Part, place: int) -> None:
        """Put a part at a place; at the end for -1."""
        if 0 <= place < len(self.parts):
            self.parts[place] = part
        elif part not in self.parts:
            self.parts.append(part)
        self.fill()

    def fill(self) -> None:
        """Show a row for each part."""
        for widget in self._row_widgets:
            self._rows.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._row_widgets = [self._row(place, part) for place, part in enumerate(self.parts)]
        for widget in self._row_widgets:
            self._rows.addWidget(widget)
        self.apply.setEnabled(bool(self.parts))

    def _row(self, place: int, part: Part) -> QWidget:
        words = self._popover.choice.part_words(part)
        widget = QWidget(self)
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(Label(words, cut=True, parent=widget), 1)
        told = shortened(words, 60)
        change = IconButton("pencil", _("Change {name}").format(name=told), small=True, parent=widget)
        change.clicked.connect(lambda _on=False: self.change_wanted.emit(place))
        row.addWidget(change)
        remove = IconButton("x", _("Take out {name}").format(name=told), small=True, parent=widget)
        remove.clicked.connect(lambda _on=False: self._on_remove(place))
        row.addWidget(remove)
        return widget

    def _on_remove(self, place: int) -> None:
        del self.parts[place]
        self.fill()
        self.add.setFocus()
        self._popover.fit()


class FilterPopover(Popover):
    """Asks for a condition or a group; `chosen` has it."""

    chosen = Signal(object)  # Part

    def __init__(self, choice: FilterChoice, runner: Runner, part: Part | None, parent: QWidget) -> None:
        super().__init__(_("Add filter") if part is None else _("Change filter"), parent)
        self.choice, self.runner = choice, runner
        self._step: _Step | None = None
        self._groups: list[tuple[GroupStep, int]] = []  # those around what is asked, and the place in each
        self.setFixedWidth(max(380, theme().px(360)))
        if isinstance(part, Group):
            self._ask_group(part)
        elif part is not None and field_of(part) is not None:
            self._ask_condition(part.field, part)
        else:
            self._ask_field()

    @property
    def step(self) -> _Step | None:
        """The face that is shown."""
        return self._step

    def take_focus(self) -> None:
        """Put the focus where the face that is shown begins."""
        if self._step is not None:
            self._step.take_focus()

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

    def _show(self, step: _Step) -> None:
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
        if key == _SEVERAL:
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
        step = ConditionStep(self, key, field, title, before)
        step.chosen.connect(self._take)
        step.back_wanted.connect(self._back)
        self._show(step)

    def _ask_group(self, group: Group) -> None:
        step = GroupStep(self, group)
        step.chosen.connect(partial(self._on_group, step))
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

    def _on_group(self, _step: GroupStep, group: Group) -> None:
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
