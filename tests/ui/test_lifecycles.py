"""The lifecycle page: a copy is edited in place, another model is previewed, and nobody is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from lifecycle_desktop.core.model.lifecycle_file import load_lifecycle
from lifecycle_desktop.core.operations.contacts import delete_contacts
from lifecycle_desktop.core.queries.lifecycle import active_lifecycle
from lifecycle_desktop.ui.lifecycles.page import LifecyclesPage
from lifecycle_desktop.ui.lifecycles.stage_list import PEOPLE_ROLE
from lifecycle_desktop.ui.theme import Look
from tests.core.desk import Desk
from tests.ui.people_pages import opened

ALT = Qt.KeyboardModifier.AltModifier
NASTY = "<b>Nurture</b> & =1+1 \u202e"


@pytest.fixture
def page(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("LIFECYCLE_DESKTOP_HOME", str(tmp_path / "home"))
    desk = Desk(tmp_path / "desk.db")
    for stage in ("Attract", "Nurture", "Nurture", "Refer"):
        desk.add(f"Person of {stage}", stage_id=desk.stage(stage))
    with opened(LifecyclesPage, desk) as made:
        yield made
    desk.database.close()


@pytest.fixture
def own(page: Any) -> Any:
    """The page on a copy of the model, called Mine."""
    QTest.mouseClick(page.page.copy_button, Qt.MouseButton.LeftButton)
    popover = page.popup()
    popover.line.setText("Mine")
    QTest.keyClick(popover.line, Qt.Key.Key_Return)
    page.window.activateWindow()
    page.settle()
    return page


def labels(made: Any) -> list[str]:
    return [stage.label for stage in made.desk.read(active_lifecycle).stages]


def places(made: Any) -> list[tuple[Any, ...]]:
    sql = "SELECT c.display_name, s.name FROM contact c JOIN stage s ON s.id = c.stage_id ORDER BY c.id"
    return list(made.desk.rows(sql))


def pick(made: Any, label: str) -> None:
    made.page.list.setCurrentRow([stage.label for stage in made.page.stages].index(label))
    made.settle()


def choose_model(made: Any, text: str) -> None:
    """Choose as a person does: the entry, then the signal of a choice by hand."""
    model = made.page.model
    model.setCurrentIndex(next(row for row in range(model.count()) if text in model.itemText(row)))
    model.activated.emit(model.currentIndex())
    made.settle()


def type_into(made: Any, field: Any, text: str) -> None:
    field.editor.setFocus()
    field.set_text(text)
    made.page.list.setFocus()
    made.settle()


def test_what_came_with_the_program_is_looked_at_and_copied(page: Any) -> None:
    assert page.page.form.name.editor.isReadOnly()
    assert not page.page.add_button.isVisible()
    before = places(page)
    QTest.mouseClick(page.page.copy_button, Qt.MouseButton.LeftButton)
    popover = page.popup()
    popover.line.setText("Ten Key")
    popover.line.setText("perfect customer LIFECYCLE")
    QTest.mouseClick(popover.button, Qt.MouseButton.LeftButton)
    assert "already" in popover.field.error
    popover.line.setText("Mine")
    QTest.keyClick(popover.line, Qt.Key.Key_Return)
    page.settle()
    assert page.desk.read(active_lifecycle).name == "Mine"
    assert places(page) == before
    assert not page.page.form.name.editor.isReadOnly()
    assert page.page.model.currentText() == "Mine (in use)"
    assert page.toasts[-1] == ("Mine is yours to edit", True)


def test_a_stage_is_renamed_on_leaving_the_field(own: Any) -> None:
    pick(own, "Nurture")
    type_into(own, own.page.form.name, "Keep them warm")
    type_into(own, own.page.form.label, "Warm")
    type_into(own, own.page.form.stuck, "45")
    stage = own.desk.read(active_lifecycle).stages[2]
    assert (stage.name, stage.label, stage.stuck_after_days) == ("Keep them warm", "Warm", 45)
    assert own.toasts[-1] == ("Stage Keep them warm changed", True)
    own.runner.undo()
    own.settle()
    assert own.page.form.stuck.text == "30"


def test_questions_are_one_a_line(own: Any) -> None:
    pick(own, "Refer")
    own.page.form.questions.editor.setFocus()
    own.page.form.questions.set_text("Who else?\n\n  Will they write a review? ")
    own.page.list.setFocus()
    own.settle()
    assert own.page.stages[6].exit_questions == ("Who else?", "Will they write a review?")


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [("name", "", "needs a name"), ("name", "Capture leads", "Another stage"), ("label", "Far too long", "1 to 10"),
     ("label", "refer", "Another stage"), ("stuck", "soon", "number of days"), ("touch", "0", "number of days")],
)  # fmt: skip
def test_what_cannot_be_is_told_below_the_field_and_kept_in_it(
    own: Any, field: str, text: str, told: str
) -> None:
    pick(own, "Nurture")
    before = own.desk.everything()
    editor = getattr(own.page.form, field)
    editor.editor.setFocus()
    editor.set_text(text)
    own.page.list.setFocus()
    own.settle()
    assert told in editor.error
    own.page.reload()
    assert editor.text == text
    assert own.desk.everything() == before


def test_stages_are_reordered_by_their_menu(own: Any) -> None:
    before = labels(own)
    own.page.list.setCurrentRow(1)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    own.page.list.contextMenuEvent(event)
    menu = own.popup()
    texts = [action.text() for action in menu.actions()]
    assert [text.partition("\t")[0] for text in texts] == ["Move &up", "Move &down", "&Take this stage out"]
    assert all(text.partition("\t")[2] for text in texts), "each tells its key"
    menu.actions()[0].trigger()
    own.settle()
    assert labels(own) == [before[1], before[0], *before[2:]]


def test_stages_are_reordered_by_keys_with_the_focus_staying(own: Any) -> None:
    pick(own, "Nurture")
    own.page.list.setFocus()
    own.press(Qt.Key.Key_Up, ALT)
    assert labels(own)[:3] == ["Attract", "Nurture", "Capture"]
    assert own.page.list.chosen == "nurture"
    own.press(Qt.Key.Key_Up, ALT)
    own.press(Qt.Key.Key_Up, ALT)
    assert labels(own)[:3] == ["Nurture", "Attract", "Capture"]
    own.runner.undo()
    own.runner.undo()
    assert labels(own)[:3] == ["Attract", "Capture", "Nurture"]


def test_a_stage_is_added_and_named_at_once(own: Any) -> None:
    pick(own, "Convert")
    QTest.mouseClick(own.page.add_button, Qt.MouseButton.LeftButton)
    own.settle()
    assert labels(own)[4] == "Stage 1"
    assert own.page.form.name.editor.hasFocus()
    QTest.keyClicks(own.page.form.name.editor, "Viewing")
    own.press(Qt.Key.Key_Return)
    assert own.desk.read(active_lifecycle).stages[4].name == "Viewing"


def test_no_more_stages_than_fit_and_no_fewer_than_a_ladder_has(own: Any) -> None:
    for _time in range(3):
        QTest.mouseClick(own.page.add_button, Qt.MouseButton.LeftButton)
        own.settle()
    assert len(labels(own)) == 10
    assert not own.page.add_button.isEnabled()
    for _time in range(12):
        own.page.list.setFocus()
        own.press(Qt.Key.Key_Delete)
        if own.popup() is not None:
            QTest.mouseClick(own.popup().take_out, Qt.MouseButton.LeftButton)
            own.settle()
    assert len(labels(own)) == 3
    assert not own.page.out_button.isEnabled()
    assert len(places(own)) == 4


def test_a_stage_that_holds_people_asks_where_they_go(own: Any) -> None:
    pick(own, "Nurture")
    own.page.list.setFocus()
    own.press(Qt.Key.Key_Delete)
    popover = own.popup()
    assert popover.keep.hasFocus()
    QTest.keyClick(popover.keep, Qt.Key.Key_Return)
    assert len(labels(own)) == 7
    QTest.mouseClick(own.page.out_button, Qt.MouseButton.LeftButton)
    own.settle()
    popover = own.popup()
    popover.choice.choose("deliver")
    QTest.mouseClick(popover.take_out, Qt.MouseButton.LeftButton)
    own.settle()
    assert own.toasts[-1] == ("Stage Nurture Prospects taken out", True)
    assert "Nurture" not in labels(own)
    assert [name for _person, name in places(own)].count("Deliver & Satisfy") == 2
    own.runner.undo()
    assert [name for _person, name in places(own)].count("Nurture Prospects") == 2
    assert own.desk.faults() == []


def test_who_is_in_the_trash_is_not_counted_with_the_others_but_moves_with_them(own: Any) -> None:
    gone = own.desk.rows(
        "SELECT c.id FROM contact c JOIN stage s ON s.id = c.stage_id WHERE s.label = 'Nurture' LIMIT 1"
    )[0][0]
    own.desk.do(delete_contacts, [gone])
    own.page.reload()
    own.settle()
    pick(own, "Nurture")
    shown = own.page.shown
    assert (shown.people["nurture"], shown.living("nurture")) == (2, 1)
    assert own.page.list.currentItem().data(PEOPLE_ROLE) == "1 person"
    QTest.mouseClick(own.page.out_button, Qt.MouseButton.LeftButton)
    own.settle()
    said = [label.text() for label in own.popup().findChildren(QLabel)]
    assert "2 people stand there. 1 of them is in the trash." in said
    own.popup().close()


def test_an_own_lifecycle_is_renamed_in_place_and_thrown_away(own: Any) -> None:
    line = own.page.name_line
    assert own.page.name.isVisible()
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "perfect customer lifecycle")
    own.press(Qt.Key.Key_Return)
    assert "already" in own.page.name.error
    line.selectAll()
    QTest.keyClicks(line, "Ours")
    own.press(Qt.Key.Key_Return)
    own.settle()
    assert own.page.model.currentText() == "Ours (in use)"
    assert own.toasts[-1] == ("The lifecycle is now called Ours", True)
    QTest.mouseClick(own.page.away_button, Qt.MouseButton.LeftButton)
    own.settle()
    assert "working with “Ours”" in str(own.failures.pop())
    choose_model(own, "Perfect")
    assert not own.page.name.isVisible()
    assert not own.page.away_button.isVisible()
    QTest.mouseClick(own.page.switch.button, Qt.MouseButton.LeftButton)
    own.settle()
    choose_model(own, "Ours")
    QTest.mouseClick(own.page.away_button, Qt.MouseButton.LeftButton)
    own.settle()
    assert own.toasts[-1] == ("Ours thrown away", True)
    assert "Perfect" in own.page.model.currentText()
    assert own.page.model.findText("Ours") < 0
    own.runner.undo()
    own.settle()
    assert own.page.model.findText("Ours") >= 0


def test_a_template_file_goes_out_and_comes_in(own: Any, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    own.page.save_template(path)
    own.settle()
    assert load_lifecycle(path).name == "Mine"
    assert path.stat().st_mode & 0o077 == 0
    own.page.open_template(path)
    own.settle()
    assert own.page.model.currentText() == "Mine 2"
    assert own.page.switch.isVisible()
    assert own.desk.read(active_lifecycle).name == "Mine"


def test_a_file_that_is_no_template_is_told_and_changes_nothing(page: Any, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text("name = 'x'\n[[stage]]\nname = 'One'\n", encoding="utf-8")
    before = page.desk.everything()
    page.page.open_template(path)
    page.settle()
    assert len(page.failures) == 1
    assert "has 1 stages" in str(page.failures.pop())
    assert page.desk.everything() == before


def test_another_lifecycle_says_first_who_goes_where(page: Any) -> None:
    before = places(page)
    choose_model(page, "Ten Key")
    assert page.page.switch.isVisible()
    assert page.page.switch.title.text() == "4 people would stand here"
    spoken = [child.accessibleName() for child in page.page.switch.findChildren(type(page.page.said))]
    assert "1 from Attract Traffic to Lead" in spoken
    assert places(page) == before, "nothing is written before the button"
    choose_model(page, "in use")
    assert not page.page.switch.isVisible()


def test_to_another_lifecycle_and_back_everybody_stands_where_they_stood(page: Any) -> None:
    before = places(page)
    moves = page.desk.rows("SELECT * FROM stage_move ORDER BY id")
    choose_model(page, "Ten Key")
    QTest.mouseClick(page.page.switch.button, Qt.MouseButton.LeftButton)
    page.settle()
    assert page.toasts[-1][0].startswith("Now working with")
    assert len(labels(page)) == 10
    choose_model(page, "Perfect")
    QTest.mouseClick(page.page.switch.button, Qt.MouseButton.LeftButton)
    page.settle()
    assert places(page) == before
    assert page.desk.rows("SELECT * FROM stage_move ORDER BY id")[: len(moves)] == moves, "history is kept"
    for _step in range(2):
        page.runner.undo()
    assert places(page) == before
    assert page.desk.faults() == []


def test_text_from_people_stays_text_and_rows_can_be_heard(own: Any) -> None:
    pick(own, "Nurture")
    type_into(own, own.page.form.name, NASTY.strip())
    item = own.page.list.item(2)
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == f"Stage 3, {NASTY.strip()}, 2 people"
    interface = QAccessible.queryAccessibleInterface(own.page.list)
    assert interface.text(QAccessible.Text.Name) == "Stages"


@pytest.mark.parametrize("look", [Look(mode="light", text=200), Look(mode="dark")], ids=("200 %", "dark"))
def test_nothing_is_cut(qapp: QApplication, tmp_path: Path, look: Look) -> None:
    desk = Desk(tmp_path / "desk.db", "Ten Key")
    with opened(LifecyclesPage, desk, look=look) as made:
        for button in (made.page.copy_button, made.page.save_button, made.page.open_button):
            assert button.width() >= button.sizeHint().width()
        for field in made.page.form.fields:
            assert field.width() <= made.page.form.width()
    desk.database.close()
