"""Places in an order by hand: whole numbers with room between them, so that one card moves without the others."""

from __future__ import annotations

GAP = 1 << 20  # between two places when an order is numbered anew: twenty halvings before it must be again
_FURTHEST = 1 << 60  # SQLite's integers end at 1 << 63


def places_between(above: int | None, below: int | None, count: int) -> list[int] | None:
    """So many ascending places between two that are taken; None for an end that is open.

    Returns None where there is no room left, so that the whole order must be numbered anew.
    """
    if above is None and below is None:
        return numbered(count)
    if above is not None and below is not None:
        step = (below - above) // (count + 1)
        return [above + step * (place + 1) for place in range(count)] if step > 0 else None
    if above is not None:
        found = [above + GAP * (place + 1) for place in range(count)]
    else:
        found = [int(below or 0) - GAP * (count - place) for place in range(count)]
    return found if all(abs(place) < _FURTHEST for place in found) else None


def numbered(count: int) -> list[int]:
    """The places of so many in a row, numbered anew."""
    return [GAP * (place + 1) for place in range(count)]
