"""The screens of the open house at all text sizes: room for the words, heard whole, walked with Tab as they are read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from lifecycle_desktop.ui.scenes import SCENES
from lifecycle_desktop.ui.theme import Look
from lifecycle_desktop.ui.widgets.accessible import tell_roles
from tests.ui import heard, room, tabbing
from tests.ui.screens import Program, each_scene, program, sample_file, told_by

MINE = [name for name in SCENES if name.startswith(("open_house", "kiosk"))]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_file(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def desk(qapp: QApplication, sample: Path, tmp_path: Path) -> Iterator[Program]:
    tell_roles()
    with program(sample, tmp_path, size=(1440, 900)) as made:
        yield made


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)], ids=["usual", "smallest"])
@pytest.mark.parametrize("text", [100, 150, 200])
@pytest.mark.parametrize("mirrored", [False, True], ids=["ltr", "rtl"])
def test_there_is_room_for_all_words(
    qapp: QApplication, sample: Path, tmp_path: Path, *, text: int, size: tuple[int, int], mirrored: bool
) -> None:
    if mirrored:
        QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    found: list[str] = []
    with program(sample, tmp_path, size=size, look=Look("light", text=text)) as made:
        for name, shown in each_scene(made, MINE):
            assert (made.window.width(), made.window.height()) == size, f"{name} makes the window larger"
            if shown is not made.window:
                shown.resize(*size)
                made.settle()
            for look in (room.cut_words, room.outside, room.scrolls_sideways, room.overlapping):
                found += [f"{name}: {look.__name__}: {each}" for each in look(shown)]
    assert found == []


@pytest.mark.parametrize("name", MINE)
def test_the_whole_tree_says_itself_and_tab_goes_as_one_reads(desk: Program, name: str) -> None:
    for _name, shown in each_scene(desk, [name]):
        said_badly, count = heard.said_badly(shown)
        assert said_badly == []
        assert count > 5
        root = shown.window()
        seen = tabbing.walk(root)
        assert [told_by(stop) for stop in tabbing.tab_stops(root) if stop not in seen] == []
        assert tabbing.out_of_order(tabbing.from_the_top(seen, root), root) == []


def test_the_page_of_events_mirrors(qapp: QApplication, sample: Path, tmp_path: Path) -> None:
    lefts = {}
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        QApplication.setLayoutDirection(direction)
        folder = tmp_path / str(direction.value)
        folder.mkdir()
        with program(sample, folder) as made:
            for _name, _shown in each_scene(made, ["open_house"]):
                page = made.page
                lefts[direction] = page.list.x() < page.right.x()
    assert list(lefts.values()) == [True, False]
