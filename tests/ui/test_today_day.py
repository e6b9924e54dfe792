"""Today as a whole day: what fits, a pause, people's days, thank-yous, who is not to be contacted, and turns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lifecycle_desktop.core.model.contact import NewContact
from lifecycle_desktop.core.model.draft import KeyDate
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.operations.contacts import add_contact, add_date, change_contact
from lifecycle_desktop.core.operations.follow_ups import add_follow_up
from lifecycle_desktop.core.operations.referrals import add_referral
from lifecycle_desktop.core.operations.today_notes import note_looked_at
from lifecycle_desktop.ui.today.page import TodayPage
from lifecycle_desktop.ui.today.side_cards import PersonRow
from lifecycle_desktop.ui.today.spread_popover import SpreadPopover
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.date_popover import DatePopover
from tests.core.desk import Desk
from tests.ui.people_pages import Opened, opened


@pytest.fixture
def today(qapp: QApplication, tmp_path: Path) -> Iterator[Opened]:
    """Today with three people of whom nothing is due."""
    desk = Desk(tmp_path / "day.db")
    ids = {name: desk.add(name) for name in ("Ann Lee", "Ben Low", "Cleo Roe")}
    with opened(TodayPage, desk, size=(1440, 872)) as made:
        made.ids = ids
        yield made
    desk.database.close()


def due(made: Any, name: str, away: int = 0, times: int = 1, **more: Any) -> None:
    on = made.desk.moment.today + dt.timedelta(days=away)
    with made.desk.database.write("Due", moment=made.desk.moment) as written:
        for _time in range(times):
            add_follow_up(written.connection, NewFollowUp(made.ids[name], on, **more), made.desk.moment)
    refresh(made)


def refresh(made: Any) -> None:
    made.page.refresh()
    made.settle()


def section(made: Any, name: str) -> Any:
    return made.page.columns.section(name)


def names(view: Any) -> list[str]:
    return [line.name for line in view.lines_model.lines]


def click(widget: Any) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def person_buttons(made: Any, name: str) -> list[Any]:
    row = section(made, name).inside.findChildren(PersonRow)[0]
    return row.findChildren(Button)


def test_what_does_not_fit_is_previewed_and_moved_in_one_step(today: Opened) -> None:
    due(today, "Ann Lee", times=3, channel="call")
    head = section(today, "today").head
    assert head.note.text() == "Fits 30 min"
    assert not head.link.isVisible()
    assert not today.page.offers()["today.spread"].is_enabled()
    due(today, "Ben Low", -1, times=12, channel="call")
    assert head.link.text() == "15 due, 12 fit your day"
    click(head.link)
    popover = today.popup()
    assert isinstance(popover, SpreadPopover)
    assert popover.spread_button.text() == "Move 3 follow-ups"
    today.press(Qt.Key.Key_Escape)
    assert today.page._list.due_count == 15
    today.page.offers()["today.spread"].call()
    today.press(Qt.Key.Key_Return)
    today.settle()
    assert today.toasts[-1] == ("3 follow-ups moved on", True)
    assert today.page._list.due_count == 12
    assert head.isHidden() or not head.link.isVisible()
    today.runner.undo()
    today.settle()
    assert today.page._list.due_count == 15


def test_a_pause_is_told_of_once_and_closed(today: Opened) -> None:
    due(today, "Ann Lee", 3, channel="call")
    due(today, "Ben Low", -1, channel="call")
    today.desk.do(note_looked_at, [])
    today.desk.clock.advance(days=20)
    refresh(today)
    away = section(today, "away")
    assert names(away.inside) == ["Ann Lee"]
    assert names(today.page.late) == ["Ben Low"]
    assert away.head.hint.text() == "since 14 Apr, oldest first"
    click(away.head.link)
    today.settle()
    assert not away.head.isVisible()
    assert names(today.page.late) == ["Ben Low", "Ann Lee"]
    assert today.toasts == []


def test_a_day_of_theirs_gets_a_next_step_or_passes(today: Opened) -> None:
    today.desk.do(add_date, today.ids["Ann Lee"], KeyDate("birthday", 1986, 4, 16))
    refresh(today)
    assert "turns 40" in section(today, "dates").inside.findChildren(PersonRow)[0].accessibleDescription()
    step, let_go = person_buttons(today, "dates")
    click(let_go)
    today.settle()
    assert today.toasts[-1] == ("Not this time: Ann Lee", True)
    assert not section(today, "dates").card.isVisible()
    today.runner.undo()
    today.settle()
    step, let_go = person_buttons(today, "dates")
    click(step)
    popover = today.popup()
    assert isinstance(popover, DatePopover)
    assert popover.understood is not None
    assert popover.understood.on == dt.date(2026, 4, 16)
    QTest.keyClick(popover.when, Qt.Key.Key_Return)
    today.settle()
    assert today.desk.rows("SELECT what, due_on, occasion FROM follow_up WHERE done_at IS NULL") == [
        ("Wish a happy birthday", "2026-04-16", "birthday 2026-04-16")
    ]
    assert not section(today, "dates").card.isVisible()


def test_a_thank_you_is_owed_until_it_is_said(today: Opened) -> None:
    today.desk.do(add_referral, today.ids["Ann Lee"], referred_id=today.ids["Ben Low"])
    refresh(today)
    click(person_buttons(today, "thanks")[0])
    today.settle()
    assert today.toasts[-1] == ("Thank-you for Ben Low noted", True)
    assert not section(today, "thanks").card.isVisible()
    assert today.desk.rows("SELECT thanked_on FROM referral") == [("2026-04-14",)]


def test_who_is_not_to_be_contacted_stands_apart_without_calls(today: Opened) -> None:
    due(today, "Cleo Roe", -1, channel="call", what="Call about the roof")
    today.desk.do(change_contact, today.ids["Cleo Roe"], {"is_do_not_contact": True})
    refresh(today)
    aside = section(today, "withheld")
    assert names(aside.inside) == ["Cleo Roe"]
    assert not section(today, "late").card.isVisible()
    assert today.page._list.due_count == 0
    assert not today.page.columns.empty_card.isVisible()
    aside.inside.setFocus()
    today.settle()
    buttons = aside.inside.row_buttons
    assert [each.isVisible() for each in (buttons._log, buttons._snooze, buttons._let_go)] == [
        False,
        False,
        True,
    ]
    offers = today.page.offers()
    assert not offers["contact.call"].is_enabled()
    assert not offers["contact.done"].is_enabled()
    assert offers["contact.delete"].is_enabled()
    for key in (Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_S):
        today.press(key)
        assert today.popup() is None
    today.press(Qt.Key.Key_Menu)
    menu = today.popup()
    assert [text.split("\t")[0] for text in today.menu_texts(menu)] == ["Make it a task", "Open", "Let it go"]
    menu.actions()[0].trigger()
    menu.close()
    today.settle()
    assert names(today.page.late) == ["Cleo Roe"]
    today.runner.undo()
    today.settle()
    aside.inside.setFocus()
    today.press(Qt.Key.Key_Delete)
    today.settle()
    assert today.desk.rows("SELECT outcome FROM follow_up") == [("skipped",)]


def test_who_was_shown_is_noted_after_a_while_and_once(today: Opened) -> None:
    then = today.desk.moment
    today.desk.clock.advance(days=90)
    refresh(today)
    shown = [row.contact_id for row in today.page.slipping.findChildren(PersonRow) if row.isVisible()]
    assert sorted(shown) == sorted(today.ids.values())
    assert today.desk.rows("SELECT id FROM slipping_shown") == []
    today.page._looked_at._timer.stop()
    today.page._looked_at._on_stayed()
    today.settle()
    assert today.desk.rows("SELECT id, shown_on FROM slipping_shown ORDER BY id") == [
        (number, "2026-07-13") for number in sorted(shown)
    ]
    assert today.desk.rows("SELECT seen_on FROM presence") == [("2026-07-13",)]
    today.page._looked_at.see(today.page._list)
    assert not today.page._looked_at._timer.isActive()
    with today.desk.database.write("New", moment=then) as written:
        add_contact(written.connection, NewContact(full_name="Dan Poe"), then)
    refresh(today)
    assert today.page._looked_at._timer.isActive()
