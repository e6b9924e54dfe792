"""How a changed row of a contact is called in its timeline: the field's name, what it was, what it became."""

from __future__ import annotations

from typing import Any

from lifecycle_desktop.core.i18n import _, mark
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.plan_words import price
from lifecycle_desktop.core.store.driver import ReadConnection

# The columns of each table that a person changes.
COLUMNS: dict[str, tuple[str, ...]] = {
    "contact": (
        "display_name", "nickname", "company", "department", "job_title", "want", "note", "temperature", "source_id",
        "source_detail", "household_id", "preferred_channel", "quiet_from", "quiet_until", "language",
        "is_do_not_contact", "is_core", "deleted_at", "parked_until_on", "value_minor", "currency",
    ),
    "contact_email": ("label", "email"),
    "contact_phone": ("label", "phone"),
    "contact_address": (
        "label", "street", "extended", "po_box", "city", "region", "postal_code", "country", "formatted",
    ),
    "contact_date": ("kind", "year", "month", "day"),
    "contact_link": ("label", "url"),
    "contact_tag": ("tag_id",),
    "contact_own_value": ("own_field_id", "value"),
    "relation": ("kind", "other_contact_id", "other_name"),
    "activity": ("kind", "outcome", "text", "minutes", "happened_at"),
    "purchase": ("what", "closed_on", "price_minor", "revenue_minor", "currency"),
}  # fmt: skip
# Their coming is an event of its own, so only a change and a removal is told from the journal.
REMOVED_ONLY = frozenset({"activity", "purchase"})

_CONTACT = {
    "display_name": mark("Name"),
    "nickname": mark("Nickname"),
    "company": mark("Company"),
    "department": mark("Department"),
    "job_title": mark("Job"),
    "want": mark("Looking for"),
    "note": mark("Note"),
    "temperature": mark("Temperature"),
    "source_id": mark("Source"),
    "source_detail": mark("Source, in detail"),
    "household_id": mark("Household"),
    "preferred_channel": mark("Preferred channel"),
    "quiet_from": mark("Quiet hours, from"),
    "quiet_until": mark("Quiet hours, until"),
    "language": mark("Language"),
    "value_minor": mark("Value"),
    "parked_until_on": mark("Parked until"),
}
_ROWS = {
    "contact_email": mark("Email"),
    "contact_phone": mark("Phone"),
    "contact_address": mark("Address"),
    "contact_date": mark("Date"),
    "contact_link": mark("Link"),
    "contact_tag": mark("Tag"),
    "relation": mark("Relation"),
    "purchase": mark("Purchase"),
}
_NAMED = {"source_id": "source", "household_id": "household"}


def changed_columns(
    connection: ReadConnection, before: dict[str, Any], after: dict[str, Any]
) -> list[tuple[str, str]]:
    """Title and text for each column that a person changed."""
    found = []
    for column, was in before.items():
        now = after.get(column)
        if was == now:
            continue
        if column == "deleted_at":
            found.append((_("Brought back from the trash") if was else _("Put into the trash"), ""))
        elif column == "is_do_not_contact":
            found.append((_("Marked as do not contact") if now else _("May be contacted again"), ""))
        elif column == "is_core":
            found.append((_("Marked as core") if now else _("No longer marked as core"), ""))
        elif column in _CONTACT:
            first, then = _value(connection, column, was, before), _value(connection, column, now, after)
            found.append(told_change(_(_CONTACT[column]), first, then))
    return found


def told_change(what: str, was: str, now: str) -> tuple[str, str]:
    """Title and text of a change: added where there was nothing, removed where nothing is left."""
    if not was:
        return _("{what} added").format(what=what), now
    if not now:
        return _("{what} removed").format(what=what), was
    return _("{what} changed").format(what=what), f"{was} → {now}" if was != now else now


def row_words(connection: ReadConnection, table: str, row: dict[str, Any]) -> tuple[str, str]:
    """What a row is called, and what it says."""
    name = _(_ROWS.get(table, ""))
    if table == "contact_tag":
        return name, _name(connection, "tag", row["tag_id"])
    if table == "contact_own_value":
        return _name(connection, "own_field", row["own_field_id"]) or _("Own field"), _short(row["value"])
    if table == "contact_date":
        day = f"{row['month']:02d}-{row['day']:02d}"
        return name, f"{row['kind']} {row['year'] or '–'}-{day}"
    if table == "relation":
        other = _name(connection, "contact", row["other_contact_id"]) or row["other_name"]
        return name, f"{row['kind']} {other}"
    if table == "purchase":
        money = price(row["price_minor"], row["currency"]) if row["price_minor"] else ""
        return name, ", ".join(part for part in (row["what"], row["closed_on"], money) if part)
    if table == "activity":
        return name, _short(row["text"] or row["outcome"])
    values = [str(value) for column, value in row.items() if value and column not in ("label", "kind")]
    label = f" ({row['label']})" if row.get("label") else ""
    return name, _short(", ".join(values)) + label


def _value(connection: ReadConnection, column: str, value: Any, row: dict[str, Any]) -> str:
    if value in (None, ""):
        return ""
    if column in _NAMED:
        return _name(connection, _NAMED[column], value)
    if column == "value_minor":
        return price(int(value), row.get("currency") or "")
    return _short(str(value))


def _name(connection: ReadConnection, table: str, row_id: int | None) -> str:
    """The name of a row that another names; empty where it is gone."""
    if row_id is None:
        return ""
    column = "display_name" if table == "contact" else "name"
    row = connection.execute(f"SELECT {column} FROM {table} WHERE id = ?", (row_id,)).fetchone()
    return _short(row[0]) if row else ""


def _short(text: str) -> str:
    return shortened(text, 120)
