"""People in the palette: found by the runner, opened by Enter, and what else can be done with one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.palette_hits import Hit

if TYPE_CHECKING:
    from lifecycle_desktop.core.model import found as model
    from lifecycle_desktop.core.model.desk import ActiveLifecycle, StageMark
    from lifecycle_desktop.core.store.driver import ReadConnection
    from lifecycle_desktop.ui.main_window import MainWindow
    from lifecycle_desktop.ui.runner import Runner

Deliver = Callable[[Sequence[Hit]], None]

MOST_PEOPLE = 8
MOST_NOTES = 4
_NOTE_ICON = "sticky-note"
_ICONS = {"phone": "phone", "email": "mail", "address": "map-pin", "tag": "tag"}


class PeopleFinder:
    """Finds people for the palette of a window, on the reading thread; a newer question interrupts an older one."""

    def __init__(self, window: MainWindow, runner: Runner) -> None:
        self._window, self._runner = window, runner
        self._text = ""
        self._deliver: Deliver = lambda _hits: None
        self._deliver_acts: Deliver = lambda _hits: None
        self._person = (0, "")
        self._stage_count = (
            0  # of the active lifecycle, for the colours of its stages; 0 while it is not known
        )
        runner.changed.connect(self._on_changed)

    def _on_changed(self, tables: frozenset[str]) -> None:
        if tables & {"lifecycle", "stage"}:
            self._stage_count = 0

    def find(self, text: str, deliver: Deliver) -> None:
        """Ask for those who match, or for those opened last where nothing is typed; they come to `deliver`."""
        from lifecycle_desktop.core.queries.search import opened_last, search

        self._text, self._deliver = text, deliver
        if text:
            self._runner.read(
                self._on_found, _with_stages, self._stage_count, search, text, MOST_PEOPLE, MOST_NOTES
            )
        else:
            self._runner.read(self._on_found, _with_stages, self._stage_count, opened_last)

    def _on_found(self, answer: tuple[model.Found, int]) -> None:
        found, self._stage_count = answer
        people, notes = _("People") if self._text else _("Opened last"), _("Notes")
        self._deliver(
            [
                *(self._hit(one, people) for one in found.people),
                *(self._hit(one, notes) for one in found.notes),
            ]
        )

    def _hit(self, one: model.Hit, group: str) -> Hit:
        contact_id, name = one.contact_id, one.name
        return Hit(
            name,
            lambda: self._window.open_contact(contact_id),
            icon=_NOTE_ICON if one.is_told else _ICONS.get(one.matched, "user"),
            hint=one.detail,
            marks=one.name_marks,
            hint_marks=one.detail_marks,
            group=group,
            tail=one.stage.label,
            stage=(one.stage.number, self._stage_count),
            more=lambda deliver: self._ask_acts(contact_id, name, deliver),
        )

    # --- what else can be done with somebody ---

    def _ask_acts(self, contact_id: int, name: str, deliver: Deliver) -> None:
        from lifecycle_desktop.core.queries.lifecycle import active_lifecycle

        self._person, self._deliver_acts = (contact_id, name), deliver
        self._runner.read(self._on_lifecycle, active_lifecycle)

    def _on_lifecycle(self, lifecycle: ActiveLifecycle) -> None:
        contact_id, name = self._person
        acts = [
            Hit(_("Open"), lambda: self._window.open_contact(contact_id), icon="user", group=name),
            *(
                Hit(words, self._logging(contact_id, name, kind), icon=icon, group=name)
                for words, kind, icon in (
                    (_("Log call"), "call", "phone"),
                    (_("Log text"), "text", "message-square"),
                    (_("Log email"), "email", "mail"),
                    (_("Note"), "note", "pencil"),
                )
            ),
            Hit(_("Next step"), self._planning(contact_id, name), icon="calendar-plus", group=name),
        ]
        for stage in lifecycle.stages:
            words = _("Move to {stage}").format(stage=stage.label)
            acts.append(
                Hit(words, self._moving(contact_id, name, stage.mark), icon="arrow-right", group=name)
            )
        self._deliver_acts(acts)

    def _place(self) -> QRect:
        """Where a question opens: in the middle under the head of the page, where the palette was."""
        area = self._window.area
        return QRect(max(area.width() // 2 - 200, 0), 60, 400, 1)

    def _logging(self, contact_id: int, name: str, kind: str) -> Callable[[], object]:
        def ask() -> None:
            from lifecycle_desktop.ui.asks import ask_log

            if self._window.page is not None:
                ask_log(self._window.page, self._window.area, contact_id, name, kind, rect=self._place())

        return ask

    def _planning(self, contact_id: int, name: str) -> Callable[[], object]:
        def ask() -> None:
            from lifecycle_desktop.ui.asks import ask_next_step

            if self._window.page is not None:
                ask_next_step(self._window.page, self._window.area, [contact_id], name, rect=self._place())

        return ask

    def _moving(self, contact_id: int, name: str, stage: StageMark) -> Callable[[], object]:
        def move() -> None:
            from lifecycle_desktop.ui.asks import move_to_stage

            if self._window.page is not None:
                place = self._window.area, self._place()
                move_to_stage(self._window.page, [contact_id], name, stage, where=lambda: place)

        return move


def _with_stages(
    connection: ReadConnection, known: int, query: Callable[..., model.Found], *values: object
) -> tuple[model.Found, int]:
    """What a query finds, and how many stages there are where that is not known yet."""
    from lifecycle_desktop.core.queries.lifecycle import active_lifecycle

    found = query(connection, *values)
    return found, known or len(active_lifecycle(connection).stages)
