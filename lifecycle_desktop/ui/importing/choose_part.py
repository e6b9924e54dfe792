"""The step that asks for a file: dropped, or chosen with a button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import Card, IconView
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.scrolled import ScrolledColumn
from lifecycle_desktop.ui.widgets.toast import announce


class ChoosePart(ScrolledColumn):
    """Where a file is dropped or chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = self.column
        drop = Card(padding=36, spacing=8, parent=self)
        drop.column.addWidget(
            IconView("file-spreadsheet", side=32, tone="accent", parent=drop),
            0,
            Qt.AlignmentFlag.AlignHCenter,
        )
        self._title = Label(_("Drop a file of people here"), face="heading", wrap=True, parent=drop)
        text = Label(
            _("You see first what would happen to every row. Nothing is written before you say Import."),
            tone="ink2",
            wrap=True,
            parent=drop,
        )
        for label in (self._title, text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            drop.column.addWidget(label)
        drop.column.addSpacing(8)
        self.button = Button(_("Choose a file"), kind="primary", icon="folder-open", parent=drop)
        drop.column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(drop)
        self._problem = Card(padding=14, parent=self)
        self._problem.setProperty("role", "banner")
        self._problem.setProperty("tone", "danger")
        row = QHBoxLayout()
        row.addWidget(
            IconView("circle-alert", side=18, tone="danger", parent=self._problem),
            0,
            Qt.AlignmentFlag.AlignTop,
        )
        self._problem_text = Label("", wrap=True, parent=self._problem)
        row.addWidget(self._problem_text, 1)
        self._problem.column.addLayout(row)
        self._problem.hide()
        column.addWidget(self._problem)
        column.addWidget(self._how_to())
        column.addStretch(1)

    def _how_to(self) -> Card:
        card = Card(padding=18, spacing=10, parent=self)
        outlook = _(
            "In Outlook choose File, Open & Export, Import/Export, Export to a file, Comma Separated Values."
        )
        for title, text in (
            (_("Google Contacts"), _("In Google Contacts choose Export, then Google CSV.")),
            (_("Outlook"), outlook),
            (
                _("A phone, or Apple Contacts"),
                _("Share or export the contacts as vCard, a file that ends in .vcf."),
            ),
            (
                _("Any other program"),
                _("A CSV whose first line names the columns, such as name, email, phone."),
            ),
        ):
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(Label(title, face="strong", parent=card))
            words.addWidget(Label(text, tone="ink2", wrap=True, parent=card))
            card.column.addLayout(words)
        return card

    def show_problem(self, text: str) -> None:
        """Say what is wrong with a file; "" takes it away."""
        self._problem_text.setText(text)
        self._problem.setAccessibleName(text)
        self._problem.setVisible(bool(text))
        if text and self.isVisible():
            announce(self, text)

    def set_busy(self, name: str) -> None:
        """Say that a file is being looked at; "" when it is over."""
        self.button.setEnabled(not name)
        self._title.setText(
            _("Looking at {name}").format(name=name) if name else _("Drop a file of people here")
        )
