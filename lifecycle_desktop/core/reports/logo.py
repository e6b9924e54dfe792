"""The picture on top of a letter: read with care, made small, and refused in words where it cannot be used."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, UnidentifiedImageError
from reportlab.lib.utils import ImageReader

from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.core.files import file_problem
from lifecycle_desktop.core.i18n import _

MOST_MEGAPIXELS = 40  # a bigger one takes hundreds of megabytes to unpack
_MOST_SIDE = 1000  # pixels that are kept: 300 a inch on a logo of 85 mm
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP")


@dataclass(frozen=True)
class Logo:
    """A picture ready to be drawn on pages, with its size in pixels."""

    picture: Any
    width: int
    height: int


def read_logo(path: Path) -> Logo:
    """The picture of a file on white; `FileProblem` in words where there is none that can be used."""
    hint = _("Choose another picture, or print without one.")
    try:
        with Image.open(path, formats=_FORMATS) as image:
            width, height = image.size
            if width * height > MOST_MEGAPIXELS * 1_000_000:
                raise FileProblem(_too_big(path), hint)
            image.load()
            whole = image.convert("RGBA")
    except FileProblem:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise FileProblem(_too_big(path), hint) from error
    except UnidentifiedImageError as error:
        raise FileProblem(
            _("“{name}” is not a picture that can be read.").format(name=path.name), hint
        ) from error
    except OSError as error:
        if error.errno is not None:
            told = file_problem(error, path)
            raise FileProblem(_("The logo {told}").format(told=told.message), hint) from error
        raise FileProblem(_("The picture “{name}” is damaged.").format(name=path.name), hint) from error
    except (ValueError, SyntaxError, MemoryError) as error:
        raise FileProblem(_("The picture “{name}” is damaged.").format(name=path.name), hint) from error
    whole.thumbnail((_MOST_SIDE, _MOST_SIDE))
    paper = Image.new("RGB", whole.size, (255, 255, 255))
    paper.paste(whole, mask=whole.getchannel("A"))
    return Logo(ImageReader(paper), *paper.size)


def _too_big(path: Path) -> str:
    return _("The picture “{name}” has more than {n} megapixels.").format(name=path.name, n=MOST_MEGAPIXELS)
