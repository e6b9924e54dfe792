"""Erasing people for good: no byte of theirs is left, everybody else is as before, every step can still be undone."""

from __future__ import annotations

import json
import random
import threading
from pathlib import Path
from typing import Any

import pytest

from lifecycle_desktop.core.errors import Stopped
from lifecycle_desktop.core.model.activity import NewActivity
from lifecycle_desktop.core.model.draft import Address, KeyDate
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.operations import contacts
from lifecycle_desktop.core.operations.activities import log_activity
from lifecycle_desktop.core.operations.follow_ups import add_follow_up, complete_follow_up
from lifecycle_desktop.core.operations.stages import move_contacts
from lifecycle_desktop.core.operations.typed_texts import keep_typed
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.queries.erasures import erasures
from lifecycle_desktop.core.store.backup import back_up_now
from lifecycle_desktop.core.store.copies import copies_holding
from lifecycle_desktop.core.store.database import Database
from lifecycle_desktop.core.store.erased_names import without_names
from tests.core.desk import Desk

# Every value of the person, each a word that nobody else has.
FIRST, LAST, FORMER = "Quetzalina", "Xanthopoulos", "Zwiebelkuchen"
VALUES = (
    FIRST, LAST, FORMER, "qxnick", "qxcompany", "qxjob", "qxwant", "qxnote", "qxmail", "qxoldmail", "5550987",
    "5550765", "qxstreet", "qxcity", "qxlink", "qxtalk", "qxtask", "qxoutcome", "qxwording", "qxtyped", "qxown",
    "qxhouse", "qxpurchase", "qxreason",
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    desk = Desk(tmp_path / "desk.db")
    yield desk
    desk.database.close()


def add_person(desk: Desk) -> int:
    """Somebody with a value in every table, changed, moved, deleted and brought back."""
    contact_id = desk.add(
        f"{FIRST} {FORMER}",
        nickname="qxnick",
        company="qxcompany",
        job_title="qxjob",
        want="qxwant",
        note="qxnote and more",
        emails=(("", "qxmail@example.com"), ("", "qxoldmail@example.com")),
        phones=(("", "416 555 0987"), ("", "416 555 0765")),
        addresses=(Address(street="1 qxstreet", city="qxcity"),),
        links=(("", "https://example.com/qxlink"),),
        dates=(KeyDate("birthday", 1980, 5, 5),),
        tags=("buyer", f"{LAST} family"),
        permissions={"email": "given"},
        permission_wording="qxwording",
        source="Open house",
    )
    do = desk.do
    do(contacts.change_contact, contact_id, {"last_name": LAST})
    do(log_activity, NewActivity(contact_id, "call", text="qxtalk about the roof"))
    step = do(add_follow_up, NewFollowUp(contact_id, desk.moment.today, what="qxtask"))
    do(complete_follow_up, step, outcome="qxoutcome")
    mail = desk.rows("SELECT id FROM contact_email WHERE email LIKE 'qxold%'")[0][0]
    do(contacts.remove_email, mail)
    do(move_contacts, [contact_id], desk.stage("Convert"))
    with desk.database.write(f"Log call with {FIRST} {LAST}", moment=desk.moment) as written:
        sql = written.driver
        sql.execute("INSERT INTO household (name) VALUES ('The qxhouse')")
        sql.execute("UPDATE contact SET household_id = 1 WHERE id = ?", (contact_id,))
        sql.execute("INSERT INTO own_field (name, name_folded) VALUES ('Dog', 'dog')")
        sql.execute(
            "INSERT INTO contact_own_value (contact_id, own_field_id, value) VALUES (?, 1, 'qxown')",
            (contact_id,),
        )
        sql.execute(
            "INSERT INTO purchase (contact_id, closed_on, created_at, note) VALUES (?, '2026-01-01', '', 'qxpurchase')",
            (contact_id,),
        )
    with desk.database.write(f"Delete {FIRST} {FORMER[:4]}…", moment=desk.moment) as written:
        contacts.delete_contacts(written.connection, [contact_id], desk.moment)
        keep_typed(written.connection, f"contact:{contact_id}:composer", "qxtyped", desk.moment)
        keep_typed(written.connection, "capture", f"call {FIRST} {LAST} qxtyped", desk.moment)
    return contact_id


def add_others(desk: Desk) -> list[int]:
    ids = [
        desk.add(f"Other {n}", emails=(("", f"o{n}@example.com"),), tags=("buyer",), note="kept")
        for n in range(4)
    ]
    desk.do(contacts.add_tag, ids, "seller")
    desk.do(log_activity, NewActivity(ids[0], "call", text="about the porch"))
    return ids


def erase(desk: Desk, ids: list[int], reason: str = "") -> Any:
    return desk.database.erase_people(ids, moment=desk.moment, reason=reason)


def found_bytes(desk: Desk, values: tuple[str, ...]) -> list[str]:
    """Which of the values stand in the file, its -wal or any other file beside it, in any case of letters."""
    folder = desk.database.path.parent
    found = []
    for path in folder.iterdir():
        if path.is_file():
            raw = path.read_bytes().lower()
            found += [f"{path.name}: {value}" for value in values if value.lower().encode() in raw]
    return found


def test_no_byte_is_left(desk: Desk) -> None:
    others = add_others(desk)
    contact_id = add_person(desk)
    desk.do(contacts.add_tag, [contact_id, *others], "many")
    done = erase(desk, [contact_id])
    assert (done.people, done.is_swept) == (1, True)
    assert found_bytes(desk, VALUES) == []
    desk.database.close()
    assert found_bytes(desk, VALUES) == []


def test_the_test_would_find_them(desk: Desk) -> None:
    add_person(desk)
    with desk.database.read():
        pass
    assert {hit.split(": ")[1] for hit in found_bytes(desk, VALUES)} == set(VALUES) - {"qxreason"}


def test_everybody_else_is_as_before(desk: Desk) -> None:
    others = add_others(desk)
    before = desk.everything()
    contact_id = add_person(desk)
    erase(desk, [contact_id])
    after = desk.everything()
    same = {"contact", "contact_email", "contact_tag", "activity", "contact_search", "activity_search"}
    for table in same:
        assert after[table] == before[table], table
    assert desk.rows("SELECT id FROM contact ORDER BY id") == [(each,) for each in others]
    assert desk.rows("SELECT name FROM tag ORDER BY name") == [("buyer",), ("seller",)]
    assert desk.rows("SELECT name FROM own_field") == [("Dog",)], "a field of the owner's stays"
    assert desk.faults() == []


def test_what_is_kept_is_a_number_and_a_day(desk: Desk) -> None:
    contact_id = add_person(desk)
    erase(desk, [contact_id], "asked by mail on 12 April")
    (record,) = desk.read(erasures)
    assert (record.contact_number, record.erased_at) == (contact_id, desk.moment.at)
    assert record.reason == "asked by mail on 12 April"
    assert record.counts["contact_phone"] == 2
    assert record.counts["household"] == 1
    assert record.rows == sum(record.counts.values()) > 10
    assert json.loads(desk.rows("SELECT counts_json FROM erasure")[0][0]) == dict(record.counts)


def test_labels_lose_the_name_and_steps_about_nobody_go(desk: Desk) -> None:
    others = add_others(desk)
    contact_id = add_person(desk)
    with desk.database.write(f"Tag {FIRST} {LAST} and others", moment=desk.moment) as written:
        contacts.add_tag(written.connection, [contact_id, *others], "many", desk.moment)
    erase(desk, [contact_id])
    steps = desk.database.history()
    assert steps[0].label == "Tag somebody erased and others"
    assert steps[0].counts["contact_tag"] == len(others)
    assert len(steps) == 9, "six of the others, one of all, two that made a source and a field"
    assert desk.database.undo_label() == "Tag somebody erased and others"


def test_every_step_before_can_still_be_undone_and_done_again(desk: Desk) -> None:
    others = add_others(desk)
    begin = desk.everything()
    contact_id = add_person(desk)
    everybody = [*others, contact_id]
    desk.do(contacts.add_tag, everybody, "many")
    desk.do(contacts.set_temperature, everybody, "hot")
    desk.do(move_contacts, everybody, desk.stage("Refer"))
    for _time in range(2):
        desk.database.undo()
    erase(desk, [contact_id])
    now = desk.everything()
    while desk.database.redo() is not None:
        pass
    assert desk.rows("SELECT DISTINCT temperature FROM contact") == [("hot",)]
    steps = 0
    while desk.database.undo() is not None:
        steps += 1
        if steps > 100:
            raise AssertionError("it never ends")
    assert desk.rows("SELECT count(*) FROM contact") == [(0,)]
    while desk.database.redo() is not None:
        pass
    desk.database.undo()
    desk.database.undo()
    after = desk.everything()
    for table in ("contact", "contact_tag", "contact_search", "tag"):
        assert after[table] == now[table], table
    assert begin["contact_email"] == after["contact_email"]
    assert desk.faults() == []


def test_one_older_step_can_be_undone_afterwards(desk: Desk) -> None:
    others = add_others(desk)
    contact_id = add_person(desk)
    with desk.database.write("Many", moment=desk.moment) as written:
        contacts.add_tag(written.connection, [contact_id, *others], "many", desk.moment)
    step_id = desk.database.history()[0].step_id
    desk.do(contacts.set_temperature, [contact_id, *others], "hot")
    erase(desk, [contact_id])
    conflicts = desk.database.conflicts_of(step_id)
    assert all(conflict.row_id != contact_id for conflict in conflicts if conflict.table == "contact")
    desk.database.undo_step(step_id, "Undo many", moment=desk.moment)
    assert desk.rows(
        "SELECT count(*) FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id WHERE name = 'many'"
    ) == [(0,)]
    assert desk.faults() == []


def test_a_row_that_moved_to_somebody_else_stays_theirs(desk: Desk) -> None:
    keeps, goes = desk.add("Stays Here"), desk.add("Goes Away", phones=(("", "416 555 0111"),))
    with desk.database.write("Merge", moment=desk.moment) as written:
        written.driver.execute("UPDATE contact_phone SET contact_id = ? WHERE contact_id = ?", (keeps, goes))
    erase(desk, [goes])
    assert desk.rows("SELECT contact_id FROM contact_phone") == [(keeps,)]
    while desk.database.undo() is not None:
        pass
    while desk.database.redo() is not None:
        pass
    assert desk.faults() == []


def test_a_relation_to_somebody_erased_goes_with_them(desk: Desk) -> None:
    keeps, goes = desk.add("Stays Here"), desk.add("Goes Away")
    with desk.database.write("Relate", moment=desk.moment) as written:
        written.driver.execute(
            "INSERT INTO relation (contact_id, other_contact_id, kind) VALUES (?, ?, 'friend')", (keeps, goes)
        )
        written.driver.execute(
            "INSERT INTO referral (referrer_id, referred_id, given_on, direction, status) "
            "VALUES (?, ?, '2026-01-01', 'in', 'given')",
            (keeps, goes),
        )
    erase(desk, [goes])
    assert desk.rows("SELECT count(*) FROM relation") == [(0,)]
    assert desk.rows("SELECT count(*) FROM referral") == [(0,)]
    while desk.database.undo() is not None:
        pass
    assert desk.faults() == []


def test_an_import_can_be_undone_without_the_one_erased(desk: Desk) -> None:
    with desk.database.write("Import", moment=desk.moment) as written:
        first = written.next_id("contact")
        now, stage = desk.moment.text, desk.stage("Nurture")
        columns = (
            "id",
            "display_name",
            "sort_name",
            "stage_id",
            "stage_since_at",
            "created_at",
            "updated_at",
        )
        rows = [(first + n, f"Row {n}", f"row {n}", stage, now, now, now) for n in range(50)]
        written.insert_rows("contact", columns, rows)
    erase(desk, [first + 10, first + 11])
    assert desk.database.history()[0].counts["contact"] == 48
    desk.database.undo()
    assert desk.rows("SELECT count(*) FROM contact") == [(0,)]
    desk.database.redo()
    assert desk.rows("SELECT count(*) FROM contact") == [(48,)]
    assert desk.faults() == []


def test_an_undone_import_does_not_bring_them_back(desk: Desk) -> None:
    keeps, goes = desk.add("Stays Here"), desk.add("Goes Away")
    desk.do(contacts.change_contact, goes, {"company": "Later"})
    desk.database.undo()
    erase(desk, [goes])
    while desk.database.redo() is not None:
        pass
    assert desk.rows("SELECT id FROM contact") == [(keeps,)]
    assert desk.faults() == []


def test_stopped_in_time_nothing_is_erased(desk: Desk) -> None:
    contact_id = add_person(desk)
    before = desk.everything()
    progress = Progress()
    progress.stop()
    with pytest.raises(Stopped):
        desk.database.erase_people([contact_id], moment=desk.moment, progress=progress)
    assert desk.everything() == before
    assert desk.database.undo() is not None


def test_nobody_is_erased_twice(desk: Desk) -> None:
    contact_id = desk.add("Ann Lee")
    assert erase(desk, [contact_id, contact_id, 98765]).people == 1
    assert erase(desk, [contact_id]).people == 0
    assert len(desk.read(erasures)) == 1


def test_backups_that_still_hold_them_are_told(desk: Desk) -> None:
    keeps = desk.add("Stays Here")
    back_up_now(desk.database.writing_connection(), desk.database.path, desk.moment)
    desk.clock.advance(days=1)
    goes = desk.add("Goes Away")
    made = back_up_now(desk.database.writing_connection(), desk.database.path, desk.moment)
    (made.parent / f"{desk.database.path.stem} 2026-04-16 100000.db").write_bytes(b"no database at all")
    people = [(goes, desk.rows("SELECT created_at FROM contact WHERE id = ?", goes)[0][0])]
    held = copies_holding(desk.database.path, people)
    assert held.holding == (made,)
    assert len(held.unread) == 1
    desk.do(contacts.delete_contacts, [goes])
    erase(desk, [goes])
    assert copies_holding(desk.database.path, people).holding == (made,), "the record of it names the backup"
    assert copies_holding(desk.database.path, [(keeps, "2001-01-01T00:00:00.000Z")]).holding == ()


def test_random_days_leave_the_rest_whole(tmp_path: Path) -> None:
    for seed in range(4):
        chance = random.Random(seed)
        desk = Desk(tmp_path / f"random{seed}.db")
        ids = [desk.add(f"Person {n}", phones=(("", f"416 555 01{n:02d}"),), tags=("a",)) for n in range(6)]
        alive = list(ids)
        for _step in range(60):
            some = chance.sample(alive, min(len(alive), chance.randint(1, 3)))
            act = chance.randrange(8)
            if act == 0:
                desk.do(contacts.set_temperature, some, chance.choice(["hot", "cold", ""]))
            elif act == 1:
                desk.do(contacts.add_tag, some, chance.choice("abc"))
            elif act == 2:
                desk.do(add_follow_up, NewFollowUp(some[0], desk.moment.today, what="call"))
            elif act == 3:
                open_ones = desk.rows("SELECT id FROM follow_up WHERE done_at IS NULL")
                if open_ones:
                    desk.do(complete_follow_up, chance.choice(open_ones)[0], log="call")
            elif act == 4:
                desk.do(contacts.change_contact, some[0], {"company": f"Firm {chance.randrange(9)}"})
            elif act in (5, 6):
                desk.database.undo() if act == 5 else desk.database.redo()
            elif len(alive) > 2:
                erase(desk, some[:1])
            alive = [row[0] for row in desk.rows("SELECT id FROM contact")] or [desk.add("New")]
        assert desk.faults() == []
        while desk.database.undo() is not None:
            pass
        while desk.database.redo() is not None:
            pass
        assert desk.faults() == []
        desk.database.close()


def test_a_name_is_found_whole_or_shortened() -> None:
    names = ["Maria Lopez", "Al"]
    assert without_names("Delete Maria Lopez", names, "X") == "Delete X"
    assert without_names("Log call with Maria Lo…", names, "X") == "Log call with X"
    assert without_names("Maria Lopezian", names, "X") == "Maria Lopezian"
    assert without_names("Call Al", names[:1], "X") == "Call Al"


def test_the_person_is_found_by_nobody(desk: Desk) -> None:
    from lifecycle_desktop.core.queries.search import hits

    contact_id = add_person(desk)
    desk.do(contacts.bring_back_contacts, [contact_id])
    assert desk.read(hits, LAST)
    erase(desk, [contact_id])
    assert not desk.read(hits, LAST)
    assert desk.rows("SELECT count(*) FROM search_term") == [(0,)]


def test_somebody_who_reads_meanwhile_leaves_the_rest_to_the_close(desk: Desk) -> None:
    contact_id = add_person(desk)
    desk.database.writing_connection().execute("PRAGMA busy_timeout = 50").fetchone()
    reading, go_on = threading.Event(), threading.Event()

    def read() -> None:
        with desk.database.read() as connection:
            connection.execute("SELECT count(*) FROM contact").fetchone()
            reading.set()
            go_on.wait(20)

    reader = threading.Thread(target=read)
    reader.start()
    assert reading.wait(20)
    try:
        assert not erase(desk, [contact_id]).is_swept
    finally:
        go_on.set()
        reader.join()
    assert desk.rows("SELECT count(*) FROM contact") == [(0,)]
    desk.database.close()
    assert found_bytes(desk, VALUES) == []


def test_a_program_that_ended_before_the_sweep_does_it_at_the_next_close(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact_id = add_person(desk)
    with monkeypatch.context() as patch:
        patch.setattr("lifecycle_desktop.core.store.erasing.sweep", lambda _connection, _at: False)
        assert not erase(desk, [contact_id]).is_swept
    assert desk.rows("SELECT swept_at FROM erasure") == [(None,)]
    desk.database.close()
    assert found_bytes(desk, VALUES) == []
    desk.database = Database.open(desk.database.path)
    assert desk.rows("SELECT swept_at FROM erasure") == [(desk.moment.text,)]
