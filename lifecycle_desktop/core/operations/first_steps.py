"""What a new owner does in the first minutes: choose a lifecycle with its plan, look around with sample people."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, select

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.lifecycle import Lifecycle
from lifecycle_desktop.core.model.lifecycle_file import own_definition
from lifecycle_desktop.core.operations.lifecycles import switch_lifecycle
from lifecycle_desktop.core.operations.plans import start_plan
from lifecycle_desktop.core.operations.sample import add_sample, remove_sample
from lifecycle_desktop.core.store import schema


def choose_lifecycle(connection: Connection, lifecycle: Lifecycle, folder: Path, moment: Moment) -> int:
    """Work with this lifecycle from now on, and see to it that it has a plan; the plan's number.

    `folder` is where the owner's own lifecycles lie.
    """
    switch_lifecycle(connection, lifecycle, moment, definition=own_definition(folder, lifecycle.key))
    return assure_plan(connection, moment)


def assure_plan(connection: Connection, moment: Moment) -> int:
    """The number of the newest plan of the active lifecycle; one for this quarter is started where there is none."""
    found = connection.execute(
        select(schema.plan.c.id)
        .join(schema.lifecycle, schema.lifecycle.c.id == schema.plan.c.lifecycle_id)
        .where(schema.lifecycle.c.is_active == 1)
        .order_by(schema.plan.c.period_start_on.desc(), schema.plan.c.id.desc())
        .limit(1)
    ).scalar()
    return int(found) if found is not None else start_plan(connection, moment)


def add_sample_people(connection: Connection, moment: Moment) -> int:
    """Put the sample people and their plan among the contacts, each marked; how many."""
    return add_sample(connection, moment)


def remove_sample_people(connection: Connection, moment: Moment) -> int:
    """Take everything out again that came with the sample; how many people."""
    return remove_sample(connection, moment)
