"""The papers a page can be printed on, and how they lie."""

from __future__ import annotations

from enum import StrEnum

from lifecycle_desktop.core.i18n import _


class Paper(StrEnum):
    """A paper size. Its value is the word used on the command line and in the settings."""

    LETTER = "letter"
    A4 = "a4"
    TABLOID = "tabloid"
    A3 = "a3"

    @property
    def long_side(self) -> float:
        """The long side in points (1/72 inch)."""
        return _SIDES[self][0]

    @property
    def short_side(self) -> float:
        """The short side in points."""
        return _SIDES[self][1]

    @property
    def words(self) -> str:
        """The name a person reads."""
        return {"letter": _("Letter"), "a4": "A4", "tabloid": _("Tabloid"), "a3": "A3"}[self.value]

    @property
    def larger(self) -> Paper | None:
        """The paper of the same family that is twice as big; none for the big ones."""
        return {Paper.LETTER: Paper.TABLOID, Paper.A4: Paper.A3}.get(self)


_SIDES = {
    Paper.LETTER: (792.0, 612.0),
    Paper.A4: (841.89, 595.276),
    Paper.TABLOID: (1224.0, 792.0),
    Paper.A3: (1190.551, 841.89),
}


class Orientation(StrEnum):
    """How the paper lies."""

    LANDSCAPE = "landscape"
    PORTRAIT = "portrait"


def paper_size(paper: Paper, orientation: Orientation) -> tuple[float, float]:
    """Width and height in points of the paper as it lies."""
    if orientation is Orientation.LANDSCAPE:
        return paper.long_side, paper.short_side
    return paper.short_side, paper.long_side
