"""The list "Erased on request": that somebody was erased and when, by number; there is no name to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.day_words import day_words
from lifecycle_desktop.core.model.erasure import Erasure
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.line_table import LineTable

_COLUMNS = (170, 110, 240)  # px at 100 % text; the last takes the rest
_SIZE = QSize(720, 420)
Index = QModelIndex | QPersistentModelIndex


class ErasureModel(QAbstractTableModel):
    """The erasures: when, which number, why, how much went."""

    def __init__(self, erasures: Sequence[Erasure], moment: Moment, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._erasures, self._moment = erasures, moment

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._erasures)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("When"), _("Number"), _("Reason"), _("Went with them"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        erasure = self._erasures[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(erasure, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (self._text(erasure, column) for column in range(4)) if part)
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme().colour("ink")
        return None

    def _text(self, erasure: Erasure, column: int) -> str:
        local = Moment(erasure.erased_at, self._moment.zone).local
        went = ngettext("{n} entry", "{n} entries", erasure.rows).format(n=erasure.rows)
        when = f"{day_words(local.date(), self._moment.today)}, {local:%H:%M}"
        return (when, str(erasure.contact_number), " ".join(erasure.reason.split()), went)[column]


class ErasuresDialog(QDialog):
    """Shows the erasures; nothing can be done with them."""

    def __init__(self, erasures: Sequence[Erasure], moment: Moment, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Erased on request"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addWidget(Label(_("Erased on request"), face="card", parent=self))
        told = _(
            "The number and the day are the proof that it was done; nothing else is kept. "
            "Backups made before may still hold these people."
        )
        column.addWidget(Label(told, tone="ink2", wrap=True, parent=self))
        self.table = LineTable(ErasureModel(erasures, moment, self), _("Erased on request"), _COLUMNS, self)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.close_button = Button(_("Close"), parent=self)
        self.close_button.clicked.connect(self.accept)
        foot.addWidget(self.close_button)
        column.addLayout(foot)
        self.resize(theme().px(_SIZE.width()), theme().px(_SIZE.height()))
        self.close_button.setFocus()
