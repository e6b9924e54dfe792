"""Pictures in files: out of base64, of a kind that is an image, and not too large."""

from __future__ import annotations

import base64
import binascii
import re

from lifecycle_desktop.core.exchange.vcard_cards import LONGEST_PICTURE
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.draft import Picture

_DATA = re.compile(r"data:[^,]{0,200}?;base64,", re.IGNORECASE)
# First bytes of the kinds of image that people have in their address books.
_KINDS = (
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"BM....\0\0\0\0", re.DOTALL), "image/bmp"),
    (re.compile(rb"II\*\0|MM\0\*"), "image/tiff"),
    (re.compile(rb"....ftyp(?:heic|heix|mif1|avif)", re.DOTALL), "image/heic"),
)


def picture_of(value: str) -> Picture | str:
    """The picture that base64 text or a `data:` URI holds, or a sentence saying why it is left out."""
    found = _DATA.match(value)
    text = value[found.end() :] if found else value
    try:
        content = binascii.a2b_base64(text.rstrip(" =\t\r\n") + "==")
    except (binascii.Error, ValueError):
        return _("the picture cannot be read and was left out")
    if len(content) > LONGEST_PICTURE:
        return _("the picture is larger than 5 MB and was left out")
    kind = next((name for pattern, name in _KINDS if pattern.match(content)), "")
    return Picture(kind, content) if kind else _("the picture is of no kind that is known and was left out")


def base64_of(picture: Picture) -> str:
    """A picture's bytes as text."""
    return base64.b64encode(picture.content).decode("ascii")
