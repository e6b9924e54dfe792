"""The sample: nobody real, everything relative to the day of loading, and a list on Today that shows each kind of line."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desktop.core.clock import UTC, Moment
from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.core.model.capture_words import TEMPERATURES
from lifecycle_desktop.core.model.facts import Rank
from lifecycle_desktop.core.model.lifecycle_file import shipped_lifecycles
from lifecycle_desktop.core.model.permission import PERMISSION_CHANNELS
from lifecycle_desktop.core.model.rhythm import is_quiet, own_rhythm
from lifecycle_desktop.core.model.sample import load_sample
from lifecycle_desktop.core.model.standing import rung
from lifecycle_desktop.core.paths import resources
from lifecycle_desktop.core.recurrence import checked_rule

NOW = Moment(dt.datetime(2026, 4, 14, 13, 52, tzinfo=UTC), "America/Toronto")
SAMPLE = load_sample(NOW)
PERFECT = shipped_lifecycles()[0]


def _stage(person):
    return rung(PERFECT, person.stands)


def test_nobody_in_it_can_be_reached():
    assert all(re.fullmatch(r"555-01\d\d", phone) for each in SAMPLE.people for phone in each.phones)
    assert all(email.endswith("@example.com") for each in SAMPLE.people for email in each.emails)


def test_names_keys_phones_and_mails_are_unique():
    for values in (
        [each.key for each in SAMPLE.people],
        [each.name for each in SAMPLE.people],
        [phone for each in SAMPLE.people for phone in each.phones],
        [email for each in SAMPLE.people for email in each.emails],
    ):
        assert len(values) == len(set(values))


def test_every_stage_of_every_model_that_the_facts_can_reach_without_a_sequence_has_people():
    assert len(SAMPLE.people) >= 55
    counts = [sum(_stage(each) == stage for each in SAMPLE.people) for stage in PERFECT.stages]
    assert min(counts) >= 5


def test_what_they_name_is_there():
    keys = {each.key for each in SAMPLE.people}
    tactics = {tactic.what for stage in SAMPLE.plan.stages for tactic in stage.tactics}
    assert {referral.to for each in SAMPLE.people for referral in each.sent} <= keys
    assert {each.person for each in SAMPLE.done} <= keys
    assert {each.tactic for each in SAMPLE.tasks if each.tactic} <= tactics
    assert {each.temperature for each in SAMPLE.people} <= {*TEMPERATURES.values(), ""}
    assert {channel for each in SAMPLE.people for channel in each.permissions} <= set(PERMISSION_CHANNELS)
    assert {said.partition(":")[0] for each in SAMPLE.people for said in each.qualification.values()} <= {
        "yes",
        "partly",
        "no",
        "unknown",
    }


def test_rules_can_be_followed():
    for step in [step for each in SAMPLE.people for step in each.steps]:
        assert checked_rule(step.rule, step.due_on) == step.rule


def test_today_shows_each_kind_of_line():
    steps = [step for each in SAMPLE.people for step in each.steps] + list(SAMPLE.tasks)
    assert sum(step.due_on < NOW.today for step in steps) == 3
    assert sum(step.due_on == NOW.today for step in steps) == 7
    assert sum(NOW.today < step.due_on <= NOW.today + dt.timedelta(7) for step in steps) >= 11
    waiting = [each for each in SAMPLE.people if each.captured_at and not each.touches]
    assert [each.name for each in waiting] == ["Noah Feldman", "Priya Natarajan"]
    assert sum(each.done_at.date() == NOW.at.date() for each in SAMPLE.done) == 3


def test_those_who_slip_through_are_those_of_the_picture():
    slipping = []
    for each in SAMPLE.people:
        if each.steps or not each.touches:
            continue
        two_way = [touch.at.date() for touch in each.touches if touch.direction in ("both", "in")]
        rhythm = own_rhythm(two_way) or _stage(each).keep_in_touch_days
        if is_quiet((NOW.today - max(touch.at.date() for touch in each.touches)).days, rhythm):
            slipping.append(each.name)
    assert slipping == ["Luke Brandt", "Wei Zhang", "Kate O’Leary", "Paula Nowak", "Ruth & Eli Hoffman"]


def test_every_living_contact_has_a_next_step_or_a_reason_to_ask_for_one():
    without = [each.name for each in SAMPLE.people if not each.steps]
    assert len(without) == 9


def test_the_plan_has_the_gaps_of_the_picture():
    stages = {each.stands: each for each in SAMPLE.plan.stages}
    assert len(stages) == 7
    assert [rank for rank, each in stages.items() if not each.tactics] == [Rank.REPEAT]
    assert [rank for rank, each in stages.items() if not each.trigger] == [Rank.NAME, Rank.REPEAT]
    assert len(SAMPLE.plan.moves) == len(SAMPLE.plan.year_goals) == 3
    assert all(len(tactic.what) <= 40 for each in stages.values() for tactic in each.tactics)


def test_texts_keep_to_the_tone():
    text = resources("sample", "sample.toml").read_text(encoding="utf-8")
    assert "!" not in text


@given(st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2036, 12, 31)))
def test_it_loads_on_any_day_and_the_past_stays_past(at):
    moment = Moment(at.replace(tzinfo=UTC), "America/Toronto")
    sample = load_sample(moment)
    for each in sample.people:
        assert each.added_at <= each.since <= moment.at
        assert all(each.added_at <= touch.at <= moment.at for touch in each.touches)
        assert all(move.at <= moment.at for move in each.moves)
        assert all(purchase.closed_on <= moment.today for purchase in each.purchases)
    assert all(each.done_at <= moment.at for each in sample.done)


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        ('captured = "-26m"', 'captured = "yesterday"', "captured"),
        ('due = "+3d"', 'due = "+3m"', "due"),
        ('stands = "name"', 'stands = "rich"', "stands"),
        ('kind = "email"', 'kind = "fax"', "kind"),
        ('want = "Postcard reply', 'wish = "Postcard reply', "wish"),
        ('email = "given"', "email = 1", "permissions"),
    ],
)
def test_a_mistake_in_the_file_is_told(tmp_path, before, after, field):
    text = resources("sample", "sample.toml").read_text(encoding="utf-8")
    path = tmp_path / "own.toml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(FileProblem, match=f"“{field}”"):
        load_sample(NOW, path)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(FileProblem, match="does not exist"):
        load_sample(NOW, tmp_path / "none.toml")
