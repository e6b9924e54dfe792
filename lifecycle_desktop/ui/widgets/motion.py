"""The few movements there are: a fade for what comes up, a glide for what changes its place. All end by themselves.

None of them holds up a click or a key: what moves is there and usable from the first moment. With "Reduce motion" all
are left out; where nobody looks, on Qt's offscreen platform, the fades are too, unless they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QPoint, QPropertyAnimation
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.theme import theme

_fades_offscreen = False


def fade_offscreen(on: bool) -> None:
    """Fade also where nobody looks, for tests of the fading itself."""
    global _fades_offscreen
    _fades_offscreen = on


def fade_length() -> int:
    """How long a fade takes, in ms; 0 for not at all."""
    if QGuiApplication.platformName() == "offscreen" and not _fades_offscreen:
        return 0
    return theme().motion(style.FADE_MS)


def fade_in_window(window: QWidget) -> None:
    """Let a window that is about to be shown come up softly."""
    length = fade_length()
    if length:
        window.setWindowOpacity(0.0)
        _run(QPropertyAnimation(window, b"windowOpacity", window), length, 0.0, 1.0)


def fade_in_part(part: QWidget, done: Callable[[], object]) -> None:
    """Let a part of the window come up softly, then call `done`; it has no graphics effect of its own meanwhile."""
    length = fade_length()
    if not length:
        done()
        return
    effect = QGraphicsOpacityEffect(part)
    effect.setOpacity(0.0)
    part.setGraphicsEffect(effect)  # takes the place of the effect before, which Qt deletes
    animation = _run(QPropertyAnimation(effect, b"opacity", part), length, 0.0, 1.0)
    animation.finished.connect(done)


def glide(
    part: QWidget, start: QPoint, end: QPoint, length: int, done: Callable[[], object] | None = None
) -> QPropertyAnimation:
    """Let a part move from one place to another within `length` ms, then call `done`."""
    animation = _run(QPropertyAnimation(part, b"pos", part), length, start, end)
    if done is not None:
        animation.finished.connect(done)
    return animation


def _run(
    animation: QPropertyAnimation, length: int, start: float | QPoint, end: float | QPoint
) -> QPropertyAnimation:
    animation.setDuration(length)
    animation.setEasingCurve(QEasingCurve.Type.OutCubic)
    animation.setStartValue(start)
    animation.setEndValue(end)
    animation.start(QAbstractAnimation.DeletionPolicy.DeleteWhenStopped)
    return animation
