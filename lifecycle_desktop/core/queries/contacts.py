"""The contacts table: all ids in order, the rows that are painted, the choices of the filters."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lifecycle_desktop.core.clock import Moment, instant_from_text
from lifecycle_desktop.core.model.lists import (
    ContactList,
    ContactRow,
    FilterChoices,
    ViewCounts,
)
from lifecycle_desktop.core.model.smart_list import ContactFilter
from lifecycle_desktop.core.model.table_columns import USUAL
from lifecycle_desktop.core.queries.board import answer_aim_minutes
from lifecycle_desktop.core.queries.filters import conditions, is_plain, visible
from lifecycle_desktop.core.queries.lifecycle import active_lifecycle, setting
from lifecycle_desktop.core.queries.matching import do_many_match
from lifecycle_desktop.core.queries.search import matching_ids
from lifecycle_desktop.core.queries.table_columns import (
    SORTABLE,
    WALKED,
    is_filled_ruled_out,
    sorted_selects,
    value_of,
    walking_selects,
)
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.shared_sql import (
    NEXT_STEP,
    STAGE_MARK,
    ids_of,
    marks,
    next_step,
    stage_mark,
)

SORTS = SORTABLE  # what a click on a head sorts by, own fields besides
FIRST_ROWS = 100


def contact_list(
    connection: ReadConnection,
    wanted: ContactFilter,
    sort: str,
    moment: Moment,
    *,
    descending: bool = False,
    limit: int | None = None,
    columns: Sequence[str] = USUAL,
) -> ContactList:
    """The whole table, or with `limit` its beginning at once, whatever the number of people.

    Where nobody has what is typed, those are shown whom the search takes to be meant by it.
    """
    ids = contact_ids(connection, wanted, sort, moment, descending=descending, limit=limit)
    if not ids and wanted.text.strip():
        ids = _meant_ids(connection, wanted, sort, moment, descending=descending)[:limit]
    return ContactList(
        ids=ids,
        rows=contact_rows(connection, ids[:FIRST_ROWS], columns),
        is_whole=limit is None or len(ids) < limit,
        views=view_counts(connection, moment),
        lifecycle=active_lifecycle(connection),
        answer_aim_minutes=answer_aim_minutes(connection),
    )


def contact_ids(
    connection: ReadConnection,
    wanted: ContactFilter,
    sort: str,
    moment: Moment,
    *,
    descending: bool = False,
    limit: int | None = None,
) -> array[int]:
    """Everybody who matches the filter, in order, or the first `limit` of them."""
    many = do_many_match(connection, wanted.text)
    is_tried = False
    if limit is not None:
        found = _first(connection, wanted, sort, moment, many=many, descending=descending, limit=limit)
        if found is not None and len(found) == limit:
            return found
        is_tried = found is not None
    walks = limit is not None and sort in WALKED
    if wanted.text.strip():
        walks = walks and many and not wanted.group.parts
    # Many pass, yet not at the beginning of an order that is no index: each is asked while all are sorted.
    each = is_tried and sort not in WALKED and bool(wanted.group.parts)
    along = walks and bool(wanted.text.strip())
    where, values = conditions(wanted, moment, many=many, walking=along or each)
    if wanted.group.parts and limit is not None and not is_tried:
        few = _few(connection, where, values, _FEW if sort in _EACH_IN_PLACE else _FEW_TO_SORT)
        if few is not None:
            where, values, walks = "c.id IN (SELECT value FROM json_each(?))", [few], False
    if walks:
        selects = walking_selects(connection, sort, where, values, descending=descending)
    else:
        selects = sorted_selects(sort, where, values, descending=descending)
    if is_filled_ruled_out(sort, wanted.group):
        selects = selects[1:]
    return _ids_of_each(connection, selects, limit)


def _meant_ids(
    connection: ReadConnection, wanted: ContactFilter, sort: str, moment: Moment, *, descending: bool
) -> array[int]:
    """Those whom the search takes to be meant by what is typed, and for whom the rest of the filter holds."""
    meant = matching_ids(connection, wanted.text, _MOST_MEANT)
    if not meant:
        return array("q")
    where, values = conditions(replace(wanted, text=""), moment)
    among = f"({where}) AND c.id IN (SELECT value FROM json_each(?))"
    selects = sorted_selects(sort, among, [*values, json.dumps(meant)], descending=descending)
    return _ids_of_each(connection, selects, None)


def _ids_of_each(
    connection: ReadConnection, selects: Sequence[tuple[str, Sequence[Any]]], limit: int | None
) -> array[int]:
    """The ids that SELECTs give one after the other, or the first `limit` of them."""
    found = array("q")
    for select_ids, asked in selects:
        most = -1 if limit is None else limit - len(found)
        if most:
            more = ids_of(connection, f"{select_ids} LIMIT ?", [*asked, most])
            found = found + more if found else more
    return found


def _first(
    connection: ReadConnection,
    wanted: ContactFilter,
    sort: str,
    moment: Moment,
    *,
    many: bool,
    descending: bool,
    limit: int,
) -> array[int] | None:
    """The first who match, found among the first of everybody in order; None where that is not tried.

    Fewer than `limit` may not be all. Each is put to the test as they come, which costs little where many match.
    """
    is_walked, text = sort in WALKED, bool(wanted.text.strip())
    if text and (not many or (is_walked and not wanted.group.parts)):
        return None
    if not (text or wanted.group.parts) or (is_plain(wanted) and not is_walked):
        return None
    where, values = conditions(wanted, moment, many=many, walking=True)
    if not _do_many_pass(connection, where, values):
        return None
    if is_walked:
        orders = walking_selects(connection, sort, visible(wanted), [], descending=descending)
    else:
        orders = sorted_selects(sort, visible(wanted), [], descending=descending)
    if is_filled_ruled_out(sort, wanted.group):
        orders = orders[1:]
    found = array("q")
    sql = f"SELECT c.id FROM json_each(?) o CROSS JOIN contact c ON c.id = o.value WHERE {where} LIMIT ?"
    for order, asked in orders:
        tried = ids_of(connection, f"{order} LIMIT ?", [*asked, _TRIED])
        found += ids_of(connection, sql, [json.dumps(tried.tolist()), *values, limit - len(found)])
        if len(found) == limit or len(tried) == _TRIED:
            break
    return found


def _do_many_pass(connection: ReadConnection, where: str, values: Sequence[Any]) -> bool:
    """Whether of the people in the middle many pass: a guess that costs little."""
    (last_id,) = connection.execute("SELECT coalesce(max(id), 0) FROM contact").fetchone()
    first = max(0, (last_id - _TRIED) // 2)
    sql = f"SELECT count(*) FROM (SELECT 1 FROM contact c WHERE c.id BETWEEN ? AND ? AND +{where} LIMIT ?)"
    asked = [first, first + _TRIED, *values, _PASS]
    return bool(connection.execute(sql, asked).fetchone()[0] >= _PASS)


_TRIED, _PASS = 4000, 200  # people who are put to the test, and how many of them make many
_MOST_MEANT = 50  # by a text that nobody has as it was typed
_FEW = 2000
_FEW_TO_SORT = 20_000  # where no index gives the order, all must be sorted anyway
_EACH_IN_PLACE = ("name", "next_step", "last_touch")  # one index holds everybody in this order


def _few(connection: ReadConnection, where: str, values: Sequence[Any], most: int) -> str | None:
    """Those who match as one JSON text, when they are few; None when they are many.

    Looked up as the rows lie, and sorted then: to find few along the index of an order, every row of it would be
    read from another place. Many end the look after the first of them.
    """
    sql = f"SELECT c.id FROM contact c WHERE {where} LIMIT ?"
    ids = [row[0] for row in connection.execute(sql, [*values, most + 1])]
    return json.dumps(ids) if len(ids) <= most else None


def contact_rows(
    connection: ReadConnection, ids: Sequence[int], columns: Sequence[str] = USUAL
) -> dict[int, ContactRow]:
    """The rows of these people, by id, with what the columns need and no more."""
    extra = [(column, *value_of(column)) for column in columns]
    extra = [each for each in extra if each[1]]
    named = [column for column, _sql, _values in extra]
    more = "".join(f", {sql}" for _column, sql, _values in extra)
    values = [value for _column, _sql, asked in extra for value in asked]
    return {
        row[0]: ContactRow(
            contact_id=row[0],
            name=row[1],
            temperature=row[2],
            waits_since=instant_from_text(row[3]) if row[3] and not row[4] else None,
            last_touch_at=instant_from_text(row[5]) if row[5] else None,
            value_minor=row[6],
            currency=row[7],
            stage=stage_mark(row[8:12]),
            next_step=next_step(row[12:17]),
            more=dict(zip(named, row[17:], strict=True)),
        )
        for row in connection.execute(
            f"SELECT c.id, c.display_name, c.temperature, c.captured_at, c.first_answer_at, "
            f"c.last_activity_at, c.value_minor, c.currency, {STAGE_MARK}, {NEXT_STEP} {more} FROM contact c "
            f"JOIN stage s ON s.id = c.stage_id "
            f"LEFT JOIN follow_up f ON f.id = c.next_step_id WHERE c.id IN ({marks(ids)})",
            [*values, *ids],
        )
    }


def contact_count(connection: ReadConnection, wanted: ContactFilter, moment: Moment) -> int:
    """How many match the filter."""
    where, values = conditions(wanted, moment)
    return int(connection.execute(f"SELECT count(*) FROM contact c WHERE {where}", values).fetchone()[0])


def view_counts(connection: ReadConnection, moment: Moment) -> ViewCounts:
    """How many people each built-in view shows."""
    return ViewCounts(
        everyone=_count(connection, "is_archived = 0"),
        without_next_step=_count(connection, "is_archived = 0 AND next_step_on IS NULL"),
        slipping=int(
            connection.execute(
                "SELECT count(*) FROM contact WHERE slips_on <= ? AND slips_on IS NOT NULL AND is_archived = 0",
                (moment.today.isoformat(),),
            ).fetchone()[0]
        ),
        trash=_count(connection, "is_archived = 1 AND deleted_at IS NOT NULL"),
    )


def _count(connection: ReadConnection, where: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM contact WHERE {where}").fetchone()[0])


def filter_choices(connection: ReadConnection) -> FilterChoices:
    """What the lists can be filtered by."""
    return FilterChoices(
        stages=tuple(stage.mark for stage in active_lifecycle(connection).stages),
        sources=tuple(sources(connection)),
        tags=tuple(tags(connection)),
        households=_named(connection, "SELECT id, name FROM household ORDER BY name, id LIMIT ?"),
        own_fields=_named(connection, "SELECT id, name FROM own_field ORDER BY name_folded, id LIMIT ?"),
        currency=setting(connection, "currency", "USD"),
    )


_MOST_CHOICES = 2000


def _named(connection: ReadConnection, sql: str) -> tuple[tuple[int, str], ...]:
    return tuple((row[0], row[1]) for row in connection.execute(sql, (_MOST_CHOICES,)))


def sources(connection: ReadConnection) -> list[tuple[int, str]]:
    """The sources that somebody came from, by name."""
    return [
        (row[0], row[1])
        for row in connection.execute(
            "SELECT id, name FROM source s WHERE EXISTS (SELECT 1 FROM contact c WHERE c.source_id = s.id) "
            "ORDER BY name_folded"
        )
    ]


def tags(connection: ReadConnection) -> list[tuple[int, str]]:
    """The tags in use, by name."""
    return [(row[0], row[1]) for row in connection.execute("SELECT id, name FROM tag ORDER BY name_folded")]
