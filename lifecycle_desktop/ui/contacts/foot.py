"""The foot of the table: how many match and by what they are sorted; with rows ticked, what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.contacts.row_painter import column_title, sort_words
from lifecycle_desktop.ui.contacts.rows import COLUMNS
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button, IconButton
from lifecycle_desktop.ui.widgets.cards import Hairline
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.labels import Label


class Foot(QFrame):
    """Both faces of the foot."""

    sorted_by = Signal(str, bool)
    move_wanted = Signal(QWidget)
    next_step_wanted = Signal(QWidget)
    tag_wanted = Signal(QWidget)
    delete_wanted = Signal()
    back_wanted = Signal()
    untick_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._column, self._descending = "name", False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline(self))
        self._stack = QStackedLayout()
        column.addLayout(self._stack)
        self._stack.addWidget(self._words())
        self._stack.addWidget(self._bar())

    def _words(self) -> QWidget:
        face = QWidget(self)
        row = QHBoxLayout(face)
        row.setContentsMargins(14, 0, 10, 0)
        self.count = Label("", face="small", tone="ink2", parent=face)
        row.addWidget(self.count, 1)
        self.order = Button("", kind="quiet", small=True, parent=face)
        self.order.clicked.connect(self._on_order_clicked)
        row.addWidget(self.order)
        return face

    def _bar(self) -> QWidget:
        face = QWidget(self)
        flow = self._flow = FlowLayout(face)
        flow.setContentsMargins(10, 4, 10, 4)
        self.ticked = Label("", face="strong", parent=face)
        flow.addWidget(self.ticked)
        self.move_button = Button(_("Move stage"), icon="arrow-right", small=True, key="M", parent=face)
        self.step_button = Button(_("Next step"), icon="calendar-plus", small=True, key="D", parent=face)
        self.tag_button = Button(_("Tag"), icon="tag", small=True, parent=face)
        self.delete_button = Button(_("Delete"), icon="trash-2", small=True, key="Delete", parent=face)
        self.back_button = Button(_("Bring back"), icon="archive-restore", small=True, parent=face)
        for button, signal in (
            (self.move_button, self.move_wanted),
            (self.step_button, self.next_step_wanted),
            (self.tag_button, self.tag_wanted),
        ):
            button.clicked.connect(lambda _on=False, button=button, signal=signal: signal.emit(button))
            flow.addWidget(button)
        self.delete_button.clicked.connect(lambda _on=False: self.delete_wanted.emit())
        flow.addWidget(self.delete_button)
        self.back_button.clicked.connect(lambda _on=False: self.back_wanted.emit())
        flow.addWidget(self.back_button)
        untick = IconButton("x", _("Untick all"), small=True, parent=face)
        untick.clicked.connect(lambda _on=False: self.untick_wanted.emit())
        flow.add_end(untick)
        return face

    def show_counts(self, match: int, everyone: int, *, is_filtered: bool) -> None:
        """Write how many are shown."""
        if is_filtered:
            text = ngettext("{n} match, of {all}", "{n} match, of {all}", match)
            self.count.setText(text.format(n=number(match), all=number(everyone)))
        else:
            text = ngettext("{n} person", "{n} people", match)
            self.count.setText(text.format(n=number(match)))

    def show_order(self, column: str, descending: bool) -> None:
        """Write by what the table is sorted."""
        self._column, self._descending = column, descending
        words = _("Sorted by {what}, backwards") if descending else _("Sorted by {what}")
        self.order.setText(words.format(what=sort_words(column)))

    def show_ticked(self, count: int, *, in_trash: bool) -> None:
        """Show the bar while anything is ticked."""
        self.ticked.setText(ngettext("{n} ticked", "{n} ticked", count).format(n=number(count)))
        for button in (self.move_button, self.step_button, self.tag_button, self.delete_button):
            button.setVisible(not in_trash)
        self.back_button.setVisible(in_trash)
        self._stack.setCurrentIndex(1 if count else 0)
        self.retheme()

    def retheme(self) -> None:
        """Take the height of the look in force; the bar may need more rows."""
        height = theme().height(36)
        if self._stack.currentIndex() == 1 and self.width() > 0:
            height = max(height, self._flow.heightForWidth(self.width()))
        self.setFixedHeight(height)

    def resizeEvent(self, event: object) -> None:
        self.retheme()

    def order_menu(self) -> QMenu:
        """The columns to sort by, and which way."""
        menu = QMenu(_("Sort"), self)
        for column in COLUMNS[1:]:
            action = menu.addAction(column_title(column))
            action.setCheckable(True)
            action.setChecked(column == self._column)
            action.triggered.connect(lambda _on=False, column=column: self.sorted_by.emit(column, False))
        menu.addSeparator()
        back = menu.addAction(_("Backwards"))
        back.setCheckable(True)
        back.setChecked(self._descending)
        back.triggered.connect(lambda on: self.sorted_by.emit(self._column, on))
        return menu

    def _on_order_clicked(self) -> None:
        menu = self.order_menu()
        menu.popup(self.order.mapToGlobal(self.order.rect().topLeft()) - menu.rect().bottomLeft())
