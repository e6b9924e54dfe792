"""The contacts page: views, filters, order, ticks, the pane, and text from strangers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QLocale, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.core.exchange.formats import open_contacts, open_people
from lifecycle_desktop.core.model.smart_list import Condition, ContactFilter
from lifecycle_desktop.core.operations.contacts import delete_contacts
from lifecycle_desktop.ui.contact_words import short_money
from lifecycle_desktop.ui.contacts.page import ContactsPage
from lifecycle_desktop.ui.contacts.tag_popover import TagPopover
from lifecycle_desktop.ui.log_popover import LogPopover
from lifecycle_desktop.ui.theme import Look
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.date_popover import DatePopover
from tests.core.desk import Desk
from tests.ui.people_pages import Opened, opened

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def names(made: Any) -> list[str]:
    people = made.page.people
    return [people.person_at(row).row.name for row in range(len(people.ids))]


def go(made: Any, name: str) -> None:
    made.page.table.setFocus()
    made.page.table.go_to(made.page.people.number_of(made.ids[name]))
    made.settle()


def pane_texts(made: Any) -> list[str]:
    return [
        label.text() for label in made.page.pane.findChildren(QLabel) if label.isVisible() and label.text()
    ]


def pane_button(made: Any, text: str) -> Button:
    for button in made.page.pane.findChildren(Button):
        if button.isVisible() and button.text() == text:
            return button
    raise AssertionError(text)


def test_everybody_by_last_name_with_their_words(contacts: Opened) -> None:
    assert names(contacts)[:4] == ["The Abernathys", "Marcus & Jo Bellamy", "Tessa Boyd", "Luke Brandt"]
    assert contacts.page.head.subtitle.text() == "35 people, kept on this computer."
    assert contacts.page.foot.count.text() == "35 people"
    assert contacts.page.foot.order.text() == "Sorted by name"
    go(contacts, "Marcus & Jo Bellamy")
    shown = contacts.page.table.current_person
    assert shown.step.text == "2 days late · Send the three comps for 42 Orchard Lane"
    assert (shown.step.icon, shown.step.tone) == ("circle-alert", "danger")
    assert shown.value.startswith("$")
    assert shown.value.endswith("k")


def test_a_screen_reader_is_told_the_row(contacts: Opened) -> None:
    go(contacts, "Marcus & Jo Bellamy")
    index = contacts.page.table.currentIndex()
    said = contacts.page.people.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith(
        "Marcus and Jo Bellamy, stage 4 Convert Sales, hot, 2 days late, Send the three comps"
    )
    contacts.press(Qt.Key.Key_Space)
    assert contacts.page.people.data(index, Qt.ItemDataRole.AccessibleTextRole).endswith("ticked")


def test_a_click_on_a_head_sorts_and_keeps_the_row_in_view(contacts: Opened) -> None:
    go(contacts, "Wei Zhang")
    table = contacts.page.table
    left = table.head.sectionViewportPosition(1) + 30
    QTest.mouseClick(table.head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(left, 10))
    contacts.settle()
    assert (contacts.page.sort, contacts.page.descending) == ("name", True)
    assert contacts.page.foot.order.text() == "Sorted by name, backwards"
    assert table.current_id == contacts.ids["Wei Zhang"]
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())
    contacts.page.sort_by("value", False)
    contacts.settle()
    values = [contacts.page.people.person_at(row).row.value_minor for row in range(35)]
    assert values == sorted(values)
    assert table.current_id == contacts.ids["Wei Zhang"]


@pytest.mark.parametrize("column", ["stage", "temperature", "next_step", "last_touch", "source", "value"])
def test_every_column_sorts_both_ways(contacts: Opened, column: str) -> None:
    contacts.page.sort_by(column, False)
    contacts.settle()
    forwards = names(contacts)
    contacts.page.sort_by(column, True)
    contacts.settle()
    assert sorted(forwards) == sorted(names(contacts))
    assert forwards != names(contacts)


def test_the_order_can_be_chosen_from_the_foot(contacts: Opened) -> None:
    menu = contacts.page.foot.order_menu()
    action = next(action for action in menu.actions() if action.text() == "Stage")
    action.trigger()
    contacts.settle()
    assert contacts.page.foot.order.text() == "Sorted by stage"
    assert contacts.page.people.person_at(0).row.stage.number == 1


def test_typing_filters_and_a_chip_can_be_taken_off(contacts: Opened) -> None:
    page = contacts.page
    page.filter_row.field.setText("orchard")
    contacts.settle()
    assert names(contacts) == ["Marcus & Jo Bellamy"], "what somebody wants is found as well"
    page.filter_row.field.setText("bell")
    contacts.settle()
    assert names(contacts) == ["Marcus & Jo Bellamy"]
    assert page.foot.count.text() == "1 match, of 35"
    page.filter_row.field.clear()
    page.filter.toggle("temperature", "hot")
    contacts.settle()
    assert len(names(contacts)) == 6
    chip = page.filter_row.chips[0]
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    contacts.settle()
    assert page.filter_row.chips == []
    assert len(names(contacts)) == 35


def test_no_match_names_the_filters_and_clears_them(contacts: Opened) -> None:
    contacts.page.filter.want(
        ContactFilter.of(Condition("temperature", "any", ("cold",)), text="nobody at all")
    )
    contacts.settle()
    empty = contacts.page.card.empty
    assert empty._title.text() == "No one matches these filters"
    assert empty._text.text() == "2 filters are on: Cold, “nobody at all”."
    empty.button.click()
    contacts.settle()
    assert contacts.page.filter_row.field.text() == ""
    assert len(names(contacts)) == 35


def test_the_tabs_show_their_people(contacts: Opened) -> None:
    page = contacts.page
    assert page.tabs._views == ["everyone", "no_next_step", "slipping", "trash"]
    page.tabs.choose("no_next_step")
    contacts.settle()
    assert len(names(contacts)) == 7
    assert page.tabs.accessibleTabName(1) == "No next step, 7 people"
    page.tabs.choose("slipping")
    contacts.settle()
    assert page.card.empty is not None or names(contacts)


def test_an_empty_view_says_that_all_is_well(qapp: QApplication, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "one.db")
    desk.add("Ann Lee")
    with opened(ContactsPage, desk) as made:
        made.page.tabs.choose("slipping")
        made.settle()
        assert made.page.card.empty._title.text() == "Nobody is slipping through"
        assert made.page.card.empty.button is None
    desk.database.close()


def test_nobody_yet(qapp: QApplication, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "none.db")
    with opened(ContactsPage, desk) as made:
        assert made.page.card.empty._title.text() == "No people yet"
        assert not made.page.tabs.isVisible()
        assert not made.page.pane.isVisible()
        desk.add("Ann Lee")
        made.page.touch(frozenset({"contact"}))
        made.settle()
        assert names(made) == ["Ann Lee"]
        assert made.page.pane.isVisible()
    desk.database.close()


# --- ticks ---


def test_ticks_bring_the_bar_and_many_move_at_once(contacts: Opened) -> None:
    go(contacts, "Elena Ruiz")
    contacts.press(Qt.Key.Key_Space)
    assert contacts.page.foot.ticked.text() == "1 ticked"
    go(contacts, "Carmen Diaz")
    contacts.press(Qt.Key.Key_Space)
    assert contacts.page.foot._stack.currentIndex() == 1
    contacts.press(Qt.Key.Key_M)
    contacts.press(Qt.Key.Key_5)
    assert contacts.stage_of(contacts.ids["Elena Ruiz"]) == "Deliver"
    assert contacts.stage_of(contacts.ids["Carmen Diaz"]) == "Deliver"
    assert contacts.toasts[-1] == ("2 people moved to Deliver", True)
    contacts.runner.undo()
    contacts.settle()
    assert contacts.stage_of(contacts.ids["Elena Ruiz"]) == "Convert"
    assert contacts.stage_of(contacts.ids["Carmen Diaz"]) == "Convert"


def test_a_click_ticks_and_shift_takes_the_range(contacts: Opened) -> None:
    table = contacts.page.table

    def click(row: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        rect: QRect = table.visualRect(contacts.page.people.index(row, 0))
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifier, rect.center())
        contacts.settle()

    before = table.current_id
    click(2)
    click(5, SHIFT)
    assert contacts.page.people.ticked_in_order == tuple(contacts.page.people.ids[2:6])
    assert table.current_id == before, "ticking does not move the focus"
    click(2)
    assert len(contacts.page.people.ticked) == 3


def test_all_can_be_ticked_and_unticked(contacts: Opened) -> None:
    contacts.press(Qt.Key.Key_A, CONTROL)
    assert contacts.page.foot.ticked.text() == "35 ticked"
    QTest.mouseClick(contacts.page.table.head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 15))
    contacts.settle()
    assert contacts.page.people.ticked == set()
    contacts.press(Qt.Key.Key_A, CONTROL)
    contacts.press(Qt.Key.Key_Escape)
    assert contacts.page.people.ticked == set()
    assert contacts.page.foot._stack.currentIndex() == 0


def test_many_get_a_next_step_in_one_step(contacts: Opened) -> None:
    for name in ("Kate O’Leary", "Wei Zhang"):
        contacts.page.people.ticked.add(contacts.ids[name])
    contacts.page._tell_ticks()
    contacts.page.foot.step_button.click()
    contacts.settle()
    popover = contacts.popup()
    assert isinstance(popover, DatePopover)
    popover._what.setText("send the list")
    popover.when.setText("tomorrow")
    popover._on_save()
    contacts.settle()
    sql = "SELECT count(*) FROM follow_up WHERE what = 'send the list' AND due_on = '2026-04-15'"
    assert contacts.desk.rows(sql) == [(2,)]
    contacts.runner.undo()
    assert contacts.desk.rows(sql) == [(0,)]


def test_many_get_a_tag_in_one_step(contacts: Opened) -> None:
    for name in ("Kate O’Leary", "Wei Zhang"):
        contacts.page.people.ticked.add(contacts.ids[name])
    contacts.page._tell_ticks()
    contacts.page.foot.tag_button.click()
    contacts.settle()
    popover = contacts.popup()
    assert isinstance(popover, TagPopover)
    popover.line.setText("  first   home ")
    popover.save.click()
    contacts.settle()
    sql = "SELECT count(*) FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id WHERE t.name = 'first home'"
    assert contacts.desk.rows(sql) == [(2,)]
    assert contacts.toasts[-1] == ("2 people tagged first home", True)
    assert "first home" in [name for _id, name in contacts.page.filter.choices.tags]


def test_deleted_people_are_in_the_trash_and_come_back(contacts: Opened) -> None:
    for name in ("Kate O’Leary", "Wei Zhang"):
        contacts.page.people.ticked.add(contacts.ids[name])
    contacts.page._tell_ticks()
    contacts.page.foot.delete_button.click()
    contacts.settle()
    assert contacts.toasts[-1] == ("2 people deleted", True)
    assert "Wei Zhang" not in names(contacts)
    assert contacts.page.people.ticked == set()
    contacts.page.tabs.choose("trash")
    contacts.settle()
    assert "Wei Zhang" in names(contacts)
    go(contacts, "Wei Zhang")
    assert "In the trash: off every list, nothing is lost." in pane_texts(contacts)
    pane_button(contacts, "Bring back").click()
    contacts.settle()
    assert contacts.toasts[-1] == ("Wei Zhang brought back", True)
    assert "Wei Zhang" not in names(contacts)
    contacts.page.tabs.choose("everyone")
    contacts.settle()
    assert "Wei Zhang" in names(contacts)


def test_delete_key_and_undo(contacts: Opened) -> None:
    go(contacts, "Carmen Diaz")
    contacts.press(Qt.Key.Key_Delete)
    assert "Carmen Diaz" not in names(contacts)
    contacts.runner.undo()
    contacts.settle()
    assert "Carmen Diaz" in names(contacts)


# --- the pane ---


def test_the_pane_shows_the_row(contacts: Opened) -> None:
    go(contacts, "Marcus & Jo Bellamy")
    texts = pane_texts(contacts)
    for text in (
        "Marcus & Jo Bellamy",
        "Selling 42 Orchard Lane",
        "Convert",
        "8 days, typical 11",
        "2 days late",
        "due Sun 12 April",
        "Send the three comps for 42 Orchard Lane",
        "555-0115",
        "jo.bellamy@example.com",
        "Prefers text",
        "Latest",
        "Call, 12 min",
    ):
        assert text in texts, text
    assert contacts.page.pane.step_card.property("tone") == "danger"


def test_without_a_step_the_pane_asks_for_one(contacts: Opened) -> None:
    go(contacts, "Kate O’Leary")
    assert "No next step" in pane_texts(contacts)
    pane_button(contacts, "Next step").click()
    contacts.settle()
    popover = contacts.popup()
    popover.pick(2)
    contacts.settle()
    assert "No next step" not in pane_texts(contacts)
    assert pane_button(contacts, "Done").isVisible()


def test_done_in_the_pane_asks_for_the_next(contacts: Opened) -> None:
    go(contacts, "Marcus & Jo Bellamy")
    pane_button(contacts, "Done").click()
    contacts.settle()
    assert isinstance(contacts.popup(), DatePopover)
    contacts.popup().close()
    contacts.settle()
    assert "No next step" in pane_texts(contacts)
    assert contacts.page.table.current_person.step.text == "No next step"


def test_snooze_in_the_pane(contacts: Opened) -> None:
    go(contacts, "Marcus & Jo Bellamy")
    pane_button(contacts, "Snooze").click()
    contacts.popup().pick(2)
    contacts.settle()
    assert contacts.page.table.current_person.step.text.startswith("Wed · ")


@pytest.mark.parametrize(("button", "kind"), [("Log call", "call"), ("Text", "text"), ("Note", "note")])
def test_the_log_buttons_log(contacts: Opened, button: str, kind: str) -> None:
    go(contacts, "Elena Ruiz")
    pane_button(contacts, button).click()
    contacts.settle()
    popover = contacts.popup()
    assert isinstance(popover, LogPopover)
    popover.text.setText("She likes the porch.")
    popover._on_save()
    contacts.settle()
    assert contacts.desk.rows(
        "SELECT kind FROM activity WHERE contact_id = ? AND text = 'She likes the porch.'",
        contacts.ids["Elena Ruiz"],
    ) == [(kind,)]
    assert "She likes the porch." in pane_texts(contacts)


def test_a_phone_can_be_copied(contacts: Opened) -> None:
    go(contacts, "Marcus & Jo Bellamy")
    copy = next(
        button
        for button in contacts.page.pane.findChildren(Button)
        if button.accessibleName() == "Copy the phone number: 555-0115"
    )
    copy.click()
    assert QGuiApplication.clipboard().text() == "555-0115"
    assert contacts.toasts[-1] == ("Copied: 555-0115", False)


def test_alt_return_goes_into_the_pane_and_escape_back(contacts: Opened) -> None:
    go(contacts, "Marcus & Jo Bellamy")
    contacts.press(Qt.Key.Key_Return, ALT)
    assert QApplication.focusWidget() is pane_button(contacts, "Done")
    contacts.press(Qt.Key.Key_Escape)
    assert contacts.page.pane.isVisible()
    assert contacts.page.table.hasFocus()
    contacts.page.pane.close_button.click()
    contacts.settle()
    assert not contacts.page.pane.isVisible()
    assert contacts.page.table.hasFocus()
    contacts.press(Qt.Key.Key_Return, ALT)
    assert contacts.page.pane.isVisible()


def test_return_double_click_and_the_pane_open_the_full_page(contacts: Opened) -> None:
    go(contacts, "Marcus & Jo Bellamy")
    where = f"contact:{contacts.ids['Marcus & Jo Bellamy']}"
    contacts.press(Qt.Key.Key_Return)
    assert contacts.navigated == [where]
    rect = contacts.page.table.current_rect()
    viewport = contacts.page.table.viewport()
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=rect.center())
    pane_button(contacts, "Open full page").click()
    assert contacts.navigated == [where] * 3


def test_open_with_shows_somebody_whatever_is_filtered(contacts: Opened) -> None:
    contacts.page.tabs.choose("no_next_step")
    contacts.page.filter.toggle("temperature", "cold")
    contacts.settle()
    contacts.page.open_with(contacts.ids["Elena Ruiz"])
    contacts.settle()
    assert contacts.page.tabs.view == "everyone"
    assert contacts.page.filter.wanted == ContactFilter()
    assert contacts.page.table.current_id == contacts.ids["Elena Ruiz"]
    assert "Elena Ruiz" in pane_texts(contacts)
    assert contacts.page.filter_row.chips == []


def test_open_with_a_view_or_a_filter(contacts: Opened) -> None:
    contacts.page.open_with("slipping")
    contacts.settle()
    assert contacts.page.tabs.view == "slipping"
    contacts.page.open_with(ContactFilter.of(Condition("temperature", "any", ("hot",))))
    contacts.settle()
    assert contacts.page.tabs.view == "everyone"
    assert len(names(contacts)) == 6


def test_open_with_somebody_who_is_gone_says_nothing_wrong(contacts: Opened) -> None:
    contacts.page.open_with(987654)
    contacts.settle()
    assert "Choose somebody to see their next step here." in pane_texts(contacts)


def test_open_with_before_the_page_was_ever_shown(
    qapp: QApplication, people: tuple[Desk, dict[str, int]]
) -> None:
    desk, ids = people

    class Early(ContactsPage):
        def __init__(self, runner: Any, parent: Any = None) -> None:
            super().__init__(runner, parent)
            self.open_with(ids["Elena Ruiz"])

    with opened(Early, desk) as made:
        assert made.page.table.current_id == ids["Elena Ruiz"]


def test_a_person_deleted_elsewhere_leaves_the_pane_quietly(contacts: Opened) -> None:
    go(contacts, "Elena Ruiz")
    moment = contacts.runner.moment()
    contacts.runner.write("Delete", delete_contacts, [contacts.ids["Elena Ruiz"]], moment)
    contacts.settle()
    assert "Elena Ruiz" not in names(contacts)
    assert "Elena Ruiz" not in pane_texts(contacts)


def test_the_pane_slides_over_where_it_is_narrow(
    qapp: QApplication, people: tuple[Desk, dict[str, int]]
) -> None:
    desk, ids = people
    with opened(ContactsPage, desk, size=(820, 700), look=Look(mode="light", still=True)) as made:
        made.ids = ids
        assert not made.page.pane.isVisible()
        go(made, "Elena Ruiz")
        made.press(Qt.Key.Key_Return, ALT)
        assert made.page.pane.isVisible()
        assert made.page.pane.geometry().right() <= made.page.width() - 20
        made.press(Qt.Key.Key_Escape)
        assert not made.page.pane.isVisible()
        row = made.page.table.current_rect()
        QTest.mouseClick(
            made.page.table.viewport(), Qt.MouseButton.LeftButton, pos=row.topLeft() + QPoint(30, 9)
        )
        made.settle()
        assert made.page.pane.isVisible(), "a click slides it in"
        made.page.close_pane()
        made.window.resize(1232, 700)
        made.settle()
        assert made.page.pane.isVisible()
        assert made.page.pane.x() > made.page.card.geometry().right()


def test_the_context_menu_belongs_to_the_row(contacts: Opened) -> None:
    go(contacts, "Elena Ruiz")
    rect = contacts.page.table.visualRect(contacts.page.people.index(3, 1))
    at = contacts.page.table.viewport().mapToGlobal(rect.center())
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, rect.center(), at)
    QApplication.sendEvent(contacts.page.table.viewport(), event)
    assert contacts.page.table.current_id == contacts.page.people.ids[3]
    assert contacts.menu_texts(contacts.popup())[0].startswith("&Open")


def test_text_from_strangers_stays_text(qapp: QApplication, people: tuple[Desk, dict[str, int]]) -> None:
    desk, _ids = people
    hostile = "<img src=x><b>A & B</b>"
    contact_id = desk.add(
        hostile,
        want="<script>alert(1)</script>",
        company="&amp; <b>Firm</b>",
        tags=("<i>tag & co</i>",),
        phones=(("<u>home</u>", "555-0199"),),
        emails=(("", "a@example.com"),),
        note="{{7*7}}",
        temperature="hot",
    )
    desk.add("y" * 10_000, want="z " * 5000)
    with opened(ContactsPage, desk) as made:
        made.ids = {"hostile": contact_id}
        go(made, "hostile")
        assert hostile in pane_texts(made)
        for label in made.page.findChildren(QLabel):
            assert label.textFormat() == Qt.TextFormat.PlainText, label.text()
        row = made.page.people.number_of(contact_id)
        tip = made.page.people.data(made.page.people.index(row, 1), Qt.ItemDataRole.ToolTipRole)
        assert "<img" not in tip
        menu = made.page.filter.menu("tag", made.page)
        assert "<i>tag && co</i>" in made.menu_texts(menu)
        made.page.tabs.choose("everyone")
        made.page.filter_row.field.setText("<img src=x> \"'%_*(" + "x" * 3000)
        made.settle()
        made.page.filter_row.field.setText("")
        made.settle()
        made.page.acts.move(desk.stage("Deliver"))
        assert made.toasts[-1] == (f"{hostile} moved to Deliver", True)
        made.window.grab()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_twice_the_text_fits(qapp: QApplication, people: tuple[Desk, dict[str, int]], mode: str) -> None:
    desk, ids = people
    with opened(ContactsPage, desk, look=Look(mode=mode, text=200, still=True)) as made:
        made.ids = ids
        table = made.page.table
        assert table.rowHeight(0) >= 52
        assert table.horizontalScrollBar().maximum() > 0, "it scrolls sideways instead of cutting"
        go(made, "Marcus & Jo Bellamy")
        made.press(Qt.Key.Key_Space)
        foot = made.page.foot
        for button in (foot.move_button, foot.step_button, foot.tag_button, foot.delete_button):
            assert button.width() >= button.sizeHint().width()
            assert foot.rect().contains(button.geometry())
        made.press(Qt.Key.Key_Return, ALT)
        for text in ("Done", "Snooze", "Log call", "Text", "Note"):
            button = pane_button(made, text)
            assert button.width() >= button.sizeHint().width(), text


def test_right_to_left_turns_the_page_round(qapp: QApplication, people: tuple[Desk, dict[str, int]]) -> None:
    desk, _ids = people
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    with opened(ContactsPage, desk) as made:
        assert made.page.pane.x() < made.page.card.x()
        table = made.page.table
        first = table.visualRect(made.page.people.index(0, 0))
        last = table.visualRect(made.page.people.index(0, 7))
        assert first.left() > last.left()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=first.center())
        assert len(made.page.people.ticked) == 1
        made.window.grab()


def test_only_what_is_seen_is_read(qapp: QApplication, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "many.db")
    stage = desk.stage("Nurture")
    with desk.database.write("Many", moment=desk.moment) as written:
        first = written.next_id("contact")
        now = desk.moment.text
        rows = [
            (first + n, "N", f"{n:05d}", f"N {n:05d}", f"{n:05d} n", stage, now, now, now)
            for n in range(3000)
        ]
        columns = (
            "id", "first_name", "last_name", "display_name", "sort_name", "stage_id", "stage_since_at",
            "created_at", "updated_at",
        )  # fmt: skip
        written.insert_rows("contact", columns, rows)
    with opened(ContactsPage, desk) as made:
        assert len(made.page.people.ids) == 3000
        assert len(made.page.people._rows) <= 200
        made.page.table.setFocus()
        made.press(Qt.Key.Key_End)
        assert made.page.table.current_person.row.name == "N 02999"
        made.page.sort_by("name", True)
        made.settle()
        assert made.page.table.current_person.row.name == "N 02999"
        assert made.page.table.currentIndex().row() == 0
    desk.database.close()


def test_slash_command_goes_to_the_filter_and_down_back(contacts: Opened) -> None:
    contacts.page.offers()["edit.filter"].call()
    assert contacts.page.filter_row.field.hasFocus()
    contacts.press(Qt.Key.Key_Down)
    assert contacts.page.table.hasFocus()


def test_export_saves_what_is_shown(
    contacts: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "people"
    monkeypatch.setattr(
        "lifecycle_desktop.ui.contacts.export.QFileDialog.getSaveFileName", lambda *_args: (str(path), "")
    )
    contacts.page.filter.toggle("temperature", "hot")
    contacts.settle()
    contacts.page.filter_row.export.click()
    text = path.with_name("people.csv").read_text(encoding="utf-8-sig")
    assert "Bellamy" in text
    assert "Okafor" not in text
    assert len(text.splitlines()) == 7
    assert contacts.toasts[-1] == ("6 people saved to “people.csv”", False)
    contacts.page.filter.clear()
    contacts.page.people.ticked = {contacts.ids["Wei Zhang"]}
    contacts.page.export()
    assert "Zhang" in path.with_name("people.csv").read_text(encoding="utf-8-sig")
    assert contacts.toasts[-1] == ("1 person saved to “people.csv”", False)


def test_export_as_a_workbook_by_the_ending_or_the_kind_chosen(
    contacts: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = [(str(tmp_path / "people.xlsx"), ""), (str(tmp_path / "Contacts.csv"), "Excel (*.xlsx)")]
    monkeypatch.setattr(
        "lifecycle_desktop.ui.contacts.export.QFileDialog.getSaveFileName", lambda *_args: chosen.pop(0)
    )
    for name in ("people.xlsx", "Contacts.xlsx"):
        contacts.page.export()
        drafts = list(open_contacts(tmp_path / name).drafts())
        assert {draft.full for draft in drafts} >= {"Wei Zhang"}
        assert contacts.toasts[-1] == (f"{len(drafts)} people saved to “{name}”", False)


def test_export_as_vcards_for_a_phone(
    contacts: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = [(str(tmp_path / "people.vcf"), ""), (str(tmp_path / "phone"), "vCard (*.vcf)")]
    monkeypatch.setattr(
        "lifecycle_desktop.ui.contacts.export.QFileDialog.getSaveFileName", lambda *_args: chosen.pop(0)
    )
    for name in ("people.vcf", "phone.vcf"):
        contacts.page.export()
        drafts = list(open_people(tmp_path / name).drafts())
        assert {draft.full for draft in drafts} >= {"Wei Zhang"}
        assert contacts.toasts[-1] == (f"{len(drafts)} people saved to “{name}”", False)


def test_export_into_a_folder_that_is_not_there_tells_why(
    contacts: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "lifecycle_desktop.ui.contacts.export.QFileDialog.getSaveFileName",
        lambda *_args: (str(tmp_path / "no" / "people.csv"), ""),
    )
    contacts.page.export()
    assert len(contacts.failures) == 1
    assert isinstance(contacts.failures.pop(), FileProblem)
    assert contacts.toasts == []


def test_giving_up_the_export_changes_nothing(contacts: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "lifecycle_desktop.ui.contacts.export.QFileDialog.getSaveFileName", lambda *_args: ("", "")
    )
    contacts.page.export()
    assert contacts.toasts == []
    contacts.page.tabs.choose("trash")
    contacts.settle()
    assert not contacts.page.filter_row.export.isEnabled()


def steps_of(made: Any, name: str) -> list[tuple[Any, ...]]:
    return made.desk.rows(
        "SELECT what, channel, due_on, due_time FROM follow_up WHERE contact_id = ? ORDER BY id DESC LIMIT 1",
        made.ids[name],
    )


def test_a_day_in_what_is_to_be_done_is_the_day(contacts: Any) -> None:
    go(contacts, "Wei Zhang")
    contacts.press(Qt.Key.Key_D)
    popover = contacts.popup()
    assert isinstance(popover, DatePopover)
    popover._what.setFocus()
    QTest.keyClicks(popover._what, "text the two houses friday 9")
    assert popover.save_button.isEnabled()
    assert popover.understood.on == dt.date(2026, 4, 17)
    QTest.keyClick(popover._what, Qt.Key.Key_Return)
    contacts.settle()
    assert steps_of(contacts, "Wei Zhang") == [("Text the two houses", "text", "2026-04-17", "09:00")]


def test_a_day_of_its_own_counts_before_one_in_the_words(contacts: Any) -> None:
    go(contacts, "Wei Zhang")
    contacts.press(Qt.Key.Key_D)
    popover = contacts.popup()
    QTest.keyClicks(popover._what, "call friday 9")
    QTest.keyClicks(popover.when, "20 April")
    QTest.keyClick(popover.when, Qt.Key.Key_Return)
    contacts.settle()
    assert steps_of(contacts, "Wei Zhang") == [("call friday 9", "call", "2026-04-20", None)]


def test_without_any_day_it_is_asked_for(contacts: Any) -> None:
    go(contacts, "Wei Zhang")
    contacts.press(Qt.Key.Key_D)
    popover = contacts.popup()
    QTest.keyClicks(popover._what, "send the comps")
    QTest.keyClick(popover._what, Qt.Key.Key_Return)
    assert popover.isVisible()
    assert popover._when_field.error == "A day is missing. Example: next tue 3pm"
    popover.close()


def test_a_day_in_the_note_of_a_call_is_the_next_step_and_can_be_taken_off(contacts: Any) -> None:
    go(contacts, "Wei Zhang")
    contacts.press(Qt.Key.Key_C)
    popover = contacts.popup()
    assert isinstance(popover, LogPopover)
    QTest.keyClicks(popover.text, "Was glad, show the garden friday 3pm")
    assert popover._chip.accessibleName() == "Next: Show the garden, Fri 17 April, 15:00"
    QTest.keyClick(popover._chip, Qt.Key.Key_Delete)
    assert popover._chip is None
    QTest.keyClicks(popover.text, ", or call monday 9")
    assert popover._chip.accessibleName() == "Next: Or call, Mon 20 April, 09:00"
    QTest.keyClick(popover.text, Qt.Key.Key_Return)
    contacts.settle()
    assert steps_of(contacts, "Wei Zhang") == [("Or call", "call", "2026-04-20", "09:00")]
    assert contacts.toasts[-1] == ("Call with Wei Zhang kept. Next: Or call, Mon 20 April, 09:00", True)


def test_a_step_without_a_day_says_that_it_is_for_tomorrow(contacts: Any) -> None:
    go(contacts, "Wei Zhang")
    contacts.press(Qt.Key.Key_C)
    popover = contacts.popup()
    QTest.keyClicks(popover.next_what, "send the list")
    assert popover._read_as.text() == "Tomorrow, unless you write a day"
    QTest.keyClicks(popover.next_what, " thursday")
    assert popover._read_as.text() == "Thu 16 April"
    QTest.keyClick(popover.next_what, Qt.Key.Key_Return)
    contacts.settle()
    assert steps_of(contacts, "Wei Zhang") == [("Send the list", "email", "2026-04-16", None)]


@pytest.mark.parametrize(
    ("place", "minor", "words"),
    [
        ("C", 51_200_000, "$512k"),
        ("en_CA", 51_200_000, "$512k"),
        ("en_US", 120_000_000, "$1.2m"),
        ("en_US", 95_000, "$950"),
        ("de_DE", 51_200_000, "512k\xa0$"),
    ],
)
def test_money_in_a_narrow_column_is_written_as_the_place_does(place: str, minor: int, words: str) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(place))
    try:
        assert short_money(minor, "USD") == words
    finally:
        QLocale.setDefault(before)


class PaintedAreas(QObject):
    """Takes note of what of a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.areas: list[QRect] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.areas.append(event.rect())
        return False


def test_the_ring_leaves_the_whole_row_that_the_focus_leaves(contacts: Opened) -> None:
    table = contacts.page.table
    table.go_to(0)
    contacts.settle()
    painted = PaintedAreas(table.viewport())
    table.setCurrentIndex(table.people.index(1, 1))
    QApplication.processEvents()
    rows = QRect(0, 0, table.viewport().width(), 2 * table.rowHeight(0))
    assert any(area.contains(rows) for area in painted.areas)
