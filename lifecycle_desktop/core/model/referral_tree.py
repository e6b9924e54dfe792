"""Who sent whom over generations, and what those bring who were sent: nobody is counted twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass
class Downstream:
    """What came of the referrals of one contact; amounts by currency in minor units."""

    direct_people: int = 0
    all_people: int = 0
    direct: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    all: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def credited(referrals: Iterable[tuple[str, int, int, int]]) -> dict[int, int]:
    """Who is credited for whom, as sent -> sender, from (day, referral number, sender, sent).

    Somebody sent by several is credited to the first, as the first source is. A referral that would close a
    circle is passed over; it can come in by an import or a merge only.
    """
    sender_of: dict[int, int] = {}
    for _day, _number, sender, sent in sorted(referrals):
        if sent not in sender_of and not _is_above(sender_of, sent, sender):
            sender_of[sent] = sender
    return sender_of


def downstream(
    sender_of: Mapping[int, int], revenue: Mapping[int, Mapping[str, int]]
) -> dict[int, Downstream]:
    """For everybody who sent somebody: what those brought, and what they and all whom these sent brought."""
    found: dict[int, Downstream] = defaultdict(Downstream)
    for sent in sender_of:
        amounts = revenue.get(sent, {})
        sender: int | None = sender_of[sent]
        is_direct = True
        while sender is not None:
            above = found[sender]
            above.all_people += 1
            above.direct_people += is_direct
            for currency, minor in amounts.items():
                above.all[currency] += minor
                if is_direct:
                    above.direct[currency] += minor
            is_direct = False
            sender = sender_of.get(sender)
    return dict(found)


def _is_above(sender_of: Mapping[int, int], contact_id: int, other: int | None) -> bool:
    """Whether a contact is another one, or stands above them."""
    while other is not None:
        if other == contact_id:
            return True
        other = sender_of.get(other)
    return False
