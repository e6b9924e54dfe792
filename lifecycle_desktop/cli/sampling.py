"""`sample`, `bench-data`: people to look around with, and made-up ones in large numbers."""

from __future__ import annotations

import argparse
from typing import Any

from lifecycle_desktop.cli.desk import now, writing
from lifecycle_desktop.cli.output import say_json, say_now, shown_progress
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.progress import Progress


def register(commands: Any) -> None:
    """Add the commands of this group."""
    sample = commands.add_parser("sample", help=_("put the sample people in, or take them out"))
    sample.add_argument("what", choices=["add", "remove"])
    sample.set_defaults(act=_sample)

    bench = commands.add_parser(
        "bench-data", help=_("add a large, realistic, deterministic set of made-up people")
    )
    bench.add_argument("--contacts", metavar="N", type=int, required=True)
    bench.add_argument(
        "--seed", metavar="S", type=int, default=1, help=_("the same seed makes the same people")
    )
    bench.set_defaults(act=_bench_data)


def _sample(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.operations.sample import add_sample, remove_sample

    moment = now()
    adds = options.what == "add"
    label = _("Add the sample") if adds else _("Remove the sample")
    with writing(options) as database, database.write(label, moment=moment) as written:
        count = add_sample(written.connection, moment) if adds else remove_sample(written.connection, moment)
    if options.json:
        say_json({"added" if adds else "removed": count})
    else:
        say_now(_("OK {n} contacts").format(n=count))


def _bench_data(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.operations.bench_data import add_bench_data

    moment = now()
    progress = Progress()
    with (
        writing(options) as database,
        shown_progress(progress),
        database.write(_("Add made-up people"), moment=moment) as written,
    ):
        counts = add_bench_data(written.connection, options.contacts, options.seed, moment, progress)
    if options.json:
        say_json({"rows": counts})
    else:
        say_now(_("OK {n} contacts").format(n=counts["contact"]))
