"""Every key of LOOK.md section 5, pressed in the real window: anywhere, in lists, while snoozing, on the board, in forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.operations.contacts import set_temperature
from lifecycle_desktop.ui.actions import COMMANDS
from lifecycle_desktop.ui.keys_sheet import KeysSheet
from lifecycle_desktop.ui.letter_keys import use_letters
from lifecycle_desktop.ui.local_keys import LOCAL_KEYS
from lifecycle_desktop.ui.widgets.buttons import KeyCap
from lifecycle_desktop.ui.widgets.tool_tips import key_text
from tests.ui.screens import ALT, CLOCK, CONTROL, SHIFT, Program, program, sample_file

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_file(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def desk(qapp: QApplication, sample: Path, tmp_path: Path) -> Iterator[Program]:
    with program(sample, tmp_path) as made:
        yield made
    use_letters(True)


# --- anywhere --------------------------------------------------------------------------------------

ANYWHERE: dict[str, tuple[Key, Qt.KeyboardModifier, Callable[[Program], object]]] = {
    "Ctrl+N": (Key.Key_N, CONTROL, lambda made: made.dialog().accessibleName() == "Quick capture"),
    "Ctrl+K": (Key.Key_K, CONTROL, lambda made: made.window.palette_.isVisible()),
    "Ctrl+1": (Key.Key_1, CONTROL, lambda made: made.window.page_key == "today"),
    "Ctrl+2": (Key.Key_2, CONTROL, lambda made: made.window.page_key == "board"),
    "Ctrl+3": (Key.Key_3, CONTROL, lambda made: made.window.page_key == "contacts"),
    "Ctrl+4": (Key.Key_4, CONTROL, lambda made: made.window.page_key == "plan"),
    "Ctrl+,": (Key.Key_Comma, CONTROL, lambda made: made.window.page_key == "settings"),
    "Ctrl+\\": (Key.Key_Backslash, CONTROL, lambda made: made.window.side_bar.is_rail),
    "Ctrl+F": (Key.Key_F, CONTROL, lambda made: made.focus is made.page.filter_row.field),
    "/": (Key.Key_Slash, NONE, lambda made: made.focus is made.page.filter_row.field),
    "F1": (Key.Key_F1, NONE, lambda made: isinstance(made.dialog(), KeysSheet)),
    "F11": (Key.Key_F11, NONE, lambda made: made.window.isFullScreen()),
}


@pytest.mark.parametrize("name", ANYWHERE)
@pytest.mark.parametrize("page", ["history", "contacts"])
def test_a_key_that_works_anywhere(desk: Program, page: str, name: str) -> None:
    desk.open(page)
    if page == "history":
        desk.window.side_bar.take_focus()
    key, modifier, happened = ANYWHERE[name]
    assert not _is_so(happened, desk) or (page, name) == ("contacts", "Ctrl+3")
    desk.press(key, modifier)
    assert _is_so(happened, desk), name


def _is_so(happened: Callable[[Program], object], made: Program) -> bool:
    try:
        return bool(happened(made))
    except AttributeError:  # no such dialog, no such page yet
        return False


def test_print_goes_to_the_plan(desk: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    from lifecycle_desktop.ui.plan.page import PlanPage

    printed: list[str] = []
    monkeypatch.setattr(PlanPage, "print_sheet", lambda page: printed.append("printed"), raising=True)
    desk.press(Key.Key_P, CONTROL)
    assert desk.window.page_key == "plan"
    assert printed == ["printed"]


def test_undo_and_redo_by_key(desk: Program) -> None:
    row = desk.desk.rows("SELECT id, temperature FROM contact WHERE temperature = 'warm' LIMIT 1")[0]
    moment: Moment = CLOCK.moment()
    desk.window.runner.write("Cold", set_temperature, [row[0]], "cold", moment)
    desk.open("board")

    def temperature() -> str:
        return str(desk.desk.rows("SELECT temperature FROM contact WHERE id = ?", row[0])[0][0])

    assert temperature() == "cold"
    desk.press(Key.Key_Z, CONTROL)
    assert temperature() == "warm"
    desk.press(Key.Key_Z, CONTROL | SHIFT)
    assert temperature() == "cold"
    assert "Done again" in desk.window.toast.text


def test_back_and_forward(desk: Program) -> None:
    desk.open("board")
    desk.open("history")
    desk.press(Key.Key_Left, ALT)
    assert desk.window.page_key == "board"
    desk.press(Key.Key_Right, ALT)
    assert desk.window.page_key == "history"


@pytest.mark.parametrize("page", ["today", "board", "contacts", "contact", "plan", "settings", "lifecycles"])
def test_f6_walks_the_panes_and_comes_round(desk: Program, page: str) -> None:
    desk.open(page)
    desk.window.side_bar.take_focus()
    first, seen = desk.focus, []
    for _step in range(14):
        desk.press(Key.Key_F6)
        assert desk.focus is not None
        seen.append(desk.focus)
        if desk.window.side_bar.isAncestorOf(desk.focus):
            break
    assert desk.window.side_bar.isAncestorOf(desk.focus), "it comes back to the side bar"
    assert first is not None
    assert len(seen) >= 2, "there was another pane"


def test_escape_closes_the_top_layer_and_no_more(desk: Program) -> None:
    desk.open("contacts")
    table = desk.page.table
    desk.window.say("Said", False)
    desk.press(Key.Key_K, CONTROL)
    assert desk.window.palette_.isVisible()
    desk.press(Key.Key_Escape)
    assert not desk.window.palette_.isVisible()
    assert desk.focus is table, "the focus goes back"
    assert desk.window.toast.text == "Said"
    desk.press(Key.Key_Space)
    assert desk.page.people.ticked
    desk.press(Key.Key_Escape)
    assert not desk.page.people.ticked
    assert desk.window.toast.text == "Said"
    desk.press(Key.Key_Escape)
    assert desk.window.toast.text == ""


# --- lists -----------------------------------------------------------------------------------------


def today_list(made: Program) -> Any:
    made.open("today")
    view = made.page.late
    view.setFocus()
    view.setCurrentIndex(view.lines_model.index(0))
    made.settle()
    return view


def board_list(made: Program) -> Any:
    page = made.open("board")
    column = page.columns[3]
    column.view.setFocus()
    column.view.go_to(0)
    made.settle()
    return column.view


def table_list(made: Program) -> Any:
    page = made.open("contacts")
    page.table.setFocus()
    for row in range(
        len(page.people.ids)
    ):  # somebody with a next step, so that every key has something to do
        page.table.go_to(row)
        if page.table.current_person is not None and page.table.current_person.row.next_step is not None:
            break
    made.settle()
    return page.table


LISTS = {"today": today_list, "board": board_list, "contacts": table_list}


def popover_named(words: str) -> Callable[[Program], bool]:
    return lambda made: made.popup() is not None and words in made.popup().accessibleName()


def is_menu(made: Program) -> bool:
    return isinstance(made.popup(), QMenu)


ACTS: dict[str, tuple[Key, Callable[[Program], object]]] = {
    "C": (Key.Key_C, popover_named("Call with")),
    "T": (Key.Key_T, popover_named("Text with")),
    "E": (Key.Key_E, popover_named("Email with")),
    "N": (Key.Key_N, popover_named("Note on")),
    "S": (Key.Key_S, popover_named("Snooze until")),
    "D": (Key.Key_D, popover_named("Next step")),
    "P": (Key.Key_P, popover_named("Park until")),
    "M": (Key.Key_M, is_menu),
}


@pytest.mark.parametrize("place", LISTS)
def test_every_letter_of_a_list_asks_and_gives_the_focus_back(desk: Program, place: str) -> None:
    view = LISTS[place](desk)
    for letter, (key, happened) in ACTS.items():
        assert desk.popup() is None
        desk.press(key)
        assert happened(desk), (place, letter)
        desk.press(Key.Key_Escape)
        assert desk.popup() is None, (place, letter)
        assert desk.focus is view, (place, letter, "the focus goes back to the list")


@pytest.mark.parametrize("place", LISTS)
def test_walking_a_list(desk: Program, place: str) -> None:
    view = LISTS[place](desk)
    begin = view.currentIndex().row()
    for forward, back in ((Key.Key_Down, Key.Key_Up), (Key.Key_J, Key.Key_K)):
        desk.press(forward)
        assert view.currentIndex().row() == begin + 1, (place, forward)
        desk.press(back)
        assert view.currentIndex().row() == begin, (place, back)
    desk.press(Key.Key_End)
    assert view.currentIndex().row() == view.model().rowCount() - 1
    desk.press(Key.Key_Home)
    assert view.currentIndex().row() == 0


@pytest.mark.parametrize("place", LISTS)
def test_enter_opens_the_person(desk: Program, place: str) -> None:
    LISTS[place](desk)
    desk.press(Key.Key_Return)
    assert desk.window.page_key == "contact"
    desk.press(Key.Key_Left, ALT)
    assert desk.window.page_key == place


@pytest.mark.parametrize("place", LISTS)
def test_x_does_it_and_asks_what_is_next(desk: Program, place: str) -> None:
    LISTS[place](desk)
    open_ones = "SELECT count(*) FROM follow_up WHERE done_at IS NULL"
    before = desk.desk.rows(open_ones)[0][0]
    desk.press(Key.Key_X)
    assert desk.desk.rows(open_ones)[0][0] == before - 1
    assert "And next?" in desk.popup().accessibleName()
    desk.press(Key.Key_Escape)
    assert desk.popup() is None
    assert desk.focus is not None


@pytest.mark.parametrize("place", LISTS)
def test_h_is_about_the_temperature(desk: Program, place: str) -> None:
    LISTS[place](desk)
    before = desk.desk.rows("SELECT id, temperature FROM contact ORDER BY id")
    desk.press(Key.Key_H)
    if isinstance(desk.popup(), QMenu):
        desk.press(Key.Key_C)
    after = desk.desk.rows("SELECT id, temperature FROM contact ORDER BY id")
    assert len([None for old, new in zip(before, after, strict=True) if old != new]) == 1
    assert desk.window.toast.text


@pytest.mark.parametrize("place", ["board", "contacts"])
def test_space_ticks_a_row(desk: Program, place: str) -> None:
    LISTS[place](desk)
    ticked = desk.page.ticks if place == "board" else desk.page.people.ticked
    desk.press(Key.Key_Space)
    assert len(ticked) == 1
    desk.press(Key.Key_Space)
    assert len(desk.page.ticks if place == "board" else desk.page.people.ticked) == 0


def test_space_on_today_does_it(desk: Program) -> None:
    today_list(desk)
    desk.press(Key.Key_Space)
    assert "And next?" in desk.popup().accessibleName()


@pytest.mark.parametrize("place", ["board", "contacts"])
def test_delete_puts_somebody_into_the_trash(desk: Program, place: str) -> None:
    LISTS[place](desk)
    trash = "SELECT count(*) FROM contact WHERE deleted_at IS NOT NULL"
    before = desk.desk.rows(trash)[0][0]
    desk.press(Key.Key_Delete)
    assert desk.desk.rows(trash)[0][0] == before + 1
    assert desk.window.toast.text.endswith("deleted")
    desk.press(Key.Key_Z, CONTROL)
    assert desk.desk.rows(trash)[0][0] == before


def test_delete_on_today_lets_the_step_go(desk: Program) -> None:
    view = today_list(desk)
    name, count = view.current_line().name, len(view.lines_model.lines)
    desk.press(Key.Key_Delete)
    assert len(view.lines_model.lines) == count - 1
    assert desk.window.toast.text == f"Next step with {name} let go"
    desk.press(Key.Key_Z, CONTROL)
    assert len(view.lines_model.lines) == count
    assert not desk.desk.rows("SELECT 1 FROM contact WHERE deleted_at IS NOT NULL AND display_name = ?", name)


# --- the Contact menu does the same with the mouse ------------------------------------------------


@pytest.mark.parametrize("place", LISTS)
def test_the_menu_bar_answers_for_the_list(desk: Program, place: str) -> None:
    LISTS[place](desk)
    for command in COMMANDS:
        if command.menu == "contact" and command.pages == ("today", "board", "contacts"):
            action = desk.window.actions_.action(command.id)
            desk.window.actions_.refresh()
            usable = action.isEnabled()
            assert usable or command.id == "contact.answer", (place, command.id)
            assert not command.keys or key_text(command.keys[0]) in action.text(), command.id


# --- single letters can be turned off --------------------------------------------------------------


def test_single_letters_can_be_turned_off_on_this_computer(desk: Program) -> None:
    page = desk.open("settings")
    page.letters.setFocus()
    desk.press(Key.Key_Space)
    assert not page.letters.isChecked()
    assert desk.window.state.get("letters") == "0"
    for place, there in LISTS.items():
        view = there(desk)
        before = desk.desk.everything()
        row = view.currentIndex().row()
        for letter in "XCTENSDMHPQJK":
            desk.press(Key[f"Key_{letter}"])
            assert desk.popup() is None, (place, letter)
        assert desk.desk.everything() == before
        assert view.currentIndex().row() == row, place
        desk.press(Key.Key_Down)
        assert view.currentIndex().row() == row + 1, "the arrows stay"
    page = desk.open("settings")
    page.letters.setFocus()
    desk.press(Key.Key_Space)
    today_list(desk)
    desk.press(Key.Key_C)
    assert desk.popup() is not None


def test_what_was_turned_off_is_remembered(qapp: QApplication, sample: Path, tmp_path: Path) -> None:
    with program(sample, tmp_path) as made:
        made.open("settings").letters.setChecked(False)
        made.window.remember_place()
    with program(sample, tmp_path) as made:
        today_list(made)
        made.press(Key.Key_C)
        assert made.popup() is None
        assert not made.open("settings").letters.isChecked()
    use_letters(True)


# --- snooze ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "due"), [("1", ("2026-04-14", "10:40")), ("2", ("2026-04-15", None)), ("3", ("2026-04-21", None))])  # fmt: skip
def test_snoozing_by_a_figure(desk: Program, key: str, due: tuple[str, str | None]) -> None:
    view = today_list(desk)
    number = view.current_line().follow_up_id
    desk.press(Key.Key_S)
    desk.press(key)
    on, at = desk.desk.rows("SELECT due_on, due_time FROM follow_up WHERE id = ?", number)[0]
    assert (on, at or None) == due
    assert desk.popup() is None
    assert desk.focus in (view, desk.page.today, desk.page.coming)


def test_snoozing_to_any_day_in_words(desk: Program) -> None:
    number = today_list(desk).current_line().follow_up_id
    desk.press(Key.Key_S)
    desk.press(Key.Key_4)
    assert desk.popup().when.hasFocus()
    QTest.keyClicks(desk.popup().when, "next tue 3pm")
    desk.press(Key.Key_Return)
    assert desk.desk.rows("SELECT due_on, due_time FROM follow_up WHERE id = ?", number) == [
        ("2026-04-21", "15:00")
    ]


# --- board -----------------------------------------------------------------------------------------


def test_arrows_walk_the_board(desk: Program) -> None:
    view = board_list(desk)
    desk.press(Key.Key_Right)
    assert desk.focus is desk.page.columns[4].view
    desk.press(Key.Key_Left)
    assert desk.focus is view
    desk.press(Key.Key_Up)
    assert desk.focus is desk.page.columns[3].head


def test_control_and_an_arrow_move_a_card(desk: Program) -> None:
    view = board_list(desk)
    contact_id, stage = (
        view.current_id,
        "SELECT s.position FROM contact c JOIN stage s ON s.id = c.stage_id WHERE c.id = ?",
    )
    desk.press(Key.Key_Right, CONTROL)
    assert desk.desk.rows(stage, contact_id) == [(5,)]
    assert desk.focus is not None
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_Left, CONTROL)
    assert desk.desk.rows(stage, contact_id) == [(4,)]


def test_control_and_down_reorders(desk: Program) -> None:
    desk.open("board").filter_row.set_sort("by_hand")
    view = board_list(desk)
    first, second = view.cards.ids[:2]
    desk.press(Key.Key_Down, CONTROL)
    view = desk.page.columns[3].view
    assert list(view.cards.ids[:2]) == [second, first]
    desk.press(Key.Key_Up, CONTROL)
    assert list(view.cards.ids[:2]) == [first, second]


def test_m_and_a_figure_move_to_that_stage(desk: Program) -> None:
    view = board_list(desk)
    contact_id = view.current_id
    desk.press(Key.Key_M)
    desk.press(Key.Key_6)
    stage = "SELECT s.position FROM contact c JOIN stage s ON s.id = c.stage_id WHERE c.id = ?"
    assert desk.desk.rows(stage, contact_id) == [(6,)]


# --- forms -----------------------------------------------------------------------------------------


def test_control_enter_saves_from_any_field(desk: Program) -> None:
    for key, field in ((Key.Key_C, "when"), (Key.Key_D, "_what")):
        table_list(desk)
        desk.press(key)
        form = desk.popup()
        if key == Key.Key_D:
            QTest.keyClicks(form.when, "tomorrow")
        getattr(form, field).setFocus()
        desk.press(Key.Key_Return, CONTROL)
        assert desk.popup() is None, field
        assert desk.window.toast.text


def test_control_enter_saves_what_was_captured(desk: Program) -> None:
    desk.press(Key.Key_N, CONTROL)
    QTest.keyClicks(desk.dialog().line, "Zora Neale 555-0199")
    desk.press(Key.Key_Return, CONTROL)
    assert desk.dialog() is None
    assert desk.desk.rows("SELECT count(*) FROM contact WHERE display_name = 'Zora Neale'") == [(1,)]


def test_alt_and_the_letter_of_a_label_goes_to_its_field(desk: Program) -> None:
    table_list(desk)
    desk.press(Key.Key_C)
    form = desk.popup()
    assert form.text.hasFocus()
    QTest.keyClick(form, Key.Key_W, ALT)
    desk.settle()
    assert form.when.hasFocus()


def test_alt_down_opens_a_choice(desk: Program) -> None:
    page = desk.open("settings")
    page.currency.setFocus()
    desk.press(Key.Key_Down, ALT)
    assert page.currency.view().isVisible()
    page.currency.hidePopup()


# --- plan ------------------------------------------------------------------------------------------


def test_the_preview_of_the_plan_by_f9(desk: Program) -> None:
    page = desk.open("plan")
    assert not page.pane.is_large
    desk.press(Key.Key_F9)
    assert page.pane.is_large
    assert page.pane.isVisible()
    desk.press(Key.Key_F9)
    assert not page.pane.is_large


def test_tactics_by_key(desk: Program) -> None:
    page = desk.open("plan")
    column = page.editor.columns[0].tactics
    first = column.cards[0]
    said = first.accessibleName()
    first.setFocus()
    desk.press(Key.Key_F2)
    assert first.editor is not None
    desk.press(Key.Key_Escape)
    assert column.cards[0].editor is None
    column.cards[0].setFocus()
    desk.press(Key.Key_Return)
    QTest.keyClicks(desk.focus, "Wave to the neighbours")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Escape)
    assert any("Wave to the neighbours" in card.accessibleName() for card in column.cards)
    column.cards[0].setFocus()
    desk.press(Key.Key_Down, ALT)
    assert column.cards[1].accessibleName() == said
    desk.press(Key.Key_Up, ALT)
    assert column.cards[0].accessibleName() == said
    desk.press(Key.Key_Right, ALT)
    assert desk.window.page_key == "plan", "Alt and an arrow do not leave the page"
    words = said.partition(": ")[2]
    assert any(card.accessibleName().endswith(words) for card in page.editor.columns[1].tactics.cards)


# --- the sheet of keys -----------------------------------------------------------------------------


def test_f1_shows_every_key_there_is(desk: Program) -> None:
    desk.press(Key.Key_F1)
    sheet = desk.dialog()
    shown = {cap.accessibleName() for cap in sheet.findChildren(KeyCap)}
    wanted = {key_text(key) for command in desk.window.actions_.present() for key in command.keys}
    wanted |= {key_text(key) for _title, lines in LOCAL_KEYS for line in lines for key in line.keys}
    assert wanted <= shown
    listed = {
        "Ctrl+N",
        "Ctrl+K",
        "Ctrl+1",
        "Ctrl+Z",
        "Ctrl+Shift+Z",
        "Ctrl+F",
        "/",
        "Ctrl+P",
        "Ctrl+,",
        "Ctrl+\\",
        "F1",
    }
    listed |= {
        "F6",
        "F11",
        "Esc",
        "Up",
        "Down",
        "J",
        "K",
        "Home",
        "End",
        "Return",
        "Space",
        "X",
        "C",
        "T",
        "E",
        "N",
        "S",
    }
    listed |= {
        "D",
        "M",
        "H",
        "Delete",
        "1",
        "2",
        "3",
        "4",
        "Ctrl+Left",
        "Ctrl+Right",
        "Ctrl+Up",
        "Ctrl+Down",
        "Tab",
    }
    listed |= {"Ctrl+Return", "Alt+Down", "F2", "Alt+Up", "Alt+Left", "F9"}
    assert {key_text(key) for key in listed} <= shown
    desk.press(Key.Key_Escape)
    assert desk.dialog() is None


def test_no_two_commands_share_a_key(desk: Program) -> None:
    seen: dict[str, str] = {}
    for command in desk.window.actions_.present():
        for key in command.keys if not command.local else ():
            text = QKeySequence(key).toString()
            assert text not in seen, (command.id, seen.get(text))
            seen[text] = command.id
