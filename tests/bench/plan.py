"""The wall plan as PDF against an empty page of the same library."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.measure import Figure, against, cpu_of, python
from tests.bench.world import World

_EMPTY = """
import io
from reportlab.pdfgen.canvas import Canvas
from reportlab.lib.pagesizes import A3, landscape
page = Canvas(io.BytesIO(), pagesize=landscape(A3))
page.showPage()
page.save()
"""
_PLAN = """
from lifecycle_desktop.core.model.paper import Orientation, Paper
from lifecycle_desktop.core.reports.wall_plan import wall_plan_bytes
from tests.core.sample_plans import PRINTED_ON, ten_stage_plan
made, checks = wall_plan_bytes(
    ten_stage_plan(), paper=Paper.A3, orientation=Orientation.LANDSCAPE, grey=False, printed_on=PRINTED_ON
)
"""
_PRINTED = _PLAN + "print(len(made))"


def figures(world: World) -> Iterator[Figure]:
    """The whole process, and again within one that has made a plan."""
    python("-c", _EMPTY)
    size = int(python("-c", _PRINTED).output)
    yield against(
        "wall plan of ten stages, whole process / empty page",
        lambda: python("-c", _EMPTY).cpu,
        lambda: python("-c", _PLAN).cpu,
        pairs=world.pairs,
        goal=5,
        note=f"{size / 1024:.0f} KB",
    )
    exec(_EMPTY, {})
    exec(_PLAN, {})
    yield against(
        "the same again / an empty page again",
        lambda: cpu_of(lambda: exec(_EMPTY, {})),
        lambda: cpu_of(lambda: exec(_PLAN, {})),
        pairs=world.pairs,
    )
    yield Figure("peak memory of the process", python("-c", _PLAN).peak, unit="MB")
