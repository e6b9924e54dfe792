"""Movements are short, end by themselves, hold nothing up, and are left out when less motion is wished."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGraphicsDropShadowEffect, QGraphicsOpacityEffect, QWidget

from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.theme import Look, dress, theme
from lifecycle_desktop.ui.widgets import compositor, motion, popover
from lifecycle_desktop.ui.widgets.popover import SHADOW, Popover
from lifecycle_desktop.ui.widgets.toast import Toast


@pytest.fixture
def place(qapp: QApplication) -> Iterator[QWidget]:
    dress(qapp, Look("light"))
    motion.fade_offscreen(True)
    made = QWidget()
    made.resize(600, 400)
    made.show()
    yield made
    motion.fade_offscreen(False)
    made.close()
    made.deleteLater()
    theme().use(Look("light"))


def opened(place: QWidget) -> Popover:
    made = Popover("Asked", place)
    made.open_at(place, place.rect())
    return made


def test_the_lengths_are_those_of_the_design(place: QWidget) -> None:
    assert (style.FADE_MS, style.SLIDE_MS, style.SETTLE_MS) == (120, 160, 100)
    assert motion.fade_length() == 120


def test_less_motion_means_none(place: QWidget) -> None:
    theme().use(Look("light", still=True))
    assert motion.fade_length() == 0
    assert theme().motion(style.SLIDE_MS) == theme().motion(style.SETTLE_MS) == 0
    made = Toast(place)
    made.say("Done")
    assert isinstance(made.graphicsEffect(), QGraphicsDropShadowEffect)
    made = opened(place)
    assert made.windowOpacity() == 1.0
    made.close()


def test_nothing_fades_where_nobody_looks_unless_asked(place: QWidget) -> None:
    motion.fade_offscreen(False)
    assert motion.fade_length() == 0


def test_a_toast_fades_in_and_casts_its_shadow_after(place: QWidget) -> None:
    made = Toast(place)
    pressed: list[str] = []
    made.say("Done", act=lambda: pressed.append("undo"))
    assert isinstance(made.graphicsEffect(), QGraphicsOpacityEffect)
    assert made.text == "Done", "it is there at once"
    made.say("Something else")
    QTest.qWait(style.FADE_MS * 3)
    assert isinstance(made.graphicsEffect(), QGraphicsDropShadowEffect)
    made.say("Once more", act=lambda: pressed.append("undo"))
    QTest.mouseClick(made._button, Qt.MouseButton.LeftButton)
    assert pressed == ["undo"]
    made.say("And again")
    made.close_now()
    QTest.qWait(style.FADE_MS * 2)
    assert made.isHidden()


def test_a_popover_takes_keys_while_it_fades_in(place: QWidget) -> None:
    made = opened(place)
    assert made.isVisible()
    closed: list[bool] = []
    made.closed.connect(lambda: closed.append(True))
    QTest.keyClick(made, Qt.Key.Key_Escape)
    assert closed == [True]


def test_a_popover_is_solid_after_its_fade(place: QWidget) -> None:
    made = opened(place)
    assert made.windowOpacity() < 1.0
    QTest.qWait(style.FADE_MS * 3)
    assert made.windowOpacity() == 1.0
    made.close()


def test_a_glide_ends_where_it_is_to_end(place: QWidget) -> None:
    part = QWidget(place)
    part.show()
    done: list[bool] = []
    motion.glide(part, QPoint(0, 0), QPoint(200, 50), style.SETTLE_MS, lambda: done.append(True))
    QTest.qWait(style.SETTLE_MS * 3)
    assert part.pos() == QPoint(200, 50)
    assert done == [True]


def test_without_a_compositor_a_popover_is_a_plain_sheet(
    place: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(popover, "can_be_seen_through", lambda: False)
    made = opened(place)
    assert not made.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    sheet = made.rect().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
    assert made.mask() == QRegion(sheet), "the room of the shadow would be black"
    made.close()


def test_who_cannot_be_asked_counts_as_a_usual_desktop(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert compositor.can_be_seen_through()
    monkeypatch.setenv("DISPLAY", ":98765")
    assert compositor._x11_compositor_runs()
