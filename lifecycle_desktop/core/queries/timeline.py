"""The timeline of a contact, page by page, newest first: from every kind of event and from the journal."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from lifecycle_desktop.core.clock import Moment, instant_from_text
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.activity import activity_title
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.day_words import date_words
from lifecycle_desktop.core.model.permission import PermissionStatus
from lifecycle_desktop.core.model.plan_words import price
from lifecycle_desktop.core.model.qualification import Answer, Question
from lifecycle_desktop.core.model.referral import ReferralStatus
from lifecycle_desktop.core.model.timeline import (
    CREATED,
    EDIT,
    FOLLOW_UP,
    PERMISSION,
    PURCHASE,
    QUALIFICATION,
    REFERRAL,
    STAGE_ANSWER,
    STAGE_MOVE,
    TOUCH_KINDS,
    Timeline,
    TimelineEvent,
    TimelinePlace,
    answer_span_words,
)
from lifecycle_desktop.core.queries.lifecycle import setting
from lifecycle_desktop.core.queries.timeline_edits import edits
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.shared_sql import STAGE_MARK, stage_mark

PAGE = 50
_NEWEST = TimelinePlace("~", 99, 1 << 62)  # after every instant

# Each gives: id, the instant it is ordered by, and what its reader below needs. ?1 is the contact.
_ACTIVITIES = (
    "SELECT id, happened_at, happened_at AS at, kind, text, minutes, outcome, direction FROM activity "
    "WHERE contact_id = ?1"
)
_MOVES = (
    "SELECT m.id, m.moved_at, m.moved_at AS at, o.label, m.days_in_from, m.cause, m.reason, "
    f"{STAGE_MARK} FROM stage_move m JOIN stage s ON s.id = m.to_stage_id "
    "LEFT JOIN stage o ON o.id = m.from_stage_id JOIN contact c ON c.id = m.contact_id "
    "WHERE m.contact_id = ?1 AND NOT (m.from_stage_id IS NULL AND m.moved_at = c.created_at)"
)
# A follow-up whose doing was logged is told by the activity.
_FOLLOW_UPS = (
    "SELECT f.id, f.done_at, f.done_at AS at, f.what, f.outcome, f.channel FROM follow_up f "
    "WHERE f.contact_id = ?1 AND f.done_at IS NOT NULL "
    "AND NOT EXISTS (SELECT 1 FROM activity a WHERE a.follow_up_id = f.id)"
)
_PERMISSIONS = (
    "SELECT id, recorded_at, recorded_at AS at, channel, status, wording, place, recorded_by FROM permission "
    "WHERE contact_id = ?1"
)
# The answers of one day are one event: they come out of one talk.
_ANSWERS = (
    "SELECT max(id) AS id, max(answered_at), max(answered_at) AS at, "
    "json_group_array(json_array(question, answer, detail)) FROM qualification WHERE contact_id = ?1 "
    "GROUP BY substr(answered_at, 1, 10)"
)
# What was answered at once about the stage that was left is one event.
_STAGE_ANSWERS = (
    "SELECT max(a.id) AS id, a.answered_at, a.answered_at AS at, s.label, "
    "json_group_array(json_array(a.question, a.answer)) FROM stage_answer a JOIN stage s ON s.id = a.stage_id "
    "WHERE a.contact_id = ?1 GROUP BY a.stage_id, a.answered_at"
)
# What has a day only stands at noon of it, or where it was logged on that day.
_PURCHASES = (
    "SELECT p.id, p.closed_on, CASE WHEN substr(p.created_at, 1, 10) = p.closed_on THEN p.created_at "
    "ELSE p.closed_on || 'T12:00:00.000Z' END AS at, coalesce(l.name, ''), p.what, p.price_minor, "
    "p.revenue_minor, p.currency FROM purchase p LEFT JOIN service_line l ON l.id = p.service_line_id "
    "WHERE p.contact_id = ?1"
)
_REFERRALS = (
    "SELECT r.id, r.given_on, r.given_on || 'T12:00:00.000Z' AS at, r.referrer_id = ?1, "
    "coalesce(o.display_name, CASE WHEN r.referrer_id = ?1 THEN r.referred_name ELSE r.referrer_name END), "
    "r.direction, r.status, r.thanked_on FROM referral r LEFT JOIN contact o "
    "ON o.id = CASE WHEN r.referrer_id = ?1 THEN r.referred_id ELSE r.referrer_id END "
    "WHERE r.id IN (SELECT id FROM referral WHERE referrer_id = ?1 "
    "UNION SELECT id FROM referral WHERE referred_id = ?1)"
)
_CREATED = (
    "SELECT c.id, c.created_at, c.created_at AS at, coalesce(m.cause, ''), coalesce(source.name, ''), "
    "c.source_detail, coalesce((SELECT file_name FROM import_run r WHERE r.imported_at = c.created_at LIMIT 1), ''), "
    "s.id, s.position, s.label, s.name FROM contact c LEFT JOIN source ON source.id = c.source_id "
    "LEFT JOIN stage_move m ON m.id = (SELECT min(x.id) FROM stage_move x WHERE x.contact_id = ?1 "
    "AND x.from_stage_id IS NULL AND x.moved_at = c.created_at) "
    "LEFT JOIN stage s ON s.id = m.to_stage_id WHERE c.id = ?1"
)


@dataclass(frozen=True, slots=True)
class _FirstAnswer:
    """When a lead came in and when it was answered first; empty texts where it is no such thing."""

    captured_at: str
    answered_at: str
    aim_minutes: int


def timeline(
    connection: ReadConnection,
    contact_id: int,
    moment: Moment,
    kinds: Collection[str] = (),
    before: TimelinePlace | None = None,
    limit: int = PAGE,
) -> Timeline:
    """What happened with a contact, newest first: `limit` events older than `before`, of these kinds.

    No kind named means everything. A contact that is not there has an empty timeline.
    """
    wanted = frozenset(kinds)
    place = before or _NEWEST
    found: list[TimelineEvent] = []
    for source in _sources(_first_answer(connection, contact_id)):
        if not wanted or wanted & source.kinds:
            found += source.events(connection, contact_id, moment, wanted, place, limit + 1)
    if not wanted or EDIT in wanted:
        found += edits(connection, contact_id, moment, place, limit + 1)
    found.sort(key=lambda event: event.place, reverse=True)
    return Timeline(tuple(found[:limit]), len(found) > limit)


@dataclass(frozen=True, slots=True)
class _Source:
    """One kind of event: how it is asked for, and how its rows are read."""

    order: int
    kinds: frozenset[str]
    sql: str
    read: Callable[[tuple[Any, ...]], tuple[str, str, str]]  # kind, title and text
    stage_from: int = 0  # the column where a stage begins, 0 for none
    first_answer: _FirstAnswer | None = None

    def events(
        self,
        connection: ReadConnection,
        contact_id: int,
        moment: Moment,
        wanted: frozenset[str],
        before: TimelinePlace,
        limit: int,
    ) -> Iterator[TimelineEvent]:
        """The newest events of the kind that stand before a place."""
        # Of rows of one instant those of a lower order come after, and of one kind those with a lower id.
        if self.order < before.order:
            older = "at <= ?2"
        elif self.order > before.order:
            older = "at < ?2"
        else:
            older = "(at < ?2 OR at = ?2 AND id < ?3)"
        values: list[Any] = [contact_id, before.at, before.row_id, limit]
        of_kind = ""
        if wanted and self.sql is _ACTIVITIES:
            of_kind = "AND kind IN (SELECT value FROM json_each(?5))"
            values.append(json.dumps(sorted(wanted & self.kinds)))
        sql = f"SELECT * FROM ({self.sql}) WHERE {older} AND ?3 {of_kind} ORDER BY at DESC, id DESC LIMIT ?4"
        for row in connection.execute(sql, values).fetchall():
            yield self._event(row, moment)

    def _event(self, row: tuple[Any, ...], moment: Moment) -> TimelineEvent:
        told = str(row[1])
        if len(told) > len("2026-04-14"):
            local = Moment(instant_from_text(told), moment.zone).local
            day, time = local.date(), local.strftime("%H:%M")
        else:
            day, time = dt.date.fromisoformat(told), ""
        kind, title, text = self.read(row)
        is_first = self._is_first_answer(row)
        if is_first and self.first_answer is not None:
            title, text = _first_answer_words(self.first_answer, title, text)
        stage = stage_mark(row[self.stage_from :]) if self.stage_from and row[self.stage_from] else None
        place = TimelinePlace(str(row[2]), self.order, int(row[0]))
        return TimelineEvent(kind, int(row[0]), title, text, day, time, place, stage, is_first)

    def _is_first_answer(self, row: tuple[Any, ...]) -> bool:
        first = self.first_answer
        return first is not None and row[1] == first.answered_at and row[7] != "in" and row[3] != "note"


def _sources(first_answer: _FirstAnswer | None) -> tuple[_Source, ...]:
    # The greater the order, the newer of two at the same instant.
    return (
        _Source(1, frozenset({CREATED}), _CREATED, _created, stage_from=7),
        _Source(2, frozenset({PERMISSION}), _PERMISSIONS, _permission),
        _Source(3, frozenset({QUALIFICATION}), _ANSWERS, _answer),
        _Source(4, frozenset({FOLLOW_UP}), _FOLLOW_UPS, _follow_up),
        _Source(5, frozenset(TOUCH_KINDS), _ACTIVITIES, _activity, first_answer=first_answer),
        _Source(6, frozenset({STAGE_MOVE}), _MOVES, _move, stage_from=7),
        _Source(7, frozenset({REFERRAL}), _REFERRALS, _referral),
        _Source(8, frozenset({PURCHASE}), _PURCHASES, _purchase),
        _Source(9, frozenset({STAGE_ANSWER}), _STAGE_ANSWERS, _stage_answer),
    )


def _first_answer(connection: ReadConnection, contact_id: int) -> _FirstAnswer | None:
    row = connection.execute(
        "SELECT captured_at, first_answer_at FROM contact WHERE id = ? AND captured_at IS NOT NULL "
        "AND first_answer_at IS NOT NULL",
        (contact_id,),
    ).fetchone()
    if row is None:
        return None
    return _FirstAnswer(row[0], row[1], int(setting(connection, "answer_aim_minutes", "5")))


def _first_answer_words(first: _FirstAnswer, title: str, text: str) -> tuple[str, str]:
    waited = instant_from_text(first.answered_at) - instant_from_text(first.captured_at)
    minutes = max(0, int(waited.total_seconds() // 60))
    aim = _("Aim is under {n}.").format(n=answer_span_words(first.aim_minutes))
    return _("First answer in {span}").format(
        span=answer_span_words(minutes)
    ), f"{_ended(text or title)} {aim}"


def _ended(text: str) -> str:
    """A text with a stop behind its last word, where another sentence follows."""
    said = text.rstrip()
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."


def _activity(row: tuple[Any, ...]) -> tuple[str, str, str]:
    return row[3], activity_title(row[3], minutes=row[5], outcome=row[6], direction=row[7]), row[4]


def _move(row: tuple[Any, ...]) -> tuple[str, str, str]:
    parts = []
    if row[3] and row[4] == 0:
        parts.append(_("From {stage}, the same day.").format(stage=row[3]))
    elif row[3] and row[4] is not None:
        parts.append(
            ngettext("From {stage}, after {n} day.", "From {stage}, after {n} days.", row[4]).format(
                stage=row[3], n=row[4]
            )
        )
    elif row[3]:
        parts.append(_("From {stage}.").format(stage=row[3]))
    if row[5] == "rule":
        parts.append(_("Moved by a rule."))
    elif row[5] == "model":
        parts.append(_("The lifecycle was changed."))
    if row[6]:
        parts.append(_("Reason: {reason}").format(reason=row[6]))
    title = _("Moved to {stage}") if row[3] else _("Began at {stage}")
    return STAGE_MOVE, title.format(stage=row[9]), " ".join(parts)


def _follow_up(row: tuple[Any, ...]) -> tuple[str, str, str]:
    if row[4] == "skipped":
        return FOLLOW_UP, _("Let go: {what}").format(what=row[3]), ""
    return FOLLOW_UP, _("Done: {what}").format(what=row[3]), row[4]


def _permission(row: tuple[Any, ...]) -> tuple[str, str, str]:
    titles = {
        "given": _("{channel}: permission given"),
        "refused": _("{channel}: permission refused"),
        "withdrawn": _("{channel}: permission withdrawn"),
    }
    title = titles.get(row[4], _("{channel}: permission {status}")).format(
        channel=Channel(row[3]).words, status=PermissionStatus(row[4]).words
    )
    where = _("at {place}").format(place=row[6]) if row[6] else ""
    by = _("noted by {who}").format(who=row[7]) if row[7] else ""
    return PERMISSION, title, ", ".join(part for part in (row[5], where, by) if part)


def _answer(row: tuple[Any, ...]) -> tuple[str, str, str]:
    told = [(Question(each[0]).words, Answer(each[1]), each[2]) for each in json.loads(row[3])]
    told = [each for each in told if each[1] is not Answer.UNKNOWN] or told  # what was not asked is no answer
    known = sum(answer is Answer.YES for _name, answer, _detail in told)
    asked = ngettext("{n} question asked", "{n} questions asked", len(told)).format(n=len(told))
    title = _("{asked}, {n} known").format(asked=asked, n=known)
    parts = [f"{name}: {detail or answer.words.lower()}" for name, answer, detail in told]
    return QUALIFICATION, title, "; ".join(parts)


def _stage_answer(row: tuple[Any, ...]) -> tuple[str, str, str]:
    told = "\n".join(f"{question} {answer}" for question, answer in json.loads(row[4]))
    return STAGE_ANSWER, _("Answered on leaving {stage}").format(stage=row[3]), told


def _purchase(row: tuple[Any, ...]) -> tuple[str, str, str]:
    money = [price(row[5], row[7])] if row[5] else []
    if row[6]:
        money.append(_("{money} to you").format(money=price(row[6], row[7])))
    line = [row[3]] if row[3] and row[4] else []
    title = _("Purchase: {what}").format(what=row[4] or row[3])
    return PURCHASE, title, ", ".join(line + money)


def _referral(row: tuple[Any, ...]) -> tuple[str, str, str]:
    if row[5] == "out":
        title = _("You sent {name} on") if row[3] else _("You sent them to {name}")
    else:
        title = _("Sent you {name}") if row[3] else _("Sent by {name}")
    parts = [ReferralStatus(row[6]).words]
    if row[7]:
        thanked_on = dt.date.fromisoformat(row[7])
        parts.append(
            _("thanked on {day}").format(day=date_words(thanked_on, dt.date.min))
        )  # always with its year
    return REFERRAL, title.format(name=row[4]), ", ".join(parts)


def _created(row: tuple[Any, ...]) -> tuple[str, str, str]:
    if row[6]:
        title = _("Came in by import of {file}").format(file=row[6])
    else:
        title = {
            "import": _("Came in by import"),
            "capture": _("Captured"),
            "sample": _("Came with the sample people"),
            "hand": _("Added by hand"),
        }.get(row[3], _("Added"))
    source = ", ".join(part for part in (row[4], row[5]) if part)
    parts = [_("Began at {stage}.").format(stage=row[9])] if row[9] else []
    if source:
        parts.append(_("Source: {source}").format(source=source))
    return CREATED, title, " ".join(parts)
