"""Every command does what it says, in words and as JSON, and refuses in one sentence."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine

READING = (
    ("show", "1"), ("find", "x"), ("duplicates",), ("due",), ("today",), ("history",), ("plan", "--pdf", "-"), ("model", "ten-key", "--dry-run"),
)  # fmt: skip
WRITING = (
    ("stage", "1", "2"), ("merge", "1", "2"), ("followup", "1", "--due", "today"), ("done", "1"), ("snooze", "1", "tomorrow"),
    ("log", "1", "--kind", "call"), ("undo",), ("redo",), ("sample", "add"), ("bench-data", "--contacts", "1"),
    ("model", "ten-key"), ("check",), ("backup", "out.db"), ("export", "--format", "json", "-"),
)  # fmt: skip


@pytest.mark.parametrize("words", READING + WRITING, ids=lambda words: words[0])
def test_a_missing_database_is_refused_and_not_made(bare_line: CommandLine, words: tuple[str, ...]) -> None:
    assert "There is no database" in bare_line.refused(*words)
    assert not bare_line.database.exists()


@pytest.mark.parametrize(
    ("words", "stdin"),
    [
        (("init",), ""),
        (("add", "--name", "Maria Lopez"), ""),
        (("capture", "Maria Lopez 416 555 0134"), ""),
        (("capture", "--stdin"), "Maria Lopez 416 555 0134\n"),
        (("import", "-"), "Name,Email\nMaria Lopez,m@l.example\n"),
    ],
)
def test_these_make_the_database(bare_line: CommandLine, words: tuple[str, ...], stdin: str) -> None:
    bare_line.ok(*words, stdin=stdin)
    assert stat.S_IMODE(bare_line.database.stat().st_mode) == 0o600
    assert bare_line.ok("check") == "OK The database is healthy.\n"
    found = [path.name for path in bare_line.database.parent.iterdir()]
    assert sorted(found) in (["people.db"], ["people.db", "people.db.lock"])


def test_init_never_touches_a_file(line: CommandLine) -> None:
    before = line.database.read_bytes()
    assert "already" in line.refused("init")
    assert line.database.read_bytes() == before
    line.database.write_bytes(b"")
    line.refused("init")
    assert line.database.read_bytes() == b""


@pytest.mark.parametrize("name", ["Perfect", "Ten Key", "roadmap", "BUYER", "crm", "Suspect to Advocate"])
def test_init_takes_any_model(bare_line: CommandLine, name: str) -> None:
    document = bare_line.json("init", "--model", name)
    active = [model for model in bare_line.json("models")["models"] if model["is_active"]]
    assert [model["name"] for model in active] == [document["model"]]


def test_an_unknown_model_makes_nothing(bare_line: CommandLine) -> None:
    assert "Use one of" in bare_line.refused("init", "--model", "Funnel")
    assert not bare_line.database.exists()


def test_models_need_no_database(bare_line: CommandLine) -> None:
    told = bare_line.ok("models")
    assert "Perfect Customer Lifecycle\n  1  Attract  Attract Traffic\n" in told
    assert "(active)" not in told
    assert bare_line.json("models")["models"][0]["name"] == "Perfect Customer Lifecycle"


def test_an_own_model_is_used_and_a_broken_one_told(line: CommandLine, home: Path) -> None:
    folder = home / "data" / "lifecycles"
    folder.mkdir(parents=True)
    text = 'name = "Mine"\n' + "".join(f'[[stage]]\nname = "S{n}"\n' for n in range(1, 4))
    (folder / "mine.toml").write_text(text)
    (folder / "broken.toml").write_text("name = ")
    answer = line("models")
    assert answer.code == 0
    assert "Mine" in answer.out
    assert "broken.toml" in answer.err
    line.ok("model", "mine")
    line.ok("add", "--name", "Ann Hill", "--stage", "s2")
    (folder / "mine.toml").unlink()
    assert line.json("show", "1")["stage"] == {"number": 2, "label": "S2", "name": "S2"}
    line.ok("model", "perfect")


def test_add_keeps_all_and_says_its_number(line: CommandLine) -> None:
    told = line.ok(
        "add", "--name", "Maria del Carmen Lopez", "--email", "m@l.example", "--phone", "416-555-0134",
        "--note", "Likes light", "--source", "Sign", "--tag", "buyer", "--tag", "garden",
        "--permission", "email=given", "--permission", "CALL=refused",
    )  # fmt: skip
    assert told == "OK 1\n"
    found = line.json("show", "m@l.example")
    assert (found["name"], found["note"], found["source"]) == (
        "Maria del Carmen Lopez",
        "Likes light",
        "Sign",
    )
    assert found["tags"] == ["buyer", "garden"]
    assert found["permissions"] == {"call": "refused", "email": "given"}
    assert found["stage"]["name"] == "Capture Leads"
    assert line.ok("add", "--name", "Ann", "--stage", "Get Referrals") == "OK 2\n"
    assert "7 Get Referrals" in line.ok("show", "2")


@pytest.mark.parametrize(
    "words",
    [
        ("--email", "nobody"),
        ("--phone", "none"),
        ("--stage", "nowhere"),
        ("--permission", "email"),
        ("--permission", "email=perhaps"),
        ("--permission", "pigeon=given"),
    ],
)
def test_add_refuses_what_cannot_be(line: CommandLine, words: tuple[str, ...]) -> None:
    line.refused("add", "--name", "Ann", *words)
    assert line.json("find", "ann")["contacts"] == []


def test_a_key_is_a_number_a_mail_a_phone_or_a_unique_name(line: CommandLine) -> None:
    line.ok("add", "--name", "Łukasz Nowak", "--email", "l@n.example", "--phone", "+1 416 555 0134")
    line.ok("add", "--name", "Ann Hill", "--phone", "416 555 0135")
    line.ok("add", "--name", "Ann Hill", "--phone", "416 555 0135")
    line.ok("add", "--name", "!!!")
    for key in ("1", "L@N.example", "(416) 555-0134", "łukasz nowak", "Lukasz Nowak"):
        assert line.json("show", key)["contact_id"] == 1
    assert line.json("show", "!!!")["contact_id"] == 4
    assert "2, 3" in line.refused("show", "Ann Hill")
    assert "2, 3" in line.refused("show", "416-555-0135")
    for key in ("5", "x@y.example", "999 999 9999", "Ann", "", "99999999999999999999", "-1"):
        assert "no contact" in line.refused("show", "--", key)


def test_find_forgives(line: CommandLine) -> None:
    line.ok("add", "--name", "Søren Müller", "--email", "soren@m.example", "--tag", "lake")
    for words in (("soren",), ("muller", "sør"), ("0134",), ("soren@m",), ("lake",)):
        found = [contact["name"] for contact in line.json("find", *words)["contacts"]]
        assert found == ([] if words == ("0134",) else ["Søren Müller"])
    assert line.ok("find", "nobody") == "Nobody was found.\n"
    line.ok("log", "1", "--kind", "call", "--text", "Worried about the roof")
    assert [hit["matched"] for hit in line.json("find", "mulelr")["contacts"]] == ["name"]
    (hit,) = line.json("find", "roof", "soren")["contacts"]
    assert (hit["matched"], hit["activity_id"], hit["detail"]) == (
        "activity",
        1,
        "Call: Worried about the roof",
    )
    assert "Worried about the roof" in line.ok("find", "roof")


def test_a_stage_has_three_names(line: CommandLine) -> None:
    line.ok("add", "--name", "Ann Hill")
    assert line.ok("stage", "1", "Nurture Prospects", "--reason", "talked") == "OK 1 Nurture Prospects\n"
    assert line.ok("stage", "ann hill", "CONVERT") == "OK 1 Convert Sales\n"
    assert line.json("stage", "1", "5") == {"contact_id": 1, "stage": "Deliver & Satisfy", "moved": True}
    assert line.json("stage", "1", "deliver")["moved"] is False
    assert "Use one of" in line.refused("stage", "1", "8")
    assert "no contact" in line.refused("stage", "9", "2")


def test_the_model_goes_there_and_back(line: CommandLine) -> None:
    for n in range(1, 8):
        line.ok("add", "--name", f"Person {n}", "--stage", n)
    before = line.json("show", "7")
    told = line.json("model", "Ten Key", "--dry-run")
    assert (told["contacts"], told["dry_run"]) == (7, True)
    assert line.json("model", "Ten Key")["steps"] == told["steps"]
    assert len(list(line.database.parent.glob("Backups/*before change of model.db"))) == 1
    assert line.json("show", "7")["stage"]["name"] == "Retention"
    line.ok("model", "perfect")
    assert line.json("show", "7") == before
    assert "already" in line.ok("model", "perfect")


def test_a_follow_up_runs_its_course(line: CommandLine, at: Callable[[str], None]) -> None:
    line.ok("add", "--name", "Ann Hill")
    assert line.ok(
        "followup", "ann hill", "--due", "tomorrow 10", "--what", "Send comps", "--channel", "email"
    ) == ("OK 1, due tomorrow 10:00\n")
    assert line.json("due")["follow_ups"] == []
    assert [step["what"] for step in line.json("due", "--until", "2026-04-20")["follow_ups"]] == [
        "Send comps"
    ]
    assert line.ok("snooze", "1", "next", "tue", "3pm") == "OK 1, due 2026-04-21 15:00\n"
    at("2026-04-22T14:00:00+00:00")
    late = line.json("today")["late"]
    assert [(step["follow_up_id"], step["due_time"]) for step in late] == [(1, "15:00")]
    assert late[0]["reason"]
    assert "Late: 1" in line.ok("today")
    assert line.ok("done", "1", "--outcome", "sent", "--next", "in 5 weeks") == "OK 1, next 2\n"
    found = line.json("show", "1")
    assert found["next_step"]["due_on"] == "2026-05-27"
    assert found["next_step"]["what"] == "Send comps"
    assert found["timeline"][0]["title"] == "Email, sent"
    assert "done already" in line.refused("done", "1")
    assert "no follow-up" in line.refused("snooze", "7", "tomorrow")
    assert "could be understood" in line.refused("snooze", "2", "someday")


def test_a_recurring_one_comes_again(line: CommandLine, at: Callable[[str], None]) -> None:
    line.ok("add", "--name", "Ann Hill")
    line.ok("followup", "1", "--due", "2026-01-31", "--every", "month", "--until", "2026-06-30")
    at("2026-04-14T14:00:00+00:00")
    done = line.json("done", "1")
    assert done["next_due_on"] == "2026-04-30"
    line.ok("followup", "1", "--due", "2026-04-15", "--every", "FREQ=WEEKLY;COUNT=2", "--what", "Twice")
    assert line.json("done", "3")["next_follow_up_id"] == 4
    assert line.json("done", "4")["next_follow_up_id"] is None
    line.refused("followup", "1", "--due", "today", "--every", "moon")
    line.refused("followup", "1", "--due", "today", "--until", "tomorrow")
    line.refused("followup", "1", "--due", "2026-02-30")


def test_what_happened_is_logged(line: CommandLine, at: Callable[[str], None]) -> None:
    line.ok("capture", "Noah Feldman 416 555 0177")
    assert line.json("today")["lead_count"] == 1
    at("2026-04-14T14:07:00+00:00")
    line.ok(
        "log",
        "noah feldman",
        "--kind",
        "call",
        "--text",
        "Wants a price",
        "--minutes",
        "12",
        "--cost",
        "12.50",
    )
    assert line.json("today")["lead_count"] == 0
    assert line.json("show", "1")["timeline"][0] == {
        "kind": "call", "title": "Call, 12 min", "text": "Wants a price", "date": "2026-04-14",
    }  # fmt: skip
    line.refused("log", "1", "--kind", "call", "--cost", "much")
    line.refused("log", "1", "--kind", "call", "--minutes", "-5")
    assert line("log", "1", "--kind", "telepathy").code == 2


def test_undo_redo_and_history(line: CommandLine) -> None:
    for name in ("One", "Two", "Three"):
        line.ok("add", "--name", name)
    assert line.ok("undo", "2") == "OK undone: Add a contact\n" * 2
    assert len(line.json("find", "o")["contacts"]) == 1
    assert [step["is_undone"] for step in line.json("history")["steps"]] == [True, True, False]
    assert line.json("redo")["steps"][0]["label"] == "Add a contact"
    line.ok("redo")
    assert "nothing to do again" in line.refused("redo")
    assert "undone" not in line.ok("history")
    line.ok("undo", "3")
    assert "nothing to undo" in line.refused("undo")
    answer = line("redo", "9")
    assert answer.code == 1
    assert "only 3" in answer.err
    line.refused("undo", "0")


def test_the_sample_comes_and_goes(line: CommandLine) -> None:
    count = line.json("sample", "add")["added"]
    assert count > 30
    assert line.json("today")["lead_count"] == 2
    line.refused("sample", "add")
    assert line.json("sample", "remove") == {"removed": count}
    line.refused("sample", "remove")
    assert line.ok("check")


def test_made_up_people(line: CommandLine) -> None:
    assert line.json("bench-data", "--contacts", "120", "--seed", "3")["rows"]["contact"] == 120
    assert line.ok("undo") == "OK undone: Add made-up people\n"
    line.refused("bench-data", "--contacts", "0")
    assert line("bench-data", "--contacts", "many").code == 2
