"""The facts about one contact: what proves a stage, and what the prompts of a stage are answered from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from lifecycle_desktop.core.clock import instant_from_text
from lifecycle_desktop.core.model.facts import Facts
from lifecycle_desktop.core.model.missing import KnownFacts
from lifecycle_desktop.core.model.qualification import Answer, KnownAnswer, Question, all_answers
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.shared_sql import BOTH_WAYS

# The same tests as store/standings.py makes for everybody at once, here along the indexes of one contact.
_TOUCHES = (  # a constant
    f"SELECT count(*) FILTER (WHERE {BOTH_WAYS}), "  # noqa: S608
    "count(*) FILTER (WHERE kind IN ('meeting', 'showing')), count(*) FILTER (WHERE kind = 'showing'), "
    "count(*) FILTER (WHERE kind = 'review') FROM activity WHERE contact_id = ?"
)
_PURCHASES = (
    "SELECT service_line_id, count(*), min(closed_on) FROM purchase WHERE contact_id = ? "
    "GROUP BY service_line_id"
)


class ContactFacts:
    """What is counted of one contact, asked once and read as `Facts` or as `KnownFacts`."""

    def __init__(self, connection: ReadConnection, contact_id: int) -> None:
        one = (contact_id,)
        two_way, samples, showings, reviews = connection.execute(_TOUCHES, one).fetchone()
        self.two_way, self.samples, self.showings, self.reviews = two_way, samples, showings, reviews
        self.purchases: list[tuple[int | None, int, str]] = connection.execute(_PURCHASES, one).fetchall()
        self.sent, self.owed = connection.execute(
            "SELECT count(*), count(*) FILTER (WHERE thanked_on IS NULL) FROM referral "
            "WHERE referrer_id = ? AND direction = 'in'",
            one,
        ).fetchone()
        self.is_core = bool(connection.execute("SELECT is_core FROM contact WHERE id = ?", one).fetchone()[0])
        self.last_purchase = connection.execute(
            "SELECT price_minor > 0 AND revenue_minor > 0, satisfaction IS NOT NULL FROM purchase "
            "WHERE contact_id = ? ORDER BY closed_on DESC, id DESC LIMIT 1",
            one,
        ).fetchone() or (0, 0)
        self.told = frozenset(
            row[0]
            for row in connection.execute(
                "SELECT question FROM stage_answer WHERE contact_id = ? AND trim(answer) <> ''", one
            )
        )

    @property
    def purchase_count(self) -> int:
        """All purchases."""
        return sum(row[1] for row in self.purchases)

    def proving(self, reaches: int, answers: Sequence[KnownAnswer], *, has_permission: bool) -> Facts:
        """The facts as they decide the rung; `reaches` counts the e-mail addresses and phone numbers."""
        days = [dt.date.fromisoformat(row[2]) for row in self.purchases]
        is_reachable = reaches > 0 and has_permission
        return Facts(
            is_reachable=is_reachable,
            has_permission=is_reachable,
            is_qualified=any(each.answer is not Answer.UNKNOWN for each in answers),
            has_two_way_touch=self.two_way > 0,
            has_sample=self.samples > 0,
            purchase_count=self.purchase_count,
            first_purchase_on=min(days, default=None),
            service_lines=len(self.purchases),
            repeats_in_two_lines=sum(row[1] > 1 for row in self.purchases) > 1,
            is_core=self.is_core,
            gave_referral=self.sent > 0,
            gave_review=self.reviews > 0,
        )

    def known(
        self,
        *,
        reaches: int,
        is_permission_asked: bool,
        preferred_channel: str,
        source: str,
        want: str,
        answers: Sequence[KnownAnswer],
        date_kinds: frozenset[str],
        has_next_step: bool,
        relatives: int,
    ) -> KnownFacts:
        """The facts as the prompts of a stage ask for them."""
        return KnownFacts(
            reaches=reaches,
            is_permission_asked=is_permission_asked,
            has_preferred_channel=bool(preferred_channel),
            has_source=bool(source),
            has_want=bool(want),
            answers={each.question.value: each.answer.value for each in answers},
            date_kinds=date_kinds,
            purchases=self.purchase_count,
            is_last_purchase_priced=bool(self.last_purchase[0]),
            is_last_purchase_rated=bool(self.last_purchase[1]),
            referrals_sent=self.sent,
            thanks_owed=self.owed,
            has_next_step=has_next_step,
            has_two_way_touch=self.two_way > 0,
            has_showing=self.showings > 0,
            relatives=relatives,
            told=self.told,
        )


def qualification_answers(connection: ReadConnection, contact_id: int) -> tuple[KnownAnswer, ...]:
    """The six questions with the newest answer to each."""
    known = {
        row[0]: KnownAnswer(Question(row[0]), Answer(row[1]), row[2], instant_from_text(row[3]))
        for row in connection.execute(
            "SELECT question, answer, detail, answered_at FROM qualification WHERE contact_id = ? ORDER BY id",
            (contact_id,),
        )
    }
    return all_answers(known)
