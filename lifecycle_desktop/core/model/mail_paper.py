"""Envelopes and postcards: how big they are, and how postcards lie on a sheet that is cut."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.paper import Orientation, Paper, paper_size

_INCH, _MM = 72.0, 72 / 25.4


class Envelope(StrEnum):
    """An envelope. Sizes: No. 10 as the US Postal Service takes it, the others by ISO 269."""

    NO_10 = "no10"
    DL = "dl"
    C5 = "c5"
    C6 = "c6"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points, as it is addressed."""
        return _ENVELOPES[self]

    @property
    def words(self) -> str:
        """The name a person reads."""
        return {"no10": _("No. 10"), "dl": "DL", "c5": "C5", "c6": "C6"}[self.value]


_ENVELOPES = {
    Envelope.NO_10: (9.5 * _INCH, 4.125 * _INCH),
    Envelope.DL: (220 * _MM, 110 * _MM),
    Envelope.C5: (229 * _MM, 162 * _MM),
    Envelope.C6: (162 * _MM, 114 * _MM),
}


def usual_envelope(paper: Paper) -> Envelope:
    """The envelope that a letter on that paper goes into."""
    return Envelope.NO_10 if paper in (Paper.LETTER, Paper.TABLOID) else Envelope.DL


class CardSheet(NamedTuple):
    """A sheet of postcards in points: its size, a card's, and where the first card lies; cards touch each other."""

    width: float
    height: float
    card_width: float
    card_height: float
    columns: int
    rows: int

    @property
    def per_sheet(self) -> int:
        """How many cards a sheet has."""
        return self.columns * self.rows

    @property
    def is_cut(self) -> bool:
        """Whether the sheet has to be cut into cards."""
        return self.per_sheet > 1

    def corner(self, place: int) -> tuple[float, float]:
        """The upper left corner of the card at that place from 0, counted along the rows."""
        row, column = divmod(place, self.columns)
        left = (self.width - self.columns * self.card_width) / 2
        top = (self.height - self.rows * self.card_height) / 2
        return left + column * self.card_width, top + row * self.card_height


class Postcard(StrEnum):
    """A postcard, alone or several on a sheet."""

    FOUR_BY_SIX = "4x6"
    A6 = "a6"
    TWO_ON_LETTER = "4x6-two"
    FOUR_ON_LETTER = "quarter-four"
    TWO_ON_A4 = "a6-two"
    FOUR_ON_A4 = "a6-four"

    @property
    def sheet(self) -> CardSheet:
        """How the cards lie."""
        return _CARDS[self]

    @property
    def words(self) -> str:
        """The name a person reads."""
        return {
            "4x6": _("4 × 6 in"),
            "a6": "A6",
            "4x6-two": _("4 × 6 in, two on Letter"),
            "quarter-four": _("4¼ × 5½ in, four on Letter"),
            "a6-two": _("A6, two on A4"),
            "a6-four": _("A6, four on A4"),
        }[self.value]


def usual_postcard(paper: Paper) -> Postcard:
    """The sheet of postcards for whoever uses that paper."""
    return Postcard.FOUR_ON_LETTER if paper in (Paper.LETTER, Paper.TABLOID) else Postcard.FOUR_ON_A4


_US_CARD = (6 * _INCH, 4 * _INCH)
_US_QUARTER = (5.5 * _INCH, 4.25 * _INCH)
_A6 = (148 * _MM, 105 * _MM)
_LETTER_UP = paper_size(Paper.LETTER, Orientation.PORTRAIT)
_LETTER_WIDE = paper_size(Paper.LETTER, Orientation.LANDSCAPE)
_A4_UP = paper_size(Paper.A4, Orientation.PORTRAIT)
_A4_WIDE = paper_size(Paper.A4, Orientation.LANDSCAPE)
_CARDS = {
    Postcard.FOUR_BY_SIX: CardSheet(*_US_CARD, *_US_CARD, 1, 1),
    Postcard.A6: CardSheet(*_A6, *_A6, 1, 1),
    Postcard.TWO_ON_LETTER: CardSheet(*_LETTER_UP, *_US_CARD, 1, 2),
    Postcard.FOUR_ON_LETTER: CardSheet(*_LETTER_WIDE, *_US_QUARTER, 2, 2),
    Postcard.TWO_ON_A4: CardSheet(*_A4_UP, *_A6, 1, 2),
    Postcard.FOUR_ON_A4: CardSheet(*_A4_WIDE, *_A6, 2, 2),
}
