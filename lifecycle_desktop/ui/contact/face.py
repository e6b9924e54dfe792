"""The picture of a contact as their avatar: read and made small beside the window."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from lifecycle_desktop.core.queries.pictures import first_picture

LARGEST_MB = 128  # a picture that would be larger in memory is not shown


def face_of(database: Any, contact_id: int, side: int) -> QImage:
    """The contact's picture, cut to a square of `side` pixels; an empty one where there is none that can be read."""
    with database.read() as connection:
        content = first_picture(connection, contact_id)
    return square(content, side) if content else QImage()


def square(content: bytes, side: int) -> QImage:
    """The middle of a picture as a square of `side` pixels; empty for what is no picture."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAllocationLimit(LARGEST_MB)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    if image.isNull():
        return QImage()
    smaller = min(image.width(), image.height())
    left, top = (image.width() - smaller) // 2, (image.height() - smaller) // 2
    cut = image.copy(left, top, smaller, smaller)
    return cut.scaled(
        side, side, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
