"""The tactics of a plan: add, change, order, move between stages, take away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, select, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.plan import Tactic
from lifecycle_desktop.core.operations.plans import sheet_words, touch_plan
from lifecycle_desktop.core.operations.rows import new_row, one_row
from lifecycle_desktop.core.store.schema import plan_tactic

MOST_TACTICS = 40


def add_tactic(
    connection: Connection, plan_stage_id: int, tactic: Tactic, moment: Moment, *, position: int | None = None
) -> int:
    """Add a tactic to a stage of a plan, at the end or at a position from 0; its number."""
    touch_plan(connection, plan_stage_id, moment)
    there = _ids(connection, plan_stage_id)
    if len(there) >= MOST_TACTICS:
        raise NotUnderstood(_("A stage can hold {n} tactics.").format(n=MOST_TACTICS))
    made = new_row(
        connection,
        plan_tactic,
        plan_stage_id=plan_stage_id,
        position=len(there),
        **_checked(
            {
                "what": tactic.what,
                "rhythm": tactic.rhythm,
                "channel": tactic.channel,
                "cost_minor": tactic.cost_minor,
                "currency": tactic.currency,
                "who": tactic.who,
            }
        ),
    )
    if position is not None:
        there.insert(max(0, position), made)
        _number(connection, there)
    return made


def change_tactic(connection: Connection, tactic_id: int, moment: Moment, **fields: object) -> None:
    """Change what, rhythm, channel, cost_minor (None for no cost), currency, who or makes_follow_ups."""
    row = _row(connection, tactic_id)
    touch_plan(connection, row.plan_stage_id, moment)
    connection.execute(update(plan_tactic).where(plan_tactic.c.id == tactic_id).values(**_checked(fields)))


def remove_tactic(connection: Connection, tactic_id: int, moment: Moment) -> None:
    """Take a tactic away."""
    row = _row(connection, tactic_id)
    touch_plan(connection, row.plan_stage_id, moment)
    connection.execute(delete(plan_tactic).where(plan_tactic.c.id == tactic_id))
    _number(connection, _ids(connection, row.plan_stage_id))


def reorder_tactics(
    connection: Connection, plan_stage_id: int, tactic_ids: Sequence[int], moment: Moment
) -> None:
    """Put the tactics of a stage in this order; all of them must be named."""
    touch_plan(connection, plan_stage_id, moment)
    if sorted(tactic_ids) != sorted(_ids(connection, plan_stage_id)):
        raise NotUnderstood(_("The tactics of this stage have changed meanwhile."), _("Try again."))
    _number(connection, list(tactic_ids))


def move_tactic(
    connection: Connection, tactic_id: int, plan_stage_id: int, position: int, moment: Moment
) -> None:
    """Move a tactic to a position, from 0, of the same or another stage of its plan."""
    row = _row(connection, tactic_id)
    if touch_plan(connection, row.plan_stage_id, moment) != touch_plan(connection, plan_stage_id, moment):
        raise NotUnderstood(_("That stage belongs to another plan."))
    connection.execute(
        update(plan_tactic).where(plan_tactic.c.id == tactic_id).values(plan_stage_id=plan_stage_id)
    )
    there = [each for each in _ids(connection, plan_stage_id) if each != tactic_id]
    there.insert(max(0, position), tactic_id)
    _number(connection, there)
    if row.plan_stage_id != plan_stage_id:
        _number(connection, _ids(connection, row.plan_stage_id))


def _row(connection: Connection, tactic_id: int) -> Any:
    return one_row(connection, plan_tactic, tactic_id, _("That tactic is not there any more."))


def _ids(connection: Connection, plan_stage_id: int) -> list[int]:
    return list(
        connection.execute(
            select(plan_tactic.c.id)
            .where(plan_tactic.c.plan_stage_id == plan_stage_id)
            .order_by(plan_tactic.c.position, plan_tactic.c.id)
        ).scalars()
    )


def _number(connection: Connection, tactic_ids: list[int]) -> None:
    for position, tactic_id in enumerate(tactic_ids):
        connection.execute(
            update(plan_tactic)
            .where(plan_tactic.c.id == tactic_id, plan_tactic.c.position != position)
            .values(position=position)
        )


def _checked(fields: dict[str, object]) -> dict[str, Any]:
    values = {name: _FIELDS[name](value) for name, value in fields.items()}
    if "what" in values and not values["what"]:
        raise NotUnderstood(_("A tactic needs to say what is done."))
    return values


def _channel(value: object) -> str:
    text = str(value)
    if text and text not in set(Channel):
        raise NotUnderstood(_("There is no channel “{text}”.").format(text=shortened(text)))
    return text


def _cost(value: object) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or not 0 <= value < 1 << 53:
        raise NotUnderstood(_("That cost cannot be kept."))
    return value


_FIELDS: dict[str, Any] = {
    "what": sheet_words,
    "rhythm": sheet_words,
    "channel": _channel,
    "cost_minor": _cost,
    "currency": sheet_words,
    "who": sheet_words,
    "makes_follow_ups": lambda value: int(bool(value)),
}
