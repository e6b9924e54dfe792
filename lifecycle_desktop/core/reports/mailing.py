"""A list of recipients sorted out before it is printed: who gets a piece, who is left out, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.postal import Recipient
from lifecycle_desktop.core.reports.labels import Label
from lifecycle_desktop.core.reports.postal_layout import laid_out


class Flagged(NamedTuple):
    """A recipient with what stands against posting to them. `is_printed` says that a piece is made all the same."""

    recipient: Recipient
    reasons: tuple[str, ...]
    is_printed: bool = False

    @property
    def words(self) -> str:
        """The line a person reads: "Ann Hill: no postal code"."""
        return _("{name}: {reasons}").format(name=self.recipient.name, reasons=", ".join(self.reasons))


@dataclass(frozen=True, slots=True)
class Mailing:
    """Who gets a piece, in the order of printing, and the flagged."""

    recipients: tuple[Recipient, ...]
    flagged: tuple[Flagged, ...] = ()

    @property
    def contact_ids(self) -> tuple[int, ...]:
        """Everybody who gets a piece: whom a letter is logged with afterwards."""
        return tuple(number for each in self.recipients for number in each.contact_ids)

    def labels(self, home: str) -> list[Label]:
        """The recipients as labels, posted in the country of the two letters `home`."""
        return [Label(each.name, laid_out(each.address, home).lines) for each in self.recipients]


def sorted_out(found: Iterable[Recipient], home: str, *, with_incomplete: bool = False) -> Mailing:
    """The recipients that can be posted to, and the others with their reasons.

    Who wants no mail never gets any; an address that lacks something is left out unless `with_incomplete`, and
    flagged either way.
    """
    printed: list[Recipient] = []
    flagged: list[Flagged] = []
    for each in found:
        faults = laid_out(each.address, home).faults
        if each.bar:
            flagged.append(Flagged(each, (each.bar.words,)))
            continue
        is_printed = not faults or (with_incomplete and bool(_has_address(each)))
        if faults:
            flagged.append(Flagged(each, tuple(fault.words for fault in faults), is_printed))
        if is_printed:
            printed.append(each)
    return Mailing(tuple(printed), tuple(flagged))


def _has_address(recipient: Recipient) -> Sequence[str]:
    address = recipient.address
    return [
        part for part in (address.street, address.po_box, address.formatted, address.city) if part.strip()
    ]
