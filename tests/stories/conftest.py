"""What the stories share: an owner with the program on a fresh home, and no box that waits for nobody."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from lifecycle_desktop.ui import errors
from lifecycle_desktop.ui.theme import Look, theme
from lifecycle_desktop.ui.widgets import messages
from tests.stories.owner import Owner


@pytest.fixture
def owner(home: Path, qapp: QApplication, qtbot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Owner]:
    """Somebody who starts the program for the first time; a bug in it fails the test."""
    bugs: list[BaseException] = []

    def refuse(dialog: messages.MessageDialog) -> None:
        raise AssertionError(f"a message nobody expected: {dialog.windowTitle()}")

    monkeypatch.setattr(messages.MessageDialog, "exec", refuse)
    monkeypatch.setattr(errors.BugReport, "install", lambda _self: None)
    monkeypatch.setattr(errors.BugReport, "take", lambda _self, error: bugs.append(error))
    made = Owner(qapp, home / "data" / "lifecycle.db", qtbot)
    yield made
    if made.program is not None:
        made.close()
    for handler in list(errors.log.handlers):
        errors.log.removeHandler(handler)
        handler.close()
    errors.log.propagate = True
    errors.log.setLevel(logging.NOTSET)
    theme().use(Look(mode="light"))
    assert bugs == []
