"""Pages of a PDF as pictures, for the preview on the screen and for PNG files."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2

from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.core.i18n import _

# PDFium must not be entered by two threads at once.
_one_at_a_time = threading.Lock()


class PageImage(NamedTuple):
    """A page as rows of pixels from the top, four bytes each: red, green, blue and alpha, which is 255."""

    pixels: bytes
    width: int
    height: int


def page_count(pdf: bytes | Path) -> int:
    """How many pages the PDF has. Raises `FileProblem` when it is not a PDF that can be read."""
    with _opened(pdf) as document:
        return len(document)


def render_page(pdf: bytes | Path, page: int = 0, scale: float = 1.0) -> PageImage:
    """The page of that index on white, `scale` pixels a point (1 is 72 dots per inch).

    Raises `FileProblem` when there is no such page or it is not a PDF that can be read.
    """
    with _rendered(pdf, page, scale) as bitmap:
        row = bitmap.width * 4
        whole = bytes(bitmap.buffer)
        rows = (
            whole[start : start + row] for start in range(0, bitmap.stride * bitmap.height, bitmap.stride)
        )
        pixels = whole if bitmap.stride == row else b"".join(rows)
        return PageImage(pixels, bitmap.width, bitmap.height)


def page_png(pdf: bytes | Path, page: int = 0, scale: float = 2.0) -> bytes:
    """The page of that index as a PNG file, `scale` pixels a point.

    Raises `FileProblem` as `render_page` does.
    """
    with _rendered(pdf, page, scale) as bitmap:
        stream = io.BytesIO()
        bitmap.to_pil().convert("RGB").save(stream, "PNG")
        return stream.getvalue()


@contextmanager
def _opened(pdf: bytes | Path) -> Iterator[Any]:
    with _one_at_a_time:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except (pypdfium2.PdfiumError, OSError) as error:
            raise FileProblem(
                _("The page cannot be shown: the PDF cannot be read."), _("Make the PDF again.")
            ) from error
        try:
            yield document
        finally:
            document.close()


@contextmanager
def _rendered(pdf: bytes | Path, page: int, scale: float) -> Iterator[Any]:
    with _opened(pdf) as document:
        if not 0 <= page < len(document):
            raise FileProblem(_("The PDF has no page {n}.").format(n=page + 1))
        bitmap = document[page].render(
            scale=scale,
            rev_byteorder=True,
            fill_color=(255, 255, 255, 255),
            force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRA,
        )
        try:
            yield bitmap
        finally:
            bitmap.close()
