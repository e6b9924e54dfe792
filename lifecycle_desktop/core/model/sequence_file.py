"""Sequences as TOML files: the seven that ship in two languages, each mistake told in words."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import Any

from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.files import file_problem
from lifecycle_desktop.core.i18n import LANGUAGES, _
from lifecycle_desktop.core.model.sequence import (
    LONGEST_NAME,
    LONGEST_READY_TEXT,
    LONGEST_SUBJECT,
    LONGEST_WHAT,
    MOST_STEPS,
    Offset,
    PlannedStep,
    SequencePlan,
    StepChannel,
    offset_of,
    step_problem,
)
from lifecycle_desktop.core.model.toml_table import TomlTable, field_problem
from lifecycle_desktop.core.paths import resources

SHIPPED_SEQUENCES = (
    "new-contact",  # 8×8: eight touches in eight weeks
    "sphere-year",  # 33 touches
    "post-closing",  # 12 months
    "open-house",  # 14 days
    "lukewarm-revival",
    "long-nurture",  # 5 years
    "review-and-referral",
)
FOLDER = "sequences"
PAUSES = ("reply", "purchase")

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


@cache
def shipped_sequences(language: str) -> tuple[SequencePlan, ...]:
    """The sequences that come with the program, in that language, English where it is not one of `LANGUAGES`."""
    spoken = language if language in LANGUAGES else LANGUAGES[0]
    plans = []
    for key in SHIPPED_SEQUENCES:
        path = resources(FOLDER, f"{key}.{spoken}.toml")
        try:
            content = path.read_bytes()
        except OSError as error:
            raise file_problem(error, path) from error
        plans.append(read_sequence(content, path.name))
    return tuple(plans)


def read_sequence(content: bytes | str, name: str) -> SequencePlan:
    """The sequence that a TOML file called `name` holds.

    Raises `FileProblem`, naming file, step and field, for anything that is not as it should be.
    """
    table = TomlTable.read(content.encode() if isinstance(content, str) else content, name)
    key = table.text("key", longest=40, needed=True)
    if not _KEY.fullmatch(key):
        raise table.problem("key", _("may hold small letters, figures and single hyphens only"))
    language = table.text("language", needed=True)
    if language not in LANGUAGES:
        raise table.problem("language", _("must be one of: {names}").format(names=", ".join(LANGUAGES)))
    pauses = table.texts("pauses_on") if table.holds("pauses_on") else PAUSES
    for each in pauses:
        if each not in PAUSES:
            raise table.problem("pauses_on", _("may name: {names}").format(names=", ".join(PAUSES)))
    plan = SequencePlan(
        key=key,
        language=language,
        name=table.text("name", longest=LONGEST_NAME, needed=True),
        purpose=table.text("purpose"),
        steps=_read_steps(table, name),
        pauses_on_reply="reply" in pauses,
        pauses_on_purchase="purchase" in pauses,
    )
    table.finish()
    return plan


def _read_steps(table: TomlTable, name: str) -> tuple[PlannedStep, ...]:
    rows = table.tables("step")
    if not 1 <= len(rows) <= MOST_STEPS:
        raise table.problem("step", _("must be there 1 to {most} times").format(most=MOST_STEPS))
    steps: tuple[PlannedStep, ...] = ()
    for number, row in enumerate(rows, start=1):
        place = _step_place(number, row)
        steps += (_read_step(TomlTable(row, name, place)),)
        problem = step_problem(steps, number)
        if problem:
            raise field_problem(
                name, place, "after", _("cannot be so: {why}").format(why=problem.rstrip("."))
            )
    return steps


def _step_place(number: int, row: Any) -> str:
    what = row.get("what")
    if isinstance(what, str) and what.strip():
        return _("step {number} ({what})").format(number=number, what=" ".join(what.split())[:LONGEST_NAME])
    return _("step {number}").format(number=number)


def _read_step(table: TomlTable) -> PlannedStep:
    channel = table.choice("channel", StepChannel)
    if channel is None:
        raise table.problem("channel", _("is missing"))
    step = PlannedStep(
        after=_read_offset(table),
        at=_read_clock(table),
        channel=channel,
        what=table.text("what", longest=LONGEST_WHAT, needed=True),
        subject=table.text("subject", longest=LONGEST_SUBJECT),
        text=table.lines("text", longest=LONGEST_READY_TEXT),
    )
    table.finish()
    return step


def _read_offset(table: TomlTable) -> Offset:
    text = table.text("after", longest=40, needed=True)
    try:
        return offset_of(text)
    except UserError as error:
        raise table.problem(
            "after", _("says “{value}”, which is no time after the start").format(value=text)
        ) from error


def _read_clock(table: TomlTable) -> dt.time | None:
    text = table.text("at", longest=40)
    if not text:
        return None
    found = _CLOCK.fullmatch(text)
    if not found:
        raise table.problem("at", _("must be a time of day such as 09:00"))
    return dt.time(int(found.group(1)), int(found.group(2)))
