"""Triggers in words, what they did, what they propose, and for how many people one would have fired."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from lifecycle_desktop.core.clock import Moment, instant_from_text
from lifecycle_desktop.core.model.trigger import Act, Occasion, Then, When
from lifecycle_desktop.core.model.trigger_lists import Complaint, FiringLine, Proposal, RuleLine, TriggerDesk
from lifecycle_desktop.core.model.trigger_words import act_words, did_words, fault_of, occasion_words
from lifecycle_desktop.core.queries.today import day_bounds
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.shared_sql import OPEN_COMPLAINT
from lifecycle_desktop.core.store.trigger_rules import kept_rules, known_names

PREVIEW_DAYS = 90

# A proposal is void when what it was about is over: a word was spoken, they stand there already, they are gone.
_WAITING = (
    "FROM trigger_firing t INDEXED BY ix_trigger_firing_asks JOIN contact c ON c.id = t.contact_id "
    "WHERE t.did = 'asks' AND t.answer = '' AND c.is_archived = 0 "
    "AND (t.occasion NOT LIKE 'quiet:%' OR c.slips_on <= ?1) AND t.stage_id IS NOT c.stage_id"
)
_STEP_OF = (
    "SELECT coalesce((SELECT max(j.step_id) FROM journal_trigger_firing j JOIN journal_step s ON s.id = j.step_id "
    "WHERE j.id = ?1 AND j.existed = 0 AND s.is_undone = 0 AND s.is_closed = 0), (SELECT max(r.step_id) "
    "FROM journal_range r JOIN journal_step s ON s.id = r.step_id WHERE r.table_name = 'trigger_firing' "
    "AND ?1 BETWEEN r.first_id AND r.last_id AND s.is_undone = 0 AND s.is_closed = 0), 0)"
)


def trigger_desk(connection: ReadConnection, moment: Moment, limit: int = 100) -> TriggerDesk:
    """Every trigger in words, what waits for an answer and what was done, newest first."""
    names = known_names(connection)
    counts = {
        row[0]: row[1:]
        for row in connection.execute(
            "SELECT trigger_rule_id, count(*), max(fired_at) FROM trigger_firing GROUP BY trigger_rule_id"
        )
    }
    lines = []
    for rule in kept_rules(connection):
        fired, last = counts.get(rule.rule_id, (0, None))
        lines.append(
            RuleLine(
                rule,
                occasion_words(rule.when, names) if rule.is_readable else "",
                act_words(rule.then, names) if rule.is_readable else "",
                fault_of(rule, names),
                fired,
                instant_from_text(last) if last else None,
            )
        )
    waiting, waiting_count = proposals(connection, moment, limit)
    total = sum(line.fired for line in lines)
    return TriggerDesk(names, tuple(lines), waiting, waiting_count, firings(connection, limit), total)


def firings(connection: ReadConnection, limit: int = 100, *, contact_id: int = 0) -> tuple[FiringLine, ...]:
    """What triggers did, newest first, for everybody or one contact."""
    rows = connection.execute(
        "SELECT t.id, t.trigger_rule_id, r.name, t.contact_id, c.display_name, t.fired_at, t.reason, t.did, "
        "coalesce(s.name, ''), t.answer FROM trigger_firing t JOIN trigger_rule r ON r.id = t.trigger_rule_id "
        "JOIN contact c ON c.id = t.contact_id LEFT JOIN stage s ON s.id = t.stage_id "
        "WHERE ?1 IN (0, t.contact_id) ORDER BY t.id DESC LIMIT ?2",
        (contact_id, limit),
    ).fetchall()
    return tuple(
        FiringLine(
            row[0], row[1], row[2], row[3], row[4], instant_from_text(row[5]), row[6],
            did_words(row[7], row[8], row[9]), int(connection.execute(_STEP_OF, (row[0],)).fetchone()[0]),
        )
        for row in rows
    )  # fmt: skip


def proposals(
    connection: ReadConnection, moment: Moment, limit: int = 100, *, contact_id: int = 0
) -> tuple[tuple[Proposal, ...], int]:
    """What triggers propose and is still called for, newest first, and how many there are."""
    names = known_names(connection)
    rules = {rule.rule_id: rule for rule in kept_rules(connection)}
    today = moment.today.isoformat()
    which = "" if not contact_id else f" AND t.contact_id = {int(contact_id)}"
    rows = connection.execute(
        f"SELECT t.id, t.trigger_rule_id, c.id, c.display_name, t.reason, t.fired_at, t.stage_id {_WAITING}{which} "
        "ORDER BY t.id DESC LIMIT ?2",
        (today, limit),
    ).fetchall()
    found = []
    for firing_id, rule_id, person, name, reason, fired_at, stage_id in rows:
        rule = rules[rule_id]
        then = Then(Act.STAGE, stage_id=stage_id) if stage_id else rule.then
        act = act_words(replace(then, asks=False), names)
        found.append(Proposal(firing_id, rule.name, person, name, act, reason, instant_from_text(fired_at)))
    if len(found) < limit:
        return tuple(found), len(found)
    count = connection.execute(f"SELECT count(*) {_WAITING}{which}", (today,)).fetchone()[0]
    return tuple(found), int(count)


def open_complaints(connection: ReadConnection, contact_id: int) -> tuple[Complaint, ...]:
    """The complaints of a contact that are not settled, newest first: while there is one, they carry a red flag."""
    return tuple(
        Complaint(row[0], row[1], dt.date.fromisoformat(row[2]), row[3])
        for row in connection.execute(
            "SELECT a.id, a.contact_id, a.happened_on, a.text FROM activity a INDEXED BY ix_activity_complaint "
            f"WHERE a.contact_id = ? AND {OPEN_COMPLAINT} ORDER BY a.happened_at DESC, a.id DESC",
            (contact_id,),
        )
    )


def people_with_complaints(connection: ReadConnection) -> frozenset[int]:
    """Everybody who has a complaint that is not settled."""
    return frozenset(
        row[0]
        for row in connection.execute(
            f"SELECT a.contact_id FROM activity a INDEXED BY ix_activity_complaint WHERE {OPEN_COMPLAINT}"
        )
    )


def would_have_fired(connection: ReadConnection, when: When, moment: Moment) -> int | None:
    """For how many people the occasion came in the last 90 days; None where the past does not tell it."""
    if when.occasion is Occasion.FACT_PROVEN:
        return None
    since = moment.today - dt.timedelta(days=PREVIEW_DAYS)
    sql, values = _past(when, since, moment)
    row = connection.execute(
        "SELECT count(*) FROM contact c WHERE c.is_archived = 0 AND ?1 IN ('', c.temperature) "
        f"AND ?2 IN (0, c.stage_id) AND c.id IN ({sql})",
        (when.temperature, when.standing_id or 0, *values),
    ).fetchone()
    return int(row[0])


def _past(when: When, since: dt.date, moment: Moment) -> tuple[str, tuple[object, ...]]:
    """A SELECT of those to whom the occasion came, with the values of its marks from ?3 on."""
    first, today = since.isoformat(), moment.today.isoformat()
    if when.occasion is Occasion.STAGE_ENTERED:
        return (
            "SELECT contact_id FROM stage_move WHERE moved_on >= ?3 AND cause IN ('hand', 'rule', 'capture') "
            "AND ?4 IN (0, to_stage_id)",
            (first, when.stage_id or 0),
        )
    if when.occasion is Occasion.FIRST_PURCHASE:
        return (
            "SELECT contact_id FROM purchase GROUP BY contact_id HAVING min(closed_on) BETWEEN ?3 AND ?4",
            (
                first,
                today,
            ),
        )
    if when.occasion is Occasion.SECOND_PURCHASE_WINDOW:
        opened = dt.timedelta(days=when.from_days)
        return (
            "SELECT contact_id FROM purchase GROUP BY contact_id HAVING min(closed_on) BETWEEN ?3 AND ?4 "
            "AND count(*) = 1",
            ((since - opened).isoformat(), (moment.today - opened).isoformat()),
        )
    if when.occasion is Occasion.QUIET:
        return "SELECT id FROM contact WHERE slips_on BETWEEN ?3 AND ?4", (first, today)
    if when.occasion is Occasion.ANNIVERSARY:
        days = [since + dt.timedelta(days=number + 1) for number in range(PREVIEW_DAYS)]
        listed = "[" + ", ".join(f'"{day.strftime("%m-%d")}"' for day in days) + "]"
        return (
            "SELECT contact_id FROM purchase WHERE closed_on < ?3 AND substr(closed_on, 6) IN "
            "(SELECT value FROM json_each(?4))",
            (first, listed),
        )
    if when.occasion is Occasion.COMPLAINT:
        return "SELECT contact_id FROM activity WHERE happened_on >= ?3 AND kind = 'complaint'", (first,)
    if when.occasion is Occasion.LOW_SATISFACTION:
        return (
            "SELECT contact_id FROM purchase WHERE closed_on >= ?3 AND satisfaction <= ?4",
            (first, when.at_most),
        )
    begin, _end = day_bounds(since, moment.zone)
    return (
        "SELECT contact_id FROM permission WHERE status = 'withdrawn' AND recorded_at >= ?3 "
        "AND ?4 IN ('', channel)",
        (begin, when.channel),
    )
