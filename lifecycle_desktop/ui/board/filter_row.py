"""The row over the board: what it is filtered by, who is parked, and its order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.lists import FilterChoices
from lifecycle_desktop.core.model.smart_list import NO_NEXT_STEP, Condition, ContactFilter, Part
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.filter_choice import FilterButton, FilterChoice
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.chips import FilterChip
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.painters import one_line
from lifecycle_desktop.ui.widgets.tool_tips import action_text

if TYPE_CHECKING:
    from lifecycle_desktop.core.model.saved_view import SavedView

USUAL_SORT = "next_step"
_QUICK = ("tag", "source", "temperature")


class FilterRow(QWidget):
    """View, tag, source, temperature, no next step, parked, what else is on; at the end the order."""

    sorted_by = Signal(str)
    parked_toggled = Signal(bool)
    table_wanted = Signal()
    filter_wanted = Signal(
        object, QWidget
    )  # the part of the filter to change, None for one more; where to ask

    def __init__(self, choice: FilterChoice, parent: QWidget) -> None:
        super().__init__(parent)
        self._choice = choice
        self.sort, self.shows_parked = USUAL_SORT, False
        self._views: tuple[SavedView, ...] = ()
        self.chips: list[FilterChip] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self, gap=style.CONTROL_GAP)
        self._build_filters()
        self._build_end()
        choice.changed.connect(self._tell)
        choice.choices_changed.connect(self._tell)
        self._tell()

    def _build_filters(self) -> None:
        choice, row = self._choice, self._flow
        self.view = FilterButton(_("View"), icon="bookmark", parent=self)
        self.view.open_menu_of(self.view_menu)
        row.addWidget(self.view)
        self.tag = FilterButton(_("Any tag"), icon="users", parent=self)
        self.source = FilterButton(_("Any source"), parent=self)
        self.temperature = FilterButton(_("Any temperature"), icon="flame", parent=self)
        for kind, button in zip(_QUICK, (self.tag, self.source, self.temperature), strict=True):
            button.open_menu_of(partial(choice.menu, kind, self))
            row.addWidget(button)
        self.missing = FilterButton(_("No next step"), icon="circle-dashed", icon_tone="warn", parent=self)
        self.missing.clicked.connect(lambda _on=False: choice.switch(NO_NEXT_STEP))
        row.addWidget(self.missing)
        self.parked = FilterButton(_("Parked"), icon="circle-pause", parent=self)
        self.parked.clicked.connect(lambda _on=False: self.show_parked(not self.shows_parked))
        self.parked.hide()
        row.addWidget(self.parked)
        self.add = Button(_("Add filter"), kind="quiet", icon="list-filter-plus", parent=self)
        self.add.clicked.connect(lambda _on=False: self.filter_wanted.emit(None, self.add))
        row.addWidget(self.add)
        self.table_link = Button(_("Show as a table"), kind="link", parent=self)
        self.table_link.clicked.connect(lambda _on=False: self.table_wanted.emit())
        row.addWidget(self.table_link)

    def _build_end(self) -> None:
        self._label = Label(_("Sort"), face="small", tone="ink2", parent=self)
        self._flow.add_end(self._label)
        self.order = Button(self._orders()[self.sort], icon="chevrons-up-down", parent=self)
        self.order.clicked.connect(self._on_order_clicked)
        self._label.setBuddy(self.order)
        self._flow.add_end(self.order)

    # --- what it is told ---

    def show_choices(self, choices: FilterChoices) -> None:
        """Offer other sources and tags; a button with nothing to choose is not shown."""
        self._choice.take_choices(choices)
        self._tell()

    def show_views(self, views: Sequence[SavedView]) -> None:
        """Offer the views that the owner saved."""
        self._views = tuple(views)
        self._tell()

    def show_count(self, missing: int, parked: int) -> None:
        """Write how many have no next step, and how many are parked."""
        self.missing.set_count(number(missing) if missing else "")
        self.parked.set_count(number(parked) if parked else "")
        self.parked.setVisible(bool(parked) or self.shows_parked)

    def show_parked(self, on: bool) -> None:
        """Show only those who are parked, or those who are not."""
        if on != self.shows_parked:
            self.shows_parked = on
            self.parked.set_on(on)
            self.parked_toggled.emit(on)

    def set_sort(self, key: str) -> None:
        """Put another order in force."""
        if key != self.sort and key in self._orders():
            self.sort = key
            self.order.setText(self._orders()[key])
            self.sorted_by.emit(key)

    # --- focus ---

    def take_focus(self) -> None:
        """Put the focus on the first filter."""
        self.first_widget().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def first_widget(self) -> QWidget:
        """The first button that is shown."""
        shown = (self.view, self.tag, self.source, self.temperature)
        return next(button for button in shown if not button.isHidden())

    def last_widget(self) -> QWidget:
        """The last button in the order of Tab."""
        return self.order

    # --- menus ---

    def view_menu(self) -> QMenu:
        """Everyone, and the saved views, with a tick at the one in force."""
        menu = QMenu(_("View"), self)
        wanted = self._choice.wanted
        for words, view in (
            (_("Everyone"), ContactFilter()),
            *((view.name, view.wanted) for view in self._views),
        ):
            action = menu.addAction(action_text(one_line(words, 60)))
            action.setCheckable(True)
            action.setChecked(view == wanted)
            action.triggered.connect(lambda _on=False, view=view: self._choice.want(view))
        return menu

    def order_menu(self) -> QMenu:
        """The orders, with a tick at the one in force."""
        menu = QMenu(_("Sort"), self)
        for key, words in self._orders().items():
            action = menu.addAction(action_text(words))
            action.setCheckable(True)
            action.setChecked(key == self.sort)
            action.triggered.connect(lambda _on=False, key=key: self.set_sort(key))
        return menu

    def _orders(self) -> dict[str, str]:
        return {
            "next_step": _("Next step date"),
            "longest_here": _("Longest here"),
            "name": _("Name"),
            "value": _("Highest value"),
            "last_touch": _("Longest quiet"),
            "by_hand": _("By hand"),
        }

    def _on_order_clicked(self) -> None:
        self.order_menu().popup(self.order.mapToGlobal(self.order.rect().bottomLeft()))

    # --- what is on ---

    def _tell(self) -> None:
        """Write what is on."""
        choice = self._choice
        nothing = {"tag": _("Any tag"), "source": _("Any source"), "temperature": _("Any temperature")}
        for kind, button in zip(_QUICK, (self.tag, self.source, self.temperature), strict=True):
            words = choice.words(kind)
            button.setText(action_text(words or nothing[kind]))
            button.set_on(bool(words))
        self.tag.setVisible(bool(choice.choices.tags) or self.tag.is_on)
        self.source.setVisible(bool(choice.choices.sources) or self.source.is_on)
        self.missing.set_on(choice.is_on(NO_NEXT_STEP))
        view = next((each for each in self._views if each.wanted == choice.wanted), None)
        name = one_line(view.name, 40) if view is not None else ""
        self.view.setText(action_text(_("View: {name}").format(name=name) if name else _("View")))
        self.view.set_on(view is not None)
        self.view.setVisible(bool(self._views))
        self.table_link.setVisible(bool(choice.wanted))
        self._show_chips()

    def _has_button(self, part: Part | None) -> bool:
        """Whether a button here says all of a condition."""
        if not isinstance(part, Condition) or part.field not in _QUICK or part.operator != "any":
            return False
        return part.values == self._choice.chosen(part.field) and bool(self._choice.words(part.field))

    def _show_chips(self) -> None:
        """A chip for each condition that no button here stands for."""
        had_focus = any(chip.hasFocus() for chip in self.chips)
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        before: QWidget = self.parked
        for part in self._choice.parts():
            one = part.part
            if one == NO_NEXT_STEP or self._has_button(one):
                continue
            chip = FilterChip(part.text, self, editable=one is not None)
            chip.edit_wanted.connect(partial(self.filter_wanted.emit, one, chip))
            chip.removed.connect(lambda without=part.without: self._choice.want(without))
            self._flow.insert(self._flow.count() - 4, chip)
            QWidget.setTabOrder(before, chip)
            before = chip
            self.chips.append(chip)
            chip.show()
        if had_focus:
            (self.chips[0] if self.chips else self.order).setFocus(Qt.FocusReason.OtherFocusReason)
        self.updateGeometry()
