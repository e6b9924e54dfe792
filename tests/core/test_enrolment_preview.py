"""What the popover shows before a sequence starts, and all steps as somebody goes through them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.operations.contacts import change_contact
from lifecycle_desktop.core.operations.enrolments import enrol, shift_enrolment, skip_step
from lifecycle_desktop.core.operations.follow_ups import complete_follow_up
from lifecycle_desktop.core.queries.enrolment_preview import enrolment_preview
from lifecycle_desktop.core.queries.enrolment_steps import StepState, enrolment_steps
from lifecycle_desktop.core.queries.sequences import enrolments_of, sequences
from tests.core.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "desk.db")
    yield made
    made.database.close()


def numbered(desk: Desk, key: str) -> int:
    return next(line.id for line in desk.read(sequences) if line.key == key)


def test_the_preview_says_what_enrolling_then_does(desk: Desk) -> None:
    free, there, barred = (desk.add(name) for name in ("Ana Ruiz", "Ben Cole", "Cal Dunn"))
    number = numbered(desk, "open-house")
    desk.do(enrol, [there], number, None)
    desk.do(change_contact, barred, {"is_do_not_contact": True})
    day = dt.date(2026, 4, 20)
    seen = desk.read(enrolment_preview, number, [free, there, barred], day, desk.moment)
    assert seen.taken == (free,)
    assert [(each.contact_id, each.name) for each in seen.refused] == [
        (there, "Ben Cole"),
        (barred, "Cal Dunn"),
    ]
    made = desk.do(enrol, [free, there, barred], number, day)
    assert made.contact_ids == seen.taken
    assert made.refused == seen.refused
    (line,) = desk.read(enrolments_of, free)
    assert line.next_due_on == seen.steps[0].due_on == day
    # Two hours after the start of a day that is still to come; a start today counts from now.
    assert seen.steps[0].due_time == dt.time(11)
    today = desk.read(enrolment_preview, number, [free], None, desk.moment)
    assert today.steps[0].due_time == dt.time(12)
    assert today.taken == ()  # she is in it by now


def test_a_sequence_that_is_gone_and_a_day_far_away_are_told_in_words(desk: Desk) -> None:
    contact_id = desk.add("Ana Ruiz")
    with pytest.raises(NotFound):
        desk.read(enrolment_preview, 999, [contact_id], None, desk.moment)
    number = numbered(desk, "open-house")
    with pytest.raises(NotUnderstood):
        desk.read(enrolment_preview, number, [contact_id], dt.date(9999, 1, 1), desk.moment)


def test_the_steps_of_somebody_are_done_let_go_next_and_ahead(desk: Desk) -> None:
    contact_id = desk.add("Ana Ruiz")
    desk.do(enrol, [contact_id], numbered(desk, "new-contact"), None)
    (line,) = desk.read(enrolments_of, contact_id)
    desk.do(complete_follow_up, line.follow_up_id)
    desk.do(skip_step, line.id)
    desk.do(shift_enrolment, line.id, 3)
    steps = desk.read(enrolment_steps, line.id, desk.moment)
    assert [step.state for step in steps[:4]] == [
        StepState.DONE, StepState.SKIPPED, StepState.NEXT, StepState.AHEAD,
    ]  # fmt: skip
    assert [step.day for step in steps[:4]] == [
        dt.date(2026, 4, 14), dt.date(2026, 4, 14), dt.date(2026, 5, 1), dt.date(2026, 5, 8),
    ]  # fmt: skip
    assert [step.number for step in steps] == list(range(1, 9))
    assert desk.read(enrolment_steps, 999, desk.moment) == ()
