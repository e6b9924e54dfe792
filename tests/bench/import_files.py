"""Imports of a workbook, a calendar and tables of the past, each against reading the same file alone."""

from __future__ import annotations

import csv
import datetime as dt
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from tests.bench.import_csv import raw_import
from tests.bench.measure import Child, Figure, program, python
from tests.bench.people_csv import write_people
from tests.bench.world import World

EVENTS = 10_000
MOST_PAIRS = 3  # each takes some seconds
_READ_BOOK = """
import sys
from python_calamine import CalamineWorkbook
rows = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
print(sum(1 for row in rows if any(row)) - 1)
"""
_READ_CALENDAR = """
import sys
from icalendar import Calendar
with open(sys.argv[1], "rb") as f:
    print(sum(1 for each in Calendar.from_ical(f.read()).walk("VEVENT") if each["UID"]))
"""


def figures(world: World) -> Iterator[Figure]:
    """The workbook into an empty database, the calendar, and purchases and activities of people who are there."""
    program(world.empty("warm.db"), "models")
    table, book = world.folder / "people.csv", world.folder / "people.xlsx"
    truth = write_people(table, world.contacts)
    write_book(table, book)
    target = world.folder / "brought.db"
    pairs = min(world.pairs, MOST_PAIRS)

    def bring(path: Path, new: int, *words: str) -> Child:
        done = program(world.empty(target.name), "import", str(path), "--json", *words)
        assure_new(done, new)
        return done

    yield from measured(
        f"workbook of {truth.rows:,} rows / its reader alone",
        lambda: python("-c", _READ_BOOK, str(book)),
        lambda: bring(book, truth.people),
        pairs,
        note="the same rows and counts as the CSV",
    )
    again = program(target, "import", str(book), "--json")
    assure_new(again, 0)
    plain = bring(table, truth.people)
    yield Figure("the same rows as CSV", plain.cpu, unit="ms CPU")
    calendar, events = world.folder / "plan.ics", min(EVENTS, world.contacts)
    write_calendar(calendar, events)
    yield from measured(
        f"calendar of {events:,} events / its parser alone",
        lambda: python("-c", _READ_CALENDAR, str(calendar)),
        lambda: bring(calendar, events),
        pairs,
    )
    yield from _past(world, pairs)


def _past(world: World, pairs: int) -> Iterator[Figure]:
    """A purchase and an activity of everybody of the CSV, who is there already."""
    program(world.folder / "brought.db", "undo")
    people = world.empty("people-of-past.db")
    rows = min(world.contacts, 20_000)
    table = world.folder / "some.csv"
    write_people(table, rows)
    program(people, "import", str(table))
    for kind, write in (("purchases", write_purchases), ("activities", write_activities)):
        path = world.folder / f"{kind}.csv"
        count = write(table, path)

        def bring(path: Path = path, kind: str = kind, count: int = count) -> Child:
            done = program(people, "import", str(path), "--kind", kind, "--json")
            assure_new(done, count)
            program(people, "undo")
            return done

        yield from measured(
            f"{count:,} {kind} / .import of the same file",
            lambda path=path: raw_import(world.folder / "raw.db", path),  # type: ignore[misc]
            bring,
            pairs,
        )


def measured(
    what: str, floor: Callable[[], Child], subject: Callable[[], Child], pairs: int, note: str = ""
) -> Iterator[Figure]:
    """A file against what only reads it, in turn, and the memory it takes."""
    floors, subjects = [], []
    for _pair in range(pairs):
        floors.append(floor())
        subjects.append(subject())
    told = f"{median(one.wall for one in subjects) / 1000:.1f} s wall"
    yield Figure(
        what,
        median(one.cpu for one in subjects),
        median(one.cpu for one in floors),
        median(high.cpu / low.cpu for low, high in zip(floors, subjects, strict=True)),
        unit="ms CPU",
        note=f"{told}; {note}" if note else told,
    )
    yield Figure("peak memory of that", max(one.peak for one in subjects), unit="MB", most=300)


def assure_new(done: Child, count: int) -> None:
    """Stop when something else came in than what is in the file."""
    told = json.loads(done.output[done.output.index("{") :])
    if told["new"] != count or (told["updated"] and not count):
        raise RuntimeError(f"{told['new']} new and {told['updated']} updated where {count} should be new")


def write_book(table: Path, book: Path) -> None:
    """Write the rows of a table as an Excel workbook."""
    import xlsxwriter

    with table.open(newline="", encoding="utf-8") as stream:
        made = xlsxwriter.Workbook(book, {"constant_memory": True, "strings_to_formulas": False})
        sheet = made.add_worksheet("People")
        for number, row in enumerate(csv.reader(stream)):
            sheet.write_row(number, 0, row)
        made.close()


def write_calendar(path: Path, count: int) -> None:
    """Write events as a calendar program does, one a quarter of an hour, all still to come."""
    first = dt.datetime(2100, 1, 4, 8, 0)
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Bench//EN\r\n")
        for n in range(count):
            at = first + dt.timedelta(minutes=15 * n)
            lines = (
                "BEGIN:VEVENT", f"UID:{n}@calendar.example", "DTSTAMP:20260101T000000Z", f"DTSTART:{at:%Y%m%dT%H%M%S}",
                f"DTEND:{at + dt.timedelta(minutes=15):%Y%m%dT%H%M%S}", f"SUMMARY:Call about house {n}",
                "DESCRIPTION:Ask what they think\\, and when they want to see it.", "STATUS:CONFIRMED", "END:VEVENT", "",
            )  # fmt: skip
            stream.write("\r\n".join(lines))
        stream.write("END:VCALENDAR\r\n")


def write_purchases(people: Path, path: Path) -> int:
    """Write a purchase of everybody who can be told by an e-mail address; how many."""
    heading = (
        "Client",
        "Email",
        "Closing date",
        "Property",
        "Service line",
        "Sale price",
        "Commission",
        "Notes",
    )
    chance = random.Random(3)

    def row(name: str, email: str) -> tuple[object, ...]:
        price = chance.randrange(150, 900) * 1000
        day = f"{chance.randrange(2015, 2025)}-0{chance.randrange(1, 10)}-1{chance.randrange(10)}"
        side = chance.choice(("Buyer side", "Seller side", "Rental"))
        return (name, email, day, f"{price % 977} Elm", side, f"${price:,}", price * 3 // 100, "")

    return _write_past(people, path, heading, row)


def write_activities(people: Path, path: Path) -> int:
    """Write a call or mail with everybody who can be told by an e-mail address; how many."""
    chance = random.Random(4)

    def row(name: str, email: str) -> tuple[object, ...]:
        day = f"{chance.randrange(1, 10)}/1{chance.randrange(10)}/{chance.randrange(2015, 2025)}"
        kind = chance.choice(("Phone call", "Email sent", "SMS"))
        return (
            name,
            email,
            kind,
            day,
            f"{chance.randrange(9, 18)}:30",
            "reached",
            "Talked about the house",
            "12 min",
        )

    heading = ("Name", "Email", "Type", "Date", "Time", "Outcome", "Notes", "Duration")
    return _write_past(people, path, heading, row)


def _write_past(
    people: Path, path: Path, heading: tuple[str, ...], row: Callable[[str, str], tuple[object, ...]]
) -> int:
    count, seen = 0, set()
    with (
        people.open(newline="", encoding="utf-8") as source,
        path.open("w", newline="", encoding="utf-8") as stream,
    ):
        writer = csv.writer(stream)
        writer.writerow(heading)
        for each in csv.DictReader(source):
            email = each["E-mail 1 - Value"].strip()
            if "@" not in email or email.lower() in seen or email.count("@") > 1:
                continue
            seen.add(email.lower())
            writer.writerow(row(f"{each['First Name']} {each['Last Name']}".strip(), email))
            count += 1
    return count
