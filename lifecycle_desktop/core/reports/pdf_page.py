"""A page to draw on: text, rules, boxes and ticks from the upper left corner down, in colour or in black."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from lifecycle_desktop.core.reports.pdf_fonts import (
    ASCENT,
    DESCENT,
    Weight,
    face_run_width,
    face_runs,
    unit_width,
)
from lifecycle_desktop.core.reports.style import rgb
from lifecycle_desktop.core.reports.text_fit import Line
from lifecycle_desktop.core.reports.text_runs import has_right_to_left, in_sight_order


class Box(NamedTuple):
    """A rectangle in points; x to the right and y down from the upper left corner of the page."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.height

    def inset(self, left: float, top: float, right: float, bottom: float) -> Box:
        """The box made smaller on its four sides."""
        return Box(self.x + left, self.y + top, self.width - left - right, self.height - top - bottom)


@dataclass(frozen=True, slots=True)
class DrawnText:
    """Text as it was drawn, where, how big, and the box it had to stay in; what tests ask for."""

    text: str
    size: float
    ink: Box
    box: Box


class Page:
    """One page. Colours are `#RRGGBB`; all measures are points."""

    def __init__(
        self, canvas: Any, width: float, height: float, drawn: list[DrawnText] | None = None
    ) -> None:
        self._canvas = canvas
        self.width, self.height = width, height
        self._drawn = drawn

    # --- text -----------------------------------------------------------------------------------------------

    def text(
        self, x: float, baseline: float, text: str, weight: Weight, size: float, colour: str, box: Box
    ) -> float:
        """Draw prepared text from `x`; returns its width. `box` is what it has been fitted into."""
        if not text.strip():
            return unit_width(text, weight) * size
        self._fill(colour)
        turned = has_right_to_left(text)
        if turned:
            self._begin_actual_text(text)
        at = x
        for name, run in face_runs(in_sight_order(text) if turned else text, weight):
            self._canvas.setFont(name, size)
            self._canvas.drawString(at, self.height - baseline, run)
            at += face_run_width(name, run, size)
        if turned:
            self._canvas._code.append("EMC")  # noqa: SLF001  reportlab has no call for marked content
        if self._drawn is not None:
            extent = Box(x, baseline - ASCENT * size, at - x, (ASCENT + DESCENT) * size)
            self._drawn.append(DrawnText(text, size, extent, box))
        return at - x

    def line_of_text(
        self, x: float, baseline: float, line: Line, size: float, colours: dict[str, str], box: Box
    ) -> None:
        """Draw a fitted line; `colours` says what each ink is."""
        for piece in line:
            x_piece, points = x + piece.at * size, size * piece.relative
            self.text(x_piece, baseline, piece.text, piece.weight, points, colours[piece.ink], box)

    def _begin_actual_text(self, text: str) -> None:
        """Tell readers the text in reading order (ISO 32000-1, 14.9.4) where it is drawn turned round."""
        code = text.encode("utf-16-be", "replace").hex().upper()
        self._canvas._code.append(f"/Span <</ActualText <FEFF{code}>>> BDC")  # noqa: SLF001

    # --- lines and shapes -----------------------------------------------------------------------------------

    def rule(self, x: float, y: float, width: float, thickness: float, colour: str) -> None:
        """A level line."""
        self._stroke(colour, thickness)
        self._canvas.line(x, self.height - y, x + width, self.height - y)

    def upright(self, x: float, y: float, height: float, thickness: float, colour: str) -> None:
        """An upright line downwards from `y`."""
        self._stroke(colour, thickness)
        self._canvas.line(x, self.height - y, x, self.height - y - height)

    def dotted(self, x: float, y: float, width: float, dot: float, colour: str) -> None:
        """A dotted line to write on."""
        self._stroke(colour, dot)
        self._canvas.setDash(dot, 2 * dot)
        self._canvas.line(x, self.height - y, x + width, self.height - y)
        self._canvas.setDash()

    def rounded(
        self,
        box: Box,
        corner: float,
        *,
        fill: str | None = None,
        stroke: str | None = None,
        thickness: float = 0,
        dash: Sequence[float] = (),
    ) -> None:
        """A box with round corners, filled or outlined (the line is centred on its edge) or both."""
        if fill is not None:
            self._fill(fill)
        if stroke is not None:
            self._stroke(stroke, thickness)
        if dash:
            self._canvas.setDash(list(dash))
        self._canvas.roundRect(
            box.x,
            self.height - box.bottom,
            box.width,
            box.height,
            corner,
            stroke=int(stroke is not None),
            fill=int(fill is not None),
        )
        if dash:
            self._canvas.setDash()

    def shape(
        self,
        corners: Iterable[tuple[float, float, float]],
        *,
        fill: str | None = None,
        stroke: str | None = None,
        thickness: float = 0,
        dash: Sequence[float] = (),
        closed: bool = True,
    ) -> None:
        """A polygon of points (x, y, radius), each corner rounded by its radius."""
        if fill is not None:
            self._fill(fill)
        if stroke is not None:
            self._stroke(stroke, thickness)
        if dash:
            self._canvas.setDash(list(dash))
        path = self._path(list(corners), closed=closed)
        self._canvas.drawPath(path, stroke=int(stroke is not None), fill=int(fill is not None))
        if dash:
            self._canvas.setDash()

    def hatched(self, box: Box, corner: float, spacing: float, thickness: float, colour: str) -> None:
        """Rising lines across a box whose lower corners are round, `spacing` apart along its edges."""
        canvas = self._canvas
        canvas.saveState()
        outline = [(box.x, box.y, 0.0), (box.right, box.y, 0.0), (box.right, box.bottom, corner)]
        canvas.clipPath(self._path([*outline, (box.x, box.bottom, corner)], closed=True), stroke=0, fill=0)
        self._stroke(colour, thickness)
        path = canvas.beginPath()
        at = box.y - (box.y % spacing)
        while at < box.bottom + box.width:
            path.moveTo(box.x, self.height - at)
            path.lineTo(box.right, self.height - at + box.width)
            at += spacing
        canvas.drawPath(path, stroke=1, fill=0)
        canvas.restoreState()

    def picture(self, picture: Any, box: Box) -> None:
        """A picture of `logo.read_logo` that fills the box."""
        self._canvas.drawImage(picture, box.x, self.height - box.bottom, box.width, box.height)

    def loop(self, x: float, middle: float, radius: float, thickness: float, colour: str) -> None:
        """The sign for "and from the start again": a ring open at the top left, its arrow pointing left."""
        canvas = self._canvas
        self._stroke(colour, thickness)
        centre = x + radius + thickness / 2
        path = canvas.beginPath()
        low = self.height - middle - radius
        path.arc(centre - radius, low, centre + radius, low + 2 * radius, startAng=90, extent=-268)
        canvas.drawPath(path, stroke=1, fill=0)
        self._fill(colour)
        tip = radius * 0.85
        top = middle - radius
        self.shape(
            (
                (centre - tip, top, 0),
                (centre + 0.2, top - tip * 0.85, 0),
                (centre + 0.2, top + tip * 0.85, 0),
            ),
            fill=colour,
        )

    # --- how it is done -------------------------------------------------------------------------------------

    def _path(self, corners: list[tuple[float, float, float]], *, closed: bool) -> Any:
        path = self._canvas.beginPath()
        count = len(corners)
        for index, (x, y, radius) in enumerate(corners):
            ends = not closed and index in {0, count - 1}
            before, after = corners[index - 1], corners[(index + 1) % count]
            if radius <= 0 or ends:
                (path.moveTo if index == 0 else path.lineTo)(x, self.height - y)
                continue
            start, end = _towards((x, y), before, radius), _towards((x, y), after, radius)
            (path.moveTo if index == 0 else path.lineTo)(start[0], self.height - start[1])
            near, far = _towards(start, (x, y), 0.5523 * radius), _towards(end, (x, y), 0.5523 * radius)
            path.curveTo(
                near[0], self.height - near[1], far[0], self.height - far[1], end[0], self.height - end[1]
            )
        if closed:
            path.close()
        return path

    def _fill(self, colour: str) -> None:
        red, green, blue = rgb(colour)
        if red == green == blue:
            self._canvas.setFillGray(red)
        else:
            self._canvas.setFillColorRGB(red, green, blue)

    def _stroke(self, colour: str, thickness: float) -> None:
        red, green, blue = rgb(colour)
        if red == green == blue:
            self._canvas.setStrokeGray(red)
        else:
            self._canvas.setStrokeColorRGB(red, green, blue)
        self._canvas.setLineWidth(thickness)


def _towards(point: tuple[float, float], goal: Sequence[float], distance: float) -> tuple[float, float]:
    """The point `distance` on the way from a point to a goal."""
    dx, dy = goal[0] - point[0], goal[1] - point[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    return point[0] + dx / length * distance, point[1] + dy / length * distance
