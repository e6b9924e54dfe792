"""What stands on top of a letter and in the corner of an envelope: who sends it."""

from __future__ import annotations

from lifecycle_desktop.core.model.draft import Address
from lifecycle_desktop.core.model.letter import Sender
from lifecycle_desktop.core.reports.logo import Logo
from lifecycle_desktop.core.reports.pdf_fonts import Weight
from lifecycle_desktop.core.reports.pdf_page import Box, Page
from lifecycle_desktop.core.reports.postal_layout import laid_out
from lifecycle_desktop.core.reports.printed_pages import LINE_HEIGHT, Pages, draw_line, draw_lines
from lifecycle_desktop.core.reports.style import LIGHT
from lifecycle_desktop.core.reports.text_fit import steps

TOP = 40.0
LOGO_WIDTH, LOGO_HEIGHT = 170.0, 52.0
_SMALL = 8.5
_RULE_AT = 106.0


def return_address(sender: Sender) -> tuple[str, ...]:
    """The lines of whoever sends: name, business, street and town; those that are known."""
    address = Address(
        street=sender.street, city=sender.city, region=sender.region, postal_code=sender.postal_code
    )
    names = dict.fromkeys((sender.owner, sender.business))
    return tuple(filter(None, (*names, *laid_out(address, sender.country).lines)))


def draw_letterhead(pages: Pages, page: Page, sender: Sender, logo: Logo | None, margin: float) -> None:
    """Logo and business at the left, how to reach it at the right, a fine rule below; only what is known."""
    width = page.width - 2 * margin
    left = margin
    if logo is not None:
        scale = min(LOGO_WIDTH / logo.width, LOGO_HEIGHT / logo.height)
        page.picture(logo.picture, Box(margin, TOP, logo.width * scale, logo.height * scale))
        left += logo.width * scale + 14
    name = sender.business or sender.owner
    if name:
        room = Box(left, TOP, margin + width * 0.62 - left, LOGO_HEIGHT)
        end = pages.text_in(page, name, room, sizes=steps(16, 9), weight=Weight.BOLD, most_lines=2)
        if sender.owner and sender.owner != name:
            below = Box(left, end + 1, room.width, 14)
            pages.text_in(page, sender.owner, below, sizes=steps(10, 8), ink="soft")
    y = TOP
    address = return_address(sender._replace(owner="", business=""))
    for text in filter(None, (*address, sender.phone, sender.email, sender.website)):
        found = pages.fitted(text, width * 0.36, sizes=steps(_SMALL, 6.5), ink="soft")
        x = margin + width - found.width
        draw_line(page, found.lines[0], found.size, Box(x, y, found.width, 0), y)
        y += _SMALL * LINE_HEIGHT
    if name or y > TOP or logo is not None:
        page.rule(margin, max(_RULE_AT, y + 6), width, 0.6, LIGHT.linemid)


def draw_return_address(pages: Pages, page: Page, sender: Sender, box: Box, size: float = 9.0) -> None:
    """The return address from the upper left corner of a box."""
    y = box.y
    for text in return_address(sender):
        if y + size * LINE_HEIGHT > box.bottom:
            pages.note_not_fitting(text)
            return
        found = pages.fitted(text, box.width, sizes=steps(size, 6.5))
        draw_lines(page, found, Box(box.x, y, box.width, box.bottom - y))
        y += size * LINE_HEIGHT
