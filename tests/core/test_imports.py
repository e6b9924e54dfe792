"""Imports into a real database: what becomes of each row, nothing lost, nothing twice, all or nothing, one undo."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lifecycle_desktop.core.errors import Stopped
from lifecycle_desktop.core.exchange.failed_rows import save_failed_rows
from lifecycle_desktop.core.exchange.formats import open_contacts
from lifecycle_desktop.core.exchange.own_csv import Widths, write_contacts
from lifecycle_desktop.core.model.draft import RowProblem
from lifecycle_desktop.core.model.import_report import ImportPolicy, PackedFates, RowFate
from lifecycle_desktop.core.operations import contacts, imports
from lifecycle_desktop.core.operations.import_rows import ImportRows
from lifecycle_desktop.core.operations.imports import import_contacts, plan_import
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.queries.contact_drafts import contact_drafts, most_of_each
from lifecycle_desktop.core.store.bulk import FULL_INDEXES
from lifecycle_desktop.core.store.check import findings
from lifecycle_desktop.core.store.database import Database
from lifecycle_desktop.core.store.search import faulty_indexes, rebuild_search
from tests.bench.people_csv import write_people
from tests.core.desk import Desk

MAKER = Path(__file__).resolve().parents[3] / "shared" / "bench" / "make_contacts_csv.py"
POLICY = ImportPolicy()


def file_of(folder: Path, *rows: str, name: str = "people.csv"):
    path = folder / name
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return open_contacts(path)


def bring(desk: Desk, file, policy: ImportPolicy = POLICY, progress: Progress | None = None):
    with desk.database.write(f"Import {file.name}", moment=desk.moment, cause="import") as written:
        return import_contacts(
            written,
            file.drafts(),
            policy,
            desk.moment,
            progress or Progress(),
            file_name=file.name,
            file_format="x",
        )


def plan(desk: Desk, file, policy: ImportPolicy = POLICY):
    with desk.database.read() as connection:
        return plan_import(connection, file.drafts(), policy, Progress())


def test_packed_fates_are_the_fates_that_were_packed() -> None:
    told = [
        RowFate(2, "new", "Ann", "", None),
        RowFate(3, "skipped", "Ben", "same name", 7, is_maybe=True),
        RowFate(5, "failed", "", "no name", None, problem=RowProblem("identity")),
        RowFate(6, "new", "Ann", "", 9, is_maybe=True),
    ]
    packed = PackedFates(told)
    assert list(packed) == told
    assert (packed[-1], packed[1:3], len(packed)) == (told[-1], told[1:3], 4)
    packed[2] = told[1]._replace(line=5)
    packed[0] = told[2]._replace(line=2)
    assert [row.problem for row in packed] == [RowProblem("identity"), None, None, None]
    packed.append(told[0])
    assert packed[4] == told[0]


def fates(report) -> dict[str, int]:
    return {name: n for name, n in vars(report.counts).items() if n and name != "rows"}


def assure_sound(desk: Desk) -> None:
    """The search tables hold what they would hold if they were made anew, and the file is whole."""
    database = desk.database
    before = desk.rows("SELECT id, name_folded, email, phone_digits FROM contact_search ORDER BY id")
    words = [sorted(row[0].split()) for row in desk.rows("SELECT more FROM contact_search ORDER BY id")]
    derived = desk.rows(
        "SELECT id, next_step_id, next_step_on, slips_on, last_activity_at FROM contact ORDER BY id"
    )
    with database.write("Again", moment=desk.moment) as written:
        assert faulty_indexes(written.driver) == []
        rebuild_search(written.driver)
        from lifecycle_desktop.core.store.derive import refresh_derived

        refresh_derived(written.driver, [row[0] for row in derived])
    assert desk.rows("SELECT id, name_folded, email, phone_digits FROM contact_search ORDER BY id") == before
    assert [sorted(r[0].split()) for r in desk.rows("SELECT more FROM contact_search ORDER BY id")] == words
    assert (
        desk.rows(
            "SELECT id, next_step_id, next_step_on, slips_on, last_activity_at FROM contact ORDER BY id"
        )
        == derived
    )
    assert findings(database.writing_connection()) == []


def test_a_large_file_is_counted_as_it_was_made(desk, tmp_path):
    truth = write_people(tmp_path / "made.csv", 6000, seed=3)
    file = open_contacts(tmp_path / "made.csv")
    report = bring(desk, file)
    assert fates(report) == {"new": truth.people, "duplicate": truth.duplicates, "failed": truth.bad}
    assure_sound(desk)
    assert desk.database.undo().label == "Import made.csv"
    assert desk.rows("SELECT count(*) FROM contact") == [(0,)]
    assert desk.faults() == []


@pytest.mark.skipif(not MAKER.exists(), reason="the maker of large files lies beside the checkout only")
@pytest.mark.parametrize("layout", ["plain", "google", "google-old"])
def test_what_was_planted_is_found_exactly(desk, tmp_path, layout):
    path, truth_path = tmp_path / "big.csv", tmp_path / "truth.json"
    arguments = [
        "5000",
        str(path),
        "--layout",
        layout,
        "--truth",
        str(truth_path),
        "--seed",
        "7",
        "--bom",
        "--crlf",
    ]
    subprocess.run([sys.executable, str(MAKER), *arguments], check=True)
    truth = json.loads(truth_path.read_text())
    file = open_contacts(path)
    bad = truth["bad_no_identity"] + truth["bad_email"] + truth["bad_date"]
    expected = {
        "new": truth["distinct_people"],
        "duplicate": truth["dup_same_email"] + truth["dup_same_phone"],
        "failed": bad,
    }
    tried = plan(desk, file)
    assert {name: n for name, n in fates(tried).items() if name != "maybe"} == expected
    assert [row.line for row in tried.rows] == sorted(row.line for row in tried.rows)
    report = bring(desk, file)
    assert fates(report) == expected
    assert len(report.failed) == bad
    assert sum("name" in reason for reason in report.failed.values()) == truth["bad_no_identity"]
    assert desk.rows("SELECT count(*) FROM contact") == [(truth["distinct_people"],)]
    indexes = desk.rows("SELECT count(*) FROM sqlite_schema WHERE tbl_name = 'contact' AND type = 'index'")
    assert indexes[0][0] >= 10
    assert not set(FULL_INDEXES) - {row[0] for row in desk.rows("SELECT name FROM sqlite_schema")}
    assure_sound(desk)
    again = bring(desk, file)
    assert fates(again) == {"unchanged": expected["new"] + expected["duplicate"], "failed": bad}
    assert fates(plan(desk, file)) == fates(again)


def test_the_whole_import_is_one_undo(desk, tmp_path):
    desk.add("Maria Lopez", emails=(("", "maria@l.example"),))
    before = desk.whole() if hasattr(desk, "whole") else desk.rows("SELECT * FROM contact")
    file = file_of(
        tmp_path,
        "Name,Email,Phone,Tags,Notes",
        "Maria Lopez,maria@l.example,416 555 0134,vip,Dogs",
        "Ann Hill,ann@h.example,,,",
    )
    report = bring(desk, file)
    assert fates(report) == {"new": 1, "updated": 1}
    undone = desk.database.undo()
    assert undone is not None
    assert undone.label == "Import people.csv"
    assert (desk.whole() if hasattr(desk, "whole") else desk.rows("SELECT * FROM contact")) == before
    assert desk.rows("SELECT count(*) FROM contact_phone") == [(0,)]
    desk.database.redo()
    assert desk.rows("SELECT count(*) FROM contact") == [(2,)]
    assure_sound(desk)


def test_blanks_are_filled_and_what_differs_is_kept_beside(desk, tmp_path):
    contact_id = desk.add(
        "Maria Lopez",
        emails=(("", "maria@l.example"),),
        company="Lake Homes",
        note="Likes lakes.",
        source="Open house",
    )
    file = file_of(
        tmp_path,
        "Name,Email,Email 2,Company,Job title,Notes,Lead source,Birthday,Phone,Address,City,Rating,Lockbox",
        "María José López,MARIA@l.example,m2@l.example,Sea Homes,Broker,Two dogs,Sign call,1980-05-12,416 555 0134,1 Elm St,Zug,hot,77",
    )
    (row,) = bring(desk, file).told
    assert (row.fate, row.contact_id) == ("updated", contact_id)
    columns = "first_name, middle_name, last_name, company, job_title, note, temperature"
    assert desk.rows(f"SELECT {columns} FROM contact") == [
        ("Maria", "José", "Lopez", "Lake Homes", "Broker", "Likes lakes.\n\nTwo dogs", "hot")
    ]
    own = dict(
        desk.rows("SELECT o.name, v.value FROM contact_own_value v JOIN own_field o ON o.id = v.own_field_id")
    )
    assert own == {
        "Company": "Sea Homes",
        "Source": "Sign call",
        "Lockbox": "77",
    }
    assert desk.rows("SELECT s.name FROM contact c JOIN source s ON s.id = c.source_id") == [("Open house",)]
    assert [email for (email,) in desk.rows("SELECT email_normal FROM contact_email ORDER BY position")] == [
        "maria@l.example",
        "m2@l.example",
    ]
    assert fates(bring(desk, file)) == {"unchanged": 1}
    assure_sound(desk)


def test_blank_cells_take_nothing_away(desk, tmp_path):
    desk.add("Maria Lopez", emails=(("", "maria@l.example"),), company="Lake Homes", note="Likes lakes.")
    before = desk.rows("SELECT * FROM contact")
    assert fates(
        bring(desk, file_of(tmp_path, "Name,Email,Company,Notes", "Maria Lopez,maria@l.example,,"))
    ) == {"unchanged": 1}
    assert desk.rows("SELECT * FROM contact") == before
    assert desk.database.undo_label() != "Import people.csv"


def test_households_and_offices_stay_apart(desk, tmp_path):
    file = file_of(
        tmp_path,
        "First name,Last name,Email,Phone",
        "Ann,Hill,info@hill.example,416 555 0134",
        "Bob,Hill,info@hill.example,(416) 555-0134",
        "Annie,Hill,,1-416-555-0134",
    )
    report = bring(desk, file)
    assert fates(report) == {"new": 2, "duplicate": 1, "maybe": 1}
    assert [row.fate for row in report.told] == ["new", "duplicate"]
    assert "another name" in report.told[0].reason
    assert fates(bring(desk, file)) == {"unchanged": 3}
    assert fates(bring(desk, file, ImportPolicy(skip_maybe=True))) == {"unchanged": 3}


def test_maybes_can_be_left_out(desk, tmp_path):
    desk.add("Robert Hill", company="Acme")
    file = file_of(tmp_path, "Name,Company,Email", "Bob Hill,Acme,bob@acme.example")
    assert plan(desk, file).rows[0].is_maybe
    assert fates(bring(desk, file, ImportPolicy(skip_maybe=True))) == {"skipped": 1}
    assert fates(bring(desk, file)) == {"new": 1}


def test_unticked_rows_and_correspondents_are_skipped(desk, tmp_path):
    file = file_of(
        tmp_path, "First Name,Last Name,Organization Name,Labels,E-mail 1 - Value", "Ann,Hill,,* myContacts,a@h.example",
        "Bob,Cole,,* Other Contacts,b@c.example",
    )  # fmt: skip
    assert fates(bring(desk, file, ImportPolicy(skip_lines=frozenset({2}), skip_correspondents=True))) == {
        "skipped": 2
    }
    bring(desk, file)
    assert desk.rows("SELECT t.name FROM tag t") == [("Other contacts",)]


def test_rows_without_address_or_number_come_once(desk, tmp_path):
    file = file_of(
        tmp_path, "Name,Company", "Ann Hill,Acme", "Ann Hill,Acme", "Ann Hill,Other Co", "Ann Hill,"
    )
    assert fates(bring(desk, file)) == {"new": 2, "duplicate": 2}
    assert fates(bring(desk, file)) == {"unchanged": 4}
    assert fates(plan(desk, file)) == {"unchanged": 4}


def test_stages_temperatures_steps_and_permissions(desk, tmp_path):
    file = file_of(
        tmp_path,
        "Name,Email,Stage,Rating,Next step,Next step date,Last contact,Email opt-in",
        "Ann Hill,a@h.example,get referrals,warm,Call,2026-05-02,2026-01-03,yes",
        "Bob Cole,b@c.example,Hot Prospects,lukewarm,,2026-05-03,,",
        "Cid Dean,c@d.example,,,Write,,,given",
    )
    bring(desk, file)
    rows = desk.rows(
        "SELECT c.display_name, s.name, c.temperature, c.next_step_on, c.touched_on, f.what FROM contact c "
        "JOIN stage s ON s.id = c.stage_id LEFT JOIN follow_up f ON f.id = c.next_step_id ORDER BY c.id"
    )
    assert rows == [
        ("Ann Hill", "Get Referrals", "warm", "2026-05-02", "2026-01-03", "Call"),
        ("Bob Cole", "Attract Traffic", "", "2026-05-03", None, "Follow up"),
        ("Cid Dean", "Capture Leads", "", None, None, None),
    ]
    assert desk.rows("SELECT contact_id, channel, status, place FROM permission ORDER BY id") == [
        (1, "email", "given", "people.csv"),
        (3, "email", "given", "people.csv"),
    ]
    assert [
        row[0] for row in desk.rows("SELECT t.name FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id")
    ] == ["Hot Prospects"]
    own = desk.rows(
        "SELECT o.name, v.value FROM contact_own_value v JOIN own_field o ON o.id = v.own_field_id ORDER BY v.id"
    )
    assert own == [("Temperature", "lukewarm"), ("Next step", "Write")]
    assert desk.rows("SELECT DISTINCT cause, from_stage_id FROM stage_move") == [("import", None)]
    assert fates(bring(desk, file)) == {"unchanged": 3}
    assure_sound(desk)


def test_a_file_takes_no_refusal_back(desk, tmp_path):
    contact_id = desk.add("Ann Hill", emails=(("", "a@h.example"),))
    desk.do(contacts.set_permission, contact_id, "email", "refused")
    bring(desk, file_of(tmp_path, "Name,Email,Email opt-in", "Ann Hill,a@h.example,yes"))
    assert desk.rows("SELECT status FROM permission") == [("refused",)]
    bring(desk, file_of(tmp_path, "Name,Email,SMS opt-in", "Ann Hill,a@h.example,no"))
    assert desk.rows("SELECT channel, status FROM permission ORDER BY id") == [
        ("email", "refused"),
        ("text", "refused"),
    ]


def test_who_sent_them_is_known_by_name(desk, tmp_path):
    grace = desk.add("Grace Lee")
    file = file_of(
        tmp_path,
        "Name,Email,Referred by",
        "Ann Hill,a@h.example,Grace Lee",
        "Bob Cole,b@c.example,Nobody Known",
    )
    bring(desk, file)
    assert desk.rows("SELECT referrer_id, referred_id, direction, status FROM referral") == [
        (grace, 2, "in", "given")
    ]
    assert desk.rows("SELECT contact_id, other_name, kind FROM relation") == [
        (3, "Nobody Known", "referred by")
    ]
    assert fates(bring(desk, file)) == {"unchanged": 2}


def test_the_trash_is_not_looked_into(desk, tmp_path):
    contact_id = desk.add("Ann Hill", emails=(("", "a@h.example"),))
    desk.do(contacts.delete_contacts, [contact_id])
    assert fates(bring(desk, file_of(tmp_path, "Name,Email", "Ann Hill,a@h.example"))) == {"new": 1}


class StopAfter(Progress):
    """A person who presses Stop when some rows are done."""

    def advance(self, count: int = 1) -> None:
        super().advance(count)
        if self.done >= 6000:
            self.stop()


@pytest.mark.parametrize("wrong", ["stop", "row lost", "letter lost"])
def test_stopped_or_failed_writes_nothing(desk, tmp_path, monkeypatch, wrong):
    desk.add("Grace Lee")
    monkeypatch.setattr(imports, "_CHUNK", 4500)
    file = file_of(tmp_path, "Name,Email", *(f"Ann Hill{n},a{n}@h.example" for n in range(12_000)))
    schema = desk.rows("SELECT name, sql FROM sqlite_schema ORDER BY name")
    if wrong == "row lost":
        insert = ImportRows.flush

        def lossy(self: ImportRows) -> None:
            insert(self)
            self._bare.execute("DELETE FROM contact_email WHERE id = 7")

        monkeypatch.setattr(ImportRows, "flush", lossy)
    if wrong == "letter lost":
        insert = ImportRows.flush

        def muddled(self: ImportRows) -> None:
            insert(self)
            self._bare.execute("UPDATE contact SET note = 'x' WHERE id = 9")

        monkeypatch.setattr(ImportRows, "flush", muddled)
    with pytest.raises(Stopped if wrong == "stop" else RuntimeError):
        bring(desk, file, progress=StopAfter() if wrong == "stop" else None)
    monkeypatch.undo()
    assert desk.rows("SELECT display_name FROM contact") == [("Grace Lee",)]
    assert desk.rows("SELECT count(*) FROM contact_email") == [(0,)]
    assert desk.rows("SELECT name, sql FROM sqlite_schema ORDER BY name") == schema
    assure_sound(desk)
    assert fates(bring(desk, file)) == {"new": 12_000}


def test_failed_rows_are_saved_mended_and_imported(desk, tmp_path):
    file = file_of(
        tmp_path,
        "Name,Email,Lockbox",
        "Ann Hill,a@h.example,1",
        '"=HYPERLINK(""x"")",bob at c.example,\'2',
        "Cid Dean,cid@@d.example,+1 416 555 0134",
    )
    report = bring(desk, file)
    out = tmp_path / "failed.csv"
    assert save_failed_rows(file.table, report.failed, out) == 2
    rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    assert rows[0][:3] == ["Name", "Email", "Lockbox"]
    assert [row[-2] for row in rows[1:]] == ["3", "4"]
    assert not any(cell.startswith("=") for row in rows for cell in row)
    assert rows[2][2] == "+1 416 555 0134"
    mended = out.read_text(encoding="utf-8-sig").replace("bob at c", "bob@c").replace("cid@@d", "cid@d")
    out.write_text(mended, encoding="utf-8")
    assert fates(bring(desk, open_contacts(out))) == {"new": 2}
    names = [name for (name,) in desk.rows("SELECT display_name FROM contact ORDER BY id")]
    assert names == ["Ann Hill", '=HYPERLINK("x")', "Cid Dean"]
    assert desk.rows("SELECT value FROM contact_own_value ORDER BY id") == [
        ("1",),
        ("'2",),
        ("+1 416 555 0134",),
    ]


def test_import_runs_are_told(desk, tmp_path):
    file = file_of(tmp_path, "Name,Email", "Ann Hill,a@h.example", "Bob,bob at c")
    bring(desk, file)
    bring(desk, file)
    columns = "file_name, new_count, updated_count, unchanged_count, skipped_count, failed_count"
    assert desk.rows(f"SELECT {columns} FROM import_run") == [("people.csv", 1, 0, 0, 0, 1)]


class Copied(Desk):
    """A copy of an empty database, which is quicker than a new one."""

    def __init__(self, template: Desk, path: Path) -> None:
        self.clock = template.clock
        shutil.copy(template.database.path, path)
        self.database = Database.open(path)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    made = Desk(tmp_path_factory.mktemp("empty") / "empty.db")
    made.database.close()
    return made


def export(desk: Desk, path: Path):
    out = io.BytesIO()
    with desk.database.read() as connection:
        write_contacts(out, contact_drafts(connection), Widths(*most_of_each(connection)))
    path.write_bytes(out.getvalue())
    return open_contacts(path)


NAUGHTY = st.one_of(
    st.sampled_from(
        [
            "=1+1",
            "+cmd|' /C calc'!A0",
            "@SUM(1)",
            "-2+3",
            "\u202eevil",
            "'quoted'",
            "''",
            '"',
            "<b>x</b>",
            "a\nb",
            "ﬀ",
            "＝1",
            "😀👩‍👩‍👧",
            "Ω≈ç√",
            "{{7*7}}",
            "$\\bad$",
            "NULL",
            "None",
            "nan",
            "1e9",
            "٠١٢",
            "\u200b",
            "x" * 3000,
            "; DROP TABLE",
            "a;b",
            "a|b,c",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=20),
)


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
                    want=own,
                    company=own, tags=(tag,) if tag.strip(" #;") else (),
                )  # fmt: skip
        first = export(one, folder / "first.csv")
        report = bring(two, first)
        assert report.counts.failed == 0
        assert export(two, folder / "second.csv").table.path.read_bytes() == first.table.path.read_bytes()
        assert bring(one, first).counts.changes == 0
    finally:
        one.database.close()
        two.database.close()


def test_a_step_that_lost_rows_cannot_go_on(desk):
    def go_on() -> None:
        with desk.database.write("Odd", moment=desk.moment) as written:
            with contextlib.suppress(ValueError), written.inserting(["contact", "contact_tag"]):
                raise ValueError
            written.driver.execute("INSERT INTO tag (name, name_folded) VALUES ('x', 'x')")

    with pytest.raises(RuntimeError, match="went on"):
        go_on()
    assert desk.rows("SELECT * FROM tag") == []
    desk.add("Ann Hill", tags=("lake",))
    assert desk.database.undo() is not None
    assert desk.rows("SELECT count(*) FROM contact_tag") == [(0,)]
