"""The menu of a column's head: somebody new here, the order, and the limits of the stage, changed in place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.desk import BoardStage
from lifecycle_desktop.ui.board.column import Column
from lifecycle_desktop.ui.icons import icon
from lifecycle_desktop.ui.page import Page
from lifecycle_desktop.ui.pages import present_pages
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.fields import Field, Line
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.popover import Popover

_MOST_DAYS = 3660
_LIFECYCLE_PAGE = "lifecycles"


def stage_menu(page: Page, column: Column, sort_menu: QMenu) -> QMenu:
    """The menu of a column, with the orders of the board as a menu within."""
    stage = column.stage
    menu = QMenu(page)
    _entry(menu, _("&Add a person here…"), "user-plus", lambda: column.add_wanted.emit(stage.stage_id))
    sort_menu.setParent(menu, sort_menu.windowFlags())
    sort_menu.setTitle(_("&Sort"))
    sort_menu.setIcon(icon("chevrons-up-down", lambda: theme().colour("ink2")))
    menu.addMenu(sort_menu)
    menu.addSeparator()
    if stage.stuck_after_days is None:
        stuck = _("S&tuck: never…")
    else:
        days = stage.stuck_after_days
        stuck = ngettext("S&tuck after {n} day…", "S&tuck after {n} days…", days).format(n=days)
    _entry(menu, stuck, "hourglass", lambda: ask_stuck_after(page, column.head, stage))
    days = stage.keep_in_touch_days
    touch = ngettext("In touch &every {n} day…", "In touch &every {n} days…", days).format(n=days)
    _entry(menu, touch, "message-circle", lambda: ask_keep_in_touch(page, column.head, stage))
    if _LIFECYCLE_PAGE in present_pages():
        menu.addSeparator()
        _entry(
            menu, _("Edit stages and &lifecycle…"), "workflow", lambda: page.navigate.emit(_LIFECYCLE_PAGE)
        )
    return menu


def _entry(menu: QMenu, text: str, sign: str, act: Callable[[], object]) -> None:
    action = menu.addAction(text)
    action.setIcon(icon(sign, lambda: theme().colour("ink2")))
    action.triggered.connect(lambda _on=False: act())


def ask_stuck_after(page: Page, anchor: QWidget, stage: BoardStage) -> DaysPopover:
    """Ask after how many days somebody is stuck in a stage; the board shows it at once."""
    from lifecycle_desktop.core.operations.stage_limits import set_stuck_after

    def keep(days: int | None) -> None:
        if days is None:
            said = _("{stage}: nobody is stuck there").format(stage=stage.label)
        else:
            said = ngettext("{stage}: stuck after {n} day", "{stage}: stuck after {n} days", days)
            said = said.format(stage=stage.label, n=days)
        _write(page, _("When stuck in {stage}").format(stage=stage.label), said, set_stuck_after, stage, days)

    popover = DaysPopover(
        _("Stuck in {stage}").format(stage=stage.name),
        _("Stuck after this many &days"),
        stage.stuck_after_days,
        hint=_("Whoever is here longer is marked with an hourglass."),
        never=_("Never"),
        parent=page,
    )
    popover.chosen.connect(keep)
    popover.open_at(anchor)
    return popover


def ask_keep_in_touch(page: Page, anchor: QWidget, stage: BoardStage) -> DaysPopover:
    """Ask how many days of silence are usual in a stage; who slips through follows at once."""
    from lifecycle_desktop.core.operations.stage_limits import set_keep_in_touch

    def keep(days: int | None) -> None:
        if days is not None:
            said = ngettext("{stage}: in touch every {n} day", "{stage}: in touch every {n} days", days)
            label = _("Keep in touch in {stage}").format(stage=stage.label)
            _write(page, label, said.format(stage=stage.label, n=days), set_keep_in_touch, stage, days)

    popover = DaysPopover(
        _("Keep in touch in {stage}").format(stage=stage.name),
        _("In touch every so many &days"),
        stage.keep_in_touch_days,
        hint=_("It holds for those whose own rhythm is not known yet."),
        parent=page,
    )
    popover.chosen.connect(keep)
    popover.open_at(anchor)
    return popover


def _write(
    page: Page, label: str, said: str, change: Callable[..., bool], stage: BoardStage, days: int | None
) -> None:
    page.runner.write(
        label,
        change,
        stage.stage_id,
        days,
        page.runner.moment(),
        then=lambda done: page.toast.emit(said, True) if done else None,
    )


class DaysPopover(Popover):
    """Asks for a number of days, or for never where that may be."""

    chosen = Signal(object)  # a number of days, None for never

    def __init__(
        self,
        title: str,
        label: str,
        days: int | None,
        *,
        hint: str,
        never: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self.column.addWidget(Label(title, face="card", wrap=True, parent=self))
        self.line = Line("" if days is None else str(days), name=label.replace("&", ""), parent=self)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.line.setMaxLength(6)
        self._field = Field(label, self.line, hint=hint, parent=self)
        self.column.addWidget(self._field)
        foot = QHBoxLayout()
        if never:
            self.never = Button(never, kind="quiet", parent=self)
            self.never.clicked.connect(lambda _on=False: self._give(None))
            foot.addWidget(self.never)
        foot.addStretch(1)
        cancel = Button(_("Cancel"), kind="quiet", parent=self)
        cancel.clicked.connect(self.close)
        foot.addWidget(cancel)
        self.save = Button(_("Save"), kind="primary", icon="check", key="Return", parent=self)
        self.save.clicked.connect(lambda _on=False: self._on_save())
        foot.addWidget(self.save)
        self.column.addLayout(foot)
        self.setFixedWidth(max(320, theme().px(310)))
        self.line.selectAll()
        self.line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_save()
        else:
            super().keyPressEvent(event)

    def _on_save(self) -> None:
        text = self.line.text().strip()
        if text.isdecimal() and 1 <= int(text) <= _MOST_DAYS:
            self._give(int(text))
        else:
            wrong = _("This is not a number of days from 1 to {most}. Example: 30")
            self._field.set_error(wrong.format(most=_MOST_DAYS))
            self.adjustSize()
            self.line.setFocus()

    def _give(self, days: int | None) -> None:
        self.close()
        self.chosen.emit(days)
