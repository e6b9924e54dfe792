"""The card Timeline: what happened with the contact by month, filtered by kind, more of it while one scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QActionGroup, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.timeline import PURCHASE, Timeline, TimelineEvent, timeline_filters
from lifecycle_desktop.core.queries.activity_entry import activity_entry
from lifecycle_desktop.core.queries.timeline import PAGE, timeline
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.contact.timeline_list import TimelineList
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import Card
from lifecycle_desktop.ui.widgets.labels import Label

if TYPE_CHECKING:
    from lifecycle_desktop.core.clock import Moment
    from lifecycle_desktop.core.model.activity import LoggedActivity
    from lifecycle_desktop.core.model.contact_page import ContactPage
    from lifecycle_desktop.core.store.driver import ReadConnection
    from lifecycle_desktop.ui.page import Page

_MORE_WITHIN = 600  # px below what is seen, from which the next part is read


class TimelineCard(Card):
    """Reads the timeline of the contact that is shown, part by part."""

    purchase_opened = Signal(int, QWidget, QRect)  # its number, and where its row is

    def __init__(self, page: Page, parent: QWidget) -> None:
        super().__init__(padding=style.CARD_PADDING_SMALL, spacing=2, parent=parent)
        self.page = page
        self.contact_id = 0
        self.has_more = False
        self.filter = timeline_filters()[0]
        self._events: tuple[TimelineEvent, ...] = ()
        self._wanted = PAGE
        self._stage_count = 7
        self._reading = False
        self._area: QScrollArea | None = None
        self.setAccessibleName(_("Timeline"))
        head = QHBoxLayout()
        head.addWidget(Label(_("Timeline"), face="strong", parent=self))
        head.addStretch(1)
        self.filter_button = Button(
            self.filter.words, kind="quiet", icon="list-filter", small=True, parent=self
        )
        self.filter_button.clicked.connect(lambda _on=False: self.pop_up_filters())
        head.addWidget(self.filter_button)
        self.column.addLayout(head)
        self.list = TimelineList(_("Timeline"), self)
        self.column.addWidget(self.list)
        self._empty = Label("", tone="ink2", wrap=True, parent=self)
        self._empty.hide()
        self.column.addWidget(self._empty)
        below = QVBoxLayout()
        self.more = Button(_("Show older"), kind="link", small=True, parent=self)
        self.more.clicked.connect(lambda _on=False: self.load_more())
        self.more.hide()
        below.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addLayout(below)
        self.column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
        self.list.opened.connect(self._on_opened)
        self.list.delete_wanted.connect(self._on_delete_wanted)
        self.list.menu_wanted.connect(self.pop_up)
        self.list.more_wanted.connect(self.load_more)

    # --- reading ---

    def show_contact(self, contact: ContactPage, moment: Moment) -> None:
        """Show the timeline of a contact; of the same one read it anew, as far as it was read."""
        if contact.contact_id != self.contact_id:
            self.contact_id = contact.contact_id
            self._wanted = PAGE
            self._show(Timeline((), has_more=False), moment)
            self._empty.hide()  # whether there is nothing is not known yet
        self._stage_count = len(contact.lifecycle.stages)
        self._read(moment)

    def choose_filter(self, key: str) -> None:
        """Show only what a filter of `timeline_filters` lets through."""
        self.filter = next(each for each in timeline_filters() if each.key == key)
        self.filter_button.setText(self.filter.words)
        self._wanted = PAGE
        self._read(self.page.runner.moment())

    def load_more(self) -> None:
        """Read the next part, if there is one."""
        if self.has_more and not self._reading:
            self._wanted = len(self._events) + PAGE
            self._read(self.page.runner.moment())

    def _read(self, moment: Moment) -> None:
        self._reading = True
        self.page.runner.read(
            self._on_read, _whose_timeline, self.contact_id, moment, self.filter.kinds, self._wanted
        )

    def _on_read(self, told: tuple[int, Timeline]) -> None:
        self._reading = False
        if told[0] == self.contact_id:
            self._show(told[1], self.page.runner.moment())

    def _show(self, found: Timeline, moment: Moment) -> None:
        self._events, self.has_more = found.events, found.has_more
        self.list.show_events(found.events, moment.today, self._stage_count)
        self.list.setVisible(bool(found.events))
        self.more.setVisible(found.has_more)
        everything = self.filter.key == "everything"
        nothing = _("Nothing has happened yet.") if everything else _("Nothing of this kind.")
        self._empty.setText("" if found.events else nothing)
        self._empty.setVisible(not found.events)

    # --- scrolling ---

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if isinstance(parent, QScrollArea) and parent is not self._area:
            self._area = parent
            parent.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def _on_scrolled(self, _value: int) -> None:
        area = self._area
        if area is None or not self.has_more or not self.isVisible():
            return
        below = self.list.mapTo(area.viewport(), QPoint(0, self.list.height())).y()
        if below - area.viewport().height() < _MORE_WITHIN:
            self.load_more()

    # --- menus ---

    def filter_menu(self) -> QMenu:
        """The choices of what is shown."""
        menu = QMenu(_("Show in the timeline"), self)
        group = QActionGroup(menu)
        for each in timeline_filters():
            action = menu.addAction(each.words)
            action.setCheckable(True)
            action.setChecked(each.key == self.filter.key)
            action.setActionGroup(group)
            action.triggered.connect(lambda _on=False, key=each.key: self.choose_filter(key))
        return menu

    def pop_up_filters(self) -> QMenu:
        """Open the choices below their button."""
        menu = self.filter_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.filter_button.mapToGlobal(self.filter_button.rect().bottomLeft()))
        return menu

    def entry_menu(self, event: TimelineEvent) -> QMenu:
        """What can be done with an entry."""
        menu = QMenu(self)
        if event.is_activity or event.kind == PURCHASE:
            rect = self.list.visualRect(self.list.currentIndex())
            menu.addAction(_("&Correct…")).triggered.connect(lambda: self._on_opened(event, rect))
            if event.is_activity:
                menu.addAction(_("&Delete")).triggered.connect(lambda: self._on_delete_wanted(event))
            menu.addSeparator()
        text = "\n".join(part for part in (event.title, event.text) if part)
        menu.addAction(_("Cop&y text")).triggered.connect(lambda: self._copy(text))
        return menu

    def pop_up(self, event: TimelineEvent, at: QPoint) -> QMenu:
        """Open the menu of an entry."""
        menu = self.entry_menu(event)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
        return menu

    # --- entries ---

    def _on_opened(self, event: TimelineEvent, rect: QRect) -> None:
        if event.kind == PURCHASE:
            self.purchase_opened.emit(event.row_id, self.list.viewport(), rect)
        if not event.is_activity:
            return
        number = event.row_id

        def ask(entry: LoggedActivity | None) -> None:
            from lifecycle_desktop.ui.contact.entry_popover import EntryPopover

            if entry is None:
                self.page.toast.emit(_("That entry is not there any more."), False)
                return
            popover = EntryPopover(entry, self)
            popover.saved.connect(lambda changes: self._keep(number, changes))
            popover.removed.connect(lambda: self._on_delete_wanted(event))
            popover.open_at(self.list.viewport(), rect)

        self.page.runner.read(ask, activity_entry, number)

    def _keep(self, number: int, changes: dict[str, object]) -> None:
        from lifecycle_desktop.core.operations.activities import change_activity

        self.page.runner.write(
            _("Correct an entry"),
            change_activity,
            number,
            changes,
            self.page.runner.moment(),
            then=lambda done: self.page.toast.emit(_("Entry corrected"), True) if done else None,
        )

    def _on_delete_wanted(self, event: TimelineEvent) -> None:
        from lifecycle_desktop.core.operations.activities import delete_activity

        if not event.is_activity:
            return
        said = _("{entry} deleted").format(entry=event.title)
        self.page.runner.write(
            _("Delete an entry"),
            delete_activity,
            event.row_id,
            self.page.runner.moment(),
            then=lambda _done: self.page.toast.emit(said, True),
        )

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.page.toast.emit(_("Copied"), False)


def _whose_timeline(
    connection: ReadConnection, contact_id: int, moment: Moment, kinds: frozenset[str], limit: int
) -> tuple[int, Timeline]:
    """A timeline with whose it is: by the time it comes, somebody else may be shown."""
    return contact_id, timeline(connection, contact_id, moment, kinds, None, limit)
