"""The plan page: every cell edited and undone, gaps as on paper, the preview as saved, keys, hostile text."""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget

from lifecycle_desktop.core import files
from lifecycle_desktop.core.clock import FixedClock
from lifecycle_desktop.core.model.measure import Measure
from lifecycle_desktop.core.model.paper import Orientation, Paper
from lifecycle_desktop.core.model.plan import Gap, PlanStage, gaps, plan_gaps
from lifecycle_desktop.core.operations import plans
from lifecycle_desktop.core.queries.plan import plan_desk
from lifecycle_desktop.core.store.database import Database
from lifecycle_desktop.ui.plan import sheet_out
from lifecycle_desktop.ui.plan.cell import Cell
from lifecycle_desktop.ui.plan.cell_editor import CellEditor, GrowingField
from lifecycle_desktop.ui.plan.page import PlanPage
from lifecycle_desktop.ui.plan.sheet_maker import SheetWish, make_sheet, picture_of, print_scale
from lifecycle_desktop.ui.plan.stage_cells import StageCell
from lifecycle_desktop.ui.runner import Inline, Runner
from lifecycle_desktop.ui.theme import Look, dress, theme
from tests.core.desk import Desk
from tests.ui.plan_pictures import add_plan

HOSTILE = "<b>bold</b><img src=x> =1+1 \u202eevil\u202c 😀 שלום العربية " + "x" * 90


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new database, made once and copied for each test."""
    path = tmp_path_factory.mktemp("plan") / "desk.db"
    Desk(path).database.close()
    return path


@pytest.fixture
def desk(tmp_path: Path, empty_file: Path) -> Iterator[Desk]:
    path = tmp_path / "desk.db"
    shutil.copy(empty_file, path)
    made = Desk.__new__(Desk)
    made.clock = FixedClock(dt.datetime(2026, 4, 14, 14, tzinfo=dt.UTC), "America/Toronto")
    made.database = Database.open(path)
    yield made
    made.database.close()


@pytest.fixture
def runner(desk: Desk, qapp) -> Runner:
    dress(qapp, Look(mode="light"))
    made = Runner(desk.database, desk.clock, Inline())
    made.failed.connect(_fail)
    return made


def _fail(error: Exception) -> None:
    raise error


@pytest.fixture
def page(desk: Desk, runner: Runner, qtbot) -> PlanPage:
    add_plan(desk)
    return shown(runner, qtbot)


@pytest.fixture
def fresh(desk: Desk, runner: Runner, qtbot) -> PlanPage:
    desk.do(plans.start_plan)
    return shown(runner, qtbot)


def shown(runner: Runner, qtbot, width: int = 1440, height: int = 860) -> PlanPage:
    page = PlanPage(runner)
    qtbot.addWidget(page)
    runner.changed.connect(page.touch)
    page.resize(width, height)
    page.show()
    qtbot.waitActive(page)
    return page


def stage(page: PlanPage, index: int) -> PlanStage:
    assert page.desk is not None
    return page.desk.plan.stages[index]


def edit(cell: Cell, **texts: str) -> None:
    """Type into a cell and press Enter."""
    cell.begin()
    assert cell.editor is not None
    cell.editor.set_values(texts)
    field = cell.editor.fields[0]
    window = cell.window()
    assert isinstance(window, PlanPage)
    window.runner._clock.advance(seconds=5)  # else two changes of one cell are one step
    QTest.keyClick(field, Qt.Key.Key_Return)


def press(
    widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(widget, key, modifier)


ALT = Qt.KeyboardModifier.AltModifier


# --- every cell is edited, and undone ---


def test_a_goal_is_edited_as_one_step(page: PlanPage, runner: Runner) -> None:
    before = stage(page, 0)
    edit(page.editor.columns[0].goal, number="120", unit="calls", due="15 May")
    after = stage(page, 0)
    assert (after.goal_number, after.goal_unit, str(after.goal_due_on)) == ("120", "calls", "2026-05-15")
    assert runner.last_label == "Goal of Attract Traffic"
    assert "120" in page.editor.columns[0].goal.accessibleName()
    runner.undo()
    assert stage(page, 0) == before


def test_purpose_offer_wow_and_trigger_are_edited(page: PlanPage, runner: Runner) -> None:
    before = stage(page, 0)
    edit(page.editor.columns[0].head, purpose="Be known.")
    edit(page.editor.columns[0].keys, offer="a guide", wow="", trigger="asks a price")
    after = stage(page, 0)
    assert (after.purpose, after.offer, after.trigger) == ("Be known.", "a guide", "asks a price")
    assert gaps(after) == ()
    runner.undo()
    runner.undo()
    assert stage(page, 0) == before


def test_a_measure_is_chosen_or_typed(page: PlanPage, runner: Runner) -> None:
    cell = page.editor.columns[0].so_far
    edit(cell, measure="closings")
    assert stage(page, 0).measure == "closings"
    assert cell.accessibleDescription() == Measure.CLOSINGS.how
    assert Measure.CLOSINGS.how in cell.toolTip()
    edit(cell, measure="typed", value="41")
    assert page.desk is not None
    assert (stage(page, 0).measure, page.desk.stages[0].so_far) == ("", "41")
    assert cell.share() == pytest.approx(41 / 90)
    edit(cell, measure="typed", value="")
    assert cell.is_gap
    assert Gap.MEASURE in gaps(stage(page, 0))
    runner.undo()
    runner.undo()
    runner.undo()
    assert stage(page, 0).measure == "enquiries"


def test_a_shorter_wait_fills_the_bar(page: PlanPage) -> None:
    cell = page.editor.columns[0].so_far
    edit(cell, measure="first_answer")
    assert cell.desk is not None
    cell.desk = replace(cell.desk, so_far="18 min", stage=replace(cell.desk.stage, goal_number="9 min"))
    assert cell.share() == pytest.approx(0.5)
    cell.desk = replace(cell.desk, so_far="5 min")
    assert cell.share() == 1


def test_nothing_is_written_where_nothing_changed(page: PlanPage, runner: Runner) -> None:
    runner.look_up_labels()
    before = runner.last_label
    for cell in list(page.editor.cells()):
        if cell.specs() and not (cell in page.editor.moves and cell.move_desk is None):
            cell.begin()
            assert cell.editor is not None
            assert cell.keep()
    assert runner.last_label == before
    assert page.wish() is not None
    assert page.wish().plan == page.desk.plan


def test_tactics_are_added_one_after_the_other(fresh: PlanPage, runner: Runner) -> None:
    column = fresh.editor.columns[0].tactics
    column.add_cell.click()
    for words in ("Farm postcards", "Open house"):
        assert column.new_card is not None
        QTest.keyClicks(column.new_card.editor.field("what"), words)
        press(column.new_card.editor.field("what"), Qt.Key.Key_Return)
    press(column.new_card.editor.field("what"), Qt.Key.Key_Return)
    assert column.new_card is None
    assert [tactic.what for tactic in stage(fresh, 0).tactics] == ["Farm postcards", "Open house"]
    press(column.cards[0], Qt.Key.Key_Return)  # Enter on a card: a new one after it
    QTest.keyClicks(column.new_card.editor.field("what"), "Video")
    press(column.new_card.editor.field("what"), Qt.Key.Key_Return)
    press(column.new_card.editor.field("what"), Qt.Key.Key_Escape)
    assert [tactic.what for tactic in stage(fresh, 0).tactics] == ["Farm postcards", "Video", "Open house"]
    runner.undo()
    assert [tactic.what for tactic in stage(fresh, 0).tactics] == ["Farm postcards", "Open house"]


def test_an_idea_is_added_by_one_click(fresh: PlanPage, runner: Runner, qtbot) -> None:
    column = fresh.editor.columns[0].tactics
    assert len(column.ideas) == 3
    assert column.property("gap") is True
    qtbot.mouseClick(column.ideas[0], Qt.MouseButton.LeftButton)
    tactic = stage(fresh, 0).tactics[0]
    assert (tactic.what, tactic.rhythm, tactic.cost_minor) == ("Farm postcards", "monthly", 40_000)
    assert not column.ideas
    assert column.property("gap") is False
    runner.undo()
    assert stage(fresh, 0).tactics == ()


def test_a_tactic_is_changed_removed_and_moved(page: PlanPage, runner: Runner, qtbot) -> None:
    column = page.editor.columns[0].tactics
    edit(column.cards[0], what="Postcards", rhythm="weekly", cost="12.50")
    column.new_card.editor.cancel()
    tactic = stage(page, 0).tactics[0]
    assert (tactic.what, tactic.rhythm, tactic.cost_minor) == ("Postcards", "weekly", 1_250)
    column.cards[0].setFocus()
    press(column.cards[0], Qt.Key.Key_Down, ALT)
    assert [one.what for one in stage(page, 0).tactics][:2] == ["Open house", "Postcards"]
    assert page.focusWidget() is column.cards[1]
    press(column.cards[1], Qt.Key.Key_Right, ALT)
    assert stage(page, 1).tactics[1].what == "Postcards"
    assert page.focusWidget() is page.editor.columns[1].tactics.cards[1]
    press(page.editor.columns[0].tactics.cards[0], Qt.Key.Key_Up, ALT)  # the first stays the first
    assert stage(page, 0).tactics[0].what == "Open house"
    with qtbot.waitSignal(page.toast) as told:
        press(column.cards[0], Qt.Key.Key_Delete)
    assert told.args == ["Removed “Open house”", True]
    assert [one.what for one in stage(page, 0).tactics] == [
        "Neighbourhood video",
        "Home-value link on every sign",
    ]
    for _step in range(4):
        runner.undo()
    assert [one.what for one in stage(page, 0).tactics][:2] == ["Farm postcards", "Open house"]


def test_a_tactic_that_is_emptied_goes(page: PlanPage) -> None:
    edit(page.editor.columns[0].tactics.cards[1], what="  ")
    assert [one.what for one in stage(page, 0).tactics] == [
        "Farm postcards", "Neighbourhood video", "Home-value link on every sign",
    ]  # fmt: skip
    assert page.wish().plan == page.desk.plan


def test_moves_are_written_ticked_and_removed(fresh: PlanPage, desk: Desk, runner: Runner, qtbot) -> None:
    card = fresh.editor.moves[1]
    assert not card.tick.isVisible()
    edit(card, what="Order cards", stage=str(desk.stage("Refer")), due="8 May")
    move = fresh.desk.plan.moves[0]
    assert (move.what, move.stage_label, str(move.due_on)) == ("Order cards", "Refer", "2026-05-08")
    assert card.tick.isVisible()
    with qtbot.waitSignal(fresh.toast) as told:
        card.tick.click()
    assert told.args == ["Done: Order cards", True]
    assert fresh.desk.plan.moves == ()
    runner.undo()
    assert fresh.desk.plan.moves == (move,)
    press(card, Qt.Key.Key_Delete)
    assert fresh.desk.plan.moves == ()
    runner.undo()
    edit(card, what="")
    assert fresh.desk.plan.moves == ()


def test_title_and_goals_of_the_year_are_one_step(page: PlanPage, runner: Runner) -> None:
    page.edit_head()
    popover = page._popover
    assert popover.title.text() == "Customer lifecycle plan 2026"
    popover.title.setText("My plan")
    popover.goals[0][0].setText("30")
    popover.goals[2][0].setText("")
    popover.goals[2][1].setText("")
    popover.close()
    plan = page.desk.plan
    assert plan.title == "My plan"
    assert [(goal.number, goal.words) for goal in plan.year_goals] == [
        ("30", "closings"),
        ("10", "by referral"),
    ]
    assert page.head.title.text() == "My plan"
    runner.undo()
    assert page.desk.plan.title == "Customer lifecycle plan 2026"
    assert len(page.desk.plan.year_goals) == 3


def test_esc_leaves_the_title_as_it_was(page: PlanPage) -> None:
    page.edit_head()
    popover = page._popover
    popover.title.setText("Not this")
    press(popover, Qt.Key.Key_Escape)
    assert page.desk.plan.title == "Customer lifecycle plan 2026"


# --- typing ---


def test_esc_leaves_a_cell_as_it_was(page: PlanPage) -> None:
    cell = page.editor.columns[0].goal
    cell.begin()
    QTest.keyClicks(cell.editor.field("number"), "7")
    assert page.wish().plan.stages[0].goal_number == "7"
    press(cell.editor.field("number"), Qt.Key.Key_Escape)
    assert not cell.is_edited
    assert page.focusWidget() is cell
    assert page.wish().plan.stages[0].goal_number == "90"


def test_what_is_typed_is_on_the_sheet_before_it_is_kept(page: PlanPage, qtbot) -> None:
    card = page.editor.columns[0].tactics.cards[0]
    with qtbot.waitSignal(page.maker.shown, timeout=5000):
        card.begin()
        QTest.keyClicks(card.editor.field("what"), "Sky writing")
    assert "Sky writing" in _text(page.maker.made.pdf)
    assert stage(page, 0).tactics[0].what == "Farm postcards"


def test_leaving_keeps_what_was_typed(page: PlanPage) -> None:
    cell = page.editor.columns[0].goal
    cell.begin()
    cell.editor.set_values({"number": "95"})
    page.pane.save_button.setFocus()
    QTest.qWait(10)
    assert stage(page, 0).goal_number == "95"
    cell.begin()
    cell.editor.set_values({"number": "96"})
    page.hide()
    page.show()
    assert stage(page, 0).goal_number == "96"


def test_a_change_elsewhere_does_not_touch_what_is_being_typed(
    page: PlanPage, desk: Desk, runner: Runner
) -> None:
    card = page.editor.columns[0].tactics.cards[1]
    card.begin()
    card.editor.set_values({"what": "Half a wor"})
    first = page.editor.columns[0].tactics.cards[0].tactic_id
    from lifecycle_desktop.core.operations.plan_tactics import remove_tactic

    runner.write("Elsewhere", remove_tactic, first, desk.moment)
    assert card.is_edited
    assert card.editor.values()["what"] == "Half a wor"
    assert card.keep()
    assert stage(page, 0).tactics[0].what == "Half a wor"


def test_a_day_that_cannot_be_read_stays_with_its_reason(page: PlanPage) -> None:
    cell = page.editor.columns[0].goal
    edit(cell, number="95", due="whenever")
    assert cell.is_edited
    assert cell.editor.errors()["due"] == "“whenever” is not a day. Example: 30 June"
    assert page.focusWidget() is cell.editor.field("due")
    assert stage(page, 0).goal_number == "90"
    cell.editor.set_values({"due": "30 May"})
    press(cell.editor.field("due"), Qt.Key.Key_Return)
    assert (stage(page, 0).goal_number, str(stage(page, 0).goal_due_on)) == ("95", "2026-05-30")


def test_leaving_keeps_what_can_be_read_and_the_rest_stays_in_its_field(page: PlanPage) -> None:
    cell = page.editor.columns[0].goal
    cell.begin()
    cell.editor.set_values({"number": "97", "due": "whenever"})
    page.hide()
    page.show()
    assert (stage(page, 0).goal_number, str(stage(page, 0).goal_due_on)) == ("97", "2026-06-30")
    assert cell.editor.values()["due"] == "whenever"
    cell.editor.set_values({"due": ""})
    assert cell.keep()
    assert stage(page, 0).goal_due_on is None


def test_too_long_a_text_is_told_not_cut(page: PlanPage) -> None:
    cell = page.editor.columns[0].keys
    edit(cell, trigger="y" * 201)
    assert "200 letters" in cell.editor.errors()["trigger"]
    assert len(cell.editor.values()["trigger"]) == 201
    cell.editor.cancel()


def test_pasted_lines_become_one(page: PlanPage) -> None:
    from PySide6.QtCore import QMimeData

    field = GrowingField("", name="x", parent=page)
    source = QMimeData()
    source.setText("one\ntwo\tthree")
    field.insertFromMimeData(source)
    assert field.toPlainText() == "one two three"


# --- gaps, preview, checks ---


def test_gaps_on_screen_are_the_gaps_on_paper(page: PlanPage, qtbot) -> None:
    qtbot.waitUntil(lambda: page.maker.made is not None, timeout=5000)
    on_paper = {one.stage_id: one.gaps for one in page.maker.made.checks.gaps}
    for column in page.editor.columns:
        found = set()
        if column.goal.is_gap:
            found.add(Gap.GOAL)
        if column.tactics.property("gap"):
            found.add(Gap.TACTIC)
        if column.keys.is_gap:
            found.add(Gap.TRIGGER)
        if column.so_far.is_gap:
            found.add(Gap.MEASURE)
        assert found == set(on_paper.get(column.desk.stage.stage_id, ()))
    assert len(on_paper) == 2
    assert "5 of 7 stages complete, 2 gaps" in page.head.subtitle.text()


def test_the_side_bar_is_told_how_many_lack_something(desk: Desk, runner: Runner, qtbot) -> None:
    add_plan(desk)
    page = PlanPage(runner)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.counted) as told:
        page.show()
    assert told.args == ["plan", 2]


def test_go_leads_to_the_gap(page: PlanPage) -> None:
    lacking = plan_gaps(page.desk.plan)
    page.pane.go_wanted.emit(lacking[0].stage_id, lacking[0].gaps[0])
    assert page.focusWidget() is page.editor.columns[0].keys.editor.field("trigger")
    page.pane.go_wanted.emit(lacking[1].stage_id, Gap.TACTIC)
    assert page.focusWidget() is page.editor.columns[5].tactics.ideas[0]
    page.editor.go_to(lacking[1].stage_id, Gap.GOAL)
    assert page.editor.columns[5].goal.is_edited
    page.editor.go_to(lacking[1].stage_id, Gap.MEASURE)
    assert page.editor.columns[5].so_far.is_edited


def test_the_preview_is_what_is_saved(
    page: PlanPage, desk: Desk, runner: Runner, qtbot, monkeypatch, tmp_path
) -> None:
    qtbot.waitUntil(lambda: page.pane.view.page_count == 1, timeout=5000)
    target = tmp_path / "plan.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    with qtbot.waitSignal(page.toast) as told:
        page.save()
    assert told.args == [f"Saved to {target}", False]
    assert target.read_bytes() == page.maker.made.pdf
    assert runner.last_label == "Print plan"
    assert desk.read(plan_desk, desk.moment).last_printed_on == "2026-04-14"
    qtbot.wait(300)  # the sheet of the same day stays as it was
    page.save()
    assert target.read_bytes() == page.maker.made.pdf
    runner.undo()
    runner.undo()
    assert desk.read(plan_desk, desk.moment).last_printed_on is None


def test_a_name_without_its_ending_replaces_no_file_unasked(page: PlanPage, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "plan"), ""))
    page.save()
    saved = tmp_path / "plan.pdf"
    assert saved.read_bytes().startswith(b"%PDF")
    saved.write_bytes(b"mine")
    asked: list[str] = []

    def refuse(title: str, *_more: object, **_named: object) -> bool:
        asked.append(title)
        return False

    monkeypatch.setattr(sheet_out, "confirm", refuse)
    page.save()
    assert saved.read_bytes() == b"mine"
    assert asked == ["“plan.pdf” is already there."]


def test_save_takes_along_what_is_being_typed(page: PlanPage, monkeypatch, tmp_path) -> None:
    target = tmp_path / "typed.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    cell = page.editor.columns[0].keys
    cell.begin("trigger")
    cell.editor.set_values({"trigger": "asks a price"})
    page.save()
    assert "asks a price" in _text(target.read_bytes())
    assert stage(page, 0).trigger == "asks a price"


def test_a_folder_that_is_not_there_is_told(page: PlanPage, monkeypatch, tmp_path, runner: Runner) -> None:
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "no" / "plan.pdf"), "")
    )
    page.save()
    assert page._banner.title.text() == (
        "The plan was not saved. “plan.pdf” could not be used: the folder or file does not exist."
    )
    assert page._banner.text.text() == "Choose another place; nothing is lost."
    assert runner.last_label != "Print plan"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "plan.pdf"), ""))
    page._banner.button.click()
    assert (tmp_path / "plan.pdf").is_file()
    assert page._banner is None


@pytest.mark.parametrize("fault", [errno.EROFS, errno.ENOSPC, errno.EACCES])
def test_a_fault_leaves_the_old_file(page: PlanPage, monkeypatch, tmp_path, fault: int) -> None:
    target = tmp_path / "out" / "plan.pdf"
    target.parent.mkdir()
    target.write_bytes(b"old")

    def refuse(*_paths: object) -> None:
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr(files, "put_in_place", refuse)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    page.save()
    assert page._banner.title.text().startswith("The plan was not saved. “plan.pdf”")
    assert target.read_bytes() == b"old"
    assert [path.name for path in target.parent.iterdir()] == ["plan.pdf"]


def test_no_place_chosen_means_nothing_happens(page: PlanPage, monkeypatch, runner: Runner) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
    page.save()
    assert page._banner is None
    assert runner.last_label != "Print plan"


def test_paper_direction_and_colour_change_the_sheet(page: PlanPage, qtbot) -> None:
    page.pane.papers.choose("a3")
    page.pane.directions.choose("portrait")
    page.pane.colours.choose("grey")
    qtbot.waitUntil(lambda: page.maker.made is not None and page.maker.made.wish.grey, timeout=5000)
    wish = page.maker.made.wish
    assert (wish.paper, wish.orientation) == (Paper.A3, Orientation.PORTRAIT)
    box = pypdf.PdfReader(_stream(page.maker.made.pdf)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (842, 1191)
    view = page.pane.view
    assert view.height() == pytest.approx((view.width() - 2) * 1191 / 842 + 2, abs=2)


def test_the_paper_of_the_settings_is_used(desk: Desk, runner: Runner, qtbot) -> None:
    from lifecycle_desktop.core.operations.settings import set_setting

    add_plan(desk)
    with desk.database.write("Paper", moment=desk.moment) as written:
        set_setting(written.connection, "paper", "tabloid")
    assert shown(runner, qtbot).pane.paper is Paper.TABLOID


# --- printing ---


def test_without_a_printer_it_says_so(page: PlanPage, monkeypatch) -> None:
    monkeypatch.setattr(sheet_out, "has_printer", lambda: False)
    page.print_sheet()
    assert page._banner.title.text() == "No printer is set up on this computer."
    assert page._banner.button.text() == "Save PDF"


def test_the_sheet_is_printed_on_the_whole_paper(
    page: PlanPage, monkeypatch, tmp_path, runner: Runner
) -> None:
    printed = tmp_path / "printed.pdf"

    def ready(_parent: QWidget, wish: SheetWish) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(printed))
        printer.setResolution(150)
        sheet_out.lay_paper(printer, wish)
        return printer

    monkeypatch.setattr(sheet_out, "has_printer", lambda: True)
    monkeypatch.setattr(sheet_out, "ask_printer", ready)
    page.print_sheet()
    assert runner.last_label == "Print plan"
    reader = pypdf.PdfReader(printed)
    assert len(reader.pages) == 1
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (792, 612)
    picture = picture_of(printed.read_bytes(), 1.0)
    made = picture_of(make_sheet(page.wish()).pdf, 1.0)
    assert _darkness(picture) == pytest.approx(_darkness(made), rel=0.05)


def test_a_picture_for_a_fine_printer_fits_the_memory(page: PlanPage) -> None:
    wish = page.wish()
    assert print_scale(wish, 300) == pytest.approx(300 / 72)
    width, height = wish.size
    assert width * height * print_scale(wish, 4800) ** 2 <= 60_000_001


def test_file_names_are_fit_for_every_system() -> None:
    assert sheet_out.file_name('a/b\\c:*?"<>|\n d. ') == "a b c d.pdf"
    assert sheet_out.file_name("...") == "Plan.pdf"
    assert sheet_out.file_name("Ünïcode שלום") == "Ünïcode שלום.pdf"
    assert len(sheet_out.file_name("x" * 500)) <= 84


# --- keys, sizes, languages ---


def test_arrows_walk_and_f2_edits(page: PlanPage) -> None:
    columns = page.editor.columns
    columns[0].goal.setFocus()
    press(columns[0].goal, Qt.Key.Key_Right)
    assert page.focusWidget() is columns[1].goal
    press(columns[1].goal, Qt.Key.Key_Down)
    assert page.focusWidget() is columns[1].tactics.cards[0]
    press(columns[1].tactics.cards[0], Qt.Key.Key_Left)
    assert page.focusWidget() is columns[0].tactics.cards[0]
    press(columns[0].tactics.cards[0], Qt.Key.Key_F2)
    assert columns[0].tactics.cards[0].is_edited
    press(columns[0].tactics.cards[0].editor.field("what"), Qt.Key.Key_Escape)
    columns[6].so_far.setFocus()
    press(columns[6].so_far, Qt.Key.Key_Down)
    assert page.focusWidget() is page.editor.moves[0]
    press(page.editor.moves[0], Qt.Key.Key_Right)
    assert page.focusWidget() is page.editor.moves[1]
    press(page.editor.moves[1], Qt.Key.Key_Up)
    assert page.focusWidget() is columns[0].so_far
    press(columns[0].so_far, Qt.Key.Key_Left)
    assert page.focusWidget() is columns[0].so_far


def test_arrows_are_mirrored_with_the_layout(page: PlanPage) -> None:
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QTest.qWait(50)
    columns = page.editor.columns
    columns[0].goal.setFocus()
    press(columns[0].goal, Qt.Key.Key_Left)
    assert page.focusWidget() is columns[1].goal
    assert columns[0].goal.x() > columns[1].goal.x()
    assert not page.grab().isNull()
    page.resize(800, 600)
    QTest.qWait(50)
    for cell in (columns[6].goal, columns[0].goal, columns[3].keys, columns[6].tactics.cards[0]):
        cell.setFocus()
        QTest.qWait(20)
        corner = cell.mapTo(page.editor.viewport(), cell.rect().topLeft())
        assert page.editor.viewport().rect().contains(QRect(corner, cell.size()))


def test_every_cell_is_named_and_reached_with_tab(page: PlanPage) -> None:
    cells = list(page.editor.cells())
    assert all(cell.accessibleName() for cell in cells)
    first, reached = cells[0], [cells[0]]
    first.setFocus()
    while len(reached) < len(cells):
        here = page.focusWidget().nextInFocusChain()
        while not (here.isVisible() and here.focusPolicy() & Qt.FocusPolicy.TabFocus):
            here = here.nextInFocusChain()
        here.setFocus()
        if isinstance(here, Cell):
            reached.append(here)
    assert reached == cells


def test_f9_shows_the_page_over_the_editor(page: PlanPage, qtbot) -> None:
    assert page.pane.isVisible()
    f9 = page.offers()["plan.preview"]
    f9.call()
    assert not page.editor.isVisible()
    assert page.pane.is_large
    press(page.pane, Qt.Key.Key_Escape)
    assert page.editor.isVisible()
    page.resize(1100, 700)
    assert not page.pane.isVisible()
    assert page.preview_button.isVisible()
    page.preview_button.click()
    assert page.pane.isVisible()
    qtbot.waitUntil(lambda: page.pane.view.page_count == 1, timeout=5000)
    f9.call()
    assert not page.pane.isVisible()


def test_narrow_stages_scroll_sideways_and_focus_is_followed(desk: Desk, runner: Runner, qtbot) -> None:
    add_plan(desk)
    page = shown(runner, qtbot, 700, 500)
    bar = page.editor.horizontalScrollBar()
    assert bar.maximum() > 0
    page.editor.columns[6].goal.setFocus()
    qtbot.waitUntil(lambda: bar.value() > 0, timeout=1000)


@pytest.mark.parametrize(("mode", "text"), [("dark", 100), ("light", 200), ("dark", 200)])
def test_nothing_is_cut_in_any_look(page: PlanPage, qtbot, mode: str, text: int) -> None:
    theme().use(Look(mode=mode, text=text))
    qtbot.waitUntil(lambda: not _cut_cells(page), timeout=2000)
    card = page.editor.columns[2].tactics.cards[0]
    card.begin()
    qtbot.waitUntil(lambda: card.height() >= card.editor.height_in(card.editor.width()), timeout=2000)
    assert not page.grab().isNull()
    theme().use(Look(mode="light"))


def test_hostile_text_stays_text_everywhere(page: PlanPage, qtbot, tmp_path, monkeypatch) -> None:
    column = page.editor.columns[0]
    edit(column.head, purpose=HOSTILE)
    edit(column.goal, number=HOSTILE[:60], unit=HOSTILE)
    edit(column.keys, offer=HOSTILE, wow=HOSTILE, trigger=HOSTILE)
    edit(column.tactics.cards[0], what=HOSTILE, rhythm=HOSTILE)
    column.tactics.new_card.editor.cancel()
    edit(column.so_far, measure="typed", value=HOSTILE)
    edit(page.editor.moves[0], what=HOSTILE)
    page.edit_head()
    page._popover.title.setText(HOSTILE)
    page._popover.goals[0][1].setText(HOSTILE)
    page._popover.close()
    qtbot.waitUntil(lambda: not _cut_cells(page), timeout=2000)
    told = stage(page, 0)
    for text in (told.purpose, told.goal_unit, told.offer, told.trigger, told.tactics[0].what):
        assert text == HOSTILE.strip()
    assert column.head.toolTip().count("&lt;b&gt;") == 1
    assert page.head.title.text() == HOSTILE.strip()
    assert not page.grab().isNull()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "h.pdf"), ""))
    page.save()
    assert len(pypdf.PdfReader(tmp_path / "h.pdf").pages) == 1


# --- other states ---


def test_without_a_plan_one_button_starts_it(desk: Desk, runner: Runner, qtbot) -> None:
    page = shown(runner, qtbot)
    assert not page.editor.isVisible()
    assert not page.offers()["plan.save_pdf"].is_enabled()
    button = page._start.button
    assert button.text() == "Start the plan for April to June"
    assert page.focusWidget() is button
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page.editor.isVisible()
    assert page.head.title.text() == "Customer lifecycle plan 2026"
    assert page.offers()["plan.save_pdf"].is_enabled()
    assert page.focusWidget() is page.editor.columns[0].goal
    runner.undo()
    assert not page.editor.isVisible()
    assert page._start.isVisible()


def test_a_command_from_another_page_waits_for_the_plan(
    desk: Desk, runner: Runner, qtbot, monkeypatch, tmp_path
) -> None:
    add_plan(desk)
    page = PlanPage(runner)
    qtbot.addWidget(page)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "p.pdf"), ""))
    offer = page.offers()["plan.save_pdf"]
    assert offer.is_enabled()
    offer.call()
    assert not (tmp_path / "p.pdf").exists()
    page.show()
    assert (tmp_path / "p.pdf").exists()


def test_every_offer_is_a_command(page: PlanPage) -> None:
    from lifecycle_desktop.ui.actions import COMMANDS

    assert set(page.offers()) <= {command.id for command in COMMANDS}


def test_a_plan_that_is_over_can_be_copied_on(page: PlanPage, desk: Desk) -> None:
    desk.clock.advance(days=100)
    page.refresh()
    assert page._old_plan.title.text() == "This plan ended on 30 June."
    page._old_plan.button.click()
    assert page._old_plan is None
    assert str(page.desk.plan.period_start) == "2026-07-01"
    assert stage(page, 0).tactics[0].what == "Farm postcards"


def test_another_lifecycle_rebuilds_the_columns(tmp_path: Path, qapp, qtbot) -> None:
    dress(qapp, Look(mode="light"))
    desk = Desk(tmp_path / "ten.db", "Ten Key")
    desk.do(plans.start_plan)
    runner = Runner(desk.database, desk.clock, Inline())
    page = shown(runner, qtbot)
    assert len(page.editor.columns) == 10
    assert all(column.goal.is_gap for column in page.editor.columns)
    assert not page.grab().isNull()
    desk.database.close()


def test_with_real_threads_the_sheet_follows(desk: Desk, qapp, qtbot) -> None:
    dress(qapp, Look(mode="light"))
    add_plan(desk)
    runner = Runner(desk.database, desk.clock)
    faults: list[Exception] = []
    runner.failed.connect(faults.append)
    page = PlanPage(runner)
    qtbot.addWidget(page)
    runner.changed.connect(page.touch)
    page.resize(1440, 860)
    page.show()
    qtbot.waitUntil(lambda: page.pane.view.page_count == 1, timeout=8000)
    edit(page.editor.columns[0].goal, number="123")
    qtbot.waitUntil(lambda: page.desk.plan.stages[0].goal_number == "123", timeout=8000)
    qtbot.waitUntil(lambda: "123" in _text(page.maker.made.pdf), timeout=8000)
    card = page.editor.columns[0].tactics
    card.add_cell.click()
    QTest.keyClicks(card.new_card.editor.field("what"), "New one")
    press(card.new_card.editor.field("what"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(card.cards) == 5, timeout=8000)
    assert card.cells().index(card.new_card) == 5
    card.new_card.editor.cancel()
    assert not faults
    page.hide()
    runner._closed = True
    for executor in (runner._reader, runner._worker, runner._writer):
        executor.shutdown(wait=True)


def test_editors_are_told_by_name_not_by_colour(page: PlanPage) -> None:
    column = page.editor.columns[0]
    assert column.head.accessibleName().startswith("Stage 1 Attract Traffic, has a gap")
    assert page.editor.columns[1].head.accessibleName().startswith("Stage 2 Capture Leads, complete")
    assert column.keys.accessibleName() == "Offer, wow and trigger of Attract Traffic: no trigger. Add"
    cell: StageCell = column.goal
    cell.begin()
    assert isinstance(cell.editor, CellEditor)
    assert [field.accessibleName() for field in cell.editor.fields] == ["Number", "What is counted", "By"]
    cell.editor.cancel()


def test_the_sheet_of_a_wish_is_the_same_twice(page: PlanPage) -> None:
    wish = page.wish()
    assert make_sheet(wish).pdf == make_sheet(wish).pdf


def _cut_cells(page: PlanPage) -> list[str]:
    """The cells that are less high than their texts need."""
    return [
        cell.accessibleName()
        for cell in page.editor.cells()
        if cell.height() < cell.heightForWidth(cell.width())
    ]


def _text(pdf: bytes) -> str:
    return pypdf.PdfReader(_stream(pdf)).pages[0].extract_text()


def _stream(pdf: bytes):
    import io

    return io.BytesIO(pdf)


def _darkness(picture) -> float:
    image = QImage(
        picture.rgba, picture.width, picture.height, 4 * picture.width, QImage.Format.Format_RGBA8888
    )
    small = image.scaled(QSize(40, 30), mode=Qt.TransformationMode.SmoothTransformation)
    return sum(255 - small.pixelColor(x, y).lightness() for x in range(40) for y in range(30)) / 1200
