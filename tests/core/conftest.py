"""What the tests of the core share: a real database to try things on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.core.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty database with the Perfect lifecycle."""
    made = Desk(tmp_path / "desk.db")
    yield made
    made.database.close()
