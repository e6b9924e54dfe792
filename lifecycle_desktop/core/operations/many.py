"""An operation over very many people, in pieces, so that it can be watched and stopped."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection

from lifecycle_desktop.core.operations.stages import move_contacts
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.store.bulk import moving

PIECE = 10_000
# What stands around all pieces of an operation, by how many people they hold together.
_AROUND: dict[Callable[..., Any], Callable[[Connection, int], AbstractContextManager[None]]] = {
    move_contacts: moving
}


def in_pieces(
    connection: Connection,
    operation: Callable[..., Any],
    contact_ids: Sequence[int],
    *arguments: Any,
    progress: Progress,
    **options: Any,
) -> int:
    """Carry out `operation(connection, ids, *arguments)` piece by piece in one step; what the pieces count together.

    Raises `Stopped` when the person has asked to stop: then nothing of it happened.
    """
    progress.total = len(contact_ids)
    counted = 0
    around = _AROUND.get(operation)
    with around(connection, len(contact_ids)) if around else contextlib.nullcontext():
        for start in range(0, len(contact_ids), PIECE):
            piece = contact_ids[start : start + PIECE]
            made = operation(connection, piece, *arguments, **options)
            counted += made if isinstance(made, int) else len(made)
            progress.advance(len(piece))
    return counted
