"""People of every kind for smart lists, and who matches a condition by plain Python over their rows."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from sqlalchemy import insert

from lifecycle_desktop.core.clock import Moment, instant_from_text, instant_text
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.model.smart_list import Condition, ContactFilter, Group, Part
from lifecycle_desktop.core.store import schema
from tests.core.desk import Desk

NAMES = (
    "Ann Lee", "Žofie Łukasz", "O'Brien & Söhne", "100% Real_Estate", "Maria José García", "李小龍", "Bob “Bobby” Ray",
    "Cem Öz", "DROP TABLE contact;--", "Eve Adams", "Farid Nur", "Ann Leeson",
)  # fmt: skip
CITIES = ("Maple Hollow", "maple  ridge", "Sankt-Gallen", "Montréal", "")
TEXTS = ("", "Wants a yard", "wants a YÁRD near the river", "50% down_payment", "a'b\"c", "old   note")
TAGS = ("buyer", "seller", "past client")
SOURCES = ("Open house", "Referral")


def fill(desk: Desk, count: int = 40, seed: int = 3) -> None:
    """Put people into the desk whose every field varies."""
    chance = random.Random(seed)
    moment = desk.moment
    stages = [row[0] for row in desk.rows("SELECT id FROM stage ORDER BY position")]
    with desk.database.write("People", moment=moment) as written:
        add = _Adder(written.connection, chance, moment)
        add.named(schema.tag, TAGS)
        add.named(schema.source, SOURCES)
        add.named(schema.own_field, ("Colour",))
        add.row(schema.household, name="The Lees")
        for number in range(count):
            add.person(number, stages)


class _Adder:
    def __init__(self, connection: Any, chance: random.Random, moment: Moment) -> None:
        self._connection, self._chance, self._moment = connection, chance, moment

    def row(self, table: Any, **values: Any) -> int:
        return int(self._connection.execute(insert(table).values(**values)).inserted_primary_key[0])

    def named(self, table: Any, names: tuple[str, ...]) -> None:
        for name in names:
            self.row(table, name=name, name_folded=fold(name))

    def instant(self, most_days: int = 60) -> str:
        # Near midnight of the person's zone now and then, for that is where a day is counted wrong.
        back = dt.timedelta(
            days=self._chance.randrange(most_days), hours=self._chance.choice((0, 9, 10, 11, 23))
        )
        return instant_text(self._moment.at - back - dt.timedelta(minutes=self._chance.randrange(60)))

    def day(self, spread: int = 40) -> str:
        return (self._moment.today + dt.timedelta(days=self._chance.randrange(-spread, spread))).isoformat()

    def perhaps(self, value: Any, otherwise: Any = None) -> Any:
        return value if self._chance.random() < 0.6 else otherwise

    def person(self, number: int, stages: list[int]) -> None:
        chance = self._chance
        name = NAMES[number % len(NAMES)]
        archived = chance.random() < 0.2
        contact_id = self.row(
            schema.contact,
            display_name=name, sort_name=fold(name), company=chance.choice(("", "Łódź Realty", "100% Homes")),
            job_title=chance.choice(("", "Broker", "Agent_1")), want=chance.choice(TEXTS), note=chance.choice(TEXTS),
            stage_id=chance.choice(stages), stage_since_at=self.instant(), temperature=chance.choice(("hot", "warm", "cold", "")),
            source_id=self.perhaps(chance.choice((1, 2))), household_id=self.perhaps(1),
            preferred_channel=chance.choice(("", "call", "email")), language=chance.choice(("", "en", "es")),
            is_do_not_contact=int(chance.random() < 0.2), is_archived=int(archived),
            deleted_at=self._moment.text if archived and chance.random() < 0.5 else None,
            parked_until_on=self.perhaps(self.day()), value_minor=self.perhaps(chance.randrange(10) * 50_000),
            created_at=self.instant(), updated_at=self._moment.text, captured_at=self.perhaps(self.instant()),
            touched_on=self.perhaps(self.day()),
        )  # fmt: skip
        for position in range(chance.randrange(3)):
            email = chance.choice(("Ann@Example.com", "bob_1@mail.example", f"x{number}@y.example"))
            self.row(
                schema.contact_email,
                contact_id=contact_id,
                position=position,
                email=email,
                email_normal=email.lower(),
            )
            phone = chance.choice(("+1 416 555-0134", "555 0199", "call me"))
            digits = "".join(letter for letter in phone if letter.isdigit())
            self.row(
                schema.contact_phone,
                contact_id=contact_id,
                position=position,
                phone=phone,
                phone_normal=digits,
            )
        for position in range(chance.randrange(3)):
            self.row(
                schema.contact_address, contact_id=contact_id, position=position, street=chance.choice(("", "42 Orchard Lane", "9 Éclair St")),
                city=chance.choice(CITIES), region=chance.choice(("", "ON")), postal_code=chance.choice(("", "N2J 1P2")),
                country=chance.choice(("", "Canada")), formatted=chance.choice(("", "", "Maple Tower, 12th floor")),
            )  # fmt: skip
        for tag_id in (1, 2, 3):
            if chance.random() < 0.4:
                self.row(schema.contact_tag, contact_id=contact_id, tag_id=tag_id)
        if chance.random() < 0.5:
            self.row(
                schema.contact_own_value, contact_id=contact_id, own_field_id=1, value=chance.choice(TEXTS)
            )
        for _time in range(chance.randrange(3)):
            status = chance.choice(("given", "refused", "withdrawn", "unknown"))
            self.row(
                schema.permission,
                contact_id=contact_id,
                channel=chance.choice(("call", "email")),
                status=status,
                recorded_at=self._moment.text,
            )
        for _time in range(chance.randrange(3)):
            self.row(
                schema.purchase, contact_id=contact_id, closed_on=self.day(), created_at=self._moment.text
            )
        if chance.random() < 0.5:
            on = dt.date.fromisoformat(self.day(180))
            kind = chance.choice(("birthday", "closing"))
            month, day = chance.choice(((on.month, on.day), (2, 29)))
            self.row(schema.contact_date, contact_id=contact_id, kind=kind, month=month, day=day)
        if chance.random() < 0.5:
            due = self.day()
            self.row(
                schema.follow_up,
                contact_id=contact_id,
                what="call",
                due_on=due,
                first_due_on=due,
                created_at=self._moment.text,
            )
        if chance.random() < 0.5:
            at = self.instant()
            self.row(
                schema.activity,
                contact_id=contact_id,
                kind="call",
                direction="out",
                happened_at=at,
                happened_on=at[:10],
                created_at=at,
            )


class Known:
    """Everybody's rows, and who matches."""

    def __init__(self, desk: Desk) -> None:
        self.today, self.zone = desk.moment.today, desk.moment.zone
        columns = [column.name for column in schema.contact.columns]
        self.people = [
            dict(zip(columns, row, strict=True))
            for row in desk.rows(f"SELECT {', '.join(columns)} FROM contact ORDER BY id")
        ]
        self.rows: dict[str, dict[int, list[dict[str, Any]]]] = {}
        for table in (
            schema.contact_email,
            schema.contact_phone,
            schema.contact_address,
            schema.contact_tag,
            schema.contact_own_value,
            schema.permission,
            schema.purchase,
            schema.contact_date,
        ):
            names = [column.name for column in table.columns]
            for row in desk.rows(f"SELECT {', '.join(names)} FROM {table.name} ORDER BY id"):
                told = dict(zip(names, row, strict=True))
                self.rows.setdefault(table.name, {}).setdefault(told["contact_id"], []).append(told)
        self.limits = dict(desk.rows("SELECT id, stuck_after_days FROM stage"))

    def matching(self, wanted: ContactFilter) -> list[int]:
        """The ids of those whom a filter without typed text shows."""
        return [
            person["id"]
            for person in self.people
            if self._is_visible(person, wanted.group) and self.holds(wanted.group, person)
        ]

    def _is_visible(self, person: dict[str, Any], group: Group) -> bool:
        if group.asks("trash"):
            return True
        return person["deleted_at"] is None if group.asks("archived") else not person["is_archived"]

    def holds(self, part: Part, person: dict[str, Any]) -> bool:
        if isinstance(part, Group):
            if not part.parts:
                return True
            each = (self.holds(inner, person) for inner in part.parts)
            return all(each) if part.how == "all" else any(each)
        return self._condition(part, person)

    def of(self, table: str, person: dict[str, Any]) -> list[dict[str, Any]]:
        return self.rows.get(table, {}).get(person["id"], [])

    def day(self, instant: str) -> dt.date:
        return Moment(instant_from_text(instant), self.zone).today

    def _condition(self, condition: Condition, person: dict[str, Any]) -> bool:
        key, operator, values = condition.key, condition.operator, condition.values
        if operator in ("yes", "no"):
            return self._flag(key, person) == (operator == "yes")
        if key == "phone":
            return self._phone(operator, values, person)
        if (texts := self._texts(key, person)) is not None:
            return _text(operator, values, texts)
        if key in ("stage", "temperature", "source", "household", "channel"):
            column = {"channel": "preferred_channel", "temperature": "temperature"}.get(key, f"{key}_id")
            return _choice(operator, values, person[column])
        if key == "tag":
            has = {row["tag_id"] for row in self.of("contact_tag", person)}
            return {
                "any": bool(has & set(values)), "all": set(values) <= has, "none_of": not has & set(values),
                "filled": bool(has), "empty": not has,
            }[operator]  # fmt: skip
        if key.startswith("permission_"):
            channel = key.partition("_")[2]
            said = [row["status"] for row in self.of("permission", person) if row["channel"] == channel]
            return ((said[-1] if said else "unknown") in values) == (operator == "any")
        return self._day_or_number(condition, person)

    def _texts(self, key: str, person: dict[str, Any]) -> list[str] | None:
        column = {"name": "display_name", "job": "job_title"}.get(key, key)
        if column in ("display_name", "company", "job_title", "want", "note", "language"):
            return [person[column]]
        if key == "email":
            return [row["email"] for row in self.of("contact_email", person)]
        if key in ("street", "city", "region", "postal_code", "country"):
            return [row[key] for row in self.of("contact_address", person)]
        if key == "area":
            parts = ("street", "extended", "city", "region", "postal_code", "formatted")
            return [" ".join(row[part] for part in parts) for row in self.of("contact_address", person)]
        if key == "own":
            return [row["value"] for row in self.of("contact_own_value", person)]
        return None

    def _phone(self, operator: str, values: tuple[Any, ...], person: dict[str, Any]) -> bool:
        rows = self.of("contact_phone", person)
        digits = "".join(letter for letter in str(values[0]) if letter.isdigit()) if values else ""
        if not digits:
            return _text(operator, values, [row["phone"] for row in rows])
        return _text(operator, (digits,), [row["phone_normal"] for row in rows])

    def _flag(self, key: str, person: dict[str, Any]) -> bool:
        limit = self.limits[person["stage_id"]]
        today = self.today.isoformat()
        return bool({
            "slipping": lambda: person["slips_on"] is not None and person["slips_on"] <= today,
            "stuck": lambda: limit is not None and (self.today - self.day(person["stage_since_at"])).days > limit,
            "parked": lambda: (person["parked_until_on"] or "") > today,
            "waits": lambda: person["captured_at"] and not person["first_answer_at"],
            "has_email": lambda: self.of("contact_email", person), "has_phone": lambda: self.of("contact_phone", person),
            "has_address": lambda: self.of("contact_address", person), "do_not_contact": lambda: person["is_do_not_contact"],
            "archived": lambda: person["is_archived"] and not person["deleted_at"],
            "trash": lambda: person["is_archived"] and person["deleted_at"],
        }[key]())  # fmt: skip

    def _day_or_number(self, condition: Condition, person: dict[str, Any]) -> bool:
        key, operator = condition.key, condition.operator
        value: Any = condition.values[0] if condition.values else None
        bought = [dt.date.fromisoformat(row["closed_on"]) for row in self.of("purchase", person)]
        if key in ("birthday", "key_date"):
            return self._date(key, operator, value, person)
        if key == "purchases":
            return len(bought) >= value if operator == "at_least" else len(bought) <= value
        if key == "days_in_stage":
            days = (self.today - self.day(person["stage_since_at"])).days
            return days >= value if operator == "at_least" else days <= value
        if key == "value":
            worth = person["value_minor"]
            if operator in ("filled", "empty"):
                return (worth is not None) == (operator == "filled")
            return worth is not None and (worth >= value if operator == "worth_least" else worth <= value)
        if key == "last_touch" and operator == "quiet":
            touches = self._touches(person) or [self.day(person["created_at"])]
            return max(touches) < self.today - dt.timedelta(days=value)
        found = {
            "created": lambda: [self.day(person["created_at"])],
            "captured": lambda: [self.day(person["captured_at"])] if person["captured_at"] else [],
            "last_touch": lambda: self._touches(person),
            "next_step": lambda: [dt.date.fromisoformat(person["next_step_on"])] if person["next_step_on"] else [],
            "last_purchase": lambda: bought,
        }[key]()  # fmt: skip
        return self._day(operator, value, max(found) if found else None)

    def _touches(self, person: dict[str, Any]) -> list[dt.date]:
        logged = [self.day(person["last_activity_at"])] if person["last_activity_at"] else []
        return logged + ([dt.date.fromisoformat(person["touched_on"])] if person["touched_on"] else [])

    def _day(self, operator: str, value: Any, day: dt.date | None) -> bool:
        if operator in ("none", "empty"):
            return day is None
        if operator == "quiet":
            return day is None or day < self.today - dt.timedelta(days=value)
        if day is None:
            return False
        if operator in ("before", "after"):
            other = dt.date.fromisoformat(value)
            return day < other if operator == "before" else day > other
        return {
            "filled": lambda: True, "late": lambda: day < self.today, "today": lambda: day == self.today,
            "last": lambda: self.today - dt.timedelta(days=value) <= day <= self.today,
            "next": lambda: self.today <= day <= self.today + dt.timedelta(days=value),
        }[operator]()  # fmt: skip

    def _date(self, key: str, operator: str, value: Any, person: dict[str, Any]) -> bool:
        rows = [
            row for row in self.of("contact_date", person) if key == "key_date" or row["kind"] == "birthday"
        ]
        if operator in ("filled", "empty"):
            return bool(rows) == (operator == "filled")
        for row in rows:
            for away in range(min(value, 366) + 1):
                on = self.today + dt.timedelta(days=away)
                try:
                    came = dt.date(on.year, row["month"], row["day"])
                except ValueError:
                    came = dt.date(on.year, 2, 28)
                if came == on:
                    return True
        return False


def _text(operator: str, values: tuple[Any, ...], texts: list[str]) -> bool:
    if operator in ("filled", "empty"):
        return any(texts) == (operator == "filled")
    typed = fold(str(values[0]))
    test = {
        "has": lambda text: typed in text, "lacks": lambda text: typed in text,
        "is": lambda text: text == typed, "begins": lambda text: text.startswith(typed),
    }[operator]  # fmt: skip
    return any(test(fold(text)) for text in texts) != (operator == "lacks")


def _choice(operator: str, values: tuple[Any, ...], value: Any) -> bool:
    if operator in ("filled", "empty"):
        return bool(value) == (operator == "filled")
    return (value in values) == (operator == "any")
