"""A question of the sign-in page with a few large answers side by side."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from lifecycle_desktop.ui.kiosk.pieces import BigButton
from lifecycle_desktop.ui.widgets.own_layout import OwnLayout


class EvenRows(OwnLayout):
    """Controls of one width side by side, in as few even rows as there is room for."""

    GAP = 12

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = -(-self.count() // self._columns(width))
        return rows * (self._height() + self.GAP) - self.GAP

    def sizeHint(self) -> QSize:
        return QSize(self.count() * (self._width() + self.GAP) - self.GAP, self._height())

    def minimumSize(self) -> QSize:
        return QSize(self._width(), self._height())

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        columns = self._columns(rect.width())
        each = (rect.width() - (columns - 1) * self.GAP) / columns
        parent = self.parentWidget()
        mirrored = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for index, item in enumerate(part.item for part in self.living()):
            row, column = divmod(index, columns)
            column = columns - 1 - column if mirrored else column
            left = rect.left() + round(column * (each + self.GAP))
            top = rect.top() + row * (self._height() + self.GAP)
            item.setGeometry(QRect(left, top, int(each), self._height()))

    def _columns(self, width: int) -> int:
        """As many as fit, and so many that no row is nearly empty: of four 4, 2 or 1."""
        count = max(self.count(), 1)
        fit = max((width + self.GAP) // (self._width() + self.GAP), 1)
        rows = -(-count // min(fit, count))
        return -(-count // rows)

    def _width(self) -> int:
        return max((part.item.sizeHint().width() for part in self.living()), default=1)

    def _height(self) -> int:
        return max((part.item.sizeHint().height() for part in self.living()), default=1)


class ChoiceRow(QWidget):
    """A question with a few answers side by side, of which one may be chosen, and chosen again to take it back."""

    changed = Signal()

    def __init__(self, keys: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = EvenRows(self)
        self.buttons: dict[str, BigButton] = {}
        for key in keys:
            button = BigButton(parent=self)
            button.setCheckable(True)
            button.clicked.connect(self._chooser(key))
            self.buttons[key] = button
            row.addWidget(button)

    @property
    def value(self) -> str:
        """The key of the answer; empty where none is chosen."""
        return next((key for key, button in self.buttons.items() if button.isChecked()), "")

    def _chooser(self, key: str) -> Callable[[], None]:
        def choose() -> None:
            for name, button in self.buttons.items():
                if name != key:
                    button.setChecked(False)
            self.changed.emit()

        return choose

    def setProperty(self, name: str, value: object) -> bool:
        """A fault of the question is a fault of each answer."""
        for button in self.buttons.values():
            button.setProperty(name, value)
            button.update()
        return super().setProperty(name, value)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Put the focus on the first answer."""
        next(iter(self.buttons.values())).setFocus(reason)
