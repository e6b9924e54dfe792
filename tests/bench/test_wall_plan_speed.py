"""How long the wall plan takes."""

from __future__ import annotations

import time

import pytest

from lifecycle_desktop.core.model.paper import Orientation, Paper
from lifecycle_desktop.core.reports.page_images import render_page
from lifecycle_desktop.core.reports.wall_plan import wall_plan_bytes
from tests.core.sample_plans import PRINTED_ON, ten_stage_plan

pytestmark = pytest.mark.bench


def test_a_plan_is_made_and_shown_while_a_key_is_lifted():
    def make():
        return wall_plan_bytes(
            ten_stage_plan(),
            paper=Paper.A3,
            orientation=Orientation.LANDSCAPE,
            grey=False,
            printed_on=PRINTED_ON,
        )[0]

    make()
    start = time.perf_counter()
    pdf = make()
    made = time.perf_counter() - start
    render_page(pdf, 0, 1.0)
    shown = time.perf_counter() - start
    print(f"made in {made * 1000:.0f} ms, on the screen after {shown * 1000:.0f} ms")
    assert made <= 0.150
    assert shown <= 0.250
