"""What the board says of itself: the line under its title, and the words in the place of an empty board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.lists import Board
from lifecycle_desktop.ui.contact_acts import people_words
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.people_empty import no_match, nobody_yet
from lifecycle_desktop.ui.widgets.cards import EmptyState

if TYPE_CHECKING:
    from lifecycle_desktop.ui.board.page import BoardPage


def line_of(found: Board, *, parked: bool) -> str:
    """How many people in how many stages, and how many have no next step."""
    people = people_words(found.count)
    if parked:
        return _("{people} parked. They come back by themselves on their day.").format(people=people)
    stages = len(found.columns)
    in_stages = ngettext("{people} in {n} stage.", "{people} in {n} stages.", stages)
    text = in_stages.format(people=people, n=stages)
    missing = found.without_next_step
    if missing:
        more = ngettext("{n} has no next step.", "{n} have no next step.", missing)
        text += " " + more.format(n=number(missing))
    elif found.count:
        text += " " + _("Everyone has a next step.")
    return text


def empty_of(page: BoardPage, found: Board) -> EmptyState | None:
    """Why there is nobody, and what can be done; None where there is somebody."""
    row = page.filter_row
    if found.count:
        return None
    if row.shows_parked:
        return EmptyState(
            "circle-play",
            _("Nobody is parked"),
            _("Whoever you park is set aside here until their day."),
            button=_("Back to the board"),
            on_button=lambda: row.show_parked(False),
            parent=page,
        )
    if page.filter.wanted:
        return no_match(page, page.filter)
    if found.parked:
        return EmptyState(
            "circle-pause",
            _("Everyone is parked"),
            _("They come back by themselves on their day."),
            button=_("Show who is parked"),
            on_button=lambda: row.show_parked(True),
            parent=page,
        )
    return nobody_yet(page, page.navigate.emit)
