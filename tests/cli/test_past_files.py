"""`import --kind purchases|activities` and `export --format purchases-csv`: to whom, amounts, once only, out and in."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from lifecycle_desktop.core.exchange.past_cells import (
    clock_of,
    grade_of,
    kind_of,
    minor_of,
    minutes_of,
    taken_apart,
)
from tests.cli.conftest import CommandLine
from tests.core.workbooks import xlsx

PURCHASES = """\
Client;E-mail;Closing date;Property;Service line;Sale price;Commission;Expenses;Rating;Notes;MLS
Grace Lee;g@l.example;13.05.2024;42 Orchard Lane;Buyer side;420.000,00 €;12.600,50 €;300;9/10;went well;77
Tom Bell;;14.06.2025;9 Elm;Seller side;380.000;11.400;;great;;
Sam Fox;;2025-07-01;Rental;;-1.200,00;;;;deposit back;
Nobody Known;;2025-07-01;X;;100;;;;;
Ana Ruiz;ana@ruiz.example;2025-08-01;12 Oak;Buyer side;200.000;;;;;
Grace Lee;g@l.example;31.02.2024;42;Buyer side;1;;;;;
;unknown@x.example;2025-07-01;X;;100;;;;;
Grace Lee;g@l.example;01.03.2025;Q;Buyer side;abc;;;;;
"""
KEPT = (
    "SELECT c.display_name, closed_on, coalesce(l.name, ''), what, price_minor, revenue_minor, cost_minor, "
    "p.currency, satisfaction, p.note FROM purchase p JOIN contact c ON c.id = p.contact_id "
    "LEFT JOIN service_line l ON l.id = p.service_line_id ORDER BY p.id"
)


def rows(database: Path, sql: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


@pytest.fixture
def people(line: CommandLine) -> CommandLine:
    line.ok("add", "--name", "Grace Lee", "--email", "g@l.example")
    line.ok("add", "--name", "Tom Bell", "--phone", "+1 415 555 0134")
    line.ok("add", "--name", "Sam Fox")
    return line


def test_purchases_come_to_whose_they_are_once(people: CommandLine, tmp_path: Path) -> None:
    path, failed = tmp_path / "sold.csv", tmp_path / "failed.csv"
    path.write_text(PURCHASES, encoding="utf-8")
    planned = people.json("import", path, "--kind", "purchases", "--dry-run")
    assert rows(people.database, KEPT) == []
    done = people.json("import", path, "--kind", "purchases", "--report", failed)
    for told in (planned, done):
        assert (told["rows"], told["new"], told["failed"], told["unchanged"]) == (8, 4, 4, 0)
        reasons = {row["line"]: row["reason"] for row in told["told"]}
        assert "refund" in reasons[4]
        assert "before they were a contact" in reasons[2]
        assert reasons[6] == "a new contact"
        assert "nobody here is called Nobody Known" in reasons[5]
        assert "no day" in reasons[7]
        assert "unknown@x.example" in reasons[8]
        assert reasons[9] == "“abc” is no amount"
    kept = rows(people.database, KEPT)
    assert kept[0] == (
        "Grace Lee", "2024-05-13", "Buyer side", "42 Orchard Lane", 42000000, 1260050, 30000, "EUR", 9,
        "went well\nMLS: 77",
    )  # fmt: skip
    assert kept[1][1:] == (
        "2025-06-14",
        "Seller side",
        "9 Elm",
        38000000,
        1140000,
        0,
        "USD",
        None,
        "Rating: great",
    )
    assert kept[2][4] == -120000
    assert kept[3][0] == "Ana Ruiz"
    assert failed.read_text("utf-8-sig").startswith(PURCHASES.splitlines()[0])
    again = people.json("import", path, "--kind", "purchases")
    assert (again["new"], again["updated"], again["unchanged"]) == (0, 0, 4)
    assert (
        "42 Orchard Lane, Buyer side, 2024-05-13, €420,000, revenue €12,600.50, costs €300, satisfied 9 of 10, went"
        in (people.ok("show", "Grace Lee"))
    )
    mended = tmp_path / "mended.csv"
    mended.write_text(failed.read_text("utf-8-sig").replace(";abc;", ";90.000;"), encoding="utf-8")
    assert people.json("import", mended, "--kind", "purchases")["new"] == 1
    assert "healthy" in people.ok("check")
    people.ok("undo", "2")
    assert rows(people.database, KEPT) == []
    assert len(rows(people.database, "SELECT id FROM contact")) == 3


def test_a_row_that_tells_more_fills_what_is_blank(people: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "sold.csv"
    path.write_text(
        "name,date,property,price\nGrace Lee,2024-05-13,9 Elm,100000\nGrace Lee,2024-05-13,9 Elm,100000\n"
    )
    told = people.json("import", path, "--kind", "purchases")
    assert told["new"] == 2
    assert "the same as line 2" in told["told"][1]["reason"]
    path.write_text(
        "name,date,property,price,line,commission,satisfaction\nGrace Lee,2024-05-13,,100000,Buyer side,3000,0\n"
    )
    assert people.json("import", path, "--kind", "purchases")["updated"] == 1
    filled = ("Grace Lee", "2024-05-13", "Buyer side", "9 Elm", 10000000, 300000, 0, "USD", 0, "")
    assert rows(people.database, KEPT)[0] == filled
    mapping = tmp_path / "mapping.json"
    path.write_text("Who,When,How much,Phone\nTom Bell,5/6/2024,$12.50,(415) 555-0134\n")
    assert (
        people.json("import", path, "--kind", "activities", "--dry-run")["told"] == []
    )  # his, by the phone alone
    people.ok("add", "--name", "Ben Bell", "--phone", "+1 415 555 0134")
    told = people.json("import", path, "--kind", "activities", "--dry-run")
    assert "more than one person" in told["told"][0]["reason"]
    path.write_text("Who,When,How much\nTom Bell,5/6/2024,$12.50\n")
    assert "do not say" in people.refused("import", path, "--kind", "activities")
    assert "do not say" in people.refused("import", path, "--kind", "purchases")
    path.write_text("Who,Date,How much\nTom Bell,5/13/2024,$12.50\n")
    mapping.write_text(json.dumps({"Who": "full", "How much": "price"}))
    people.refused("import", path, "--kind", "purchases")
    path.write_text("Who,Date,How much,Name\nTom Bell,5/13/2024,$12.50,\n")
    told = people.json("import", path, "--kind", "purchases", "--mapping", mapping)
    assert (told["new"], told["mapping"]["How much"]) == (1, "price")
    assert rows(people.database, KEPT)[-1][4] == 1250
    mapping.write_text(json.dumps({"How much": "nonsense"}))
    assert "no target" in people.refused("import", path, "--kind", "purchases", "--mapping", mapping)


def test_purchases_go_out_and_come_back_equal(people: CommandLine, tmp_path: Path) -> None:
    path, out, contacts = tmp_path / "sold.csv", tmp_path / "purchases.csv", tmp_path / "people.csv"
    path.write_text(
        "name,date,property,price,currency,revenue,note\n"
        "Grace Lee,2024-05-13,=1+1,1250.50,EUR,3,'quoted\nGrace Lee,2024-05-13,=1+1,1250.50,EUR,3,'quoted\n"
        'Tom Bell,2024-05-14,-9,-120,JPY,,\nSam Fox,2024-05-15,"two\nlines",120.250,KWD,,@cmd\n'
    )
    assert people.json("import", path, "--kind", "purchases")["new"] == 4
    assert people.json("export", "--format", "purchases-csv", out)["rows"] == 4
    people.ok("export", "--format", "csv", contacts)
    assert people.json("import", out)["unchanged"] == 4  # known by its heading
    before = rows(people.database, KEPT)
    assert {row[7] for row in before} == {"EUR", "JPY", "KWD"}
    assert before[-1][4] == 120250000
    people.database.unlink()
    for beside in people.database.parent.glob("people.db-*"):
        beside.unlink()
    people.ok("init")
    people.ok("add", "--name", "Somebody Else")  # the numbers of people are others here
    people.ok("import", contacts)
    assert people.json("import", out)["new"] == 4
    assert rows(people.database, KEPT) == before
    assert people.json("export", "--format", "purchases-csv", out, "--view", "Everyone")["rows"] == 4


def test_activities_come_from_tables_and_workbooks(people: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        "Name,Type,Date,Time,Outcome,Notes,Duration,Cost,Campaign\n"
        "Grace Lee,Incoming call,4/13/2026,2:30 PM,reached,Wants a loft,15 min,,Spring\n"
        "Tom Bell,SMS,2026-04-12T10:00:00-04:00,,,,,$0.10,\n"
        "Sam Fox,Webinar,4/1/2026,,,,1:05,,\n"
        "Grace Lee,Email,4/20/2026,,,later,,,\n"
        "Grace Lee,Email,,,,when,,,\n"
    )
    told = people.json("import", path, "--kind", "activities")
    assert (told["new"], told["failed"]) == (3, 2)
    reasons = {row["line"]: row["reason"] for row in told["told"]}
    assert "came in as a note" in reasons[4]
    assert "still to come" in reasons[5]
    assert reasons[6] == "no day is told"
    sql = (
        "SELECT c.display_name, a.kind, direction, happened_on, outcome, text, minutes, cost_minor "
        "FROM activity a JOIN contact c ON c.id = a.contact_id ORDER BY a.id"
    )
    kept = rows(people.database, sql)
    assert kept == [
        ("Grace Lee", "call", "in", "2026-04-13", "reached", "Wants a loft\nCampaign: Spring", 15, None),
        ("Tom Bell", "text", "out", "2026-04-12", "", "", None, 10),
        ("Sam Fox", "note", "", "2026-04-01", "", "Type: Webinar", 65, None),
    ]
    assert people.json("import", path, "--kind", "activities")["unchanged"] == 3
    assert "Wants a loft" in people.ok("show", "Grace Lee")
    assert "healthy" in people.ok("check")
    book = xlsx(
        tmp_path / "log.xlsx",
        {
            "Log": [
                ["Client", "Email", "Kind", "When", "Text"],
                ["New Person", "n@p.example", "Meeting", "2026-03-02", "=A1"],
            ]
        },
    )
    assert people.json("import", book, "--kind", "activities")["new"] == 1
    assert rows(people.database, sql)[-1][:6] == ("New Person", "meeting", "both", "2026-03-02", "", "=A1")
    touched = rows(people.database, "SELECT last_activity_at FROM contact WHERE display_name = 'New Person'")
    assert touched[0][0].startswith("2026-03-02")  # what follows from activities of somebody new is filled
    shutil.copy(path, tmp_path / "wrong.vcf")
    people.refused("import", tmp_path, "--kind", "activities")


@pytest.mark.parametrize(
    ("text", "minor", "currency"),
    [
        ("420,000", 42000000, ""), ("(12.50)", -1250, ""), ("12,50-", -1250, ""), ("-€ 1.250,50", -125050, "EUR"),
        ("1 250,50 €", 125050, "EUR"), ("1’250.00 CHF", 125000, "CHF"), ("$1.2m", 120000000, "USD"), ("abc", None, ""),
        ("", None, ""), ("€", None, "EUR"), ("−3", -300, ""),
    ],
)  # fmt: skip
def test_amounts(text: str, minor: int | None, currency: str) -> None:
    amount = taken_apart(text, "USD")
    assert (minor_of(amount, amount.currency or "USD", is_decimal=False), amount.currency) == (
        minor,
        currency,
    )


def test_cells() -> None:
    assert minor_of(taken_apart("1234.567", "USD"), "USD", is_decimal=True) == 123457
    assert minor_of(taken_apart("1234.567", "USD"), "KWD", is_decimal=True) == 1234567
    assert [minutes_of(text) for text in ("15", "1 h 20 min", "0:15", "90.0", "soon", "")] == [
        15,
        80,
        15,
        90,
        None,
        None,
    ]
    assert [grade_of(text) for text in ("9", "10/10", "11", "ok")] == [9, 10, None, None]
    assert [kind_of(text) for text in ("Phone Call", "Email sent", "open_house", "x")] == [
        ("call", ""), ("email", "out"), ("open_house", ""), ("", ""),
    ]  # fmt: skip
    times = [clock_of(text) for text in ("06.05.24", "6/5/2024 2:30 pm", "14h05", "25:00")]
    assert [str(time) for time in times] == ["None", "14:30:00", "14:05:00", "None"]
