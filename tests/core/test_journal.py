"""Every write is a step: undone, redone, merged, told, and one older step undone with its conflicts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from lifecycle_desktop.core.errors import DatabaseProblem, NotFound, UserError
from lifecycle_desktop.core.store.changes import Changes, Conflict
from lifecycle_desktop.core.store.database import Database
from lifecycle_desktop.core.store.schema import contact, source
from tests.core.store_world import (
    AT,
    NOW,
    add_activity,
    add_child,
    add_contact,
    add_follow_up,
    add_phone,
    assert_healthy,
    assert_same,
    later,
    opened,
    snapshot,
    sql_of,
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    found = opened(tmp_path)
    yield found
    assert_healthy(found)
    found.close()


def people(database: Database) -> list[str]:
    return [
        row[0]
        for row in database.writing_connection().execute("SELECT display_name FROM contact ORDER BY id")
    ]


def grace(database: Database, label: str = "Add Grace Lee") -> int:
    with database.write(label, moment=NOW) as written:
        contact_id = add_contact(sql_of(written))
        add_phone(sql_of(written), contact_id)
    return contact_id


def conflict_set(found: list[Conflict]) -> set[tuple[str, int, str]]:
    return {(each.table, each.row_id, each.reason) for each in found}


# -- steps -----------------------------------------------------------------------------------------------------


def test_a_step_through_sqlalchemy_is_undone_and_done_again(database: Database) -> None:
    before = snapshot(database)
    with database.write("Add source", moment=NOW) as written:
        written.connection.execute(insert(source).values(name="Zillow", name_folded="zillow"))
        assert written.connection.execute(select(source.c.name)).scalars().all() == ["Zillow"]
    after = snapshot(database)
    assert written.changes == Changes({"source": 1})
    undone = database.undo()
    assert undone is not None
    assert (undone.label, undone.changes) == ("Add source", Changes({"source": 1}))
    assert_same(snapshot(database), before)
    assert database.redo_label() == "Add source"
    assert database.redo() is not None
    assert_same(snapshot(database), after)
    assert database.redo() is None


def test_nothing_to_undo_in_a_new_file(database: Database) -> None:
    assert database.undo() is None
    assert database.undo_label() is None
    assert database.history() == []


def test_undo_survives_a_restart(tmp_path: Path) -> None:
    database = opened(tmp_path)
    before = snapshot(database)
    grace(database)
    database.close()
    again = Database.open(database.path)
    assert again.undo_label() == "Add Grace Lee"
    again.undo()
    assert_same(snapshot(again), before)
    again.close()
    once_more = Database.open(database.path)
    assert once_more.redo_label() == "Add Grace Lee"
    once_more.redo()
    assert people(once_more) == ["Grace Lee"]
    assert_healthy(once_more)
    once_more.close()


def test_a_deletion_brings_every_child_back(database: Database) -> None:
    contact_id = grace(database)
    with database.write("Plan", moment=NOW) as written:
        follow_up_id = add_follow_up(sql_of(written), contact_id)
        add_activity(sql_of(written), contact_id, follow_up_id=follow_up_id)
    before = snapshot(database)
    with database.write("Delete Grace Lee", moment=NOW) as written:
        sql_of(written).execute("DELETE FROM contact WHERE id = ?", (contact_id,))
    assert written.changes.counts == {"contact": 1, "contact_phone": 1, "follow_up": 1, "activity": 1}
    assert written.changes.tables == {"contact", "contact_phone", "follow_up", "activity"}
    assert written.changes.rows == 4
    database.undo()
    assert_same(snapshot(database), before)


def test_a_step_that_fails_leaves_nothing(database: Database) -> None:
    grace(database)
    before = snapshot(database)

    def fail(connection: Connection) -> None:
        connection.execute(delete(contact))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database.run("Fail", NOW, fail)
    assert_same(snapshot(database), before)
    assert [step.label for step in database.history()] == ["Add Grace Lee"]
    with database.write("Rename", moment=NOW) as written:
        written.connection.execute(update(contact).values(display_name="Grace Li", sort_name="li grace"))
    assert written.changes == Changes({"contact": 1})


def test_a_step_that_changes_nothing_leaves_no_trace_and_keeps_redo(database: Database) -> None:
    grace(database)
    database.undo()
    with database.write("Look", moment=NOW) as written:
        sql_of(written).execute("SELECT 1").fetchone()
    assert not written.changes
    with database.write("Rename to the same", moment=NOW) as written:
        sql_of(written).execute("UPDATE stage SET name = name")
        gone = add_contact(sql_of(written), "Not kept")
        sql_of(written).execute("DELETE FROM contact WHERE id = ?", (gone,))
    assert not written.changes
    assert database.redo_label() == "Add Grace Lee"
    assert [step.label for step in database.history()] == ["Add Grace Lee"]


def test_a_new_step_drops_what_was_undone(database: Database) -> None:
    grace(database)
    database.undo()
    with database.write("Add Sam", moment=NOW) as written:
        add_contact(sql_of(written), "Sam Roe")
    assert database.redo_label() is None
    assert [step.label for step in database.history()] == ["Add Sam"]
    kept = database.writing_connection().execute("SELECT count(*) FROM journal_contact_phone").fetchone()
    assert kept[0] == 0


def test_ids_of_rows_and_steps_are_never_given_twice(database: Database) -> None:
    first = grace(database)
    first_step = database.history()[0].step_id
    database.undo()
    second = grace(database)
    assert second > first
    assert database.history()[0].step_id > first_step


def test_typing_within_two_seconds_is_one_step(database: Database) -> None:
    contact_id = grace(database)
    before = snapshot(database)
    for second, text in ((10, "t"), (11, "to"), (12, "tow")):
        with database.write("Edit", moment=later(second), merge="want 1") as written:
            sql_of(written).execute("UPDATE contact SET want = ? WHERE id = ?", (text, contact_id))
    with database.write("Edit", moment=later(15), merge="want 1") as written:
        sql_of(written).execute("UPDATE contact SET want = 'townhouse'")
    assert [step.label for step in database.history()] == ["Edit", "Edit", "Add Grace Lee"]
    database.undo()
    assert database.writing_connection().execute("SELECT want FROM contact").fetchone()[0] == "tow"
    database.undo()
    assert_same(snapshot(database), before)


def test_typing_after_an_undo_begins_a_step_of_its_own(database: Database) -> None:
    contact_id = grace(database)
    for second, text in ((10, "t"), (13, "to")):
        with database.write("Edit", moment=later(second), merge="want") as written:
            sql_of(written).execute("UPDATE contact SET want = ? WHERE id = ?", (text, contact_id))
    database.undo()
    with database.write("Edit", moment=later(11), merge="want") as written:
        sql_of(written).execute("UPDATE contact SET want = 't'")
    assert database.redo_label() == "Edit", "nothing changed, so nothing is dropped"
    with database.write("Edit", moment=later(11), merge="want") as written:
        sql_of(written).execute("UPDATE contact SET want = 'town'")
    assert database.redo_label() is None
    database.undo()
    assert database.writing_connection().execute("SELECT want FROM contact").fetchone()[0] == "t"


def test_typing_back_what_was_there_leaves_no_step(database: Database) -> None:
    grace(database)
    for second, text in ((10, "x"), (11, "")):
        with database.write("Edit", moment=later(second), merge="want") as written:
            sql_of(written).execute("UPDATE contact SET want = ?", (text,))
    assert [step.label for step in database.history()] == ["Add Grace Lee"]


def test_history_tells_what_and_how_much(database: Database) -> None:
    grace(database)
    with database.write("Import 2 people", moment=later(60), cause="import") as written:
        add_contact(sql_of(written), "Sam Roe")
        add_contact(sql_of(written), "Ann Poe")
    database.undo()
    newest, oldest = database.history()
    assert (newest.label, newest.cause, newest.is_undone, newest.counts) == (
        "Import 2 people", "import", True, {"contact": 2},
    )  # fmt: skip
    assert newest.made_at == "2026-09-14T13:01:00.000Z"
    assert (oldest.is_undone, oldest.counts) == (False, {"contact": 1, "contact_phone": 1})
    assert [step.label for step in database.history(limit=1)] == ["Import 2 people"]


def test_values_that_only_one_may_have_can_be_swapped(database: Database) -> None:
    with database.write("Settings", moment=NOW) as written:
        for number, name in enumerate(("one", "two", "three"), 1):
            add_child(sql_of(written), "setting", id=number, name=name, value=name)
    before = snapshot(database)
    with database.write("Swap", moment=NOW) as written:
        for name, number in (("x", 1), ("one", 2), ("two", 1)):
            sql_of(written).execute("UPDATE setting SET name = ? WHERE id = ?", (name, number))
        sql_of(written).execute("INSERT OR REPLACE INTO setting (name, value) VALUES ('three', 'new')")
    after = snapshot(database)
    assert written.changes == Changes({"setting": 4})
    database.undo()
    assert_same(snapshot(database), before)
    database.redo()
    assert_same(snapshot(database), after)
    step_id = database.history()[0].step_id
    database.undo_step(step_id, "Undo the swap", moment=NOW)
    assert_same(snapshot(database), before)


def test_prune_keeps_the_newest_and_thirty_days(database: Database) -> None:
    for number in range(205):
        with database.write(f"Step {number}", moment=NOW) as written:
            sql_of(written).execute("UPDATE stage SET stuck_after_days = ? WHERE id = 1", (number,))
    in_time = later(dt.timedelta(days=29).total_seconds())
    assert database.prune(in_time) == 0
    assert database.prune(later(dt.timedelta(days=31).total_seconds())) == 5
    assert len(database.history(limit=1000)) == 200
    images = database.writing_connection().execute("SELECT count(*) FROM journal_stage").fetchone()[0]
    assert images == 200


def test_prune_never_takes_a_step_out_of_the_middle(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clock that stood in 2099 for one step; steps that are undone while the rest grows old."""
    monkeypatch.setattr("lifecycle_desktop.core.store.journal.KEEP_AT_LEAST", 2)
    before = snapshot(database)
    states = []
    for number, day in enumerate((0, 1, 36500, 2, 3, 4)):
        with database.write(f"Step {number}", moment=later(day * 86400)) as written:
            sql_of(written).execute(
                "UPDATE stage SET stuck_after_days = ? WHERE id = ?", (number + 1, number % 3 + 1)
            )
            add_contact(sql_of(written), f"Person {number}")
        states.append(snapshot(database))
    assert database.prune(later(300 * 86400)) == 2
    assert [step.label for step in database.history()] == ["Step 5", "Step 4", "Step 3", "Step 2"]
    for state in (*reversed(states[1:5]), None):
        undone = database.undo()
        assert (undone is None) == (state is None)
        if state is not None:
            assert_same(snapshot(database), state)
    assert database.prune(later(300 * 86400)) == 0, "undone steps wait for their redo"
    for state in states[2:]:
        database.redo()
        assert_same(snapshot(database), state)
    assert snapshot(database) != before


def test_strange_text_is_kept_and_undone_as_it_is(database: Database) -> None:
    strange = [
        "<img src=x>{{7*7}}",
        "=1+1",
        "a\0b",
        "👩‍👩‍👧 O’Neil",
        "שרה כהן",
        "x" * 10_000,
        "%s ' \" ; --",
        "İ\u202e",
    ]
    before = snapshot(database)
    with database.write("Strange", moment=NOW) as written:
        for text in strange:
            add_contact(sql_of(written), text, note=text, want=text)
    assert people(database) == strange
    assert_healthy(database)
    database.undo()
    assert_same(snapshot(database), before)
    database.redo()
    assert people(database) == strange


def test_forgetting_the_history_keeps_the_people(database: Database) -> None:
    grace(database)
    database.forget_history()
    assert database.undo() is None
    assert people(database) == ["Grace Lee"]


def test_a_database_opened_for_reading_refuses_to_write(database: Database) -> None:
    looking = Database.open_for_reading(database.path)
    with pytest.raises(DatabaseProblem, match="reading only"), looking.write("No", moment=NOW):
        pytest.fail("a step began")
    looking.close()


def test_reading_within_reading_sees_one_snapshot(database: Database) -> None:
    grace(database)
    with database.read() as outer, database.read() as inner:
        assert inner.execute("SELECT count(*) FROM contact").fetchone() == (1,)
        assert outer.execute("SELECT count(*) FROM contact").fetchone() == (1,)
    with database.read() as again:
        assert again.execute("SELECT count(*) FROM contact").fetchone() == (1,)


# -- many rows at once -----------------------------------------------------------------------------------------


def bulk(database: Database, names: list[str]) -> tuple[int, int]:
    """Bring people with a phone each in as the importer does; the first id and the step."""
    with database.write("Import", moment=NOW, cause="import") as written:
        first = written.next_id("contact")
        rows = [(first + i, name, name.lower(), 1, AT, AT, AT) for i, name in enumerate(names)]
        columns = (
            "id",
            "display_name",
            "sort_name",
            "stage_id",
            "stage_since_at",
            "created_at",
            "updated_at",
        )
        written.insert_rows("contact", columns, rows[:3])
        written.insert_rows("contact", columns, rows[3:])
        phone = written.next_id("contact_phone")
        written.insert_rows(
            "contact_phone",
            ("id", "contact_id", "phone", "phone_normal"),
            [(phone + i, row[0], "416 555 0142", "+14165550142") for i, row in enumerate(rows)],
        )
    return first, written.step_id


def test_many_rows_are_one_range_and_can_be_undone(database: Database) -> None:
    grace(database)
    before = snapshot(database)
    first, _ = bulk(database, [f"Person {n}" for n in range(230)])
    after = snapshot(database)
    assert database.history()[0].counts == {"contact": 230, "contact_phone": 230}
    ranges = database.writing_connection().execute("SELECT first_id, last_id FROM journal_range").fetchall()
    assert (first, first + 229) in ranges
    assert len(ranges) == 2
    for _ in range(3):
        database.undo()
        assert_same(snapshot(database), before)
        database.redo()
        assert_same(snapshot(database), after)


def test_rows_of_a_range_may_be_changed_and_deleted_in_the_same_step(database: Database) -> None:
    contact_id = grace(database)
    before = snapshot(database)
    with database.write("Import", moment=NOW) as written:
        sql = sql_of(written)
        sql.execute("DELETE FROM contact WHERE id = ?", (contact_id,))
        first = written.next_id("contact")
        assert first > contact_id, "the id of a row deleted in this step is not given again"
        rows = [(first + i, f"P{i}", f"p{i}", 1, AT, AT, AT) for i in range(5)]
        written.insert_rows(
            "contact",
            ("id", "display_name", "sort_name", "stage_id", "stage_since_at", "created_at", "updated_at"),
            rows,
        )
        sql.execute("UPDATE contact SET want = 'garden' WHERE id = ?", (first + 1,))
        sql.execute("DELETE FROM contact WHERE id = ?", (first + 2,))
        single = add_contact(sql, "One more")
    assert single == first + 5
    assert written.changes.counts == {"contact": 6, "contact_phone": 1}
    after = snapshot(database)
    database.undo()
    assert_same(snapshot(database), before)
    database.redo()
    assert_same(snapshot(database), after)


def test_rows_that_do_not_count_on_are_refused(database: Database) -> None:
    grace(database)
    columns = ("id", "name", "name_folded")
    with pytest.raises(ValueError, match="count on"), database.write("Wrong", moment=NOW) as written:
        written.insert_rows("tag", columns, [(1, "a", "a"), (3, "b", "b")])
    with pytest.raises(ValueError, match="count on"), database.write("Wrong", moment=NOW) as written:
        written.insert_rows("contact", ("id", "want"), [(1, "x")])
    with database.write("Nothing", moment=NOW) as written:
        written.insert_rows("tag", columns, [])
    assert not written.changes


def test_a_bulk_insert_that_fails_can_be_caught_and_the_step_goes_on(database: Database) -> None:
    before = snapshot(database)
    with database.write("Import", moment=NOW) as written:
        first = written.next_id("tag")
        with pytest.raises(Exception, match="NOT NULL"):
            written.insert_rows(
                "tag", ("id", "name", "name_folded"), [(first, "a", "a"), (first + 1, None, "b")]
            )
        assert sql_of(written).execute("SELECT count(*) FROM tag").fetchone() == (0,)
        add_child(sql_of(written), "tag", name="kept", name_folded="kept")
    assert written.changes == Changes({"tag": 1})
    database.undo()
    assert_same(snapshot(database), before)


def test_after_a_large_step_the_sizes_of_tables_are_known(database: Database) -> None:
    bulk(database, [f"Person {n}" for n in range(6000)])
    rows = (
        database.writing_connection()
        .execute("SELECT stat FROM sqlite_stat1 WHERE idx = 'ix_contact_sort_name'")
        .fetchall()
    )
    assert [row[0].split()[0] for row in rows] == ["6000"]


# -- undo of one older step ------------------------------------------------------------------------------------


def test_an_older_step_is_undone_as_a_step_of_its_own(database: Database) -> None:
    grace(database)
    before = snapshot(database)
    _, step_id = bulk(database, ["Ann Poe", "Bob Roe", "Cy Low", "Di Moe"])
    with database.write("Rename Grace", moment=NOW) as written:
        sql_of(written).execute(
            "UPDATE contact SET display_name = 'Grace Li' WHERE display_name = 'Grace Lee'"
        )
    assert database.conflicts_of(step_id) == []
    undone = database.undo_step(step_id, "Undo import", moment=NOW)
    assert undone.changes == Changes({"contact": 4, "contact_phone": 4})
    assert people(database) == ["Grace Li"]
    newest = database.history()[0]
    assert (newest.label, newest.cause, newest.reverts_id) == ("Undo import", "undo", step_id)
    for _ in range(2):
        database.undo()
    database.undo()
    assert_same(snapshot(database), before)


def test_a_row_changed_later_stays_with_what_belongs_to_it(database: Database) -> None:
    first, step_id = bulk(database, ["Ann Poe", "Bob Roe", "Cy Low", "Di Moe"])
    with database.write("Move", moment=NOW) as written:
        sql_of(written).execute("UPDATE contact SET stage_id = 2 WHERE id = ?", (first + 1,))
    phone = (
        database.writing_connection()
        .execute("SELECT id FROM contact_phone WHERE contact_id = ?", (first + 1,))
        .fetchone()[0]
    )
    found = database.conflicts_of(step_id)
    assert conflict_set(found) == {
        ("contact", first + 1, "changed later"),
        ("contact_phone", phone, "kept with another"),
    }
    assert not any(each.is_final for each in found)
    undone = database.undo_step(step_id, "Undo import", moment=NOW)
    assert undone.changes == Changes({"contact": 3, "contact_phone": 3})
    assert people(database) == ["Bob Roe"]
    database.undo()
    database.undo_step(step_id, "Undo import", moment=NOW, over_later_changes=True)
    assert people(database) == []


def test_changed_later_and_changed_back_is_no_conflict(database: Database) -> None:
    first, step_id = bulk(database, ["Ann Poe"])
    for stage_id in (2, 1):
        with database.write("Move", moment=NOW) as written:
            sql_of(written).execute("UPDATE contact SET stage_id = ? WHERE id = ?", (stage_id, first))
    assert database.conflicts_of(step_id) == []


def test_columns_that_follow_from_others_are_no_conflict(database: Database) -> None:
    """A follow-up of another step moves the derived columns of the person, and hangs on them: only that counts."""
    contact_id = grace(database)
    with database.write("Edit", moment=NOW) as written:
        sql_of(written).execute("UPDATE contact SET want = 'garden' WHERE id = ?", (contact_id,))
    with database.write("Plan", moment=NOW) as plan:
        add_follow_up(sql_of(plan), contact_id)
    assert database.conflicts_of(written.step_id) == []
    database.undo_step(written.step_id, "Undo edit", moment=NOW)
    row = database.writing_connection().execute("SELECT want, next_step_on FROM contact").fetchone()
    assert row == ("", "2026-09-20")


def test_a_row_used_later_stays(database: Database) -> None:
    with database.write("Add source", moment=NOW) as written:
        source_id = add_child(sql_of(written), "source", name="Zillow", name_folded="zillow")
        add_child(sql_of(written), "source", name="Expired", name_folded="expired")
    with database.write("Add Grace", moment=NOW) as later_step:
        add_contact(sql_of(later_step), source_id=source_id)
    assert conflict_set(database.conflicts_of(written.step_id)) == {("source", source_id, "used later")}
    database.undo_step(written.step_id, "Undo", moment=NOW)
    assert database.writing_connection().execute("SELECT name FROM source").fetchall() == [("Zillow",)]
    database.undo()
    database.undo_step(written.step_id, "Undo", moment=NOW, over_later_changes=True)
    assert database.writing_connection().execute("SELECT source_id FROM contact").fetchall() == [(None,)]


def test_a_row_that_the_same_step_turned_away_is_not_used(database: Database) -> None:
    contact_id = grace(database)
    with database.write("Import", moment=NOW) as written:
        source_id = add_child(sql_of(written), "source", name="Zillow", name_folded="zillow")
        sql_of(written).execute("UPDATE contact SET source_id = ? WHERE id = ?", (source_id, contact_id))
    with database.write("Note", moment=NOW):
        pass
    assert database.conflicts_of(written.step_id) == []
    database.undo_step(written.step_id, "Undo import", moment=NOW)
    assert database.writing_connection().execute("SELECT count(*) FROM source").fetchone() == (0,)


def test_what_a_kept_row_needs_is_kept(database: Database) -> None:
    """One of two people of an import was changed later: they keep the tag of the import; the other goes."""
    with database.write("Import", moment=NOW) as written:
        sql = sql_of(written)
        tag_id = add_child(sql, "tag", name="fair", name_folded="fair")
        ids = [add_contact(sql, name) for name in ("Ann Poe", "Bob Roe")]
        tagged = [add_child(sql, "contact_tag", contact_id=contact_id, tag_id=tag_id) for contact_id in ids]
    with database.write("Rename", moment=NOW) as rename:
        sql_of(rename).execute("UPDATE contact SET display_name = 'Ann Po' WHERE id = ?", (ids[0],))
    assert conflict_set(database.conflicts_of(written.step_id)) == {
        ("contact", ids[0], "changed later"),
        ("contact_tag", tagged[0], "kept with another"),
        ("tag", tag_id, "used later"),
    }
    database.undo_step(written.step_id, "Undo import", moment=NOW)
    assert people(database) == ["Ann Po"]
    assert database.writing_connection().execute("SELECT id FROM contact_tag").fetchall() == [(tagged[0],)]


def test_a_child_changed_later_keeps_its_parent(database: Database) -> None:
    with database.write("Import", moment=NOW) as written:
        contact_id = add_contact(sql_of(written))
        phone_id = add_phone(sql_of(written), contact_id)
        other_id = add_phone(sql_of(written), contact_id, "+14165550199")
    with database.write("Edit phone", moment=NOW) as edit:
        sql_of(edit).execute("UPDATE contact_phone SET label = 'work' WHERE id = ?", (phone_id,))
    assert conflict_set(database.conflicts_of(written.step_id)) == {
        ("contact", contact_id, "used later"),
        ("contact_phone", phone_id, "changed later"),
        ("contact_phone", other_id, "kept with another"),
    }


def test_a_child_whose_parent_is_gone_cannot_come_back(database: Database) -> None:
    contact_id = grace(database)
    with database.write("Delete phone", moment=NOW) as written:
        sql_of(written).execute("DELETE FROM contact_phone")
    phone_id = (
        database.writing_connection()
        .execute("SELECT id FROM journal_contact_phone WHERE existed")
        .fetchone()[0]
    )
    with database.write("Delete Grace", moment=NOW) as deletion:
        sql_of(deletion).execute("DELETE FROM contact")
    assert database.conflicts_of(written.step_id) == [
        Conflict("contact_phone", phone_id, "parent is gone", is_final=True)
    ]
    undone = database.undo_step(written.step_id, "Undo", moment=NOW, over_later_changes=True)
    assert not undone.changes
    database.undo_step(deletion.step_id, "Bring Grace back", moment=NOW)
    database.undo_step(written.step_id, "Undo", moment=NOW)
    phones = database.writing_connection().execute("SELECT id, contact_id FROM contact_phone").fetchall()
    assert phones == [(phone_id, contact_id)]


def test_a_source_that_is_gone_does_not_keep_a_person_away(database: Database) -> None:
    with database.write("Add", moment=NOW) as written:
        source_id = add_child(sql_of(written), "source", name="Zillow", name_folded="zillow")
        contact_id = add_contact(sql_of(written), source_id=source_id)
    with database.write("Delete Grace", moment=NOW) as deletion:
        sql_of(deletion).execute("DELETE FROM contact WHERE id = ?", (contact_id,))
    with database.write("Delete source", moment=NOW) as written:
        sql_of(written).execute("DELETE FROM source")
    database.undo_step(deletion.step_id, "Bring Grace back", moment=NOW)
    assert database.writing_connection().execute("SELECT id, source_id FROM contact").fetchall() == [
        (contact_id, None)
    ]


def test_a_name_taken_meanwhile_is_not_taken_back(database: Database) -> None:
    with database.write("Set", moment=NOW) as written:
        add_child(sql_of(written), "setting", name="zone", value="Toronto")
    with database.write("Forget", moment=NOW) as deletion:
        sql_of(deletion).execute("DELETE FROM setting")
    with database.write("Set anew", moment=NOW) as written:
        add_child(sql_of(written), "setting", name="zone", value="Halifax")
    (found,) = database.conflicts_of(deletion.step_id)
    assert (found.reason, found.is_final) == ("value is taken", True)
    database.undo_step(deletion.step_id, "Undo", moment=NOW, over_later_changes=True)
    assert database.writing_connection().execute("SELECT value FROM setting").fetchall() == [("Halifax",)]


def test_a_stage_that_people_stand_in_stays_whatever_is_wished(database: Database) -> None:
    with database.write("New lifecycle", moment=NOW) as written:
        sql = sql_of(written)
        lifecycle_id = add_child(sql, "lifecycle", key="new", name="New")
        stage_id = add_child(
            sql, "stage", lifecycle_id=lifecycle_id, key="a", name="A", label="A", position=1
        )
        add_child(sql, "stage", lifecycle_id=lifecycle_id, key="b", name="B", label="B", position=2)
    with database.write("Turn to it", moment=NOW) as turn:
        sql_of(turn).execute("UPDATE lifecycle SET is_active = id = ?", (lifecycle_id,))
    with database.write("Grace", moment=NOW) as written3:
        add_contact(sql_of(written3), stage_id=stage_id)
    undone = database.undo_step(written.step_id, "Undo", moment=NOW, over_later_changes=True)
    assert not undone.changes
    assert people(database) == ["Grace Lee"]
    state = snapshot(database)
    with pytest.raises(UserError, match="by itself"):
        database.undo_step(turn.step_id, "Turn back", moment=NOW)
    assert_same(snapshot(database), state)
    with database.write("Move Grace", moment=NOW) as moved:
        sql_of(moved).execute("UPDATE contact SET stage_id = 1")
        sql_of(moved).execute("UPDATE lifecycle SET is_active = id = 1")
    database.undo_step(written.step_id, "Undo", moment=NOW, over_later_changes=True)
    assert database.writing_connection().execute("SELECT count(*) FROM stage").fetchone() == (3,)


def test_undoing_a_step_twice_does_nothing_more(database: Database) -> None:
    _, step_id = bulk(database, ["Ann Poe", "Bob Roe"])
    database.undo_step(step_id, "Undo import", moment=NOW)
    assert database.conflicts_of(step_id) == []
    again = database.undo_step(step_id, "Undo import", moment=NOW, over_later_changes=True)
    assert not again.changes
    assert [step.label for step in database.history()] == ["Undo import", "Import"]


def test_a_step_that_is_not_there_or_undone_cannot_be_undone(database: Database) -> None:
    grace(database)
    step_id = database.history()[0].step_id
    database.undo()
    for number in (step_id, 999):
        with pytest.raises(NotFound, match=str(number)):
            database.conflicts_of(number)
        with pytest.raises(NotFound, match=str(number)):
            database.undo_step(number, "Undo", moment=NOW)


# -- what follows from a step ----------------------------------------------------------------------------------


def found_by(database: Database, index: str, word: str) -> list[int]:
    return [
        row[0]
        for row in database.writing_connection().execute(
            f"SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rowid", (word,)
        )
    ]


def test_search_follows_tags_renamed_undone_and_deleted(database: Database) -> None:
    contact_id = grace(database)
    with database.write("Tag", moment=NOW) as written:
        tag_id = add_child(sql_of(written), "tag", name="Fair", name_folded="fair")
        add_child(sql_of(written), "contact_tag", contact_id=contact_id, tag_id=tag_id)
    assert found_by(database, "contact_more_fts", "fair") == [contact_id]
    with database.write("Rename tag", moment=NOW) as written:
        sql_of(written).execute("UPDATE tag SET name = 'Expo', name_folded = 'expo'")
    assert found_by(database, "contact_more_fts", "expo") == [contact_id]
    assert found_by(database, "contact_more_fts", "fair") == []
    database.undo()
    assert found_by(database, "contact_more_fts", "fair") == [contact_id]
    with database.write("Delete tag", moment=NOW) as written:
        sql_of(written).execute("DELETE FROM tag")
    assert found_by(database, "contact_more_fts", "fair") == []
    database.undo()
    assert found_by(database, "contact_more_fts", "fair") == [contact_id]
    database.undo()
    assert found_by(database, "contact_more_fts", "fair") == []
    assert found_by(database, "contact_fts", "grac*") == [contact_id]


def test_a_stage_with_another_rhythm_moves_the_day_on_which_people_slip(database: Database) -> None:
    contact_id = grace(database)
    slips = "SELECT slips_on FROM contact WHERE id = ?"
    before = database.writing_connection().execute(slips, (contact_id,)).fetchone()[0]
    with database.write("Stage", moment=NOW) as written:
        sql_of(written).execute("UPDATE stage SET keep_in_touch_days = 7 WHERE id = 1")
    after = database.writing_connection().execute(slips, (contact_id,)).fetchone()[0]
    assert after < before
    database.undo()
    assert database.writing_connection().execute(slips, (contact_id,)).fetchone()[0] == before
