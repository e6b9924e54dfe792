"""The faces of the popover that asks for a filter: which field, how and with which values, several of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
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
from lifecycle_desktop.core.model.filter_fields import OWN, TAKES, Field, Takes
from lifecycle_desktop.core.model.filter_words import operator_words
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
from lifecycle_desktop.ui.widgets.tab_order import read_in_order

SEVERAL = "several"
_ROWS_SEEN = 9


class Asking(Protocol):
    """What a face asks of the popover it stands in."""

    choice: FilterChoice
    runner: Runner

    def choices_of(self, field: Field) -> list[tuple[Value, str]]:
        """The values of a field that is chosen from, with their words."""
        ...

    def fit(self) -> None:
        """Take the height that the face needs."""
        ...

    def close(self) -> bool:
        """Ask no more."""
        ...


def _row_height() -> int:
    return max(28, theme().line() + 10)


def _back_sign(widget: QWidget) -> str:
    mirrored = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return "chevron-right" if mirrored else "chevron-left"


class Step(QWidget):
    """One face of the popover."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self.column.addWidget(Label(title, face="card", cut=True, parent=self))

    def take_focus(self) -> None:
        """Put the focus where one begins."""

    def accept(self) -> None:
        """Take what stands there, as Return does."""

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


class FieldStep(Step):
    """Which field: a list, narrowed by typing; at its end "any of several"."""

    picked = Signal(str)

    def __init__(self, fields: Sequence[tuple[str, str]], parent: QWidget, *, several: bool) -> None:
        super().__init__(_("Filter by"), parent)
        self._fields = [*fields, *([(SEVERAL, _("Any of several conditions…"))] if several else [])]
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
        for key, words in found or [("", _("No field is called “{text}”.").format(text=self.line.text()))]:
            item = QListWidgetItem(shortened(words, 60), self.list)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setSizeHint(QSize(0, _row_height()))
            if not key:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.setCurrentRow(0 if found else -1)
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
            chosen = (
                self.list.currentItem().data(Qt.ItemDataRole.UserRole)
                if self.list.currentRow() >= 0
                else None
            )
            if chosen:
                self.picked.emit(chosen)
            return True
        return False


class ConditionStep(Step):
    """How a field is asked for, and with which values."""

    chosen = Signal(object)  # Condition
    back_wanted = Signal()

    def __init__(
        self,
        popover: Asking,
        field_key: str,
        field: Field,
        title: str,
        before: Condition | None,
        parent: QWidget,
    ) -> None:
        super().__init__(title, parent)
        self._popover, self._key, self._field, self._title = popover, field_key, field, title
        self._counts: Mapping[Value, int] = {}
        self.operator = Choice(name=_("How"), parent=self)
        for operator in field.operators:
            self.operator.add(operator_words(field.key, operator), operator)
        if before is not None:
            self.operator.choose(before.operator)
        self.column.addWidget(self.operator)
        self.editor: ValueEditor | None = None
        self._taken = Takes.NOTHING
        self._place = QVBoxLayout()
        self.column.addLayout(self._place)
        self._wrong = Label("", face="small", tone="danger", wrap=True, parent=self)
        self._wrong.hide()
        self.column.addWidget(self._wrong)
        back = Button(_("Back"), kind="quiet", icon=_back_sign(self), parent=self)
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

    def accept(self) -> None:
        self._on_apply()

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
        self._taken = self._takes()
        self.editor = value_editor(self._taken, self._title, choices, moment, currency, self)
        self.editor.show_values(values)
        self.editor.changed.connect(self._wrong.hide)
        if isinstance(self.editor, TickValues):
            self.editor.show_counts(self._counts)
        self._place.addWidget(self.editor)
        QWidget.setTabOrder(self.operator, self.editor)
        self._popover.fit()

    def _on_operator(self, _index: int) -> None:
        kept = self.editor.values() if self.editor is not None and self._taken is self._takes() else ()
        self._wrong.hide()
        self._make_editor(kept)

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


class GroupStep(Step):
    """Several conditions of which any, or all, must hold; each can be changed or taken out, more be added."""

    chosen = Signal(object)  # Group
    add_wanted = Signal()
    change_wanted = Signal(int)
    back_wanted = Signal()

    def __init__(self, popover: Asking, group: Group, parent: QWidget) -> None:
        super().__init__(_("Several conditions"), parent)
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
        back = Button(_("Back"), kind="quiet", icon=_back_sign(self), parent=self)
        back.clicked.connect(lambda _on=False: self.back_wanted.emit())
        cancel = Button(_("Cancel"), kind="quiet", parent=self)
        cancel.clicked.connect(lambda _on=False: popover.close())
        self.apply = Button(_("Apply"), kind="primary", icon="check", parent=self)
        self.apply.clicked.connect(lambda _on=False: self.accept())
        self.foot(back, cancel, self.apply)
        self._below = (self.add, back, cancel, self.apply)
        self.fill()

    @property
    def group(self) -> Group:
        """The group as it stands."""
        how: How = "all" if self.how.currentData() == "all" else "any"
        return Group(how, tuple(self.parts))

    def take_focus(self) -> None:
        (self.apply if len(self.parts) > 1 else self.add).setFocus()

    def accept(self) -> None:
        if self.parts:
            self.chosen.emit(self.group)

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
        read_in_order(self.how, *self._row_widgets, *self._below)
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
