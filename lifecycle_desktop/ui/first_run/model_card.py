"""A lifecycle to choose: radio, name, its stages as a row of arrows and in words, whom it suits."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.lifecycle import Lifecycle
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.chips import Tag
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.labels import Label


class StageArrows(QWidget):
    """The stages as numbered arrows in their colours; an ornament beside their names."""

    accessible_role = "Graphic"

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = count
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def retheme(self) -> None:
        """Take the size of the look in force."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(37) * self._count + 2, theme().px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        step, tall, point = theme().px(37), float(self.height()), theme().px(6)
        wide = step - 2.0
        painter.setFont(theme().font("small", weight=700))
        for place in range(self._count):
            left = (self._count - 1 - place) * step if mirrored else place * step
            body, tip = (left + point, left) if mirrored else (left + wide - point, left + wide)
            far = left + wide if mirrored else left
            shape = QPolygonF(
                [
                    QPointF(far, 0),
                    QPointF(body, 0),
                    QPointF(tip, tall / 2),
                    QPointF(body, tall),
                    QPointF(far, tall),
                ]
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().stage_colour(place + 1, self._count))
            painter.drawPolygon(shape)
            painter.setPen(theme().colour("onstage"))
            painter.drawText(QRectF(left, 0, wide, tall), Qt.AlignmentFlag.AlignCenter, str(place + 1))


def _unbroken(name: str) -> str:
    """A stage's name that no line break parts."""
    return name.replace(" ", "\u00a0").replace("-", "\u2011").replace("/", "/\u2060")


class ModelCard(QFrame):
    """One lifecycle; clicking it anywhere chooses it."""

    chosen = Signal(str)
    entered = Signal()  # Enter on it: it is the one, go on

    def __init__(self, lifecycle: Lifecycle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lifecycle = lifecycle
        self.setProperty("role", "card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(14)
        self.radio = QRadioButton(self)
        count = len(lifecycle.stages)
        stages = ngettext("{n} stage", "{n} stages", count).format(n=count)
        self.radio.setAccessibleName(f"{lifecycle.name}, {stages}")
        self.radio.setAccessibleDescription(lifecycle.description)
        self.radio.toggled.connect(self._on_toggled)
        row.addWidget(self.radio, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(3)
        head = FlowLayout(row_gap=3)
        head.addWidget(Label(lifecycle.name, face="card", parent=self))
        head.addWidget(Label(stages, face="small", tone="ink3", parent=self))
        if lifecycle.is_recommended:
            head.addWidget(Tag(_("A good first choice for agents"), icon="check", parent=self))
        words.addLayout(head)
        words.addWidget(StageArrows(count, self))
        names = "\u00a0\u00a0›  ".join(_unbroken(stage.name) for stage in lifecycle.stages)
        words.addWidget(Label(names, face="small", tone="ink2", wrap=True, parent=self))
        words.addWidget(Label(lifecycle.description, face="small", tone="ink3", wrap=True, parent=self))
        row.addLayout(words, 1)

    def choose(self) -> None:
        """Choose this lifecycle."""
        self.radio.setChecked(True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.choose()
        self.radio.setFocus(Qt.FocusReason.MouseFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.choose()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose()
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _on_toggled(self, on: bool) -> None:
        self.setProperty("tone", "accent" if on else "")
        self.style().unpolish(self)
        self.style().polish(self)
        if on:
            self.chosen.emit(self.lifecycle.key)
