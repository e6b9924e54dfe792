"""A Google Contacts CSV of a few dozen people as a new owner brings it: accents, doubles, and rows nobody can take."""

from __future__ import annotations

import csv
import io
from pathlib import Path

HEAD_LINE = (
    "First Name,Middle Name,Last Name,Name Prefix,Name Suffix,Nickname,Organization Name,Organization Title,"
    "Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,"
    "Address 1 - Label,Address 1 - Street,Address 1 - City,Address 1 - Region,Address 1 - Postal Code,"
    "Website 1 - Label,Website 1 - Value"
)
NAMES = (
    ("Zoë", "Straße"), ("José", "Muñoz"), ("Åsa", "Öberg"), ("Łukasz", "Żak"), ("Siobhán", "O’Neill"),
    ("Nguyễn", "Thị Hoa"), ("Ανδρέας", "Παππάς"), ("Мария", "Иванова"), ("美玲", "陳"), ("דנה", "לוי"),
    ("Amy", "Park"), ("Ben", "Castellano"), ("Carol", "Whitfield"), ("Devon", "Price"), ("Elena", "Ruiz"),
    ("Farid", "Aziz"), ("Grace", "Lindqvist"), ("Hannah", "Kim"), ("Ingrid", "Solberg"), ("Jared", "Stone"),
    ("Kate", "O’Leary"), ("Luke", "Brandt"), ("Mei-Ling", "Tan"), ("Noah", "Feldman"), ("Olivia", "Hart"),
    ("Paula", "Nowak"), ("Quinn", "Reyes"), ("Rosa", "Delgado"), ("Sunil", "Mehta"), ("Tessa", "Boyd"),
)  # fmt: skip
DOUBLE = 1  # the last row is Zoë again, by her e-mail
BAD = 3  # a broken e-mail, a day that does not exist, nobody at all


def people_rows() -> list[dict[str, str]]:
    """The rows: 30 people, one of them twice, and three that cannot be taken."""
    rows = [
        {
            "First Name": first,
            "Last Name": last,
            "E-mail 1 - Label": "* Home",
            "E-mail 1 - Value": f"person{place}@example.com",
            "Phone 1 - Label": "Mobile",
            "Phone 1 - Value": f"+1 415 555 {100 + place:04d}",
            "Labels": "Sphere ::: * myContacts",
            "Notes": "Met at the open house,\nasked about schools" if place % 3 == 0 else "",
            "Address 1 - Street": f"{place + 1} Alder Court",
            "Address 1 - City": "Maplewood",
        }
        for place, (first, last) in enumerate(NAMES)
    ]
    rows.append({"First Name": "Zoe", "Last Name": "Strasse", "E-mail 1 - Value": "PERSON0@example.com"})
    rows.append({"First Name": "Broken", "Last Name": "Mail", "E-mail 1 - Value": "not an address"})
    rows.append({"First Name": "Born", "Last Name": "Never", "Birthday": "2023-02-31"})
    rows.append({"Notes": "nobody is named here"})
    return rows


def write_google_csv(path: Path) -> Path:
    """Write the file as Google does: UTF-8 with a mark, CRLF, only what must be in quotes."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, HEAD_LINE.split(","), restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(people_rows())
    path.write_bytes(b"\xef\xbb\xbf" + text.getvalue().encode())
    return path
