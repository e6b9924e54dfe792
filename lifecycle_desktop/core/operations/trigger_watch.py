"""What a step brought about that a trigger waits for: found in the journal's images of the step, answered within it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.trigger import RECENT_PURCHASE_DAYS, Happening, Occasion, Rule
from lifecycle_desktop.core.model.trigger_ring import MOST_ROUNDS
from lifecycle_desktop.core.model.trigger_words import CHANNEL_TITLES
from lifecycle_desktop.core.store.trigger_rules import rules_at_work

if TYPE_CHECKING:
    from lifecycle_desktop.core.clock import Moment
    from lifecycle_desktop.core.store.driver import WriteConnection
    from lifecycle_desktop.core.store.step import Written

# What comes in from elsewhere, and what only puts back what was, sets nothing off.
QUIET_CAUSES = frozenset({"import", "undo", "redo", "sample", "trigger"})
LONGEST_REASON = 120
_PROVING = (
    "activity", "purchase", "referral", "qualification", "permission", "contact_email", "contact_phone", "contact",
)  # fmt: skip
# Where a step touched more people at once than a person enters, no single fact was entered.
_MOST_PROVEN_AT_ONCE = 200

_MOVES = """
SELECT m.id, m.contact_id, s.name FROM journal_stage_move j JOIN stage_move m ON m.id = j.id
  JOIN contact c ON c.id = m.contact_id AND c.stage_id = m.to_stage_id JOIN stage s ON s.id = m.to_stage_id
 WHERE j.step_id = ?1 AND j.existed = 0 AND m.cause IN ('hand', 'rule', 'capture') AND ?2 IN (0, m.to_stage_id)
"""
_FIRST_PURCHASES = """
SELECT p.id, p.contact_id, p.what, p.closed_on FROM journal_purchase j JOIN purchase p ON p.id = j.id
 WHERE j.step_id = ?1 AND j.existed = 0 AND p.closed_on >= ?2
   AND NOT EXISTS (SELECT 1 FROM purchase o WHERE o.contact_id = p.contact_id AND o.id <> p.id)
"""
_SATISFACTIONS = """
SELECT p.id, p.contact_id, p.what, p.satisfaction FROM journal_purchase j JOIN purchase p ON p.id = j.id
 WHERE j.step_id = ?1 AND p.satisfaction <= ?2 AND (j.existed = 0 OR j.satisfaction IS NOT p.satisfaction)
"""
_COMPLAINTS = """
SELECT a.id, a.contact_id, a.text FROM journal_activity j JOIN activity a ON a.id = j.id
 WHERE j.step_id = ?1 AND a.kind = 'complaint' AND a.closed_at IS NULL AND (j.existed = 0 OR j.kind <> 'complaint')
"""
_WITHDRAWALS = """
SELECT p.id, p.contact_id, p.channel FROM journal_permission j JOIN permission p ON p.id = j.id
 WHERE j.step_id = ?1 AND j.existed = 0 AND p.status = 'withdrawn' AND ?2 IN ('', p.channel)
   AND NOT EXISTS (SELECT 1 FROM permission n WHERE n.contact_id = p.contact_id AND n.channel = p.channel
                     AND n.id > p.id)
"""
_MOVED_BY_HAND = """
SELECT m.contact_id FROM journal_stage_move j JOIN stage_move m ON m.id = j.id
 WHERE j.step_id = ? AND j.existed = 0 AND m.cause = 'hand'
"""
# A file was read, two were made one, or another lifecycle was turned to.
_BROUGHT_IN = """
SELECT EXISTS (SELECT 1 FROM journal_import_run WHERE step_id = ?1)
    OR EXISTS (SELECT 1 FROM journal_calendar_entry WHERE step_id = ?1)
    OR EXISTS (SELECT 1 FROM journal_range WHERE step_id = ?1 AND table_name IN ('contact', 'import_run'))
    OR EXISTS (SELECT 1 FROM journal_contact j LEFT JOIN contact c ON c.id = j.id
                WHERE j.step_id = ?1 AND j.existed = 1 AND c.id IS NULL)
"""
_NEW_SAMPLE = """
SELECT c.id FROM journal_contact j JOIN contact c ON c.id = j.id
 WHERE j.step_id = ? AND j.existed = 0 AND c.is_sample = 1
"""

_Found = Iterator[Happening]


def fire(written: Written, moment: Moment, cause: str) -> None:
    """Let every trigger answer what the step brought about, and what these answers bring about in turn.

    Every answer is a part of the same step, so that one undo takes back both. A fact that a rule has answered
    once for somebody is not answered again.
    """
    if cause in QUIET_CAUSES:
        return
    driver = written.driver
    rules = [rule for rule in rules_at_work(driver) if rule.when.occasion in _FINDERS]
    for _round in range(MOST_ROUNDS):
        found = [(rule, list(_happenings(driver, written.step_id, rule, moment))) for rule in rules]
        found = [(rule, happenings) for rule, happenings in found if happenings]
        if not found or driver.execute(_BROUGHT_IN, (written.step_id,)).fetchone()[0]:
            return
        from lifecycle_desktop.core.operations.trigger_acts import carry_out

        sample = {row[0] for row in driver.execute(_NEW_SAMPLE, (written.step_id,))}
        moved = 0
        for rule, happenings in found:
            real = [each for each in happenings if each.contact_id not in sample]
            moved += carry_out(written, rule, real, moment).moved
        if not moved:
            return


def _happenings(driver: WriteConnection, step_id: int, rule: Rule, moment: Moment) -> _Found:
    return _FINDERS[rule.when.occasion](driver, step_id, rule, moment)


def _moves(driver: WriteConnection, step_id: int, rule: Rule, moment: Moment) -> _Found:
    for move_id, contact_id, stage in driver.execute(_MOVES, (step_id, rule.when.stage_id or 0)):
        yield Happening(
            contact_id, f"stage_move:{move_id}", _("entered {stage}").format(stage=stage), moment.today
        )


def _first_purchases(driver: WriteConnection, step_id: int, _rule: Rule, moment: Moment) -> _Found:
    since = (moment.today - dt.timedelta(days=RECENT_PURCHASE_DAYS)).isoformat()
    for purchase_id, contact_id, what, closed_on in driver.execute(_FIRST_PURCHASES, (step_id, since)):
        reason = _with_what(_("first purchase: {what}"), _("first purchase"), what)
        yield Happening(contact_id, f"purchase:{purchase_id}", reason, dt.date.fromisoformat(closed_on))


def _satisfactions(driver: WriteConnection, step_id: int, rule: Rule, moment: Moment) -> _Found:
    for purchase_id, contact_id, what, told in driver.execute(_SATISFACTIONS, (step_id, rule.when.at_most)):
        reason = _with_what(_("satisfaction {n} of 10: {what}"), _("satisfaction {n} of 10"), what, n=told)
        yield Happening(contact_id, f"purchase:{purchase_id}:satisfaction", reason, moment.today)


def _complaints(driver: WriteConnection, step_id: int, _rule: Rule, moment: Moment) -> _Found:
    for activity_id, contact_id, text in driver.execute(_COMPLAINTS, (step_id,)):
        reason = _with_what(_("they complained: {what}"), _("they complained"), text)
        yield Happening(contact_id, f"complaint:{activity_id}", reason, moment.today)


def _withdrawals(driver: WriteConnection, step_id: int, rule: Rule, moment: Moment) -> _Found:
    for permission_id, contact_id, channel in driver.execute(_WITHDRAWALS, (step_id, rule.when.channel)):
        reason = _("withdrew the permission for {channel}").format(channel=_(CHANNEL_TITLES[channel]))
        yield Happening(contact_id, f"permission:{permission_id}", reason, moment.today)


def _proven(driver: WriteConnection, step_id: int, _rule: Rule, moment: Moment) -> _Found:
    touched: set[int] = set()
    for name in _PROVING:
        column = {"contact": "id", "referral": "referrer_id"}.get(name, "contact_id")
        sql = f"SELECT t.{column} FROM journal_{name} j JOIN {name} t ON t.id = j.id WHERE j.step_id = ? LIMIT ?"  # noqa: S608
        touched.update(row[0] for row in driver.execute(sql, (step_id, _MOST_PROVEN_AT_ONCE + 1)))
    if not touched or len(touched) > _MOST_PROVEN_AT_ONCE:
        return
    from lifecycle_desktop.core.store.proven_stage import proven_stage

    by_hand = {row[0] for row in driver.execute(_MOVED_BY_HAND, (step_id,))}
    for contact_id in sorted(touched):
        found = proven_stage(driver, contact_id, moment.today)
        if found is not None and contact_id in by_hand:  # the owner's word wins, until a further fact
            driver.execute("UPDATE contact SET kept_rank = ? WHERE id = ?", (found.rank, contact_id))
        elif found is not None:
            yield Happening(
                contact_id, f"proven:{found.rank}", found.reason, moment.today, found.stage_id, found.rank
            )


def _with_what(told: str, plain: str, what: str, **more: object) -> str:
    """The sentence with what was bought or said, or the plain one where nobody has said."""
    words = shortened(what, LONGEST_REASON)
    return told.format(what=words, **more) if words else plain.format(**more)


_FINDERS: dict[Occasion, Callable[[Any, int, Rule, Any], _Found]] = {
    Occasion.STAGE_ENTERED: _moves,
    Occasion.FIRST_PURCHASE: _first_purchases,
    Occasion.LOW_SATISFACTION: _satisfactions,
    Occasion.COMPLAINT: _complaints,
    Occasion.PERMISSION_WITHDRAWN: _withdrawals,
    Occasion.FACT_PROVEN: _proven,
}
