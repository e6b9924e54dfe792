"""What a smart list asks for: conditions on the fields of a contact, in groups of which all or any must hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from dataclasses import field as kept
from typing import Literal

Value = str | int
How = Literal["all", "any"]

MOST_PARTS = 200
DEEPEST = 6
MOST_VALUES = 500
LONGEST_VALUE = 10_000  # letters
MOST_DAYS = 36_500


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must be so of a contact: `field` of `filter_fields.FIELDS`, one of its operators, values.

    Values are texts, ISO days, numbers, minor units of money, or the row ids and keys of what was chosen.
    `names` is what those rows were called when they were chosen, and `title` what an own field was called:
    they tell what is meant when it is gone, and two conditions that differ in them alone are equal.
    """

    field: str
    operator: str
    values: tuple[Value, ...] = ()
    names: tuple[str, ...] = kept(default=(), compare=False)
    title: str = kept(default="", compare=False)

    @property
    def key(self) -> str:
        """The field without the row it is about: "own" for "own:12"."""
        return self.field.partition(":")[0]

    @property
    def row_id(self) -> int:
        """The row that the field is about: 12 for "own:12"; 0 for none."""
        about = self.field.partition(":")[2]
        return int(about) if about.isascii() and about.isdigit() and len(about) < 19 else 0

    def name_of(self, value: Value) -> str:
        """What a chosen value was called when it was chosen; empty where nobody wrote it down."""
        place = self.values.index(value) if value in self.values else len(self.names)
        return self.names[place] if place < len(self.names) else ""


@dataclass(frozen=True, slots=True)
class Group:
    """Parts of which all, or any one, must hold. A group without parts holds for everybody."""

    how: How = "all"
    parts: tuple[Part, ...] = ()

    def conditions(self) -> Iterator[Condition]:
        """Every condition in it, however deep."""
        for part in self.parts:
            if isinstance(part, Group):
                yield from part.conditions()
            else:
                yield part

    def asks(self, key: str) -> bool:
        """Whether any condition is about that field."""
        return any(condition.key == key for condition in self.conditions())

    def without(self, part: Part) -> Group:
        """The group less one of its own parts."""
        return replace(self, parts=tuple(other for other in self.parts if other != part))

    def with_part(self, part: Part, *, instead_of: Part | None = None) -> Group:
        """The group with one more part, or one in the place of another."""
        if instead_of is not None and instead_of in self.parts:
            return replace(
                self, parts=tuple(part if other == instead_of else other for other in self.parts)
            ).plain()
        return replace(self, parts=(*(other for other in self.parts if other != part), part)).plain()

    def plain(self) -> Group:
        """The same with nothing needless in it: no empty group, no group of one, none inside its like."""
        found: list[Part] = []
        for part in self.parts:
            inner: Part = part
            if isinstance(inner, Group):
                inner = inner.plain()
                if len(inner.parts) == 1:
                    inner = inner.parts[0]
            if isinstance(inner, Condition):
                found.append(inner)
            elif inner.how == self.how:
                found += inner.parts
            elif inner.parts:
                found.append(inner)
        once = tuple(dict.fromkeys(found))
        return Group(self.how, once)


Part = Condition | Group

EVERYBODY = Group()
NO_NEXT_STEP = Condition("next_step", "none")
SLIPPING = Condition("slipping", "yes")
IN_TRASH = Condition("trash", "yes")


def all_of(*parts: Part) -> Group:
    """Everything must hold."""
    return Group("all", parts)


def any_of(*parts: Part) -> Group:
    """One must hold."""
    return Group("any", parts)


@dataclass(frozen=True, slots=True)
class ContactFilter:
    """Which contacts a list shows: what is typed, and a group of conditions. Empty: everybody not set aside.

    Who is set aside or in the trash is shown only when a condition asks for it. The outermost group is always
    one of which all parts must hold: each part is a chip.
    """

    text: str = ""
    group: Group = EVERYBODY

    @classmethod
    def of(cls, *parts: Part, text: str = "") -> ContactFilter:
        """All these must hold."""
        return cls(text, all_of(*parts).plain())

    @property
    def in_trash(self) -> bool:
        """Whether it shows people in the trash."""
        return IN_TRASH in self.group.parts

    def __bool__(self) -> bool:
        return self != ContactFilter()

    def wanting(self, group: Group) -> ContactFilter:
        """The same with another group; one of which any may hold becomes a part of its own."""
        outer = group if group.how == "all" else all_of(group)
        return replace(self, group=outer.plain())
