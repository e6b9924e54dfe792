"""After one older step was undone by itself: a sequence that runs has its one open step, and nobody else has one.

An undo of the newest step brings everything back as it was; that of an older one leaves what was changed since.
"""

from __future__ import annotations

from lifecycle_desktop.core.store.driver import ReadConnection, WriteConnection

# Open follow-ups that are not the next step of an enrolment that runs, or are there a second time.
_STRAY = (
    "SELECT f.id FROM enrolment e JOIN follow_up f ON f.enrolment_id = e.id AND f.done_at IS NULL "
    "WHERE e.state <> 'running' OR f.sequence_step_id IS NOT e.sequence_step_id "
    "OR EXISTS (SELECT 1 FROM follow_up o WHERE o.enrolment_id = e.id AND o.done_at IS NULL AND o.id < f.id "
    "AND o.sequence_step_id IS f.sequence_step_id)"
)
_STANDING_STILL = (
    "SELECT e.id FROM enrolment e WHERE e.state = 'running' AND NOT EXISTS "
    "(SELECT 1 FROM follow_up f WHERE f.enrolment_id = e.id AND f.done_at IS NULL)"
)

COUNT_ASTRAY = f"SELECT (SELECT count(*) FROM ({_STRAY})) + (SELECT count(*) FROM ({_STANDING_STILL}))"  # noqa: S608
"""How many follow-ups and enrolments do not fit each other; 0 in a healthy file."""


def are_astray(connection: ReadConnection | WriteConnection) -> bool:
    """Whether steps and follow-ups do not fit each other."""
    return bool(connection.execute(COUNT_ASTRAY).fetchone()[0])


def mend(connection: WriteConnection, at: str) -> None:
    """Let stray steps stand alone as follow-ups, and pause what runs without an open step.

    The pause tells its reason, and its step is made again when it is let go on.
    """
    if not are_astray(connection):
        return
    stray = [row[0] for row in connection.execute(_STRAY)]
    connection.executemany(
        "UPDATE follow_up SET enrolment_id = NULL, sequence_step_id = NULL WHERE id = ?",
        [(each,) for each in stray],
    )
    still = [row[0] for row in connection.execute(_STANDING_STILL)]
    connection.executemany(
        "UPDATE enrolment SET state = 'paused', reason = 'undone', paused_at = ?, kept_json = '' WHERE id = ?",
        [(at, each) for each in still],
    )
