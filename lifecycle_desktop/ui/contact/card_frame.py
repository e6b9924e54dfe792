"""What the cards of the right column share: a head with a link to add, and rows that are made anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import Card, IconView
from lifecycle_desktop.ui.widgets.labels import Label

if TYPE_CHECKING:
    from lifecycle_desktop.core.clock import Moment
    from lifecycle_desktop.core.model.contact_page import ContactPage
    from lifecycle_desktop.ui.page import Page


class PageCard(Card):
    """A card with a title and a link; subclasses fill `rows` from a contact and write through the page's runner."""

    def __init__(self, page: Page, title: str, link: str, link_name: str, parent: QWidget) -> None:
        super().__init__(padding=style.CARD_PADDING_SMALL, spacing=6, parent=parent)
        self.page = page
        self.contact: ContactPage | None = None
        self.moment: Moment | None = None
        self.setAccessibleName(title)
        head = QHBoxLayout()
        head.addWidget(Label(title, face="strong", parent=self))
        head.addStretch(1)
        self.add_link = Button(link, kind="link", small=True, parent=self)
        self.add_link.setAccessibleName(link_name)
        self.add_link.setVisible(bool(link))
        self.add_link.clicked.connect(lambda _on=False: self.ask_to_add())
        head.addWidget(self.add_link)
        self.column.addLayout(head)
        self.rows = QVBoxLayout()
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(4)
        self.column.addLayout(self.rows)
        self._shown: object = None

    def show_contact(self, contact: ContactPage, moment: Moment) -> None:
        """Show a contact; rows that would be the same are left as they are, and so is the focus."""
        self.contact, self.moment = contact, moment
        self.add_link.setEnabled(not contact.head.is_in_trash)
        told = (contact.contact_id, moment.today, self.told(contact))
        if told == self._shown:
            return
        self._shown = told
        place = self._focused_place()
        self._clear(self.rows)
        self.fill(contact, moment)
        if place >= 0:
            self._focus(place)

    def told(self, contact: ContactPage) -> object:
        """The part of a contact that the rows show: equal values are not shown anew."""
        raise NotImplementedError

    def fill(self, contact: ContactPage, moment: Moment) -> None:
        """Make the rows."""
        raise NotImplementedError

    def ask_to_add(self) -> None:
        """Open the form that adds one more."""
        raise NotImplementedError

    def write(
        self, label: str, said: str, operation: Callable[..., Any], *values: Any, **options: Any
    ) -> None:
        """Keep something as one step, and say so."""
        self.page.runner.write(
            label,
            operation,
            *values,
            self.page.runner.moment(),
            then=lambda done: self.page.toast.emit(said, True) if done is not False else None,
            **options,
        )

    def add_quiet(self, text: str) -> Label:
        """Add a small quiet line above rows."""
        label = Label(text, face="small", tone="ink2", wrap=True, parent=self)
        self.rows.addWidget(label)
        return label

    def add_empty(self, icon: str, text: str) -> None:
        """Add the line of a card that has nothing to show yet."""
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(IconView(icon, side=16, tone="ink3", parent=self))
        row.addWidget(Label(text, tone="ink2", wrap=True, parent=self), 1)
        self.rows.addLayout(row)

    def buttons(self) -> list[QWidget]:
        """What can take the focus in the rows, as read."""
        found: list[QWidget] = []

        def collect(layout: Any) -> None:
            for place in range(layout.count()):
                item = layout.itemAt(place)
                if item.widget() is not None:
                    found.append(item.widget())
                elif item.layout() is not None:
                    collect(item.layout())

        collect(self.rows)
        return [each for each in found if each.focusPolicy().value and each.isEnabled()]

    def _focused_place(self) -> int:
        return next((place for place, each in enumerate(self.buttons()) if each.hasFocus()), -1)

    def _focus(self, place: int) -> None:
        found = self.buttons() or [self.add_link]
        found[min(place, len(found) - 1)].setFocus()

    def _clear(self, layout: Any) -> None:
        while (item := layout.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
            elif item.layout() is not None:
                self._clear(item.layout())
                item.layout().deleteLater()
