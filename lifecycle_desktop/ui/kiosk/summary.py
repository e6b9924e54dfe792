"""What became of an open house: seen and signed, answers, permissions, follow-ups, costs, and who was there."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.amount_text import read_amount
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.plan_words import price
from lifecycle_desktop.core.model.sign_in import EventSummary, Visitor, answer_words
from lifecycle_desktop.ui.kiosk.section import FormSection
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button, IconButton
from lifecycle_desktop.ui.widgets.fields import Field, Line
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.painters import one_line

MOST_SHOWN = 500


class Summary(QWidget):
    """The summary of one event, for its owner."""

    opened = Signal(int)  # a visitor's own page
    cost_added = Signal(str, int)
    cost_removed = Signal(int)
    counted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency = "USD"
        self.numbers = FormSection(_("In numbers"), "", self)
        self._flow = QWidget(self.numbers)
        self._cells = FlowLayout(self._flow, gap=28, row_gap=12)
        self.numbers.column.addWidget(self._flow)
        row = QHBoxLayout()
        self.fewer = Button(_("One seen fewer"), icon="minus", small=True, parent=self.numbers)
        self.more = Button(_("One seen more"), icon="plus", small=True, parent=self.numbers)
        self.fewer.clicked.connect(lambda: self.counted.emit(-1))
        self.more.clicked.connect(lambda: self.counted.emit(1))
        row.addWidget(self.fewer)
        row.addWidget(self.more)
        row.addStretch(1)
        self.numbers.column.addLayout(row)
        self.told = Label("", wrap=True, tone="ink2", parent=self.numbers)
        self.numbers.column.addWidget(self.told)
        self.people = FormSection(_("Who signed in"), _("Enter or a double click opens their page."), self)
        self.list = QListWidget(self.people)
        self.list.setAccessibleName(_("Who signed in"))
        self.list.itemActivated.connect(self._on_activated)
        self.people.column.addWidget(self.list)
        self.costs = FormSection(_("What it cost"), "", self)
        self._cost_rows = QVBoxLayout()
        self.costs.column.addLayout(self._cost_rows)
        self._build_cost_entry()

    def _build_cost_entry(self) -> None:
        self.what = Field(_("What &for"), Line(placeholder=_("Cookies and signs")), parent=self.costs)
        self.amount = Field(_("A&mount"), Line(placeholder="45"), check=self._amount_fault, parent=self.costs)
        self.add_cost = Button(_("Add the cost"), icon="plus", parent=self.costs)
        self.add_cost.clicked.connect(self._on_cost)
        for field in (self.what, self.amount):
            if isinstance(field.editor, Line):
                field.editor.returnPressed.connect(self._on_cost)
        self.costs.add(self.what, self.amount, self.add_cost)

    def show_summary(self, summary: EventSummary, currency: str) -> None:
        """Write it all anew."""
        self._currency = currency
        event = summary.event
        share = f"{round(100 * event.signed / event.seen)} %" if event.seen else "–"
        self._show_numbers(
            [
                (str(event.seen), _("seen")),
                (str(event.signed), _("signed in")),
                (share, _("of those seen")),
                (str(summary.new_people), _("new to you")),
                (str(summary.follow_ups), _("follow-ups made")),
                (str(summary.follow_ups_done), _("of them done")),
            ]
        )
        self.fewer.setEnabled(event.seen > event.signed)
        self.told.setText(_sentences(summary))
        self._show_people(summary)
        self._show_costs(summary)

    def _show_numbers(self, numbers: list[tuple[str, str]]) -> None:
        while (item := self._cells.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, words in numbers:
            cell = QWidget(self._flow)
            cell.setAccessibleName(f"{number} {words}")
            column = QVBoxLayout(cell)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(Label(number, face="number", figures=True, parent=cell))
            column.addWidget(Label(words, face="small", tone="ink2", parent=cell))
            self._cells.addWidget(cell)
            cell.show()

    def _show_people(self, summary: EventSummary) -> None:
        self.list.clear()
        for one in summary.visitors[:MOST_SHOWN]:
            item = QListWidgetItem(visitor_line(one), self.list)
            item.setData(Qt.ItemDataRole.UserRole, one.contact_id)
            item.setSizeHint(QSize(0, theme().height(36)))
        rows = min(max(len(summary.visitors), 1), 10)
        self.list.setFixedHeight(rows * theme().height(36) + 6)
        self.people.setVisible(bool(summary.visitors))

    def _show_costs(self, summary: EventSummary) -> None:
        while (item := self._cost_rows.takeAt(0)) is not None:
            row = item.widget()
            if row is not None:
                row.hide()
                row.deleteLater()
        for cost in summary.costs:
            row = QWidget(self.costs)
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(Label(cost.what or _("Cost"), cut=True, parent=row), 1)
            line.addWidget(Label(price(cost.amount_minor, cost.currency), figures=True, parent=row))
            remove = IconButton("x", _("Remove the cost"), small=True, parent=row)
            remove.clicked.connect(lambda _on=False, cost_id=cost.cost_id: self.cost_removed.emit(cost_id))
            line.addWidget(remove)
            self._cost_rows.addWidget(row)

    def _amount_fault(self, text: str) -> str:
        if text.strip() and not read_amount(text, self._currency):
            return _("This is no amount. Example: 45 or 12.50.")
        return ""

    def _on_cost(self) -> None:
        amount = read_amount(self.amount.text, self._currency)
        if not amount:
            self.amount.set_error(_("This is no amount. Example: 45 or 12.50."))
            self.amount.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.cost_added.emit(self.what.text.strip(), amount)
        self.what.set_text("")
        self.amount.set_text("")
        self.what.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_activated(self, item: QListWidgetItem) -> None:
        self.opened.emit(int(item.data(Qt.ItemDataRole.UserRole)))


def visitor_line(one: Visitor) -> str:
    """A visitor in a line: name, new or known, answers, what was allowed."""
    parts = [one.name, _("known") if one.was_known else _("new")]
    parts += [
        answer_words(one.answers[key]) for key in ("agent", "timing", "financing") if key in one.answers
    ]
    allowed = ", ".join(Channel(channel).words.lower() for channel in one.given)
    parts.append(_("may: {channels}").format(channels=allowed) if allowed else _("no permission"))
    return one_line(" · ".join(parts))


def _sentences(summary: EventSummary) -> str:
    agents, given = summary.agents(), summary.permissions()
    told = [
        _("Agent: {no} without, {yes} with one, {looking} just looking.").format(**agents),
        _("Permissions: {email} email, {text} text, {call} call.").format(**given),
    ]
    waiting = summary.follow_ups - summary.follow_ups_done
    if waiting:
        told.append(ngettext("{n} follow-up waits.", "{n} follow-ups wait.", waiting).format(n=waiting))
    totals = [price(amount, currency) for currency, amount in summary.cost_totals().items()]
    if totals:
        told.append(_("Costs: {amounts}.").format(amounts=", ".join(totals)))
    if summary.event.note:
        told.append(_("Note: {text}").format(text=summary.event.note))
    return "\n".join(told)
