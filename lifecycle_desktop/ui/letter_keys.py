"""Single letters as commands of a focused list, and the choice of this computer to do without them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from lifecycle_desktop.ui.window_state import WindowState

STATE_NAME = "letters"

_is_on = True


def letters_are_on() -> bool:
    """Whether a letter in a focused list is a command."""
    return _is_on


def use_letters(on: bool) -> None:
    """Let letters be commands in lists, or not: who dictates or presses keys by accident can do without."""
    global _is_on
    _is_on = on


def recall_letters(state: WindowState) -> None:
    """Take what this computer remembers."""
    use_letters(state.get(STATE_NAME, "1") != "0")


def is_turned_off(event: QKeyEvent) -> bool:
    """Whether a key is a single letter that was turned off as a command."""
    if _is_on or event.modifiers() & ~(
        Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    ):
        return False
    return Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z or event.text().isalpha()
