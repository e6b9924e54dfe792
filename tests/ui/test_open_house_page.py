"""The owner's page of open houses: one made, opened with a PIN, summed up, paid for, typed in from paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lifecycle_desktop.core.queries.sign_ins import event_summary, kiosk_state, open_houses
from lifecycle_desktop.ui.kiosk.event_form import clock_of
from tests.ui.screens import Program, program, sample_file

HOSTILE = '<img src="x.png"><b>x&y</b>{{7*7}}{0}$\\bad$'


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Program]:
    folder = tmp_path / "program"
    folder.mkdir()
    with program(sample_file(tmp_path), folder) as made:
        made.open("open_house")
        yield made
        made.window.visitors.end()


def new_house(desk: Program, address: str = "118 Alder Court") -> Any:
    page = desk.page
    page.begin_new()
    page.form.address.set_text(address)
    page.form.day.set_text("Sunday")
    page.form.begins.set_text("1 pm")
    page.form.ends.set_text("16:00")
    page.form.offer.set_text("the price guide")
    page.bar.save.click()
    desk.settle()
    return desk.desk.read(open_houses)[0]


def test_a_first_open_house_is_made_from_the_empty_page(desk: Program) -> None:
    page = desk.page
    assert page.empty.isVisible()
    page.empty.button.click()
    desk.settle()
    assert QApplication.focusWidget() is page.form.address.editor
    page.bar.save.click()
    assert "address" in page.form.address.error
    event = new_house(desk)
    assert (event.address, event.on, event.offer) == (
        "118 Alder Court",
        dt.date(2026, 4, 19),
        "the price guide",
    )
    assert (event.setup.starts_at, event.setup.ends_at) == ("13:00", "16:00")
    assert page.list.count() == 1
    desk.window.commands.undo()
    desk.settle()
    assert desk.desk.read(open_houses) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("", ""), ("13:00", "13:00"), ("1 pm", "13:00"), ("12am", "00:00"), ("9", "09:00"), ("25", None), ("noonish", None),
     ("13 pm", None), ("9:75", None)],
)  # fmt: skip
def test_times_of_day_are_read_as_people_write_them(text: str, wanted: str | None) -> None:
    assert clock_of(text) == wanted


def test_what_cannot_be_understood_is_said_below_its_field_and_nothing_is_saved(desk: Program) -> None:
    page = desk.page
    page.begin_new()
    page.form.address.set_text("9 Elm")
    page.form.day.set_text("someday")
    page.form.begins.set_text("late")
    page.bar.save.click()
    assert page.form.day.error
    assert page.form.begins.error
    assert desk.desk.read(open_houses) == []


def test_what_was_typed_is_saved_when_the_page_is_left(desk: Program) -> None:
    event = new_house(desk)
    desk.page.form.facts.set_text("4 beds")
    desk.open("today")
    assert desk.desk.read(open_houses)[0].setup.facts == "4 beds"
    desk.open("open_house").form.address.set_text("")  # what cannot be saved is still there
    desk.open("today")
    assert desk.open("open_house").form.address.text == ""
    assert desk.desk.read(open_houses)[0].address == event.address


def test_the_page_opens_for_visitors_only_with_a_pin(desk: Program) -> None:
    new_house(desk)
    page = desk.page
    page.bar.start.click()
    assert "PIN" in page.form.pin.error
    assert not desk.window.is_for_visitors
    for pin, is_set in (("12", False), ("abcd", False), ("4711", True)):
        page.form.pin.set_text(pin)
        page.form.set_pin.click()
        desk.settle()
        assert desk.desk.read(kiosk_state, desk.desk.moment).has_pin == is_set
    assert page.form.pin.text == ""
    page.bar.start.click()
    desk.settle()
    assert desk.window.is_for_visitors
    assert not desk.window.isVisible()
    assert desk.desk.read(kiosk_state, desk.desk.moment).event_id == 1


def test_the_wordings_are_kept_by_version_and_language(desk: Program) -> None:
    new_house(desk)
    form = desk.page.form
    form.spoken.choose("es")
    form.worded["text"].set_text("Solo mensajes.")
    form.spoken.choose("en")
    form.worded["text"].set_text("Texts only.")
    desk.page.bar.save.click()
    desk.settle()
    kept = desk.desk.rows(
        "SELECT language, version, text FROM permission_wording WHERE channel = 'text' ORDER BY id"
    )
    assert sorted((row[0], row[1]) for row in kept) == [("en", 1), ("en", 2), ("es", 1), ("es", 2)]
    assert {row[2] for row in kept[2:]} == {"Texts only.", "Solo mensajes."}
    assert desk.page.form.worded["text"].below.text() == "Version 2"


def test_a_row_from_paper_is_kept_by_enter_and_the_next_begins(desk: Program) -> None:
    event = new_house(desk)
    page = desk.page
    page.show_part("paper")
    rows = page.paper
    rows.fields["first_name"].editor.setFocus()
    for name in ("Priya", "Tom"):
        focus = QApplication.focusWidget()
        assert focus is rows.fields["first_name"].editor
        for text in (name, "Natarajan", "", f"{name}@example.com"):
            QTest.keyClicks(QApplication.focusWidget(), text)
            if text != f"{name}@example.com":
                QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        rows.ticks["email"].setChecked(name == "Priya")
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        desk.settle()
    visitors = desk.desk.read(event_summary, event.event_id).visitors
    assert [(one.name, one.given) for one in visitors] == [
        ("Priya Natarajan", ("email",)),
        ("Tom Natarajan", ()),
    ]
    assert desk.desk.rows(
        "SELECT recorded_by FROM permission WHERE channel = 'email' ORDER BY id DESC LIMIT 1"
    ) == [("you, from the paper sheet",)]
    assert "2 kept" in rows.told.text()
    QTest.keyClick(rows.fields["first_name"].editor, Qt.Key.Key_Return)
    assert rows.fields["first_name"].error
    assert len(desk.desk.read(event_summary, event.event_id).visitors) == 2


def test_the_summary_shows_counts_and_costs_and_opens_people(desk: Program) -> None:
    event = new_house(desk, HOSTILE)
    page = desk.page
    page.show_part("paper")
    for name, text in (("first_name", HOSTILE), ("last_name", "Reyes"), ("email", "x@example.com")):
        page.paper.fields[name].set_text(text)
    page.paper.keep.click()
    page.show_part("summary")
    desk.settle()
    page.summary.more.click()
    page.summary.what.set_text("Cookies")
    page.summary.amount.set_text("nothing")
    page.summary.add_cost.click()
    assert page.summary.amount.error
    page.summary.amount.set_text("12.50")
    page.summary.add_cost.click()
    desk.settle()
    summary = desk.desk.read(event_summary, event.event_id)
    assert (summary.event.seen, summary.event.signed, summary.cost_totals()) == (2, 1, {"USD": 1250})
    assert "Agent: 1 without" in page.summary.told.text()
    assert page.summary.list.item(0).text().startswith(HOSTILE[:20])
    assert page.list.item(0).text().startswith(HOSTILE[:20])
    page.summary.list.itemActivated.emit(page.summary.list.item(0))
    desk.settle()
    assert desk.window.page_key == "contact"


def test_an_event_ends_opens_again_and_is_deleted_with_an_undo(desk: Program) -> None:
    new_house(desk)
    page = desk.page
    page.bar.end.click()
    desk.settle()
    assert desk.desk.read(open_houses)[0].ended_on is not None
    assert not page.bar.start.isEnabled()
    page.bar.end.click()
    desk.settle()
    assert page.bar.start.isEnabled()
    page.bar.remove.click()
    desk.settle()
    assert desk.desk.read(open_houses) == []
    assert page.empty.isVisible()
    desk.window.commands.undo()
    desk.settle()
    assert len(desk.desk.read(open_houses)) == 1
    assert page.list.count() == 1


def test_an_event_deleted_under_the_page_leaves_no_fault(desk: Program) -> None:
    new_house(desk)
    desk.page.form.facts.set_text("being typed")
    desk.window.commands.undo()  # takes the event away
    desk.settle()
    assert desk.page.empty.isVisible() or desk.page.form.address.text
    desk.open("today")
    assert desk.failed == []


def test_the_paper_sheet_is_saved_as_a_pdf(desk: Program, tmp_path: Path) -> None:
    new_house(desk)
    desk.page.write_sheet(tmp_path / "sheet")
    desk.settle()
    text = PdfReader(tmp_path / "sheet.pdf").pages[0].extract_text()
    assert "118 Alder Court" in text
    desk.page.write_sheet(tmp_path / "missing" / "sheet.pdf")
    desk.settle()
    assert desk.window.banners()
    assert desk.failed.pop() is not None
