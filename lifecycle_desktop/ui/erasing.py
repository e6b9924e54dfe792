"""Erase people for good: what goes and what remains is told first, the safe answer has the focus; then it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.erasure import Erased
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.store.copies import Copies, copies_holding
from lifecycle_desktop.ui.contact_acts import Chosen, people_words
from lifecycle_desktop.ui.page import Page
from lifecycle_desktop.ui.widgets.fields import Field, Line
from lifecycle_desktop.ui.widgets.messages import Answer, MessageDialog
from lifecycle_desktop.ui.widgets.tab_order import read_in_order
from lifecycle_desktop.ui.widgets.tool_tips import action_text

_NAMED_COPIES = 4
_LONGEST_REASON = 200
# Whatever shows people is to be read anew afterwards.
TOUCHED = frozenset(
    {
        "contact", "contact_email", "contact_phone", "contact_address", "contact_date", "contact_tag", "follow_up",
        "activity", "stage_move", "permission", "purchase", "referral", "relation", "household", "tag", "source",
        "erasure",
    }
)  # fmt: skip


class EraseDialog(MessageDialog):
    """Asks whether people are to be erased for good, and why, if the owner wants to keep that."""

    def __init__(self, chosen: Chosen, copies: Copies, parent: Page) -> None:
        name = shortened(chosen.words)
        super().__init__(
            _("Erase {name} for good?").format(name=name),
            erase_words(chosen, copies),
            [
                Answer(
                    "keep", _("Keep {name}").format(name=action_text(shortened(chosen.words, 24))), safe=True
                ),
                Answer("erase", _("Erase for good"), kind="danger"),
            ],
            details="\n".join(str(path) for path in (*copies.holding, *copies.unread)),
            icon="triangle-alert",
            tone="danger",
            parent=parent,
        )
        self.reason = Line(name=_("Reason"), placeholder=_("e.g. asked by letter"), parent=self)
        self.reason.setMaxLength(_LONGEST_REASON)
        field = Field(_("&Reason, if you want to keep one. Leave the name out."), self.reason, parent=self)
        column: Any = self.layout()
        column.insertWidget(column.count() - 1, field)
        read_in_order(self.reason, *self.buttons.values())
        self.buttons["keep"].setFocus()
        width = column.sizeHint().width()
        self.resize(width, column.totalHeightForWidth(width))


def erase_words(chosen: Chosen, copies: Copies) -> str:
    """What goes, what stays, and where they are still to be found."""
    count = len(chosen.ids)
    parts = [
        _("All that is kept about them goes: details, notes, calls, next steps, purchases, and what the history "
          "holds of them. This cannot be undone."),
        ngettext(
            "What stays: that contact number {number} was erased and when, and what stands about them in notes on "
            "other people.",
            "What stays: that {n} contacts were erased and when, by their numbers, and what stands about them in "
            "notes on other people.",
            count,
        ).format(n=count, number=chosen.ids[0]),
    ]  # fmt: skip
    if copies.holding:
        names = [f"“{path.name}”" for path in copies.holding[-_NAMED_COPIES:]]
        if len(copies.holding) > _NAMED_COPIES:
            names.append("…")
        told = ngettext(
            "{n} backup still holds them: {names}. It stays until you delete it.",
            "{n} backups still hold them: {names}. They stay until you delete them.",
            len(copies.holding),
        )
        parts.append(told.format(n=len(copies.holding), names=", ".join(names)))
    else:
        parts.append(_("No backup in the backup folder holds them."))
    if copies.unread:
        told = ngettext(
            "{n} backup cannot be read and may hold them.",
            "{n} backups cannot be read and may hold them.",
            len(copies.unread),
        )
        parts.append(told.format(n=len(copies.unread)))
    return "\n\n".join(parts)


def ask_erasure(page: Page, chosen: Chosen) -> None:
    """Look which backups hold these people, ask, and erase them when that is the answer."""

    def ask(copies: Copies) -> None:
        before = QApplication.focusWidget()
        dialog = EraseDialog(chosen, copies, page)
        dialog.finished.connect(lambda _code: _give_back(before))
        dialog.finished.connect(lambda _code: _on_answered(page, chosen, dialog))
        dialog.open()

    page.runner.work(ask, _copies_of, page.runner.database, chosen.ids)


def _give_back(focus: QWidget | None) -> None:
    if focus is not None and shiboken6.isValid(focus):
        focus.activateWindow()
        focus.setFocus(Qt.FocusReason.PopupFocusReason)


def _copies_of(database: Any, contact_ids: Sequence[int]) -> Copies:
    from lifecycle_desktop.core.queries.erasures import created_at_of

    with database.read() as connection:
        people = created_at_of(connection, list(contact_ids))
    return copies_holding(database.path, people)


def _on_answered(page: Page, chosen: Chosen, dialog: EraseDialog) -> None:
    answer, reason = dialog.answer, dialog.reason.text()
    dialog.deleteLater()
    if answer != "erase":
        return
    runner = page.runner
    progress = Progress(0, _("Erasing"))

    def told(done: Erased) -> None:
        said = _("{people} erased for good").format(people=people_words(done.people))
        if not done.is_swept:
            said += ". " + _(
                "The free space of the file is cleared when the program closes: it was busy or full."
            )
        page.toast.emit(said, False)
        runner.look_up_labels()

    database: Any = runner.database
    runner.on_writer(
        told,
        lambda: database.erase_people(chosen.ids, moment=runner.moment(), reason=reason, progress=progress),
        progress=progress,
        tables=TOUCHED,
    )
