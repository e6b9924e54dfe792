"""The card Purchases: what was bought and when; add, change and remove in place."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plan_words import price
from lifecycle_desktop.ui.asks import date_reader
from lifecycle_desktop.ui.contact.card_frame import PageCard
from lifecycle_desktop.ui.contact.person_row import LineRow
from lifecycle_desktop.ui.contact.purchase_form import PurchasePopover
from lifecycle_desktop.ui.contact_words import date_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from lifecycle_desktop.core.clock import Moment
    from lifecycle_desktop.core.model.contact_page import ContactPage, PurchaseLine
    from lifecycle_desktop.core.operations.purchases import NewPurchase
    from lifecycle_desktop.ui.page import Page


class PurchasesCard(PageCard):
    """Every purchase in a row; a click or Enter opens it."""

    def __init__(self, page: Page, parent: QWidget) -> None:
        super().__init__(page, _("Purchases"), _("Add"), _("Add a purchase"), parent)

    def told(self, contact: ContactPage) -> object:
        return contact.purchases

    def fill(self, contact: ContactPage, moment: Moment) -> None:
        for line in contact.purchases:
            row = LineRow(line.what or line.service_line, purchase_detail(line), icon="receipt", parent=self)
            row.clicked.connect(lambda _on=False, line=line, row=row: self.ask_to_change(line, row))
            self.rows.addWidget(row)
        if not contact.purchases:
            self.add_empty("circle-dashed", _("No purchase with you yet"))

    def ask_to_add(self) -> None:
        self._ask(None, self.add_link)

    def ask_to_change(self, line: PurchaseLine, anchor: QWidget) -> None:
        """Open a purchase to be changed or removed."""
        self._ask(line, anchor)

    def open_purchase(self, purchase_id: int, anchor: QWidget, rect: QRect) -> None:
        """Open a purchase by its number, beside a row elsewhere; nothing where it is gone."""
        lines = self.contact.purchases if self.contact is not None else ()
        found = next((line for line in lines if line.purchase_id == purchase_id), None)
        if found is not None:
            self._ask(found, anchor, rect)

    def _ask(self, line: PurchaseLine | None, anchor: QWidget, rect: QRect | None = None) -> None:
        if self.contact is None or self.moment is None:
            return
        contact_id, name = self.contact.contact_id, self.contact.name
        popover = PurchasePopover(contact_id, line, self)
        popover.form.set_up(
            self.contact.service_lines, self.contact.worth.currency, day_reader(self.page), self.moment
        )
        if line is not None:
            popover.form.fill(line)
        popover.saved.connect(lambda new: self._keep(new, line.purchase_id if line else None, name))
        if line is not None:
            popover.removed.connect(lambda: self._remove(line, name))
        popover.open_at(anchor, rect)
        popover.form.setFocus()

    def _keep(self, new: NewPurchase, purchase_id: int | None, name: str) -> None:
        from lifecycle_desktop.core.operations.purchases import change_purchase, log_purchase

        if purchase_id is None:
            label = _("Purchase of {name}").format(name=name)
            self.write(label, _("Purchase of {name} kept").format(name=name), log_purchase, new)
        else:
            label = _("Change a purchase of {name}").format(name=name)
            said = _("Purchase of {name} changed").format(name=name)
            self.write(label, said, change_purchase, purchase_id, new)

    def _remove(self, line: PurchaseLine, name: str) -> None:
        from lifecycle_desktop.core.operations.purchases import remove_purchase

        label = _("Remove a purchase of {name}").format(name=name)
        said = _("Purchase of {name} removed").format(name=name)
        self.write(label, said, remove_purchase, line.purchase_id)


def purchase_detail(line: PurchaseLine) -> str:
    """The quiet line of a purchase: "Buyer side, 14 Apr 2020, $405,000"."""
    money = price(line.price_minor, line.currency) if line.price_minor else ""
    service = line.service_line if line.what else ""
    return ", ".join(part for part in (service, date_text(line.closed_on, "d MMM yyyy"), money) if part)


def day_reader(page: Page) -> Callable[[str], dt.date | None]:
    """A function that reads a day from typed words, as of now."""
    read = date_reader(page)

    def day(text: str) -> dt.date | None:
        try:
            return dt.date.fromisoformat(text.strip())
        except ValueError:
            found = read(text)
            return found.on if found is not None else None

    return day
