"""What the board and the table say when there is nobody to show: no people yet, no match, all clear."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.ui.filter_choice import FilterChoice
from lifecycle_desktop.ui.pages import present_pages
from lifecycle_desktop.ui.widgets.cards import EmptyState


def nobody_yet(parent: QWidget, navigate: Callable[[str], object]) -> EmptyState:
    """There are no people at all: where they can come from."""
    return EmptyState(
        "users",
        _("No people yet"),
        _("Type a name with New contact, or bring a spreadsheet or an address book."),
        button=_("Import people") if "import" in present_pages() else "",
        button_icon="upload",
        on_button=lambda: navigate("import"),
        parent=parent,
    )


def no_match(parent: QWidget, choice: FilterChoice) -> EmptyState:
    """The filters leave nobody: it names them."""
    parts = choice.parts()
    names = ", ".join(part.text for part in parts)
    told = ngettext("{n} filter is on: {names}.", "{n} filters are on: {names}.", len(parts))
    return EmptyState(
        "search-x",
        _("No one matches these filters"),
        told.format(n=len(parts), names=names),
        button=_("Clear filters"),
        button_icon="x",
        on_button=choice.clear,
        parent=parent,
    )


def all_clear(parent: QWidget, view: str) -> EmptyState:
    """A view that is empty because all is well."""
    words = {
        "no_next_step": (_("Everyone has a next step"), _("Nobody is without one.")),
        "slipping": (_("Nobody is slipping through"), _("No one has been quiet for too long.")),
        "trash": (_("The trash is empty"), _("Whoever you delete can be brought back from here.")),
    }
    title, text = words.get(view, (_("Nobody here"), _("Everyone is in the trash.")))
    return EmptyState("circle-check", title, text, parent=parent)
