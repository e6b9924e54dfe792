"""What the contact page keeps of one person: each a step that can be undone, told in a toast."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from lifecycle_desktop.core.i18n import _

if TYPE_CHECKING:
    from lifecycle_desktop.core.model.draft import Address, KeyDate
    from lifecycle_desktop.ui.page import Page

Then = Callable[[], object]


def nothing() -> None:
    """What follows a step after which nothing is to be done."""


class ContactWrites:
    """The steps about one person, whoever is shown by the time they are done.

    Operations are imported when one is needed: they load SQLAlchemy, which the first picture does not wait for.
    """

    def __init__(self, page: Page, contact_id: int, name: str) -> None:
        self.page, self.contact_id, self.name = page, contact_id, name

    # --- reaches: `row_id` 0 adds one ---

    def save_phone(self, row_id: int, phone: str, label: str, then: Then) -> None:
        """Keep a phone number."""
        from lifecycle_desktop.core.operations.contacts import add_phone, change_phone

        operation = partial(change_phone if row_id else add_phone, label=label)
        self._save(_("Phone"), then, operation, row_id or self.contact_id, phone, self._moment)

    def save_email(self, row_id: int, email: str, label: str, then: Then) -> None:
        """Keep an e-mail address."""
        from lifecycle_desktop.core.operations.contacts import add_email, change_email

        operation = partial(change_email if row_id else add_email, label=label)
        self._save(_("Email"), then, operation, row_id or self.contact_id, email, self._moment)

    def save_link(self, row_id: int, url: str, label: str, then: Then) -> None:
        """Keep a link."""
        from lifecycle_desktop.core.operations.contacts import add_link
        from lifecycle_desktop.core.operations.details import change_link

        operation = partial(change_link if row_id else add_link, label=label)
        self._save(_("Link"), then, operation, row_id or self.contact_id, url, self._moment)

    def save_address(self, row_id: int, address: Address, then: Then) -> None:
        """Keep an address."""
        from lifecycle_desktop.core.operations.contacts import add_address
        from lifecycle_desktop.core.operations.details import change_address

        where = (change_address, row_id) if row_id else (add_address, self.contact_id)
        self._save(_("Address"), then, *where, address, self._moment)

    def save_date(self, row_id: int, date: KeyDate, then: Then) -> None:
        """Keep a day to remember."""
        from lifecycle_desktop.core.operations.contacts import add_date
        from lifecycle_desktop.core.operations.details import change_date

        where = (change_date, row_id) if row_id else (add_date, self.contact_id)
        self._save(_("Date"), then, *where, date, self._moment)

    def save_own_value(self, row_id: int, field: str, value: str, then: Then) -> None:
        """Keep a value of an own field."""
        from lifecycle_desktop.core.operations.details import change_own_value, set_own_value

        if row_id:
            self._save(field, then, change_own_value, row_id, value, self._moment)
        else:
            self._save(field, then, set_own_value, self.contact_id, field, value, self._moment)

    def remove(self, kind: str, row_id: int, what: str) -> None:
        """Take a line away; `kind` is phone, email, address, link, date or own."""
        from lifecycle_desktop.core.operations import contacts, details

        operation: Callable[..., Any] = {
            "phone": contacts.remove_phone,
            "email": contacts.remove_email,
            "address": contacts.remove_address,
            "link": details.remove_link,
            "date": details.remove_date,
            "own": details.remove_own_value,
        }[kind]
        said = _("{what} of {name} removed").format(what=what, name=self.name)
        label = _("Remove {what} of {name}").format(what=what.lower(), name=self.name)
        self._write(label, said, nothing, operation, row_id, self._moment)

    def make_first(self, kind: str, row_id: int, what: str) -> None:
        """Put a phone, e-mail or address before the others."""
        from lifecycle_desktop.core.operations import details

        operation: Callable[..., Any] = {
            "phone": details.make_first_phone,
            "email": details.make_first_email,
            "address": details.make_first_address,
        }[kind]
        said = _("{what} of {name} is now the first").format(what=what, name=self.name)
        label = _("Make {what} of {name} the first").format(what=what.lower(), name=self.name)
        self._write(label, said, nothing, operation, row_id, self._moment)

    # --- the rest ---

    def change(self, changes: dict[str, object], what: str, then: Then = nothing) -> None:
        """Keep plain columns: names, want, note, source, company."""
        from lifecycle_desktop.core.operations.contacts import change_contact

        self._save(what, then, change_contact, self.contact_id, changes, self._moment)

    def set_permission(
        self, channel: str, status: str, wording: str, place: str, who: str, then: Then
    ) -> None:
        """Write down what was said of a channel."""
        from lifecycle_desktop.core.operations.contacts import set_permission

        self._save(
            _("Permission"),
            then,
            set_permission,
            self.contact_id,
            channel,
            status,
            self._moment,
            wording=wording,
            place=place,
            recorded_by=who,
        )

    def add_tag(self, tag: str, then: Then) -> None:
        """Give the person a tag."""
        from lifecycle_desktop.core.operations.contacts import add_tag

        said = _("{name} tagged {tag}").format(name=self.name, tag=tag)
        self._write(_("Tag {tag}").format(tag=tag), said, then, add_tag, [self.contact_id], tag, self._moment)

    def remove_tag(self, tag: str) -> None:
        """Take a tag away."""
        from lifecycle_desktop.core.operations.contacts import remove_tag

        said = _("Tag {tag} taken from {name}").format(name=self.name, tag=tag)
        label = _("Take away tag {tag}").format(tag=tag)
        self._write(label, said, nothing, remove_tag, [self.contact_id], tag, self._moment)

    def answer(self, question: str, words: str, answer: str, detail: str, then: Then) -> None:
        """Keep the answer to one of the six questions; `words` is the question's short name."""
        from lifecycle_desktop.core.operations.qualification import answer_question

        self._save(
            words, then, answer_question, self.contact_id, question, answer, self._moment, detail=detail
        )

    def answer_prompt(self, stage_id: int, prompt: str, answer: str, then: Then) -> None:
        """Keep in words what was missing at a stage."""
        from lifecycle_desktop.core.operations.stage_answers import answer_questions

        told = {prompt: answer}
        self._save(_("Answer"), then, answer_questions, self.contact_id, stage_id, told, self._moment)

    def turn_down(self, rank: str, stage: str) -> None:
        """Keep the stage where they stand, against what the facts suggest."""
        from lifecycle_desktop.core.operations.qualification import turn_down_suggestion

        said = _("{name} stays at {stage}").format(name=self.name, stage=stage)
        label = _("Keep {name} at {stage}").format(name=self.name, stage=stage)
        self._write(label, said, nothing, turn_down_suggestion, self.contact_id, rank, self._moment)

    def settle(self, activity_id: int) -> None:
        """Note that a complaint is settled."""
        from lifecycle_desktop.core.operations.triggers import close_complaint

        said = _("Complaint of {name} settled").format(name=self.name)
        self._write(said, said, nothing, close_complaint, activity_id, self._moment)

    def answer_proposal(self, firing_id: int, *, accept: bool) -> None:
        """Accept what a trigger proposes for them, or turn it down."""
        from lifecycle_desktop.core.operations.triggers import answer_firing

        said = (_("Accepted for {name}") if accept else _("Turned down for {name}")).format(name=self.name)
        self._write(said, said, nothing, answer_firing, firing_id, accept, self._moment)

    def change_step(self, follow_up_id: int, changes: dict[str, object]) -> None:
        """Change what a follow-up says, how and when."""
        from lifecycle_desktop.core.operations.follow_ups import change_follow_up

        self._save(_("Next step"), nothing, change_follow_up, follow_up_id, changes, self._moment)

    def drop_step(self, follow_up_id: int) -> None:
        """Let a follow-up go without doing it."""
        from lifecycle_desktop.core.operations.follow_ups import skip_follow_up

        said = _("Next step with {name} let go").format(name=self.name)
        label = _("Let the next step with {name} go").format(name=self.name)
        self._write(label, said, nothing, skip_follow_up, follow_up_id, self._moment)

    def park(self, until: dt.date | None, said: str) -> None:
        """Set the person aside until a day, or bring them back."""
        from lifecycle_desktop.core.operations.contacts import park_contacts

        label = _("Park {name}") if until else _("Bring {name} back to the board")
        self._write(
            label.format(name=self.name), said, nothing, park_contacts, [self.contact_id], until, self._moment
        )

    # --- within ---

    @property
    def _moment(self) -> Any:
        return self.page.runner.moment()

    def _save(self, what: str, then: Then, operation: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        said = _("{what} of {name} saved").format(what=what, name=self.name)
        label = _("{what} of {name}").format(what=what, name=self.name)
        self._write(label, said, then, operation, *args, **kwargs)

    def _write(
        self, label: str, said: str, then: Then, operation: Callable[..., Any], *args: Any, **kwargs: Any
    ) -> None:
        def kept(result: object) -> None:
            then()
            if result is not False and result != 0:  # nothing was different
                self.page.toast.emit(said, True)

        self.page.runner.write(label, operation, *args, then=kept, **kwargs)
