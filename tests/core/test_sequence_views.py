"""What is seen of sequences: the list, one with its people, the rehearsal, ready texts, files with mistakes."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desktop.core.errors import FileProblem, NotFound
from lifecycle_desktop.core.model.sequence import (
    EnrolmentState,
    Offset,
    OffsetUnit,
    PlannedStep,
    SequencePlan,
    StepChannel,
    offset_of,
)
from lifecycle_desktop.core.model.sequence_days import due_of, rehearsal
from lifecycle_desktop.core.model.sequence_file import read_sequence
from lifecycle_desktop.core.model.sequence_reach import Reach
from lifecycle_desktop.core.operations.contacts import set_permission
from lifecycle_desktop.core.operations.enrolments import enrol, pause_enrolments
from lifecycle_desktop.core.operations.follow_ups import complete_follow_up
from lifecycle_desktop.core.operations.purchases import NewPurchase, log_purchase
from lifecycle_desktop.core.operations.sequences import save_sequence
from lifecycle_desktop.core.queries.ready_texts import filled, ready_text_of
from lifecycle_desktop.core.queries.sequences import (
    affected_by_edit,
    enrolments_of,
    plan_of,
    sequence_detail,
    sequence_named,
    sequences,
)
from lifecycle_desktop.core.queries.today import day_list
from tests.core.desk import Desk

DAY = dt.date(2026, 4, 14)
PLAN = SequencePlan(
    "",
    "en",
    "My course",
    "Be there.",
    (
        PlannedStep(
            offset_of("0 days"),
            StepChannel.EMAIL,
            "Write",
            "For {{ first_name }}",
            "Dear {{ name }},\n{{ want }}",
        ),
        PlannedStep(offset_of("1 month"), StepChannel.TEXT, "Text them", at=dt.time(9)),
    ),
    pauses_on_purchase=False,
)


def test_the_list_counts_everybody_and_earlier_versions(desk: Desk) -> None:
    ann, bo, cy = (desk.add(f"{name} Ek") for name in ("Ann", "Bo", "Cy"))
    sequence_id = desk.do(save_sequence, PLAN)
    ids = desk.do(enrol, [ann, bo, cy], sequence_id, None).enrolment_ids
    desk.do(pause_enrolments, [ids[1]])
    for what in ("Write", "Text them"):
        row = desk.rows(
            "SELECT id FROM follow_up WHERE what = ? AND contact_id = ? AND done_at IS NULL", what, cy
        )
        desk.do(complete_follow_up, row[0][0])
    affected = desk.read(affected_by_edit, sequence_id)
    assert (affected.running, affected.paused, affected.total) == (1, 1, 2)
    assert [each.contact_name for each in affected.people] == ["Ann Ek", "Bo Ek"]
    assert desk.read(plan_of, sequence_id) == SequencePlan(
        "my-course", "en", PLAN.name, PLAN.purpose, PLAN.steps, pauses_on_purchase=False
    )
    desk.do(save_sequence, desk.read(plan_of, sequence_id), sequence_id=sequence_id)  # the old one is kept
    assert desk.read(affected_by_edit, sequence_id).total == 0
    line = desk.read(sequence_named, "my c")
    assert (line.id, line.steps, line.last_after) == (sequence_id, 2, "after 1 month")
    assert (line.running, line.paused, line.finished, line.stopped) == (1, 1, 1, 0)
    assert line in desk.read(sequences)
    detail = desk.read(sequence_detail, sequence_id)
    assert detail.people_count == 3
    assert [(each.contact_name, each.state, each.step, each.reason) for each in detail.people] == [
        ("Ann Ek", EnrolmentState.RUNNING, 1, ""),
        ("Bo Ek", EnrolmentState.PAUSED, 1, "by hand"),
        ("Cy Ek", EnrolmentState.FINISHED, 0, ""),
    ]
    (mine,) = desk.read(enrolments_of, ann)
    assert (mine.next_what, mine.next_due_on, mine.is_earlier_version) == ("Write", DAY, True)
    with pytest.raises(NotFound):
        desk.read(sequence_detail, 999)
    due = desk.read(day_list, desk.moment).today
    assert [(each.name, each.reason) for each in due] == [("Ann Ek", "My course, step 1 of 2")]


def test_a_ready_text_holds_what_is_known(desk: Desk) -> None:
    ann = desk.add("Ann Ek", want="{{ a garden }}")
    desk.do(enrol, [ann], desk.do(save_sequence, PLAN), None)
    made = desk.read(ready_text_of, desk.rows("SELECT id FROM follow_up")[0][0])
    assert made is not None
    assert (made.subject, made.text, made.empty) == ("For Ann", "Dear Ann Ek,\n{{ a garden }}", ())
    empty = desk.read(filled, "", "{{ company }}{{ purchase_date or 'no day' }}", ann)
    assert (empty.text, empty.empty, empty.email) == ("no day", ("company",), "")
    desk.do(log_purchase, NewPurchase(ann, what="42 Orchard Lane", closed_on=dt.date(2026, 4, 3)))
    bought = desk.read(filled, "", "{{ purchase }}, {{ purchase_date }}", ann, spoken="es")
    assert bought.text == "42 Orchard Lane, 3 de abril de 2026"


@given(
    st.lists(
        st.builds(
            lambda offset, channel: PlannedStep(offset, channel, "x"),
            st.builds(Offset, st.integers(0, 40), st.sampled_from(OffsetUnit)),
            st.sampled_from(StepChannel),
        ),
        min_size=1,
        max_size=8,
    ),
    st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)),
)
def test_a_rehearsal_goes_forward_from_its_start(steps: list[PlannedStep], day: dt.date) -> None:
    ordered = tuple(sorted(steps, key=lambda step: step.after.minutes))
    told = rehearsal(SequencePlan("", "en", "x", steps=ordered), day)
    days = [each.due_on for each in told]
    assert days == sorted(days)
    assert days[0] >= day
    assert [each.step for each in told] == list(ordered)


def test_months_are_counted_on_the_calendar() -> None:
    assert due_of(offset_of("1 month"), None, dt.date(2027, 1, 31)) == (dt.date(2027, 2, 28), None)
    assert due_of(offset_of("1 year"), None, dt.date(2028, 2, 29))[0] == dt.date(2029, 2, 28)
    assert due_of(offset_of("90 minutes"), None, DAY, dt.time(23), 1) == (
        dt.date(2026, 4, 16),
        dt.time(0, 30),
    )
    told = rehearsal(
        PLAN,
        DAY,
        contacts=(
            Reach(1, "Ann", "call", {"email": "refused"}, "08:00", "10:00"),
            Reach(2, "Bo", "", dict.fromkeys(("call", "text", "email", "letter"), "withdrawn")),
            Reach(3, "Cy"),
        ),
    )
    assert [each.instead for each in told] == [
        (
            ("Ann", "Call instead of email: they said no to that"),
            ("Bo", "stops: no way to reach them is allowed"),
        ),
        (
            ("Ann", "after their quiet hours, which end at 10:00"),
            ("Bo", "stops: no way to reach them is allowed"),
        ),
    ]


GOOD = (
    'key = "a-b"\nlanguage = "en"\nname = "A"\n[[step]]\nafter = "1 day"\nchannel = "call"\nwhat = "Ring"\n'
)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (GOOD.replace("1 day", "soon"), "step 1 (Ring): the field “after” says “soon”"),
        (GOOD.replace("a-b", "A b"), "the field “key” may hold small letters"),
        (GOOD.replace('"en"', '"fr"'), "the field “language” must be one of: en, es"),
        (GOOD.replace("call", "shout"), "the field “channel” says “shout”"),
        (GOOD + 'at = "25:00"\n', "the field “at” must be a time of day"),
        (GOOD + 'colour = "red"\n', "the field “colour” is not known here"),
        (GOOD + '[[step]]\nafter="0 days"\nchannel="call"\nwhat="Again"\n', "comes before the step above it"),
        (GOOD.split("[[", maxsplit=1)[0], "the field “step” must be there 1 to 100 times"),
        (GOOD.replace('name = "A"', 'pauses_on = ["rain"]\nname = "A"'), "may name: reply, purchase"),
    ],
)
def test_a_mistake_in_a_file_is_told_with_its_place(wrong: str, told: str) -> None:
    assert read_sequence(GOOD, "good.toml").steps[0].what == "Ring"
    with pytest.raises(FileProblem) as caught:
        read_sequence(wrong, "mine.toml")
    assert told in str(caught.value)
    assert "mine.toml" in str(caught.value)


def test_twenty_thousand_in_sequences_are_looked_up_and_not_walked_through(desk: Desk) -> None:
    ann = desk.add("Ann Ek")
    desk.do(enrol, [ann], desk.do(save_sequence, PLAN), None)
    desk.do(set_permission, ann, "call", "given")
    with desk.database.read() as connection:
        for sql, table in (
            ("SELECT id FROM enrolment WHERE contact_id = 1 AND state = 'running'", "enrolment"),
            ("SELECT id FROM follow_up WHERE enrolment_id = 1 AND done_at IS NULL", "follow_up"),
            ("SELECT sequence_id, state, count(*) FROM enrolment GROUP BY sequence_id, state", "enrolment"),
            (
                "SELECT id FROM enrolment WHERE sequence_id = 1 AND state IN ('running', 'paused')",
                "enrolment",
            ),
        ):
            plan = json.dumps([row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()])
            assert "INDEX ix_" in plan, (table, plan)
            assert "TEMP B-TREE" not in plan
