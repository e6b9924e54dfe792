"""The paper loop: a printed day sheet, its codes typed back at night, wrong ones named, all in one step."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from pypdf import PdfReader

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotFound
from lifecycle_desktop.core.model.day_codes import DayAct, read_day_codes
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.model.paper import Paper
from lifecycle_desktop.core.model.print_lists import DayPart
from lifecycle_desktop.core.operations.follow_ups import add_follow_up, complete_follow_up
from lifecycle_desktop.core.operations.paper_loop import PaperLoop, carry_out_codes, remember_day_sheet
from lifecycle_desktop.core.queries.day_sheet import day_sheet, last_printed_on
from lifecycle_desktop.core.reports.day_sheet import write_day_sheet
from lifecycle_desktop.core.reports.pdf_page import DrawnText
from tests.core.desk import Desk

TODAY = dt.date(2026, 4, 14)  # a Tuesday
EVENING = Moment(dt.datetime(2026, 4, 15, 0, tzinfo=dt.UTC), "America/Toronto")


def read(text: str) -> Any:
    codes, wrong = read_day_codes(text, EVENING, "en")
    return [(code.number, code.act.value, code.text or code.what, code.on, code.at) for code in codes], wrong


def test_the_codes_of_the_plan_are_understood() -> None:
    codes, wrong = read("12d 14n call mon 10 15x")
    assert codes == [
        (12, "d", "", None, None),
        (14, "n", "Call", dt.date(2026, 4, 20), dt.time(10)),
        (15, "x", "", None, None),
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3D, left a message", (3, "d", "left a message", None, None)),
        ("3s", (3, "s", "", dt.date(2026, 4, 15), None)),
        ("3s fri", (3, "s", "", dt.date(2026, 4, 17), None)),
        ("3s in 3d", (3, "s", "", dt.date(2026, 4, 17), None)),
        ("3n send comps 2 weeks", (3, "n", "Send comps", dt.date(2026, 4, 28), None)),
        ("3n meet wed 3p", (3, "n", "Meet", dt.date(2026, 4, 15), dt.time(15))),
        ("3n llamar lun 10", (3, "n", "Llamar", dt.date(2026, 4, 20), dt.time(10))),
        ("3u", (3, "u", "", dt.date(2026, 4, 15), None)),
        ("3u voicemail thu", (3, "u", "voicemail", dt.date(2026, 4, 16), None)),
        ("3x sold already", (3, "x", "sold already", None, None)),
    ],
)
def test_each_letter_takes_its_words(text: str, expected: tuple[object, ...]) -> None:
    assert read(text) == ([expected], [])


def test_wrong_codes_are_named_and_the_others_stay() -> None:
    codes, wrong = read("hello 12d 12x 7q 9n call 8s blue 6s 2026-04-01 5d \x00<b>")
    assert [code[0] for code in codes] == [12, 5]
    assert {each.said.split()[0]: each.reason for each in wrong} == {
        "hello": "a code is a number and a letter, such as 12d",
        "12x": "number 12 was said before: “12d”",
        "7q": "there is no letter “q”; use d, n, s, u, x",
        "9n": "no day was found; write 9n call mon 10",
        "8s": "no day was found; write 8s fri",
        "6s": "that day is past",
    }
    assert read("") == ([], [])
    assert read("1d " * 4000)[1]
    many, left = read(" ".join(f"{number}d" for number in range(1, 700)))
    assert len(many) == 500
    assert len(left) == 199


@pytest.fixture
def day(desk: Desk) -> dict[str, int]:
    """People with something to do today, and somebody who waits for an answer."""
    made = {}
    for name, on, what, channel in (
        ("Ann Hill", TODAY - dt.timedelta(2), "Ask about the roof", "call"),
        ("Bob Cole", TODAY, "Send comps", "email"),
        ("Cy Dorn", TODAY, "Call back", "call"),
        ("Di Ebb", TODAY, "Drop by", "visit"),
    ):
        contact_id = desk.add(name, phones=(("mobile", "416 555 0100"),))
        made[name] = desk.do(add_follow_up, NewFollowUp(contact_id, on, what=what, channel=channel))
    made["Plan"] = desk.do(add_follow_up, NewFollowUp(None, TODAY, what="Hang the sheet"))
    made["Eve Fox"] = desk.add("Eve Fox", emails=(("home", "eve@fox.example"),), is_captured=True)
    return made


def printed(desk: Desk) -> dict[str, int]:
    """Print the sheet; the numbers by name or by what is to be done."""
    sheet = desk.read(day_sheet, desk.moment)
    desk.do(remember_day_sheet, sheet)
    return {line.name or line.what: line.number for line in sheet.lines}


def typed(desk: Desk, text: str, **more: Any) -> PaperLoop:
    with desk.database.write("Day sheet", moment=desk.moment) as written:
        return carry_out_codes(written.connection, text, desk.moment, **more)


def test_the_loop_does_all_of_it_in_one_step_that_can_be_undone(desk: Desk, day: dict[str, int]) -> None:
    with pytest.raises(NotFound, match="No day sheet was printed yet"):
        typed(desk, "1d")
    numbers = printed(desk)
    assert numbers["Ann Hill"] == 1
    before = desk.everything()
    n = numbers
    found = typed(
        desk,
        f"{n['Ann Hill']}d the roof is new {n['Bob Cole']}n call mon 10 {n['Cy Dorn']}u {n['Di Ebb']}x "
        f"{n['Hang the sheet']}d {n['Eve Fox']}n call fri 99d 7q",
    )
    assert [each.said for each in found.wrong] == ["7q", "99d"]
    assert found.wrong[1].reason == "the sheet has no number 99"
    assert [code.act for code in found.done] == [
        DayAct.DONE, DayAct.NEXT, DayAct.NOBODY, DayAct.SKIP, DayAct.DONE, DayAct.NEXT,
    ]  # fmt: skip
    follow_ups = {
        row[0]: row[1:]
        for row in desk.rows("SELECT id, done_at IS NOT NULL, outcome, due_on, due_time FROM follow_up")
    }
    assert follow_ups[day["Ann Hill"]][0] == 1
    assert follow_ups[day["Cy Dorn"]][:3] == (0, "", "2026-04-15")
    assert follow_ups[day["Di Ebb"]][:2] == (1, "skipped")
    assert follow_ups[day["Plan"]][0] == 1
    made = desk.rows(
        "SELECT contact_id, what, channel, due_on, due_time FROM follow_up WHERE id > ?", day["Plan"]
    )
    assert [row[1:] for row in made] == [
        ("Call", "call", "2026-04-20", "10:00"), ("Call", "call", "2026-04-17", None),
    ]  # fmt: skip
    assert made[1][0] == day["Eve Fox"]
    told = desk.rows("SELECT kind, outcome, text FROM activity ORDER BY id")
    assert told == [
        ("call", "", "the roof is new"), ("email", "", "Send comps"), ("call", "no answer", ""), ("call", "", ""),
    ]  # fmt: skip
    assert not desk.faults()
    desk.database.undo()
    assert desk.everything()["follow_up"] == before["follow_up"]
    assert desk.everything()["activity"] == before["activity"]
    again = typed(desk, f"{n['Bob Cole']}d")
    assert len(again.done) == 1


def test_numbers_stay_when_the_sheet_is_printed_again_and_what_is_gone_is_named(
    desk: Desk, day: dict[str, int]
) -> None:
    first = printed(desk)
    desk.do(lambda connection, moment: complete_follow_up(connection, day["Ann Hill"], moment))
    late = desk.do(add_follow_up, NewFollowUp(desk.add("Zed Last"), TODAY - dt.timedelta(9), what="Old"))
    assert late
    again = printed(desk)
    assert "Ann Hill" not in again
    assert again["Zed Last"] == max(first.values()) + 1
    assert {name: again[name] for name in first if name in again} == {
        n: first[n] for n in first if n in again
    }
    found = typed(desk, f"{first['Ann Hill']}d {again['Zed Last']}x {first['Eve Fox']}x")
    assert [each.reason for each in found.wrong] == [
        "it is done already",
        "there is no follow-up to let go; open their page to set them aside",
    ]
    assert len(found.done) == 1
    assert desk.read(last_printed_on) == TODAY
    with pytest.raises(NotFound, match="2026-04-13"):
        typed(desk, "1d", printed_on=TODAY - dt.timedelta(1))
    desk.do(lambda connection, _moment: connection.exec_driver_sql(
        "DELETE FROM follow_up WHERE id = ?", (day["Bob Cole"],)))  # fmt: skip
    assert typed(desk, f"{first['Bob Cole']}d").wrong[0].reason == "that follow-up is not there any more"


@pytest.mark.usefixtures("day")
def test_the_day_sheet_is_read_back_from_its_pdf(desk: Desk) -> None:
    sheet = desk.read(day_sheet, desk.moment)
    assert [line.part for line in sheet.lines][:2] == [DayPart.LATE, DayPart.ANSWER]
    assert sorted(line.number for line in sheet.lines) == list(range(1, len(sheet.lines) + 1))
    drawn: list[DrawnText] = []
    stream, again = io.BytesIO(), io.BytesIO()
    notes = write_day_sheet(stream, sheet, Paper.A4, drawn=drawn)
    write_day_sheet(again, sheet, Paper.A4)
    assert stream.getvalue() == again.getvalue()
    assert notes.pages == 1
    assert not notes.lines()
    text = PdfReader(io.BytesIO(stream.getvalue())).pages[0].extract_text()
    for words in ("Tuesday, 14 Apr", "6 things to do", "2 days late", "Ann Hill", "Ask about the roof", "416 555 0100",
                  "Hang the sheet", "eve@fox.example", "12n call mon 10"):  # fmt: skip
        assert words in text, words
    for each in drawn:
        assert each.ink.x >= 39
        assert each.ink.right <= 595.3 - 39
        assert each.ink.bottom <= 842 - 38
    nothing = sheet.__class__(TODAY)
    empty = io.BytesIO()
    write_day_sheet(empty, nothing)
    assert "Nothing is due." in PdfReader(io.BytesIO(empty.getvalue())).pages[0].extract_text()
