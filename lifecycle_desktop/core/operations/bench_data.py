"""A large, realistic, deterministic set of people for measuring speed: same numbers and seed, same rows."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.operations import bench_words as words
from lifecycle_desktop.core.operations.enrolments import enrol
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.store import schema
from lifecycle_desktop.core.store.active_lifecycle import active_lifecycle
from lifecycle_desktop.core.store.bulk import make_indexes, step_of, take_indexes_away
from lifecycle_desktop.core.store.engine import bare

MOST_CONTACTS = 2_000_000
_PER_PART = 5_000
_PEOPLE_PER_ENROLMENT = 5
_DAYS_BETWEEN_STARTS = 5

_COLUMNS: dict[str, tuple[str, ...]] = {
    "contact": (
        "id", "kind", "first_name", "last_name", "company", "display_name", "sort_name", "want", "note", "stage_id",
        "stage_since_at", "temperature", "source_id", "value_minor", "currency", "created_at", "updated_at",
        "captured_at",
    ),
    "contact_email": ("id", "contact_id", "position", "label", "email", "email_normal"),
    "contact_phone": ("id", "contact_id", "position", "label", "phone", "phone_normal"),
    "contact_address": ("id", "contact_id", "position", "label", "street", "city", "region", "postal_code", "country"),
    "contact_tag": ("id", "contact_id", "tag_id"),
    "activity": (
        "id", "contact_id", "kind", "direction", "happened_at", "happened_on", "text", "minutes", "created_at",
    ),
    "follow_up": (
        "id", "contact_id", "what", "channel", "due_on", "due_time", "zone", "first_due_on", "done_at", "created_at",
    ),
    "stage_move": ("id", "contact_id", "from_stage_id", "to_stage_id", "moved_at", "moved_on", "days_in_from", "cause"),
    "purchase": (
        "id", "contact_id", "service_line_id", "what", "closed_on", "price_minor", "revenue_minor", "currency",
        "created_at",
    ),
}  # fmt: skip


def add_bench_data(
    connection: Connection, contacts: int, seed: int, moment: Moment, progress: Progress
) -> dict[str, int]:
    """Add so many made-up people with what belongs to them; how many rows in which table.

    On average 1.3 e-mails, 1.2 phones, 0.8 addresses, 0.7 tags, 5 activities, 1.5 follow-ups, 2 stage
    moves and 0.15 purchases each, spread over the four years before `moment`. One in five is in a sequence.
    """
    if not 1 <= contacts <= MOST_CONTACTS:
        raise NotUnderstood(
            _("{n} contacts cannot be made.").format(n=contacts),
            _("Use 1 to {most}.").format(most=MOST_CONTACTS),
        )
    step = step_of(connection)
    maker = _Maker(connection, random.Random(seed), moment)  # noqa: S311  nothing secret about it
    indexes = take_indexes_away(step)
    progress.start(_("Make people"), contacts)
    counts = dict.fromkeys(_COLUMNS, 0)
    for part in maker.parts(contacts):
        for table, rows in part.items():
            step.insert_rows(table, _COLUMNS[table], rows)
            counts[table] += len(rows)
        progress.advance(len(part["contact"]))
    make_indexes(step, indexes)
    return counts | {"enrolment": _enrol_some(connection, maker.first_id, moment)}


def _enrol_some(connection: Connection, first_id: int, moment: Moment) -> int:
    """Take one in five of the people from a number on into a sequence, from days around today on; how many."""
    sequences = list(
        connection.execute(
            select(schema.sequence.c.id)
            .where(schema.sequence.c.is_retired == 0)
            .order_by(schema.sequence.c.id)
        ).scalars()
    )
    column = schema.contact.c.id
    people = list(
        connection.execute(
            select(column).where(column >= first_id, column % _PEOPLE_PER_ENROLMENT == 0).order_by(column)
        ).scalars()
    )
    for place, sequence_id in enumerate(sequences):
        start_on = moment.today + dt.timedelta(days=_DAYS_BETWEEN_STARTS * place - 7)
        enrol(connection, people[place :: len(sequences)], sequence_id, start_on, moment)
    return len(people) if sequences else 0


class _Maker:
    """Makes the rows of people, part by part, so that memory stays small."""

    def __init__(self, connection: Connection, chance: random.Random, moment: Moment) -> None:
        self._chance, self._moment = chance, moment
        self._now = moment.at.replace(microsecond=0)
        self._stages = list(active_lifecycle(bare(connection)).stage_ids.values())
        self._sources = _named(connection, schema.source, words.SOURCES)
        self._tags = _named(connection, schema.tag, words.TAGS)
        self._lines = _lines(connection)
        step = step_of(connection)
        self._next: dict[str, int] = {table: step.next_id(table) for table in _COLUMNS}
        self.first_id = self._next["contact"]
        self._part: dict[str, list[tuple[Any, ...]]] = {}

    def parts(self, contacts: int) -> Iterator[dict[str, list[tuple[Any, ...]]]]:
        """The rows of all people by table, some thousand people at a time."""
        for start in range(0, contacts, _PER_PART):
            self._part = {table: [] for table in _COLUMNS}
            for number in range(start, min(start + _PER_PART, contacts)):
                self._add_person(number)
            yield self._part

    def _add(self, table: str, *values: Any) -> int:
        row_id = self._next[table]
        self._next[table] += 1
        self._part[table].append((row_id, *values))
        return row_id

    def _add_person(self, number: int) -> None:
        chance = self._chance
        first, last = chance.choice(words.FIRST), chance.choice(words.LAST)
        created = self._now - dt.timedelta(minutes=chance.randrange(4 * 365 * 24 * 60))
        place = min(int(chance.expovariate(0.55)), len(self._stages) - 1)
        moves = self._moves(place, created)
        since = moves[-1][1]
        waits = place == 0 and chance.random() < 0.004
        name = f"{first} {last}"
        contact_id = self._add(
            "contact", "person", first, last, chance.choice(words.COMPANIES) if chance.random() < 0.2 else "", name,
            fold(f"{last} {first}"), chance.choice(words.WANTS), "", self._stages[place], _text(since),
            chance.choices(("hot", "warm", "cold", ""), (8, 27, 35, 30))[0], chance.choice(self._sources),
            chance.randrange(150, 900) * 100_000 if chance.random() < 0.4 else None, "USD", _text(created),
            _text(since), _text(created) if waits or chance.random() < 0.3 else None,
        )  # fmt: skip
        self._add_moves(contact_id, moves)
        self._add_reaches(contact_id, number, first, last)
        if not waits:
            self._add_touches(contact_id, created)
        self._add_follow_ups(contact_id, created, place)
        if place >= len(self._stages) - 3:
            self._add_purchases(contact_id, created)

    def _moves(self, place: int, created: dt.datetime) -> list[tuple[int, dt.datetime]]:
        """Stage and instant of each move up to the place; one row more for some who came in higher up."""
        first = max(0, place - self._chance.choice((0, 1, 1, 2, 2)))
        at, found = created, [(first, created)]
        for stage in range(first + 1, place + 1):
            at += (self._now - at) * (0.15 + 0.5 * self._chance.random())
            found.append((stage, at.replace(microsecond=0)))
        return found

    def _add_moves(self, contact_id: int, moves: list[tuple[int, dt.datetime]]) -> None:
        before: tuple[int, dt.datetime] | None = None
        for stage, at in moves:
            self._add(
                "stage_move", contact_id, self._stages[before[0]] if before else None, self._stages[stage],
                _text(at), at.date().isoformat(), (at - before[1]).days if before else None,
                "hand" if before else "import",
            )  # fmt: skip
            before = (stage, at)

    def _add_reaches(self, contact_id: int, number: int, first: str, last: str) -> None:
        chance = self._chance
        for position in range(chance.choice((1, 1, 1, 2))):
            host = chance.choice(words.HOSTS)
            email = f"{fold(first)}.{fold(last)}{number}{'x' * position}@{host}".replace(" ", "").replace(
                "'", ""
            )
            self._add("contact_email", contact_id, position, ("home", "work")[position], email, email)
        for position in range(chance.choice((1, 1, 1, 1, 2))):
            digits = (
                f"{chance.choice(words.AREAS)}{chance.randrange(200, 1000)}{chance.randrange(10_000):04d}"
            )
            shown = f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"
            self._add(
                "contact_phone", contact_id, position, ("mobile", "work")[position], shown, f"+1{digits}"
            )
        if chance.random() < 0.8:
            city, region, postal = chance.choice(words.PLACES)
            street = f"{chance.randrange(1, 2000)} {chance.choice(words.STREETS)}"
            self._add("contact_address", contact_id, 0, "home", street, city, region, postal, "")
        for tag in chance.sample(self._tags, chance.choice((0, 0, 1, 1, 1, 2))):
            self._add("contact_tag", contact_id, tag)

    def _add_touches(self, contact_id: int, created: dt.datetime) -> None:
        span = max(1, int((self._now - created).total_seconds() // 60))
        for _number in range(self._chance.choice((2, 3, 4, 5, 5, 6, 7, 8))):
            at = created + dt.timedelta(minutes=self._chance.randrange(span))
            kind, direction = self._chance.choice(words.TOUCHES)
            minutes = self._chance.randrange(2, 60) if kind in ("call", "meeting", "showing") else None
            self._add(
                "activity", contact_id, kind, direction, _text(at), at.date().isoformat(),
                self._note(), minutes, _text(at),
            )  # fmt: skip

    def _note(self) -> str:
        """What was said, now and then about a place; some say nothing."""
        said = self._chance.choice(words.NOTES)
        if said and self._chance.random() < 0.3:
            said += f", roof of {self._chance.randrange(1, 2000)} {self._chance.choice(words.STREETS)}"
        return said

    def _add_follow_ups(self, contact_id: int, created: dt.datetime, place: int) -> None:
        chance = self._chance
        for _number in range(chance.choice((0, 1, 1, 2))):
            at = created + (self._now - created) * chance.random()
            what, channel = chance.choice(words.STEPS)
            day = at.date().isoformat()
            self._add(
                "follow_up", contact_id, what, channel, day, None, self._moment.zone, day, _text(at),
                _text(created),
            )  # fmt: skip
        if chance.random() < (0.5 if place else 0.4):
            away = 1 + int(chance.expovariate(1 / 30)) if chance.random() < 0.98 else -chance.randrange(10)
            due = self._moment.today + dt.timedelta(days=away)
            what, channel = chance.choice(words.STEPS)
            time = f"{chance.randrange(9, 18):02d}:{chance.choice((0, 15, 30, 45)):02d}"
            self._add(
                "follow_up", contact_id, what, channel, due.isoformat(), time if chance.random() < 0.4 else None,
                self._moment.zone, due.isoformat(), None, _text(created),
            )  # fmt: skip

    def _add_purchases(self, contact_id: int, created: dt.datetime) -> None:
        for _number in range(self._chance.choice((1, 1, 1, 1, 2, 2))):
            at = created + (self._now - created) * self._chance.random()
            price = self._chance.randrange(150, 1200) * 100_000
            self._add(
                "purchase", contact_id, self._chance.choice(self._lines), self._chance.choice(words.STREETS),
                at.date().isoformat(), price, price * 25 // 1000, "USD", _text(at),
            )  # fmt: skip


def _text(at: dt.datetime) -> str:
    """As `clock.instant_text`, for an instant in UTC, in a third of the time: it is asked a million times."""
    return at.isoformat(timespec="milliseconds")[:-6] + "Z"


def _named(connection: Connection, table: Any, names: tuple[str, ...]) -> list[int]:
    from lifecycle_desktop.core.operations.named_rows import source_id_of, tag_id_of

    find = source_id_of if table is schema.source else tag_id_of
    return [row_id for name in names if (row_id := find(connection, name)) is not None]


def _lines(connection: Connection) -> list[int]:
    """The service lines there are, or three usual ones."""
    from lifecycle_desktop.core.operations.rows import new_row

    there = list(connection.execute(select(schema.service_line.c.id)).scalars())
    return there or [new_row(connection, schema.service_line, name=name) for name in words.SERVICE_LINES]
