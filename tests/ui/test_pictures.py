"""Every screen as it was looked at and found good: light and dark, at 100 and 200 % text.

`LIFECYCLE_PICTURES=1` with pytest writes the pictures anew; look at them before they are committed. They are small, and
compared with room for another FreeType, not for a control that has gone or moved.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lifecycle_desktop.core.operations.opened import note_opened
from lifecycle_desktop.ui import opened_last
from lifecycle_desktop.ui.theme import Look
from tests.ui.screens import CLOCK, Program, each_scene, program, sample_file

PICTURES = Path(__file__).parent / "pictures"
WIDTH = 480  # px of a picture of the whole window
COLOURS = 256
SIZE = (1440, 900)
MEAN = 1.2  # levels of 255 that a picture may be off on the whole
FAR = 32  # levels from which on a point counts as another
SHARE = 0.004  # of such points
SIDE = 20  # px of the squares that are looked at one by one
SQUARE = 24  # levels that a square may be off: a shift by one point, not a missing button
LOOKS = {
    "light-100": Look("light", still=True),
    "dark-100": Look("dark", still=True),
    "light-200": Look("light", text=200, still=True),
    "dark-200": Look("dark", text=200, still=True),
}
# In this order: what a scene leaves behind, as in History, the next ones show. A new screen joins at the end.
PICTURED = [
    "today", "board", "board-ticked", "board-questions", "contacts", "contacts-ticked", "contacts-filtered",
    "contacts-columns", "contacts-erase", "filter", "contact", "next-step", "log-call", "plan", "import", "settings",
    "history", "lifecycles", "first_run", "first_run-models", "capture", "keys", "palette", "palette-found", "toast",
]  # fmt: skip
IS_WRITING = os.environ.get("LIFECYCLE_PICTURES") == "1"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_file(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def steady(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A cursor that does not blink, and nobody who counts as opened for having been in view for a while."""
    monkeypatch.setattr(opened_last, "STAY_MS", 10_000_000)
    before = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    yield
    qapp.setCursorFlashTime(before)


def settle(made: Program, name: str) -> None:
    """Wait for the sheet of the plan, which comes a moment after the page."""
    for _turn in range(100):
        waits = name == "plan" and not made.page.pane.view.page_count
        if not waits:
            break
        QTest.qWait(20)
    made.settle()


def picture_of(widget: QWidget) -> Image.Image:
    """What is seen, made small."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    full = Image.frombuffer(
        "RGB",
        (image.width(), image.height()),
        bytes(image.constBits()),
        "raw",
        "RGB",
        image.bytesPerLine(),
        1,
    )
    width = max(round(full.width * WIDTH / SIZE[0]), 1)
    return full.resize((width, max(round(full.height * width / full.width), 1)), Image.Resampling.BOX)


def write(picture: Image.Image, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    small = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def difference(picture: Image.Image, path: Path, folder: Path) -> str:
    """What is wrong with a picture; "" for nothing. The difference is written into the folder."""
    if not path.exists():
        picture.save(folder / path.name)
        return f"{path.name}: there is no such picture yet; what is seen now is {folder / path.name}"
    wanted = Image.open(path).convert("RGB")
    if wanted.size != picture.size:
        picture.save(folder / path.name)
        return f"{path.name}: {picture.size} instead of {wanted.size}: {folder / path.name}"
    one, other = np.asarray(picture, dtype=np.int16), np.asarray(wanted, dtype=np.int16)
    off = np.abs(one - other).max(axis=2)
    squares = by_squares(off)
    mean, share, worst = float(off.mean()), float((off > FAR).mean()), float(squares.max())
    if mean <= MEAN and share <= SHARE and worst <= SQUARE:
        return ""
    marked = np.asarray(picture).copy()
    marked[off > FAR] = (255, 0, 255)
    both = Image.new("RGB", (wanted.width * 3, wanted.height))
    for place, each in enumerate((wanted, picture, Image.fromarray(marked))):
        both.paste(each, (place * wanted.width, 0))
    both.save(folder / f"difference-{path.name}")
    row, column = np.unravel_index(int(squares.argmax()), squares.shape)
    return (
        f"{path.name}: off by {mean:.2f} levels, {share:.2%} of the points, most around "
        f"({column * SIDE}, {row * SIDE}) by {worst:.0f}; {folder / f'difference-{path.name}'}"
    )


def by_squares(off: np.ndarray) -> np.ndarray:
    """How much each square is off, in levels."""
    rows, columns = -(-off.shape[0] // SIDE), -(-off.shape[1] // SIDE)
    whole = np.zeros((rows * SIDE, columns * SIDE))
    whole[: off.shape[0], : off.shape[1]] = off
    return whole.reshape(rows, SIDE, columns, SIDE).mean(axis=(1, 3))


@pytest.mark.parametrize("look", LOOKS)
def test_every_screen_looks_as_it_did(
    qapp: QApplication, steady: None, sample: Path, tmp_path: Path, look: str
) -> None:
    wrong: list[str] = []
    with program(sample, tmp_path, size=SIZE, look=LOOKS[look]) as made:
        made.window.runner.write("", note_opened, 1, CLOCK.moment())
        for name, shown in each_scene(made, PICTURED):
            path = PICTURES / f"{name}-{look}.png"
            settle(made, name)
            picture = picture_of(shown)
            if IS_WRITING:
                write(picture, path)
            else:
                wrong.append(difference(picture, path, tmp_path))
    assert [each for each in wrong if each] == []


def test_the_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in PICTURES.glob("*.png")) < 4_000_000


def test_a_control_that_is_gone_is_seen(tmp_path: Path) -> None:
    """The tolerance is not so wide that a missing button would pass."""
    path = PICTURES / "today-light-100.png"
    picture = Image.open(path).convert("RGB")
    assert difference(picture, path, tmp_path) == ""
    picture.paste(picture.getpixel((424, 30)), (425, 14, 475, 30))  # where New contact is
    said = difference(picture, path, tmp_path)
    assert "today-light-100.png: off by" in said
    assert (tmp_path / "difference-today-light-100.png").exists()


def test_a_picture_that_is_missing_is_told(tmp_path: Path) -> None:
    picture = Image.new("RGB", (20, 20))
    assert "no such picture" in difference(picture, tmp_path / "nothing.png", tmp_path)
