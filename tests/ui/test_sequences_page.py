"""The page of sequences, the popover that starts one, the card on somebody's page, and the ready text of a step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import delete

from lifecycle_desktop.core.model.sequence import StepChannel
from lifecycle_desktop.core.operations.enrolments import enrol
from lifecycle_desktop.core.queries.sequences import enrolments_of, sequence_detail, sequences
from lifecycle_desktop.core.store import schema
from lifecycle_desktop.ui.contact.page import ContactPage
from lifecycle_desktop.ui.contact.steps_popover import StepsPopover
from lifecycle_desktop.ui.contacts.page import ContactsPage
from lifecycle_desktop.ui.enrol_popover import EnrolPopover
from lifecycle_desktop.ui.ready_text import ReadyTextPopover
from lifecycle_desktop.ui.sequence_acts import enrolment_menu
from lifecycle_desktop.ui.sequences import draft
from lifecycle_desktop.ui.sequences.page import SequencesPage
from lifecycle_desktop.ui.sequences.step_list import move_of
from tests.core.desk import Desk
from tests.ui.people_pages import opened

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "desk.db")
    yield made
    made.database.close()


@pytest.fixture
def page(qapp: QApplication, desk: Desk) -> Iterator[Any]:
    with opened(SequencesPage, desk) as made:
        pick(made, "open-house")
        yield made


def numbered(desk: Desk, key: str) -> int:
    return next(line.id for line in desk.read(sequences, with_retired=True) if line.key == key)


def pick(made: Any, key: str) -> None:
    lines = [line.key for line in made.page.desk.lines]
    made.page.list.setCurrentRow(lines.index(key))
    made.settle()


def kept(made: Any, key: str = "open-house") -> Any:
    return made.desk.read(sequence_detail, numbered(made.desk, key)).plan


def test_steps_are_edited_moved_added_and_taken_out_and_nothing_is_kept_before_save(page: Any) -> None:
    before = kept(page)
    editor, steps = page.page.editor, page.page.editor.steps
    steps.list.setFocus()
    QTest.keyClick(steps.list, Qt.Key.Key_Down, ALT)  # the first step goes to the second place
    whats = [step.what for step in editor.plan.steps]
    assert whats[:2] == [before.steps[1].what, before.steps[0].what]
    assert [step.after for step in editor.plan.steps] == [step.after for step in before.steps]
    assert steps.place == 1
    QTest.keyClick(steps.list, Qt.Key.Key_Insert)
    assert steps.form.what_line.hasFocus()
    QTest.keyClicks(steps.form.what_line, "Send the floor plan")
    form = steps.form
    form.count_line.setText("10")
    form.count_line.editingFinished.emit()
    assert editor.plan.steps[steps.place].after.text == "10 days"
    assert steps.place == 5, "the step stands where its time belongs"
    form.channel.choose(StepChannel.EMAIL)
    form.channel.activated.emit(form.channel.currentIndex())
    form.lines.setFocus()
    form.chips[0].click()
    assert editor.plan.steps[5].text == "{{ first_name }}"
    form.show_preview()
    assert form.preview.toPlainText() == "Ana"
    assert form.subject.isVisible()
    steps.list.setFocus()
    steps.list.setCurrentRow(0)
    QTest.keyClick(steps.list, Qt.Key.Key_Delete)
    page.settle()
    assert kept(page) == before
    assert editor.save_button.isVisible()
    editor.save_button.click()
    page.settle()
    after = kept(page)
    assert [step.what for step in after.steps] == [
        before.steps[0].what, *(step.what for step in before.steps[2:5]), "Send the floor plan",
        *(step.what for step in before.steps[5:]),
    ]  # fmt: skip
    assert page.toasts[-1] == ("Open house, 14 days saved", True)
    assert not editor.save_button.isVisible()
    page.runner.undo()
    page.settle()
    assert kept(page) == before
    assert editor.plan == before


def test_a_draft_outlives_the_page_and_what_cannot_run_is_told_at_its_step(page: Any) -> None:
    editor = page.page.editor
    editor.steps.list.setCurrentRow(2)
    editor.steps.form.lines.setPlainText("{{ nobody }}")
    editor.save_button.click()
    assert "there is no field “nobody”" in editor.problem.text()
    assert editor.problem.text().startswith("Step 3: ")
    pick(page, "new-contact")
    assert not editor.save_button.isVisible()
    page.page.hide()  # writes down what is not saved
    page.settle()
    with opened(SequencesPage, page.desk) as again:
        pick(again, "open-house")
        assert again.page.editor.plan.steps[2].text == "{{ nobody }}"
        assert again.page.editor.is_changed
        again.page.editor.discard_button.click()
        again.settle()
        assert again.page.editor.plan == kept(again)
    page.page.show()
    assert draft.drafts_of("no json") == draft.drafts_of('{"1": {}}') == {}


@pytest.mark.parametrize("version", ["old", "new"])
def test_saving_while_people_run_says_who_is_affected_and_asks_by_which_version_they_go_on(
    page: Any, version: str
) -> None:
    ana, ben = page.desk.add("Ana Ruiz"), page.desk.add("Ben Cole")
    page.desk.do(enrol, [ana, ben], numbered(page.desk, "open-house"), None)
    page.page.refresh()
    editor = page.page.editor
    editor.steps.take_out()
    page.page.save()
    popover = page.popup()
    assert popover.windowTitle() == "2 people are in “Open house, 14 days”"
    assert popover.old_button.hasFocus()
    (popover.old_button if version == "old" else popover.new_button).click()
    page.settle()
    (line,) = page.desk.read(enrolments_of, ana)
    assert line.is_earlier_version == (version == "old")
    assert line.steps == (7 if version == "old" else 6)
    assert len(kept(page).steps) == 6
    people = page.page.editor.people
    assert people.list.count() == 2
    editor.show_view("people")
    page.page.people_menu = enrolment_menu(page.page, people, people.list.line)
    assert page.menu_texts(page.page.people_menu) == ["&Pause", "&Skip this step", "Put &off…", "S&top"]
    people.list.setFocus()
    QTest.keyClick(people.list, Qt.Key.Key_Delete)
    page.settle()
    assert page.toasts[-1][0].startswith("Open house, 14 days stopped for ")


def test_a_new_one_a_copy_and_one_out_of_use(page: Any) -> None:
    page.page.copy_sequence()
    page.settle()
    assert page.page.editor.name_line.text() == "Copy of Open house, 14 days"
    assert page.page.editor.name_line.hasFocus()
    assert [step.what for step in page.page.editor.plan.steps] == [step.what for step in kept(page).steps]
    page.page.turn_retired()
    page.settle()
    assert [line.name for line in page.page.desk.lines if line.is_retired] == ["Copy of Open house, 14 days"]
    assert not page.page.left.start_button.isEnabled()
    page.page.add_sequence()
    page.settle()
    assert page.page.editor.name_line.text() == "New sequence"
    assert len(page.page.editor.plan.steps) == 1
    for _turn in range(3):
        page.runner.undo()
    page.settle()
    assert len(page.page.desk.lines) == 7
    assert not any(line.is_retired for line in page.page.desk.lines)


def test_the_calendar_shows_the_days_from_any_first_day(page: Any) -> None:
    editor = page.page.editor
    editor.show_view("calendar")
    view = editor.calendar
    assert view.told.text().startswith("7 steps from 14 April 2026 to 28 April 2026.")
    view.start_line.setText("1 june")
    assert view.told.text().startswith("7 steps from 1 June 2026 to 15 June 2026.")
    spoken = view.list.item(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Tuesday 2 June, 10:00, Call, Call: what did they think of the house?"
    assert view.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == "June 2026"


def test_no_sequences_yet_and_the_seven_that_come_with_the_program(
    qapp: QApplication, tmp_path: Path
) -> None:
    empty = Desk(tmp_path / "empty.db")
    with empty.database.write("Take out", moment=empty.moment) as written:
        written.connection.execute(delete(schema.sequence))
    with opened(SequencesPage, empty) as made:
        assert made.page.empty.isVisible()
        made.page.empty.button.click()
        made.settle()
        assert made.page.desk.lines[0].key == "long-nurture"
        assert made.toasts[-1] == ("7 sequences added", True)
        assert made.page.editor.isVisible()
    empty.database.close()


def test_people_who_are_ticked_start_together_and_who_cannot_is_left_out_in_words(contacts: Any) -> None:
    number = numbered(contacts.desk, "new-contact")
    page: ContactsPage = contacts.page
    for row in range(3):
        page.people.toggle_tick(row)
    page.table.ticks_changed.emit()
    ticked = page.people.ticked_in_order
    contacts.desk.do(enrol, ticked[:1], number, None)
    QTest.keyClick(page.table, Qt.Key.Key_G)
    contacts.settle()
    popover = page.findChild(EnrolPopover)
    popover.choice.choose(number)
    popover.start_line.setText("next mon")
    assert popover.left_out.text().startswith("1 left out. ")
    assert popover.start_button.text() == "Start with 2 people"
    QTest.keyClick(popover, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    contacts.settle()
    assert contacts.toasts[-1] == ("New contact 8×8 started with 2 people, 1 left out", True)
    found = [contacts.desk.read(enrolments_of, each)[0].started_on.isoformat() for each in ticked]
    assert found == ["2026-04-14", "2026-04-20", "2026-04-20"]
    contacts.runner.undo()
    contacts.settle()
    assert not contacts.desk.read(enrolments_of, ticked[1])


def test_the_card_of_somebody_pauses_goes_on_and_shows_all_steps(
    qapp: QApplication, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = desk.add("Ana Ruiz", emails=(("", "ana@example.com"),))
    desk.do(enrol, [ana], numbered(desk, "long-nurture"), None)
    with opened(ContactPage, desk) as made:
        made.page.open_with(ana)
        made.settle()
        card = made.page.sequences
        assert card.isVisible()
        more, turn, steps = card.buttons
        turn.click()
        made.settle()
        assert made.toasts[-1] == ("Long nurture, 5 years paused for Ana Ruiz", True)
        assert card.buttons[1].text() == "Go on"
        card.buttons[1].click()
        made.settle()
        assert desk.read(enrolments_of, ana)[0].state.value == "running"
        card.buttons[2].click()
        shown = made.page.findChild(StepsPopover)
        assert shown.windowTitle() == "Steps of Long nurture, 5 years"
        shown.close()
        # the ready text, copied or handed to the mail program with what was changed in it
        links: list[str] = []
        monkeypatch.setattr(
            QDesktopServices, "openUrl", lambda url: links.append(url.toString(url.ComponentFormattingOption.FullyEncoded)) or True
        )  # fmt: skip
        made.page.next_step.text.click()
        ready = made.page.findChild(ReadyTextPopover)
        assert ready.lines.toPlainText().startswith("Hello Ana,\n")
        assert "your name" in ready.told.text(), "the owner has no name yet"
        ready.lines.setPlainText("Short & sweet\nÑ")
        ready.open_mail()
        assert unquote(links[0]) == (
            "mailto:ana@example.com?subject=Once a quarter, and no more&body=Short & sweet\r\nÑ"
        )
        assert made.toasts[-1] == ("Opened in the mail program. Send it there.", False)
        made.page.next_step.text.click()
        made.page.findChildren(ReadyTextPopover)[-1].copy()
        assert QGuiApplication.clipboard().text().startswith("Hello Ana,\n")
        assert [more.accessibleName(), steps.accessibleName()] == [
            "More about Long nurture, 5 years",
            "All steps: Long nurture, 5 years",
        ]


def test_any_drag_of_one_row_is_told_as_one_move() -> None:
    for before in range(6):
        for after in range(6):
            order = list(range(6))
            order.insert(after, order.pop(before))
            found = move_of(order)
            if found is None:
                assert order == list(range(6))
                continue
            again = list(range(6))
            again.insert(found[1], again.pop(found[0]))
            assert again == order


def test_the_menu_of_a_step_does_what_the_keys_do(page: Any) -> None:
    from PySide6.QtGui import QContextMenuEvent

    steps = page.page.editor.steps
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), steps.list.mapToGlobal(QPoint(5, 5))
    )
    steps.list.contextMenuEvent(event)
    menu = page.popup()
    assert [text.partition("\t")[0] for text in page.menu_texts(menu)] == [
        "Move &up", "Move &down", "&Add a step below", "&Take this step out",
    ]  # fmt: skip
    menu.close()
