"""At 100, 150 and 200 % text, in both window sizes, nothing is cut, lies outside or scrolls sideways, mirrored too."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from lifecycle_desktop.ui.theme import Look
from lifecycle_desktop.ui.widgets.popover import SHADOW
from tests.ui import room
from tests.ui.screens import each_scene, program, sample_file

SIZES = ((1280, 800), (1024, 640))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_file(tmp_path_factory.mktemp("sample"))


@pytest.mark.parametrize("size", SIZES, ids=["usual", "smallest"])
@pytest.mark.parametrize("text", [100, 150, 200])
def test_every_screen_has_room_for_its_words(
    qapp: QApplication, sample: Path, tmp_path: Path, text: int, size: tuple[int, int]
) -> None:
    found: list[str] = []
    with program(sample, tmp_path, size=size, look=Look("light", text=text)) as made:
        for name, shown in each_scene(made):
            assert (made.window.width(), made.window.height()) == size, f"{name} makes the window larger"
            for look in (room.cut_words, room.outside, room.scrolls_sideways, room.overlapping):
                found += [f"{name}: {look.__name__}: {each}" for each in look(shown)]
            screen = shown.screen().availableGeometry()
            # The sign-in page fills whatever screen it stands on.
            is_dialog = shown is not made.window and not name.startswith("kiosk")
            if is_dialog and shown.height() > screen.height() + 2 * SHADOW:
                found.append(f"{name}: {shown.height()} px high on a screen of {screen.height()} px")
    assert found == []


@pytest.mark.parametrize("text", [100, 200])
def test_every_screen_has_room_from_right_to_left(
    qapp: QApplication, sample: Path, tmp_path: Path, text: int
) -> None:
    found: list[str] = []
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    with program(sample, tmp_path, look=Look("light", text=text)) as made:
        for name, shown in each_scene(made):
            for look in (room.cut_words, room.outside, room.scrolls_sideways, room.overlapping):
                found += [f"{name}: {look.__name__}: {each}" for each in look(shown)]
    assert found == []
