"""The short codes of a day sheet, typed back at night: "12d 14n call mon 10 15x".

A code is the number on the sheet and a letter: d done, n done and what comes next, s put off, u nobody there,
x let go. What follows it, up to the next code, are its words: what came of it, or what is next and when.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.plain_text import one_line, shortened
from lifecycle_desktop.core.model.said_step import channel_in, find_step
from lifecycle_desktop.core.model.spoken_date import parse_when

LONGEST = 8_000  # letters typed at once
MOST_CODES = 500
_CODE = re.compile(r"(\d{1,4})([a-z])", re.IGNORECASE)
# A number with one of these behind it is an hour or a length of time inside the words of a code: 10a, 3p, 15h.
_HOURS = frozenset("aphm")
_BEFORE_LENGTH = frozenset({"in", "en"})
_WORDS_ABOUT_DAY = 8  # the most words that can tell a day and a time


class DayAct(StrEnum):
    """What a letter means. The values are what is typed."""

    DONE = "d"
    NEXT = "n"
    SNOOZE = "s"
    NOBODY = "u"
    SKIP = "x"


@dataclass(frozen=True, slots=True)
class DayCode:
    """One code, understood. `text` is what came of it; `what`, `channel`, `on` and `at` tell what comes next."""

    said: str
    number: int
    act: DayAct
    text: str = ""
    what: str = ""
    channel: Channel = Channel.OTHER
    on: dt.date | None = None
    at: dt.time | None = None


class WrongCode(NamedTuple):
    """A code that cannot be carried out, as it was typed, and why."""

    said: str
    reason: str


def code_legend() -> tuple[str, ...]:
    """The codes as the foot of the day sheet explains them."""
    return (
        _(
            "Type back at night: 12d done · 12n call mon 10 done, and what is next · 12s fri put off · "
            "12u nobody there, again tomorrow · 12x let go"
        ),
    )


def read_day_codes(
    text: str, moment: Moment, language: str | None = None
) -> tuple[list[DayCode], list[WrongCode]]:
    """The codes of a text, in its order, and what of it is none, each with the reason."""
    codes: list[DayCode] = []
    wrong: list[WrongCode] = []
    if len(text) > LONGEST:
        return [], [WrongCode(shortened(text), _("that is more than one day’s codes"))]
    seen: dict[int, str] = {}
    for said in _pieces(one_line(text)):
        found = _read(said, moment, language)
        if isinstance(found, DayCode) and found.number in seen:
            found = WrongCode(said, _("number {n} was said before: “{said}”").format(
                n=found.number, said=seen[found.number]))  # fmt: skip
        if isinstance(found, DayCode) and len(codes) == MOST_CODES:
            found = WrongCode(said, _("that is more than one day’s codes"))
        if isinstance(found, WrongCode):
            wrong.append(found)
            continue
        seen[found.number] = shortened(said, 40)
        codes.append(found)
    return codes, wrong


def _pieces(line: str) -> list[str]:
    """The text cut before each code."""
    pieces: list[list[str]] = []
    before = ""
    for word in line.replace(";", " ").split():
        bare = word.strip(",.")
        code = _CODE.fullmatch(bare)
        is_inside = bool(pieces) and (
            before in _BEFORE_LENGTH or (code is not None and code[2].lower() in _HOURS)
        )
        if code is not None and not is_inside:
            pieces.append([bare])
        elif pieces:
            pieces[-1].append(word)
        else:
            pieces.append([word])
        before = bare.lower()
    return [" ".join(words).strip(" ,") for words in pieces if any(word.strip(",.") for word in words)]


def _read(said: str, moment: Moment, language: str | None) -> DayCode | WrongCode:
    head, _blank, rest = said.partition(" ")
    rest = rest.strip(" ,")
    code = _CODE.fullmatch(head.strip(",."))
    if code is None:
        return WrongCode(said, _("a code is a number and a letter, such as 12d"))
    number, letter = int(code[1]), code[2].lower()
    if letter not in set(DayAct):
        letters = ", ".join(DayAct)
        return WrongCode(
            said, _("there is no letter “{letter}”; use {letters}").format(letter=letter, letters=letters)
        )
    act = DayAct(letter)
    if act in (DayAct.DONE, DayAct.SKIP):
        return DayCode(said, number, act, text=rest)
    return _with_day(DayCode(said, number, act), rest, moment, language)


def _with_day(code: DayCode, rest: str, moment: Moment, language: str | None) -> DayCode | WrongCode:
    """A code whose words end with a day, or for what is put off with none: then it is tomorrow."""
    what, on, at, channel = rest, None, None, channel_in(rest)
    words = rest.split()
    for start in range(max(len(words) - _WORDS_ABOUT_DAY, 0), len(words)):
        when = parse_when(" ".join(words[start:]), moment, language)
        if when is not None:
            what, on, at = " ".join(words[:start]), when.on, when.at
            break
    else:
        step = find_step(rest, moment)
        if step is not None:
            what, on, at, channel = step.step.what, step.step.on, step.step.at, step.step.channel
    if on is None:
        if code.act is DayAct.NEXT:
            return WrongCode(code.said, _("no day was found; write {n}n call mon 10").format(n=code.number))
        if rest and code.act is DayAct.SNOOZE:
            return WrongCode(code.said, _("no day was found; write {n}s fri").format(n=code.number))
        on = moment.today + dt.timedelta(1)
    if on < moment.today:
        return WrongCode(code.said, _("that day is past"))
    what = what.strip(" ,")
    if code.act is DayAct.NOBODY:
        return DayCode(code.said, code.number, code.act, text=what, on=on, at=at)
    return DayCode(
        code.said, code.number, code.act, what=what[:1].upper() + what[1:], channel=channel, on=on, at=at
    )
