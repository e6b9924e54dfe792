"""Time as the program knows it: a moment is an instant with the zone of the person.

The clock is passed in everywhere, so that tests and the command line can set it.
"""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

UTC = dt.UTC


@dataclass(frozen=True)
class Moment:
    """An instant and the zone in which its day is counted.

    `at` is aware and in UTC; `zone` is an IANA name such as "America/Toronto".
    """

    at: dt.datetime
    zone: str = "UTC"

    @property
    def local(self) -> dt.datetime:
        """The wall clock where the person is."""
        return self.at.astimezone(zone_info(self.zone))

    @property
    def today(self) -> dt.date:
        """The day on the person's wall calendar."""
        return self.local.date()

    @property
    def text(self) -> str:
        """The instant as it is stored."""
        return instant_text(self.at)


class Clock(Protocol):
    """Anything that can say what time it is."""

    def moment(self) -> Moment:
        """The present moment."""
        ...


class SystemClock:
    """The computer's clock and time zone."""

    def __init__(self) -> None:
        self._zone: str | None = None

    def moment(self) -> Moment:
        """The present moment, in the system's zone."""
        if self._zone is None:
            self._zone = _system_zone()
        return Moment(dt.datetime.now(UTC), self._zone)  # noqa: TID251  the one place that asks


class FixedClock:
    """A clock that stands still until it is moved; for tests, tours and `--date`."""

    def __init__(self, at: dt.datetime, zone: str = "UTC") -> None:
        self.at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
        self.zone = zone

    def moment(self) -> Moment:
        """The moment it was set to."""
        return Moment(self.at, self.zone)

    def advance(self, **spans: float) -> None:
        """Move on by a `timedelta` given by its keywords."""
        self.at += dt.timedelta(**spans)


def instant_text(at: dt.datetime) -> str:
    """An aware instant as stored text: UTC, milliseconds, sorting as it reads."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def local_day(text: str, zone: str) -> dt.date:
    """The day on the wall of a zone in which a stored instant lies."""
    return dt.datetime.fromisoformat(text).astimezone(zone_info(zone)).date()


def instant_from_text(text: str) -> dt.datetime:
    """The aware UTC instant that `instant_text` wrote."""
    return dt.datetime.fromisoformat(text).astimezone(UTC)


def zone_info(name: str) -> ZoneInfo:
    """The zone of that IANA name; UTC if this computer does not know it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def _system_zone() -> str:
    return _linked_zone() or _asked_zone()


def _linked_zone() -> str:
    """The zone that /etc/localtime is a link to, as on most Unix systems; empty where it tells nothing."""
    if "TZ" in os.environ:
        return ""
    try:
        _folder, found, name = str(Path("/etc/localtime").readlink()).rpartition("/zoneinfo/")
    except OSError:
        return ""
    return name if found and zone_info(name).key == name else ""


def _asked_zone() -> str:
    import tzlocal  # reads the registry and all that systems keep; 5 ms that most starts can spare

    try:
        return tzlocal.get_localzone_name() or "UTC"
    except Exception:  # noqa: BLE001  a broken /etc/localtime must not stop the program
        return "UTC"
