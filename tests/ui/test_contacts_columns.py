"""The columns of the contacts page: chosen, moved, drawn and sorted by mouse alone and by keys alone, remembered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lifecycle_desktop.core.model.draft import Address, KeyDate
from lifecycle_desktop.core.model.table_columns import KEYS, USUAL
from lifecycle_desktop.ui.contacts.column_widths import ColumnWidths
from lifecycle_desktop.ui.contacts.columns import cell_words, column_name, sort_words
from lifecycle_desktop.ui.contacts.columns_popover import ColumnsPopover
from lifecycle_desktop.ui.contacts.page import ContactsPage
from lifecycle_desktop.ui.theme import Look, theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.window_state import WindowState
from tests.core.desk import Desk
from tests.ui.hostile import HOSTILE
from tests.ui.people_pages import Opened, opened

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def popover_of(made: Any) -> ColumnsPopover:
    QTest.mouseClick(made.page.filter_row.columns, Qt.MouseButton.LeftButton)
    made.settle()
    popover = made.popup()
    assert isinstance(popover, ColumnsPopover)
    return popover


def row_of(popover: ColumnsPopover, column: str) -> Any:
    return next(row for row in popover.rows if row.column == column)


def click(widget: Any, at: QPoint | None = None) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())


def head_middle(made: Any, column: str) -> QPoint:
    head = made.page.table.head
    section = made.page.people.cells.index(column)
    return QPoint(head.sectionViewportPosition(section) + head.sectionSize(section) // 2, 12)


def test_by_mouse_alone(contacts: Opened) -> None:
    page = contacts.page
    popover = popover_of(contacts)
    click(row_of(popover, "phone").tick)
    assert page.columns == (*USUAL, "phone")
    click(row_of(popover, "source").tick)
    assert "source" not in page.columns
    row = row_of(popover, "phone")
    grip = row.children()[1]
    first = popover.rows[1]
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=grip.rect().center())
    target = first.mapToGlobal(first.rect().center())
    QTest.mouseMove(grip, grip.mapFromGlobal(target))
    row.dragged.emit(target)  # without a real pointer no button is held down
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton)
    assert page.columns[:3] == ("name", "phone", "stage")
    click(row_of(popover, "phone").down)
    assert page.columns[:3] == ("name", "stage", "phone")
    done = next(button for button in popover.findChildren(Button) if button.text() == "Done")
    click(done)
    contacts.settle()
    assert contacts.popup() is None
    click(page.table.head.viewport(), head_middle(contacts, "phone"))
    contacts.settle()
    assert (page.sort, page.descending) == ("phone", False)
    assert page.people.person_at(0).more["phone"] == "555-0115"
    click(page.table.head.viewport(), head_middle(contacts, "phone"))
    contacts.settle()
    assert page.descending
    assert page.people.person_at(0).more["phone"] == "555-0115", "who has none stays last"
    assert page.foot.order.text() == "Sorted by phone, backwards"


def test_by_keys_alone(contacts: Opened) -> None:
    page = contacts.page
    page.filter_row.columns.setFocus()
    contacts.press(Qt.Key.Key_Space)
    popover = contacts.popup()
    assert isinstance(popover, ColumnsPopover)
    assert popover.focusWidget() is row_of(popover, "stage").tick
    QTest.keyClick(popover.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(popover.focusWidget(), Qt.Key.Key_Space)
    assert "temperature" not in page.columns
    QTest.keyClick(popover.focusWidget(), Qt.Key.Key_Space)
    QTest.keyClick(popover.focusWidget(), Qt.Key.Key_Up, ALT)
    assert page.columns[:3] == ("name", "temperature", "stage")
    for _time in range(2):
        QTest.keyClick(popover.focusWidget(), Qt.Key.Key_Up)
    assert popover.focusWidget() is row_of(popover, "temperature").tick, "the name cannot be taken away"
    contacts.press(Qt.Key.Key_Escape)
    assert contacts.popup() is None
    head = page.table.head
    contacts.press(Qt.Key.Key_Tab)
    assert page.filter_row.export.hasFocus()
    contacts.press(Qt.Key.Key_Tab)
    contacts.settle()
    assert head.hasFocus()
    assert head.accessibleDescription() == "Name, sorted"
    QTest.keyClick(head, Qt.Key.Key_Right)
    assert head.accessibleDescription() == "Temperature, not sorted"
    QTest.keyClick(head, Qt.Key.Key_Return)
    contacts.settle()
    assert page.sort == "temperature"
    assert head.accessibleDescription() == "Temperature, sorted"
    QTest.keyClick(head, Qt.Key.Key_Space)
    contacts.settle()
    assert head.accessibleDescription() == "Temperature, sorted backwards"
    before = page.table.columnWidth(2)
    QTest.keyClick(head, Qt.Key.Key_Right, SHIFT)
    assert page.table.columnWidth(2) == before + 12
    QTest.keyClick(head, Qt.Key.Key_Home)
    QTest.keyClick(head, Qt.Key.Key_Return)
    assert page.people.all_ticked
    QTest.keyClick(head, Qt.Key.Key_Down)
    assert page.table.hasFocus()


def test_the_command_asks_for_columns(contacts: Opened) -> None:
    contacts.page.offers()["view.columns"].call()
    contacts.settle()
    assert isinstance(contacts.popup(), ColumnsPopover)


def test_the_heads_tell_their_order_to_a_screen_reader(contacts: Opened) -> None:
    contacts.page.sort_by("value", True)
    contacts.settle()
    model = contacts.page.people
    heads = [
        model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
        for section in range(1, model.columnCount())
    ]
    assert heads[0] == "Name, not sorted"
    assert heads[-1] == "Value, sorted backwards"


@pytest.mark.parametrize("column", KEYS)
def test_every_column_can_be_shown_sorted_and_spoken_of(contacts: Opened, column: str) -> None:
    page = contacts.page
    page.columns = ("name", column)
    page.sort_by(column, True)
    contacts.settle()
    assert page.columns == tuple(dict.fromkeys(("name", column)))
    assert len(set(page.people.ids)) == 35
    assert column_name(column)
    assert page.foot.order.text() == f"Sorted by {sort_words(column)}, backwards"
    said = page.people.data(page.people.index(0, 1), Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith(page.people.person_at(0).row.name.replace("&", "and"))
    page.window().grab()


def test_an_edge_is_drawn_by_mouse_and_the_rest_scrolls_inside_the_table(contacts: Opened) -> None:
    page, head = contacts.page, contacts.page.table.head
    section = page.people.cells.index("stage")
    edge = QPoint(head.sectionViewportPosition(section) + head.sectionSize(section) - 1, 10)
    before = head.sectionSize(section)
    QTest.mousePress(head.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    QTest.mouseMove(head.viewport(), edge + QPoint(60, 0))
    QTest.mouseRelease(head.viewport(), Qt.MouseButton.LeftButton, pos=edge + QPoint(60, 0))
    contacts.settle()
    assert abs(head.sectionSize(section) - before - 60) <= 2
    assert page.sort == "name", "drawing does not sort"
    page.columns = KEYS
    contacts.settle()
    assert page.table.horizontalScrollBar().maximum() > 400
    assert page.width() == contacts.window.width()
    head.setFocus()
    QTest.keyClick(head, Qt.Key.Key_End)
    assert page.table.horizontalScrollBar().value() == page.table.horizontalScrollBar().maximum()
    QTest.keyClick(head, Qt.Key.Key_Home)
    assert page.table.horizontalScrollBar().value() == 0


def test_columns_widths_and_order_are_remembered(
    qapp: QApplication, people: tuple[Desk, dict[str, int]], tmp_path: Path
) -> None:
    desk, _ids = people
    state = WindowState(tmp_path / "window.ini")
    with opened(ContactsPage, desk) as made:
        made.page.remember_in(state)
        made.page.columns = ("name", "phone", "value")
        made.page.sort_by("value", True)
        made.page.table.head.drawn.emit("phone", 222)
    state.save()
    again = WindowState(tmp_path / "window.ini")
    with opened(ContactsPage, desk) as made:
        made.page.remember_in(again)
        made.settle()
        assert made.page.columns == ("name", "phone", "value")
        assert (made.page.sort, made.page.descending) == ("value", True)
        assert made.page.table.columnWidth(2) == 222
        popover = popover_of(made)
        click(popover.reset)
        assert made.page.columns == USUAL
        assert made.page.table.widths.drawn == {}
        assert popover.columns == USUAL


def test_what_is_remembered_may_be_nonsense(
    qapp: QApplication, people: tuple[Desk, dict[str, int]], tmp_path: Path
) -> None:
    desk, _ids = people
    state = WindowState(tmp_path / "window.ini")
    state.set("contacts.columns", "gone own:77 stage stage")
    state.set("contacts.widths", "stage:99999 x name:-5 tick:9 :4 own:3:44 value:")
    state.set("contacts.order", "-own:77")
    with opened(ContactsPage, desk) as made:
        made.page.remember_in(state)
        made.page.reload()
        made.settle()
        assert made.page.columns == ("name", "stage")
        assert made.page.sort == "name"
        assert made.page.table.widths.drawn == {"stage": 900, "own:3": 44}


def test_own_fields_are_columns_and_go_with_their_field(
    contacts: Opened, people: tuple[Desk, dict[str, int]]
) -> None:
    desk, ids = people
    with desk.database.write("Own", moment=desk.moment) as written:
        sql = written.driver
        sql.execute("INSERT INTO own_field (name, name_folded) VALUES ('Dog & <b>cat</b>', 'dog')")
        sql.execute(
            "INSERT INTO contact_own_value (contact_id, own_field_id, value) VALUES (?, 1, 'Rex')",
            (ids["Wei Zhang"],),
        )
    page = contacts.page
    page.reload()
    popover = popover_of(contacts)
    row = row_of(popover, "own:1")
    assert row.name == "Dog & <b>cat</b>"
    click(row.tick)
    popover.close()
    page.sort_by("own:1", False)
    contacts.settle()
    assert page.people.person_at(0).more["own:1"] == "Rex"
    assert page.foot.order.text() == "Sorted by Dog && <b>cat</b>"
    with desk.database.write("Gone", moment=desk.moment) as written:
        written.driver.execute("DELETE FROM own_field")
    page.reload()
    contacts.settle()
    assert "own:1" not in page.columns
    assert page.sort == "name"


def test_other_columns_keep_the_row_and_the_ticks(contacts: Opened) -> None:
    page = contacts.page
    page.table.go_to(page.people.number_of(contacts.ids["Wei Zhang"]))
    contacts.press(Qt.Key.Key_Space)
    page.columns = ("name", "city", "created")
    contacts.settle()
    assert page.table.current_id == contacts.ids["Wei Zhang"]
    assert page.people.ticked == {contacts.ids["Wei Zhang"]}
    assert page.people.person_at(0).more["created"]


def test_text_from_strangers_in_every_column(qapp: QApplication, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "hostile.db")
    for text in HOSTILE:
        plain = " ".join(text.split()) or "x"
        desk.add(
            plain[:200],
            company=text[:200],
            job_title=text[:200],
            want=text[:200],
            source=plain[:80],
            tags=(plain[:60],),
            emails=(("", "a@example.com"),),
            phones=(("", "416 555 0100"),),
            addresses=(Address(street=plain[:80], city=plain[:80], postal_code=plain[:20]),),
            dates=(KeyDate("birthday", None, 2, 29),),
        )
    with opened(ContactsPage, desk) as made:
        made.page.columns = KEYS
        made.settle()
        for column in KEYS:
            made.page.sort_by(column, column < "m")
            made.settle()
        for row in range(len(made.page.people.ids)):
            for column in range(len(KEYS) + 1):
                index = made.page.people.index(row, column)
                tip = made.page.people.data(index, Qt.ItemDataRole.ToolTipRole) or ""
                assert "<img" not in tip
                assert "<script" not in tip
            assert made.page.people.data(made.page.people.index(row, 0), Qt.ItemDataRole.AccessibleTextRole)
        made.window.grab()
    desk.database.close()


@pytest.mark.parametrize("text", [100, 200])
def test_the_popover_fits(qapp: QApplication, people: tuple[Desk, dict[str, int]], text: int) -> None:
    desk, _ids = people
    with opened(ContactsPage, desk, look=Look(mode="light", text=text, still=True)) as made:
        popover = popover_of(made)
        for row in popover.rows:
            assert row.tick.width() >= row.tick.sizeHint().width(), row.name
            assert row.up.width() >= 24
        popover.close()


def test_right_to_left_draws_the_other_edge(qapp: QApplication, people: tuple[Desk, dict[str, int]]) -> None:
    desk, _ids = people
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    with opened(ContactsPage, desk) as made:
        head = made.page.table.head
        before = head.sectionSize(2)
        edge = QPoint(head.sectionViewportPosition(2) + 1, 10)
        QTest.mousePress(head.viewport(), Qt.MouseButton.LeftButton, pos=edge)
        QTest.mouseMove(head.viewport(), edge - QPoint(40, 0))
        QTest.mouseRelease(head.viewport(), Qt.MouseButton.LeftButton, pos=edge - QPoint(40, 0))
        assert abs(head.sectionSize(2) - before - 40) <= 3
        head.setFocus()
        section = head.section
        QTest.keyClick(head, Qt.Key.Key_Left)
        assert head.section == section + 1


def test_the_room_is_shared_and_nothing_is_lost(qapp: QApplication) -> None:
    theme().use(Look("light"))  # at 100 %: the look before can be another test's
    widths = ColumnWidths()
    for room in (300, 900, 1400):
        fitted = widths.fitted(("tick", *USUAL), room)
        assert all(width >= 40 for width in fitted)
        assert sum(fitted) == room or sum(fitted) > room
    widths.draw("name", 300)
    widths.draw("next_step", 200)
    assert sum(widths.fitted(("tick", *USUAL), 1400)) == 1400
    assert widths.fitted(("tick", *USUAL), 1400)[1] == 300


def test_words_of_cells(qapp: QApplication, people: tuple[Desk, dict[str, int]]) -> None:
    moment = people[0].moment
    assert cell_words("birthday", "0000-02-29", moment) == "29 Feb"
    assert cell_words("birthday", "1980-05-05", moment) == "5 May 1980"
    assert cell_words("birthday", "1981-02-31", moment) == ""
    assert cell_words("purchases", 0, moment) == ""
    assert cell_words("purchases", 3, moment) == "3"
    assert cell_words("preferred_channel", "text", moment) == "Text"
    assert cell_words("preferred_channel", "pigeon", moment) == "pigeon"
    assert cell_words("days_in_stage", "2026-04-12T14:00:00.000Z", moment) == "2"
    assert cell_words("days_in_stage", "2027-04-12T14:00:00.000Z", moment) == "0"
    assert cell_words("created", "2025-04-12T14:00:00.000Z", moment) == "12 Apr 2025"
    assert cell_words("city", None, moment) == ""
