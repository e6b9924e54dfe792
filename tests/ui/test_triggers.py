"""The triggers page: switched, made, refused in words, answered and taken back, by key and by mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lifecycle_desktop.core.model.activity import NewActivity
from lifecycle_desktop.core.model.trigger import Act, Occasion, Rule, Then, When
from lifecycle_desktop.core.operations import activities, triggers
from lifecycle_desktop.ui.contact.page import ContactPage
from lifecycle_desktop.ui.overnight import Overnight
from lifecycle_desktop.ui.triggers import done_card
from lifecycle_desktop.ui.triggers.page import TriggersPage
from lifecycle_desktop.ui.triggers.rule_list import tick_box
from tests.core.desk import Desk
from tests.ui.hostile import HOSTILE
from tests.ui.people_pages import opened


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "data" / "desk.db")
    made.do(triggers.add_shipped_rules)
    yield made
    made.database.close()


@pytest.fixture
def page(desk: Desk) -> Iterator[Any]:
    with opened(TriggersPage, desk) as made:
        made.settle()
        yield made


def on(desk: Desk) -> list[str]:
    return [row[0] for row in desk.rows("SELECT key FROM trigger_rule WHERE is_on = 1 ORDER BY id")]


def choose(pair: Any, value: object) -> None:
    pair[1].setCurrentIndex(pair[1].findData(value))


def click(button: Any) -> None:
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_triggers_are_read_and_switched_by_key_and_mouse(page: Any) -> None:
    shown, desk = page.page, page.desk
    assert shown.head.subtitle.text() == "5 of 8 at work."
    item = shown.list.item(0)
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Put complaints right, on, When a complaint is logged, call the same day: Call them back and put it right"
    )
    shown.take_focus()
    page.press(Qt.Key.Key_Space)
    assert "complaint" not in on(desk)
    assert page.toasts[-1] == ("Put complaints right is off", True)
    box = tick_box(shown.list.visualItemRect(shown.list.item(5)), mirrored=False).center().toPoint()
    QTest.mouseClick(shown.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box))
    assert "first_purchase" in on(desk)
    page.press(Qt.Key.Key_Delete)
    assert len(shown.lines) == 7
    page.runner.undo()
    page.settle()
    assert len(shown.lines) == 8


def test_a_trigger_is_made_in_plain_words(page: Any) -> None:
    shown, desk = page.page, page.desk
    form = shown.form
    click(shown.new_button)
    assert QApplication.focusWidget() is form.occasion[1]
    choose(form.occasion, Occasion.LOW_SATISFACTION)
    form.at_most.set_text("44")
    choose(form.act, Act.FOLLOW_UP)
    form.what_line.setText(" Send   flowers ")
    choose(form.act_channel, "gift")
    form.due.set_text("2")
    assert form.sentence.text().startswith("When satisfaction is 44 or less, gift after 2 days: Send flowers")
    click(form.save_button)
    assert form.at_most.error == "A number from 0 to 10"
    form.at_most.set_text("4")
    assert form.preview.text() == "It would have fired for 0 people in the last 90 days."
    shown._on_picked(shown.lines[0].rule.rule_id)  # what was typed is there again when one comes back
    shown.begin_new()
    assert form.what_line.text() == "Send flowers"
    QTest.keyClick(form.what_line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    kept = desk.rows("SELECT name, when_json, then_json FROM trigger_rule WHERE key = ''")
    assert kept == [
        (
            "Satisfaction is low",
            '{"occasion": "low_satisfaction", "at_most": 4}',
            '{"act": "follow_up", "what": "Send flowers", "channel": "gift", "due_in_days": 2}',
        )
    ]
    assert form.title.text() == "Satisfaction is low"
    assert not form.save_button.isEnabled()


def test_a_ring_is_refused_in_the_form(page: Any) -> None:
    shown, desk = page.page, page.desk
    nurture, convert = desk.stage("Nurture"), desk.stage("Convert")
    desk.do(
        triggers.save_rule,
        Rule(When(Occasion.STAGE_ENTERED, nurture), Then(Act.STAGE, stage_id=convert), "Forth"),
    )
    shown.reload()
    page.settle()
    form = shown.form
    shown.begin_new()
    choose(form.stage, convert)
    choose(form.act, Act.STAGE)
    form.save()
    assert form.problem.text() == "Choose the stage that they are to move to."
    choose(form.to_stage, nurture)
    form.name_line.setText("Back")
    form.save()
    assert form.problem.text().startswith("These would go round for ever: “Back”, which sets off “Forth”")
    form.asks.setChecked(True)
    form.save()
    assert [line.rule.name for line in shown.lines][-2:] == ["Forth", "Back"]
    assert page.failures == []


def test_the_red_flag_and_proposals_stand_on_the_page_of_the_person(desk: Desk) -> None:
    ann = desk.add("Ann Able")
    desk.do(
        triggers.save_rule,
        Rule(When(Occasion.COMPLAINT), Then(Act.TEMPERATURE, temperature="cold", asks=True), "Cool"),
    )
    desk.do(activities.log_activity, NewActivity(ann, "complaint", text=HOSTILE[0]))
    with opened(ContactPage, desk) as made:
        made.page.open_with(ann)
        made.settle()
        lines = made.page.suggestion.triggers
        flag, proposal = lines.banners
        assert flag.title.text() == "Complaint of 14 Apr"
        assert proposal.title.text() == "Call them cold"
        click(proposal.button)
        assert desk.rows("SELECT temperature FROM contact WHERE id = ?", ann) == [("cold",)]
        click(lines.banners[0].button)
        assert made.toasts[-1] == ("Complaint of Ann Able settled", True)
        made.settle()
        assert made.page.suggestion.isHidden()
        made.runner.undo()
        made.settle()
        assert len(lines.banners) == 1
        assert made.failures == []


def test_proposals_are_answered_and_firings_taken_back(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    shown, desk = page.page, page.desk
    people = [desk.add(name) for name in ("Ann Able", "Bob Best", HOSTILE[0])]
    desk.clock.advance(days=30)
    Overnight(page.runner, shown).look()
    page.settle()
    shown.reload()
    page.settle()
    table = shown.proposals.table
    assert table.isVisible()
    assert len(shown.proposals.model.lines) == 3
    table.setFocus()
    page.press(Qt.Key.Key_Return)
    page.press(Qt.Key.Key_Delete)
    assert desk.rows("SELECT answer FROM trigger_firing ORDER BY id DESC") == [
        ("accepted",),
        ("declined",),
        ("",),
    ]
    assert desk.rows("SELECT what FROM follow_up") == [("Say hello",)]
    desk.do(activities.log_activity, NewActivity(people[0], "complaint"))
    shown.reload()
    page.settle()
    done = shown.done
    assert done.model.lines[0].did == "Follow-up made"
    assert "When" in done.model.headerData(0, Qt.Orientation.Horizontal)
    monkeypatch.setattr(done_card, "ask", lambda *_told, **_more: "keep")
    done.table.setFocus()
    done.table.selectRow(0)
    page.press(Qt.Key.Key_Delete)
    assert desk.rows("SELECT count(*) FROM activity") == [(0,)]
    assert desk.rows("SELECT count(*) FROM trigger_firing") == [(3,)]
    opened_ids: list[int] = []
    shown.open_contact.connect(opened_ids.append)
    page.press(Qt.Key.Key_O)
    assert opened_ids == [done.table.current.contact_id]
    assert page.failures == []
