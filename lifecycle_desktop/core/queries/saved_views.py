"""The views of the table that the owner saved, as they can be used today."""

from __future__ import annotations

import json
from collections.abc import Iterable

from lifecycle_desktop.core.errors import NotFound
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.filter_fields import ROWS, field_of
from lifecycle_desktop.core.model.filter_json import filter_from_json
from lifecycle_desktop.core.model.filter_words import no_names, value_name
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.saved_view import BUILT_IN_FILTERS, SavedView, built_in_title
from lifecycle_desktop.core.model.smart_list import Condition, ContactFilter, Group, Part
from lifecycle_desktop.core.store.driver import ReadConnection

# Each names the living rows among some: (kind) → id and name.
_NAMES = {
    "stage": "SELECT s.id, s.label FROM stage s JOIN lifecycle l ON l.id = s.lifecycle_id "
    "WHERE l.is_active = 1 AND s.is_retired = 0 AND s.id IN (SELECT value FROM json_each(?))",
    "source": "SELECT id, name FROM source WHERE id IN (SELECT value FROM json_each(?))",
    "tag": "SELECT id, name FROM tag WHERE id IN (SELECT value FROM json_each(?))",
    "household": "SELECT id, name FROM household WHERE id IN (SELECT value FROM json_each(?))",
    "own": "SELECT id, name FROM own_field WHERE id IN (SELECT value FROM json_each(?))",
}


def saved_views(connection: ReadConnection) -> tuple[SavedView, ...]:
    """The owner's views in their order, each with what of it still means something."""
    return tuple(
        _view(connection, *row)
        for row in connection.execute(
            "SELECT id, name, filter_json, columns_json, sort FROM saved_view ORDER BY position, id"
        ).fetchall()
    )


def view_named(connection: ReadConnection, name: str) -> SavedView:
    """The view of that name, in any case, a built-in one too; `NotFound` in words if there is none."""
    sought = fold(name)
    for key, wanted in BUILT_IN_FILTERS.items():
        if sought in (fold(built_in_title(key)), key):
            return SavedView(0, built_in_title(key), wanted)
    views = saved_views(connection)
    for view in views:
        if fold(view.name) == sought:
            return view
    known = ", ".join(
        [*(built_in_title(key) for key in BUILT_IN_FILTERS), *(shortened(view.name) for view in views[:20])]
    )
    raise NotFound(
        _("There is no view “{name}”.").format(name=shortened(name)),
        _("Use one of: {names}.").format(names=known),
    )


def living_filter(connection: ReadConnection, wanted: ContactFilter) -> tuple[ContactFilter, tuple[str, ...]]:
    """A filter with the names of today and without what is gone, and a sentence for each thing that is gone."""
    found = _Living(connection, wanted.group)
    group = found.group(wanted.group)
    return ContactFilter(wanted.text).wanting(group), tuple(dict.fromkeys(found.notes))


def _view(
    connection: ReadConnection, view_id: int, name: str, filter_text: str, columns: str, sort: str
) -> SavedView:
    read, notes = filter_from_json(filter_text)
    living, gone = living_filter(connection, read)
    return SavedView(view_id, name, living, _columns(columns), sort, notes + gone)


def _columns(text: str) -> tuple[str, ...]:
    try:
        found = json.loads(text) if text else []
    except ValueError:
        found = []
    return tuple(key for key in found if isinstance(key, str)) if isinstance(found, list) else ()


class _Living:
    """What the rows that a group names are called now; those that are gone are told."""

    def __init__(self, connection: ReadConnection, group: Group) -> None:
        self.notes: list[str] = []
        self._names: dict[str, dict[int, str]] = {}
        sought: dict[str, set[int]] = {}
        for condition in group.conditions():
            if condition.row_id:
                sought.setdefault("own", set()).add(condition.row_id)
            elif (kind := _kind(condition)) in ROWS:
                sought.setdefault(kind, set()).update(
                    value for value in condition.values if isinstance(value, int)
                )
        for kind, ids in sought.items():
            self._names[kind] = dict(_rows(connection, kind, ids))

    def group(self, group: Group) -> Group:
        """The group less what is gone."""
        found: list[Part] = []
        for part in group.parts:
            living = self.group(part) if isinstance(part, Group) else self._condition(part)
            if living is not None:
                found.append(living)
        return Group(group.how, tuple(found))

    def _condition(self, condition: Condition) -> Condition | None:
        if condition.row_id:
            name = self._names["own"].get(condition.row_id)
            if name is None:
                self.notes.append(_gone("own", condition.title or str(condition.row_id)))
                return None
            return Condition(condition.field, condition.operator, condition.values, (), name)
        kind = _kind(condition)
        if kind not in ROWS or not condition.values:
            return condition
        names = self._names.get(kind, {})
        for value in condition.values:
            if value not in names:
                self.notes.append(_gone(kind, value_name(condition, value, no_names)))
        left = tuple(value for value in condition.values if value in names)
        told = tuple(names[int(value)] for value in left)
        return Condition(condition.field, condition.operator, left, told) if left else None


def _rows(connection: ReadConnection, kind: str, ids: Iterable[int]) -> list[tuple[int, str]]:
    return [(row[0], row[1]) for row in connection.execute(_NAMES[kind], (json.dumps(sorted(ids)),))]


def _kind(condition: Condition) -> str:
    field = field_of(condition)
    return field.chosen_from if field is not None else ""


def _gone(kind: str, name: str) -> str:
    told = {
        "stage": _("The stage “{name}” is not in the lifecycle in use; it is left out."),
        "source": _("The source “{name}” is gone; it is left out."),
        "tag": _("The tag “{name}” is gone; it is left out."),
        "household": _("The household “{name}” is gone; it is left out."),
        "own": _("The own field “{name}” is gone; it is left out."),
    }[kind]
    return told.format(name=shortened(name))
