"""Leads that are pasted or dropped anywhere in the window: a mail fills quick capture, a file of people is imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.i18n import _

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from lifecycle_desktop.core.model.draft import ContactDraft
    from lifecycle_desktop.ui.main_window import MainWindow

MAILS = (".eml", ".txt")
FILES = (*MAILS, ".mbox", ".csv", ".tsv", ".vcf", ".vcard", ".xlsx", ".xls", ".xlsb", ".ods", ".ics", ".json")
LONGEST_LINE = 500  # characters of a text that quick capture may read as one line
MOST_OF_A_TEXT = 1 << 20
_METADATA = "lead_information_version"


class LeadsIn:
    """Takes what is pasted or dropped in a window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        window.takes, window.take = self.takes, self.drop
        window.setAcceptDrops(True)

    @property
    def _is_open(self) -> bool:
        """Whether the desk is to be seen: while visitors sign in, nothing of it may open."""
        return self._window.runner is not None and not getattr(self._window, "is_for_visitors", False)

    def takes(self, mime: QMimeData) -> bool:
        """Whether what is dragged over the window can be dropped there."""
        return self._is_open and (_file_in(mime) is not None or (not mime.hasUrls() and mime.hasText()))

    def drop(self, mime: QMimeData) -> None:
        """Take what was dropped."""
        path = _file_in(mime)
        if not self._is_open:
            return
        if path is not None:
            self.take_file(path)
        elif mime.hasText():
            self.take_text(_text_in(mime))

    def paste(self) -> None:
        """Take what was copied: a mail, a line about somebody, or a file."""
        mime: QMimeData | None = QGuiApplication.clipboard().mimeData()  # None where it is empty
        if mime is not None and self.takes(mime):
            self.drop(mime)
        elif self._is_open:
            self._window.say(
                _("Nothing was copied that tells of somebody. Copy a mail or a line with a name.")
            )

    def take_text(self, text: str) -> None:
        """Open quick capture with the lead in a text, or with the text where it is one line about somebody."""
        runner = self._window.runner
        if runner is not None:
            runner.work(lambda draft: self._on_read(draft, text), _lead_in, text)

    def take_file(self, path: Path) -> None:
        """Open quick capture with the lead of a mail; bring any other file to the page of imports."""
        runner = self._window.runner
        if runner is None:
            return
        if path.suffix.lower() in MAILS:
            runner.work(lambda found: self._on_file_read(found, path), _lead_in_file, path)
        else:
            self._window.open_page("import", str(path))

    def _on_read(self, draft: ContactDraft | None, text: str) -> None:
        line = " ".join(text.split())
        if draft is not None:
            self._fill(draft)
        elif len(line) <= LONGEST_LINE and _tells_how_to_reach(line):
            self._window.open_capture(line)
        else:
            self._window.say(_("No name with an email or a phone was found in what was pasted."))

    def _on_file_read(self, found: ContactDraft | UserError | None, path: Path) -> None:
        if isinstance(found, UserError):
            self._window.say(str(found))
        elif found is not None:
            self._fill(found)
        else:
            self._window.open_page("import", str(path))

    def _fill(self, draft: ContactDraft) -> None:
        if self._is_open:
            self._window.commands.open_capture(lead=capture_fields(draft))


def capture_fields(draft: ContactDraft) -> dict[str, str]:
    """The fields of quick capture for a lead; what has no field of its own goes into the note."""
    told = [_("Asks about {place}").format(place=draft.want)] if draft.want else []
    told += [draft.note] if draft.note else []
    told += [f"{label}: {value}" for label, value in draft.own]
    texts = {
        "name": draft.name,
        "phone": ", ".join(phone for _label, phone in draft.phones),
        "email": ", ".join(email for _label, email in draft.emails),
        "source": draft.source,
        "tags": ", ".join(draft.tags),
        "note": ". ".join(text.rstrip(". ") for text in told),
    }
    return {name: " ".join(text.split()) for name, text in texts.items() if text}


def _file_in(mime: QMimeData) -> Path | None:
    """The one local file, of a kind that may hold people, that is dragged or was copied."""
    urls = mime.urls() if mime.hasUrls() else []
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in FILES else None


def _text_in(mime: QMimeData) -> str:
    """The text; the HTML of a mail where the lead's metadata stand in it."""
    html = mime.html() if mime.hasHtml() else ""
    return html if _METADATA in html else mime.text()


def _tells_how_to_reach(line: str) -> bool:
    from lifecycle_desktop.core.model.capture_pieces import emails, phones

    return bool(emails(line) or phones(line))


def _lead_in(text: str) -> ContactDraft | None:
    from lifecycle_desktop.core.exchange.lead_mail import pasted_lead

    return pasted_lead(text)


def _lead_in_file(path: Path) -> ContactDraft | UserError | None:
    """The lead of a mail or of a text; None for a text that is another kind of file."""
    from lifecycle_desktop.core.exchange.lead_file import is_leads, open_leads
    from lifecycle_desktop.core.exchange.lead_mail import pasted_lead
    from lifecycle_desktop.core.files import file_problem

    try:
        if is_leads(path):
            leads = open_leads(path)
            draft = next(leads.drafts(), None) if leads.mails == 1 else None
            return draft if draft is None or not draft.problems else None
        with path.open("rb") as stream:
            return pasted_lead(stream.read(MOST_OF_A_TEXT).decode("utf-8-sig", "replace"))
    except OSError as error:
        return file_problem(error, path)
    except UserError as error:
        return error
