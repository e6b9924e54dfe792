"""The errors a person can meet, each with what happened, what it means and what to do.

Anything that is not a `UserError` is a bug: it is rolled back, logged without
personal data and shown once.
"""

from __future__ import annotations


class UserError(Exception):
    """Something a person can understand and act on.

    `message` says what happened and what it means; `hint` says what to do.
    Neither holds personal data beyond what the person just typed.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class NotFound(UserError):
    """What was asked for is not there, or is not unique."""


class NotUnderstood(UserError):
    """A typed date, stage, rule or option could not be read."""


class FileProblem(UserError):
    """A file cannot be read or written; `line` is the line at fault where one is known."""

    def __init__(self, message: str, hint: str = "", line: int | None = None) -> None:
        super().__init__(message, hint)
        self.line = line


class DatabaseProblem(UserError):
    """The database cannot be used as it stands; nothing was changed."""


class DatabaseMissing(DatabaseProblem):
    """There is no database file at the place given."""


class DatabaseBusy(DatabaseProblem):
    """Another program holds the database."""


class DatabaseForeign(DatabaseProblem):
    """The file is not one of ours."""


class DatabaseTooNew(DatabaseProblem):
    """The file was written by a newer version of this program."""


class DatabaseDamaged(DatabaseProblem):
    """The file is damaged."""


class DatabaseReadOnly(DatabaseProblem):
    """The file or its folder cannot be written to."""


class DiskFull(DatabaseProblem):
    """There is no space left where the file lies."""


class Stopped(UserError):
    """The person pressed Stop; nothing was written."""
