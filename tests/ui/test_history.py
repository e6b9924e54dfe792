"""History: every step is listed in words; an older one is taken back alone, and asks where later changes stand on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lifecycle_desktop.core.exchange.corrections import CorrectedFile
from lifecycle_desktop.core.exchange.formats import open_contacts
from lifecycle_desktop.core.model.import_report import ImportPolicy
from lifecycle_desktop.core.operations.contacts import set_temperature
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.ui.history import page as history
from lifecycle_desktop.ui.history.erasures import ErasuresDialog
from lifecycle_desktop.ui.history.page import HistoryPage
from lifecycle_desktop.ui.importing.judging import bring_in
from tests.core.desk import Desk
from tests.stories.people_csv import NAMES, write_google_csv
from tests.ui.people_pages import opened


@pytest.fixture
def page(qapp: QApplication, tmp_path: Path) -> Iterator[Any]:
    """An import, then a week later two edits, one of an imported person."""
    desk = Desk(tmp_path / "desk.db")
    mine = desk.add("My Own Person")
    file = open_contacts(write_google_csv(tmp_path / "contacts.csv"))
    with desk.database.write("Import contacts.csv", moment=desk.moment) as written:
        bring_in(written.connection, CorrectedFile(file), ImportPolicy(), desk.moment, Progress())
    desk.clock.advance(days=7)
    kate = int(desk.rows("SELECT id FROM contact WHERE display_name = 'Kate O’Leary'")[0][0])
    for number, label in ((kate, "Temperature of Kate"), (mine, "Temperature of mine")):
        with desk.database.write(label, moment=desk.moment) as written:
            set_temperature(written.connection, [number], "hot", desk.moment)
    with opened(HistoryPage, desk) as made:
        made.kate, made.mine = kate, mine
        yield made
    desk.database.close()


def labels(made: Any) -> list[str]:
    return [step.label for step in made.page.model.steps]


def choose(made: Any, label: str) -> None:
    made.page.table.selectRow(labels(made).index(label))
    made.settle()


def undo(made: Any) -> None:
    QTest.mouseClick(made.page.undo_button, Qt.MouseButton.LeftButton)
    made.settle()


def answer(patch: pytest.MonkeyPatch, said: str) -> list[tuple[str, list[str]]]:
    """Answer the question that will come; what was asked with its buttons."""
    asked: list[tuple[str, list[str]]] = []

    def reply(title: str, _text: str, answers: list[Any], **_more: object) -> str:
        asked.append((title, [each.key if hasattr(each, "key") else str(each) for each in answers]))
        return said

    patch.setattr(history, "ask", reply)
    return asked


def people(made: Any) -> list[str]:
    return [row[0] for row in made.desk.rows("SELECT display_name FROM contact ORDER BY id")]


def test_the_newest_is_first_and_says_when_and_how_many(page: Any) -> None:
    assert labels(page)[:3] == ["Temperature of mine", "Temperature of Kate", "Import contacts.csv"]
    row = page.page.model.index(2, 0)
    told = row.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Import contacts.csv" in told
    assert f"{len(NAMES)} contacts" in told
    assert page.page.model.index(0, 0).data() == "Today, 10:00"


def test_an_older_import_nobody_edited_goes_without_a_question(
    page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, "keep")
    page.runner.undo()  # mine
    page.runner.undo()  # Kate
    page.settle()
    choose(page, "Import contacts.csv")
    undo(page)
    assert asked == []
    assert people(page) == ["My Own Person"]


def test_an_older_import_that_was_edited_asks_and_keeps_the_edited(
    page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, "keep")
    choose(page, "Import contacts.csv")
    undo(page)
    assert len(asked) == 1
    assert "changed or used again later" in asked[0][0]
    assert people(page) == ["My Own Person", "Kate O’Leary"]
    assert page.toasts[-1] == ("Undo Import contacts.csv", True)
    assert page.desk.faults() == []
    choose(page, "Import contacts.csv")
    assert not page.page.undo_button.isEnabled(), "it is taken back already"
    page.runner.undo()
    assert len(people(page)) == 1 + len(NAMES), "taking back is a step too, and can be undone"


def test_over_takes_the_later_changes_back_too(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "over")
    choose(page, "Import contacts.csv")
    undo(page)
    assert people(page) == ["My Own Person"]
    assert page.desk.rows("SELECT temperature FROM contact") == [("hot",)], "what is not of the import stays"
    assert page.desk.faults() == []


def test_leave_it_changes_nothing(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "cancel")
    before = page.desk.everything()
    choose(page, "Import contacts.csv")
    undo(page)
    assert page.desk.everything() == before
    assert page.toasts == []


def test_the_newest_step_is_simply_undone(page: Any) -> None:
    choose(page, "Temperature of mine")
    undo(page)
    assert page.desk.rows("SELECT temperature FROM contact WHERE id = ?", page.mine) == [("",)]
    assert page.page.model.state(page.page.model.steps[0]) == "undone"
    assert not page.page.undo_button.isEnabled()


def test_who_was_erased_is_listed_by_number_and_day(page: Any) -> None:
    assert not page.page.erased_button.isVisible()
    database = page.desk.database
    database.erase_people([page.kate], moment=page.desk.moment, reason="asked <b>by letter</b>")
    page.page.touch(frozenset({"erasure"}))
    page.settle()
    assert page.page.erased_button.accessibleName() == "Erased on request 1"
    QTest.mouseClick(page.page.erased_button, Qt.MouseButton.LeftButton)
    page.settle()
    dialog = page.page.findChild(ErasuresDialog)
    assert dialog.close_button.hasFocus()
    model = dialog.table.model()
    said = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Today, 10:00, ")
    assert str(page.kate) in said
    assert "asked <b>by letter</b>" in said
    assert said.endswith("entries")
    assert "Kate" not in said
    assert not any("Kate" in label for label in labels(page))
    dialog.grab()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    page.settle()
    assert not dialog.isVisible()
