"""The board: its columns' heads, the ids in a column in order, the cards that are painted."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from lifecycle_desktop.core.clock import Moment, instant_from_text
from lifecycle_desktop.core.model.desk import ActiveLifecycle
from lifecycle_desktop.core.model.lists import Board, BoardColumn, Card
from lifecycle_desktop.core.model.smart_list import ContactFilter
from lifecycle_desktop.core.queries.filters import conditions
from lifecycle_desktop.core.queries.lifecycle import active_lifecycle, setting
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.shared_sql import NEXT_STEP, ids_of, marks, next_step

SORTS = ("next_step", "longest_here", "name", "value", "last_touch", "by_hand")
FEWEST_STAYS = 5  # below this a typical stay would be chance
_STAYS_LOOKED_AT = 200
FIRST_CARDS = 16  # more than a column of a large screen shows

_ORDERS = {"name": "c.sort_name, c.id", "longest_here": "c.stage_since_at, c.id"}


@dataclass(frozen=True)
class _Half:
    """Half of a column that comes straight from an index in its order: those with a value, or those without."""

    index: str
    column: str
    order: str
    has: bool = True
    known_by: str = ""  # the index of those who have it, where `index` does not hold the column itself


_NAMES = "c.sort_name, c.id"
_HALVES = {
    "next_step": (
        _Half("ix_contact_board", "next_step_on", f"c.next_step_on, {_NAMES}"),
        _Half("ix_contact_board", "next_step_on", f"c.next_step_on, {_NAMES}", has=False),
    ),
    "value": (
        _Half("ix_contact_value", "value_minor", "c.value_minor DESC, c.id"),
        _Half("ix_contact_stage_name", "value_minor", _NAMES, has=False, known_by="ix_contact_value"),
    ),
    "last_touch": (  # the longest quiet first
        _Half("ix_contact_quiet", "last_activity_at", "c.last_activity_at, c.id"),
        _Half("ix_contact_stage_name", "last_activity_at", _NAMES, has=False, known_by="ix_contact_quiet"),
    ),
    "by_hand": (  # who has come in and was put nowhere yet, the newest first; then the others in their places
        _Half(
            "ix_contact_stage_since",
            "board_position",
            "c.stage_since_at DESC, c.id DESC",
            has=False,
            known_by="ix_contact_by_hand",
        ),
        _Half("ix_contact_by_hand", "board_position", "c.board_position, c.stage_since_at DESC, c.id DESC"),
    ),
}


def board(
    connection: ReadConnection,
    wanted: ContactFilter,
    sort: str,
    moment: Moment,
    *,
    parked: bool = False,
    limit: int | None = None,
) -> Board:
    """The whole board, or with `limit` the first of each column at once, whatever their number.

    Who is parked until a later day is not on it; with `parked` nobody else is.
    """
    lifecycle = active_lifecycle(connection)
    shown = _Shown(connection, wanted, moment, parked=parked)
    heads = _heads(connection, lifecycle, shown, moment.today)
    found = [_ids_in(connection, head.stage.stage_id, shown, sort, limit) for head in heads]
    first = [contact_id for ids in found for contact_id in ids[:FIRST_CARDS]]
    return Board(
        lifecycle=lifecycle,
        columns=tuple(heads),
        ids=tuple(found),
        cards=cards(connection, first, moment),
        is_whole=all(len(ids) == head.count for ids, head in zip(found, heads, strict=True)),
        answer_aim_minutes=answer_aim_minutes(connection),
        parked=shown.parked_count,
    )


class _Shown:
    """Whom the board shows, as a WHERE text over `contact c`, and how many of the filtered are parked."""

    def __init__(
        self,
        connection: ReadConnection,
        wanted: ContactFilter,
        when: Moment | dt.date,
        *,
        parked: bool = False,
    ) -> None:
        self.where, self.values = conditions(wanted, when)
        self.parked_count = 0
        self.is_everybody = wanted == ContactFilter() and not parked
        # The indexes by stage hold those who are not set aside.
        self.by_index = not (wanted.group.asks("trash") or wanted.group.asks("archived"))
        if wanted.in_trash:
            return
        today = when.today if isinstance(when, Moment) else when
        later = today.isoformat()
        self.parked_count = int(
            connection.execute(
                f"SELECT count(*) FROM contact c WHERE {_PARKED} AND {self.where}", [later, *self.values]
            ).fetchone()[0]
        )
        if parked or self.parked_count:  # mostly nobody is: then nothing is asked of the others
            which = "IN" if parked else "NOT IN"
            self.where += f" AND c.id {which} (SELECT c.id FROM contact c WHERE {_PARKED})"
            self.values = [*self.values, later]


_PARKED = "c.parked_until_on > ? AND c.parked_until_on IS NOT NULL AND c.is_archived = 0"


def columns(
    connection: ReadConnection, lifecycle: ActiveLifecycle, wanted: ContactFilter, today: dt.date
) -> list[BoardColumn]:
    """The heads of all columns: how many, how many without a next step or slipping, the typical stay."""
    return _heads(connection, lifecycle, _Shown(connection, wanted, today), today)


def _heads(
    connection: ReadConnection, lifecycle: ActiveLifecycle, shown: _Shown, today: dt.date
) -> list[BoardColumn]:
    where, values = shown.where, shown.values
    # Everybody is counted along an index by stage; of a part of them the rows are looked at as they lie.
    by_stage = "c.stage_id" if shown.is_everybody else "+c.stage_id"
    counts = {
        row[0]: (row[1], row[2])
        for row in connection.execute(
            f"SELECT c.stage_id, count(*), sum(c.next_step_on IS NULL) FROM contact c WHERE {where} "
            f"GROUP BY {by_stage}",
            values,
        )
    }
    stays = {stage.stage_id: typical_days(connection, stage.stage_id) for stage in lifecycle.stages}
    slipping: dict[int, int] = {}
    if None in stays.values():  # only a head without a typical stay tells who is due a hello
        slipping = dict(
            connection.execute(
                f"SELECT c.stage_id, count(*) FROM contact c WHERE {where} AND c.slips_on <= ? "
                f"GROUP BY +c.stage_id",
                [*values, today.isoformat()],
            ).fetchall()
        )
    return [
        BoardColumn(
            stage,
            *counts.get(stage.stage_id, (0, 0)),
            typical_days=stays[stage.stage_id],
            slipping=slipping.get(stage.stage_id, 0),
        )
        for stage in lifecycle.stages
    ]


def typical_days(connection: ReadConnection, stage_id: int) -> int | None:
    """The median stay in days of those who left the stage last; None with fewer than five."""
    # Where they went comes first in the index, so each way out is asked for its newest.
    stays: list[tuple[str, int]] = []
    for (to_stage_id,) in connection.execute(
        "SELECT id FROM stage WHERE lifecycle_id = (SELECT lifecycle_id FROM stage WHERE id = ?)", (stage_id,)
    ).fetchall():
        stays += connection.execute(
            "SELECT moved_on, days_in_from FROM stage_move WHERE from_stage_id = ? AND to_stage_id = ? "
            "AND days_in_from IS NOT NULL AND cause IN ('hand', 'rule') ORDER BY moved_on DESC LIMIT ?",
            (stage_id, to_stage_id, _STAYS_LOOKED_AT),
        ).fetchall()
    newest = sorted(stays, reverse=True)[:_STAYS_LOOKED_AT]
    days = sorted(stay[1] for stay in newest)
    return days[len(days) // 2] if len(days) >= FEWEST_STAYS else None


def column_ids(
    connection: ReadConnection,
    stage_id: int,
    wanted: ContactFilter,
    sort: str,
    today: dt.date,
    *,
    limit: int | None = None,
) -> array[int]:
    """Everybody in a stage who is not parked, in the order of the board, or the first `limit` of them.

    Sorted by next step, the leads that wait for an answer come first, those without a next step last;
    by value the dearest first; by last touch the longest quiet first, those never touched last.
    """
    return _ids_in(connection, stage_id, _Shown(connection, wanted, today), sort, limit)


def _ids_in(
    connection: ReadConnection, stage_id: int, shown: _Shown, sort: str, limit: int | None
) -> array[int]:
    where, values = shown.where, shown.values
    most = -1 if limit is None else limit
    if sort in _ORDERS:
        return ids_of(
            connection,
            f"SELECT c.id FROM contact c WHERE c.stage_id = ? AND {where} ORDER BY {_ORDERS[sort]} LIMIT ?",
            [stage_id, *values, most],
        )
    found = array("q")
    if sort == "next_step":
        found = ids_of(
            connection,
            f"SELECT c.id FROM contact c WHERE c.captured_at IS NOT NULL AND c.first_answer_at IS NULL "
            f"AND c.stage_id = ? AND {where} ORDER BY c.captured_at DESC, c.id LIMIT ?",
            [stage_id, *values, most],
        )
    waiting = set(found)
    for half in _HALVES[sort]:
        if limit is not None and len(found) >= limit:
            break
        more = _ids_of_half(connection, half, stage_id, shown, limit)
        if waiting:
            more = array("q", (contact_id for contact_id in more if contact_id not in waiting))
        found = found + more
    return found[:limit] if limit is not None else found


def _ids_of_half(
    connection: ReadConnection, half: _Half, stage_id: int, shown: _Shown, limit: int | None
) -> array[int]:
    by_index = f"INDEXED BY {half.index}" if shown.by_index else ""
    which = f"c.{half.column} IS {'NOT ' if half.has else ''}NULL"
    if limit is None and half.known_by and shown.by_index:  # without a look at each row
        which = (
            f"c.id NOT IN (SELECT x.id FROM contact x INDEXED BY {half.known_by} WHERE x.stage_id = ?1 "
            f"AND x.{half.column} IS NOT NULL AND x.is_archived = 0)"
        )
    return ids_of(
        connection,
        f"SELECT c.id FROM contact c {by_index} WHERE c.stage_id = ?1 AND {which} AND {shown.where} "
        f"ORDER BY {half.order} LIMIT ?",
        [stage_id, *shown.values, -1 if limit is None else limit],
    )


def cards(connection: ReadConnection, contact_ids: Sequence[int], moment: Moment) -> dict[int, Card]:
    """The cards of these people, by id."""
    return {
        row[0]: Card(
            contact_id=row[0],
            name=row[1],
            want=row[2],
            temperature=row[3],
            stage_id=row[4],
            days_in_stage=days_since(row[5], moment),
            is_stuck=row[6] is not None and days_since(row[5], moment) > row[6],
            waits_since=instant_from_text(row[7]) if row[7] and not row[8] else None,
            next_step=next_step(row[9:14]),
            parked_until_on=dt.date.fromisoformat(row[14]) if row[14] else None,
        )
        for row in connection.execute(
            f"SELECT c.id, c.display_name, coalesce(nullif(c.want, ''), c.note), c.temperature, c.stage_id, "
            f"c.stage_since_at, s.stuck_after_days, "
            f"c.captured_at, c.first_answer_at, {NEXT_STEP}, c.parked_until_on "
            f"FROM contact c JOIN stage s ON s.id = c.stage_id LEFT JOIN follow_up f ON f.id = c.next_step_id "
            f"WHERE c.id IN ({marks(contact_ids)})",
            list(contact_ids),
        )
    }


def days_since(instant: str, moment: Moment) -> int:
    """Whole days on the wall calendar since a stored instant."""
    return max(0, (moment.today - Moment(instant_from_text(instant), moment.zone).today).days)


def answer_aim_minutes(connection: ReadConnection) -> int:
    """Within how many minutes a new lead should be answered."""
    return int(setting(connection, "answer_aim_minutes", "5"))
