"""Where every contact goes when the owner turns to another lifecycle model: planned from the facts, nothing written."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from lifecycle_desktop.core.model.facts import Facts, Rank, proven_rank
from lifecycle_desktop.core.model.lifecycle import Lifecycle
from lifecycle_desktop.core.model.standing import map_stage
from lifecycle_desktop.core.store.active_lifecycle import KeptLifecycle, active_lifecycle, kept_lifecycle
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.shared_sql import BOTH_WAYS

_TWO_WAY = f"SELECT DISTINCT contact_id FROM activity WHERE {BOTH_WAYS}"  # noqa: S608  a constant
_SAMPLE = "SELECT DISTINCT contact_id FROM activity WHERE kind IN ('meeting', 'showing')"
_REVIEW = "SELECT DISTINCT contact_id FROM activity WHERE kind = 'review'"
_REFERRAL = "SELECT DISTINCT referrer_id FROM referral WHERE direction = 'in'"
_QUALIFIED = (
    "SELECT DISTINCT contact_id FROM qualification q WHERE answer <> 'unknown' AND NOT EXISTS (SELECT 1 "
    "FROM qualification n WHERE n.contact_id = q.contact_id AND n.question = q.question AND n.id > q.id)"
)
_REACHABLE = "SELECT contact_id FROM contact_email UNION SELECT contact_id FROM contact_phone"
_PERMITTED = (
    "SELECT DISTINCT contact_id FROM permission p WHERE status = 'given' AND NOT EXISTS (SELECT 1 FROM permission n "
    "WHERE n.contact_id = p.contact_id AND n.channel = p.channel AND n.id > p.id)"
)
_CORE = "SELECT id FROM contact WHERE is_core = 1"
_PURCHASES = (
    "SELECT contact_id, service_line_id, count(*), min(closed_on) FROM purchase "
    "GROUP BY contact_id, service_line_id"
)


class Step(NamedTuple):
    """Where one contact stands and where it goes; `since_at` is to be restored if it stood there before."""

    contact_id: int
    from_key: str
    to_key: str
    since_at: str | None


def planned_steps(connection: ReadConnection, target: Lifecycle, today: dt.date) -> Iterator[Step]:
    """Each contact's step to the target model, set aside and deleted ones too."""
    source = active_lifecycle(connection)
    keys = {row_id: key for key, row_id in source.stage_ids.items()}
    ranks = proven_ranks(connection, today)
    remembered = _remembered(connection, kept_lifecycle(connection, target.key))
    known: dict[tuple[str, Rank, str], str] = {}
    for contact_id, stage_id in connection.execute("SELECT id, stage_id FROM contact ORDER BY id"):
        before, since_at = remembered.get(contact_id, ("", None))
        case = (keys[stage_id], ranks.get(contact_id, Rank.NAME), before)
        if case not in known:
            known[case] = map_stage(
                source.lifecycle,
                source.lifecycle.stage(case[0]),
                target,
                case[1],
                target.stage(before) if before else None,
            ).key
        yield Step(contact_id, case[0], known[case], since_at if known[case] == before else None)


def step_counts(connection: ReadConnection, target: Lifecycle, today: dt.date) -> dict[tuple[str, str], int]:
    """How many go from which stage to which, by the keys of the stages."""
    return dict(Counter((step.from_key, step.to_key) for step in planned_steps(connection, target, today)))


def proven_ranks(connection: ReadConnection, today: dt.date) -> dict[int, Rank]:
    """What the facts prove of each contact; those with nothing but a name are left out."""
    purchases: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for contact_id, _line, count, first_on in connection.execute(_PURCHASES):
        purchases[contact_id].append((count, first_on))
    reachable = _ids(connection, _REACHABLE) & _ids(connection, _PERMITTED)
    qualified, two_way, sample = (_ids(connection, sql) for sql in (_QUALIFIED, _TWO_WAY, _SAMPLE))
    core, referral, review = (_ids(connection, sql) for sql in (_CORE, _REFERRAL, _REVIEW))
    known = reachable | qualified | two_way | sample | core | referral | review | purchases.keys()
    found = {}
    for contact_id in known:
        bought = purchases.get(contact_id, [])
        found[contact_id] = proven_rank(
            Facts(
                is_reachable=contact_id in reachable,
                has_permission=contact_id in reachable,
                is_qualified=contact_id in qualified,
                has_two_way_touch=contact_id in two_way,
                has_sample=contact_id in sample,
                purchase_count=sum(count for count, _first_on in bought),
                first_purchase_on=min((dt.date.fromisoformat(on) for _count, on in bought), default=None),
                service_lines=len(bought),
                repeats_in_two_lines=sum(count > 1 for count, _first_on in bought) > 1,
                is_core=contact_id in core,
                gave_referral=contact_id in referral,
                gave_review=contact_id in review,
            ),
            today,
        )
    return found


def _ids(connection: ReadConnection, sql: str) -> set[int]:
    return {row[0] for row in connection.execute(sql)}


def _remembered(connection: ReadConnection, target: KeptLifecycle | None) -> dict[int, tuple[str, str]]:
    """Where each contact stood in the target when the owner left it: stage key and since when."""
    if target is None:
        return {}
    keys = {row_id: key for key, row_id in target.stage_ids.items()}
    return {
        row[0]: (keys[row[1]], row[2])
        for row in connection.execute(
            "SELECT contact_id, stage_id, since_at FROM stage_standing WHERE lifecycle_id = ? ORDER BY id",
            (target.lifecycle_id,),
        )
        if row[1] in keys
    }
