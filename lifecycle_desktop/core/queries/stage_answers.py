"""The questions that are asked when somebody has left a stage."""

from __future__ import annotations

from dataclasses import dataclass

from lifecycle_desktop.core.model.desk import StageMark
from lifecycle_desktop.core.store.active_lifecycle import known_lifecycle
from lifecycle_desktop.core.store.driver import ReadConnection

MOST_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class LeftStage:
    """A stage that somebody has just left, and its questions, each with the newest answer given before or ""."""

    contact_id: int
    name: str
    stage: StageMark
    questions: tuple[tuple[str, str], ...]


def left_stage(connection: ReadConnection, contact_id: int) -> LeftStage | None:
    """The stage that somebody left with their newest move, with at most three of its questions.

    None where there is nothing to ask: nobody of that number, no move by hand, a move back to an earlier
    stage (a gate is passed on the way forward), a stage without questions or one that is gone.
    """
    row = connection.execute(
        "SELECT c.display_name, s.id, s.position, s.label, s.name, s.key, l.key, l.definition "
        "FROM contact c JOIN stage_move m ON m.id = (SELECT max(id) FROM stage_move WHERE contact_id = c.id) "
        "JOIN stage s ON s.id = m.from_stage_id JOIN stage t ON t.id = m.to_stage_id "
        "JOIN lifecycle l ON l.id = s.lifecycle_id WHERE c.id = ? AND m.cause = 'hand' "
        "AND t.lifecycle_id = s.lifecycle_id AND t.position > s.position AND c.stage_id = t.id "
        "AND l.is_active = 1 AND s.is_retired = 0 AND c.deleted_at IS NULL",
        (contact_id,),
    ).fetchone()
    if row is None:
        return None
    stages = known_lifecycle(row[6], row[7]).stages
    questions = next((stage.exit_questions for stage in stages if stage.key == row[5]), ())
    if not questions:
        return None
    before = dict(
        connection.execute(
            "SELECT question, answer FROM stage_answer WHERE contact_id = ? ORDER BY id", (contact_id,)
        ).fetchall()
    )
    asked = tuple((question, before.get(question, "")) for question in questions[:MOST_QUESTIONS])
    return LeftStage(contact_id, row[0], StageMark(row[1], row[2], row[3], row[4]), asked)
