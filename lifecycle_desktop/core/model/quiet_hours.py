"""Quiet hours: the time of day in which somebody is not to be disturbed."""

from __future__ import annotations


def is_quiet_at(begin: str, end: str, now: str) -> bool:
    """Whether a time of day (`HH:MM` all three) is within the quiet hours, which may run over midnight."""
    if not begin or not end or begin == end:
        return False
    return begin <= now < end if begin < end else now >= begin or now < end
