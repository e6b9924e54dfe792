"""The buttons of the row under the mouse or in focus: log, snooze, more."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.desk import FollowUpLine
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.today.follow_up_painter import WHEN_ROOM
from lifecycle_desktop.ui.widgets.buttons import Button, IconButton


class RowActions(QWidget):
    """Log, Snooze and more for one line; shown over its row."""

    asked = Signal(str, object)

    def __init__(self, parent: QWidget, *, withheld: bool = False) -> None:
        """`withheld`: what is due with people not to be contacted can be let go, not logged or put off."""
        super().__init__(parent)
        self._withheld = withheld
        self._line: FollowUpLine | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 0, 0)
        row.setSpacing(12)
        self._log = Button(_("Log call"), icon="phone", small=True, key="C", parent=self)
        self._log.clicked.connect(lambda: self._ask(self._kind()))
        self._snooze = Button(_("Snooze"), icon="alarm-clock", small=True, key="S", parent=self)
        self._snooze.clicked.connect(lambda: self._ask("snooze"))
        self._more = IconButton("ellipsis", _("More"), kind="normal", small=True, parent=self)
        self._more.clicked.connect(lambda: self._ask("menu"))
        self._let_go = Button(_("Let it go"), icon="x", small=True, key="Delete", parent=self)
        self._let_go.clicked.connect(lambda: self._ask("let_go"))
        self._let_go.setVisible(withheld)
        for button in (self._log, self._snooze, self._let_go, self._more):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the row has the focus, and a key for each
            row.addWidget(button)
        self.hide()

    def show_for(self, line: FollowUpLine) -> None:
        """Show what can be done with a line; a task of the plan has nobody to call."""
        self._line = line
        kind = self._kind()
        words = {"call": _("Log call"), "text": _("Log text"), "email": _("Log email")}
        icons = {"call": "phone", "text": "message-square", "email": "mail"}
        self._log.setVisible(line.contact_id is not None and not self._withheld)
        self._snooze.setVisible(not self._withheld)
        self._let_go.setAccessibleName(_("Let the step with {name} go").format(name=line.name))
        self._log.setText(words[kind])
        self._log.set_icon(icons[kind])
        self._log.setAccessibleName(_("{what} with {name}").format(what=words[kind], name=line.name))
        self._snooze.setAccessibleName(_("Snooze {name}").format(name=line.name or line.what))
        self.show()

    def place_in(self, rect: QRect) -> None:
        """Stand in a row, before its channel and time."""
        self.adjustSize()
        room = theme().px(WHEN_ROOM)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = rect.left() + room if mirrored else rect.right() - room - self.width()
        self.move(left, rect.top() + (rect.height() - self.height()) // 2)

    def has_focus(self) -> bool:
        """Whether one of the buttons is being used."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _kind(self) -> str:
        channel = self._line.channel if self._line is not None else ""
        return channel if channel in ("text", "email") else "call"

    def _ask(self, what: str) -> None:
        if self._line is not None:
            self.asked.emit(what, self._line)
