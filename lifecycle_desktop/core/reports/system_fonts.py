"""Fonts of this computer that can draw what the shipped ones cannot: Chinese, Japanese, Korean, Thai, signs.

Only files with TrueType outlines count; others cannot be put into a PDF by the library in use.
"""

from __future__ import annotations

import functools
import os
import struct
import sys
from pathlib import Path

# Names (without ending, lower case) in the order they are tried.
_WANTED = (
    "notosanscjk-regular", "notosanssc-regular", "notosansjp-regular", "notosanskr-regular",
    "wqy-microhei", "wqy-zenhei", "droidsansfallback", "droidsansfallbackfull", "msyh", "simsun",
    "msgothic", "yugothm", "malgun", "arial unicode", "arialuni", "applesdgothicneo", "stheiti medium",
    "hiragino sans gb", "notosansthai-regular", "leelawui", "thonburi", "notosanssymbols2-regular",
    "notosanssymbols-regular", "notoemoji-regular", "seguisym", "seguiemj", "apple symbols", "symbola",
)  # fmt: skip
_ENDINGS = frozenset({".ttf", ".ttc"})


@functools.cache
def system_font_files() -> tuple[tuple[Path, int], ...]:
    """Usable font files, with the number of the face inside, in the order they are to be tried."""
    found: dict[str, Path] = {}
    for folder in _folders():
        for root, _folders_below, names in os.walk(folder):
            for name in names:
                path = Path(root, name)
                if path.suffix.lower() in _ENDINGS and path.stem.lower() in _WANTED:
                    found.setdefault(path.stem.lower(), path)
    return tuple((found[name], 0) for name in _WANTED if name in found and _has_outlines(found[name]))


def _folders() -> list[Path]:
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        folders = [Path(os.environ.get("WINDIR", r"C:\Windows"), "Fonts")]
        return [*folders, Path(local, "Microsoft", "Windows", "Fonts")] if local else folders
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), Path.home() / "Library" / "Fonts"]
    return [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        Path.home() / ".local" / "share" / "fonts",
        Path.home() / ".fonts",
    ]


def _has_outlines(path: Path) -> bool:
    """Whether the file's first face has a `glyf` table (the table directory of the sfnt format)."""
    try:
        with path.open("rb") as file:
            if file.read(4) == b"ttcf":
                file.seek(12)
                file.seek(struct.unpack(">I", file.read(4))[0] + 4)
            tables = struct.unpack(">H", file.read(2))[0]
            file.read(6)
            return any(file.read(16)[:4] == b"glyf" for _table in range(tables))
    except (OSError, struct.error):
        return False
