"""The sample people and their plan: a TOML file whose days are relative to the day of loading."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.files import file_problem
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.activity import ActivityKind
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.facts import Rank
from lifecycle_desktop.core.model.spoken_date import wall_instant
from lifecycle_desktop.core.model.spoken_day import months_later
from lifecycle_desktop.core.model.toml_table import TomlTable
from lifecycle_desktop.core.paths import resources

_RELATIVE = re.compile(r"([+-]?\d{1,4})(m|d|y)(?: (\d{2}):(\d{2}))?")
MINOR = 100
"""Smallest units in one unit of the sample's currency."""


@dataclass(frozen=True, slots=True)
class SampleTouch:
    """Something that happened; `direction` None is the usual one of its kind."""

    at: dt.datetime
    kind: ActivityKind
    direction: str | None
    minutes: int | None
    outcome: str
    text: str


@dataclass(frozen=True, slots=True)
class SampleMove:
    """A move to the stage that the rank proves."""

    at: dt.datetime
    stands: Rank
    reason: str


@dataclass(frozen=True, slots=True)
class SampleStep:
    """Something to do, perhaps recurring (`rule`), perhaps of a tactic of the plan (by its words)."""

    due_on: dt.date
    due_time: dt.time | None
    what: str
    channel: Channel
    reason: str
    is_promise: bool = False
    rule: str = ""
    tactic: str = ""


@dataclass(frozen=True, slots=True)
class SamplePurchase:
    """A closed sale; money in the currency's smallest unit."""

    closed_on: dt.date
    line: str
    what: str
    price_minor: int
    revenue_minor: int
    satisfaction: int | None


@dataclass(frozen=True, slots=True)
class SampleReferral:
    """Somebody sent to the owner: the key of the one who was sent, and how far it went."""

    to: str
    given_on: dt.date
    status: str
    thanked_on: dt.date | None


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """A sample person. `stands` is the rank whose stage they stand on, since `since`.

    `captured_at` is set for leads that came in; `added_at` is when the contact was made.
    `permissions` maps channel to status, `qualification` question to answer ("yes", or "yes: what they said");
    birthdays are (month, day).
    """

    key: str
    name: str
    kind: str
    stands: Rank
    since: dt.datetime
    added_at: dt.datetime
    captured_at: dt.datetime | None
    want: str
    temperature: str
    company: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    street: str
    city: str
    source: str
    source_detail: str
    value_minor: int | None
    tags: tuple[str, ...]
    language: str
    preferred_channel: str
    quiet_until: str
    is_core: bool
    permissions: Mapping[str, str]
    qualification: Mapping[str, str]
    birthdays: tuple[tuple[int, int], ...]
    moves: tuple[SampleMove, ...]
    touches: tuple[SampleTouch, ...]
    steps: tuple[SampleStep, ...]
    purchases: tuple[SamplePurchase, ...]
    sent: tuple[SampleReferral, ...]


@dataclass(frozen=True, slots=True)
class SampleDone:
    """A follow-up that was done."""

    person: str
    due_on: dt.date
    done_at: dt.datetime
    what: str
    channel: Channel


@dataclass(frozen=True, slots=True)
class SampleTactic:
    """A tactic of the sample plan."""

    what: str
    rhythm: str
    channel: Channel
    cost_minor: int | None
    makes_follow_ups: bool


@dataclass(frozen=True, slots=True)
class SamplePlanStage:
    """What the sample plan says for the stage that the rank proves."""

    stands: Rank
    purpose: str
    goal_number: str
    goal_unit: str
    offer: str
    wow: str
    trigger: str
    tactics: tuple[SampleTactic, ...]


@dataclass(frozen=True, slots=True)
class SamplePlanMove:
    """One of the next three moves."""

    what: str
    stands: Rank
    due_on: dt.date


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """The sample plan; year goals are (number, words)."""

    year_goals: tuple[tuple[str, str], ...]
    moves: tuple[SamplePlanMove, ...]
    stages: tuple[SamplePlanStage, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """Everything that one click brings in, and one click takes out again."""

    business: str
    owner: str
    currency: str
    people: tuple[SamplePerson, ...]
    tasks: tuple[SampleStep, ...]
    done: tuple[SampleDone, ...]
    plan: SamplePlan


def load_sample(moment: Moment, path: Path | None = None) -> Sample:
    """The shipped sample, or that of a file, as of a moment.

    Raises `FileProblem`, naming file and field, for anything that is not as it should be.
    """
    place = path or resources("sample", "sample.toml")
    try:
        content = place.read_bytes()
    except OSError as error:
        raise file_problem(error, place) from error
    reader = _SampleReader(moment)
    return reader.sample(TomlTable.read(content, place.name))


class _SampleReader:
    def __init__(self, moment: Moment) -> None:
        self._moment = moment

    def sample(self, table: TomlTable) -> Sample:
        plan = table.child("plan")
        if plan is None:
            raise table.problem("plan", _("is missing"))
        sample = Sample(
            business=table.text("business"),
            owner=table.text("owner"),
            currency=table.text("currency", needed=True),
            people=tuple(self._person(each) for each in table.children("person")),
            tasks=tuple(self._step(each) for each in table.children("task")),
            done=tuple(self._done(each) for each in table.children("done")),
            plan=self._plan(plan),
        )
        table.finish()
        return sample

    def _person(self, table: TomlTable) -> SamplePerson:
        address = table.child("address")
        touches = tuple(self._touch(each) for each in table.children("touch"))
        moves = tuple(self._move(each) for each in table.children("move"))
        purchases = tuple(self._purchase(each) for each in table.children("purchase"))
        captured_at = self._instant(table, "captured") if table.holds("captured") else None
        earliest = [touch.at for touch in touches] + [move.at for move in moves]
        earliest.append(captured_at or self._moment.at)
        earliest += [self._at_noon(each.closed_on) for each in purchases]
        since = self._instant(table, "since") if table.holds("since") else captured_at or min(earliest)
        person = SamplePerson(
            key=table.text("key", needed=True),
            name=table.text("name", needed=True),
            kind=table.text("kind") or "person",
            stands=self._rank(table),
            since=max(since, captured_at) if captured_at else since,
            added_at=captured_at or min([*earliest, since]),
            captured_at=captured_at,
            want=table.text("want"),
            temperature=table.text("temperature"),
            company=table.text("company"),
            phones=table.texts("phones"),
            emails=table.texts("emails"),
            street=address.text("street") if address else "",
            city=address.text("city") if address else "",
            source=table.text("source"),
            source_detail=table.text("source_detail"),
            value_minor=self._money(table, "value"),
            tags=table.texts("tags"),
            language=table.text("language"),
            preferred_channel=table.text("preferred"),
            quiet_until=table.text("quiet_until"),
            is_core=table.truth("is_core"),
            permissions=table.pairs("permissions"),
            qualification=table.pairs("qualification"),
            birthdays=tuple(self._birthday(text) for text in table.texts("birthdays")),
            moves=moves,
            touches=touches,
            steps=tuple(self._step(each) for each in table.children("step")),
            purchases=purchases,
            sent=tuple(self._referral(each) for each in table.children("sent")),
        )
        table.finish()
        return person

    def _touch(self, table: TomlTable) -> SampleTouch:
        touch = SampleTouch(
            at=self._instant(table, "at"),
            kind=table.choice("kind", ActivityKind) or ActivityKind.NOTE,
            direction=table.text("direction") or None,
            minutes=table.number("minutes", 1, 600),
            outcome=table.text("outcome"),
            text=table.text("text"),
        )
        table.finish()
        return touch

    def _move(self, table: TomlTable) -> SampleMove:
        move = SampleMove(self._instant(table, "at"), self._rank(table), table.text("reason"))
        table.finish()
        return move

    def _step(self, table: TomlTable) -> SampleStep:
        due_on, due_time = self._day(table, "due")
        step = SampleStep(
            due_on=due_on,
            due_time=due_time,
            what=table.text("what", needed=True),
            channel=table.choice("channel", Channel) or Channel.OTHER,
            reason=table.text("reason"),
            is_promise=table.truth("is_promise"),
            rule=table.text("rule"),
            tactic=table.text("tactic"),
        )
        table.finish()
        return step

    def _purchase(self, table: TomlTable) -> SamplePurchase:
        purchase = SamplePurchase(
            closed_on=self._day(table, "closed")[0],
            line=table.text("line", needed=True),
            what=table.text("what"),
            price_minor=self._money(table, "price") or 0,
            revenue_minor=self._money(table, "revenue") or 0,
            satisfaction=table.number("satisfaction", 0, 10),
        )
        table.finish()
        return purchase

    def _referral(self, table: TomlTable) -> SampleReferral:
        referral = SampleReferral(
            to=table.text("to", needed=True),
            given_on=self._day(table, "given")[0],
            status=table.text("status", needed=True),
            thanked_on=self._day(table, "thanked")[0] if table.holds("thanked") else None,
        )
        table.finish()
        return referral

    def _done(self, table: TomlTable) -> SampleDone:
        done = SampleDone(
            person=table.text("person", needed=True),
            due_on=self._day(table, "due")[0],
            done_at=self._instant(table, "at"),
            what=table.text("what", needed=True),
            channel=table.choice("channel", Channel) or Channel.OTHER,
        )
        table.finish()
        return done

    def _plan(self, table: TomlTable) -> SamplePlan:
        goals = []
        for goal in table.children("year_goal"):
            goals.append((goal.text("number"), goal.text("words")))
            goal.finish()
        moves = []
        for move in table.children("move"):
            due_on = self._day(move, "due")[0]
            moves.append(SamplePlanMove(move.text("what", needed=True), self._rank(move), due_on))
            move.finish()
        plan = SamplePlan(
            tuple(goals), tuple(moves), tuple(self._plan_stage(each) for each in table.children("stage"))
        )
        table.finish()
        return plan

    def _plan_stage(self, table: TomlTable) -> SamplePlanStage:
        stage = SamplePlanStage(
            stands=self._rank(table),
            purpose=table.text("purpose"),
            goal_number=table.text("goal_number"),
            goal_unit=table.text("goal_unit"),
            offer=table.text("offer"),
            wow=table.text("wow"),
            trigger=table.text("trigger"),
            tactics=tuple(self._tactic(each) for each in table.children("tactic")),
        )
        table.finish()
        return stage

    def _tactic(self, table: TomlTable) -> SampleTactic:
        tactic = SampleTactic(
            what=table.text("what", needed=True),
            rhythm=table.text("rhythm"),
            channel=table.choice("channel", Channel) or Channel.OTHER,
            cost_minor=self._money(table, "cost"),
            makes_follow_ups=table.truth("makes_follow_ups"),
        )
        table.finish()
        return tactic

    def _rank(self, table: TomlTable) -> Rank:
        return table.choice_of("stands", table.text("stands", needed=True), Rank)

    def _money(self, table: TomlTable, field: str) -> int | None:
        units = table.number(field, 0, 100_000_000)
        return None if units is None else units * MINOR

    def _birthday(self, text: str) -> tuple[int, int]:
        day = dt.date.fromisoformat(f"2000-{text}")
        return day.month, day.day

    def _day(self, table: TomlTable, field: str) -> tuple[dt.date, dt.time | None]:
        found = _RELATIVE.fullmatch(table.text(field, needed=True))
        if found is None or found[2] == "m":
            raise table.problem(field, _("must look like “-2d” or “+1d 10:00”"))
        time = dt.time(int(found[3]), int(found[4])) if found[3] else None
        return self._days_away(int(found[1]), found[2]), time

    def _instant(self, table: TomlTable, field: str) -> dt.datetime:
        found = _RELATIVE.fullmatch(table.text(field, needed=True))
        if found is None:
            raise table.problem(field, _("must look like “-26m”, “-2d” or “-2d 14:05”"))
        if found[2] == "m":
            return self._moment.at + dt.timedelta(minutes=int(found[1]))
        time = dt.time(int(found[3]), int(found[4])) if found[3] else dt.time(12)
        return wall_instant(self._days_away(int(found[1]), found[2]), time, self._moment.zone)

    def _days_away(self, count: int, unit: str) -> dt.date:
        if unit == "y":
            return months_later(self._moment.today, 12 * count)
        return self._moment.today + dt.timedelta(days=count)

    def _at_noon(self, day: dt.date) -> dt.datetime:
        return wall_instant(day, dt.time(12), self._moment.zone)
