"""vCards and calendars in the window: dropped, checked, imported as one step; broken cards saved as cards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from lifecycle_desktop.ui.importing.page import ImportPage
from tests.core.desk import Desk
from tests.core.vcard_samples import APPLE
from tests.ui.people_pages import opened

BROKEN = "BEGIN:VCARD\nFN:Bad Card\nthis is nothing\nEND:VCARD\n"


@pytest.fixture
def page(qapp: QApplication, tmp_path: Path) -> Iterator[Any]:
    desk = Desk(tmp_path / "data" / "desk.db")
    with opened(ImportPage, desk) as made:
        yield made
    desk.database.close()


def drop(made: Any, file: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    made.page.dropEvent(
        QDropEvent(
            QPoint(50, 50), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )  # fmt: skip
    made.settle()


def test_cards_are_dropped_checked_and_come_in(
    page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "people.vcf"
    path.write_text(APPLE + BROKEN, encoding="utf-8")
    drop(page, path)
    check = page.page.check
    assert page.page._stack.currentWidget() is check
    assert check.model.rowCount() == 3
    assert page.desk.rows("SELECT count(*) FROM contact") == [(0,)]
    QTest.mouseClick(check.foot.go, Qt.MouseButton.LeftButton)
    page.settle()
    assert page.desk.rows("SELECT display_name FROM contact ORDER BY id") == [
        ("Ana María López, Jr.",),
        ("Bay Title Co",),
    ]
    assert page.desk.rows("SELECT count(*) FROM contact_picture") == [(1,)]
    proposed = []

    def chosen(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(Path(name))
        return str(tmp_path / "failed.vcf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    QTest.mouseClick(page.page.done.save_button, Qt.MouseButton.LeftButton)
    page.settle()
    assert proposed[0].suffix == ".vcf"
    assert (tmp_path / "failed.vcf").read_text().endswith("FN:Bad Card\nthis is nothing\nEND:VCARD\n")
    page.runner.undo()
    page.settle()
    assert page.desk.rows("SELECT count(*) FROM contact") == [(0,)]


def test_a_calendar_is_looked_at_and_comes_in_as_one_step(page: Any, tmp_path: Path) -> None:
    page.desk.add("Grace Lee", emails=(("", "g@l.example"),))
    path = tmp_path / "c.ics"
    path.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Show the house\nDTSTART:20300601T090000\n"
        "ATTENDEE:mailto:g@l.example\nEND:VEVENT\nBEGIN:VEVENT\nUID:2\nSUMMARY:Old\nDTSTART:20200101T090000\n"
        "END:VEVENT\nBEGIN:VEVENT\nUID:3\nDTSTART:x\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    drop(page, path)
    part = page.page.calendar
    assert page.page._stack.currentWidget() is part
    told = [
        [part.model.index(row, column).data() for column in range(4)] for row in range(part.model.rowCount())
    ]
    assert [row[1:3] for row in told] == [
        ["Show the house", "comes in as new"],
        ["Old", "is left out"],
        ["", "cannot be read"],
    ]
    assert part.foot.words.text() == "1 entry comes in, 2 stay out."
    assert page.desk.rows("SELECT count(*) FROM follow_up") == [(0,)]
    QTest.mouseClick(part.foot.go, Qt.MouseButton.LeftButton)
    page.settle()
    assert page.desk.rows("SELECT what, contact_id FROM follow_up") == [("Show the house", 1)]
    assert page.page._stack.currentWidget() is page.page.choose
    drop(page, path)
    assert not part.foot.go.isEnabled()
    page.runner.undo()
    page.settle()
    assert page.desk.rows("SELECT count(*) FROM follow_up") == [(0,)]
