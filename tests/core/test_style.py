"""The tokens keep the promises of the design: contrast, and stages that differ for every kind of sight."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from itertools import pairwise

import pytest

from lifecycle_desktop.core.reports import style
from lifecycle_desktop.core.reports.style import DARK, LIGHT, PRINT_COLOUR, contrast, palette, stage_colours

PALETTES = {"light": LIGHT, "dark": DARK}
BACKGROUNDS = ("canvas", "sidebar", "surface", "surface2", "hover", "press", "sel")
TEXTS = ("ink", "ink2", "ink3", "accenttext", "danger", "warn", "hot", "cool")
# Ratios against surface that the design's table names.
NAMED = {
    "light": {
        "ink": 16.0,
        "ink2": 7.6,
        "ink3": 5.9,
        "accenttext": 6.5,
        "danger": 6.5,
        "warn": 6.5,
        "linestrong": 3.9,
    },
    "dark": {
        "ink": 13.1,
        "ink2": 8.4,
        "ink3": 6.2,
        "accenttext": 8.3,
        "danger": 7.6,
        "warn": 9.0,
        "linestrong": 4.2,
    },
}


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("text", TEXTS)
def test_texts_can_be_read_on_every_background(theme, text):
    colours = PALETTES[theme].tokens()
    for ground in BACKGROUNDS:
        assert contrast(colours[text], colours[ground]) >= 4.5, ground


@pytest.mark.parametrize("theme", PALETTES)
def test_field_edges_can_be_seen_on_every_background(theme):
    colours = PALETTES[theme].tokens()
    for ground in BACKGROUNDS:
        assert contrast(colours["linestrong"], colours[ground]) >= 3.0, ground


@pytest.mark.parametrize("theme", PALETTES)
def test_ratios_are_those_of_the_design(theme):
    colours = PALETTES[theme].tokens()
    for token, ratio in NAMED[theme].items():
        assert contrast(colours[token], colours["surface"]) == pytest.approx(ratio, abs=0.15), token


@pytest.mark.parametrize("theme", PALETTES)
def test_words_on_filled_and_soft_colours_can_be_read(theme):
    colours = PALETTES[theme].tokens()
    assert contrast(colours["onaccent"], colours["accent"]) >= 4.5
    assert contrast(colours["toasttext"], colours["toast"]) >= 7
    assert contrast(colours["toastaction"], colours["toast"]) >= 7
    for soft, text in (
        ("accentsoft", "accenttext"),
        ("dangersoft", "danger"),
        ("warnsoft", "warn"),
        ("hotsoft", "hot"),
        ("coolsoft", "cool"),
    ):
        assert contrast(colours[text], colours[soft]) >= 4.5, soft


def test_printed_inks_can_be_read_on_their_paper():
    for ink in (PRINT_COLOUR.ink, PRINT_COLOUR.ink2, PRINT_COLOUR.ink3, PRINT_COLOUR.gap):
        for ground in (PRINT_COLOUR.paper, PRINT_COLOUR.gap_soft, PRINT_COLOUR.moves):
            assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("count", range(3, 11))
def test_stages_have_a_colour_each_with_a_figure_that_can_be_read(count, dark):
    colours = stage_colours(count, dark)
    assert len(colours) == len(set(colours)) == count
    figure = palette(dark).onstage
    for colour in colours:
        assert contrast(figure, colour) >= 4.55
        # A stage's colour also colours its goal and rhythm on white paper and on cards.
        assert contrast(colour, palette(dark).surface) >= 4.5 or dark


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("count", range(3, 11))
def test_neighbouring_stages_differ_for_every_kind_of_sight(count, dark):
    least = 12.9 if count == 7 and not dark else 9.9  # the design's 13 and 10, which it rounds
    for one, other in pairwise(stage_colours(count, dark)):
        for sight in SIGHTS:
            assert difference(lab(seen(one, sight)), lab(seen(other, sight))) >= least, (one, other, sight)


def test_ladders_take_the_colours_the_design_names():
    seven, ten = stage_colours(7), stage_colours(10)
    assert stage_colours(3) == tuple(seven[n - 1] for n in (1, 4, 7))
    assert stage_colours(4) == tuple(seven[n - 1] for n in (1, 2, 4, 7))
    assert stage_colours(5) == tuple(seven[n - 1] for n in (1, 2, 4, 6, 7))
    assert stage_colours(6) == tuple(seven[n - 1] for n in (1, 2, 3, 4, 6, 7))
    assert stage_colours(8) == tuple(ten[n] for n in range(10) if n not in {4, 8})
    assert stage_colours(9) == tuple(ten[n] for n in range(10) if n != 4)
    assert (seven[0], ten[9]) == ("#2F4A97", "#612577")


@pytest.mark.parametrize("count", [0, 1, 2, 11, 23])
def test_ladders_outside_the_rule_still_have_a_colour_for_each_stage(count):
    assert len(stage_colours(count)) == count


def test_every_token_is_a_colour():
    values = [*LIGHT.tokens().values(), *DARK.tokens().values()]
    values += [getattr(PRINT_COLOUR, name) for name in PRINT_COLOUR.__slots__]
    assert all(re.fullmatch(r"#[0-9A-F]{6}", value) for value in values)


def test_mixing_goes_from_the_ground_to_the_colour():
    assert style.mixed("#102030", "#FFFFFF", 1) == "#102030"
    assert style.mixed("#102030", "#FFFFFF", 0) == "#FFFFFF"
    assert style.mixed("#2F4A97", "#FFFFFF", 0.6) == "#8292C1"


def test_colour_values_stand_in_one_module_only(root):
    pattern = re.compile(r"[\"'#]#?[0-9A-Fa-f]{6}\b")
    for path in (root / "lifecycle_desktop").rglob("*.py"):
        if path.name == "style.py":
            continue
        found = [hit for hit in pattern.findall(path.read_text("utf-8")) if hit.startswith("#") or "#" in hit]
        assert not found, path


def test_tokens_need_nothing_heavy():
    code = "import sys, lifecycle_desktop.core.reports.style as s; print([m for m in ('reportlab', 'PySide6', 'matplotlib') if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


# --- colour arithmetic, by the published formulas ------------------------------------------------

# Machado, Oliveira, Fernandes: A physiologically-based model for simulation of color vision deficiency (2009), severity 1.
SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def seen(colour, sight):
    """The colour's linear parts as that kind of sight has them."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in style.rgb(colour)
    ]
    return [min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in SIGHTS[sight]]


def lab(linear):
    matrix = (
        (0.4124564, 0.3575761, 0.1804375),
        (0.2126729, 0.7151522, 0.0721750),
        (0.0193339, 0.1191920, 0.9503041),
    )
    xyz = [sum(a * b for a, b in zip(row, linear, strict=True)) for row in matrix]
    x, y, z = (
        value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116
        for value in (xyz[0] / 0.95047, xyz[1], xyz[2] / 1.08883)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one, other):
    """CIEDE2000 of two Lab colours (Sharma, Wu, Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_c = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean_c**7 / (mean_c**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
    turn = h2 - h1
    if c1 * c2 == 0:
        turn = 0
    elif turn > 180:
        turn -= 360
    elif turn < -180:
        turn += 360
    dl, dc, dh = l2 - l1, c2 - c1, 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn) / 2)
    ml, mc = (l1 + l2) / 2, (c1 + c2) / 2
    mh = h1 + h2
    if c1 * c2 != 0:
        mh = mh / 2 if abs(h1 - h2) <= 180 else (mh + 360 if mh < 360 else mh - 360) / 2
    t = 1 - 0.17 * math.cos(math.radians(mh - 30)) + 0.24 * math.cos(math.radians(2 * mh))
    t += 0.32 * math.cos(math.radians(3 * mh + 6)) - 0.20 * math.cos(math.radians(4 * mh - 63))
    sl = 1 + 0.015 * (ml - 50) ** 2 / math.sqrt(20 + (ml - 50) ** 2)
    sc, sh = 1 + 0.045 * mc, 1 + 0.015 * mc * t
    turn_by = 30 * math.exp(-(((mh - 275) / 25) ** 2))
    rt = -math.sin(math.radians(2 * turn_by)) * 2 * math.sqrt(mc**7 / (mc**7 + 25**7))
    return math.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * (dc / sc) * (dh / sh))


def test_the_difference_formula_gives_the_published_values():
    # Pairs 1 and 17 of their test data.
    assert difference((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert difference((50.0, 2.5, 0.0), (73.0, 25.0, -18.0)) == pytest.approx(27.1492, abs=1e-4)
