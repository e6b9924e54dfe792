"""Cards, hairlines, banners, empty states and the heads of sections."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.icon_view import IconView
from lifecycle_desktop.ui.widgets.labels import Label

__all__ = ["Banner", "Card", "EmptyState", "Hairline", "IconView", "SectionHead"]


class Card(QFrame):
    """A sheet on the page: 1 px line, corners of 8. `layout()` is a column with the card's padding."""

    def __init__(
        self, *, padding: int = style.CARD_PADDING, spacing: int = 8, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(padding, padding, padding, padding)
        self.column.setSpacing(spacing)


class Hairline(QFrame):
    """A 1 px line across a card."""

    accessible_role = "Separator"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("line"))


class SectionHead(QWidget):
    """The line over a card: sign, name, count, a hint, and at the end a link ("Late 3 oldest first … Move all")."""

    def __init__(
        self,
        text: str,
        *,
        icon: str = "",
        tone: str = "ink",
        link: str = "",
        on_link: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if icon:
            row.addWidget(IconView(icon, side=16, tone=tone))
        self.words = Label(text, face="strong", tone=tone, parent=self)
        self.count = Label("", face="strong", tone="ink2", weight=500, parent=self)
        self.hint = Label("", face="small", tone="ink3", cut=True, parent=self)
        for label in (self.words, self.count, self.hint):
            row.addWidget(label)
        row.addStretch(1)
        self.note = Label("", face="small", tone="ink3", parent=self)
        row.addWidget(self.note)
        self.note.hide()
        self.link = Button(link, kind="link", small=True, parent=self)
        self.link.setVisible(bool(link))
        if on_link is not None:
            self.link.clicked.connect(on_link)
        row.addWidget(self.link)
        self.count.hide()
        self.hint.hide()
        self.retheme()

    def retheme(self) -> None:
        """Be as high with a link as without, so that heads beside each other stand level."""
        self.setMinimumHeight(theme().control_small)

    def set_count(self, count: int | None) -> None:
        """Write the count after the name; None takes it away."""
        self.count.setText("" if count is None else str(count))
        self.count.setVisible(count is not None)

    def set_hint(self, text: str) -> None:
        """Write the few quiet words after the count."""
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def set_note(self, text: str) -> None:
        """Write the quiet words at the end of the line."""
        self.note.setText(text)
        self.note.setVisible(bool(text))


class Banner(QFrame):
    """What needs an answer and stays on the page: what happened, what it means, one button."""

    ICONS = {"warn": "triangle-alert", "danger": "circle-alert", "accent": "info"}  # noqa: RUF012

    def __init__(
        self,
        title: str,
        text: str = "",
        *,
        tone: str = "warn",
        icon: str = "",
        button: str = "",
        on_button: Callable[[], object] | None = None,
        quiet_button: str = "",
        on_quiet: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self.setProperty("tone", tone)
        self.setAccessibleName(f"{title} {text}".strip())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 9, 12, 9)
        row.setSpacing(12)
        row.addWidget(
            IconView(icon or self.ICONS[tone], side=16, tone="accenttext" if tone == "accent" else tone)
        )
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = Label(title, face="strong", wrap=True, parent=self)
        words.addWidget(self.title)
        self.text = Label(text, face="small", tone="ink2", wrap=True, parent=self)
        self.text.setVisible(bool(text))
        words.addWidget(self.text)
        row.addLayout(words, 1)
        self.button = _side_button(row, self, button, on_button, "normal")
        self.quiet_button = _side_button(row, self, quiet_button, on_quiet, "quiet")


def _side_button(
    row: QHBoxLayout, parent: QWidget, text: str, act: Callable[[], object] | None, kind: str
) -> Button | None:
    if not text:
        return None
    button = Button(text, kind=kind, small=True, parent=parent)
    if act is not None:
        button.clicked.connect(lambda _on=False: act())
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    return button


class EmptyState(QWidget):
    """What a list says when it is empty: icon, title, why, and one button."""

    def __init__(
        self,
        icon: str,
        title: str,
        text: str = "",
        *,
        button: str = "",
        button_icon: str = "",
        primary: bool = False,
        on_button: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(0)
        column.addStretch(1)
        self._sign = IconView(icon, side=28, tone="ink3", parent=self)
        column.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(10)
        self._title = Label(title, face="card", wrap=True, parent=self)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._title)
        column.addSpacing(6)
        self._text = Label(text, tone="ink2", wrap=True, parent=self)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._text.setMaximumWidth(theme().px(420))
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._text, 8)
        across.addStretch(1)
        column.addLayout(across)
        self.button: Button | None = None
        if button:
            column.addSpacing(12)
            self.button = Button(
                button, kind="primary" if primary else "normal", icon=button_icon, parent=self
            )
            if on_button is not None:
                self.button.clicked.connect(lambda _on=False: on_button())
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def set_words(self, title: str, text: str, icon: str = "") -> None:
        """Say something else: all clear, no match, too few."""
        self._title.setText(title)
        self._text.setText(text)
        if icon:
            self._sign.set_icon(icon)

    def retheme(self) -> None:
        """Take the widths of the look in force."""
        self._text.setMaximumWidth(theme().px(420))
