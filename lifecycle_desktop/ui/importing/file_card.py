"""The file: its name, rows, encoding and delimiter, and the popover that corrects how it is read."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lifecycle_desktop.core.exchange.delimited import Table
from lifecycle_desktop.core.exchange.encoding import encoding_name
from lifecycle_desktop.core.exchange.formats import ContactFile
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import Card, IconView
from lifecycle_desktop.ui.widgets.fields import Choice, Field
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.popover import Popover


def delimiter_names() -> dict[str, str]:
    """The signs that part cells, by their names."""
    return {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("bar")}


class ReadingPopover(Popover):
    """Asks for the encoding and the delimiter; `chosen` has both."""

    chosen = Signal(str, str)

    def __init__(self, file: ContactFile, parent: QWidget) -> None:
        super().__init__(_("How the file is read"), parent)
        self.encoding = Choice(name=_("Letters"))
        for name in file.table.encodings:
            self.encoding.add(encoding_name(name), name)
        self.encoding.choose(file.table.encoding)
        self.delimiter = Choice(name=_("Between the cells"))
        for sign, name in delimiter_names().items():
            self.delimiter.add(name, sign)
        self.delimiter.choose(file.table.delimiter)
        hint = _("Choose another where é or ñ look wrong.")
        self.column.addWidget(Field(_("&Letters (encoding)"), self.encoding, hint=hint, parent=self))
        self.column.addWidget(Field(_("&Between the cells"), self.delimiter, parent=self))
        foot = QHBoxLayout()
        foot.addStretch(1)
        cancel = Button(_("Cancel"), kind="quiet", parent=self)
        cancel.clicked.connect(self.close)
        self.read = Button(_("Read it so"), kind="primary", parent=self)
        self.read.clicked.connect(self._on_read)
        foot.addWidget(cancel)
        foot.addWidget(self.read)
        self.column.addLayout(foot)
        self.encoding.setFocus()

    def _on_read(self) -> None:
        encoding, delimiter = str(self.encoding.currentData()), str(self.delimiter.currentData())
        self.close()
        self.chosen.emit(encoding, delimiter)


class FileCard(Card):
    """What file it is, and how it is read."""

    read_wanted = Signal(str, str)  # encoding, delimiter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=16, spacing=6, parent=parent)
        self._file: ContactFile | None = None
        self.column.addWidget(Label(_("Your file"), face="strong", parent=self))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(IconView("file-spreadsheet", side=16, tone="ink2", parent=self))
        self._name = Label("", cut=True, parent=self)
        row.addWidget(self._name, 1)
        self.column.addLayout(row)
        self._told = Label("", face="small", tone="ink2", wrap=True, parent=self)
        self.column.addWidget(self._told)
        self.change = Button(_("Change how it is read"), kind="link", parent=self)
        self.change.clicked.connect(self.ask)
        self.column.addWidget(self.change)

    def show_file(self, file: ContactFile, rows: int) -> None:
        """Show a file."""
        self._file = file
        self._name.setText(file.name)
        count = ngettext("{n} row", "{n} rows", rows).format(n=number(rows))
        line = file.table.heading_line
        heading = (
            _("the first line is the headings") if line == 1 else _("line {n} is the headings").format(n=line)
        )
        self.change.setVisible(isinstance(file.table, Table))
        self._told.setText(f"{file.title}, {count}, {file.written}, {heading}")

    def ask(self) -> ReadingPopover | None:
        """Ask how the file is to be read."""
        if self._file is None:
            return None
        popover = ReadingPopover(self._file, self)
        popover.chosen.connect(self.read_wanted)
        popover.open_at(self.change)
        return popover
