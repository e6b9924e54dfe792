"""The triggers that every owner begins with: on where they only remind or ask, the others there to be switched on."""

from __future__ import annotations

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.trigger import Act, Occasion, Rule, Then, When


def shipped_rules() -> tuple[Rule, ...]:
    """Each with its texts in the language of the program."""
    call = Channel.CALL.value
    return (
        _rule(
            "complaint",
            _("Put complaints right"),
            Occasion.COMPLAINT,
            Then(Act.FOLLOW_UP, _("Call them back and put it right"), call),
        ),
        _rule(
            "low_satisfaction",
            _("Ask the dissatisfied"),
            Occasion.LOW_SATISFACTION,
            Then(Act.FOLLOW_UP, _("Ask what went wrong, and what would make it good"), call),
        ),
        _rule(
            "permission_withdrawn",
            _("Respect a no"),
            Occasion.PERMISSION_WITHDRAWN,
            Then(Act.STOP_SEQUENCES),
        ),
        _rule(
            "second_purchase_window",
            _("Second purchase"),
            Occasion.SECOND_PURCHASE_WINDOW,
            Then(Act.FOLLOW_UP, _("Ask what they need next"), call),
        ),
        _rule(
            "quiet",
            _("Say hello to the quiet"),
            Occasion.QUIET,
            Then(Act.FOLLOW_UP, _("Say hello"), call, asks=True),
        ),
        _rule(
            "first_purchase",
            _("After the first purchase"),
            Occasion.FIRST_PURCHASE,
            Then(Act.FOLLOW_UP, _("Ask how the first days went"), call, due_in_days=3),
            is_on=False,
        ),
        _rule(
            "anniversary",
            _("Anniversary of a purchase"),
            Occasion.ANNIVERSARY,
            Then(Act.FOLLOW_UP, _("Congratulate them on the anniversary"), call),
            is_on=False,
        ),
        _rule(
            "facts",
            _("Move by itself when the facts prove it"),
            Occasion.FACT_PROVEN,
            Then(Act.STAGE),
            is_on=False,
        ),
    )


def _rule(key: str, name: str, occasion: Occasion, then: Then, *, is_on: bool = True) -> Rule:
    return Rule(When(occasion), then, name, is_on, key=key)
