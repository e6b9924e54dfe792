"""Smart lists on the contacts page: filters asked for by mouse and by keys, views saved, changed, moved, deleted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from lifecycle_desktop.core.model.smart_list import NO_NEXT_STEP, Condition, ContactFilter, Group, any_of
from lifecycle_desktop.core.operations.saved_views import save_view
from lifecycle_desktop.core.queries.contacts import contact_count
from lifecycle_desktop.core.queries.saved_views import saved_views
from lifecycle_desktop.ui.contacts.page import ContactsPage
from lifecycle_desktop.ui.filter_popover import FilterPopover
from lifecycle_desktop.ui.filter_values import read_number
from lifecycle_desktop.ui.widgets.chips import FilterChip
from lifecycle_desktop.ui.window_state import WindowState
from tests.core.desk import Desk
from tests.ui.hostile import HOSTILE
from tests.ui.people import desk_with_people
from tests.ui.people_pages import Opened, opened

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
HOT = Condition("temperature", "any", ("hot",))
WARM = Condition("temperature", "any", ("warm",))


@pytest.fixture
def people(tmp_path: Path) -> Iterator[Desk]:
    desk, _ids = desk_with_people(tmp_path / "desk.db", crowd=False)
    yield desk
    desk.database.close()


@pytest.fixture
def contacts(qapp: QApplication, people: Desk) -> Iterator[Opened]:
    with opened(ContactsPage, people) as made:
        made.page.table.setFocus()
        settle(made)
        yield made


def settle(made: Opened) -> None:
    """Let everything that waits happen, the counting of views too."""
    for _time in range(6):
        made.settle()


def click(made: Opened, widget: QWidget, at: QPoint | None = None) -> None:
    QTest.mouseClick(widget, LEFT, pos=at or widget.rect().center())
    settle(made)


def key(made: Opened, which: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is, in the popover that is open or on the page."""
    popup = QApplication.activePopupWidget()
    focus = (popup.focusWidget() or popup) if popup is not None else QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, which, modifier)
    settle(made)


def type_in(made: Opened, text: str) -> None:
    popup = QApplication.activePopupWidget()
    focus = popup.focusWidget() if popup is not None else QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)
    settle(made)


def popover(made: Opened) -> FilterPopover:
    found = made.popup()
    assert isinstance(found, FilterPopover)
    return found


def names(made: Opened) -> list[str]:
    people = made.page.people
    return [people.person_at(row).row.name for row in range(len(people.ids))]


def chips(made: Opened) -> list[str]:
    return [chip._text for chip in made.page.filter_row.chips]


def save(made: Opened, name: str, *parts: Condition | Group, **more: Any) -> str:
    view_id = made.desk.do(save_view, name, ContactFilter.of(*parts), **more)
    made.page.views.read()
    settle(made)
    return f"view:{view_id}"


def menu_of(made: Opened, view: str) -> QMenu:
    """The menu that a right click on a tab opens."""
    tabs = made.page.tabs
    at = tabs.tabRect(tabs.views.index(view)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, tabs.mapToGlobal(at))
    QApplication.sendEvent(tabs, event)
    settle(made)
    menu = made.popup()
    assert isinstance(menu, QMenu)
    return menu


def choose(made: Opened, menu: QMenu, words: str) -> None:
    action = next(each for each in menu.actions() if each.text().partition("\t")[0] == words)
    click(made, menu, menu.actionGeometry(action).center())


# -- asking for a filter -------------------------------------------------------------------------------------------


def test_a_stage_is_filtered_by_mouse_alone(contacts: Opened) -> None:
    page = contacts.page
    click(contacts, page.filter_row.add)
    step: Any = popover(contacts).step
    item = next(
        step.list.item(row) for row in range(step.list.count()) if step.list.item(row).text() == "Stage"
    )
    click(contacts, step.list.viewport(), step.list.visualItemRect(item).center())
    step = popover(contacts).step
    assert [(tick.text(), tick.count) for tick in step.editor.ticks][:2] == [
        ("1 Attract", "6"),
        ("2 Capture", "5"),
    ]
    for place in (0, 6):
        tick = step.editor.ticks[place]
        click(contacts, tick, QPoint(9, tick.height() // 2))
    click(contacts, step.apply)
    assert contacts.popup() is None
    assert chips(contacts) == ["Stage: Attract or Refer"]
    assert len(names(contacts)) == 10
    chip = page.filter_row.chips[0]
    click(contacts, chip, QPoint(20, chip.height() // 2))
    step = popover(contacts).step
    assert [tick.isChecked() for tick in step.editor.ticks] == [True, *[False] * 5, True], (
        "it is changed, not asked anew"
    )
    click(contacts, step.editor.ticks[0], QPoint(9, 9))
    click(contacts, step.apply)
    assert chips(contacts) == ["Stage: Refer"]
    chip = page.filter_row.chips[0]
    click(contacts, chip, QPoint(chip.width() - 12, chip.height() // 2))
    assert chips(contacts) == []
    assert len(names(contacts)) == 35


def test_a_text_is_filtered_by_keys_alone(contacts: Opened) -> None:
    page = contacts.page
    page.filter_row.field.setFocus()
    key(contacts, Qt.Key.Key_Tab)
    assert page.filter_row.add.hasFocus()
    key(contacts, Qt.Key.Key_Return)
    type_in(contacts, "looking")
    key(contacts, Qt.Key.Key_Return)
    type_in(contacts, "SCHOOL")
    key(contacts, Qt.Key.Key_Return)
    assert contacts.popup() is None
    assert chips(contacts) == ["Looking for: SCHOOL"]
    assert sorted(names(contacts)) == ["Hannah Kim", "Mei-Ling Tan"]
    page.filter_row.field.setFocus()
    key(contacts, Qt.Key.Key_Backspace)
    assert chips(contacts) == []


def test_ticks_and_operators_by_keys_alone(contacts: Opened) -> None:
    contacts.page.filter_row.add.setFocus()
    key(contacts, Qt.Key.Key_Space)
    type_in(contacts, "temp")
    key(contacts, Qt.Key.Key_Return)
    step: Any = popover(contacts).step
    assert step.editor.ticks[0].hasFocus()
    key(contacts, Qt.Key.Key_Space)
    key(contacts, Qt.Key.Key_Down)
    key(contacts, Qt.Key.Key_Space)
    key(contacts, Qt.Key.Key_Backtab)
    step.operator.setFocus()
    key(contacts, Qt.Key.Key_Down)
    assert step.operator.currentData() == "none_of"
    assert step.editor.values() == ("hot", "warm"), "another operator keeps what was ticked"
    key(contacts, Qt.Key.Key_Return)
    assert chips(contacts) == ["Temperature: not Hot or Warm"]
    chip = contacts.page.filter_row.chips[0]
    chip.setFocus()
    key(contacts, Qt.Key.Key_Return)
    assert popover(contacts).step is not None
    key(contacts, Qt.Key.Key_Escape)
    assert contacts.page.filter_row.chips[0].hasFocus(), "Esc changes nothing and gives the focus back"
    key(contacts, Qt.Key.Key_Delete)
    assert chips(contacts) == []


def test_several_conditions_of_which_any_may_hold(contacts: Opened) -> None:
    click(contacts, contacts.page.filter_row.add)
    type_in(contacts, "any of")
    key(contacts, Qt.Key.Key_Return)
    for typed, text in (("looking", "orchard"), ("looking", "quarry")):
        step: Any = popover(contacts).step
        click(contacts, step.add)
        type_in(contacts, typed)
        key(contacts, Qt.Key.Key_Return)
        type_in(contacts, text)
        key(contacts, Qt.Key.Key_Return)
    step = popover(contacts).step
    assert step.apply.hasFocus()
    key(contacts, Qt.Key.Key_Return)
    assert chips(contacts) == ["Looking for: orchard or Looking for: quarry"]
    assert sorted(names(contacts)) == ["Kate O’Leary", "Marcus & Jo Bellamy"]
    chip = contacts.page.filter_row.chips[0]
    click(contacts, chip, QPoint(20, chip.height() // 2))
    step = popover(contacts).step
    step._row_widgets[0].layout().itemAt(2).widget().click()
    settle(contacts)
    click(contacts, step.apply)
    assert chips(contacts) == ["Looking for: quarry"], "one alone needs no group"


def test_a_group_in_a_group_and_back(contacts: Opened) -> None:
    inner = Group("all", (WARM, NO_NEXT_STEP))
    contacts.page.filter.want(ContactFilter.of(any_of(HOT, inner)))
    settle(contacts)
    assert chips(contacts) == ["Hot or (Warm and No next step)"]
    found = contacts.page.filter_row.ask(contacts.page.filter.wanted.group.parts[0])
    settle(contacts)
    step: Any = found.step
    step.change_wanted.emit(1)
    settle(contacts)
    step = found.step
    assert step.parts == [WARM, NO_NEXT_STEP]
    step.change_wanted.emit(0)
    settle(contacts)
    found._back()
    assert found.step is step, "back goes to the group that waits"
    step.accept()
    settle(contacts)
    step = found.step
    assert step.group == any_of(HOT, inner)
    step.how.choose("all")
    step.accept()
    settle(contacts)
    assert chips(contacts) == ["Hot", "Warm", "No next step"], "all of them are chips of their own"


def test_a_day_in_plain_words_and_from_the_calendar(contacts: Opened) -> None:
    found = contacts.page.filter_row.ask()
    found._on_field("next_step")
    step: Any = found.step
    step.operator.choose("before")
    step.editor.line.setText("next fri")
    assert step.editor._read_as.text() == "Fri 24 April"
    step.editor.line.setText("gibberish")
    assert step.editor._read_as.text() == "Not a date yet"
    step.accept()
    assert not found.isHidden(), "what is no day is not taken"
    assert step.editor._field.error.startswith("This is not a day. Example: 1 May")
    from PySide6.QtCore import QDate

    step.editor.calendar.clicked.emit(QDate(2026, 4, 15))
    step.accept()
    settle(contacts)
    assert chips(contacts) == ["Next step: before 15 Apr"]
    found = contacts.page.filter_row.ask(contacts.page.filter.wanted.group.parts[0])
    assert found.step.editor.values() == ("2026-04-15",)  # type: ignore[union-attr]
    found.close()


@pytest.mark.parametrize(
    ("field", "operator", "typed", "value"),
    [
        ("value", "worth_least", "450k", 45_000_000),
        ("value", "worth_most", "$1,250.50", 125_050),
        ("days_in_stage", "at_least", "30", 30),
        ("last_touch", "quiet", "1,000", 1000),
        ("purchases", "at_most", "0", 0),
    ],
)
def test_numbers_as_people_type_them(
    contacts: Opened, field: str, operator: str, typed: str, value: int
) -> None:
    found = contacts.page.filter_row.ask()
    found._on_field(field)
    step: Any = found.step
    step.operator.choose(operator)
    for wrong in ("", "many", "-"):
        step.editor.line.setText(wrong)
        step.accept()
        assert not found.isHidden()
        assert step.editor._field.error
    step.editor.line.setText(typed)
    step.accept()
    settle(contacts)
    assert contacts.page.filter.wanted == ContactFilter.of(Condition(field, operator, (value,)))
    assert read_number("1 000 000") == 1_000_000


def test_nothing_ticked_is_told(contacts: Opened) -> None:
    found = contacts.page.filter_row.ask()
    found._on_field("tag")
    step: Any = found.step
    step.accept()
    assert not found.isHidden()
    assert step._wrong.text() == "Tick at least one."
    assert step._wrong.isVisible()
    found.close()


def test_many_choices_are_narrowed_by_typing(contacts: Opened) -> None:
    for number in range(30):
        contacts.desk.add(f"Person {number}", tags=(f"Tag number {number}",))
    contacts.page.reload()
    settle(contacts)
    found = contacts.page.filter_row.ask()
    found._on_field("tag")
    settle(contacts)
    step: Any = found.step
    assert step.editor.line.hasFocus()
    type_in(contacts, "number 29")
    assert [tick.accessibleName() for tick in step.editor.ticks] == ["Tag number 29"]
    assert step.editor.ticks[0].accessibleDescription() == "1 person"
    key(contacts, Qt.Key.Key_Return)
    assert step.editor.line.text() == "", "Return ticks the only one that is left"
    key(contacts, Qt.Key.Key_Return)
    assert chips(contacts) == ["Tag: Tag number 29"]
    assert names(contacts) == ["Person 29"]


def test_a_field_nobody_has_is_told_and_not_chosen(contacts: Opened) -> None:
    found = contacts.page.filter_row.ask()
    settle(contacts)
    step: Any = found.step
    type_in(contacts, "group")
    assert [step.list.item(row).text() for row in range(step.list.count())] == ["No field is called “group”."]
    key(contacts, Qt.Key.Key_Down)
    key(contacts, Qt.Key.Key_Return)
    assert found.step is step
    for _letter in range(5):
        key(contacts, Qt.Key.Key_Backspace)
    assert step.list.count() >= 40
    found.close()


def test_every_field_can_be_asked_for(contacts: Opened) -> None:
    contacts.desk.add("Own", temperature="hot")
    with contacts.desk.database.write("Own field", moment=contacts.desk.moment) as written:
        written.connection.exec_driver_sql(
            "INSERT INTO own_field (name, name_folded) VALUES ('Colour', 'colour')"
        )
    contacts.page.reload()
    settle(contacts)
    found = contacts.page.filter_row.ask()
    fields = found.fields()
    assert len(fields) >= 40
    assert ("own:1", "Colour") in fields
    for key_, words in fields:
        found._on_field(key_)
        step: Any = found.step
        for place in range(step.operator.count()):
            step.operator.setCurrentIndex(place)
            assert step.operator.itemText(place), words
        found._back()
    found._on_field("own:1")
    step = found.step
    step.editor.line.setText("red")
    step.accept()
    settle(contacts)
    assert chips(contacts) == ["Colour: red"]


@pytest.mark.parametrize("text", [*HOSTILE, "%", "_", "'", '"', "x" * 10_000, "\\"])
def test_hostile_text_is_only_text(contacts: Opened, text: str) -> None:
    found = contacts.page.filter_row.ask()
    found._on_field("note")
    step: Any = found.step
    step.editor.line.setText(text)
    step.accept()
    settle(contacts)
    if contacts.popup() is None:
        assert len(chips(contacts)) == 1
        assert contacts.page.filter_row.chips[0].width() < 500
        assert contacts.page.card.empty is not None
    contacts.page.filter.clear()
    contacts.page.filter_row.field.setText(text)
    settle(contacts)
    assert isinstance(names(contacts), list)


# -- views ---------------------------------------------------------------------------------------------------------


def test_a_view_is_saved_by_mouse_and_undone(contacts: Opened) -> None:
    page = contacts.page
    assert not page.view_row.save.isVisible(), "there is nothing to save yet"
    page.tabs.choose("no_next_step")
    page.filter.put(HOT)
    settle(contacts)
    count = len(names(contacts))
    click(contacts, page.view_row.save)
    asked: Any = contacts.popup()
    assert not asked.save.isEnabled()
    type_in(contacts, "Hot & loose")
    click(contacts, asked.save)
    assert contacts.toasts[-1] == ("“Hot & loose” saved as a view", True)
    assert page.tabs.view == "view:1"
    assert page.tabs.accessibleTabName(3) == f"Hot & loose, {count} people"
    assert chips(contacts) == ["No next step", "Hot"], "what the built-in view said is a filter of it"
    assert len(names(contacts)) == count
    assert not page.view_row.save.isVisible()
    page.tabs.choose("no_next_step")
    settle(contacts)
    assert chips(contacts) == [], "what was saved is not left behind"
    contacts.runner.undo()
    settle(contacts)
    assert "view:1" not in page.tabs.views
    contacts.runner.redo()
    settle(contacts)
    assert page.tabs.title("view:1") == "Hot & loose"


def test_a_view_is_saved_and_worked_with_by_keys(contacts: Opened) -> None:
    page = contacts.page
    first = save(contacts, "First", HOT)
    save(contacts, "Second", WARM)
    page.tabs.choose(first)
    page.tabs.setFocus()
    settle(contacts)
    key(contacts, Qt.Key.Key_Right, CONTROL)
    assert [view.name for view in contacts.desk.read(saved_views)] == ["Second", "First"]
    assert page.tabs.view == first
    key(contacts, Qt.Key.Key_Left, CONTROL)
    assert page.tabs.views[3] == first
    key(contacts, Qt.Key.Key_F2)
    type_in(contacts, "Renamed")
    key(contacts, Qt.Key.Key_Return)
    assert page.tabs.title(first) == "Renamed"
    assert contacts.toasts[-1] == ("“First” renamed", True)
    page.tabs.setFocus()
    key(contacts, Qt.Key.Key_Delete)
    assert first not in page.tabs.views
    assert page.tabs.view == "everyone"
    assert len(names(contacts)) == 35
    assert contacts.toasts[-1] == ("View “Renamed” deleted", True)
    for key_ in (Qt.Key.Key_Delete, Qt.Key.Key_F2):
        key(contacts, key_)
    assert contacts.popup() is None
    assert page.tabs.views[:3] == ("everyone", "no_next_step", "slipping"), "built-in views stay"


def test_changes_are_marked_kept_discarded_and_not_lost(contacts: Opened) -> None:
    page = contacts.page
    view = save(contacts, "Hot ones", HOT)
    page.tabs.choose(view)
    settle(contacts)
    page.filter.put(NO_NEXT_STEP)
    settle(contacts)
    assert page.tabs.accessibleTabName(3).endswith("changed")
    assert page.view_row.keep.isVisible()
    page.tabs.choose("everyone")
    settle(contacts)
    assert chips(contacts) == []
    page.tabs.choose(view)
    settle(contacts)
    assert chips(contacts) == ["Hot", "No next step"], "another tab does not lose them"
    choose(contacts, menu_of(contacts, view), "Discard changes")
    assert chips(contacts) == ["Hot"]
    assert not page.view_row.keep.isVisible()
    page.filter.put(NO_NEXT_STEP)
    settle(contacts)
    click(contacts, page.view_row.keep)
    assert contacts.toasts[-1] == ("“Hot ones” changed", True)
    assert contacts.desk.read(saved_views)[0].wanted == ContactFilter.of(HOT, NO_NEXT_STEP)
    contacts.runner.undo()
    settle(contacts)
    assert chips(contacts) == ["Hot"], "an undone change is seen at once"


def test_the_menu_of_a_tab(contacts: Opened) -> None:
    page = contacts.page
    first, second = save(contacts, "First", HOT), save(contacts, "Second", WARM)
    assert "Warm" in page.tabs.tabToolTip(4), "whom a view shows is told before it is opened"
    menu = menu_of(contacts, first)
    texts = [action.text().partition("\t")[0] for action in menu.actions() if not action.isSeparator()]
    assert texts == ["Rename…", "Move towards the beginning", "Move towards the end", "Delete view"]
    choose(contacts, menu, "Move towards the end")
    assert page.tabs.views[3:5] == (second, first)
    choose(contacts, menu_of(contacts, second), "Delete view")
    assert page.tabs.views[3:4] == (first,)
    page.filter.put(HOT)
    settle(contacts)
    choose(contacts, menu_of(contacts, "everyone"), "Save as a new view…")
    type_in(contacts, "Third")
    key(contacts, Qt.Key.Key_Return)
    assert page.tabs.title(page.tabs.view) == "Third"


def test_a_name_that_is_taken_is_told_and_nothing_lost(contacts: Opened) -> None:
    page = contacts.page
    save(contacts, "Taken", HOT)
    page.filter.put(WARM)
    settle(contacts)
    page.views.save("TAKEN")
    settle(contacts)
    assert [str(error) for error in contacts.failures] == [
        "There is a view “TAKEN” already. Choose another name."
    ]
    contacts.failures.clear()
    assert chips(contacts) == ["Warm"]
    assert page.tabs.view == "everyone"


def test_a_view_keeps_columns_and_order(contacts: Opened) -> None:
    page = contacts.page
    page.columns = ("name", "company", "value")
    page.sort_by("value", True)
    page.filter.put(HOT)
    page.views.save("Wide")
    settle(contacts)
    page.columns = ("name", "stage")
    page.sort_by("name", False)
    settle(contacts)
    assert page.view_row.keep.isVisible(), "another order is a change"
    page.views.discard_changes()
    settle(contacts)
    assert (page.columns, page.sort, page.descending) == (("name", "company", "value"), "value", True)
    page.tabs.choose("everyone")
    settle(contacts)
    page.columns = ("name", "stage")
    page.sort_by("name", False)
    page.tabs.choose("view:1")
    settle(contacts)
    assert (page.columns, page.sort) == (("name", "company", "value"), "value")
    page.tabs.choose("everyone")
    settle(contacts)
    assert (page.columns, page.sort) == (("name", "stage"), "name"), "each view has its own"


def test_a_view_whose_tag_is_gone_says_so_and_works(contacts: Opened) -> None:
    page = contacts.page
    (tag_id,) = [row[0] for row in contacts.desk.rows("SELECT id FROM tag WHERE name = 'buyer'")]
    view = save(contacts, "Hot buyers", HOT, Condition("tag", "any", (tag_id,), ("buyer",)))
    page.tabs.choose(view)
    settle(contacts)
    before = len(names(contacts))
    with contacts.desk.database.write("Delete tag", moment=contacts.desk.moment) as written:
        written.connection.exec_driver_sql("DELETE FROM tag WHERE name = 'buyer'")
    page.reload()
    settle(contacts)
    assert page.notes.text() == "The tag “buyer” is gone; it is left out."
    assert page.notes.isVisible()
    assert chips(contacts) == ["Hot"]
    assert len(names(contacts)) == 6 > before
    page.tabs.choose("everyone")
    settle(contacts)
    assert not page.notes.isVisible()


def test_a_tag_that_goes_while_it_filters_is_no_exception(contacts: Opened) -> None:
    page = contacts.page
    (tag_id,) = [row[0] for row in contacts.desk.rows("SELECT id FROM tag WHERE name = 'buyer'")]
    page.filter.set_kind("tag", (tag_id,))
    settle(contacts)
    with contacts.desk.database.write("Delete tag", moment=contacts.desk.moment) as written:
        written.connection.exec_driver_sql("DELETE FROM tag WHERE name = 'buyer'")
    page.reload()
    settle(contacts)
    assert chips(contacts) == ["Tag: buyer"], "it is still called by its name"
    assert page.card.empty._text.text() == "1 filter is on: Tag: buyer."
    page.card.empty.button.click()
    settle(contacts)
    assert len(names(contacts)) == 35


def test_counts_of_views_follow_what_happens(contacts: Opened) -> None:
    view = save(contacts, "Hot ones", HOT)
    assert contacts.page.tabs.count_of(view) == 6
    contacts.desk.add("New", temperature="hot")
    contacts.page.reload()
    settle(contacts)
    assert (
        contacts.page.tabs.count_of(view)
        == 7
        == contacts.desk.read(contact_count, ContactFilter.of(HOT), contacts.desk.moment)
    )


def test_many_views_are_reached_by_a_menu(contacts: Opened) -> None:
    page = contacts.page
    for number in range(15):
        contacts.desk.do(save_view, f"A view with a long name {number}", ContactFilter.of(HOT))
    page.views.read()
    settle(contacts)
    assert page.view_row.every.isVisible()
    menu = page.view_row.every_menu()
    assert len(menu.actions()) == 15 + 4
    menu.actions()[17].trigger()
    settle(contacts)
    assert page.tabs.view == "view:15"
    rect = page.tabs.tabRect(17)
    assert page.tabs.rect().contains(rect.center()), "the tab in force is scrolled into view"
    contacts.window.resize(1100, 800)
    settle(contacts)
    assert page.width() <= 1100


def test_the_view_and_the_filter_are_there_again_after_a_restart(
    qapp: QApplication, people: Desk, tmp_path: Path
) -> None:
    state = WindowState(tmp_path / "window.ini")
    with opened(ContactsPage, people) as made:
        made.page.remember_in(state)
        view = save(made, "Hot ones", HOT)
        made.page.tabs.choose(view)
        made.page.filter.put(Condition("name", "has", ("secret name",)))
        settle(made)
        made.window.hide()
        settle(made)
    state.save()
    assert "secret" not in (tmp_path / "window.ini").read_text(), "names stay in the database"
    with opened(ContactsPage, people) as made:
        made.page.remember_in(state)
        settle(made)
        assert made.page.tabs.view == view
        assert chips(made) == ["Hot", "Name: secret name"]
        assert made.page.tabs.accessibleTabName(3).endswith("changed")
        made.page.views.discard_changes()
        made.page.tabs.choose("everyone")
        settle(made)
        made.window.hide()
        settle(made)
    with opened(ContactsPage, people) as made:
        made.page.remember_in(state)
        settle(made)
        assert made.page.tabs.view == "everyone"
        assert chips(made) == []


@pytest.mark.parametrize(
    "kept",
    [
        "{",
        "[]",
        '{"view": 7}',
        '{"view": "view:99", "filter": {"all": []}}',
        '{"view": "everyone", "filter": "x"}',
    ],
)
def test_a_broken_memory_is_none(qapp: QApplication, people: Desk, tmp_path: Path, kept: str) -> None:
    with people.database.write("Break", moment=people.moment) as written:
        written.connection.exec_driver_sql(
            "INSERT INTO typed_text (place, text, kept_at) VALUES ('contacts:view', ?, '')", (kept,)
        )
    with opened(ContactsPage, people) as made:
        made.page.remember_in(WindowState(tmp_path / "window.ini"))
        settle(made)
        assert made.page.tabs.view == "everyone"
        assert len(names(made)) == 35


def test_what_is_asked_for_wins_over_what_is_remembered(
    qapp: QApplication, people: Desk, tmp_path: Path
) -> None:
    with opened(ContactsPage, people) as made:
        made.page.remember_in(WindowState(tmp_path / "window.ini"))
        made.page.filter.put(HOT)
        settle(made)
        made.window.hide()
        settle(made)
    with opened(ContactsPage, people) as made:
        made.page.open_with("no_next_step")
        made.page.remember_in(WindowState(tmp_path / "window.ini"))
        settle(made)
        assert made.page.tabs.view == "no_next_step"
        assert chips(made) == []


def test_names_for_everything(contacts: Opened) -> None:
    page = contacts.page
    page.filter.put(HOT)
    settle(contacts)
    chip = page.filter_row.chips[0]
    assert isinstance(chip, FilterChip)
    assert chip.accessibleName() == "Filter Hot, on"
    found = page.filter_row.ask()
    settle(contacts)
    for key_ in ("stage", "created", "value", "note"):
        found._on_field(key_)
        settle(contacts)
        for widget in found.findChildren(QWidget):
            if (
                widget.isVisible()
                and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
                and not widget.objectName().startswith("qt_")
            ):
                assert widget.accessibleName(), widget
    found.close()


def test_the_board_asks_for_the_same_filters(qapp: QApplication, people: Desk) -> None:
    from lifecycle_desktop.ui.board.page import BoardPage

    with opened(BoardPage, people, size=(1500, 900)) as made:
        row = made.page.filter_row
        click(made, row.add)
        type_in(made, "looking")
        key(made, Qt.Key.Key_Return)
        type_in(made, "school")
        key(made, Qt.Key.Key_Return)
        assert [chip._text for chip in row.chips] == ["Looking for: school"]
        assert sum(len(column.cards.ids) for column in made.page.columns) == 2
        chip = row.chips[0]
        click(made, chip, QPoint(20, chip.height() // 2))
        assert popover(made).step.editor.values() == ("school",)  # type: ignore[union-attr]
        key(made, Qt.Key.Key_Escape)
        made.page.filter.put(Condition("temperature", "none_of", ("warm",)))
        settle(made)
        assert [chip._text for chip in row.chips] == ["Looking for: school", "Temperature: not Warm"]


def test_a_list_of_the_trash_knows_that_it_is_one(contacts: Opened) -> None:
    from lifecycle_desktop.core.model.smart_list import IN_TRASH

    page = contacts.page
    view = save(contacts, "Gone for now", IN_TRASH, Condition("name", "has", ("former",)))
    page.tabs.choose(view)
    settle(contacts)
    assert len(names(contacts)) == 6
    assert page.is_trash, "what is offered are the acts of the trash"
    page.filter.want(ContactFilter.of(any_of(IN_TRASH, HOT)))
    settle(contacts)
    assert len(names(contacts)) == 12
    assert not page.is_trash, "not everybody in it is in the trash"
