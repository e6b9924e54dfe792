#!/usr/bin/env python3
"""Make the TrueType files of resources/fonts from the published web fonts.

    npm install --no-save inter-ui@4 @fontsource/inter-tight@5      # in an empty folder
    .venv/bin/python packaging/fonts.py that-folder/node_modules

Inter is unpacked and its names are set so that every system sees one family with four weights.
Inter Tight is published in one file for each script; they are joined, without the layout tables that
cannot be joined and that reportlab does not read.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "resources/fonts"
WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700, "ExtraBold": 800}
INTER = ("Regular", "Medium", "SemiBold", "Bold")
INTER_TIGHT = ("Medium", "SemiBold", "Bold", "ExtraBold")
SCRIPTS = ("latin", "latin-ext", "vietnamese", "cyrillic", "cyrillic-ext", "greek", "greek-ext")
REGULAR, BOLD, USE_TYPOGRAPHIC_METRICS = 1 << 6, 1 << 5, 1 << 7
STYLE_BITS = REGULAR | BOLD | 1


def main() -> int:
    """Write all faces; the one argument is the folder node_modules."""
    modules = Path(sys.argv[1])
    for style in INTER:
        font = TTFont(modules / f"inter-ui/web/Inter-{style}.woff2")
        font.flavor = None
        font.recalcTimestamp = False  # the same input gives the same bytes
        name(font, "Inter", style)
        font.save(FONTS / f"Inter-{style}.ttf")
    for style in INTER_TIGHT:
        font = joined(modules / "@fontsource/inter-tight/files", WEIGHTS[style])
        font.recalcTimestamp = False
        name(font, "Inter Tight", style)
        font.save(FONTS / f"InterTight-{style}.ttf")
    return 0


def joined(folder: Path, weight: int) -> TTFont:
    """The files of all scripts of one weight as one font."""
    with tempfile.TemporaryDirectory() as scratch:
        parts = []
        for script in SCRIPTS:
            part = TTFont(folder / f"inter-tight-{script}-{weight}-normal.woff2")
            part.flavor = None
            for table in ("GSUB", "GPOS", "GDEF", "STAT"):
                if table in part:
                    del part[table]
            path = Path(scratch) / f"{script}.ttf"
            part.save(path)
            parts.append(str(path))
        return Merger(Options(drop_tables=["meta"])).merge(parts)


def name(font: TTFont, family: str, style: str) -> None:
    """Set family, style and weight so that Regular and Bold pair up and the others join by weight."""
    names = font["name"]
    for number in (1, 2, 3, 4, 6, 16, 17, 21, 22, 25):
        names.removeNames(nameID=number)
    paired = style in ("Regular", "Bold")
    full = f"{family.replace(' ', '')}-{style}"
    texts = {
        1: family if paired else f"{family} {style}",
        2: style if paired else "Regular",
        3: f"4.1;{full}",
        4: f"{family} {style}",
        6: full,
    }
    if not paired:
        texts |= {16: family, 17: style}
    for number, text in texts.items():
        names.setName(text, number, 3, 1, 0x409)
        names.setName(text, number, 1, 0, 0)
    selection = {"Bold": BOLD, "Regular": REGULAR}.get(style, 0) | USE_TYPOGRAPHIC_METRICS
    font["OS/2"].usWeightClass = WEIGHTS[style]
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~STYLE_BITS) | selection
    font["head"].macStyle = int(style == "Bold")


if __name__ == "__main__":
    sys.exit(main())
