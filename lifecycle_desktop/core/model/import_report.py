"""What an import does, before and after: the owner's choices, each row's fate with its reason, and the counts."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, overload

from lifecycle_desktop.core.i18n import _, mark, ngettext
from lifecycle_desktop.core.model.draft import RowProblem

NEW, UPDATED, UNCHANGED, DUPLICATE, SKIPPED, FAILED = (
    "new",
    "updated",
    "unchanged",
    "duplicate",
    "skipped",
    "failed",
)
FATES = (NEW, UPDATED, UNCHANGED, DUPLICATE, SKIPPED, FAILED)

MAYBE = 8  # added to the number of a fate in `FATES`
_NOBODY = -1
_CODES = {
    (fate, is_maybe): n + MAYBE * is_maybe for n, fate in enumerate(FATES) for is_maybe in (False, True)
}
_FATES = {code: fate for (fate, _is_maybe), code in _CODES.items()}
_PROBLEMS = {
    "identity": mark("no name, e-mail address or phone number"),
    "email": mark("“{column}” is not an e-mail address"),
    "date": mark("“{column}” is a day that does not exist"),
    "long": mark("a name of more than 20,000 characters"),
    "lead": mark("no name, e-mail address or phone number of a lead was found in the mail"),
    "calendar": mark("the entry that begins on line {column} cannot be read"),
    "vcard_line": mark("line {column} of the file is no line of a vCard"),
    "vcard_end": mark("the card that begins on line {column} has no end"),
    "vcard_outside": mark("the text on line {column} is not within a card"),
    "vcard_long": mark("the card that begins on line {column} is too large or nested too deeply"),
    "vcard_group": mark("“{column}” is a group of people who are not in this file"),
}


class RowDecision(NamedTuple):
    """What the owner decided of one row: `fate` is NEW (a person of their own) or UPDATED (goes into `contact_id`).

    `first` names what the file's value of shows first; the value that was here is then kept beside. Its words
    are those of `import_held.CHOOSABLE`.
    """

    fate: str
    contact_id: int | None = None
    first: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ImportPolicy:
    """What the owner chose.

    `region` is the country of phone numbers without a +. `skip_lines` are rows that were unticked.
    Rows that may be somebody who is there already come in as new ones unless `skip_maybe`; Google's
    mere mail correspondents come in with a tag unless `skip_correspondents`. `decisions` are about single rows,
    by their line; one for a contact that is gone is passed over.
    """

    region: str = "US"
    skip_lines: frozenset[int] = frozenset()
    skip_maybe: bool = False
    skip_correspondents: bool = False
    decisions: Mapping[int, RowDecision] = field(default_factory=dict)


class RowFate(NamedTuple):
    """What becomes of a row: a word of `FATES`, and why in words where there is something to say.

    `contact_id` is the contact it goes into or is like; `is_maybe` marks a row that may be somebody
    who is there already; `problem` tells what of a row that failed is at fault.
    """

    line: int
    fate: str
    name: str = ""
    reason: str = ""
    contact_id: int | None = None
    is_maybe: bool = False
    problem: RowProblem | None = None


@dataclass
class ImportCounts:
    """How many rows met which fate; `maybe` are those of the new ones that may be duplicates."""

    rows: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicate: int = 0
    skipped: int = 0
    failed: int = 0
    maybe: int = 0

    def add(self, fates: Sequence[RowFate]) -> None:
        """Count rows."""
        self.rows += len(fates)
        for (fate, is_maybe), count in Counter([(row.fate, row.is_maybe) for row in fates]).items():
            setattr(self, fate, getattr(self, fate) + count)
            self.maybe += count if is_maybe and fate == NEW else 0

    @property
    def changes(self) -> int:
        """Rows that make a difference to the database."""
        return self.new + self.updated

    @property
    def sentence(self) -> str:
        """The counts in one sentence."""
        return _(
            "{rows}: {new} new, {updated} updated, {unchanged} unchanged, {duplicate} duplicates, "
            "{skipped} skipped, {failed} failed."
        ).format(
            rows=ngettext("{n} row", "{n} rows", self.rows).format(n=self.rows),
            new=self.new,
            updated=self.updated,
            unchanged=self.unchanged,
            duplicate=self.duplicate,
            skipped=self.skipped,
            failed=self.failed,
        )


class PackedFates(Sequence[RowFate]):
    """A list of `RowFate` that holds no tuples; each is made when it is asked for.

    A hundred thousand tuples would make Python look for cycles for a tenth of a second, again and again.

    `lines` are the lines in order, `codes` a byte for each fate: its number in `FATES`, and `MAYBE` where it may be
    somebody who is there. `contact_ids` holds -1 for none.
    """

    def __init__(self, fates: Iterable[RowFate] = ()) -> None:
        self.lines: list[int] = []
        self.codes = bytearray()
        self.contact_ids = array("q")
        self._names: list[str] = []
        self._reasons: list[str] = []
        self._problems: dict[int, RowProblem] = {}  # by place
        self.extend(fates)

    def extend(self, fates: Iterable[RowFate]) -> None:
        """Add fates at the end."""
        for line, fate, name, reason, contact_id, is_maybe, problem in fates:
            if problem is not None:
                self._problems[len(self.lines)] = problem
            self.lines.append(line)
            self.codes.append(_CODES[fate, is_maybe])
            self.contact_ids.append(_NOBODY if contact_id is None else contact_id)
            self._names.append(name)
            self._reasons.append(reason)

    def append(self, fate: RowFate) -> None:
        """Add one at the end."""
        self.extend((fate,))

    def __len__(self) -> int:
        return len(self.lines)

    def __iter__(self) -> Iterator[RowFate]:
        return map(self.__getitem__, range(len(self.lines)))

    @overload
    def __getitem__(self, place: int) -> RowFate: ...
    @overload
    def __getitem__(self, place: slice) -> list[RowFate]: ...
    def __getitem__(self, place: int | slice) -> RowFate | list[RowFate]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        if place < 0:
            place += len(self)
        code, contact_id = self.codes[place], self.contact_ids[place]
        return RowFate(
            self.lines[place], _FATES[code], self._names[place], self._reasons[place],
            None if contact_id == _NOBODY else contact_id, code >= MAYBE, self._problems.get(place),
        )  # fmt: skip

    def __setitem__(self, place: int, fate: RowFate) -> None:
        self.lines[place] = fate.line
        self.codes[place] = _CODES[fate.fate, fate.is_maybe]
        self.contact_ids[place] = _NOBODY if fate.contact_id is None else fate.contact_id
        self._names[place], self._reasons[place] = fate.name, fate.reason
        self._problems.pop(place, None)
        if fate.problem is not None:
            self._problems[place] = fate.problem


@dataclass
class ImportPreview:
    """What an import would do: every row's fate, in the file's order."""

    counts: ImportCounts = field(default_factory=ImportCounts)
    rows: list[RowFate] | PackedFates = field(default_factory=list)


@dataclass
class ImportReport:
    """What an import did. `told` holds the rows there is something to say of: failed, skipped, maybe."""

    counts: ImportCounts = field(default_factory=ImportCounts)
    told: list[RowFate] | PackedFates = field(default_factory=list)
    first_id: int = 0
    last_id: int = -1

    @property
    def failed(self) -> dict[int, str]:
        """Line and reason of each row that failed."""
        return {row.line: row.reason for row in self.told if row.fate == FAILED}


def problem_text(kind: str, column: str) -> str:
    """Why a row cannot be taken, in words."""
    return _(_PROBLEMS[kind]).format(column=column)
