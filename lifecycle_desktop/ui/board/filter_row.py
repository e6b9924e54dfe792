"""The row over the board: what it is filtered by, and its order."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.lists import FilterChoices
from lifecycle_desktop.core.model.smart_list import NO_NEXT_STEP
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.filter_choice import FilterButton, FilterChoice
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.tool_tips import action_text


class FilterRow(QWidget):
    """Tag, source, temperature, no next step; at the end the order."""

    sorted_by = Signal(str)

    def __init__(self, choice: FilterChoice, parent: QWidget) -> None:
        super().__init__(parent)
        self._choice = choice
        self.sort = "next_step"
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = FlowLayout(self, gap=style.CONTROL_GAP)
        self.tag = FilterButton(_("Any tag"), icon="users", parent=self)
        self.source = FilterButton(_("Any source"), parent=self)
        self.temperature = FilterButton(_("Any temperature"), icon="flame", parent=self)
        self.missing = FilterButton(_("No next step"), icon="circle-dashed", icon_tone="warn", parent=self)
        for kind, button in (("tag", self.tag), ("source", self.source), ("temperature", self.temperature)):
            button.open_menu_of(partial(choice.menu, kind, self))
            row.addWidget(button)
        self.missing.clicked.connect(self._on_missing_clicked)
        row.addWidget(self.missing)
        self._label = Label(_("Sort"), face="small", tone="ink2", parent=self)
        row.add_end(self._label)
        self.order = Button(self._orders()[self.sort], icon="chevrons-up-down", parent=self)
        self.order.clicked.connect(self._on_order_clicked)
        self._label.setBuddy(self.order)
        row.add_end(self.order)
        choice.changed.connect(self._tell)
        self._tell()

    def show_choices(self, choices: object) -> None:
        """Offer other sources and tags; a button with nothing to choose is not shown."""
        if isinstance(choices, FilterChoices):
            self._choice.choices = choices
            self._tell()

    def show_count(self, missing: int) -> None:
        """Write how many have no next step."""
        self.missing.set_count(number(missing) if missing else "")

    def take_focus(self) -> None:
        """Put the focus on the first filter."""
        self.first_widget().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def first_widget(self) -> QWidget:
        """The first button that is shown."""
        shown = (self.tag, self.source, self.temperature)
        return next(button for button in shown if not button.isHidden())

    def last_widget(self) -> QWidget:
        """The last button in the order of Tab."""
        return self.order

    def order_menu(self) -> QMenu:
        """The orders, with a tick at the one in force."""
        menu = QMenu(_("Sort"), self)
        for key, words in self._orders().items():
            action = menu.addAction(action_text(words))
            action.setCheckable(True)
            action.setChecked(key == self.sort)
            action.triggered.connect(lambda _on=False, key=key: self.set_sort(key))
        return menu

    def set_sort(self, key: str) -> None:
        """Put another order in force."""
        if key != self.sort:
            self.sort = key
            self.order.setText(self._orders()[key])
            self.sorted_by.emit(key)

    def _orders(self) -> dict[str, str]:
        return {"next_step": _("Next step date"), "name": _("Name"), "longest_here": _("Longest here")}

    def _on_order_clicked(self) -> None:
        self.order_menu().popup(self.order.mapToGlobal(self.order.rect().bottomLeft()))

    def _on_missing_clicked(self) -> None:
        self._choice.switch(NO_NEXT_STEP)

    def _tell(self) -> None:
        """Write what is on."""
        nothing = {"tag": _("Any tag"), "source": _("Any source"), "temperature": _("Any temperature")}
        for kind, button in (("tag", self.tag), ("source", self.source), ("temperature", self.temperature)):
            words = self._choice.words(kind)
            button.setText(action_text(words or nothing[kind]))
            button.set_on(bool(words))
        self.tag.setVisible(bool(self._choice.choices.tags) or self.tag.is_on)
        self.source.setVisible(bool(self._choice.choices.sources) or self.source.is_on)
        self.missing.set_on(self._choice.is_on(NO_NEXT_STEP))
