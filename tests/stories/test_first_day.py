"""The first day of a new owner, through the window: from nothing to the plan on paper, and everything undone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from lifecycle_desktop.core.store.everything import every_table
from tests.stories.owner import NO_KEY, Owner
from tests.stories.people_csv import BAD, NAMES, write_google_csv

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KATE, NOAH = "Kate O’Leary", "Noah Feldman"


def everything(owner: Owner) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the owner's tables."""
    with owner.window.runner.database.read() as connection:
        return {table.name: list(table.rows) for table in every_table(connection)}


def take_first_steps(owner: Owner) -> None:
    page = owner.page
    assert owner.window.page_key == "first_run"
    assert not owner.window.menuBar().isVisible()
    owner.type("Whitaker & Daughters")
    owner.press(Qt.Key.Key_Return)
    assert page._stack.currentIndex() == 1
    owner.click(owner.button("Next: bring your people"))
    assert page._stack.currentIndex() == 2
    owner.click(owner.button("Import people"))
    owner.wait(lambda: owner.window.page_key == "import")
    assert not owner.window.can_go_back(), "the first steps are behind"


def import_people(owner: Owner, file: Path, patch: pytest.MonkeyPatch) -> None:
    page = owner.page
    patch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(file), ""))
    owner.click(page.choose.button)
    owner.wait(lambda: page._stack.currentWidget() is page.match)
    owner.click(page.match.foot.go)
    owner.wait(lambda: page._stack.currentWidget() is page.check)
    assert (
        page.check.foot.words.text()
        == f"Add {len(NAMES)}, update 0, leave out {BAD}. 1 brings nothing new. {BAD} need a fix."
    )
    assert owner.rows("SELECT count(*) FROM contact") == [(0,)]
    owner.click(page.check.foot.go)
    owner.wait(lambda: page._stack.currentWidget() is page.done)
    assert owner.rows("SELECT count(*) FROM contact") == [(len(NAMES),)]
    patch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(file.with_name("fix.csv")), ""))
    owner.click(page.done.save_button)
    owner.wait(file.with_name("fix.csv").exists)
    assert file.with_name("fix.csv").read_bytes().count(b"\r\n") == 1 + BAD


def stage_of(owner: Owner, name: str) -> str:
    sql = "SELECT s.label FROM contact c JOIN stage s ON s.id = c.stage_id WHERE c.display_name = ?"
    return str(owner.rows(sql, name)[0][0])


def stand_on(owner: Owner, name: str) -> object:
    """Put the focus on a card of the board; its column."""
    [(number,)] = owner.rows("SELECT id FROM contact WHERE display_name = ?", name)
    column = next(each for each in owner.page.columns if number in each.cards.ids)
    column.view.setFocus()
    column.view.go_to(list(column.cards.ids).index(number))
    owner.rest()
    return column


def move_by_keys_and_drop(owner: Owner) -> None:
    page = owner.go("board")
    owner.wait(lambda: page.columns)
    shown = sum(len([one for one in column.cards.ids if one]) for column in page.columns)
    assert shown == len(NAMES)
    assert any(column.view.hasFocus() for column in page.columns), "the keys work without a click"
    assert "Backed up" in owner.window.side_bar.backup.accessibleName(), "before the import"
    before = stage_of(owner, KATE)
    stand_on(owner, KATE)
    owner.press(Qt.Key.Key_Right, CONTROL)
    assert stage_of(owner, KATE) != before
    stand_on(owner, KATE)
    owner.press(Qt.Key.Key_M)
    owner.menu()
    owner.press(Qt.Key.Key_4)
    assert stage_of(owner, KATE) == "Convert"
    view, target = stand_on(owner, NOAH).view, page.columns[2]
    start = view.current_rect().center()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, NO_KEY, start)
    QTest.mouseMove(view.viewport(), start + QPoint(30, 10))
    end = view.viewport().mapFromGlobal(target.mapToGlobal(QPoint(target.width() // 2, 200)))
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, NO_KEY, end)
    owner.rest()
    assert stage_of(owner, NOAH) == "Nurture"


def plan_a_call(owner: Owner) -> None:
    stand_on(owner, KATE)
    owner.press(Qt.Key.Key_D)
    popover = owner.popup()
    owner.type("send the comps", popover._what)
    owner.type("tomorrow 3pm", popover.when)
    assert popover._read_as.text() == "Tomorrow, 15:00"
    owner.press(Qt.Key.Key_Return)
    assert owner.rows("SELECT what, due_on, due_time FROM follow_up") == [
        ("send the comps", "2026-04-15", "15:00")
    ]


def do_it_the_next_day(owner: Owner) -> None:
    owner.clock.advance(days=1)
    page = owner.go("today")
    page.refresh()
    owner.rest()
    assert [(line.name, line.what, line.due_time) for line in page.today.lines_model.lines] == [
        (KATE, "send the comps", "15:00")
    ]
    assert page.head.title.text().startswith("Wednesday")
    page.today.setFocus()
    owner.press(Qt.Key.Key_X)
    popover = owner.popup()
    assert popover.windowTitle() == "And next?"
    owner.type("ask what she thought", popover._what)
    owner.type("in 2 weeks", popover.when)
    owner.press(Qt.Key.Key_Return)
    assert owner.popup() is None
    assert owner.rows("SELECT what, due_on, done_at IS NULL FROM follow_up ORDER BY id") == [
        ("send the comps", "2026-04-15", 0),
        ("ask what she thought", "2026-04-29", 1),
    ]
    assert not page.today.lines_model.lines


def print_the_plan(owner: Owner, pdf: Path, patch: pytest.MonkeyPatch) -> None:
    page = owner.go("plan")
    owner.wait(lambda: page.pane.save_button.isVisible() and page.pane.save_button.isEnabled())
    patch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(pdf), ""))
    owner.click(page.pane.save_button)
    owner.wait(pdf.exists)
    sheet = pypdf.PdfReader(pdf)
    assert len(sheet.pages) == 1
    text = " ".join(sheet.pages[0].extract_text().split())
    for words in ("Whitaker & Daughters", "Attract Traffic", "Get Referrals", "Next three moves"):
        assert words in text
    assert KATE not in text


def undo_all(owner: Owner) -> int:
    """Press Ctrl+Z until there is nothing left; how many steps there were."""
    owner.go("board")
    owner.window.page.setFocus()
    steps = 0
    while owner.window.runner.last_label is not None:
        owner.press(Qt.Key.Key_Z, CONTROL)
        steps += 1
        assert steps < 30
    return steps


def test_from_nothing_to_the_plan_on_paper_and_back(
    owner: Owner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner.start()
    fresh = everything(owner)
    take_first_steps(owner)
    import_people(owner, write_google_csv(tmp_path / "contacts.csv"), monkeypatch)
    move_by_keys_and_drop(owner)
    plan_a_call(owner)
    do_it_the_next_day(owner)
    print_the_plan(owner, tmp_path / "plan.pdf", monkeypatch)
    done = everything(owner)
    steps = undo_all(owner)
    assert everything(owner) == fresh
    for _step in range(steps):
        owner.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert everything(owner) == done
    owner.close()
    _look_at_the_files(owner)
    owner.start()
    assert owner.window.page_key in ("today", "board", "contacts", "plan")
    assert everything(owner) == done
    owner.wait(lambda: owner.window.runner.last_label == "Print plan")
    assert "Backed up 12:00" in owner.window.side_bar.backup.accessibleName()


def _look_at_the_files(owner: Owner) -> None:
    """One file at rest, verified backups beside it, nothing that others may read."""
    folder = owner.database.parent
    assert sorted(path.name for path in folder.iterdir() if path.is_file() and path.stat().st_size) == [
        owner.database.name
    ]
    backups = sorted((folder / "Backups").iterdir())
    assert any("at close" in path.name for path in backups)
    assert any("before import" in path.name for path in backups)
    if os.name != "nt":
        for path in folder.parent.rglob("*"):
            assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    for log in (folder.parent / "state").glob("*"):
        told = log.read_text(encoding="utf-8")
        for secret in (KATE, "O’Leary", "@example.com", "415 555", "send the comps", "Whitaker"):
            assert secret not in told
