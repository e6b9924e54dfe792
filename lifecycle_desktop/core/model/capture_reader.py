"""How a capture line is read: shapes first, then temperature, dated action, source, name; the rest is the note."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model import capture_words as words
from lifecycle_desktop.core.model.capture_pieces import HOLE, Piece, emails, ends, holed, phones, tags
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.lifecycle import folded
from lifecycle_desktop.core.model.spoken_date import Understood, every_when
from lifecycle_desktop.core.model.spoken_tokens import Token, cut, phrases, plain_text
from lifecycle_desktop.core.model.spoken_words import MAY_FOLLOW_A_BARE_HOUR

LONGEST_NAME = 6
"""Words that a name may have."""

_JOINS = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])|(?<=\w\w\w)\.(?=com\b)")
_WORD = re.compile(r"\S+")
_EDGES = " \t\r\n,;:|.-–—•·!?<>()[]/"


class LineReader:
    """Reads one line; the fields hold what was found after `read`."""

    def __init__(
        self, line: str, moment: Moment, *, sources: Sequence[str], language: str | None, day_first: bool
    ) -> None:
        self._line = line
        self._own_sources = {plain_text(folded(source)): source for source in sources if source.strip()}
        self.phones: list[str] = []
        self.emails: list[str] = []
        self.tags: list[str] = []
        self.name = self.source = self.source_detail = self.temperature = self.what = self.note = ""
        self.when: Understood | None = None
        self.channel: Channel | None = None
        self.marks: list[tuple[int, int, str]] = []
        self._rest = line
        self._read_shapes()
        self._tokens = cut(_JOINS.sub(" ", self._rest))
        self._whens: list[Understood] = []
        self._segments = self._parted()
        self._language, self._day_first, self._moment = language, day_first, moment

    def read(self) -> LineReader:
        """Read the line; the same reader, filled."""
        for segment in self._segments:
            self._read_temperature(segment)
        text = _JOINS.sub(" ", self._rest)
        self._whens = every_when(text, self._moment, self._language, day_first=self._day_first)
        self._segments = self._parted()  # a comma inside a date parts nothing
        for segment in self._segments:
            self._read_step(segment)
        for number, segment in enumerate(self._segments):
            self._read_source(segment, is_first=number == 0)
        self._read_name()
        if not self.name:
            self._read_name_in_step()
        self._read_note()
        return self

    # --- shapes and parts ------------------------------------------------------------------------

    def _read_shapes(self) -> None:
        for kind, find, values in (
            ("email", emails, self.emails),
            ("tag", tags, self.tags),
            ("phone", phones, self.phones),
        ):
            pieces: list[Piece] = find(self._rest)
            for piece in pieces:
                if piece.value not in values:
                    values.append(piece.value)
                self._claim(piece.start, piece.end, kind)

    def _claim(self, start: int, end: int, kind: str) -> None:
        self.marks.append((start, end, kind))
        self._rest = holed(self._rest, [Piece(start, end, "")])

    def _parted(self) -> list[tuple[int, int]]:
        text = _JOINS.sub(" ", self._rest)
        segments, begin = [], 0
        for start, end in ends(text):
            if not any(when.start < start and end < when.end for when in self._whens):
                segments.append((begin, start))
                begin = end
        return [*segments, (begin, len(text))]

    def _in(self, segment: tuple[int, int]) -> list[int]:
        start, end = segment
        return [
            place for place, token in enumerate(self._tokens) if start <= token.start and token.end <= end
        ]

    def _is_free(self, token: Token) -> bool:
        return HOLE not in self._rest[token.start : token.end]

    def _is_edge(self, place: int, segment: tuple[int, int]) -> bool:
        """True when nothing that matters stands at that token of the segment."""
        if not 0 <= place < len(self._tokens):
            return True
        token = self._tokens[place]
        return (
            not (segment[0] <= token.start < segment[1]) or not self._is_free(token) or token.kind == "other"
        )

    # --- temperature -----------------------------------------------------------------------------

    def _read_temperature(self, segment: tuple[int, int]) -> None:
        if self.temperature:
            return
        for place in self._in(segment):
            for said, end in phrases(self._tokens, place, words.TEMPERATURES):
                before = self._tokens[place - 1].text if not self._is_edge(place - 1, segment) else ""
                is_end = self._is_edge(end, segment) or (place == 0 and " " in said)
                if said != "cold":  # a cold call is a source
                    is_end = is_end or any(True for _each in phrases(self._tokens, end, words.ACTIONS))
                if is_end and before not in words.NOT_BEFORE_TEMPERATURE:
                    self.temperature = words.TEMPERATURES[said]
                    self._claim(self._tokens[place].start, self._tokens[end - 1].end, "temperature")
                    return

    # --- dated action ----------------------------------------------------------------------------

    def _read_step(self, segment: tuple[int, int]) -> None:
        for when in self._whens:
            if self.when is None and segment[0] <= when.start and when.end <= segment[1]:
                self._read_dated(segment, when)

    def _read_dated(self, segment: tuple[int, int], when: Understood) -> None:
        places = [place for place in self._in(segment) if self._is_free(self._tokens[place])]
        verbs = [
            (place, end, words.ACTIONS[said])
            for place in places
            for said, end in list(phrases(self._tokens, place, words.ACTIONS))[:1]
        ]
        before = [verb for verb in verbs if self._tokens[verb[1] - 1].end <= when.start]
        after = [verb for verb in verbs if self._tokens[verb[0]].start >= when.end]
        if before:
            verb = before[0] if before[0][0] == places[0] else before[-1]
            start = self._tokens[verb[0]].start
            if HOLE in self._rest[start : when.start]:
                return
        elif after and self._next_free(when.end) == after[0][0]:
            verb, start = after[0], when.start
        elif self._rest[segment[0] : segment[1]].strip(_EDGES + HOLE) == self._line[when.start : when.end]:
            self._claim_step(when.start, when.end, when)
            return
        else:
            return
        self.channel = verb[2]
        self._claim_step(
            start, self._end_of_step(segment, max(when.end, self._tokens[verb[1] - 1].end)), when
        )

    def _next_free(self, place: int) -> int | None:
        return next((index for index, token in enumerate(self._tokens) if token.start >= place), None)

    def _end_of_step(self, segment: tuple[int, int], end: int) -> int:
        """The step goes on after its date where a word joins it ("about the roof"), up to the next piece."""
        following = self._next_free(end)
        if following is None or self._is_edge(following, segment):
            return end
        is_after_date = any(when.end == end for when in self._whens)
        if is_after_date and self._tokens[following].text not in MAY_FOLLOW_A_BARE_HOUR:
            return end
        stop = self._rest.find(HOLE, end, segment[1])
        return len(self._line[: stop if stop >= 0 else segment[1]].rstrip(_EDGES))

    def _claim_step(self, start: int, end: int, when: Understood) -> None:
        self.when = when
        told = f"{self._line[start : when.start]} {self._line[when.end : end]}".split()
        while told and plain_text(told[-1].strip(_EDGES)) in words.DANGLING | {""}:
            told.pop()
        self.what = _sentence(" ".join(told).strip(_EDGES))
        self._claim(start, end, "next_step")

    # --- source ----------------------------------------------------------------------------------

    def _read_source(self, segment: tuple[int, int], *, is_first: bool) -> None:
        if self.source:
            return
        known = {**words.SOURCES, **words.DETAILED_SOURCES, **self._own_sources}
        for place in self._in(segment):
            for said, end in phrases(self._tokens, place, known):
                if not all(self._is_free(token) for token in self._tokens[place:end]):
                    continue
                has_detail = said in words.DETAILED_SOURCES and said != "referral"
                start = self._start_of_lead(place, segment, is_place=has_detail)
                is_bounded = self._is_edge(end, segment) and (
                    start < place
                    or self._is_edge(place - 1, segment)
                    or (is_first and self._is_name_like(segment[0], self._tokens[place].start))
                )
                if is_bounded or has_detail:
                    stop = self._end_of_detail(end, segment) if has_detail else self._tokens[end - 1].end
                    self._take_source(known[said], start, end, stop)
                    return

    def _take_source(self, source: str, start: int, end: int, stop: int) -> None:
        self.source = self._own_sources.get(plain_text(folded(source)), source)
        self.source_detail = self._line[self._tokens[end - 1].end : stop].strip(_EDGES)
        self._claim(self._tokens[start].start, stop, "source")

    def _start_of_lead(self, place: int, segment: tuple[int, int], *, is_place: bool) -> int:
        known = words.BEFORE_SOURCE | words.BEFORE_PLACE if is_place else words.BEFORE_SOURCE
        for length in range(4, 0, -1):
            start = place - length
            if start < 0 or any(self._is_edge(each, segment) for each in range(start, place)):
                continue
            if " ".join(token.text for token in self._tokens[start:place]) in known:
                return start
        return place

    def _end_of_detail(self, place: int, segment: tuple[int, int]) -> int:
        """Up to the next piece or the part's end; a place in capitals ends before the next small word."""
        begin = self._tokens[place - 1].end
        stop = self._rest.find(HOLE, begin, segment[1])
        stop = stop if stop >= 0 else segment[1]
        said = list(_WORD.finditer(self._line, begin, stop))
        has_capital = any(each.group()[0].isupper() for each in said)
        end = begin
        for number, each in enumerate(said):
            small = each.group()[0].islower() and plain_text(each.group()) not in words.PLACE_PARTICLES
            if has_capital and small and number:
                break
            end = each.end()
        return begin + len(self._line[begin:end].rstrip(_EDGES))

    # --- name ------------------------------------------------------------------------------------

    def _stretches(self, segment: tuple[int, int]) -> list[tuple[int, int]]:
        """The stretches of a part that nothing has claimed, without the signs at their edges."""
        found = []
        for match in re.finditer(f"[^{HOLE}]+", self._rest[segment[0] : segment[1]]):
            text = match.group()
            start = segment[0] + match.start() + len(text) - len(text.lstrip(_EDGES))
            end = segment[0] + match.end() - (len(text) - len(text.rstrip(_EDGES)))
            if start < end:
                found.append((start, end))
        return found

    def _read_name(self) -> None:
        is_first = True
        for segment in self._segments:
            for start, end in self._stretches(segment):
                span = self._name_in(start, end, is_first=is_first)
                if span is not None:
                    self.name = " ".join(self._line[span[0] : span[1]].split())
                    self._claim(*span, "name")
                    return
                is_first = False

    def _name_in(self, start: int, end: int, *, is_first: bool) -> tuple[int, int] | None:
        said = list(_WORD.finditer(self._line, start, end))
        capital = [_may_name(each.group()) for each in said]
        if not said:
            return None
        if is_first and not any(capital) and len(said) <= 3 and self._is_small_name(said):
            return said[0].start(), said[-1].end()
        begin = next((number for number, is_capital in enumerate(capital) if is_capital), None)
        if begin is None or (begin and not is_first):
            return None
        stop = begin
        while stop < len(said) and stop - begin < LONGEST_NAME:
            particle = plain_text(said[stop].group()) in words.NAME_PARTICLES
            if not capital[stop] and not (particle and any(capital[stop + 1 : stop + 3])):
                break
            stop += 1
        is_reached = self._rest[said[stop - 1].end() :].lstrip(" ,<(")[:1] == HOLE
        if stop - begin < 2 and not (is_first and begin == 0) and not is_reached:
            return None
        return said[begin].start(), said[stop - 1].start() + len(said[stop - 1].group().rstrip(",;:!?"))

    def _is_small_name(self, said: list[re.Match[str]]) -> bool:
        plain = [plain_text(each.group()) for each in said]
        return all(word.replace("-", "").replace("'", "").isalpha() for word in plain) and not any(
            word in words.NOT_A_NAME for word in plain
        )

    def _is_name_like(self, start: int, end: int) -> bool:
        said = [each.group() for each in _WORD.finditer(self._rest, start, end)]
        return 0 < len(said) <= LONGEST_NAME and all(
            _may_name(word) or plain_text(word) in words.NAME_PARTICLES for word in said
        )

    def _read_name_in_step(self) -> None:
        """In "call Maria Lopez tomorrow" the person is named inside the step."""
        step = next((mark for mark in self.marks if mark[2] == "next_step"), None)
        if step is None or self.when is None:
            return
        verb = re.match(r"\S+\s+", self._line[step[0] : self.when.start])
        if verb is None:
            return
        start = step[0] + verb.end()
        span = self._name_in(start, self.when.start, is_first=True)
        if span is None or span[0] != start or self._line[start].islower():
            return
        self.name = " ".join(self._line[span[0] : span[1]].split())
        told = f"{self._line[step[0] : span[0]]} {self._line[span[1] : self.when.start]} "
        told += self._line[self.when.end : step[1]]
        self.what = _sentence(" ".join(told.split()).strip(_EDGES))
        self.marks.remove(step)
        self.marks += [(step[0], span[0], "next_step"), (*span, "name"), (span[1], step[1], "next_step")]

    # --- note ------------------------------------------------------------------------------------

    def _read_note(self) -> None:
        parts = []
        for segment in self._segments:
            found = self._stretches(segment)
            parts.append(" ".join(" ".join(self._line[start:end].split()) for start, end in found))
            self.marks += [(start, end, "note") for start, end in found]
        self.note = _sentence(", ".join(part for part in parts if part))


def _may_name(word: str) -> bool:
    bare = word.strip(_EDGES + "\"“”'‘’")
    return (
        bool(bare)
        and not bare[0].islower()
        and not any(letter.isdigit() for letter in bare)
        and (bare[0].isalpha() or bare == "&")
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
