"""What would come of taking people into a sequence: the days of its steps, who is left out and why; nothing is kept."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.sequence import SequencePlan
from lifecycle_desktop.core.model.sequence_days import RehearsedStep, checked_start, rehearsal
from lifecycle_desktop.core.model.sequence_lists import RefusedEnrolment
from lifecycle_desktop.core.model.sequence_reach import refusal
from lifecycle_desktop.core.queries.sequences import plan_of
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.sequence_reach import reaches

MOST_REHEARSED = 50  # people for whom it is worked out what each step would be for them


@dataclass(frozen=True)
class EnrolmentPreview:
    """The steps on their days, the people who would be taken in, and those who would not."""

    plan: SequencePlan
    steps: tuple[RehearsedStep, ...]
    taken: tuple[int, ...]
    refused: tuple[RefusedEnrolment, ...]


def enrolment_preview(
    connection: ReadConnection,
    sequence_id: int,
    contact_ids: Sequence[int],
    start_on: dt.date | None,
    moment: Moment,
) -> EnrolmentPreview:
    """What `enrol` would do with these people; steps tell what they would be for each where they are few.

    Raises `NotFound` for a sequence that is gone and `NotUnderstood` for a day too far away, as `enrol` does.
    """
    plan = plan_of(connection, sequence_id)
    day = moment.today if start_on is None else checked_start(start_on, moment.today)
    known = reaches(connection, contact_ids)
    there = _in_it(connection, sequence_id, contact_ids)
    whys = {each: refusal(known[each], plan.name, each in there) for each in contact_ids if each in known}
    taken = tuple(each for each, why in whys.items() if not why)
    steps = rehearsal(
        plan,
        day,
        start_time=moment.local.time() if day == moment.today else None,
        contacts=[known[each] for each in taken] if len(taken) <= MOST_REHEARSED else (),
    )
    refused = tuple(RefusedEnrolment(each, known[each].name, why) for each, why in whys.items() if why)
    return EnrolmentPreview(plan, steps, taken, refused)


def _in_it(connection: ReadConnection, sequence_id: int, contact_ids: Sequence[int]) -> set[int]:
    """Those of these contacts who run or are paused in a version of the sequence, in whatever language."""
    rows = connection.execute(
        "SELECT e.contact_id FROM json_each(?1) j CROSS JOIN enrolment e ON e.contact_id = j.value "
        "AND e.state IN ('running', 'paused') WHERE e.sequence_id IN (SELECT o.id FROM sequence s JOIN sequence o "
        "ON o.id = s.id OR (s.key <> '' AND o.key = s.key) WHERE s.id = ?2)",
        (json.dumps(list(contact_ids)), sequence_id),
    )
    return {row[0] for row in rows}
