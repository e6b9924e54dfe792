"""What a person can choose of the look, and how this machine remembers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lifecycle_desktop.ui.window_state import WindowState

STYLE = "Fusion"
IS_STYLED = (
    "isStyled"  # property of an application that was made with that style: setting it later costs 5 ms
)
MODES = ("system", "light", "dark")


@dataclass(frozen=True)
class Look:
    """What a person can choose: `mode` of `MODES`, high contrast, text size in per cent, less motion."""

    mode: str = "system"
    contrast: bool = False
    text: int = 100
    still: bool = False


def look_of(state: WindowState) -> Look:
    """The look that this machine remembers."""
    return Look(
        mode=state.get("mode", "system"),
        contrast=state.get("contrast") == "1",
        text=state.get_number("text", 100),
        still=state.get("still") == "1",
    )
