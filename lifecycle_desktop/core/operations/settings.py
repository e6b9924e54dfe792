"""Change the settings of the business."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.settings import checked_setting
from lifecycle_desktop.core.operations.rows import new_row
from lifecycle_desktop.core.store.schema import setting


def set_setting(connection: Connection, name: str, value: str) -> bool:
    """Set one setting of `model.settings.SETTINGS`; False when it had that value already."""
    checked = checked_setting(name, value)
    row = connection.execute(
        select(setting.c.id, setting.c.value).where(setting.c.name == name)
    ).one_or_none()
    if row is None:
        new_row(connection, setting, name=name, value=checked)
        return True
    if row.value == checked:
        return False
    connection.execute(update(setting).where(setting.c.id == row.id).values(value=checked))
    return True


def set_settings(connection: Connection, values: Mapping[str, str], moment: Moment) -> int:  # noqa: ARG001
    """Set several settings in one step; how many were different."""
    return sum(set_setting(connection, name, value) for name, value in values.items())
