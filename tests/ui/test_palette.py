"""The palette as a person uses it: keys only, mouse only, slow and failing searches, any text, read out, mirrored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lifecycle_desktop.core.errors import DatabaseProblem
from lifecycle_desktop.core.model.activity import NewActivity
from lifecycle_desktop.core.model.draft import Address
from lifecycle_desktop.core.operations.activities import log_activity
from lifecycle_desktop.core.operations.opened import note_opened
from lifecycle_desktop.ui.main_window import MainWindow
from lifecycle_desktop.ui.opened_last import OpenedLast
from lifecycle_desktop.ui.opening import Facts
from lifecycle_desktop.ui.palette import PATIENCE_MS, Palette
from lifecycle_desktop.ui.palette_hits import Hit, is_called, matching
from lifecycle_desktop.ui.palette_rows import paint_marked
from lifecycle_desktop.ui.runner import Inline, Runner
from lifecycle_desktop.ui.theme import Look, dress, theme
from lifecycle_desktop.ui.widgets.buttons import caps_of
from lifecycle_desktop.ui.window_state import WindowState
from tests.core.desk import Desk
from tests.ui.hostile import HOSTILE

Key = Qt.Key


class Bench:
    """A window with its palette on a real database, and what was opened from it."""

    def __init__(self, desk: Desk, folder: Path, qapp: QApplication) -> None:
        dress(qapp, Look("light"))
        self.desk = desk
        self.runner = Runner(desk.database, desk.clock, Inline())
        self.window = MainWindow(WindowState(folder / "window.ini"))
        self.window.attach(self.runner)
        Facts(self.window, self.runner, folder / "desk.db").start()
        self.opened: list[int] = []
        self.failures: list[Exception] = []
        self.runner.failed.connect(self.failures.append)
        self.window.open_contact = self.opened.append  # type: ignore[method-assign]
        self.window.resize(1280, 800)
        self.window.show()
        self.window.open_page("today")
        self.settle()

    @property
    def palette(self) -> Palette:
        return self.window.palette_

    def settle(self) -> None:
        for _ in range(4):
            QApplication.processEvents()

    def press(self, *keys: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys where the focus is."""
        for key in keys:
            widget = QApplication.activePopupWidget() or QApplication.focusWidget() or self.window
            QTest.keyClick(widget, key, modifier)
            self.settle()

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(QApplication.focusWidget(), letter)
        self.settle()

    def search(self, text: str) -> None:
        """Open the palette by its key and type."""
        self.press(Key.Key_K, modifier=Qt.KeyboardModifier.ControlModifier)
        assert self.palette.isVisible()
        self.type(text)

    def lines(self) -> list[tuple[str, str]]:
        return [(hit.group, hit.text) for hit in self.palette.model.hits]

    def current(self) -> Hit:
        return self.palette.model.hit(self.palette.list.currentIndex().row())

    def click(self, row: int, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        self.palette.list.scrollTo(self.palette.model.index(row))
        area = self.palette.list.visualRect(self.palette.model.index(row))
        place = QPoint(area.center().x(), area.bottom() - 8)
        if button is Qt.MouseButton.RightButton:
            self.palette.list.customContextMenuRequested.emit(place)
        else:
            QTest.mouseClick(self.palette.list.viewport(), button, pos=place)
        self.settle()


@pytest.fixture
def bench(tmp_path: Path, qapp: QApplication, qtbot: Any) -> Iterator[Bench]:
    """Five people, one of them with a street and a note."""
    desk = Desk(tmp_path / "desk.db")
    desk.add("Maria Lopez", phones=(("", "+1 519 555 0134"),), addresses=(Address(street="38 Orchard Lane"),))
    desk.add("Mark Board", emails=(("", "mark@mail.example"),))
    for name in ("Ada Moss", "Zoë Müller", "Łukasz Søby"):
        desk.add(name)
    desk.do(log_activity, NewActivity(3, "call", text="Worried about the roof of 38 Orchard"))
    made = Bench(desk, tmp_path, qapp)
    qtbot.addWidget(made.window)
    yield made
    made.window.hide()
    made.runner.close()
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    theme().use(Look("light"))


# --- by keys -----------------------------------------------------------------------------------------------


def test_a_person_is_found_and_opened_by_keys_alone(bench: Bench) -> None:
    before = QApplication.focusWidget()
    bench.search("lopez mar")
    assert bench.lines()[0] == ("People", "Maria Lopez")
    assert bench.current().marks == ((0, 3), (6, 11))
    bench.press(Key.Key_Return)
    assert bench.opened == [1]
    assert not bench.palette.isVisible()
    assert QApplication.focusWidget() is before


def test_the_stage_of_a_person_wears_its_number(bench: Bench) -> None:
    bench.search("lopez mar")
    assert (bench.current().stage, bench.current().tail) == ((1, 7), "Attract")
    assert "stage 1 Attract" in bench.palette.model.spoken(bench.palette.list.currentIndex().row())
    line = bench.palette.list.visualRect(bench.palette.list.currentIndex())
    picture = bench.palette.list.viewport().grab(line).toImage()
    badge = theme().stage_colour(1, 7)
    assert any(
        picture.pixelColor(x, y) == badge for x in range(picture.width()) for y in range(picture.height())
    )


def test_groups_stand_in_their_order_and_say_why(bench: Bench) -> None:
    bench.search("orchard")
    assert bench.lines() == [("People", "Maria Lopez"), ("Notes", "Ada Moss")]
    assert bench.palette.model.hit(1).hint == "Call: Worried about the roof of 38 Orchard"
    assert [bench.palette.model.heading(row) for row in range(2)] == ["People", "Notes"]
    bench.press(Key.Key_Down, Key.Key_Return)
    assert bench.opened == [3]


def test_a_command_that_is_called_by_name_comes_before_people(bench: Bench) -> None:
    bench.search("board")
    assert bench.lines()[0] == ("Commands", "Board")
    assert ("People", "Mark Board") in bench.lines()
    assert bench.current().key == "Ctrl+2"
    bench.press(Key.Key_Return)
    assert bench.window.page_key == "board"
    bench.search("mar")
    assert bench.lines()[0][0] == "People"


def test_a_typing_mistake_is_forgiven_in_names_and_commands(bench: Bench) -> None:
    bench.search("lpoez")
    assert bench.lines()[0] == ("People", "Maria Lopez")
    bench.press(Key.Key_Escape)
    bench.search("baord")
    assert ("Commands", "Board") in bench.lines()


def test_an_empty_box_shows_those_opened_last_then_commands(bench: Bench) -> None:
    for contact_id in (2, 5, 3):
        bench.desk.clock.advance(minutes=1)
        bench.desk.do(note_opened, contact_id)
    bench.search("")
    assert bench.lines()[:3] == [
        ("Opened last", "Ada Moss"),
        ("Opened last", "Łukasz Søby"),
        ("Opened last", "Mark Board"),
    ]
    assert bench.lines()[3][0] == "Commands"
    bench.press(Key.Key_Return)
    assert bench.opened == [3]


def test_acts_of_a_person_by_tab_and_back(bench: Bench) -> None:
    bench.search("lopez")
    bench.press(Key.Key_Tab)
    assert {group for group, _text in bench.lines()} == {"Maria Lopez"}
    assert bench.palette.field.text() == ""
    bench.press(Key.Key_Backspace)
    assert bench.palette.field.text() == "lopez"
    assert bench.lines()[0] == ("People", "Maria Lopez")
    bench.press(Key.Key_End, Key.Key_Right)
    assert bench.lines()[1] == ("Maria Lopez", "Log call")
    bench.press(Key.Key_Escape)
    assert bench.palette.isVisible()
    assert bench.lines()[0] == ("People", "Maria Lopez")
    bench.press(Key.Key_Tab)
    bench.type("nurture")
    assert bench.lines() == [("Maria Lopez", "Move to Nurture")]
    bench.press(Key.Key_Return)
    stages = bench.desk.rows("SELECT s.label FROM contact c JOIN stage s ON s.id = c.stage_id WHERE c.id = 1")
    assert stages == [("Nurture",)]
    assert bench.desk.database.undo_label() == "Move to Nurture"


@pytest.mark.parametrize(("act", "kind"), [("Log call", "call"), ("Note", "note"), ("Next step", "")])
def test_an_act_asks_in_place(bench: Bench, act: str, kind: str) -> None:
    bench.search("lopez")
    bench.press(Key.Key_Tab)
    bench.type(act)
    assert bench.current().text == act
    bench.press(Key.Key_Return)
    popover = QApplication.activePopupWidget()
    assert popover is not None
    assert "Maria Lopez" in _texts(popover) or act == "Next step"
    bench.press(Key.Key_Escape)
    assert QApplication.activePopupWidget() is None


def test_tab_on_a_command_stays_in_the_box(bench: Bench) -> None:
    bench.search("settings")
    bench.press(Key.Key_Tab)
    assert bench.palette.isVisible()
    assert QApplication.focusWidget() is bench.palette.field
    assert bench.palette.foot.isHidden()


# --- by mouse ----------------------------------------------------------------------------------------------


def test_all_of_it_by_mouse_alone(bench: Bench) -> None:
    search = bench.window.page.head.search if hasattr(bench.window.page.head, "search") else None
    if search is not None:
        QTest.mouseClick(search, Qt.MouseButton.LeftButton)
    else:
        bench.window.open_palette()
    bench.palette.field.setText("orchard")  # as pasted
    bench.settle()
    assert bench.palette.more.isVisible()
    QTest.mouseClick(bench.palette.more, Qt.MouseButton.LeftButton)
    assert bench.lines()[0] == ("Maria Lopez", "Open")
    bench.click(0)
    assert bench.opened == [1]
    bench.window.open_palette()
    bench.palette.field.setText("orchard")
    bench.settle()
    bench.click(1, Qt.MouseButton.RightButton)
    assert bench.lines()[0] == ("Ada Moss", "Open")
    bench.palette.dismiss()
    bench.window.open_palette()
    assert bench.lines()[0][0] == "Commands"  # the acts are forgotten


# --- slow, failing, superseded -----------------------------------------------------------------------------


def waiting_finder(bench: Bench) -> dict[str, Callable[[Sequence[Hit]], None]]:
    """A finder that answers when the test wants it to."""
    waiting: dict[str, Callable[[Sequence[Hit]], None]] = {}
    bench.palette.set_finder(waiting.__setitem__)
    return waiting


def test_enter_waits_for_people_and_never_runs_what_answers_another_text(bench: Bench) -> None:
    waiting = waiting_finder(bench)
    done: list[str] = []
    bench.search("mar")
    waiting["mar"]([Hit("Mark", lambda: done.append("Mark"))])
    bench.type("i")
    bench.press(Key.Key_Return)
    assert done == []
    waiting["mari"]([Hit("Maria", lambda: done.append("Maria"))])
    assert done == ["Maria"]
    assert not bench.palette.isVisible()


def test_commands_are_there_although_people_take_their_time(bench: Bench, qtbot: Any) -> None:
    waiting = waiting_finder(bench)
    bench.search("board")
    qtbot.waitUntil(lambda: bench.lines() == [("Commands", "Board")], timeout=PATIENCE_MS * 50)
    bench.palette.model.hit(0)
    waiting["board"]([Hit("Mark Board", lambda: None, group="People")])
    assert ("People", "Mark Board") in bench.lines()
    bench.palette.dismiss()
    waiting["board"]([Hit("Late", lambda: None)])
    assert not bench.palette.isVisible()


def test_a_line_that_was_walked_to_stays_chosen_when_people_come_late(bench: Bench, qtbot: Any) -> None:
    waiting = waiting_finder(bench)
    bench.search("text")
    qtbot.waitUntil(lambda: not bench.palette._is_waiting, timeout=PATIENCE_MS * 50)
    bench.press(Key.Key_Down)
    chosen = bench.current().text
    waiting["text"]([Hit("Tex Text", lambda: None, group="People")])
    assert bench.current().text == chosen


def test_a_search_that_fails_never_blocks_typing(
    bench: Bench, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lifecycle_desktop.core.queries import search

    def broken(*_values: object) -> None:
        raise DatabaseProblem("The file cannot be read.", "Put the drive back in.")

    monkeypatch.setattr(search, "search", broken)
    bench.search("board")
    assert bench.palette.field.text() == "board"
    qtbot.waitUntil(lambda: bench.lines() == [("Commands", "Board")], timeout=PATIENCE_MS * 50)
    assert bench.failures
    bench.press(Key.Key_Return)
    assert bench.window.page_key == "board"


def test_enter_on_scattered_letters_runs_nothing_while_people_cannot_be_read(
    bench: Bench, qtbot: Any
) -> None:
    waiting_finder(bench)
    before = bench.window.page_key
    bench.search("s")
    bench.press(Key.Key_Return)
    qtbot.waitUntil(lambda: not bench.palette._is_waiting, timeout=PATIENCE_MS * 50)
    assert bench.palette.isVisible()
    assert bench.window.page_key == before


# --- any text ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [*HOSTILE, "x" * 10_000, "%", "_", '"', "***", "maria " * 3000])
def test_any_text_can_be_typed_and_painted(bench: Bench, text: str) -> None:
    bench.desk.add(text[:200].strip() or "x")
    bench.window.open_palette()
    bench.palette.field.setText(text)
    bench.settle()
    bench.window.grab()
    assert bench.failures == []
    bench.palette.dismiss()


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize(
    "text", ["Maria Lopez", "דנה לוי", "Zoe\u0308 M", "مريم لوبيز", "👩‍👩‍👧 Ann", "x" * 500]
)
def test_marked_letters_are_painted_within_their_room(qapp: QApplication, text: str, mirrored: bool) -> None:
    dress(qapp, Look("light"))
    image = QImage(300, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    from PySide6.QtCore import QRectF

    wide = paint_marked(painter, QRectF(50, 0, 200, 40), text, [(0, 3)], mirrored=mirrored)
    painter.end()
    assert 0 < wide <= 204
    outside = [image.pixel(x, y) for x in (*range(44), *range(256, 300)) for y in range(40)]
    assert set(outside) == {image.pixel(0, 0)}
    inside = [image.pixel(x, y) for x in range(50, 250) for y in range(40)]
    assert len(set(inside)) > 2


# --- how it looks and how it is read out -------------------------------------------------------------------


@pytest.mark.parametrize(
    "look", [Look("light"), Look("dark"), Look("light", text=200), Look("dark", text=200)]
)
@pytest.mark.parametrize("mirrored", [False, True])
def test_the_palette_fits_the_window_in_every_look(bench: Bench, look: Look, mirrored: bool) -> None:
    theme().use(look)
    if mirrored:
        QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    bench.window.resize(1024, 640)
    bench.search("o")
    palette = bench.palette
    parent = palette.parentWidget()
    assert parent is not None
    assert parent.rect().contains(palette.geometry())
    assert palette.list.height() >= palette.model.height(0)
    assert palette.list.geometry().bottom() <= palette.height() - 10
    assert palette.foot.isHidden() or palette.foot.geometry().bottom() <= palette.height() - 10
    bench.window.grab()


def test_the_box_and_the_list_are_read_out(bench: Bench) -> None:
    bench.search("orchard")
    palette = bench.palette
    listed = QAccessible.queryAccessibleInterface(palette.list)
    assert listed.role() == QAccessible.Role.List
    assert listed.text(QAccessible.Text.Name) == "Found"
    assert listed.childCount() == 2
    names = [listed.child(row).text(QAccessible.Text.Name) for row in range(2)]
    assert names[0].startswith("Maria Lopez, 38 Orchard Lane")
    assert names[0].endswith("People")
    box = QAccessible.queryAccessibleInterface(palette.field)
    assert box.text(QAccessible.Text.Name) == "Search or run a command"
    assert box.text(QAccessible.Text.Description) == names[0]


def test_how_much_was_found_is_announced(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    bench.search("orchard")
    assert said[-1] == "People: 1, Notes: 1"
    bench.palette.field.setText("zzqq")
    assert said[-1] == "Nothing found for “zzqq”."


# --- small parts -------------------------------------------------------------------------------------------


def test_commands_are_found_by_words_beginnings_and_without_accents() -> None:
    hits = [
        Hit(text, lambda: None)
        for text in ("Rückgängig", "Move to stage…", "Save PDF…", "Title and goals of the year…")
    ]
    assert [hit.text for hit in matching(hits, "ruckg")] == ["Rückgängig"]
    assert [hit.text for hit in matching(hits, "stage move")] == ["Move to stage…"]
    assert [hit.text for hit in matching(hits, "mts")] == ["Move to stage…"]
    assert matching(hits, "note") == []
    assert matching(hits, "sve")[0].text == "Save PDF…"


def test_a_command_is_called_by_its_name_or_most_of_it() -> None:
    hit = Hit("Settings…", lambda: None)
    assert is_called(hit, "settings")
    assert is_called(hit, "SETT")
    assert not is_called(hit, "se")
    assert not is_called(hit, "")


def test_a_plus_is_a_key_too() -> None:
    assert caps_of("Ctrl++") == ["Ctrl", "+"]
    assert caps_of("+") == ["+"]
    assert caps_of("Ctrl+K") == ["Ctrl", "K"]


def test_a_name_without_end_stays_within_the_palette(bench: Bench) -> None:
    theme().use(Look("light", text=200))
    bench.desk.add("W" * 180)
    bench.search("www")
    assert bench.palette.more.isVisible()
    assert bench.palette.more.geometry().right() < bench.palette.width() - 20


def test_the_room_for_the_icon_is_where_a_line_begins(bench: Bench) -> None:
    margins = bench.palette.field.textMargins()
    assert margins.left() > margins.right()
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    bench.settle()
    margins = bench.palette.field.textMargins()
    assert margins.right() > margins.left()


def test_only_whom_one_stays_with_is_noted(bench: Bench, qtbot: Any) -> None:
    seen = OpenedLast(bench.runner, bench.window)
    seen._timer.setInterval(30)
    for contact_id in (1, 2, 4):
        seen.see(contact_id)
    qtbot.waitUntil(lambda: bench.desk.rows("SELECT id FROM contact_opened") == [(4,)], timeout=3000)
    label = bench.desk.database.undo_label()
    assert label != "Open a contact"


def _texts(widget: QWidget) -> str:
    parts = [widget.accessibleName(), widget.windowTitle()]
    for child in widget.findChildren(QWidget):
        text = getattr(child, "text", None)
        parts += [child.accessibleName(), text() if callable(text) else ""]
    return " ".join(parts)
