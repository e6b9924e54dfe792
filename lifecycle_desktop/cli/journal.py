"""`undo`, `redo`, `history`: the journal of every change."""

from __future__ import annotations

import argparse
from typing import Any

from lifecycle_desktop.cli.desk import now, reading, writing
from lifecycle_desktop.cli.output import say, say_json, say_now, say_table
from lifecycle_desktop.core.clock import Moment, instant_from_text
from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.i18n import _

_SHOWN = 200


def register(commands: Any) -> None:
    """Add the commands of this group."""
    for name, told, undo in (
        ("undo", _("take the last steps back"), True),
        ("redo", _("do the steps again that were taken back"), False),
    ):
        command = commands.add_parser(name, help=told)
        command.add_argument(
            "count", metavar="N", type=int, nargs="?", default=1, help=_("how many; 1 if not said")
        )
        command.set_defaults(act=_step, undo=undo)
    history = commands.add_parser("history", help=_("list what was changed when, newest first"))
    history.set_defaults(act=_history)


def _step(options: argparse.Namespace) -> None:
    if options.count < 1:
        raise NotUnderstood(_("The number of steps must be 1 or more."))
    done: list[tuple[int, str]] = []
    with writing(options) as database:
        while len(done) < options.count:
            undone = database.undo() if options.undo else database.redo()
            if undone is None:
                break
            done.append((undone.step_id, undone.label))
            if not options.json:
                said = _("OK undone: {label}") if options.undo else _("OK done again: {label}")
                say_now(said.format(label=undone.label))
    if options.json:
        say_json({"steps": [{"step_id": step_id, "label": label} for step_id, label in done]})
    if not done:
        raise NotFound(_("There is nothing to undo.") if options.undo else _("There is nothing to do again."))
    if len(done) < options.count:
        raise NotFound(_("There were only {n} steps.").format(n=len(done)))


def _history(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.store.history import steps

    moment = now()
    with reading(options) as connection:
        found = steps(connection, _SHOWN)
    if options.json:
        say_json(
            {
                "steps": [
                    {
                        "step_id": step.step_id,
                        "label": step.label,
                        "made_at": step.made_at,
                        "cause": step.cause,
                        "is_undone": step.is_undone,
                        "reverts_id": step.reverts_id,
                        "rows": step.counts,
                    }
                    for step in found
                ]
            }
        )
    elif not found:
        say(_("Nothing was changed yet."))
    else:
        say_table(
            (
                step.step_id,
                _wall_time(step.made_at, moment),
                _("undone") if step.is_undone else "",
                step.label,
            )
            for step in found
        )


def _wall_time(text: str, moment: Moment) -> str:
    return Moment(instant_from_text(text), moment.zone).local.strftime("%Y-%m-%d %H:%M")
