"""The bells of a plan's tactics as they stand, and what is asked before one is set."""

from __future__ import annotations

import datetime as dt

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plan import Tactic
from lifecycle_desktop.core.model.plan_bell import Bell, BellDesk, repeating
from lifecycle_desktop.core.queries.sequences import sequences
from lifecycle_desktop.core.store.driver import ReadConnection

_BELLS = (
    "SELECT t.id, t.makes_follow_ups, t.sequence_id, coalesce(s.name, ''), "
    "(SELECT count(*) FROM follow_up f WHERE f.plan_tactic_id = t.id AND f.done_at IS NULL), "
    "(SELECT min(f.due_on) FROM follow_up f WHERE f.plan_tactic_id = t.id AND f.done_at IS NULL), "
    "(SELECT count(*) FROM enrolment e WHERE e.sequence_id = t.sequence_id AND e.state = 'running') "
    "FROM plan_tactic t LEFT JOIN sequence s ON s.id = t.sequence_id "
)


def bells(connection: ReadConnection, plan_stage_id: int) -> dict[int, Bell]:
    """The bells of a stage's tactics by the tactic's number."""
    rows = connection.execute(_BELLS + "WHERE t.plan_stage_id = ?", (plan_stage_id,)).fetchall()
    return {row[0]: _bell(row) for row in rows}


def bell_desk(connection: ReadConnection, tactic_id: int, moment: Moment) -> BellDesk:
    """All that is asked before the bell of a tactic is set. Raises `NotFound` where the tactic is gone."""
    row = connection.execute(
        "SELECT t.what, t.rhythm, t.channel, t.cost_minor, t.currency, t.who, s.id, s.name FROM plan_tactic t "
        "JOIN plan_stage p ON p.id = t.plan_stage_id JOIN stage s ON s.id = p.stage_id WHERE t.id = ?",
        (tactic_id,),
    ).fetchone()
    if row is None:
        raise NotFound(_("That tactic is not there any more."))
    people = connection.execute(
        "SELECT id FROM contact WHERE stage_id = ? AND is_archived = 0 ORDER BY sort_name, id", (row[6],)
    ).fetchall()
    repeat, first_on = proposed(row[1], moment.today)
    found = connection.execute(_BELLS + "WHERE t.id = ?", (tactic_id,)).fetchone()
    return BellDesk(
        tactic_id,
        Tactic(row[0], row[1], row[2], row[3], row[4] or "USD", row[5]),
        row[7],
        _bell(found),
        tuple(each[0] for each in people),
        repeat,
        first_on,
        tuple((line.id, line.name, line.steps) for line in sequences(connection)),
    )


def proposed(rhythm: str, today: dt.date) -> tuple[str, dt.date]:
    """How a rhythm recurs, in words, and its first day from today on; empty and today where it does not."""
    from lifecycle_desktop.core.recurrence import checked_rule, next_due

    words = repeating(rhythm)
    try:
        rule = checked_rule(words, today)
    except NotUnderstood:
        return "", today
    if "BYDAY" not in rule:
        return words if rule else "", today
    yesterday = today - dt.timedelta(days=1)
    found = next_due(rule, yesterday, after=yesterday)
    return words, found.on if found is not None else today


def _bell(row: tuple[object, ...]) -> Bell:
    _id, makes, sequence_id, name, count, next_on, running = row
    return Bell(
        bool(makes or sequence_id),
        int(str(count)),
        dt.date.fromisoformat(str(next_on)) if next_on else None,
        int(str(sequence_id)) if sequence_id is not None else None,
        str(name),
        int(str(running)),
    )
