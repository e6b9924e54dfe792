"""A view of the table under a name: whom it shows, in which columns, in which order."""

from __future__ import annotations

from dataclasses import dataclass, field

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.smart_list import IN_TRASH, NO_NEXT_STEP, SLIPPING, ContactFilter

LONGEST_NAME = 60
MOST_VIEWS = 100

# The views that are always there, by their keys, in the order of the tabs.
BUILT_IN_FILTERS: dict[str, ContactFilter] = {
    "everyone": ContactFilter(),
    "no_next_step": ContactFilter.of(NO_NEXT_STEP),
    "slipping": ContactFilter.of(SLIPPING),
    "trash": ContactFilter.of(IN_TRASH),
}
_SAVED = "view:"


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view the owner saved. `columns` are keys of the table, empty for the usual ones; `sort` is "key" or "-key".

    `notes` are sentences about what could not be read of its filter, or names something that is gone.
    """

    view_id: int
    name: str
    wanted: ContactFilter = field(default_factory=ContactFilter)
    columns: tuple[str, ...] = ()
    sort: str = ""
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What the tabs and the window's memory call it."""
        return f"{_SAVED}{self.view_id}"


def built_in_title(key: str) -> str:
    """What a built-in view is called."""
    return {
        "everyone": _("Everyone"),
        "no_next_step": _("No next step"),
        "slipping": _("Slipping"),
        "trash": _("Trash"),
    }[key]
