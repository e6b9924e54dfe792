"""Quick capture: what is understood is marked and can be corrected; nothing typed is lost, nothing is kept twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.core.queries.typed_texts import typed_text
from lifecycle_desktop.core.store.database import Database
from lifecycle_desktop.ui.capture import dialog as capture_dialog
from lifecycle_desktop.ui.capture.dialog import PLACE, CaptureDialog
from lifecycle_desktop.ui.capture.left import Left, left_of, text_of
from lifecycle_desktop.ui.runner import Inline, Runner
from lifecycle_desktop.ui.theme import Look, dress
from lifecycle_desktop.ui.today.page import TodayPage
from tests.core.desk import Desk
from tests.ui.people_pages import Opened, opened

LINE = "Priya Natarajan 555-0142, open house 118 Alder, hot, relocating in June, call tomorrow 10"


class Capturing:
    """The dialog on a real database, and what it said."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.runner = Runner(desk.database, desk.clock, Inline())
        self.failures: list[Exception] = []
        self.runner.failed.connect(self.failures.append)
        self.toasts: list[str] = []
        self.dialog: Any = None

    def open(self) -> Any:
        self.dialog = CaptureDialog(self.runner)
        self.dialog.toast.connect(lambda text, _undo: self.toasts.append(text))
        self.dialog.show()
        QApplication.processEvents()
        return self.dialog

    def close(self) -> None:
        self.dialog.reject()
        self.dialog.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def people(self) -> list[str]:
        return [row[0] for row in self.desk.rows("SELECT display_name FROM contact ORDER BY id")]


@pytest.fixture(autouse=True)
def looking_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who may be the same is looked for without a rest."""
    monkeypatch.setattr(capture_dialog, "LOOK_AFTER", 0)


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    dress(qapp, Look(mode="light"))
    made = Desk(tmp_path / "desk.db")
    yield made
    made.database.close()


@pytest.fixture
def capturing(desk: Desk) -> Iterator[Capturing]:
    made = Capturing(desk)
    made.open()
    yield made
    made.close()


def type_in(made: Capturing, text: str) -> None:
    QTest.keyClicks(made.dialog.line, text)
    QTest.qWait(5)


def test_each_piece_is_understood_marked_and_shown_in_its_field(capturing: Capturing) -> None:
    type_in(capturing, LINE)
    dialog = capturing.dialog
    assert dialog.name.text() == "Priya Natarajan"
    assert dialog.phone.text() == "555-0142"
    assert dialog.source.text() == "Open house, 118 Alder"
    assert dialog.temperature.currentData() == "hot"
    assert dialog.next_step.text() == "Call, Wed 15 April, 10:00"
    assert dialog.note.text() == "Relocating in June"
    marked = {LINE[mark.start : mark.end]: mark.kind for mark in dialog.line._marker.marks}
    assert marked["Priya Natarajan"] == "name"
    assert marked["555-0142"] == "phone"
    assert marked["call tomorrow 10"] == "next_step"
    formats = dialog.line.document().firstBlock().layout().formats()
    assert any(each.format.fontUnderline() for each in formats), (
        "the next step is told by a line, not by colour alone"
    )


def test_enter_keeps_the_person_with_the_next_step(capturing: Capturing) -> None:
    type_in(capturing, LINE)
    QTest.keyClick(capturing.dialog.line, Qt.Key.Key_Return)
    assert capturing.people() == ["Priya Natarajan"]
    assert capturing.desk.rows("SELECT what, due_on, due_time FROM follow_up") == [
        ("Call", "2026-04-15", "10:00")
    ]
    assert capturing.toasts == ["Priya Natarajan is in your contacts"]
    assert not capturing.dialog.isVisible()
    assert left_typed(capturing.desk) == Left()


def test_a_correction_wins_over_the_line_and_stays(capturing: Capturing) -> None:
    type_in(capturing, LINE)
    dialog = capturing.dialog
    dialog.name.setFocus()
    dialog.name.selectAll()
    QTest.keyClicks(dialog.name, "Priya Nataraj")
    dialog.next_step.selectAll()
    QTest.keyClicks(dialog.next_step, "send the report friday")
    dialog.phone.selectAll()
    QTest.keyClicks(dialog.phone, "555-0143, 555-0144")
    QTest.keyClicks(dialog.line, " and more")
    assert dialog.name.text() == "Priya Nataraj"
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert capturing.people() == ["Priya Nataraj"]
    assert len(capturing.desk.rows("SELECT 1 FROM contact_phone")) == 2
    assert capturing.desk.rows("SELECT due_on FROM follow_up") == [("2026-04-17",)]


def test_what_is_missing_is_said_and_the_field_gets_the_focus(capturing: Capturing) -> None:
    dialog = capturing.dialog
    dialog.activateWindow()
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert dialog._wrong.text().startswith("Who is it?")
    assert dialog.focusWidget() is dialog.name
    type_in(capturing, "Ann Lee")
    assert not dialog._wrong.isVisible(), "the complaint goes when something is typed"
    dialog.save()
    assert dialog._wrong.text().startswith("A phone or an email is missing")
    assert dialog.focusWidget() is dialog.phone
    QTest.keyClicks(dialog.next_step, "soon or later")
    dialog.save()
    assert dialog._wrong.text().startswith("The next step has no date")
    assert capturing.people() == []


def test_somebody_alike_is_offered_and_can_be_added_to(capturing: Capturing) -> None:
    number = capturing.desk.add("Priya Natarajan", phones=(("", "555-0142"),))
    type_in(capturing, "Priya Natarajan 555-0142 priya@example.com")
    QTest.qWait(20)
    box = capturing.dialog.same
    assert box.isVisible()
    assert box._who.text() == "Priya Natarajan is already in your contacts"
    assert "Added today" in box._why.text()
    assert box._why.text().endswith(", stage 1 Attract")
    QTest.mouseClick(box._add, Qt.MouseButton.LeftButton)
    assert capturing.people() == ["Priya Natarajan"]
    assert capturing.desk.rows("SELECT contact_id, email FROM contact_email") == [
        (number, "priya@example.com")
    ]
    assert capturing.toasts == ["Added to Priya Natarajan"]


def test_the_stage_shown_is_the_one_that_is_kept(capturing: Capturing) -> None:
    stage = capturing.dialog.stage
    type_in(capturing, "Ann Lee 555-0101")
    assert stage.currentText() == "Attract", "reachable, but nobody has given permission"
    capturing.dialog.save()
    assert capturing.desk.rows("SELECT stage_id FROM contact") == [(stage.currentData(),)]
    nurture = capturing.desk.stage("Nurture")
    type_in(capturing, "Bo Ray 555-0102")
    capturing.dialog.choose_stage(nurture)
    assert stage.currentText() == "Nurture"
    QTest.keyClicks(capturing.dialog.line, " #dog")
    assert stage.currentData() == nurture, "what was chosen stays while more is typed"
    capturing.dialog.save()
    assert capturing.desk.rows("SELECT stage_id FROM contact ORDER BY id")[1] == (nurture,)


def test_it_is_said_to_whom_it_was_added_and_not_how_the_name_was_typed(capturing: Capturing) -> None:
    capturing.desk.add("Priya Natarajan", phones=(("", "555-0142"),))
    type_in(capturing, "Pria Natarajan 555-0142")
    QTest.qWait(20)
    QTest.mouseClick(capturing.dialog.same._add, Qt.MouseButton.LeftButton)
    assert capturing.people() == ["Priya Natarajan"]
    assert capturing.toasts == ["Added to Priya Natarajan"]


def test_tags_are_shown_and_can_be_corrected(capturing: Capturing) -> None:
    type_in(capturing, "Ann Lee 555-0199 #Condo #Dog")
    tags = capturing.dialog.tags
    assert tags.text() == "Condo, Dog"
    tags.setFocus()
    tags.selectAll()
    QTest.keyClicks(tags, "#Condo, Garden")
    QTest.keyClick(tags, Qt.Key.Key_Return)
    assert capturing.desk.rows("SELECT name FROM tag ORDER BY name") == [("Condo",), ("Garden",)]


def test_keep_separate_makes_a_second_person(capturing: Capturing) -> None:
    capturing.desk.add("Priya Natarajan", phones=(("", "555-0142"),))
    type_in(capturing, "Priya Natarajan 555-0142")
    QTest.qWait(20)
    capturing.dialog.same._on_separate()
    assert not capturing.dialog.same.isVisible()
    capturing.dialog.save()
    assert capturing.people() == ["Priya Natarajan", "Priya Natarajan"]


def test_keep_open_is_ready_for_the_next_one(capturing: Capturing) -> None:
    capturing.dialog.keep_open.setChecked(True)
    type_in(capturing, "Ann Lee 555-0101")
    QTest.keyClick(capturing.dialog.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert capturing.dialog.isVisible()
    assert capturing.dialog.line.toPlainText() == capturing.dialog.name.text() == ""
    type_in(capturing, "Bo Ray 555-0102")
    capturing.dialog.save()
    assert capturing.people() == ["Ann Lee", "Bo Ray"]


def test_esc_keeps_the_line_and_the_corrections_for_the_next_time(capturing: Capturing) -> None:
    type_in(capturing, "Ann Lee 555-0101")
    QTest.keyClicks(capturing.dialog.email, "ann@example.com")
    QTest.keyClick(capturing.dialog, Qt.Key.Key_Escape)
    assert not capturing.dialog.isVisible()
    capturing.close()
    dialog = capturing.open()
    assert dialog.line.toPlainText() == "Ann Lee 555-0101"
    assert dialog.email.text() == "ann@example.com"
    dialog.save()
    assert capturing.desk.rows("SELECT email FROM contact_email") == [("ann@example.com",)]


def left_typed(desk: Desk) -> Left:
    """What quick capture would have again after a restart."""
    return left_of(desk.read(typed_text, PLACE))[0]


def test_the_line_is_there_again_after_a_restart(desk: Desk) -> None:
    before = Capturing(desk)
    before.open()
    type_in(before, "Ann Lee <b>555</b>")
    before.dialog.reject()
    desk.database.close()
    again = Desk.__new__(Desk)
    again.clock, again.database = desk.clock, Database.open(desk.database.path)
    made = Capturing(again)
    assert made.open().line.toPlainText() == "Ann Lee <b>555</b>"
    made.close()
    again.database.close()


def test_what_was_typed_is_no_step(capturing: Capturing) -> None:
    steps = capturing.desk.rows("SELECT count(*) FROM journal_step")
    type_in(capturing, "Ann Lee")
    capturing.dialog.reject()
    assert left_typed(capturing.desk).line == "Ann Lee"
    assert capturing.desk.rows("SELECT count(*) FROM journal_step") == steps


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", '[{"line": 1}, {}]', "null"])
def test_what_cannot_be_understood_any_more_is_passed_over(text: str) -> None:
    assert left_of(text) == (Left(), Left())


def test_what_was_left_is_read_back_as_it_was() -> None:
    left, aside = Left("a\nb", (("name", "Zoë"),)), Left("c")
    assert left_of(text_of(left, aside)) == (left, aside)
    assert text_of(Left(), Left()) == ""


def test_another_line_does_not_push_out_what_was_left(capturing: Capturing) -> None:
    type_in(capturing, "Ann Lee 555-0101")
    capturing.close()
    dialog = capturing.open()
    dialog.begin("Bo Ray 555-0102")
    dialog.save()
    assert capturing.people() == ["Bo Ray"]
    capturing.close()
    assert capturing.open().line.toPlainText() == "Ann Lee 555-0101"


def test_another_line_that_is_not_kept_either_keeps_both(capturing: Capturing) -> None:
    type_in(capturing, "Ann Lee 555-0101")
    capturing.close()
    capturing.open().begin("Bo Ray 555-0102")
    capturing.close()
    dialog = capturing.open()
    assert dialog.line.toPlainText() == "Bo Ray 555-0102"
    dialog.save()
    capturing.close()
    assert capturing.open().line.toPlainText() == "Ann Lee 555-0101"


def test_save_pressed_twice_keeps_one(desk: Desk, qtbot) -> None:
    made = Capturing(desk)
    made.runner = Runner(desk.database, desk.clock)  # with its threads: the first write is still under way
    dialog = made.open()
    type_in(made, "Ann Lee 555-0101")
    dialog.save()
    dialog.save()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=5000)
    made.runner._writer.submit(lambda: None).result()
    assert made.people() == ["Ann Lee"]
    made.close()
    for executor in (made.runner._writer, made.runner._reader, made.runner._worker):
        executor.shutdown()


def test_after_a_failure_the_text_is_there_and_save_works_again(
    capturing: Capturing, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(capturing, "Ann Lee 555-0101")
    with monkeypatch.context() as patch:

        def full(*_arguments: object, **_options: object) -> None:
            raise FileProblem("There is no space left.", "Make room.")

        patch.setattr("lifecycle_desktop.core.operations.capture.capture", full)
        capturing.dialog.save()
    assert len(capturing.failures) == 1
    assert capturing.dialog.line.toPlainText() == "Ann Lee 555-0101"
    capturing.dialog.save()
    assert capturing.people() == ["Ann Lee"]


# --- the field on Today -----------------------------------------------------------------------------------


@pytest.fixture
def today(desk: Desk) -> Iterator[Opened]:
    with opened(TodayPage, desk) as made:
        made.asked = []
        made.page.capture.connect(made.asked.append)
        yield made


def test_enter_on_today_keeps_what_can_be_kept(today: Any) -> None:
    line = today.page.capture_field.line
    QTest.keyClicks(line, "Ann Lee 555-0101, call tomorrow 10")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert today.desk.rows("SELECT display_name FROM contact") == [("Ann Lee",)]
    assert line.text() == ""
    assert today.toasts[-1] == ("Ann Lee is in your contacts", True)
    assert today.asked == []


def test_enter_on_today_hands_the_rest_to_the_dialog_with_its_text(today: Any) -> None:
    line = today.page.capture_field.line
    QTest.keyClicks(line, "Ann Lee at the market")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert today.asked == ["Ann Lee at the market"]
    assert today.desk.rows("SELECT 1 FROM contact") == []
    dialog = CaptureDialog(today.runner)
    dialog.show()
    dialog.begin(today.asked[0])
    dialog.reject()
    dialog.deleteLater()
    assert left_typed(today.desk).line == "Ann Lee at the market", "closed unsaved, it is still there"


def test_a_source_of_ones_own_is_known_to_the_line_on_today(today: Any) -> None:
    today.desk.add("Bo Ray", source="Farmers market")
    today.page.refresh()
    line = today.page.capture_field.line
    QTest.keyClicks(line, "Ann Lee 555-0101, farmers market")
    QTest.keyClick(line, Qt.Key.Key_Return)
    sql = "SELECT s.name FROM contact c JOIN source s ON s.id = c.source_id WHERE c.display_name = 'Ann Lee'"
    assert today.desk.rows(sql) == [("Farmers market",)]


def test_the_line_on_today_is_there_again_after_a_restart(today: Any) -> None:
    QTest.keyClicks(today.page.capture_field.line, "Ann Lee at the m")
    today.window.hide()
    page = TodayPage(today.runner)
    assert page.capture_field.line.text() == "Ann Lee at the m"
    page.deleteLater()
