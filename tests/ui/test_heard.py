"""A screen reader finds its way: the whole accessible tree of every screen, values of gauges, what is announced once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from lifecycle_desktop.ui.theme import Look, dress
from lifecycle_desktop.ui.widgets import gauges, toast
from lifecycle_desktop.ui.widgets.accessible import tell_roles
from lifecycle_desktop.ui.widgets.chips import Avatar, FilterChip, StageBadge, TemperatureTag
from lifecycle_desktop.ui.widgets.gauges import MiniBars, ProgressLine, Ring
from lifecycle_desktop.ui.widgets.toast import Toast
from tests.ui import heard
from tests.ui.screens import WALKED, Program, each_scene, program, sample_file

Role = QAccessible.Role


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_file(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def desk(qapp: QApplication, sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    tell_roles()
    with program(sample, tmp_path_factory.mktemp("heard")) as made:
        yield made


@pytest.fixture(autouse=True)
def bare(desk: Program) -> None:
    """Whatever a test before has left open is closed."""
    desk.close_layers()


@pytest.mark.parametrize("name", WALKED)
def test_the_whole_tree_says_itself(desk: Program, name: str) -> None:
    for _name, shown in each_scene(desk, [name]):
        said_badly, count = heard.said_badly(shown)
        assert said_badly == []
        assert count > 5


@pytest.mark.parametrize(
    "name", ["today", "board", "contacts", "contact", "history", "lifecycles", "palette-found"]
)
def test_painted_rows_say_all_they_show(desk: Program, name: str) -> None:
    said = 0
    for _name, shown in each_scene(desk, [name]):
        for view in shown.findChildren(QAbstractItemView):
            model = view.model()
            if not view.isVisible() or model is None or view.window() is not shown.window():
                continue
            for row in range(min(model.rowCount(), 20)):
                index = model.index(row, 0)
                told = str(index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data() or "")
                assert told.strip(), (name, view.accessibleName(), row)
                said += 1
    assert said


def test_a_line_of_today_is_heard_whole(desk: Program) -> None:
    view = desk.open("today").late
    told = str(view.lines_model.index(0).data(Qt.ItemDataRole.AccessibleTextRole))
    line = view.lines_model.lines[0]
    for part in (line.name, line.stage.name, "late", line.what):
        assert part.lower() in told.lower(), told


# --- painted widgets ---


def told(widget: QWidget) -> tuple[Role, str, str]:
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    text = interface.text
    return interface.role(), text(QAccessible.Text.Name), text(QAccessible.Text.Value)


def test_painted_widgets_have_a_role_and_what_they_show(qapp: QApplication) -> None:
    tell_roles()
    dress(qapp, Look("light"))
    ring = Ring()
    ring.set_seconds(125)
    line = ProgressLine("Follow-ups done")
    line.set_share(0.75)
    bars = MiniBars()
    bars.set_values([3, 4], 5, "First answers on 2 days")
    expected = {
        ring: (Role.ProgressBar, "Waiting 2 minutes", "2:05"),
        line: (Role.ProgressBar, "Follow-ups done", "75 per cent"),
        bars: (Role.Chart, "First answers on 2 days", ""),
        StageBadge(4, 7, "Convert", full_name="Convert Sales"): (
            Role.StaticText,
            "Stage 4 Convert Sales",
            "",
        ),
        TemperatureTag("hot"): (Role.StaticText, "Hot", ""),
        FilterChip("Area: Maple Hollow"): (Role.Button, "Filter Area: Maple Hollow, on", ""),
        Avatar("Elena Ruiz"): (Role.Graphic, "", ""),
    }
    assert {widget: told(widget) for widget in expected} == expected


# --- once, politely ---


def test_a_toast_is_announced_once(desk: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(toast, "announce", lambda _widget, text: said.append(text))
    made = Toast(desk.window)
    made.say("Elena Ruiz: done")
    made.place()
    made.retheme()
    assert said == ["Elena Ruiz: done"]
    made.close_now()
    made.deleteLater()


def test_the_ring_speaks_only_when_the_aim_is_passed(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(gauges, "_say", lambda _widget, text: said.append(text))
    ring = Ring(aim=300)
    for seconds in range(0, 900, 7):
        ring.set_seconds(seconds)
    assert said == ["Waiting 5 minutes"]
