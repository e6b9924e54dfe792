"""A walk at random through everything that can happen to people in sequences: what must always hold, does."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
from typing import Any

import pytest

from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.model.activity import NewActivity
from lifecycle_desktop.core.operations.activities import log_activity
from lifecycle_desktop.core.operations.contacts import set_permission
from lifecycle_desktop.core.operations.enrolments import (
    enrol,
    pause_enrolments,
    resume_enrolments,
    shift_enrolment,
    skip_step,
    stop_enrolments,
)
from lifecycle_desktop.core.operations.follow_ups import (
    complete_follow_up,
    delete_follow_ups,
    reopen_follow_up,
    skip_follow_up,
    snooze_follow_ups,
)
from lifecycle_desktop.core.operations.merging import merge_contacts
from lifecycle_desktop.core.operations.purchases import NewPurchase, log_purchase
from lifecycle_desktop.core.operations.sequences import save_sequence
from lifecycle_desktop.core.queries.sequences import affected_by_edit, plan_of
from tests.core.desk import Desk
from tests.core.test_sequences import plan

STEPS = 160


class Walk:
    """People, a few sequences, and what can be done to them."""

    def __init__(self, desk: Desk, chance: random.Random) -> None:
        self.desk, self.chance = desk, chance
        self.people = [desk.add(f"Person {number}") for number in range(6)]
        self.sequences = [
            desk.do(
                save_sequence,
                plan("0 days call A", "1 day text B", "1 day email C", "2 weeks letter D", name="One"),
            ),
            desk.do(
                save_sequence, plan("5 minutes call E", "1 month ask F", name="Two", pauses_on_reply=False)
            ),
        ]

    def any(self, sql: str) -> int:
        """The id of a row at random; one that is not there where there is none."""
        rows = self.desk.rows(sql)
        return int(self.chance.choice(rows)[0]) if rows else 9_999

    def act(self) -> None:
        """Do one thing at random."""
        enrolment = self.any("SELECT id FROM enrolment")
        due = self.any("SELECT id FROM follow_up WHERE done_at IS NULL")
        done = self.any("SELECT id FROM follow_up WHERE done_at IS NOT NULL")
        person = self.any("SELECT id FROM contact")
        acts: list[tuple[Any, ...]] = [
            (enrol, [person, self.any("SELECT id FROM contact")], self.chance.choice(self.sequences), None),
            (enrol, [person], self.chance.choice(self.sequences), self.day(-30, 10)),
            (complete_follow_up, due), (complete_follow_up, due), (complete_follow_up, due),
            (skip_follow_up, due), (delete_follow_ups, [due]),
            (reopen_follow_up, done), (snooze_follow_ups, [due], self.day(0, 20), None),
            (pause_enrolments, [enrolment]), (resume_enrolments, [enrolment]), (resume_enrolments, [enrolment]),
            (skip_step, enrolment), (shift_enrolment, enrolment, self.chance.randint(-9, 9)),
            (log_activity, NewActivity(person, "email", direction="in")),
            (log_purchase, NewPurchase(person, what="House")),
        ]  # fmt: skip
        if self.chance.random() < 0.15:
            acts = [
                (stop_enrolments, [enrolment]),
                (merge_contacts, person, self.any("SELECT id FROM contact")),
                (set_permission, person, self.chance.choice(("call", "text", "email")), "refused"),
            ]
        if self.chance.random() < 0.06:
            self.edit()
            return
        operation, *arguments = self.chance.choice(acts)
        self.desk.do(operation, *arguments)

    def edit(self) -> None:
        """Change a sequence at random, for those running or not."""
        sequence_id = self.chance.choice(self.sequences)
        for_running = self.chance.choice(("old", "new"))
        now = self.desk.read(plan_of, sequence_id)
        steps = list(now.steps)
        if self.chance.random() < 0.5 and len(steps) > 1:
            steps.pop(self.chance.randrange(len(steps)))
        else:
            place = self.chance.randrange(len(steps))
            in_place = for_running == "new" or not self.desk.read(affected_by_edit, sequence_id).total
            word = "Late" if in_place else "More"
            twin = plan(f"{steps[place].after.text} call {word} {self.chance.randint(0, 99)}").steps[0]
            steps.insert(place, twin)
        changed = now.__class__(now.key, now.language, now.name, steps=tuple(steps))
        self.desk.do(save_sequence, changed, sequence_id=sequence_id, for_running=for_running)

    def day(self, least: int, most: int) -> dt.date:
        return self.desk.moment.today + dt.timedelta(days=self.chance.randint(least, most))

    def check(self) -> None:
        """What must always hold."""
        rows = self.desk.rows
        assert not rows(
            "SELECT e.id, e.state, count(f.id) FROM enrolment e LEFT JOIN follow_up f ON f.enrolment_id = e.id "
            "AND f.done_at IS NULL GROUP BY e.id HAVING count(f.id) <> (e.state = 'running')"
        )
        assert not rows(
            "SELECT e.id FROM enrolment e JOIN follow_up f ON f.enrolment_id = e.id AND f.done_at IS NULL WHERE "
            "f.sequence_step_id IS NOT e.sequence_step_id OR f.contact_id <> e.contact_id"
        )
        assert not rows(
            "SELECT contact_id FROM enrolment e JOIN sequence s ON s.id = e.sequence_id "
            "WHERE state IN ('running', 'paused') GROUP BY contact_id, s.key HAVING count(*) > 1"
        )
        # A step that lies behind somebody was done or let go; or it came into the sequence when they were past it.
        assert not rows(
            "SELECT e.id, s.what FROM enrolment e JOIN sequence_step n ON n.id = e.sequence_step_id "
            "JOIN sequence_step s ON s.sequence_id = n.sequence_id AND s.position < n.position "
            "WHERE e.state IN ('running', 'paused') AND s.what NOT LIKE 'Late %' AND NOT EXISTS (SELECT 1 FROM "
            "follow_up f WHERE f.enrolment_id = e.id AND f.sequence_step_id = s.id AND f.done_at IS NOT NULL)"
        )
        assert not rows(
            "SELECT f.id FROM follow_up f JOIN permission p ON p.contact_id = f.contact_id AND p.channel = f.channel "
            "WHERE f.done_at IS NULL AND f.enrolment_id IS NOT NULL AND p.status = 'refused'"
        )


@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens_one_step_is_open_and_undo_restores_all(desk: Desk, seed: int) -> None:
    walk = Walk(desk, random.Random(seed))
    before = desk.everything()
    made = 0
    for number in range(STEPS):
        with contextlib.suppress(UserError):
            walk.act()
        walk.check()
        if number % 7 == 0:
            desk.clock.advance(days=walk.chance.randint(0, 4), hours=3)
    assert desk.faults() == []
    while desk.everything()["enrolment"] != before["enrolment"] or desk.rows("SELECT 1 FROM follow_up"):
        desk.database.undo()
        made += 1
        assert made <= STEPS
