"""The toast: what just happened, with Undo; one at a time, it waits while looked at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QGraphicsDropShadowEffect, QHBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.motion import fade_in_part, fade_length
from lifecycle_desktop.ui.widgets.painters import one_line, paint_box
from lifecycle_desktop.ui.widgets.tool_tips import key_text

UNTIL_CLOSED = 0
LONGEST_TEXT = 200
STATE_NAME = "toast_ms"
KEEPS_FREE = "keeps_free_of_toast"  # the name of a bar of buttons that a toast lies above

_stay = style.TOAST_MS


def toast_stays() -> list[tuple[int, str]]:
    """How long a message may stay, in ms, and how that is said."""
    said = ngettext("{n} second", "{n} seconds", 8), ngettext("{n} second", "{n} seconds", 20)
    return [
        (style.TOAST_MS, said[0].format(n=8)),
        (20_000, said[1].format(n=20)),
        (UNTIL_CLOSED, _("Until closed")),
    ]


def usual_stay() -> int:
    """How long a message stays, in ms; `UNTIL_CLOSED` for as long as it is not closed."""
    return _stay


def use_stay(stay: int) -> None:
    """Let messages stay so long from now on; anything that is not offered counts as the usual."""
    global _stay
    _stay = stay if stay in dict(toast_stays()) else style.TOAST_MS


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say `text` when it has finished what it is saying."""
    event = QAccessibleAnnouncementEvent(widget, text)
    event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
    QAccessible.updateAccessibility(event)


class _ToastButton(Button):
    """Undo on the dark ground of the toast."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, kind="link", small=True, parent=parent)

    def _colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        over = self.underMouse() or self.isDown() or self.hasFocus()
        ground = theme().mixed("toasttext", "toast", 0.14) if over else None
        edge = theme().colour("toastaction") if self.hasFocus() else None
        return ground, edge, theme().colour("toastaction")


class Toast(QWidget):
    """A message at the bottom of the page that goes away by itself after `stay` ms (0: only when closed)."""

    accessible_role = "AlertMessage"

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._own_stay: int | None = None
        self._icon = "check"
        self._act: Callable[[], object] | None = None
        row = self._row = QHBoxLayout(self)
        row.setSpacing(10)
        self._take_margins()
        self._words = Label("", tone="toasttext", weight=500, wrap=True, parent=self)
        row.addWidget(self._words, 1)
        self._button = _ToastButton(_("Undo"), self)
        self._button.clicked.connect(self._on_act)
        row.addWidget(self._button)
        self._key = Label(key_text("Ctrl+Z"), face="small", tone="toasttext", parent=self)
        row.addWidget(self._key)
        self._cast_shadow()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time_over)
        self._button.installEventFilter(self)
        parent.installEventFilter(self)
        self.hide()

    @property
    def stay(self) -> int:
        """How long it stays, in ms; what the person has chosen unless it was set for this one."""
        return usual_stay() if self._own_stay is None else self._own_stay

    @stay.setter
    def stay(self, stay: int) -> None:
        self._own_stay = stay

    @property
    def text(self) -> str:
        """What it says; empty while it is not shown."""
        return self._words.text() if not self.isHidden() else ""

    def say(
        self,
        text: str,
        *,
        act: Callable[[], object] | None = None,
        act_text: str = "",
        key: str = "Ctrl+Z",
        icon: str = "check",
    ) -> None:
        """Show `text`, with a button that calls `act` ("Undo" unless named); it takes the place of the one before."""
        self._icon, self._act = icon, act
        self._words.setText(one_line(text, LONGEST_TEXT))
        self._button.setText(act_text or _("Undo"))
        self._button.setVisible(act is not None)
        self._key.setText(key_text(key))
        self._key.setVisible(act is not None and bool(key))
        self.setAccessibleName(text)
        self.place()
        if self.isHidden() and fade_length():
            fade_in_part(self, self._cast_shadow)
        self.show()
        self.raise_()
        self._start()
        announce(self, text)

    def _cast_shadow(self) -> None:
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 6)
        shadow.setColor(QColor(0, 0, 0, 70))
        self.setGraphicsEffect(shadow)

    def close_now(self) -> None:
        """Take it away."""
        self._timer.stop()
        self.hide()

    def place(self) -> None:
        """Put it at the bottom centre of the page."""
        parent = self.parentWidget()
        if parent is None:
            return
        metrics = theme().metrics(weight=500)
        words = metrics.horizontalAdvance(self._words.text()) + 4
        others = sum(one.sizeHint().width() + 10 for one in (self._button, self._key) if not one.isHidden())
        margins = self._row.contentsMargins()
        others += margins.left() + margins.right()
        width = min(words + others, parent.width() - 2 * style.PAGE_MARGIN)
        room = max(width - others, 40)
        lines = 1
        if words > room:  # large text in a small window: nothing is cut
            wrapped = metrics.boundingRect(0, 0, room, 10_000, Qt.TextFlag.TextWordWrap, self._words.text())
            lines = max(round(wrapped.height() / metrics.lineSpacing()), 1)
        height = theme().height(style.HEIGHT_TOAST) + (lines - 1) * metrics.lineSpacing()
        left = (parent.width() - width) // 2
        self.setGeometry(left, self._floor(parent) - height - style.PAGE_MARGIN, width, height)

    def _floor(self, parent: QWidget) -> int:
        """The line it lies above: the foot of the page, or the bar there that is needed for the next act."""
        bars = parent.findChildren(QWidget, KEEPS_FREE)
        tops = [bar.mapTo(parent, QPoint(0, 0)).y() for bar in bars if bar.isVisible()]
        return min([parent.height(), *(top + style.PAGE_MARGIN // 2 for top in tops)])

    def retheme(self) -> None:
        """Take the sizes of the look in force."""
        self._take_margins()
        self.place()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._start()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._timer.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_now()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self._button:
            if event.type() == QEvent.Type.FocusIn:
                self._timer.stop()
            elif event.type() == QEvent.Type.FocusOut:
                self._start()
        elif event.type() == QEvent.Type.Resize:
            self.place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint_box(painter, area, fill=theme().colour("toast"), radius=style.CORNER_CARD)
        side = theme().px(16)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = area.right() - 14 - side if mirrored else 14
        box = QRectF(left, 0, side, area.height())
        paint_icon(painter, self._icon, box, theme().colour("toastaction"), side)

    def _take_margins(self) -> None:
        first, last = 14 + theme().px(16) + 10, 14
        mirrored = (
            self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        )  # margins do not turn by themselves
        self._row.setContentsMargins(last if mirrored else first, 0, first if mirrored else last, 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._take_margins()

    def _start(self) -> None:
        if self.stay != UNTIL_CLOSED and not self.isHidden():
            self._timer.start(self.stay)

    def _on_time_over(self) -> None:
        if self.underMouse() or self._button.hasFocus():
            self._start()
        else:
            self.hide()

    def _on_act(self) -> None:
        act = self._act
        self.close_now()
        if act is not None:
            act()
