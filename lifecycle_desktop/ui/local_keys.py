"""The keys that belong to a place and not to a command: in lists, while snoozing, on the board, in forms, on the plan.

The commands of the menus have theirs in `actions.COMMANDS`; the sheet of keys (F1) shows both.
"""

from __future__ import annotations

from typing import NamedTuple

from lifecycle_desktop.core.i18n import mark


class LocalKey(NamedTuple):
    """Keys that do the same, and what they do."""

    keys: tuple[str, ...]
    words: str


LOCAL_KEYS: tuple[tuple[str, tuple[LocalKey, ...]], ...] = (
    (
        mark("In a list"),
        (
            LocalKey(("Up", "K"), mark("The line before")),
            LocalKey(("Down", "J"), mark("The line after")),
            LocalKey(("Home", "End"), mark("The first line, the last line")),
            LocalKey(("Space",), mark("Tick the line; on Today it is done")),
            LocalKey(("Ctrl+A",), mark("Tick everybody in the table")),
            LocalKey(("Alt+Return",), mark("Details of the line beside the table")),
            LocalKey(("Menu", "Shift+F10"), mark("All that can be done with the line")),
            LocalKey(("M", "1"), mark("Move to a stage by its number")),
            LocalKey(("Esc",), mark("Untick, close the top layer, leave the full screen")),
        ),
    ),
    (
        mark("In the table of contacts"),
        (
            LocalKey(("Left", "Right"), mark("On the heads: the column beside")),
            LocalKey(("Return",), mark("On a head: sort by it, and once more the other way")),
            LocalKey(("Shift+Left", "Shift+Right"), mark("On a head: make the column narrower, wider")),
            LocalKey(("Ctrl+Left", "Ctrl+Right"), mark("On a view of your own: move its tab")),
        ),
    ),
    (
        mark("While snoozing"),
        (
            LocalKey(("1",), mark("One hour")),
            LocalKey(("2",), mark("Tomorrow")),
            LocalKey(("3",), mark("Next week")),
            LocalKey(("4",), mark("Any day in words: next tue 3pm")),
        ),
    ),
    (
        mark("On the board"),
        (
            LocalKey(("Left", "Right"), mark("The column beside")),
            LocalKey(
                ("Up", "Down"), mark("The card above or below; above the first, the head of the column")
            ),
            LocalKey(("Return",), mark("On the head: the menu of the stage")),
        ),
    ),
    (
        mark("In a form"),
        (
            LocalKey(("Tab", "Shift+Tab"), mark("The next field, the field before")),
            LocalKey(("Ctrl+Return",), mark("Save")),
            LocalKey(("Alt+Down",), mark("Open a list")),
            LocalKey(("F2",), mark("Edit the line in its place")),
            LocalKey(("Esc",), mark("Leave the line as it was")),
        ),
    ),
    (
        mark("On the plan"),
        (
            LocalKey(("F2",), mark("Edit")),
            LocalKey(("Return",), mark("A new tactic after this one")),
            LocalKey(("Alt+Up", "Alt+Down"), mark("Move the tactic up or down")),
            LocalKey(("Alt+Left", "Alt+Right"), mark("Move the tactic to the stage beside")),
            LocalKey(("Left", "Right", "Up", "Down"), mark("The cell beside, above, below")),
            LocalKey(("Delete",), mark("Take it away")),
        ),
    ),
    (
        mark("Everywhere"),
        (
            LocalKey(("Alt+F",), mark("A menu by its underlined letter, a field by that of its label")),
            LocalKey(("Esc",), mark("Close what lies on top")),
        ),
    ),
)
