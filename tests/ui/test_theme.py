"""The look: tokens hold their contrast, a switch reaches everything, fonts and icons are the shipped ones."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtGui import QColor, QFontInfo, QImage, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from lifecycle_desktop.core.paths import resources
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui import icons
from lifecycle_desktop.ui.actions import COMMANDS
from lifecycle_desktop.ui.pages import PAGES
from lifecycle_desktop.ui.theme import FACES, Look, dress, theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.fields import Line
from lifecycle_desktop.ui.widgets.labels import Label

TEXT_TONES = ("ink", "ink2", "ink3", "accenttext", "danger", "warn", "hot", "cool")
GROUNDS = ("canvas", "sidebar", "surface", "surface2", "hover", "press", "sel")


@pytest.fixture
def dressed(qapp: QApplication):
    dress(qapp, Look(mode="light"))
    yield theme()
    theme().use(Look(mode="light"))


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("contrast", [False, True])
def test_every_text_can_be_read_on_every_ground(dressed, mode: str, contrast: bool) -> None:
    theme().use(Look(mode=mode, contrast=contrast))
    pairs = [
        *itertools.product(TEXT_TONES, GROUNDS),
        ("onaccent", "accent"),
        ("toasttext", "toast"),
        ("toastaction", "toast"),
    ]
    pairs += [(tone, f"{tone}soft") for tone in ("danger", "warn", "hot", "cool")] + [
        ("accenttext", "accentsoft")
    ]
    weak = {pair for pair in pairs if style.contrast(theme().css(pair[0]), theme().css(pair[1])) < 4.5}
    assert not weak
    edges = {
        ground for ground in GROUNDS if style.contrast(theme().css("linestrong"), theme().css(ground)) < 3
    }
    assert not edges


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("count", range(3, 11))
def test_the_figure_on_every_stage_can_be_read(dressed, dark: bool, count: int) -> None:
    theme().use(Look(mode="dark" if dark else "light"))
    for position in range(1, count + 1):
        assert style.contrast(theme().css("onstage"), theme().stage_colour(position, count).name()) >= 4.5


def test_a_hover_on_the_primary_button_keeps_its_words_legible(dressed) -> None:
    for mode in ("light", "dark"):
        theme().use(Look(mode=mode))
        for share in (0.82, 0.9):
            ground = theme().mixed("accent", "ink", share).name()
            assert style.contrast(theme().css("onaccent"), ground) >= 4.5


def test_the_shipped_face_is_the_one_that_is_used(dressed) -> None:
    for face, size in FACES.items():
        font = theme().font(face)
        assert QFontInfo(font).family() == "Inter"
        assert font.pixelSize() == size.size
        assert font.weight() == size.weight


def test_figures_that_are_compared_are_of_equal_width(dressed) -> None:
    tabular, plain = theme().font("body", tabular=True), theme().font("body")
    from PySide6.QtGui import QFontMetricsF

    assert QFontMetricsF(tabular).horizontalAdvance("111") == QFontMetricsF(tabular).horizontalAdvance("000")
    assert QFontMetricsF(plain).horizontalAdvance("111") < QFontMetricsF(plain).horizontalAdvance("000")


def test_switching_the_look_reaches_widgets_that_are_there_already(dressed, qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    label, button, line = (
        Label("Name", parent=window),
        Button("Save", parent=window),
        Line("x", parent=window),
    )
    window.show()
    small = (label.sizeHint().height(), button.sizeHint().height(), line.sizeHint().height())
    theme().use(Look(mode="dark", text=200))
    label.ensurePolished()
    large = (label.sizeHint().height(), button.sizeHint().height(), line.sizeHint().height())
    assert all(big > little for big, little in zip(large, small, strict=True))
    assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(style.DARK.ink)
    assert window.palette().color(QPalette.ColorRole.Window) == QColor(style.DARK.canvas)


def test_a_label_keeps_its_tone_and_face_wherever_it_is_moved(dressed, qtbot) -> None:
    first, second = QWidget(), QWidget()
    qtbot.addWidget(first)
    qtbot.addWidget(second)
    label = Label("Late", face="title", tone="danger", parent=first)
    first.show()
    theme().use(Look(mode="light", text=150))
    label.set_tone("warn")
    label.setParent(second)
    second.show()
    label.ensurePolished()
    assert label.font().pixelSize() == 30
    assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(style.LIGHT.warn)


def test_text_size_is_kept_within_what_is_offered(dressed) -> None:
    theme().use(Look(mode="light", text=500))
    assert theme().look.text == 200
    theme().use(Look(mode="light", text=10))
    assert theme().look.text == 80


def test_heights_follow_the_text(dressed) -> None:
    assert theme().control == style.HEIGHT_CONTROL
    theme().use(Look(mode="light", text=200))
    assert theme().control >= theme().line() + 12
    assert theme().height(style.HEIGHT_TODAY_ROW, 2) >= 2 * theme().line() + 12


def test_high_contrast_drops_soft_grounds_and_keeps_lines(dressed) -> None:
    theme().use(Look(mode="light", contrast=True))
    assert theme().css("warnsoft") == theme().css("surface")
    assert theme().css("line") == style.LIGHT.linestrong


def test_less_motion_takes_no_time(dressed) -> None:
    assert theme().motion(120) == 120
    theme().use(Look(mode="light", still=True))
    assert theme().motion(120) == 0


def test_an_icon_is_drawn_in_its_colour_and_kept(dressed) -> None:
    red = QColor(255, 0, 0)
    pixmap = icons.icon_pixmap("flame", 18, red, 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (36, 2.0)
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_ARGB32)
    inked = [
        image.pixelColor(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 200
    ]
    assert inked
    assert all(colour.red() > 240 and colour.green() < 16 for colour in inked)
    assert icons.icon_pixmap("flame", 18, red, 2.0).cacheKey() == pixmap.cacheKey()
    icons.forget()
    assert icons.icon_pixmap("flame", 18, red, 2.0).cacheKey() != pixmap.cacheKey()


def test_every_icon_that_is_named_is_shipped() -> None:
    named = {command.icon for command in COMMANDS} | {entry.icon for entry in PAGES}
    assert not {name for name in named if not icons.shipped(name)}


def test_every_shipped_icon_can_be_drawn(dressed) -> None:
    for path in resources("icons").glob("*.svg"):
        assert "currentColor" in path.read_text("utf-8"), path.name
        assert not icons.icon_pixmap(path.stem, 14, QColor("black")).isNull()


def test_in_high_contrast_a_banner_keeps_an_edge(dressed, qtbot) -> None:
    from lifecycle_desktop.ui.widgets.cards import Banner

    theme().use(Look(mode="light", contrast=True))
    banner = Banner("The last backup was 8 days ago.", tone="danger")
    qtbot.addWidget(banner)
    banner.resize(300, 60)
    image = banner.grab().toImage()
    assert image.pixelColor(150, 0).name() == style.LIGHT.danger.lower()
    assert image.pixelColor(150, 4).name() == style.LIGHT.surface.lower()


# What is painted over soft grounds beside the words that are theirs: the pane's next step, capture marks, gaps.
PAINTED = [
    *[(ink, ground) for ink in ("ink", "ink2") for ground in ("accentsoft", "warnsoft", "dangersoft")],
    ("ink3", "accentsoft"),
    ("danger", "accentsoft"),
    ("warn", "accentsoft"),
]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("contrast", [False, True])
def test_other_words_on_soft_grounds_can_be_read_too(dressed, mode: str, contrast: bool) -> None:
    theme().use(Look(mode=mode, contrast=contrast))
    weak = {
        pair: round(style.contrast(theme().css(pair[0]), theme().css(pair[1])), 2)
        for pair in PAINTED
        if style.contrast(theme().css(pair[0]), theme().css(pair[1])) < 4.5
    }
    assert weak == {}
