"""Spreadsheets of every kind: the sheet with people is found, cells come as they were meant, hostile ones are refused."""

from __future__ import annotations

import datetime as dt
import io
import os
import subprocess
import sys
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lifecycle_desktop.core.errors import FileProblem, UserError
from lifecycle_desktop.core.exchange.excel_export import LONGEST_CELL, write_workbook
from lifecycle_desktop.core.exchange.formats import open_contacts
from lifecycle_desktop.core.exchange.own_csv import Widths
from lifecycle_desktop.core.exchange.people_file import save_failed
from lifecycle_desktop.core.model.draft import ContactDraft, KeyDate
from lifecycle_desktop.core.queries.contact_drafts import contact_drafts, most_of_each
from tests.core.test_imports import NAUGHTY, Copied, bring, fates
from tests.core.workbooks import compound, ods, raw_xlsx, sheet_xml, xls, xlsb, xlsx, zipped
from tests.fuzzing import many

PEOPLE = [["Name", "Email", "Phone", "Zip"], ["Ann Hill", "ann@h.example", "415-555-0134", "01234"]]


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    from tests.core.desk import Desk

    made = Desk(tmp_path_factory.mktemp("empty") / "empty.db")
    made.database.close()
    return made


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


@pytest.mark.parametrize("kind", ["xlsx", "xls", "xlsb", "ods"])
def test_every_kind_of_workbook_is_read(tmp_path, kind):
    rows = [list(row) for row in PEOPLE]
    made = {
        "xlsx": lambda path: xlsx(path, {"People": rows}), "xls": lambda path: xls(path, rows),
        "xlsb": lambda path: xlsb(path, rows), "ods": lambda path: ods(path, rows),
    }  # fmt: skip
    path = made[kind](tmp_path / f"people.{kind}")
    for name in (path.name, "people.csv"):  # by what stands in it, not by its name
        path = path.rename(tmp_path / name)
        file = open_contacts(path)
        (draft,) = file.drafts()
        assert (draft.first, draft.last, draft.emails) == ("Ann", "Hill", (("", "ann@h.example"),))
        assert draft.phones == (("", "415-555-0134"),)
        assert draft.addresses[0].postal_code == "01234"
        assert "Excel" in file.title or "OpenDocument" in file.title


def test_the_sheet_with_people_and_its_heading_are_found(tmp_path):
    path = xlsx(
        tmp_path / "book.xlsx",
        {
            "Budget": [["Month", "Cost"], ["May", 12.5]],
            "Hidden": [["Name"], ["Nobody"]],
            "Clients": [["Our clients, spring"], [], ["First name", "Last name", "E-mail"], ["Ann", "Hill", "a@h.example"]],
            "More": [["Name"], ["Ben"]],
        },
        hidden=("Hidden",),
    )  # fmt: skip
    file = open_contacts(path)
    assert [(draft.line, draft.first, draft.last) for draft in file.drafts()] == [(4, "Ann", "Hill")]
    assert file.table.heading_line == 3
    assert "sheet “Clients”" in file.written
    assert all(f"“{name}”" in file.written for name in ("Budget", "More", "Hidden"))


def test_numbers_days_and_signs_come_as_they_were_meant(tmp_path):
    heading = ["Name", "Phone", "Zip", "Birthday", "Budget", "Share", "VIP", "Last contact"]
    row = [
        "Ann Hill",
        4151234567,
        78701.0,
        dt.datetime(1980, 7, 14),
        1e21,
        0.1,
        True,
        dt.datetime(2026, 1, 3, 9, 30),
    ]
    path = xlsx(tmp_path / "book.xlsx", {"S": [heading, row]})
    (draft,) = open_contacts(path).drafts()
    assert draft.phones == (("", "4151234567"),)
    assert draft.addresses[0].postal_code == "78701"
    assert draft.dates == (KeyDate("birthday", 1980, 7, 14),)
    assert draft.own == (("Budget", "1" + "0" * 21), ("Share", "0.1"), ("VIP", "TRUE"))
    assert draft.last_contact == "2026-01-03"


def test_rows_that_failed_are_saved_and_come_back(tmp_path):
    path = xlsx(
        tmp_path / "book.xlsx", {"S": [["Name", "Email"], ["Ann", "a@h.example"], ["Ben", "no address"]]}
    )
    file = open_contacts(path)
    assert save_failed(file, {3: "why"}, tmp_path / "failed.csv") == 1
    (again,) = open_contacts(tmp_path / "failed.csv").drafts()
    assert again.full == "Ben"


# --- hostile files ---


def refused(path, match: str = ".") -> None:
    with pytest.raises(FileProblem, match=match):
        list(open_contacts(path).drafts())


def test_what_is_no_workbook_is_refused_in_words(tmp_path):
    refused(tmp_path, "folder")
    refused(tmp_path / "none.xlsx", "does not exist")
    for name, content in {
        "empty.xlsx": b"", "zip.xlsx": b"PK\x03\x04" + bytes(100), "ole.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    }.items():  # fmt: skip
        (tmp_path / name).write_bytes(content)
        refused(tmp_path / name)
    refused(zipped(tmp_path / "other.zip", {"a.txt": b"x"}), "kind")
    refused(xlsx(tmp_path / "nobody.xlsx", {"S": [["Month", "Cost"], ["May", 3]]}), "says who")
    refused(xlsx(tmp_path / "blank.xlsx", {"S": []}), "says who")
    refused(raw_xlsx(tmp_path / "cut.xlsx", sheet_xml("<row><c")[:80]))


@pytest.mark.skipif(os.name == "nt", reason="no such devices there")
def test_a_device_is_refused(tmp_path):
    from pathlib import Path

    refused(Path("/dev/null"))


def test_a_locked_workbook_is_refused_in_words(tmp_path):
    path = tmp_path / "locked.xlsx"
    path.write_bytes(compound({"EncryptionInfo": b"x" * 100, "EncryptedPackage": b"y" * 5000}))
    refused(path, "locked with a password")


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = raw_xlsx(tmp_path / "bomb.xlsx", sheet_xml(" " * (450 << 20)))
    assert path.stat().st_size < 1 << 20
    refused(path, "too large")


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path):
    path = raw_xlsx(tmp_path / "liar.xlsx", sheet_xml(" " * (3 << 20)))
    content = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    path.write_bytes(content.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little")))
    refused(path)


NAME = text_cell("A1", "Name") + text_cell("B1", "Email")


@pytest.mark.parametrize(
    "rows",
    [
        f'<row r="1">{NAME}</row><row r="1000000">{text_cell("ZZ1000000", "x")}</row>',
        f'<row r="1">{NAME}{text_cell("XFD1048576", "x")}</row>',
        f'<row r="1">{NAME}</row>' + f"<row r='9'>{text_cell('A1048570', 'x').replace(chr(34), chr(39))}</row>"
        f'<row r="2">{text_cell("XFD2", "x")}</row>',
        f'<row r="1">{NAME}</row>' + "<row>" + "<c/>" * 16000 + "<c><v>1</v></c></row>" + "<row/>" * 900_000
        + "<row><c><v>1</v></c></row>",
    ],
    ids=["two far cells", "one far cell", "single quotes", "cells without places"],
)  # fmt: skip
def test_cells_far_apart_are_refused(tmp_path, rows):
    refused(raw_xlsx(tmp_path / "far.xlsx", sheet_xml(rows)), "too large")


def test_cells_far_apart_in_other_kinds_are_refused(tmp_path):
    far = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated='
    far += '"16384" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
    refused(ods(tmp_path / "far.ods", PEOPLE, raw=far), "too large")
    refused(xlsb(tmp_path / "far.xlsb", PEOPLE, far=(1_000_000, 16_000)), "too large")
    refused(
        xls(tmp_path / "far.xls", [*PEOPLE, *[[] for _ in range(65000)], [None] * 250 + ["x"]]), "too large"
    )


def test_empty_cells_repeated_to_the_end_are_no_bomb(tmp_path):
    rest = '<table:table-row table:number-rows-repeated="1048500"><table:table-cell table:number-columns-repeated="16384"/>'
    path = ods(tmp_path / "usual.ods", PEOPLE, raw=rest + "</table:table-row>")
    assert len(list(open_contacts(path).drafts())) == 1


def test_an_endless_text_is_refused(tmp_path):
    rows = f'<row r="1">{NAME}</row><row r="2">{text_cell("A2", "x" * (1 << 20))}{text_cell("B2", "y" * 1_200_000)}</row>'
    refused(raw_xlsx(tmp_path / "long.xlsx", sheet_xml(rows)), "line 2")


def test_entities_are_not_expanded(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET-7788", encoding="utf-8")
    declared = (
        f'<!DOCTYPE x [<!ENTITY file SYSTEM "{secret.as_uri()}"><!ENTITY a "lol"><!ENTITY b "{"&a;" * 50}">]>'
    )
    rows = f'<row r="1">{NAME}</row><row r="2">{text_cell("A2", "Ann &file; &b;")}{text_cell("B2", "a@h.example")}</row>'
    for path in (
        raw_xlsx(tmp_path / "entity.xlsx", sheet_xml(rows, before=declared)),
        raw_xlsx(
            tmp_path / "shared.xlsx",
            sheet_xml(
                '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row>'
            ),
            shared=f'{declared}<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Name</t></si>'
            "<si><t>Ann &file;&b;</t></si></sst>".encode(),
        ),
    ):
        try:
            told = str(list(open_contacts(path).drafts()))
        except FileProblem as error:
            told = str(error)
        assert "SECRET" not in told
        assert "lollol" not in told


KINDS = st.sampled_from(["xlsx", "xls", "xlsb", "ods"])


def fuzzed(folder, kind: str, place: int, junk: bytes, cut: int) -> None:
    path = folder / f"fuzz.{kind}"
    {"xlsx": lambda: raw_xlsx(path, sheet_xml(f'<row r="1">{NAME}</row>')), "xls": lambda: xls(path, PEOPLE),
     "xlsb": lambda: xlsb(path, PEOPLE), "ods": lambda: ods(path, PEOPLE)}[kind]()  # fmt: skip
    content = bytearray(path.read_bytes())
    at = place % len(content)
    content[at : at + len(junk)] = junk
    path.write_bytes(bytes(content[: len(content) - cut % 200]))
    try:
        list(open_contacts(path).drafts())
    except UserError:
        return


FUZZ = {
    "kind": KINDS,
    "place": st.integers(0, 1 << 20),
    "junk": st.binary(max_size=40),
    "cut": st.integers(0, 400),
}


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(**FUZZ)
def test_damaged_workbooks_never_trip_the_reader(tmp_path_factory, kind, place, junk, cut):
    fuzzed(tmp_path_factory.mktemp("fuzz"), kind, place, junk, cut)


@pytest.mark.slow
@settings(max_examples=many(3000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(**FUZZ, wrap=st.booleans(), xml=st.text(max_size=300))
def test_thousands_of_damaged_workbooks(tmp_path_factory, kind, place, junk, cut, wrap, xml):
    folder = tmp_path_factory.mktemp("fuzz")
    fuzzed(folder, kind, place, junk, cut)
    content = xml.encode("utf-8", "replace")
    path = raw_xlsx(
        folder / "x.xlsx", sheet_xml(xml.encode("utf-8", "replace").decode()) if wrap else content
    )
    try:
        list(open_contacts(path).drafts())
    except UserError:
        return


# --- export ---


def exported(desk, path):
    with path.open("wb") as stream, desk.database.read() as connection:
        write_workbook(stream, contact_drafts(connection), Widths(*most_of_each(connection)))
    return open_contacts(path)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(names=st.lists(NAUGHTY, min_size=1, max_size=6), note=NAUGHTY, tag=NAUGHTY, own=NAUGHTY)
def test_what_is_exported_comes_back_the_same(empty, tmp_path_factory, names, note, tag, own):
    folder = tmp_path_factory.mktemp("round")
    one, two = Copied(empty, folder / "one.db"), Copied(empty, folder / "two.db")
    try:
        for number, name in enumerate(names):
            if name.strip():
                one.add(
                    name, emails=(("Work", f"p{number}@x.example"),), phones=(("", "+1 416 555 0134"),), note=note,
                    want=own, company=own, tags=(tag,) if tag.strip(" #;") else (),
                )  # fmt: skip
        first = exported(one, folder / "first.xlsx")
        report = bring(two, first)
        assert report.counts.failed == 0
        second = exported(two, folder / "second.xlsx")
        assert list(second.table.rows()) == list(first.table.rows())
        assert bring(one, first).counts.changes == 0
    finally:
        one.database.close()
        two.database.close()


def test_no_cell_of_an_export_is_a_formula_or_a_link(tmp_path):
    drafts = [
        (
            ContactDraft(2, full=text, note="https://evil.example/?x", links=(("", "mailto:a@b.example"),)),
            "=want()",
        )
        for text in ("=1+1", "+A1", "-A1", "@x", "＝1", "{=1}", "\t=1")
    ]
    path = tmp_path / "out.xlsx"
    with path.open("wb") as stream:
        assert write_workbook(stream, drafts, Widths(links=1)) == len(drafts)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert not [name for name in archive.namelist() if "rels" in name and "sheet" in name]
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert "<v>" not in sheet


def test_a_text_that_no_cell_holds_is_told(tmp_path):
    with (
        (tmp_path / "out.xlsx").open("wb") as stream,
        pytest.raises(FileProblem, match="Ann Hill"),
    ):
        write_workbook(
            stream, [(ContactDraft(2, full="Ann Hill", note="x" * (LONGEST_CELL + 1)), "")], Widths()
        )


def test_a_workbook_is_imported_like_a_table(desk, tmp_path):
    path = xlsx(tmp_path / "people.xlsx", {"S": [*PEOPLE, ["Ben Cole", "b@c.example", 5125550134, 78701]]})
    file = open_contacts(path)
    assert fates(bring(desk, file)) == {"new": 2}
    assert fates(bring(desk, file)) == {"unchanged": 2}
    assert desk.database.undo() is not None
    assert desk.rows("SELECT count(*) FROM contact") == [(0,)]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the most memory is read where Linux tells it")
def test_a_hundred_thousand_rows_stay_within_memory(tmp_path):
    heading = ["First name", "Last name", "Email", "Phone", "Street", "City", "Zip", "Notes", "Tags"]
    rows = [
        [f"First{n % 5000}", f"Last{n % 7919}", f"p{n}@x.example", 4151230000 + n, f"{n} Elm St", "Austin", 78701,
         f"A note of some words {n}", "buyer, lake"]
        for n in range(100_000)
    ]  # fmt: skip
    path = xlsx(tmp_path / "large.xlsx", {"S": [heading, *rows]})
    code = (
        "from pathlib import Path\n"
        "from lifecycle_desktop.core.exchange.formats import open_contacts\n"
        f"file = open_contacts(Path({str(path)!r}))\n"
        "count = sum(1 for _ in file.drafts())\n"
        "print(count, Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    count, most = map(int, done.stdout.split())
    assert count == 100_000
    assert most < 300 << 10  # kilobytes
