"""How wide the columns are: as somebody drew them, else as usual, and who takes the room that is left."""

from __future__ import annotations

from collections.abc import Sequence

from lifecycle_desktop.ui.contacts.columns import NARROWEST, SHARES, TICK, WIDEST, usual_width
from lifecycle_desktop.ui.theme import theme

_MAY_LACK = 70  # px that columns give up before the table scrolls sideways


class ColumnWidths:
    """Widths in px at 100 % text, by column; only those that were drawn by hand."""

    def __init__(self) -> None:
        self.drawn: dict[str, int] = {}

    def draw(self, column: str, pixels: int) -> None:
        """Keep the width that somebody gave a column, in px of the look in force."""
        at_100 = round(pixels / max(theme().px(1000) / 1000, 0.1))
        self.drawn[column] = min(max(at_100, NARROWEST), WIDEST)

    def fitted(self, columns: Sequence[str], room: int) -> list[int]:
        """The width of each column in px of the look in force, for a table as wide as `room`."""
        widths = [theme().px(self.drawn.get(column, usual_width(column))) for column in columns]
        left = room - sum(widths)
        shares = {
            place: SHARES[column]
            for place, column in enumerate(columns)
            if column in SHARES and column not in self.drawn
        }
        if left > 0 and not shares:
            shares = {len(columns) - 1: 1.0}
        if left <= -theme().px(_MAY_LACK) or not shares:
            return widths
        whole, given = sum(shares.values()), 0
        for place, share in list(shares.items())[:-1]:
            part = int(left * share / whole)
            widths[place] += part
            given += part
        widths[list(shares)[-1]] += left - given
        return widths

    def as_text(self) -> str:
        """The widths as one line, to be remembered."""
        return " ".join(f"{column}:{width}" for column, width in self.drawn.items())

    def take_text(self, text: str) -> None:
        """Take widths from a remembered line; what cannot be read counts as not drawn."""
        for part in text.split():
            column, _colon, width = part.rpartition(":")
            if column and column != TICK and width.isascii() and width.isdigit():
                self.drawn[column] = min(max(int(width[:4]), NARROWEST), WIDEST)
