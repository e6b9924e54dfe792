"""The commands and their options, as `--help` tells them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, ClassVar

from lifecycle_desktop import __version__
from lifecycle_desktop.cli import (
    capturing,
    duplicating,
    exchanging,
    following,
    journal,
    keeping,
    modelling,
    people,
    planning,
    printing,
    purchasing,
    reckoning,
    sampling,
    sequencing,
)
from lifecycle_desktop.core.i18n import _

# Options that take whatever a person writes.
_TEXTS = frozenset(
    (
        "--name",
        "--email",
        "--phone",
        "--note",
        "--source",
        "--tag",
        "--reason",
        "--what",
        "--text",
        "--outcome",
        "--view",
        "--line",
        "--price",
        "--revenue",
        "--title",
    )
)


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
    for group in (
        modelling,
        people,
        capturing,
        exchanging,
        duplicating,
        following,
        purchasing,
        reckoning,
        sequencing,
        planning,
        printing,
        keeping,
        journal,
        sampling,
    ):
        group.register(commands)
    return parser


def joined_texts(words: Sequence[str]) -> list[str]:
    """The words of a command line with each free text joined to its option: `--note -5` as `--note=-5`.

    argparse takes a text that begins with a dash for an option; a person means the text, unless it is
    the name of an option.
    """
    found: list[str] = []
    waiting = iter(words)
    for word in waiting:
        if word == "--":
            return [*found, word, *waiting]
        following = next(waiting, None) if word in _TEXTS else None
        if following is None:
            found.append(word)
        elif following.startswith("-") and following not in _CommandParser.names:
            found.append(f"{word}={following}")
        else:
            found += [word, *joined_texts([following, *waiting])]
    return found


class _CommandParser(argparse.ArgumentParser):
    """The parser of one command: no abbreviated options, and `--json` everywhere."""

    names: ClassVar[set[str]] = {"-h", "--help"}

    def __init__(self, **options: object) -> None:
        options["allow_abbrev"] = False
        super().__init__(**options)  # type: ignore[arg-type]
        self.add_argument("--json", action="store_true", help=_("print one JSON document"))

    def add_argument(self, *names: str, **options: Any) -> argparse.Action:
        """As argparse does it; the names are remembered."""
        self.names.update(name for name in names if name.startswith("-"))
        return super().add_argument(*names, **options)
