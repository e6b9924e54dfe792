"""Middle and right column of the contact page: composer, timeline, worth, purchases, referrals, household."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from lifecycle_desktop.core.errors import NotFound
from lifecycle_desktop.core.model import plain_text
from lifecycle_desktop.core.model.activity import NewActivity
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.model.timeline import TimelineEvent
from lifecycle_desktop.core.operations import activities, contacts
from lifecycle_desktop.core.operations.follow_ups import add_follow_up
from lifecycle_desktop.core.operations.households import join_household
from lifecycle_desktop.core.operations.purchases import NewPurchase, log_purchase
from lifecycle_desktop.core.operations.referrals import add_referral
from lifecycle_desktop.core.operations.relations import add_relation
from lifecycle_desktop.ui.contact.entry_popover import EntryPopover
from lifecycle_desktop.ui.contact.household import HouseholdPopover
from lifecycle_desktop.ui.contact.page import ContactPage
from lifecycle_desktop.ui.contact.person_popover import PersonPopover
from lifecycle_desktop.ui.contact.person_row import LineRow
from lifecycle_desktop.ui.contact.purchase_form import PurchasePopover
from lifecycle_desktop.ui.contact.timeline_painter import Heading
from lifecycle_desktop.ui.contact.worth import AmountPopover
from lifecycle_desktop.ui.log_popover import LogPopover
from lifecycle_desktop.ui.theme import Look
from lifecycle_desktop.ui.widgets.date_popover import DatePopover
from lifecycle_desktop.ui.widgets.labels import Label
from tests.core.desk import Desk
from tests.ui.people_pages import Opened, opened

CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key
HOSTILE = "<b>x</b> & 'y'; DROP TABLE activity;-- {n} %s \u202e\u0000\n\t" + "w" * 3000


@pytest.fixture
def ann(desk: Desk) -> int:
    return desk.add("Ann Hill", phones=(("", "416 555 0111"),))


@pytest.fixture
def made(qapp: QApplication, desk: Desk, ann: int) -> Iterator[Opened]:
    with opened(ContactPage, desk, size=(1440, 900)) as found:
        found.page.open_with(ann)
        found.settle()
        yield found


@pytest.fixture
def desk(tmp_path: Any) -> Iterator[Desk]:
    made = Desk(tmp_path / "desk.db")
    yield made
    made.database.close()


def other(made: Opened) -> Any:
    return made.page.other


def typed(made: Opened, text: str) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, text)
    made.settle()


def click(made: Opened, widget: QWidget, at: QPoint | None = None) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())
    made.settle()


def rows(made: Opened) -> list[str]:
    return [
        row.words if isinstance(row, Heading) else row.title
        for row in other(made).timeline.list.rows_model.rows
    ]


def texts(widget: QWidget) -> list[str]:
    found = [each.text() for each in widget.findChildren(Label) if each.isVisibleTo(widget)]
    return found + [
        each.accessibleName() for each in widget.findChildren(LineRow) if each.isVisibleTo(widget)
    ]


def logged(made: Opened) -> list[tuple[Any, ...]]:
    return made.desk.rows("SELECT kind, direction, outcome, text, minutes FROM activity ORDER BY id")


# -- composer ---------------------------------------------------------------------------------------------------


def test_a_note_is_kept_by_ctrl_enter_and_can_be_undone(made: Opened) -> None:
    other(made).composer.text.setFocus()
    typed(made, "She likes the garden.")
    made.press(Key.Key_Return, CONTROL)
    assert logged(made) == [("note", "", "", "She likes the garden.", None)]
    assert made.toasts == [("Note on Ann Hill kept", True)]
    assert other(made).composer.text.toPlainText() == ""
    assert rows(made)[:2] == ["April", "Note"]
    made.runner.undo()
    made.settle()
    assert logged(made) == []
    assert rows(made) == ["April", "Added by hand"]


def test_an_empty_note_is_not_kept_and_says_why(made: Opened) -> None:
    other(made).composer.text.setFocus()
    made.press(Key.Key_Return, CONTROL)
    assert logged(made) == []
    assert "Write a word or two first." in texts(other(made).composer)


def test_a_day_in_the_text_becomes_the_next_step(made: Opened) -> None:
    composer = other(made).composer
    composer.text.setFocus()
    typed(made, "She likes it. Send the comps Friday 3pm")
    assert composer.chip is not None
    assert composer.chip.accessibleName() == "Next: Send the comps, Fri 17 April, 15:00"
    made.press(Key.Key_Return, CONTROL)
    assert made.desk.rows("SELECT what, channel, due_on, due_time FROM follow_up") == [
        ("Send the comps", "email", "2026-04-17", "15:00")
    ]
    assert composer.chip is None
    made.runner.undo()
    assert made.desk.rows("SELECT * FROM follow_up") == logged(made) == []


@pytest.mark.parametrize("by_mouse", [False, True])
def test_the_chip_of_a_next_step_can_be_taken_off(made: Opened, by_mouse: bool) -> None:
    composer = other(made).composer
    composer.text.setFocus()
    typed(made, "Saw it Friday")
    if by_mouse:
        click(made, composer.chip)
    else:
        composer.chip.setFocus()
        made.press(Key.Key_Delete)
    assert composer.chip is None
    assert composer.text.toPlainText() == "Saw it Friday"
    composer.text.setFocus()
    typed(made, " with her son, call tomorrow")
    assert composer.chip is not None  # another day is another step


def test_what_is_typed_after_a_click_on_a_kind_or_beside_the_text_is_the_text(made: Opened) -> None:
    composer = other(made).composer
    click(made, composer.tabs.tabs["call"])
    assert composer.tabs.current == "call"
    typed(made, "Left word")
    composer.tabs.tabs["text"].setFocus()
    click(made, composer, QPoint(composer.width() // 2, composer.height() - 3))
    typed(made, ", he hurts")
    assert composer.text.toPlainText() == "Left word, he hurts"
    assert made.popup() is None


def test_a_call_asks_outcome_and_once_what_is_next(made: Opened) -> None:
    composer = other(made).composer
    composer.tabs.tabs["note"].setFocus()
    made.press(Key.Key_Right)
    assert composer.tabs.current == "call"
    composer.answers.outcomes["call"].choose("message")
    composer.answers.minutes.setText("12")
    composer.text.setFocus()
    typed(made, "Left word.")
    made.press(Key.Key_Return, CONTROL)
    assert logged(made) == [("call", "out", "message", "Left word.", 12)]
    popup = made.popup()
    assert isinstance(popup, DatePopover)
    made.press(Key.Key_Escape)
    assert made.popup() is None
    assert made.desk.rows("SELECT * FROM follow_up") == []


def test_what_is_next_is_not_asked_where_it_is_known(made: Opened) -> None:
    made.desk.do(add_follow_up, NewFollowUp(made.page.contact_id, dt.date(2026, 5, 1), what="Write"))
    made.page.refresh()
    other(made).composer.write_about("call")
    made.press(Key.Key_Return, CONTROL)
    assert [row[0] for row in logged(made)] == ["call"]
    assert made.popup() is None


def test_a_call_ticks_off_the_call_that_was_due(made: Opened) -> None:
    made.desk.do(
        add_follow_up, NewFollowUp(made.page.contact_id, dt.date(2026, 4, 14), what="Call", channel="call")
    )
    made.page.refresh()
    other(made).composer.write_about("call")
    made.press(Key.Key_Return, CONTROL)
    assert made.desk.rows("SELECT done_at IS NOT NULL, outcome FROM follow_up") == [(1, "reached")]
    assert isinstance(made.popup(), DatePopover)


def test_a_text_from_them_is_kept_as_theirs(made: Opened) -> None:
    composer = other(made).composer
    composer.write_about("text")
    composer.answers.began.choose("in")
    assert not composer.answers.outcomes["text"].isVisible()
    typed(made, "Is it still free?")
    made.press(Key.Key_Return, CONTROL)
    assert logged(made) == [("text", "in", "", "Is it still free?", None)]


def test_a_call_is_logged_by_mouse_alone(made: Opened) -> None:
    composer = other(made).composer
    click(made, composer.tabs.tabs["call"])
    click(made, composer.answers.outcomes["call"].findChildren(QWidget)[2])
    click(made, composer.save_button)
    assert logged(made) == [("call", "out", "no answer", "", None)]


def test_c_then_enter_logs_a_call_from_the_timeline(made: Opened) -> None:
    other(made).timeline.list.setFocus()
    made.press(Key.Key_C)
    assert isinstance(made.popup(), LogPopover)
    made.press(Key.Key_Return)
    assert [row[0] for row in logged(made)] == ["call"]


def test_enter_in_a_line_of_the_log_keeps_it_once(made: Opened) -> None:
    other(made).timeline.list.setFocus()
    made.press(Key.Key_C)
    QTest.keyClick(made.popup().text, Key.Key_Return)
    made.settle()
    assert len(logged(made)) == 1


def test_minutes_that_are_no_number_are_refused_in_words(made: Opened) -> None:
    composer = other(made).composer
    composer.write_about("call")
    composer.answers.minutes.setText("ten")
    made.press(Key.Key_Return, CONTROL)
    assert logged(made) == []
    assert "This is not a number of minutes. Example: 12" in texts(composer)
    assert QApplication.focusWidget() is composer.answers.minutes


def test_a_purchase_is_logged_in_the_composer(made: Opened) -> None:
    composer = other(made).composer
    click(made, composer.tabs.tabs["purchase"])
    composer.form.what.editor.setFocus()
    typed(made, "3 Elm")
    composer.form.price.set_text("420k")
    composer.form.revenue.set_text("nothing")
    made.press(Key.Key_Return, CONTROL)
    assert made.desk.rows("SELECT * FROM purchase") == []
    assert composer.form.revenue.error.startswith("This is not an amount")
    composer.form.revenue.set_text("10,500")
    composer.form.day.set_text("2 April 2026")
    made.press(Key.Key_Return, CONTROL)
    assert made.desk.rows("SELECT what, price_minor, revenue_minor, closed_on FROM purchase") == [
        ("3 Elm", 42_000_000, 1_050_000, "2026-04-02")
    ]
    assert composer.form.is_empty()
    assert "Earned so far" in texts(other(made).worth)


def test_typed_text_survives_leaving_and_a_new_start(made: Opened, desk: Desk, ann: int) -> None:
    bob = desk.add("Bob Hill")
    composer = other(made).composer
    composer.write_about("email")
    typed(made, "half a thou")
    made.page.open_with(bob)
    made.settle()
    assert composer.text.toPlainText() == ""
    assert composer.tabs.current == "note"
    made.page.open_with(ann)
    made.settle()
    assert (composer.tabs.current, composer.text.toPlainText()) == ("email", "half a thou")
    composer.text.setFocus()
    typed(made, "ght")
    made.window.hide()
    again = ContactPage(made.runner)
    again.open_with(ann)
    again.show()
    made.settle()
    assert again.other.composer.text.toPlainText().count("ght") == 1
    again.hide()
    again.deleteLater()


def test_a_purchase_half_typed_survives_too(made: Opened, desk: Desk, ann: int) -> None:
    composer = other(made).composer
    composer.write_about("purchase")
    composer.form.what.set_text("3 Elm")
    composer.form.price.set_text("42")
    made.page.open_with(desk.add("Bob"))
    made.settle()
    assert composer.form.is_empty()
    made.page.open_with(ann)
    made.settle()
    assert (composer.form.what.text, composer.form.price.text) == ("3 Elm", "42")
    assert composer.tabs.current == "purchase"


def test_a_long_text_is_read_for_its_step_before_it_is_kept(made: Opened, desk: Desk) -> None:
    composer = other(made).composer
    composer.text.setPlainText("She told all about the house. " * 30 + "Call tomorrow.")
    assert composer.chip is None
    composer.save()
    made.settle()
    assert desk.rows("SELECT what, due_on FROM follow_up") == [("Call", "2026-04-15")]


def test_saved_text_is_forgotten(made: Opened, desk: Desk, ann: int) -> None:
    other(made).composer.text.setFocus()
    typed(made, "Done.")
    made.press(Key.Key_Return, CONTROL)
    made.page.open_with(desk.add("Bob"))
    made.settle()
    assert desk.rows("SELECT place FROM typed_text WHERE place LIKE '%composer'") == []


def test_a_contact_erased_under_the_page_loses_no_text(made: Opened, desk: Desk, ann: int) -> None:
    composer = other(made).composer
    composer.text.setFocus()
    typed(made, "Not to be lost")
    with desk.database.write("Erase", moment=desk.moment) as written:
        written.driver.execute("DELETE FROM contact WHERE id = ?", (ann,))
    made.press(Key.Key_Return, CONTROL)
    assert [type(each) for each in made.failures] == [NotFound]
    made.failures.clear()
    assert composer.text.toPlainText() == "Not to be lost"
    desk.database.undo()
    made.press(Key.Key_Return, CONTROL)
    assert [row[3] for row in logged(made)] == ["Not to be lost"]


def test_two_pages_tell_each_other_and_keep_what_is_being_typed(made: Opened, desk: Desk, ann: int) -> None:
    second = ContactPage(made.runner)
    made.runner.changed.connect(second.touch)
    second.resize(1440, 900)
    second.open_with(ann)
    second.show()
    made.settle()
    second.other.composer.text.setPlainText("half")
    other(made).composer.text.setPlainText("From the first page")
    other(made).composer.save()
    made.settle()
    assert second.other.composer.text.toPlainText() == "half"
    assert "From the first page" in [
        row.text for row in second.other.timeline.list.rows_model.rows if isinstance(row, TimelineEvent)
    ]
    for page, amount in ((made.page, 100_00), (second, 200_00)):
        page.other.worth._on_saved(amount, "USD")
    made.settle()
    assert "$200" in texts(other(made).worth)
    made.runner.undo()
    made.settle()
    assert "$100" in texts(second.other.worth)
    second.hide()
    second.deleteLater()


# -- timeline ---------------------------------------------------------------------------------------------------


def fill(desk: Desk, contact_id: int, count: int) -> None:
    start = desk.moment.at
    for number in range(count):
        when = start - dt.timedelta(days=number)
        desk.do(
            activities.log_activity, NewActivity(contact_id, "note", happened_at=when, text=f"Note {number}")
        )


def test_months_head_the_events_and_keys_pass_over_them(made: Opened, desk: Desk, ann: int) -> None:
    fill(desk, ann, 40)
    made.page.refresh()
    made.settle()
    view = other(made).timeline.list
    assert [row.words for row in view.rows_model.rows if isinstance(row, Heading)] == ["April", "March"]
    view.setFocus()
    for _press in range(16):
        made.press(Key.Key_Down)
    assert view.current_event().text == "Note 15"
    assert isinstance(view.rows_model.rows[view.currentIndex().row() - 2], Heading)
    made.press(Key.Key_Home)
    made.press(Key.Key_End)
    assert view.current_event().text == "Note 39"
    made.press(Key.Key_K)
    assert view.current_event().text == "Note 38"


def test_older_events_come_while_one_walks_down_or_asks(made: Opened, desk: Desk, ann: int) -> None:
    fill(desk, ann, 130)
    made.page.refresh()
    made.settle()
    card = other(made).timeline
    assert (len(card.list.rows_model.events), card.has_more) == (50, True)
    click(made, card.more)
    assert len(card.list.rows_model.events) == 100
    card.list.setFocus()
    made.press(Key.Key_End)
    made.press(Key.Key_Down)
    assert len(card.list.rows_model.events) == 131
    assert card.list.current_event().text == "Note 99"
    assert not card.has_more
    assert not card.more.isVisible()


def test_older_events_come_while_one_scrolls(made: Opened, desk: Desk, ann: int) -> None:
    fill(desk, ann, 130)
    made.page.refresh()
    made.settle()
    bar = made.page.area.verticalScrollBar()
    for _turn in range(4):
        bar.setValue(bar.maximum())
        made.settle()
    assert len(other(made).timeline.list.rows_model.events) == 131


def test_what_was_loaded_stays_when_something_is_added(made: Opened, desk: Desk, ann: int) -> None:
    fill(desk, ann, 130)
    made.page.refresh()
    card = other(made).timeline
    card.load_more()
    made.settle()
    card.list.setFocus()
    made.press(Key.Key_End)
    before = card.list.current_event()
    other(made).composer.text.setPlainText("New")
    other(made).composer.save()
    made.settle()
    assert len(card.list.rows_model.events) >= 100
    assert card.list.current_event() == before


def test_the_filter_shows_one_kind_and_says_so(made: Opened, desk: Desk, ann: int) -> None:
    for kind in ("call", "note"):
        desk.do(activities.log_activity, NewActivity(ann, kind))
    made.page.refresh()
    card = other(made).timeline
    click(made, card.filter_button)
    menu = made.popup()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == "Calls").trigger()
    menu.close()
    made.settle()
    assert rows(made) == ["April", "Call"]
    assert card.filter_button.text() == "Calls"
    card.choose_filter("business")
    made.settle()
    assert rows(made) == []
    assert "Nothing of this kind." in texts(card)


def test_an_entry_is_corrected_and_deleted_by_key(made: Opened, desk: Desk, ann: int) -> None:
    desk.clock.advance(minutes=1)
    desk.do(activities.log_activity, NewActivity(ann, "call", text="She is glad."))
    made.page.refresh()
    view = other(made).timeline.list
    view.setFocus()
    made.press(Key.Key_Return)
    popup = made.popup()
    assert isinstance(popup, EntryPopover)
    popup.text.setPlainText("She is sad.")
    popup.minutes.setText("x")
    QTest.keyClick(popup.minutes, Key.Key_Return, CONTROL)
    assert made.popup() is popup
    popup.minutes.setText("7")
    QTest.keyClick(popup.minutes, Key.Key_Return, CONTROL)
    made.settle()
    assert [(row[3], row[4]) for row in logged(made)] == [("She is sad.", 7)]
    assert made.toasts[-1] == ("Entry corrected", True)
    view.setFocus()
    made.press(Key.Key_Home)
    while view.current_event() is not None and view.current_event().kind != "call":
        made.press(Key.Key_Down)
    made.press(Key.Key_Delete)
    assert logged(made) == []
    made.runner.undo()
    made.settle()
    assert [row[3] for row in logged(made)] == ["She is sad."]


def test_an_entry_is_deleted_and_copied_by_mouse(made: Opened, desk: Desk, ann: int) -> None:
    desk.do(activities.log_activity, NewActivity(ann, "note", text="One."))
    made.page.refresh()
    card = other(made).timeline
    view = card.list
    view.setCurrentIndex(view.rows_model.index(1))
    menu = card.pop_up(view.current_event(), QPoint(10, 10))
    assert made.menu_texts(menu) == ["&Correct…", "&Delete", "Cop&y text"]
    menu.actions()[-1].trigger()
    assert QGuiApplication.clipboard().text() == "Note\nOne."
    menu.actions()[1].trigger()
    menu.close()
    made.settle()
    assert logged(made) == []


def test_a_purchase_is_opened_from_the_timeline(made: Opened, desk: Desk, ann: int) -> None:
    desk.do(log_purchase, NewPurchase(ann, "Buyer side", "3 Elm"))
    made.page.refresh()
    view = other(made).timeline.list
    view.setFocus()
    made.press(Key.Key_Home)
    assert view.current_event().title == "Purchase: 3 Elm"
    made.press(Key.Key_Return)
    popup = made.popup()
    assert isinstance(popup, PurchasePopover)
    assert popup.form.what.text == "3 Elm"
    popup.form.what.set_text("4 Elm")
    made.press(Key.Key_Return)
    assert desk.rows("SELECT what FROM purchase") == [("4 Elm",)]
    made.press(Key.Key_Delete)  # a purchase goes by its form only
    assert desk.rows("SELECT what FROM purchase") == [("4 Elm",)]


def test_an_entry_that_is_gone_gets_a_sentence(made: Opened, desk: Desk, ann: int) -> None:
    number = desk.do(activities.log_activity, NewActivity(ann, "note", text="One."))
    made.page.refresh()
    desk.do(activities.delete_activity, number)
    other(made).timeline.list.setFocus()
    made.press(Key.Key_Return)
    assert made.toasts[-1] == ("That entry is not there any more.", False)


def test_rows_are_told_to_a_screen_reader(made: Opened, desk: Desk, ann: int) -> None:
    desk.do(activities.log_activity, NewActivity(ann, "call", text="Glad.", outcome="reached"))
    made.page.refresh()
    view = other(made).timeline.list
    told = [
        view.rows_model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(view.rows_model.rowCount())
    ]
    assert told[0] == "April"
    assert told[1] == "Call, reached, Tue 14 Apr, 10:00, Glad."
    assert QAccessible.queryAccessibleInterface(view).text(QAccessible.Text.Name) == "Timeline"
    for button in other(made).composer.findChildren(QWidget):
        if button.focusPolicy().value & Qt.FocusPolicy.TabFocus.value and button.isVisible():
            assert button.accessibleName(), button


# -- the cards at the right ---------------------------------------------------------------------------------------


def test_what_may_close_is_typed_and_taken_away(made: Opened) -> None:
    worth = other(made).worth
    click(made, worth.add_link)
    popup = made.popup()
    assert isinstance(popup, AmountPopover)
    typed(made, "much")
    made.press(Key.Key_Return)
    assert made.popup() is popup
    popup.line.setText("610k")
    made.press(Key.Key_Return)
    assert "$610,000" in texts(worth)
    assert made.toasts[-1] == ("Ann Hill: worth $610,000", True)
    click(made, worth.add_link)
    made.popup().line.setText("")
    made.press(Key.Key_Return)
    assert made.desk.rows("SELECT value_minor FROM contact") == [(None,)]


def test_a_purchase_is_added_changed_and_removed(made: Opened) -> None:
    card = other(made).purchases
    assert "No purchase with you yet" in texts(card)
    click(made, card.add_link)
    popup = made.popup()
    assert isinstance(popup, PurchasePopover)
    typed(made, "3 Elm")
    popup.form.service.setCurrentText("Buyer side")
    popup.form.price.set_text("400,000")
    made.press(Key.Key_Return)
    assert made.popup() is None
    assert "3 Elm, Buyer side, 14 Apr 2026, $400,000" in texts(card)
    click(made, card.findChildren(LineRow)[-1])
    popup = made.popup()
    assert popup.form.price.text == "400,000"
    popup.form.what.set_text("5 Elm")
    popup.try_to_save()
    made.settle()
    assert made.desk.rows("SELECT what, price_minor FROM purchase") == [("5 Elm", 40_000_000)]
    click(made, [row for row in card.findChildren(LineRow) if row.isVisible()][-1])
    click(made, made.popup().remove_button)
    assert made.desk.rows("SELECT * FROM purchase") == []
    made.runner.undo()
    assert len(made.desk.rows("SELECT * FROM purchase")) == 1


def test_a_referral_by_a_contact_that_is_found(made: Opened, desk: Desk, ann: int) -> None:
    ingrid = desk.add("Ingrid Solberg")
    card = other(made).referrals
    click(made, card.add_link)
    popup = made.popup()
    assert isinstance(popup, PersonPopover)
    popup.choice.choose("came_from")
    popup.person.setFocus()
    typed(made, "Ingr")
    assert popup.person.offers.count() == 1
    for key in (Key.Key_Down, Key.Key_Return):
        QTest.keyClick(popup.focusWidget(), key)
    assert popup.person.contact_id == ingrid
    made.press(Key.Key_Return)
    assert desk.rows("SELECT referrer_id, referred_id FROM referral") == [(ingrid, ann)]
    row = next(row for row in card.findChildren(LineRow) if row.isVisible())
    assert row.accessibleName().startswith("Ingrid Solberg, Thank-you owed")
    click(made, row)
    assert made.opened == [ingrid]


def test_a_referral_is_thanked_for_and_gets_on(made: Opened, desk: Desk, ann: int) -> None:
    desk.do(add_referral, ann, referred_name="Peter")
    made.page.refresh()
    card = other(made).referrals

    def choose(text: str) -> None:
        menu = card.menu(made.page.desk.page.sent[0])
        next(action for action in menu.actions() if action.text() == text).trigger()
        made.settle()

    choose("&Thanked today")
    choose("Met")
    assert desk.rows("SELECT thanked_on, status FROM referral") == [("2026-04-14", "met")]
    choose("Not &thanked yet")
    assert desk.rows("SELECT thanked_on FROM referral") == [(None,)]
    choose("&Remove the referral")
    assert desk.rows("SELECT * FROM referral") == []
    assert len([said for said, _undo in made.toasts]) == 4


def test_a_circle_of_referrals_is_refused_in_words(made: Opened, desk: Desk, ann: int) -> None:
    bob = desk.add("Bob Hill")
    desk.do(add_referral, bob, referred_id=ann)
    other(made).referrals._on_saved("sent", bob, "Bob Hill")
    assert ["circle" in str(each) for each in made.failures] == [True]
    made.failures.clear()


def test_a_household_is_made_and_left(made: Opened, desk: Desk, ann: int) -> None:
    card = other(made).household
    click(made, card.add_link)
    popup = made.popup()
    typed(made, "Tom Hill")
    made.press(Key.Key_Return)
    assert desk.rows("SELECT display_name FROM contact WHERE household_id IS NOT NULL ORDER BY id") == [
        ("Ann Hill",),
        ("Tom Hill",),
    ]
    assert popup is not None
    letter = next(row for row in card.findChildren(LineRow) if row.isVisible())
    click(made, letter)
    popup = made.popup()
    assert isinstance(popup, HouseholdPopover)
    typed(made, "Dear Ann and Tom")
    made.press(Key.Key_Return)
    assert desk.rows("SELECT name, salutation FROM household") == [("Hill", "Dear Ann and Tom")]
    out = [each for each in card.buttons() if each.accessibleName() == "Take Tom Hill out of the household"]
    click(made, out[0])
    assert desk.rows("SELECT count(*) FROM contact WHERE household_id IS NOT NULL") == [(1,)]


def test_a_relation_in_own_words_is_noted_and_removed(made: Opened, desk: Desk, ann: int) -> None:
    card = other(made).household
    click(made, card.add_link)
    popup = made.popup()
    popup.choice.setCurrentText("godmother")
    popup.person.setFocus()
    typed(made, "Eve")
    made.press(Key.Key_Return)
    assert desk.rows("SELECT kind, other_name FROM relation") == [("godmother", "Eve")]
    assert "Eve, Godmother" in texts(card)
    click(made, next(each for each in card.buttons() if "Eve" in each.accessibleName()))
    assert desk.rows("SELECT * FROM relation") == []


def test_a_form_without_anybody_stays_and_says_why(made: Opened) -> None:
    click(made, other(made).household.add_link)
    popup = made.popup()
    made.press(Key.Key_Return)
    assert made.popup() is popup
    assert "Choose somebody, or type a name." in texts(popup)
    made.press(Key.Key_Escape)
    assert made.popup() is None


@pytest.mark.parametrize(
    ("look", "mirrored", "size"),
    [
        (Look("light"), False, (1440, 900)),
        (Look("dark", text=200), False, (1440, 900)),
        (Look("light", contrast=True), True, (1024, 640)),
        (Look("dark", text=200), True, (1024, 640)),
    ],
)
def test_hostile_text_in_every_look_is_shown_as_it_is(
    qapp: QApplication, desk: Desk, look: Look, mirrored: bool, size: tuple[int, int]
) -> None:
    ann, bob = desk.add("Ann " + HOSTILE[:2000]), desk.add("Bob")
    desk.do(activities.log_activity, NewActivity(ann, "call", text=HOSTILE, outcome=HOSTILE))
    desk.do(log_purchase, NewPurchase(ann, HOSTILE[:100], HOSTILE, price_minor=1 << 52))
    desk.do(add_referral, ann, referred_id=bob)
    desk.do(add_referral, ann, referred_name=HOSTILE)
    desk.do(join_household, bob, ann)
    desk.do(add_relation, ann, HOSTILE, name=HOSTILE)
    desk.clock.advance(minutes=1)
    desk.do(contacts.change_contact, ann, {"want": HOSTILE, "note": HOSTILE})
    if mirrored:
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    with opened(ContactPage, desk, size=size, look=look) as made:
        made.page.open_with(ann)
        made.settle()
        assert not made.window.grab().isNull()
        found = made.page.other
        found.composer.text.setPlainText(HOSTILE + " call tomorrow")
        made.settle()
        right = made.page.columns.boxes[-1] if made.page.columns.mode == 3 else found.household
        assert right.width() <= size[0]
        for card in (found.composer, found.timeline, found.worth, found.household):
            assert card.width() <= made.page.width(), card
        assert found.composer.text.toPlainText().startswith("<b>x</b>")
        made.page.area.verticalScrollBar().setValue(made.page.area.verticalScrollBar().maximum())
        made.settle()
        assert not made.window.grab().isNull()


def test_a_failed_save_lets_one_try_again(made: Opened, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_text, "LONGEST_TEXT", 100)
    composer = other(made).composer
    composer.text.setPlainText("x" * 101)  # longer than a text that can be kept
    composer.save()
    made.settle()
    assert ["too long" in str(each) for each in made.failures] == [True]
    made.failures.clear()
    composer.text.setPlainText("short enough")
    composer.save()
    made.settle()
    assert [row[3] for row in logged(made)] == ["short enough"]
