"""Layouts of our own outlive what PySide takes for deleted, and keep their order."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from lifecycle_desktop.ui.kiosk.choices import EvenRows
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.own_layout import OwnLayout


@pytest.mark.parametrize("kind", [FlowLayout, EvenRows])
def test_an_item_that_is_taken_for_deleted_breaks_nothing(qapp: QApplication, kind: type[OwnLayout]) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    row = QWidget()
    layout = kind(row)
    column.addWidget(row)
    labels = [QLabel(word) for word in ("One", "Two", "Three")]
    for label in labels:
        layout.addWidget(label)
    page.resize(400, 100)
    page.show()
    before = [label.geometry() for label in labels], layout.sizeHint(), layout.heightForWidth(60)
    shiboken6.invalidate(layout.itemAt(0))
    layout.invalidate()
    page.resize(300, 90)
    page.resize(400, 100)
    layout.activate()
    assert ([label.geometry() for label in labels], layout.sizeHint(), layout.heightForWidth(60)) == before
    layout.removeWidget(labels[0])
    assert layout.count() == 2
    shiboken6.delete(labels[1])
    layout.activate()
    assert [part.widget for part in layout.living()] == [labels[2]]
    shiboken6.delete(page)


def test_what_stands_at_the_end_stays_behind_what_comes_later(qapp: QApplication) -> None:
    row = QWidget()
    flow = FlowLayout(row)
    one, two, three, end = (QLabel(word) for word in ("One", "Two", "Three", "End"))
    flow.add_end(end)
    flow.addWidget(one)
    flow.addWidget(three)
    flow.insert(1, two)
    row.resize(600, 40)
    row.show()
    assert [part.widget for part in flow.parts] == [one, two, three, end]
    assert one.x() < two.x() < three.x() < end.x()
    assert end.geometry().right() == row.width() - 1
    shiboken6.delete(row)
