"""What a person should know before a sheet is printed: does all of it fit, how big, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.paper import Paper
from lifecycle_desktop.core.model.plan import StageGaps

GOOD_TACTICS_POINTS = 10.5
SMALLEST_POINTS = 9.0


@dataclass(frozen=True, slots=True)
class LeftOver:
    """The tactics of a stage that the sheet only counts ("+ 3 more"), by what they say."""

    stage_id: int
    number: int
    label: str
    tactics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CutText:
    """A text that the sheet shows only the beginning of. `number` is its stage; 0 where it has none."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class MissingLetter:
    """A letter that no font at hand can draw; the sheet shows "?" in its place."""

    letter: str
    name: str


class Sign(StrEnum):
    """How a line of the checks is marked."""

    GOOD = "good"
    GAP = "gap"
    NOTE = "note"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of the checks as a person reads it."""

    sign: Sign
    words: str


@dataclass(frozen=True, slots=True)
class SheetChecks:
    """What was found while the sheet was laid out. Sizes are points on the paper.

    `advice` is a bigger paper on which everything would fit, or read from afar; None where none is needed.
    """

    tactics_points: float
    names_points: float
    purposes_left_out: bool
    left_over: tuple[LeftOver, ...]
    cut: tuple[CutText, ...]
    missing_letters: tuple[MissingLetter, ...]
    gaps: tuple[StageGaps, ...]
    advice: Paper | None = None

    @property
    def fits(self) -> bool:
        """Whether everything is on the page in full (purposes left out still count as fitting)."""
        return not self.left_over and not self.cut

    def lines(self) -> tuple[CheckLine, ...]:
        """The checks in words, in the order they are shown."""
        lines = [CheckLine(Sign.GOOD, _("Fits on one page"))] if self.fits else []
        lines += self._overflow_lines()
        if self.names_points >= 16:
            lines.append(CheckLine(Sign.GOOD, _("Stage names and goals read from 2 m")))
        else:
            points = _points(self.names_points)
            lines.append(CheckLine(Sign.NOTE, _("A long stage name prints at {n} pt").format(n=points)))
        lines += self._tactics_lines()
        if self.purposes_left_out:
            lines.append(CheckLine(Sign.NOTE, _("Purposes are left out to make room")))
        if self.gaps:
            count = len(self.gaps)
            text = ngettext(
                "{n} stage has a gap; it prints as write-in lines",
                "{n} stages have gaps; they print as write-in lines",
                count,
            )
            lines.append(CheckLine(Sign.GAP, text.format(n=count)))
        if self.advice is not None:
            words = _("Use {paper} for bigger print").format(paper=self.advice.words)
            lines.append(CheckLine(Sign.NOTE, words))
        return tuple(lines)

    def _overflow_lines(self) -> list[CheckLine]:
        lines = []
        for rest in self.left_over:
            words = _("{label}: + {n} more, not printed: {tactics}").format(
                label=rest.label, n=len(rest.tactics), tactics="; ".join(rest.tactics)
            )
            lines.append(CheckLine(Sign.PROBLEM, words))
        for cut in self.cut:
            words = (
                _("Stage {n}: shortened on the page: {text}").format(n=cut.number, text=cut.text)
                if cut.number
                else _("Shortened on the page: {text}").format(text=cut.text)
            )
            lines.append(CheckLine(Sign.PROBLEM, words))
        for missing in self.missing_letters:
            words = _("No font has the letter {letter} ({name}); it prints as ?").format(
                letter=missing.letter, name=missing.name
            )
            lines.append(CheckLine(Sign.PROBLEM, words))
        return lines

    def _tactics_lines(self) -> list[CheckLine]:
        points = _points(self.tactics_points)
        if self.tactics_points >= GOOD_TACTICS_POINTS:
            return [CheckLine(Sign.GOOD, _("Tactics print at {n} pt, read from 1 m").format(n=points))]
        return [CheckLine(Sign.NOTE, _("Tactics print at {n} pt, read from less than 1 m").format(n=points))]


def _points(points: float) -> str:
    return f"{points:.1f}".rstrip("0").rstrip(".")
