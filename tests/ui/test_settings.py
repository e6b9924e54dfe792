"""Settings: each change holds at once and can be undone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lifecycle_desktop.core.operations.settings import set_settings
from lifecycle_desktop.ui.settings.page import SettingsPage
from lifecycle_desktop.ui.theme import Look, theme
from lifecycle_desktop.ui.widgets.toast import Toast, use_stay
from lifecycle_desktop.ui.window_state import WindowState
from tests.core.desk import Desk
from tests.ui.people_pages import opened


@pytest.fixture
def page(qapp: QApplication, tmp_path: Path) -> Iterator[Any]:
    desk = Desk(tmp_path / "desk.db")
    for stage in ("Attract", "Nurture", "Deliver", "Refer"):
        desk.add(f"Person of {stage}", stage_id=desk.stage(stage))
    with opened(SettingsPage, desk) as made:
        yield made
    theme().use(Look(mode="light"))
    desk.database.close()


def choose(made: Any, choice: Any, value: object) -> None:
    """Choose as a person does: the entry, then the signal of a choice by hand."""
    choice.choose(value)
    choice.activated.emit(choice.currentIndex())
    made.settle()


def setting(made: Any, name: str) -> str:
    rows = made.desk.rows("SELECT value FROM setting WHERE name = ?", name)
    return str(rows[0][0]) if rows else ""


def steps(made: Any) -> int:
    return int(made.desk.rows("SELECT count(*) FROM journal_step")[0][0])


def test_a_name_is_kept_on_leaving_the_field_and_undone(page: Any) -> None:
    before = steps(page)
    page.page.name.setFocus()
    QTest.keyClicks(page.page.name, "Whitaker")
    page.page.owner.setFocus()
    page.settle()
    assert setting(page, "business_name") == "Whitaker"
    assert steps(page) == before + 1
    page.page.currency.setFocus()
    page.settle()
    assert steps(page) == before + 1, "leaving a field unchanged is no step"
    page.runner.undo()
    page.settle()
    assert page.page.name.text() == ""


def test_a_field_that_has_the_focus_as_the_page_opens_is_filled_and_not_emptied(
    qapp: QApplication, tmp_path: Path
) -> None:
    desk = Desk(tmp_path / "desk.db")
    desk.do(set_settings, {"business_name": "Whitaker Homes"})
    with opened(SettingsPage, desk) as made:
        made.page.name.clear()
        made.page._told = {}
        made.page.name.setFocus()
        made.page.reload()
        made.settle()
        assert made.page.name.text() == "Whitaker Homes"
        made.page.owner.setFocus()
        made.settle()
        assert setting(made, "business_name") == "Whitaker Homes"
        made.page.name.setFocus()
        made.page.name.setText("Whitaker Ho")
        made.page.reload()
        made.settle()
        assert made.page.name.text() == "Whitaker Ho", "what is being typed stays"
    desk.database.close()


def test_currency_country_and_aim_hold_at_once(page: Any) -> None:
    choose(page, page.page.currency, "CAD")
    choose(page, page.page.region, "CA")
    choose(page, page.page.aim, "15")
    assert (setting(page, "currency"), setting(page, "region")) == ("CAD", "CA")
    assert setting(page, "answer_aim_minutes") == "15"
    assert page.page.region.currentText() == "Canada (CA)"


def test_what_a_command_has_set_is_shown_as_it_is(page: Any) -> None:
    told = {"currency": "SEK", "region": "SE", "answer_aim_minutes": "7"}
    page.runner.write("By a command", set_settings, told, page.runner.moment())
    page.settle()
    assert page.page.currency.currentText() == "SEK"
    assert page.page.region.currentText() == "Sweden (SE)"
    assert page.page.aim.currentText() == "7 min"


def test_the_lifecycle_is_named_and_leads_to_its_page(page: Any) -> None:
    assert page.page.model.text() == "Perfect Customer Lifecycle"
    QTest.mouseClick(page.page.model, Qt.MouseButton.LeftButton)
    assert page.navigated == ["lifecycles"]


def test_the_look_changes_at_once_and_is_no_step(page: Any) -> None:
    before = steps(page)
    page.page.contrast.setFocus()
    page.press(Qt.Key.Key_Space)
    choose(page, page.page.text_size, 150)
    page.page.mode.chosen.emit("dark")
    page.settle()
    look = theme().look
    assert (look.mode, look.text, look.contrast) == ("dark", 150, True)
    assert page.page.mode.current == "dark"
    assert steps(page) == before


def test_the_sample_goes_in_and_out_by_the_same_button(page: Any) -> None:
    button = page.page._sample_button
    assert button.text() == "Add sample people"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    page.settle()
    assert button.text() == "Take all of them out"
    assert "sample people are among your contacts" in page.page._samples.text()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    page.settle()
    assert button.text() == "Add sample people"
    assert page.desk.rows("SELECT count(*) FROM contact") == [(4,)]


def test_messages_stay_as_long_as_was_chosen(page: Any, tmp_path: Path) -> None:
    state = WindowState(tmp_path / "window.ini")
    page.page.remember_in(state)
    made = Toast(page.window)
    try:
        assert made.stay == 8000
        choose(page, page.page.stay, 20_000)
        assert (made.stay, state.get("toast_ms")) == (20_000, "20000")
        choose(page, page.page.stay, 0)
        made.say("Until it is closed")
        assert not made._timer.isActive()
        use_stay(12)
        assert made.stay == 8000, "what is not offered counts as the usual"
    finally:
        use_stay(8000)
        made.deleteLater()


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the entry is a file of its own on Linux only"
)
def test_the_program_starts_with_the_session_where_that_is_wanted(
    page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    box, folder = page.page.reminding.start, tmp_path / "config" / "autostart"
    assert not box.isChecked()
    box.click()
    page.settle()
    [entry] = folder.iterdir()
    assert "--minimised" in entry.read_text()
    assert str(tmp_path / "desk.db") in entry.read_text()
    page.page.reload()
    page.settle()
    assert box.isChecked()
    box.click()
    page.settle()
    assert list(folder.iterdir()) == []
    folder.rmdir()
    folder.write_text("no folder")
    box.click()
    page.settle()
    assert not box.isChecked()
    assert [type(each).__name__ for each in page.failures] == ["FileProblem"]
    page.failures.clear()


def test_the_day_and_its_working_days_are_set_and_undone(page: Any) -> None:
    day = page.page.day
    assert day.minutes.currentData() == "120"
    choose(page, day.minutes, "60")
    assert setting(page, "day_minutes") == "60"
    day.days[5].click()
    page.settle()
    assert setting(page, "working_days") == "123456"
    day.keeps.click()
    page.settle()
    assert setting(page, "keeps_to_working_days") == "1"
    day.holidays.setFocus()
    QTest.keyClicks(day.holidays, "2026-12-25 xmas")
    day.minutes.setFocus()
    page.settle()
    assert day.holidays_field.error == "“xmas” is no day. Example: 2026-12-25"
    assert day.holidays.text() == "2026-12-25 xmas"
    assert setting(page, "holidays") == ""
    day.holidays.setText("2026-12-25")
    day.holidays.editingFinished.emit()
    page.settle()
    assert setting(page, "holidays") == "2026-12-25"
    for _step in range(4):
        page.runner.undo()
    page.settle()
    assert [box.isChecked() for box in day.days] == [True] * 5 + [False] * 2
    assert (day.minutes.currentData(), day.keeps.isChecked(), day.holidays.text()) == ("120", False, "")
