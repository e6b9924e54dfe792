"""What a screen reader finds on a screen: the tree of QAccessible, walked as it would be."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

NAMELESS = (QAccessible.Role.NoRole, QAccessible.Role.Client)


def tree(root: QWidget) -> Iterator[QAccessibleInterface]:
    """Everything that is shown, from the root down; what is hidden is passed over with all it holds."""
    told = QAccessible.queryAccessibleInterface(root)
    assert told is not None
    yield from _below(told)


def _below(told: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield told
    for number in range(told.childCount()):
        child = told.child(number)
        if child is None or not child.isValid() or child.state().invisible:
            continue
        widget = child.object()
        if isinstance(widget, QWidget) and not widget.isVisible():
            continue
        yield from _below(child)


def heard_as(told: QAccessibleInterface) -> str:
    """What a failure says of something in the tree."""
    above = told.parent()
    held = type(above.object()).__name__ if above is not None and above.object() is not None else "?"
    name = told.text(QAccessible.Text.Name)
    return f"{type(told.object()).__name__} {told.role().name} “{name[:40]}” in {held}"


def is_painted_here(widget: object) -> bool:
    """Whether one of our own classes paints it."""
    classes = type(widget).__mro__
    return any(each.__module__.startswith("lifecycle") and "paintEvent" in vars(each) for each in classes)


def said_badly(root: QWidget) -> tuple[list[str], int]:
    """Whatever can take the focus without a role or a name, and whatever is painted without a role; how many there are."""
    found, count = [], 0
    for told in tree(root):
        count += 1
        name = told.text(QAccessible.Text.Name).strip()
        if told.state().focusable and (told.role() in NAMELESS or not name):
            found.append(heard_as(told))
        elif (
            isinstance(told.object(), QWidget)
            and is_painted_here(told.object())
            and told.role() in NAMELESS
            and not told.childCount()
        ):
            found.append(f"painted: {heard_as(told)}")
    return found, count
