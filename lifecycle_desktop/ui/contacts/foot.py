"""The foot of the table: how many match and by what they are sorted; with rows ticked, what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.contacts.columns import column_name, sort_words
from lifecycle_desktop.ui.contacts.rows import PeopleRows
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button, IconButton
from lifecycle_desktop.ui.widgets.cards import Hairline
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.toast import KEEPS_FREE
from lifecycle_desktop.ui.widgets.tool_tips import action_text


class Foot(QFrame):
    """Both faces of the foot."""

    sorted_by = Signal(str, bool)
    wanted = Signal(str, QWidget)  # what is to be done, a key of `ManyActs.act`, and the button that said so

    def __init__(self, people: PeopleRows, parent: QWidget) -> None:
        super().__init__(parent)
        self._people = people
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
        self.empty_button = Button(
            _("Erase everybody here…"), kind="quiet", icon="user-x", small=True, parent=face
        )
        self.empty_button.clicked.connect(lambda _on=False: self.wanted.emit("erase_all", self.empty_button))
        self.empty_button.hide()
        row.addWidget(self.empty_button)
        self.order = Button("", kind="quiet", small=True, parent=face)
        self.order.clicked.connect(self._on_order_clicked)
        row.addWidget(self.order)
        return face

    def _bar(self) -> QWidget:
        face = QWidget(self)
        face.setObjectName(KEEPS_FREE)  # several acts may follow on the same ticks
        flow = self._flow = FlowLayout(face)
        flow.setContentsMargins(10, 4, 10, 4)
        self.ticked = Label("", face="strong", parent=face)
        flow.addWidget(self.ticked)
        self.move_button = self._act("move", _("Move stage"), "arrow-right", face, key="M")
        self.step_button = self._act("next_step", _("Next step"), "calendar-plus", face, key="D")
        self.sequence_button = self._act("sequence", _("Sequence"), "list-ordered", face, key="G")
        self.tag_button = self._act("tag", _("Tag"), "tag", face)
        self.temperature_button = self._act("temperature", _("Temperature"), "thermometer", face, key="H")
        self.source_button = self._act("source", _("Source"), "megaphone", face)
        self.export_button = self._act("export", _("Export"), "download", face)
        self.delete_button = self._act("delete", _("Delete"), "trash-2", face, key="Delete")
        self.back_button = self._act("bring_back", _("Bring back"), "archive-restore", face)
        self.erase_button = self._act("erase", _("Erase for good…"), "user-x", face)
        self._living = (
            self.move_button, self.step_button, self.sequence_button, self.tag_button, self.temperature_button,
            self.source_button, self.export_button, self.delete_button,
        )  # fmt: skip
        untick = IconButton("x", _("Untick all"), small=True, parent=face)
        untick.clicked.connect(lambda _on=False: self.wanted.emit("untick", untick))
        flow.add_end(untick)
        return face

    def _act(self, act: str, words: str, icon: str, face: QWidget, *, key: str = "") -> Button:
        button = Button(words, icon=icon, small=True, key=key, parent=face)
        button.clicked.connect(lambda _on=False: self.wanted.emit(act, button))
        self._flow.addWidget(button)
        return button

    def show_counts(self, match: int, everyone: int, *, is_filtered: bool) -> None:
        """Write how many are shown."""
        if is_filtered:
            text = ngettext("{n} match, of {all}", "{n} match, of {all}", match)
            self.count.setText(text.format(n=number(match), all=number(everyone)))
        else:
            text = ngettext("{n} person", "{n} people", match)
            self.count.setText(text.format(n=number(match)))

    def show_order(self) -> None:
        """Write by what the table is sorted."""
        column, descending = self._people.order
        words = _("Sorted by {what}, backwards") if descending else _("Sorted by {what}")
        what = sort_words(column, self._people.own_names)
        self.order.setText(action_text(words.format(what=shortened(what, 40))))

    def show_ticked(self, count: int, *, in_trash: bool) -> None:
        """Show the bar while anything is ticked."""
        self.ticked.setText(ngettext("{n} ticked", "{n} ticked", count).format(n=number(count)))
        for button in self._living:
            button.setVisible(not in_trash)
        for button in (self.back_button, self.erase_button):
            button.setVisible(in_trash)
        self.empty_button.setVisible(in_trash)
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
        sorted_by, descending = self._people.order
        for column in self._people.columns:
            action = menu.addAction(action_text(column_name(column, self._people.own_names)))
            action.setCheckable(True)
            action.setChecked(column == sorted_by)
            action.triggered.connect(lambda _on=False, column=column: self.sorted_by.emit(column, False))
        menu.addSeparator()
        back = menu.addAction(_("Backwards"))
        back.setCheckable(True)
        back.setChecked(descending)
        back.triggered.connect(lambda on: self.sorted_by.emit(sorted_by, on))
        return menu

    def _on_order_clicked(self) -> None:
        menu = self.order_menu()
        menu.popup(self.order.mapToGlobal(self.order.rect().topLeft()) - menu.rect().bottomLeft())
