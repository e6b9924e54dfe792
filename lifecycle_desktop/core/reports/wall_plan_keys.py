"""A stage's key lines: offer, wow and trigger, and lines to write on where a trigger or measure is missing."""

from __future__ import annotations

from dataclasses import dataclass

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
    """Fit the key lines into the width `inner` and about the height `room`; also what had to be cut."""
    k = scale.k
    said = [
        (prepared(label), prepared(words))
        for label, words in (
            (_("Offer:"), stage.offer),
            (_("Wow:"), stage.wow),
            (_("Trigger:"), stage.trigger),
        )
        if words.strip()
    ]
    gap_words = ((Gap.TRIGGER, _("Trigger:")), (Gap.MEASURE, _("Measure:")))
    missing = [prepared(words) for gap, words in gap_words if gap in open_gaps]
    gap_rows = _gap_rows(missing, inner, scale, room - len(said) * KEY_LINE * k)
    room -= sum(row.height for row in gap_rows)
    rows, cut = _text_rows(said, inner, scale, room)
    return (*rows, *gap_rows), cut


def _gap_rows(missing: list[str], inner: float, scale: Scale, room: float) -> tuple[KeyRow, ...]:
    """The gaps, each on a row of its own, or all on one where rows are dear."""
    if not missing:
        return ()
    k, size = scale.k, scale.pt(10)
    height = (_GAP_LINE_TIGHT if scale.tight else _GAP_LINE) * k
    wide = (
        sum(unit_width(label, Weight.BOLD) * size + _WRITING_ROOM * k for label in missing)
        + SMALL_TAG_WIDTH * k
    )
    if scale.tight and wide <= inner:
        return (KeyRow(height, size, gap_labels=tuple(missing)),)
    if height * len(missing) > room and wide <= inner:
        return (KeyRow(height, size, gap_labels=tuple(missing)),)
    return tuple(KeyRow(height, size, gap_labels=(label,)) for label in missing)


def _text_rows(
    said: list[tuple[str, str]], inner: float, scale: Scale, room: float
) -> tuple[tuple[KeyRow, ...], list[str]]:
    if not said:
        return (), []
    k, size = scale.k, scale.pt(10)
    spans = [
        (Span(label, Weight.BOLD, "stage"), Span(words, Weight.MEDIUM, "ink", spaces=1))
        for label, words in said
    ]
    if len(said) > 1:
        joined = _beside(spans, inner / size, 12 * k / size)
        if joined:
            return (KeyRow(KEY_LINE * k, size, joined),), []
    most = max(len(said), int(room / (KEY_LINE * k)))
    rows: list[KeyRow] = []
    cut = []
    for place, (label, words) in enumerate(said):
        others = len(said) - place - 1
        allowed = max(1, min(3, most - len(rows) - others))
        fitted = fit(spans[place], inner, scale.sizes(10), 1)
        if fitted.cut and allowed > 1:
            fitted = fit(spans[place], inner, scale.sizes(10), allowed)
        if fitted.cut:
            cut.append(f"{label} {words}")
        rows += [KeyRow(KEY_LINE * k, fitted.size, line) for line in fitted.lines]
    return tuple(rows), cut


def _beside(spans: list[tuple[Span, Span]], limit: float, gap: float) -> Line:
    """All key lines on one, if they fit; else nothing."""
    pieces: list[Piece] = []
    at = 0.0
    for pair in spans:
        line = wrapped(pair, 1e6)[0]
        pieces += [Piece(piece.text, piece.weight, piece.ink, at + piece.at, piece.width) for piece in line]
        at = pieces[-1].at + pieces[-1].width + gap
    return tuple(pieces) if at - gap <= limit else ()
