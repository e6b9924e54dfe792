"""What the tests of the window share: a database of people, and their table in a window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from lifecycle_desktop.ui.contacts.page import ContactsPage
from tests.core.desk import Desk
from tests.ui.people import desk_with_people
from tests.ui.people_pages import Opened, opened


@pytest.fixture(scope="module", autouse=True)
def no_window_left() -> Iterator[None]:
    """A window that is left open takes the mouse and the front from those of the next tests."""
    yield
    app = QApplication.instance()
    left = (
        [each for each in app.topLevelWidgets() if each.isVisible()] if isinstance(app, QApplication) else []
    )
    for window in left:
        window.hide()
    assert not left


@pytest.fixture
def people(tmp_path: Path) -> Iterator[tuple[Desk, dict[str, int]]]:
    """A database of few people, with their ids by name."""
    desk, ids = desk_with_people(tmp_path / "desk.db", crowd=False)
    yield desk, ids
    desk.database.close()


@pytest.fixture
def contacts(qapp: QApplication, people: tuple[Desk, dict[str, int]]) -> Iterator[Opened]:
    """The table of contacts with the focus in it."""
    desk, ids = people
    with opened(ContactsPage, desk) as made:
        made.ids = ids
        made.page.table.setFocus()
        made.settle()
        yield made
