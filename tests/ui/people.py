"""The people of the pictures in a real database, for tests of the board and the table and for looking at them."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.activity import NewActivity
from lifecycle_desktop.core.model.contact import NewContact
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.operations.activities import log_activity
from lifecycle_desktop.core.operations.contacts import add_contact
from lifecycle_desktop.core.operations.follow_ups import add_follow_up
from lifecycle_desktop.core.operations.stages import move_contacts
from tests.core.desk import Desk

# Stage, name, temperature, want, days in the stage, next step as (days from now, time, channel, what) or None.
PEOPLE: tuple[tuple[int, str, str, str, int, tuple[int, str, str, str] | None], ...] = (
    (1, "Priya Natarajan", "hot", "Met at 118 Alder Court, relocating in July", 0, None),
    (1, "Noah Feldman", "hot", "Home-value page, 26 min ago", 0, None),
    (1, "Ben Castellano", "cold", "Postcard reply, maybe next year", 2, (3, "", "email", "send guide")),
    (1, "Mei-Ling Tan", "warm", "Instagram question about schools", 1, (1, "", "text", "reply")),
    (1, "Luke Brandt", "warm", "Asked for a valuation", 21, None),
    (1, "Carol Whitfield", "warm", "Wants to see the market report", 4, (4, "", "email", "send report")),
    (2, "Olivia Hart", "warm", "Renting, lease ends August", 3, (1, "", "call", "call")),
    (2, "Jared Stone", "cold", "Open house, no phone yet", 36, None),
    (2, "Rosa Delgado", "warm", "Price guide sent, said yes to email", 4, (2, "", "email", "welcome 2")),
    (2, "Peter Lindgren", "hot", "Referred by Ingrid Solberg", 1, (0, "", "call", "call")),
    (2, "Amy & Joe Park", "warm", "Open house, twins, 4 bed", 2, (3, "", "call", "call")),
    (3, "Tom Okafor", "warm", "Duplex, asks about financing", 12, (-1, "", "call", "check in")),
    (3, "Hannah Kim", "warm", "3 bed near Alder School, $420k", 9, (0, "11:30", "text", "text two listings")),
    (3, "Wei Zhang", "warm", "First home, wants a small yard", 130, None),
    (3, "Devon Price", "warm", "Asked about property tax", 5, (0, "14:00", "call", "call back")),
    (3, "Yusuf Demir", "warm", "Needs a lender list", 7, (1, "", "email", "send")),
    (3, "Bea Thornton", "cold", "Waiting for spring", 40, (6, "", "call", "call")),
    (4, "Marcus & Jo Bellamy", "hot", "Selling 42 Orchard Lane", 8, (-2, "", "email", "Send the three comps for 42 Orchard Lane")),
    (4, "Elena Ruiz", "hot", "Buyer consult, approved to $510k", 4, (0, "10:00", "meeting", "buyer consult")),
    (4, "Kate O’Leary", "hot", "Toured 5, loved 9 Quarry Road", 9, None),
    (4, "Carmen Diaz", "warm", "Tour two homes", 6, (1, "10:30", "showing", "tour two homes")),
    (5, "Sal & Rita Moretti", "", "Closed 12 March, Mill Street", 33, (-1, "", "call", "check-in")),
    (5, "The Abernathys", "", "Inspection done, closing 28 April", 18, (6, "", "meeting", "walk-through")),
    (5, "Janelle Brooks", "", "Under contract, 5 Fern Way", 11, (1, "", "letter", "appraisal")),
    (5, "Chidi Obi", "", "Under contract, 77 Hill Road", 9, (2, "", "letter", "lender")),
    (5, "Anders Vik", "", "Keys on Friday", 140, (3, "", "visit", "gift + photo")),
    (6, "Grace Lindqvist", "", "Bought 2023, 3 years on Tuesday", 1095, (0, "", "gift", "anniversary card")),
    (6, "Paula Nowak", "", "Bought 2021, may downsize", 1830, None),
    (6, "Sunil Mehta", "warm", "Second rental, wants a fourplex", 1460, (2, "", "call", "call about the fourplex")),
    (6, "The Okonkwos", "", "Bought 2022, new baby", 1470, (21, "", "email", "home report")),
    (6, "Tessa Boyd", "", "Bought 2020, sold 2024", 2190, (21, "", "email", "home report")),
    (7, "Aisha Rahman", "", "Offered to tell her team", 14, (0, "16:30", "call", "ask for a referral")),
    (7, "Ingrid Solberg", "", "Sent 2 friends, 1 bought", 365, (3, "", "gift", "thank-you")),
    (7, "Dr. Helen Moss", "", "Knows every new hire at the clinic", 1100, (7, "", "visit", "coffee")),
    (7, "Mill Street Lending", "", "Partner, sent 3 this year", 730, (8, "", "visit", "lunch")),
)  # fmt: skip

_MORE = {3: 32, 6: 56, 7: 13}
_FIRST = ("Ada", "Bruno", "Clara", "Dev", "Edith", "Farid", "Gwen", "Hugo", "Iris", "Jonas", "Kaya", "Lena")
_LAST = (
    "Abbott",
    "Boucher",
    "Cole",
    "Dufour",
    "Ellis",
    "Fong",
    "Gagnon",
    "Hill",
    "Ito",
    "Jain",
    "Kerr",
    "Levy",
)
_SOURCES = ("Open house", "Home-value page", "Postcard", "Instagram", "Sphere", "Referral", "Past client")
_TAGS = ("buyer", "seller", "downsizing")


def add_people(desk: Desk, *, crowd: bool = True) -> dict[str, int]:
    """Put the people of the pictures into a desk; their ids by name."""
    numbers = random.Random(7)
    ids: dict[str, int] = {}
    stages = desk.rows("SELECT id FROM stage ORDER BY position")
    everybody = list(PEOPLE)
    for stage, count in _MORE.items() if crowd else ():
        for place in range(count):
            name = f"{_FIRST[place % 12]} {_LAST[(place // 12 + place) % 12]}"
            step = (numbers.randint(10, 60), "", "call", "call")
            everybody.append((stage, name, "", "Sphere, from the open day", numbers.randint(20, 70), step))
    with desk.database.write("People", moment=desk.moment) as written:
        for stage, name, temperature, want, days, step in everybody:
            _add(
                written.connection,
                desk,
                stages[stage - 1][0],
                name,
                temperature,
                want,
                days,
                step,
                numbers,
                ids,
            )
        _add_stays(written.connection, desk, [row[0] for row in stages], numbers)
    return ids


def _add(connection, desk, stage_id, name, temperature, want, days, step, numbers, ids):
    now = desk.moment
    then = Moment(now.at - dt.timedelta(days=days), now.zone)
    waits = {"Noah Feldman": 26, "Priya Natarajan": 3}.get(name)
    captured = now.at - dt.timedelta(minutes=waits) if waits else None
    contact_id = add_contact(
        connection,
        NewContact(
            full_name=name,
            temperature=temperature,
            want=want,
            stage_id=stage_id,
            source=numbers.choice(_SOURCES),
            value_minor=numbers.randrange(350, 720) * 100_000,
            currency="USD",
            tags=(numbers.choice(_TAGS),),
            is_captured=waits is not None,
            captured_at=captured,
            emails=(("", "jo.bellamy@example.com"),) if name.startswith("Marcus") else (),
            phones=(("", "555-0115"),) if name.startswith("Marcus") else (),
            preferred_channel="text" if name.startswith("Marcus") else "",
        ),
        then,
    )
    ids[name] = contact_id
    if waits is None and days:
        ago = min(days, numbers.randint(1, 9))
        at = now.at - dt.timedelta(days=ago)
        log_activity(
            connection, NewActivity(contact_id, "note", happened_at=at, text="Asked about the area."), now
        )
        log_activity(connection, NewActivity(contact_id, "call", happened_at=at, minutes=12, text="They want to list before school is out. Worried about the roof."), now)  # fmt: skip
    if step is not None:
        in_days, time, channel, what = step
        due = now.today + dt.timedelta(days=in_days)
        at = dt.time.fromisoformat(time) if time else None
        add_follow_up(connection, NewFollowUp(contact_id, due, at, what=what, channel=channel), now)


def _add_stays(connection, desk, stages, numbers):
    """Somebody who went through the stages, so that typical stays are known for the first five."""
    now = desk.moment
    typical = (3, 4, 26, 11, 34)
    for number in range(6):
        at = now.at - dt.timedelta(days=300)
        moment = Moment(at, now.zone)
        contact_id = add_contact(
            connection, NewContact(full_name=f"Former {number}", company="Gone", stage_id=stages[0]), moment
        )
        for place, days in enumerate(typical):
            at += dt.timedelta(days=days)
            moment = Moment(at, now.zone)
            move_contacts(connection, [contact_id], stages[place + 1], moment)
        from lifecycle_desktop.core.operations.contacts import delete_contacts

        delete_contacts(connection, [contact_id], moment)


def desk_with_people(path: Path, *, crowd: bool = True) -> tuple[Desk, dict[str, int]]:
    """A new database with the people of the pictures."""
    desk = Desk(path)
    return desk, add_people(desk, crowd=crowd)
