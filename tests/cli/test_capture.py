"""Capture on the command line: what is acknowledged is there, what is not understood is told and nothing is dropped."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import CommandLine

NAUGHTY = (
    "Robert'); DROP TABLE contact;--", "<b>Bold</b><img src=x onerror=alert(1)>", "=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0",
    "${jndi:ldap://x}", "{{7*7}}", "%s%s%n", "$\\bad$", "الاسم العربي", "שם בעברית", "名前", "Zoë Ł. Ø’Đß", "👩‍👩‍👧‍👦 Family",
    "Ṱ̺̺̕o͞ ̷i̲̬n̝", "\u202ereversed", "a\u200bb", "Null", "undefined", "NaN", "1e309", "--version", "-h", "\\", "'", '"', "`id`", "..\\..\\x", "Smith & Sons",
    "ﷺ", "０１２３", "𝕿𝖍𝖊", "\ufeffmark", "x" * 10_000,
)  # fmt: skip


def test_lines_are_acknowledged_one_by_one(bare_line: CommandLine) -> None:
    text = "Maria Lopez 416 555 0134 open house, call tomorrow 10\n\n  \nAnn Hill ann@hill.example #buyer\r\n"
    assert bare_line.ok("capture", "--stdin", stdin=text) == "OK 1\nOK 2\n"
    assert bare_line.json("show", "2")["tags"] == ["buyer"]
    assert bare_line.json("show", "1")["next_step"]["due_time"] == "10:00"


def test_json_lines_say_it_exactly(line: CommandLine) -> None:
    lines = [
        {"name": "Maria Lopez", "email": "m@l.example", "phone": "416 555 0134", "note": "call tomorrow 10",
         "source": "Web form", "tags": ["a", "b"], "stage": "nurture"},
        {"name": "Ann Hill", "email": ["a@h.example", "b@h.example"], "tags": "x; y", "budget": 450000, "agent": None},
        {"name": "Phone As Number", "phone": 4165550199},
    ]  # fmt: skip
    told = line.ok("capture", "--stdin", stdin="\n".join(json.dumps(each) for each in lines))
    assert told == "OK 1\nOK 2\nOK 3\n"
    first, second, third = (line.json("show", n) for n in (1, 2, 3))
    assert (first["stage"]["label"], first["source"], first["note"]) == (
        "Nurture",
        "Web form",
        "call tomorrow 10",
    )
    assert first["next_step"] is None
    assert [each["email"] for each in second["emails"]] == ["a@h.example", "b@h.example"]
    assert second["tags"] == ["x", "y"]
    assert second["note"] == "budget: 450000"
    assert third["phones"][0]["phone"] == "4165550199"


def test_a_bad_line_costs_one_line(line: CommandLine) -> None:
    lines = [
        '{"name": "One"}', "{broken", '{"name": {"first": "Two"}}', '{"email": "nobody"}', "{}", "[1]x",
        '{"name": "Three", "stage": "nowhere"}', '{"name": "Four"}',
    ]  # fmt: skip
    answer = line("capture", "--stdin", stdin="\n".join(lines))
    assert answer.code == 1
    assert answer.out.splitlines()[0] == "OK 1"
    assert answer.out.splitlines()[-1] == f"OK {len(answer.out.splitlines())}"
    assert len(answer.err.strip().splitlines()) == 1
    for number in (2, 3, 4, 5, 6, 7):
        assert f"line {number}:" in answer.err
    document = line("capture", "--stdin", "--json", stdin="\n".join(lines)).document
    assert [each["line"] for each in document["failed"]] == [2, 3, 4, 5, 6, 7]
    assert [each["line"] for each in document["captured"]] == [1, 8]


def test_who_is_there_already_is_added_to_and_it_is_said(line: CommandLine) -> None:
    line.ok("capture", "Maria Lopez m@l.example")
    assert line.ok("capture", "Maria Lopez m@l.example wants a yard").startswith("OK 1 added: same e-mail")
    document = line.json("capture", "Maria Lopez M@L.example, 416 555 0134")
    assert (document["contact_id"], document["is_new"]) == (1, False)
    assert line.json("capture", "Maria Lopez")["is_new"] is True
    assert [each["phone"] for each in line.json("show", "m@l.example")["phones"]] == ["416 555 0134"]


@pytest.mark.parametrize("words", [(), ("",), ("  ",), ("x", "--stdin")])
def test_nothing_to_capture_is_refused(line: CommandLine, words: tuple[str, ...]) -> None:
    assert "Nothing was captured" in line.refused("capture", *words)
    assert line.json("history")["steps"] == []


def test_any_encoding_and_any_length_comes_through(line: CommandLine) -> None:
    raw = b"\xef\xbb\xbfZo\xc3\xab Stra\xc3\x9fe z@s.example\n" + "Søren Müller s@m.example\n".encode(
        "cp1252"
    )
    assert line.ok("capture", "--stdin", stdin=raw) == "OK 1\nOK 2\n"
    assert line.json("show", "1")["name"] == "Zoë Straße"
    assert line.json("show", "2")["name"] == "Søren Müller"
    answer = line("capture", "--stdin", stdin=b"y" * (5 << 20) + b"\nAnn Hill a@h.example\n")
    assert answer.out == "OK 3\n"
    assert "line 1" in answer.err


def test_strange_text_is_kept_as_it_is(line: CommandLine) -> None:
    lines = [json.dumps({"name": text, "note": text, "tags": [text], "source": text}) for text in NAUGHTY]
    assert line.ok("capture", "--stdin", stdin="\n".join(lines)).count("OK") == len(NAUGHTY)
    for number, text in enumerate(NAUGHTY, start=1):
        found = line.json("show", number)
        assert found["name"] == text
        assert found["note"] == text
        assert len(found["tags"]) <= 1
        assert line("show", "--", text).code in (0, 1)
        assert line("find", "--", text).code == 0
    for words in (("today",), ("due",), ("history",)):
        line.ok(*words)
    assert line.ok("check")


@pytest.mark.parametrize("text", ["--version", "-h", "=1+1", "שם בעברית", "👩‍👩‍👧‍👦", "%s%n", "x" * 10_000])
def test_strange_text_comes_through_options(line: CommandLine, text: str) -> None:
    line.ok("add", f"--name={text}", f"--note={text}", f"--source={text}", f"--tag={text}")
    found = line.json("show", 1)
    assert (found["name"], found["note"], found["source"]) == (text, text, text)


@pytest.mark.parametrize("text", ["-", "-5 Elm St", "--dashing", "-rf", "- a list"])
def test_a_text_may_begin_with_a_dash(line: CommandLine, text: str) -> None:
    line.ok("add", "--note", text, "--name", "Ann", "--tag", "x", "--source", text)
    found = line.json("show", 1)
    assert (found["name"], found["note"], found["source"], found["tags"]) == ("Ann", text, text, ["x"])
    assert line("add", "--name", "--note", "x").code == 2
    assert line("add", "--name").code == 2
    assert line("add", "--name", "Ann", "--note", "--").code in (0, 2)  # 2 before Python 3.13


def test_control_characters_go_and_halves_of_characters_do_no_harm(line: CommandLine) -> None:
    line.ok("capture", "--stdin", stdin=json.dumps({"name": "A\x00n\x07n \ud800 Hill", "note": "x\x1b[31my"}))
    found = line.json("show", "1")
    assert (found["name"], found["note"]) == ("Ann \ufffd Hill", "x[31my")
    line.ok("add", "--name", "bad \udcff byte")
    assert line.json("show", "2")["name"] == "bad \ufffd byte"
