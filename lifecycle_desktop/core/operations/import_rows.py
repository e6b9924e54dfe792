"""The rows that an import adds: gathered per table with ids that count on, inserted at once, read back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.draft import Address, KeyDate
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.model.plain_text import one_line
from lifecycle_desktop.core.operations.import_prepared import PreparedDraft
from lifecycle_desktop.core.store.bulk import insert_rows, next_id
from lifecycle_desktop.core.store.engine import bare

# Table, its columns, and which of them (from, to) are text that is added up to check what was stored.
COLUMNS: dict[str, tuple[str, ...]] = {
    "contact": (
        "id", "stage_id", "source_id", "touched_on", "kind", "first_name", "middle_name", "last_name", "prefix",
        "suffix", "nickname", "phonetic_name", "company", "department", "job_title", "display_name", "sort_name",
        "note", "temperature", "stage_since_at", "created_at", "updated_at",
    ),
    "contact_email": ("id", "contact_id", "position", "label", "email", "email_normal"),
    "contact_phone": ("id", "contact_id", "position", "label", "phone", "phone_normal", "extension"),
    "contact_address": (
        "id", "contact_id", "position", "label", "street", "extended", "po_box", "city", "region", "postal_code",
        "country", "formatted",
    ),
    "contact_date": ("id", "contact_id", "year", "month", "day", "kind"),
    "contact_link": ("id", "contact_id", "position", "label", "url"),
    "contact_tag": ("id", "contact_id", "tag_id"),
    "contact_own_value": ("id", "contact_id", "own_field_id", "value"),
    "relation": ("id", "contact_id", "other_name", "kind"),
    "permission": ("id", "contact_id", "channel", "status", "place", "recorded_at"),
    "stage_move": ("id", "contact_id", "to_stage_id", "moved_at", "moved_on", "cause"),
    "follow_up": ("id", "contact_id", "what", "due_on", "first_due_on", "created_at"),
    "referral": ("id", "referrer_id", "referred_id", "referred_name", "given_on", "direction", "status"),
}  # fmt: skip
_FIRST_TEXT = {
    "contact": 4, "contact_email": 3, "contact_phone": 3, "contact_address": 3, "contact_date": 5, "contact_link": 3,
    "contact_own_value": 3, "relation": 2, "permission": 2, "stage_move": 3, "follow_up": 2, "referral": 3,
}  # fmt: skip


class ImportRows:
    """New rows of every table, for new contacts and for those that get more."""

    def __init__(self, connection: Connection, moment: Moment) -> None:
        self._connection = connection
        self._moment = moment.text
        self._today = moment.today.isoformat()
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in COLUMNS}
        self._first = {table: next_id(connection, table) for table in COLUMNS}
        self._next = dict(self._first)
        self._letters = dict.fromkeys(COLUMNS, 0)
        self._tags = _NamedRows(connection, "tag")
        self._sources = _NamedRows(connection, "source")
        self._own_fields = _NamedRows(connection, "own_field")

    @property
    def first_contact_id(self) -> int:
        """The id of the first new contact."""
        return self._first["contact"]

    @property
    def next_contact_id(self) -> int:
        """The id that the next new contact gets."""
        return self._next["contact"]

    def add_contact(self, person: PreparedDraft, stage_id: int, temperature: str) -> int:
        """Add somebody new, standing at a stage, with all ways to reach them."""
        draft = person.draft
        contact_id = self._next["contact"]
        self._next["contact"] = contact_id + 1
        row = (
            contact_id, stage_id, self._sources.id_of(draft.source) if draft.source else None,
            draft.last_contact or None, person.kind, draft.first, draft.middle, draft.last, draft.prefix,
            draft.suffix, draft.nickname, draft.phonetic, draft.company, draft.department, draft.job_title,
            person.display, person.sort, draft.note, temperature, self._moment, self._moment, self._moment,
        )  # fmt: skip
        self._rows["contact"].append(row)
        self._add("stage_move", contact_id, stage_id, self._moment, self._today, "import")
        for position, (label, text, normal) in enumerate(person.emails):
            self._add("contact_email", contact_id, position, label, text, normal)
        for position, phone in enumerate(person.phones):
            self._add("contact_phone", contact_id, position, *phone)
        for position, address in enumerate(draft.addresses):
            self._add("contact_address", contact_id, position, *address)
        return contact_id

    def add_email(self, contact_id: int, position: int, email: tuple[str, str, str]) -> None:
        """One more address."""
        self._add("contact_email", contact_id, position, *email)

    def add_phone(self, contact_id: int, position: int, phone: tuple[str, str, str, str]) -> None:
        """One more number."""
        self._add("contact_phone", contact_id, position, *phone)

    def add_address(self, contact_id: int, position: int, address: Address) -> None:
        """One more postal address."""
        self._add("contact_address", contact_id, position, *address)

    def add_date(self, contact_id: int, date: KeyDate) -> None:
        """One more date of their own."""
        self._add("contact_date", contact_id, date.year, date.month, date.day, date.kind)

    def add_link(self, contact_id: int, position: int, label: str, url: str) -> None:
        """One more link."""
        self._add("contact_link", contact_id, position, label, url)

    def add_tag(self, contact_id: int, name: str) -> None:
        """One more tag."""
        self._add("contact_tag", contact_id, self._tags.id_of(name))

    def add_own_value(self, contact_id: int, field: str, value: str) -> None:
        """One more value of a field of the owner's."""
        self._add("contact_own_value", contact_id, self._own_fields.id_of(field), value)

    def add_relation(self, contact_id: int, kind: str, name: str) -> None:
        """Somebody related, by name."""
        self._add("relation", contact_id, name, kind)

    def add_permission(self, contact_id: int, channel: str, status: str, place: str) -> None:
        """What somebody said of a channel, as the file tells."""
        self._add("permission", contact_id, channel, status, place, self._moment)

    def add_follow_up(self, contact_id: int, what: str, due_on: str) -> None:
        """A next step with its day."""
        self._add("follow_up", contact_id, what, due_on, due_on, self._moment)

    def add_referral(self, referrer_id: int, contact_id: int, name: str) -> None:
        """Who sent this contact."""
        self._add("referral", referrer_id, contact_id, name, self._today, "in", "given")

    def source_id(self, name: str) -> int:
        """The source of that name, made if it is new."""
        return self._sources.id_of(name)

    def flush(self) -> None:
        """Insert what was gathered."""
        for table, rows in self._rows.items():
            if rows:
                insert_rows(self._connection, table, COLUMNS[table], rows)
                if first := _FIRST_TEXT.get(table):
                    self._letters[table] += sum(len("".join(row[first:])) for row in rows)
                self._rows[table] = []

    def assure_stored(self) -> None:
        """Read back the number of rows and of letters of each table before anything is called done.

        Raises `RuntimeError` where they differ from what was given; the step is then rolled back.
        """
        connection = bare(self._connection)
        for table, columns in COLUMNS.items():
            first, after = self._first[table], self._next[table]
            if after == first:
                continue
            texts = columns[_FIRST_TEXT[table] :] if table in _FIRST_TEXT else ()
            letters = " + ".join(f'sum(length("{column}"))' for column in texts) or "0"
            sql = f'SELECT count(*), {letters} FROM "{table}" WHERE id BETWEEN ? AND ?'  # noqa: S608  names of COLUMNS
            found = connection.execute(sql, (first, after - 1)).fetchone()
            if tuple(found) != (after - first, self._letters[table]):
                raise RuntimeError(f"{table} holds other rows than the file told")

    def _add(self, table: str, *values: Any) -> None:
        row_id = self._next[table]
        self._next[table] = row_id + 1
        self._rows[table].append((row_id, *values))


class _NamedRows:
    """Tags, sources or own fields: found by their folded name, made when they are new."""

    def __init__(self, connection: Connection, table: str) -> None:
        self._connection = bare(connection)
        self._table = table
        self._by_fold: dict[str, int] = {}
        self._by_text: dict[str, int] = {}
        sql = f'SELECT id, name_folded FROM "{table}" ORDER BY id DESC'  # noqa: S608  three tables of ours
        for row_id, folded in self._connection.execute(sql):
            self._by_fold[folded] = row_id

    def id_of(self, name: str) -> int:
        """The row of that name."""
        found = self._by_text.get(name)
        if found is None:
            found = self._by_text[name] = self._id_of(one_line(name) or "?")
        return found

    def _id_of(self, name: str) -> int:
        folded = fold(name)
        found = self._by_fold.get(folded)
        if found is None:
            sql = f'INSERT INTO "{self._table}" (name, name_folded) VALUES (?, ?) RETURNING id'  # noqa: S608  as above
            row = self._connection.execute(sql, (name, folded)).fetchone()
            found = self._by_fold[folded] = int(row[0])
        return found
