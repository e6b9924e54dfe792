"""Whether there is room for all words of a screen: what is cut, what lies outside, what scrolls sideways."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollBar,
    QTableView,
    QWidget,
)

from lifecycle_desktop.ui.widgets.buttons import Button
from tests.ui.screens import shown_widgets, told_by

SLACK = 2  # px: text measures are rounded
SIDEWAYS = (
    "ColumnsArea",
    "FittedScroll",
    "PdfView",
)  # boards may scroll sideways, and so may a sheet of paper


def cut_words(root: QWidget) -> list[str]:
    """Every text that is not whole and has no tool tip to be read in."""
    found = []
    for widget in shown_widgets(root):
        if isinstance(widget, QLabel):
            why = _label(widget)
        elif isinstance(widget, QComboBox):
            why = _choice(widget)
        elif isinstance(widget, QAbstractButton):
            why = _button(widget)
        elif isinstance(widget, QLineEdit):
            why = _line(widget)
        else:
            why = ""
        if why:
            found.append(f"{told_by(widget)}: {why}")
    return found


def _label(label: QLabel) -> str:
    text = label.text().replace("&", "") if label.buddy() is not None else label.text()
    if not text:
        return ""
    metrics, room = label.fontMetrics(), label.contentsRect()
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if label.height() < needed - SLACK:
            return f"{label.height()} px high, needs {needed}"
        longest = max(metrics.horizontalAdvance(word) for word in text.split() or [""])
        return f"a word of {longest} px in {room.width()}" if longest > room.width() + SLACK else ""
    lines = text.split("\n")
    if room.height() < metrics.height() * len(lines) - SLACK:
        return f"{room.height()} px high, needs {metrics.height() * len(lines)}"
    needed = max(metrics.horizontalAdvance(line) for line in lines)
    is_cut = needed > room.width() + SLACK
    return f"{room.width()} px wide, needs {needed}" if is_cut and not label.toolTip() else ""


def _button(button: QAbstractButton) -> str:
    if not button.text():
        return ""
    needed = button.minimumSizeHint() if isinstance(button, Button) else button.sizeHint()
    if button.height() < button.fontMetrics().height() - SLACK:
        return f"{button.height()} px high"
    is_cut = button.width() < needed.width() - SLACK
    told = button.toolTip() and button.text().replace("&", "")[:10] in button.toolTip().replace("&amp;", "")
    return f"{button.width()} px wide, needs {needed.width()}" if is_cut and not told else ""


def _line(line: QLineEdit) -> str:
    if isinstance(line.parentWidget(), QComboBox):
        return ""
    metrics = line.fontMetrics()
    if line.height() < metrics.height() + 2:
        return f"{line.height()} px high"
    margins = line.textMargins()
    room = line.width() - margins.left() - margins.right() - 16
    needed = metrics.horizontalAdvance(line.placeholderText())
    is_cut = not line.text() and needed > room + SLACK
    return f"a placeholder of {needed} px in {room}" if is_cut and not line.toolTip() else ""


def _choice(choice: QComboBox) -> str:
    metrics = choice.fontMetrics()
    if choice.height() < metrics.height() + 2:
        return f"{choice.height()} px high"
    needed = choice.minimumSizeHint().width()
    is_cut = choice.width() < needed - SLACK
    return f"{choice.width()} px wide, needs {needed}" if is_cut and not choice.toolTip() else ""


def outside(root: QWidget) -> list[str]:
    """Every widget that lies outside of what holds it, where nothing scrolls to it."""
    found = []
    for widget in shown_widgets(root):
        above = widget.parentWidget()
        if widget is root or above is None or widget.isWindow() or isinstance(widget, QScrollBar):
            continue
        if type(widget).__name__ == "_Ring" or widget.testAttribute(
            Qt.WidgetAttribute.WA_TransparentForMouseEvents
        ):
            continue
        area = above.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is above:
            continue
        if isinstance(above, QAbstractScrollArea):
            continue
        held = above.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
        if not held.contains(widget.geometry()):
            found.append(f"{told_by(widget)}: {widget.geometry().getRect()} in {above.rect().getRect()}")
    return found


def scrolls_sideways(root: QWidget) -> list[str]:
    """Every area that scrolls sideways though it is neither a board nor a table."""
    found = []
    for area in shown_widgets(root):
        if not isinstance(area, QAbstractScrollArea) or isinstance(area, QTableView):
            continue
        if any(each.__name__ in SIDEWAYS for each in type(area).__mro__):
            continue
        inner = getattr(area, "widget", lambda: None)()
        wide = inner is not None and inner.width() > area.viewport().width() + SLACK
        if area.horizontalScrollBar().maximum() > 0 or wide:
            found.append(f"{told_by(area)}: by {area.horizontalScrollBar().maximum()} px")
    return found


def overlapping(root: QWidget) -> list[str]:
    """Pairs of words that lie over each other within one parent."""
    found = []
    for above in shown_widgets(root):
        words = [
            each
            for each in above.children()
            if isinstance(each, (QLabel, QAbstractButton, QLineEdit))
            and each.isVisible()
            and each.width() > 1
        ]
        for number, one in enumerate(words):
            for other in words[number + 1 :]:
                shared = one.geometry().intersected(other.geometry())
                if shared.width() > 3 and shared.height() > 3:
                    found.append(f"{told_by(one)} over {told_by(other)}: {shared.getRect()}")
    return found


def middle_in(widget: QWidget, root: QWidget) -> QPoint:
    """Where the middle of a widget is in the scene."""
    return widget.mapTo(root, widget.rect().center())
