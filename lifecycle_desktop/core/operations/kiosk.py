"""The sign-in page opened and closed, and its PIN. Nothing of it is a step that an undo could take back."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, insert, select, update

from lifecycle_desktop.core.clock import Moment, instant_from_text
from lifecycle_desktop.core.errors import NotFound, NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.pin import hashed_pin, is_pin, wait_after
from lifecycle_desktop.core.model.sign_in import PinAnswer
from lifecycle_desktop.core.store import schema

_ROW = 1
kiosk, campaign = schema.kiosk, schema.campaign


def set_pin(connection: Connection, pin: str) -> None:
    """Set or change the PIN that leaves the page; `NotUnderstood` in words unless it is 4 to 12 digits."""
    _write(connection, pin=hashed_pin(pin), wrong_tries=0, wrong_at=None)


def open_kiosk(connection: Connection, event_id: int) -> None:
    """Note that the page is open for an event, so that a start after a crash goes back to it.

    `NotFound` where there is no such event or it has ended, `NotUnderstood` where no PIN was set.
    """
    found = connection.execute(
        select(campaign.c.ends_on).where(campaign.c.id == event_id, campaign.c.kind == "event")
    ).one_or_none()
    if found is None:
        raise NotFound(_("There is no open house with the number {number}.").format(number=event_id))
    if found.ends_on is not None:
        raise NotUnderstood(_("That open house has ended."), _("Make a new one for the next time."))
    if not _row(connection)[0]:
        raise NotUnderstood(_("The page needs a PIN before it opens."), _("Set a PIN of 4 to 12 digits."))
    _write(connection, event_id=event_id)


def close_kiosk(connection: Connection) -> None:
    """Note that the page is closed."""
    _write(connection, event_id=None)


def try_pin(connection: Connection, pin: str, moment: Moment) -> PinAnswer:
    """Try a PIN. After the third wrong one each costs a longer wait, which closing the program does not shorten."""
    kept, tries, wrong_at = _row(connection)
    left = seconds_left(tries, wrong_at, moment.at)
    if left:
        if (
            wrong_at is not None and instant_from_text(wrong_at) > moment.at
        ):  # the computer's clock was set back
            _write(connection, wrong_at=moment.text)
        return PinAnswer(is_right=False, wait_seconds=left)
    if is_pin(pin, kept):
        _write(connection, wrong_tries=0, wrong_at=None)
        return PinAnswer(is_right=True)
    _write(connection, wrong_tries=tries + 1, wrong_at=moment.text)
    return PinAnswer(is_right=False, wait_seconds=wait_after(tries + 1))


def seconds_left(wrong_tries: int, wrong_at: str | None, now: dt.datetime) -> int:
    """How long the next try has to wait, in whole seconds."""
    wait = wait_after(wrong_tries)
    if not wait or wrong_at is None:
        return 0
    passed = max((now - instant_from_text(wrong_at)).total_seconds(), 0.0)
    return max(0, round(wait - passed + 0.499))


def _row(connection: Connection) -> tuple[str, int, str | None]:
    found = connection.execute(
        select(kiosk.c.pin, kiosk.c.wrong_tries, kiosk.c.wrong_at).where(kiosk.c.id == _ROW)
    ).one_or_none()
    return (found.pin, found.wrong_tries, found.wrong_at) if found is not None else ("", 0, None)


def _write(connection: Connection, **values: object) -> None:
    done = connection.execute(update(kiosk).where(kiosk.c.id == _ROW).values(**values))
    if not done.rowcount:
        connection.execute(insert(kiosk).values(id=_ROW, **values))
