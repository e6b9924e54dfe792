"""The row over the table: the filter field, a chip for each filter that is on, Add filter."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.smart_list import NO_NEXT_STEP
from lifecycle_desktop.ui.filter_choice import KINDS, FilterChoice
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.chips import FilterChip
from lifecycle_desktop.ui.widgets.fields import Line
from lifecycle_desktop.ui.widgets.flow import FlowLayout

_FIELD_WIDTH = 250


class FilterField(Line):
    """The line that filters while it is typed into; Down or Return goes to the table, Esc empties it."""

    left_for_table = Signal()

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
        else:
            super().keyPressEvent(event)


class FilterRow(QWidget):
    """Writes the filter of the page and shows it."""

    def __init__(self, choice: FilterChoice, parent: QWidget) -> None:
        super().__init__(parent)
        self._choice = choice
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.flow = FlowLayout(self)
        self.field = FilterField(self)
        self.flow.addWidget(self.field)
        self.chips: list[FilterChip] = []
        self.add = Button(_("Add filter"), kind="quiet", icon="list-filter-plus", parent=self)
        self.add.clicked.connect(self._on_add_clicked)
        self.flow.addWidget(self.add)
        self.columns = Button(_("Columns"), kind="quiet", icon="columns-3", parent=self)
        self.flow.add_end(self.columns)
        self.export = Button(_("Export"), kind="quiet", icon="download", key="Ctrl+Shift+E", parent=self)
        self.flow.add_end(self.export)
        self.field.textChanged.connect(self._on_typed)
        choice.changed.connect(self.show_filter)

    def menu(self) -> QMenu:
        """What can be filtered by; kinds with nothing to choose are left out."""
        menu = QMenu(_("Add filter"), self)
        for kind in KINDS:
            if self._choice.options(kind):
                menu.addMenu(self._choice.menu(kind, menu))
        wanted = self._choice.wanted
        if not wanted.in_trash:
            missing = menu.addAction(_("No next step"))
            missing.setCheckable(True)
            missing.setChecked(self._choice.is_on(NO_NEXT_STEP))
            missing.triggered.connect(lambda _on: self._choice.switch(NO_NEXT_STEP))
        return menu

    def _on_add_clicked(self) -> None:
        self.menu().popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

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
            if part.without == replace(wanted, text=""):
                continue
            chip = FilterChip(part.text, self)
            chip.removed.connect(lambda without=part.without: self._choice.want(without))
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
