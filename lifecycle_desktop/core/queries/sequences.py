"""Sequences with the people in them, where a contact stands, and whom a change would concern."""

from __future__ import annotations

import datetime as dt
from typing import Any

from lifecycle_desktop.core.clock import Moment, instant_from_text
from lifecycle_desktop.core.errors import NotFound
from lifecycle_desktop.core.i18n import _, language
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.sequence import (
    EnrolmentState,
    PlannedStep,
    SequencePlan,
    StepChannel,
    offset_of,
)
from lifecycle_desktop.core.model.sequence_lists import (
    AffectedByEdit,
    EnrolmentLine,
    SequenceDetail,
    SequenceLine,
    reason_words,
)
from lifecycle_desktop.core.store.driver import ReadConnection

_LINE = (
    "SELECT s.id, s.key, s.language, s.name, s.purpose, s.is_retired, "
    "(SELECT count(*) FROM sequence_step t WHERE t.sequence_id = s.id), "
    "coalesce((SELECT t.after FROM sequence_step t WHERE t.sequence_id = s.id ORDER BY t.position DESC LIMIT 1), '') "
    "FROM sequence s WHERE s.replaced_at IS NULL "
)
# The number of the next step in the order of the sequence; 0 after the last.
_NUMBER = (
    "(SELECT count(*) FROM sequence_step n JOIN sequence_step t ON t.id = e.sequence_step_id "
    "WHERE n.sequence_id = e.sequence_id AND t.sequence_id = e.sequence_id AND n.position <= t.position)"
)
_ENROLMENT = (
    "SELECT e.id, e.contact_id, c.display_name, e.sequence_id, s.name, e.state, e.reason, e.start_on, e.shift_days, "
    f"{_NUMBER}, (SELECT count(*) FROM sequence_step n WHERE n.sequence_id = e.sequence_id), "
    "coalesce(f.what, t.what, ''), coalesce(f.channel, t.channel, ''), f.due_on, f.due_time, f.id, e.paused_at, "
    "e.ended_at, s.replaced_at IS NOT NULL "
    "FROM enrolment e JOIN contact c ON c.id = e.contact_id JOIN sequence s ON s.id = e.sequence_id "
    "LEFT JOIN sequence_step t ON t.id = e.sequence_step_id "
    "LEFT JOIN follow_up f ON f.enrolment_id = e.id AND f.done_at IS NULL AND e.state = 'running' "
)
_LIVE_FIRST = "ORDER BY e.state <> 'running', e.state <> 'paused', f.due_on, c.sort_name, e.id"


def sequences(connection: ReadConnection, *, with_retired: bool = False) -> tuple[SequenceLine, ...]:
    """The sequences by name, each with how many people run, are paused, have finished or were stopped in it."""
    counts = _counts(connection)
    rows = connection.execute(_LINE + ("" if with_retired else "AND s.is_retired = 0 ")).fetchall()
    lines = [_line(row, counts) for row in rows]
    return tuple(sorted(lines, key=lambda line: (line.is_retired, fold(line.name), line.id)))


def sequence_detail(connection: ReadConnection, sequence_id: int, *, limit: int = 500) -> SequenceDetail:
    """A sequence with its steps and the people in it, at most `limit`; `NotFound` in words where it is gone."""
    row = connection.execute(_LINE + "AND s.id = ?", (sequence_id,)).fetchone()
    if row is None:
        raise NotFound(_("That sequence is not there any more."))
    line = _line(row, _counts(connection))
    versions = "e.sequence_id IN (SELECT id FROM sequence WHERE id = ?1 OR (key = ?2 AND language = ?3))"
    people = connection.execute(
        f"{_ENROLMENT} WHERE {versions} {_LIVE_FIRST} LIMIT ?4", (line.id, line.key, line.language, limit)
    ).fetchall()
    return SequenceDetail(
        line,
        plan_of(connection, sequence_id),
        tuple(_enrolment(each) for each in people),
        line.running + line.paused + line.finished + line.stopped,
    )


def plan_of(connection: ReadConnection, sequence_id: int) -> SequencePlan:
    """The plan of a sequence as the editor takes it; its steps bear their ids."""
    row = connection.execute(
        "SELECT key, language, name, purpose, pauses_on_reply, pauses_on_purchase FROM sequence WHERE id = ?",
        (sequence_id,),
    ).fetchone()
    if row is None:
        raise NotFound(_("That sequence is not there any more."))
    steps = connection.execute(
        "SELECT id, after, channel, what, subject, text, at_time FROM sequence_step WHERE sequence_id = ? "
        "ORDER BY position, id",
        (sequence_id,),
    )
    return SequencePlan(
        key=row[0],
        language=row[1],
        name=row[2],
        purpose=row[3],
        steps=tuple(_step(each) for each in steps),
        pauses_on_reply=bool(row[4]),
        pauses_on_purchase=bool(row[5]),
    )


def enrolments_of(connection: ReadConnection, contact_id: int) -> tuple[EnrolmentLine, ...]:
    """The sequences that a contact is or was in, those running first."""
    rows = connection.execute(f"{_ENROLMENT} WHERE e.contact_id = ? {_LIVE_FIRST}", (contact_id,))
    return tuple(_enrolment(row) for row in rows)


def affected_by_edit(connection: ReadConnection, sequence_id: int, *, limit: int = 20) -> AffectedByEdit:
    """Who runs through a sequence as it stands now, or is paused in it."""
    counts = dict(
        connection.execute(
            "SELECT state, count(*) FROM enrolment WHERE sequence_id = ? AND state IN ('running', 'paused') "
            "GROUP BY state",
            (sequence_id,),
        ).fetchall()
    )
    people = connection.execute(
        f"{_ENROLMENT} WHERE e.sequence_id = ? AND e.state IN ('running', 'paused') "
        "ORDER BY c.sort_name, e.id LIMIT ?",
        (sequence_id, limit),
    )
    return AffectedByEdit(
        counts.get("running", 0), counts.get("paused", 0), tuple(_enrolment(row) for row in people)
    )


def sequence_named(connection: ReadConnection, name: str) -> SequenceLine:
    """The sequence that a name, its beginning or a key means, in the language now spoken where there are two.

    Raises `NotFound` in words where none or more than one is meant.
    """
    lines = sequences(connection)
    wanted = fold(name)
    for fits in (
        [line for line in lines if wanted in (fold(line.name), line.key)],
        [line for line in lines if wanted and fold(line.name).startswith(wanted)],
    ):
        found = [line for line in fits if line.language == language()] or fits
        if len(found) == 1:
            return found[0]
        if found:
            raise NotFound(
                _("More than one sequence is meant by “{name}”.").format(name=shortened(name)),
                _("Use one of: {names}.").format(names=", ".join(line.name for line in found)),
            )
    raise NotFound(
        _("There is no sequence “{name}”.").format(name=shortened(name)),
        _("“sequence list” shows them."),
    )


def latest_purchase_day(connection: ReadConnection, contact_id: int, moment: Moment) -> dt.date | None:
    """The day of the newest purchase of a contact up to today: from which to count what comes after a closing."""
    (found,) = connection.execute(
        "SELECT max(closed_on) FROM purchase WHERE contact_id = ? AND closed_on <= ?",
        (contact_id, moment.today.isoformat()),
    ).fetchone()
    return dt.date.fromisoformat(found) if found else None


def _counts(connection: ReadConnection) -> dict[tuple[str, str], dict[str, int]]:
    """How many enrolments are in which state, by key and language: earlier versions count with the one that holds."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for key, spoken, state, count in connection.execute(
        "SELECT s.key, s.language, g.state, g.n FROM "
        "(SELECT sequence_id, state, count(*) AS n FROM enrolment GROUP BY sequence_id, state) g "
        "JOIN sequence s ON s.id = g.sequence_id"
    ):
        of_it = found.setdefault((key, spoken), {})
        of_it[state] = of_it.get(state, 0) + count
    return found


def _line(row: Any, counts: dict[tuple[str, str], dict[str, int]]) -> SequenceLine:
    of_it = counts.get((row[1], row[2]), {})
    return SequenceLine(
        id=row[0],
        key=row[1],
        language=row[2],
        name=row[3],
        purpose=row[4],
        steps=row[6],
        last_after=offset_of(row[7]).words if row[7] else "",
        is_retired=bool(row[5]),
        **{state.value: of_it.get(state.value, 0) for state in EnrolmentState},
    )


def _step(row: Any) -> PlannedStep:
    return PlannedStep(
        offset_of(row[1]),
        StepChannel(row[2]),
        row[3],
        row[4],
        row[5],
        dt.time.fromisoformat(row[6]) if row[6] else None,
        id=row[0],
    )


def _enrolment(row: Any) -> EnrolmentLine:
    return EnrolmentLine(
        id=row[0],
        contact_id=row[1],
        contact_name=row[2],
        sequence_id=row[3],
        sequence_name=row[4],
        state=EnrolmentState(row[5]),
        reason=reason_words(row[6]),
        started_on=dt.date.fromisoformat(row[7]),
        shift_days=row[8],
        step=row[9],
        steps=row[10],
        next_what=row[11],
        next_channel=row[12],
        next_due_on=dt.date.fromisoformat(row[13]) if row[13] else None,
        next_due_time=row[14],
        follow_up_id=row[15],
        paused_at=instant_from_text(row[16]) if row[16] else None,
        ended_at=instant_from_text(row[17]) if row[17] else None,
        is_earlier_version=bool(row[18]),
    )
