"""Up and Down on the contact page: they walk to the next person, unless what has the focus uses them itself."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from lifecycle_desktop.ui.contact.walk import keeps_arrows


class WalkingKeys(QObject):
    """The arrows as actions of a page; with Alt they walk from within a field too."""

    pressed = Signal(int)  # 1 for the next, -1 for the one before

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._plain = [self._action("Up", -1), self._action("Down", 1)]
        self._with_alt = [self._action("Alt+Up", -1), self._action("Alt+Down", 1)]
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def _action(self, keys: str, by: int) -> QAction:
        action = QAction(self._page)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _on=False: self.pressed.emit(by))
        self._page.addAction(action)
        return action

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        page = self._page
        if new is None or not page.isVisible():
            return
        # A popover belongs to the page, so its keys would reach the page's actions: there the arrows are its own.
        is_inside = new is page or page.isAncestorOf(new)
        keeps, keeps_alt = keeps_arrows(new) if is_inside else (True, True)
        for actions, kept in ((self._plain, keeps), (self._with_alt, keeps_alt)):
            for action in actions:
                action.setEnabled(not kept)
