"""Walking through the panes of a window with F6."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def focus_next(panes: Sequence[QWidget]) -> bool:
    """Put the focus into the pane after the one that has it; False where none can take it."""
    shown = [pane for pane in panes if pane.isVisible()]
    focus = QApplication.focusWidget()
    inside = [index for index, pane in enumerate(shown) if focus is pane or _holds(pane, focus)]
    start = inside[-1] if inside else -1
    for step in range(1, len(shown) + 1):
        pane = shown[(start + step) % len(shown)]
        inner = [one for one in pane.findChildren(QWidget) if _takes_tab(one)]
        checked = [one for one in inner if getattr(one, "isChecked", bool)()]
        target = pane if _takes_tab(pane) else next(iter(checked or inner), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
    return False


def _holds(pane: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and pane.isAncestorOf(widget)


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()
