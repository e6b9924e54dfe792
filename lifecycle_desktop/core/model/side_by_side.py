"""Two people side by side, field by field: what each has, whether it differs, and whether the first can be chosen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.draft import Address, ContactDraft
from lifecycle_desktop.core.model.lists import ContactSummary, Reach
from lifecycle_desktop.core.model.person_text import fold


class SideField(NamedTuple):
    """One field of two people. `key` is the word of a choice, empty where nothing is to be chosen."""

    key: str
    title: str
    one: str
    other: str
    differs: bool

    @property
    def can_choose(self) -> bool:
        """Whether both have something to show first."""
        return bool(self.key and self.one and self.other and self.differs)


def fields_of_contacts(one: ContactSummary, other: ContactSummary) -> list[SideField]:
    """Two contacts; where only one can be first (name, firm …) the owner may choose which."""
    return _present(
        _field("name", _("Name"), one.name, other.name),
        _field("", _("Stage"), one.stage.label, other.stage.label),
        _field("", _("Temperature"), _heat(one.temperature), _heat(other.temperature)),
        _field("", _("Phone"), *_texts(one.phones, other.phones)),
        _field("", _("Email"), *_texts(one.emails, other.emails)),
        _field("", _("Address"), *_texts(one.addresses, other.addresses)),
        _field("company", _("Company"), one.company, other.company),
        _field("job_title", _("Job title"), one.job_title, other.job_title),
        _field("want", _("Looking for"), one.want, other.want),
        _field("", _("Source"), one.source, other.source),
        _field("", _("Tags"), ", ".join(one.tags), ", ".join(other.tags)),
        _field("", _("Website"), *_texts(one.links, other.links)),
        _field("", _("Dates"), *(_pairs((day.label, day.text) for day in each.dates) for each in (one, other))),
        _field("", _("Own fields"), _pairs(one.own_values), _pairs(other.own_values)),
        _field("", _("Next step"), *(each.next_step.what if each.next_step else "" for each in (one, other))),
        _field("", _("Permission"), _pairs(one.permissions), _pairs(other.permissions)),
        _field("", _("Note"), one.note, other.note),
    )  # fmt: skip


def fields_of_row(here: ContactSummary, draft: ContactDraft, stage: str) -> list[SideField]:
    """A contact and a row of a file; what both have and can show first may be chosen.

    `stage` is the stage here that the row names; a word that is none becomes a tag, as an import makes it.
    """
    heat = _heat(fold(draft.temperature))
    tags = [*draft.tags, draft.stage] if draft.stage and not stage else draft.tags
    phones, emails = [text for _label, text in draft.phones], [text for _label, text in draft.emails]
    return _present(
        _field("name", _("Name"), here.name, draft.name),
        _reach("phone", _("Phone"), [each.text for each in here.phones], phones),
        _reach("email", _("Email"), [each.text for each in here.emails], emails),
        _field("stage", _("Stage"), here.stage.label, stage),
        _field("temperature", _("Temperature"), _heat(here.temperature), heat),
        _field("", _("Address"), _texts(here.addresses)[0], "\n".join(map(_address, draft.addresses))),
        _field("company", _("Company"), here.company, draft.company),
        _field("job_title", _("Job title"), here.job_title, draft.job_title),
        _field("want", _("Looking for"), here.want, draft.want),
        _field("", _("Source"), here.source, draft.source),
        _field("", _("Tags"), ", ".join(here.tags), ", ".join(tags)),
        _field("", _("Note"), here.note, draft.note),
    )  # fmt: skip


def _field(key: str, title: str, one: str, other: str) -> SideField:
    return SideField(key, title, one, other, fold(one) != fold(other))


def _reach(key: str, title: str, one: list[str], other: list[str]) -> SideField:
    """Ways to be reached: the choice is which stands first; there is none where the file's are here already."""
    known = {_bare(text) for text in one}
    is_new = any(_bare(text) not in known for text in other)
    return SideField(key if is_new else "", title, "\n".join(one), "\n".join(other), is_new)


def _bare(text: str) -> str:
    """A number or address as it is compared at a glance."""
    return fold(text) if "@" in text else "".join(letter for letter in text if letter.isdigit())[-10:]


def _heat(temperature: str) -> str:
    return {"hot": _("Hot"), "warm": _("Warm"), "cold": _("Cold")}.get(temperature, "")


def _texts(*sides: Iterable[Reach]) -> list[str]:
    return ["\n".join(each.text for each in side) for side in sides]


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{name}: {text}" for name, text in pairs)


def _address(address: Address) -> str:
    return ", ".join(" ".join(part.split()) for part in address[1:] if part)


def _present(*fields: SideField) -> list[SideField]:
    return [field for field in fields if field.one or field.other]
