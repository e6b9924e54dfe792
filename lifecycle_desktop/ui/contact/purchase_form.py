"""The form of a purchase: what, which service line, price, the owner's revenue, and the day it closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.amount_text import amount_field_text, read_amount
from lifecycle_desktop.ui.contact.form_popover import FormPopover
from lifecycle_desktop.ui.contact_words import date_text
from lifecycle_desktop.ui.widgets.fields import Choice, Field, Line

if TYPE_CHECKING:
    from lifecycle_desktop.core.clock import Moment
    from lifecycle_desktop.core.model.contact_page import PurchaseLine
    from lifecycle_desktop.core.operations.purchases import NewPurchase

_LONGEST = 500


class PurchaseForm(QWidget):
    """The fields of a purchase; `purchase()` gives what was entered, or says what is wrong in the fields."""

    entered = Signal()  # Enter in one of the lines
    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._currency = "USD"
        self._read_day: Callable[[str], dt.date | None] = _no_day
        self._today = dt.date.min
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        self.what = Field(
            _("&What was bought"),
            Line(placeholder=_("e.g. 42 Orchard Lane"), parent=self),
            check=self._check_what,
            parent=self,
        )
        self.service = Choice(name=_("Service line"), parent=self)
        self.service.setEditable(True)
        self.service_field = Field(_("Service &line"), self.service, parent=self)
        self.price = Field(
            _("&Price"),
            Line(placeholder=_("e.g. 420,000"), parent=self),
            check=self._check_amount,
            parent=self,
        )
        self.revenue = Field(
            _("Your &revenue"),
            Line(placeholder=_("e.g. 9,150"), parent=self),
            check=self._check_amount,
            parent=self,
        )
        self.day = Field(
            _("Close&d on"),
            Line(placeholder=_("today"), icon="calendar", parent=self),
            check=self._check_day,
            parent=self,
        )
        grid.addWidget(self.what, 0, 0, 1, 2)
        grid.addWidget(self.service_field, 1, 0)
        grid.addWidget(self.day, 1, 1)
        grid.addWidget(self.price, 2, 0)
        grid.addWidget(self.revenue, 2, 1)
        self.service_field.changed.connect(lambda _text: self.changed.emit())
        for field in (self.what, self.price, self.revenue, self.day):
            field.changed.connect(lambda _text: self.changed.emit())
            editor = field.editor
            if isinstance(editor, Line):
                editor.setMaxLength(_LONGEST)
                editor.returnPressed.connect(self.entered)
        self.setFocusProxy(self.what.editor)

    def set_up(
        self, lines: Sequence[str], currency: str, read_day: Callable[[str], dt.date | None], moment: Moment
    ) -> None:
        """Take what can be chosen, the currency, and how a day is read from words; what is typed stays."""
        self._currency, self._read_day, self._today = currency, read_day, moment.today
        if [self.service.itemText(index) for index in range(self.service.count())] != ["", *lines]:
            typed = self.service.currentText()
            self.service.clear()
            self.service.addItems(["", *lines])
            self.service.setCurrentText(typed)

    def fill(self, line: PurchaseLine) -> None:
        """Show a purchase to be changed."""
        self._currency = line.currency or self._currency
        self.what.set_text(line.what)
        self.service.setCurrentText(line.service_line)
        self.price.set_text(amount_field_text(line.price_minor or None, self._currency))
        self.revenue.set_text(amount_field_text(line.revenue_minor or None, self._currency))
        self.day.set_text(date_text(line.closed_on, "yyyy-MM-dd"))

    def clear(self) -> None:
        """Empty every field."""
        for field in (self.what, self.price, self.revenue, self.day):
            field.set_text("")
            field.set_error("")
        self.service.setCurrentText("")

    def values(self) -> list[str]:
        """What stands in the fields, as `set_values` takes it."""
        fields = (self.what, self.price, self.revenue, self.day)
        return [*(field.text for field in fields), self.service.currentText()]

    def set_values(self, values: Sequence[str]) -> None:
        """Put text that was typed before into the fields."""
        if len(values) == len(self.values()):
            for field, text in zip((self.what, self.price, self.revenue, self.day), values, strict=False):
                field.set_text(text)
            self.service.setCurrentText(values[-1])

    def is_empty(self) -> bool:
        """Whether nothing was entered."""
        return not any(text.strip() for text in self.values())

    def purchase(self, contact_id: int, before: PurchaseLine | None = None) -> NewPurchase | None:
        """The purchase that was entered; None where a field is wrong, which then says so and has the focus."""
        from lifecycle_desktop.core.operations.purchases import NewPurchase

        wrong = [each for each in (self.what, self.day, self.price, self.revenue) if not each.validate()]
        if wrong:
            wrong[0].editor.setFocus()
            return None
        return NewPurchase(
            contact_id,
            service_line=self.service.currentText().strip(),
            what=self.what.text.strip(),
            closed_on=self._read_day(self.day.text) if self.day.text.strip() else self._today,
            price_minor=read_amount(self.price.text, self._currency) or 0,
            revenue_minor=read_amount(self.revenue.text, self._currency) or 0,
            cost_minor=before.cost_minor if before is not None else 0,
            currency=self._currency,
            satisfaction=before.satisfaction if before is not None else None,
            note=before.note if before is not None else "",
        )

    def _check_what(self, text: str) -> str:
        if text.strip() or self.service.currentText().strip():
            return ""
        return _("Say what was bought. Example: 42 Orchard Lane")

    def _check_amount(self, text: str) -> str:
        if not text.strip() or read_amount(text, self._currency) is not None:
            return ""
        return _("This is not an amount. Example: 420,000")

    def _check_day(self, text: str) -> str:
        if not text.strip() or self._read_day(text) is not None:
            return ""
        return _("This is not a date. Example: 5 May 2024")


class PurchasePopover(FormPopover):
    """Adds a purchase, or changes one."""

    saved = Signal(object)  # NewPurchase
    removed = Signal()

    def __init__(self, contact_id: int, before: PurchaseLine | None, parent: QWidget) -> None:
        super().__init__(_("Change a purchase") if before else _("Add a purchase"), parent, width=420)
        self._contact_id, self._changed = contact_id, before
        self.form = PurchaseForm(self)
        self.form.entered.connect(self.try_to_save)
        self.column.addWidget(self.form)
        self.add_foot(_("Remove") if before else "")

    def save(self) -> str:
        new = self.form.purchase(self._contact_id, self._changed)
        if new is None:
            return _("Look at the fields that are marked.")
        self.saved.emit(new)
        return ""

    def remove(self) -> None:
        self.removed.emit()


def _no_day(_text: str) -> dt.date | None:
    return None
