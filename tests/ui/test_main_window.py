"""The window: pages, menus, keys, palette, toasts, banners, what is remembered, and how the program opens and ends."""

from __future__ import annotations

import datetime as dt
import importlib
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from lifecycle_desktop.core.clock import FixedClock, SystemClock
from lifecycle_desktop.core.errors import DatabaseDamaged, FileProblem
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.store.create import create_database
from lifecycle_desktop.core.store.database import Database
from lifecycle_desktop.ui import errors, opening, pages
from lifecycle_desktop.ui.actions import COMMANDS, MENUS
from lifecycle_desktop.ui.look import look_of
from lifecycle_desktop.ui.main_window import MainWindow
from lifecycle_desktop.ui.page import Offer, Page
from lifecycle_desktop.ui.palette_hits import Hit, fuzzy, matching
from lifecycle_desktop.ui.runner import Inline, Runner
from lifecycle_desktop.ui.theme import Look, dress, theme
from lifecycle_desktop.ui.widgets import messages
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.fields import Line
from lifecycle_desktop.ui.window_state import WindowState

CANARY = "<img src=canary.png><b>x&y</b>"


class PlainPage(Page):
    """A page that counts how often it reloads."""

    shows = frozenset({"setting"})
    key = "today"

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(runner, parent)
        self.reloads = 0
        self.opened: list[object] = []
        self.done: list[str] = []
        self.can_print = True
        self.head.set_title(f"Page {self.key}", "What it shows")
        self.line = Line(name="Filter", parent=self)
        self.body.addWidget(self.line)
        self.list = Button("A row", parent=self)
        self.body.addWidget(self.list)
        self.body.addStretch(1)

    def reload(self) -> None:
        self.reloads += 1

    def open_with(self, argument: object) -> None:
        self.opened.append(argument)

    def take_focus(self) -> None:
        self.list.setFocus()

    def panes(self) -> list[QWidget]:
        return [self.list]

    def offers(self) -> dict[str, Offer]:
        offers = {"edit.filter": Offer(self.line.setFocus)}
        if self.key == "plan":
            offers["file.print"] = Offer(lambda: self.done.append("printed"), lambda: self.can_print)
        return offers


class WidePage(PlainPage):
    rail_below = 1360


def page_of(key: str) -> type[PlainPage]:
    return type(f"{key.title()}Page", (WidePage if key in ("board", "plan") else PlainPage,), {"key": key})


class Entry(pages.PageEntry):
    """An entry whose page is made here."""

    KEYS = ("today", "board", "contacts", "plan", "settings", "contact")

    def build(self, runner: Runner, parent: QWidget) -> Page:
        return page_of(self.key)(runner, parent)


def keep_setting(connection, name: str, value: str) -> None:
    from sqlalchemy import text

    connection.execute(
        text("INSERT INTO setting (name, value) VALUES (:name, :value)"), {"name": name, "value": value}
    )


@pytest.fixture(autouse=True)
def no_box_that_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message box nobody answers would hang the tests."""

    def refuse(dialog: messages.MessageDialog) -> None:
        raise AssertionError(f"a message nobody expected: {dialog.windowTitle()}")

    monkeypatch.setattr(messages.MessageDialog, "exec", refuse)


@pytest.fixture
def runner(tmp_path: Path, qapp: QApplication):
    path = tmp_path / "lifecycle.db"
    create_database(path, lambda _database: None)
    made = Runner(Database.open(path), FixedClock(dt.datetime(2026, 4, 14, 14), "America/Toronto"), Inline())
    yield made
    made.close()


@pytest.fixture
def state(tmp_path: Path) -> WindowState:
    return WindowState(tmp_path / "config" / "window.ini")


@pytest.fixture
def window(runner: Runner, state: WindowState, qtbot, qapp, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    made_here = [
        Entry(e.key, e.title, e.icon, e.place, e.module, e.class_name, e.under)
        for e in pages.PAGES
        if e.key in Entry.KEYS
    ]
    monkeypatch.setattr(pages, "PAGES", tuple(made_here))
    dress(qapp, Look(mode="light"))
    made = MainWindow(state)
    qtbot.addWidget(made)
    made.attach(runner)
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=3000)
    made.open_page("today")
    yield made
    theme().use(Look(mode="light"))


def menu_texts(window: MainWindow) -> dict[str, list[str]]:
    return {
        top.text().replace("&", ""): [
            action.text()
            for action in top.menu().actions()
            if not action.isSeparator() and action.isVisible()
        ]
        for top in window.menuBar().actions()
    }


def press(window: MainWindow, qtbot, keys: str) -> None:
    combination = QKeySequence(keys)[0]
    qtbot.keyClick(window.focusWidget() or window, combination.key(), combination.keyboardModifiers())


# --- pages ------------------------------------------------------------------------------------------------


def test_keys_open_pages_and_alt_arrows_walk_back(window: MainWindow, qtbot) -> None:
    press(window, qtbot, "Ctrl+2")
    assert window.page_key == "board"
    press(window, qtbot, "Ctrl+4")
    press(window, qtbot, "Alt+Left")
    assert window.page_key == "board"
    press(window, qtbot, "Alt+Left")
    assert window.page_key == "today"
    assert not window.can_go_back()
    press(window, qtbot, "Alt+Right")
    assert window.page_key == "board"
    press(window, qtbot, "Ctrl+3")
    assert not window.can_go_forward()
    assert "Contacts" in window.windowTitle()


def test_a_click_in_the_side_bar_opens_a_page(window: MainWindow, qtbot) -> None:
    item = window.side_bar.item("board")
    qtbot.mouseClick(item, Qt.MouseButton.LeftButton)
    assert window.page_key == "board"
    assert item.isChecked()
    qtbot.mouseClick(item, Qt.MouseButton.LeftButton)
    assert item.isChecked()
    assert not window.side_bar.item("today").isChecked()


def test_only_pages_that_exist_are_shown(window: MainWindow) -> None:
    assert window.side_bar.item("import") is None
    window.open_page("import")
    assert window.page_key == "today"


def test_a_page_is_built_when_first_opened(window: MainWindow) -> None:
    assert list(window._pages) == ["today"]
    window.open_page("plan")
    assert list(window._pages) == ["today", "plan"]


def test_a_seen_page_reloads_when_touched_and_a_hidden_one_when_shown(
    window: MainWindow, runner: Runner
) -> None:
    today = window.built_page("today")
    window.open_page("board")
    board = window.page
    assert (today.reloads, board.reloads) == (1, 1)
    runner.write("Name", keep_setting, "a", "b")
    assert (today.reloads, board.reloads) == (1, 2)
    assert today.is_stale()
    window.open_page("today")
    assert today.reloads == 2
    window.open_page("board")
    assert board.reloads == 2
    runner.changed.emit(frozenset({"purchase"}))
    assert (today.reloads, board.reloads) == (2, 2)


def test_pages_speak_through_signals(window: MainWindow) -> None:
    page = window.page
    page.toast.emit("Wei Zhang snoozed", False)
    assert window.toast.text == "Wei Zhang snoozed"
    page.counted.emit("today", 9)
    assert window.side_bar.item("today").accessibleName() == "Today, 9 waiting"
    page.navigate.emit("plan")
    assert window.page_key == "plan"
    page.open_contact.emit(7)
    assert window.page_key == "contact"
    assert window.page.opened == [7]
    assert window.state.get("page") == "contacts"  # where the next start opens
    assert window.side_bar.item("contacts").isChecked()


@pytest.mark.parametrize("entry", pages.PAGES, ids=lambda entry: entry.key)
def test_every_page_of_the_list_is_there(entry: pages.PageEntry) -> None:
    module = importlib.import_module(f"{pages.SCREENS}.{entry.module}")
    assert issubclass(getattr(module, entry.class_name), Page)


# --- menus, keys --------------------------------------------------------------------------------------------


def test_every_command_that_exists_is_in_a_menu_with_its_key(window: MainWindow) -> None:
    shown = {text for texts in menu_texts(window).values() for text in texts}
    for command in window.actions_.present():
        action = window.actions_.action(command.id)
        assert action.text() in shown
        if command.keys:
            told = (
                action.text().split("\t")[1:]
                if command.local
                else [one.toString() for one in action.shortcuts()]
            )
            assert told, command.id
    assert "&Import people…" not in shown


def test_no_key_means_two_things() -> None:
    keys = [(key, command.id) for command in COMMANDS if not command.local for key in command.keys]
    assert len({key for key, _id in keys}) == len(keys)
    local = [key for command in COMMANDS if command.local for key in command.keys]
    assert len(set(local)) == len(local)
    assert {command.menu for command in COMMANDS} <= {key for key, _title in MENUS}


def test_mnemonics_in_one_menu_differ(window: MainWindow) -> None:
    for top in window.menuBar().actions():
        letters = [
            text[text.index("&") + 1].lower()
            for text in (a.text() for a in top.menu().actions() if not a.isSeparator())
            if "&" in text
        ]
        assert len(letters) == len(set(letters)), (top.text(), letters)


def test_undo_is_named_after_what_it_undoes(window: MainWindow, runner: Runner, qtbot) -> None:
    undo = window.actions_.action("edit.undo")
    assert undo.text() == "&Undo"
    runner.write("Move to R&D", keep_setting, "a", "b")
    assert undo.text() == "&Undo Move to R&&D"
    press(window, qtbot, "Ctrl+Z")
    assert window.toast.text == "Undone: Move to R&D"
    assert window.actions_.action("edit.redo").text() == "&Redo Move to R&&D"
    window.toast.findChild(Button).click()
    assert window.toast.text == "Done again: Move to R&D"
    assert runner.last_label == "Move to R&D"


def test_undo_in_a_toast_takes_the_step_back(window: MainWindow, runner: Runner) -> None:
    runner.write("Move to Convert", keep_setting, "a", "b")
    window.page.toast.emit("Elena Ruiz moved to Convert", True)
    window.toast.findChild(Button).click()
    assert window.toast.text == "Undone: Move to Convert"


def test_undo_goes_first_to_the_field_that_is_typed_in(window: MainWindow, runner: Runner, qtbot) -> None:
    runner.write("Move to Convert", keep_setting, "a", "b")
    line = window.page.line
    line.setFocus()
    qtbot.keyClicks(line, "Priya")
    press(window, qtbot, "Ctrl+Z")
    assert line.text() == ""
    assert runner.last_label == "Move to Convert"
    press(window, qtbot, "Ctrl+Z")
    assert runner.last_label is None


def test_a_slash_filters_from_a_list_and_is_a_letter_in_a_field(window: MainWindow, qtbot) -> None:
    page = window.page
    page.list.setFocus()
    press(window, qtbot, "/")
    assert page.line.hasFocus()
    assert page.line.text() == ""
    qtbot.keyClicks(page.line, "12/4")
    assert page.line.text() == "12/4"


def test_a_command_of_another_page_opens_that_page(window: MainWindow, qtbot) -> None:
    press(window, qtbot, "Ctrl+P")
    assert window.page_key == "plan"
    assert window.page.done == ["printed"]
    window.page.can_print = False
    window.page.offers_changed.emit()
    assert not window.actions_.action("file.print").isEnabled()


def test_f6_walks_through_the_panes(window: MainWindow, qtbot) -> None:
    window.page.list.setFocus()
    seen = []
    for _ in range(3):
        press(window, qtbot, "F6")
        seen.append(QApplication.focusWidget())
    assert seen == [window.side_bar.item("today"), window.page.head.search, window.page.list]


def test_text_size_by_key_is_told_and_remembered(window: MainWindow, state: WindowState, qtbot) -> None:
    press(window, qtbot, "Ctrl++")
    assert theme().look.text == 110
    assert window.toast.text == "Text at 110 %"
    press(window, qtbot, "Ctrl+-")
    press(window, qtbot, "Ctrl+-")
    assert theme().look.text == 90
    assert look_of(state).text == 90
    press(window, qtbot, "Ctrl+0")
    assert theme().look.text == 100


def test_f1_shows_the_keys(window: MainWindow, qtbot) -> None:
    press(window, qtbot, "F1")
    sheet = next(one for one in window.findChildren(QWidget) if type(one).__name__ == "KeysSheet")
    words = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"Keys and help", "Board", "Side bar"} <= words
    sheet.close()


def test_esc_takes_the_toast_away(window: MainWindow, qtbot) -> None:
    window.say("Done")
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.toast.isHidden()


# --- side bar ---------------------------------------------------------------------------------------------


def test_the_side_bar_becomes_a_rail_by_key_and_on_wide_pages(
    window: MainWindow, state: WindowState, qtbot
) -> None:
    assert not window.side_bar.is_rail
    assert window.side_bar.width() == 208
    window.open_page("board")
    assert window.side_bar.is_rail
    qtbot.waitUntil(lambda: window.side_bar.width() == 56, timeout=2000)
    window.resize(1400, 800)
    qtbot.waitUntil(lambda: not window.side_bar.is_rail, timeout=2000)
    press(window, qtbot, "Ctrl+\\")
    assert window.side_bar.is_rail
    assert state.get("rail") == "1"
    window.open_page("today")
    assert window.side_bar.is_rail
    press(window, qtbot, "Ctrl+\\")
    assert not window.side_bar.is_rail
    assert state.get("rail") == ""


def test_the_side_bar_says_whose_business_it_is(window: MainWindow) -> None:
    window.side_bar.set_business(CANARY, "Dana & Co")
    labels = [label.text() for label in window.side_bar.findChildren(QLabel)]
    assert CANARY in labels
    assert "Dana & Co" in labels
    window.side_bar.backup.set_state("Backed up 08:12")
    assert window.side_bar.backup.accessibleName() == "Backed up 08:12. Kept on this computer"


# --- palette ----------------------------------------------------------------------------------------------


def test_the_palette_runs_a_command(window: MainWindow, qtbot) -> None:
    press(window, qtbot, "Ctrl+K")
    palette = window.palette_
    assert palette.isVisible()
    assert palette.field.hasFocus()
    qtbot.keyClicks(palette.field, "board")
    assert palette.model.hit(0).text == "Board"
    assert palette.model.hit(0).key == "Ctrl+2"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.page_key == "board"
    assert not palette.isVisible()


def test_esc_closes_the_palette_and_gives_the_focus_back(window: MainWindow, qtbot) -> None:
    window.page.list.setFocus()
    press(window, qtbot, "Ctrl+K")
    qtbot.keyClick(window.palette_.field, Qt.Key.Key_Escape)
    assert not window.palette_.isVisible()
    assert window.page.list.hasFocus()


def test_the_palette_finds_people_and_drops_old_answers(window: MainWindow, qtbot) -> None:
    waiting: dict[str, object] = {}
    opened: list[str] = []
    window.set_finder(waiting.__setitem__)
    palette = window.palette_
    palette.open()
    qtbot.keyClicks(palette.field, "pri")
    waiting["pr"]([Hit("Prudence", lambda: opened.append("Prudence"), icon="user")])
    assert palette.model.rowCount() == 0 or palette.model.hit(0).text != "Prudence"
    waiting["pri"]([Hit(CANARY, lambda: opened.append("Priya"), icon="user", hint="555-0142")])
    assert palette.model.hit(0).text == CANARY
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert opened == ["Priya"]


def test_arrows_walk_the_palette_and_wrap(window: MainWindow, qtbot) -> None:
    palette = window.palette_
    palette.open()
    count = palette.model.rowCount()
    assert count > 5
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == count - 1
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 1


def test_the_palette_says_when_nothing_is_found(window: MainWindow, qtbot) -> None:
    window.palette_.open("zzzqqq")
    assert window.palette_.nothing.isVisible()
    assert "zzzqqq" in window.palette_.nothing.text()
    qtbot.keyClick(window.palette_.field, Qt.Key.Key_Return)
    assert window.palette_.isVisible()


def test_a_click_outside_closes_the_palette(window: MainWindow, qtbot) -> None:
    window.palette_.open()
    window.page.line.setFocus()
    assert not window.palette_.isVisible()
    assert window.page.line.hasFocus()


@pytest.mark.parametrize(
    ("text", "query", "marks"),
    [("Side bar", "side", (0, 1, 2, 3)), ("Save PDF…", "pdf", (5, 6, 7)), ("Move to Convert", "mtc", (0, 5, 8)), ("Board", "x", None),
     ("Straße", "str", (0, 1, 2))],
)  # fmt: skip
def test_letters_are_found_in_their_order(text: str, query: str, marks: tuple[int, ...] | None) -> None:
    found = fuzzy(text, query)
    assert (found and found[1]) == marks


def test_the_best_match_comes_first() -> None:
    hits = [Hit(text, lambda: None) for text in ("Text at 100 %", "Next pane", "Export people…", "Text")]
    assert [hit.text for hit in matching(hits, "text")][:2] == ["Text", "Text at 100 %"]
    assert matching(hits, "  ") == hits


# --- errors, progress -------------------------------------------------------------------------------------


def test_what_a_person_can_act_on_is_a_banner_that_stays(window: MainWindow, runner: Runner, qtbot) -> None:
    problem = FileProblem("The plan was not saved.", "There is no space left.")
    runner.failed.emit(problem)
    runner.failed.emit(problem)
    banners = window.banners()
    assert [banner.title.text() for banner in banners] == ["The plan was not saved."]
    banners[0].button.click()
    assert window.banners() == []


def test_a_bug_is_shown_once_and_names_nobody(window: MainWindow, runner: Runner, qtbot, monkeypatch) -> None:
    asked: list[dict[str, object]] = []
    monkeypatch.setattr(errors, "ask", lambda *args, **more: asked.append({"args": args, **more}) or "close")

    def broken(_connection: object, name: str) -> None:
        raise KeyError(name)

    for _ in range(2):
        runner.write("Broken", broken, "Priya Natarajan")
        qtbot.wait(20)
    assert len(asked) == 1
    assert "KeyError" in asked[0]["details"]
    assert "Priya" not in str(asked[0])
    assert "broken" in asked[0]["details"]


def test_a_fault_while_closing_is_noted_and_the_window_closes(window: MainWindow, monkeypatch) -> None:
    noted: list[str] = []
    monkeypatch.setattr(errors.log, "error", lambda _form, place: noted.append(place))
    window.on_close = lambda: int("no number")
    window.close()
    assert window.isHidden()
    assert [place.split(" ")[0] for place in noted] == ["ValueError"]


def test_the_log_is_private_and_names_nobody(tmp_path: Path, window: MainWindow, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(errors, "ask", lambda *args, **more: "close")
    errors.open_log(tmp_path / "state")
    try:
        raise ValueError("priya@example.com")
    except ValueError as error:
        window.bugs.take(error)
    log = tmp_path / "state" / errors.LOG_NAME
    qtbot.waitUntil(lambda: "ValueError" in log.read_text(), timeout=2000)
    assert "priya" not in log.read_text()
    if os.name == "posix":
        assert stat.S_IMODE(log.stat().st_mode) == 0o600
    for handler in list(errors.log.handlers):
        errors.log.removeHandler(handler)
        handler.close()


def test_long_work_shows_a_card_with_stop(window: MainWindow, runner: Runner, qtbot) -> None:
    progress = Progress(10, "Importing 10 people")
    runner.progressed.emit(progress)
    assert window.progress_card.progress is progress
    qtbot.waitUntil(window.progress_card.isVisible, timeout=3000)
    area = window.area.rect()
    assert area.contains(window.progress_card.geometry())
    runner.rested.emit(progress)
    assert window.progress_card.isHidden()


# --- what is remembered -----------------------------------------------------------------------------------


def test_place_and_page_are_remembered_in_a_private_file(
    window: MainWindow, state: WindowState, tmp_path: Path, qtbot
) -> None:
    window.resize(1111, 777)
    window.open_page("plan")
    theme().use(Look(mode="dark", text=120, contrast=True, still=True))
    window.close()
    path = tmp_path / "config" / "window.ini"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = WindowState(path)
    assert again.get("page") == "plan"
    assert look_of(again) == Look("dark", True, 120, True)
    second = MainWindow(again)
    qtbot.addWidget(second)
    assert (second.width(), second.height()) == (1111, 777)


def test_a_first_window_is_1280_by_800_and_never_smaller_than_1024_by_640(qtbot, tmp_path: Path) -> None:
    window = MainWindow(WindowState(tmp_path / "none.ini"))
    qtbot.addWidget(window)
    assert (window.width(), window.height()) == (1280, 800)
    assert (window.minimumWidth(), window.minimumHeight()) == (1024, 640)


@pytest.mark.parametrize(
    "content", ["\0\0\0", "no section", "[window]\nrail", "[window]\ngeometry = %%%\ntext = big\n", ""]
)
def test_a_broken_memory_counts_as_none(tmp_path: Path, qtbot, content: str) -> None:
    path = tmp_path / "window.ini"
    path.write_text(content)
    state = WindowState(path)
    assert state.get_number("text", 100) == 100
    window = MainWindow(state)
    qtbot.addWidget(window)
    assert window.width() == 1280


def test_a_memory_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    state = WindowState(tmp_path / "file" / "window.ini")
    state.set("page", "plan")
    state.save()
    assert state.get("page") == "plan"


# --- accessibility ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [100, 200])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_everything_in_the_window_has_a_name(
    window: MainWindow, text: int, direction: Qt.LayoutDirection, qtbot
) -> None:
    theme().use(Look(mode="light", text=text))
    window.setLayoutDirection(direction)
    window.say("Done", True)
    window.open_palette()
    qtbot.wait(20)
    window.grab()
    nameless = []
    for widget in window.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            interface = QAccessible.queryAccessibleInterface(widget)
            if interface is None or not interface.text(QAccessible.Text.Name).strip():
                nameless.append((type(widget).__name__, widget.objectName()))
    assert nameless == []
    right = window.side_bar.mapTo(window, QPoint(0, 0)).x() > window.width() / 2
    assert right == (direction == Qt.LayoutDirection.RightToLeft)


def test_no_label_in_the_window_reads_html(window: MainWindow) -> None:
    window.built_page("plan")
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in window.findChildren(QLabel))
    assert all(
        not isinstance(action, QAction) or "<" not in action.text() for action in window.findChildren(QAction)
    )


def test_the_head_of_a_page_gives_way_to_large_text(window: MainWindow, qtbot) -> None:
    head = window.page.head
    head.set_title(
        "Tuesday 14 April", "9 follow-ups today, 3 are late. 2 new leads are waiting for a first answer."
    )
    head.set_primary("New contact", "user-plus", lambda: None, key="Ctrl+N")
    wide = head.search.width()
    assert wide >= 200
    theme().use(Look(mode="light", text=200))
    window.resize(1024, 640)
    qtbot.waitUntil(lambda: head.search.width() == theme().control, timeout=2000)
    assert head.title.width() >= theme().metrics("title").horizontalAdvance("Tuesday 14 April")
    assert head.subtitle.height() >= head.subtitle.heightForWidth(head.subtitle.width())
    for number in range(3):
        head.add(Button(f"One more button {number}"))
    qtbot.waitUntil(lambda: head.primary.y() > head.title.geometry().bottom(), timeout=2000)
    assert head.title.width() >= theme().metrics("title").horizontalAdvance("Tuesday 14 April")
    theme().use(Look(mode="light"))
    window.resize(1400, 800)
    qtbot.waitUntil(lambda: head.primary.y() < head.title.geometry().bottom(), timeout=2000)


# --- opening and closing ----------------------------------------------------------------------------------


def make_database(home: Path) -> Path:
    path = home / "data" / "lifecycle.db"
    path.parent.mkdir(parents=True)
    opening.make_first_database(path, SystemClock().moment())
    return path


PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from lifecycle_desktop.ui import app
program_open = app.Program.open
def opened(program):
    done = program_open(program)
    print("opened" if done else "not opened", flush=True)
    return done
app.Program.open = opened
from lifecycle_desktop.ui import single_instance
bell_made = single_instance.Doorbell.__init__
def listening(bell, *arguments):
    bell_made(bell, *arguments)
    print("listening", bell.listening, flush=True)
single_instance.Doorbell.__init__ = listening
print("exit", app.run(Path(sys.argv[1])), flush=True)
"""


@pytest.fixture
def start():
    """A function that starts the program on a database; what is still running at the end is ended."""
    started: list[subprocess.Popen[str]] = []

    def begin(path: Path) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", PROGRAM, str(path)]
        program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        started.append(program)
        return program

    yield begin
    for program in started:
        if program.poll() is None:
            program.kill()
            program.communicate()


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_closes_the_window_with_a_backup(home: Path, start, number: signal.Signals) -> None:
    path = make_database(home)
    program = start(path)
    assert program.stdout.readline() == "opened\n"
    assert program.stdout.readline() == "listening True\n"
    program.send_signal(number)
    out, err = program.communicate(timeout=20)
    assert out == "exit 0\n", err
    backups = list((path.parent / "Backups").glob("*.db"))
    assert len(backups) == 1
    assert not path.with_name("lifecycle.db-wal").exists()


def test_a_second_start_raises_the_first_window_and_ends(home: Path, start) -> None:
    path = make_database(home)
    first = start(path)
    assert first.stdout.readline() == "opened\n"
    assert first.stdout.readline() == "listening True\n"
    second = start(path)
    out, err = second.communicate(timeout=20)
    assert out == "not opened\nexit 0\n", err
    assert first.poll() is None
    first.terminate()
    first.communicate(timeout=20)


RESTORE = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from sqlalchemy import text
from lifecycle_desktop.ui import app, opening

path = Path(sys.argv[1])
program = app.Program(app.make_application(), path)
first = program.window

def keep(connection, name):
    connection.execute(text("INSERT INTO setting (name, value) VALUES (:name, '1')"), {"name": name})

def names(connection):
    return [row[0] for row in connection.execute("SELECT name FROM setting ORDER BY name").fetchall()]

def begin():
    if program.runner is None:
        QTimer.singleShot(20, begin)
        return
    database = program.runner.database
    program.runner.write("Before", keep, "before")
    program.runner.on_writer(made, lambda: opening.back_up(database, path, program.clock.moment()))

def made(backup):
    program.runner.write("After", keep, "after", then=lambda _nothing: first.restore_wanted.emit(str(backup)))
    QTimer.singleShot(20, look)

def look():
    if program.window is first or program.runner is None or not program.window.page_key:
        QTimer.singleShot(20, look)
        return
    program.runner.read(tell, names)

def tell(found):
    print(found, program.window.toast.text, len(list(path.parent.glob("*.db"))), flush=True)
    program.window.close()

program.open()
QTimer.singleShot(0, begin)
print("exit", program.application.exec(), flush=True)
"""


def test_a_restored_backup_opens_in_a_new_window_and_what_it_replaced_is_kept(home: Path) -> None:
    path = make_database(home)
    done = subprocess.run(
        [sys.executable, "-c", RESTORE, str(path)], capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "['before'] The backup was restored 2\nexit 0\n", done.stderr


def test_the_first_start_makes_a_database(home: Path, start) -> None:
    path = home / "data" / "lifecycle.db"
    program = start(path)
    assert program.stdout.readline() == "opened\n"
    assert program.stdout.readline() == "listening True\n"
    program.terminate()
    out, err = program.communicate(timeout=20)
    assert out == "exit 0\n", err
    database = Database.open(path)
    with database.read() as connection:
        assert connection.execute("SELECT count(*) FROM stage").fetchone()[0] == 7
    database.close()


def test_a_damaged_database_can_be_replaced_by_its_backup(
    home: Path, window: MainWindow, monkeypatch
) -> None:
    path = make_database(home)
    clock = SystemClock()
    database = Database.open(path)
    backup = opening.back_up(database, path, clock.moment())
    database.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    asked: list[list[str]] = []

    def answer(_title: str, _text: str, answers: list, **_more: object) -> str:
        asked.append([one.key for one in answers])
        return "restore"

    monkeypatch.setattr(opening, "ask", answer)
    chosen = opening.ask_what_to_do(
        DatabaseDamaged("Damaged.", "Restore."), path, clock.moment(), window, restore=True
    )
    assert chosen == path
    assert asked == [["quit", "choose", "restore"]]
    Database.open(path).close()
    assert backup.exists()


def test_whoever_quits_instead_changes_nothing(home: Path, window: MainWindow, monkeypatch) -> None:
    path = make_database(home)
    before = path.read_bytes()
    monkeypatch.setattr(opening, "ask", lambda *_args, **_more: "quit")
    assert opening.ask_what_to_do(DatabaseDamaged("x", "y"), path, SystemClock().moment(), window) is None
    assert path.read_bytes() == before


def test_the_side_bar_is_fed_from_the_database(
    home: Path, window: MainWindow, runner: Runner, monkeypatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(opening, "message", lambda title, *_args, **_more: told.append(title))
    facts = opening.watch_business(window, runner, home / "lifecycle.db")
    assert window.facts is facts
    runner.write("Name", keep_setting, "business_name", "Whitaker Homes")
    assert "Whitaker Homes" in [label.text() for label in window.side_bar.findChildren(QLabel)]
    assert "&Back up now" in menu_texts(window)["File"]
    window.actions_.run("tools.check")  # a database without a lifecycle, as this one, is not healthy
    assert told == ["The check found something."]


def test_words_after_the_name_choose_window_or_command(monkeypatch, tmp_path: Path) -> None:
    from lifecycle_desktop import __main__, cli
    from lifecycle_desktop.ui import app

    calls: list[object] = []
    monkeypatch.setattr(
        app, "run", lambda database=None, *, minimised: calls.append(("window", database)) or int(minimised)
    )
    monkeypatch.setattr(cli, "main", lambda words: calls.append(("command", words)) or 3, raising=False)
    assert __main__.main([]) == 0
    assert __main__.main(["--database", "x.db"]) == 0
    assert __main__.main(["--database", "x.db", "today"]) == 3
    assert __main__.main(["models", "--json"]) == 3
    assert __main__.main(["--database"]) == 3
    assert calls == [
        ("window", None),
        ("window", Path("x.db")),
        ("command", ["--database", "x.db", "today"]),
        ("command", ["models", "--json"]),
        ("command", ["--database"]),
    ]
