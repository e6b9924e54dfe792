"""The contacts table: all ids in order, the rows that are painted, the choices of the filters."""

from __future__ import annotations

from collections.abc import Sequence

from lifecycle_desktop.core.clock import Moment, instant_from_text
from lifecycle_desktop.core.model.desk import ContactFilter, ContactRow
from lifecycle_desktop.core.queries.filters import conditions
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.shared_sql import NEXT_STEP, STAGE_MARK, marks, next_step, stage_mark

# What a click on a head sorts by; ties are broken by name and id, so that the order stands still.
SORTS = {
    "name": "c.sort_name {way}, c.id {way}",
    "stage": "s.position {way}, c.sort_name, c.id",
    "temperature": "CASE c.temperature WHEN 'hot' THEN 1 WHEN 'warm' THEN 2 WHEN 'cold' THEN 3 ELSE 4 END {way}, "
    "c.sort_name, c.id",
    "next_step": "c.next_step_on IS NULL, c.next_step_on {way}, c.sort_name, c.id",
    "last_touch": "c.last_activity_at IS NULL, c.last_activity_at {way}, c.id",
    "source": "source.name IS NULL, source.name {way}, c.sort_name, c.id",
    "value": "c.value_minor IS NULL, c.value_minor {way}, c.sort_name, c.id",
}


def contact_ids(
    connection: ReadConnection, wanted: ContactFilter, sort: str, moment: Moment, *, descending: bool = False
) -> list[int]:
    """Everybody who matches the filter, in order."""
    where, values = conditions(wanted, moment.today)
    order = SORTS[sort].format(way="DESC" if descending else "ASC")
    joins = ""
    if sort == "stage":
        joins = "JOIN stage s ON s.id = c.stage_id"
    elif sort == "source":
        joins = "LEFT JOIN source ON source.id = c.source_id"
    return [
        row[0]
        for row in connection.execute(
            f"SELECT c.id FROM contact c {joins} WHERE {where} ORDER BY {order}", values
        )
    ]


def contact_rows(connection: ReadConnection, ids: Sequence[int]) -> dict[int, ContactRow]:
    """The rows of these people, by id."""
    return {
        row[0]: ContactRow(
            contact_id=row[0],
            name=row[1],
            temperature=row[2],
            waits_for_answer=bool(row[3]),
            last_touch_at=instant_from_text(row[4]) if row[4] else None,
            source=row[5] or "",
            value_minor=row[6],
            currency=row[7],
            stage=stage_mark(row[8:12]),
            next_step=next_step(row[12:17]),
        )
        for row in connection.execute(
            f"SELECT c.id, c.display_name, c.temperature, c.captured_at IS NOT NULL AND c.first_answer_at IS NULL, "
            f"c.last_activity_at, source.name, c.value_minor, c.currency, {STAGE_MARK}, {NEXT_STEP} FROM contact c "
            f"JOIN stage s ON s.id = c.stage_id LEFT JOIN source ON source.id = c.source_id "
            f"LEFT JOIN follow_up f ON f.id = c.next_step_id WHERE c.id IN ({marks(ids)})",
            list(ids),
        )
    }


def contact_count(connection: ReadConnection, wanted: ContactFilter, moment: Moment) -> int:
    """How many match the filter."""
    where, values = conditions(wanted, moment.today)
    return int(connection.execute(f"SELECT count(*) FROM contact c WHERE {where}", values).fetchone()[0])


def sources(connection: ReadConnection) -> list[tuple[int, str]]:
    """The sources that somebody came from, by name."""
    return [
        (row[0], row[1])
        for row in connection.execute(
            "SELECT id, name FROM source WHERE id IN (SELECT source_id FROM contact) ORDER BY name_folded"
        )
    ]


def tags(connection: ReadConnection) -> list[tuple[int, str]]:
    """The tags in use, by name."""
    return [(row[0], row[1]) for row in connection.execute("SELECT id, name FROM tag ORDER BY name_folded")]
