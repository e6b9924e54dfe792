"""The two limits of a stage: after how many days somebody is stuck there, and how often to keep in touch."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, select, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.own_lifecycle import lifecycle_toml
from lifecycle_desktop.core.operations.rows import one_row
from lifecycle_desktop.core.store import schema
from lifecycle_desktop.core.store.active_lifecycle import known_lifecycle

MOST_DAYS = 3660

stage, lifecycle = schema.stage, schema.lifecycle


def set_stuck_after(connection: Connection, stage_id: int, days: int | None, moment: Moment) -> bool:  # noqa: ARG001
    """Say after how many days somebody is stuck in a stage, None for never; False when it was so already."""
    return _set(connection, stage_id, "stuck_after_days", None if days is None else checked_days(days))


def set_keep_in_touch(connection: Connection, stage_id: int, days: int, moment: Moment) -> bool:  # noqa: ARG001
    """Say how many days of silence are usual in a stage; False when it was so already.

    It holds for those whose own rhythm is not known yet: when they slip follows from it at once.
    """
    return _set(connection, stage_id, "keep_in_touch_days", checked_days(days))


def checked_days(days: int) -> int:
    """A number of days that can be a limit; `NotUnderstood` in words for any other."""
    if not 1 <= days <= MOST_DAYS:
        raise NotUnderstood(_("A limit is from 1 to {most} days.").format(most=MOST_DAYS), _("Example: 30"))
    return days


def _set(connection: Connection, stage_id: int, column: str, days: int | None) -> bool:
    row = one_row(connection, stage, stage_id, _("There is no stage with the number {number}."))
    if row.is_retired:
        raise NotFound(_("That stage does not belong to the active lifecycle model."))
    if getattr(row, column) == days:
        return False
    connection.execute(update(stage).where(stage.c.id == stage_id).values(**{column: days}))
    _tell_definition(connection, row, column, days)
    return True


def _tell_definition(connection: Connection, row: object, column: str, days: int | None) -> None:
    """Write it into the text of a model of the owner's own too, which would bring the old limit back."""
    model = connection.execute(
        select(lifecycle.c.id, lifecycle.c.key, lifecycle.c.definition).where(
            lifecycle.c.id == row.lifecycle_id  # type: ignore[attr-defined]
        )
    ).one()
    if not model.definition:
        return
    known = known_lifecycle(model.key, model.definition)
    stages = tuple(
        replace(each, **{column: days}) if each.key == row.key else each  # type: ignore[attr-defined,arg-type]
        for each in known.stages
    )
    connection.execute(
        update(lifecycle)
        .where(lifecycle.c.id == model.id)
        .values(definition=lifecycle_toml(replace(known, stages=stages)))
    )
