"""The facts about a contact that prove a rung, one order for all lifecycle models."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.rhythm import is_quiet

SETTLED_AFTER_DAYS = 30


class Rank(StrEnum):
    """What a fact proves, from a bare name to an advocate. The values are what lifecycle files hold."""

    NAME = "name"
    REACHABLE = "reachable"
    QUALIFIED = "qualified"
    DIALOGUE = "dialogue"
    SAMPLE = "sample"
    FIRST_PURCHASE = "first_purchase"
    SETTLED = "settled"
    REPEAT = "repeat"
    CROSS = "cross"
    CORE = "core"
    ADVOCATE = "advocate"

    @property
    def place(self) -> int:
        """The rank's place in the order, from 0."""
        return _PLACES[self]


RANKS: tuple[Rank, ...] = tuple(Rank)
_PLACES: dict[Rank, int] = {rank: place for place, rank in enumerate(RANKS)}


@dataclass(frozen=True)
class Facts:
    """What is known of one contact, as far as it decides the rung.

    `service_lines` counts the lines bought in; `repeats_in_two_lines` is true when two lines
    were each bought at least twice; `is_core` is the owner's own word. `rhythm_days` is the
    contact's rhythm of two-way touches in days, `last_two_way_on` the last of them.
    """

    has_name: bool = True
    is_reachable: bool = False
    has_permission: bool = False
    is_qualified: bool = False
    has_two_way_touch: bool = False
    has_sample: bool = False
    purchase_count: int = 0
    first_purchase_on: dt.date | None = None
    service_lines: int = 0
    repeats_in_two_lines: bool = False
    is_core: bool = False
    gave_referral: bool = False
    gave_review: bool = False
    last_two_way_on: dt.date | None = None
    rhythm_days: int | None = None


def proven_rank(facts: Facts, today: dt.date) -> Rank:
    """The highest rank that the facts prove (the table of PRODUCT.md, section 3)."""
    if facts.gave_referral or facts.gave_review:
        return Rank.ADVOCATE
    if facts.is_core or facts.repeats_in_two_lines:
        return Rank.CORE
    if facts.service_lines >= 2:
        return Rank.CROSS
    if facts.purchase_count >= 2:
        return Rank.REPEAT
    if facts.purchase_count == 1:
        return Rank.SETTLED if _is_settled(facts.first_purchase_on, today) else Rank.FIRST_PURCHASE
    if facts.has_sample:
        return Rank.SAMPLE
    if facts.has_two_way_touch:
        return Rank.DIALOGUE
    if facts.is_qualified:
        return Rank.QUALIFIED
    if facts.is_reachable and facts.has_permission:
        return Rank.REACHABLE
    return Rank.NAME


def fact_in_words(facts: Facts, today: dt.date) -> str:
    """The fact behind `proven_rank`, as a reason that a person can check."""
    rank = proven_rank(facts, today)
    if rank is Rank.ADVOCATE:
        if facts.gave_referral and facts.gave_review:
            return _("gave a referral and a review")
        return _("gave a referral") if facts.gave_referral else _("gave a review")
    if rank is Rank.CORE:
        return _("you marked them as core") if facts.is_core else _("repeat purchases in two service lines")
    if rank is Rank.CROSS:
        return ngettext(
            "bought in {n} service line", "bought in {n} service lines", facts.service_lines
        ).format(n=facts.service_lines)
    if rank is Rank.REPEAT:
        return ngettext(
            "{n} purchase in one service line", "{n} purchases in one service line", facts.purchase_count
        ).format(n=facts.purchase_count)
    if rank in (Rank.FIRST_PURCHASE, Rank.SETTLED):
        return _first_purchase_in_words(facts.first_purchase_on, today)
    return {
        Rank.SAMPLE: _("took a consultation, showing or market analysis"),
        Rank.DIALOGUE: _("you have talked both ways"),
        Rank.QUALIFIED: _("the qualification is answered"),
        Rank.REACHABLE: _("reachable, with permission"),
    }.get(rank, _("a name only"))


def is_core_defector(facts: Facts, today: dt.date) -> bool:
    """True for a core customer who has been silent beyond the usual rhythm.

    Core is meant as the owner's word or repeats in two service lines, whatever else the
    person did since. Without a known rhythm or a last touch nobody is called a defector.
    """
    if not (facts.is_core or facts.repeats_in_two_lines):
        return False
    if facts.last_two_way_on is None or facts.rhythm_days is None:
        return False
    return is_quiet((today - facts.last_two_way_on).days, facts.rhythm_days)


def _is_settled(first_purchase_on: dt.date | None, today: dt.date) -> bool:
    return first_purchase_on is None or (today - first_purchase_on).days > SETTLED_AFTER_DAYS


def _first_purchase_in_words(first_purchase_on: dt.date | None, today: dt.date) -> str:
    if first_purchase_on is None:
        return _("one purchase")
    days = (today - first_purchase_on).days
    if days <= 0:
        return _("first purchase today")
    return ngettext("first purchase {n} day ago", "first purchase {n} days ago", days).format(n=days)
