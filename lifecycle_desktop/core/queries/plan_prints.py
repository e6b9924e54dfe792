"""The sheets of a plan that left the program, and the plans there are."""

from __future__ import annotations

import datetime as dt

from lifecycle_desktop.core.model.paper import Orientation, Paper
from lifecycle_desktop.core.model.plan_desk import PlanLine
from lifecycle_desktop.core.model.plan_print import PlanPrint, sheet_of
from lifecycle_desktop.core.store.driver import ReadConnection


def plan_prints(connection: ReadConnection, plan_id: int) -> tuple[PlanPrint, ...]:
    """The sheets of a plan that were printed or saved, the newest first."""
    rows = connection.execute(
        "SELECT id, printed_on, printed_at, paper, orientation, is_grey, sheet FROM plan_print "
        "WHERE plan_id = ? ORDER BY printed_at DESC, id DESC",
        (plan_id,),
    ).fetchall()
    return tuple(
        PlanPrint(
            row[0],
            dt.date.fromisoformat(row[1]),
            row[2],
            Paper(row[3]) if row[3] in set(Paper) else Paper.LETTER,
            Orientation(row[4]) if row[4] in set(Orientation) else Orientation.LANDSCAPE,
            bool(row[5]),
            sheet_of(row[6]) if row[6] else None,
        )
        for row in rows
    )


def plans_kept(connection: ReadConnection) -> tuple[PlanLine, ...]:
    """Every plan, the newest period first; those of the active lifecycle before the others."""
    rows = connection.execute(
        "SELECT p.id, p.title, p.period_start_on, p.period_end_on, l.name, l.is_active, "
        "(SELECT count(*) FROM plan_print r WHERE r.plan_id = p.id) FROM plan p "
        "JOIN lifecycle l ON l.id = p.lifecycle_id "
        "ORDER BY l.is_active DESC, p.period_start_on DESC, p.period_end_on, p.id DESC"
    ).fetchall()
    return tuple(
        PlanLine(
            row[0],
            row[1],
            dt.date.fromisoformat(row[2]),
            dt.date.fromisoformat(row[3]),
            row[4],
            bool(row[5]),
            row[6],
        )
        for row in rows
    )
