"""Answers to the questions of a stage that somebody has left.

The contact page reads them from `stage_answer` (contact, stage, question, answer, answered_at): the words of
the question are kept with the answer, so that they stay true when the lifecycle is edited later.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.plain_text import many_lines
from lifecycle_desktop.core.operations.rows import assure_contacts, new_row, one_row
from lifecycle_desktop.core.store import schema


def answer_questions(
    connection: Connection, contact_id: int, stage_id: int, answers: Mapping[str, str], moment: Moment
) -> int:
    """Keep what was answered to the exit questions of a stage, by question; how many were answered.

    An empty answer is none and is passed over. Earlier answers stay: the newest holds. Raises `NotFound`
    in words when the person or the stage is not there any more.
    """
    assure_contacts(connection, [contact_id])
    one_row(connection, schema.stage, stage_id, _("There is no stage with the number {number}."))
    kept = 0
    for question, answer in answers.items():
        said, asked = many_lines(answer).strip(), many_lines(question).strip()
        if said and asked:
            new_row(
                connection,
                schema.stage_answer,
                contact_id=contact_id,
                stage_id=stage_id,
                question=asked,
                answer=said,
                answered_at=moment.text,
            )
            kept += 1
    return kept
