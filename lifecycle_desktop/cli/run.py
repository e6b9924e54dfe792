"""Runs one command and turns whatever happens into an exit code and at most one sentence."""

from __future__ import annotations

import argparse
import contextlib
import locale
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from lifecycle_desktop import __version__
from lifecycle_desktop.cli.output import say_error, speak_utf8
from lifecycle_desktop.cli.parser import command_parser, joined_texts
from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.files import file_problem, make_private_folder
from lifecycle_desktop.core.i18n import _, set_language
from lifecycle_desktop.core.paths import state_folder

DONE, FAILED, WRONG_USAGE, STOPPED = 0, 1, 2, 130
LOG_NAME = "lifecycle-desktop.log"
_LONGEST_LOG = 1 << 20


def run(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command; the exit code."""
    speak_utf8()
    set_language(_system_language())
    try:
        options = _understood(sys.argv[1:] if arguments is None else arguments)
        if isinstance(options, int):
            return options
        code = int(options.act(options) or DONE)
        sys.stdout.flush()
    except UserError as error:
        return _failed(str(error))
    except KeyboardInterrupt:
        say_error(_("Stopped. What was said to be done is saved, nothing else was changed."))
        return STOPPED
    except BrokenPipeError:
        _silence(sys.stdout)  # who read our output has gone; there is nobody to tell
        return FAILED
    except OSError as error:
        return _failed(str(file_problem(error, Path(str(error.filename or _("the output"))))))
    except Exception as error:  # noqa: BLE001  a bug: one sentence for the person, its place for the log
        _log(error)
        return _failed(
            _(
                "Something went wrong inside the program, and nothing was changed. Its place is written in {log}."
            ).format(log=state_folder() / LOG_NAME)
        )
    return code


def _understood(words: Sequence[str]) -> argparse.Namespace | int:
    """The options of a command line; the exit code where help was asked for or something is wrong with it."""
    try:
        return command_parser().parse_args(joined_texts(words))
    except SystemExit as asked:  # argparse has said what was wrong, or has printed the help
        sys.stdout.flush()
        return asked.code if isinstance(asked.code, int) else WRONG_USAGE
    except ValueError:  # Python 3.11 stumbles over an option whose value is "--"
        say_error(_("One of the options cannot be read."))
        return WRONG_USAGE


def _failed(sentence: str) -> int:
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        _silence(sys.stdout)  # it cannot be written to, and has been told
    say_error(sentence)
    return FAILED


def _silence(stream: object) -> None:
    """Keep Python from complaining at exit that the stream cannot be flushed."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # type: ignore[attr-defined]


def _system_language() -> str:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        told = os.environ.get(name, "").split(":")[0]
        if told and told not in ("C", "POSIX", "C.UTF-8"):
            return told
    with contextlib.suppress(ValueError):
        return locale.getlocale()[0] or "en"
    return "en"


def _log(error: BaseException) -> None:
    """Note kind and place of a fault: no message and no value, which could hold what a person typed."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    with contextlib.suppress(UserError, OSError):
        path = make_private_folder(state_folder()) / LOG_NAME
        flags = os.O_WRONLY | os.O_CREAT | (os.O_APPEND if _is_short(path) else os.O_TRUNC)
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as stream:
            stream.write(f"{__version__} {type(error).__name__}: {' < '.join(reversed(lines))}\n")


def _is_short(path: Path) -> bool:
    return not path.exists() or path.stat().st_size < _LONGEST_LOG
