"""What smart lists cost: first rows and counts, against one look for a word in what is known of everybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from statistics import median
from typing import Any

from tests.bench.measure import Figure, against, cpu_of
from tests.bench.world import World

FIRST_ROWS_MS = 100
GOAL = 8  # looks at everybody's words: about 100 ms at 100,000 people where one takes 12


def figures(world: World) -> Iterator[Figure]:
    """Filters of every kind, on a connection as the reading thread has it."""
    from lifecycle_desktop.core.clock import Moment
    from lifecycle_desktop.core.queries import contacts
    from lifecycle_desktop.core.queries.choice_counts import choice_counts

    with world.connection() as connection:
        moment = Moment(dt.datetime.now(dt.UTC), "America/Toronto")

        def all_words() -> float:
            sql = "SELECT count(*) FROM contact_search WHERE instr(more, 'maple') > 0"
            return cpu_of(lambda: connection.execute(sql).fetchone())

        def figure(what: str, query: Any, *values: Any, **options: Any) -> Figure:
            query(connection, *values, **options)
            subject = lambda: cpu_of(lambda: query(connection, *values, **options))  # noqa: E731
            return against(f"{what} / everybody's words", all_words, subject, pairs=world.pairs, goal=GOAL)

        for what, wanted in smart_lists().items():
            yield figure(f"first rows, {what}", contacts.contact_list, wanted, "name", moment, limit=100)
            yield figure(f"count of a view, {what}", contacts.contact_count, wanted, moment)
        for sort in contacts.SORTS:
            yield worst_by(sort, connection, moment, all_words())
        for sort in ("value", "last_touch", "stage"):
            hot = smart_lists()["hot"]
            yield figure(f"first rows by {sort}, hot", contacts.contact_list, hot, sort, moment, limit=100)
        for kind in ("stage", "source", "tag"):
            yield figure(f"counts beside the ticks of {kind}", choice_counts, kind)


def worst_by(sort: str, connection: Any, moment: Any, floor: float) -> Figure:
    """The first rows in an order, up and down, of the filter for which they take longest."""
    from lifecycle_desktop.core.queries.contacts import contact_list

    found = {
        f"{what}, {'down' if descending else 'up'}": median(
            cpu_of(
                lambda wanted=wanted, descending=descending: contact_list(
                    connection, wanted, sort, moment, descending=descending, limit=100
                )
            )
            for _time in range(3)
        )
        for what, wanted in {**large_lists(), **smart_lists()}.items()
        for descending in (False, True)
    }
    what = max(found, key=lambda each: found[each])
    said = f"first rows by {sort}, slowest of {len(found)} / everybody's words"
    return Figure(said, found[what], floor, found[what] / floor, note=what, most=FIRST_ROWS_MS)


def large_lists() -> dict[str, Any]:
    """Filters that leave nearly everybody, and texts that very many match."""
    from lifecycle_desktop.core.model.smart_list import Condition, ContactFilter

    return {
        "everybody": ContactFilter(),
        "not hot": ContactFilter.of(Condition("temperature", "none_of", ("hot",))),
        "nothing about a yard": ContactFilter.of(Condition("want", "lacks", ("yard",))),
        "everybody's e-mail": ContactFilter("example"),
    }


def smart_lists() -> dict[str, Any]:
    """Filters of every kind: many and few who match, texts, days, numbers, groups, one typed letter."""
    from lifecycle_desktop.core.model.smart_list import NO_NEXT_STEP, Condition, ContactFilter, any_of

    hot, yard = Condition("temperature", "any", ("hot",)), Condition("want", "has", ("yard",))
    return {
        "hot": ContactFilter.of(hot),
        "nobody of a channel": ContactFilter.of(Condition("channel", "any", ("visit",))),
        "area": ContactFilter.of(Condition("area", "has", ("maple",))),
        "email": ContactFilter.of(Condition("email", "has", ("work.example",))),
        "looking for": ContactFilter.of(yard),
        "no tag": ContactFilter.of(Condition("tag", "empty")),
        "quiet for 30 days": ContactFilter.of(Condition("last_touch", "quiet", (30,))),
        "stuck": ContactFilter.of(Condition("stuck", "yes")),
        "bought twice": ContactFilter.of(Condition("purchases", "at_least", (2,))),
        "hot and one of three": ContactFilter.of(
            hot, any_of(yard, NO_NEXT_STEP, Condition("tag", "any", (1,)))
        ),
        "one letter": ContactFilter("a"),
        "hot, one letter": ContactFilter.of(hot, text="s"),
    }
