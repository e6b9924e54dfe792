"""The day sheet: what Today holds, with the numbers it has on paper; and what the numbers of a printed one mean."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.print_lists import DayPart, DaySheet, DaySheetLine
from lifecycle_desktop.core.queries.today import day_list
from lifecycle_desktop.core.store.driver import ReadConnection

MOST_LINES = 120  # of each part; more than anybody does in a day
MOST_PEOPLE = 20  # who wait or slip


def day_sheet(connection: ReadConnection, moment: Moment) -> DaySheet:
    """Today on paper. What stands on a sheet printed today already keeps its number there."""
    day = day_list(connection, moment, MOST_LINES, coming_limit=0, people_limit=MOST_PEOPLE)
    found: list[DaySheetLine] = []
    for part, lines in ((DayPart.LATE, day.late), (DayPart.TODAY, day.today)):
        found += [
            DaySheetLine(
                0, part, line.follow_up_id, line.contact_id, line.name, line.what, line.reason, "", line.due_on,
                line.due_time, line.stage.label if line.stage else "",
            )
            for line in lines
        ]  # fmt: skip
    found += [
        DaySheetLine(
            0, DayPart.ANSWER, None, lead.contact_id, lead.name, "", lead.source, "", stage=lead.stage.label
        )
        for lead in day.leads
    ]
    found += [
        DaySheetLine(
            0, DayPart.SLIPPING, None, each.contact_id, each.name, "", each.reason, "", stage=each.stage.label
        )
        for each in day.slipping
    ]
    order = {part: place for place, part in enumerate(DayPart)}
    found.sort(key=lambda line: order[line.part])
    shown = len(day.late) + len(day.today) + len(day.leads) + len(day.slipping)
    left_out = day.late_count + day.today_count + day.lead_count + day.slipping_count - shown
    return DaySheet(moment.today, tuple(_numbered(connection, moment.today, found)), max(0, left_out))


def _numbered(connection: ReadConnection, day: dt.date, lines: list[DaySheetLine]) -> Iterable[DaySheetLine]:
    """The lines with their numbers: those of a sheet printed today, then new ones; and how people are reached."""
    known = {
        (row[0], None if row[0] is not None else row[1]): row[2]
        for row in connection.execute(
            "SELECT follow_up_id, contact_id, number FROM day_sheet_number WHERE printed_on = ?",
            (day.isoformat(),),
        )
    }
    following = max(known.values(), default=0) + 1
    reaches = _reaches(connection, [line.contact_id for line in lines if line.contact_id is not None])
    for line in lines:
        key = (line.follow_up_id, None if line.follow_up_id is not None else line.contact_id)
        number = known.get(key)
        if number is None:
            number, following = following, following + 1
        yield line._replace(number=number, reach=reaches.get(line.contact_id or 0, ""))


def _reaches(connection: ReadConnection, contact_ids: list[int]) -> dict[int, str]:
    rows = connection.execute(
        "SELECT j.value, coalesce((SELECT phone FROM contact_phone p WHERE p.contact_id = j.value "
        "ORDER BY position, id LIMIT 1), (SELECT email FROM contact_email e WHERE e.contact_id = j.value "
        "ORDER BY position, id LIMIT 1), '') FROM json_each(?) j",
        (json.dumps(contact_ids),),
    )
    return {row[0]: row[1] for row in rows}


def last_printed_on(connection: ReadConnection) -> dt.date | None:
    """The day of the newest day sheet that was printed; None where there is none."""
    row = connection.execute("SELECT max(printed_on) FROM day_sheet_number").fetchone()
    return dt.date.fromisoformat(row[0]) if row[0] else None
