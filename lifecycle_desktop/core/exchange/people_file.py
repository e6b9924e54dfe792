"""What every kind of file of people can do: name itself, give its people, save what failed in its own form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Protocol

from lifecycle_desktop.core.files import written_whole
from lifecycle_desktop.core.model.draft import ContactDraft


class PeopleFile(Protocol):
    """A file of people that has been recognised."""

    @property
    def path(self) -> Path:
        """Where it is."""
        ...

    @property
    def name(self) -> str:
        """Its name, as reports and the journal tell it."""
        ...

    @property
    def format(self) -> str:
        """The key of its kind, such as "google" or "vcard"."""
        ...

    @property
    def title(self) -> str:
        """The kind in words."""
        ...

    @property
    def lines(self) -> int:
        """About how many lines or rows there are, in the numbers that drafts carry: for progress."""
        ...

    @property
    def written(self) -> str:
        """How it is written, in words: "UTF-8, comma"."""
        ...

    @property
    def kept_as_own(self) -> tuple[str, ...]:
        """Headings of columns that become own fields."""
        ...

    @property
    def left_out(self) -> tuple[str, ...]:
        """Headings of columns that are never taken."""
        ...

    @property
    def failed_ending(self) -> str:
        """The ending of a file of what failed: it is written in the form of this file."""
        ...

    def drafts(self) -> Iterator[ContactDraft]:
        """Its people, in the file's order; reads the file anew each time."""
        ...

    def write_failed(self, reasons: Mapping[int, str], stream: IO[bytes]) -> int:
        """Write those that begin on these lines, each with the reason, in the file's own form; how many."""
        ...


def save_failed(file: PeopleFile, reasons: Mapping[int, str], path: Path) -> int:
    """Save what failed as a file, whole or not at all; how many."""
    with written_whole(path) as stream:
        return file.write_failed(reasons, stream)
