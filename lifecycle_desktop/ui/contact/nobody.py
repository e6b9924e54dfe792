"""What the contact page says where there is nobody to show: in the trash, gone, or nobody chosen yet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.widgets.cards import EmptyState


def in_the_trash(on_restore: Callable[[], object], parent: QWidget) -> EmptyState:
    """Somebody who was deleted and can be brought back."""
    return EmptyState(
        "trash-2",
        _("This contact is in the trash."),
        _("Off every list. Nothing is lost: bring them back, and all is as it was."),
        button=_("Restore"),
        button_icon="archive-restore",
        on_button=on_restore,
        parent=parent,
    )


def gone(on_see_all: Callable[[], object], parent: QWidget) -> EmptyState:
    """Somebody who is not there any more."""
    title = _("This contact is gone.")
    return _see_all(
        "user-x", title, _("They were taken back or erased since this page was opened."), on_see_all, parent
    )


def nobody_chosen(on_see_all: Callable[[], object], parent: QWidget) -> EmptyState:
    """Nobody yet."""
    title = _("Nobody is chosen.")
    return _see_all(
        "contact", title, _("Open somebody from the list, the board or Today."), on_see_all, parent
    )


def _see_all(icon: str, title: str, why: str, act: Callable[[], object], parent: QWidget) -> EmptyState:
    return EmptyState(
        icon, title, why, button=_("See all contacts"), button_icon="users", on_button=act, parent=parent
    )
