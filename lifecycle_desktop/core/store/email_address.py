"""E-mail addresses: what is one, and the normal form that is stored beside it for matching."""

from __future__ import annotations

import re

# The common shape of RFC 5321, by which nearly all are read; the rest goes to email-validator.
_PLAIN = re.compile(
    r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+[A-Za-z]{2,63}", re.ASCII
).fullmatch


def normal_email(text: str) -> str:
    """The form by which addresses are compared: lower case, Unicode domain; empty if it is not an address.

    No network is asked. Dots and `+tags` before the @ are kept: they differ at some hosts.
    """
    if len(text) <= 254 and _PLAIN(text) is not None and text.index("@") <= 64:
        return text.lower()
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
