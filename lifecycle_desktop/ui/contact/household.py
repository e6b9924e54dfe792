"""The card Household: who shares a letter with the contact, and whom else they have to do with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.contact.card_frame import PageCard
from lifecycle_desktop.ui.contact.form_popover import FormPopover
from lifecycle_desktop.ui.contact.person_popover import PersonPopover
from lifecycle_desktop.ui.contact.person_row import LineRow
from lifecycle_desktop.ui.widgets.buttons import IconButton
from lifecycle_desktop.ui.widgets.cards import Hairline
from lifecycle_desktop.ui.widgets.fields import Field, Line

if TYPE_CHECKING:
    from lifecycle_desktop.core.clock import Moment
    from lifecycle_desktop.core.model.contact_page import ContactPage, Household, Member, Relation
    from lifecycle_desktop.ui.page import Page

MEMBER = "household"


class HouseholdCard(PageCard):
    """Members, what a letter to them says on top, and relations; a click opens the other's page."""

    def __init__(self, page: Page, parent: QWidget) -> None:
        super().__init__(page, _("Household"), _("Add"), _("Add somebody to the household"), parent)

    def told(self, contact: ContactPage) -> object:
        return contact.household, contact.relations

    def fill(self, contact: ContactPage, moment: Moment) -> None:
        if contact.household is not None:
            self._add_letter_line(contact.household)
            for member in contact.household.members:
                self._add_member(member)
        if contact.relations:
            if contact.household is not None:
                self.rows.addWidget(Hairline(self))
            self.add_quiet(_("Relations"))
            for relation in contact.relations:
                self._add_relation(relation)
        if contact.household is None and not contact.relations:
            self.add_empty("circle-dashed", _("Nobody else is noted"))

    def _add_letter_line(self, household: Household) -> None:
        letter = household.salutation or _("No salutation yet")
        row = LineRow(
            household.name,
            letter,
            icon="mail",
            said=_("Household {name}, letter: {salutation}").format(name=household.name, salutation=letter),
            parent=self,
        )
        row.clicked.connect(lambda _on=False: self.ask_for_letter(household, row))
        self.rows.addWidget(row)

    def _add_member(self, member: Member) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        person = LineRow(member.name, opens=not member.is_this, parent=self)
        if not member.is_this:
            person.clicked.connect(lambda _on=False: self.page.open_contact.emit(member.contact_id))
        row.addWidget(person, 1)
        name = _("Take {name} out of the household").format(name=member.name)
        out = IconButton("x", name, small=True, parent=self)
        out.clicked.connect(lambda _on=False: self._take_out(member))
        row.addWidget(out)
        self.rows.addLayout(row)

    def _add_relation(self, relation: Relation) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        kind = relation_words(relation)
        person = LineRow(relation.name, kind, opens=relation.other_contact_id is not None, parent=self)
        if relation.other_contact_id is not None:
            other = relation.other_contact_id
            person.clicked.connect(lambda _on=False: self.page.open_contact.emit(other))
        row.addWidget(person, 1)
        name = _("Remove the relation to {name}").format(name=relation.name)
        out = IconButton("x", name, small=True, parent=self)
        out.clicked.connect(lambda _on=False: self._remove(relation))
        row.addWidget(out)
        self.rows.addLayout(row)

    def ask_to_add(self) -> None:
        if self.contact is None:
            return
        choices = [
            (MEMBER, _("Household member")), ("spouse", _("Spouse")), ("partner", _("Partner")),
            ("child", _("Child")), ("parent", _("Parent")), ("friend", _("Friend")), ("lender", _("Lender")),
            ("lawyer", _("Lawyer")), ("assistant", _("Assistant")),
        ]  # fmt: skip
        popover = PersonPopover(
            _("Add somebody"),
            _("&As what"),
            choices,
            self.page.runner,
            self.contact.contact_id,
            self,
            takes_words=True,
            hint=_("A household member who is no contact yet is added as one."),
        )
        popover.saved.connect(self._on_saved)
        popover.open_at(self.add_link)

    def ask_for_letter(self, household: Household, anchor: QWidget) -> None:
        """Ask what the household is called and what a letter to it says on top."""
        popover = HouseholdPopover(household, self)
        popover.saved.connect(lambda name, letter: self._change(household, name, letter))
        popover.open_at(anchor)

    def _on_saved(self, kind: str, other: int | None, name: str) -> None:
        from lifecycle_desktop.core.operations.people_by_name import add_to_household
        from lifecycle_desktop.core.operations.relations import add_relation

        if self.contact is None:
            return
        mine = self.contact.contact_id
        if kind == MEMBER:
            label = _("Household of {name}").format(name=self.contact.name)
            said = _("{name} is in the household now").format(name=name)
            self.write(label, said, add_to_household, mine, other_contact_id=other, name=name)
        else:
            said = _("{name} noted as {kind}").format(name=name, kind=kind)
            label = _("Relation of {name}").format(name=self.contact.name)
            self.write(label, said, add_relation, mine, kind, other_contact_id=other, name=name)

    def _change(self, household: Household, name: str, letter: str) -> None:
        from lifecycle_desktop.core.operations.households import change_household

        said = _("Household {name} changed").format(name=name)
        label = _("Household {name}").format(name=name)
        self.write(label, said, change_household, household.household_id, name=name, salutation=letter)

    def _take_out(self, member: Member) -> None:
        from lifecycle_desktop.core.operations.households import leave_household

        said = _("{name} taken out of the household").format(name=member.name)
        label = _("Take {name} out of the household").format(name=member.name)
        self.write(label, said, leave_household, member.contact_id)

    def _remove(self, relation: Relation) -> None:
        from lifecycle_desktop.core.operations.relations import remove_relation

        said = _("Relation to {name} removed").format(name=relation.name)
        label = _("Remove the relation to {name}").format(name=relation.name)
        self.write(label, said, remove_relation, relation.relation_id)


class HouseholdPopover(FormPopover):
    """Asks for the name of a household and its salutation."""

    saved = Signal(str, str)

    def __init__(self, household: Household, parent: QWidget) -> None:
        super().__init__(_("Household"), parent)
        self.name = Line(household.name, name=_("Name of the household"), parent=self)
        self.letter = Line(household.salutation, placeholder=_("e.g. Dear Jo and Marcus"), parent=self)
        self.letter.setAccessibleName(_("Salutation"))
        self.column.addWidget(Field(_("&Name"), self.name, parent=self))
        self.column.addWidget(Field(_("&Salutation"), self.letter, parent=self))
        self.add_foot()
        for line in (self.name, self.letter):
            line.setMaxLength(500)
            line.returnPressed.connect(self.try_to_save)
        self.letter.setFocus()

    def save(self) -> str:
        if not self.name.text().strip():
            self.name.setFocus()
            return _("A household needs a name.")
        self.saved.emit(self.name.text().strip(), self.letter.text().strip())
        return ""


def relation_words(relation: Relation) -> str:
    """What somebody is to the contact: "lender", "says: daughter" where the other's page has it."""
    if relation.is_from_other:
        return _("Has this contact as {kind}").format(kind=relation.kind)
    return relation.kind[:1].upper() + relation.kind[1:]
