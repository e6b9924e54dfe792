"""Tokens of the look: colours, stage colours, type, space, corners and heights.

The only module that holds colour values. It imports nothing but the standard library, so that the window
can read it before its first paint and the pages on paper wear the same colours.
"""

from __future__ import annotations

from typing import NamedTuple


class Palette(NamedTuple):
    """One theme: every colour token as `#RRGGBB`."""

    canvas: str
    sidebar: str
    surface: str
    surface2: str
    hover: str
    press: str
    sel: str
    line: str
    linemid: str
    linestrong: str
    ink: str
    ink2: str
    ink3: str
    accent: str
    onaccent: str
    accenttext: str
    accentsoft: str
    danger: str
    dangersoft: str
    warn: str
    warnsoft: str
    hot: str
    hotsoft: str
    cool: str
    coolsoft: str
    toast: str
    toasttext: str
    toastaction: str
    onstage: str

    def tokens(self) -> dict[str, str]:
        """Every token by its name."""
        return self._asdict()


LIGHT = Palette(
    canvas="#F7F5F1",
    sidebar="#EFECE6",
    surface="#FFFFFF",
    surface2="#FAF8F5",
    hover="#F2EFE9",
    press="#E8E4DB",
    sel="#E6F1EB",
    line="#E4DFD6",
    linemid="#CBC4B7",
    linestrong="#878072",
    ink="#1D2320",
    ink2="#4E5652",
    ink3="#606662",
    accent="#1B6B4A",
    onaccent="#FFFFFF",
    accenttext="#1B6B4A",
    accentsoft="#E1EFE7",
    danger="#B3261E",
    dangersoft="#FBE9E6",
    warn="#855300",
    warnsoft="#FBF0D8",
    hot="#B23A0E",
    hotsoft="#FCEBE2",
    cool="#3E6382",
    coolsoft="#E8EFF5",
    toast="#232B27",
    toasttext="#FFFFFF",
    toastaction="#8FD9B4",
    onstage="#FFFFFF",
)

DARK = Palette(
    canvas="#161A18",
    sidebar="#111513",
    surface="#1F2522",
    surface2="#242B27",
    hover="#29312D",
    press="#323B36",
    sel="#21352B",
    line="#323A36",
    linemid="#4A554F",
    linestrong="#7B8780",
    ink="#E8ECE9",
    ink2="#B7C0BB",
    ink3="#9CA6A0",
    accent="#66C69A",
    onaccent="#06231A",
    accenttext="#74CFA5",
    accentsoft="#1F3A2D",
    danger="#FF9A8B",
    dangersoft="#40221E",
    warn="#EDBE62",
    warnsoft="#3A2D13",
    hot="#FFA77F",
    hotsoft="#41281B",
    cool="#9FC3E2",
    coolsoft="#20303D",
    toast="#E8ECE9",
    toasttext="#161A18",
    toastaction="#14573B",
    onstage="#111513",
)


def palette(dark: bool = False) -> Palette:
    """The colours of the light or the dark theme."""
    return DARK if dark else LIGHT


# --- Stages -------------------------------------------------------------------------------------------------

SEVEN_LIGHT = ("#2F4A97", "#087CB2", "#1A606C", "#8E6F02", "#892E00", "#C5385D", "#741D74")
SEVEN_DARK = ("#7E92E5", "#6FCBFA", "#5CA2A9", "#E3C35A", "#D97D4B", "#FEA1B5", "#B875C0")
TEN_LIGHT = (
    "#3D4A9E", "#0876CA", "#215E85", "#0A8188", "#265259",
    "#836800", "#743E00", "#CB4834", "#A32D66", "#612577",
)  # fmt: skip
TEN_DARK = (
    "#778AEE", "#99CCFE", "#5797C2", "#5BCED2", "#78A1A7",
    "#E3C35A", "#B98A45", "#FE9681", "#C87095", "#B09FF4",
)  # fmt: skip

FEWEST_STAGES, MOST_STAGES = 3, 10

# Which of the seven, or of the ten, a ladder of so many stages takes.
_FROM_SEVEN = {
    3: (1, 4, 7),
    4: (1, 2, 4, 7),
    5: (1, 2, 4, 6, 7),
    6: (1, 2, 3, 4, 6, 7),
    7: (1, 2, 3, 4, 5, 6, 7),
}
_FROM_TEN = {
    8: (1, 2, 3, 4, 6, 7, 8, 10),
    9: (1, 2, 3, 4, 6, 7, 8, 9, 10),
    10: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
}


def stage_colours(count: int, dark: bool = False) -> tuple[str, ...]:
    """The colours of a ladder of `count` stages, in order, as `#RRGGBB`.

    The design allows 3 to 10 stages. A shorter ladder takes the first colours of the three, a longer one
    goes round the ten again: a stage is told by its number and name, colour only helps.
    """
    if count <= 0:
        return ()
    if count < FEWEST_STAGES:
        return stage_colours(FEWEST_STAGES, dark)[:count]
    if count > MOST_STAGES:
        ten = TEN_DARK if dark else TEN_LIGHT
        return tuple(ten[index % MOST_STAGES] for index in range(count))
    if count in _FROM_SEVEN:
        seven = SEVEN_DARK if dark else SEVEN_LIGHT
        return tuple(seven[number - 1] for number in _FROM_SEVEN[count])
    ten = TEN_DARK if dark else TEN_LIGHT
    return tuple(ten[number - 1] for number in _FROM_TEN[count])


# --- The wall plan on paper ---------------------------------------------------------------------------------


class PrintColours(NamedTuple):
    """The colours of a printed page beside the stages' own."""

    ink: str
    ink2: str
    ink3: str
    rule: str
    paper: str
    gap: str
    gap_soft: str
    gap_hatch: str
    moves: str


PRINT_COLOUR = PrintColours(
    ink=LIGHT.ink,
    ink2=LIGHT.ink2,
    ink3=LIGHT.ink3,
    rule="#CFC9BD",
    paper="#FFFFFF",
    gap=LIGHT.warn,
    gap_soft="#FFF8E8",
    gap_hatch="#D9B36A",
    moves="#F3F1EC",
)
PRINT_BLACK = PrintColours(
    ink="#000000",
    ink2="#000000",
    ink3="#000000",
    rule="#000000",
    paper="#FFFFFF",
    gap="#000000",
    gap_soft="#FFFFFF",
    gap_hatch="#000000",
    moves="#FFFFFF",
)

# --- Type ---------------------------------------------------------------------------------------------------

FAMILY = "Inter"
PRINT_FAMILY = "Inter Tight"


class TypeSize(NamedTuple):
    """A text size: pixels, line height in pixels, weight (CSS scale)."""

    size: int
    line: int
    weight: int


TITLE = TypeSize(20, 28, 600)
HEADING = TypeSize(16, 24, 600)
CARD_TITLE = TypeSize(15, 20, 600)
STRONG = TypeSize(13, 20, 600)
BODY = TypeSize(13, 20, 400)
SMALL = TypeSize(12, 16, 400)
MICRO = TypeSize(11, 14, 400)
BIG_NUMBER = TypeSize(20, 28, 600)
BASE_SIZE = BODY.size
KIOSK_SIZES = (16, 44)
CHART_SIZES = (11, 13)
SMALLEST_PERCENT, LARGEST_PERCENT = 80, 200

# --- Space, corners, heights (px at 100 %) ------------------------------------------------------------------

SPACE_XS, SPACE_S, SPACE_M, SPACE_L, SPACE_XL = 4, 8, 12, 16, 24
PAGE_MARGIN = 20
CARD_PADDING = 16
CARD_PADDING_SMALL = 14
CARD_GAP = 14
CONTROL_GAP = 8

CORNER_TICK = 4
CORNER_BADGE = 5
CORNER_CONTROL = 6
CORNER_CARD = 8
CORNER_DIALOG = 12

HEIGHT_MENU_BAR = 28
HEIGHT_SIDE_ITEM = 34
HEIGHT_CONTROL = 32
HEIGHT_CONTROL_SMALL = 28
HEIGHT_TABLE_ROW = 36
HEIGHT_TABLE_ROW_COMFORTABLE = 44
HEIGHT_TODAY_ROW = 48
HEIGHT_COMPACT_ROW = 36
HEIGHT_TABLE_HEAD = 36
HEIGHT_TOAST = 44
HEIGHT_KIOSK_FIELD = 62
HEIGHT_KIOSK_BUTTON = 72
SMALLEST_TARGET = 24
SMALLEST_KIOSK_TARGET = 44

SIDE_BAR_WIDTH = 208
RAIL_WIDTH = 56
FOCUS_RING = 2
FOCUS_GAP = 1
HAIRLINE = 1

ICON_SIZE = 18
ICON_SIZE_SMALL = 14
ICON_STROKE = 1.75
ICON_STROKE_SMALL = 2.0

# --- Motion (ms) --------------------------------------------------------------------------------------------

FADE_MS = 120
SLIDE_MS = 160
SETTLE_MS = 100
TOAST_MS = 8000

# --- Numbers on colours -------------------------------------------------------------------------------------


def rgb(colour: str) -> tuple[float, float, float]:
    """A `#RRGGBB` colour as three parts of 0 to 1."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def mixed(colour: str, ground: str, share: float) -> str:
    """`colour` laid over `ground` with `share` (0 to 1) of it to be seen, as `#RRGGBB`."""
    parts = (
        round((top * share + below * (1 - share)) * 255)
        for top, below in zip(rgb(colour), rgb(ground), strict=True)
    )
    return "#" + "".join(f"{part:02X}" for part in parts)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
