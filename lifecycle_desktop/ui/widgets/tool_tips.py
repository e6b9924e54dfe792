"""Text for tool tips and actions: whatever it holds, it is shown as it is."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import QKeySequence


def tooltip(text: str, key: str = "") -> str:
    """A tool tip that shows `text` as it is, with the key in brackets after it.

    Qt reads a tool tip as HTML when it looks like it; so it always is HTML here, with the text escaped.
    """
    if not text:
        return ""
    whole = f"{text} ({key_text(key)})" if key else text
    return f"<p style='white-space:pre-wrap; margin:0'>{escape(whole)}</p>"


def action_text(text: str) -> str:
    """Text from people inside a menu entry: an ampersand stays an ampersand."""
    return text.replace("&", "&&").replace("\t", " ").replace("\n", " ")


def key_text(key: str) -> str:
    """A key as this system writes it: "Ctrl+N", or with its sign on macOS."""
    shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return shown or key
