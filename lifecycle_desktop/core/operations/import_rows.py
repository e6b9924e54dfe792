"""The rows that an import adds: gathered per table with ids that count on, inserted at once, read back."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.draft import Address, KeyDate, Picture
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.model.plain_text import one_line
from lifecycle_desktop.core.operations.import_new import NewPeople, Place
from lifecycle_desktop.core.operations.import_prepared import PreparedDraft, next_step_text
from lifecycle_desktop.core.operations.import_words import Told
from lifecycle_desktop.core.store.bulk import contacts_are_ready, make_indexes, take_indexes_away
from lifecycle_desktop.core.store.derive import slips_on_of_new
from lifecycle_desktop.core.store.driver import WriteConnection
from lifecycle_desktop.core.store.search import add_rows
from lifecycle_desktop.core.store.step import Written

# Table, its columns, and which of them (from, to) are text that is added up to check what was stored.
COLUMNS: dict[str, tuple[str, ...]] = {
    "contact": (
        "id", "stage_id", "source_id", "touched_on", "next_step_id", "next_step_on", "slips_on",
        "captured_at", "kind",
        "prefix", "first_name", "middle_name", "last_name", "suffix", "nickname", "phonetic_name", "company",
        "department", "job_title", "display_name", "sort_name", "want", "note", "temperature", "stage_since_at",
        "created_at", "updated_at",
    ),
    "contact_email": ("id", "contact_id", "position", "label", "email", "email_normal"),
    "contact_phone": ("id", "contact_id", "position", "label", "phone", "phone_normal", "extension"),
    "contact_address": (
        "id", "contact_id", "position", "label", "street", "extended", "po_box", "city", "region", "postal_code",
        "country", "formatted",
    ),
    "contact_date": ("id", "contact_id", "year", "month", "day", "kind"),
    "contact_link": ("id", "contact_id", "position", "label", "url"),
    "contact_picture": ("id", "contact_id", "position", "picture", "media_type", "digest"),
    "contact_tag": ("id", "contact_id", "tag_id"),
    "contact_own_value": ("id", "contact_id", "own_field_id", "value"),
    "relation": ("id", "contact_id", "other_name", "kind"),
    "permission": ("id", "contact_id", "channel", "status", "place", "recorded_at"),
    "follow_up": ("id", "contact_id", "what", "due_on", "first_due_on", "created_at"),
    "referral": ("id", "referrer_id", "referred_id", "referred_name", "given_on", "direction", "status"),
}  # fmt: skip
TABLES = (*COLUMNS, "stage_move")  # all that new rows come into
# An empty text stands for NULL here.
_MAY_BE_NULL = frozenset(
    {"source_id", "touched_on", "next_step_id", "next_step_on", "slips_on", "captured_at", "year"}
)
# Columns that have no default of their own.
_ALWAYS = frozenset(
    {"display_name", "sort_name", "email", "email_normal", "phone", "url", "kind", "tag_id", "own_field_id"}
)
_FIRST_TEXT = {
    "contact": 8, "contact_email": 3, "contact_phone": 3, "contact_address": 3, "contact_date": 5, "contact_link": 3,
    "contact_picture": 4, "contact_own_value": 3, "relation": 2, "permission": 2, "follow_up": 2, "referral": 3,
}  # fmt: skip
_MANY = 4000  # new contacts from which indexes are better made at the end
_ROWS_LOOKED_AT = 1000  # of an index, to learn how large a table is


class ImportRows:
    """New rows of every table, for new contacts and for those that get more.

    What follows from the rows of a new contact (next step, search text) is made here, where all of it
    is at hand, as `store.derive` and `store.search` would fill it.
    """

    def __init__(self, step: Written, moment: Moment) -> None:
        self._step = step
        self._bare = step.driver
        self._moment = moment.text
        self._today = moment.today.isoformat()
        self._created_on = moment.at.date()
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in COLUMNS}
        self._people: list[PreparedDraft] = []
        self._places: list[Place] = []
        self._first_waiting = step.next_id("contact")  # new contacts from here on are not inserted yet
        self._first = {table: step.next_id(table) for table in COLUMNS}
        self._next = dict(self._first)
        self._used = {
            table: {n for n, name in enumerate(names) if n < 2 or name in _ALWAYS}
            for table, names in COLUMNS.items()
        }
        self._letters = dict.fromkeys(COLUMNS, 0)
        self._tags = _NamedRows(step.driver, "tag")
        self._sources = _NamedRows(step.driver, "source")
        self._own_fields = _NamedRows(step.driver, "own_field")
        self._keep_days = dict(self._bare.execute("SELECT id, keep_in_touch_days FROM stage"))
        self._slips: dict[tuple[str, int], str] = {}
        self._stale: set[int] = set()
        self._indexes: list[str] = []
        self._expected = 0
        self._has_learnt = False

    @property
    def first_contact_id(self) -> int:
        """The id of the first new contact."""
        return self._first["contact"]

    @property
    def next_contact_id(self) -> int:
        """The id that the next new contact gets."""
        return self._next["contact"]

    def add_contact(self, person: PreparedDraft, stage_id: int, told: Told) -> int:
        """Add somebody new, standing at a stage, with ways to reach them, tags and next step."""
        draft = person.draft
        contact_id = self._next["contact"]
        self._next["contact"] = contact_id + 1
        next_step_id: int | str = ""
        slips_on = ""
        if draft.next_step_on:
            next_step_id = self.add_follow_up(contact_id, next_step_text(draft), draft.next_step_on)
        else:
            key = (draft.last_contact, stage_id)
            slips_on = self._slips.get(key) or self._silent_from(*key)
        source_id = self._sources.id_of(draft.source) if draft.source else ""
        self._people.append(person)
        self._places.append(
            tuple.__new__(
                Place, (contact_id, stage_id, source_id, next_step_id, slips_on, told.heat, told.tags)
            )
        )
        return contact_id

    def _silent_from(self, last_contact: str, stage_id: int) -> str:
        """The day from which silence is too long, for somebody new without a next step."""
        day = slips_on_of_new(last_contact or None, self._created_on, self._keep_days[stage_id])
        self._slips[last_contact, stage_id] = day
        return day

    def stale(self, contact_id: int) -> None:
        """A new contact got more after it was added: what follows from its rows must be filled again."""
        self._stale.add(contact_id)

    def make_room(self, table: str, contact_id: int) -> None:
        """Let every address or number of a contact stand one place later, so that another can be the first."""
        if table not in ("contact_email", "contact_phone"):
            raise ValueError(table)
        sql = f'UPDATE "{table}" SET position = position + 1 WHERE contact_id = ?'  # noqa: S608  one of two names
        self._bare.execute(sql, (contact_id,))

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
        self._add("contact_date", contact_id, date.year or "", date.month, date.day, date.kind)

    def add_link(self, contact_id: int, position: int, label: str, url: str) -> None:
        """One more link."""
        self._add("contact_link", contact_id, position, label, url)

    def add_picture(self, contact_id: int, position: int, picture: Picture) -> None:
        """One more picture of them."""
        self._add(
            "contact_picture", contact_id, position, picture.content, picture.media_type, picture.digest
        )

    def add_tag(self, contact_id: int, name: str) -> None:
        """One more tag."""
        self._add("contact_tag", contact_id, self._tags.id_of(name))

    def add_own_value(self, contact_id: int, field: str, value: str) -> None:
        """One more value of a field of the owner's, which is searched for too."""
        self._add("contact_own_value", contact_id, self._own_fields.id_of(field), value)
        if self._first["contact"] <= contact_id < self._first_waiting:
            self.stale(contact_id)

    def add_relation(self, contact_id: int, kind: str, name: str) -> None:
        """Somebody related, by name."""
        self._add("relation", contact_id, name, kind)

    def add_permission(self, contact_id: int, channel: str, status: str, place: str) -> None:
        """What somebody said of a channel, as the file tells."""
        self._add("permission", contact_id, channel, status, place, self._moment)

    def add_follow_up(self, contact_id: int, what: str, due_on: str) -> int:
        """A next step with its day; its id."""
        return self._add("follow_up", contact_id, what, due_on, due_on, self._moment)

    def add_referral(self, referrer_id: int, contact_id: int, name: str) -> None:
        """Who sent this contact."""
        self._add("referral", referrer_id, contact_id, name, self._today, "in", "given")

    def source_id(self, name: str) -> int:
        """The source of that name, made if it is new."""
        return self._sources.id_of(name)

    def expect(self, people: int) -> None:
        """How many rows the file seems to have: with many to come, indexes are taken away at once."""
        self._expected = people

    def flush(self) -> None:
        """Insert what was gathered."""
        added = self._next["contact"] - self._first["contact"]
        if not self._indexes and max(added, self._expected) >= max(_MANY, self._first["contact"] // 4):
            self._indexes = take_indexes_away(self._step)
        if not self._has_learnt and added >= max(_MANY, self._first["contact"] // 4):
            # SQLite may believe that the tables are empty and read them whole.
            self._bare.execute(f"PRAGMA analysis_limit = {_ROWS_LOOKED_AT:d}").fetchone()
            self._bare.execute("ANALYZE")
            self._has_learnt = True
        if self._people:
            self._flush_people(NewPeople(self._people, self._places))
            self._people, self._places = [], []
            self._first_waiting = self._next["contact"]
        for table, rows in self._rows.items():
            if rows:
                self._insert(table, list(zip(*rows, strict=True)))
                self._rows[table] = []

    def _flush_people(self, people: NewPeople) -> None:
        """Insert new contacts, then their addresses, numbers and tags, and what they are searched by."""
        self._insert("contact", people.contacts(self._moment, COLUMNS["contact"]))
        tag_ids = self._tags.by_text
        tags = [(contact_id, tag_ids.get(tag) or self._tags.id_of(tag)) for contact_id, tag in people.tags()]
        for table, rows in (
            ("contact_email", people.emails()),
            ("contact_phone", people.phones()),
            ("contact_address", people.addresses()),
            ("contact_tag", tags),
        ):
            first = self._next[table]
            self._next[table] = first + len(rows)
            if rows:
                self._insert(table, [range(first, first + len(rows)), *zip(*rows, strict=True)])
        add_rows(self._bare, people.search_rows())

    def _insert(self, table: str, columns: list[Sequence[Any]]) -> None:
        """Insert rows without the columns that were empty so far, and count their letters."""
        names, used = COLUMNS[table], self._used[table]
        used.update(n for n, column in enumerate(columns) if n not in used and any(column))
        kept = sorted(used)
        if first := _FIRST_TEXT.get(table):
            self._letters[table] += sum([len("".join(columns[n])) for n in kept if n >= first])
        values = list(chain.from_iterable(zip(*[columns[n] for n in kept], strict=True)))
        self._step.insert_values(table, [names[n] for n in kept], values, _MAY_BE_NULL)

    def _add_moves(self) -> None:
        """Everybody new came to their stage by this import."""
        first_id, last_id = self.first_contact_id, self.next_contact_id - 1
        move_id = self._step.next_id("stage_move")
        self._step.insert_selected(
            "stage_move",
            "INSERT INTO stage_move (id, contact_id, to_stage_id, moved_at, moved_on, cause) "
            "SELECT id + ?, id, stage_id, stage_since_at, ?, 'import' FROM contact "
            "WHERE id BETWEEN ? AND ? ORDER BY id",
            (move_id - first_id, self._today, first_id, last_id),
            move_id,
            move_id + last_id - first_id,
        )

    def finish(self) -> None:
        """Bring the indexes back; read back how many rows and letters each table got, before anything is called done.

        Raises `RuntimeError` where they differ from what was given; the step is then rolled back.
        """
        if self.next_contact_id > self.first_contact_id:
            self._add_moves()
        make_indexes(self._step, self._indexes)
        contacts_are_ready(self._step, self._stale)
        for table, columns in COLUMNS.items():
            first, after = self._first[table], self._next[table]
            if after == first:
                continue
            texts = columns[_FIRST_TEXT[table] :] if table in _FIRST_TEXT else ()
            letters = " + ".join(f'sum(length("{column}"))' for column in texts) or "0"
            sql = f'SELECT count(*), {letters} FROM "{table}" WHERE id BETWEEN ? AND ?'  # noqa: S608  names of COLUMNS
            found = self._bare.execute(sql, (first, after - 1)).fetchone()
            if tuple(found) != (after - first, self._letters[table]):
                raise RuntimeError(f"{table} holds other rows than the file told")

    def change_contact(self, contact_id: int, values: dict[str, Any]) -> None:
        """Set columns of a contact that is in the database, perhaps only since this import."""
        is_new = contact_id >= self.first_contact_id
        before = self._letters_of(contact_id) if is_new else 0
        columns = ", ".join(f'"{column}" = ?' for column in values)
        sql = f"UPDATE contact SET {columns} WHERE id = ?"  # noqa: S608  the names are those of import_held
        self._bare.execute(sql, (*values.values(), contact_id))
        if is_new:
            self._letters["contact"] += self._letters_of(contact_id) - before

    def _letters_of(self, contact_id: int) -> int:
        texts = COLUMNS["contact"][_FIRST_TEXT["contact"] :]
        letters = " + ".join(f'length("{column}")' for column in texts)
        sql = f"SELECT {letters} FROM contact WHERE id = ?"  # noqa: S608  names of COLUMNS
        return int(self._bare.execute(sql, (contact_id,)).fetchone()[0])

    def _add(self, table: str, *values: Any) -> int:
        row_id = self._next[table]
        self._next[table] = row_id + 1
        self._rows[table].append((row_id, *values))
        return row_id


class _NamedRows:
    """Tags, sources or own fields: found by their folded name, made when they are new."""

    def __init__(self, connection: WriteConnection, table: str) -> None:
        self._connection = connection
        self._table = table
        self._by_fold: dict[str, int] = {}
        self.by_text: dict[str, int] = {}
        sql = f'SELECT id, name_folded FROM "{table}" ORDER BY id DESC'  # noqa: S608  three tables of ours
        for row_id, name_folded in self._connection.execute(sql):
            self._by_fold[name_folded] = row_id

    def id_of(self, name: str) -> int:
        """The row of that name."""
        found = self.by_text.get(name)
        if found is None:
            found = self.by_text[name] = self._id_of(one_line(name) or "?")
        return found

    def _id_of(self, name: str) -> int:
        folded = fold(name)
        found = self._by_fold.get(folded)
        if found is None:
            sql = f'INSERT INTO "{self._table}" (name, name_folded) VALUES (?, ?) RETURNING id'  # noqa: S608  as above
            row = self._connection.execute(sql, (name, folded)).fetchone()
            found = self._by_fold[folded] = int(row[0])
        return found
