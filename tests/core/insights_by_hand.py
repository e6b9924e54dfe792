"""Every figure of the insights once more, slowly and in plain Python over all rows: what the queries must equal."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from statistics import quantiles
from typing import Any

from lifecycle_desktop.core.clock import zone_info
from lifecycle_desktop.core.recurrence import upcoming
from tests.core.desk import Desk

Row = dict[str, Any]
TABLES = (
    "contact", "contact_email", "contact_phone", "stage", "stage_move", "activity", "purchase", "referral", "campaign",
    "campaign_cost", "campaign_contact", "qualification", "source", "offer",
)  # fmt: skip
TWO_WAY_KINDS = ("meeting", "showing")
TOUCHES = ("call", "text", "email", "letter", "meeting", "showing", "open_house", "review", "gift")


class ByHand:
    """All rows of a database, and the figures from them, for a span of days."""

    def __init__(self, desk: Desk, begin: dt.date | None) -> None:
        self.moment, self.today = desk.moment, desk.moment.today
        self.zone = zone_info(desk.moment.zone)
        self.begin = begin or dt.date.min
        self.t: dict[str, list[Row]] = {}
        for table in TABLES:
            columns = [row[1] for row in desk.rows(f"PRAGMA table_info({table})")]
            self.t[table] = [
                dict(zip(columns, row, strict=True))
                for row in desk.rows(f"SELECT * FROM {table} ORDER BY id")
            ]
        settings = dict(desk.rows("SELECT name, value FROM setting"))
        self.currency = settings.get("currency", "USD")
        self.cad = Fraction("0.731") if "CAD" in settings.get("currency_rates", "") else None
        self.hourly = int(settings.get("hourly_rate_minor", "0"))
        self.contacts = {row["id"]: row for row in self.t["contact"]}
        self.trash = {row["id"] for row in self.t["contact"] if row["deleted_at"]}
        self.purchases = [
            row
            for row in self.t["purchase"]
            if row["closed_on"] <= str(self.today) and row["contact_id"] not in self.trash
        ]

    # -- small things -----------------------------------------------------------------------------------------

    def day(self, instant: str) -> dt.date:
        return dt.datetime.fromisoformat(instant).astimezone(self.zone).date()

    def at(self, instant: str) -> dt.datetime:
        return dt.datetime.fromisoformat(instant)

    def within(self, day: str | dt.date | None) -> bool:
        if day is None:
            return False
        on = dt.date.fromisoformat(day) if isinstance(day, str) else day
        return self.begin <= on <= self.today

    def came(self, contact: Row) -> dt.date:
        return self.day(contact["captured_at"] or contact["created_at"])

    def counts(self, purchase: Row) -> bool:
        return bool(purchase["price_minor"] >= 0 and purchase["revenue_minor"] >= 0)

    def money(self, amounts: Iterable[tuple[str, int]]) -> tuple[int, dict[str, int]]:
        """In the own currency, and what cannot be converted; each currency converted once as a whole."""
        sums: dict[str, int] = defaultdict(int)
        for currency, minor in amounts:
            sums[currency or self.currency] += minor
        own = sums.pop(self.currency, 0)
        if self.cad is not None and "CAD" in sums:
            exact = sums.pop("CAD") * self.cad
            own += int(abs(exact) + Fraction(1, 2)) * (1 if exact >= 0 else -1)
        return own, {currency: minor for currency, minor in sums.items() if minor}

    def net(self, purchases: Iterable[Row]) -> tuple[int, dict[str, int]]:
        return self.money((row["currency"], row["revenue_minor"] - row["cost_minor"]) for row in purchases)

    def work(self, minutes: int) -> int:
        return int(Fraction(minutes * self.hourly, 60) + Fraction(1, 2))

    def of(self, contact_id: int) -> list[Row]:
        return sorted(
            (row for row in self.purchases if row["contact_id"] == contact_id),
            key=lambda row: row["closed_on"],
        )

    def both_ways(self, row: Row) -> bool:
        if row["kind"] in ("note", "complaint"):
            return False
        if row["kind"] in TWO_WAY_KINDS:
            return True
        return bool(row["direction"] == "both" or (row["direction"] == "in" and row["kind"] != "open_house"))

    def customers(self) -> dict[int, list[str]]:
        """Days of purchases that are none of them refunds, by contact."""
        found: dict[int, list[str]] = {}
        for contact_id in self.contacts:
            days = [row["closed_on"] for row in self.of(contact_id) if self.counts(row)]
            if days:
                found[contact_id] = days
        return found

    def is_active(self, contact_id: int, days: list[str], after: int) -> bool:
        since = str(dt.date.fromisoformat(days[0]) + dt.timedelta(days=after))
        touched = (
            row["happened_on"] for row in self.t["activity"]
            if row["contact_id"] == contact_id and self.both_ways(row) and row["happened_at"] <= self.moment.text
        )  # fmt: skip
        return days[-1] >= since or any(day >= since for day in touched)

    def active(self, customers: dict[int, list[str]], after: int) -> tuple[int, int]:
        """Still active so many days after the first purchase, of those who were watched 90 days longer."""
        last = str(self.today - dt.timedelta(days=after + 90))
        watched = {each: days for each, days in customers.items() if days[0] <= last}
        return sum(self.is_active(each, days, after) for each, days in watched.items()), len(watched)

    # -- people -----------------------------------------------------------------------------------------------

    def highest(self) -> dict[int, int]:
        positions = {row["id"]: row["position"] for row in self.t["stage"] if not row["is_retired"]}
        found = {}
        for contact in self.t["contact"]:
            if not contact["deleted_at"] and self.within(self.came(contact)):
                moves = [row for row in self.t["stage_move"] if row["contact_id"] == contact["id"]]
                found[contact["id"]] = max(
                    positions[each] for each in (contact["stage_id"], *(m["to_stage_id"] for m in moves))
                )
        return found

    def funnel(self) -> list[int]:
        highest = self.highest().values()
        return [sum(each >= row["position"] for each in highest) for row in self.t["stage"]]

    def stays(self, stage_id: int) -> list[int]:
        return [
            row["days_in_from"] for row in self.t["stage_move"]
            if row["from_stage_id"] == stage_id and row["days_in_from"] is not None and row["cause"] != "model"
            and self.within(row["moved_on"]) and row["contact_id"] not in self.trash
        ]  # fmt: skip

    def standing(self, stage_id: int) -> list[int]:
        return [
            (self.moment.at.replace(microsecond=0) - self.at(row["stage_since_at"]).replace(microsecond=0)).days
            for row in self.t["contact"] if row["stage_id"] == stage_id and not row["is_archived"]
        ]  # fmt: skip

    def leads(self) -> list[Row]:
        return [
            row
            for row in self.t["contact"]
            if row["captured_at"] and not row["deleted_at"] and self.within(self.day(row["captured_at"]))
        ]

    def waits(self, leads: list[Row]) -> list[int]:
        return [
            max(0, int(self.at(row["first_answer_at"]).timestamp()) - int(self.at(row["captured_at"]).timestamp())) // 60
            for row in leads if row["first_answer_at"]
        ]  # fmt: skip

    def is_reachable(self, contact_id: int) -> bool:
        return any(
            row["contact_id"] == contact_id for row in self.t["contact_email"] + self.t["contact_phone"]
        )

    def bucket(self) -> tuple[int, int, int, int]:
        """Came, lost, silent, and the level."""
        came = sum(self.is_reachable(row["id"]) for row in self.leads())
        lost = sum(self.within(self.day(row["deleted_at"])) for row in self.t["contact"] if row["deleted_at"])
        living = [row for row in self.t["contact"] if not row["is_archived"]]
        silent = sum(self.within(row["slips_on"]) for row in living)
        level = sum(
            (row["slips_on"] is None or row["slips_on"] > str(self.today)) and self.is_reachable(row["id"]) and not row["is_do_not_contact"]
            for row in living
        )  # fmt: skip
        return came, lost, silent, level

    # -- money ------------------------------------------------------------------------------------------------

    def qualified(self) -> set[int]:
        return {row["contact_id"] for row in self.t["qualification"] if row["answer"] != "unknown"}

    def campaign_costs(self, campaign: Row) -> tuple[list[tuple[str, int]], int]:
        """Amounts with their currencies, and minutes."""
        spent, minutes = [], 0
        if campaign["starts_on"] is None or self.within(campaign["starts_on"]):
            minutes = campaign["minutes_spent"] or 0
        for cost in (row for row in self.t["campaign_cost"] if row["campaign_id"] == campaign["id"]):
            days = [str(day) for day in upcoming(cost["rule"], dt.date.fromisoformat(cost["paid_on"]), 400)]
            last = (campaign["ends_on"] or "9999") if cost["rule"] else "9999"
            spent += [
                (cost["currency"], cost["amount_minor"]) for day in days if self.within(day) and day <= last
            ]
        for row in self.t["activity"]:
            if (
                row["campaign_id"] == campaign["id"]
                and self.within(row["happened_on"])
                and row["contact_id"] not in self.trash
            ):
                spent.append((row["currency"], row["cost_minor"] or 0))
                minutes += row["minutes"] or 0
        return spent, minutes

    def joined(self, campaign: Row) -> dict[int, str]:
        """Who joined, by when they first did."""
        found: dict[int, str] = {}
        for row in self.t["campaign_contact"]:
            if row["campaign_id"] == campaign["id"] and row["contact_id"] not in self.trash:
                found[row["contact_id"]] = min(found.get(row["contact_id"], "9"), row["joined_at"])
        return found

    def in_span(self, purchases: Iterable[Row]) -> list[Row]:
        return [row for row in purchases if self.within(row["closed_on"])]

    def downstream(self) -> dict[int, set[int]]:
        """Everybody below each contact: each who was sent belongs to the first who sent them."""
        sender_of: dict[int, int] = {}
        rows = [
            row for row in self.received_ever() if row["referred_id"] is not None
        ]  # fmt: skip
        for row in sorted(rows, key=lambda row: (row["given_on"], row["id"])):
            sender_of.setdefault(row["referred_id"], row["referrer_id"])
        below: dict[int, set[int]] = defaultdict(set)
        for sent in sender_of:
            above = sender_of.get(sent)
            while above is not None:
                below[above].add(sent)
                above = sender_of.get(above)
        return below

    def received_ever(self) -> list[Row]:
        return [
            row for row in self.t["referral"]
            if row["direction"] == "in" and row["given_on"] <= str(self.today)
            and row["referrer_id"] not in self.trash and row["referred_id"] not in self.trash
        ]  # fmt: skip

    def bought_after(self, kind: str, within: int) -> list[Row]:
        """Purchases that came within so many days of a touch of that kind in the span."""
        found = []
        for purchase in self.purchases:
            first = str(dt.date.fromisoformat(purchase["closed_on"]) - dt.timedelta(days=within))
            touches = (
                row for row in self.t["activity"] if row["contact_id"] == purchase["contact_id"] and row["kind"] == kind
                and self.within(row["happened_on"]) and row["happened_at"] >= first and row["happened_on"] <= purchase["closed_on"]
            )  # fmt: skip
            if any(touches):
                found.append(purchase)
        return found


def quartiles(numbers: list[int]) -> tuple[int, float, float, float] | None:
    """How many, and the three quartiles as Python's own library has them."""
    if not numbers:
        return None
    if len(numbers) == 1:
        return 1, numbers[0], numbers[0], numbers[0]
    low, middle, high = quantiles(numbers, n=4, method="inclusive")
    return len(numbers), low, middle, high
