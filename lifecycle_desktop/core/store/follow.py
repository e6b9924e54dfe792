"""What follows from a step: derived columns and search rows of the people it touched, in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lifecycle_desktop.core.store.activity_search import add_activities, refresh_activities
from lifecycle_desktop.core.store.derive import (
    DERIVED_FROM,
    DERIVING_COLUMNS,
    TOLD_COLUMNS,
    refresh_derived,
    refresh_slipping,
)
from lifecycle_desktop.core.store.search import (
    SEARCHED_COLUMNS,
    SEARCHED_TABLES,
    add_range,
    index_range,
    refresh_search,
    renew_rows,
)

if TYPE_CHECKING:
    from lifecycle_desktop.core.store.journal import Journal
    from lifecycle_desktop.core.store.step import Written

_NONE_NEW = (0, -1)
_MANY = 1000  # contacts from which it pays to ask of whom something was told


def follow(journal: Journal, written: Written) -> None:
    """Bring the derived columns and the search tables in line with what the step touched."""
    connection = journal.connection
    new = written.ranges.get("contact", _NONE_NEW)
    if new != _NONE_NEW:
        with journal.paused():
            if written.is_ready:
                refresh_derived(connection, written.stale)
                renew_rows(connection, written.stale)
                index_range(connection, *new)
            else:
                refresh_derived(connection, range(new[0], new[1] + 1))
                add_range(connection, *new)
    children = [name for name in DERIVED_FROM if name != "contact"]
    touched = _touched_contacts(journal, written.step_id, children, new)
    touched |= _with_others(journal, written.step_id, new, DERIVING_COLUMNS)
    touched |= _in_changed_stages(journal, written.step_id)
    searched = searched_contacts(journal, written.step_id, new)
    if _goes_on(journal, written.step_id):  # what it had changed before may have been changed back
        all_touched = _touched_contacts(journal, written.step_id, ("contact",), new)
        touched |= all_touched
        searched |= all_touched
    elif len(touched) > _MANY:
        told_of = _touched_contacts(journal, written.step_id, ("activity",), new)
        told_of |= _with_others(journal, written.step_id, new, TOLD_COLUMNS)
        refresh_slipping(connection, touched - told_of)
        touched &= told_of
    if touched:
        refresh_derived(connection, touched)
    refresh_search(connection, searched)
    told = written.ranges.get("activity", _NONE_NEW)
    if told != _NONE_NEW:
        add_activities(connection, *told)
    refresh_activities(connection, searched_activities(journal, written.step_id, told))


def searched_activities(journal: Journal, image_id: int, new: tuple[int, int] = _NONE_NEW) -> set[int]:
    """The activities whose texts may differ from those under that number, less the `new` ones."""
    images = journal.by_name["activity"].images
    found = {
        row[0]
        for row in journal.connection.execute(
            f'SELECT id FROM "{images}" WHERE step_id = ? AND id NOT BETWEEN ? AND ?', (image_id, *new)
        )
    }
    for first_id, last_id in journal.ranges(image_id, "activity"):
        found.update(
            row[0]
            for row in journal.connection.execute(
                "SELECT id FROM activity WHERE id BETWEEN ? AND ? AND id NOT BETWEEN ? AND ?",
                (first_id, last_id, *new),
            )
        )
    return found


def searched_contacts(journal: Journal, image_id: int, new: tuple[int, int] = _NONE_NEW) -> set[int]:
    """The contacts whose words may differ from those under that number, less the `new` ones."""
    children = [name for name in SEARCHED_TABLES if name != "contact"]
    found = _touched_contacts(journal, image_id, children, new) | _with_others(
        journal, image_id, new, SEARCHED_COLUMNS
    )
    renamed = f'SELECT id FROM "{journal.by_name["tag"].images}" WHERE step_id = ?'
    for (contact_id,) in journal.connection.execute(
        f"SELECT contact_id FROM contact_tag WHERE tag_id IN ({renamed}) AND contact_id NOT BETWEEN ? AND ?",
        (image_id, *new),
    ):
        found.add(contact_id)
    return found


def _goes_on(journal: Journal, step_id: int) -> bool:
    """Whether the step was ended before and is the same merged step going on: it is counted already."""
    row = journal.connection.execute(
        "SELECT EXISTS (SELECT 1 FROM journal_count WHERE step_id = ?)", (step_id,)
    ).fetchone()
    return bool(row[0])


def _with_others(journal: Journal, image_id: int, new: tuple[int, int], columns: Sequence[str]) -> set[int]:
    """The contacts that came, went, or have another value in one of the columns than their image."""
    images = journal.by_name["contact"].images
    same = " AND ".join(f'c."{column}" IS j."{column}"' for column in columns)
    found = {
        row[0]
        for row in journal.connection.execute(
            f'SELECT j.id FROM "{images}" j LEFT JOIN contact c ON c.id = j.id WHERE j.step_id = ?1 '
            f"AND j.id NOT BETWEEN ?2 AND ?3 AND NOT (j.existed = 1 AND c.id IS NOT NULL AND {same})",
            (image_id, *new),
        )
    }
    for first_id, last_id in journal.ranges(image_id, "contact"):
        found.update(
            row[0]
            for row in journal.connection.execute(
                "SELECT id FROM contact WHERE id BETWEEN ? AND ? AND id NOT BETWEEN ? AND ?",
                (first_id, last_id, *new),
            )
        )
    return found


def _touched_contacts(
    journal: Journal, image_id: int, table_names: Sequence[str], new: tuple[int, int]
) -> set[int]:
    """The contacts whose rows, or whose children's rows, have an image under that number, less the `new` ones."""
    found: set[int] = set()
    for name in table_names:
        images = journal.by_name[name].images
        column = "id" if name == "contact" else "contact_id"
        found.update(
            row[0]
            for row in journal.connection.execute(
                f'SELECT "{column}" FROM "{images}" WHERE step_id = ?1 AND "{column}" NOT BETWEEN ?2 AND ?3 UNION '
                f'SELECT "{column}" FROM "{name}" WHERE id IN (SELECT id FROM "{images}" WHERE step_id = ?1) '
                f'AND "{column}" NOT BETWEEN ?2 AND ?3',
                (image_id, *new),
            )
        )
        for first_id, last_id in journal.ranges(image_id, name):
            found.update(
                row[0]
                for row in journal.connection.execute(
                    f'SELECT "{column}" FROM "{name}" WHERE id BETWEEN ? AND ? AND "{column}" NOT BETWEEN ? AND ?',
                    (first_id, last_id, *new),
                )
            )
    return found


def _in_changed_stages(journal: Journal, step_id: int) -> set[int]:
    """The contacts of stages whose rhythm the step changed: the day on which they slip moves."""
    stage_ids = [
        row[0]
        for row in journal.connection.execute(
            "SELECT s.id FROM journal_stage j JOIN stage s ON s.id = j.id WHERE j.step_id = ? "
            "AND j.existed = 1 AND j.keep_in_touch_days <> s.keep_in_touch_days",
            (step_id,),
        )
    ]
    found: set[int] = set()
    for stage_id in stage_ids:
        rows = journal.connection.execute("SELECT id FROM contact WHERE stage_id = ?", (stage_id,))
        found.update(row[0] for row in rows)
    return found
