"""Two years of an agent's life with the clock in hand: nothing due is lost, nobody slipping is starved, lists stand.

The agent keeps a ledger of their own of what must be due, and looks at Today on working days but for two holidays.
"""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any

from lifecycle_desktop.core.model.draft import KeyDate
from lifecycle_desktop.core.model.follow_up import Completed, NewFollowUp
from lifecycle_desktop.core.model.today import FIRST_LINES, LUKEWARM_SEATS
from lifecycle_desktop.core.operations import follow_ups
from lifecycle_desktop.core.operations.contacts import (
    add_date,
    change_contact,
    delete_contacts,
    set_temperature,
)
from lifecycle_desktop.core.operations.today_notes import close_pause, note_looked_at
from lifecycle_desktop.core.queries.day_fit import spread_plan
from lifecycle_desktop.core.queries.today import day_list
from tests.core.desk import Desk

DAYS = 730
EVERYTHING = 10_000
AWAY = ((200, 219), (470, 476))  # days of the story on which the program stays closed
_CHANNELS = ("call", "text", "email", "other", "letter")
ABSOLUTE = 17  # up to so many who slip, nobody is passed over at two openings running


class Agent:
    """Somebody who works through Today, and knows by heart what must be on it."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.chance = desk, random.Random(26)
        self.ledger: dict[int, tuple[int, dt.date, str]] = {}  # contact, day, channel
        self.gone: set[int] = set()
        self.withheld: set[int] = set()
        self.people: list[int] = []
        self.shown: list[set[int]] = []
        self.slipped: list[set[int]] = []
        self.waits: dict[int, int] = {}
        self.opened_on: dt.date | None = None
        for _person in range(26):
            self.meet()

    def meet(self) -> None:
        number = self.desk.add(f"Person {len(self.people):03}")
        self.people.append(number)
        heat = self.chance.choice(("hot", "warm", "cold", ""))
        self.desk.do(set_temperature, [number], heat)
        if self.chance.random() < 0.5:
            day = KeyDate("birthday", 1980, self.chance.randint(1, 12), self.chance.randint(1, 28))
            self.desk.do(add_date, number, day)

    # --- a day ---

    def open_today(self) -> Any:
        """Look at Today and check all that it promises."""
        desk, today = self.desk, self.desk.moment.today
        day = desk.read(day_list, desk.moment, EVERYTHING)
        self.check_nothing_lost(day, today)
        self.check_turns(day)
        assert all(line.reason for line in (*day.late, *day.today, *day.slipping, *day.dates))
        shown = [line.contact_id for line in day.slipping[: day.slipping_today]]
        desk.do(note_looked_at, shown)
        if self.chance.random() < 0.1:
            assert desk.read(day_list, desk.moment, EVERYTHING) == day, "the same facts, the same list"
        self.opened_on = today
        return day

    def check_nothing_lost(self, day: Any, today: dt.date) -> None:
        due = {
            number: (contact, on, channel)
            for number, (contact, on, channel) in self.ledger.items()
            if on <= today and contact not in self.gone
        }
        aside = {
            number
            for number, (contact, _on, channel) in due.items()
            if contact in self.withheld and channel != "other"
        }
        paused = {line.follow_up_id for line in day.away.lines} if day.away else set()
        parts = [paused, *({line.follow_up_id for line in part} for part in (day.late, day.today))]
        assert sum(map(len, parts)) == len(set().union(*parts)), "one stands twice"
        assert set().union(*parts) == due.keys() - aside
        assert {line.follow_up_id for line in day.withheld} == aside
        assert (day.late_count + day.today_count, day.withheld_count) == (len(due) - len(aside), len(aside))
        since = self.opened_on
        if since is not None and (today - since).days > 4:
            assert paused == {number for number, each in due.items() if since < each[1] < today} - aside
        for part in (day.away.lines if day.away else (), [x for x in day.late if not x.is_promise]):
            days = [line.due_on for line in part]
            assert days == sorted(days), "oldest first"

    def check_turns(self, day: Any) -> None:
        slips = {line.contact_id: line for line in day.slipping}
        assert len(slips) == day.slipping_count
        shown = {line.contact_id for line in day.slipping[: day.slipping_today]}
        warm = sum(line.temperature == "warm" for line in slips.values())
        seats = sum(slips[number].temperature == "warm" for number in shown)
        assert seats >= min(warm, LUKEWARM_SEATS)
        if self.shown and len(slips) <= ABSOLUTE:
            starved = (slips.keys() & self.slipped[-1]) - shown - self.shown[-1]
            assert not starved, "passed over at two openings running"
        self.waits = {number: self.waits.get(number, 0) + 1 for number in slips.keys() - shown}
        assert max(self.waits.values(), default=0) <= 1 + len(slips) / (FIRST_LINES - LUKEWARM_SEATS)
        self.shown.append(shown)
        self.slipped.append(set(slips))

    def work(self, day: Any) -> None:
        """Do a part of the day, in one step: tick off, put off, let go, take on; on Mondays spread what is too much."""
        desk, moment = self.desk, self.desk.moment
        plan = desk.read(spread_plan, moment) if moment.today.weekday() == 0 else None
        with desk.database.write("The day", moment=moment) as written:
            if plan is not None:
                follow_ups.spread_follow_ups(written.connection, plan.moves, moment)
                for move in plan.moves:
                    contact, _on, channel = self.ledger[move.follow_up_id]
                    self.ledger[move.follow_up_id] = (contact, move.on, channel)
            lines = [*(day.away.lines if day.away else ()), *day.late, *day.today]
            for line in lines[: self.chance.randint(2, 6)]:
                self.treat(written.connection, line.follow_up_id)
            for line in day.slipping[: self.chance.choice((0, 0, 1, 2))]:
                self.take_on(written.connection, line.contact_id)
            for line in day.withheld[:1]:
                self.note(follow_ups.skip_follow_up(written.connection, line.follow_up_id, moment))

    def treat(self, connection: Any, number: int) -> None:
        moment = self.desk.moment
        contact, _on, channel = self.ledger[number]
        what = self.chance.random()
        if what < 0.2:
            on = moment.today + dt.timedelta(days=self.chance.choice((1, 3, 7)))
            follow_ups.snooze_follow_ups(connection, [number], on, None, moment)
            self.ledger[number] = (contact, on, channel)
            return
        outcome = "reached" if self.chance.random() < 0.5 else "no answer"
        done = follow_ups.complete_follow_up(connection, number, moment, outcome=outcome)
        if not self.note(done) and what < 0.75:
            self.take_on(connection, contact)

    def note(self, done: Completed) -> bool:
        """Cross out what was done, and write down the next of a recurring one; whether there is one."""
        contact, _on, channel = self.ledger.pop(done.follow_up_id)
        if done.next_follow_up_id is None or done.next_due_on is None:
            return False
        self.ledger[done.next_follow_up_id] = (contact, done.next_due_on, channel)
        return True

    def take_on(self, connection: Any, contact: int) -> None:
        moment = self.desk.moment
        on = moment.today + dt.timedelta(days=self.chance.choice((0, 1, 2, 5, 9, 14, 30, 45)))
        channel = self.chance.choice(_CHANNELS)
        new = NewFollowUp(
            contact,
            on,
            channel=channel,
            rule="FREQ=MONTHLY;INTERVAL=2" if self.chance.random() < 0.05 else "",
            is_promise=self.chance.random() < 0.1,
        )
        self.ledger[follow_ups.add_follow_up(connection, new, moment)] = (contact, on, channel)

    def live(self, number: int) -> None:
        """What happens beside the work: new people, some who ask for peace, some who are put in the trash."""
        if number % 45 == 0:
            self.meet()
        if number % 110 == 20:
            calm = self.chance.choice(self.people)
            self.desk.do(change_contact, calm, {"is_do_not_contact": True})
            self.withheld.add(calm)
        if number % 240 == 100:
            lost = self.chance.choice(self.people)
            self.desk.do(delete_contacts, [lost])
            self.gone.add(lost)


def test_in_two_years_nothing_due_is_lost_and_nobody_is_starved(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "two-years.db")
    agent = Agent(desk)
    pauses, openings = 0, 0
    for number in range(DAYS):
        desk.clock.advance(days=1)
        agent.live(number)
        if desk.moment.today.weekday() > 4 or any(first <= number < last for first, last in AWAY):
            continue
        day = agent.open_today()
        openings += 1
        pauses += day.away is not None and day.away.back_on == desk.moment.today
        agent.work(day)
        if day.away is not None and agent.chance.random() < 0.5:
            desk.do(close_pause)
    assert (pauses, openings > 480) == (2, True)
    slipping = [len(each) for each in agent.slipped]
    assert max(slipping) > FIRST_LINES, "the story must press"
    assert sum(0 < count <= ABSOLUTE for count in slipping) > 200
    assert desk.faults() == []
    desk.database.close()
