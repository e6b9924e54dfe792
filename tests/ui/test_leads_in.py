"""A lead pasted or dropped anywhere in the window: quick capture is filled, files of people go to the import page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from lifecycle_desktop.core.exchange.lead_mail import pasted_lead
from lifecycle_desktop.ui.capture.dialog import CaptureDialog
from lifecycle_desktop.ui.leads_in import capture_fields
from lifecycle_desktop.ui.main_window import MainWindow
from lifecycle_desktop.ui.runner import Inline, Runner
from lifecycle_desktop.ui.theme import Look, dress
from lifecycle_desktop.ui.window_state import WindowState
from tests.core import lead_samples as samples
from tests.core.desk import Desk
from tests.core.test_platform_files import FOLLOW_UP_BOSS
from tests.core.workbooks import xlsx


class Window:
    """The window on a real database, and what it said."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.window: Any = MainWindow(WindowState())
        self.window.attach(Runner(desk.database, desk.clock, Inline()))
        self.said: list[str] = []
        self.window.say = lambda text, _undo=False: self.said.append(text)
        self.window.open_page("history")
        self.window.show()
        QApplication.processEvents()

    @property
    def capture(self) -> Any:
        """Quick capture, where it is open."""
        QApplication.processEvents()
        found = [each for each in self.window.findChildren(CaptureDialog) if each.isVisible()]
        return found[0] if found else None

    def drop(self, mime: QMimeData) -> bool:
        """Drag over the window and let go; whether the window takes it."""
        entered = QDragEnterEvent(
            QPoint(300, 300), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )  # fmt: skip
        entered.ignore()
        QApplication.sendEvent(self.window, entered)
        if not entered.isAccepted():
            return False
        dropped = QDropEvent(
            QPointF(300, 300), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )  # fmt: skip
        QApplication.sendEvent(self.window, dropped)
        QApplication.processEvents()
        return True

    def paste(self, text: str, into: Any = None) -> None:
        QGuiApplication.clipboard().setText(text)
        self.window.activateWindow()
        QApplication.processEvents()
        QTest.keyClick(into or self.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        QApplication.processEvents()


@pytest.fixture
def made(qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    dress(qapp, Look(mode="light"))
    desk = Desk(tmp_path / "data" / "desk.db")
    window = Window(desk)
    yield window
    for dialog in window.window.findChildren(CaptureDialog):
        dialog.reject()
    window.window.close()
    desk.database.close()


def file_of(path: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    return mime


def test_a_pasted_lead_fills_quick_capture_and_is_kept(made: Window) -> None:
    made.paste(samples.REALTOR)
    dialog = made.capture
    assert dialog.name.text() == "Tom Roy"
    assert (dialog.phone.text(), dialog.email.text()) == ("512-555-0134", "tom@r.example")
    assert dialog.source.text() == "Realtor.com"
    assert "12 Elm St" in dialog.note.text()
    assert "Is the roof new?" in dialog.note.text()
    dialog.save()
    rows = made.desk.rows("SELECT display_name, captured_at IS NOT NULL, note FROM contact")
    assert [row[:2] for row in rows] == [("Tom Roy", 1)]
    assert "Beds: 3" in rows[0][2]


def test_a_pasted_line_is_understood_as_if_typed(made: Window) -> None:
    made.paste("Maria Lopez\n555-0134")
    assert made.capture.name.text() == "Maria Lopez"
    assert made.capture.phone.text() == "555-0134"


def test_other_texts_open_nothing_and_are_told(made: Window) -> None:
    made.paste("Buy milk and bread")
    assert made.capture is None
    assert made.said == ["No name with an email or a phone was found in what was pasted."]
    QGuiApplication.clipboard().clear()
    made.window.commands.leads.paste()
    assert len(made.said) == 2


def test_a_field_keeps_what_is_pasted_into_it(made: Window) -> None:
    field = QLineEdit(made.window.page)
    field.show()
    field.setFocus()
    QApplication.processEvents()
    made.paste("Maria Lopez 555-0134", field)
    assert field.text() == "Maria Lopez 555-0134"
    assert made.capture is None


def test_what_was_typed_before_a_lead_comes_again(made: Window) -> None:
    made.window.open_capture("Ann Hill 555-0100")
    made.capture.reject()
    QApplication.processEvents()
    made.paste(samples.REALTOR)
    dialog = made.capture
    assert dialog.name.text() == "Tom Roy"
    dialog.keep_open.setChecked(True)
    dialog.save()
    QApplication.processEvents()
    assert dialog.line.toPlainText() == "Ann Hill 555-0100"


@pytest.mark.parametrize("name", ["lead.eml", "lead.txt"])
def test_a_dropped_mail_fills_quick_capture(made: Window, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(samples.ZILLOW, encoding="utf-8")
    assert made.drop(file_of(path))
    dialog = made.capture
    assert (dialog.name.text(), dialog.email.text()) == ("Maria", "")
    assert "Relay address: a1b2c3d4@convo.zillow.com" in dialog.note.text()


def test_dropped_text_fills_quick_capture(made: Window) -> None:
    mime = QMimeData()
    mime.setText("some text")
    mime.setHtml(samples.METADATA)
    assert made.drop(mime)
    assert made.capture.name.text() == "Ana María López"


def test_a_file_of_people_goes_to_the_import_page(made: Window, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "people.xlsx", {"S": [["Name", "Email"], ["Ann Hill", "a@h.example"]]})
    assert made.drop(file_of(path))
    assert made.window.page_key == "import"
    assert made.capture is None
    plain = tmp_path / "people.txt"
    plain.write_text("Name;Email\nAnn Hill;a@h.example\n", encoding="utf-8")
    made.window.open_page("history")
    assert made.drop(file_of(plain))
    assert made.window.page_key == "import"


def test_what_cannot_hold_people_is_not_taken(made: Window, tmp_path: Path) -> None:
    assert not made.drop(file_of(tmp_path / "picture.png"))
    both = QMimeData()
    both.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("a.eml", "b.eml")])
    assert not made.drop(both)
    assert made.drop(file_of(tmp_path / "gone.eml"))
    assert "could not be used" in made.said[-1]
    assert made.capture is None


def test_everything_of_a_lead_is_in_a_field() -> None:
    draft = pasted_lead(samples.METADATA)
    assert draft is not None
    told = " ".join(capture_fields(draft).values())
    for value in (
        "Ana María López",
        "ana@l.example",
        "(415) 555-0134",
        "Lake Homes",
        "12 Elm St",
        "<90 days",
        "Seller",
        "blue",
    ):
        assert value in told


def test_the_stages_of_a_platform_are_proposed_and_can_be_changed(made: Window, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("\n".join(FOLLOW_UP_BOSS) + "\n", encoding="utf-8")
    made.drop(file_of(path))
    page = made.window.page
    matching = page.match.matching
    assert matching.file.words["stage"] == {"hot prospects": "Convert Sales"}
    column = matching.table.mapping.heading.index("Stage")
    assert [word for word, _count in matching.unclear_words(column)] == ["Trash"]
    first, second = matching.file.drafts()
    assert (first.stage, first.rank, second.stage, second.rank) == ("Convert Sales", "", "Trash", "")
    matching.mean("stage", "hot prospects", "")
    assert next(matching.file.drafts()).rank == ""
    assert ("Stage", "Hot Prospects") in first.own


def test_nothing_opens_while_visitors_sign_in(
    made: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as visitors:
        visitors.setattr(MainWindow, "is_for_visitors", True)
        made.paste(samples.REALTOR)
        assert not made.drop(file_of(tmp_path / "lead.eml"))
        assert made.capture is None
        assert made.said == []
