"""What the columns of a table of purchases or activities hold, as their headings say."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from lifecycle_desktop.core.errors import FileProblem
from lifecycle_desktop.core.exchange.cells import FAILED_HEADINGS, is_failed_rows, unguarded
from lifecycle_desktop.core.exchange.generic_contacts import generic_targets
from lifecycle_desktop.core.exchange.mapping import Target, one_each, target_of, target_text
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.person_text import fold, words
from lifecycle_desktop.core.model.told_past import PURCHASES
from lifecycle_desktop.core.paths import resources

# Stands at the end of the heading of our own file of purchases, and numbers the layout.
SIGNATURE = "Lifecycle Desktop purchases 1"
OWN_HEADING = {
    "Lifecycle Desktop id": "contact_id", "Name": "full", "Email": "email:1", "Phone": "phone:1", "Date": "date",
    "Service line": "line", "What": "what", "Price": "price", "Revenue": "revenue", "Costs": "cost",
    "Currency": "currency", "Satisfaction": "satisfaction", "Note": "note",
}  # fmt: skip
KEPT, LEFT_OUT = "kept", "left_out"  # a column that nothing fits is kept in the note, under its heading
TARGETS = {
    PURCHASES: (
        "contact_id", "line", "what", "price", "revenue", "cost", "date", "currency", "satisfaction", "note",
    ),
    "activities": (
        "contact_id", "kind", "date", "time", "direction", "outcome", "text", "minutes", "cost", "currency",
    ),
}  # fmt: skip
_PERSON = frozenset({"prefix", "first", "middle", "last", "suffix", "full", "nickname", "email", "phone"})
_NAMES = frozenset({"full", "first", "last"})
_NOBODY = Target(LEFT_OUT)


@dataclass(frozen=True)
class PastMapping:
    """How a table of one kind is read: per column what it tells of the past, and what of the person.

    `past` holds a word of `TARGETS[kind]`, `KEPT`, `LEFT_OUT`, or an empty text where the column tells of the
    person, as `people` says. `guarded` files are our own, whose amounts are plain decimals.
    """

    kind: str
    heading: tuple[str, ...]
    past: tuple[str, ...]
    people: tuple[Target, ...]
    guarded: bool = False
    is_ours: bool = False

    @property
    def speaks_of_people(self) -> bool:
        """Whether a column says whose a row is."""
        return "contact_id" in self.past or any(target != _NOBODY for target in self.people)

    def column(self, what: str) -> int | None:
        """Where something is told."""
        return self.past.index(what) if what in self.past else None

    def changed(self, targets: Mapping[str, str]) -> PastMapping:
        """The same with other targets for some headings (`{"Heading": "price"}`).

        Raises `FileProblem` for a heading or target that does not exist.
        """
        numbers = {fold(name): number for number, name in enumerate(self.heading)}
        past, people = list(self.past), list(self.people)
        for name, text in targets.items():
            number = numbers.get(fold(name))
            if number is None:
                raise FileProblem(_("The file has no column “{name}”.").format(name=name))
            known = (*TARGETS[self.kind], KEPT, LEFT_OUT)
            plain = text.strip()
            if plain in known:
                past = [KEPT if one == plain and plain in TARGETS[self.kind] else one for one in past]
                past[number], people[number] = plain, _NOBODY
                continue
            target = target_of(text) if plain.partition(":")[0].partition("=")[0] in _PERSON else None
            if target is None:
                raise FileProblem(
                    _("There is no target “{text}” for a column.").format(text=text),
                    _("Known targets: {names}.").format(names=", ".join((*known, *sorted(_PERSON)))),
                )
            if target.what in ("email", "phone") and not target.group:
                target = target._replace(group=1)
            past[number], people[number] = "", target
        return replace(self, past=tuple(past), people=_each_once(people))

    def to_json(self) -> dict[str, Any]:
        """Heading and target of each column, as `changed` takes them."""
        return {
            name: past or target_text(target)
            for name, past, target in zip(self.heading, self.past, self.people, strict=True)
            if name
        }


def is_own_purchases(heading: tuple[str, ...]) -> bool:
    """Whether a heading is that of purchases we wrote."""
    if is_failed_rows(heading):
        heading = heading[: -len(FAILED_HEADINGS)]
    return bool(heading) and heading[-1] == SIGNATURE


def past_mapping(heading: tuple[str, ...], kind: str) -> PastMapping | None:
    """How to read a table with this heading, or None where it tells nothing of the kind or of nobody.

    A file of failed rows is read as the file it came from, less the columns that tell why.
    """
    if is_failed_rows(heading):
        known = past_mapping(tuple(unguarded(name) for name in heading[: -len(FAILED_HEADINGS)]), kind)
        more = len(FAILED_HEADINGS)
        return known and replace(
            known,
            heading=known.heading + FAILED_HEADINGS,
            past=known.past + (LEFT_OUT,) * more,
            people=known.people + (_NOBODY,) * more,
            guarded=True,
        )
    if kind == PURCHASES and is_own_purchases(heading):
        return _own(heading)
    past = [_past_target(name, kind) for name in heading]
    if "what" not in past and "perhaps_what" in past:
        past[past.index("perhaps_what")] = "what"
    past = _first_of_each(["" if one == "perhaps_what" else one for one in past])
    people = generic_targets(heading)
    named = any(target.what in _NAMES for target, told in zip(people, past, strict=True) if not told)
    wanted = _PERSON if named else _PERSON | {"company"}
    for number, target in enumerate(people):
        if past[number] or target.what not in wanted:
            people[number] = _NOBODY
            past[number] = past[number] or KEPT
    found = PastMapping(kind, heading, tuple(past), _each_once(people))
    tells = {"date", "price", "revenue"} if kind == PURCHASES else {"date", "kind"}
    return found if found.speaks_of_people and tells & set(past) else None


def _own(heading: tuple[str, ...]) -> PastMapping:
    texts = [OWN_HEADING.get(name, LEFT_OUT) for name in heading]
    own = (*TARGETS[PURCHASES], LEFT_OUT)
    return PastMapping(
        PURCHASES,
        heading,
        tuple(text if text in own else "" for text in texts),
        tuple(_NOBODY if text in own else target_of(text) for text in texts),
        guarded=True,
        is_ours=True,
    )


def _past_target(name: str, kind: str) -> str:
    return _tables()[kind].get(" ".join(words(name.replace("_", " "))), "")


def _first_of_each(targets: list[str]) -> list[str]:
    """A second column of the same is kept under its heading."""
    seen: set[str] = set()
    found = []
    for target in targets:
        found.append(KEPT if target in seen else target)
        seen |= {target} - {""}
    return found


def _each_once(people: list[Target]) -> tuple[Target, ...]:
    return tuple(target if target.what != "own" else _NOBODY for target in one_each(people))


@functools.cache
def past_words() -> dict[str, dict[str, list[str]]]:
    """The words of `resources/formats/past.toml`."""
    return tomllib.loads(resources("formats", "past.toml").read_text(encoding="utf-8"))


@functools.cache
def _tables() -> dict[str, dict[str, str]]:
    told = past_words()
    return {
        kind: {
            text: what for part in ("either", kind) for what, texts in told[part].items() for text in texts
        }
        for kind in TARGETS
    }
