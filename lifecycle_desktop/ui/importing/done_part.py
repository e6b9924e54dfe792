"""The last step: what an import did, what stayed out and why, Undo, and where to go on."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.import_report import ImportCounts, ImportReport
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import Card, IconView
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.scrolled import ScrolledColumn

LEFT_SHOWN = 12


def count_words(counts: ImportCounts) -> str:
    """What became of the rows; what did not happen is not said."""
    same = counts.unchanged + counts.duplicate
    updated = ngettext(
        "{n} added to somebody who was here", "{n} added to people who were here", counts.updated
    )
    told = (
        (counts.new, ngettext("{n} new person", "{n} new people", counts.new)),
        (counts.updated, updated),
        (same, ngettext("{n} row with nothing new", "{n} rows with nothing new", same)),
        (counts.skipped, ngettext("{n} row left out", "{n} rows left out", counts.skipped)),
        (counts.failed, ngettext("{n} row that needs a fix", "{n} rows that need a fix", counts.failed)),
    )
    parts = [words.format(n=number(count)) for count, words in told if count]
    return ", ".join(parts) + "." if parts else _("The file brought nothing new.")


class DonePart(ScrolledColumn):
    """What an import did."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = Card(padding=24, spacing=8, parent=self)
        head = QHBoxLayout()
        head.addWidget(IconView("circle-check", side=24, tone="accent", parent=card))
        self._title = Label("", face="heading", cut=True, parent=card)
        head.addWidget(self._title, 1)
        card.column.addLayout(head)
        self._counts = Label("", wrap=True, parent=card)
        card.column.addWidget(self._counts)
        told = _("The whole import is one step: Undo takes it back, also next week, in Edit, History.")
        card.column.addWidget(Label(told, tone="ink2", wrap=True, parent=card))
        self._left = Label("", tone="ink2", wrap=True, parent=card)
        card.column.addWidget(self._left)
        buttons = FlowLayout()
        self.see_button = Button(_("See the people"), kind="primary", icon="users", parent=card)
        self.save_button = Button(_("Save the rows left out"), icon="file-down", parent=card)
        self.undo_button = Button(_("Undo the import"), icon="undo-2", parent=card)
        self.duplicates_button = Button(_("Look for duplicates"), icon="users", parent=card)
        self.again_button = Button(_("Another file"), kind="quiet", parent=card)
        for button in (
            self.see_button,
            self.save_button,
            self.undo_button,
            self.duplicates_button,
            self.again_button,
        ):
            buttons.addWidget(button)
        card.column.addSpacing(8)
        card.column.addLayout(buttons)
        self.column.addWidget(card)
        self.column.addStretch(1)

    def show_report(self, name: str, report: ImportReport, left_out: dict[int, str]) -> None:
        """Show what came of an import; `left_out` are the lines that stayed out, each with its reason."""
        self._title.setText(_("{name} is imported").format(name=name))
        self._counts.setText(count_words(report.counts))
        lines = [
            _("Line {n}: {reason}.").format(n=line, reason=reason)
            for line, reason in list(left_out.items())[:LEFT_SHOWN]
        ]
        more = len(left_out) - len(lines)
        if more > 0:
            lines.append(ngettext("And {n} more line.", "And {n} more lines.", more).format(n=number(more)))
        self._left.setText("\n".join(lines))
        self._left.setVisible(bool(left_out))
        self.save_button.setVisible(bool(left_out))
        self.undo_button.setEnabled(bool(report.counts.changes))

    def show_undone(self, name: str) -> None:
        """The import was taken back."""
        self._title.setText(_("{name}: the import is undone").format(name=name))
        self._counts.setText(_("Everything is as it was before."))
        self.undo_button.setEnabled(False)
