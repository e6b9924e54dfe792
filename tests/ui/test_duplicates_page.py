"""The duplicates page: found in the background, cleared by key and by mouse, each merge taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lifecycle_desktop.core.operations.contacts import delete_contacts
from lifecycle_desktop.core.operations.merging import merge_contacts
from lifecycle_desktop.ui.duplicates.page import DuplicatesPage
from lifecycle_desktop.ui.theme import Look
from tests.core.desk import Desk
from tests.ui.hostile import HOSTILE
from tests.ui.people_pages import opened


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "data" / "desk.db")
    yield made
    made.database.close()


def people(desk: Desk) -> dict[str, int]:
    """A sure pair, a third who is one of them too, and a pair that may be one."""
    return {
        "ann": desk.add(
            "Ann Lee", emails=(("", "ann@x.example"),), phones=(("", "416 555 0101"),), company="Elm"
        ),
        "ann2": desk.add("Ann Lee", emails=(("", "ann@x.example"),), company="Oak", job_title="Chief"),
        "anne": desk.add("Anne Lee", emails=(("", "ann@x.example"),)),
        "tom": desk.add("Tom Fox", phones=(("", "416 555 0202"),)),
        "eve": desk.add("Eve Ray", phones=(("", "416 555 0202"),)),
    }


@pytest.fixture
def page(desk: Desk) -> Iterator[Any]:
    ids = people(desk)
    with opened(DuplicatesPage, desk) as made:
        made.ids = ids
        made.runner.undone.connect(lambda _label: None)
        made.settle()
        yield made


def rows(made: Any) -> list[tuple[int, int]]:
    model = made.page.model
    return [(model.pair(n).one_id, model.pair(n).other_id) for n in range(model.rowCount())]


def living(made: Any) -> set[int]:
    return {row[0] for row in made.desk.rows("SELECT id FROM contact WHERE deleted_at IS NULL")}


def click(button: Any) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_sure_ones_stand_first_with_reason_score_and_every_field(page: Any) -> None:
    ids = page.ids
    assert rows(page)[0] == (ids["ann"], ids["ann2"])
    assert rows(page)[-1] == (ids["tom"], ids["eve"])
    assert page.page.head.subtitle.text() == "4 pairs, 3 of them surely the same."
    card = page.page.card
    assert card._title.text() == "Surely the same person"
    assert card._score.text() == "80 of 100"
    assert set(card.sides.boxes) == {"company"}
    spoken = page.page.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Ann Lee and Ann Lee, surely the same, same e-mail address and name, 80 of 100 points"


def test_the_list_is_cleared_by_key_alone(page: Any) -> None:
    ids = page.ids
    page.page.take_focus()
    page.press(Qt.Key.Key_Down)
    page.press(Qt.Key.Key_Up)
    page.press(Qt.Key.Key_Return)  # Ann and Ann
    assert ids["ann2"] not in living(page)
    assert page.toasts[-1] == ("Ann Lee is merged into Ann Lee", True)
    # What looked like the one who is gone looks like the one who stays: each pair once.
    assert rows(page) == [(ids["ann"], ids["anne"]), (ids["tom"], ids["eve"])]
    page.press(Qt.Key.Key_S)
    assert rows(page)[-1] == (ids["ann"], ids["anne"])
    page.press(Qt.Key.Key_K)  # Tom and Eve
    assert page.desk.rows("SELECT contact_id, other_contact_id FROM kept_apart") == [(ids["tom"], ids["eve"])]
    page.press(Qt.Key.Key_Return)
    assert rows(page) == []
    assert page.page._stack.currentWidget() is page.page.empty
    assert page.page.empty.button.hasFocus()
    assert page.desk.faults() == []


def test_values_and_who_stays_are_chosen_by_mouse(page: Any) -> None:
    ids, card = page.ids, page.page.card
    click(card.swap)
    assert card.ids == (ids["ann2"], ids["ann"])
    click(card.sides.boxes["company"][1])
    click(card.merge)
    assert ids["ann"] not in living(page)
    sql = "SELECT company, job_title FROM contact WHERE id = ?"
    assert page.desk.rows(sql, ids["ann2"]) == [("Elm", "Chief")]
    own = page.desk.rows("SELECT value FROM contact_own_value WHERE contact_id = ?", ids["ann2"])
    assert ("Oak",) in own


def test_keep_separate_skip_and_open_by_mouse(page: Any) -> None:
    ids, card = page.ids, page.page.card
    click(card.open_buttons[1])
    assert page.opened == [ids["ann2"]]
    click(card.skip)
    assert rows(page)[-1] == (ids["ann"], ids["ann2"])
    first = rows(page)[0]
    click(card.apart)
    assert first not in rows(page)
    page.page.refresh()
    assert first not in rows(page)


def test_a_merge_is_taken_back_and_the_pair_is_there_again(page: Any) -> None:
    before = rows(page)
    click(page.page.card.merge)
    assert rows(page) != before
    page.runner.undo()
    page.settle()
    assert rows(page) == before
    assert living(page) == set(page.ids.values())


def test_all_sure_ones_are_one_step_with_a_backup_before(page: Any) -> None:
    ids = page.ids
    everything = page.desk.everything()
    button = page.page.merge_all
    assert button.text() == "Merge all 3 sure ones"
    click(button)
    page.settle()
    assert living(page) == {ids["ann"], ids["tom"], ids["eve"]}
    assert page.toasts[-1] == ("2 contacts are merged into others", True)
    assert rows(page) == [(ids["tom"], ids["eve"])]
    assert not button.isVisible()
    backups = list((page.desk.database.path.parent / "Backups").iterdir())
    assert ["before merging" in each.name for each in backups] == [True]
    assert page.desk.faults() == []
    page.runner.undo()
    page.settle()
    assert {t: r for t, r in page.desk.everything().items() if "search" not in t} == {
        t: r for t, r in everything.items() if "search" not in t
    }


def test_stop_merges_nothing_and_a_search_can_be_stopped(page: Any) -> None:
    page.runner.progressed.connect(lambda progress: progress.stop())
    click(page.page.merge_all)
    page.settle()
    assert living(page) == set(page.ids.values())
    assert page.page.merge_all.isEnabled()


def test_somebody_gone_under_the_page_leaves_the_list(page: Any) -> None:
    ids = page.ids
    page.page._is_own = True  # the page hears nothing of it
    with page.desk.database.write("Merge elsewhere", moment=page.desk.moment) as written:
        merge_contacts(written.connection, ids["ann"], ids["ann2"], page.desk.moment)
    page.page.list.go_to(1)
    page.page.list.go_to(0)
    page.settle()
    assert all(ids["ann2"] not in pair for pair in rows(page))


def test_those_in_the_trash_are_not_shown(page: Any) -> None:
    page.runner.write("Delete", delete_contacts, [page.ids["eve"]], page.desk.moment)
    page.settle()
    assert all(page.ids["eve"] not in pair for pair in rows(page))


def test_nobody_alike_is_said(desk: Desk) -> None:
    desk.add("Ann Lee")
    with opened(DuplicatesPage, desk) as made:
        assert made.page._stack.currentWidget() is made.page.empty
        assert made.page.empty._title.text() == "No duplicates"


@pytest.mark.parametrize("look", [Look("light"), Look("dark", text=200)])
def test_strangers_words_are_only_shown(desk: Desk, look: Look) -> None:
    for place, text in enumerate(HOSTILE):
        name = text.replace("\x00", "")[:400]
        for company in ("Elm", name):
            desk.add(name, emails=(("", f"p{place}@x.example"),), company=company[:200])
    with opened(DuplicatesPage, desk, look=look) as made:
        assert made.page.model.rowCount() >= len(HOSTILE)
        for row in range(made.page.model.rowCount()):
            made.page.list.go_to(row)
            made.settle()
        made.window.grab()
        click(made.page.card.merge)
        made.settle()
