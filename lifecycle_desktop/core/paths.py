"""Where files lie: shipped resources, the owner's data, this machine's settings and logs."""

from __future__ import annotations

import functools
import os
from pathlib import Path

APPLICATION = "lifecycle-desktop"
APPLICATION_ID = "org.lifecycledesktop.LifecycleDesktop"
DATABASE_NAME = "lifecycle.db"
HOME_VARIABLE = "LIFECYCLE_DESKTOP_HOME"


def resources(*parts: str) -> Path:
    """A shipped file or folder: beside the package in a wheel or frozen program, else the checkout's."""
    return _resources().joinpath(*parts)


@functools.cache
def _resources() -> Path:
    package = Path(__file__).resolve().parent.parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def data_folder() -> Path:
    """The owner's data: the database, backups, own lifecycles and templates."""
    return _folder("data")


def config_folder() -> Path:
    """Window geometry and what belongs to this machine only."""
    return _folder("config")


def state_folder() -> Path:
    """Logs."""
    return _folder("state")


def default_database() -> Path:
    """The database that is used when none is named."""
    return data_folder() / DATABASE_NAME


def _folder(kind: str) -> Path:
    home = os.environ.get(HOME_VARIABLE)
    if home:
        return Path(home) / kind
    import platformdirs  # a tenth of the time to the first paint, and only needed here

    ask = {"data": platformdirs.user_data_path, "config": platformdirs.user_config_path}
    return ask.get(kind, platformdirs.user_state_path)(APPLICATION, appauthor=False)
