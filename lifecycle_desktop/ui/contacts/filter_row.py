"""The row over the table: the filter field, a chip for each filter that is on, Add filter."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.smart_list import Part
from lifecycle_desktop.ui.filter_choice import FilterChoice
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.chips import FilterChip
from lifecycle_desktop.ui.widgets.fields import Line
from lifecycle_desktop.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:  # loaded when something is asked
    from lifecycle_desktop.ui.filter_popover import FilterPopover

_FIELD_WIDTH = 250


class FilterField(Line):
    """The line that filters while it is typed into; Down or Return goes to the table, Esc empties it.

    Backspace in the empty line asks to take the last filter off.
    """

    left_for_table = Signal()
    last_unwanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            name=_("Filter"),
            placeholder=_("Filter by name, street, tag…"),
            icon="search",
            key="/",
            parent=parent,
        )
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(_FIELD_WIDTH), theme().control)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().control)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_for_table.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.last_unwanted.emit()
        else:
            super().keyPressEvent(event)


class FilterRow(QWidget):
    """Writes the filter of the page and shows it."""

    def __init__(self, choice: FilterChoice, runner: Runner, parent: QWidget) -> None:
        super().__init__(parent)
        self._choice, self._runner = choice, runner
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.flow = FlowLayout(self)
        self.field = FilterField(self)
        self.flow.addWidget(self.field)
        self.chips: list[FilterChip] = []
        self.add = Button(_("Add filter"), kind="quiet", icon="list-filter-plus", parent=self)
        self.add.clicked.connect(lambda _on=False: self.ask())
        self.flow.addWidget(self.add)
        self.columns = Button(_("Columns"), kind="quiet", icon="columns-3", key="Ctrl+Shift+C", parent=self)
        self.flow.add_end(self.columns)
        self.export = Button(_("Export"), kind="quiet", icon="download", key="Ctrl+Shift+E", parent=self)
        self.flow.add_end(self.export)
        self.field.textChanged.connect(self._on_typed)
        self.field.last_unwanted.connect(self._on_last_unwanted)
        choice.changed.connect(self.show_filter)
        choice.choices_changed.connect(self.show_filter)

    def ask(self, part: Part | None = None, anchor: QWidget | None = None) -> FilterPopover:
        """Ask for one more filter, or for what is to stand in the place of one."""
        from lifecycle_desktop.ui.filter_popover import open_filter_popover

        return open_filter_popover(self._choice, self._runner, anchor or self.add, part=part, parent=self)

    def _on_last_unwanted(self) -> None:
        parts = self._choice.wanted.group.parts
        if parts:
            self._choice.take_off(parts[-1])

    def _on_typed(self, text: str) -> None:
        self._choice.want(replace(self._choice.wanted, text=text))

    def show_filter(self) -> None:
        """Show a chip for each filter; the typed words stand in their field."""
        wanted = self._choice.wanted
        if self.field.text() != wanted.text:
            self.field.setText(wanted.text)
        focused = next((place for place, chip in enumerate(self.chips) if chip.hasFocus()), -1)
        for chip in self.chips:
            self.flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        for part in self._choice.parts():
            if part.part is None:  # what is typed stands in the field
                continue
            chip = FilterChip(part.text, self, editable=True)
            chip.removed.connect(partial(self._choice.want, part.without))
            chip.edit_wanted.connect(partial(self.ask, part.part, chip))
            self.chips.append(chip)
            self.flow.insert(len(self.chips), chip)
            chip.show()
        before: QWidget = self.field
        for chip in self.chips:
            QWidget.setTabOrder(before, chip)
            before = chip
        QWidget.setTabOrder(before, self.add)
        QWidget.setTabOrder(self.add, self.columns)
        QWidget.setTabOrder(self.columns, self.export)
        if focused >= 0:  # the focus goes to the next chip, not out of the row
            rest = self.chips[min(focused, len(self.chips) - 1)] if self.chips else self.add
            rest.setFocus(Qt.FocusReason.OtherFocusReason)
        self.updateGeometry()
