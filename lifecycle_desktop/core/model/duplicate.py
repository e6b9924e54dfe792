"""Two contacts who may be one person: what speaks for it, with points that add up to a score people can follow."""

from __future__ import annotations

from dataclasses import dataclass

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.likeness import (
    MAYBE,
    SURE,
    Likely,
    NameKey,
    is_shared_inbox,
    likeness,
    similar_names,
)

MOST_POINTS = 100


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing the two share, and what it counts."""

    words: str
    points: int


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two contacts who surely or maybe are one person; `one_id` is the smaller number."""

    one_id: int
    other_id: int
    verdict: str
    reason: str
    evidence: tuple[Evidence, ...]

    @property
    def is_sure(self) -> bool:
        """Whether they surely are the same person."""
        return self.verdict == SURE

    @property
    def score(self) -> int:
        """How much speaks for it, of a hundred."""
        return min(MOST_POINTS, sum(each.points for each in self.evidence))


def compared(one_id: int, one: Likely, other_id: int, other: Likely) -> Duplicate | None:
    """The two as a possible duplicate; None where nothing speaks for it.

    The verdict is that of `likeness`, which an import uses too. The points explain it: an own address 50, an
    inbox that may be shared 15, a number 40; the same name 30, a similar one 20; the same address 20, firm 10.
    """
    found = likeness(one, other)
    if found.verdict not in (SURE, MAYBE):
        return None
    evidence = tuple(_evidence(one, other))
    first, second = sorted((one_id, other_id))
    return Duplicate(first, second, found.verdict, found.reason, evidence)


def _evidence(one: Likely, other: Likely) -> list[Evidence]:
    found = []
    emails = sorted(email for email in one.emails if email in other.emails)
    if emails:
        shared = all(is_shared_inbox(email) for email in emails)
        words = _("Same e-mail, perhaps shared: {email}") if shared else _("Same e-mail: {email}")
        found.append(Evidence(words.format(email=emails[0]), 15 if shared else 50))
    phones = sorted(phone for phone in one.phones if phone in other.phones)
    if phones:
        found.append(Evidence(_("Same phone: {phone}").format(phone=phones[0]), 40))
    found += _name_evidence(one.name, other.name)
    if any(address in other.addresses for address in one.addresses):
        found.append(Evidence(_("Same address"), 20))
    if one.company and one.company == other.company:
        found.append(Evidence(_("Same company"), 10))
    return found


def _name_evidence(one: NameKey, other: NameKey) -> list[Evidence]:
    if not one.whole or not other.whole:
        return []
    if one.whole == other.whole:
        return [Evidence(_("Same name"), 30)]
    return [Evidence(_("Similar name"), 20)] if similar_names(one, other) else []
