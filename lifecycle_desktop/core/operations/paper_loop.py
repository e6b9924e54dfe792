"""The paper loop: remember which number of a printed day sheet is what, and carry out the codes typed back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotFound, NotUnderstood, UserError
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.activity import ActivityKind, NewActivity, kind_of_channel
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.day_codes import DayAct, DayCode, WrongCode, read_day_codes
from lifecycle_desktop.core.model.follow_up import NewFollowUp
from lifecycle_desktop.core.model.print_lists import DaySheet
from lifecycle_desktop.core.operations.activities import log_activity
from lifecycle_desktop.core.operations.follow_up_rows import checked_day, row_of
from lifecycle_desktop.core.operations.follow_ups import (
    add_follow_up,
    complete_follow_up,
    skip_follow_up,
    snooze_follow_ups,
)
from lifecycle_desktop.core.store import schema

numbers, follow_up, contact = schema.day_sheet_number, schema.follow_up, schema.contact

KEPT_DAYS = 60
NO_ANSWER = "no answer"


@dataclass(frozen=True, slots=True)
class PaperLoop:
    """What became of the codes: those carried out, and the wrong ones with their reasons. `day` is the sheet's."""

    day: dt.date
    done: tuple[DayCode, ...] = ()
    wrong: tuple[WrongCode, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """What a number on the sheet means today."""

    follow_up_id: int | None
    contact_id: int | None
    what: str = ""
    channel: str = ""


def remember_day_sheet(connection: Connection, sheet: DaySheet, moment: Moment) -> int:
    """Keep which number of a printed sheet is what; how many. It is no step of the owner's: nothing to undo."""
    day = sheet.day.isoformat()
    oldest = (moment.today - dt.timedelta(KEPT_DAYS)).isoformat()
    connection.execute(delete(numbers).where(numbers.c.printed_on < oldest))
    rows = [
        {
            "printed_on": day,
            "number": line.number,
            "follow_up_id": line.follow_up_id,
            "contact_id": line.contact_id,
        }
        for line in sheet.lines
    ]
    if rows:
        connection.execute(insert(numbers).on_conflict_do_nothing(), rows)
    return len(rows)


def carry_out_codes(
    connection: Connection,
    text: str,
    moment: Moment,
    *,
    printed_on: dt.date | None = None,
    language: str | None = None,
) -> PaperLoop:
    """Carry out the codes of a day sheet, that of the newest day unless another is named, all in one step.

    Wrong codes are named and the rest is done. Raises `NotFound` where no such sheet was printed.
    """
    day = _sheet_day(connection, printed_on)
    codes, wrong = read_day_codes(text, moment, language)
    done: list[DayCode] = []
    for code in codes:
        try:
            line = _line(connection, day, code.number)
            act = _ACTS if line.follow_up_id is not None else _ACTS_WITH_PERSON
            act[code.act](connection, line, code, moment)
        except UserError as error:
            wrong.append(WrongCode(code.said, _reason(error)))
        else:
            done.append(code)
    return PaperLoop(day, tuple(done), tuple(wrong))


def _sheet_day(connection: Connection, printed_on: dt.date | None) -> dt.date:
    found = select(func.max(numbers.c.printed_on))
    if printed_on is not None:
        found = found.where(numbers.c.printed_on == printed_on.isoformat())
    day = connection.execute(found).scalar()
    if day is None:
        raise NotFound(
            _("No day sheet was printed yet.")
            if printed_on is None
            else _("No day sheet was printed on {day}.").format(day=printed_on.isoformat()),
            _("Print the day sheet first; it gives each thing its number."),
        )
    return dt.date.fromisoformat(day)


def _line(connection: Connection, day: dt.date, number: int) -> _Line:
    """What the number means; `NotFound` for one that the sheet lacks, or whose thing is gone."""
    found = connection.execute(
        select(numbers.c.follow_up_id, numbers.c.contact_id).where(
            numbers.c.printed_on == day.isoformat(), numbers.c.number == number
        )
    ).first()
    if found is None:
        raise NotFound(_("the sheet has no number {n}").format(n=number))
    if found.follow_up_id is None:
        there = select(contact.c.id).where(contact.c.id == found.contact_id)
        if connection.execute(there).first() is None:
            raise NotFound(_("that person is not there any more"))
        return _Line(None, found.contact_id)
    try:
        row = row_of(connection, found.follow_up_id)
    except NotFound as error:
        raise NotFound(_("that follow-up is not there any more")) from error
    if row.done_at is not None:
        raise NotUnderstood(_("it is done already"))
    return _Line(row.id, row.contact_id, row.what, row.channel)


def _reason(error: UserError) -> str:
    return error.message.removesuffix(".")


# -- a number that is a follow-up ---------------------------------------------------------------------------------


def _complete(connection: Connection, line: _Line, code: DayCode, moment: Moment) -> None:
    kind = kind_of_channel(line.channel) or (ActivityKind.NOTE if code.text else "")
    complete_follow_up(connection, _id(line), moment, log=str(kind), text=code.text)


def _complete_with_next(connection: Connection, line: _Line, code: DayCode, moment: Moment) -> None:
    new = _next(line, code)
    complete_follow_up(connection, _id(line), moment)
    add_follow_up(connection, new, moment)


def _snooze(connection: Connection, line: _Line, code: DayCode, moment: Moment) -> None:
    snooze_follow_ups(connection, [_id(line)], _day(code), code.at, moment)


def _nobody_there(connection: Connection, line: _Line, code: DayCode, moment: Moment) -> None:
    snooze_follow_ups(connection, [_id(line)], _day(code), code.at, moment)
    if line.contact_id is not None:
        _log(connection, line, code, moment, NO_ANSWER)


def _skip(connection: Connection, line: _Line, code: DayCode, moment: Moment) -> None:
    skip_follow_up(connection, _id(line), moment)
    if code.text and line.contact_id is not None:
        new = NewActivity(line.contact_id, ActivityKind.NOTE, text=code.text)
        log_activity(connection, new, moment)


# -- a number that is a person without a follow-up ---------------------------------------------------------------


def _log_call(connection: Connection, line: _Line, code: DayCode, moment: Moment) -> None:
    _log(connection, line, code, moment)


def _log_call_with_next(connection: Connection, line: _Line, code: DayCode, moment: Moment) -> None:
    new = _next(line, code)
    _log(connection, line, code, moment)
    add_follow_up(connection, new, moment)


def _add_for_then(connection: Connection, line: _Line, code: DayCode, moment: Moment) -> None:
    add_follow_up(connection, _next(line, code), moment)


def _nobody_answered(connection: Connection, line: _Line, code: DayCode, moment: Moment) -> None:
    new = _next(line, code)
    _log(connection, line, code, moment, NO_ANSWER)
    add_follow_up(connection, new, moment)


def _nothing_to_skip(_connection: Connection, _line: _Line, _code: DayCode, _moment: Moment) -> None:
    raise NotUnderstood(_("there is no follow-up to let go; open their page to set them aside"))


def _id(line: _Line) -> int:
    return line.follow_up_id or 0


def _day(code: DayCode) -> dt.date:
    if code.on is None:
        raise NotUnderstood(_("no day was found"))
    checked_day(code.on)
    return code.on


def _next(line: _Line, code: DayCode) -> NewFollowUp:
    """What comes next: as it was said, else the same again; a call for a person who had nothing to do yet."""
    channel = (
        code.channel.value
        if code.what
        else line.channel or (Channel.CALL.value if not line.follow_up_id else "")
    )
    return NewFollowUp(line.contact_id, _day(code), code.at, what=code.what or line.what, channel=channel)


def _log(connection: Connection, line: _Line, code: DayCode, moment: Moment, outcome: str = "") -> None:
    kind = kind_of_channel(line.channel) or ActivityKind.CALL
    new = NewActivity(line.contact_id or 0, str(kind), outcome=outcome, text=code.text)
    log_activity(connection, new, moment)


_Act = Callable[[Connection, _Line, DayCode, Moment], None]
_ACTS: dict[DayAct, _Act] = {
    DayAct.DONE: _complete,
    DayAct.NEXT: _complete_with_next,
    DayAct.SNOOZE: _snooze,
    DayAct.NOBODY: _nobody_there,
    DayAct.SKIP: _skip,
}
_ACTS_WITH_PERSON: dict[DayAct, _Act] = {
    DayAct.DONE: _log_call,
    DayAct.NEXT: _log_call_with_next,
    DayAct.SNOOZE: _add_for_then,
    DayAct.NOBODY: _nobody_answered,
    DayAct.SKIP: _nothing_to_skip,
}
