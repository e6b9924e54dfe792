"""E-mail addresses: what is one, and the normal form that is stored beside it for matching."""

from __future__ import annotations

import re

# RFC 5321 dot-atom with a domain of labels; everything that is not plain ASCII goes to email-validator.
_PLAIN = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}){0,32}"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])"
).fullmatch


def normal_email(text: str) -> str:
    """The form by which addresses are compared: lower case, Unicode domain; empty if it is not an address.

    No network is asked. Dots and `+tags` before the @ are kept: they differ at some hosts.
    """
    if _PLAIN(text) is not None and len(text) <= 254:
        low = text.lower()
        if "@xn--" not in low and ".xn--" not in low and len(low) - len(low.partition("@")[2]) <= 65:
            return low
    return _checked(text)


def _checked(text: str) -> str:
    if "@" not in text or len(text) > 320:
        return ""
    from email_validator import EmailNotValidError, validate_email  # 33 ms that plain addresses do not cost

    try:
        found = validate_email(
            text, check_deliverability=False, allow_quoted_local=True, allow_domain_literal=True
        )
    except EmailNotValidError:
        return ""
    except Exception:  # noqa: BLE001  idna raises others on odd input
        return ""
    return found.normalized.lower()
