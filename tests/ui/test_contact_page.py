"""The page of one contact: head, stages, left column; edited in place, walked, left with text; gone under the hand."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.contact_page import OpenStep
from lifecycle_desktop.core.model.desk import NextStep
from lifecycle_desktop.core.model.draft import Address, KeyDate
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.operations import contacts, qualification
from lifecycle_desktop.core.operations.contacts import add_email, add_phone, change_contact, delete_contacts
from lifecycle_desktop.core.operations.follow_ups import add_follow_up
from lifecycle_desktop.core.operations.stages import move_contacts
from lifecycle_desktop.ui.contact.desk import contact_desk
from lifecycle_desktop.ui.contact.detail_lines import quiet_words
from lifecycle_desktop.ui.contact.next_step_card import reasons
from lifecycle_desktop.ui.contact.page import ContactPage
from lifecycle_desktop.ui.exit_questions import open_exit_questions
from lifecycle_desktop.ui.theme import Look
from lifecycle_desktop.ui.widgets.date_popover import DatePopover
from tests.core.desk import Desk
from tests.ui.hostile import HOSTILE, MARKUP
from tests.ui.people_pages import opened

ALT = Qt.KeyboardModifier.AltModifier
MARCUS = "Marcus & Jo Bellamy"


@pytest.fixture
def contact(qapp: QApplication, people: tuple[Desk, dict[str, int]]) -> Iterator[Any]:
    desk, ids = people
    with opened(ContactPage, desk) as made:
        made.ids = ids
        made.walked = []
        made.page.walked.connect(made.walked.append)
        show(made, MARCUS)
        yield made


def show(made: Any, name: str) -> None:
    walk = tuple(made.ids[each] for each in (MARCUS, "Elena Ruiz", "Kate O’Leary", "Carmen Diaz"))
    made.page.come_from("contacts", walk)
    made.page.open_with(made.ids[name])
    made.settle()
    made.page.take_focus()
    made.settle()


def line(made: Any, key: str) -> Any:
    return next(each for each in made.page.lines() if each.spec.key == key)


def keys(made: Any, prefix: str) -> list[str]:
    return [key for key in made.page.details.lines if key.startswith(prefix)]


def type_into(made: Any, text: str) -> None:
    widget = QApplication.focusWidget()
    widget.selectAll()
    QTest.keyClicks(widget, text)
    made.settle()


def click(made: Any, widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    made.settle()


# --- what it shows ------------------------------------------------------------------------------------------


def test_the_head_says_who_it_is_and_what_they_want(contact: Any) -> None:
    page = contact.page
    assert page.person.name.spec.text == MARCUS
    assert page.person.want.spec.text == "Selling 42 Orchard Lane"
    assert page.person.temperature.text() == "Hot"
    assert page.way.place.text() == "1 of 4"
    assert page.way.back.text() == "Contacts"
    assert not page.way.up.isEnabled()
    assert page.way.down.isEnabled()
    shown = [kind for kind, button in page.person.buttons.items() if button.isVisible()]
    assert set(shown) == {"call", "text", "email"}
    assert page.person.buttons["text"].x() < page.person.buttons["call"].x()  # they prefer text


def test_a_refused_channel_is_not_offered_but_told(contact: Any) -> None:
    contact.desk.do(contacts.set_permission, contact.ids[MARCUS], "call", "refused")
    contact.page.reload()
    contact.settle()
    assert not contact.page.person.buttons["call"].isVisible()
    assert contact.page.person._shown_signs[0].text == "Call refused 14 Apr"
    contact.desk.do(change_contact, contact.ids[MARCUS], {"is_do_not_contact": True})
    contact.page.reload()
    contact.settle()
    assert not any(button.isVisible() for button in contact.page.person.buttons.values())
    assert contact.page.person._shown_signs[0].text == "Do not contact"


def test_quiet_hours_are_told_while_they_last(contact: Any) -> None:
    hours = {"quiet_from": dt.time(9), "quiet_until": dt.time(11, 30)}
    contact.desk.do(change_contact, contact.ids[MARCUS], hours)
    contact.page.reload()
    contact.settle()
    assert [each.text for each in contact.page.person._shown_signs] == ["Quiet hours until 11:30"]
    assert line(contact, "quiet").spec.text == "Quiet from 09:00 to 11:30"


def test_the_next_step_is_late_today_or_missing(contact: Any) -> None:
    card = contact.page.next_step
    assert card.done is not None
    assert "2 days late" in texts(card)[0]
    assert "Send the three comps for 42 Orchard Lane" in texts(card)
    assert "Email, was due Sun 12 April" in texts(card)
    show(contact, "Elena Ruiz")
    assert texts(card)[0] == "Next step, today at 10:00"
    show(contact, "Kate O’Leary")
    assert texts(card) == ["No next step"]
    assert card.new is not None


def texts(widget: QWidget) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def test_other_follow_ups_stand_below(contact: Any) -> None:
    today = contact.desk.moment.today
    for days in range(8):
        due = NewFollowUp(
            contact.ids[MARCUS], today + dt.timedelta(days=days + 1), what=f"Step {days}", channel="call"
        )
        contact.desk.do(add_follow_up, due)
    contact.page.reload()
    contact.settle()
    card = contact.page.next_step
    assert len(card.others) == 5
    assert card.others[0].accessibleName().startswith("Follow-up: Wed, Step 0")
    more = next(each for each in card.findChildren(QWidget) if getattr(each, "text", str)() == "3 more")
    click(contact, more)
    assert len(card.others) == 8
    card.others[2].setFocus()
    contact.press(Qt.Key.Key_Return)
    popover = contact.popup()
    assert isinstance(popover, DatePopover)
    popover.when.setText("in 5 weeks")
    popover._what.setText("Something else")
    popover._on_save()
    contact.settle()
    rows = contact.desk.rows(
        "SELECT what, due_on FROM follow_up WHERE contact_id = ? AND what LIKE 'Some%'", contact.ids[MARCUS]
    )
    assert rows == [("Something else", "2026-05-19")]


# --- the keyboard alone -------------------------------------------------------------------------------------


def test_a_day_with_the_keyboard_alone(contact: Any) -> None:
    page = contact.page
    contact.press(Qt.Key.Key_F2)
    assert page.person.name.is_editing
    assert QApplication.focusWidget().accessibleName() == "Name: First name"
    type_into(contact, "Marc & Jo")
    contact.press(Qt.Key.Key_Return)
    assert not page.person.name.is_editing
    assert page.person.name.spec.text == "Marc & Jo Bellamy"
    assert QApplication.focusWidget() is page.person.name.face
    assert contact.toasts[-1] == (f"Name of {MARCUS} saved", True)
    page.details.add.setFocus()
    contact.press(Qt.Key.Key_Return)
    menu = contact.popup()
    assert isinstance(menu, QMenu)
    assert menu.actions()[0].text() == "Phone"
    contact.press(Qt.Key.Key_Down)
    contact.press(Qt.Key.Key_Return)
    type_into(contact, "416 555 0199")
    contact.press(Qt.Key.Key_Tab)
    type_into(contact, "work")
    contact.press(Qt.Key.Key_Return)
    assert contact.desk.rows("SELECT phone, label FROM contact_phone WHERE contact_id = ?", contact.ids[MARCUS]) == [
        ("555-0115", ""),
        ("416 555 0199", "work"),
    ]  # fmt: skip
    added = page.details.lines[keys(contact, "phone")[-1]]
    assert QApplication.focusWidget() is added.face
    contact.press(Qt.Key.Key_Delete)
    assert len(keys(contact, "phone")) == 1
    assert contact.toasts[-1][1]
    contact.runner.undo()
    contact.settle()
    assert len(keys(contact, "phone")) == 2


def test_escape_takes_back_and_tab_goes_on(contact: Any) -> None:
    want = contact.page.person.want
    want.face.setFocus()
    contact.press(Qt.Key.Key_Return)
    type_into(contact, "Something else")
    contact.press(Qt.Key.Key_Escape)
    assert not want.is_editing
    assert want.spec.text == "Selling 42 Orchard Lane"
    contact.press(Qt.Key.Key_Return)
    type_into(contact, "A lake house")
    contact.press(Qt.Key.Key_Tab)
    assert not want.is_editing
    assert want.spec.text == "A lake house"
    assert QApplication.focusWidget() is contact.page.person.buttons["text"]


def test_arrows_walk_the_stages_and_enter_moves(contact: Any) -> None:
    page = contact.page
    page.stepper.take_focus()
    assert QApplication.focusWidget().accessibleName().startswith("Stage 4 Convert Sales, now")
    contact.press(Qt.Key.Key_Right)
    assert contact.stage_of(contact.ids[MARCUS]) == "Convert"
    contact.press(Qt.Key.Key_Return)
    assert contact.stage_of(contact.ids[MARCUS]) == "Deliver"
    assert contact.toasts[-1] == (f"{MARCUS} moved to Deliver", True)
    assert open_exit_questions(page) is not None
    assert page.stepper.steps[4].isChecked()
    assert QApplication.focusWidget() is page.stepper.steps[4]
    contact.press(Qt.Key.Key_Left)
    contact.press(Qt.Key.Key_Return)
    assert contact.stage_of(contact.ids[MARCUS]) == "Convert"
    contact.runner.undo()
    contact.runner.undo()
    contact.settle()
    assert contact.stage_of(contact.ids[MARCUS]) == "Convert"


def test_letters_do_what_they_do_in_lists(contact: Any) -> None:
    contact.press(Qt.Key.Key_H)
    menu = contact.popup()
    assert isinstance(menu, QMenu)
    menu.actions()[1].trigger()
    menu.close()
    contact.settle()
    assert contact.page.person.temperature.text() == "Warm"
    contact.press(Qt.Key.Key_X)
    assert contact.toasts[-1][0] == f"{MARCUS}: done"
    contact.popup().close()
    contact.press(Qt.Key.Key_Delete)  # one person's page is no list
    assert contact.page.desk.page is not None
    assert not contact.page.desk.page.head.is_in_trash


def test_a_question_is_answered_in_its_place(contact: Any) -> None:
    card = contact.page.qualification
    assert card.score.text() == "0 of 6"
    budget = card.lines["question:budget"]
    budget.face.setFocus()
    contact.press(Qt.Key.Key_Return)
    contact.press(Qt.Key.Key_Tab)
    type_into(contact, "$610k sale")
    contact.press(Qt.Key.Key_Return)
    assert card.score.text() == "1 of 6"
    assert budget.spec.text == "$610k sale"
    assert "Known: Budget." in card.score.toolTip()
    budget.edit()
    contact.settle()
    budget.editor.field("answer").choose("partly")
    contact.press(Qt.Key.Key_Return)
    assert card.score.text() == "0 of 6"
    assert budget.spec.note == "partly"


def test_enter_alone_answers_known_and_leaving_alone_does_not(contact: Any) -> None:
    card = contact.page.qualification
    need = card.lines["question:need"]
    need.edit()
    contact.page.take_focus()
    contact.settle()
    assert not need.is_editing
    assert card.score.text() == "0 of 6"
    need.edit()
    contact.settle()
    contact.press(Qt.Key.Key_Return)
    assert card.score.text() == "1 of 6"


# --- the mouse alone ----------------------------------------------------------------------------------------


def test_a_day_with_the_mouse_alone(contact: Any) -> None:
    page = contact.page
    email = page.details.lines[keys(contact, "email")[0]]
    click(contact, email.copy)
    assert QGuiApplication.clipboard().text() == "jo.bellamy@example.com"
    click(contact, email.face)
    email.editor.field("value").setText("jo@example.org")
    click(contact, email.editor.save_button)
    assert email.spec.text == "jo@example.org"
    click(contact, email.face)
    email.editor.field("value").setText("nothing of it")
    click(contact, email.editor.cancel_button)
    assert email.spec.text == "jo@example.org"
    click(contact, email.face)
    click(contact, email.editor.remove_button)
    assert keys(contact, "email") == []
    click(contact, page.stepper.steps[2])
    assert contact.stage_of(contact.ids[MARCUS]) == "Nurture"
    click(contact, page.way.down)
    assert page.contact_id == contact.ids["Elena Ruiz"]
    click(contact, page.next_step.done)
    assert contact.toasts[-1][0] == "Elena Ruiz: done"
    contact.popup().close()
    contact.settle()
    assert page.next_step.new is not None


def test_a_click_beside_a_field_leaves_it(contact: Any) -> None:
    contact.page.open_line("want")
    type_into(contact, "A lake house")
    QTest.mouseClick(contact.page.columns, Qt.MouseButton.LeftButton, pos=QPoint(306, 300))
    contact.settle()
    assert not contact.page.person.want.is_editing
    assert contact.page.person.want.spec.text == "A lake house"


def test_permission_is_opened_and_written_down(contact: Any) -> None:
    card = contact.page.details
    assert card.permissions.sentence.accessibleName() == "Permission: Not asked yet what you may send"
    click(contact, card.permissions.sentence)
    assert card.permissions.is_open
    email = card.permissions.lines["email"]
    click(contact, email.face)
    email.editor.field("status").choose("given")
    email.editor.field("place").setText("Open house")
    click(contact, email.editor.save_button)
    assert email.spec.text == "given, 14 Apr, Open house"
    assert (
        card.permissions.sentence.accessibleName()
        == "Permission: May email. Calls, texts and letters: not asked"
    )
    click(contact, email.face)
    email.editor.field("status").choose("withdrawn")
    click(contact, email.editor.save_button)
    assert len(contact.desk.rows("SELECT id FROM permission WHERE contact_id = ?", contact.ids[MARCUS])) == 2
    assert email.spec.tip.count("14 Apr") == 2  # the history
    assert not contact.page.person.buttons["email"].isVisible()


def test_tags_are_taken_off_and_added(contact: Any) -> None:
    tags = contact.page.details.tags
    before = [chip.text for chip in tags.chips]
    assert len(before) == 1
    click(contact, tags.add)
    type_into(contact, "Garden")
    contact.press(Qt.Key.Key_Return)
    assert [chip.text for chip in tags.chips] == sorted([*before, "Garden"])
    chip = next(chip for chip in tags.chips if chip.text == "Garden")
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(12, chip.height() // 2))
    contact.settle()
    assert len(tags.chips) == 2  # only the cross takes it off
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 14, chip.height() // 2))
    contact.settle()
    assert [chip.text for chip in tags.chips] == before


def test_another_phone_is_made_the_first(contact: Any) -> None:
    contact.desk.do(add_phone, contact.ids[MARCUS], "555-0199")
    contact.page.reload()
    contact.settle()
    first, second = keys(contact, "phone")
    assert contact.page.details.lines[first].spec.make_first is None
    menu = contact.page.details.lines[second].menu()
    next(action for action in menu.actions() if action.text() == "&Make first").trigger()
    contact.settle()
    assert [contact.page.details.lines[key].y() for key in (second, first)] == sorted(
        contact.page.details.lines[key].y() for key in (second, first)
    )
    assert contact.desk.rows(
        "SELECT phone FROM contact_phone WHERE contact_id = ? ORDER BY position", contact.ids[MARCUS]
    )[0] == ("555-0199",)  # fmt: skip


@pytest.mark.parametrize(
    ("key", "values", "sql", "kept"),
    [
        ("address:new", {"street": "42 Orchard Lane", "city": "Ajax"}, "SELECT street, city FROM contact_address", ("42 Orchard Lane", "Ajax")),
        ("link:new", {"value": "example.com"}, "SELECT url, label FROM contact_link", ("example.com", "")),
        ("date:new", {"kind": "Birthday", "value": "9 June 1980"}, "SELECT kind, year, month, day FROM contact_date", ("birthday", 1980, 6, 9)),
        ("own:new", {"field": "Dog", "value": "Rex"}, "SELECT o.name, v.value FROM contact_own_value v JOIN own_field o ON o.id = v.own_field_id", ("Dog", "Rex")),
        ("company", {"company": "Acme", "job_title": "Baker"}, "SELECT company, job_title FROM contact", ("Acme", "Baker")),
        ("language", {"language": "Spanish"}, "SELECT language FROM contact", ("Spanish",)),
        ("quiet", {"from": "9 pm", "until": "8"}, "SELECT quiet_from, quiet_until FROM contact", ("21:00", "08:00")),
        ("preferred", {"preferred_channel": "email"}, "SELECT preferred_channel FROM contact", ("email",)),
        ("note", {"note": "Two\nlines"}, "SELECT note FROM contact", ("Two\nlines",)),
        ("source", {"source": "Sign", "source_detail": "Elm St"}, "SELECT s.name, c.source_detail FROM contact c JOIN source s ON s.id = c.source_id", ("Sign", "Elm St")),
    ],
)  # fmt: skip
def test_everything_can_be_added_and_taken_away(
    contact: Any, key: str, values: dict[str, str], sql: str, kept: tuple[object, ...]
) -> None:
    contact.page.open_line(key)
    line(contact, key).editor.put(values)
    QTest.keyClick(line(contact, key).editor.field(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    contact.settle()
    assert kept in contact.desk.rows(sql)
    kind = key.partition(":")[0]
    shown = contact.page.details.lines[keys(contact, kind)[-1]]
    assert not shown.is_editing
    assert shown.spec.text
    if key != "source":
        shown.remove()
        contact.settle()
        assert kept not in contact.desk.rows(sql)
        contact.runner.undo()
        contact.settle()
        assert kept in contact.desk.rows(sql)


@pytest.mark.parametrize(
    ("key", "values", "fault"),
    [
        ("phone:new", {"value": "none"}, "digits"),
        ("email:new", {"value": "hal(at)example.com"}, "no @"),
        ("email:new", {"value": "hal@"}, "not an email"),
        ("date:new", {"value": "31 February"}, "not a day"),
        ("address:new", {"label": "home"}, "empty"),
        ("quiet", {"from": "late", "until": ""}, "not a time"),
        ("quiet", {"from": "21:00", "until": ""}, "an end"),
        ("own:new", {"value": "Rex"}, "needs a name"),
    ],
)
def test_what_is_wrong_is_said_on_leaving_and_nothing_is_lost(
    contact: Any, key: str, values: dict[str, str], fault: str
) -> None:
    contact.page.open_line(key)
    editor = line(contact, key).editor
    editor.put(values)
    assert editor.error == ""  # never while typing
    contact.page.take_focus()
    contact.settle()
    assert fault in editor.error
    assert "Example" in editor.error or key == "own:new"
    assert line(contact, key).editor is editor
    assert contact.desk.rows("SELECT id FROM typed_text") == []
    contact.page.step(1)
    contact.settle()
    assert contact.page.contact_id == contact.ids["Elena Ruiz"]
    assert len(contact.desk.rows("SELECT id FROM typed_text")) == 1
    contact.page.step(-1)
    contact.settle()
    again = line(contact, key).editor
    for part, text in values.items():
        assert again.values[part] == text
    assert fault in again.error
    again.closed.emit(True)
    contact.page.step(1)
    contact.settle()
    assert contact.desk.rows("SELECT id FROM typed_text") == []


# --- leaving and walking ------------------------------------------------------------------------------------


def test_walking_keeps_what_was_being_typed(contact: Any) -> None:
    contact.page.open_line("want")
    type_into(contact, "A lake house")
    contact.press(Qt.Key.Key_Down)  # a field keeps plain arrows
    assert contact.page.contact_id == contact.ids[MARCUS]
    contact.press(Qt.Key.Key_Down, ALT)
    assert contact.page.contact_id == contact.ids["Elena Ruiz"]
    assert contact.page.person.want.spec.text == "Buyer consult, approved to $510k"
    assert contact.desk.rows("SELECT want FROM contact WHERE id = ?", contact.ids[MARCUS]) == [
        ("A lake house",)
    ]
    assert contact.walked == [contact.ids["Elena Ruiz"]]


def test_what_is_half_typed_outlives_a_crash(contact: Any) -> None:
    contact.page.open_line("want")
    type_into(contact, "A lake house")
    contact.page._half_typed.note()  # what happens every two seconds
    contact.settle()
    again = contact.desk.read(contact_desk, contact.ids[MARCUS], contact.runner.moment())
    assert "A lake house" in again.typed["want"].values()
    assert contact.desk.rows("SELECT want FROM contact WHERE id = ?", contact.ids[MARCUS]) != [
        ("A lake house",)
    ]
    contact.page.leave()
    contact.settle()
    assert contact.desk.rows("SELECT id FROM typed_text") == [], "saved now, so no longer half typed"


def test_hiding_the_page_keeps_what_was_being_typed(contact: Any) -> None:
    contact.page.open_line("want")
    type_into(contact, "A lake house")
    contact.page.hide()
    contact.settle()
    assert contact.desk.rows("SELECT want FROM contact WHERE id = ?", contact.ids[MARCUS]) == [
        ("A lake house",)
    ]


def test_up_and_down_walk_and_pass_over_the_trash(contact: Any) -> None:
    contact.desk.do(delete_contacts, [contact.ids["Elena Ruiz"]])
    contact.press(Qt.Key.Key_Down)
    assert contact.page.contact_id == contact.ids["Kate O’Leary"]
    assert contact.page.way.place.text() == "3 of 4"
    assert QApplication.focusWidget() is contact.page.person.name.face
    contact.press(Qt.Key.Key_Down)
    assert not contact.page.way.down.isEnabled()
    contact.press(Qt.Key.Key_Down)
    assert contact.page.contact_id == contact.ids["Carmen Diaz"]
    contact.desk.do(delete_contacts, [contact.ids[MARCUS]])
    contact.press(Qt.Key.Key_Up)
    contact.press(Qt.Key.Key_Up)
    assert contact.page.contact_id == contact.ids["Kate O’Leary"]  # nobody before her is left
    assert contact.page.desk.page.name == "Kate O’Leary"


def test_an_outside_change_keeps_what_is_typed_and_says_so(contact: Any) -> None:
    contact.page.open_line("want")
    type_into(contact, "Mine")
    contact.desk.do(change_contact, contact.ids[MARCUS], {"want": "Theirs"})
    contact.page.reload()
    contact.settle()
    editor = contact.page.person.want.editor
    assert editor.values["want"] == "Mine"
    assert any("Changed elsewhere to “Theirs”" in text for text in texts(editor))
    contact.press(Qt.Key.Key_Return)
    assert contact.page.person.want.spec.text == "Mine"


def test_a_line_taken_away_elsewhere_can_be_kept_anew(contact: Any) -> None:
    email = contact.page.details.lines[keys(contact, "email")[0]]
    email.edit()
    contact.settle()
    type_into(contact, "jo@example.org")
    contact.desk.do(contacts.remove_email, email.spec.parts and int(email.spec.key.partition(":")[2]))
    contact.page.reload()
    contact.settle()
    assert email.is_editing
    assert any("Removed elsewhere" in text for text in texts(email))
    contact.press(Qt.Key.Key_Return)
    assert contact.desk.rows("SELECT email FROM contact_email WHERE contact_id = ?", contact.ids[MARCUS]) == [
        ("jo@example.org",)
    ]
    assert len(keys(contact, "email")) == 1


# --- gone under the hand ------------------------------------------------------------------------------------


def test_a_contact_in_the_trash_can_be_restored(contact: Any) -> None:
    contact.page.acts.delete()
    contact.settle()
    empty = contact.page._empty
    assert empty is not None
    assert "This contact is in the trash." in texts(empty)
    assert QApplication.focusWidget() is empty.button
    contact.press(Qt.Key.Key_Return)
    assert contact.page._empty is None
    assert contact.page.person.name.spec.text == MARCUS
    assert QApplication.focusWidget() is contact.page.person.name.face


def test_a_contact_that_is_gone_says_so(contact: Any) -> None:
    contact.page.open_with(987_654)
    contact.settle()
    assert "This contact is gone." in texts(contact.page._empty)
    contact.press(Qt.Key.Key_Return)
    assert contact.navigated == ["contacts"]
    contact.page.open_with(contact.ids[MARCUS])
    contact.settle()
    assert contact.page._empty is None


def test_nobody_chosen_is_an_empty_state(qapp: QApplication, people: tuple[Desk, dict[str, int]]) -> None:
    desk, _ids = people
    with opened(ContactPage, desk) as made:
        assert "Nobody is chosen." in texts(made.page)
        assert made.page.offers()["contact.done"].is_enabled() is False
        for key in (Qt.Key.Key_Down, Qt.Key.Key_F2, Qt.Key.Key_C, Qt.Key.Key_H):
            made.press(key)


def test_a_stage_suggested_by_facts_is_accepted_or_kept(contact: Any) -> None:
    from lifecycle_desktop.core.operations.purchases import NewPurchase, log_purchase

    today = contact.desk.moment.today
    contact.desk.do(log_purchase, NewPurchase(contact.ids[MARCUS], closed_on=today, what="42 Orchard Lane"))
    contact.page.reload()
    contact.settle()
    banner = contact.page.suggestion.banner
    assert banner.title.text() == "Suggested: Deliver"
    assert banner.text.text() == "First purchase today."
    click(contact, banner.quiet_button)
    assert contact.page.suggestion.banner is None
    contact.runner.undo()
    contact.settle()
    click(contact, contact.page.suggestion.banner.button)
    assert contact.stage_of(contact.ids[MARCUS]) == "Deliver"
    assert contact.page.suggestion.isHidden()


def test_what_is_missing_leads_to_its_field(contact: Any) -> None:
    moment = contact.desk.moment
    contact.desk.do(move_contacts, [contact.ids[MARCUS]], contact.desk.stage("Capture"))
    contact.page.reload()
    contact.settle()
    card = contact.page.missing
    names = [row.accessibleName() for row in card.rows.values() if hasattr(row, "tell")]
    assert "Fill in: Permission: call, text or email" in names
    face = next(row for row in card.rows.values() if row.accessibleName() == names[0])
    click(contact, face)
    assert contact.page.details.permissions.is_open
    contact.desk.do(move_contacts, [contact.ids[MARCUS]], contact.desk.stage("Convert"))
    contact.page.reload()
    contact.settle()
    answered = next(row for row in card.rows.values() if not hasattr(row, "tell"))
    before = len(card.rows)
    answered.face.setFocus()
    contact.press(Qt.Key.Key_Return)
    type_into(contact, "The roof")
    contact.press(Qt.Key.Key_Return)
    assert len(card.rows) == before - 1
    assert contact.desk.rows("SELECT answer, answered_at FROM stage_answer") == [("The roof", moment.text)]


# --- everybody, everywhere ----------------------------------------------------------------------------------


def test_every_control_has_a_name_and_a_role(contact: Any) -> None:
    contact.page.details.permissions.set_open(True)
    contact.page.open_line("address:new")
    contact.settle()
    for widget in contact.page.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.focusProxy():
            told = QAccessible.queryAccessibleInterface(widget)
            name = told.text(QAccessible.Text.Name) or told.text(QAccessible.Text.Value)
            assert name.strip(), (type(widget).__name__, type(widget.parent()).__name__)
            assert told.role() != QAccessible.Role.NoRole
    step = QAccessible.queryAccessibleInterface(contact.page.stepper.steps[3])
    assert step.role() == QAccessible.Role.RadioButton
    assert step.state().checked
    face = QAccessible.queryAccessibleInterface(contact.page.person.name.face)
    assert face.role() in (QAccessible.Role.Button, QAccessible.Role.PushButton)


def test_strangers_text_is_only_text(qapp: QApplication, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db")
    text = MARKUP
    number = desk.add(text, want=text, note="\n".join(HOSTILE[:14]), source=text, company=text)
    desk.do(add_email, number, "a@example.com", label=text)
    desk.do(contacts.add_address, number, Address(street=text, city="N" * 5000))
    desk.do(contacts.add_date, number, KeyDate(text, None, 2, 29))
    desk.do(contacts.add_tag, [number], text)
    desk.do(contacts.set_permission, number, "call", "refused", wording=text, place=text, recorded_by=text)
    desk.do(qualification.answer_question, number, "need", "yes", detail="N" * 10_000)
    desk.do(
        add_follow_up, NewFollowUp(number, desk.moment.today, what="N" * 10_000, reason=text, channel="call")
    )
    with opened(ContactPage, desk, size=(1100, 800)) as made:
        made.page.come_from("board", [number])
        made.page.open_with(number)
        made.settle()
        assert made.page.person.name.spec.text == text
        assert made.page.minimumSizeHint().width() <= 1100
        for widget in made.page.findChildren(QWidget):
            tip = widget.toolTip()
            assert "<img" not in tip
        for each in made.page.lines():
            each.edit(focus=False)
            made.settle()
            each.close_fields()
        made.page.acts.pop_up(made.page.details.choices_menu())
        made.popup().close()
        assert made.page.minimumSizeHint().width() <= 1100
    desk.database.close()


@pytest.mark.parametrize("look", [Look("light"), Look("dark", text=200), Look("light", contrast=True)])
@pytest.mark.parametrize("size", [(1440, 900), (1024, 640)])
def test_nothing_is_cut_in_any_look(
    qapp: QApplication, people: tuple[Desk, dict[str, int]], look: Look, size: tuple[int, int]
) -> None:
    from tests.ui.test_accessibility import assert_not_cut

    desk, ids = people
    desk.do(qualification.answer_question, ids[MARCUS], "need", "yes", detail="A long answer " * 12)
    with opened(ContactPage, desk, size=size, look=look) as made:
        made.page.open_with(ids[MARCUS])
        made.settle()
        made.settle()
        assert not made.page.area.horizontalScrollBar().isVisible()
        for widget in made.page.findChildren(QWidget):
            if widget.isVisible() and widget.width() > 0:
                assert_not_cut(widget, "contact")
        for each in made.page.lines():
            if each.face.isVisible():
                assert each.face.height() >= each.face.heightForWidth(each.face.width()), each.spec.key
        if look.text == 200:
            assert made.page.columns.mode == 1


def test_right_to_left_mirrors(qapp: QApplication, people: tuple[Desk, dict[str, int]]) -> None:
    desk, ids = people
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    with opened(ContactPage, desk, size=(1440, 900)) as made:
        made.ids = ids
        show(made, MARCUS)
        page = made.page
        assert page.columns.mode == 3
        left = page.next_step.mapTo(page, QPoint(0, 0)).x()
        assert left > page.other.worth.mapTo(page, QPoint(0, 0)).x()
        assert page.stepper.steps[0].x() > page.stepper.steps[6].x()
        assert page.way.back.x() > page.way.down.x()
        page.stepper.take_focus()
        made.press(Qt.Key.Key_Left)
        assert QApplication.focusWidget() is page.stepper.steps[4]
        page.open_line("phone:new")
        made.settle()
        assert page.grab().width() == 1440


def test_the_columns_stand_where_there_is_room(
    qapp: QApplication, people: tuple[Desk, dict[str, int]]
) -> None:
    desk, ids = people
    with opened(ContactPage, desk, size=(1440, 900)) as made:
        made.page.open_with(ids[MARCUS])
        made.settle()
        assert made.page.columns.mode == 3
        for width, mode in ((1359, 2), (1024, 2), (700, 1), (1440, 3)):
            made.window.resize(width, 800)
            made.settle()
            assert made.page.columns.mode == mode, width
            assert not made.page.area.horizontalScrollBar().isVisible()


def test_a_stay_that_is_too_long_is_said_in_words(contact: Any) -> None:
    desk = contact.desk
    long_ago = Moment(desk.moment.at - dt.timedelta(days=200), desk.moment.zone)
    with desk.database.write("Move", moment=long_ago) as written:
        move_contacts(written.connection, [contact.ids[MARCUS]], desk.stage("Nurture"), long_ago)
    contact.page.reload()
    contact.settle()
    step = contact.page.stepper.steps[2]
    assert step.isChecked()
    assert "200 days" in step.accessibleName()
    assert "Stuck: longer than" in step.toolTip()


def test_nothing_is_written_about_somebody_who_was_erased(contact: Any) -> None:
    contact.page.open_line("want")
    type_into(contact, "A secret")
    contact.page.open_line("phone:new")
    type_into(contact, "none")
    contact.page.take_focus()
    contact.settle()
    contact.desk.database.erase_people([contact.ids[MARCUS]], moment=contact.desk.moment)
    contact.page.reload()
    contact.settle()
    assert "This contact is gone." in texts(contact.page._empty)
    contact.page.step(1)
    contact.settle()
    assert contact.page.desk.page.name == "Elena Ruiz"
    contact.page.hide()
    contact.settle()
    assert contact.desk.rows("SELECT place, text FROM typed_text") == []


def test_another_lifecycle_under_the_open_page(contact: Any) -> None:
    from lifecycle_desktop.core.model.lifecycle import find_lifecycle
    from lifecycle_desktop.core.model.lifecycle_file import shipped_lifecycles
    from lifecycle_desktop.core.operations.lifecycles import switch_lifecycle

    moment = contact.desk.moment
    contact.page.open_line("want")
    type_into(contact, "A lake house")
    for name, stages in (("Ten", 10), ("Buyer", None), ("Perfect", 7)):
        model = find_lifecycle(shipped_lifecycles(), name)
        contact.runner.write("Switch", switch_lifecycle, model, moment)
        contact.settle()
        assert len(contact.page.stepper.steps) == len(model.stages)
        assert stages in (None, len(model.stages))
        assert sum(step.isChecked() for step in contact.page.stepper.steps) == 1
        assert contact.page.person.want.editor.values["want"] == "A lake house"
    contact.press(Qt.Key.Key_Return)
    assert contact.page.person.want.spec.text == "A lake house"


def test_a_stage_taken_out_under_the_open_page(contact: Any) -> None:
    from dataclasses import replace

    from lifecycle_desktop.core.model.lifecycle import find_lifecycle
    from lifecycle_desktop.core.model.lifecycle_file import shipped_lifecycles
    from lifecycle_desktop.core.operations.lifecycles import switch_lifecycle
    from lifecycle_desktop.core.operations.own_lifecycles import change_lifecycle, copy_lifecycle
    from lifecycle_desktop.core.store.active_lifecycle import active_lifecycle

    perfect = find_lifecycle(shipped_lifecycles(), "Perfect")
    key = contact.desk.do(copy_lifecycle, perfect, "Mine")
    contact.desk.do(switch_lifecycle, replace(perfect, key=key, name="Mine"))
    mine = contact.desk.read(active_lifecycle).lifecycle
    contact.page.reload()
    contact.settle()
    before = next(step for step in contact.page.stepper.steps if step.isChecked())
    before.setFocus()
    stages = tuple(stage for stage in mine.stages if stage.label != "Convert")
    numbered = tuple(replace(stage, number=place) for place, stage in enumerate(stages, 1))
    convert = next(stage.key for stage in mine.stages if stage.label == "Convert")
    target = next(stage.key for stage in mine.stages if stage.label == "Nurture")
    contact.runner.write(
        "Change", change_lifecycle, replace(mine, stages=numbered), {convert: target}, contact.desk.moment
    )
    contact.settle()
    assert len(contact.page.stepper.steps) == 6
    assert contact.stage_of(contact.ids[MARCUS]) == "Nurture"


@pytest.mark.parametrize(
    ("begin", "end", "words"),
    [
        ("21:00", "08:00", "Quiet from 21:00 to 08:00"),
        ("", "17:00", "Quiet until 17:00"),
        ("21:00", "", "Quiet from 21:00"),
        ("", "", ""),
    ],
)
def test_quiet_hours_are_whole_sentences_with_one_end_too(begin: str, end: str, words: str) -> None:
    assert quiet_words(begin, end) == words


def test_a_promise_is_told_once_and_reasons_are_sentences() -> None:
    step = NextStep(1, "Send the comps", "email", dt.date(2026, 4, 12))
    assert reasons(OpenStep(step, "", "", True, 0)) == ["You promised this."]
    assert reasons(OpenStep(step, "you promised it on the phone", "", True, 0)) == [
        "You promised it on the phone"
    ]


def test_a_million_letters_without_a_blank_do_not_hold_the_window(contact: Any) -> None:
    composer = contact.page.other.composer
    clip = QMimeData()
    clip.setText("x" * 1_000_000)
    before = time.process_time()
    composer.text.insertFromMimeData(clip)
    QApplication.processEvents()
    composer._show_step()  # what is done once one pauses
    QTest.keyClick(composer.text, Qt.Key.Key_Y)
    assert time.process_time() - before < 3, "seconds; in one line it takes half a minute"
    assert composer.text.toPlainText().replace("\n", "") == "x" * 1_000_000 + "y"
    composer.text.setPlainText("")
