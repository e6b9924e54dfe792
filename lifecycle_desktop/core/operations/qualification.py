"""Answer the questions of qualification, and turn a suggested stage down."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from lifecycle_desktop.core.clock import Moment, instant_from_text
from lifecycle_desktop.core.model.facts import Rank
from lifecycle_desktop.core.model.plain_text import many_lines
from lifecycle_desktop.core.model.qualification import checked_answer
from lifecycle_desktop.core.operations.rows import touch_contact
from lifecycle_desktop.core.store import schema


def answer_question(
    connection: Connection, contact_id: int, question: str, answer: str, moment: Moment, *, detail: str = ""
) -> bool:
    """Say how far one of the six questions is settled, with a few words; False when nothing was different.

    The newest answer holds. One given on the same day is corrected, an earlier one stays in the timeline.
    """
    asked, given = checked_answer(question, answer)
    table = schema.qualification
    newest = connection.execute(
        select(table)
        .where(table.c.contact_id == contact_id, table.c.question == asked.value)
        .order_by(table.c.id.desc())
        .limit(1)
    ).one_or_none()
    values = {"answer": given.value, "detail": many_lines(detail)}
    before = (newest.answer, newest.detail) if newest is not None else ("unknown", "")
    if before == (values["answer"], values["detail"]):
        return False
    touch_contact(connection, contact_id, moment)
    values["answered_at"] = moment.text
    if (
        newest is not None
        and Moment(instant_from_text(newest.answered_at), moment.zone).today == moment.today
    ):
        connection.execute(update(table).where(table.c.id == newest.id).values(**values))
    else:
        connection.execute(insert(table).values(contact_id=contact_id, question=asked.value, **values))
    return True


def turn_down_suggestion(connection: Connection, contact_id: int, rank: str, moment: Moment) -> None:
    """Keep the stage where they stand: the fact of this rank suggests no other any more, a further one may."""
    touch_contact(connection, contact_id, moment)
    connection.execute(
        update(schema.contact).where(schema.contact.c.id == contact_id).values(kept_rank=Rank(rank).value)
    )
