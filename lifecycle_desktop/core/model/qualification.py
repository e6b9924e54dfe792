"""Qualification: the six questions that tell whether somebody is ready, and a score that explains itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _, mark
from lifecycle_desktop.core.model.plain_text import shortened


class Question(StrEnum):
    """What is asked before somebody counts as ready. The values are what the database holds."""

    INTEREST = "interest"
    NEED = "need"
    BUDGET = "budget"
    AUTHORITY = "authority"
    TIME_FRAME = "time_frame"
    FINANCING = "financing"

    @property
    def words(self) -> str:
        """The question's short name."""
        return _(_NAMES[self])

    @property
    def sentence(self) -> str:
        """The question as it may be asked."""
        return _(_SENTENCES[self])


class Answer(StrEnum):
    """How far a question is settled. The values are what the database holds."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"

    @property
    def words(self) -> str:
        """The answer for people."""
        return _(_ANSWERS[self])


_NAMES = {
    Question.INTEREST: mark("Interest"),
    Question.NEED: mark("Need"),
    Question.BUDGET: mark("Budget"),
    Question.AUTHORITY: mark("Decides"),
    Question.TIME_FRAME: mark("When"),
    Question.FINANCING: mark("Loan"),
}
_SENTENCES = {
    Question.INTEREST: mark("Do they want to do this at all?"),
    Question.NEED: mark("What do they need?"),
    Question.BUDGET: mark("What may it cost, or what should it bring?"),
    Question.AUTHORITY: mark("Who decides?"),
    Question.TIME_FRAME: mark("By when do they want it done?"),
    Question.FINANCING: mark("Is the loan or the money ready?"),
}
_ANSWERS = {
    Answer.YES: mark("Known"),
    Answer.PARTLY: mark("Partly known"),
    Answer.NO: mark("No"),
    Answer.UNKNOWN: mark("Not asked"),
}


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """One question with what is known of it; `answered_at` None where it was never asked."""

    question: Question
    answer: Answer = Answer.UNKNOWN
    detail: str = ""
    answered_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Readiness:
    """How ready somebody is: how many of the six questions are known, and why not more."""

    score: int
    of: int
    explanation: str

    @property
    def words(self) -> str:
        """The score: "4 of 6"."""
        return _("{n} of {all}").format(n=self.score, all=self.of)


def all_answers(known: Mapping[str, KnownAnswer]) -> tuple[KnownAnswer, ...]:
    """The six questions in their order, with what is known of each."""
    return tuple(known.get(question.value, KnownAnswer(question)) for question in Question)


def readiness(answers: Iterable[KnownAnswer]) -> Readiness:
    """The score: one point for each question that is known, none for partly, no or not asked.

    No weights, so that anybody can check it by counting. The explanation names every question that
    brought no point, by why it brought none.
    """
    listed = tuple(answers)
    by_answer: dict[Answer, list[str]] = {answer: [] for answer in Answer}
    for each in listed:
        by_answer[each.answer].append(each.question.words)
    parts = [
        text.format(names=", ".join(by_answer[answer]))
        for answer, text in (
            (Answer.YES, _("Known: {names}.")),
            (Answer.PARTLY, _("Partly known: {names}.")),
            (Answer.NO, _("Spoke against it: {names}.")),
            (Answer.UNKNOWN, _("Not asked yet: {names}.")),
        )
        if by_answer[answer]
    ]
    return Readiness(len(by_answer[Answer.YES]), len(listed), " ".join(parts))


def checked_answer(question: str, answer: str) -> tuple[Question, Answer]:
    """The question and answer meant; `NotUnderstood` in words for any other."""
    try:
        asked = Question(question.strip().lower())
    except ValueError as error:
        raise NotUnderstood(
            _("There is no question “{text}”.").format(text=shortened(question)),
            _("Use one of: {names}.").format(names=", ".join(Question)),
        ) from error
    try:
        return asked, Answer(answer.strip().lower())
    except ValueError as error:
        raise NotUnderstood(
            _("A question cannot be answered with “{text}”.").format(text=shortened(answer)),
            _("Use one of: {names}.").format(names=", ".join(Answer)),
        ) from error
