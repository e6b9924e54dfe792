"""What each screen asks the database, against the least that SQLite itself would need for as many rows.

The floor of a list is fifty rows of contacts by id, chosen at random; of an order of everybody, all ids as they lie.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from typing import Any

from tests.bench.measure import Figure, against, cpu_of, percentile
from tests.bench.search import typed
from tests.bench.world import World

ROWS_BY_ID = 50
KEYS = 300
FILTERED_BY = ("1 letter", "2 letters", "3 letters", "4 letters", "two words", "last four digits of a phone")


def figures(world: World) -> Iterator[Figure]:
    """All screens, on a connection as the reading thread has it."""
    from lifecycle_desktop.core.clock import Moment
    from lifecycle_desktop.core.model.smart_list import ContactFilter

    with world.connection() as connection:
        moment = Moment(dt.datetime.now(dt.UTC), "America/Toronto")
        asked = _Asked(world, connection, moment, ContactFilter())
        for part in (
            asked.today,
            asked.board,
            asked.contacts,
            asked.orders,
            asked.one_contact,
            asked.plan,
            asked.filters_typed,
        ):
            yield from part()


class _Asked:
    """The questions of one run."""

    def __init__(self, world: World, connection: Any, moment: Any, everybody: Any) -> None:
        self.world, self.connection, self.moment, self.everybody = world, connection, moment, everybody
        self.chance = random.Random(7)
        self.most = connection.execute("SELECT max(id) FROM contact").fetchone()[0]
        self.pairs = world.pairs

    def rows_by_id(self) -> float:
        """The floor: fifty random rows by id, in CPU ms."""
        ids = [self.chance.randint(1, self.most) for _row in range(ROWS_BY_ID)]
        sql = f"SELECT * FROM contact WHERE id IN ({', '.join('?' * ROWS_BY_ID)})"
        return cpu_of(lambda: self.connection.execute(sql, ids).fetchall())

    def all_ids(self) -> float:
        """The floor of an order: all ids as they lie."""
        return cpu_of(lambda: self.connection.execute("SELECT id FROM contact").fetchall())

    def list_against_rows(self, what: str, query: Callable[..., Any], *values: Any, **options: Any) -> Figure:
        """A query against the floor of a list."""
        query(self.connection, *values, **options)
        return against(
            f"{what} / {ROWS_BY_ID} rows by id",
            self.rows_by_id,
            lambda: cpu_of(lambda: query(self.connection, *values, **options)),
            pairs=self.pairs,
        )

    def today(self) -> Iterator[Figure]:
        from lifecycle_desktop.core.queries import today

        yield self.list_against_rows("Today, whole", today.day_list, self.moment, 100)
        yield self.list_against_rows("due today, in the side bar", today.due_count, self.moment)

    def board(self) -> Iterator[Figure]:
        from lifecycle_desktop.core.queries import board
        from lifecycle_desktop.core.queries.lifecycle import active_lifecycle

        lifecycle = active_lifecycle(self.connection)
        heads = (lifecycle, self.everybody, self.moment.today)
        board.columns(self.connection, *heads)
        yield against(
            "board, counts of the heads / count by stage along an index",
            lambda: cpu_of(
                lambda: self.connection.execute(
                    "SELECT stage_id, count(*) FROM contact WHERE is_archived = 0 GROUP BY 1"
                ).fetchall()
            ),
            lambda: cpu_of(lambda: board.columns(self.connection, *heads)),
            pairs=self.pairs,
        )
        for sort in board.SORTS:
            yield self.list_against_rows(
                f"board, first cards by {sort}",
                board.board,
                self.everybody,
                sort,
                self.moment,
                limit=board.FIRST_CARDS,
            )

    def contacts(self) -> Iterator[Figure]:
        from lifecycle_desktop.core.model.table_columns import KEYS
        from lifecycle_desktop.core.queries import contacts

        for sort in contacts.SORTS:
            yield self.list_against_rows(
                f"contacts, first screen by {sort}",
                contacts.contact_list,
                self.everybody,
                sort,
                self.moment,
                limit=100,
            )
        some = [self.chance.randint(1, self.most) for _row in range(100)]
        yield self.list_against_rows("contacts, 100 rows when scrolled", contacts.contact_rows, some)
        yield self.list_against_rows(
            "contacts, 100 rows with every column when scrolled", contacts.contact_rows, some, KEYS
        )
        yield self.list_against_rows("choices of the filters", contacts.filter_choices)

    def orders(self) -> Iterator[Figure]:
        from lifecycle_desktop.core.queries import contacts

        for sort in contacts.SORTS:
            yield against(
                f"all ids by {sort} / all ids as they lie",
                self.all_ids,
                lambda sort=sort: cpu_of(
                    lambda: contacts.contact_ids(self.connection, self.everybody, sort, self.moment)
                ),
                pairs=self.pairs,
            )

    def one_contact(self) -> Iterator[Figure]:
        from lifecycle_desktop.core.queries.contact import contact_summary
        from lifecycle_desktop.core.queries.contact_page import contact_page
        from lifecycle_desktop.core.queries.timeline import timeline

        def pane() -> float:
            contact_id = self.chance.randint(1, self.most)
            return cpu_of(lambda: contact_summary(self.connection, contact_id, self.moment))

        def page() -> float:
            contact_id = self.chance.randint(1, self.most)
            return cpu_of(
                lambda: (
                    contact_page(self.connection, contact_id, self.moment),
                    timeline(self.connection, contact_id, self.moment),
                )
            )

        pane()
        page()
        yield against(f"contact pane / {ROWS_BY_ID} rows by id", self.rows_by_id, pane, pairs=self.pairs * 7)
        yield against(f"contact page / {ROWS_BY_ID} rows by id", self.rows_by_id, page, pairs=self.pairs * 7)

    def plan(self) -> Iterator[Figure]:
        from lifecycle_desktop.core.queries import plan

        yield self.list_against_rows("plan page with its numbers", plan.plan_desk, self.moment)
        yield self.list_against_rows("gaps of the plan, in the side bar", plan.missing_count, self.moment)
        yield self.list_against_rows("leaky bucket", plan.leaky_bucket, self.moment)
        yield self.list_against_rows("best source", plan.best_source, self.moment)

    def filters_typed(self) -> Iterator[Figure]:
        """First rows of contacts for what is typed into their filter."""
        from dataclasses import replace

        from lifecycle_desktop.core.queries.contacts import contact_list

        every = typed(self.connection, self.chance)
        for what in FILTERED_BY:
            spent = [
                cpu_of(
                    lambda text=text: contact_list(
                        self.connection, replace(self.everybody, text=text), "name", self.moment, limit=100
                    )
                )
                for text in every[what][: KEYS // 10]
            ]
            yield Figure(f"contacts filtered by {what}, first rows, p95", percentile(spent, 0.95))
