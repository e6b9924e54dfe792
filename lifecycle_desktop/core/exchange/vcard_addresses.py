"""The postal addresses of a card: parts, and the lines as they stand on a letter, brought together."""

from __future__ import annotations

from lifecycle_desktop.core.model.draft import Address
from lifecycle_desktop.core.model.person_text import words


class CardAddresses:
    """ADR and LABEL of one card."""

    def __init__(self) -> None:
        self._parts: list[tuple[bool, str, Address]] = []
        self._written: list[tuple[str, str, str]] = []

    def add(self, address: Address, group: str, *, is_first: bool) -> None:
        """An address in parts, in a group of the card perhaps; whether it is the preferred one."""
        self._parts.append((is_first, group, address))

    def add_written(self, text: str, group: str, label: str) -> None:
        """An address as it is written: of the same group, else of the same label."""
        self._written.append((group, label, text))

    def settled(self, *, is_whole: bool) -> tuple[Address, ...]:
        """The addresses, the preferred first; the written lines stay where the parts do not say it all.

        With `is_whole` they always stay: then they are known to say something.
        """
        found = [address for _is_first, _group, address in self._parts]
        for group, label, text in self._written:
            places = [
                n
                for n, (_is_first, of_group, address) in enumerate(self._parts)
                if (group == of_group if group else label == address.label) and not found[n].formatted
            ]
            if places:
                found[places[0]] = found[places[0]]._replace(formatted=text)
            else:
                found.append(Address(label, formatted=text))
        if not is_whole:
            found = [each._replace(formatted="") if _says_no_more(each) else each for each in found]
        first = {n for n, (is_first, _group, _address) in enumerate(self._parts) if is_first}
        return tuple(found[n] for n in sorted(range(len(found)), key=lambda n: n not in first))


def _says_no_more(address: Address) -> bool:
    """Whether the formatted address only repeats the parts."""
    told = set(words(" ".join(address[1:-1])))
    return bool(told) and set(words(address.formatted)) <= told
