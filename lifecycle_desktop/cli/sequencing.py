"""`sequence list`, `sequence start KEY NAME`, `sequence stop KEY`: people in sequences of dated steps."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from lifecycle_desktop.cli.desk import now, reading, region, writing
from lifecycle_desktop.cli.following import said_when
from lifecycle_desktop.cli.output import say, say_json, say_now, say_table
from lifecycle_desktop.cli.words import day_words
from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.i18n import _, ngettext

if TYPE_CHECKING:
    from lifecycle_desktop.core.model.sequence_lists import SequenceLine


def register(commands: Any) -> None:
    """Add the commands of this group."""
    key_help = _("number, e-mail, phone or exact name")
    sequence = commands.add_parser("sequence", help=_("list sequences, take a contact into one or out of it"))
    acts = sequence.add_subparsers(
        title=_("commands"),
        metavar=_("COMMAND"),
        dest="sequence_command",
        required=True,
        parser_class=type(sequence),
    )
    listed = acts.add_parser("list", help=_("the sequences and how many people are in each"))
    listed.set_defaults(act=_list)

    start = acts.add_parser("start", help=_("take a contact into a sequence"))
    start.add_argument("key", metavar="KEY", help=key_help)
    start.add_argument("name", metavar="NAME", help=_("the sequence's name, or the beginning of it"))
    start.add_argument(
        "--on", metavar="WHEN", default="", help=_("the day from which its steps count, instead of today")
    )
    start.set_defaults(act=_start)

    stop = acts.add_parser("stop", help=_("end every sequence of a contact, or one"))
    stop.add_argument("key", metavar="KEY", help=key_help)
    stop.add_argument("name", metavar="NAME", nargs="?", default="", help=_("only the sequence of this name"))
    stop.set_defaults(act=_stop)


def _list(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.queries.sequences import sequences

    with reading(options) as connection:
        lines = sequences(connection)
    if options.json:
        say_json({"sequences": [asdict(line) for line in lines]})
    elif lines:
        say_table(_row(line) for line in lines)
    else:
        say(_("There is no sequence."))


def _row(line: SequenceLine) -> tuple[object, ...]:
    steps = ngettext("{n} step", "{n} steps", line.steps).format(n=line.steps)
    return (
        line.key,
        line.name,
        steps,
        _("{n} running").format(n=line.running),
        _("{n} paused").format(n=line.paused),
        _("{n} finished").format(n=line.finished),
    )


def _start(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.operations.enrolments import enrol
    from lifecycle_desktop.core.queries.keys import contact_of_key
    from lifecycle_desktop.core.queries.sequences import enrolments_of, sequence_named

    moment = now()
    start_on = said_when(options.on, moment).on if options.on else None
    with writing(options) as database:
        with database.read() as connection:
            contact_id = contact_of_key(connection, options.key, region=region(connection))
            line = sequence_named(connection, options.name)
        with database.write(_("Start {sequence}").format(sequence=line.name), moment=moment) as written:
            made = enrol(written.connection, [contact_id], line.id, start_on, moment)
            if made.refused:
                raise NotUnderstood(made.refused[0].why)
        with database.read() as connection:
            (enrolment_id,) = made.enrolment_ids
            found = next(each for each in enrolments_of(connection, contact_id) if each.id == enrolment_id)
    if options.json:
        say_json(
            {
                "enrolment_id": found.id,
                "contact_id": contact_id,
                "sequence": line.name,
                "follow_up_id": found.follow_up_id,
                "what": found.next_what,
                "due_on": found.next_due_on,
                "due_time": found.next_due_time,
            }
        )
    elif found.next_due_on is not None:
        due = day_words(found.next_due_on, found.next_due_time, moment.today)
        say_now(
            _("OK {number}, first: {what}, due {due}").format(number=found.id, what=found.next_what, due=due)
        )


def _stop(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.operations.enrolments import stop_contacts
    from lifecycle_desktop.core.queries.keys import contact_of_key
    from lifecycle_desktop.core.queries.sequences import sequence_named

    moment = now()
    with writing(options) as database:
        with database.read() as connection:
            contact_id = contact_of_key(connection, options.key, region=region(connection))
            sequence_id = sequence_named(connection, options.name).id if options.name else None
        with database.write(_("Stop sequences"), moment=moment) as written:
            stopped = stop_contacts(written.connection, [contact_id], sequence_id, moment)
            if not stopped:
                raise NotFound(_("No sequence runs for “{key}”.").format(key=options.key.strip()[:60]))
    if options.json:
        say_json({"contact_id": contact_id, "stopped": stopped})
    else:
        say_now(ngettext("OK {n} sequence stopped", "OK {n} sequences stopped", stopped).format(n=stopped))
