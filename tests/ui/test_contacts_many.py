"""Many at once on the contacts page: every act of the bar by mouse and by key, one undo each; the trash and erasing."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from lifecycle_desktop.core.operations import many
from lifecycle_desktop.core.operations.contacts import delete_contacts
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.queries.erasures import erasures
from lifecycle_desktop.core.store.backup import back_up_now
from lifecycle_desktop.ui import many_writes
from lifecycle_desktop.ui.contacts.tag_popover import TagPopover
from lifecycle_desktop.ui.contacts.word_popover import WordPopover
from lifecycle_desktop.ui.erasing import EraseDialog
from lifecycle_desktop.ui.widgets.buttons import Button
from tests.core.desk import Desk
from tests.ui.people_pages import Opened

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PEOPLE = ("Kate O’Leary", "Wei Zhang", "Elena Ruiz")


def tick(made: Any, names: tuple[str, ...] = PEOPLE) -> None:
    """Tick people with the space bar."""
    for name in names:
        made.page.table.setFocus()
        made.page.table.go_to(made.page.people.number_of(made.ids[name]))
        made.settle()
        made.press(Qt.Key.Key_Space)


def click(widget: Any) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def choose(made: Any, text: str) -> None:
    """Choose an entry of the menu that is open by its text."""
    menu = made.popup()
    assert isinstance(menu, QMenu)
    action = next(action for action in menu.actions() if text in action.text().replace("&", ""))
    action.trigger()
    menu.close()
    made.settle()


def content(desk: Desk) -> dict[str, Any]:
    """What the owner sees; the words of names stay as the search tables like them."""
    return {name: rows for name, rows in desk.everything().items() if name != "contact_opened"}


def undone(made: Any, before: dict[str, Any]) -> None:
    """One undo takes all of it back."""
    made.runner.undo()
    made.settle()
    after = content(made.desk)
    assert {name for name in before if before[name] != after[name]} == set()


def test_moving_by_mouse_is_one_step(contacts: Opened) -> None:
    before = content(contacts.desk)
    tick(contacts)
    click(contacts.page.foot.move_button)
    choose(contacts, "Repeat")
    assert contacts.toasts[-1] == ("3 people moved to Repeat", True)
    assert {contacts.stage_of(contacts.ids[name]) for name in PEOPLE} == {"Repeat"}
    assert contacts.page.people.ticked == {contacts.ids[name] for name in PEOPLE}
    undone(contacts, before)


def test_who_is_there_already_is_not_counted(contacts: Opened) -> None:
    tick(contacts, ("Kate O’Leary", "Wei Zhang"))
    click(contacts.page.foot.move_button)
    choose(contacts, "Convert")
    assert contacts.toasts[-1] == ("1 person moved to Convert", True)
    click(contacts.page.foot.move_button)
    choose(contacts, "Convert")
    assert contacts.toasts[-1] == ("Nothing changed: it was so already", False)


def test_temperature_by_key_is_one_step(contacts: Opened) -> None:
    before = content(contacts.desk)
    tick(contacts)
    contacts.press(Qt.Key.Key_H)
    contacts.press(Qt.Key.Key_C)
    assert contacts.toasts[-1] == ("3 people: cold", True)
    undone(contacts, before)
    click(contacts.page.foot.temperature_button)
    choose(contacts, "None")
    sql = "SELECT count(*) FROM contact WHERE temperature = '' AND id IN (?, ?, ?)"
    assert contacts.desk.rows(sql, *(contacts.ids[name] for name in PEOPLE)) == [(3,)]


def test_a_tag_is_given_and_taken_off(contacts: Opened) -> None:
    before = content(contacts.desk)
    tick(contacts)
    click(contacts.page.foot.tag_button)
    popover = contacts.popup()
    assert isinstance(popover, TagPopover)
    QTest.keyClicks(popover.line, "orchard")
    QTest.keyClick(popover.line, Qt.Key.Key_Return)
    contacts.settle()
    assert contacts.toasts[-1] == ("3 people tagged orchard", True)
    tagged = content(contacts.desk)
    click(contacts.page.foot.tag_button)
    popover = contacts.popup()
    button = next(each for each in popover.off_buttons if each.accessibleName() == "Take off orchard")
    assert button.text() == "orchard 3"
    click(button)
    contacts.settle()
    assert contacts.toasts[-1] == ("3 people no longer tagged orchard", True)
    undone(contacts, tagged)
    undone(contacts, before)


def test_a_source_is_set_and_taken_away(contacts: Opened) -> None:
    before = content(contacts.desk)
    tick(contacts)
    click(contacts.page.foot.source_button)
    popover = contacts.popup()
    assert isinstance(popover, WordPopover)
    QTest.keyClicks(popover.line, "  spring   fair ")
    QTest.keyClick(popover.line, Qt.Key.Key_Return)
    contacts.settle()
    assert contacts.toasts[-1] == ("3 people now from spring fair", True)
    set_to = content(contacts.desk)
    click(contacts.page.foot.source_button)
    none = next(each for each in contacts.popup().findChildren(Button) if each.text() == "No source")
    click(none)
    contacts.settle()
    assert contacts.toasts[-1] == ("3 people: no source", True)
    undone(contacts, set_to)
    undone(contacts, before)


def test_a_next_step_for_all_is_one_step(contacts: Opened) -> None:
    before = content(contacts.desk)
    tick(contacts)
    contacts.press(Qt.Key.Key_D)
    popover = contacts.popup()
    popover._what.setText("send the list")
    popover.when.setText("tomorrow")
    popover._on_save()
    contacts.settle()
    sql = "SELECT contact_id FROM follow_up WHERE what = 'send the list'"
    assert {row[0] for row in contacts.desk.rows(sql)} == {contacts.ids[name] for name in PEOPLE}
    undone(contacts, before)


def test_delete_and_bring_back_are_one_step_each(contacts: Opened) -> None:
    before = content(contacts.desk)
    tick(contacts)
    contacts.press(Qt.Key.Key_Delete)
    assert contacts.toasts[-1] == ("3 people deleted", True)
    deleted = content(contacts.desk)
    contacts.page.tabs.choose("trash")
    contacts.settle()
    tick(contacts)
    click(contacts.page.foot.back_button)
    contacts.settle()
    assert contacts.toasts[-1] == ("3 people brought back", True)
    undone(contacts, deleted)
    undone(contacts, before)


def test_shift_space_takes_the_range_and_escape_unticks(contacts: Opened) -> None:
    table = contacts.page.table
    table.go_to(2)
    contacts.press(Qt.Key.Key_Space)
    table.go_to(6)
    contacts.press(Qt.Key.Key_Space, SHIFT)
    assert contacts.page.people.ticked_in_order == tuple(contacts.page.people.ids[2:7])
    contacts.press(Qt.Key.Key_Escape)
    assert contacts.page.people.ticked == set()


def test_all_are_ticked_also_those_that_have_not_come_yet(contacts: Opened) -> None:
    page = contacts.page
    whole = page.reading.found
    first = type(whole)(whole.ids[:5], whole.rows, False, whole.views, whole.lifecycle, 5)
    page.reading._on_whole(first)
    contacts.press(Qt.Key.Key_A, CONTROL)
    assert len(page.people.ticked) == 5
    page.reading._on_whole(whole)
    assert len(page.people.ticked) == 35
    contacts.press(Qt.Key.Key_Escape)
    page.reading._on_whole(whole)
    assert page.people.ticked == set()


def test_only_those_who_match_are_ticked(contacts: Opened) -> None:
    contacts.page.filter.toggle("temperature", "hot")
    contacts.settle()
    contacts.press(Qt.Key.Key_A, CONTROL)
    assert contacts.page.foot.ticked.text() == "6 ticked"


def test_very_many_are_changed_in_pieces(contacts: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many_writes, "MANY", 5)
    monkeypatch.setattr(many, "PIECE", 4)
    seen: list[Progress] = []
    contacts.runner.progressed.connect(seen.append)
    before = content(contacts.desk)
    contacts.press(Qt.Key.Key_A, CONTROL)
    contacts.page.many.set_temperature("hot")
    assert contacts.toasts[-1] == ("29 people: hot", True)
    assert (seen[0].done, seen[0].total) == (35, 35)
    undone(contacts, before)


def test_stop_leaves_nothing_half_done(contacts: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many_writes, "MANY", 5)
    monkeypatch.setattr(many, "PIECE", 4)
    contacts.runner.progressed.connect(lambda progress: progress.stop())
    stopped: list[str] = []
    contacts.runner.stopped.connect(stopped.append)
    before = content(contacts.desk)
    contacts.press(Qt.Key.Key_A, CONTROL)
    contacts.page.many.delete()
    assert stopped == ["Stopped. Nothing was changed."]
    after = content(contacts.desk)
    assert {name for name in before if before[name] != after[name]} == set()


def test_what_can_be_done_to_those_ticked(contacts: Opened) -> None:
    tick(contacts)
    words = [button.text() for button in contacts.page.foot.findChildren(Button) if button.isVisible()]
    assert [word for word in words if word] == [
        "Move stage", "Next step", "Sequence", "Tag", "Temperature", "Source", "Export", "Delete",
    ]  # fmt: skip


# --- the trash, and erasing ---


def in_trash(made: Any, names: tuple[str, ...] = PEOPLE) -> None:
    moment = made.runner.moment()
    made.runner.write("Delete", delete_contacts, [made.ids[name] for name in names], moment)
    made.page.tabs.choose("trash")
    made.settle()


def dialog_of(made: Any) -> EraseDialog:
    made.settle()
    dialogs = [each for each in made.page.findChildren(EraseDialog) if each.isVisible()]
    assert len(dialogs) == 1
    return dialogs[0]


def test_erasing_by_key_asks_first_and_the_safe_answer_has_the_focus(contacts: Opened) -> None:
    in_trash(contacts)
    contacts.page.table.setFocus()
    contacts.page.table.go_to(contacts.page.people.number_of(contacts.ids["Wei Zhang"]))
    contacts.press(Qt.Key.Key_Delete)
    dialog = dialog_of(contacts)
    assert dialog.focusWidget() is dialog.buttons["keep"]
    dialog.activateWindow()
    walk = [dialog.reason, dialog.buttons["keep"], dialog.buttons["erase"]]
    for place, key in (
        (2, Qt.Key.Key_Tab),
        (0, Qt.Key.Key_Tab),
        (1, Qt.Key.Key_Tab),
        (0, Qt.Key.Key_Backtab),
    ):
        QTest.keyClick(dialog.focusWidget(), key)
        assert dialog.focusWidget() is walk[place], "Tab walks all three, round and back"
    assert dialog.buttons["keep"].text() == "Keep Wei Zhang"
    assert dialog.windowTitle() == "Erase Wei Zhang for good?"
    said = dialog.accessibleDescription()
    assert "This cannot be undone." in said
    assert "contact number" in said
    assert "No backup in the backup folder holds them." in said
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    contacts.settle()
    assert contacts.desk.rows("SELECT count(*) FROM erasure") == [(0,)]
    contacts.press(Qt.Key.Key_Delete)
    dialog = dialog_of(contacts)
    QTest.keyClicks(dialog.reason, "asked by letter")
    dialog.buttons["erase"].setFocus()
    QTest.keyClick(dialog.buttons["erase"], Qt.Key.Key_Space)
    contacts.settle()
    assert contacts.toasts[-1] == ("1 person erased for good", False)
    (record,) = contacts.desk.read(erasures)
    assert (record.contact_number, record.reason) == (contacts.ids["Wei Zhang"], "asked by letter")
    assert contacts.ids["Wei Zhang"] not in contacts.page.people.ids
    assert contacts.page.pane.summary is None or contacts.page.pane.summary.name != "Wei Zhang"
    assert b"Wei Zhang" not in contacts.desk.database.path.read_bytes()
    assert contacts.desk.faults() == []


def test_erasing_many_by_mouse_tells_the_backups(contacts: Opened) -> None:
    desk = contacts.desk
    made = back_up_now(desk.database.writing_connection(), desk.database.path, desk.moment)
    in_trash(contacts)
    tick(contacts)
    foot = contacts.page.foot
    words = [button.text() for button in foot.findChildren(Button) if button.isVisible() and button.text()]
    assert words == ["Bring back", "Erase for good…"]
    click(foot.erase_button)
    dialog = dialog_of(contacts)
    assert f"1 backup still holds them: “{made.name}”." in dialog.accessibleDescription()
    click(dialog.buttons["erase"])
    contacts.settle()
    assert contacts.toasts[-1] == ("3 people erased for good", False)
    assert len(desk.read(erasures)) == 3
    before = desk.rows("SELECT count(*) FROM contact")
    contacts.runner.undo()
    contacts.runner.redo()
    assert desk.rows("SELECT count(*) FROM contact") == before


def test_the_whole_trash_can_be_erased(contacts: Opened) -> None:
    in_trash(contacts)
    foot = contacts.page.foot
    assert foot.empty_button.isVisible()
    click(foot.empty_button)
    dialog = dialog_of(contacts)
    assert dialog.windowTitle() == "Erase 9 people for good?"
    click(dialog.buttons["erase"])
    contacts.settle()
    assert contacts.desk.rows("SELECT count(*) FROM contact WHERE deleted_at IS NOT NULL") == [(0,)]
    contacts.page.tabs.choose("everyone")
    contacts.settle()
    assert not foot.empty_button.isVisible()


def test_the_pane_and_the_menu_lead_to_erasing(contacts: Opened) -> None:
    in_trash(contacts, ("Wei Zhang",))
    contacts.page.table.go_to(contacts.page.people.number_of(contacts.ids["Wei Zhang"]))
    contacts.settle()
    erase = next(each for each in contacts.page.pane.findChildren(Button) if each.text() == "Erase for good…")
    click(erase)
    dialog_of(contacts).reject()
    contacts.settle()
    texts = contacts.menu_texts(contacts.page.acts.context_menu())
    assert [text.split("\t")[0] for text in texts] == ["Bring back", "Erase for good…"]
    contacts.page.tabs.choose("everyone")
    contacts.settle()
    contacts.page.table.go_to(0)
    texts = contacts.menu_texts(contacts.page.acts.context_menu())
    assert not any("Erase" in text for text in texts)


def test_a_name_from_strangers_in_the_question(contacts: Opened) -> None:
    contact_id = contacts.desk.add("<img src=x>&amp; " + "y" * 300)
    contacts.ids["hostile"] = contact_id
    contacts.page.touch(frozenset({"contact"}))
    in_trash(contacts, ("hostile",))
    contacts.page.table.go_to(contacts.page.people.number_of(contact_id))
    contacts.settle()
    contacts.page.acts.erase()
    dialog = dialog_of(contacts)
    assert dialog.windowTitle().startswith("Erase <img src=x>&amp; yyy")
    assert dialog.buttons["keep"].text().startswith("Keep <img src=x>&&amp;")
    assert dialog.width() < 900
    dialog.reject()
