"""Weeks of a busy desk at random, through the real operations: every undo is exact, every file healthy."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.model.activity import NewActivity
from lifecycle_desktop.core.model.draft import ContactDraft
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.model.import_report import ImportPolicy
from lifecycle_desktop.core.model.lifecycle_file import shipped_lifecycles
from lifecycle_desktop.core.operations import activities, contacts, follow_ups, stages
from lifecycle_desktop.core.operations.imports import import_contacts
from lifecycle_desktop.core.operations.lifecycles import switch_lifecycle
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.store.database import Database
from tests.core.desk import Desk

ACTIONS = int(os.environ.get("LIFECYCLE_RANDOM_STEPS", "300"))
NAMES = ("Ann", "Bob", "Çelik", "Łukasz", "O’Neil", "Grace", "Søren", "שרה")


class Days:
    """A desk, and every state of it that an undo or redo must bring back."""

    def __init__(self, path: Path, seed: int) -> None:
        self.desk = Desk(path)
        self.rng = random.Random(seed)
        self.before: list[dict[str, list[tuple[Any, ...]]]] = []
        self.after: list[dict[str, list[tuple[Any, ...]]]] = []
        self.state = self.desk.everything()

    def one(self, sql: str) -> int:
        rows = self.desk.rows(sql)
        return int(self.rng.choice(rows)[0]) if rows else 0

    @property
    def contact(self) -> int:
        return self.one("SELECT id FROM contact")

    @property
    def day(self) -> dt.date:
        return self.desk.moment.today + dt.timedelta(days=self.rng.randint(-20, 60))

    # -- what a person does

    def add(self) -> None:
        self.desk.add(f"{self.rng.choice(NAMES)} {self.rng.choice(NAMES)} {self.rng.randrange(40)}")

    def change(self) -> None:
        changes = {"want": f"garden {self.rng.randrange(9)}", "company": self.rng.choice(("", "Müller & Co"))}
        self.desk.do(contacts.change_contact, self.contact, changes)

    def reach(self) -> None:
        self.desk.do(contacts.add_email, self.contact, f"p{self.rng.randrange(30)}@example.com")
        self.desk.do(contacts.add_phone, self.contact, f"416555{self.rng.randrange(9999):04d}")
        self.note()

    def tag(self) -> None:
        word = f"tag {self.rng.randrange(5)}"
        act = self.rng.choice((contacts.add_tag, contacts.remove_tag))
        self.desk.do(act, {self.contact, self.contact}, word)

    def trash(self) -> None:
        act = self.rng.choice((contacts.delete_contacts, contacts.bring_back_contacts))
        self.desk.do(act, {self.contact, self.contact})

    def park(self) -> None:
        self.desk.do(contacts.park_contacts, [self.contact], self.rng.choice((None, self.day)))

    def move(self) -> None:
        stage = self.one(
            "SELECT s.id FROM stage s JOIN lifecycle l ON l.id = s.lifecycle_id WHERE l.is_active = 1"
        )
        self.desk.do(stages.move_contacts, {self.contact, self.contact, self.contact}, stage)

    def plan(self) -> None:
        rule = self.rng.choice(("", "", "FREQ=WEEKLY"))
        new = NewFollowUp(self.contact, self.day, channel=self.rng.choice(("call", "email", "")), rule=rule)
        self.desk.do(follow_ups.add_follow_up, new)

    def finish(self) -> None:
        open_one = self.one("SELECT id FROM follow_up WHERE done_at IS NULL")
        act = self.rng.choice((follow_ups.complete_follow_up, follow_ups.skip_follow_up))
        self.desk.do(act, open_one)

    def snooze(self) -> None:
        open_one = self.one("SELECT id FROM follow_up WHERE done_at IS NULL")
        self.desk.do(follow_ups.snooze_follow_ups, [open_one], self.day, None)

    def drop(self) -> None:
        self.desk.do(follow_ups.delete_follow_ups, [self.one("SELECT id FROM follow_up")])

    def log(self) -> None:
        kind = self.rng.choice(("call", "meeting", "note", "email"))
        self.desk.do(activities.log_activity, NewActivity(self.contact, kind))

    def forget(self) -> None:
        self.desk.do(activities.delete_activity, self.one("SELECT id FROM activity"))

    def bring_in(self) -> None:
        drafts = [
            ContactDraft(
                line,
                first=self.rng.choice(NAMES),
                last=f"Import {self.rng.randrange(60)}",
                emails=(("", f"p{self.rng.randrange(60)}@example.com"),),
                phones=(("", f"416556{self.rng.randrange(60):04d}"),),
                tags=(f"tag {self.rng.randrange(5)}",),
                note=self.rng.choice(("", "likes tea")),
            )
            for line in range(2, self.rng.randint(4, 40))
        ]
        with self.desk.database.write("Import", moment=self.desk.moment, cause="import") as written:
            import_contacts(written, drafts, ImportPolicy(), self.desk.moment, Progress(), file_name="x.csv")

    def switch(self) -> None:
        self.desk.do(switch_lifecycle, self.rng.choice(list(shipped_lifecycles())))

    # -- the walk

    def act(self) -> None:
        acts: list[Callable[[], None]] = [
            self.add, self.add, self.change, self.reach, self.tag, self.trash, self.park, self.move, self.plan,
            self.plan, self.finish, self.snooze, self.drop, self.log, self.forget, self.bring_in, self.switch,
        ]  # fmt: skip
        last = self.newest()
        try:
            self.rng.choice(acts)()
        except UserError:  # nobody there yet, nothing to tick off: refused, and nothing changed
            if self.newest() == last:
                assert self.desk.everything() == self.state
        if self.newest() != last:
            self.note(last)
        self.desk.clock.advance(hours=self.rng.choice((0.001, 1, 20, 100)))

    def newest(self) -> int:
        return int(self.desk.rows("SELECT coalesce(max(id), 0) FROM journal_step")[0][0])

    def note(self, last: int | None = None) -> None:
        """Remember the state before the newest step; an act of several steps says so after each."""
        now = self.desk.everything()
        if now != self.state:
            self.before.append(self.state)
            self.after.clear()
            self.state = now

    def undo(self) -> None:
        while self.desk.database.undo() is not None:
            now = self.desk.everything()
            if self.before and now == self.before[-1]:
                self.after.append(self.state)
                self.state = self.before.pop()
                return
        assert not self.before, "the state before a step was never met again"

    def redo(self) -> None:
        while self.desk.database.redo() is not None:
            now = self.desk.everything()
            if self.after and now == self.after[-1]:
                self.before.append(self.state)
                self.state = self.after.pop()
                return
        assert not self.after

    def reopen(self) -> None:
        path = self.desk.database.path
        self.desk.database.close()
        self.desk.database = Database.open(path)
        assert self.desk.everything() == self.state


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_random_days_are_undone_to_the_last_value(tmp_path: Path, seed: int) -> None:
    days = Days(tmp_path / "business.db", seed)
    for number in range(ACTIONS // 2):
        choice = days.rng.randrange(20)
        if choice < 13:
            days.act()
        elif choice < 16:
            days.undo()
        elif choice < 18:
            days.redo()
        elif choice < 19:
            steps = [step for step in days.desk.database.history(12) if not step.is_undone]
            if steps:
                step_id = days.rng.choice(steps).step_id
                with contextlib.suppress(UserError):  # a change of the lifecycle with people added since
                    days.desk.database.undo_step(step_id, "Undo one", moment=days.desk.moment)
                days.note()
        else:
            days.reopen()
        if number % 20 == 0:
            assert days.desk.faults() == []
    while days.before:
        days.undo()
    while days.after:
        days.redo()
    days.reopen()
    assert days.desk.faults() == []
    days.desk.database.close()
