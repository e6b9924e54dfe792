"""What the days have made due for triggers: the quiet, anniversaries, second-purchase windows, facts that aged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.day_words import date_words
from lifecycle_desktop.core.model.facts import SETTLED_AFTER_DAYS, Rank
from lifecycle_desktop.core.model.reasons import quiet_reason
from lifecycle_desktop.core.model.trigger import QUIET_LOOKED_BACK_DAYS, Happening, Occasion, Rule
from lifecycle_desktop.core.store.derive import LAST_TOUCH_ON
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.proven_stage import proven_stage
from lifecycle_desktop.core.store.trigger_rules import rules_at_work

Due = tuple[int, tuple[Happening, ...]]

# Conditions of the rule and the occasions it has answered: ?1 the rule, ?2 temperature or '', ?3 stage or 0.
_MEANT = "c.is_archived = 0 AND ?2 IN ('', c.temperature) AND ?3 IN (0, c.stage_id)"
_FRESH = (
    "NOT EXISTS (SELECT 1 FROM trigger_firing t WHERE t.trigger_rule_id = ?1 AND t.contact_id = {id} "
    "AND t.occasion = {key})"
)
_QUIET_DAY = f"max(coalesce({LAST_TOUCH_ON}, ''), coalesce(c.touched_on, ''))"
_QUIET = (
    "SELECT id, day, since, rhythm_days, keep_in_touch_days FROM (SELECT c.id, "
    f"{_QUIET_DAY} AS day, substr(c.created_at, 1, 10) AS since, c.rhythm_days, s.keep_in_touch_days "
    "FROM contact c INDEXED BY ix_contact_slips JOIN stage s ON s.id = c.stage_id "
    f"WHERE c.slips_on BETWEEN ?4 AND ?5 AND c.slips_on IS NOT NULL AND {_MEANT} "
    "AND (c.captured_at IS NULL OR c.first_answer_at IS NOT NULL)) q WHERE "
    + _FRESH.format(id="q.id", key="'quiet:' || coalesce(nullif(q.day, ''), q.since)")
    + " ORDER BY id"
)
_WINDOW = (
    "SELECT p.contact_id, p.id, p.what, p.closed_on FROM purchase p JOIN contact c ON c.id = p.contact_id "
    f"WHERE p.closed_on BETWEEN ?4 AND ?5 AND {_MEANT} "
    "AND NOT EXISTS (SELECT 1 FROM purchase o WHERE o.contact_id = p.contact_id AND o.id <> p.id) AND "
    + _FRESH.format(id="p.contact_id", key="'purchase:' || p.id || ':window'")
    + " ORDER BY p.contact_id"
)
_ANNIVERSARY = (
    "SELECT p.contact_id, p.id, p.what, p.closed_on FROM purchase p JOIN contact c ON c.id = p.contact_id "
    f"WHERE p.closed_on < ?4 AND substr(p.closed_on, 6) IN (SELECT value FROM json_each(?5)) AND {_MEANT} "
    "ORDER BY p.contact_id, p.id"
)
_ANSWERED = (
    "SELECT occasion FROM trigger_firing WHERE trigger_rule_id = ? AND contact_id = ? AND occasion = ?"
)
_SETTLED = (
    "SELECT p.contact_id FROM purchase p JOIN contact c ON c.id = p.contact_id "
    f"WHERE p.closed_on BETWEEN ?4 AND ?5 AND {_MEANT} AND "
    + _FRESH.format(id="p.contact_id", key=f"'proven:{Rank.SETTLED.value}'")
    + " ORDER BY p.contact_id"
)


def due_by_time(connection: ReadConnection, moment: Moment) -> tuple[Due, ...]:
    """For each trigger at work what the days have brought and it has not answered yet; nothing twice.

    Quiet are those who became so in the last 30 days: a trigger that is new does not answer for years.
    """
    found = []
    for rule in rules_at_work(connection):
        if rule.when.occasion in _FINDERS:
            happenings = tuple(_FINDERS[rule.when.occasion](connection, rule, moment))
            if happenings:
                found.append((rule.rule_id, happenings))
    return tuple(found)


def in_portions(due: tuple[Due, ...], size: int) -> Iterator[tuple[Due, ...]]:
    """The same in portions of at most so many happenings, so that no write takes long."""
    for rule_id, happenings in due:
        for start in range(0, len(happenings), size):
            yield ((rule_id, happenings[start : start + size]),)


def _conditions(rule: Rule) -> tuple[int, str, int]:
    return rule.rule_id, rule.when.temperature, rule.when.standing_id or 0


def _quiet(connection: ReadConnection, rule: Rule, moment: Moment) -> Iterator[Happening]:
    today = moment.today
    since = (today - dt.timedelta(days=QUIET_LOOKED_BACK_DAYS)).isoformat()
    for contact_id, day, created, rhythm, keep in connection.execute(
        _QUIET, (*_conditions(rule), since, today.isoformat())
    ):
        last = dt.date.fromisoformat(day) if day else None
        quiet_days = max(0, (today - (last or dt.date.fromisoformat(created))).days)
        usual = keep if rhythm is None else rhythm
        reason = quiet_reason(last, quiet_days, usual, is_own_rhythm=rhythm is not None)
        yield Happening(contact_id, f"quiet:{day or created}", reason, today)


def _windows(connection: ReadConnection, rule: Rule, moment: Moment) -> Iterator[Happening]:
    today, when = moment.today, rule.when
    first, last = _before(today, when.to_days), _before(today, when.from_days)
    for contact_id, purchase_id, _what, closed_on in connection.execute(
        _WINDOW, (*_conditions(rule), first, last)
    ):
        until = dt.date.fromisoformat(closed_on) + dt.timedelta(days=when.to_days)
        reason = _("second-purchase window until {day}").format(day=date_words(until, today))
        yield Happening(contact_id, f"purchase:{purchase_id}:window", reason, today)


def _anniversaries(connection: ReadConnection, rule: Rule, moment: Moment) -> Iterator[Happening]:
    today = moment.today
    days = [today + dt.timedelta(days=number) for number in range(rule.when.days_before + 1)]
    names = {day.strftime("%m-%d"): day for day in reversed(days)}
    if "02-28" in names and not _is_leap(names["02-28"].year):
        names["02-29"] = names["02-28"]
    listed = "[" + ", ".join(f'"{name}"' for name in names) + "]"
    for contact_id, purchase_id, what, closed_on in connection.execute(
        _ANNIVERSARY, (*_conditions(rule), today.isoformat(), listed)
    ):
        day = names[closed_on[5:]]
        years = day.year - int(closed_on[:4])
        key = f"purchase:{purchase_id}:{day.year}"
        if years < 1 or connection.execute(_ANSWERED, (rule.rule_id, contact_id, key)).fetchone():
            continue
        said = ngettext("{n} year since the purchase", "{n} years since the purchase", years).format(n=years)
        yield Happening(contact_id, key, f"{said}: {what}" if what else said, day)


def _settled(connection: ReadConnection, rule: Rule, moment: Moment) -> Iterator[Happening]:
    """Those whose first purchase has just become an old one: the one fact that time alone makes."""
    today = moment.today
    first = _before(today, SETTLED_AFTER_DAYS + QUIET_LOOKED_BACK_DAYS)
    last = _before(today, SETTLED_AFTER_DAYS + 1)
    rows = connection.execute(_SETTLED, (*_conditions(rule), first, last)).fetchall()
    for (contact_id,) in rows:
        found = proven_stage(connection, contact_id, today)
        if found is not None and found.rank == Rank.SETTLED:
            yield Happening(
                contact_id, f"proven:{found.rank}", found.reason, today, found.stage_id, found.rank
            )


def _before(today: dt.date, days: int) -> str:
    return (today - dt.timedelta(days=days)).isoformat()


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


_FINDERS: dict[Occasion, Callable[[ReadConnection, Rule, Moment], Iterator[Happening]]] = {
    Occasion.QUIET: _quiet,
    Occasion.SECOND_PURCHASE_WINDOW: _windows,
    Occasion.ANNIVERSARY: _anniversaries,
    Occasion.FACT_PROVEN: _settled,
}
