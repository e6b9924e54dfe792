"""What a person can do: one function is one transaction is one undo step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lifecycle_desktop.core.store.reactions import answer_steps

if TYPE_CHECKING:
    from lifecycle_desktop.core.clock import Moment
    from lifecycle_desktop.core.store.step import Written


def _answer_by_triggers(written: Written, moment: Moment, cause: str) -> None:
    """Whatever an operation did may be what a trigger of the owner waits for."""
    from lifecycle_desktop.core.operations.trigger_watch import fire  # loaded by the first step

    fire(written, moment, cause)


answer_steps(_answer_by_triggers)
