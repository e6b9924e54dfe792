"""A small business made by chance, with everything that can go wrong in figures: for the insights by brute force."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from lifecycle_desktop.core.clock import instant_text, zone_info
from lifecycle_desktop.core.operations.settings import set_setting
from lifecycle_desktop.core.store.engine import bare
from tests.core.desk import Desk

KINDS = (
    "call",
    "text",
    "email",
    "letter",
    "meeting",
    "showing",
    "open_house",
    "note",
    "review",
    "complaint",
    "gift",
)
PEOPLE = 140


class Chance:
    """Rows by chance, all through one step, so that the derived columns are filled as ever."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.chance = desk, random.Random(seed)
        self.zone = zone_info(desk.moment.zone)
        self.now = desk.moment.at

    def fill(self) -> None:
        desk = self.desk
        with desk.database.write("Chance", moment=desk.moment) as written:
            self.sql = bare(written.connection)
            self.sources = [self.add("source", name=n, name_folded=n.lower()) for n in ("Web", "Fair", "Ads")]
            self.lines = [self.add("service_line", name=name) for name in ("Buyer side", "Seller side")]
            self.offers = [self.add("offer", name=name) for name in ("Guide", "Valuation")]
            self.stages = [
                row[0] for row in self.sql.execute("SELECT id FROM stage ORDER BY position").fetchall()
            ]
            self.people = [self.person(number) for number in range(PEOPLE)]
            self.campaigns = [self.campaign(number) for number in range(7)]
            for _number in range(90):
                self.joined()
            for _number in range(60):
                self.referral()
            set_setting(written.connection, "hourly_rate_minor", "5000")
            set_setting(written.connection, "currency_rates", "CAD 0.731")

    def add(self, table: str, **columns: Any) -> int:
        named, marks = ", ".join(columns), ", ".join("?" * len(columns))
        done = self.sql.execute(f"INSERT INTO {table} ({named}) VALUES ({marks})", tuple(columns.values()))
        assert done.lastrowid is not None
        return done.lastrowid

    def ago(self, most_days: int, least_days: int = 0) -> dt.datetime:
        minutes = self.chance.randrange(least_days * 1440, most_days * 1440)
        return self.now - dt.timedelta(minutes=minutes)

    def day(self, at: dt.datetime) -> str:
        return at.astimezone(self.zone).date().isoformat()

    def person(self, number: int) -> int:
        chance, created = self.chance, self.ago(1500)
        where = chance.randrange(len(self.stages))
        since = created + (self.now - created) * chance.random()
        trashed = chance.random() < 0.1
        contact_id = self.add(
            "contact", display_name=f"P{number}", sort_name=f"p{number:03d}", stage_id=self.stages[where],
            stage_since_at=instant_text(since), created_at=instant_text(created), updated_at=instant_text(since),
            captured_at=instant_text(created) if chance.random() < 0.7 else None,
            source_id=chance.choice([*self.sources, None]), is_do_not_contact=int(chance.random() < 0.05),
            is_archived=int(trashed or chance.random() < 0.05),
            deleted_at=instant_text(self.ago(300)) if trashed else None,
        )  # fmt: skip
        if chance.random() < 0.8:
            self.add(
                "contact_email",
                contact_id=contact_id,
                email=f"p{number}@a.example",
                email_normal=f"p{number}@a.example",
            )
        if chance.random() < 0.6:
            self.add(
                "contact_phone",
                contact_id=contact_id,
                phone=f"555{number:04d}",
                phone_normal=f"+1555{number:04d}",
            )
        self.moves(contact_id, where, created)
        for _touch in range(chance.choice((0, 1, 3, 6))):
            self.touch(contact_id)
        for _purchase in range(chance.choice((0, 0, 1, 1, 2, 4))):
            self.purchase(contact_id)
        for question in chance.sample(("need", "budget", "interest"), chance.choice((0, 0, 1, 2))):
            answer = chance.choice(("yes", "no", "unknown"))
            self.add(
                "qualification",
                contact_id=contact_id,
                question=question,
                answer=answer,
                answered_at=instant_text(since),
            )
        return contact_id

    def moves(self, contact_id: int, where: int, created: dt.datetime) -> None:
        """Steps to where they stand; some once stood higher."""
        path = sorted(self.chance.sample(range(len(self.stages)), self.chance.choice((0, 1, 3))))
        before: int | None = None
        for stage in [*path, where]:
            at = created + (self.now - created) * self.chance.random()
            self.add(
                "stage_move", contact_id=contact_id, from_stage_id=None if before is None else self.stages[before],
                to_stage_id=self.stages[stage], moved_at=instant_text(at), moved_on=self.day(at),
                days_in_from=None if before is None else self.chance.randrange(90),
                cause=self.chance.choice(("hand", "hand", "rule", "import", "model")),
            )  # fmt: skip
            before = stage

    def touch(self, contact_id: int) -> None:
        at, chance = self.ago(1400), self.chance
        has_cost = chance.random() < 0.4
        self.add(
            "activity", contact_id=contact_id, kind=chance.choice(KINDS), direction=chance.choice(("in", "out", "both", "")),
            happened_at=instant_text(at), happened_on=self.day(at), created_at=instant_text(at),
            minutes=chance.choice((None, 5, 17, 40)), cost_minor=chance.randrange(2000) if has_cost else None,
            currency=chance.choice(("USD", "CAD", "EUR")) if has_cost else "",
        )  # fmt: skip

    def purchase(self, contact_id: int) -> None:
        chance = self.chance
        closed = self.day(self.now - dt.timedelta(days=chance.randrange(-40, 1300)))
        sign = -1 if chance.random() < 0.12 else 1
        self.add(
            "purchase", contact_id=contact_id, service_line_id=chance.choice([*self.lines, None]), closed_on=closed,
            price_minor=sign * chance.randrange(90_000_00), revenue_minor=sign * chance.randrange(9_000_00),
            cost_minor=chance.choice((0, 0, 12_345)), currency=chance.choice(("USD", "USD", "", "EUR", "CAD")),
            offer_id=chance.choice([*self.offers, None, None]), created_at=instant_text(self.now),
        )  # fmt: skip

    def campaign(self, number: int) -> int:
        chance = self.chance
        starts = self.now - dt.timedelta(days=chance.randrange(-20, 900))
        campaign_id = self.add(
            "campaign", name=f"C{number}", kind=chance.choice(("campaign", "event")),
            source_id=chance.choice([*self.sources, None]), offer_id=chance.choice([*self.offers, None]),
            starts_on=self.day(starts) if number else None,
            ends_on=self.day(starts + dt.timedelta(days=200)) if chance.random() < 0.4 else None,
            minutes_spent=chance.choice((None, 60, 95)), visitors_seen=chance.choice((None, 0, 12)),
        )  # fmt: skip
        for _cost in range(chance.choice((0, 1, 2, 3))):
            self.add(
                "campaign_cost", campaign_id=campaign_id, what="ad", paid_on=self.day(starts), amount_minor=chance.randrange(1, 90_000),
                currency=chance.choice(("USD", "EUR", "")), rule=chance.choice(("", "FREQ=MONTHLY;BYMONTHDAY=5", "FREQ=WEEKLY;COUNT=9")),
            )  # fmt: skip
        return campaign_id

    def joined(self) -> None:
        contact_id, campaign_id = self.chance.choice(self.people), self.chance.choice(self.campaigns)
        self.add(
            "campaign_contact",
            campaign_id=campaign_id,
            contact_id=contact_id,
            joined_at=instant_text(self.ago(900)),
        )
        if self.chance.random() < 0.3:
            at = self.ago(900)
            self.add(
                "activity", contact_id=contact_id, kind="letter", direction="out", happened_at=instant_text(at),
                happened_on=self.day(at), created_at=instant_text(at), cost_minor=95, currency="USD", minutes=2,
                campaign_id=campaign_id,
            )  # fmt: skip

    def referral(self) -> None:
        """Somebody earlier sent somebody later, so that there is no circle; some were sent twice."""
        sender, sent = sorted(self.chance.sample(range(PEOPLE), 2))
        status = self.chance.choice(("given", "contacted", "met", "signed", "paid", "lost"))
        self.add(
            "referral", referrer_id=self.people[sender], referred_id=self.people[sent] if self.chance.random() < 0.8 else None,
            referred_name="", given_on=self.day(self.ago(700, -5)), direction=self.chance.choice(("in", "in", "in", "out")),
            status=status, thanked_on=self.chance.choice((None, "2026-04-01")),
        )  # fmt: skip
