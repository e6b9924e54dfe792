"""What every test stands on: no display, no network, no home folder of the person, one language and zone."""

from __future__ import annotations

import os
import time

# Set before Qt is loaded. A desktop's theme plugin or scale would change every picture, and its GTK would abort.
for _name in ("QT_QPA_PLATFORMTHEME", "QT_STYLE_OVERRIDE", "QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS"):
    os.environ.pop(_name, None)
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_AUTO_SCREEN_SCALE_FACTOR"] = "0"
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["LANGUAGE"] = "en"
os.environ["TZ"] = "America/Toronto"
if hasattr(time, "tzset"):
    time.tzset()

from pathlib import Path  # noqa: E402

import pytest  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("here")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home: data, settings and logs of the program under test go there."""
    folder = tmp_path / "home"
    monkeypatch.setenv("LIFECYCLE_DESKTOP_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def english() -> None:
    """Words in English, whatever the test before spoke."""
    from lifecycle_desktop.core.i18n import set_language

    set_language("en")


@pytest.fixture(autouse=True)
def canadian(request: pytest.FixtureRequest) -> None:
    """Dates, money and the first weekday of English Canada, as in the pictures, for tests that use Qt."""
    if {"qtbot", "qapp"} & set(request.fixturenames):
        from PySide6.QtCore import QLocale

        QLocale.setDefault(QLocale("en_CA"))
