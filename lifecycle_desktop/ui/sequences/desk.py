"""What the page of sequences shows, read at once: the list, the one that is shown, and words for its preview."""

from __future__ import annotations

from dataclasses import dataclass, field

from lifecycle_desktop.core.errors import NotFound
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.sequence import MERGE_FIELDS
from lifecycle_desktop.core.model.sequence_lists import SequenceDetail, SequenceLine
from lifecycle_desktop.core.queries.ready_texts import merge_fields
from lifecycle_desktop.core.queries.sequences import sequence_detail, sequences
from lifecycle_desktop.core.store.driver import ReadConnection


@dataclass(frozen=True)
class Reader:
    """As whom a ready text is shown: a contact, or nobody in particular with an example's words."""

    name: str = ""
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SequencesDesk:
    """The sequences, and the one that is shown; None where there is none."""

    lines: tuple[SequenceLine, ...]
    detail: SequenceDetail | None
    reader: Reader


def sequences_desk(connection: ReadConnection, wanted: int, reader_id: int) -> SequencesDesk:
    """Every sequence, with all of the wanted one, else of the first; its texts as somebody would get them.

    Where `reader_id` is nobody, the first of the people in it is taken.
    """
    lines = sequences(connection, with_retired=True)
    there = [line.id for line in lines]
    shown = wanted if wanted in there else there[0] if there else 0
    detail = sequence_detail(connection, shown) if shown else None
    if detail is not None and not reader_id and detail.people:
        reader_id = detail.people[0].contact_id
    return SequencesDesk(lines, detail, _reader(connection, reader_id))


def _reader(connection: ReadConnection, contact_id: int) -> Reader:
    try:
        if contact_id:
            fields = merge_fields(connection, contact_id)
            return Reader(fields["name"], fields)
    except NotFound:
        pass  # they were erased meanwhile
    told = dict(
        connection.execute("SELECT name, value FROM setting WHERE name IN ('owner_name', 'business_name')")
    )
    example = dict.fromkeys(MERGE_FIELDS, "") | {
        "first_name": _("Ana"),
        "last_name": _("Ruiz"),
        "name": _("Ana Ruiz"),
        "salutation": _("Ana"),
        "city": _("Springfield"),
        "purchase": _("42 Orchard Lane"),
    }
    return Reader("", example | told)
