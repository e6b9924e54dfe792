"""What a stage wants to know of whoever leaves it: asked beside the card, kept, skipped, never in the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lifecycle_desktop.core.operations.contacts import delete_contacts
from lifecycle_desktop.core.store import schema
from lifecycle_desktop.ui import asks
from lifecycle_desktop.ui.board.page import BoardPage
from lifecycle_desktop.ui.contacts.page import ContactsPage
from lifecycle_desktop.ui.exit_questions import open_exit_questions
from lifecycle_desktop.ui.theme import Look
from tests.ui.board_hands import CONTROL, carry, click, go, labels_of, lift, press_button
from tests.ui.people import desk_with_people
from tests.ui.people_pages import opened

READY = "What did they ask for that shows they are ready?"
MEET = "When do you meet?"
ANSWERS = "SELECT contact_id, question, answer FROM stage_answer ORDER BY id"


@pytest.fixture
def board(qapp: QApplication, tmp_path: Path) -> Iterator[Any]:
    desk, ids = desk_with_people(tmp_path / "desk.db", crowd=False)
    with opened(BoardPage, desk, look=Look("light", still=True)) as made:
        made.ids = ids
        yield made
    desk.database.close()


def asked(made: Any) -> Any:
    """The card that is open."""
    return open_exit_questions(made.page)


def step(made: Any, name: str) -> Any:
    """Move somebody on by key; the card that asks."""
    go(made, name)
    made.press(Qt.Key.Key_Right, CONTROL)
    return asked(made)


def test_a_move_by_key_asks_beside_the_card_and_takes_no_focus(board: Any) -> None:
    card = step(board, "Tom Okafor")
    assert [question for question, _before in card._left.questions] == [READY, MEET]
    assert card.accessibleName() == "Tom Okafor left Nurture"
    assert card.isVisible()
    assert board.page.columns[3].view.hasFocus(), "the list keeps the focus"
    anchor, rect = board.page.place()
    beside = QRect(anchor.mapTo(board.page, rect.topLeft()), rect.size())
    inner = card.geometry().adjusted(10, 10, -10, -10)
    assert not inner.intersects(beside)
    assert board.page.rect().contains(inner)
    assert beside.top() <= inner.bottom()


def test_q_goes_in_and_enter_keeps_the_answers(board: Any) -> None:
    card = step(board, "Tom Okafor")
    board.press(Qt.Key.Key_Q)
    assert card.lines[0].hasFocus()
    QTest.keyClicks(card.lines[0], "The lender's letter")
    board.press(Qt.Key.Key_Tab)
    assert card.lines[1].hasFocus()
    QTest.keyClicks(card.lines[1], "Friday")
    board.press(Qt.Key.Key_Return)
    somebody = board.ids["Tom Okafor"]
    assert board.desk.rows(ANSWERS) == [(somebody, READY, "The lender's letter"), (somebody, MEET, "Friday")]
    assert asked(board) is None
    assert board.page.columns[3].view.hasFocus(), "the focus is back on the card"
    assert board.toasts[-1] == ("Answers kept", True)
    board.runner.undo()
    assert board.desk.rows(ANSWERS) == []
    assert board.stage_of(somebody) == "Convert", "the answers are a step of their own"


def test_a_drop_asks_and_a_click_skips(board: Any) -> None:
    origin = lift(board, "Tom Okafor")
    carry(board, origin, board.page.columns[3], 60)
    card = asked(board)
    press_button(board, card.skip)
    assert asked(board) is None
    assert board.desk.rows(ANSWERS) == []


def test_saved_by_mouse(board: Any) -> None:
    card = step(board, "Tom Okafor")
    card.lines[1].setText("Monday")
    press_button(board, card.save)
    assert board.desk.rows(ANSWERS) == [(board.ids["Tom Okafor"], MEET, "Monday")]


def test_esc_in_the_card_leaves_without_keeping(board: Any) -> None:
    card = step(board, "Tom Okafor")
    board.press(Qt.Key.Key_Q)
    QTest.keyClicks(card.lines[0], "never mind")
    board.press(Qt.Key.Key_Escape)
    assert asked(board) is None
    assert board.desk.rows(ANSWERS) == []
    assert board.page.columns[3].view.hasFocus()


def test_esc_in_the_list_takes_the_card_away(board: Any) -> None:
    step(board, "Tom Okafor")
    board.press(Qt.Key.Key_Escape)
    assert asked(board) is None


def test_moves_in_a_row_do_not_pile_up_and_lose_nothing(board: Any) -> None:
    first = step(board, "Tom Okafor")
    first.lines[0].setText("half an answ")
    second = step(board, "Hannah Kim")
    assert second is not first
    assert second._left.name == "Hannah Kim"
    assert first.is_over
    assert board.desk.rows(ANSWERS) == [(board.ids["Tom Okafor"], READY, "half an answ")]
    third = step(board, "Hannah Kim")
    assert third._left.stage.label == "Convert"


def test_a_move_back_asks_nothing_and_takes_the_card_away(board: Any) -> None:
    step(board, "Tom Okafor")
    board.press(Qt.Key.Key_Left, CONTROL)
    assert asked(board) is None


def test_several_at_once_are_not_asked_about(board: Any) -> None:
    step(board, "Tom Okafor")
    for name in ("Hannah Kim", "Devon Price"):
        click(board, name, CONTROL)
    board.press(Qt.Key.Key_Right, CONTROL)
    assert board.toasts[-1][0] == "2 people moved to Convert"
    assert asked(board) is None


def test_undo_of_the_move_takes_the_card_away(board: Any) -> None:
    step(board, "Tom Okafor")
    board.runner.undo()
    board.settle()
    assert asked(board) is None


def test_undo_of_something_else_leaves_it(board: Any) -> None:
    step(board, "Tom Okafor")
    board.page.acts.set_temperature("hot")
    board.settle()
    board.runner.undo()
    board.settle()
    assert asked(board) is not None


def test_leaving_the_page_keeps_what_was_typed(board: Any) -> None:
    card = step(board, "Tom Okafor")
    card.lines[0].setText("typed before leaving")
    board.page.hide()
    board.settle()
    assert board.desk.rows(ANSWERS) == [(board.ids["Tom Okafor"], READY, "typed before leaving")]
    board.page.show()
    board.settle()
    assert asked(board) is None


def test_an_earlier_answer_is_shown_in_the_empty_line(board: Any) -> None:
    card = step(board, "Tom Okafor")
    card.lines[1].setText("Friday")
    card.finish()
    board.press(Qt.Key.Key_Left, CONTROL)
    again = step(board, "Tom Okafor")
    assert again.lines[1].placeholderText() == "Friday"
    assert again.lines[1].text() == ""


def test_somebody_erased_under_the_card_gives_a_sentence(board: Any) -> None:
    card = step(board, "Tom Okafor")
    with board.desk.database.write("Gone", moment=board.desk.moment) as written:
        table = schema.contact
        written.connection.execute(table.delete().where(table.c.id == board.ids["Tom Okafor"]))
    card.lines[0].setText("an answer")
    card.finish()
    board.settle()
    failure = board.failures.pop()
    assert type(failure).__name__ == "NotFound"
    assert "There is no contact" in str(failure)


def test_somebody_deleted_while_it_is_asked_asks_nothing(board: Any) -> None:
    board.desk.do(delete_contacts, [board.ids["Tom Okafor"]])
    asks.ask_after_move(board.page, [board.ids["Tom Okafor"]])
    board.settle()
    assert asked(board) is None


def test_a_screen_reader_finds_the_questions(board: Any) -> None:
    card = step(board, "Tom Okafor")
    named = [QAccessible.queryAccessibleInterface(line).text(QAccessible.Text.Name) for line in card.lines]
    assert named == [READY, MEET]
    assert card in board.page.panes()


@pytest.mark.parametrize("text", [100, 200])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_nothing_of_the_card_is_cut(
    qapp: QApplication, tmp_path: Path, text: int, direction: Qt.LayoutDirection
) -> None:
    desk, ids = desk_with_people(tmp_path / "desk.db", crowd=False)
    qapp.setLayoutDirection(direction)
    with opened(BoardPage, desk, size=(1000, 640), look=Look("light", text=text, still=True)) as made:
        made.ids = ids
        forth = Qt.Key.Key_Right if direction == Qt.LayoutDirection.LeftToRight else Qt.Key.Key_Left
        go(made, "Tom Okafor")
        made.press(forth, CONTROL)
        card = asked(made)
        assert made.page.rect().contains(card.geometry().adjusted(10, 10, -10, -10))
        for line in card.lines:
            assert line.height() >= line.fontMetrics().height()
            assert card.rect().contains(QRect(line.mapTo(card, line.rect().topLeft()), line.size()))
        assert card.save.geometry().bottom() < card.height()
    desk.database.close()


def test_the_table_asks_too(qapp: QApplication, tmp_path: Path) -> None:
    desk, ids = desk_with_people(tmp_path / "desk.db", crowd=False)
    with opened(ContactsPage, desk) as made:
        made.ids = ids
        made.page.open_with(ids["Tom Okafor"])
        made.settle()
        made.page.table.setFocus()
        made.page.acts.move(desk.stage("Convert"))
        made.settle()
        assert asked(made)._left.name == "Tom Okafor"
        made.page.acts.answer()
        QTest.keyClicks(QApplication.focusWidget(), "Keys in May")
        made.press(Qt.Key.Key_Return)
        assert desk.rows(ANSWERS) == [(ids["Tom Okafor"], READY, "Keys in May")]
    desk.database.close()


def test_the_columns_stay_as_they_are_under_the_card(board: Any) -> None:
    before = labels_of(board.page.columns[4])
    step(board, "Tom Okafor")
    assert labels_of(board.page.columns[4]) == before
