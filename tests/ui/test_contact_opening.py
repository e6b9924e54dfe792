"""Opening a contact's page from everywhere in the window, walking on, and going back to where one came from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lifecycle_desktop.core.operations.contacts import delete_contacts
from lifecycle_desktop.ui.main_window import MainWindow
from lifecycle_desktop.ui.runner import Inline, Runner
from lifecycle_desktop.ui.theme import Look, dress
from lifecycle_desktop.ui.window_state import WindowState
from tests.ui.people import desk_with_people

ALT = Qt.KeyboardModifier.AltModifier
MARCUS = "Marcus & Jo Bellamy"


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[Any]:
    dress(qapp, Look("light"))
    desk, ids = desk_with_people(tmp_path / "desk.db", crowd=False)
    runner = Runner(desk.database, desk.clock, Inline())
    failed: list[Exception] = []
    runner.failed.connect(failed.append)
    made: Any = MainWindow(WindowState(tmp_path / "window.ini"))
    made.attach(runner)
    made.desk, made.ids = desk, ids
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    settle()
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.database.close()
    assert failed == []


def settle() -> None:
    for _turn in range(4):
        QApplication.processEvents()


def press(window: Any, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
    settle()


def name_shown(window: Any) -> str:
    return str(window.page.person.name.spec.text)


def open_page(window: Any, key: str) -> Any:
    window.open_page(key)
    settle()
    return window.page


def test_from_the_table_and_back_to_the_row_one_has_walked_to(window: Any) -> None:
    table = open_page(window, "contacts").table
    table.go_to(window.page.people.number_of(window.ids[MARCUS]))
    press(window, Qt.Key.Key_Return)
    assert window.page_key == "contact"
    assert name_shown(window) == MARCUS
    assert window.page.way.place.text() == "2 of 35"
    assert window.side_bar.item("contacts").isChecked()
    assert QApplication.focusWidget() is window.page.person.name.face
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Down)
    assert name_shown(window) == "Luke Brandt"
    assert len(window._way) == 2  # walking leaves one entry in the way
    QTest.mouseClick(window.page.way.back, Qt.MouseButton.LeftButton)
    settle()
    assert window.page_key == "contacts"
    assert table.current_id == window.ids["Luke Brandt"]
    press(window, Qt.Key.Key_Right, ALT)
    assert name_shown(window) == "Luke Brandt"
    assert window.page.way.place.text() == "4 of 35"
    press(window, Qt.Key.Key_Left, ALT)
    assert window.page_key == "contacts"


def test_a_double_click_opens_the_page(window: Any) -> None:
    table = open_page(window, "contacts").table
    table.go_to(window.page.people.number_of(window.ids[MARCUS]))
    settle()
    at = table.current_rect().center()
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    settle()
    assert name_shown(window) == MARCUS


def test_the_pane_opens_the_page(window: Any) -> None:
    page = open_page(window, "contacts")
    page.table.go_to(page.people.number_of(window.ids[MARCUS]))
    settle()
    QTest.mouseClick(page.pane.full_page, Qt.MouseButton.LeftButton)
    settle()
    assert name_shown(window) == MARCUS


def test_from_the_board_one_walks_the_column(window: Any) -> None:
    board = open_page(window, "board")
    column = board.columns[3]
    column.view.setFocus()
    column.view.go_to(column.cards.number_of(window.ids[MARCUS]))
    settle()
    press(window, Qt.Key.Key_Return)
    assert name_shown(window) == MARCUS
    assert window.page.way.back.text() == "Board"
    assert window.page.way.place.text().endswith(" of 4")


def test_from_today_one_walks_its_lines(window: Any) -> None:
    today = open_page(window, "today")
    first = today.late.lines_model.lines[0]
    assert window.page.walk()[0] == first.contact_id
    today.late.setFocus()
    today.late.setCurrentIndex(today.late.lines_model.index(0))
    press(window, Qt.Key.Key_Return)
    assert name_shown(window) == first.name
    assert window.page.way.back.text() == "Today"
    assert window.page.way.place.text().startswith("1 of ")


def test_from_the_palette_one_walks_only_a_list_that_holds_them(window: Any) -> None:
    open_page(window, "plan")
    window.open_contact(window.ids[MARCUS])
    settle()
    assert window.page.way.place.isHidden()
    assert window.page.way.back.text() == "Plan"
    press(window, Qt.Key.Key_Down)
    assert name_shown(window) == MARCUS
    open_page(window, "contacts")
    window.open_contact(window.ids[MARCUS])
    settle()
    assert window.page.way.place.text() == "2 of 35"


def test_text_is_kept_when_another_page_is_opened(window: Any) -> None:
    window.open_contact(window.ids[MARCUS])
    settle()
    window.page.open_line("want")
    settle()
    QApplication.focusWidget().setText("A lake house")
    window.open_page("board")
    settle()
    sql = "SELECT want FROM contact WHERE id = ?"
    assert window.desk.rows(sql, window.ids[MARCUS]) == [("A lake house",)]
    window.go_back()
    settle()
    window.page.open_line("phone:new")
    settle()
    QApplication.focusWidget().setText("none")
    window.open_page("board")
    settle()
    window.open_contact(window.ids["Elena Ruiz"])
    settle()
    window.open_contact(window.ids[MARCUS])
    settle()
    line = next(each for each in window.page.lines() if each.spec.key == "phone:new")
    assert line.editor.values["value"] == "none"
    assert "digits" in line.editor.error


def test_text_is_kept_when_the_window_is_closed(window: Any) -> None:
    window.open_contact(window.ids[MARCUS])
    settle()
    window.page.open_line("want")
    settle()
    QApplication.focusWidget().setText("A lake house")
    window.close()
    settle()
    sql = "SELECT want FROM contact WHERE id = ?"
    assert window.desk.rows(sql, window.ids[MARCUS]) == [("A lake house",)]


def test_somebody_deleted_elsewhere_is_told_in_the_open_page(window: Any) -> None:
    window.open_contact(window.ids[MARCUS])
    settle()
    window.runner.write("Delete", delete_contacts, [window.ids[MARCUS]], window.runner.moment())
    settle()
    assert window.page._empty is not None
    window.runner.undo()
    settle()
    assert window.page._empty is None
    assert name_shown(window) == MARCUS


def test_pages_of_the_side_bar_and_the_keys_still_lead_away(window: Any) -> None:
    window.open_contact(window.ids[MARCUS])
    settle()
    press(window, Qt.Key.Key_F6)
    for _turn in range(8):
        press(window, Qt.Key.Key_F6)
    press(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.page_key == "today"


def test_with_threads_a_fast_walk_ends_at_the_right_person_and_loses_nothing(
    qtbot: Any, tmp_path: Path
) -> None:
    from lifecycle_desktop.ui.contact.page import ContactPage

    desk, ids = desk_with_people(tmp_path / "desk.db", crowd=False)
    runner = Runner(desk.database, desk.clock)
    failed: list[Exception] = []
    runner.failed.connect(failed.append)
    page: Any = ContactPage(runner)
    runner.changed.connect(page.touch)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    page.activateWindow()
    walk = tuple(ids.values())
    page.come_from("contacts", walk)
    page.open_with(walk[0])
    qtbot.waitUntil(lambda: page.person.name is not None)
    for _turn in range(6):
        page.step(1)
    qtbot.waitUntil(lambda: page.desk.contact_id == walk[6])
    assert page.way.place.text().startswith("7 of ")
    page.open_line("want")
    QApplication.focusWidget().setText("A lake house")
    page.step(1)
    page.step(-1)
    qtbot.waitUntil(lambda: page.desk.contact_id == walk[6] and page.person.want.spec.text == "A lake house")
    page.open_line("email:new")
    QApplication.focusWidget().setText("a@example.com")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(key.startswith("email") and key != "email:new" for key in page.details.lines))
    assert "email:new" not in page.details.lines
    page.hide()
    runner.close()
    assert failed == []
