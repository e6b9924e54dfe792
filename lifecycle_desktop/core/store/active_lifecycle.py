"""The lifecycle model that is active in a file, as the model knows it, and which row each stage has."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass

from lifecycle_desktop.core.errors import DatabaseDamaged
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.facts import Facts, proven_rank
from lifecycle_desktop.core.model.lifecycle import Lifecycle
from lifecycle_desktop.core.model.lifecycle_file import FOLDER, SHIPPED, load_lifecycle, read_lifecycle
from lifecycle_desktop.core.model.standing import rung
from lifecycle_desktop.core.paths import resources
from lifecycle_desktop.core.store.driver import ReadConnection


@dataclass(frozen=True)
class KeptLifecycle:
    """A lifecycle model in the database: its row, the model, and the row of each stage by its key."""

    lifecycle_id: int
    lifecycle: Lifecycle
    stage_ids: dict[str, int]

    def stage_of_new(self, *, is_reachable: bool, has_permission: bool = False, is_core: bool = False) -> int:
        """The row of the stage where somebody new stands by what is known of them."""
        facts = Facts(is_reachable=is_reachable, has_permission=has_permission, is_core=is_core)
        rank = proven_rank(facts, dt.date.min)  # nothing among these facts ages
        return self.stage_ids[rung(self.lifecycle, rank).key]


def kept_lifecycle(connection: ReadConnection, key: str = "") -> KeptLifecycle | None:
    """The lifecycle of that key, or the active one; None where the database does not hold it."""
    row = connection.execute(
        "SELECT id, key, definition FROM lifecycle WHERE key = ?1 OR ?1 = '' AND is_active = 1 ORDER BY id LIMIT 1",
        (key,),
    ).fetchone()
    if row is None:
        return None
    stage_ids = dict(
        connection.execute(
            "SELECT key, id FROM stage WHERE lifecycle_id = ? AND is_retired = 0 ORDER BY position", (row[0],)
        )
    )
    return KeptLifecycle(int(row[0]), known_lifecycle(row[1], row[2]), stage_ids)


def active_lifecycle(connection: ReadConnection) -> KeptLifecycle:
    """The active lifecycle; `DatabaseDamaged` in words where there is none."""
    found = kept_lifecycle(connection)
    if found is None or not found.stage_ids:
        raise DatabaseDamaged(
            _("This database has no active lifecycle model."), _("Restore the newest backup with “restore”.")
        )
    return found


@functools.lru_cache(maxsize=16)
def known_lifecycle(key: str, definition: str) -> Lifecycle:
    """The model as the database names it: shipped by its key, or one of the owner's own by its whole text."""
    if definition:
        return read_lifecycle(definition.encode(), f"{key}.toml")
    if key not in SHIPPED:
        raise DatabaseDamaged(
            _("The lifecycle model “{key}” is not known to this program.").format(key=key),
            _("Use a newer version of the program, or restore the newest backup with “restore”."),
        )
    return load_lifecycle(resources(FOLDER, f"{key}.toml"))
