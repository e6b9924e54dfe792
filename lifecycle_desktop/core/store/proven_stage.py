"""The stage ahead that the facts of one contact prove."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from lifecycle_desktop.core.model.facts import proven_rank
from lifecycle_desktop.core.model.standing import suggest_stage
from lifecycle_desktop.core.store.active_lifecycle import active_lifecycle
from lifecycle_desktop.core.store.contact_facts import ContactFacts, qualification_answers
from lifecycle_desktop.core.store.driver import ReadConnection

_STANDS = "SELECT stage_id, kept_rank FROM contact WHERE id = ? AND is_archived = 0"
_REACHES = (
    "SELECT (SELECT count(*) FROM contact_email WHERE contact_id = ?1) "
    "+ (SELECT count(*) FROM contact_phone WHERE contact_id = ?1)"
)
_PERMITTED = (
    "SELECT EXISTS (SELECT 1 FROM permission p WHERE p.contact_id = ?1 AND p.status = 'given' AND NOT EXISTS "
    "(SELECT 1 FROM permission n WHERE n.contact_id = ?1 AND n.channel = p.channel AND n.id > p.id))"
)


class ProvenStage(NamedTuple):
    """A stage ahead of where somebody stands, the fact behind it in words, and its rank."""

    stage_id: int
    reason: str
    rank: str


def proven_stage(connection: ReadConnection, contact_id: int, today: dt.date) -> ProvenStage | None:
    """The stage ahead that the facts prove; None where there is none or the owner has turned it down."""
    row = connection.execute(_STANDS, (contact_id,)).fetchone()
    if row is None:
        return None
    model = active_lifecycle(connection)
    key = next((each for each, stage_id in model.stage_ids.items() if stage_id == row[0]), "")
    if not key:
        return None
    reaches = connection.execute(_REACHES, (contact_id,)).fetchone()[0]
    facts = ContactFacts(connection, contact_id).proving(
        reaches,
        qualification_answers(connection, contact_id),
        has_permission=bool(connection.execute(_PERMITTED, (contact_id,)).fetchone()[0]),
    )
    rank = proven_rank(facts, today).value
    found = suggest_stage(model.lifecycle, model.lifecycle.stage(key), facts, today)
    if found is None or rank == row[1] or found.stage.key not in model.stage_ids:
        return None
    return ProvenStage(model.stage_ids[found.stage.key], found.reason, rank)
