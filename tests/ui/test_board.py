"""The board: what it shows, moving by hand, key and menu, filters, and text from strangers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lifecycle_desktop.core.errors import NotFound
from lifecycle_desktop.core.model.contact import NewContact
from lifecycle_desktop.core.model.smart_list import NO_NEXT_STEP, Condition, ContactFilter
from lifecycle_desktop.core.operations.contacts import add_contact
from lifecycle_desktop.ui.board.page import BoardPage
from lifecycle_desktop.ui.log_popover import LogPopover
from lifecycle_desktop.ui.theme import Look, theme
from lifecycle_desktop.ui.widgets.date_popover import DatePopover
from tests.core.desk import Desk
from tests.ui.board_hands import CONTROL, go, labels_of
from tests.ui.people import desk_with_people
from tests.ui.people_pages import Opened, opened


@pytest.fixture
def board(qapp: QApplication, people: tuple[Desk, dict[str, int]]) -> Iterator[Opened]:
    desk, ids = people
    with opened(BoardPage, desk) as made:
        made.ids = ids
        yield made


def test_everybody_stands_in_the_column_of_their_stage(board: Opened) -> None:
    labels = [column.stage.label for column in board.page.columns]
    assert labels == ["Attract", "Capture", "Nurture", "Convert", "Deliver", "Repeat", "Refer"]
    assert labels_of(board.page.columns[3]) == [
        "Marcus & Jo Bellamy",
        "Elena Ruiz",
        "Carmen Diaz",
        "Kate O’Leary",
    ]
    assert board.page.head.subtitle.text() == "35 people in 7 stages. 7 have no next step."


def test_leads_that_wait_come_first_and_say_so(board: Opened) -> None:
    cards = board.page.columns[0].cards
    assert labels_of(board.page.columns[0])[:2] == ["Priya Natarajan", "Noah Feldman"]
    fresh, waiting = cards.card_at(0).step, cards.card_at(1).step
    assert (fresh.text, fresh.icon, fresh.tone) == ("Answer now", "zap", "ink")
    assert (waiting.text, waiting.icon, waiting.tone) == ("Answer now", "circle-alert", "danger")


def test_a_card_says_the_date_of_its_next_step_first(board: Opened) -> None:
    said = {}
    for column in board.page.columns:
        for row in range(len(column.cards.ids)):
            shown = column.cards.card_at(row)
            said[shown.card.name] = (shown.step.text, shown.step.tone, shown.stay)
    assert said["Tom Okafor"] == ("1 day late · check in", "danger", "12 days here")
    assert said["Aisha Rahman"] == ("16:30 · ask for a referral", "ink", "14 days here")
    assert said["Olivia Hart"] == ("Wed · call", "ink2", "3 days here")
    assert said["Carmen Diaz"][0] == "Wed 10:30 · tour two homes"
    assert said["Mill Street Lending"][0] == "Wed 22 · lunch"
    assert said["Tessa Boyd"][0] == "5 May · home report"
    assert said["Peter Lindgren"][0] == "Today · call"
    assert said["Jared Stone"] == ("No next step", "warn", "stuck 36 days")


def test_a_screen_reader_is_told_the_whole_card(board: Opened) -> None:
    column = go(board, "Marcus & Jo Bellamy")
    said = column.cards.data(column.view.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
    assert said == (
        "Marcus and Jo Bellamy, stage 4 Convert Sales, hot, 2 days late, "
        "Send the three comps for 42 Orchard Lane, 8 days here"
    )
    interface = QAccessible.queryAccessibleInterface(column.view)
    assert interface.text(QAccessible.Text.Name) == "Stage 4 Convert Sales"
    assert "4 people" in column.head.accessibleName()
    assert "11 days typical" in column.head.accessibleName()


def test_arrows_walk_between_cards_and_columns(board: Opened) -> None:
    go(board, "Tom Okafor")
    board.press(Qt.Key.Key_Down)
    assert board.page.acts.chosen().name == "Hannah Kim"
    board.press(Qt.Key.Key_Right)
    assert board.page.acts.chosen().name == "Elena Ruiz"
    board.press(Qt.Key.Key_End)
    assert board.page.acts.chosen().name == "Kate O’Leary"
    board.press(Qt.Key.Key_Home)
    board.press(Qt.Key.Key_J)
    assert board.page.acts.chosen().name == "Elena Ruiz"
    board.press(Qt.Key.Key_K)
    board.press(Qt.Key.Key_Left)
    assert board.page.acts.chosen().name == "Tom Okafor"


def test_arrows_pass_over_an_empty_column(board: Opened) -> None:
    for name in ("Marcus & Jo Bellamy", "Elena Ruiz", "Kate O’Leary", "Carmen Diaz"):
        go(board, name)
        board.page.acts.move(board.desk.stage("Deliver"))
    board.settle()
    assert not board.page.columns[3].cards.ids
    go(board, "Tom Okafor")
    board.press(Qt.Key.Key_Right)
    assert board.page.focused_column is board.page.columns[4]


def test_control_and_arrow_move_to_the_next_stage_and_undo_brings_back(board: Opened) -> None:
    go(board, "Elena Ruiz")
    board.press(Qt.Key.Key_Left, CONTROL)
    assert board.stage_of(board.ids["Elena Ruiz"]) == "Nurture"
    assert board.toasts == [("Elena Ruiz moved to Nurture", True)]
    assert board.page.acts.chosen().name == "Elena Ruiz", "the focus goes with the card"
    assert board.page.columns[3].head._head.count == 3
    board.runner.undo()
    board.settle()
    assert board.stage_of(board.ids["Elena Ruiz"]) == "Convert"
    assert "Elena Ruiz" in labels_of(board.page.columns[3])


def test_at_the_ends_there_is_no_further_stage(board: Opened) -> None:
    go(board, "Aisha Rahman")
    board.press(Qt.Key.Key_Right, CONTROL)
    go(board, "Noah Feldman")
    board.press(Qt.Key.Key_Left, CONTROL)
    assert board.toasts == []


def test_m_and_a_digit_move_to_that_stage(board: Opened) -> None:
    go(board, "Wei Zhang")
    board.press(Qt.Key.Key_M)
    assert board.menu_texts(board.popup())[3] == "&4  Convert"
    board.press(Qt.Key.Key_4)
    assert board.stage_of(board.ids["Wei Zhang"]) == "Convert"
    assert board.toasts == [("Wei Zhang moved to Convert", True)]


def test_h_sets_the_temperature(board: Opened) -> None:
    go(board, "Yusuf Demir")
    board.press(Qt.Key.Key_H)
    board.press(Qt.Key.Key_H)
    assert board.desk.rows("SELECT temperature FROM contact WHERE id = ?", board.ids["Yusuf Demir"]) == [
        ("hot",)
    ]
    assert board.toasts == [("Yusuf Demir: hot", True)]
    assert board.page.acts.chosen().temperature == "hot", "the card is read anew"


def test_x_ticks_the_step_off_and_asks_for_the_next(board: Opened) -> None:
    go(board, "Tom Okafor")
    board.press(Qt.Key.Key_X)
    assert board.desk.rows(
        "SELECT count(*) FROM follow_up WHERE contact_id = ? AND done_at IS NOT NULL", board.ids["Tom Okafor"]
    ) == [(1,)]
    popover = board.popup()
    assert isinstance(popover, DatePopover)
    popover._what.setText("send lender list")
    popover.when.setText("next tue 3pm")
    popover._on_save()
    board.settle()
    assert board.desk.rows(
        "SELECT what, due_on, due_time FROM follow_up WHERE contact_id = ? AND done_at IS NULL",
        board.ids["Tom Okafor"],
    ) == [("send lender list", "2026-04-21", "15:00")]


def test_s_snoozes_with_one_more_key(board: Opened) -> None:
    go(board, "Tom Okafor")
    board.press(Qt.Key.Key_S)
    popover = board.popup()
    assert isinstance(popover, DatePopover)
    popover.pick(2)
    board.settle()
    assert board.desk.rows("SELECT due_on FROM follow_up WHERE contact_id = ?", board.ids["Tom Okafor"]) == [
        ("2026-04-15",)
    ]


def test_c_logs_a_call_and_stops_the_waiting(board: Opened) -> None:
    go(board, "Noah Feldman")
    board.press(Qt.Key.Key_C)
    popover = board.popup()
    assert isinstance(popover, LogPopover)
    board.press(Qt.Key.Key_Return)
    answered = "SELECT first_answer_at IS NOT NULL FROM contact WHERE id = ?"
    assert board.desk.rows(answered, board.ids["Noah Feldman"]) == [(1,)]
    cards = board.page.columns[0].cards
    assert cards.row_at(cards.number_of(board.ids["Noah Feldman"])).step.text == "No next step"


def test_return_opens_and_delete_puts_into_the_trash(board: Opened) -> None:
    go(board, "Carmen Diaz")
    board.press(Qt.Key.Key_Return)
    assert board.opened == [board.ids["Carmen Diaz"]]
    board.press(Qt.Key.Key_Delete)
    assert "Carmen Diaz" not in labels_of(board.page.columns[3])
    assert board.toasts == [("Carmen Diaz deleted", True)]
    board.runner.undo()
    board.settle()
    assert "Carmen Diaz" in labels_of(board.page.columns[3])


def test_letters_do_nothing_without_a_card(qapp: QApplication, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "empty.db")
    with opened(BoardPage, desk) as made:
        for key in (Qt.Key.Key_X, Qt.Key.Key_M, Qt.Key.Key_C, Qt.Key.Key_Delete, Qt.Key.Key_Right):
            QTest.keyClick(made.page.columns[0].view, key)
        assert made.popup() is None
        assert made.toasts == []
    desk.database.close()


def drag(made: Any, name: str, to: Any, *, drop: bool = True) -> None:
    column = go(made, name)
    view = column.view
    start = view.current_rect().center()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(view.viewport(), start + QPoint(40, 10))
    target = view.viewport().mapFromGlobal(to.mapToGlobal(QPoint(to.width() // 2, 200)))
    QTest.mouseMove(view.viewport(), target)
    made.settle()
    if drop:
        QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, target)
        made.settle()


def test_a_dragged_card_shows_where_it_would_go(board: Opened) -> None:
    origin, target = board.page.columns[2], board.page.columns[3]
    drag(board, "Wei Zhang", target, drop=False)
    assert target.cards.ids[0] == 0, "a slot is open at the top"
    assert target._is_target
    assert origin.view.painter_of_cards.holes == {board.ids["Wei Zhang"]}
    board.page.cancel_drag()
    board.settle()
    assert 0 not in target.cards.ids
    assert board.stage_of(board.ids["Wei Zhang"]) == "Nurture"
    assert QApplication.overrideCursor() is None


def test_a_drop_moves_the_person_and_undo_brings_them_back(board: Opened) -> None:
    before = list(board.page.columns[2].cards.ids)
    drag(board, "Wei Zhang", board.page.columns[3])
    assert board.stage_of(board.ids["Wei Zhang"]) == "Convert"
    assert board.toasts == [("Wei Zhang moved to Convert", True)]
    assert "Wei Zhang" in labels_of(board.page.columns[3])
    assert board.page.columns[3].head._head.count == 5
    assert QApplication.overrideCursor() is None
    board.runner.undo()
    board.settle()
    assert list(board.page.columns[2].cards.ids) == before


def test_a_drop_on_its_own_column_changes_nothing(board: Opened) -> None:
    drag(board, "Wei Zhang", board.page.columns[2])
    assert board.stage_of(board.ids["Wei Zhang"]) == "Nurture"
    assert board.toasts == []


def test_escape_gives_up_a_drag(board: Opened) -> None:
    drag(board, "Wei Zhang", board.page.columns[3], drop=False)
    board.press(Qt.Key.Key_Escape)
    assert board.stage_of(board.ids["Wei Zhang"]) == "Nurture"
    assert 0 not in board.page.columns[3].cards.ids


def test_a_change_during_a_drag_is_shown_after_it(board: Opened) -> None:
    drag(board, "Wei Zhang", board.page.columns[3], drop=False)
    stage = board.desk.stage("Convert")
    new = NewContact(full_name="Late Comer", stage_id=stage)
    board.runner.write("Add", add_contact, new, board.runner.moment())
    board.settle()
    assert "Late Comer" not in [row.card.name for row in board.page.columns[3].cards._rows.values()]
    board.page.cancel_drag()
    board.settle()
    assert "Late Comer" in labels_of(board.page.columns[3])


def test_the_filters_meet_and_can_be_cleared(board: Opened) -> None:
    page = board.page
    page.filter.toggle("temperature", "hot")
    board.settle()
    assert page.head.subtitle.text() == "6 people in 7 stages. 3 have no next step."
    assert page.filter_row.temperature.text() == "Hot"
    assert page.filter_row.temperature.is_on
    page.filter_row.missing.click()
    board.settle()
    assert page.filter.wanted == ContactFilter.of(Condition("temperature", "any", ("hot",)), NO_NEXT_STEP)
    assert labels_of(page.columns[3]) == ["Kate O’Leary"]
    page.filter.clear()
    board.settle()
    assert page.head.subtitle.text().startswith("35 people")


def test_no_match_names_the_filters(board: Opened) -> None:
    source = board.page.filter.choices.sources[0][0]
    board.page.filter.want(
        ContactFilter.of(
            Condition("stage", "any", (board.desk.stage("Refer"),)),
            Condition("temperature", "any", ("cold",)),
        )
    )
    board.settle()
    assert source
    empty = board.page._empty
    assert empty._title.text() == "No one matches these filters"
    assert empty._text.text() == "2 filters are on: Stage: Refer, Cold."
    empty.button.click()
    board.settle()
    assert board.page._empty is None
    assert board.page.head.subtitle.text().startswith("35 people")


def test_the_order_can_be_chosen(board: Opened) -> None:
    board.page.filter_row.set_sort("name")
    board.settle()
    names = labels_of(board.page.columns[3])
    assert names == ["Marcus & Jo Bellamy", "Carmen Diaz", "Kate O’Leary", "Elena Ruiz"]
    board.page.filter_row.set_sort("longest_here")
    board.settle()
    assert labels_of(board.page.columns[2])[0] == "Wei Zhang"


def test_the_plus_asks_for_somebody_in_that_stage(board: Opened) -> None:
    asked: list[int] = []
    board.page.capture_in_stage.connect(asked.append)
    board.page.columns[4].add.click()
    assert asked == [board.desk.stage("Deliver")]
    assert board.page.columns[4].add.accessibleName() == "Add somebody to Deliver & Satisfy"


def test_a_right_click_opens_the_menu_of_the_card(board: Opened) -> None:
    column = go(board, "Elena Ruiz")
    at = column.view.current_rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, column.view.viewport().mapToGlobal(at))
    QApplication.sendEvent(column.view.viewport(), event)
    menu = board.popup()
    texts = [text.split("\t")[0] for text in board.menu_texts(menu)]
    assert texts[:4] == ["&Open", "&Done", "&Snooze…", "Ne&xt step…"]
    assert texts[-1] == "De&lete"


def test_text_from_strangers_stays_text(qapp: QApplication, people: tuple[Desk, dict[str, int]]) -> None:
    desk, _ids = people
    hostile = "<img src=x><b>A & B</b>"
    contact_id = desk.add(hostile, want="<script>", stage_id=desk.stage("Convert"))
    desk.add("x" * 10_000, want="y\n" * 5000, stage_id=desk.stage("Convert"))
    with opened(BoardPage, desk) as made:
        column = made.page.columns[3]
        row = column.cards.number_of(contact_id)
        assert column.cards.card_at(row).card.name == hostile
        tip = column.cards.data(column.cards.index(row, 0), Qt.ItemDataRole.ToolTipRole)
        assert "&lt;img src=x&gt;" in tip
        assert "<img" not in tip
        made.ids = {"hostile": contact_id}
        go(made, "hostile")
        made.page.acts.move(desk.stage("Deliver"))
        assert made.toasts == [(f"{hostile} moved to Deliver", True)]
        made.window.grab()


def test_a_name_wraps_and_is_not_cut(qapp: QApplication) -> None:
    from lifecycle_desktop.ui.board.card_painter import lines_of
    from lifecycle_desktop.ui.theme import dress

    dress(qapp, Look(mode="light"))
    assert lines_of("Marcus & Jo Bellamy", "strong", 0, 110, 3) == ("Marcus & Jo", "Bellamy")
    assert lines_of("Wilhelmina Featherstonehaugh", "strong", 0, 130, 3) == (
        "Wilhelmina",
        "Featherstonehaugh",
    )
    assert lines_of("👩‍👩‍👧 " * 30, "strong", 0, 110, 2)[1].endswith("…")


def test_right_to_left_turns_the_board_round(qapp: QApplication, people: tuple[Desk, dict[str, int]]) -> None:
    desk, ids = people
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    with opened(BoardPage, desk) as made:
        made.ids = ids
        first, last = made.page.columns[0], made.page.columns[6]
        assert first.x() > last.x()
        go(made, "Tom Okafor")
        made.press(Qt.Key.Key_Left)
        assert made.page.focused_column is made.page.columns[3]
        made.press(Qt.Key.Key_Left, CONTROL)
        assert made.toasts == [("Marcus & Jo Bellamy moved to Deliver", True)]


def test_columns_keep_their_width_and_scroll_sideways(
    qapp: QApplication, people: tuple[Desk, dict[str, int]]
) -> None:
    desk, ids = people
    with opened(BoardPage, desk, size=(760, 700)) as made:
        made.ids = ids
        assert all(column.width() >= 156 for column in made.page.columns)
        bar = made.page.area.horizontalScrollBar()
        assert bar.maximum() > 0
        go(made, "Aisha Rahman")
        assert bar.value() == bar.maximum(), "the column with the focus is in view"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_nothing_is_cut_at_twice_the_text(
    qapp: QApplication, people: tuple[Desk, dict[str, int]], mode: str
) -> None:
    desk, _ids = people
    with opened(BoardPage, desk, look=Look(mode=mode, text=200)) as made:
        column = made.page.columns[0]
        assert column.width() >= 312
        assert column.view.rowHeight(0) >= 2 * (13 + 12 + 12 + 11 + 12)
        row = made.page.filter_row
        for button in (row.temperature, row.missing, row.order):
            assert button.width() >= button.sizeHint().width()
        assert theme().dark == (mode == "dark")


def test_only_what_is_seen_is_read(qapp: QApplication, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "many.db")
    stage = desk.stage("Nurture")
    with desk.database.write("Many", moment=desk.moment) as written:
        first = written.next_id("contact")
        now = desk.moment.text
        rows = [
            (first + n, "N", f"{n:05d}", f"N {n:05d}", f"{n:05d} n", stage, now, now, now)
            for n in range(3000)
        ]
        columns = (
            "id", "first_name", "last_name", "display_name", "sort_name", "stage_id", "stage_since_at",
            "created_at", "updated_at",
        )  # fmt: skip
        written.insert_rows("contact", columns, rows)
    with opened(BoardPage, desk) as made:
        column = made.page.columns[2]
        assert len(column.cards.ids) == 3000
        assert len(column.cards._rows) <= 200
        assert column.more.text().endswith("more")
        column.view.setFocus()
        made.press(Qt.Key.Key_End)
        assert column.cards.card_at(2999).card.name == "N 02999"
        assert not column.more.isVisible()
    desk.database.close()


def test_offers_follow_the_focus(board: Opened) -> None:
    go(board, "Elena Ruiz")
    offers = board.page.offers()
    assert offers["contact.snooze"].is_enabled()
    go(board, "Kate O’Leary")
    assert not board.page.offers()["contact.snooze"].is_enabled()
    assert board.page.offers()["contact.next_step"].is_enabled()


def test_a_double_click_opens(board: Opened) -> None:
    column = go(board, "Elena Ruiz")
    at = column.view.current_rect().center()
    QTest.mouseDClick(column.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert board.opened == [board.ids["Elena Ruiz"]]


def test_a_move_that_fails_puts_the_card_back(board: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    from lifecycle_desktop.core.operations import stages

    def refuse(*_args: Any, **_more: Any) -> int:
        raise NotFound("That stage does not belong to the active lifecycle model.")

    monkeypatch.setattr(stages, "move_contacts", refuse)
    go(board, "Elena Ruiz")
    board.press(Qt.Key.Key_Right, CONTROL)
    assert "Elena Ruiz" in labels_of(board.page.columns[3])
    assert "Elena Ruiz" not in labels_of(board.page.columns[4])
    assert board.toasts == []
    assert isinstance(board.failures.pop(), NotFound)


def test_a_waiting_lead_turns_red_by_itself(board: Opened) -> None:
    cards = board.page.columns[0].cards
    assert cards.card_at(0).step.tone == "ink"
    board.desk.clock.advance(minutes=15)
    board.page._on_minute()
    board.settle()
    assert cards.card_at(0).step.tone == "danger"


def test_at_midnight_the_days_are_counted_anew(board: Opened) -> None:
    from lifecycle_desktop.core.operations.activities import log_touch

    for name in ("Noah Feldman", "Priya Natarajan"):
        board.runner.write("Log", log_touch, board.ids[name], "call", board.runner.moment())
    board.settle()
    column = go(board, "Elena Ruiz")
    assert column.view.current_card.step.text == "10:00 · buyer consult"
    assert not any(one.cards.grows_old() for one in board.page.columns)
    board.desk.clock.advance(days=1)
    board.page._on_minute()
    board.settle()
    assert column.view.current_card.step.text == "1 day late · buyer consult"


def test_a_change_elsewhere_leaves_scroll_and_focus(qapp: QApplication, tmp_path: Path) -> None:
    desk, ids = desk_with_people(tmp_path / "crowd.db")
    with opened(BoardPage, desk) as made:
        made.ids = ids
        view = made.page.columns[5].view
        view.verticalScrollBar().setValue(2000)
        made.settle()
        before = view.verticalScrollBar().value()
        go(made, "Tom Okafor")
        stage = desk.stage("Repeat")
        new = NewContact(full_name="Aaa Comer", stage_id=stage)
        made.runner.write("Add", add_contact, new, made.runner.moment())
        made.settle()
        assert view.verticalScrollBar().value() == before
        assert made.page.acts.chosen().name == "Tom Okafor"
        assert made.page.columns[2].view.hasFocus()
    desk.database.close()
