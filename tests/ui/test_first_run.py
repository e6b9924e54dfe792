"""The first three steps: every one can be taken or skipped; the model can be changed; the sample goes out again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from lifecycle_desktop.core.operations.first_steps import remove_sample_people
from lifecycle_desktop.ui.first_run.page import FirstRunPage
from lifecycle_desktop.ui.widgets.buttons import Button
from tests.core.desk import Desk
from tests.ui.people_pages import opened


@pytest.fixture
def first(qapp: QApplication, tmp_path: Path) -> Iterator[Any]:
    desk = Desk(tmp_path / "desk.db")
    with opened(FirstRunPage, desk, size=(1280, 800)) as made:
        yield made
    desk.database.close()


def click(made: Any, words: str) -> None:
    found = [
        each
        for each in made.page.findChildren(Button)
        if each.isVisible() and each.text().replace("&", "") == words
    ]
    assert len(found) == 1, words
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
    made.settle()


def settings(made: Any) -> dict[str, str]:
    return dict(made.desk.rows("SELECT name, value FROM setting"))


def model(made: Any) -> str:
    return str(made.desk.rows("SELECT key FROM lifecycle WHERE is_active = 1")[0][0])


def test_every_step_can_be_skipped(first: Any) -> None:
    click(first, "Skip")
    click(first, "Skip, use this one")
    click(first, "Start empty")
    assert first.navigated == ["today"]
    assert settings(first)["is_set_up"] == "1"
    assert model(first) == "perfect"
    assert first.desk.rows("SELECT count(*) FROM contact") == [(0,)]
    assert first.desk.rows("SELECT count(*) FROM plan") == [(1,)], "there is a plan to print"


def test_the_names_are_kept_and_shown_on_the_way(first: Any) -> None:
    QTest.keyClicks(first.page.business.editor, "Whitaker & Daughters")
    QTest.keyClicks(first.page.owner.editor, "Dana")
    QTest.keyClick(first.page.owner.editor, Qt.Key.Key_Return)
    first.settle()
    assert settings(first)["business_name"] == "Whitaker & Daughters"
    assert settings(first)["owner_name"] == "Dana"
    assert first.page._stack.currentIndex() == 1
    click(first, "Back")
    assert first.page._stack.currentIndex() == 0
    assert first.page.business.text == "Whitaker & Daughters"


def test_another_model_makes_its_stages_and_its_plan(first: Any) -> None:
    click(first, "Skip")
    assert next(iter(first.page._cards)) == "perfect", "the recommended one is first"
    card = _with_stages(first, 10)
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    first.settle()
    assert card.radio.isChecked()
    click(first, "Next: bring your people")
    assert first.desk.rows(
        "SELECT count(*) FROM stage s JOIN lifecycle l ON l.id = s.lifecycle_id WHERE l.is_active = 1"
    ) == [(10,)]
    click(first, "Back")
    QTest.mouseClick(first.page._cards["perfect"], Qt.MouseButton.LeftButton)
    click(first, "Next: bring your people")
    assert model(first) == "perfect"


def _with_stages(made: Any, count: int) -> Any:
    return next(card for card in made.page._cards.values() if len(card.lifecycle.stages) == count)


def test_the_models_are_chosen_by_keys_alone(first: Any) -> None:
    click(first, "Skip")
    cards = list(first.page._cards.values())
    assert cards[0].radio.hasFocus(), "each step begins where its work begins"
    QTest.keyClick(cards[0].radio, Qt.Key.Key_Down)
    first.settle()
    assert cards[1].radio.isChecked()
    assert first.page._chosen == cards[1].lifecycle.key


def test_enter_on_a_lifecycle_takes_it_and_its_name_is_shown_on_the_way(first: Any) -> None:
    click(first, "Skip")
    card = _with_stages(first, 10)
    card.choose()
    card.radio.setFocus()
    first.press(Qt.Key.Key_Return)
    assert first.page._stack.currentIndex() == 2
    assert model(first) == card.lifecycle.key
    assert card.lifecycle.name in [label.text() for label in first.page.steps.findChildren(QLabel)]


def test_the_sample_comes_in_and_goes_out_without_a_trace(first: Any) -> None:
    click(first, "Skip")
    click(first, "Skip, use this one")
    before = first.desk.everything()
    click(first, "Add sample people")
    assert first.navigated == ["today"]
    assert first.desk.rows("SELECT count(*) FROM contact WHERE is_sample = 1")[0][0] > 40
    first.runner.write("Out", remove_sample_people, first.runner.moment())
    after = first.desk.everything()
    for table in ("contact", "follow_up", "activity", "plan_tactic", "contact_email"):
        assert after[table] == before[table], table


def test_a_button_pressed_twice_acts_once(first: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    click(first, "Skip")
    click(first, "Skip, use this one")
    begun: list[str] = []
    monkeypatch.setattr(first.runner, "write", lambda label, *_rest, **_options: begun.append(label))
    button = next(each for each in first.page.findChildren(Button) if each.text() == "Add sample people")
    for _press in range(2):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert begun == ["Add sample people"]


def test_import_leads_to_the_import_page(first: Any) -> None:
    click(first, "Skip")
    click(first, "Skip, use this one")
    click(first, "Import people")
    assert first.navigated == ["import"]
    assert settings(first)["is_set_up"] == "1"
