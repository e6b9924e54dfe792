"""The picture of a contact is their avatar; what is no picture leaves the initials."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from lifecycle_desktop.core.store import schema
from lifecycle_desktop.ui.contact.face import square
from lifecycle_desktop.ui.contact.page import ContactPage
from tests.core.desk import Desk
from tests.ui.people_pages import opened

RED, BLUE = "#ff0000", "#0000ff"


def picture(colour: str, wide: int, high: int, kind: str = "PNG") -> bytes:
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)
    return bytes(buffer.data().data())


def keep(desk: Desk, contact_id: int, content: bytes, position: int = 0) -> None:
    with desk.database.write("Picture", moment=desk.moment) as written:
        written.connection.execute(
            schema.contact_picture.insert().values(
                contact_id=contact_id, position=position, media_type="image/png", digest="x", picture=content
            )
        )


def middle(made: object) -> str:
    avatar = made.page.person.avatar  # type: ignore[attr-defined]
    image = avatar.grab().toImage()
    return image.pixelColor(image.width() // 2, image.height() // 2).name()


def test_the_first_picture_is_shown_and_another_person_has_initials(
    qapp: QApplication, tmp_path: Path
) -> None:
    desk = Desk(tmp_path / "desk.db")
    ann, bob = desk.add("Ann Lee"), desk.add("Bob Ray")
    keep(desk, ann, picture(RED, 300, 200))
    keep(desk, ann, picture(BLUE, 20, 20), position=1)
    with opened(ContactPage, desk) as made:
        made.page.open_with(ann)
        made.settle()
        assert middle(made) == RED
        made.page.open_with(bob)
        made.settle()
        assert middle(made) != RED
    desk.database.close()


@pytest.mark.parametrize("content", [b"", b"no picture", picture(RED, 10, 10)[:40]])
def test_what_is_no_picture_leaves_the_initials(content: bytes) -> None:
    assert square(content, 56).isNull()


@pytest.mark.parametrize(("wide", "high"), [(1, 1), (3, 4000), (4000, 3), (5000, 5000)])
def test_any_shape_becomes_a_square(wide: int, high: int) -> None:
    found = square(picture(BLUE, wide, high, "JPG"), 56)
    assert (found.width(), found.height()) == (56, 56)
