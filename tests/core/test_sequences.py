"""Sequences: one open step while they run, none passed over in silence, and everything undone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.model.activity import NewActivity
from lifecycle_desktop.core.model.sequence import PlannedStep, SequencePlan, StepChannel, offset_of
from lifecycle_desktop.core.operations.activities import log_activity
from lifecycle_desktop.core.operations.contacts import change_contact, delete_contacts, set_permission
from lifecycle_desktop.core.operations.enrolments import (
    enrol,
    pause_enrolments,
    resume_enrolments,
    shift_enrolment,
    skip_step,
    stop_contacts,
    stop_enrolments,
)
from lifecycle_desktop.core.operations.follow_ups import (
    change_follow_up,
    complete_follow_up,
    delete_follow_ups,
    reopen_follow_up,
    snooze_follow_ups,
)
from lifecycle_desktop.core.operations.merging import merge_contacts
from lifecycle_desktop.core.operations.purchases import NewPurchase, log_purchase
from lifecycle_desktop.core.operations.sequences import (
    add_shipped_sequences,
    bring_back_sequence,
    retire_sequence,
    save_sequence,
)
from tests.core.desk import Desk

DAY = dt.date(2026, 4, 14)


def plan(*steps: str, **more: Any) -> SequencePlan:
    """A plan of steps written "3 days call Ring them"."""
    made = []
    for text in steps:
        count, unit, channel, what = text.split(" ", 3)
        made.append(PlannedStep(offset_of(f"{count} {unit}"), StepChannel(channel), what))
    return SequencePlan("", "en", more.pop("name", "Course"), steps=tuple(made), **more)


FOUR = plan("0 days call One", "2 days text Two", "1 week email Three", "1 month letter Four")


def opened(desk: Desk) -> list[tuple[Any, ...]]:
    return desk.rows(
        "SELECT contact_id, what, channel, due_on FROM follow_up WHERE done_at IS NULL ORDER BY contact_id, id"
    )


def states(desk: Desk) -> list[str]:
    return [row[0] for row in desk.rows("SELECT state FROM enrolment ORDER BY id")]


def open_id(desk: Desk) -> int:
    return int(desk.rows("SELECT id FROM follow_up WHERE done_at IS NULL")[0][0])


@pytest.fixture
def ann(desk: Desk) -> int:
    return desk.add("Ann Ek")


def start(desk: Desk, contact: int, wanted: SequencePlan = FOUR, on: dt.date | None = None) -> int:
    """Put a contact into a new sequence; the enrolment."""
    sequence_id = desk.do(save_sequence, wanted)
    return int(desk.do(enrol, [contact], sequence_id, on).enrolment_ids[0])


def test_one_step_after_another_to_the_end(desk: Desk, ann: int) -> None:
    start(desk, ann)
    assert opened(desk) == [(ann, "One", "call", "2026-04-14")]
    assert desk.rows("SELECT reason FROM follow_up") == [("Course, step 1 of 4",)]
    for what, due in (("Two", "2026-04-16"), ("Three", "2026-04-21"), ("Four", "2026-05-14")):
        done = desk.do(complete_follow_up, open_id(desk))
        assert (done.next_follow_up_id, done.next_due_on) == (open_id(desk), dt.date.fromisoformat(due))
        assert [row[1:] for row in opened(desk)] == [(what, opened(desk)[0][2], due)]
    assert desk.do(complete_follow_up, open_id(desk)).next_follow_up_id is None
    assert opened(desk) == []
    assert states(desk) == ["finished"]
    for _step in range(5):
        desk.database.undo()
    assert states(desk) == []
    assert opened(desk) == []


def test_what_is_late_comes_one_after_the_other(desk: Desk, ann: int) -> None:
    start(desk, ann, on=DAY - dt.timedelta(days=10))
    told = []
    while opened(desk):
        told.append(opened(desk)[0][1:])
        desk.do(complete_follow_up, open_id(desk))
    assert [(what, due) for what, _channel, due in told] == [
        ("One", "2026-04-14"), ("Two", "2026-04-14"), ("Three", "2026-04-14"), ("Four", "2026-05-04"),
    ]  # fmt: skip


def test_minutes_count_from_now_and_from_nine_on_another_day(desk: Desk, ann: int) -> None:
    soon = plan("10 minutes call Soon", "14 hours text Later", name="Soon")
    start(desk, ann, soon)
    assert desk.rows("SELECT due_on, due_time FROM follow_up") == [("2026-04-14", "10:10")]
    desk.do(complete_follow_up, open_id(desk))
    assert desk.rows("SELECT due_on, due_time FROM follow_up WHERE done_at IS NULL") == [
        ("2026-04-15", "00:00")
    ]
    other = desk.add("Bo Ek")
    start(desk, other, plan("10 minutes call Soon", name="Two"), DAY + dt.timedelta(days=3))
    assert ("2026-04-17", "09:10") in desk.rows("SELECT due_on, due_time FROM follow_up")


def test_who_cannot_be_taken_in_is_told_with_the_reason(desk: Desk, ann: int) -> None:
    sequence_id = desk.do(save_sequence, FOUR)
    desk.do(enrol, [ann], sequence_id, None)
    barred, silent, gone, well = (desk.add(f"{name} Ek") for name in ("Bo", "Cy", "Di", "Ed"))
    desk.do(change_contact, barred, {"is_do_not_contact": True})
    for channel in ("call", "text", "email", "letter"):
        desk.do(set_permission, silent, channel, "refused")
    desk.do(delete_contacts, [gone])
    made = desk.do(enrol, [ann, barred, silent, gone, well], sequence_id, None)
    assert (len(made), made.contact_ids) == (1, (well,))
    assert [(each.contact_id, each.why) for each in made.refused] == [
        (ann, "Ann Ek is in “Course” already."),
        (barred, "Bo Ek is not to be contacted."),
        (silent, "Cy Ek has said no to calls, texts, emails and letters."),
        (gone, "Di Ek is put aside."),
    ]
    with pytest.raises(NotUnderstood, match="within ten years"):
        desk.do(enrol, [well], sequence_id, dt.date(9999, 1, 1))
    desk.do(retire_sequence, sequence_id)
    with pytest.raises(NotUnderstood, match="out of use"):
        desk.do(enrol, [desk.add("Flo Ek")], sequence_id, None)
    desk.do(bring_back_sequence, sequence_id)
    assert desk.do(retire_sequence, sequence_id, stop_running=True) == 2
    assert states(desk) == ["stopped", "stopped"]
    assert opened(desk) == []


def test_a_pause_keeps_the_open_step_and_letting_go_on_restores_it(desk: Desk, ann: int) -> None:
    enrolment = start(desk, ann)
    desk.do(snooze_follow_ups, [open_id(desk)], DAY + dt.timedelta(days=1), dt.time(9, 30))
    desk.do(change_follow_up, open_id(desk), {"what": "My own words", "is_promise": True})
    before = desk.rows(
        "SELECT what, reason, channel, due_on, due_time, first_due_on, is_promise, snooze_count FROM follow_up"
    )
    assert desk.do(pause_enrolments, [enrolment]) == 1
    assert desk.do(pause_enrolments, [enrolment]) == 0
    assert opened(desk) == []
    assert states(desk) == ["paused"]
    assert desk.do(resume_enrolments, [enrolment]) == 1
    assert before == desk.rows(
        "SELECT what, reason, channel, due_on, due_time, first_due_on, is_promise, snooze_count FROM follow_up"
    )
    desk.do(pause_enrolments, [enrolment])
    desk.clock.advance(days=10)
    assert desk.do(resume_enrolments, [enrolment], from_here=True) == 1
    assert [row[3] for row in opened(desk)] == ["2026-04-25"]
    desk.do(complete_follow_up, open_id(desk))
    assert [row[3] for row in opened(desk)] == ["2026-04-26"]  # two days and ten


def test_an_answer_or_a_purchase_pauses_with_its_reason_and_the_own_step_does_not(
    desk: Desk, ann: int
) -> None:
    enrolment = start(desk, ann)
    steady = start(
        desk, ann, plan("1 day call Steady", name="B", pauses_on_reply=False, pauses_on_purchase=False)
    )
    first = desk.rows("SELECT id FROM follow_up WHERE enrolment_id = ?", enrolment)[0][0]
    desk.do(complete_follow_up, first, outcome="reached", log="call")
    assert states(desk) == ["running", "running"]  # talked, but by the step itself
    desk.do(
        log_activity,
        NewActivity(ann, "email", direction="in", happened_at=desk.moment.at - dt.timedelta(days=3)),
    )
    assert states(desk) == ["running", "running"]  # before it began
    desk.do(log_activity, NewActivity(ann, "email", direction="in"))
    assert desk.rows("SELECT state, reason FROM enrolment ORDER BY id") == [
        ("paused", "reply"),
        ("running", ""),
    ]
    desk.do(resume_enrolments, [enrolment])
    desk.do(log_purchase, NewPurchase(ann, what="Old house", closed_on=dt.date(2020, 1, 1)))
    assert states(desk) == ["running", "running"]
    desk.do(log_purchase, NewPurchase(ann, what="42 Orchard Lane"))
    assert desk.rows("SELECT state, reason FROM enrolment ORDER BY id") == [
        ("paused", "purchase"),
        ("running", ""),
    ]
    assert steady != enrolment


def test_reopening_a_step_withdraws_the_one_after_it(desk: Desk, ann: int) -> None:
    start(desk, ann)
    first = open_id(desk)
    desk.do(complete_follow_up, first)
    second = open_id(desk)
    desk.do(complete_follow_up, second)
    desk.do(reopen_follow_up, first)
    assert [row[1] for row in opened(desk)] == ["One"]
    desk.do(complete_follow_up, first)
    assert [row[1] for row in opened(desk)] == ["Three"]  # Two is done
    desk.do(skip_step, 1)
    last = open_id(desk)
    desk.do(complete_follow_up, last)
    assert states(desk) == ["finished"]
    desk.do(reopen_follow_up, last)
    assert states(desk) == ["running"]
    assert [row[1] for row in opened(desk)] == ["Four"]
    desk.do(stop_enrolments, [1])
    assert opened(desk) == []
    desk.do(reopen_follow_up, second)
    assert desk.rows("SELECT enrolment_id FROM follow_up WHERE done_at IS NULL") == [(None,)]
    assert states(desk) == ["stopped"]


def test_a_deleted_step_is_let_go_and_cannot_recur(desk: Desk, ann: int) -> None:
    start(desk, ann)
    with pytest.raises(NotUnderstood, match="cannot recur"):
        desk.do(change_follow_up, open_id(desk), {"rule": "FREQ=DAILY"})
    assert desk.do(delete_follow_ups, [open_id(desk)]) == 1
    assert desk.rows("SELECT what, outcome FROM follow_up ORDER BY id") == [("One", "skipped"), ("Two", "")]


def test_a_shift_puts_the_rest_off_and_never_into_the_past(desk: Desk, ann: int) -> None:
    enrolment = start(desk, ann)
    assert desk.do(shift_enrolment, enrolment, 7) == 7
    assert opened(desk)[0][3] == "2026-04-21"
    desk.do(pause_enrolments, [enrolment])
    assert desk.do(shift_enrolment, enrolment, 1) == 8
    desk.do(resume_enrolments, [enrolment])
    assert opened(desk)[0][3] == "2026-04-22"
    desk.do(complete_follow_up, open_id(desk))
    assert opened(desk)[0][3] == "2026-04-24"
    assert desk.do(shift_enrolment, enrolment, -30) == -22
    assert opened(desk)[0][3] == "2026-04-14"
    with pytest.raises(NotUnderstood, match="five years"):
        desk.do(shift_enrolment, enrolment, 9_999)


def test_no_step_goes_against_what_they_said(desk: Desk, ann: int) -> None:
    desk.do(set_permission, ann, "text", "refused")
    desk.do(
        change_contact,
        ann,
        {"preferred_channel": "email", "quiet_from": dt.time(20), "quiet_until": dt.time(11, 30)},
    )
    start(desk, ann, plan("10 minutes call One", "2 days text Two", "3 days ask Three", name="Quiet"))
    assert desk.rows("SELECT due_on, due_time FROM follow_up") == [("2026-04-14", "11:30")]
    desk.do(complete_follow_up, open_id(desk))
    assert opened(desk)[0][2] == "email"
    assert desk.rows("SELECT reason FROM follow_up WHERE done_at IS NULL") == [
        ("Quiet, step 2 of 3; Email instead of text: they said no to that",)
    ]
    desk.do(set_permission, ann, "email", "withdrawn")
    assert opened(desk)[0][2] == "call"
    desk.do(skip_step, 1)
    assert opened(desk)[0][1:3] == ("Three", "call")
    desk.do(change_contact, ann, {"is_do_not_contact": True})
    assert opened(desk) == []
    assert desk.rows("SELECT state, reason FROM enrolment") == [("stopped", "do_not_contact")]


def test_of_twins_the_one_further_on_goes_on(desk: Desk, ann: int) -> None:
    other = desk.add("Ann Eck")
    sequence_id = desk.do(save_sequence, FOUR)
    desk.do(enrol, [ann, other], sequence_id, None)
    ours, theirs = (row[0] for row in desk.rows("SELECT id FROM follow_up ORDER BY id"))
    desk.do(complete_follow_up, theirs)
    assert ours
    before = desk.everything()
    desk.do(merge_contacts, ann, other)
    assert desk.rows("SELECT contact_id, state, reason FROM enrolment ORDER BY id") == [
        (ann, "stopped", "merged"), (ann, "running", ""),
    ]  # fmt: skip
    assert [row[:2] for row in opened(desk)] == [(ann, "Two")]
    assert desk.faults() == []
    desk.database.undo()
    after = desk.everything()
    assert after["enrolment"] == before["enrolment"]
    assert after["follow_up"] == before["follow_up"]


def test_an_edit_leaves_those_running_or_takes_them_along(desk: Desk, ann: int) -> None:
    other = desk.add("Bo Ek")
    sequence_id = desk.do(save_sequence, FOUR)
    desk.do(enrol, [ann], sequence_id, None)
    desk.do(complete_follow_up, open_id(desk))
    shorter = plan("0 days call One", "3 days visit See them", name="Course")
    assert desk.do(save_sequence, shorter, sequence_id=sequence_id) == sequence_id
    assert [row[1] for row in opened(desk)] == ["Two"]
    assert [each.contact_id for each in desk.do(enrol, [ann], sequence_id, None).refused] == [ann]
    desk.do(enrol, [other], sequence_id, None)
    desk.do(
        complete_follow_up, desk.rows("SELECT id FROM follow_up WHERE what = 'One' AND done_at IS NULL")[0][0]
    )
    assert [row[1] for row in opened(desk)] == ["Two", "See them"]
    ids = [
        row[0]
        for row in desk.rows(
            "SELECT id FROM sequence_step WHERE sequence_id = ? ORDER BY position", sequence_id
        )
    ]
    one, see = shorter.steps
    newest = SequencePlan(
        "", "en", "Course",
        steps=(
            PlannedStep(one.after, one.channel, "First", id=ids[0]),
            PlannedStep(offset_of("1 day"), StepChannel.CALL, "Between"),
            PlannedStep(offset_of("5 days"), see.channel, "See them soon", id=ids[1]),
        ),
    )  # fmt: skip
    desk.do(save_sequence, newest, sequence_id=sequence_id, for_running="new")
    assert [row[1:] for row in opened(desk)] == [
        ("Two", "text", "2026-04-16"), ("Between", "call", "2026-04-15"),
    ]  # fmt: skip
    desk.do(complete_follow_up, desk.rows("SELECT id FROM follow_up WHERE what = 'Between'")[0][0])
    assert [row[1] for row in opened(desk)] == ["Two", "See them soon"]
    without = SequencePlan(
        "", "en", "Course", steps=(PlannedStep(one.after, one.channel, "First", id=ids[0]),)
    )
    desk.do(save_sequence, without, sequence_id=sequence_id, for_running="new")
    assert states(desk) == ["running", "finished"]
    assert desk.do(stop_contacts, [ann], sequence_id) == 1  # in an earlier version of it
    assert desk.faults() == []


def test_an_older_step_undone_by_itself_leaves_no_sequence_without_its_step(desk: Desk, ann: int) -> None:
    enrolment = start(desk, ann)
    desk.do(complete_follow_up, open_id(desk))
    done = desk.rows("SELECT max(id) FROM journal_step")[0][0]
    desk.do(complete_follow_up, open_id(desk))
    skipped = desk.rows("SELECT max(id) FROM journal_step")[0][0]
    desk.do(shift_enrolment, enrolment, 3)
    desk.database.undo_step(done, "Undo one", moment=desk.moment)
    assert desk.faults() == []
    desk.do(change_follow_up, open_id(desk), {"what": "Something else"})
    desk.database.undo_step(skipped, "Undo two", moment=desk.moment, over_later_changes=True)
    assert desk.faults() == []
    for each in desk.rows("SELECT id FROM enrolment WHERE state = 'paused'"):
        assert desk.do(resume_enrolments, [each[0]]) == 1
    assert desk.rows("SELECT count(*) FROM follow_up WHERE enrolment_id IS NOT NULL AND done_at IS NULL") == [
        (1,)
    ]
    for _step in range(6):
        desk.database.undo()
        assert desk.faults() == []


def test_what_cannot_run_is_told_with_its_step(desk: Desk) -> None:
    for wrong, told in (
        (plan(), "1 to 100 steps"),
        (plan("1 day call One", name=" "), "needs a name"),
        (plan("2 days call Two", "1 day call One"), "Step 2 (One): it comes before the step above it."),
    ):
        with pytest.raises(NotUnderstood) as caught:
            desk.do(save_sequence, wrong)
        assert told in str(caught.value)
    bad = SequencePlan(
        "", "en", "X", steps=(PlannedStep(offset_of("1 day"), StepChannel.TEXT, "Say", text="{{ secret }}"),)
    )
    with pytest.raises(NotUnderstood, match=r"Step 1 \(Say\): .*no field “secret”"):
        desk.do(save_sequence, bad)
    for text in ("6 years", "soon", "-1 day", "1.5 weeks", "9999999 days"):
        with pytest.raises(NotUnderstood, match="time after the start"):
            offset_of(text)
    assert desk.rows("SELECT count(*) FROM sequence WHERE key NOT IN (SELECT key FROM sequence)") == [(0,)]


def test_the_shipped_ones_come_once_in_each_language(desk: Desk) -> None:
    had = desk.rows("SELECT count(*) FROM sequence")[0][0]
    desk.do(add_shipped_sequences)
    assert desk.do(add_shipped_sequences) == 0
    assert desk.do(add_shipped_sequences, spoken="es") == 7
    assert desk.rows("SELECT count(*) FROM sequence") == [(14,)]
    assert had in (0, 7)
