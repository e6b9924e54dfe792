"""Envelopes as PDF, one a page: return address in the corner, the address where the post's machines read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.letter import Sender
from lifecycle_desktop.core.model.mail_paper import Envelope
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.reports.labels import Label, draw_label
from lifecycle_desktop.core.reports.letterhead import draw_return_address
from lifecycle_desktop.core.reports.pdf_page import Box, DrawnText
from lifecycle_desktop.core.reports.printed_pages import PrintNotes, printed_pages

_CORNER = 24.0  # of the return address from the edges, inside what office printers reach
# The block of the address: right of the middle third, and clear of the lowest 5/8 inch, which machines write on.
_ADDRESS_LEFT, _ADDRESS_TOP = 0.42, 0.42
_CLEAR_BELOW = 46.0
_CLEAR_RIGHT = 36.0


def write_envelopes(
    target: IO[bytes],
    labels: Sequence[Label],
    envelope: Envelope,
    sender: Sender,
    *,
    progress: Progress | None = None,
    drawn: list[DrawnText] | None = None,
) -> PrintNotes:
    """Write one envelope for each name and address; what does not fit is told.

    Raises `Stopped` when that was asked.
    """
    progress = progress or Progress()
    progress.start(_("Envelopes"), len(labels))
    width, height = envelope.size
    title = _("Envelopes {name}").format(name=envelope.words)
    with printed_pages(target, envelope.size, title=title, drawn=drawn) as pages:
        for label in labels:
            page = pages.new_page()
            draw_return_address(
                pages, page, sender, Box(_CORNER, _CORNER, width * 0.45, height * _ADDRESS_TOP - _CORNER - 6)
            )
            left, top = width * _ADDRESS_LEFT, height * _ADDRESS_TOP
            box = Box(left, top, width - left - _CLEAR_RIGHT, height - top - _CLEAR_BELOW)
            draw_label(pages, page, label, box, biggest=13.0)
            progress.advance()
        return pages.notes()
