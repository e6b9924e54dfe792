"""Today on a bad day: thousands late, everybody with a birthday, thank-yous owed, and after each thing that is done.

The floor is what SQLite needs to find the first hundred late, the first hundred of today and their counts, without
names, reasons and everything else that Today tells.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.bench.measure import Figure, against, cpu_of
from tests.bench.world import World

MOST_MS = 100
_LATE = 0.2  # of the open follow-ups
_ROWS = 100


def figures(world: World) -> Iterator[Figure]:
    """Today opened, and opened again after each action, on a copy made worse."""
    from lifecycle_desktop.core.clock import Moment

    moment = Moment(dt.datetime.now(dt.UTC), "America/Toronto")
    with world.copy() as path:
        _make_worse(path, moment.today)
        yield from _Day(path, moment, world.pairs).figures()


def _make_worse(path: Path, today: dt.date) -> None:
    """Let a fifth of what is open be late, give everybody a birthday, owe thanks, and flag one in a hundred."""
    raw = sqlite3.connect(path)
    with raw:
        raw.execute(
            "UPDATE follow_up SET due_on = date(?, '-' || (1 + id % 60) || ' days') WHERE done_at IS NULL AND id % 100 < ?",
            (today.isoformat(), int(100 * _LATE)),
        )
        raw.execute(
            "INSERT INTO contact_date (contact_id, kind, year, month, day) "
            "SELECT id, 'birthday', 1950 + id % 60, 1 + id % 12, 1 + id % 28 FROM contact"
        )
        raw.execute(
            "INSERT INTO referral (referrer_id, referred_name, given_on, direction, status) "
            "SELECT id, 'A friend', date(?, '-' || (id % 400) || ' days'), 'in', 'given' FROM contact WHERE id % 20 = 0",
            (today.isoformat(),),
        )
        raw.execute(
            "INSERT INTO slipping_shown (id, shown_on) SELECT id, date(?, '-' || (1 + id % 90) || ' days') "
            "FROM contact WHERE slips_on IS NOT NULL AND id % 3 = 0",
            (today.isoformat(),),
        )
        raw.execute("UPDATE contact SET is_do_not_contact = 1, slips_on = NULL WHERE id % 100 = 7")
    raw.close()


class _Day:
    """Today on one database, asked again and again."""

    def __init__(self, path: Path, moment: Any, pairs: int) -> None:
        from lifecycle_desktop.core.store.database import Database

        self.database = Database.open(path)
        self.moment, self.pairs = moment, pairs

    def figures(self) -> Iterator[Figure]:
        """The day opened, then each action with the day after it."""
        try:
            day = self.day()
            yield against(
                "Today on a bad day / its first rows found by raw SQL",
                lambda: cpu_of(self.floor),
                lambda: cpu_of(self.day),
                pairs=self.pairs,
            )
            yield Figure("Today on a bad day", cpu_of(self.day), most=MOST_MS, note=_told(day))
            yield Figure("where what does not fit would go, previewed", cpu_of(self.plan))
            for words, act in self.actions(day):
                spent = cpu_of(act)
                yield Figure(
                    f"Today after: {words}", cpu_of(self.day), most=MOST_MS, note=f"(the step {spent:.1f})"
                )
        finally:
            self.database.close()

    def day(self) -> Any:
        from lifecycle_desktop.core.queries.today import day_list

        with self.database.read() as connection:
            return day_list(connection, self.moment, _ROWS, coming_limit=3, people_limit=10)

    def plan(self) -> Any:
        from lifecycle_desktop.core.queries.day_fit import spread_plan

        with self.database.read() as connection:
            return spread_plan(connection, self.moment)

    def floor(self) -> None:
        today = self.moment.today.isoformat()
        with self.database.read() as connection:
            for sign in ("<", "="):
                connection.execute(
                    f"SELECT f.*, c.* FROM follow_up f JOIN contact c ON c.id = f.contact_id "
                    f"WHERE f.done_at IS NULL AND f.due_on {sign} ? ORDER BY f.due_on, f.due_time LIMIT ?",
                    (today, _ROWS),
                ).fetchall()
                connection.execute(
                    f"SELECT count(*) FROM follow_up WHERE done_at IS NULL AND due_on {sign} ?", (today,)
                ).fetchone()

    def actions(self, day: Any) -> Iterator[tuple[str, Callable[[], Any]]]:
        """What is done on Today, each as the window does it."""
        from lifecycle_desktop.core.model.follow_up import NewFollowUp
        from lifecycle_desktop.core.operations import follow_ups
        from lifecycle_desktop.core.operations.activities import log_touch
        from lifecycle_desktop.core.operations.referrals import note_thanks
        from lifecycle_desktop.core.operations.today_notes import note_looked_at

        today, tomorrow = self.moment.today, self.moment.today + dt.timedelta(days=1)
        lines = day.late or day.today or day.coming
        if lines:
            yield "one ticked off", self.doing(follow_ups.complete_follow_up, lines[0].follow_up_id)
        if len(lines) > 1:
            snoozed = [lines[1].follow_up_id]
            yield "one snoozed", self.doing(follow_ups.snooze_follow_ups, snoozed, tomorrow, None)
        if day.leads:
            yield "a call logged with a lead", self.doing(log_touch, day.leads[0].contact_id, "call")
        if day.slipping:
            shown = [line.contact_id for line in day.slipping]
            yield "ten people noted as shown", self.doing(note_looked_at, shown)
            step = NewFollowUp(shown[0], tomorrow, what="Call")
            yield "a next step for who slips", self.doing(follow_ups.add_follow_up, step)
        if day.thanks:
            yield "a thank-you noted", self.doing(note_thanks, day.thanks[0].referral_id, today)
        yield "the rest of the day spread", self.doing(follow_ups.spread_follow_ups, self.plan().moves)
        yield "all late moved to today", self.doing(follow_ups.move_late_to_today)
        yield "that undone", self.database.undo

    def doing(self, operation: Callable[..., Any], *values: Any) -> Callable[[], Any]:
        """One step of the owner's."""

        def act() -> Any:
            with self.database.write("Step", moment=self.moment) as written:
                return operation(written.connection, *values, self.moment)

        return act


def _told(day: Any) -> str:
    return f"({day.late_count:,} late, {day.today_count:,} today, {day.slipping_count:,} slip, {day.thanks_count:,} thanks)"
