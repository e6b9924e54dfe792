"""Where the program begins: a command goes to the command line, none opens the window."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

PICTURES = ("--tour", "--shots")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with the words after its name; the exit code.

    Qt is loaded only for the window, the command line's modules only for a command.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    database: Path | None = None
    rest = words
    if rest[:1] == ["--database"] and len(rest) > 1:
        database, rest = Path(rest[1]), rest[2:]
    is_minimised = rest == ["--minimised"]
    if is_minimised or (not rest and (database is not None or not words)):
        gc.disable()  # what is made until the first page is shown stays; `ui.app` turns it on again
        from lifecycle_desktop.ui.app import run

        return run(database, minimised=is_minimised)
    if rest[0] in PICTURES and len(rest) == 2:
        from lifecycle_desktop.ui import tour

        return int(tour.main(rest[0].removeprefix("--"), Path(rest[1])))
    from lifecycle_desktop import cli

    return int(cli.main(words))


if __name__ == "__main__":
    sys.exit(main())
