"""A person's own data is saved from the menu of their page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from lifecycle_desktop.ui.contact.page import ContactPage
from lifecycle_desktop.ui.contact.person_menu import person_menu
from tests.core.desk import Desk
from tests.ui.people_pages import opened

NAME = "Ann / <b>Lee</b>"


def test_the_menu_saves_both_files(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed: list[str] = []

    def choose(_parent: object, _title: str, path: str, _kinds: str) -> tuple[str, str]:
        proposed.append(path)
        return str(tmp_path / Path(path).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    desk = Desk(tmp_path / "desk.db")
    ann = desk.add(NAME, emails=(("", "ann@x.example"),))
    with opened(ContactPage, desk) as made:
        made.page.open_with(ann)
        made.settle()
        menu = person_menu(made.page, made.page.desk.page)
        next(action for action in menu.actions() if "own data" in action.text()).trigger()
        made.settle()
        assert made.toasts[-1][0].startswith("3 entries saved to")
    assert Path(proposed[0]).name == "Ann _ _b_Lee__b_.json"
    document = json.loads((tmp_path / Path(proposed[0]).name).read_text(encoding="utf-8"))
    assert document["tables"]["contact"][0]["display_name"] == NAME
    assert "ann@x.example" in (tmp_path / Path(proposed[0]).name).with_suffix(".txt").read_text(
        encoding="utf-8"
    )
    desk.database.close()
