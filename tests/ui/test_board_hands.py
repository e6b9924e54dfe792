"""The board by hand: several cards at once, the order by hand, parking, limits of a stage; by mouse and by keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lifecycle_desktop.core.model.lifecycle import find_lifecycle
from lifecycle_desktop.core.model.lifecycle_file import shipped_lifecycles
from lifecycle_desktop.core.model.smart_list import Condition, ContactFilter
from lifecycle_desktop.core.operations.contacts import delete_contacts, park_contacts
from lifecycle_desktop.core.operations.lifecycles import switch_lifecycle
from lifecycle_desktop.core.operations.saved_views import save_view
from lifecycle_desktop.ui.board.lifted import SETTLE_MS, LiftedCard
from lifecycle_desktop.ui.board.page import BoardPage
from lifecycle_desktop.ui.board.stage_menu import DaysPopover
from lifecycle_desktop.ui.theme import Look, dress, theme
from lifecycle_desktop.ui.widgets.date_popover import DatePopover
from lifecycle_desktop.ui.window_state import WindowState
from tests.core.desk import Desk
from tests.ui.board_hands import (
    CONTROL,
    LEFT,
    NONE,
    carry,
    choose,
    click,
    column_with,
    go,
    labels_of,
    lift,
    press_button,
)
from tests.ui.people import desk_with_people
from tests.ui.people_pages import opened

SHIFT = Qt.KeyboardModifier.ShiftModifier
HOT = ContactFilter.of(Condition("temperature", "any", ("hot",)))


@pytest.fixture
def board(qapp: QApplication, tmp_path: Path) -> Iterator[Any]:
    desk, ids = desk_with_people(tmp_path / "desk.db", crowd=False)
    with opened(BoardPage, desk, look=Look("light", still=True)) as made:
        made.ids = ids
        yield made
    desk.database.close()


def stages_of(made: Any, *names: str) -> list[str]:
    return [made.stage_of(made.ids[name]) for name in names]


# --- several at once ---


def test_ticked_by_mouse_and_dragged_together(board: Any) -> None:
    click(board, "Tom Okafor", CONTROL)
    column = click(board, "Hannah Kim", CONTROL)
    page = board.page
    assert page.ticks.ids == (board.ids["Tom Okafor"], board.ids["Hannah Kim"])
    assert page.ticked_bar.isVisible()
    assert not page.filter_row.isVisible()
    assert page.ticked_bar.words.text() == "2 people ticked"
    lift(board, "Tom Okafor")
    assert column.view.painter_of_cards.holes == frozenset(page.ticks.ids)
    lifted = board.window.findChild(LiftedCard)
    assert lifted._count == 2
    carry(board, column, page.columns[3], 60)
    assert stages_of(board, "Tom Okafor", "Hannah Kim") == ["Convert", "Convert"]
    assert board.toasts == [("2 people moved to Convert", True)]
    board.runner.undo()
    board.settle()
    assert stages_of(board, "Tom Okafor", "Hannah Kim") == ["Nurture", "Nurture"]


def test_a_card_that_is_not_ticked_is_dragged_alone(board: Any) -> None:
    click(board, "Tom Okafor", CONTROL)
    column = lift(board, "Devon Price")
    carry(board, column, board.page.columns[3], 60)
    assert stages_of(board, "Tom Okafor", "Devon Price") == ["Nurture", "Convert"]


def test_shift_and_a_click_tick_all_between(board: Any) -> None:
    click(board, "Tom Okafor")
    column = click(board, "Devon Price", SHIFT)
    assert board.page.ticks.ids == tuple(column.cards.ids[:3])
    press_button(board, board.page.ticked_bar.buttons["untick"])
    assert len(board.page.ticks) == 0
    assert board.page.filter_row.isVisible()


def test_ticked_by_keys_and_moved_together(board: Any) -> None:
    go(board, "Tom Okafor")
    board.press(Qt.Key.Key_Space)
    board.press(Qt.Key.Key_Down)
    board.press(Qt.Key.Key_Space)
    board.press(Qt.Key.Key_Right, CONTROL)
    assert stages_of(board, "Tom Okafor", "Hannah Kim") == ["Convert", "Convert"]
    assert board.toasts == [("2 people moved to Convert", True)]
    assert board.page.ticks.ids == (board.ids["Tom Okafor"], board.ids["Hannah Kim"]), "still ticked"
    board.press(Qt.Key.Key_Escape)
    assert len(board.page.ticks) == 0


def test_the_bar_moves_and_deletes_those_ticked(board: Any) -> None:
    for name in ("Tom Okafor", "Elena Ruiz"):
        click(board, name, CONTROL)
    press_button(board, board.page.ticked_bar.buttons["move"])
    choose(board, board.popup(), "5")
    assert stages_of(board, "Tom Okafor", "Elena Ruiz") == ["Deliver", "Deliver"]
    press_button(board, board.page.ticked_bar.buttons["delete"])
    assert board.toasts[-1] == ("2 people deleted", True)
    assert "Tom Okafor" not in labels_of(board.page.columns[4])
    assert len(board.page.ticks) == 0, "who is gone is not ticked"


def test_a_screen_reader_is_told_who_is_ticked(board: Any) -> None:
    column = go(board, "Elena Ruiz")
    board.press(Qt.Key.Key_Space)
    said = column.cards.data(column.view.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
    assert said.endswith("4 days here, ticked")


# --- the order by hand ---


def test_keys_put_a_card_into_another_place(board: Any) -> None:
    board.page.filter_row.set_sort("by_hand")
    board.settle()
    column = board.page.columns[3]
    first, second, *rest = labels_of(column)
    go(board, first)
    board.press(Qt.Key.Key_Down, CONTROL)
    assert labels_of(column) == [second, first, *rest]
    assert board.page.acts.chosen().name == first
    assert board.toasts == [(f"{first} has another place in Convert", True)]
    board.page.reload()
    board.settle()
    assert labels_of(column) == [second, first, *rest]
    board.runner.undo()
    board.settle()
    assert labels_of(column) == [first, second, *rest]


def test_at_the_ends_of_a_column_nothing_is_written(board: Any) -> None:
    board.page.filter_row.set_sort("by_hand")
    board.settle()
    column = board.page.columns[3]
    go(board, labels_of(column)[0])
    board.press(Qt.Key.Key_Up, CONTROL)
    go(board, labels_of(column)[-1])
    board.press(Qt.Key.Key_Down, CONTROL)
    assert board.toasts == []


def test_in_another_order_it_says_what_to_do(board: Any) -> None:
    column = go(board, "Elena Ruiz")
    before = labels_of(column)
    board.press(Qt.Key.Key_Up, CONTROL)
    assert labels_of(column) == before
    assert board.toasts == [("Sort by hand to put cards into an order of your own", False)]


def test_a_drag_within_the_column_reorders_by_hand(board: Any) -> None:
    press_button(board, board.page.filter_row.order)
    choose(board, board.popup(), "By hand")
    column = board.page.columns[3]
    names = labels_of(column)
    lift(board, names[0])
    carry(board, column, column, column.view.rect_of(2).bottom() - 4, drop=False)
    assert column.cards.ids[2] == 0, "the slot follows the pointer"
    carry(board, column, column, column.view.rect_of(2).bottom() - 4)
    assert labels_of(column) == [names[1], names[0], *names[2:]]
    assert board.toasts == [(f"{names[0]} has another place in Convert", True)]


def test_a_drop_into_another_column_takes_the_place_under_the_pointer(board: Any) -> None:
    board.page.filter_row.set_sort("by_hand")
    board.settle()
    target = board.page.columns[3]
    before = labels_of(target)
    origin = lift(board, "Tom Okafor")
    carry(board, origin, target, target.view.rect_of(1).center().y())
    assert labels_of(target) == [before[0], "Tom Okafor", *before[1:]]
    board.page.reload()
    board.settle()
    assert labels_of(target) == [before[0], "Tom Okafor", *before[1:]]


def test_a_card_put_back_where_it_was_changes_nothing(board: Any) -> None:
    board.page.filter_row.set_sort("by_hand")
    board.settle()
    column = board.page.columns[3]
    names = labels_of(column)
    lift(board, names[1])
    carry(board, column, column, column.view.rect_of(1).center().y())
    assert labels_of(column) == names
    assert board.toasts == []


def test_the_filter_is_remembered(board: Any, tmp_path: Path) -> None:
    state = WindowState(tmp_path / "window.ini")
    board.page.remember_in(state)
    board.page.filter.want(HOT)
    board.settle()
    board.page.hide()
    state.save()
    assert "hot" not in (tmp_path / "window.ini").read_text(), (
        "a filter can name people: the database keeps it"
    )
    again = BoardPage(board.runner)
    again.remember_in(WindowState(tmp_path / "window.ini"))
    assert again.filter.wanted == HOT
    again.deleteLater()
    board.page.show()
    board.page.filter.clear()
    board.page.hide()
    fresh = BoardPage(board.runner)
    fresh.remember_in(WindowState(tmp_path / "window.ini"))
    assert not fresh.filter.wanted
    fresh.deleteLater()


def test_the_order_is_remembered(board: Any, tmp_path: Path) -> None:
    state = WindowState(tmp_path / "window.ini")
    board.page.remember_in(state)
    board.page.filter_row.set_sort("value")
    state.save()
    again = BoardPage(board.runner)
    again.remember_in(WindowState(tmp_path / "window.ini"))
    assert again.filter_row.sort == "value"
    again.remember_in(WindowState(tmp_path / "none.ini"))
    assert again.filter_row.sort == "value"
    again.deleteLater()


# --- parking ---


def test_p_parks_and_the_day_brings_back(board: Any) -> None:
    column = go(board, "Elena Ruiz")
    board.press(Qt.Key.Key_P)
    popover = board.popup()
    assert isinstance(popover, DatePopover)
    board.press(Qt.Key.Key_1)
    assert "Elena Ruiz" not in labels_of(column)
    assert board.toasts == [("Elena Ruiz parked until Tue 21 April", True)]
    chip = board.page.filter_row.parked
    assert chip.isVisible()
    assert chip.accessibleName() == "Parked 1"
    board.desk.clock.advance(days=7)
    board.page._on_minute()
    board.settle()
    assert "Elena Ruiz" in labels_of(column)
    assert not chip.isVisible()


def test_the_chip_shows_who_is_parked_and_they_can_be_taken_back(board: Any) -> None:
    until = dt.date(2026, 5, 5)
    board.runner.write("Park", park_contacts, [board.ids["Elena Ruiz"]], until, board.runner.moment())
    board.settle()
    press_button(board, board.page.filter_row.parked)
    column = board.page.columns[3]
    assert [labels_of(one) for one in board.page.columns] == [[], [], [], ["Elena Ruiz"], [], [], []]
    assert column.cards.card_at(0).step.text == "until 5 May"
    said = column.cards.data(column.cards.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert "parked, until 5 May" in said
    assert board.page.head.subtitle.text() == "1 person parked. They come back by themselves on their day."
    at = column.view.rect_of(0).center()
    click(board, "Elena Ruiz")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, column.view.viewport().mapToGlobal(at))
    QApplication.sendEvent(column.view.viewport(), event)
    choose(board, board.popup(), "Take back")
    assert board.toasts == [("Elena Ruiz is back on the board", True)]
    assert board.page._empty._title.text() == "Nobody is parked"
    press_button(board, board.page._empty.button)
    assert "Elena Ruiz" in labels_of(board.page.columns[3])


def test_p_takes_a_parked_person_back_and_esc_leaves_the_parked(board: Any) -> None:
    until = dt.date(2026, 5, 5)
    ids = [board.ids["Elena Ruiz"], board.ids["Carmen Diaz"]]
    board.runner.write("Park", park_contacts, ids, until, board.runner.moment())
    board.settle()
    board.page.filter_row.show_parked(True)
    board.settle()
    go(board, "Elena Ruiz")
    board.press(Qt.Key.Key_P)
    assert labels_of(board.page.columns[3]) == ["Carmen Diaz"]
    board.press(Qt.Key.Key_Escape)
    assert "Elena Ruiz" in labels_of(board.page.columns[3])
    assert "Carmen Diaz" not in labels_of(board.page.columns[3])


def test_a_day_that_is_not_ahead_is_refused_in_words(board: Any) -> None:
    go(board, "Elena Ruiz")
    board.page.acts.ask_park()
    popover = board.popup()
    popover.when.setText("today")
    popover._on_save()
    assert popover._when_field.error == "This day is not ahead. Example: in 3 weeks"
    popover.when.setText("in 3 weeks")
    popover._on_save()
    board.settle()
    assert board.toasts[-1][0].startswith("Elena Ruiz parked until")


def test_ticked_people_are_parked_together(board: Any) -> None:
    for name in ("Tom Okafor", "Elena Ruiz"):
        click(board, name, CONTROL)
    press_button(board, board.page.ticked_bar.buttons["park"])
    board.popup().pick(2)
    board.settle()
    assert board.toasts == [("2 people parked until Thu 14 May", True)]
    assert len(board.page.ticks) == 0
    assert board.page.filter_row.parked.accessibleName() == "Parked 2"


# --- the head of a column ---


def test_the_head_is_reached_by_keys_and_opens_its_menu(board: Any) -> None:
    column = board.page.columns[3]
    go(board, labels_of(column)[0])
    board.press(Qt.Key.Key_Up)
    assert column.head.hasFocus()
    board.press(Qt.Key.Key_Right)
    assert board.page.columns[4].head.hasFocus()
    board.press(Qt.Key.Key_Left)
    board.press(Qt.Key.Key_Return)
    texts = [text.replace("&", "") for text in board.menu_texts(board.popup())]
    assert texts[:4] == ["Add a person here…", "Sort", "Stuck after 21 days…", "In touch every 4 days…"]
    board.press(Qt.Key.Key_Escape)
    board.press(Qt.Key.Key_Down)
    assert column.view.hasFocus()


def test_a_stage_gets_another_limit_in_place(board: Any) -> None:
    column = board.page.columns[3]
    press_button(board, column.head)
    choose(board, board.popup(), "Stuck after 21 days")
    popover = board.popup()
    assert isinstance(popover, DaysPopover)
    popover.line.setText("x")
    press_button(board, popover.save)
    assert popover._field.error.startswith("This is not a number of days")
    popover.line.setText("5")
    board.press(Qt.Key.Key_Return)
    assert board.toasts == [("Convert: stuck after 5 days", True)]
    assert "stuck after 5 days" in column.head.toolTip()
    stays = {card.card.name: card.stay for card in map(column.cards.card_at, range(4))}
    assert stays["Carmen Diaz"] == "stuck 6 days"
    assert stays["Elena Ruiz"] == "4 days here"
    board.runner.undo()
    board.settle()
    assert "stuck after 21 days" in column.head.toolTip()


def test_never_stuck_and_another_rhythm(board: Any) -> None:
    column = board.page.columns[3]
    press_button(board, column.head)
    choose(board, board.popup(), "Stuck after")
    press_button(board, board.popup().never)
    assert "stuck" not in column.head.toolTip()
    press_button(board, column.head)
    choose(board, board.popup(), "In touch every 4 days")
    board.popup().line.setText("9")
    board.press(Qt.Key.Key_Return)
    assert "in touch every 9 days" in column.head.accessibleName()
    assert board.toasts[-1] == ("Convert: in touch every 9 days", True)


def test_the_head_adds_and_sorts_and_goes_to_the_lifecycle(board: Any) -> None:
    asked: list[int] = []
    board.page.capture_in_stage.connect(asked.append)
    column = board.page.columns[4]
    press_button(board, column.head)
    choose(board, board.popup(), "Add a person here")
    assert asked == [board.desk.stage("Deliver")]
    press_button(board, column.head)
    choose(board, board.popup(), "Edit stages and lifecycle")
    assert board.navigated == ["lifecycles"]


# --- filters shared with the table ---


def test_a_saved_view_filters_the_board(board: Any) -> None:
    board.runner.write("View", save_view, "Hot ones", HOT, board.runner.moment())
    board.settle()
    row = board.page.filter_row
    assert row.view.isVisible()
    press_button(board, row.view)
    choose(board, board.popup(), "Hot ones")
    assert board.page.filter.wanted == HOT
    assert row.view.text() == "View: Hot ones"
    assert row.view.is_on
    press_button(board, row.view)
    choose(board, board.popup(), "Everyone")
    assert not board.page.filter.wanted


def test_the_same_people_can_be_seen_as_a_table(board: Any) -> None:
    wanted: list[tuple[str, object]] = []
    board.page.people_wanted.connect(lambda key, people: wanted.append((key, people)))
    assert not board.page.filter_row.table_link.isVisible()
    board.page.open_with(HOT)
    board.settle()
    press_button(board, board.page.filter_row.table_link)
    assert wanted == [("contacts", HOT)]


def test_a_condition_without_a_button_has_a_chip(board: Any) -> None:
    stage = Condition("stage", "any", (board.desk.stage("Convert"),))
    board.page.open_with(ContactFilter.of(stage, *HOT.group.parts))
    board.settle()
    (chip,) = board.page.filter_row.chips
    assert "Convert" in chip.accessibleName()
    chip.removed.emit()
    board.settle()
    assert board.page.filter.wanted == HOT
    assert board.page.filter_row.chips == []


# --- drags ---


def test_a_column_and_the_board_scroll_under_a_drag(qapp: QApplication, tmp_path: Path) -> None:
    desk, ids = desk_with_people(tmp_path / "crowd.db")
    with opened(BoardPage, desk, size=(760, 700), look=Look("light", still=True)) as made:
        made.ids = ids
        page = made.page
        origin = lift(made, "Tom Okafor")
        across = page.area.horizontalScrollBar()
        edge = page.area.viewport().mapToGlobal(QPoint(page.area.viewport().width() - 4, 300))
        page.moves.drag(edge)
        for _time in range(80):
            page.moves._drag._on_timer()
        assert across.value() == across.maximum()
        target = page.columns[5]
        view = target.view
        page.moves.drag(view.viewport().mapToGlobal(QPoint(20, view.viewport().height() - 2)))
        for _time in range(10):
            page.moves._drag._on_timer()
        assert view.verticalScrollBar().value() > 100
        page.cancel_drag()
        origin.view.let_go()
    desk.database.close()


@pytest.mark.parametrize("still", [True, False])
def test_a_card_settles_unless_motion_is_reduced(qapp: QApplication, tmp_path: Path, still: bool) -> None:
    desk, ids = desk_with_people(tmp_path / "desk.db", crowd=False)
    with opened(BoardPage, desk, look=Look("light", still=still)) as made:
        made.ids = ids
        go(made, "Elena Ruiz")
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right, CONTROL)
        painter = made.page.columns[4].view.painter_of_cards
        assert bool(painter.settling) is not still
        QTest.qWait(3 * SETTLE_MS)
        assert not painter.settling
        assert not [card for card in made.page.findChildren(LiftedCard) if card.isVisible()]
    desk.database.close()


# --- what goes away under the hand ---


def test_the_lifecycle_is_switched_under_a_drag(board: Any) -> None:
    column = lift(board, "Tom Okafor")
    carry(board, column, board.page.columns[3], 60, drop=False)
    ten = find_lifecycle(shipped_lifecycles(), "Ten Key")
    board.runner.write("Switch", switch_lifecycle, ten, board.runner.moment())
    board.settle()
    carry(board, column, board.page.columns[3], 60)
    assert len(board.page.columns) == 10
    assert [type(one).__name__ for one in board.failures] == ["NotFound"]
    board.failures.clear()


def test_the_lifecycle_is_switched_under_an_open_menu(board: Any) -> None:
    go(board, "Elena Ruiz")
    board.press(Qt.Key.Key_M)
    menu = board.popup()
    ten = find_lifecycle(shipped_lifecycles(), "Ten Key")
    board.runner.write("Switch", switch_lifecycle, ten, board.runner.moment())
    board.settle()
    choose(board, menu, "5")
    assert board.toasts == []
    assert len(board.page.columns) == 10
    assert len(board.page.ticks) == 0


def test_somebody_deleted_under_a_drag_is_not_moved(board: Any) -> None:
    column = lift(board, "Tom Okafor")
    carry(board, column, board.page.columns[3], 60, drop=False)
    board.runner.write("Delete", delete_contacts, [board.ids["Tom Okafor"]], board.runner.moment())
    board.settle()
    carry(board, column, board.page.columns[3], 60)
    assert "Tom Okafor" not in labels_of(board.page.columns[3])
    assert "Tom Okafor" not in labels_of(board.page.columns[2])


def test_a_limit_of_a_stage_that_has_gone_is_refused_in_words(board: Any) -> None:
    from lifecycle_desktop.ui.board.stage_menu import ask_stuck_after

    column = board.page.columns[3]
    stage = column.stage
    popover = ask_stuck_after(board.page, column.head, stage)
    with board.desk.database.write("Retire", moment=board.desk.moment) as written:
        written.connection.exec_driver_sql("UPDATE stage SET is_retired = 1 WHERE id = ?", (stage.stage_id,))
        written.connection.exec_driver_sql(
            "UPDATE contact SET stage_id = ? WHERE stage_id = ?",
            (board.desk.stage("Deliver"), stage.stage_id),
        )
    popover.line.setText("9")
    popover._on_save()
    board.settle()
    assert [type(one).__name__ for one in board.failures] == ["NotFound"]
    board.failures.clear()
    board.page.reload()
    board.settle()
    assert len(board.page.columns) == 6


# --- names, walking ---


@pytest.mark.parametrize("text", [100, 150, 200])
def test_a_name_of_sixty_letters_is_whole_in_the_narrowest_column(qapp: QApplication, text: int) -> None:
    from lifecycle_desktop.ui.board.card_painter import SIDE, name_lines
    from lifecycle_desktop.ui.board.column_head import NARROWEST

    dress(qapp, Look("light", text=text))
    width = theme().px(NARROWEST) - 2 * SIDE - 22 - theme().px(14) - 6
    for name in ("Bartholomew Featherstonehaugh-Cholmondeley and Wilhelmina", "Maria del Carmen " * 3):
        lines, _face, _weight = name_lines(name, width)
        assert "…" not in lines[-1], (text, lines)
    lines, face, _weight = name_lines("Marcus & Jo Bellamy", width)
    assert (lines, face) == (("Marcus & Jo", "Bellamy"), "strong")


def test_the_walk_is_the_column_that_has_the_focus(board: Any) -> None:
    column = go(board, "Elena Ruiz")
    assert list(board.page.walk()) == list(column.cards.ids)
    board.page.return_to(board.ids["Tom Okafor"])
    board.settle()
    assert board.page.acts.chosen().name == "Tom Okafor"
    assert column_with(board, "Tom Okafor").view.hasFocus()
    QTest.mouseClick(board.page, LEFT, NONE, QPoint(2, 2))


def test_everyone_parked_is_said(qapp: QApplication, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "one.db")
    somebody = desk.add("Only One")
    desk.do(park_contacts, [somebody], dt.date(2026, 6, 1))
    with opened(BoardPage, desk) as made:
        assert made.page._empty._title.text() == "Everyone is parked"
        press_button(made, made.page._empty.button)
        assert made.page.filter_row.shows_parked
        assert made.page._empty is None
        made.desk.clock.advance(days=60)
        made.page.filter_row.show_parked(False)
        made.settle()
        assert made.page.head.subtitle.text().startswith("1 person in 7 stages")
    desk.database.close()


def test_alone_parked_comes_back_when_the_day_turns(qapp: QApplication, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "one.db")
    somebody = desk.add("Only One")
    desk.do(park_contacts, [somebody], dt.date(2026, 4, 15))
    with opened(BoardPage, desk) as made:
        assert made.page._empty is not None
        desk.clock.advance(days=1)
        made.page._on_minute()
        made.settle()
        assert made.page._empty is None
    desk.database.close()


def test_the_pane_of_the_table_says_until_when_and_takes_back(qapp: QApplication, tmp_path: Path) -> None:
    from lifecycle_desktop.ui.contacts.page import ContactsPage
    from lifecycle_desktop.ui.widgets.chips import Tag

    desk, ids = desk_with_people(tmp_path / "desk.db", crowd=False)
    desk.do(park_contacts, [ids["Elena Ruiz"]], dt.date(2026, 5, 5))
    with opened(ContactsPage, desk) as made:
        made.page.show_contact(ids["Elena Ruiz"])
        made.settle()
        assert "Parked until 5 May" in [tag.accessibleName() for tag in made.page.pane.findChildren(Tag)]
        made.page.pane.acts.park()
        made.settle()
        assert made.toasts == [("Elena Ruiz is back on the board", True)]
        assert desk.rows("SELECT parked_until_on FROM contact WHERE id = ?", ids["Elena Ruiz"]) == [(None,)]
    desk.database.close()
