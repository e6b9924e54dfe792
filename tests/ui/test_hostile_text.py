"""A stranger's text is text everywhere: in every page, layer, menu and message, in CSV files and on paper."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtGui import Qt as RichText
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QPushButton, QWidget

from lifecycle_desktop.cli import main
from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.core.model.paper import Orientation, Paper
from lifecycle_desktop.core.queries.plan import plan_desk
from lifecycle_desktop.core.reports.wall_plan import write_wall_plan
from lifecycle_desktop.ui import asks
from lifecycle_desktop.ui.main_window import MainWindow
from lifecycle_desktop.ui.opening import Facts
from lifecycle_desktop.ui.runner import Inline, Runner
from lifecycle_desktop.ui.theme import Look, dress
from lifecycle_desktop.ui.widgets import messages
from lifecycle_desktop.ui.window_state import WindowState
from tests.core.desk import Desk
from tests.ui.hostile import CANARY, HOSTILE, MARKUP, hostile_desk


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    hostile_desk(path).database.close()
    return path


@pytest.fixture
def window(
    hostile: Path, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Any]:
    """The window on that database, in a folder where the picture lies that must not be loaded."""
    picture = QImage(64, 64, QImage.Format.Format_RGB32)
    picture.fill(QColor(*CANARY))
    picture.save(str(tmp_path / "canary.png"))
    monkeypatch.chdir(tmp_path)
    dress(qapp, Look(mode="light"))
    desk = Desk.of_copy(hostile, tmp_path / "hostile.db")
    runner = Runner(desk.database, desk.clock, Inline())
    made: Any = MainWindow(WindowState(tmp_path / "window.ini"))
    made.attach(runner)
    made.desk = desk
    made.failed = []
    runner.failed.connect(made.failed.append)
    made.resize(1440, 900)
    made.show()
    facts = Facts(made, runner, desk.database.path)
    facts.start()
    made.open_page("today")
    yield made
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    made.on_close = None
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert made.failed == []
    desk.database.close()


def settle() -> None:
    for _turn in range(3):
        QApplication.processEvents()


def assert_plain() -> None:
    """Nothing that is alive could read text from people as markup or as an access key."""
    for widget in QApplication.allWidgets():
        tip = widget.toolTip()
        assert "<img" not in tip, (widget, tip[:80])
        assert "<b>" not in tip, (widget, tip[:80])
        assert not RichText.mightBeRichText(tip) or tip.startswith("<p style='white-space:pre-wrap"), tip[:80]
        if isinstance(widget, QLabel):
            plain = widget.textFormat() == Qt.TextFormat.PlainText
            assert plain or "<" not in widget.text(), widget.text()[:80]
        if isinstance(widget, QPushButton):
            assert "x&y" not in widget.text().replace("&&", ""), widget.text()[:80]
        for action in widget.actions():
            assert_action_plain(action)


def assert_action_plain(action: QAction) -> None:
    assert "x&y" not in action.text().replace("&&", ""), action.text()[:80]
    assert "\n" not in action.text()
    tip = action.toolTip()
    assert "<img" not in tip or not RichText.mightBeRichText(tip), tip[:80]


def assert_no_canary(widget: QWidget) -> None:
    """The picture named in the text was not loaded: its colour is nowhere."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    wanted = bytes(CANARY)
    assert wanted * 8 not in bytes(image.constBits())


def test_every_page_shows_text_as_text(window: Any) -> None:
    for key in window.entries:
        window.open_page(key)
        settle()
        assert_plain()
        assert_no_canary(window)
    window.open_contact(1)
    settle()
    assert_plain()
    assert_no_canary(window)
    assert window.failed == []


def test_every_layer_shows_text_as_text(window: Any) -> None:
    page = window.page
    opens: tuple[Callable[[], object], ...] = (
        lambda: asks.ask_next_step(page, page, [1], MARKUP, what=MARKUP, title=MARKUP),
        lambda: asks.ask_snooze(page, page, [1], MARKUP),
        lambda: asks.ask_log(page, page, 1, MARKUP, "call"),
        lambda: asks.ask_log(page, page, 1, MARKUP, "note"),
        lambda: asks.ask_stage(page, page, [1], MARKUP),
        lambda: page.acts.open_menu(page.today, page.today.lines_model.lines[0], page.rect()),
    )
    for open_layer in opens:
        open_layer()
        settle()
        popup = QApplication.activePopupWidget()
        assert popup is not None
        assert_plain()
        assert_no_canary(popup)
        popup.close()
    window.say(MARKUP, True)
    window.show_failure(FileProblem(MARKUP, MARKUP))
    window.open_palette()
    window.palette_.field.setText("canary")
    settle()
    assert_plain()
    assert_no_canary(window)
    window.palette_.dismiss()
    window.open_capture(MARKUP + " 555-0142")
    settle()
    dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
    assert_plain()
    assert_no_canary(dialog)
    dialog.close()


@pytest.mark.parametrize("page", ["board", "contacts"])
def test_the_menu_of_a_person_shows_text_as_text(window: Any, page: str) -> None:
    window.open_page(page)
    settle()
    acts = window.page.acts
    menu = acts.context_menu()
    for action in menu.actions():
        assert_action_plain(action)
    menu.deleteLater()


def test_a_message_shows_text_as_text(window: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def look(dialog: messages.MessageDialog) -> int:
        dialog.show()
        settle()
        assert_plain()
        assert_no_canary(dialog)
        seen.append(dialog.windowTitle())
        return 0

    monkeypatch.setattr(messages.MessageDialog, "exec", look)
    messages.message(MARKUP, MARKUP, details=MARKUP, parent=window)
    messages.confirm(MARKUP, MARKUP, "Restore", parent=window)
    assert len(seen) == 2


def test_doing_things_to_them_says_their_text(window: Any) -> None:
    page = window.page
    line = next(each for each in page.today.lines_model.lines if each.name == MARKUP)
    asks.complete(page, page.today, line.follow_up_id, line.contact_id, line.name)
    settle()
    assert window.toast.text == f"{MARKUP}: done"
    assert_plain()
    QApplication.activePopupWidget().close()
    window.runner.undo()
    settle()
    assert MARKUP in window.toast.text
    assert_no_canary(window)
    for action in window.actions_.action("edit.undo"), window.actions_.action("edit.redo"):
        assert_action_plain(action)


def test_a_name_without_end_widens_nothing(window: Any) -> None:
    endless = "N" * 10_000
    window.say(f"{endless} moved to Convert", True)
    line = next(each for each in window.page.today.lines_model.lines if each.name == endless)
    asks.complete(window.page, window.page.today, line.follow_up_id, line.contact_id, line.name)
    settle()
    popup = QApplication.activePopupWidget()
    assert popup.width() < 700
    popup.close()
    for open_layer in (
        lambda: asks.ask_log(window.page, window.page, 1, endless, "call"),
        lambda: asks.ask_next_step(window.page, window.page, [1], endless),
    ):
        layer = open_layer()
        settle()
        assert layer.width() < 700
        layer.close()
    assert window.toast.width() <= window.area.width()
    window.actions_.refresh()
    assert len(window.actions_.action("edit.undo").text()) < 100
    for key in ("board", "contacts", "history", "plan", "today"):
        window.open_page(key)
        settle()
        assert window.width() == 1440
        assert window.minimumSizeHint().width() <= 1440, key


def test_choices_hold_text_as_text(window: Any) -> None:
    window.open_page("contacts")
    settle()
    for choice in window.page.findChildren(QComboBox):
        for row in range(choice.count()):
            assert not RichText.mightBeRichText(str(choice.itemData(row, Qt.ItemDataRole.ToolTipRole) or ""))


# --- files ------------------------------------------------------------------------------------------------


def export(database: Path, out: Path) -> str:
    assert main(["--database", str(database), "export", "--format", "csv", str(out)]) == 0
    return out.read_bytes().decode("utf-8-sig")


def test_the_csv_has_no_live_cell_and_comes_back_the_same(hostile: Path, tmp_path: Path) -> None:
    first = Desk.of_copy(hostile, tmp_path / "first.db")
    names = sorted(row[0] for row in first.rows("SELECT display_name FROM contact"))
    first.database.close()
    text = export(tmp_path / "first.db", tmp_path / "first.csv")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 1 + len(HOSTILE) + 3
    for row in rows:
        for cell in row:
            assert not cell.startswith(("=", "@", "\t", "\r", "\uff1d", "-")), cell[:60]
            assert not cell.startswith("+") or cell[1:].replace(" ", "").isdigit(), cell[:60]
            assert "\x00" not in cell
    Desk(tmp_path / "second.db").database.close()
    assert main(["--database", str(tmp_path / "second.db"), "import", str(tmp_path / "first.csv")]) == 0
    assert export(tmp_path / "second.db", tmp_path / "second.csv") == text
    second = Desk.of_copy(tmp_path / "second.db", tmp_path / "third.db")
    assert sorted(row[0] for row in second.rows("SELECT display_name FROM contact")) == names
    second.database.close()


@pytest.mark.parametrize("grey", [False, True])
def test_the_plan_prints_text_as_typed_or_says_what_it_could_not(
    hostile: Path, tmp_path: Path, grey: bool
) -> None:
    desk = Desk.of_copy(hostile, tmp_path / "plan.db")
    found = desk.read(plan_desk, desk.moment)
    assert found is not None
    out = tmp_path / "plan.pdf"
    checks = write_wall_plan(
        found.plan,
        out,
        paper=Paper.LETTER,
        orientation=Orientation.LANDSCAPE,
        grey=grey,
        printed_on=desk.moment.today,
    )
    desk.database.close()
    sheet = pypdf.PdfReader(out)
    assert len(sheet.pages) == 1
    assert not sheet.pages[0].images
    text = "".join(sheet.pages[0].extract_text().split())
    assert "<imgsrc=canary.png><b>x&y</b>{{7*7}}$" in text
    assert "=1+1" in text
    for tactic in (stage.tactics[0] for stage in found.plan.stages if stage.tactics):
        told = "".join(tactic.what.split()) in text
        assert told or checks.cut or checks.left_over or checks.missing_letters, tactic.what[:60]
