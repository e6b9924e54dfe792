"""The card Worth: what may still close, and what was earned; no forecast yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.amount_text import amount_field_text, read_amount
from lifecycle_desktop.core.model.plan_words import price
from lifecycle_desktop.ui.contact.card_frame import PageCard
from lifecycle_desktop.ui.contact.form_popover import FormPopover
from lifecycle_desktop.ui.widgets.fields import Field, Line
from lifecycle_desktop.ui.widgets.labels import Label

if TYPE_CHECKING:
    from lifecycle_desktop.core.clock import Moment
    from lifecycle_desktop.core.model.contact_page import ContactPage
    from lifecycle_desktop.ui.page import Page


class WorthCard(PageCard):
    """A big number and the lines it comes from."""

    def __init__(self, page: Page, parent: QWidget) -> None:
        super().__init__(page, _("Worth"), _("Edit"), _("Change what they are worth"), parent)
        self.rows.setSpacing(2)

    def told(self, contact: ContactPage) -> object:
        return contact.worth

    def fill(self, contact: ContactPage, moment: Moment) -> None:
        worth = contact.worth
        if worth.value_minor is not None:
            self._number(price(worth.value_minor, worth.currency), _("if it closes"))
        elif worth.earned:
            first = worth.earned[0]
            self._number(price(first.revenue_minor, first.currency), _("earned so far"))
        else:
            self.add_quiet(_("Not known yet. Edit says what may close; purchases say what was earned."))
        for each in worth.earned:
            bought = ngettext("Bought, {n} time", "Bought, {n} times", each.count).format(n=each.count)
            self._line(bought, price(each.price_minor, each.currency))
            self._line(_("Earned so far"), price(each.revenue_minor, each.currency))

    def ask_to_add(self) -> None:
        if self.contact is None:
            return
        worth = self.contact.worth
        popover = AmountPopover(worth.value_minor, worth.currency, self)
        popover.saved.connect(self._on_saved)
        popover.open_at(self.add_link)

    def _on_saved(self, minor: int | None, currency: str) -> None:
        from lifecycle_desktop.core.operations.contacts import change_contact

        if self.contact is None:
            return
        name = self.contact.name
        label = _("Worth of {name}").format(name=name)
        amount = price(minor, currency) if minor is not None else _("not known")
        said = _("{name}: worth {amount}").format(name=name, amount=amount)
        changes = {"value_minor": minor, "currency": currency}
        self.write(label, said, change_contact, self.contact.contact_id, changes)

    def _number(self, text: str, after: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        number = Label(text, face="number", figures=True, parent=self)
        row.addWidget(number)
        row.addWidget(Label(after, face="small", tone="ink2", wrap=True, parent=self), 1)
        self.rows.addLayout(row)

    def _line(self, text: str, amount: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Label(text, tone="ink2", cut=True, parent=self))
        row.addStretch(1)
        row.addWidget(Label(amount, face="strong", figures=True, parent=self))
        self.rows.addLayout(row)


class AmountPopover(FormPopover):
    """Asks what may close."""

    saved = Signal(object, str)  # minor units or None, the currency

    def __init__(self, minor: int | None, currency: str, parent: QWidget) -> None:
        super().__init__(_("What may close"), parent, width=320)
        self._currency = currency
        self.line = Line(amount_field_text(minor, currency), placeholder=_("e.g. 420,000"), parent=self)
        self.line.setMaxLength(40)
        hint = _("The price in {currency}. Empty means not known.").format(currency=currency)
        self.column.addWidget(Field(_("&Amount"), self.line, hint=hint, parent=self))
        self.add_foot()
        self.line.returnPressed.connect(self.try_to_save)
        self.line.selectAll()
        self.line.setFocus()

    def save(self) -> str:
        text = self.line.text().strip()
        minor = read_amount(text, self._currency) if text else None
        if text and minor is None:
            self.line.setFocus()
            return _("This is not an amount. Example: 420,000")
        self.saved.emit(minor, self._currency)
        return ""
