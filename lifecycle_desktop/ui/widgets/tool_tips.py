"""Text for tool tips and actions: whatever it holds, it is shown as it is."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QKeySequence

from lifecycle_desktop.core.i18n import _


def escape(text: str) -> str:
    """The text as HTML that reads the same (`html.escape` would load its 2,000 named letters at each start)."""
    for letter, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#x27;")):
        text = text.replace(letter, name)
    return text


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


@lru_cache(maxsize=256)
def key_text(key: str) -> str:
    """A key as this system writes it: "Ctrl+N", or with its sign on macOS."""
    shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return shown.replace("Return", _("Enter")) or key
