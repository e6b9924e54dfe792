"""One step about people from the window; where they are many, with progress and Stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.ui.page import Page

MANY = 2000  # people from which on a step may take longer than 400 ms


def write_about(
    page: Page,
    label: str,
    operation: Callable[..., Any],
    contact_ids: Sequence[int],
    *arguments: Any,
    said: Callable[[int], str],
    tell: Callable[[str], object] | None = None,
) -> None:
    """Carry out `operation(connection, ids, *arguments)` as one step called `label`, and say what came of it.

    `said` gets how many were changed; where nobody was, there is no step, and Undo is not offered. `tell` says
    it in the place of a toast.
    """

    def done(made: Any) -> None:
        count = made if isinstance(made, int) else len(made)
        if not count:
            page.toast.emit(_("Nothing changed: it was so already"), False)
        elif tell is not None:
            tell(said(count))
        else:
            page.toast.emit(said(count), True)

    if len(contact_ids) <= MANY:
        page.runner.write(label, operation, list(contact_ids), *arguments, then=done)
        return
    from lifecycle_desktop.core.operations.many import in_pieces

    progress = Progress(len(contact_ids), label)
    page.runner.write(
        label, in_pieces, operation, list(contact_ids), *arguments, progress=progress, then=done
    )
