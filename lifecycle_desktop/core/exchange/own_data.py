"""A person's own data as two files: JSON for programs, and a text that people read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from lifecycle_desktop.core.exchange.json_everything import write_everything
from lifecycle_desktop.core.files import written_whole
from lifecycle_desktop.core.i18n import _, mark

FORMAT = "lifecycle-desktop-person"

Rows = tuple[str, Sequence[str], Sequence[Sequence[Any]]]

_TITLES = {
    "contact": mark("The person"),
    "contact_email": mark("E-mail addresses"),
    "contact_phone": mark("Phone numbers"),
    "contact_address": mark("Addresses"),
    "contact_date": mark("Dates"),
    "contact_link": mark("Links"),
    "contact_own_value": mark("Further fields"),
    "contact_picture": mark("Picture"),
    "contact_tag": mark("Tags"),
    "permission": mark("Permissions"),
    "qualification": mark("Answers"),
    "stage_answer": mark("Answers on leaving a stage"),
    "stage_move": mark("Stages"),
    "stage_standing": mark("Stages in other lifecycles"),
    "follow_up": mark("Follow-ups"),
    "activity": mark("What happened"),
    "purchase": mark("Purchases"),
    "referral": mark("Referrals"),
    "relation": mark("Relations"),
    "enrolment": mark("Sequences"),
    "campaign_contact": mark("Campaigns and events"),
    "kept_apart": mark("People who look alike and are others"),
}


def save_own_data(tables: Sequence[Rows], path: Path, name: str, day: str) -> int:
    """Write `path` (JSON) and a text of the same name beside it, each whole or not at all; how many rows.

    Raises `FileProblem` in words where that cannot be done.
    """
    with written_whole(path) as stream:
        count = write_everything(stream, tables, form=FORMAT)
    with written_whole(path.with_suffix(".txt")) as stream:
        stream.write(own_data_text(tables, name, day).encode("utf-8", "replace"))
    return count


def own_data_text(tables: Iterable[Rows], name: str, day: str) -> str:
    """All rows as text: a heading for each table, a line for each field that says something."""
    lines = [_("What is kept about {name}").format(name=name), _("As of {day}").format(day=day)]
    for table, columns, rows in tables:
        title = _(_TITLES[table]) if table in _TITLES else _words(table)
        lines += ["", title, "-" * len(title)]
        for number, row in enumerate(rows):
            told = dict(zip(columns, row, strict=True))
            if number:
                lines.append("")
            lines += [
                f"{_words(column)}: {_said(value)}"
                for column, value in told.items()
                if _counts(column, value, told)
            ]
    return "\n".join(lines) + "\n"


def _counts(column: str, value: object, row: dict[str, Any]) -> bool:
    """Whether a field is for people: it says something, and is no number of a row that is named beside."""
    return value not in (None, "", 0) and column != "id" and f"{column.removesuffix('_id')}_name" not in row


def _said(value: object) -> str:
    if isinstance(value, bytes):
        return _("{n} bytes, in the JSON file").format(n=len(value))
    return str(value).replace("\n", "\n    ")


def _words(column: str) -> str:
    return (
        column.removesuffix("_name")
        .removesuffix("_at")
        .removesuffix("_on")
        .replace("_", " ")
        .strip()
        .capitalize()
    )
