"""What is still missing at a stage: the prompts of the lifecycle less those that the facts answer.

The rule: a prompt that ships with the program is tied, by its words, to a fact that answers it. Any
other prompt, as an owner writes it, is open until somebody answers it in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.core.model.qualification import Answer, Question


@dataclass(frozen=True, slots=True)
class MissingPrompt:
    """Something that is not known yet; `about` says where it is filled in.

    `about` is the value of a `Question`, or phone, permission, preferred_channel, source, want, date,
    purchase, satisfaction, referral, thanks, next_step, activity, household; "answer" for a prompt that
    is answered in words.
    """

    text: str
    about: str


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """What the prompts of a lifecycle can be answered from."""

    reaches: int = 0  # phones and e-mails together
    is_permission_asked: bool = False  # of a call, a text or an e-mail
    has_preferred_channel: bool = False
    has_source: bool = False
    has_want: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)  # question to answer
    date_kinds: frozenset[str] = frozenset()
    purchases: int = 0
    is_last_purchase_priced: bool = False
    is_last_purchase_rated: bool = False
    referrals_sent: int = 0
    thanks_owed: int = 0
    has_next_step: bool = False
    has_two_way_touch: bool = False
    has_showing: bool = False
    relatives: int = 0  # others of the household, and relations
    told: frozenset[str] = frozenset()  # prompts that were answered in words


def missing_prompts(prompts: Iterable[str], known: KnownFacts) -> tuple[MissingPrompt, ...]:
    """The prompts that neither a fact nor a word answers, in their order."""
    told = {_key(text) for text in known.told}
    found = []
    for prompt in prompts:
        about, is_known = _RULES.get(_key(prompt), ("answer", _never))
        if _key(prompt) not in told and not is_known(known):
            found.append(MissingPrompt(prompt, about))
    return tuple(found)


def _key(text: str) -> str:
    return fold(text).rstrip("?.: ")


def _never(_known: KnownFacts) -> bool:
    return False


def _answered(*questions: Question) -> Callable[[KnownFacts], bool]:
    def is_known(known: KnownFacts) -> bool:
        return any(known.answers.get(each, Answer.UNKNOWN) != Answer.UNKNOWN for each in questions)

    return is_known


def _settled(question: Question) -> Callable[[KnownFacts], bool]:
    return lambda known: known.answers.get(question) == Answer.YES


def _bought(known: KnownFacts) -> bool:
    return known.purchases > 0 or "closing" in known.date_kinds


def _has_source(known: KnownFacts) -> bool:
    return known.has_source


def _has_next_step(known: KnownFacts) -> bool:
    return known.has_next_step


def _has_relatives(known: KnownFacts) -> bool:
    return known.relatives > 0


def _sent_somebody(known: KnownFacts) -> bool:
    return known.referrals_sent > 0


# The prompts of the shipped lifecycles by their folded words: where each is filled in, and the fact that answers it.
_RULES: dict[str, tuple[str, Callable[[KnownFacts], bool]]] = {
    "a phone number or an email address": ("phone", lambda known: known.reaches > 0),
    "a second way to reach them": ("phone", lambda known: known.reaches > 1),
    "permission: call, text or email": ("permission", lambda known: known.is_permission_asked),
    "which channel do they prefer": ("preferred_channel", lambda known: known.has_preferred_channel),
    "how did they hear of you": ("source", _has_source),
    "where did they come from": ("source", _has_source),
    "which event brought them": ("source", _has_source),
    "what are they curious about": (
        "want",
        lambda known: known.has_want or _answered(Question.INTEREST, Question.NEED)(known),
    ),
    "need": (Question.NEED.value, _answered(Question.NEED)),
    "budget": (Question.BUDGET.value, _answered(Question.BUDGET)),
    "who decides": (Question.AUTHORITY.value, _answered(Question.AUTHORITY)),
    "when": (Question.TIME_FRAME.value, _answered(Question.TIME_FRAME)),
    "loan or money ready": (Question.FINANCING.value, _answered(Question.FINANCING)),
    "price range agreed": (Question.BUDGET.value, _settled(Question.BUDGET)),
    "price agreed": (Question.BUDGET.value, lambda known: known.purchases > 0 or _settled(Question.BUDGET)(known)),
    "lender letter": (Question.FINANCING.value, _settled(Question.FINANCING)),
    "date they want to be done by": (Question.TIME_FRAME.value, _settled(Question.TIME_FRAME)),
    "what did they see": ("activity", lambda known: known.has_showing),
    "closing date": ("purchase", _bought),
    "closing anniversary": ("purchase", _bought),
    "price and your revenue": ("purchase", lambda known: known.is_last_purchase_priced),
    "how satisfied, 0 to 10": ("satisfaction", lambda known: known.is_last_purchase_rated),
    "birthday or another date to remember": ("date", lambda known: bool(known.date_kinds)),
    "when was the last real talk": ("activity", lambda known: known.has_two_way_touch),
    "when do you talk next": ("next_step", _has_next_step),
    "when do you ask again": ("next_step", _has_next_step),
    "whom did they send": ("referral", _sent_somebody),
    "whom do they know": ("referral", _sent_somebody),
    "thank-you sent": ("thanks", lambda known: known.referrals_sent > 0 and known.thanks_owed == 0),
    "who else lives or works there": ("household", _has_relatives),
    "who else in the household could use one": ("household", _has_relatives),
}  # fmt: skip
