"""Everything the page of a contact reads at once, and how text that could not be saved yet is written down."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.contact_page import ContactPage
from lifecycle_desktop.core.queries.contact_page import contact_page
from lifecycle_desktop.core.queries.lifecycle import business
from lifecycle_desktop.core.queries.sequences import enrolments_of
from lifecycle_desktop.core.queries.triggers import open_complaints, proposals
from lifecycle_desktop.core.queries.typed_texts import typed_text

if TYPE_CHECKING:
    from lifecycle_desktop.core.model.sequence_lists import EnrolmentLine
    from lifecycle_desktop.core.model.trigger_lists import Complaint, Proposal
    from lifecycle_desktop.core.store.driver import ReadConnection

Typed = dict[str, dict[str, str]]  # by the key of a line, what is typed in each of its fields


@dataclass(frozen=True)
class ContactDesk:
    """A contact, None where it is gone; what was typed and could not be saved; who works here."""

    contact_id: int
    page: ContactPage | None
    typed: Typed
    owner: str
    sequences: tuple[EnrolmentLine, ...] = ()
    complaints: tuple[Complaint, ...] = ()  # that are not settled
    proposals: tuple[Proposal, ...] = ()  # of triggers, not answered yet


def contact_desk(connection: ReadConnection, contact_id: int, moment: Moment) -> ContactDesk:
    """All of it in one read."""
    page = contact_page(connection, contact_id, moment)
    typed = read_typed(typed_text(connection, typed_place(contact_id))) if page is not None else {}
    sequences = enrolments_of(connection, contact_id) if page is not None else ()
    complaints = open_complaints(connection, contact_id) if page is not None else ()
    waiting = proposals(connection, moment, contact_id=contact_id)[0] if page is not None else ()
    return ContactDesk(contact_id, page, typed, business(connection).owner, sequences, complaints, waiting)


def typed_place(contact_id: int) -> str:
    """Where the text that could not be saved is kept."""
    return f"contact:{contact_id}:fields"


def write_typed(typed: Typed) -> str:
    """What is typed as one text; empty for nothing."""
    return json.dumps(typed, ensure_ascii=False) if typed else ""


def read_typed(text: str) -> Typed:
    """What was typed; nothing where the text is none of ours."""
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        str(key): {str(part): str(value) for part, value in values.items()}
        for key, values in found.items()
        if isinstance(values, dict)
    }
