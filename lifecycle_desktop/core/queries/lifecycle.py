"""The active lifecycle and its stages, and who works with this database."""

from __future__ import annotations

from lifecycle_desktop.core.errors import DatabaseDamaged
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.desk import ActiveLifecycle, BoardStage, Business
from lifecycle_desktop.core.store.driver import ReadConnection


def active_lifecycle(connection: ReadConnection) -> ActiveLifecycle:
    """The lifecycle the owner works with."""
    found = connection.execute("SELECT id, key, name FROM lifecycle WHERE is_active = 1").fetchone()
    if found is None:
        raise DatabaseDamaged(
            _("This database has no active lifecycle model."), _("Restore the newest backup with “restore”.")
        )
    stages = tuple(
        BoardStage(*row)
        for row in connection.execute(
            "SELECT id, position, key, name, label, stuck_after_days, keep_in_touch_days FROM stage "
            "WHERE lifecycle_id = ? AND is_retired = 0 ORDER BY position",
            (found[0],),
        )
    )
    return ActiveLifecycle(found[0], found[1], found[2], stages)


def business(connection: ReadConnection) -> Business:
    """The owner's business, as far as it was told."""
    told = dict(connection.execute("SELECT name, value FROM setting").fetchall())
    standard = Business()
    return Business(
        name=told.get("business_name", ""),
        owner=told.get("owner_name", ""),
        currency=told.get("currency", standard.currency),
        region=told.get("region", standard.region),
        answer_aim_minutes=int(told.get("answer_aim_minutes", standard.answer_aim_minutes)),
        is_set_up=told.get("is_set_up") == "1",
        visitors_event=_visitors_event(connection),
    )


def _visitors_event(connection: ReadConnection) -> int:
    found = connection.execute("SELECT c.id FROM kiosk k JOIN campaign c ON c.id = k.event_id").fetchone()
    return int(found[0]) if found else 0


def setting(connection: ReadConnection, name: str, otherwise: str = "") -> str:
    """One setting of the business."""
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else otherwise
