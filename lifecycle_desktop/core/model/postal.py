"""Who a piece of mail is for: one person, one firm, or a household that shares one letter and one label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.draft import Address
from lifecycle_desktop.core.model.person_text import fold

NO_ADDRESS = Address()


class MailBar(StrEnum):
    """Why somebody gets no mail, whatever the list says."""

    NONE = ""
    DO_NOT_CONTACT = "do_not_contact"
    REFUSED = "refused"

    @property
    def words(self) -> str:
        """The reason for people; empty for none."""
        return {
            "": "",
            "do_not_contact": _("marked “do not contact”"),
            "refused": _("refused letters"),
        }[self.value]


class Household(NamedTuple):
    """A household as mail needs it; `salutation` is the whole line a letter begins with, without its comma."""

    household_id: int
    name: str
    salutation: str = ""


@dataclass(frozen=True, slots=True)
class MailPerson:
    """One contact as mail needs them. `more` holds further merge fields by name."""

    contact_id: int
    display_name: str
    first_name: str = ""
    last_name: str = ""
    company: str = ""
    is_firm: bool = False
    language: str = ""
    household_id: int | None = None
    address: Address = NO_ADDRESS
    bar: MailBar = MailBar.NONE
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who one piece of mail is for: the people it is logged with, the name on it, and by what they are greeted.

    `own_salutation` is the whole line that the owner wants on top of a letter; empty where they said none.
    """

    contact_ids: tuple[int, ...]
    name: str
    greeted: tuple[str, ...]  # first names, else names; nobody's of a firm
    own_salutation: str
    last_name: str
    company: str
    language: str
    address: Address
    bar: MailBar = MailBar.NONE
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def contact_id(self) -> int:
        """The first of the people: whose page is opened to mend the address."""
        return self.contact_ids[0]

    def salutation(self, language: str) -> str:
        """The line a letter in that language begins with, without its comma: "Dear Ann and Bob"."""
        words = _words(language)
        if self.own_salutation:
            return self.own_salutation
        return words.greeting.format(names=words.listed(self.greeted)) if self.greeted else words.no_name

    def first_names(self, language: str) -> str:
        """The first names as a letter in that language lists them: "Ann and Bob"."""
        return _words(language).listed(self.greeted)


def recipients(
    people: Iterable[MailPerson],
    households: Mapping[int, Household],
    *,
    by_household: bool = True,
    language: str = "en",
) -> list[Recipient]:
    """The people as recipients, in their order; those of a household together, where the first of them stands.

    Who gets no mail is not named on their household's piece; alone they stay in the list with the reason.
    `language` is spoken with those of whom none is known.
    """
    groups: dict[tuple[str, int], list[MailPerson]] = {}
    for person in people:
        shared = by_household and not person.is_firm and not person.bar and person.household_id in households
        key = ("household", person.household_id or 0) if shared else ("contact", person.contact_id)
        groups.setdefault(key, []).append(person)
    return [
        _recipient(members, households.get(number) if kind == "household" else None, language)
        for (kind, number), members in groups.items()
    ]


def by_postal_code(found: Iterable[Recipient]) -> list[Recipient]:
    """The recipients by country, postal code, street and name: the order in which the post takes a bundle."""
    return sorted(
        found,
        key=lambda each: (
            fold(each.address.country),
            "".join(each.address.postal_code.split()).upper(),
            fold(each.address.street),
            fold(each.name),
        ),
    )


def _recipient(members: Sequence[MailPerson], household: Household | None, language: str) -> Recipient:
    first = members[0]
    spoken = (first.language or language).replace("-", "_").split("_")[0].lower()
    address = next((each.address for each in members if each.address != NO_ADDRESS), NO_ADDRESS)
    return Recipient(
        contact_ids=tuple(each.contact_id for each in members),
        name=_label_name(members, household, _words(spoken)),
        greeted=() if first.is_firm else tuple(each.first_name or each.display_name for each in members),
        own_salutation=household.salutation.strip(" ,:") if household is not None else "",
        last_name=first.last_name,
        company=first.company,
        language=spoken,
        address=address,
        bar=first.bar,
        more=first.more,
    )


def _label_name(members: Sequence[MailPerson], household: Household | None, words: _MailWords) -> str:
    """The name of a household's people as a label tells it: together where they share the last name."""
    names = [each.display_name for each in members]
    if len(members) == 1:
        return names[0]
    last = members[0].last_name
    shared = bool(last) and all(fold(each.last_name) == fold(last) and each.first_name for each in members)
    if shared and len(members) == 2:
        return f"{words.listed([each.first_name for each in members])} {last}"
    if shared or (household is not None and len(members) > 2):
        family = last if shared or household is None else household.name
        return words.family.format(name=family)
    return words.listed(names)


class _MailWords(NamedTuple):
    """The words of a language that stand in names and greetings."""

    greeting: str
    no_name: str
    family: str
    conjunction: str
    before_i: str  # the conjunction before a name that begins with the sound of i

    def listed(self, names: Sequence[str]) -> str:
        """Names one after the other: "Ann", "Ann and Bob", "Ann, Bob and Cy"."""
        if len(names) < 2:
            return "".join(names)
        sound = fold(names[-1]).removeprefix("h")
        joining = (
            self.before_i if sound.startswith(("i", "y")) and sound[1:2] not in "aeou" else self.conjunction
        )
        return f"{', '.join(names[:-1])} {joining} {names[-1]}"


# Letters are written in the language of those who read them, not in that of the program. Spanish greets without
# telling women from men, since a first name does not say it.
_WORDS = {
    "en": _MailWords("Dear {names}", "Hello", "The {name} family", "and", "and"),
    "es": _MailWords("Hola, {names}", "Hola", "Familia {name}", "y", "e"),
}


def _words(language: str) -> _MailWords:
    return _WORDS.get(language, _WORDS["en"])
