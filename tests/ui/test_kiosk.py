"""The sign-in page for visitors: written by mouse or keys, cleared, spoken in two languages, and left by the PIN only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QDialog, QLabel, QLineEdit, QWidget

from lifecycle_desktop.core.errors import DiskFull
from lifecycle_desktop.core.model.kiosk_words import kiosk_words
from lifecycle_desktop.core.model.sign_in import ASKED, OPTIONAL, NewEvent, SignInSetup
from lifecycle_desktop.core.operations import kiosk, open_houses
from lifecycle_desktop.core.queries.sign_ins import event_summary, kiosk_desk, kiosk_state
from lifecycle_desktop.ui.actions import COMMANDS
from lifecycle_desktop.ui.kiosk.host import HostPanel, PinSheet
from lifecycle_desktop.ui.kiosk.window import KioskWindow
from lifecycle_desktop.ui.runner import Inline, Runner
from lifecycle_desktop.ui.theme import Look, dress
from tests.core.desk import Desk
from tests.ui.screens import Program, program, sample_file

HOSTILE = '<img src="x.png"><b>x&y</b>{{7*7}}{0}$\\bad$'
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
PIN = "4711"


class Stand:
    """A sign-in page on a database of its own, with a clock in the hand."""

    def __init__(self, desk: Desk, new: NewEvent) -> None:
        self.desk = desk
        self.event_id = int(desk.do(open_houses.add_event, new))
        with desk.database.write("", moment=desk.moment) as written:
            kiosk.set_pin(written.connection, PIN)
        self.runner = Runner(desk.database, desk.clock, Inline())
        self.failed: list[Exception] = []
        self.runner.failed.connect(self.failed.append)
        self.seconds = 0.0
        self.page = KioskWindow(self.runner, desk.read(kiosk_desk, self.event_id), now=lambda: self.seconds)
        self.page.resize(1440, 900)
        self.page.guard.start()
        self.page.show()
        self.page.activateWindow()
        self.settle()

    @property
    def form(self) -> Any:
        return self.page.form

    def settle(self) -> None:
        for _turn in range(4):
            QApplication.processEvents()

    def later(self, seconds: float) -> None:
        self.seconds += seconds
        self.page.tick()
        self.settle()

    def press(self, key: Any, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.page.focusWidget() or self.page, key, modifier)
        self.settle()

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, widget.rect().center()
        )
        self.settle()

    def write(self, **texts: str) -> None:
        for name, text in texts.items():
            self.click(self.form.lines[name])
            QTest.keyClicks(self.form.lines[name], text)

    def visit(self, first: str = "Priya", email: str = "priya@example.com") -> None:
        self.write(first_name=first, last_name="Natarajan", email=email)
        self.click(self.form.choices["agent"].buttons["no"])
        self.click(self.form.button)

    def is_thanking(self) -> bool:
        return self.page.stack.currentWidget() is self.page.thanks

    def on_disk(self, sql: str) -> list[Any]:
        """What another program finds in the file now."""
        connection = sqlite3.connect(f"file:{self.desk.database.path}?mode=ro", uri=True)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def words(self) -> list[str]:
        """Everything that can be read on the page."""
        shown = [each for each in self.page.findChildren(QWidget) if each.isVisible()]
        texts = [each.text() for each in shown if isinstance(each, (QLabel, QAbstractButton, QLineEdit))]
        return [text for text in texts if text] + [each.accessibleDescription() for each in shown]


@pytest.fixture
def stand(qapp: QApplication, tmp_path: Path) -> Iterator[Stand]:
    dress(qapp, Look("light"))
    desk = Desk(tmp_path / "data.db")
    made = Stand(desk, NewEvent("118 Alder Court", None, "the guide", SignInSetup("13:00", "16:00")))
    yield made
    made.page.finish()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.database.close()


# -- one visitor ----------------------------------------------------------------------------------------------


def test_a_visitor_signs_in_with_the_mouse(stand: Stand) -> None:
    stand.write(first_name="Priya", last_name="Natarajan", phone="416 555 0142", email="priya@example.com")
    stand.click(stand.form.choices["agent"].buttons["yes"])
    stand.click(stand.form.choices["agent"].buttons["no"])
    stand.click(stand.form.choices["timing"].buttons["three_months"])
    stand.click(stand.form.ticks["email"])
    stand.click(stand.form.button)
    assert stand.page.thanks.words.text() == "Thank you, Priya"
    assert stand.on_disk("SELECT display_name FROM contact") == [("Priya Natarajan",)]
    assert stand.on_disk("SELECT channel, status FROM permission") == [("email", "given")]
    visitor = stand.desk.read(event_summary, stand.event_id).visitors[0]
    assert dict(visitor.answers) == {"agent": "no", "timing": "three_months", "language": "en"}


def test_a_visitor_signs_in_with_keys_alone(stand: Stand) -> None:
    assert stand.page.focusWidget() is stand.form.lines["first_name"]
    for text, key in (
        ("Ines", Qt.Key.Key_Tab),
        ("Duarte", Qt.Key.Key_Return),
        ("416 555 0199", Qt.Key.Key_Tab),
    ):
        QTest.keyClicks(stand.page.focusWidget(), text)
        stand.press(key)
    assert stand.page.focusWidget() is stand.form.lines["email"]
    stand.press(Qt.Key.Key_Tab)
    stand.press(Qt.Key.Key_Tab)
    stand.press(Qt.Key.Key_Tab)
    stand.press(Qt.Key.Key_Space)  # just looking
    for _each in range(5):
        stand.press(Qt.Key.Key_Tab)
    stand.press(Qt.Key.Key_Return)  # email me
    while stand.page.focusWidget() is not stand.form.button:
        stand.press(Qt.Key.Key_Tab)
    stand.press(Qt.Key.Key_Return)
    assert stand.is_thanking()
    visitor = stand.desk.read(event_summary, stand.event_id).visitors[0]
    assert (visitor.name, visitor.answers["agent"], visitor.given) == ("Ines Duarte", "looking", ("email",))


def test_nothing_is_ticked_or_chosen_at_first(stand: Stand) -> None:
    assert not any(tick.isChecked() for tick in stand.page.findChildren(QCheckBox))
    assert not any(row.value for row in stand.form.choices.values())
    assert not stand.form.is_touched()


def test_what_is_missing_is_said_below_its_field_and_nothing_is_written(stand: Stand) -> None:
    stand.write(first_name="Priya", email="priya@")
    stand.click(stand.form.button)
    fields = stand.form.fields
    assert fields["first_name"].fault.text() == ""
    assert "last name" in fields["last_name"].fault.text()
    assert "Example" in fields["email"].fault.text()
    assert fields["phone"].fault.text() == ""
    assert fields["agent"].fault.isVisible()
    assert stand.page.focusWidget() is stand.form.lines["last_name"]
    assert stand.on_disk("SELECT count(*) FROM contact") == [(0,)]
    stand.write(last_name="N")
    assert fields["last_name"].fault.text() == ""


def test_the_thanks_stay_four_seconds_and_then_the_form_is_another(stand: Stand) -> None:
    before = stand.form
    stand.visit()
    assert stand.is_thanking()
    assert stand.form is not before
    stand.later(3.9)
    assert stand.is_thanking()
    stand.later(0.2)
    assert not stand.is_thanking()
    assert not stand.form.is_touched()


def test_of_the_visitor_before_nothing_can_be_brought_back(stand: Stand) -> None:
    QGuiApplication.clipboard().setText("copied by Priya")
    stand.visit()
    stand.later(5)
    assert QGuiApplication.clipboard().text() == ""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for line in stand.page.findChildren(QLineEdit):
        assert not line.isUndoAvailable()
        assert not line.isRedoAvailable()
        assert line.completer() is None
        line.setFocus()
        for key in (Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_V):
            stand.press(key, CONTROL)
            stand.press(key, CONTROL | SHIFT)
        stand.press(Qt.Key.Key_Insert, SHIFT)
        QTest.mouseClick(line, Qt.MouseButton.MiddleButton)
        assert line.text() == ""
    assert not [text for text in stand.words() if "Priya" in text or "natarajan" in text.lower()]


def test_a_returning_visitor_sees_what_anybody_sees(stand: Stand) -> None:
    stand.visit("Ada", "ada@example.com")
    new = [text.replace("Ada", "?") for text in stand.words()]
    stand.later(5)
    stand.desk.add("Priya Natarajan", emails=(("", "priya@example.com"),), note="Secret")
    stand.visit()
    assert [text.replace("Priya", "?") for text in stand.words()] == new
    assert stand.on_disk("SELECT count(*) FROM contact") == [(2,)]


def test_what_is_left_behind_clears_after_a_warning(stand: Stand) -> None:
    stand.write(first_name="Priya")
    stand.click(stand.form.ticks["text"])
    stand.later(19)
    assert stand.page.foot.warning.isHidden()
    stand.later(2)
    assert stand.page.foot.warning.isVisible()
    assert stand.page.foot.still.text() == "Still there? This clears in 9 s"
    stand.click(stand.page.foot.stay)
    assert stand.page.foot.warning.isHidden()
    stand.later(21)
    stand.press("x")  # any key is a sign of life too
    assert stand.page.foot.warning.isHidden()
    stand.later(29)
    assert stand.form.is_touched()
    stand.later(1.1)
    assert not stand.form.is_touched()
    assert stand.page.foot.warning.isHidden()


def test_a_failure_keeps_what_was_written_and_thanks_nobody(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_options: object) -> None:
        raise DiskFull("There is no space left.", "")

    monkeypatch.setattr(stand.desk.database, "write", full)
    stand.runner.failed.connect(stand.page.tell_failure)
    stand.visit()
    assert not stand.is_thanking()
    assert stand.form.problem.isVisible()
    assert stand.form.lines["first_name"].text() == "Priya"
    monkeypatch.undo()
    stand.click(stand.form.button)
    assert stand.is_thanking()


# -- languages and looks --------------------------------------------------------------------------------------


def test_spanish_speaks_of_everything_and_asks_permission_anew(stand: Stand) -> None:
    stand.write(first_name="Ana")
    stand.click(stand.form.ticks["email"])
    stand.click(stand.form.switch.buttons["es"])
    assert stand.form.lines["first_name"].text() == "Ana"
    assert not stand.form.ticks["email"].isChecked()
    english = set(kiosk_words("en").words.values()) - set(kiosk_words("es").words.values())
    assert not english & set(stand.words())
    stand.click(stand.form.ticks["email"])
    stand.write(last_name="Ruiz", phone="416 555 0100")
    stand.click(stand.form.choices["agent"].buttons["no"])
    stand.click(stand.form.button)
    assert stand.page.thanks.words.text() == "Gracias, Ana"
    assert stand.on_disk("SELECT wording FROM permission")[0][0].startswith("Pueden escribirme")
    stand.later(5)
    assert stand.page.language == "en"


@pytest.mark.parametrize("text", [100, 200])
def test_every_target_is_large_enough_for_a_finger(qapp: QApplication, tmp_path: Path, text: int) -> None:
    dress(qapp, Look("dark", text=text))
    desk = Desk(tmp_path / "data.db")
    setup = SignInSetup(asked=dict.fromkeys(OPTIONAL, ASKED))
    stand = Stand(desk, NewEvent(HOSTILE * 4, None, HOSTILE, setup))
    controls = [
        each
        for each in stand.page.findChildren(QWidget)
        if isinstance(each, (QAbstractButton, QLineEdit)) and each.isVisible()
    ]
    assert len(controls) > 20
    for control in controls:
        assert control.height() >= 44
        assert control.width() >= 44
        assert control.accessibleName()
    assert stand.form.lines["email"].height() == 62 * text // 100
    assert stand.form.button.height() == 72 * text // 100
    assert (
        stand.page.grab().toImage().pixelColor(stand.page.width() - 2, 300).lightness() > 200
    )  # light, always
    stand.page.finish()
    desk.database.close()
    dress(qapp, Look("light"))


def test_hostile_words_stay_words(stand: Stand) -> None:
    stand.write(first_name=HOSTILE, last_name=HOSTILE, email="x@example.com")
    stand.click(stand.form.choices["agent"].buttons["no"])
    stand.click(stand.form.button)
    assert stand.page.thanks.words.text() == f"Thank you, {HOSTILE[:39]}…"
    assert stand.page.thanks.words.textFormat() == Qt.TextFormat.PlainText
    assert stand.on_disk("SELECT first_name FROM contact") == [(HOSTILE,)]
    for label in stand.page.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText


# -- the host -------------------------------------------------------------------------------------------------


def open_panel(stand: Stand, pin: str = PIN) -> Any:
    stand.press(Qt.Key.Key_Q, CONTROL | SHIFT)
    sheet = stand.page.findChildren(PinSheet)[0]
    QTest.keyClicks(sheet.line, pin)
    stand.press(Qt.Key.Key_Return)
    panels = stand.page.findChildren(HostPanel)
    return panels[0] if panels else None


def test_the_pin_opens_the_panel_that_counts_notes_and_ends(stand: Stand) -> None:
    stand.visit()
    left: list[tuple[int, bool]] = []
    stand.page.left.connect(lambda event_id, ended: left.append((event_id, ended)))
    panel = open_panel(stand)
    assert not [text for text in stand.words() if "Natarajan" in text]
    for button in (panel.more, panel.more, panel.fewer):
        stand.click(button)
    assert (panel.seen.text(), panel.signed.text()) == ("2 seen", "1 signed in")
    panel.note.setPlainText("Rain")
    stand.click(panel.end)
    assert stand.page.focusWidget() is panel.stay  # the safe one
    stand.click(panel.stay)
    assert left == []
    stand.click(panel.end)
    stand.click(panel.leave)
    assert left == [(stand.event_id, True)]
    event = stand.desk.read(event_summary, stand.event_id).event
    assert (event.seen, event.note, event.ended_on) == (2, "Rain", stand.desk.moment.today)
    assert stand.desk.read(kiosk_state, stand.desk.moment).event_id is None


def test_wrong_pins_wait_longer_and_closing_the_question_does_not_help(stand: Stand) -> None:
    for _each in range(3):
        assert open_panel(stand, "0000") is None
        stand.press(Qt.Key.Key_Escape)
    assert open_panel(stand) is None  # the right one, too soon
    sheet = stand.page.findChildren(PinSheet)[0]
    assert "5 s" in sheet.fault.text()
    assert not sheet.open.isEnabled()
    assert "0000" not in "".join(stand.words())
    stand.press(Qt.Key.Key_Escape)
    stand.desk.clock.advance(seconds=6)
    assert open_panel(stand) is not None
    assert stand.failed == []


def test_the_pin_can_be_given_by_finger_and_the_panel_closes_by_itself(stand: Stand) -> None:
    stand.click(stand.page.foot.host)
    sheet = stand.page.findChildren(PinSheet)[0]
    keys = {button.text(): button for button in sheet.findChildren(QAbstractButton)}
    for digit in "9" + PIN:
        stand.click(keys[digit])
        if digit == "9":
            stand.click(keys["⌫"])
    stand.click(sheet.open)
    assert stand.page.findChildren(HostPanel)
    stand.later(61)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not stand.page.findChildren(HostPanel)
    assert stand.form.isVisible()


# -- shut out -------------------------------------------------------------------------------------------------


@pytest.fixture
def house(qapp: QApplication, tmp_path: Path) -> Iterator[Program]:
    """The whole program with the sample people, its sign-in page open."""
    folder = tmp_path / "program"
    folder.mkdir()
    with program(sample_file(tmp_path), folder) as made:
        moment = made.desk.moment
        event_id = made.desk.do(open_houses.add_event, NewEvent("118 Alder Court"))
        with made.desk.database.write("", moment=moment) as written:
            kiosk.set_pin(written.connection, PIN)
        made.window.navigate(f"sign_in:{event_id}")
        made.settle()
        yield made
        made.window.visitors.end()


def seen_windows() -> list[QWidget]:
    return [each for each in QApplication.topLevelWidgets() if each.isVisible()]


def every_key() -> list[tuple[int, Qt.KeyboardModifier]]:
    """The keys of every command of the program, of every standard action, and those that SAFETY.md names."""
    sequences = [QKeySequence(key) for command in COMMANDS for key in command.keys]
    for standard in QKeySequence.StandardKey:
        sequences += QKeySequence.keyBindings(standard)
    found = {
        (sequence[0].key(), sequence[0].keyboardModifiers()) for sequence in sequences if sequence.count()
    }
    none = Qt.KeyboardModifier.NoModifier
    found |= {
        (Qt.Key(Qt.Key.Key_F1 + number), held) for number in range(35) for held in (none, SHIFT, ALT, CONTROL)
    }
    found |= {(Qt.Key(code), held) for code in range(0x41, 0x5B) for held in (CONTROL, ALT, CONTROL | ALT)}
    others = (
        Qt.Key.Key_Escape, Qt.Key.Key_Menu, Qt.Key.Key_Help, Qt.Key.Key_Back, Qt.Key.Key_Forward, Qt.Key.Key_Print,
        Qt.Key.Key_Exit, Qt.Key.Key_Close, Qt.Key.Key_Super_L, Qt.Key.Key_Meta, Qt.Key.Key_Insert, Qt.Key.Key_HomePage,
        Qt.Key.Key_LaunchMail, Qt.Key.Key_Search, Qt.Key.Key_Open, Qt.Key.Key_Undo, Qt.Key.Key_Paste,
    )  # fmt: skip
    found |= {(key, held) for key in others for held in (none, SHIFT, ALT, CONTROL)}
    found |= {(Qt.Key.Key_F4, ALT), (Qt.Key.Key_Space, ALT), (Qt.Key.Key_Tab, CONTROL), (Qt.Key.Key_Tab, ALT)}
    host = (Qt.Key.Key_Q, CONTROL | SHIFT)
    return sorted(
        ((int(key), held) for key, held in found if (key, held) != host),
        key=lambda each: (each[0], each[1].value),
    )


def strike(widget: QWidget, key: int, held: Qt.KeyboardModifier) -> None:
    """Press a key as a person does; the rare ones, for which Qt's own hand knows no sign, as bare events."""
    if key < Qt.Key.Key_Super_L or key == Qt.Key.Key_Menu or Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35:
        QTest.keyClick(widget, Qt.Key(key), held)
        return
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, held))


def test_no_key_leads_a_visitor_to_the_desk(house: Program) -> None:
    page = house.window.visitors.page
    before = house.desk.everything()
    assert seen_windows() == [page]
    for where in ("first_name", "email"):
        page.form.lines[where].setFocus()
        for key, held in every_key():
            strike(page.focusWidget() or page, key, held)
            if seen_windows() != [page]:
                house.settle()  # what showed itself is gone at once
            assert seen_windows() == [page], (key, held)
            assert not house.window.isVisible()
    house.settle()
    assert house.desk.everything() == before
    assert page.stack.currentWidget() is page._scroll
    assert QGuiApplication.clipboard().text() == ""


def test_neither_closing_nor_menus_nor_other_windows_lead_out(house: Program) -> None:
    window, page = house.window, house.window.visitors.page
    for _each in range(2):
        page.close()
        window.close()
        window.commands.open_capture()
        window.open_palette()
        window.say("Something about Elena Ruiz", undoable=True)
        window.open_capture("x")
        window.show_failure(DiskFull("There is no space left.", ""))
        dialog = QDialog(window)
        dialog.setWindowTitle("Reminder")
        dialog.show()
        page.form.lines["first_name"].setToolTip("x")
        line = page.form.lines["first_name"]
        QApplication.sendEvent(
            line, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(3, 3), QPoint(3, 3))
        )
        QTest.mouseClick(line, Qt.MouseButton.RightButton)
        page.showMinimized()
        house.settle()
        assert seen_windows() == [page]
        assert not page.isMinimized()
        dialog.deleteLater()
    assert "toast" not in window.__dict__ or window.toast.isHidden()
    assert page.form.problem.isVisible()


def test_a_second_start_brings_the_page_to_the_front_and_the_tray_is_away(
    house: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lifecycle_desktop.ui import tray
    from lifecycle_desktop.ui.app import Program as Started

    monkeypatch.setattr(tray, "has_tray", lambda: True)
    icon = tray.Tray(house.window, lambda: None)
    icon.follow_choice()
    assert not icon.icon.isVisible()
    started = Started.__new__(Started)
    started.window = house.window
    started.raise_window()
    house.settle()
    assert seen_windows() == [house.window.visitors.page]


def test_the_host_comes_back_to_the_desk_with_the_summary(house: Program) -> None:
    window, page = house.window, house.window.visitors.page
    page.ask_pin()
    sheet = page.findChildren(PinSheet)[0]
    sheet.line.setText(PIN)
    sheet.give()
    panel = page.findChildren(HostPanel)[0]
    panel.pause.click()
    panel.leave.click()
    house.settle()
    assert seen_windows() == [window]
    assert window.page_key == "open_house"
    assert window.page.bar.part.current == "summary"
    assert not window.is_for_visitors
    QTest.keyClick(window, Qt.Key.Key_1, CONTROL)
    house.settle()
    assert window.page_key == "today"
