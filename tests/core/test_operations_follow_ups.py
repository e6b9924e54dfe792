"""Follow-ups and activities: added, done, put off, let go; each on a real file and undone again."""

from __future__ import annotations

import datetime as dt

import pytest

from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.model.activity import NewActivity
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.operations import activities, follow_ups
from tests.core.desk import Desk

WEDNESDAY = dt.date(2026, 4, 15)


def test_a_follow_up_is_the_next_step_until_it_is_done(desk: Desk) -> None:
    ann = desk.add("Ann Hill")
    late = desk.do(follow_ups.add_follow_up, NewFollowUp(ann, WEDNESDAY, dt.time(15), "Send comps", "email"))
    early = desk.do(follow_ups.add_follow_up, NewFollowUp(ann, WEDNESDAY, dt.time(9, 30), channel="call"))
    assert desk.rows("SELECT what, due_time, zone FROM follow_up WHERE id = ?", early) == [
        ("Call", "09:30", "America/Toronto")
    ]
    assert desk.rows("SELECT next_step_id, next_step_on FROM contact") == [(early, "2026-04-15")]
    done = desk.do(follow_ups.complete_follow_up, early, outcome="reached", minutes=7)
    assert (done.contact_id, done.what, done.next_follow_up_id) == (ann, "Call", None)
    assert desk.rows("SELECT next_step_id FROM contact") == [(late,)]
    assert desk.rows("SELECT kind, direction, outcome, minutes, follow_up_id, happened_on FROM activity") == [
        ("call", "both", "reached", 7, early, "2026-04-14")
    ]
    assert desk.rows("SELECT last_activity_at FROM contact") == [(desk.moment.text,)]


@pytest.mark.parametrize(
    ("channel", "log", "kinds"),
    [
        ("postcard", None, [("letter", "out")]),
        ("visit", None, [("meeting", "both")]),
        ("other", None, []),
        ("", None, []),
        ("call", "", []),
        ("call", "text", [("text", "out")]),
    ],
)
def test_what_was_done_is_logged_as_what_it_was(
    desk: Desk, channel: str, log: str | None, kinds: list[tuple[str, str]]
) -> None:
    ann = desk.add("Ann Hill")
    step = desk.do(follow_ups.add_follow_up, NewFollowUp(ann, WEDNESDAY, channel=channel))
    desk.do(follow_ups.complete_follow_up, step, log=log)
    assert desk.rows("SELECT kind, direction FROM activity") == kinds


def test_a_task_about_nobody_logs_nothing(desk: Desk) -> None:
    step = desk.do(
        follow_ups.add_follow_up, NewFollowUp(None, WEDNESDAY, what="Mail 200 postcards", channel="postcard")
    )
    assert desk.do(follow_ups.complete_follow_up, step).contact_id is None
    assert desk.rows("SELECT count(*) FROM activity") == [(0,)]


def test_what_is_done_cannot_be_done_twice(desk: Desk) -> None:
    step = desk.do(follow_ups.add_follow_up, NewFollowUp(desk.add("Ann"), WEDNESDAY))
    desk.do(follow_ups.skip_follow_up, step)
    assert desk.rows("SELECT outcome, done_at FROM follow_up") == [("skipped", desk.moment.text)]
    for operation in (follow_ups.complete_follow_up, follow_ups.skip_follow_up):
        with pytest.raises(NotUnderstood):
            desk.do(operation, step)
    with pytest.raises(NotFound):
        desk.do(follow_ups.snooze_follow_ups, [step], WEDNESDAY, None)
    desk.do(follow_ups.reopen_follow_up, step)
    assert desk.do(follow_ups.complete_follow_up, step).what == "Task"


def test_snoozed_ones_remember_when_they_were_due_first(desk: Desk) -> None:
    ids = [
        desk.do(follow_ups.add_follow_up, NewFollowUp(desk.add(f"P{n}"), dt.date(2026, 4, 10 + n)))
        for n in range(3)
    ]
    assert desk.do(follow_ups.snooze_follow_ups, ids[:2], WEDNESDAY, dt.time(8)) == 2
    assert desk.do(follow_ups.move_to_today, ids) == 3
    assert desk.do(follow_ups.move_to_today, ids) == 0
    assert desk.rows("SELECT due_on, due_time, first_due_on, snooze_count FROM follow_up ORDER BY id") == [
        ("2026-04-14", None, "2026-04-10", 1),
        ("2026-04-14", None, "2026-04-11", 1),
        ("2026-04-14", None, "2026-04-12", 0),
    ]
    assert desk.rows("SELECT DISTINCT next_step_on FROM contact") == [("2026-04-14",)]


def test_changing_one_moves_its_first_day_too(desk: Desk) -> None:
    step = desk.do(follow_ups.add_follow_up, NewFollowUp(desk.add("Ann"), WEDNESDAY, what="Call her"))
    assert desk.do(
        follow_ups.change_follow_up, step, {"due_on": dt.date(2026, 5, 1), "what": "", "channel": "Text"}
    )
    assert desk.rows("SELECT what, channel, due_on, first_due_on FROM follow_up") == [
        ("Text", "text", "2026-05-01", "2026-05-01")
    ]
    assert not desk.do(follow_ups.change_follow_up, step, {"channel": "text"})
    with pytest.raises(NotUnderstood):
        desk.do(follow_ups.change_follow_up, step, {"channel": "pigeon"})
    assert desk.do(follow_ups.delete_follow_ups, [step]) == 1
    with pytest.raises(NotFound):
        desk.do(follow_ups.delete_follow_ups, [step])


def test_many_get_the_same_next_step(desk: Desk) -> None:
    ids = [desk.add(f"P{n}") for n in range(3)]
    made = desk.do(
        follow_ups.add_follow_ups, ids, NewFollowUp(None, WEDNESDAY, what="Invite", channel="email")
    )
    assert len(made) == 3
    assert desk.rows("SELECT contact_id FROM follow_up ORDER BY id") == [(n,) for n in ids]
    with pytest.raises(NotFound):
        desk.do(follow_ups.add_follow_up, NewFollowUp(4711, WEDNESDAY))


def test_any_touch_from_us_answers_a_lead(desk: Desk) -> None:
    lead = desk.add("Noah Feldman", is_captured=True)
    desk.clock.advance(minutes=3)
    desk.do(activities.log_activity, NewActivity(lead, "note", text="Looked them up"))
    desk.do(activities.log_activity, NewActivity(lead, "email", direction="in", text="They wrote again"))
    assert desk.rows("SELECT first_answer_at FROM contact") == [(None,)]
    desk.clock.advance(minutes=4)
    desk.do(activities.log_activity, NewActivity(lead, "Call", outcome="no answer"))
    assert desk.rows("SELECT first_answer_at FROM contact") == [(desk.moment.text,)]


def test_one_touch_does_it_all(desk: Desk) -> None:
    ann = desk.add("Ann Hill")
    step = desk.do(follow_ups.add_follow_up, NewFollowUp(ann, WEDNESDAY, channel="call"))
    steps = len(desk.database.history())
    with desk.database.write("Log call", moment=desk.moment) as written:
        activities.log_touch(
            written.connection, ann, "call", desk.moment, outcome="reached", text="Wants a yard",
            follow_up_id=step, next_on=dt.date(2026, 4, 21), next_time=dt.time(10), next_what="Send comps",
        )  # fmt: skip
    assert len(desk.database.history()) == steps + 1
    assert desk.rows("SELECT done_at IS NOT NULL, what, due_on, due_time FROM follow_up ORDER BY id") == [
        (1, "Call", "2026-04-15", None),
        (0, "Send comps", "2026-04-21", "10:00"),
    ]
    assert desk.rows("SELECT kind, outcome, text FROM activity") == [("call", "reached", "Wants a yard")]


@pytest.mark.parametrize(
    "new",
    [
        NewActivity(1, "telepathy"),
        NewActivity(1, "call", direction="sideways"),
        NewActivity(1, "call", minutes=-1),
        NewActivity(1, "call", cost_minor=1 << 60),
        NewActivity(99, "call"),
        NewActivity(1, "call", follow_up_id=99),
    ],
)
def test_what_cannot_have_happened_is_refused(desk: Desk, new: NewActivity) -> None:
    desk.add("Ann Hill")
    with pytest.raises((NotFound, NotUnderstood)):
        desk.do(activities.log_activity, new)
    assert desk.rows("SELECT count(*) FROM activity") == [(0,)]


def test_every_step_can_be_undone_and_done_again(desk: Desk) -> None:
    ids = [desk.add(f"P{n}", is_captured=True) for n in range(3)]
    made = desk.do(follow_ups.add_follow_ups, ids, NewFollowUp(None, WEDNESDAY, channel="call"))
    steps = (
        lambda: desk.do(follow_ups.add_follow_up, NewFollowUp(ids[0], WEDNESDAY)),
        lambda: desk.do(follow_ups.complete_follow_up, made[0]),
        lambda: desk.do(follow_ups.skip_follow_up, made[1]),
        lambda: desk.do(follow_ups.reopen_follow_up, made[1]),
        lambda: desk.do(follow_ups.snooze_follow_ups, made[1:], dt.date(2026, 4, 20), dt.time(12)),
        lambda: desk.do(follow_ups.move_to_today, made[1:]),
        lambda: desk.do(follow_ups.change_follow_up, made[1], {"reason": "she asked"}),
        lambda: desk.do(activities.log_activity, NewActivity(ids[2], "showing", follow_up_id=made[2])),
        lambda: desk.do(activities.delete_activity, 1),
        lambda: desk.do(follow_ups.delete_follow_ups, made[:2]),
    )
    for step in steps:
        before = desk.everything()
        step()
        after = desk.everything()
        assert after != before
        desk.database.undo()
        assert desk.everything() == before
        desk.database.redo()
        assert desk.everything() == after
    assert desk.faults() == []
