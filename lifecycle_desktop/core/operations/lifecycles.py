"""Begin with a lifecycle model, and turn to another without losing where anybody stood."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection, insert, literal, select, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.lifecycle import Lifecycle, Stage
from lifecycle_desktop.core.model.lifecycle_file import SHIPPED
from lifecycle_desktop.core.operations.rows import new_row
from lifecycle_desktop.core.operations.sequences import add_shipped_sequences
from lifecycle_desktop.core.store import schema
from lifecycle_desktop.core.store.active_lifecycle import KeptLifecycle, active_lifecycle, kept_lifecycle
from lifecycle_desktop.core.store.engine import bare
from lifecycle_desktop.core.store.standings import planned_steps

contact, standing = schema.contact, schema.stage_standing


@dataclass(frozen=True)
class Switched:
    """A change of model: how many contacts went from which stage to which, by the keys of the stages."""

    from_key: str
    to_key: str
    counts: dict[tuple[str, str], int]

    @property
    def total(self) -> int:
        """All contacts that were mapped."""
        return sum(self.counts.values())


def start_lifecycle(
    connection: Connection,
    lifecycle: Lifecycle,
    moment: Moment,
    *,
    definition: str = "",
) -> int:
    """Put the first lifecycle model into a database and make it the active one, with the sequences that ship; its row.

    `definition` is the text of the file of a model of the owner's own, empty for a shipped one.
    In a database with an active model use `switch_lifecycle`.
    """
    if kept_lifecycle(bare(connection)) is not None:
        raise NotUnderstood(
            _("This database has a lifecycle model already."), _("“model” changes to another.")
        )
    lifecycle_id = keep_lifecycle(connection, lifecycle, definition)
    connection.execute(
        update(schema.lifecycle).where(schema.lifecycle.c.id == lifecycle_id).values(is_active=1)
    )
    add_shipped_sequences(connection, moment)
    return lifecycle_id


def switch_lifecycle(
    connection: Connection, lifecycle: Lifecycle, moment: Moment, *, definition: str = ""
) -> Switched:
    """Make another model the active one and put every contact where it belongs there.

    Where each stood in the model that is left is remembered, so that turning back changes nothing.
    Moves made so far stay as they are; the change itself is no move of anybody.
    """
    source = active_lifecycle(bare(connection))
    if source.lifecycle.key == lifecycle.key:
        return Switched(lifecycle.key, lifecycle.key, {})
    steps = list(planned_steps(bare(connection), lifecycle, moment.today))
    target_id = keep_lifecycle(connection, lifecycle, definition)
    target = kept_lifecycle(bare(connection), lifecycle.key)
    assert target is not None  # noqa: S101  it was kept one line above
    _remember(connection, source, moment)
    bare(connection).executemany(
        "UPDATE contact SET stage_id = ?, stage_since_at = coalesce(?, stage_since_at), board_position = NULL "
        "WHERE id = ?",
        ((target.stage_ids[step.to_key], step.since_at, step.contact_id) for step in steps),
    )
    active = schema.lifecycle.c.id == target_id
    connection.execute(update(schema.lifecycle).where(active).values(is_active=1))
    connection.execute(
        update(schema.lifecycle).where(~active, schema.lifecycle.c.is_active == 1).values(is_active=0)
    )
    counts = Counter((step.from_key, step.to_key) for step in steps)
    return Switched(source.lifecycle.key, lifecycle.key, dict(counts))


def keep_lifecycle(connection: Connection, lifecycle: Lifecycle, definition: str) -> int:
    """The model's row with its stages, made if it is not there yet; it is not the active one by that."""
    kept = connection.execute(
        select(schema.lifecycle.c.id).where(schema.lifecycle.c.key == lifecycle.key)
    ).scalar()
    if kept is not None:
        return int(kept)
    if not definition and lifecycle.key not in SHIPPED:
        raise ValueError(f"the text of the own lifecycle {lifecycle.key} is missing")
    lifecycle_id = new_row(
        connection,
        schema.lifecycle,
        key=lifecycle.key,
        name=lifecycle.name,
        is_active=0,
        definition=definition,
    )
    for stage in lifecycle.stages:
        new_row(connection, schema.stage, lifecycle_id=lifecycle_id, **stage_values(stage))
    return lifecycle_id


def stage_values(stage: Stage) -> dict[str, object]:
    """What the row of a stage holds of it."""
    return {
        "position": stage.number,
        "key": stage.key,
        "name": stage.name,
        "label": stage.label,
        "stuck_after_days": stage.stuck_after_days,
        "keep_in_touch_days": stage.keep_in_touch_days,
    }


def _remember(connection: Connection, source: KeptLifecycle, moment: Moment) -> None:
    """Keep where everybody stands: one row for each contact and model."""
    rows = standing.c.lifecycle_id == source.lifecycle_id
    connection.execute(
        update(standing)
        .where(rows, contact.c.id == standing.c.contact_id)
        .values(stage_id=contact.c.stage_id, since_at=contact.c.stage_since_at, left_at=moment.text)
    )
    connection.execute(
        insert(standing).from_select(
            ["contact_id", "lifecycle_id", "stage_id", "since_at", "left_at"],
            select(
                contact.c.id,
                literal(source.lifecycle_id),
                contact.c.stage_id,
                contact.c.stage_since_at,
                literal(moment.text),
            ).where(contact.c.id.not_in(select(standing.c.contact_id).where(rows))),
        )
    )
