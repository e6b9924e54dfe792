"""The wall plan: a whole lifecycle marketing plan on one printed page."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from lifecycle_desktop.core import i18n
from lifecycle_desktop.core.files import written_whole
from lifecycle_desktop.core.model.paper import Orientation, Paper
from lifecycle_desktop.core.model.plan import Plan, months_shown, plan_gaps, written_tactics
from lifecycle_desktop.core.reports.pdf_fonts import missing_letters, one_file_at_a_time, open_canvas
from lifecycle_desktop.core.reports.pdf_page import DrawnText, Page
from lifecycle_desktop.core.reports.sheet_checks import (
    GOOD_TACTICS_POINTS,
    CutText,
    LeftOver,
    SheetChecks,
)
from lifecycle_desktop.core.reports.wall_plan_cells import StageCell
from lifecycle_desktop.core.reports.wall_plan_frame import (
    SheetFoot,
    SheetHead,
    draw_foot,
    draw_head,
    measure_foot,
    measure_head,
)
from lifecycle_desktop.core.reports.wall_plan_layout import Inks, Sheet, margins, scale_of, sheet
from lifecycle_desktop.core.reports.wall_plan_measure import (
    NameText,
    StageText,
    measure_name,
    measure_stage,
    room_for_name,
)
from lifecycle_desktop.core.reports.wall_plan_moves import MovesText, draw_moves, measure_moves
from lifecycle_desktop.core.reports.wall_plan_tactics import PageTactics, place_tactics

_MANY_STAGES = 9


@dataclass(frozen=True, slots=True)
class _Layout:
    """Everything fitted and placed, ready to be drawn."""

    sheet: Sheet
    head: SheetHead
    foot: SheetFoot
    texts: tuple[StageText, ...]
    bars: tuple[float, ...]
    tactics: PageTactics
    moves: MovesText


def write_wall_plan(
    plan: Plan,
    target: IO[bytes] | Path,
    *,
    paper: Paper,
    orientation: Orientation,
    grey: bool,
    printed_on: dt.date,
) -> SheetChecks:
    """Write the plan as a PDF of one page to a stream or a file; returns what was found on the way.

    The same plan, paper and day make the same bytes. Raises `FileProblem` or `DiskFull` for a path that
    cannot be written; then the old file is left as it was.
    """
    pdf, checks = wall_plan_bytes(
        plan, paper=paper, orientation=orientation, grey=grey, printed_on=printed_on
    )
    if isinstance(target, Path):
        with written_whole(target) as stream:
            stream.write(pdf)
    else:
        target.write(pdf)
    return checks


def wall_plan_bytes(
    plan: Plan,
    *,
    paper: Paper,
    orientation: Orientation,
    grey: bool,
    printed_on: dt.date,
    drawn: list[DrawnText] | None = None,
) -> tuple[bytes, SheetChecks]:
    """The plan as the bytes of a PDF of one page, and its checks.

    `drawn`, where given, is filled with every text drawn, its place, and the box it belongs in.
    """
    with one_file_at_a_time:
        layout = _lay_out(plan, paper, orientation, grey=grey, printed_on=printed_on)
        stream = io.BytesIO()
        canvas = open_canvas(
            stream,
            layout.sheet.width,
            layout.sheet.height,
            title=plan.title,
            author=plan.owner or plan.business,
            language=i18n.language(),
        )
        page = Page(canvas, layout.sheet.width, layout.sheet.height, drawn)
        _draw(page, plan, layout, Inks.of(len(plan.stages), grey=grey))
        canvas.showPage()
        canvas.save()
        return stream.getvalue(), _checks(plan, layout, paper, orientation, printed_on, grey=grey)


def wall_plan_checks(
    plan: Plan, *, paper: Paper, orientation: Orientation, grey: bool, printed_on: dt.date
) -> SheetChecks:
    """The checks alone, without making a file."""
    with one_file_at_a_time:
        layout = _lay_out(plan, paper, orientation, grey=grey, printed_on=printed_on)
        return _checks(plan, layout, paper, orientation, printed_on, grey=grey)


def _lay_out(
    plan: Plan, paper: Paper, orientation: Orientation, *, grey: bool, printed_on: dt.date
) -> _Layout:
    scale = scale_of(paper, orientation, len(plan.stages))
    foot = measure_foot(plan, margins(paper, orientation, scale).width, scale, printed_on)
    places = sheet(paper, orientation, len(plan.stages), foot.height)
    months = months_shown(plan.period_start, plan.period_end, printed_on)
    cell = (places.cells[0].width if places.cells else places.moves.width, places.moves.height)
    names, bars = _names_and_bars(plan, places, cell, grey=grey)
    texts = tuple(
        measure_stage(stage, plan, name, cell, bar, scale, months)
        for stage, name, bar in zip(plan.stages, names, bars, strict=True)
    )
    return _Layout(
        sheet=places,
        head=measure_head(plan, places.head, scale),
        foot=foot,
        texts=texts,
        bars=bars,
        tactics=place_tactics(texts, *cell, bars, scale),
        moves=measure_moves(plan, places.moves, scale),
    )


def _names_and_bars(
    plan: Plan, places: Sheet, cell: tuple[float, float], *, grey: bool
) -> tuple[tuple[NameText, ...], tuple[float, ...]]:
    """Each stage's fitted name, and the height of its bar: all bars of a row are as high as the highest."""
    scale, last = places.scale, len(plan.stages) - 1
    rooms: dict[int, float] = {}
    for index, stage in enumerate(plan.stages):
        room = room_for_name(stage, *cell, scale)
        rooms[places.row(index)] = min(room, rooms.get(places.row(index), room))
    names = tuple(
        measure_name(stage, cell[0], rooms[places.row(index)], scale, grey=grey, is_last=index == last)
        for index, stage in enumerate(plan.stages)
    )
    highest: dict[int, float] = {}
    for index, name in enumerate(names):
        highest[places.row(index)] = max(name.height, highest.get(places.row(index), 0.0))
    return names, tuple(highest[places.row(index)] for index in range(len(names)))


def _draw(page: Page, plan: Plan, layout: _Layout, inks: Inks) -> None:
    places, scale = layout.sheet, layout.sheet.scale
    draw_head(page, layout.head, places.head, scale, inks)
    for index, (text, box) in enumerate(zip(layout.texts, places.cells, strict=True)):
        StageCell(page, text, box, index, layout.bars[index], scale, inks).draw(
            layout.tactics.cells[index],
            purposes=layout.tactics.shows_purposes,
            points_on=places.points_on(index),
            loops=index == len(layout.texts) - 1,
        )
    draw_moves(page, layout.moves, places.moves, scale, inks)
    draw_foot(page, layout.foot, plan, places.foot, scale, inks)


def _checks(
    plan: Plan,
    layout: _Layout,
    paper: Paper,
    orientation: Orientation,
    printed_on: dt.date,
    *,
    grey: bool,
    may_advise: bool = True,
) -> SheetChecks:
    left_over = []
    cut = [CutText(0, text) for text in (*layout.head.cut, *layout.moves.cut, *layout.foot.cut)]
    for text, placed in zip(layout.texts, layout.tactics.cells, strict=True):
        stage = text.stage
        tactics = written_tactics(stage)
        if placed.left_over:
            rest = tuple(tactics[index].what for index in placed.left_over)
            left_over.append(LeftOver(stage.stage_id, stage.number, stage.label or stage.name, rest))
        cut += [CutText(stage.number, words) for words in text.cut]
    names = min((text.name.name.size for text in layout.texts), default=20.0)
    checks = SheetChecks(
        tactics_points=layout.tactics.size,
        names_points=names,
        purposes_left_out=not layout.tactics.shows_purposes
        and any(text.purpose is not None for text in layout.texts),
        left_over=tuple(left_over),
        cut=tuple(cut),
        missing_letters=missing_letters(_texts(plan)),
        gaps=plan_gaps(plan),
    )
    if may_advise and (not checks.fits or _hard_to_read(checks) or len(plan.stages) >= _MANY_STAGES):
        return _advised(checks, plan, paper, orientation, printed_on, grey=grey)
    return checks


def _hard_to_read(checks: SheetChecks) -> bool:
    return checks.tactics_points < GOOD_TACTICS_POINTS - 0.5 or checks.names_points < 16


def _advised(
    checks: SheetChecks,
    plan: Plan,
    paper: Paper,
    orientation: Orientation,
    printed_on: dt.date,
    *,
    grey: bool,
) -> SheetChecks:
    """The checks with the bigger paper on which more would fit, or the same would be bigger."""
    if paper.larger is None:
        return checks
    layout = _lay_out(plan, paper.larger, orientation, grey=grey, printed_on=printed_on)
    on_larger = _checks(plan, layout, paper.larger, orientation, printed_on, grey=grey, may_advise=False)
    gained = on_larger.tactics_points - checks.tactics_points
    dropped = sum(len(rest.tactics) for rest in checks.left_over) + len(checks.cut)
    dropped_on_larger = sum(len(rest.tactics) for rest in on_larger.left_over) + len(on_larger.cut)
    if dropped_on_larger < dropped or gained >= 1 or on_larger.names_points > checks.names_points:
        return replace(checks, advice=paper.larger)
    return checks


def _texts(plan: Plan) -> Iterator[str]:
    """Every text of the plan that is printed."""
    yield from (plan.business, plan.owner, plan.lifecycle_name, plan.title)
    for goal in plan.year_goals:
        yield from (goal.number, goal.words)
    for stage in plan.stages:
        yield from (stage.name, stage.purpose, stage.goal_number or "", stage.goal_unit)
        for tactic in stage.tactics:
            yield from (tactic.what, tactic.rhythm, tactic.who)
        yield from (stage.offer, stage.wow, stage.trigger)
        for count in stage.month_counts:
            yield count.value or ""
    for move in plan.moves:
        yield from (move.what, move.stage_label)
    yield from (plan.leaky_bucket, plan.best_source)
