"""A Google Contacts CSV of any size, the same bytes for the same numbers, with what is in it told beside."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from pathlib import Path

HEADING = (
    "First Name", "Middle Name", "Last Name", "Phonetic First Name", "Phonetic Last Name", "Name Prefix",
    "Name Suffix", "Nickname", "Organization Name", "Organization Title", "Birthday", "Notes", "Labels",
    "E-mail 1 - Label", "E-mail 1 - Value", "E-mail 2 - Label", "E-mail 2 - Value", "Phone 1 - Label",
    "Phone 1 - Value", "Phone 2 - Label", "Phone 2 - Value", "Address 1 - Label", "Address 1 - Street",
    "Address 1 - City", "Address 1 - Region", "Address 1 - Postal Code", "Address 1 - Country", "Website 1 - Value",
)  # fmt: skip
_FIRST = (
    "Ada", "Brian", "Carol", "Daniel", "Emily", "Frank", "Grace", "Henry", "Irene", "James", "Karen", "Linda", "Maria",
    "Nancy", "Oscar", "Priya", "Quentin", "Robert", "Susan", "Thomas", "Ursula", "Violet", "Wei", "Yusuf",
)  # fmt: skip
_LAST = (
    "Adams", "Baker", "Castillo", "D'Angelo", "Evans", "Ferreira", "Garcia", "Hughes", "Ivanova", "Johnson", "Kim",
    "Lopez", "McDonald", "Nguyen", "O'Brien", "Patel", "Quiroga", "Rossi", "Smith", "Tremblay", "van der Berg",
    "Williams", "Young", "Zimmermann",
)  # fmt: skip
# One person in fifteen writes a name that has to be folded.
_ELSEWHERE = (
    ("Amélie", "Lefèvre"), ("Chloé", "Gagné"), ("Jürgen", "Müller"), ("Łukasz", "Kowalski"), ("Søren", "Ångström"),
    ("Tomás", "García"), ("Nguyễn", "Thị"), ("Zoë", "O’Neill"), ("Мария", "Иванова"), ("Νίκος", "Παπάς"), ("李", "伟"),
    ("محمد", "حسن"),
)  # fmt: skip
_ELSEWHERE_SHARE = 1 / 15
_CITIES = (("Toronto", "ON", "M5V 2T6"), ("Ottawa", "ON", "K1P 1J1"), ("Montréal", "QC", "H2Y 1C6"))
_PHONES = ("+1 {a} {b}-{c:04d}", "({a}) {b}-{c:04d}", "{a}.{b}.{c:04d}", "1-{a}-{b}-{c:04d}", "{a}{b}{c:04d}")
DUPLICATES, BAD = 0.03, 0.005


@dataclass(frozen=True)
class Truth:
    """How many rows, people, rows that repeat somebody, and rows that name nobody were written."""

    rows: int
    people: int
    duplicates: int
    bad: int


def write_people(path: Path, rows: int, seed: int = 1) -> Truth:
    """Write so many rows; every person has a number of their own in e-mail and phone."""
    chance = random.Random(seed)
    people = duplicates = bad = 0
    kept: list[list[str]] = []
    with path.open("w", encoding="utf-8", newline="") as stream:
        write = csv.writer(stream, lineterminator="\n").writerow
        write(HEADING)
        for _row in range(rows):
            dice = chance.random()
            if kept and dice < DUPLICATES:
                write(_repeated(chance.choice(kept)))
                duplicates += 1
            elif dice > 1 - BAD:
                write(_nobody(chance))
                bad += 1
            else:
                people += 1
                person = _person(chance, people)
                write(person)
                if people % 50 == 0:
                    kept.append(person)
    return Truth(rows, people, duplicates, bad)


def _person(chance: random.Random, number: int) -> list[str]:
    first, last = chance.choice(_FIRST), chance.choice(_LAST)
    if chance.random() < _ELSEWHERE_SHARE:
        first, last = chance.choice(_ELSEWHERE)
    row = dict.fromkeys(HEADING, "")
    row |= {"First Name": first, "Last Name": last, "Labels": "* myContacts"}
    row |= {
        "E-mail 1 - Label": "* Home",
        "E-mail 1 - Value": f"person.{number}@example.{chance.choice(('com', 'org'))}",
    }
    row |= {"Phone 1 - Label": "Mobile", "Phone 1 - Value": _phone(chance, number)}
    if chance.random() < 0.3:
        row |= {"E-mail 2 - Label": "Work", "E-mail 2 - Value": f"p{number}@office.example"}
    if chance.random() < 0.2:
        row |= {"Phone 2 - Label": "Work", "Phone 2 - Value": _phone(chance, number + 4_000_000)}
    if chance.random() < 0.8:
        city, region, code = chance.choice(_CITIES)
        row |= {
            "Address 1 - Label": "Home",
            "Address 1 - Street": f"{chance.randint(1, 999)} Elm Street, Unit {number % 90}",
        }
        row |= {"Address 1 - City": city, "Address 1 - Region": region, "Address 1 - Postal Code": code}
        row["Address 1 - Country"] = "Canada"
    if chance.random() < 0.25:
        row |= {"Organization Name": f"{last} & Sons, Ltd.", "Organization Title": "Owner"}
    if chance.random() < 0.1:
        row["Birthday"] = (
            f"19{chance.randint(50, 99)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        )
    if chance.random() < 0.2:
        row["Notes"] = (
            'Wants "a garden",\nasked about schools' if chance.random() < 0.5 else "Met at the open house"
        )
    if chance.random() < 0.3:
        row["Labels"] = f"{chance.choice(('Buyers', 'Sellers', 'Past clients'))} ::: * myContacts"
    return list(row.values())


def _phone(chance: random.Random, number: int) -> str:
    return chance.choice(_PHONES).format(
        a=201 + number // 7_000_000, b=200 + number // 10_000 % 700, c=number % 10_000
    )


def _repeated(person: list[str]) -> list[str]:
    again = list(person)
    place = HEADING.index("E-mail 1 - Value")
    again[place] = again[place].upper()
    return again


def _nobody(chance: random.Random) -> list[str]:
    row = dict.fromkeys(HEADING, "")
    row["Labels"] = "* myContacts"
    row["Address 1 - Country"] = "Canada"
    row["Birthday"] = f"19{chance.randint(50, 99)}-01-01"
    return list(row.values())
