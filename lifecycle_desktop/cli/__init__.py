"""The program without a window: one command, one answer, an exit code."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command; 0 done, 1 refused or failed with one sentence on standard error, 2 wrong usage.

    `arguments` are the words after the program's name, those of the process if None.
    """
    try:
        from lifecycle_desktop.cli.run import run  # long enough to be interrupted in

        return run(arguments)
    except KeyboardInterrupt:
        return 130
