"""The menus of what can be done with people: their stages, their temperature, everything with its keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.desk import StageMark
from lifecycle_desktop.ui.icons import icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import (
    TEMPERATURE_ICONS,
    TEMPERATURE_TOKENS,
    TEMPERATURES,
    paint_stage_badge,
    temperature_word,
)
from lifecycle_desktop.ui.widgets.tool_tips import action_text, key_text

if TYPE_CHECKING:
    from lifecycle_desktop.ui.contact_acts import ContactActs


def stage_menu(acts: ContactActs) -> QMenu:
    """A menu of the stages: the digit of a stage chooses it."""
    menu = QMenu(_("Move to stage"), acts.page)
    chosen = acts.chosen()
    stages = acts.lifecycle.stages if acts.lifecycle is not None else ()
    for stage in stages:
        figure = stage.number % 10 if stage.number <= 10 else stage.number
        action = menu.addAction(f"&{figure}  {action_text(stage.label)}")
        action.setIcon(_badge(stage.mark, len(stages)))
        action.setToolTip(stage.name)
        action.setEnabled(chosen is None or not chosen.is_one or chosen.stage_id != stage.stage_id)
        action.triggered.connect(lambda _on=False, stage_id=stage.stage_id: acts.move(stage_id))
    return menu


def temperature_menu(acts: ContactActs) -> QMenu:
    """A menu of hot, warm, cold and none; its first letter chooses."""
    menu = QMenu(_("Temperature"), acts.page)
    chosen = acts.chosen()
    for temperature in TEMPERATURES:
        action = menu.addAction(f"&{temperature_word(temperature)}")
        token = TEMPERATURE_TOKENS[temperature][0]
        action.setIcon(icon(TEMPERATURE_ICONS[temperature], partial(theme().colour, token)))
        action.setEnabled(chosen is None or not chosen.is_one or chosen.temperature != temperature)
        action.triggered.connect(lambda _on=False, value=temperature: acts.set_temperature(value))
    menu.addSeparator()
    none = menu.addAction(_("&None"))
    none.triggered.connect(lambda _on=False: acts.set_temperature(""))
    return menu


def context_menu(acts: ContactActs) -> QMenu:
    """Everything that can be done with the person, with its keys."""
    menu = QMenu(acts.page)
    chosen = acts.chosen()
    if chosen is None:
        return menu
    if chosen.is_in_trash:
        _entry(menu, _("Bring back"), "archive-restore", acts.bring_back, "")
        if acts.on_erase is not None:
            _entry(menu, _("Erase for good…"), "user-x", acts.erase, "Delete")
        return menu
    has_step = chosen.next_step is not None
    _entry(menu, _("&Open"), "arrow-up-right", acts.open, "Return")
    menu.addSeparator()
    _entry(menu, _("&Done"), "check", acts.done, "X").setEnabled(has_step)
    _entry(menu, _("&Snooze…"), "alarm-clock", acts.snooze, "S").setEnabled(has_step)
    _entry(menu, _("Ne&xt step…"), "calendar-plus", acts.next_step, "D")
    _entry(menu, _("Start a se&quence…"), "list-ordered", acts.sequence, "G")
    menu.addSeparator()
    _entry(menu, _("Log &call"), "phone", lambda: acts.log("call"), "C")
    _entry(menu, _("Log &text"), "message-square", lambda: acts.log("text"), "T")
    _entry(menu, _("Log &email"), "mail", lambda: acts.log("email"), "E")
    _entry(menu, _("&Note…"), "pencil", lambda: acts.log("note"), "N")
    menu.addSeparator()
    stages = stage_menu(acts)
    stages.setIcon(icon("arrow-right", _menu_ink))
    stages.setTitle(_("&Move to stage") + "\t" + key_text("M"))
    menu.addMenu(stages)
    temperatures = temperature_menu(acts)
    temperatures.setIcon(icon("thermometer", _menu_ink))
    temperatures.setTitle(_("Temperat&ure") + "\t" + key_text("H"))
    menu.addMenu(temperatures)
    if chosen.is_parked:
        _entry(menu, _("Take &back"), "circle-play", acts.park, "P")
        _entry(menu, _("&Park until…"), "circle-pause", acts.ask_park, "")
    else:
        _entry(menu, _("&Park until…"), "circle-pause", acts.park, "P")
    menu.addSeparator()
    _entry(menu, _("De&lete"), "trash-2", acts.delete, "Delete")
    return menu


def _entry(menu: QMenu, text: str, sign: str, act: Callable[[], object], key: str) -> QAction:
    action = menu.addAction(text + (f"\t{key_text(key)}" if key else ""))
    action.setIcon(icon(sign, _menu_ink))
    action.triggered.connect(lambda _on=False: act())
    return action


def _menu_ink() -> QColor:
    return theme().colour("ink2")


def _badge(stage: StageMark, count: int) -> QIcon:
    pixmap = QPixmap(40, 40)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_stage_badge(painter, QRectF(0, 0, 40, 40), stage.number, count)
    painter.end()
    return QIcon(pixmap)
