"""Today: what it shows in which order and why, and that keys, mouse and buttons all do what they say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.contact import NewContact
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.operations.contacts import add_contact, delete_contacts
from lifecycle_desktop.core.operations.follow_ups import add_follow_up
from lifecycle_desktop.ui.log_popover import LogPopover
from lifecycle_desktop.ui.today.follow_up_painter import tick_rect
from lifecycle_desktop.ui.today.page import TodayPage
from lifecycle_desktop.ui.today.side_cards import PersonRow
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.date_popover import DatePopover
from tests.core.desk import Desk
from tests.ui.people import desk_with_people
from tests.ui.people_pages import Opened, opened


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """The people of the pictures, made once; every test works on a copy."""
    path = tmp_path_factory.mktemp("people") / "people.db"
    desk, ids = desk_with_people(path, crowd=False)
    desk.database.close()
    return path, ids


@pytest.fixture
def today(qapp: QApplication, people: tuple[Path, dict[str, int]], tmp_path: Path) -> Iterator[Any]:
    """Today with the people of the pictures, on Tuesday 14 April at ten."""
    desk = Desk.of_copy(people[0], tmp_path / "people.db")
    ids = people[1]
    with opened(TodayPage, desk, size=(1440, 872)) as made:
        made.ids = ids
        yield made
    desk.database.close()


@pytest.fixture
def nothing(qapp: QApplication, tmp_path: Path) -> Iterator[Opened]:
    """Today of somebody who has nobody yet."""
    desk = Desk(tmp_path / "nothing.db")
    with opened(TodayPage, desk, size=(1440, 872)) as made:
        yield made
    desk.database.close()


def names(view: Any) -> list[str]:
    return [line.name for line in view.lines_model.lines]


def stand_on(made: Any, view: Any, name: str) -> Any:
    """Put the focus on a row; its line."""
    row = names(view).index(name)
    view.setFocus()
    view.setCurrentIndex(view.lines_model.index(row))
    made.settle()
    return view.lines_model.lines[row]


def add_quiet(made: Any, name: str = "Ruth Hoffman") -> None:
    """Somebody without a next step of whom nothing was heard for 90 days."""
    now = made.desk.moment
    then = Moment(now.at - dt.timedelta(days=90), now.zone)
    with made.desk.database.write("Quiet", moment=then) as written:
        made.ids[name] = add_contact(written.connection, NewContact(full_name=name), then)
    made.page.refresh()
    made.settle()


def enter(popover: Any, what: str, when: str) -> None:
    """Fill a popover as typed and press Enter in its last field."""
    QTest.keyClicks(popover._what, what)
    QTest.keyClicks(popover.when, when)
    QTest.keyClick(popover.when, Qt.Key.Key_Return)


def open_follow_up(made: Any, name: str) -> list[tuple[Any, ...]]:
    sql = "SELECT what, due_on, due_time FROM follow_up WHERE contact_id = ? AND done_at IS NULL ORDER BY id"
    return made.desk.rows(sql, made.ids[name])


# --- what it shows ----------------------------------------------------------------------------------------


def test_the_late_come_first_then_the_day_by_the_clock_then_the_week(today: Any) -> None:
    page = today.page
    assert names(page.late) == ["Marcus & Jo Bellamy", "Tom Okafor", "Sal & Rita Moretti"]
    times = [line.due_time for line in page.today.lines_model.lines]
    assert times[:4] == ["10:00", "11:30", "14:00", "16:30"]
    assert set(times[4:]) == {None}
    assert len(page.coming.lines_model.lines) == 3
    assert all(line.due_on > dt.date(2026, 4, 14) for line in page.coming.lines_model.lines)
    assert page.head.title.text() == "Tuesday 14 April"
    assert "3 are late" in page.head.subtitle.text()
    assert "2 new leads are waiting for a first answer." in page.head.subtitle.text()


def test_every_row_says_who_why_what_and_when_to_a_screen_reader(today: Any) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    for view in (today.page.late, today.page.today, today.page.coming):
        for line in view.lines_model.lines:
            told = view.lines_model.index(view.lines_model.lines.index(line)).data(role)
            assert line.name in told
            assert line.what in told
            assert line.stage is not None
            assert line.stage.name in told
    first = today.page.late.lines_model.index(0).data(role)
    assert "2 days late" in first
    assert "hot" in first


def test_who_waits_and_who_slips_is_at_the_right_with_its_reason(today: Any) -> None:
    page = today.page
    add_quiet(today)
    rows = page.leads.findChildren(PersonRow)
    leads = [row.accessibleName() for row in rows if row.isVisible()]
    assert leads == ["Priya Natarajan", "Noah Feldman"]
    slipping = page._list.slipping
    assert slipping
    assert all(line.reason for line in slipping)
    assert page.columns.section("slipping").head.isVisible()
    today.desk.clock.advance(minutes=5)
    page._on_second()
    assert "8 min" in page.leads._rings[0][0].accessibleName()


def test_below_1180_the_right_column_folds_into_the_list(today: Any) -> None:
    page = today.page
    add_quiet(today)

    def sections() -> list[Any]:
        column = page.columns.left
        return [
            column.itemAt(place).widget() for place in range(column.count()) if column.itemAt(place).widget()
        ]

    assert page.leads not in sections()
    today.window.resize(1100, 800)
    today.settle()
    folded = [
        each
        for each in sections()
        if each
        in (
            page.columns.section("late").head,
            page.columns.section("leads").head,
            page.columns.section("today").head,
            page.columns.section("slipping").head,
        )
    ]
    assert folded == [
        page.columns.section("late").head,
        page.columns.section("leads").head,
        page.columns.section("today").head,
        page.columns.section("slipping").head,
    ]
    assert not page.columns.right_column.isVisible()
    assert page.leads.isVisible()
    assert page.slipping.isVisible()
    today.window.resize(1440, 872)
    today.settle()
    assert page.columns.right_column.isVisible()
    assert page.leads not in sections()


def test_somebody_who_is_new_is_told_how_to_begin(nothing: Opened) -> None:
    page = nothing.page
    assert page.columns.empty_card.isVisible()
    assert page.columns.empty._title.text() == "No people yet"
    QTest.mouseClick(page.columns.empty.button, Qt.MouseButton.LeftButton)
    assert nothing.navigated == ["import"]
    assert not page.columns.section("late").head.isVisible()
    assert not page.columns.section("week").head.isVisible()


def test_a_clear_day_is_said_to_be_clear(nothing: Opened) -> None:
    nothing.desk.add("Ann Lee")
    nothing.page.refresh()
    assert nothing.page.columns.empty._title.text() == "All clear for today"
    assert nothing.page.columns.empty._text.text().endswith("1 person has no next step yet.")
    QTest.mouseClick(nothing.page.columns.empty.button, Qt.MouseButton.LeftButton)
    assert nothing.navigated == ["contacts:no_next_step"]
    left, right = nothing.page.columns.empty_card, nothing.page.columns.section("week").head
    assert left.mapToGlobal(QPoint(0, 0)).y() == right.mapToGlobal(QPoint(0, 0)).y()


def test_more_than_fits_is_said(nothing: Opened) -> None:
    number = nothing.desk.add("Ann Lee")
    yesterday = nothing.desk.moment.today - dt.timedelta(days=1)
    with nothing.desk.database.write("Many", moment=nothing.desk.moment) as written:
        for _each in range(130):
            add_follow_up(
                written.connection, NewFollowUp(number, yesterday, what="call"), nothing.desk.moment
            )
    nothing.page.refresh()
    assert nothing.page.columns.section("late").head.count.text() == "130"
    assert nothing.page.columns.section("late").head.hint.text() == "the first 100 are shown"
    QTest.mouseClick(nothing.page.columns.section("late").head.link, Qt.MouseButton.LeftButton)
    assert nothing.toasts == [("130 follow-ups moved to today", True)]
    assert nothing.desk.rows("SELECT count(*) FROM follow_up WHERE due_on = '2026-04-14'") == [(130,)]
    nothing.runner.undo()
    assert nothing.desk.rows("SELECT count(*) FROM follow_up WHERE due_on = '2026-04-14'") == [(0,)]


# --- keys -------------------------------------------------------------------------------------------------


def test_j_and_k_walk_through_all_lists(today: Any) -> None:
    page = today.page
    stand_on(today, page.late, "Sal & Rita Moretti")
    today.press(Qt.Key.Key_J)
    assert page.today.hasFocus()
    assert page.today.currentIndex().row() == 0
    today.press(Qt.Key.Key_K)
    assert page.late.hasFocus()
    assert page.late.currentIndex().row() == 2
    today.press(Qt.Key.Key_Up)
    assert page.late.currentIndex().row() == 1


def test_x_ticks_off_and_asks_for_the_next_step(today: Any) -> None:
    stand_on(today, today.page.late, "Tom Okafor")
    today.press(Qt.Key.Key_X)
    popover = today.popup()
    assert isinstance(popover, DatePopover)
    assert popover.windowTitle() == "And next?"
    assert today.toasts[-1] == ("Tom Okafor: done", True)
    enter(popover, "", "next tue 3pm")
    assert open_follow_up(today, "Tom Okafor")[0][1:] == ("2026-04-21", "15:00")
    assert "Tom Okafor" not in names(today.page.late)
    assert today.page.columns.section("today").head.hint.text() == "1 done"


def test_esc_skips_the_question_and_the_row_stays_done(today: Any) -> None:
    stand_on(today, today.page.late, "Tom Okafor")
    today.press(Qt.Key.Key_Space)
    today.press(Qt.Key.Key_Escape)
    assert today.popup() is None
    assert open_follow_up(today, "Tom Okafor") == []


def test_s_and_a_figure_snooze(today: Any) -> None:
    stand_on(today, today.page.late, "Tom Okafor")
    today.press(Qt.Key.Key_S)
    today.press(Qt.Key.Key_2)
    assert open_follow_up(today, "Tom Okafor")[0][1] == "2026-04-15"
    assert today.toasts[-1] == ("Tom Okafor snoozed to Tomorrow", True)


def test_c_logs_a_call_and_a_call_ticks_off_only_a_call(today: Any) -> None:
    stand_on(today, today.page.late, "Marcus & Jo Bellamy")  # an e-mail is due to them
    today.press(Qt.Key.Key_C)
    popover = today.popup()
    assert isinstance(popover, LogPopover)
    QTest.keyClicks(popover.text, "they want to wait")
    today.press(Qt.Key.Key_Return)
    assert len(open_follow_up(today, "Marcus & Jo Bellamy")) == 1
    stand_on(today, today.page.late, "Tom Okafor")
    today.press(Qt.Key.Key_C)
    today.press(Qt.Key.Key_Return)
    assert open_follow_up(today, "Tom Okafor") == []
    kept = today.desk.rows("SELECT kind, text FROM activity ORDER BY id DESC LIMIT 2")
    assert kept[1] == ("call", "they want to wait")
    today.runner.undo()
    assert len(open_follow_up(today, "Tom Okafor")) == 1, "touch and tick are one step"


@pytest.mark.parametrize(("key", "title"), [("T", "Text with"), ("E", "Email with"), ("N", "Note on")])
def test_a_letter_opens_the_popover_of_its_channel(today: Any, key: str, title: str) -> None:
    stand_on(today, today.page.today, "Elena Ruiz")
    today.press(Qt.Key[f"Key_{key}"])
    assert today.popup().windowTitle() == f"{title} Elena Ruiz"
    today.press(Qt.Key.Key_Escape)
    assert today.popup() is None
    assert today.page.today.hasFocus(), "closing a layer returns the focus"


def test_d_adds_a_next_step(today: Any) -> None:
    stand_on(today, today.page.today, "Elena Ruiz")
    today.press(Qt.Key.Key_D)
    enter(today.popup(), "send the contract", "fri")
    assert open_follow_up(today, "Elena Ruiz")[-1][:2] == ("send the contract", "2026-04-17")


def test_m_and_a_figure_move_h_turns_the_temperature(today: Any) -> None:
    stand_on(today, today.page.today, "Elena Ruiz")
    today.press(Qt.Key.Key_M)
    menu = today.popup()
    assert isinstance(menu, QMenu)
    today.press(Qt.Key.Key_5)
    assert today.stage_of(today.ids["Elena Ruiz"]) == "Deliver"
    stand_on(today, today.page.today, "Elena Ruiz")
    today.press(Qt.Key.Key_H)
    assert today.toasts[-1][0].startswith("Elena Ruiz is now")
    assert today.desk.rows("SELECT temperature FROM contact WHERE id = ?", today.ids["Elena Ruiz"]) == [("",)]


def test_return_opens_and_so_does_a_double_click(today: Any) -> None:
    stand_on(today, today.page.today, "Elena Ruiz")
    today.press(Qt.Key.Key_Return)
    assert today.opened == [today.ids["Elena Ruiz"]]


# --- mouse ------------------------------------------------------------------------------------------------


def test_a_click_on_the_tick_does_it_and_one_beside_does_not(today: Any) -> None:
    view = today.page.late
    rect = view.visualRect(view.lines_model.index(1))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert len(open_follow_up(today, "Tom Okafor")) == 1
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=tick_rect(rect).center())
    today.settle()
    assert open_follow_up(today, "Tom Okafor") == []
    today.popup().close()


def test_the_buttons_of_the_row_under_the_mouse_work(today: Any) -> None:
    view = today.page.late
    today.settle()  # what windows of other tests have left behind can take the pointer away again
    QTest.mouseMove(view.viewport(), view.visualRect(view.lines_model.index(1)).center() + QPoint(3, 0))
    assert view.row_buttons.isVisible()
    assert view.row_buttons._snooze.accessibleName() == "Snooze Tom Okafor"
    QTest.mouseClick(view.row_buttons._snooze, Qt.MouseButton.LeftButton)
    assert today.popup().windowTitle() == "Snooze until"
    today.popup().close()
    QTest.mouseClick(view.row_buttons._more, Qt.MouseButton.LeftButton)
    texts = today.menu_texts(today.popup())
    assert texts[0].startswith("Done")
    assert any(text.startswith("Open") for text in texts)


def test_move_all_to_today_is_one_click_and_one_undo(today: Any) -> None:
    QTest.mouseClick(today.page.columns.section("late").head.link, Qt.MouseButton.LeftButton)
    today.settle()
    assert today.toasts[-1] == ("3 follow-ups moved to today", True)
    assert not today.page.columns.section("late").head.isVisible()
    today.runner.undo()
    today.settle()
    assert len(names(today.page.late)) == 3


def test_show_all_shows_the_whole_week_and_fewer_again(today: Any) -> None:
    page = today.page
    QTest.mouseClick(page.columns.section("coming").head.link, Qt.MouseButton.LeftButton)
    today.settle()
    assert len(page.coming.lines_model.lines) == page._list.coming_count > 3
    QTest.mouseClick(page.columns.section("coming").head.link, Qt.MouseButton.LeftButton)
    assert len(page.coming.lines_model.lines) == 3


def test_who_slips_gets_a_next_step_in_place(today: Any) -> None:
    add_quiet(today)
    line = today.page._list.slipping[0]
    row = next(
        each for each in today.page.slipping.findChildren(PersonRow) if each.contact_id == line.contact_id
    )
    button = next(each for each in row.findChildren(Button) if each.text() == "Next step")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    enter(today.popup(), "call", "tomorrow")
    assert line.name not in [each.name for each in today.page._list.slipping]


def test_a_logged_touch_stops_the_waiting(today: Any) -> None:
    row = today.page.leads.findChildren(PersonRow)[0]
    button = next(each for each in row.findChildren(Button) if each.text() == "Log call")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    today.press(Qt.Key.Key_Return)
    assert [lead.name for lead in today.page._list.leads] == ["Noah Feldman"]


def test_somebody_deleted_elsewhere_leaves_every_list(today: Any) -> None:
    stand_on(today, today.page.late, "Tom Okafor")
    today.runner.write("Delete", delete_contacts, [today.ids["Tom Okafor"]], today.runner.moment())
    assert "Tom Okafor" not in names(today.page.late)
    assert today.page.late.currentIndex().row() == 1, "the row in focus is the next one"
