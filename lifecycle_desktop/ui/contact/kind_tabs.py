"""The row of kinds on top of the composer: Note, Call, Text …; arrows and clicks choose, narrow rows wrap."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.flow import FlowLayout


class KindTabs(QWidget):
    """One of several kinds is chosen; only the chosen one is a stop of the Tab key."""

    chosen = Signal(str)
    clicked = Signal()  # chosen by the mouse: what is typed next is meant for it

    def __init__(self, choices: Sequence[tuple[str, str, str]], name: str, parent: QWidget) -> None:
        """`choices` are (key, words, icon)."""
        super().__init__(parent)
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        flow = FlowLayout(self, gap=2, row_gap=2)
        self.tabs: dict[str, _Tab] = {}
        for key, words, icon in choices:
            tab = self.tabs[key] = _Tab(words, icon, self)
            tab.clicked.connect(lambda _on=False, key=key: self._on_clicked(key))
            flow.addWidget(tab)
        self.current = ""
        self.set_current(choices[0][0])

    def set_current(self, key: str) -> None:
        """Show a kind as chosen, without telling anybody."""
        self.current = key
        for name, tab in self.tabs.items():
            tab.setChecked(name == key)
            tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name == key else Qt.FocusPolicy.ClickFocus)

    def choose(self, key: str) -> None:
        """Choose as a click does."""
        self.set_current(key)
        self.chosen.emit(key)

    def _on_clicked(self, key: str) -> None:
        self.choose(key)
        self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        across = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if across and self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            step = -step
        keys = list(self.tabs)
        index = min(max(keys.index(self.current) + step, 0), len(keys) - 1)
        self.choose(keys[index])
        self.tabs[keys[index]].setFocus(Qt.FocusReason.OtherFocusReason)


class _Tab(Button):
    """One kind: a pill when it is chosen."""

    def __init__(self, words: str, icon: str, parent: QWidget) -> None:
        super().__init__(words, kind="quiet", icon=icon, small=True, parent=parent)
        self.setCheckable(True)
        self.setProperty("keeps_arrows", True)

    @property
    def ring_radius(self) -> int:  # type: ignore[override]
        """The corner of the focus ring."""
        return self.height() // 2

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrows = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
        if event.key() in arrows:
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: object) -> None:
        from PySide6.QtGui import QPainter

        from lifecycle_desktop.ui.widgets.painters import paint_box

        if self.isChecked():
            edge = theme().colour("accent") if theme().look.contrast else None
            fill = theme().colour("accentsoft")
            paint_box(QPainter(self), self.rect(), fill=fill, edge=edge, radius=self.height() / 2)
        super().paintEvent(event)  # type: ignore[arg-type]

    def _colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        if self.isChecked():
            return None, None, theme().colour("accenttext")
        return super()._colours()

    def _icon_ink(self, ink: QColor) -> QColor:
        return ink if self.isChecked() else super()._icon_ink(ink)

    def _weight(self) -> int:
        return 600 if self.isChecked() else 500

    def _side_room(self) -> int:
        return 10
