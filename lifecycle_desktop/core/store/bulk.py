"""Many rows at once, within a step of `Database.write`: as ranges of ids, ready for search, indexes made after."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from lifecycle_desktop.core.store.step import Written

if TYPE_CHECKING:
    from sqlalchemy import Connection


# The indexes that everybody new comes into, in no order; those of few people or in the order of ids cost nothing.
FULL_INDEXES = (
    "ix_contact_sort_name", "ix_contact_board", "ix_contact_stage_name", "ix_contact_stage_since",
    "ix_contact_next_step", "ix_contact_slips", "ix_contact_email_normal", "ix_contact_phone_normal",
)  # fmt: skip
_MANY = 10_000
# Those in which everybody who goes to another stage gets another place.
STAGE_INDEXES = (
    "ix_contact_board", "ix_contact_stage_name", "ix_contact_stage_since", "ix_contact_value", "ix_contact_quiet",
    "ix_contact_slips", "ix_contact_by_hand",
)  # fmt: skip


def step_of(connection: Connection | Written) -> Written:
    """The step that a connection writes in; the step itself is taken as well, which spares loading SQLAlchemy."""
    return connection if isinstance(connection, Written) else cast("Written", connection.info["step"])


def contacts_are_ready(step: Written, stale: set[int]) -> None:
    """Say that the step's new contacts came with their derived columns and search rows, but for the `stale` ones."""
    step.is_ready = True
    step.stale |= stale


def take_indexes_away(step: Written, names: Sequence[str] = FULL_INDEXES) -> list[str]:
    """Take the indexes over names, stages, addresses and numbers away; the statements that bring them back.

    Making such an index of many rows costs half of keeping it row by row. `make_indexes` must follow in the
    same transaction; a rollback brings them back too.
    """
    kept = step.driver.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND name IN (SELECT value FROM json_each(?))",
        (json.dumps(names),),
    ).fetchall()
    for name, _sql in kept:
        step.driver.execute(f'DROP INDEX "{name}"')
    return [sql for _name, sql in kept]


def make_indexes(step: Written, statements: Sequence[str]) -> None:
    """Bring back what `take_indexes_away` took."""
    for statement in statements:
        step.driver.execute(statement)


@contextlib.contextmanager
def moving(connection: Connection, contacts: int) -> Iterator[None]:
    """Change the stage of so many contacts in one statement: of many, without the indexes over stages meanwhile.

    Each of them costs as much as the row itself where a row is put elsewhere in it, and a tenth of that made anew.
    """
    step = step_of(connection)
    (everybody,) = (
        step.driver.execute("SELECT count(*) FROM contact").fetchone() if contacts >= _MANY else (0,)
    )
    taken = take_indexes_away(step, STAGE_INDEXES) if contacts >= _MANY and contacts * 4 >= everybody else []
    yield
    make_indexes(step, taken)
