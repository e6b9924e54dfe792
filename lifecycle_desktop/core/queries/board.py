"""The board: its columns' heads, the ids in a column in order, the cards that are painted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from lifecycle_desktop.core.clock import Moment, instant_from_text
from lifecycle_desktop.core.model.desk import ActiveLifecycle, BoardColumn, Card, ContactFilter
from lifecycle_desktop.core.queries.filters import conditions
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.shared_sql import NEXT_STEP, marks, next_step

SORTS = ("next_step", "name", "longest_here")
FEWEST_STAYS = 5  # below this a typical stay would be chance
_STAYS_LOOKED_AT = 500

_ORDERS = {
    "name": ("", "c.sort_name, c.id"),
    "longest_here": ("", "c.stage_since_at, c.id"),
}


def columns(
    connection: ReadConnection, lifecycle: ActiveLifecycle, wanted: ContactFilter, today: dt.date
) -> list[BoardColumn]:
    """The heads of all columns: how many, how many without a next step, the typical stay."""
    where, values = conditions(wanted, today)
    counts = {
        row[0]: (row[1], row[2])
        for row in connection.execute(
            f"SELECT c.stage_id, count(*), sum(c.next_step_on IS NULL) FROM contact c WHERE {where} GROUP BY 1",
            values,
        )
    }
    return [
        BoardColumn(stage, *counts.get(stage.stage_id, (0, 0)), typical_days(connection, stage.stage_id))
        for stage in lifecycle.stages
    ]


def typical_days(connection: ReadConnection, stage_id: int) -> int | None:
    """The median stay in days of the last 500 who left the stage; None with fewer than five."""
    stays = sorted(
        row[0]
        for row in connection.execute(
            "SELECT days_in_from FROM stage_move WHERE from_stage_id = ? AND days_in_from IS NOT NULL "
            "AND cause IN ('hand', 'rule') ORDER BY moved_on DESC LIMIT ?",
            (stage_id, _STAYS_LOOKED_AT),
        )
    )
    return stays[len(stays) // 2] if len(stays) >= FEWEST_STAYS else None


def column_ids(
    connection: ReadConnection, stage_id: int, wanted: ContactFilter, sort: str, today: dt.date
) -> list[int]:
    """Everybody in a stage, in the order of the board."""
    where, values = conditions(wanted, today)
    if sort in _ORDERS:
        order = _ORDERS[sort][1]
        sql = f"SELECT c.id FROM contact c WHERE c.stage_id = ? AND {where} ORDER BY {order}"
        return [row[0] for row in connection.execute(sql, [stage_id, *values])]
    found: list[int] = []
    # In two halves, so that both come straight from the index in their order.
    for which in ("IS NOT NULL", "IS NULL"):
        sql = (
            f"SELECT c.id FROM contact c INDEXED BY ix_contact_board WHERE c.stage_id = ? AND {where} "
            f"AND c.next_step_on {which} ORDER BY c.next_step_on, c.sort_name, c.id"
        )
        if "c.is_archived = 0" not in where:
            sql = sql.replace(" INDEXED BY ix_contact_board", "")
        found += [row[0] for row in connection.execute(sql, [stage_id, *values])]
    return found


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
            waits_for_answer=bool(row[7]),
            next_step=next_step(row[8:13]),
        )
        for row in connection.execute(
            f"SELECT c.id, c.display_name, c.want, c.temperature, c.stage_id, c.stage_since_at, s.stuck_after_days, "
            f"c.captured_at IS NOT NULL AND c.first_answer_at IS NULL, {NEXT_STEP} "
            f"FROM contact c JOIN stage s ON s.id = c.stage_id LEFT JOIN follow_up f ON f.id = c.next_step_id "
            f"WHERE c.id IN ({marks(contact_ids)})",
            list(contact_ids),
        )
    }


def days_since(instant: str, moment: Moment) -> int:
    """Whole days on the wall calendar since a stored instant."""
    return max(0, (moment.today - Moment(instant_from_text(instant), moment.zone).today).days)
