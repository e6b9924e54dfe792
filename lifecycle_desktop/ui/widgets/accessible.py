"""What a screen reader is told of widgets that are painted by hand: their role and their value.

A widget names its role in `accessible_role` (a name of QAccessible.Role such as "Graphic"), its value in
`accessible_value()` if it has one; its name is its accessible name, as with every widget.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_is_installed = False


class _Told(QAccessibleWidget):
    """A widget with a role of its own, and perhaps a value."""

    def text(self, which: QAccessible.Text) -> str:
        if which == QAccessible.Text.Value:
            value = getattr(self.object(), "accessible_value", None)
            if value is not None:
                return str(value())
        return super().text(which)


def tell_roles() -> None:
    """Let Qt ask here first what a widget is; once for the program."""
    global _is_installed
    if not _is_installed:
        _is_installed = True
        QAccessible.installFactory(_told)


def _told(_class_name: str, asked: QObject) -> QAccessibleInterface | None:
    role = getattr(asked, "accessible_role", "")
    return _Told(asked, QAccessible.Role[role]) if role and isinstance(asked, QWidget) else None
