"""What a column of a file can go to, by name, and the mapping that comes of a choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from lifecycle_desktop.core.exchange.mapping import ColumnMapping, Target
from lifecycle_desktop.core.i18n import _, mark
from lifecycle_desktop.core.model.draft import ContactDraft

LEFT_OUT, OWN = "left_out", "own"
_ADDRESS = frozenset(
    {"street", "street2", "street3", "extended", "po_box", "city", "region", "postal_code", "country"}
)
_SEVERAL = frozenset({"email", "phone", "link", "date", "relation", "permission"})
_IDENTITY = frozenset({"full", "first", "last", "email", "phone", "nickname", "company"})

# Key of a choice and its title; the key is a target, with its label behind "=" where it has a fixed one.
_CHOICES = (
    ("full", mark("Name")),
    ("first", mark("First name")),
    ("middle", mark("Middle name")),
    ("last", mark("Last name")),
    ("prefix", mark("Title before the name")),
    ("suffix", mark("Suffix after the name")),
    ("nickname", mark("Nickname")),
    ("email", mark("Email")),
    ("email=Work", mark("Work email")),
    ("phone", mark("Phone")),
    ("phone=Mobile", mark("Mobile phone")),
    ("phone=Work", mark("Work phone")),
    ("phone=Home", mark("Home phone")),
    ("street", mark("Address")),
    ("street2", mark("Address, second line")),
    ("city", mark("City")),
    ("region", mark("State or region")),
    ("postal_code", mark("Postal code")),
    ("country", mark("Country")),
    ("formatted", mark("Whole address in one cell")),
    ("company", mark("Company")),
    ("job_title", mark("Job title")),
    ("department", mark("Department")),
    ("stage", mark("Stage")),
    ("temperature", mark("Temperature")),
    ("source", mark("Source")),
    ("tags", mark("Tags")),
    ("note", mark("Note")),
    ("want", mark("Looking for")),
    ("last_contact", mark("Last touch")),
    ("next_step", mark("Next step")),
    ("next_step_on", mark("Next step, its day")),
    ("referred_by", mark("Referred by")),
    ("date=birthday", mark("Birthday")),
    ("date=anniversary", mark("Anniversary")),
    ("date=closing", mark("Closing date")),
    ("link", mark("Website")),
    ("relation=spouse", mark("Spouse or partner")),
    ("permission=call", mark("Permission to call")),
    ("permission=text", mark("Permission to text")),
    ("permission=email", mark("Permission to email")),
    ("permission=letter", mark("Permission to write letters")),
    (OWN, mark("A field of your own")),
    (LEFT_OUT, mark("Do not import")),
)
_OTHERS = {
    "email_label": mark("Label of an email"), "email_type": mark("Kind of an email"),
    "email_name": mark("Name beside an email"), "phone_label": mark("Label of a phone"),
    "link_label": mark("Label of a website"), "date_label": mark("Label of a date"), "date": mark("Date"),
    "relation": mark("Relation"), "relation_label": mark("Label of a relation"),
    "own_label": mark("Name of an own field"),
    "address_label": mark("Label of an address"), "street3": mark("Address, third line"),
    "extended": mark("Address, more"), "po_box": mark("PO box"), "phonetic": mark("Phonetic name"),
    "file_as": mark("Filed as"), "initials": mark("Initials"), "permission": mark("Permission"),
    "ours": mark("For this program only"),
}  # fmt: skip


class TargetChoice(NamedTuple):
    """One thing that a column can go to: its key, and its title for people."""

    key: str
    title: str


def target_choices() -> list[TargetChoice]:
    """Everything that can be chosen for a column, in the order of a person's page."""
    return [TargetChoice(key, _(title)) for key, title in _CHOICES]


def choice_of(target: Target) -> TargetChoice:
    """What a column goes to now, as a choice; kinds of known files that cannot be chosen have a title too."""
    titles = dict(_CHOICES)
    for key in (f"{target.what}={target.label}", target.what):
        if key in titles:
            return TargetChoice(key, _(titles[key]))
    return TargetChoice(target.what, _(_OTHERS.get(target.what, "")) or target.what)


def with_choice(mapping: ColumnMapping, column: int, key: str) -> ColumnMapping:
    """The mapping with a column that goes elsewhere.

    What a person has once moves here: the column that held it before becomes an own field. An address part goes
    to the first address that lacks it; of what there may be several this is one more.
    """
    what, _equals, label = key.partition("=")
    targets = list(mapping.targets)
    others = [target for number, target in enumerate(targets) if number != column]
    if what in (OWN, LEFT_OUT):
        targets[column] = Target(what)
    elif what in _ADDRESS or what == "formatted":
        targets[column] = Target(what, _free(others, what))
    elif what in _SEVERAL:
        targets[column] = Target(what, _free(others, what), label)
    else:
        targets = [Target(OWN) if target.what == what and not target.group else target for target in targets]
        targets[column] = Target(what)
    return replace(mapping, targets=tuple(targets))


def says_who(mapping: ColumnMapping) -> bool:
    """Whether some column says who a person is."""
    return any(target.what in _IDENTITY for target in mapping.targets)


def guessed_mapping(heading: tuple[str, ...], sample: Sequence[Sequence[str]]) -> ColumnMapping:
    """A mapping for headings that say nothing: e-mails and phones are known by what stands in the cells."""
    targets = []
    found: list[Target] = []
    for number in range(len(heading)):
        cells = [row[number].strip() for row in sample if number < len(row) and row[number].strip()]
        what = OWN
        if cells and sum("@" in cell for cell in cells) > 0.6 * len(cells):
            what = "email"
        elif cells and sum(_is_phone(cell) for cell in cells) > 0.8 * len(cells):
            what = "phone"
        target = Target(what) if what == OWN else Target(what, _free(found, what))
        targets.append(target)
        found.append(target)
    return ColumnMapping("generic", heading, tuple(targets))


def draft_lines(draft: ContactDraft) -> list[tuple[str, str, str]]:
    """What a draft tells besides its name, stage and temperature: (icon, title, text), in the order of a page."""
    lines = [("phone", _("Phone"), text) for _label, text in draft.phones]
    lines += [("mail", _("Email"), text) for _label, text in draft.emails]
    lines += [("map-pin", _("Address"), _address(address)) for address in draft.addresses]
    if draft.company and draft.company != draft.name:
        lines.append(("building-2", _("Company"), ", ".join(filter(None, (draft.job_title, draft.company)))))
    elif draft.job_title:
        lines.append(("briefcase", _("Job title"), draft.job_title))
    if draft.last_contact:
        lines.append(("clock", _("Last touch"), draft.last_contact))
    if draft.next_step_on:
        lines.append(("calendar", _("Next step"), f"{draft.next_step_on} {draft.next_step}".strip()))
    for date in draft.dates:
        day = (
            f"{date.year:04d}-{date.month:02d}-{date.day:02d}"
            if date.year
            else f"--{date.month:02d}-{date.day:02d}"
        )
        lines.append(("cake", date.kind.capitalize(), day))
    lines += [("link", _("Website"), url) for _label, url in draft.links]
    if draft.tags:
        lines.append(("tags", _("Tags"), ", ".join(draft.tags)))
    lines += [("users", kind.capitalize(), name) for kind, name in draft.relations]
    if draft.referred_by:
        lines.append(("heart", _("Referred by"), draft.referred_by))
    if draft.want:
        lines.append(("search", _("Looking for"), draft.want))
    if draft.note:
        lines.append(("pencil", _("Note"), draft.note))
    lines += [("notebook", name, value) for name, value in draft.own]
    return lines


def _address(address: tuple[str, ...]) -> str:
    return ", ".join(" ".join(part.split()) for part in address[1:] if part)


def _free(targets: Sequence[Target], what: str) -> int:
    """The first group that has no such target yet."""
    taken = {target.group for target in targets if target.what == what}
    return next(number for number in range(1, len(targets) + 2) if number not in taken)


def _is_phone(text: str) -> bool:
    digits = sum(letter.isdigit() for letter in text)
    return 7 <= digits <= 15 and all(letter.isdigit() or letter in "+-(). /" for letter in text)
