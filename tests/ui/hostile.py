"""What strangers type: markup, formulas, control characters, signs of every script, names without end."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.activity import NewActivity
from lifecycle_desktop.core.model.contact import NewContact
from lifecycle_desktop.core.model.draft import Address
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.model.plan import Tactic
from lifecycle_desktop.core.operations.activities import log_activity
from lifecycle_desktop.core.operations.contacts import add_contact
from lifecycle_desktop.core.operations.first_steps import assure_plan
from lifecycle_desktop.core.operations.follow_ups import add_follow_up
from lifecycle_desktop.core.operations.plan_tactics import add_tactic
from lifecycle_desktop.core.operations.plans import set_goal, set_move, set_plan, set_plan_stage
from lifecycle_desktop.core.operations.settings import set_settings
from tests.core.desk import Desk

MARKUP = r"<img src=canary.png><b>x&y</b>{{7*7}}$\bad$"
HOSTILE = (
    MARKUP,
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "-2+3",
    "\uff1d1+1",
    "a\x00b\x07c\x1b[31m\x7f",
    "👩‍👩‍👧‍👦🏳️‍🌈 e\u0301",
    "דנה לוי \u202eevil\u202c",
    "<script>alert(1)</script> &amp; &",
    "%s %n {0} {name} ${x}",
    "'; DROP TABLE contact; --",
    "https://example.com/?a=<b>",
    "&File\tTab\nLine",
    "N" * 10_000,
)
CANARY = (255, 0, 254)  # a red that no token has


def hostile_desk(path: Path) -> Desk:
    """A database whose every text from people is hostile."""
    desk = Desk(path)
    now = desk.moment
    before = Moment(now.at - dt.timedelta(days=90), now.zone)
    with desk.database.write(MARKUP, moment=before) as written:
        connection = written.connection
        assure_plan(connection, now)
        told = {"business_name": MARKUP, "owner_name": MARKUP}
        set_settings(connection, told, before)
        for place, text in enumerate(HOSTILE):
            number = add_contact(connection, _person(desk, text, place), before)
            if place % 4 == 1:
                continue  # nobody's next step: slipping through
            for days in (-2, 0, 3):
                due = now.today + dt.timedelta(days=days)
                step = NewFollowUp(number, due, what=text, channel="call", reason=text)
                add_follow_up(connection, step, now)
            log_activity(connection, NewActivity(number, "note", text=text), now)
        for text in HOSTILE[:3]:
            lead = NewContact(
                full_name=f"{text} lead", phones=(("", "555-0100"),), source=text, is_captured=True
            )
            add_contact(connection, lead, now)
    with desk.database.write(MARKUP, moment=now) as written:
        _fill_plan(written.connection, desk)
    return desk


def _person(desk: Desk, text: str, place: int) -> NewContact:
    stages = desk.rows("SELECT id FROM stage ORDER BY position")
    return NewContact(
        full_name=text,
        nickname=text,
        company=text,
        job_title=text,
        emails=((text[:40], f"a{place}@example.com"),),
        phones=((text[:40], f"+1415555{place:04d}"),),
        addresses=(Address(label=text[:40], street=text, city=text, postal_code=text[:20]),),
        want=text,
        note=text,
        source=text,
        source_detail=text,
        tags=(text,),
        temperature="hot",
        stage_id=stages[place % len(stages)][0],
    )


def _fill_plan(connection: Any, desk: Desk) -> None:
    now = desk.moment
    plan_id = desk.rows("SELECT id FROM plan")[0][0]
    set_plan(connection, plan_id, now, title=MARKUP)
    set_goal(connection, plan_id, 0, now, number="9", words=MARKUP)
    stages = desk.rows("SELECT id, stage_id FROM plan_stage ORDER BY id")
    for place, (number, stage_id) in enumerate(stages):
        text = HOSTILE[place]
        more = {
            "purpose": text,
            "goal_number": "9",
            "goal_unit": text,
            "offer": text,
            "wow": text,
            "move_on": text,
        }
        set_plan_stage(connection, number, now, **more)
        add_tactic(connection, number, Tactic(what=text, rhythm=text[:40], who=text), now)
        if place < 3:
            set_move(connection, plan_id, place, now, what=text, stage_id=stage_id, due_on=now.today)
