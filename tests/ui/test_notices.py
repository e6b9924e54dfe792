"""Reminders as they are told: over the page, and on the desktop through a portal on a bus of its own."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import ClassInfo, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.operations.follow_ups import add_follow_up
from lifecycle_desktop.ui.desktop_notice import INTERFACE, OPEN, PATH, SERVICE, DesktopNotices
from lifecycle_desktop.ui.main_window import MainWindow
from lifecycle_desktop.ui.notice_choice import CHOICE
from lifecycle_desktop.ui.reminders import Reminders
from lifecycle_desktop.ui.runner import Inline, Runner
from lifecycle_desktop.ui.theme import Look, dress
from lifecycle_desktop.ui.window_state import WindowState
from tests.core.desk import Desk


class Reminding:
    """A window with reminders, and what they told the desktop; `again` is the next start of the program."""

    def __init__(self, folder: Path) -> None:
        self.desk = Desk(folder / "desk.db")
        self.window = MainWindow(WindowState(folder / "window.ini"))
        self.runner = Runner(self.desk.database, self.desk.clock, Inline())
        self.window.attach(self.runner)
        self.window.open_page("board")
        self.told: list[tuple[str, str, str]] = []
        self.reminders = self.again()

    def again(self) -> Reminders:
        self.reminders = Reminders(self.window, self.runner)
        self.reminders.tell_desktop = lambda *notice: self.told.append(notice)
        return self.reminders

    def add(self, what: str, clock: dt.time | None = None, contact_id: int | None = None) -> None:
        self.desk.do(add_follow_up, NewFollowUp(contact_id, self.desk.moment.today, clock, what))

    def texts(self) -> list[tuple[str, str]]:
        self.reminders.look()
        found, self.told = [(title, text) for _key, title, text in self.told], []
        return found


@pytest.fixture
def made(qapp: QApplication, tmp_path: Path) -> Iterator[Reminding]:
    dress(qapp, Look(mode="light"))
    found = Reminding(tmp_path)
    yield found
    found.window.close()
    found.window.deleteLater()
    found.desk.database.close()


def test_what_is_due_is_told_together_once_and_by_the_clock_that_is_given(made: Reminding) -> None:
    ann = made.desk.add("Ann Lee")
    made.add("Call about <b>Elm</b> St", dt.time(9, 0), ann)
    made.add("Write to Ann Lee", dt.time(9, 30), ann)
    made.add("Order signs", dt.time(10, 1))
    assert made.texts() == [("2 follow-ups are due", "Call about <b>Elm</b> St – Ann Lee\nWrite to Ann Lee")]
    [banner] = made.window.banners()
    assert banner.button is not None
    assert banner.button.text() == "Open contact"
    banner.button.click()
    assert made.window.page_key == "contact"
    assert made.window.banners() == []
    made.again()
    assert made.texts() == [], "a new start tells nothing twice"
    assert made.reminders.waits_ms == 60_000
    made.desk.clock.advance(seconds=45)
    assert made.reminders.waits_ms == 15_000
    made.desk.clock.advance(hours=9)  # asleep
    assert made.texts() == [("1 follow-up is due", "Order signs")]
    [banner] = made.window.banners()
    assert banner.button is not None
    banner.button.click()
    assert made.window.page_key == "today"


def test_many_are_a_handful_of_lines_and_names_stay_out_where_that_is_wanted(made: Reminding) -> None:
    made.window.state.set(CHOICE, "tasks")
    for number in range(6):
        made.add(f"Call {number}", dt.time(8, number), made.desk.add(f"Person {number}"))
    assert made.texts() == [("6 follow-ups are due", "Call 0\nCall 1\nCall 2\nCall 3\nand 2 more")]
    made.window.state.set(CHOICE, "none")
    made.add("Call the bank")
    assert made.texts() == []
    assert [one.title.text() for one in made.window.banners()][-1] == "1 follow-up is due"


@ClassInfo({"D-Bus Interface": INTERFACE})  # type: ignore[call-arg]
class Portal(QObject):  # type: ignore[operator]
    """What answers in the place of the desktop."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, dict[str, object]]] = []

    @Slot("QString", "QVariantMap")
    def AddNotification(self, key: str, notice: dict[str, object]) -> None:  # the portal's word
        self.told.append((key, notice))


@pytest.fixture
def bus(qapp: QApplication) -> Iterator[Callable[[str], QDBusConnection]]:
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("dbus-daemon is not on this computer; on Debian it is in the package dbus-daemon")
    daemon = subprocess.Popen(
        [program, "--session", "--nofork", "--nopidfile", "--print-address=1"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert daemon.stdout is not None
    address, names = daemon.stdout.readline().strip(), []

    def connect(name: str) -> QDBusConnection:
        names.append(name)
        return QDBusConnection.connectToBus(address, name)

    yield connect
    for name in names:
        QDBusConnection.disconnectFromBus(name)
    daemon.terminate()
    daemon.wait(10)
    daemon.stdout.close()


class Icon(QSystemTrayIcon):
    """An icon that is there, as the platform of the tests has no tray."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[tuple[str, str]] = []

    def isVisible(self) -> bool:
        return True

    def showMessage(self, title: str, text: str) -> None:  # type: ignore[override]
        self.messages.append((title, text))


def waited_for(condition: Callable[[], bool]) -> bool:
    """Let Qt work until it holds, five seconds at most."""
    for _time in range(500):
        if condition():
            return True
        QTest.qWait(10)
    return False


def test_the_portal_is_told_and_its_click_comes_back(bus: Callable[[str], QDBusConnection]) -> None:
    desktop, portal, icon = bus("desktop"), Portal(), Icon()
    clicked: list[str] = []
    notices = DesktopNotices(clicked.append, icon, bus("program"))
    notices.tell("a:1", "1 follow-up is due", "Call")  # nobody has the name yet: beside the icon instead
    assert waited_for(lambda: bool(icon.messages))
    icon.messageClicked.emit()
    assert (icon.messages, clicked) == ([("1 follow-up is due", "Call")], ["a:1"])

    assert desktop.registerService(SERVICE)
    assert desktop.registerObject(PATH, portal, QDBusConnection.RegisterOption.ExportAllSlots)
    notices.tell("a:2", "2 follow-ups are due", "Call\nWrite")
    assert waited_for(lambda: bool(portal.told))
    notice = {"title": "2 follow-ups are due", "body": "Call\nWrite", "default-action": OPEN}
    assert portal.told == [("a:2", notice)]
    for action in ("other", OPEN):
        answer = QDBusMessage.createSignal(PATH, INTERFACE, "ActionInvoked")
        answer.setArguments(["a:2", action, []])
        assert desktop.send(answer)
    assert waited_for(lambda: len(clicked) == 2)
    assert clicked == ["a:1", "a:2"]
    assert len(icon.messages) == 1
    notices.deleteLater()
