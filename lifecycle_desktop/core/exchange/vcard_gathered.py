"""What is gathered from a card on the way to a person, and how names that contradict each other are settled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.exchange import vcard_words as known
from lifecycle_desktop.core.exchange.names import split_name
from lifecycle_desktop.core.exchange.vcard import Property, plain
from lifecycle_desktop.core.exchange.vcard_addresses import CardAddresses
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.calendar_entry import own_row
from lifecycle_desktop.core.model.draft import ContactDraft, KeyDate, Picture, RowProblem
from lifecycle_desktop.core.model.person_text import fold, looks_like_firm, words
from lifecycle_desktop.core.model.plain_text import many_lines, one_line

Pair = tuple[str, str]


class Others(NamedTuple):
    """What other cards of the file say of somebody: tags by UID or address, and names by UID."""

    tags: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]


class GatheredCard:
    """The values of one card, as they are met."""

    def __init__(self, told: list[Property], others: Others, cut: set[int]) -> None:
        self._told = told
        self._others = others
        self._cut = cut
        self._labels = {
            each.head.group: known.apple_label(plain(each.value)) for each in told if each.name == "X-ABLABEL"
        }
        self._name: list[str] = []
        self._full = ""
        self._one: dict[str, str] = {}
        self._phonetic = ["", "", ""]
        self._emails: list[tuple[bool, Pair]] = []
        self._phones: list[tuple[bool, Pair]] = []
        self._addresses = CardAddresses()
        self._dates: list[KeyDate] = []
        self._links: list[Pair] = []
        self._relations: list[Pair] = []
        self._tags: dict[str, str] = {}
        self._notes: list[str] = []
        self._own: list[Pair] = []
        self._permissions: list[Pair] = []
        self._pictures: dict[bytes, Picture] = {}
        self._problems: list[RowProblem] = []
        self._remarks: list[str] = []
        self._uid = ""
        self._is_ours = any(each.name == "X-LD-VERSION" for each in told)
        self._is_firm = any(
            each.name == "X-ABSHOWAS" and each.value.strip().upper() == "COMPANY" for each in told
        ) or any(
            each.name == "KIND" and each.value.strip().lower() in ("org", "organization") for each in told
        )

    def _gathered(self, line: int) -> ContactDraft:
        """The person, when all properties are read."""
        self._keep_lone_labels()
        if "next_step_on" not in self._one:
            self._keep(_("Next step"), self._one.pop("next_step", ""))
        prefix, first, middle, last, suffix, full, company = self._settled_names()
        for key in (self._uid, *(email for _is_first, (_label, email) in self._emails)):
            for tag in self._others.tags.get(key.lower(), ()) if key else ():
                self._tags.setdefault(fold(tag), tag)
        one = self._one
        return ContactDraft(
            line, prefix, first, middle, last, suffix, full, one.get("nickname", ""),
            one.get("phonetic") or " ".join(" ".join(self._phonetic).split()), company,
            one.get("department", ""), one.get("job_title", ""),
            emails=_preferred(self._emails), phones=_preferred(self._phones),
            addresses=self._addresses.settled(is_whole=self._is_ours),
            dates=tuple(dict.fromkeys(self._dates)), links=tuple(dict.fromkeys(self._links)),
            relations=tuple(self._relations), tags=tuple(self._tags.values()), note="\n\n".join(self._notes),
            own=tuple(self._own), source=one.get("source", ""), stage=one.get("stage", ""),
            temperature=one.get("temperature", ""), last_contact=one.get("last_contact", ""),
            next_step=one.get("next_step", ""), next_step_on=one.get("next_step_on", ""),
            referred_by=one.get("referred_by", ""), permissions=tuple(self._permissions),
            problems=tuple(self._problems), is_distinct=self._is_ours, want=one.get("want", ""),
            pictures=tuple(self._pictures.values()), remark="; ".join(self._remarks),
            uid=self._uid if own_row(self._uid) else "",
        )  # fmt: skip

    def _settled_names(self) -> tuple[str, str, str, str, str, str, str]:
        last, first, middle, prefix, suffix = self._name or [""] * 5
        full, company = self._full, self._one.get("company", "")
        if self._is_ours:
            return prefix, first, middle, last, suffix, full, company
        if self._is_firm:
            return prefix, first, middle, last, suffix, company or full, company or full
        if first or last or middle:
            told = {*words(f"{prefix} {first} {middle} {last} {suffix}")}
            if set(words(full)) <= told or full == company:
                full = ""
            return prefix, first, middle, last, suffix, full, company
        if not full:
            return prefix, first, middle, last, suffix, company, company
        if full == company or (not company and looks_like_firm(full)):
            return prefix, "", "", "", suffix, full, full
        split = split_name(full)
        return (
            prefix or split.prefix,
            split.first,
            split.middle,
            split.last,
            suffix or split.suffix,
            full,
            company,
        )

    def _keep_lone_labels(self) -> None:
        """A label of a group in which nothing else stands is kept as it is."""
        used = {each.head.group for each in self._told if each.name not in ("X-ABLABEL", "X-ABADR")}
        for group, label in self._labels.items():
            if group not in used and label:
                self._keep("X-ABLABEL", label)

    def _of_group(self, each: Property, name: str) -> list[Property]:
        if not each.head.group:
            return []
        return [other for other in self._told if other.name == name and other.head.group == each.head.group]

    def _label_of(self, each: Property) -> str:
        found = self._labels.get(each.head.group, "") if each.head.group else ""
        return self._line(found or known.label_of_types(each.head.types))

    def _keep(self, name: str, value: str) -> None:
        if value:
            self._own.append((self._line(name), value))

    def _line(self, text: str) -> str:
        try:
            return one_line(text)
        except NotUnderstood:
            self._problems.append(RowProblem("long"))
            return text[:100]

    def _text(self, value: str) -> str:
        try:
            return many_lines(plain(value))
        except NotUnderstood:
            self._problems.append(RowProblem("long"))
            return ""


def _preferred(pairs: list[tuple[bool, Pair]]) -> tuple[Pair, ...]:
    """What is preferred first, else in the card's order."""
    return tuple(pair for _is_first, pair in sorted(pairs, key=lambda each: not each[0]))
