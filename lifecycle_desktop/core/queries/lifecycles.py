"""The lifecycle models to choose from, and one of them as it is edited: its stages and how many people stand there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from lifecycle_desktop.core.errors import DatabaseDamaged, UserError
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.lifecycle import Lifecycle
from lifecycle_desktop.core.model.lifecycle_file import SHIPPED, LifecycleShelf, all_lifecycles
from lifecycle_desktop.core.store.active_lifecycle import kept_lifecycle, known_lifecycle
from lifecycle_desktop.core.store.driver import ReadConnection


@dataclass(frozen=True)
class LifecycleDesk:
    """A lifecycle model as its editor shows it; `is_own` says whether it can be edited.

    `people` counts those on each stage by its key, the trash included; `in_trash` how many of them lie there.
    """

    lifecycle: Lifecycle
    is_own: bool
    is_active: bool
    people: dict[str, int]
    in_trash: dict[str, int] = field(default_factory=dict)

    def living(self, key: str) -> int:
        """How many people on a stage are not in the trash."""
        return self.people.get(key, 0) - self.in_trash.get(key, 0)


@dataclass(frozen=True)
class LifecyclesDesk:
    """The lifecycle page: the models to choose from, the active one, and the one that is shown."""

    shelf: LifecycleShelf
    active: LifecycleDesk
    shown: LifecycleDesk


def lifecycles_desk(connection: ReadConnection, folder: Path, key: str = "") -> LifecyclesDesk:
    """Everything the lifecycle page shows; the active model where there is none of that key."""
    shelf = lifecycle_shelf(connection, folder)
    active = lifecycle_desk(connection)
    if active is None:
        raise DatabaseDamaged(
            _("This database has no active lifecycle model."), _("Restore the newest backup with “restore”.")
        )
    shown = active if key in ("", active.lifecycle.key) else lifecycle_desk(connection, key)
    if shown is None:
        found = next((each for each in shelf.lifecycles if each.key == key), None)
        shown = LifecycleDesk(found, is_own=False, is_active=False, people={}) if found else active
    return LifecyclesDesk(shelf, active, shown)


def lifecycle_shelf(connection: ReadConnection, folder: Path) -> LifecycleShelf:
    """The shipped models, the owner's own of this database, and those from files in the data folder `folder`.

    Of two with the same key the database's own is the one that counts.
    """
    shelf = all_lifecycles(folder)
    known = {lifecycle.key: lifecycle for lifecycle in shelf.lifecycles}
    problems = list(shelf.problems)
    for key, definition in connection.execute(
        "SELECT key, definition FROM lifecycle l WHERE definition <> '' AND EXISTS "
        "(SELECT 1 FROM stage s WHERE s.lifecycle_id = l.id AND s.is_retired = 0) ORDER BY id"
    ).fetchall():
        try:
            known[key] = known_lifecycle(key, definition)
        except UserError as problem:
            problems.append(problem)
    return LifecycleShelf(tuple(known.values()), tuple(problems))


def lifecycle_desk(connection: ReadConnection, key: str = "") -> LifecycleDesk | None:
    """The model of that key as this database keeps it, or the active one; None where it holds none such.

    What the owner set for a stage of this database (names, days) counts before what its file says.
    """
    kept = kept_lifecycle(connection, key)
    if kept is None:
        return None
    rows = {
        row[0]: row[1:]
        for row in connection.execute(
            "SELECT key, name, label, stuck_after_days, keep_in_touch_days, (SELECT count(*) FROM contact c "
            "WHERE c.stage_id = stage.id), (SELECT count(*) FROM contact c WHERE c.stage_id = stage.id "
            "AND c.deleted_at IS NOT NULL) FROM stage WHERE lifecycle_id = ? AND is_retired = 0",
            (kept.lifecycle_id,),
        )
    }
    stages = tuple(
        replace(
            stage,
            name=rows[stage.key][0],
            label=rows[stage.key][1],
            stuck_after_days=rows[stage.key][2],
            keep_in_touch_days=rows[stage.key][3],
        )
        for stage in kept.lifecycle.stages
        if stage.key in rows
    )
    is_active = connection.execute(
        "SELECT is_active FROM lifecycle WHERE id = ?", (kept.lifecycle_id,)
    ).fetchone()[0]
    return LifecycleDesk(
        replace(kept.lifecycle, stages=stages),
        is_own=kept.lifecycle.key not in SHIPPED,
        is_active=bool(is_active),
        people={stage: row[4] for stage, row in rows.items()},
        in_trash={stage: row[5] for stage, row in rows.items()},
    )
