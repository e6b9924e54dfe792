"""Phone numbers: the normal form for matching (E.164), and the extension."""

from __future__ import annotations

import re
from typing import NamedTuple

NORTH_AMERICA = frozenset({"US", "CA", "PR", "BS", "JM", "BB", "TT", "DO"})

# Country codes after which E.164 is just the digits, unless a trunk 0 follows; checked against phonenumbers.
_SIMPLE_CODES = (
    20,
    27,
    *range(30, 35),
    40,
    41,
    *range(43, 50),
    60,
    61,
    *range(63, 67),
    81,
    82,
    84,
    *range(90, 93),
)
_SIMPLE = frozenset(str(code) for code in (*_SIMPLE_CODES, 351, 353, 358, 972))
_DIGITS = re.compile(r"[0-9]")


class NormalPhone(NamedTuple):
    """`normal` is `+` and E.164 digits where they can be known, else 7 or more digits alone, else empty."""

    normal: str
    extension: str = ""


_NOTHING = NormalPhone("")


def normal_phone(text: str, region: str = "US") -> NormalPhone:
    """The form by which numbers are compared; `region` (ISO 3166) is where a number without + is.

    The usual North American spellings and plain international ones are read here in under a
    microsecond; the rest by phonenumbers (some 40 µs).
    """
    digits = text.replace("-", "").replace(" ", "").replace("(", "").replace(")", "").replace(".", "")
    size = len(digits)
    if size == 10 and digits.isdecimal() and region in NORTH_AMERICA:
        if digits[0] > "1" and digits[3] > "1" and digits.isascii():
            return tuple.__new__(NormalPhone, ("+1" + digits, ""))  # a third of the named one's cost
    elif size > 10 and digits[1:].isdecimal() and digits.isascii():
        if size == 12 and digits[:2] == "+1" and digits[2] > "1" and digits[5] > "1":
            return tuple.__new__(NormalPhone, (digits, ""))
        if (
            size == 11
            and digits[0] == "1"
            and region in NORTH_AMERICA
            and digits[1] > "1"
            and digits[4] > "1"
        ):
            return tuple.__new__(NormalPhone, ("+" + digits, ""))
        length = 4 if digits[1:4] in _SIMPLE else 3 if digits[1:3] in _SIMPLE else 0
        if length and digits[0] == "+" and digits[length] != "0" and size <= 16:
            return NormalPhone(digits)
    return _parsed(text, region)


def phone_digits(text: str) -> str:
    """Only the digits, for search."""
    return "".join(_DIGITS.findall(text))


def _parsed(text: str, region: str) -> NormalPhone:
    if len(text) > 60:
        return _NOTHING
    import phonenumbers  # 60 ms that plain numbers do not cost

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return _only_digits(text)
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        bare = _only_digits(str(number.national_number))
        return NormalPhone(bare.normal, number.extension or "")
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return NormalPhone(written, number.extension or "")


def _only_digits(text: str) -> NormalPhone:
    digits = phone_digits(text)
    return NormalPhone(digits) if 7 <= len(digits) <= 20 else _NOTHING
