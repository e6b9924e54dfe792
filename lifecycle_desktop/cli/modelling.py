"""`init`, `models`, `model`: make a database, list the lifecycle models, turn to another one."""

from __future__ import annotations

import argparse
import contextlib
from typing import Any

from lifecycle_desktop.cli.desk import (
    back_up_first,
    chosen_lifecycle,
    database_path,
    known_lifecycles,
    make_database,
    now,
    reading,
    writing,
)
from lifecycle_desktop.cli.output import say, say_error, say_json, say_table
from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.lifecycle import Lifecycle


def register(commands: Any) -> None:
    """Add the commands of this group."""
    init = commands.add_parser("init", help=_("make an empty database with a lifecycle model"))
    init.add_argument(
        "--model", metavar="NAME", default="", help=_("the lifecycle model; “models” lists them")
    )
    init.set_defaults(act=_init)

    models = commands.add_parser("models", help=_("list lifecycle models and their stages"))
    models.set_defaults(act=_models)

    model = commands.add_parser("model", help=_("switch the active lifecycle model"))
    model.add_argument("name", metavar="NAME", help=_("its name, or the beginning of it"))
    model.add_argument("--dry-run", action="store_true", help=_("only tell who would go where"))
    model.set_defaults(act=_model)


def _init(options: argparse.Namespace) -> None:
    path = database_path(options)
    lifecycle, definition = chosen_lifecycle(options, options.model or "perfect")
    make_database(path, lifecycle, definition)
    if options.json:
        say_json({"database": str(path), "model": lifecycle.name})
    else:
        say(_("OK {path}").format(path=path))


def _models(options: argparse.Namespace) -> None:
    shelf = known_lifecycles(options)
    active = _active_key(options)
    if options.json:
        say_json({"models": [_model_document(each, active) for each in shelf.lifecycles]})
    else:
        for number, each in enumerate(shelf.lifecycles):
            if number:
                say()
            say(f"{each.name} ({_('active')})" if each.key == active else each.name)
            say_table(([stage.number, stage.label, stage.name] for stage in each.stages), indent=2)
    for problem in shelf.problems:
        say_error(str(problem))


def _model(options: argparse.Namespace) -> None:
    lifecycle, definition = chosen_lifecycle(options, options.name)
    moment = now()
    if options.dry_run:
        from lifecycle_desktop.core.store.active_lifecycle import active_lifecycle
        from lifecycle_desktop.core.store.standings import step_counts

        with reading(options) as connection:
            source = active_lifecycle(connection).lifecycle
            counts = step_counts(connection, lifecycle, moment.today) if source.key != lifecycle.key else {}
    else:
        from lifecycle_desktop.core.operations.lifecycles import switch_lifecycle
        from lifecycle_desktop.core.store.active_lifecycle import active_lifecycle

        with writing(options) as database:
            with database.read() as connection:
                source = active_lifecycle(connection).lifecycle
            if source.key != lifecycle.key:
                back_up_first(database, _("before change of model"))
            label = _("Change the model to {name}").format(name=lifecycle.name)
            with database.write(label, moment=moment) as written:
                counts = switch_lifecycle(written.connection, lifecycle, moment, definition=definition).counts
    _say_steps(options, source, lifecycle, counts)


def _say_steps(
    options: argparse.Namespace, source: Lifecycle, target: Lifecycle, counts: dict[tuple[str, str], int]
) -> None:
    steps = sorted(
        ((source.stage(one), target.stage(other), count) for (one, other), count in counts.items()),
        key=lambda step: (step[0].number, step[1].number),
    )
    if options.json:
        say_json(
            {
                "from": source.name,
                "to": target.name,
                "dry_run": bool(options.dry_run),
                "contacts": sum(counts.values()),
                "steps": [
                    {"from": one.name, "to": other.name, "count": count} for one, other, count in steps
                ],
            }
        )
        return
    if source.key == target.key:
        say(_("{name} is the active model already.").format(name=target.name))
        return
    total = sum(counts.values())
    said = (
        _("Would turn from {one} to {other}: {people}.")
        if options.dry_run
        else _("OK {one} to {other}: {people}.")
    )
    people = ngettext("{n} contact", "{n} contacts", total).format(n=total)
    say(said.format(one=source.name, other=target.name, people=people))
    say_table(([count, one.name, "→", other.name] for one, other, count in steps), indent=2)


def _active_key(options: argparse.Namespace) -> str:
    """The key of the active model; empty where there is no database that could say."""
    from lifecycle_desktop.core.store.active_lifecycle import active_lifecycle

    if database_path(options).is_file():
        with contextlib.suppress(UserError), reading(options) as connection:
            return active_lifecycle(connection).lifecycle.key
    return ""


def _model_document(lifecycle: Lifecycle, active: str) -> dict[str, Any]:
    return {
        "key": lifecycle.key,
        "name": lifecycle.name,
        "is_active": lifecycle.key == active,
        "is_recommended": lifecycle.is_recommended,
        "description": lifecycle.description,
        "stages": [
            {"number": stage.number, "name": stage.name, "label": stage.label, "purpose": stage.purpose}
            for stage in lifecycle.stages
        ],
    }
