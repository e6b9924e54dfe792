"""A stage's key lines: offer, wow and trigger, and lines to write on where a trigger or measure is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plan import Gap, PlanStage
from lifecycle_desktop.core.reports.pdf_fonts import Weight, prepared, unit_width
from lifecycle_desktop.core.reports.text_fit import Line, Piece, Span, fit, wrapped
from lifecycle_desktop.core.reports.wall_plan_layout import Scale

SMALL_TAG_WIDTH, SMALL_TAG_HEIGHT = 28.5, 14.0
KEY_LINE = 12.0
_GAP_LINE, _GAP_LINE_TIGHT = 17.0, 15.0
_WRITING_ROOM = 30.0


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A row of key lines: text, or labels of gaps to write behind. Heights and sizes in points."""

    height: float
    size: float
    text: Line = ()
    gap_labels: tuple[str, ...] = ()


def measure_keys(
    stage: PlanStage, open_gaps: tuple[Gap, ...], inner: float, scale: Scale, room: float
) -> tuple[tuple[KeyRow, ...], list[str]]:
    """Fit the key lines into the width `inner` and the height `room`; also what had to be cut.

    `room` must not be less than `least_keys_height` says.
    """
    said, missing = _said(stage), _missing(open_gaps)
    gap_rows = _gap_rows(missing, inner, scale, room - len(said) * KEY_LINE * scale.k)
    rows, cut = _text_rows(said, inner, scale, room - sum(row.height for row in gap_rows))
    return (*rows, *gap_rows), cut


def least_keys_height(stage: PlanStage, open_gaps: tuple[Gap, ...], inner: float, scale: Scale) -> float:
    """The height the key lines need at the least: one line for all texts, and the gaps to write in."""
    gap_rows = _gap_rows(_missing(open_gaps), inner, scale, 0.0)
    return sum(row.height for row in gap_rows) + (KEY_LINE * scale.k if _said(stage) else 0.0)


class _KeyText(NamedTuple):
    """A key line before it is fitted: its spans, and what it says as the owner wrote it."""

    spans: tuple[Span, Span]
    written: str


def _said(stage: PlanStage) -> list[_KeyText]:
    said = []
    for label, words in ((_("Offer:"), stage.offer), (_("Wow:"), stage.wow), (_("Trigger:"), stage.trigger)):
        shown = prepared(words)
        if shown:
            spans = (
                Span(prepared(label), Weight.BOLD, "stage"),
                Span(shown, Weight.MEDIUM, "ink", spaces=1),
            )
            said.append(_KeyText(spans, f"{label} {words.strip()}"))
    return said


def _missing(open_gaps: tuple[Gap, ...]) -> list[str]:
    pairs = ((Gap.TRIGGER, _("Trigger:")), (Gap.MEASURE, _("Measure:")))
    return [prepared(words) for gap, words in pairs if gap in open_gaps]


def _gap_rows(missing: list[str], inner: float, scale: Scale, room: float) -> tuple[KeyRow, ...]:
    """The gaps, each on a row of its own, or all on one where rows are dear and it is long enough."""
    k, size = scale.k, scale.pt(10)
    height = (_GAP_LINE_TIGHT if scale.tight else _GAP_LINE) * k
    labels = sum(unit_width(label, Weight.BOLD) * size for label in missing)
    wide = labels + (_WRITING_ROOM * len(missing) + SMALL_TAG_WIDTH) * k
    if len(missing) > 1 and wide <= inner and (scale.tight or height * len(missing) > room):
        return (KeyRow(height, size, gap_labels=tuple(missing)),)
    return tuple(KeyRow(height, size, gap_labels=(label,)) for label in missing)


def _text_rows(
    said: list[_KeyText], inner: float, scale: Scale, room: float
) -> tuple[tuple[KeyRow, ...], list[str]]:
    """All on one line if they fit, else each on its own; on fewer, cut, where the room is short."""
    if not said:
        return (), []
    k, size = scale.k, scale.pt(10)
    spans = [key.spans for key in said]
    beside = _beside(spans, inner / size, 12 * k / size) if len(said) > 1 else ()
    if beside:
        return (KeyRow(KEY_LINE * k, size, beside),), []
    most = int(room / (KEY_LINE * k) + 1e-6)
    if most < len(said):
        return _squeezed_rows(said, inner, scale, max(1, most))
    rows: list[KeyRow] = []
    cut = []
    for place, key in enumerate(said):
        others = len(said) - place - 1
        allowed = min(2 if scale.tight else 3, most - len(rows) - others)
        fitted = fit(key.spans, inner, scale.sizes(10), 1)
        if fitted.cut and allowed > 1:
            fitted = fit(key.spans, inner, scale.sizes(10), allowed)
        if fitted.cut:
            cut.append(key.written)
        rows += [KeyRow(KEY_LINE * k, fitted.size, line) for line in fitted.lines]
    return tuple(rows), cut


def _squeezed_rows(
    said: list[_KeyText], inner: float, scale: Scale, most: int
) -> tuple[tuple[KeyRow, ...], list[str]]:
    """One running text in the lines there are."""
    running = tuple(span for key in said for span in key.spans)
    fitted = fit(running, inner, scale.sizes(10), most)
    rows = tuple(KeyRow(KEY_LINE * scale.k, fitted.size, line) for line in fitted.lines)
    return rows, [key.written for key in said] if fitted.cut else []


def _beside(spans: list[tuple[Span, Span]], limit: float, gap: float) -> Line:
    """All key lines on one, if they fit; else nothing."""
    pieces: list[Piece] = []
    at = 0.0
    for pair in spans:
        line = wrapped(pair, 1e6)[0]
        pieces += [Piece(piece.text, piece.weight, piece.ink, at + piece.at, piece.width) for piece in line]
        at = pieces[-1].at + pieces[-1].width + gap
    return tuple(pieces) if at - gap <= limit else ()
