"""A line that names somebody: a contact that is found while typing, or only the name as typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.fields import Line

if TYPE_CHECKING:
    from lifecycle_desktop.core.model.found import Hit
    from lifecycle_desktop.ui.runner import Runner

MOST_OFFERED = 5
_LONGEST_NAME = 200


class PersonField(QWidget):
    """A line with the contacts that match below it; Down or a click chooses one of them."""

    changed = Signal()
    entered = Signal()  # Enter in the line

    def __init__(self, runner: Runner, name: str, without: int, parent: QWidget) -> None:
        """`without` is the contact that cannot be meant: the one whose page it is."""
        super().__init__(parent)
        self._runner, self._without = runner, without
        self.chosen: tuple[int, str] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.line = Line(name=name, placeholder=_("Name, phone or email"), icon="search", parent=self)
        self.line.setMaxLength(_LONGEST_NAME)
        column.addWidget(self.line)
        self.offers = QListWidget(self)
        self.offers.setAccessibleName(_("People that match"))
        self.offers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.offers.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.offers.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.offers.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.offers.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.offers.hide()
        column.addWidget(self.offers)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._on_edited)
        self.line.returnPressed.connect(self.entered)
        self.line.installEventFilter(self)
        self.offers.installEventFilter(self)
        self.offers.itemClicked.connect(self._take)

    @property
    def contact_id(self) -> int | None:
        """The contact that was chosen; None where only a name stands there."""
        return self.chosen[0] if self.chosen is not None else None

    @property
    def name(self) -> str:
        """The name that stands in the line."""
        return self.line.text().strip()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        if watched is self.line and key == Qt.Key.Key_Down and self.offers.isVisible():
            self.offers.setFocus(Qt.FocusReason.OtherFocusReason)
            self.offers.setCurrentRow(0)
            return True
        if watched is self.offers:
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.offers.currentItem() is not None:
                self._take(self.offers.currentItem())
                return True
            if key == Qt.Key.Key_Up and self.offers.currentRow() <= 0:
                self.line.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def _on_edited(self, text: str) -> None:
        self.chosen = None
        self.changed.emit()
        if len(text.strip()) < 2:
            self._offer(())
            return
        from lifecycle_desktop.core.queries.search import hits

        self._runner.read(self._on_found, hits, text, MOST_OFFERED + 1)

    def _on_found(self, found: list[Hit]) -> None:
        if self.chosen is None and len(self.name) >= 2:
            self._offer([hit for hit in found if hit.contact_id != self._without][:MOST_OFFERED])

    def _offer(self, found: list[Hit] | tuple[()]) -> None:
        self.offers.clear()
        for hit in found:
            detail = shortened(hit.detail, 60)
            item = QListWidgetItem(f"{shortened(hit.name, 60)}   {detail}" if detail else shortened(hit.name))
            item.setSizeHint(QSize(0, theme().height(28, room=8)))
            item.setData(Qt.ItemDataRole.UserRole, (hit.contact_id, hit.name))
            self.offers.addItem(item)
        self.offers.setVisible(bool(found))
        if found:
            row = theme().height(28, room=8)
            self.offers.setFixedHeight(row * self.offers.count() + 2 * self.offers.frameWidth())

    def _take(self, item: QListWidgetItem) -> None:
        self.chosen = item.data(Qt.ItemDataRole.UserRole)
        self.line.setText(self.chosen[1] if self.chosen is not None else "")
        self._offer(())
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
