"""Small measures: the answer-now ring, bars with an aim line, the progress line and the progress card."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.painters import paint_box, paint_progress, paint_ring

POLL_MS = 100
SHOW_AFTER_MS = 400
SHOW_READ_AFTER_MS = 1000
WARN_SECONDS = 15 * 60


def _say(widget: QWidget, text: str) -> None:
    """Let a screen reader say it; what speaks is loaded then, not for the first picture."""
    from lifecycle_desktop.ui.widgets.toast import announce

    announce(widget, text)


def _tell_value(widget: QWidget, value: int) -> None:
    """Let a screen reader know the value that a gauge has now."""
    from PySide6.QtGui import QAccessible, QAccessibleValueChangeEvent

    QAccessible.updateAccessibility(QAccessibleValueChangeEvent(widget, value))


def waited(seconds: int) -> str:
    """How long someone has waited, for inside the ring: "2:04", then "26m", "3h", "2d"."""
    if seconds < 10 * 60:
        return f"{seconds // 60}:{seconds % 60:02d}"
    if seconds < 3600:
        return _("{n}m").format(n=seconds // 60)
    if seconds < 86400:
        return _("{n}h").format(n=seconds // 3600)
    return _("{n}d").format(n=seconds // 86400)


def waited_token(seconds: int, aim: int) -> str:
    """The colour of a wait: accent up to the aim (in seconds), warn up to 15 minutes, danger after."""
    if seconds <= aim:
        return "accent"
    return "warn" if seconds <= max(WARN_SECONDS, aim) else "danger"


class Ring(QWidget):
    """How long a new lead has been waiting, against the aim. It speaks once, when the aim is passed."""

    accessible_role = "ProgressBar"

    def __init__(self, *, aim: int = 300, side: int = 38, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seconds, self._aim, self._side = 0, aim, side
        self._told = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_seconds(self, seconds: int) -> None:
        """Show another wait; `seconds` since the lead came."""
        passed = self._seconds <= self._aim < seconds and self._seconds > 0
        self._seconds = seconds
        minutes = seconds // 60
        text = ngettext("Waiting {n} minute", "Waiting {n} minutes", minutes).format(n=minutes)
        self.setAccessibleName(text)
        if passed and not self._told:
            self._told = True
            _say(self, text)
        self.update()

    def accessible_value(self) -> str:
        """The wait as it stands in the ring."""
        return waited(self._seconds)

    def retheme(self) -> None:
        """Take the size of the look in force."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self._side), theme().px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        share = self._seconds / self._aim if self._aim else 1.0
        token = waited_token(self._seconds, self._aim)
        paint_ring(QPainter(self), self.rect(), share, token, waited(self._seconds))


class MiniBars(QWidget):
    """A few bars with a dashed line at the aim; those that keep it are accent. `text` says it to a screen reader."""

    accessible_role = "Chart"

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[float] = []
        self._aim: float | None = None
        self._below_is_good = True
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_values(
        self, values: Sequence[float], aim: float | None, text: str, *, below_is_good: bool = True
    ) -> None:
        """Show other values; the tallest fills the height."""
        self._values, self._aim, self._below_is_good = list(values), aim, below_is_good
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def retheme(self) -> None:
        """Take the size of the look in force."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(max(len(self._values), 1) * 15, max(38, theme().px(38)))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._values:
            return
        painter = QPainter(self)
        top = max(*self._values, self._aim or 0, 0.0001) if self._values else 1.0
        height = self.height() - 1
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for index, value in enumerate(self._values):
            tall = max(value / top * height, 2.0)
            place = len(self._values) - 1 - index if mirrored else index
            box = QRectF(place * 15 + 2, self.height() - tall, 11, tall)
            good = self._aim is not None and (value <= self._aim) == self._below_is_good
            paint_box(painter, box, fill=theme().colour("accent" if good else "linestrong"), radius=2)
        if self._aim is not None:
            y = round(self.height() - self._aim / top * height) + 0.5
            pen = QPen(theme().colour("ink"), 1)
            pen.setDashPattern([3, 2])
            painter.setPen(pen)
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))


class ProgressLine(QWidget):
    """A line that fills: how much of something is done."""

    accessible_role = "ProgressBar"

    def __init__(self, name: str = "", *, height: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self._name = name
        self._colour: QColor | None = None
        self._height = height
        self.setAccessibleName(name)
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(40)

    @property
    def share(self) -> float:
        """How much is filled, 0 to 1."""
        return self._share

    def set_share(self, share: float) -> None:
        """Fill to `share`, 0 to 1."""
        if share != self._share:
            self._share = share
            self.setAccessibleDescription(self.accessible_value())
            if self.isVisible():
                _tell_value(self, round(share * 100))
            self.update()

    def accessible_value(self) -> str:
        """How much is filled, in words."""
        return _("{n} per cent").format(n=round(self._share * 100))

    def sizeHint(self) -> QSize:
        return QSize(120, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_progress(QPainter(self), self.rect(), self._share, self._colour)


class ProgressCard(QFrame):
    """Long work: what, how far, and Stop. It asks the `Progress` ten times a second and appears only after a while."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._progress: Progress | None = None
        self._label = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        head = QHBoxLayout()
        self._words = Label("", face="strong", cut=True, parent=self)
        self._count = Label("", tone="ink2", parent=self)
        head.addWidget(self._words, 1)
        head.addWidget(self._count)
        column.addLayout(head)
        self.line = ProgressLine(parent=self)
        column.addWidget(self.line)
        foot = QHBoxLayout()
        foot.addWidget(Label(_("You can keep working."), tone="ink2", parent=self), 1)
        self.stop_button = Button(_("Stop"), small=True, parent=self)
        self.stop_button.clicked.connect(self._on_stop)
        foot.addWidget(self.stop_button)
        column.addLayout(foot)
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._on_poll)
        self._appear = QTimer(self)
        self._appear.setSingleShot(True)
        self._appear.timeout.connect(self._on_appear)
        self.hide()

    @property
    def progress(self) -> Progress | None:
        """What is being watched."""
        return self._progress

    def watch(self, progress: Progress, label: str = "", *, after: int = SHOW_AFTER_MS) -> None:
        """Watch a piece of work; the card appears when it is still running after `after` ms."""
        self._progress, self._label = progress, label
        self.stop_button.setEnabled(True)
        self._on_poll()
        self._poll.start()
        if after:
            self._appear.start(after)
        else:
            self._on_appear()

    def rest(self, progress: Progress | None = None) -> None:
        """Stop watching; with another `progress` than the one watched nothing happens."""
        if progress is not None and progress is not self._progress:
            return
        self._poll.stop()
        self._appear.stop()
        self._progress = None
        self.hide()

    def _on_appear(self) -> None:
        if self._progress is not None:
            self.place()
            self.show()
            self.raise_()
            _say(self, self._words.text())

    def place(self) -> None:
        """Put the card at the lower end of the page it stands over, above the toast."""
        parent = self.parentWidget()
        if parent is None:
            return
        width = min(max(320, theme().px(320)), parent.width() - 40)
        height = self.sizeHint().height()
        self.setGeometry(parent.width() - width - 20, parent.height() - height - 20, width, height)

    def retheme(self) -> None:
        """Take the sizes of the look in force."""
        self.place()

    def _on_poll(self) -> None:
        progress = self._progress
        if progress is None:
            return
        self._words.setText(progress.label or self._label or _("Working"))
        if progress.total:
            self._count.setText(_("{done} of {total}").format(done=progress.done, total=progress.total))
            self.line.set_share(progress.done / progress.total)
        else:
            self._count.setText(str(progress.done) if progress.done else "")
            self.line.set_share(0.0)
        self.setAccessibleName(f"{self._words.text()} {self._count.text()}".strip())

    def _on_stop(self) -> None:
        if self._progress is not None:
            self._progress.stop()
            self.stop_button.setEnabled(False)
