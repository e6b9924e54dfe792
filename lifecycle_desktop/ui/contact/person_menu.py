"""The menu of everything else that can be done with the person of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QMenu

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.contact.own_data import ask_own_data
from lifecycle_desktop.ui.icons import icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.tool_tips import key_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from lifecycle_desktop.core.model.contact_page import ContactPage as Shown
    from lifecycle_desktop.ui.contact.page import ContactPage


def person_menu(page: ContactPage, shown: Shown) -> QMenu:
    """The menu for the person that is shown, with the keys."""
    menu = QMenu(page)
    acts = page.acts

    def add(text: str, sign: str, act: Callable[[], object], key: str = "") -> None:
        action = menu.addAction(text + (f"\t{key_text(key)}" if key else ""))
        action.setIcon(icon(sign, _ink))
        action.triggered.connect(lambda _on=False: act())

    add(_("&Edit the name"), "pencil", lambda: page.open_line("name"), "F2")
    add(_("Ne&xt step…"), "calendar-plus", acts.next_step, "D")
    add(_("Start a se&quence…"), "list-ordered", acts.sequence, "G")
    menu.addSeparator()
    stages = acts.stage_menu()
    stages.setIcon(icon("arrow-right", _ink))
    stages.setTitle(_("&Move to stage") + "\t" + key_text("M"))
    menu.addMenu(stages)
    temperatures = acts.temperature_menu()
    temperatures.setIcon(icon("thermometer", _ink))
    temperatures.setTitle(_("Temperat&ure") + "\t" + key_text("H"))
    menu.addMenu(temperatures)
    menu.addSeparator()
    chosen = acts.chosen()
    if chosen is not None and chosen.is_parked:
        add(_("Take &back to the board"), "circle-play", acts.park, "P")
    add(_("&Park until…"), "circle-pause", acts.ask_park, "" if chosen and chosen.is_parked else "P")
    barred = menu.addAction(icon("ban", _ink), _("Do &not contact"))
    barred.setCheckable(True)
    barred.setChecked(shown.head.is_do_not_contact)
    barred.triggered.connect(lambda on: page.writes.change({"is_do_not_contact": on}, _("Do not contact")))
    menu.addSeparator()
    add(_("&Save their own data…"), "file-down", lambda: ask_own_data(page, shown.head.name))
    menu.addSeparator()
    add(_("De&lete"), "trash-2", acts.delete)
    return menu


def _ink() -> QColor:
    return theme().colour("ink2")
