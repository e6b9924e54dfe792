"""What an owner corrects before an import: columns, words, days, cells and single rows; and what is remembered of it."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_desktop.core.errors import Stopped
from lifecycle_desktop.core.exchange.column_facts import column_facts
from lifecycle_desktop.core.exchange.corrections import CorrectedFile, mended
from lifecycle_desktop.core.exchange.formats import ContactFile, open_contacts
from lifecycle_desktop.core.exchange.remembered_columns import (
    as_remembered,
    from_memory,
    signature_of,
    to_memory,
)
from lifecycle_desktop.core.exchange.target_choices import (
    choice_of,
    guessed_mapping,
    says_who,
    target_choices,
    with_choice,
)
from lifecycle_desktop.core.model.draft import ContactDraft, RowProblem
from lifecycle_desktop.core.model.import_report import NEW, UPDATED, ImportPolicy, RowDecision
from lifecycle_desktop.core.operations.column_mappings import remember_mapping
from lifecycle_desktop.core.operations.imports import import_contacts, plan_import
from lifecycle_desktop.core.operations.merging import merge_all
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.queries.column_mappings import remembered_mapping
from lifecycle_desktop.core.queries.duplicates import duplicates
from tests.core.desk import Desk

WAITING = ImportPolicy(skip_maybe=True)


def file_of(folder: Path, *rows: str) -> CorrectedFile:
    path = folder / "people.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return CorrectedFile(open_contacts(path))


def table_of(file: CorrectedFile) -> ContactFile:
    found = file.table_file
    assert found is not None
    return found


def plan(desk: Desk, file: CorrectedFile, policy: ImportPolicy = WAITING):
    with desk.database.read() as connection:
        return plan_import(connection, file.drafts(), policy, Progress())


def bring(desk: Desk, file: CorrectedFile, policy: ImportPolicy = WAITING):
    with desk.database.write("Import", moment=desk.moment, cause="import") as written:
        return import_contacts(
            written, file.drafts(), policy, desk.moment, Progress(), file_name="people.csv"
        )


# -- decisions ----------------------------------------------------------------------------------------------


def test_what_may_be_somebody_waits_and_is_decided_row_by_row(desk: Desk, tmp_path: Path) -> None:
    tom = desk.add("Tom Fox", emails=(("", "family@x.example"),))
    file = file_of(
        tmp_path,
        "Name,Email",
        "Eve Ray,family@x.example",
        "Kim Oh,family@x.example",
        "Lee Po,family@x.example",
    )
    assert [(row.fate, row.is_maybe) for row in plan(desk, file).rows] == [("skipped", True)] * 3
    decided = replace(WAITING, decisions={2: RowDecision(NEW), 3: RowDecision(UPDATED, tom)})
    told = plan(desk, file, decided)
    assert [(row.fate, row.contact_id) for row in told.rows[:2]] == [("new", None), ("updated", tom)]
    report = bring(desk, file, decided)
    assert (report.counts.new, report.counts.updated, report.counts.skipped) == (1, 1, 1)
    assert desk.rows("SELECT display_name FROM contact ORDER BY id") == [("Tom Fox",), ("Eve Ray",)]
    assert ("Kim Oh",) in desk.rows("SELECT value FROM contact_own_value WHERE contact_id = ?", tom)
    assert desk.faults() == []


def test_a_sure_one_can_be_kept_apart(desk: Desk, tmp_path: Path) -> None:
    desk.add("Ann Lee", emails=(("", "ann@x.example"),))
    file = file_of(tmp_path, "Name,Email", "Ann Lee,ann@x.example")
    assert plan(desk, file).rows[0].fate == "unchanged"
    bring(desk, file, replace(WAITING, decisions={2: RowDecision(NEW)}))
    assert desk.rows("SELECT count(*) FROM contact") == [(2,)]


def test_a_decision_for_somebody_who_is_gone_is_passed_over(desk: Desk, tmp_path: Path) -> None:
    file = file_of(tmp_path, "Name,Email", "Ann Lee,ann@x.example")
    assert plan(desk, file, replace(WAITING, decisions={2: RowDecision(UPDATED, 4711)})).rows[0].fate == "new"
    report = bring(desk, file, replace(WAITING, decisions={2: RowDecision(UPDATED, 4711)}))
    assert report.counts.new == 1


def test_the_files_values_show_first_where_chosen_and_the_others_are_kept(desk: Desk, tmp_path: Path) -> None:
    ann = desk.add("Ann Lee", emails=(("", "old@x.example"),), phones=(("", "416 555 0101"),), company="Elm")
    stage = desk.stage("Nurture")
    file = file_of(
        tmp_path,
        "Name,Email,Phone,Company,Stage,Temperature",
        "Anna Leeds,new@x.example,416 555 0202,Oak,Nurture,Hot",
    )
    first = frozenset({"name", "email", "phone", "company", "stage", "temperature"})
    before = desk.everything()
    bring(desk, file, replace(WAITING, decisions={2: RowDecision(UPDATED, ann, first)}))
    [(name, company, heat, now)] = desk.rows(
        "SELECT display_name, company, temperature, stage_id FROM contact WHERE id = ?", ann
    )
    assert (name, company, heat, now) == ("Anna Leeds", "Oak", "hot", stage)
    assert desk.rows("SELECT email FROM contact_email WHERE contact_id = ? ORDER BY position", ann) == [
        ("new@x.example",),
        ("old@x.example",),
    ]
    assert [row[0][-4:] for row in desk.rows("SELECT phone FROM contact_phone ORDER BY position")] == [
        "0202",
        "0101",
    ]
    assert {row[0] for row in desk.rows("SELECT value FROM contact_own_value")} == {"Ann Lee", "Elm"}
    assert desk.rows(
        "SELECT count(*) FROM stage_move WHERE contact_id = ? AND to_stage_id = ?", ann, stage
    ) == [(1,)]
    assert desk.faults() == []
    desk.database.undo()
    assert desk.everything()["contact_email"] == before["contact_email"]
    assert desk.everything()["contact"] == before["contact"]


def test_the_dry_run_says_what_the_import_does(desk: Desk, tmp_path: Path) -> None:
    tom = desk.add("Tom Fox", emails=(("", "family@x.example"),))
    file = file_of(
        tmp_path, "Name,Email,Phone", "Eve Ray,family@x.example,", "Tom Fox,family@x.example,416 555 0101",
        "Bad,not one,", "Bo Ek,bo@x.example,", "Bo Ek,bo@x.example,",
    )  # fmt: skip
    for policy in (
        WAITING,
        replace(WAITING, skip_lines=frozenset({5})),
        replace(WAITING, decisions={2: RowDecision(UPDATED, tom, frozenset({"name"}))}),
    ):
        told = plan(desk, file, policy).counts
        done = bring(desk, file, policy).counts
        assert (told.new, told.updated, told.skipped, told.failed) == (
            done.new,
            done.updated,
            done.skipped,
            done.failed,
        )
        desk.database.undo()


# -- cells and words ----------------------------------------------------------------------------------------


def test_cells_are_mended_by_part_and_by_column(desk: Desk, tmp_path: Path) -> None:
    file = file_of(
        tmp_path, "First,Last,Email,Email 2,Phone,Birthday", "Ann,Lee,ok@x.example,wrong,,", ",,,,416 555 0101,2023-02-31",
    )  # fmt: skip
    assert [row.fate for row in plan(desk, file).rows] == ["failed", "failed"]
    file = file.with_part(2, "email", "right@x.example").with_part(3, "name", "Bob van Ray")
    assert file.row_at(2)[2:4] == ["ok@x.example", "right@x.example"]
    assert plan(desk, file).rows[1].problem == RowProblem("date", "Birthday")
    file = file.with_cell(3, 5, "2023-02-28").with_part(3, "phone", "416 555 0999")
    assert [row.fate for row in plan(desk, file).rows] == ["new", "new"]
    bring(desk, file)
    assert desk.rows("SELECT first_name, last_name FROM contact ORDER BY id") == [
        ("Ann", "Lee"),
        ("Bob", "van Ray"),
    ]
    assert (tmp_path / "people.csv").read_text(encoding="utf-8").count(
        "wrong"
    ) == 1  # the file stays as it is
    left = io.BytesIO()
    assert file.write_failed({3: "left out"}, left) == 1
    assert b"Bob,van Ray,,,416 555 0999,2023-02-28,3,left out" in left.getvalue()


def test_other_kinds_of_file_are_mended_by_part() -> None:
    draft = ContactDraft(
        4, emails=(("Home", "a@x.example"), ("Work", "wrong")), problems=(RowProblem("identity"),)
    )
    found = mended(draft, {"name": "Ann Lee", "email": "b@x.example", "phone": "1"})
    assert (found.first, found.last, found.problems) == ("Ann", "Lee", ())
    assert found.emails == (("Home", "a@x.example"), ("Work", "b@x.example"))
    assert found.phones == (("", "1"),)
    assert mended(found, {"phone": ""}).phones == ()


def test_words_mean_what_the_owner_says(desk: Desk, tmp_path: Path) -> None:
    file = file_of(tmp_path, "Name,Status,Rating", "Ann Lee,WORKING,b", "Bob Ray,Other,x")
    file = replace(file, words={"stage": {"working": "Nurture Prospects"}, "temperature": {"b": "warm"}})
    names = {row[0] for row in desk.rows("SELECT name FROM stage")}
    nurture = next(name for name in names if name.startswith("Nurture"))
    file = replace(file, words={**file.words, "stage": {"working": nurture}})
    bring(desk, file)
    sql = "SELECT s.name, c.temperature FROM contact c JOIN stage s ON s.id = c.stage_id WHERE c.first_name = 'Ann'"
    assert desk.rows(sql) == [(nurture, "warm")]
    # What nobody said stays as it was: a word as a tag, a temperature in a field of its own.
    assert desk.rows("SELECT name FROM tag") == [("Other",)]
    assert desk.rows("SELECT value FROM contact_own_value") == [("x",)]


# -- columns ------------------------------------------------------------------------------------------------


def test_facts_of_columns(tmp_path: Path) -> None:
    file = file_of(
        tmp_path,
        "Name,Status,Seen,Empty",
        "Ann,New,3/4/2025,",
        "Bob,new,13/4/2025,",
        ",Past client,,",
        "Kim,,x,",
    )
    facts = column_facts(table_of(file).table, [1], [2])
    assert (facts.rows, facts.filled) == (4, (3, 3, 3, 0))
    assert facts.words[1] == (("New", 2), ("Past client", 1))
    assert (facts.order, facts.days) == ("day first", {2: "3/4/2025"})
    stopped = Progress()
    stopped.stop()
    many = file_of(tmp_path, "Name", *[f"P{n}" for n in range(1200)])
    with pytest.raises(Stopped):
        column_facts(table_of(many).table, [], [], stopped)


def test_every_choice_can_be_made_for_every_column(tmp_path: Path) -> None:
    file = file_of(tmp_path, "Name,Email,Phone,Street,City,Thing", "Ann Lee,a@x.example,1,Elm,Oslo,t")
    mapping = table_of(file).mapping
    for choice in target_choices():
        for column in range(6):
            chosen = with_choice(mapping, column, choice.key)
            assert choice_of(chosen.targets[column]).title == choice.title
            pairs = [(t.what, t.group) for t in chosen.targets if t.what not in ("own", "left_out")]
            assert len(pairs) == len(set(pairs)), (choice, column)
            drafts = list(replace(file, file=replace(table_of(file), mapping=chosen)).drafts())
            assert len(drafts) == 1
    moved = with_choice(mapping, 5, "full")
    assert (moved.targets[0].what, moved.targets[5].what) == ("own", "full")
    two = with_choice(mapping, 5, "email")
    assert (two.targets[1].group, two.targets[5].group) == (1, 2)
    assert not says_who(with_choice(guessed_mapping(("a", "b"), [["x", "y"]]), 0, "note"))


def test_columns_are_guessed_by_what_stands_in_them() -> None:
    mapping = guessed_mapping(
        ("A", "B", "C"), [["Ann", "a@x.example", "416 555 0101"], ["", "", ""], ["Bo", "b@x.example", ""]]
    )
    assert [target.what for target in mapping.targets] == ["own", "email", "phone"]


# -- remembered ---------------------------------------------------------------------------------------------


def test_choices_are_kept_per_set_of_headings_and_can_be_undone(desk: Desk, tmp_path: Path) -> None:
    file = file_of(tmp_path, "Name,Status,Seen", "Ann,Working,3/4/2025")
    table_file = table_of(file)
    chosen = replace(
        file,
        file=replace(table_file, mapping=with_choice(table_file.mapping, 2, "note"), order="day first"),
        words={"stage": {"working": "Nurture"}},
    )
    signature, text = signature_of(table_file.mapping.heading), to_memory(chosen)
    with desk.database.write("Remember", moment=desk.moment) as written:
        assert remember_mapping(written.connection, signature, text)
        assert not remember_mapping(written.connection, signature, text)
    kept = desk.read(remembered_mapping, signature)
    again = from_memory(file, kept)
    assert again is not None
    assert table_of(again).mapping.targets == table_of(chosen).mapping.targets
    assert (table_of(again).order, again.words["stage"]) == ("day first", {"working": "Nurture"})
    assert desk.read(remembered_mapping, signature_of(("Name", "Status"))) == ""
    desk.database.undo()
    assert desk.read(remembered_mapping, signature) == ""


def test_a_file_that_comes_by_itself_is_read_as_the_last_one(tmp_path: Path) -> None:
    file = file_of(tmp_path, "Name,Status,Seen", "Ann,Working,3/4/2025")
    table_file = table_of(file)
    chosen = replace(file, words={"stage": {"working": "Nurture"}})
    kept = {signature_of(table_file.mapping.heading): to_memory(chosen)}
    [draft] = as_remembered(table_file, lambda signature: kept.get(signature, "")).drafts()
    assert draft.stage == "Nurture"
    [draft] = as_remembered(table_file, lambda _signature: "").drafts()
    assert draft.stage == "Working"


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=80), st.from_regex(r'\{"columns": ?\[("[a-z:=]{0,9}",?){0,3}\].*\}', fullmatch=True)
    )
)
def test_what_was_kept_wrongly_is_passed_over(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = file_of(tmp_path_factory.getbasetemp(), "Name,Status", "Ann,Working")
    found = from_memory(file, text)
    assert found is None or len(table_of(found).mapping.targets) == 2


# -- all at once --------------------------------------------------------------------------------------------


def test_all_sure_ones_are_merged_in_one_step(desk: Desk) -> None:
    ids = [desk.add("Ann Lee", emails=(("", "ann@x.example"),), company=f"Firm {n}") for n in range(4)]
    pairs = [(each.one_id, each.other_id) for each in desk.read(duplicates)]
    assert len(pairs) == 6
    with desk.database.write("Merge", moment=desk.moment) as written:
        assert merge_all(written.connection, [*pairs, (ids[0], 999)], desk.moment, Progress()) == 3
    assert desk.rows("SELECT id FROM contact") == [(ids[0],)]
    assert {row[0] for row in desk.rows("SELECT value FROM contact_own_value")} == {
        "Firm 1",
        "Firm 2",
        "Firm 3",
    }
    assert desk.faults() == []
    desk.database.undo()
    assert [row[0] for row in desk.rows("SELECT id FROM contact ORDER BY id")] == ids


def test_stopped_in_the_middle_nothing_is_merged(desk: Desk) -> None:
    for n in range(3):
        desk.add("Ann Lee", emails=(("", "ann@x.example"),), company=f"Firm {n}")
    pairs = [(each.one_id, each.other_id) for each in desk.read(duplicates)]
    before = desk.everything()

    class Impatient(Progress):
        def advance(self, count: int = 1) -> None:
            super().advance(count)
            if self.done == 2:
                self.stop()

    with pytest.raises(Stopped), desk.database.write("Merge", moment=desk.moment) as written:
        merge_all(written.connection, pairs, desk.moment, Impatient())
    assert desk.everything() == before
