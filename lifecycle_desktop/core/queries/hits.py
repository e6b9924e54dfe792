"""Ids that a search found as people can read them: name, the line that says why, and the letters that matched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.activity import ActivityKind
from lifecycle_desktop.core.model.found import ACTIVITY, NAME, Hit
from lifecycle_desktop.core.model.matching import (
    Range,
    Typed,
    Word,
    covers,
    digit_ranges,
    excerpt,
    ranges,
)
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.shared_sql import STAGE_MARK, marks, stage_mark

_PEOPLE = (
    f"SELECT c.id, c.display_name, {STAGE_MARK}, "
    "coalesce((SELECT email FROM contact_email e WHERE e.contact_id = c.id ORDER BY position LIMIT 1), ''), "
    "coalesce((SELECT phone FROM contact_phone p WHERE p.contact_id = c.id ORDER BY position LIMIT 1), ''), "
    "c.company, c.nickname, trim(c.first_name || ' ' || c.middle_name || ' ' || c.last_name), c.job_title, c.want, "
    "c.note, c.source_detail FROM contact c JOIN stage s ON s.id = c.stage_id WHERE c.is_archived = 0 AND c.id IN "
)
_EMAIL, _PHONE, _COMPANY, _NICKNAME, _PARTS, _JOB, _WANT, _NOTE, _SOURCE = range(6, 15)
_CHILDREN = (
    ("email", "SELECT contact_id, email, '' FROM contact_email WHERE contact_id IN "),
    ("phone", "SELECT contact_id, phone, '' FROM contact_phone WHERE contact_id IN "),
    (
        "address",
        "SELECT contact_id, trim(street || ' ' || extended) || ', ' || trim(postal_code || ' ' || city) || ' ' "
        "|| region, '' FROM contact_address WHERE contact_id IN ",
    ),
    (
        "tag",
        "SELECT ct.contact_id, t.name, '' FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id WHERE ct.contact_id IN ",
    ),
    (
        "own",
        "SELECT v.contact_id, v.value, o.name FROM contact_own_value v JOIN own_field o ON o.id = v.own_field_id "
        "WHERE v.contact_id IN ",
    ),
)


class _Field(NamedTuple):
    """Something that is known of a person, as it is shown."""

    kind: str
    text: str
    title: str = ""  # of an own field


def people_hits(connection: ReadConnection, contact_ids: Sequence[int], sought: Typed) -> list[Hit]:
    """These people as hits, in the order given; those who are not there or set aside are left out."""
    if not contact_ids:
        return []
    rows = {row[0]: row for row in connection.execute(_PEOPLE + f"({marks(contact_ids)})", contact_ids)}
    unclear = [row for row in rows.values() if sought and not _is_clear(row[1], sought)]
    fields = _fields(connection, unclear)
    return [
        _hit(rows[contact_id], fields.get(contact_id, ()), sought)
        for contact_id in contact_ids
        if contact_id in rows
    ]


def said_hits(connection: ReadConnection, activity_ids: Sequence[int], sought: Typed) -> list[Hit]:
    """Activities as hits, in the order given: whom they were with and what was said."""
    if not activity_ids:
        return []
    sql = (
        f"SELECT c.id, c.display_name, {STAGE_MARK}, a.id, a.kind, a.text FROM activity a "
        f"JOIN contact c ON c.id = a.contact_id JOIN stage s ON s.id = c.stage_id WHERE a.id IN ({marks(activity_ids)})"
    )
    rows = {row[6]: row for row in connection.execute(sql, activity_ids)}
    found = []
    for row in (rows[each] for each in activity_ids if each in rows):
        text = f"{ActivityKind(row[7]).words}: {excerpt(row[8], sought.words)}"
        found.append(
            Hit(
                row[0],
                row[1],
                text,
                stage_mark(row[2:6]),
                ranges(row[1], sought.words),
                ranges(text, sought.words),
                ACTIVITY,
                row[6],
            )
        )
    return found


def _is_clear(name: str, sought: Typed) -> bool:
    """Whether the name alone says why somebody was found."""
    return not sought.digits and all(covers(name, word) for word in sought.words)


def _hit(row: Sequence[Any], fields: Sequence[_Field], sought: Typed) -> Hit:
    name, stage = row[1], stage_mark(row[2:6])
    field = _reason(name, fields, sought)
    if field is None:
        detail = " · ".join(part for part in (row[_COMPANY], row[_EMAIL], row[_PHONE]) if part)
        return Hit(row[0], name, detail, stage, ranges(name, sought.words), ranges(detail, sought.words))
    detail, marked = _told(field, sought)
    return Hit(row[0], name, detail, stage, ranges(name, sought.words), marked, field.kind)


def _reason(name: str, fields: Sequence[_Field], sought: Typed) -> _Field | None:
    """The first field with the most of what the name does not have."""
    if sought.digits:
        phone = next(
            (one for one in fields if one.kind == "phone" and digit_ranges(one.text, sought.digits)), None
        )
        if phone is not None:
            return phone
    wanted = [word for word in sought.words if not covers(name, word)]
    best, most = None, 0
    for field in fields:
        count = sum(covers(field.text, word) for word in wanted)
        if count > most:
            best, most = field, count
        if most == len(wanted):
            break
    return best


def _told(field: _Field, sought: Typed) -> tuple[str, tuple[Range, ...]]:
    """The line for a field, and the letters in it that matched."""
    text = excerpt(field.text, sought.words)
    if field.kind == "phone" and (met := digit_ranges(text, sought.digits)):
        return text, met
    pattern = _pattern(field)
    before = pattern.index("{text}")
    words: Iterable[Word] = sought.words
    return pattern.replace("{text}", text, 1), tuple(
        (start + before, end + before) for start, end in ranges(text, words)
    )


def _pattern(field: _Field) -> str:
    """The words around a field's text."""
    patterns = {
        "note": _("Note: {text}"),
        "want": _("Wants: {text}"),
        "source": _("Source: {text}"),
        "tag": _("Tag: {text}"),
        "nickname": _("Called {text}"),
        "own": field.title.replace("{text}", "") + ": {text}",
    }
    return patterns.get(field.kind, "{text}")


def _fields(connection: ReadConnection, rows: Sequence[Sequence[Any]]) -> dict[int, list[_Field]]:
    """What is known of each: who they are first, what was written about them last."""
    if not rows:
        return {}
    ids = [row[0] for row in rows]
    found: dict[int, list[_Field]] = {row[0]: [_Field(NAME, row[_PARTS])] for row in rows}
    for kind, sql in _CHILDREN:
        for contact_id, text, title in connection.execute(f"{sql}({marks(ids)})", ids):
            found[contact_id].append(_Field(kind, text.strip(" ,"), title))
    for row in rows:
        found[row[0]] += [
            _Field(kind, row[at])
            for kind, at in (
                ("company", _COMPANY), ("nickname", _NICKNAME), ("job", _JOB), ("want", _WANT), ("note", _NOTE),
                ("source", _SOURCE),
            )
            if row[at]
        ]  # fmt: skip
    return found
