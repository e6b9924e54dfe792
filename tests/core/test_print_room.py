"""The print room on a real database: who gets mail of a list, sheets of people, what is kept, and logging it."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from pypdf import PdfReader

from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.model.activity import NewActivity
from lifecycle_desktop.core.model.draft import Address
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.model.label_stock import LabelStock, PrinterOffset, find_stock
from lifecycle_desktop.core.model.paper import Paper
from lifecycle_desktop.core.model.postal import MailBar, recipients
from lifecycle_desktop.core.model.print_lists import PersonLine
from lifecycle_desktop.core.operations import print_room as keep
from lifecycle_desktop.core.operations.activities import log_activity
from lifecycle_desktop.core.operations.contacts import change_contact
from lifecycle_desktop.core.operations.follow_ups import add_follow_up
from lifecycle_desktop.core.operations.households import change_household, join_household
from lifecycle_desktop.core.operations.purchases import NewPurchase, log_purchase
from lifecycle_desktop.core.operations.settings import set_settings
from lifecycle_desktop.core.queries import print_room as query
from lifecycle_desktop.core.reports.mailing import sorted_out
from lifecycle_desktop.core.reports.people_sheets import (
    write_call_sheet,
    write_contact_sheet,
    write_guest_list,
)
from lifecycle_desktop.core.reports.printed_pages import PrintNotes
from tests.core.desk import Desk

TODAY = dt.date(2026, 4, 14)
HOME = Address("home", "12 Elm Street", "Apt 4", "", "Springfield", "Illinois", "62704", "")
HOSTILE = '<img src="x.png"><b>x&y</b>{{7*7}}{0}$\\bad$'


@pytest.fixture
def people(desk: Desk) -> dict[str, int]:
    """Five people: two in a household, one without a code, one who refused letters, one not to be contacted."""
    told: dict[str, dict[str, Any]] = {
        "Ann Hill": {
            "addresses": (HOME,),
            "phones": (("mobile", "(217) 555-0101"),),
            "want": "A bungalow",
        },
        "Bob Hill": {"addresses": (HOME,)},
        "Cy Dorn": {"addresses": (HOME._replace(postal_code=""),), "emails": (("", "cy@dorn.example"),)},
        "Di Ebb": {
            "addresses": (HOME._replace(postal_code="62701"),),
            "permissions": {"letter": "refused"},
        },
        "Eve Fox": {"addresses": (HOME,), "phones": (("", "(217) 555-0105"),)},
    }
    made = {name: desk.add(name, **more) for name, more in told.items()}
    household = desk.do(join_household, made["Bob Hill"], made["Ann Hill"])
    desk.do(change_household, household, salutation="Dear Ann and Bob,")
    desk.do(change_contact, made["Eve Fox"], {"is_do_not_contact": True})
    return made


def test_a_list_is_sorted_out_for_the_post_and_logged_in_one_step(desk: Desk, people: dict[str, int]) -> None:
    ids, notes = desk.read(query.ids_of_view, "everyone", desk.moment)
    assert sorted(ids) == sorted(people.values())
    assert not notes
    found, households = desk.read(query.mail_people, ids)
    mailing = sorted_out(recipients(found, households), "US")
    assert [each.name for each in mailing.recipients] == ["Ann and Bob Hill"]
    assert mailing.recipients[0].salutation("en") == "Dear Ann and Bob"
    assert mailing.recipients[0].more["want"] == "A bungalow"
    assert sorted(each.words for each in mailing.flagged) == [
        "Cy Dorn: no postal code", "Di Ebb: refused letters", "Eve Fox: marked “do not contact”",
    ]  # fmt: skip
    assert mailing.labels("US")[0].lines == ("12 Elm Street", "Apt 4", "SPRINGFIELD, IL 62704")
    whole = sorted_out(recipients(found, households), "US", with_incomplete=True)
    assert [each.name for each in whole.recipients] == ["Cy Dorn", "Ann and Bob Hill"]
    assert next(each for each in whole.flagged if each.recipient.bar is MailBar.NONE).is_printed

    before = desk.everything()
    assert desk.do(keep.log_mailing, mailing.contact_ids, text="Just listed") == 2
    logged = desk.rows("SELECT contact_id, kind, direction, happened_on, text FROM activity ORDER BY id")
    assert logged == [
        (people[n], "letter", "out", "2026-04-14", "Just listed") for n in ("Ann Hill", "Bob Hill")
    ]
    assert desk.rows("SELECT last_activity_at FROM contact WHERE id = ?", people["Bob Hill"])[0][0]
    assert not desk.faults()
    desk.database.undo()
    assert desk.everything()["activity"] == before["activity"]
    assert desk.everything()["contact"] == before["contact"]
    with pytest.raises(NotFound):
        desk.do(keep.log_mailing, [9999])
    with pytest.raises(NotFound):
        desk.read(query.ids_of_view, "no such view", desk.moment)


def test_the_newest_purchase_and_the_sender_are_told(desk: Desk, people: dict[str, int]) -> None:
    for on, what in (
        (dt.date(2024, 5, 1), "4 Oak"),
        (dt.date(2025, 5, 1), "9 Fir"),
        (dt.date(2023, 5, 1), "1 Ash"),
    ):
        desk.do(log_purchase, NewPurchase(people["Cy Dorn"], what=what, closed_on=on))
    (person,), _households = desk.read(query.mail_people, [people["Cy Dorn"]])
    assert (person.more["purchase"], person.more["purchase_date"]) == ("9 Fir", "2025-05-01")
    desk.do(set_settings, {"business_street": "9 Main St", "business_phone": "217 555 0134", "owner_name": "Dana",
                           "logo_file": "/home/dana/logo.png"})  # fmt: skip
    told = desk.read(query.sender)
    assert (told.owner, told.street, told.phone, told.country) == ("Dana", "9 Main St", "217 555 0134", "US")
    assert desk.read(query.logo_file) == "/home/dana/logo.png"


def test_own_letters_stocks_and_printers_are_kept_checked_and_undone(desk: Desk) -> None:
    number = desk.do(keep.save_letter, "Spring", "{{ salutation }},\n\nHello", language="es")
    (letter,) = desk.read(query.own_letters)
    assert (letter.key, letter.name, letter.language) == (str(number), "Spring", "es")
    desk.do(keep.save_letter, "Spring 2", "Hi", letter_id=number)
    assert desk.read(query.own_letters)[0].body == "Hi"
    for name, body, words in (
        ("", "Hi", "needs a name"),
        ("x", "{% for a in b %}{% endfor %}", "only fields, conditions"),
        ("x", "{{ nobody }}", "there is no field"),
    ):
        with pytest.raises(NotUnderstood, match=words):
            desk.do(keep.save_letter, name, body)
    desk.do(keep.delete_letter, number)
    assert not desk.read(query.own_letters)
    with pytest.raises(NotFound):
        desk.do(keep.delete_letter, number)

    own = LabelStock("Jam jars", Paper.A4, 3, 8, 70, 36, 0, 4.5)
    desk.do(keep.save_stock, own)
    assert desk.read(query.own_stocks) == (own,)
    assert find_stock("jam jars", desk.read(query.own_stocks)) == own
    desk.do(keep.save_stock, LabelStock("Jam jars", Paper.A4, 3, 7, 63.5, 38.1, 7.25, 15.15, 2.5))
    assert desk.read(query.own_stocks)[0].column_gap == 2.5
    for wrong in (
        LabelStock("5160", Paper.A4, 1, 1, 50, 50, 0, 0),
        LabelStock("x", Paper.A4, 9, 9, 50, 50, 0, 0),
    ):
        with pytest.raises(NotUnderstood):
            desk.do(keep.save_stock, wrong)
    assert desk.do(keep.delete_stock, "Jam jars")
    assert not desk.do(keep.delete_stock, "Jam jars")

    assert desk.do(keep.set_printer_offset, "HP", 1.5, -2)
    assert not desk.do(keep.set_printer_offset, "HP", 1.5, -2)
    assert desk.read(query.printer_offset, "HP") == PrinterOffset(1.5, -2)
    assert desk.read(query.printer_offset, "Other") == PrinterOffset()
    with pytest.raises(NotUnderstood):
        desk.do(keep.set_printer_offset, "HP", 99, 0)
    desk.database.undo()
    assert desk.read(query.printer_offset, "HP") == PrinterOffset()


def test_the_sheets_of_people_are_read_back_from_their_pdfs(desk: Desk, people: dict[str, int]) -> None:
    desk.do(add_follow_up, NewFollowUp(people["Ann Hill"], TODAY, what="Call", channel="call"))
    desk.do(log_activity, NewActivity(people["Ann Hill"], "call"))
    strange = desk.add(HOSTILE, phones=(("", "(217) 555-0109"),), want="x" * 900)
    lines: list[PersonLine] = desk.read(query.people_lines, [*people.values(), strange])
    assert [line.contact_id for line in lines] == [*people.values(), strange]
    assert lines[0].household == "Hill"
    assert lines[0].last_touch_on == TODAY

    def text(write: Any, *arguments: Any) -> tuple[str, PrintNotes]:
        stream, again = io.BytesIO(), io.BytesIO()
        notes = write(stream, lines, "My <list>", *arguments)
        write(again, lines, "My <list>", *arguments)
        assert stream.getvalue() == again.getvalue()
        reader = PdfReader(io.BytesIO(stream.getvalue()))
        return " ".join(page.extract_text() for page in reader.pages), notes

    told, notes = text(write_call_sheet, TODAY)
    assert "2 calls · 4 left out" in told
    assert "Eve Fox" not in told
    assert all(words in told for words in ("My <list>", "Ann Hill", "(217) 555-0101", "Last contact 14 Apr"))
    assert "".join(HOSTILE.split()) in "".join(told.split())
    assert any("xxx" in line for line in notes.lines())
    told, _notes = text(write_guest_list)
    assert all(words in told for words in ("6 guests", *people, "cy@dorn.example"))
    told, _notes = text(write_contact_sheet, TODAY, "US")
    assert all(words in told for words in ("6 people", *people, "12 Elm Street", "Next: Call, 14 Apr"))
    with pytest.raises(NotUnderstood, match="nothing to print"):
        write_call_sheet(io.BytesIO(), [], "Nobody", TODAY)
