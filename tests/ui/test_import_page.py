"""The import page: what a file would do is said before it is done; Stop, undo and bad rows cost nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.ui.importing.fates import FateModel
from lifecycle_desktop.ui.importing.page import ImportPage
from tests.core.desk import Desk
from tests.stories.people_csv import BAD, NAMES, write_google_csv
from tests.ui.people_pages import opened

COUNT = len(NAMES)


@pytest.fixture
def page(qapp: QApplication, tmp_path: Path) -> Iterator[Any]:
    desk = Desk(tmp_path / "data" / "desk.db")
    with opened(ImportPage, desk) as made:
        made.stopped = []
        made.runner.stopped.connect(made.stopped.append)
        yield made
    desk.database.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_google_csv(tmp_path / "contacts.csv")


def look_at(made: Any, file: Path) -> Any:
    """Drop a file; the part of the page that checks its rows."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPoint(50, 50),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    made.page.dropEvent(event)
    made.settle()
    return made.page.check


def count(made: Any) -> int:
    return int(made.desk.rows("SELECT count(*) FROM contact")[0][0])


def test_the_counts_are_said_before_anything_is_written(page: Any, file: Path) -> None:
    check = look_at(page, file)
    assert page.page._stack.currentWidget() is check
    assert (
        check._comes.text()
        == f"{COUNT} people come in as new, 1 row brings nothing new, {BAD} rows stay out."
    )
    assert "Google" in check._what.text()
    assert check._what.text().endswith("UTF-8, comma")
    assert f"{COUNT + 1 + BAD} rows" in check._what.text()
    tabs = {tab: button.text() for tab, button in check._tabs.items() if button.isVisible()}
    assert tabs == {
        "all": f"All  {COUNT + 1 + BAD}",
        "new": f"New  {COUNT}",
        "same": "Same person  1",
        "fix": f"Need a fix  {BAD}",
    }
    assert count(page) == 0


def test_a_tab_shows_its_rows_with_the_reason(page: Any, file: Path) -> None:
    check = look_at(page, file)
    QTest.mouseClick(check._tabs["fix"], Qt.MouseButton.LeftButton)
    model: FateModel = check.model
    assert model.rowCount() == BAD
    told = [model.index(row, 4).data() for row in range(BAD)]
    assert told[0] == "“not an address” is not an e-mail address"
    assert told[2] == "no name, e-mail address or phone number"
    words = model.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Broken Mail" in words
    assert "cannot be taken" in words


def test_an_unticked_row_stays_out(page: Any, file: Path) -> None:
    check = look_at(page, file)
    check.table.setFocus()
    check.table.selectRow(0)
    page.press(Qt.Key.Key_Space)
    assert (
        check._comes.text()
        == f"{COUNT - 1} people come in as new, 1 row brings nothing new, {BAD + 1} rows stay out."
    )
    assert check.model.index(0, 0).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    page.press(Qt.Key.Key_Space)
    cell = check.table.visualRect(check.model.index(0, 0))
    QTest.mouseClick(check.table.viewport(), Qt.MouseButton.LeftButton, pos=cell.center())
    QTest.mouseClick(check.import_button, Qt.MouseButton.LeftButton)
    # Zoë stands in the file twice: with her first row left out, the second is the one that comes in or none is.
    names = {row[0] for row in page.desk.rows("SELECT display_name FROM contact")}
    assert "Zoë Straße" not in names
    assert "José Muñoz" in names


def test_the_import_is_one_step_with_a_backup_before_it(page: Any, file: Path) -> None:
    check = look_at(page, file)
    QTest.mouseClick(check.import_button, Qt.MouseButton.LeftButton)
    assert page.page._stack.currentWidget() is page.page.done
    assert count(page) == COUNT
    assert page.toasts == [("contacts.csv is imported", True)]
    backups = list((page.desk.database.path.parent / "Backups").iterdir())
    assert ["before import" in each.name for each in backups] == [True]
    assert page.page.done._title.text() == "contacts.csv is imported"
    told = f"{COUNT} new people, 1 row with nothing new, {BAD} rows that need a fix."
    assert page.page.done._counts.text() == told
    assert page.page.done.see_button.hasFocus()
    page.runner.undo()
    assert count(page) == 0
    page.runner.redo()
    assert count(page) == COUNT


def test_the_same_file_again_brings_nothing(page: Any, file: Path) -> None:
    QTest.mouseClick(look_at(page, file).import_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.page.done.again_button, Qt.MouseButton.LeftButton)
    assert page.page._stack.currentWidget() is page.page.choose
    check = look_at(page, file)
    assert (
        check._comes.text()
        == f"0 people come in as new, {COUNT + 1} rows bring nothing new, {BAD} rows stay out."
    )
    assert not check.import_button.isEnabled()


def test_the_rows_that_need_a_fix_are_saved_in_the_files_own_columns(
    page: Any, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed: list[str] = []

    def choose(_parent: object, _title: str, path: str, _kinds: str) -> tuple[str, str]:
        proposed.append(path)
        return str(tmp_path / "fix.csv"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    QTest.mouseClick(look_at(page, file).import_button, Qt.MouseButton.LeftButton)
    assert page.page.done._failed.text().count("\n") == BAD - 1
    QTest.mouseClick(page.page.done.save_button, Qt.MouseButton.LeftButton)
    assert Path(proposed[0]).name == "contacts – rows to fix.csv"
    saved = (tmp_path / "fix.csv").read_bytes()
    assert saved.startswith(file.read_bytes().split(b"\r\n")[0][:40])
    assert b"not an address" in saved
    assert page.toasts[-1] == ("Saved to “fix.csv”", False)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nothing.csv", b""),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("no-people.csv", b"colour,weight\r\nred,3\r\n"),
        ("head-only.csv", b"Name,Email\r\n"),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_sentence(
    page: Any, tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    look_at(page, file)
    choose = page.page.choose
    if name == "head-only.csv":
        assert not page.page.check.import_button.isEnabled()
        return
    assert page.page._stack.currentWidget() is choose
    assert choose._problem.isVisible()
    assert choose._problem_text.text().endswith(".")
    assert "Traceback" not in choose._problem_text.text()
    assert choose.button.isEnabled()
    assert file.read_bytes() == content


def test_a_file_that_is_gone_gets_a_sentence_and_the_next_file_works(
    page: Any, tmp_path: Path, file: Path
) -> None:
    look_at(page, tmp_path / "gone.csv")
    assert page.page.choose._problem.isVisible()
    look_at(page, file)
    assert page.page._stack.currentWidget() is page.page.check


def test_stop_writes_nothing_and_the_page_can_go_on(
    page: Any, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = look_at(page, file)
    begun: list[Progress] = []

    def stop(progress: Progress) -> None:
        begun.append(progress)
        progress.stop()

    page.runner.progressed.connect(stop)
    QTest.mouseClick(check.import_button, Qt.MouseButton.LeftButton)
    page.settle()
    assert page.stopped == ["Stopped. Nothing was changed."]
    assert count(page) == 0
    assert check.isVisible()
    assert check.import_button.isEnabled()
    assert check.cancel_button.isEnabled()
    page.runner.progressed.disconnect(stop)
    QTest.mouseClick(check.import_button, Qt.MouseButton.LeftButton)
    assert count(page) == COUNT


def test_a_dry_run_can_be_stopped_too(page: Any, file: Path) -> None:
    page.runner.progressed.connect(lambda progress: progress.stop())
    look_at(page, file)
    assert page.stopped == ["Stopped. Nothing was changed."]
    assert page.page._stack.currentWidget() is page.page.choose
    assert page.page.choose.button.isEnabled()
    assert page.page.choose._title.text() == "Drop a file of people here"


def test_cancel_leads_back_and_see_the_people_leads_on(page: Any, file: Path) -> None:
    check = look_at(page, file)
    QTest.mouseClick(check.cancel_button, Qt.MouseButton.LeftButton)
    assert page.page._stack.currentWidget() is page.page.choose
    QTest.mouseClick(look_at(page, file).import_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.page.done.see_button, Qt.MouseButton.LeftButton)
    assert page.navigated == ["contacts"]
