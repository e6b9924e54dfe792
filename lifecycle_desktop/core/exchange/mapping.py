"""What each column of a file holds: targets by heading, and the drafts that come of the rows.

A target is written "what", "what:group" or "what:group=label": "email:2=Work" is the second
address, labelled Work; "street:1=Home" and "city:1=Home" belong to one address; "note:2=Message" goes
under the note with its label, and "own=Word" is an own field of that name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.person_text import fold

SINGLE = (
    "prefix", "first", "middle", "last", "suffix", "full", "nickname", "company", "department", "job_title", "note",
    "tags", "source", "stage", "temperature", "last_contact", "next_step", "next_step_on", "referred_by", "want",
)  # fmt: skip
NAMES = 10  # the first so many of them are names: one line of text each
ADDRESS = (
    "address_label", "street", "street2", "street3", "extended", "po_box", "city", "region", "postal_code", "country",
    "formatted",
)  # fmt: skip
GROUPED = (
    "email", "email_label", "email_type", "email_name", "phone", "phone_label", "link", "link_label", "date",
    "date_label", "relation", "relation_label", "own", "own_label", "permission", "phonetic", *ADDRESS,
)  # fmt: skip
ALONE = ("file_as", "initials", "left_out", "ours")
TARGETS = frozenset((*SINGLE, *GROUPED, *ALONE))


class Target(NamedTuple):
    """What a column holds: `what` is one of `TARGETS`; columns of one `group` belong together."""

    what: str
    group: int = 0
    label: str = ""


@dataclass(frozen=True)
class ColumnMapping:
    """How the columns of one kind of file are read.

    `format` is its key ("google", "outlook", "generic" …); `separator` parts several values in a cell;
    `empty` holds, per column, folded values that say nothing; `stage_ranks` what the folded stages of another
    program come to (`facts.Rank`); `guarded` files are our own, whose cells
    carry an apostrophe before what a spreadsheet would run.
    """

    format: str
    heading: tuple[str, ...]
    targets: tuple[Target, ...]
    separator: str = ""
    starred: bool = False
    guarded: bool = False
    empty: Mapping[int, frozenset[str]] = field(default_factory=dict)
    stage_ranks: Mapping[str, str] = field(default_factory=dict)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Headings of columns that are never taken."""
        return tuple(
            name for name, target in zip(self.heading, self.targets, strict=True) if target.what == "left_out"
        )

    @property
    def kept_as_own(self) -> tuple[str, ...]:
        """Headings of columns that nothing of the program fits: they become own fields."""
        return tuple(
            name
            for name, target in zip(self.heading, self.targets, strict=True)
            if target.what == "own" and not target.group
        )

    def changed(self, targets: Mapping[str, str]) -> ColumnMapping:
        """The same with other targets for some headings (`{"Heading": "email:2=Work"}`).

        Raises `FileProblem` for a heading or target that does not exist.
        """
        numbers = {fold(name): number for number, name in enumerate(self.heading)}
        now = list(self.targets)
        for name, text in targets.items():
            number = numbers.get(fold(name))
            if number is None:
                raise FileProblem(_("The file has no column “{name}”.").format(name=name))
            now[number] = target_of(text)
        return replace(self, targets=one_each(now))

    def to_json(self) -> dict[str, Any]:
        """Heading and target of each column, as they are remembered for files of this kind."""
        return {
            "format": self.format,
            "columns": {
                name: target_text(target)
                for name, target in zip(self.heading, self.targets, strict=True)
                if name
            },
        }


def target_of(text: str) -> Target:
    """The target that a text names.

    Raises `FileProblem` when there is none of that name.
    """
    head, _equals, label = text.partition("=")
    what, _colon, group = head.strip().partition(":")
    if what not in TARGETS or (group and not group.isdecimal()):
        raise FileProblem(
            _("There is no target “{text}” for a column.").format(text=text),
            _("Known targets: {names}.").format(names=", ".join(sorted(TARGETS))),
        )
    return Target(what, int(group or 0), label.strip())


def target_text(target: Target) -> str:
    """The text that `target_of` understands."""
    group = f":{target.group}" if target.group else ""
    return f"{target.what}{group}={target.label}" if target.label else f"{target.what}{group}"


def one_each(targets: Iterable[Target]) -> tuple[Target, ...]:
    """Targets in which what a person has once stands once; a second column of the kind becomes an own field."""
    seen: set[tuple[str, int]] = set()
    found = []
    for target in targets:
        key = (target.what, target.group)
        several = target.what in ("left_out", "own") and not target.group
        if key in seen and not several:
            found.append(Target("own"))
        else:
            found.append(target)
            seen.add(key)
    return tuple(found)
