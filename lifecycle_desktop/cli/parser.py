"""The commands and their options, as `--help` tells them."""

from __future__ import annotations

import argparse

from lifecycle_desktop import __version__
from lifecycle_desktop.cli import (
    capturing,
    exchanging,
    following,
    journal,
    keeping,
    modelling,
    people,
    planning,
    sampling,
)
from lifecycle_desktop.core.i18n import _


def command_parser() -> argparse.ArgumentParser:
    """The parser of every command there is; `act` of what it returns carries the command out."""
    parser = argparse.ArgumentParser(
        prog="lifecycle-desktop",
        description=_(
            "Leads, stages, follow-ups and the lifecycle marketing plan. Without a command it opens the window."
        ),
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.add_argument(
        "--database",
        metavar="FILE",
        default=None,
        help=_("the database to use, instead of the one in your data folder"),
    )
    commands = parser.add_subparsers(
        title=_("commands"), metavar=_("COMMAND"), dest="command", required=True, parser_class=_CommandParser
    )
    for group in (modelling, people, capturing, exchanging, following, planning, keeping, journal, sampling):
        group.register(commands)
    return parser


class _CommandParser(argparse.ArgumentParser):
    """The parser of one command: no abbreviated options, and `--json` everywhere."""

    def __init__(self, **options: object) -> None:
        options["allow_abbrev"] = False
        super().__init__(**options)  # type: ignore[arg-type]
        self.add_argument("--json", action="store_true", help=_("print one JSON document"))
