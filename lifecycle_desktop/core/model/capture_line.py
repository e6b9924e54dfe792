"""One typed line about a person, read into fields; what is not understood goes to the note, nothing is dropped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.capture_reader import LineReader
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.lifecycle import Stage

LONGEST_READ = 2_000
"""Letters that are read; what stands beyond goes to the note as it is."""


@dataclass(frozen=True)
class Mark:
    """A stretch of the line that was understood; `kind` names the field it went to.

    Kinds: name, phone, email, source, temperature, tag, next_step, note.
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class SaidStep:
    """A next step: what to do, through which channel, when. `at` None means any time that day."""

    what: str
    channel: Channel
    on: dt.date
    at: dt.time | None = None


@dataclass(frozen=True)
class CaptureDraft:
    """A person as one line tells of them. Values stand as they were typed.

    `source` is the kind of source in its usual spelling, `source_detail` the place or person
    named with it; `temperature` is hot, warm, cold or empty.
    """

    name: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    source: str = ""
    source_detail: str = ""
    temperature: str = ""
    tags: tuple[str, ...] = ()
    next_step: SaidStep | None = None
    note: str = ""
    marks: tuple[Mark, ...] = ()

    @property
    def is_savable(self) -> bool:
        """True when a name and a phone or an e-mail are known: enough to save at once."""
        return bool(self.name and (self.phones or self.emails))


def read_line(
    line: str,
    moment: Moment,
    *,
    sources: Sequence[str] = (),
    language: str | None = None,
    day_first: bool = False,
) -> CaptureDraft:
    """What a line says of a person.

    `sources` are the owner's own names of sources, understood besides the usual ones and used in
    their spelling. Phones, e-mails and #tags may stand anywhere; "hot", a source and a dated action
    ("call tomorrow 10") where they end a part of the line; the first words that look like a name are one.
    """
    reader = LineReader(
        line[:LONGEST_READ], moment, sources=sources, language=language, day_first=day_first
    ).read()
    note, marks = reader.note, [Mark(*each) for each in reader.marks]
    beyond = line[LONGEST_READ:].strip()
    if beyond:
        note = f"{note} {beyond}".strip()
        marks.append(Mark(LONGEST_READ, len(line), "note"))
    step = None
    if reader.when is not None:
        channel = reader.channel or (Channel.EMAIL if reader.emails and not reader.phones else Channel.CALL)
        step = SaidStep(reader.what or channel.words, channel, reader.when.on, reader.when.at)
    return CaptureDraft(
        name=reader.name,
        phones=tuple(reader.phones),
        emails=tuple(reader.emails),
        source=reader.source,
        source_detail=reader.source_detail,
        temperature=reader.temperature,
        tags=tuple(reader.tags),
        next_step=step,
        note=note,
        marks=tuple(sorted(marks, key=lambda mark: mark.start)),
    )


def propose_next_step(draft: CaptureDraft, stage: Stage, moment: Moment) -> SaidStep | None:
    """The next step to offer for a new person: the one that was said, else the stage's first follow-up.

    A call turns into an e-mail where no phone is known, a message into a call where no e-mail is.
    """
    if draft.next_step is not None:
        return draft.next_step
    if not stage.follow_ups:
        return None
    first = stage.follow_ups[0]
    step = SaidStep(first.what, first.channel, moment.today + dt.timedelta(first.after_days))
    if step.channel in (Channel.CALL, Channel.TEXT) and draft.emails and not draft.phones:
        return replace(step, channel=Channel.EMAIL)
    if step.channel is Channel.EMAIL and draft.phones and not draft.emails:
        return replace(step, channel=Channel.CALL)
    return step
