"""The import page: columns matched, rows checked, decided and mended by mouse and by key; nothing before Import."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.ui.importing import decisions
from lifecycle_desktop.ui.importing.page import ImportPage
from lifecycle_desktop.ui.importing.rows_model import EMAIL, NAME, WHAT
from lifecycle_desktop.ui.theme import Look
from tests.core.desk import Desk
from tests.stories.people_csv import BAD, NAMES, write_google_csv
from tests.ui.hostile import HOSTILE
from tests.ui.people_pages import opened

COUNT = len(NAMES)
LEADS = """Full Name,Cell,E-mail,Status,Rating,Last Contacted,Notes,MLS_ID
Rosa Delgado,555 555 0101,rosa@example.com,Working,B,3/04/2025,likes big yard,88213
Jo Bellamy,555 555 0115,jo.b@example.com,New,A,12/11/2025,,
Hal Brandt,555 555 0108,hal(at)example.com,Working,C,,,
Grace Lindquist,,family@example.com,Past client,A,,,
,,,Working,,,nobody is named,
"""


@pytest.fixture
def page(qapp: QApplication, tmp_path: Path) -> Iterator[Any]:
    desk = Desk(tmp_path / "data" / "desk.db")
    with opened(ImportPage, desk) as made:
        made.stopped = []
        made.runner.stopped.connect(made.stopped.append)
        yield made
    desk.database.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_google_csv(tmp_path / "contacts.csv")


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    path = tmp_path / "leads.csv"
    path.write_text(LEADS, encoding="utf-8")
    return path


def drop(made: Any, file: Path) -> Any:
    """Drop a file; the part of the page that matches its columns."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPoint(50, 50),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    made.page.dropEvent(event)
    made.settle()
    return made.page.match


def click(button: Any) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def look_at(made: Any, file: Path) -> Any:
    """Drop a file and go on to its rows."""
    match = drop(made, file)
    if made.page._stack.currentWidget() is match:
        click(match.foot.go)
        made.settle()
    return made.page.check


def cell_click(check: Any, row: int, column: int, *, end: bool = False) -> None:
    box = check.table.visualRect(check.model.index(row, column))
    at = QPoint(box.right() - 30, box.center().y()) if end else box.center()
    QTest.mouseClick(check.table.viewport(), Qt.MouseButton.LeftButton, pos=at)


def choose_in_menu(made: Any, words: str) -> None:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(each for each in menu.actions() if each.text().replace("&", "").startswith(words))
    menu.close()
    action.trigger()
    made.settle()


def column_row(match: Any, heading: str) -> Any:
    return next(row for row in match.rows if row._heading == heading)


def count(made: Any) -> int:
    return int(made.desk.rows("SELECT count(*) FROM contact")[0][0])


# -- columns ------------------------------------------------------------------------------------------------


def test_columns_are_matched_shown_with_values_and_asked_about(page: Any, leads: Path) -> None:
    match = drop(page, leads)
    assert page.page._stack.currentWidget() is match
    assert page.page.steps.accessibleName() == "Step 2 of 4: Match columns"
    told = {row._heading: (row.target._title, row._how.text()) for row in match.rows}
    assert told["Full Name"] == ("Name", "Matched by name")
    assert told["Status"] == ("Stage", "Say what the words mean")
    assert told["Last Contacted"] == ("Last touch", "Day first or month first?")
    assert told["MLS_ID"] == ("A field of your own", "Kept as a field of your own")
    assert (
        column_row(match, "Rating")._how.text() == "Matched by name"
    )  # A, B and C are taken for temperatures
    assert match.foot.go.text() == "Check 5 rows"
    assert count(page) == 0
    # What is unclear has the focus.
    assert column_row(match, "Status").words_box.isAncestorOf(QApplication.focusWidget())


def test_a_wide_file_shows_what_is_unclear_first_and_the_rest_when_idle(page: Any, tmp_path: Path) -> None:
    wide = tmp_path / "wide.csv"
    names = ["Name", *(f"Word {n}" for n in range(20)), "Status", *(f"Sign {n}" for n in range(20)), "Empty"]
    wide.write_text(",".join(names) + "\n" + ",".join(["Ann", *"x" * 20, "Strange", *"y" * 20, ""]) + "\n")
    match = drop(page, wide)
    assert column_row(match, "Status").words_box.isAncestorOf(QApplication.focusWidget())
    QTest.qWait(50)
    assert [row._heading for row in match.rows] == names[:-1]
    shown = [match._list.column.itemAt(n).widget() for n in range(len(match.rows) + 1)]
    assert shown[:-1] == match.rows
    assert "1 column is empty" in shown[-1].text()
    assert all(row.isVisible() for row in match.rows)


def test_words_days_and_targets_are_said_by_mouse_and_come_in_so(page: Any, leads: Path) -> None:
    match = drop(page, leads)
    status = column_row(match, "Status")
    click(status.words_box.choices["Working"])
    popover = status.words_box.choices["Working"].popover
    item = next(
        popover.list.item(n) for n in range(popover.list.count()) if "Nurture" in popover.list.item(n).text()
    )
    QTest.mouseClick(
        popover.list.viewport(), Qt.MouseButton.LeftButton, pos=popover.list.visualItemRect(item).center()
    )
    page.settle()
    assert status.words_box.choices["Working"]._title == "Nurture"
    day = column_row(match, "Last Contacted")
    click(next(button for button in day.orders.values() if button.text() == "3 April"))
    assert "2025-04-03" in [text for _icon, _title, text in _told(match)]
    click(column_row(match, "MLS_ID").target)
    popover = column_row(match, "MLS_ID").target.popover
    QTest.keyClicks(popover.line, "not imp")
    assert popover.list.count() == 1
    QTest.keyClick(popover.line, Qt.Key.Key_Return)
    assert column_row(match, "MLS_ID")._how.text() == "Column is left out"
    click(match.foot.go)
    page.settle()
    click(page.page.check.foot.go)
    page.settle()
    assert page.desk.rows("SELECT touched_on, temperature FROM contact WHERE first_name = 'Rosa'") == [
        ("2025-04-03", "warm")
    ]
    sql = "SELECT s.label FROM contact c JOIN stage s ON s.id = c.stage_id WHERE first_name = 'Rosa'"
    assert page.desk.rows(sql) == [("Nurture",)]
    assert page.desk.rows("SELECT value FROM contact_own_value WHERE value = '88213'") == []


def _told(match: Any) -> list[tuple[str, str, str]]:
    from lifecycle_desktop.core.exchange.target_choices import draft_lines

    matching = match.matching
    line, cells = matching.facts.sample[0]
    return draft_lines(next(matching.file.drafts_of(matching.table, [(line, list(cells))])))


def test_the_choices_are_remembered_for_the_next_file_with_these_headings(page: Any, leads: Path) -> None:
    match = drop(page, leads)
    match.matching.mean("stage", "working", match.matching.stages[2].name)
    match._on_chosen(match.rows[-1].column, "left_out")
    match._on_order("day first")
    click(match.foot.go)
    page.settle()
    click(page.page.check.foot.go)
    page.settle()
    page.runner.undo()  # the import alone: the choices stay
    assert count(page) == 0
    again = drop(page, leads)
    assert again.matching.is_remembered
    assert again.matching.file.words["stage"] == {"working": again.matching.stages[2].name}
    assert column_row(again, "MLS_ID")._how.text() == "Column is left out"
    assert again.matching.table.order == "day first"


def test_encoding_and_delimiter_are_shown_and_corrected(page: Any, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes("Name;Email\nJosé Muñoz;jose@example.com\n".encode("cp1252"))
    match = drop(page, path)
    assert "semicolon" in match.file_card._told.text()
    assert match.draft_card.person.findChildren(type(match.foot.words))[0].text() == "José Muñoz"
    popover = match.file_card.ask()
    popover.encoding.choose("mac_roman")
    click(popover.read)
    page.settle()
    assert match.matching.table.table.encoding == "mac_roman"
    popover = match.file_card.ask()
    popover.encoding.choose("cp1252")
    popover.delimiter.choose(",")
    click(popover.read)
    page.settle()
    # So read the file is none of people: that is said, and the way it was read before stays.
    assert page.page._stack.currentWidget() is match
    assert page.toasts
    assert len(match.matching.table.mapping.heading) == 2


def test_headings_that_say_nothing_are_matched_by_hand(page: Any, tmp_path: Path) -> None:
    path = tmp_path / "nothing.csv"
    path.write_text("A1,B1\nZoe Kay,red\nBen Ray,blue\n", encoding="utf-8")
    match = drop(page, path)
    assert not match.foot.go.isEnabled()
    assert match.foot.words.text() == "Say first which column is the name, the email or the phone."
    click(match.rows[0].target)
    popover = match.rows[0].target.popover
    QTest.keyClicks(popover.line, "name")
    QTest.keyClick(popover.line, Qt.Key.Key_Down)
    QTest.keyClick(popover.line, Qt.Key.Key_Up)
    QTest.keyClick(popover.line, Qt.Key.Key_Return)
    assert match.foot.go.isEnabled()
    click(match.foot.go)
    page.settle()
    click(page.page.check.foot.go)
    page.settle()
    assert {row[0] for row in page.desk.rows("SELECT display_name FROM contact")} == {"Zoe Kay", "Ben Ray"}


# -- rows ---------------------------------------------------------------------------------------------------


def test_the_counts_are_said_before_anything_is_written(page: Any, file: Path) -> None:
    check = look_at(page, file)
    assert page.page._stack.currentWidget() is check
    told = f"Add {COUNT}, update 0, leave out {BAD}. 1 brings nothing new. {BAD} need a fix."
    assert check.foot.words.text() == told
    assert check.foot.go.text() == f"Import {COUNT} people"
    tabs = {tab: button.accessibleName() for tab, button in check.tabs.items() if button.isVisible()}
    assert tabs == {
        "all": f"All rows {COUNT + 1 + BAD}",
        "new": f"New {COUNT}",
        "same": "Same person 1",
        "fix": f"Need a fix {BAD}",
    }
    assert count(page) == 0


def test_a_tab_shows_its_rows_with_the_reason(page: Any, file: Path) -> None:
    check = look_at(page, file)
    click(check.tabs["fix"])
    assert check.model.rowCount() == BAD
    told = [check.model.index(row, WHAT).data() for row in range(BAD)]
    assert told[0] == "“not an address” is not an e-mail address"
    assert told[2] == "No name, e-mail address or phone number"
    words = check.model.index(0, NAME).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Broken Mail" in words
    assert "stays out" in words


def test_an_unticked_row_stays_out_by_key_and_by_mouse(page: Any, file: Path) -> None:
    check = look_at(page, file)
    check.table.setFocus()
    check.table.go_to(0)
    page.press(Qt.Key.Key_Space)
    assert check.foot.words.text().startswith(f"Add {COUNT}, update 0, leave out {BAD + 1}.")
    page.press(Qt.Key.Key_Space)
    assert check.foot.words.text().startswith(f"Add {COUNT}, update 0, leave out {BAD}.")
    cell_click(check, 1, 0)
    assert check.foot.words.text().startswith(f"Add {COUNT - 1}, update 0, leave out {BAD + 1}.")
    click(check.foot.go)
    page.settle()
    assert count(page) == COUNT - 1
    assert "José Muñoz" not in {row[0] for row in page.desk.rows("SELECT display_name FROM contact")}


def test_a_wrong_cell_is_mended_in_the_table_by_mouse(page: Any, leads: Path) -> None:
    check = look_at(page, leads)
    cell_click(check, 2, EMAIL)
    editor = QApplication.focusWidget()
    assert editor.text() == "hal(at)example.com"
    QTest.keyClicks(editor, "hal@example.com")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    page.settle()
    assert check.model.index(2, WHAT).data() == "New person"
    assert check.model.is_ticked(2)
    click(check.foot.go)
    page.settle()
    assert page.desk.rows("SELECT email FROM contact_email WHERE email LIKE 'hal%'") == [("hal@example.com",)]


def test_a_row_without_anybody_gets_a_name_by_key(page: Any, leads: Path) -> None:
    check = look_at(page, leads)
    check.table.setFocus()
    check.table.go_to(4, WHAT)
    page.press(Qt.Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert menu.actions()[0].text() == "Type the name"
    choose_in_menu(page, "Type the name")
    QTest.keyClicks(QApplication.focusWidget(), "Nora Body")
    page.press(Qt.Key.Key_Return)
    assert check.model.index(4, WHAT).data() == "New person"
    assert check.model.index(4, NAME).data() == "Nora Body"


def test_any_cell_of_a_wrong_row_is_mended_beside_the_table(page: Any, tmp_path: Path) -> None:
    path = tmp_path / "days.csv"
    path.write_text("Name,Email,Birthday\nAnn Lee,a@x.example,2023-02-31\n", encoding="utf-8")
    check = look_at(page, path)
    check.table.go_to(0)
    page.settle()
    line = check.row_card.lines[2]
    assert line.property("wrong")
    line.setFocus()
    line.setText("2023-02-28")
    page.press(Qt.Key.Key_Return)
    assert check.model.index(0, WHAT).data() == "New person"
    assert check.foot.go.isEnabled()


def test_a_maybe_waits_and_is_decided_by_mouse(page: Any, leads: Path) -> None:
    here = page.desk.add("Tom Fox", emails=(("", "family@example.com"),))
    check = look_at(page, leads)
    assert "1 waits for your choice." in check.foot.words.text()
    assert check.model.index(3, WHAT).data() == "Maybe Tom Fox"
    cell_click(check, 3, WHAT, end=True)
    choose_in_menu(page, "Add to Tom Fox")
    assert "waits" not in check.foot.words.text()
    assert check.model.index(3, WHAT).data() == "Same as Tom Fox"
    click(check.foot.go)
    page.settle()
    assert page.desk.rows("SELECT count(*) FROM contact WHERE last_name = 'Lindquist'") == [(0,)]
    own = page.desk.rows("SELECT value FROM contact_own_value WHERE contact_id = ?", here)
    assert ("Grace Lindquist",) in own


def test_a_maybe_is_kept_separate_by_key_and_the_decision_taken_back(page: Any, leads: Path) -> None:
    page.desk.add("Tom Fox", emails=(("", "family@example.com"),))
    check = look_at(page, leads)
    check.table.setFocus()
    check.table.go_to(3)
    page.press(Qt.Key.Key_Return)
    choose_in_menu(page, "Keep separate")
    assert check.model.index(3, WHAT).data() == "New person"
    page.press(Qt.Key.Key_Return)
    choose_in_menu(page, "Take the decision back")
    assert check.model.index(3, WHAT).data() == "Maybe Tom Fox"


def test_rows_that_are_perhaps_another_row_name_it_and_are_kept_separate_together(
    page: Any, tmp_path: Path
) -> None:
    path = tmp_path / "home.csv"
    path.write_text(
        "Name,Phone,Email\nAnn Lee,555 555 0101,ann@x.example\nTom Fox,555 555 0101,\nEve Ray,555 555 0101,\n"
        "Ann Lee,,ann@x.example\n",
        encoding="utf-8",
    )
    check = look_at(page, path)
    told = [check.model.index(row, WHAT).data() for row in range(4)]
    assert told == ["New person", "Maybe Ann Lee in line 2", "Maybe Ann Lee in line 2", "The same as line 2"]
    click(check.tabs["maybe"])
    click(check.apart_button)
    page.settle()
    assert not check.apart_button.isVisible()
    assert check.foot.go.text() == "Import 3 people"
    click(check.tabs["new"])
    check.table.go_to(1)
    page.page.decisions.undecide(3)  # it leaves this tab: the next one takes its place
    assert check.table.currentIndex().row() == 1
    page.page.decisions.keep_apart(3)
    click(check.foot.go)
    page.settle()
    assert count(page) == 3


def test_a_merge_is_decided_field_by_field_and_nothing_is_lost(page: Any, leads: Path) -> None:
    here = page.desk.add(
        "Josephine Bellamy", phones=(("", "555 555 0115"),), emails=(("", "old@example.com"),)
    )
    page.desk.do(_set_temperature, here)
    check = look_at(page, leads)
    check.table.go_to(1)
    page.settle()
    card = check.row_card
    assert card._title.text() in ("Line 3 is the same person", "Line 3: is it Josephine Bellamy?")
    assert set(card.sides.boxes) >= {"name", "email", "temperature"}
    for key in ("name", "email", "temperature"):
        click(card.sides.boxes[key][1])
    click(card.merge)
    page.settle()
    click(check.foot.go)
    page.settle()
    assert page.desk.rows("SELECT display_name, temperature FROM contact WHERE id = ?", here) == [
        ("Jo Bellamy", "hot")
    ]
    emails = page.desk.rows("SELECT email FROM contact_email WHERE contact_id = ? ORDER BY position", here)
    assert emails == [("jo.b@example.com",), ("old@example.com",)]
    own = {row[0] for row in page.desk.rows("SELECT value FROM contact_own_value WHERE contact_id = ?", here)}
    assert {"Josephine Bellamy", "cold"} <= own
    assert page.desk.faults() == []


def _set_temperature(connection: Any, contact_id: int, moment: Any) -> None:
    from lifecycle_desktop.core.operations.contacts import set_temperature

    set_temperature(connection, [contact_id], "cold", moment)


def test_what_was_decided_stays_where_one_goes_back_to_the_columns(page: Any, leads: Path) -> None:
    page.desk.add("Tom Fox", emails=(("", "family@example.com"),))
    check = look_at(page, leads)
    check.model.setData(check.model.index(2, EMAIL), "hal@example.com")
    page.page.decisions.keep_apart(5)
    cell_click(check, 0, 0)
    before = check.foot.words.text()
    click(check.foot.back)
    match = page.page.match
    assert page.page._stack.currentWidget() is match
    match._on_chosen(column_row(match, "Notes").column, "want")
    click(match.foot.go)
    page.settle()
    assert check.foot.words.text() == before
    assert check.model.index(2, EMAIL).data() == "hal@example.com"
    assert not check.model.is_ticked(0)


def test_rows_are_judged_anew_when_people_here_change(page: Any, leads: Path) -> None:
    check = look_at(page, leads)
    assert check.model.index(0, WHAT).data() == "New person"
    from lifecycle_desktop.core.model.contact import NewContact
    from lifecycle_desktop.core.operations.contacts import add_contact

    new = NewContact(full_name="Rosa Delgado", emails=(("", "rosa@example.com"),))
    page.runner.write("New contact", add_contact, new, page.desk.moment)
    page.settle()
    assert check.model.index(0, WHAT).data() == "Same as Rosa Delgado"


def test_of_many_rows_one_is_judged_at_once_and_all_after_a_pause(
    page: Any, leads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decisions, "AT_ONCE", 2)
    monkeypatch.setattr(decisions, "PAUSE_MS", 1)
    check = look_at(page, leads)
    check.model.setData(check.model.index(2, EMAIL), "hal@example.com")
    assert check.model.index(2, WHAT).data() == "New person"
    assert check.foot.go.text() == "Import 4 people"
    QTest.qWait(30)
    assert check.foot.go.text() == "Import 4 people"


# -- importing ----------------------------------------------------------------------------------------------


def test_the_import_is_one_step_with_a_backup_before_it(page: Any, file: Path) -> None:
    check = look_at(page, file)
    click(check.foot.go)
    assert page.page._stack.currentWidget() is page.page.done
    assert count(page) == COUNT
    assert page.toasts == [("contacts.csv is imported", True)]
    backups = list((page.desk.database.path.parent / "Backups").iterdir())
    assert ["before import" in each.name for each in backups] == [True]
    told = f"{COUNT} new people, 1 row with nothing new, {BAD} rows that need a fix."
    assert page.page.done._counts.text() == told
    assert page.page.done.see_button.hasFocus()
    click(page.page.done.undo_button)
    page.settle()
    assert count(page) == 0
    assert page.page.done._counts.text() == "Everything is as it was before."
    page.runner.redo()
    assert count(page) == COUNT


def test_the_same_file_again_brings_nothing(page: Any, file: Path) -> None:
    click(look_at(page, file).foot.go)
    click(page.page.done.again_button)
    assert page.page._stack.currentWidget() is page.page.choose
    check = look_at(page, file)
    assert check.foot.words.text().startswith(
        f"Add 0, update 0, leave out {BAD}. {COUNT + 1} bring nothing new."
    )
    assert not check.foot.go.isEnabled()


def test_the_rows_left_out_are_saved_in_the_files_own_columns(
    page: Any, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed: list[str] = []

    def choose(_parent: object, _title: str, path: str, _kinds: str) -> tuple[str, str]:
        proposed.append(path)
        return str(tmp_path / "fix.csv"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    check = look_at(page, file)
    cell_click(check, 0, 0)
    click(check.save_button)
    assert (tmp_path / "fix.csv").read_bytes().count(b"unticked") == 1
    cell_click(check, 0, 0)
    click(check.foot.go)
    assert page.page.done._left.text().count("\n") == BAD - 1
    click(page.page.done.save_button)
    assert Path(proposed[0]).name == "contacts – rows left out.csv"
    saved = (tmp_path / "fix.csv").read_bytes()
    assert saved.startswith(file.read_bytes().split(b"\r\n")[0][:40])
    assert b"not an address" in saved
    assert b"unticked" not in saved
    assert page.toasts[-1] == ("Saved to “fix.csv”", False)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nothing.csv", b""),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("one.csv", b"colour\r\nred\r\n"),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_sentence(
    page: Any, tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    drop(page, file)
    choose = page.page.choose
    assert page.page._stack.currentWidget() is choose
    assert choose._problem.isVisible()
    assert choose._problem_text.text().endswith(".")
    assert "Traceback" not in choose._problem_text.text()
    assert choose.button.isEnabled()
    assert file.read_bytes() == content


def test_headings_alone_lead_nowhere(page: Any, tmp_path: Path) -> None:
    file = tmp_path / "head.csv"
    file.write_bytes(b"Name,Email\r\n")
    match = drop(page, file)
    assert not match.foot.go.isEnabled()
    assert match.foot.words.text() == "There are no rows below the headings."


def test_cards_have_no_columns_to_match(page: Any, tmp_path: Path) -> None:
    file = tmp_path / "people.vcf"
    file.write_text(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Lee\r\nN:Lee;Ann;;;\r\nEMAIL:wrong(at)x\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bob Ray\r\nN:Ray;Bob;;;\r\nEMAIL:bob@x.example\r\nEND:VCARD\r\n",
        encoding="utf-8",
    )
    check = look_at(page, file)
    assert page.page._stack.currentWidget() is check
    assert check.foot.go.text() == "Import 1 person"
    check.model.setData(check.model.index(0, EMAIL), "ann@x.example")
    assert check.foot.go.text() == "Import 2 people"
    click(check.foot.go)
    assert {row[0] for row in page.desk.rows("SELECT email FROM contact_email")} == {
        "ann@x.example",
        "bob@x.example",
    }


def test_a_file_that_is_gone_gets_a_sentence_and_the_next_file_works(
    page: Any, tmp_path: Path, file: Path
) -> None:
    drop(page, tmp_path / "gone.csv")
    assert page.page.choose._problem.isVisible()
    look_at(page, file)
    assert page.page._stack.currentWidget() is page.page.check


def test_stop_writes_nothing_and_the_page_can_go_on(page: Any, file: Path) -> None:
    check = look_at(page, file)

    def stop(progress: Progress) -> None:
        progress.stop()

    page.runner.progressed.connect(stop)
    click(check.foot.go)
    page.settle()
    assert page.stopped == ["Stopped. Nothing was changed."]
    assert count(page) == 0
    assert check.isVisible()
    assert check.foot.go.isEnabled()
    assert check.foot.cancel.isEnabled()
    page.runner.progressed.disconnect(stop)
    click(check.foot.go)
    assert count(page) == COUNT


def test_a_dry_run_can_be_stopped_too(page: Any, file: Path) -> None:
    match = drop(page, file)
    page.runner.progressed.connect(lambda progress: progress.stop())
    click(match.foot.go)
    assert page.stopped == ["Stopped. Nothing was changed."]
    assert page.page._stack.currentWidget() is match
    assert match.foot.go.isEnabled()


def test_back_and_cancel_lead_back_and_see_the_people_leads_on(page: Any, file: Path) -> None:
    check = look_at(page, file)
    click(check.foot.back)
    assert page.page._stack.currentWidget() is page.page.match
    click(page.page.match.foot.go)
    click(check.foot.cancel)
    assert page.page._stack.currentWidget() is page.page.choose
    click(look_at(page, file).foot.go)
    click(page.page.done.see_button)
    click(page.page.done.duplicates_button)
    assert page.navigated == ["contacts", "duplicates"]


def test_the_whole_way_by_key_alone(page: Any, leads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(leads), ""))
    page.page.take_focus()
    page.press(Qt.Key.Key_Return)
    match = page.page.match
    assert page.page._stack.currentWidget() is match
    tab_to(page, match.foot.go)
    page.press(Qt.Key.Key_Return)
    check = page.page.check
    assert check.table.hasFocus()
    page.press(Qt.Key.Key_Down)
    page.press(Qt.Key.Key_Down)
    page.press(Qt.Key.Key_F2)  # the cell at fault, whichever is the current one
    QTest.keyClicks(QApplication.focusWidget(), "hal@example.com")
    page.press(Qt.Key.Key_Return)
    assert check.foot.go.text() == "Import 4 people"
    tab_to(page, check.foot.go)
    page.press(Qt.Key.Key_Return)
    assert page.page._stack.currentWidget() is page.page.done
    assert count(page) == 4
    tab_to(page, page.page.done.undo_button)
    page.press(Qt.Key.Key_Return)
    assert count(page) == 0


def tab_to(made: Any, widget: Any) -> None:
    """Press Tab until the focus is on a widget."""
    for _turn in range(60):
        if widget.hasFocus():
            return
        made.press(Qt.Key.Key_Tab)
    raise AssertionError(widget)


@pytest.mark.parametrize("look", [Look("light"), Look("dark", text=200)])
def test_strangers_words_are_only_shown(qapp: QApplication, tmp_path: Path, look: Look) -> None:
    import csv

    path = tmp_path / "hostile.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["Name", "Email", "Status", HOSTILE[0], HOSTILE[10]])
        for place, text in enumerate(HOSTILE):
            writer.writerow(
                [text.replace("\x00", ""), f"p{place}@x.example", text.replace("\x00", ""), text[:50], ""]
            )
    desk = Desk(tmp_path / "data" / "desk.db")
    with opened(ImportPage, desk, look=look) as made:
        match = drop(made, path)
        made.window.grab()
        click(match.foot.go)
        made.settle()
        check = made.page.check
        for row in range(check.model.rowCount()):
            check.table.go_to(row)
            made.settle()
        made.window.grab()
        assert check.model.rowCount() == len(HOSTILE)
    desk.database.close()
