"""Merge two contacts who are one person: one undo step, which the history can take back alone next week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _, mark
from lifecycle_desktop.core.model.person_text import display_name, fold, sort_name
from lifecycle_desktop.core.operations.merged_rows import bring_rows
from lifecycle_desktop.core.operations.named_rows import own_field_id_of
from lifecycle_desktop.core.operations.rows import among, assure_contacts, new_row, one_row
from lifecycle_desktop.core.operations.sequence_pauses import reconsider
from lifecycle_desktop.core.operations.stages import move_contacts
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.store import schema

contact = schema.contact

# Columns that hold one value, each with what a second value is called where it is kept beside.
BESIDE = {
    "display_name": mark("Also called"),
    "prefix": mark("Prefix"),
    "suffix": mark("Suffix"),
    "nickname": mark("Nickname"),
    "phonetic_name": mark("Phonetic name"),
    "company": mark("Company"),
    "department": mark("Department"),
    "job_title": mark("Job title"),
    "want": mark("Looking for"),
    "source_detail": mark("Source"),
    "language": mark("Language"),
    "preferred_channel": mark("Preferred channel"),
}
_NAMES = ("first_name", "middle_name", "last_name")
_HEAT = ("", "cold", "warm", "hot")


def merge_contacts(
    connection: Connection,
    keep_id: int,
    other_id: int,
    moment: Moment,
    *,
    choices: Mapping[str, str] | None = None,
) -> None:
    """Make one contact of two: `keep_id` stays, with everything that `other_id` held.

    A blank is filled from the other; a value that differs is kept beside as an own field, or in the note.
    `choices` says for columns of `BESIDE` (or "name") whose value is the first: "keep" or "other". The further
    stage, the hotter temperature, the earlier capture and the stricter permission win.
    """
    if keep_id == other_id:
        raise NotUnderstood(_("These two are the same contact already."), _("Name two different ones."))
    assure_contacts(connection, (keep_id, other_id))
    missing = _("There is no contact with the number {number}.")
    keep = one_row(connection, contact, keep_id, missing)._asdict()
    other = one_row(connection, contact, other_id, missing)._asdict()
    values, beside = _columns(keep, other, choices or {})
    beside += _named_beside(connection, keep, other, values)
    bring_rows(connection, keep_id, other_id, moment)
    connection.execute(
        update(contact).where(contact.c.id == keep_id).values(**values, updated_at=moment.text)
    )
    reconsider(connection, keep_id, moment)
    for field, text in beside:
        _keep_beside(connection, keep_id, field, text)
    _go_to_further_stage(connection, keep, other, moment)
    connection.execute(delete(contact).where(contact.c.id == other_id))


def merge_all(
    connection: Connection, pairs: Iterable[tuple[int, int]], moment: Moment, progress: Progress | None = None
) -> int:
    """Merge many pairs (the one who stays, the other) in one step; how many contacts went into another.

    Of three who are one person the first stays. Pairs of which one is gone by now are passed over. Raises
    `Stopped` when the person stopped it; nothing is written then.
    """
    wanted = list(pairs)
    if progress is not None:
        progress.start(_("Merge duplicates"), len(wanted))
    there = set(
        connection.execute(
            select(contact.c.id).where(contact.c.id.in_(among({each for pair in wanted for each in pair})))
        ).scalars()
    )
    went_into: dict[int, int] = {}

    def now(contact_id: int) -> int:
        while contact_id in went_into:
            contact_id = went_into[contact_id]
        return contact_id

    for one_id, other_id in wanted:
        if progress is not None:
            progress.advance()
        keep, other = now(one_id), now(other_id)
        if keep != other and keep in there and other in there:
            merge_contacts(connection, keep, other, moment)
            went_into[other] = keep
    return len(went_into)


def keep_apart(connection: Connection, one_id: int, other_id: int, moment: Moment) -> None:
    """Note that two contacts are two people, so that they are not shown as duplicates again."""
    first, second = sorted(assure_contacts(connection, (one_id, other_id)))
    table = schema.kept_apart
    known = select(table.c.id).where(table.c.contact_id == first, table.c.other_contact_id == second)
    if connection.execute(known).scalar() is None:
        new_row(connection, table, contact_id=first, other_contact_id=second, decided_at=moment.text)


def _columns(
    keep: Mapping[str, Any], other: Mapping[str, Any], choices: Mapping[str, str]
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The columns of the one who stays, and what is kept beside as (field, text)."""
    values: dict[str, Any] = {}
    beside: list[tuple[str, str]] = []
    for column, title in BESIDE.items():
        first, second = keep[column], other[column]
        if column == "display_name":
            first, second = _names(values, keep, other, choices.get("name", "keep"))
        elif choices.get(column) == "other" and second:
            first, second = second, first
        values[column] = first or second
        if first and second and fold(first) != fold(second):
            beside.append((_(title), second))
    values["sort_name"] = _sort_name(keep, values)
    values["note"] = _joined(keep["note"], other["note"])
    values |= _filled(keep, other)
    values |= _settled(keep, other)
    if keep["value_minor"] and other["value_minor"] and keep["value_minor"] != other["value_minor"]:
        beside.append((_("Value"), f"{other['value_minor'] / 100:.2f} {other['currency']}".strip()))
    return values, beside


def _names(
    values: dict[str, Any], keep: Mapping[str, Any], other: Mapping[str, Any], choice: str
) -> tuple[str, str]:
    """Take the parts of one name together, and give both names as they are shown, the chosen one first."""
    chosen, left = (other, keep) if choice == "other" else (keep, other)
    if not any(chosen[part] for part in _NAMES):
        chosen, left = (left, chosen) if any(left[part] for part in _NAMES) else (chosen, left)
    for part in _NAMES:
        same = chosen["last_name"] == left["last_name"] or not chosen["last_name"] or not left["last_name"]
        values[part] = chosen[part] or (left[part] if same else "")
    values["kind"] = chosen["kind"]
    shown = (
        display_name(values["first_name"], values["middle_name"], values["last_name"], chosen["suffix"])
        or chosen["display_name"]
    )
    return shown, left["display_name"]


def _sort_name(keep: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    return sort_name(
        values["first_name"],
        values["middle_name"],
        values["last_name"],
        values["display_name"] or keep["sort_name"],
    )


def _filled(keep: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """What is simply filled where the one who stays has none."""
    alone = ("household_id", "value_minor", "currency")
    values = {column: keep[column] or other[column] for column in alone}
    if not keep["quiet_from"] and not keep["quiet_until"]:
        values |= {"quiet_from": other["quiet_from"], "quiet_until": other["quiet_until"]}
    earlier = keep if keep["created_at"] <= other["created_at"] else other
    later = other if earlier is keep else keep
    values["source_id"] = (
        earlier["source_id"] or later["source_id"]
    )  # the first source is the one that counts
    return values


def _settled(keep: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """What one of the two decides."""
    living = [each for each in (keep, other) if each["deleted_at"] is None]
    captured = [each["captured_at"] for each in (keep, other) if each["captured_at"]]
    touched = [each["touched_on"] for each in (keep, other) if each["touched_on"]]
    return {
        "temperature": max(keep["temperature"], other["temperature"], key=_HEAT.index),
        "is_do_not_contact": max(keep["is_do_not_contact"], other["is_do_not_contact"]),
        "is_core": max(keep["is_core"], other["is_core"]),
        "is_sample": min(keep["is_sample"], other["is_sample"]),
        "is_archived": min(keep["is_archived"], other["is_archived"]),
        "deleted_at": None if living else keep["deleted_at"],
        "created_at": min(keep["created_at"], other["created_at"]),
        "captured_at": min(captured, default=None),
        "touched_on": max(touched, default=None),
    }


def _named_beside(
    connection: Connection, keep: Mapping[str, Any], other: Mapping[str, Any], values: Mapping[str, Any]
) -> list[tuple[str, str]]:
    """The names of a source and a household that give way."""
    found = []
    for column, table, title in (
        ("source_id", schema.source, _("Source")),
        ("household_id", schema.household, _("Household")),
    ):
        left = {keep[column], other[column]} - {values[column], None}
        names = select(table.c.name).where(table.c.id.in_(left)).order_by(table.c.id)
        found += [(title, name) for name in connection.execute(names).scalars()]
    return found


def _joined(one: str, other: str) -> str:
    if not one or not other or other in one:
        return one or other
    return other if one in other else f"{one}\n\n{other}"


def _keep_beside(connection: Connection, contact_id: int, field: str, text: str) -> None:
    table = schema.contact_own_value
    field_id = own_field_id_of(connection, field)
    here = (table.c.contact_id == contact_id) & (table.c.own_field_id == field_id) & (table.c.value == text)
    if not connection.execute(select(func.count()).select_from(table).where(here)).scalar_one():
        new_row(connection, table, contact_id=contact_id, own_field_id=field_id, value=text)


def _go_to_further_stage(
    connection: Connection, keep: Mapping[str, Any], other: Mapping[str, Any], moment: Moment
) -> None:
    """Stand where the further of the two stood; on the same stage, since the earlier day."""
    places = dict(
        connection.execute(
            select(schema.stage.c.id, schema.stage.c.position).where(
                schema.stage.c.id.in_((keep["stage_id"], other["stage_id"]))
            )
        ).all()
    )
    if places[other["stage_id"]] > places[keep["stage_id"]]:
        reason = _("Merged with {name}").format(name=other["display_name"])
        move_contacts(connection, [keep["id"]], other["stage_id"], moment, reason=reason)
    elif other["stage_id"] == keep["stage_id"]:
        since = min(keep["stage_since_at"], other["stage_since_at"])
        connection.execute(update(contact).where(contact.c.id == keep["id"]).values(stage_since_at=since))
