"""The PIN that leaves the sign-in page: kept as a salted hash only, and slow after wrong tries.

Hash: scrypt (RFC 7914) with N = 2**14, r = 8, p = 1, a salt of 16 random bytes, written as
`scrypt$14$8$1$salt$hash` with salt and hash in hexadecimal.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _

SHORTEST_PIN, LONGEST_PIN = 4, 12
FREE_TRIES = 2  # wrong ones that cost nothing
FIRST_WAIT, LONGEST_WAIT = 5, 900  # seconds
_N, _R, _P = 14, 8, 1
_SALT, _HASH = 16, 32  # bytes


def checked_pin(pin: str) -> str:
    """The PIN without blanks around it; `NotUnderstood` in words unless it is 4 to 12 digits."""
    plain = pin.strip()
    if not (plain.isascii() and plain.isdigit() and SHORTEST_PIN <= len(plain) <= LONGEST_PIN):
        raise NotUnderstood(
            _("A PIN has {least} to {most} digits.").format(least=SHORTEST_PIN, most=LONGEST_PIN),
            _("Choose one that visitors cannot guess from the address or the date."),
        )
    return plain


def hashed_pin(pin: str) -> str:
    """What is kept of a PIN, different each time; `NotUnderstood` for one that is none."""
    salt = secrets.token_bytes(_SALT)
    return f"scrypt${_N}${_R}${_P}${salt.hex()}${_scrypt(checked_pin(pin), salt).hex()}"


def is_pin(pin: str, kept: str) -> bool:
    """Whether it is the PIN of which `kept` is left, compared in constant time; never for an empty or broken one."""
    try:
        name, n, r, p, salt, wanted = kept.split("$")
        if (name, int(n), int(r), int(p)) != ("scrypt", _N, _R, _P):
            return False
        found = _scrypt(pin.strip(), bytes.fromhex(salt))
        return hmac.compare_digest(found, bytes.fromhex(wanted))
    except ValueError:
        return False


def wait_after(wrong_tries: int) -> int:
    """Seconds to wait after so many wrong tries in a row: none for two, then 5, 10, 20 … up to 15 minutes."""
    if wrong_tries <= FREE_TRIES:
        return 0
    doublings = min(wrong_tries - FREE_TRIES - 1, 20)
    return min(FIRST_WAIT << doublings, LONGEST_WAIT)


def _scrypt(pin: str, salt: bytes) -> bytes:
    code = pin.encode("utf-8", "replace")[:1024]
    return hashlib.scrypt(code, salt=salt, n=2**_N, r=_R, p=_P, maxmem=64 << 20, dklen=_HASH)
