"""What may go wrong at the desk, in the real window: people, stages and tags gone under an open page, hostile searches.

A sentence or a sensible result, never an exception (`program` fails on one), never a lost edit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from lifecycle_desktop.core.model.smart_list import Condition, ContactFilter
from lifecycle_desktop.core.operations.contacts import change_contact, delete_contacts
from lifecycle_desktop.core.operations.lifecycles import switch_lifecycle
from lifecycle_desktop.core.operations.own_lifecycles import change_lifecycle, copy_lifecycle
from lifecycle_desktop.core.operations.saved_views import save_view
from lifecycle_desktop.core.store.active_lifecycle import kept_lifecycle
from lifecycle_desktop.ui.pages import PAGES
from tests.ui.screens import Program, program, sample_file, shown_widgets

LISTS = ("today", "board", "contacts", "contact", "history", "lifecycles", "plan", "duplicates")
HOSTILE = (
    "%", "_%_", "***", '"', '""', "'; DROP TABLE contact; --", "a* OR b*", "NEAR(a b)", "[a-z]?", "100%", "\\", "-", "(",
    "name_folded : a", "<b>x</b>", "&amp;", "\u202eabc", "\x00a", "😀", "a" * 10_000, "ann lee " * 1250, "(" * 10_000,
)  # fmt: skip


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_file(tmp_path_factory.mktemp("bad_input"))


@pytest.fixture
def made(sample: Path, tmp_path: Path, qapp: QApplication) -> Iterator[Program]:
    with program(sample, tmp_path) as opened:
        yield opened


def said(made: Program) -> str:
    """Every word that can be seen."""
    return "\n".join(each.text() for each in shown_widgets(made.window) if isinstance(each, QLabel))


def write(made: Program, operation: Any, *arguments: Any) -> None:
    """As another page or the command line would: written while this page is open."""
    runner = made.window.runner
    runner.write("Elsewhere", operation, *arguments, runner.moment())
    made.settle()


def someone(made: Program) -> int:
    """Somebody who is due today, so that every page knows them."""
    page = made.open("today")
    return int(page.walk()[0])


def test_every_page_is_known_here() -> None:
    assert set(LISTS) <= {entry.key for entry in PAGES}


@pytest.mark.parametrize("key", LISTS)
def test_somebody_deleted_under_an_open_page_and_brought_back(made: Program, key: str) -> None:
    person = someone(made)
    page = made.open(key, person if key == "contact" else None)
    write(made, delete_contacts, [person])
    assert made.window.page is page
    if key == "contact":
        assert "trash" in said(made) or "gone" in said(made)
    elif key in ("today", "board", "contacts"):
        assert person not in page.walk()
    made.press(Qt.Key.Key_Down)
    made.press(Qt.Key.Key_Return)
    made.close_layers()
    made.window.runner.undo()
    made.settle()
    assert made.desk.rows("SELECT deleted_at FROM contact WHERE id = ?", person) == [(None,)]
    if key == "today":
        assert person in made.open(key).walk()


@pytest.mark.parametrize("key", LISTS)
def test_everybody_deleted_under_an_open_page(made: Program, key: str) -> None:
    page = made.open(key, someone(made) if key == "contact" else None)
    everybody = [row[0] for row in made.desk.rows("SELECT id FROM contact WHERE is_archived = 0")]
    write(made, delete_contacts, everybody)
    assert made.window.page is page
    for pressed in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_Space):
        made.press(pressed)
        made.close_layers()
    assert said(made)


@pytest.mark.parametrize("key", LISTS)
def test_a_stage_taken_out_under_an_open_page(made: Program, key: str) -> None:
    active = made.desk.rows("SELECT key FROM lifecycle WHERE is_active = 1")[0][0]
    shipped = made.desk.read(kept_lifecycle, active)
    runner = made.window.runner
    own_key = made.desk.do(copy_lifecycle, shipped.lifecycle, "Mine")
    made.desk.do(switch_lifecycle, made.desk.read(kept_lifecycle, own_key).lifecycle)
    runner.changed.emit(frozenset({"lifecycle", "stage", "contact", "stage_move"}))
    made.settle()
    person = someone(made)
    page = made.open(key, person if key == "contact" else None)
    own = made.desk.read(kept_lifecycle, own_key)
    stands = made.desk.rows("SELECT stage_id FROM contact WHERE id = ?", person)[0][0]
    out = next(stage for stage, row_id in own.stage_ids.items() if row_id == stands)
    kept = [stage for stage in own.lifecycle.stages if stage.key != out]
    changed = replace(own.lifecycle, stages=tuple(replace(each, number=n) for n, each in enumerate(kept, 1)))
    write(made, change_lifecycle, changed, {out: kept[0].key})
    assert made.window.page is page
    stands_now = made.desk.rows("SELECT stage_id FROM contact WHERE id = ?", person)[0][0]
    assert stands_now == made.desk.read(kept_lifecycle, own_key).stage_ids[kept[0].key]
    made.press(Qt.Key.Key_Down)
    made.close_layers()
    for other in LISTS:
        made.open(other, person if other == "contact" else None)
    assert made.desk.faults() == []


def test_a_field_changed_elsewhere_while_it_is_being_edited_keeps_what_is_typed(made: Program) -> None:
    person = someone(made)
    made.open("contact", person)
    made.page.open_line("want")
    made.settle()
    made.focus.setText("A lake house")
    write(made, change_contact, person, {"want": "A farm"})
    wants = "SELECT want FROM contact WHERE id = ?"
    assert made.desk.rows(wants, person) == [("A farm",)]
    assert made.focus.text() == "A lake house", "what is typed stays as it was typed"
    made.press(Qt.Key.Key_Return)
    assert made.desk.rows(wants, person) == [("A lake house",)]
    made.window.runner.undo()
    made.settle()
    assert made.desk.rows(wants, person) == [("A farm",)], "the other page's word is one Undo away"


def test_a_saved_view_whose_tag_is_gone_says_so_and_shows_the_rest(made: Program) -> None:
    tag_id, tag = made.desk.rows("SELECT id, name FROM tag ORDER BY id LIMIT 1")[0]
    hot = Condition("temperature", "any", ("hot",))
    made.open("contacts")
    wanted = ContactFilter.of(hot, Condition("tag", "any", (tag_id,), (tag,)))
    write(made, save_view, "Hot ones", wanted)
    view_id = made.desk.rows("SELECT id FROM saved_view WHERE name = 'Hot ones'")[0][0]
    made.page.tabs.choose(f"view:{view_id}")
    made.settle()
    write(
        made,
        lambda connection, _moment: connection.exec_driver_sql("DELETE FROM tag WHERE id = ?", (tag_id,)),
    )
    assert f"The tag “{tag}” is gone; it is left out." in said(made)
    shown = set(made.page.people.ids)
    assert shown == {row[0] for row in made.desk.rows("SELECT id FROM contact WHERE temperature = 'hot'")}


def test_two_pages_that_edit_the_same_field_lose_nothing(made: Program) -> None:
    person = someone(made)
    made.open("contact", person)
    made.page.open_line("want")
    made.settle()
    made.focus.setText("A lake house")
    made.open("contacts", person)  # leaving keeps what was typed
    wants = "SELECT want FROM contact WHERE id = ?"
    assert made.desk.rows(wants, person) == [("A lake house",)]
    write(made, change_contact, person, {"want": "A farm"})
    made.open("contact", person)
    line = next(each for each in made.page.lines() if each.spec.key == "want")
    assert line.spec.text == "A farm", "the page shows what holds now"
    labels = [step.label for step in made.desk.database.history(3)]
    assert len(labels) == 3
    made.window.runner.undo()
    made.settle()
    assert made.desk.rows(wants, person) == [("A lake house",)]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_can_be_searched_for(made: Program, text: str) -> None:
    people = made.desk.rows("SELECT count(*) FROM contact")
    made.open("contacts")
    made.page.filter_row.field.setText(text)
    made.settle()
    assert made.page.reading.found is not None
    made.page.filter_row.field.clear()
    made.settle()
    made.window.open_palette()
    made.settle()
    palette = made.window.palette_
    palette.field.setText(text)
    made.settle()
    palette.dismiss()
    made.open("today")
    assert made.desk.rows("SELECT count(*) FROM contact") == people
