"""The ready text of a sequence's step for somebody: read it, copy it, or open it in the mail program."""

from __future__ import annotations

from PySide6.QtCore import QRect, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.mail_link import mail_link
from lifecycle_desktop.core.model.sequence_lists import ReadyText
from lifecycle_desktop.ui.page import Page
from lifecycle_desktop.ui.sequence_words import field_word
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.fields import Line, Lines
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.popover import Popover

_TALL, _WIDE = 240, 440  # px at 100 %


class ReadyTextPopover(Popover):
    """The text in a field: what is changed here is copied, and stays out of the sequence."""

    def __init__(self, page: Page, name: str, ready: ReadyText) -> None:
        super().__init__(_("Ready text for {name}").format(name=name), page)
        self._page, self._ready = page, ready
        self.setMinimumWidth(max(_WIDE, theme().px(_WIDE)))
        self.column.addWidget(Label(self.windowTitle(), face="card", wrap=True, parent=self))
        self.subject = Line(ready.subject, name=_("Subject"), parent=self)
        self.subject.setVisible(bool(ready.subject))
        self.column.addWidget(self.subject)
        self.lines = Lines(ready.text, name=_("Ready text"), parent=self)
        self.lines.setMinimumHeight(theme().px(_TALL))
        self.column.addWidget(self.lines)
        words = ", ".join(field_word(each).lower() for each in ready.empty)
        told = _("Not known: {fields}. Read it before you send it.").format(fields=words) if words else ""
        self.told = Label(told, face="small", tone="warn", wrap=True, parent=self)
        self.told.setVisible(bool(told))
        self.column.addWidget(self.told)
        row = QHBoxLayout()
        row.setSpacing(8)
        cancel = Button(_("Close"), kind="quiet", parent=self)
        cancel.clicked.connect(self.close)
        row.addWidget(cancel)
        row.addStretch(1)
        self.mail_button = Button(_("Open in mail program"), icon="external-link", parent=self)
        self.mail_button.setVisible(bool(ready.email))
        self.mail_button.clicked.connect(lambda _on=False: self.open_mail())
        row.addWidget(self.mail_button)
        self.copy_button = Button(_("Copy text"), kind="primary", icon="copy", parent=self)
        self.copy_button.clicked.connect(lambda _on=False: self.copy())
        row.addWidget(self.copy_button)
        self.column.addLayout(row)
        self.copy_button.setFocus()

    def copy(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(self.lines.toPlainText())
        self.close()
        self._page.toast.emit(_("Text copied"), False)

    def open_mail(self) -> None:
        """Hand the text to the mail program; one too long for a link is copied, to be pasted there."""
        text = self.lines.toPlainText()
        try:
            link = mail_link(self._ready.email, self.subject.text(), text)
        except UserError as error:
            self.told.setText(error.message)
            self.told.setVisible(True)
            return
        if not link.has_body:
            QGuiApplication.clipboard().setText(text)
        opened = QDesktopServices.openUrl(QUrl(link.url, QUrl.ParsingMode.StrictMode))
        self.close()
        if not opened:
            QGuiApplication.clipboard().setText(text)
            said = _("No mail program answered. The text is copied.")
        elif link.has_body:
            said = _("Opened in the mail program. Send it there.")
        else:
            said = _("Opened in the mail program. The text is copied: paste it there.")
        self._page.toast.emit(said, False)


def ask_ready_text(
    page: Page, anchor: QWidget, follow_up_id: int, name: str, *, rect: QRect | None = None
) -> None:
    """Show the ready text of a follow-up that is a step of a sequence; say so where it has none."""
    from lifecycle_desktop.core.queries.ready_texts import ready_text_of

    def show(ready: ReadyText | None) -> None:
        if ready is None or not ready.text.strip():
            page.toast.emit(_("There is no ready text for this step"), False)
            return
        ReadyTextPopover(page, name, ready).open_at(anchor, rect)

    page.runner.read(show, ready_text_of, follow_up_id)
