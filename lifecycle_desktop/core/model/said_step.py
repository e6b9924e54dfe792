"""A next step that is said in a note: "Send comps Friday 3pm" is something to do, through a channel, on a day."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.capture_line import SaidStep
from lifecycle_desktop.core.model.capture_words import ACTIONS, DANGLING
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.model.spoken_date import every_when
from lifecycle_desktop.core.model.spoken_tokens import cut, phrases

_LONGEST_STEP = 80  # letters; more is a story, not something to do
_EDGES = " ,;:–—-"
_ENDS = re.compile(r"[.;!?\n](?=\s|$)|\n|, ")


@dataclass(frozen=True)
class FoundStep:
    """A next step and the letters of its date in the text, by which it can be told from another."""

    step: SaidStep
    start: int
    end: int


def find_step(text: str, moment: Moment, passed_over: Collection[str] = ()) -> FoundStep | None:
    """The first day from today on that a text names, with what the words around it say is to be done.

    The words are those between the stops and commas around the day. Days of the past are what happened,
    not what is to come; those whose words are in `passed_over`, in small letters, were taken off.
    """
    for when in every_when(text, moment):
        if when.on < moment.today or text[when.start : when.end].lower() in passed_over:
            continue
        begin = max((found.end() for found in _ENDS.finditer(text, 0, when.start)), default=0)
        found_end = _ENDS.search(text, when.end)
        end = found_end.start() if found_end else len(text)
        told = f"{text[begin : when.start]} {text[when.end : end]}".split()
        while told and fold(told[-1].strip(_EDGES)) in DANGLING | {""}:
            told.pop()
        what = " ".join(told).strip(_EDGES) or _said_before(text, begin)
        channel = channel_in(what)
        what = what[:1].upper() + what[1:]
        return FoundStep(SaidStep(what, channel, when.on, when.at), when.start, when.end)
    return None


def _said_before(text: str, begin: int) -> str:
    """The words before the comma that a day stands alone behind: "See the house, Friday 3pm"."""
    if not text[:begin].endswith(", "):
        return ""
    before = text[:begin].rstrip(_EDGES)
    start = max((found.end() for found in _ENDS.finditer(before)), default=0)
    told = before[start:].strip(_EDGES)
    return told if len(told) <= _LONGEST_STEP else ""


def channel_in(words: str) -> Channel:
    """The channel that the words of something to do name first: "call" a call; else a task."""
    tokens = cut(words)
    for place in range(len(tokens)):
        for said, _end in phrases(tokens, place, ACTIONS):
            return Channel(ACTIONS[said])
    return Channel.OTHER
