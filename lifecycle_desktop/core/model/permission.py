"""Permission to reach somebody through a channel: unknown, given, refused or withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _, mark

PERMISSION_CHANNELS = ("call", "text", "email", "letter")


class PermissionStatus(StrEnum):
    """What somebody said of a channel. The values are what files and the database hold."""

    UNKNOWN = "unknown"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> str:
        """The status for people."""
        return _(_TITLES[self])


_TITLES = {
    PermissionStatus.UNKNOWN: mark("unknown"),
    PermissionStatus.GIVEN: mark("given"),
    PermissionStatus.REFUSED: mark("refused"),
    PermissionStatus.WITHDRAWN: mark("withdrawn"),
}


# From what binds least to what binds most.
_STRICTNESS = (
    PermissionStatus.UNKNOWN,
    PermissionStatus.GIVEN,
    PermissionStatus.REFUSED,
    PermissionStatus.WITHDRAWN,
)


def stricter(said: Iterable[PermissionStatus]) -> PermissionStatus:
    """The one of several that binds most: a no counts before a yes, a yes before nothing said."""
    return max(said, key=_STRICTNESS.index, default=PermissionStatus.UNKNOWN)


def permission(channel: str, status: str) -> tuple[str, PermissionStatus]:
    """The channel and status meant, in any case; `NotUnderstood` in words for any other."""
    plain = channel.strip().lower()
    if plain not in PERMISSION_CHANNELS:
        raise NotUnderstood(
            _("There is no permission for “{channel}”.").format(channel=channel.strip()[:40]),
            _("Use one of: {names}.").format(names=", ".join(PERMISSION_CHANNELS)),
        )
    try:
        return plain, PermissionStatus(status.strip().lower())
    except ValueError as error:
        raise NotUnderstood(
            _("A permission cannot be “{status}”.").format(status=status.strip()[:40]),
            _("Use one of: {names}.").format(names=", ".join(PermissionStatus)),
        ) from error
