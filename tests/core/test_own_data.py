"""A person's own data: every row about them, nobody else's, as JSON and as text."""

from __future__ import annotations

import json
from pathlib import Path

from lifecycle_desktop.core.exchange.own_data import own_data_text, save_own_data
from lifecycle_desktop.core.model.activity import NewActivity
from lifecycle_desktop.core.operations.activities import log_activity
from lifecycle_desktop.core.operations.contacts import change_contact, set_permission
from lifecycle_desktop.core.operations.merged_rows import references
from lifecycle_desktop.core.operations.stages import move_contacts
from lifecycle_desktop.core.queries.own_data import own_data
from tests.core.desk import Desk
from tests.core.test_merging import fill_every_table


def test_every_table_that_names_a_person_is_asked(desk: Desk) -> None:
    ann, bob, cy = desk.add("Ann Lee"), desk.add("Bob Ray"), desk.add("Cy Orr")
    fill_every_table(desk, ann, bob)
    found = {each.table: each for each in desk.read(own_data, ann)}
    assert set(found) >= {table.name for table, _column in references()}
    assert [each.table for each in desk.read(own_data, cy)] == ["contact", "stage_move"]
    assert desk.read(own_data, 999) == []


def test_both_files_tell_all_and_nothing_of_others(desk: Desk, tmp_path: Path) -> None:
    ann = desk.add(
        "Ann Lee", emails=(("home", "ann@x.example"),), tags=("garden",), company="=1+1 <b>Elm</b>"
    )
    bob = desk.add("Bob Ray", emails=(("", "bob@x.example"),))
    desk.do(move_contacts, [ann], desk.stage("Nurture"))
    desk.do(log_activity, NewActivity(ann, "call", text="Roof\nand garden"))
    desk.do(log_activity, NewActivity(bob, "call", text="Nobody's business"))
    desk.do(set_permission, ann, "email", "given", wording="Yes, write to me")
    desk.do(change_contact, ann, {"want": "Near the lake"})
    path = tmp_path / "Ann.json"
    tables = desk.read(own_data, ann)
    count = save_own_data(tables, path, "Ann Lee", "2026-04-14")
    assert count == sum(len(each.rows) for each in tables)
    document = json.loads(path.read_text(encoding="utf-8"))
    assert document["format"] == "lifecycle-desktop-person"
    assert document["tables"]["contact"][0]["stage_name"] == "Nurture Prospects"
    assert document["tables"]["contact_tag"][0]["tag_name"] == "garden"
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    for told in ("Ann Lee", "ann@x.example", "garden", "Nurture Prospects", "Roof\n    and garden", "Yes, write to me",
                 "Near the lake", "=1+1 <b>Elm</b>"):  # fmt: skip
        assert told in text
    for foreign in ("bob@x.example", "Nobody's business"):
        assert foreign not in text
        assert foreign not in path.read_text(encoding="utf-8")
    assert path.stat().st_mode & 0o077 == 0


def test_a_picture_is_named_in_the_text() -> None:
    text = own_data_text([("contact_picture", ("id", "picture"), [(1, b"abc")])], "Ann", "2026-04-14")
    assert "3 bytes, in the JSON file" in text
