"""What can be done with a follow-up of Today: by key, in the menu of its row, from the menu bar and the palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QMenu

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.desk import FollowUpLine
from lifecycle_desktop.ui import asks
from lifecycle_desktop.ui.offers import Offer
from lifecycle_desktop.ui.widgets.tool_tips import key_text

if TYPE_CHECKING:
    from lifecycle_desktop.ui.today.follow_up_list import FollowUpList
    from lifecycle_desktop.ui.today.page import TodayPage

_TOUCHES = ("call", "text", "email", "note")
# The command of the menu bar for each act, and whether it needs a person behind the follow-up.
_COMMANDS = {
    "open": ("contact.open", False),
    "done": ("contact.done", False),
    "snooze": ("contact.snooze", False),
    "next": ("contact.next_step", True),
    "sequence": ("contact.sequence", True),
    "ready": ("contact.ready_text", True),
    "call": ("contact.call", True),
    "text": ("contact.text", True),
    "email": ("contact.email", True),
    "note": ("contact.note", True),
    "move": ("contact.move", True),
    "temperature": ("contact.temperature", True),
    "park": ("contact.park", True),
    "let_go": ("contact.delete", False),
}


class RowActs:
    """The acts on one line of the lists."""

    def __init__(self, page: TodayPage) -> None:
        self._page = page

    def do(self, what: str, view: FollowUpList, line: FollowUpLine, rect: QRect) -> None:
        """Do one of `_COMMANDS`, or open the menu; what needs a person is passed over for a plain task."""
        page, name = self._page, line.name or line.what
        if what == "menu":
            self.open_menu(view, line, rect)
        elif what == "done":
            asks.complete(page, view, line.follow_up_id, line.contact_id, name, rect=rect)
        elif what == "open":
            self.open(line)
        elif what == "snooze":
            asks.ask_snooze(page, view, [line.follow_up_id], name, rect=rect, next_week=page.next_week_on)
        elif what == "let_go":
            self._let_go(line, name)
        elif what == "task":
            self._make_task(line, name)
        elif line.contact_id is not None:
            self._do_with_person(what, view, line, line.contact_id, rect)

    def _do_with_person(
        self, what: str, view: FollowUpList, line: FollowUpLine, contact_id: int, rect: QRect
    ) -> None:
        page, name = self._page, line.name or line.what
        if what == "next":
            asks.ask_next_step(page, view, [contact_id], name, rect=rect)
        elif what in _TOUCHES:
            # A call does not tick off a card to be written, nor what is due on another day.
            answers = what == line.channel and line.due_on <= page.runner.moment().today
            answered = line.follow_up_id if answers else None
            asks.ask_log(page, view, contact_id, name, what, follow_up_id=answered, rect=rect)
        elif what == "temperature":
            asks.turn_temperature(page, [contact_id], name, line.temperature)
        elif what == "move":
            asks.ask_stage(page, view, [contact_id], name, rect=rect)
        elif what == "sequence":
            from lifecycle_desktop.ui.enrol_popover import ask_enrol

            ask_enrol(page, view, [contact_id], name, rect=rect)
        elif what == "ready":
            from lifecycle_desktop.ui.ready_text import ask_ready_text

            ask_ready_text(page, view, line.follow_up_id, name, rect=rect)
        elif what == "park":
            asks.ask_park(page, view, [contact_id], name, rect=rect)

    def open(self, line: FollowUpLine) -> None:
        """Show the person, or the plan for a task that belongs to nobody."""
        if line.contact_id is not None:
            self._page.open_contact.emit(line.contact_id)
        else:
            self._page.navigate.emit("plan")

    def _let_go(self, line: FollowUpLine, name: str) -> None:
        """Take the follow-up off the list without doing it."""
        from lifecycle_desktop.core.operations.follow_ups import skip_follow_up

        page = self._page
        page.runner.write(
            _("Let the next step with {name} go").format(name=name),
            skip_follow_up,
            line.follow_up_id,
            page.runner.moment(),
            then=lambda _done: page.toast.emit(_("Next step with {name} let go").format(name=name), True),
        )

    def _make_task(self, line: FollowUpLine, name: str) -> None:
        """Keep it as something that reaches nobody."""
        from lifecycle_desktop.core.operations.follow_ups import change_follow_up

        page = self._page
        page.runner.write(
            _("Make a task of the step with {name}").format(name=name),
            change_follow_up,
            line.follow_up_id,
            {"channel": Channel.OTHER.value},
            page.runner.moment(),
            then=lambda _changed: page.toast.emit(_("{name}: now a task").format(name=name), True),
        )

    # --- menu and commands ---

    def open_menu(self, view: FollowUpList, line: FollowUpLine, rect: QRect) -> QMenu:
        """Open the menu of a row."""
        menu = QMenu(self._page)
        entries = [(_("Done"), "X", "done"), (_("Snooze…"), "S", "snooze")]
        if view.withheld:
            entries = [(_("Make it a task"), "", "task")]
        elif line.contact_id is not None:
            entries += [
                (_("Log call"), "C", "call"),
                (_("Log text"), "T", "text"),
                (_("Log email"), "E", "email"),
                (_("Note…"), "N", "note"),
                (_("Next step…"), "D", "next"),
                (_("Start a sequence…"), "G", "sequence"),
                (_("Move to stage…"), "M", "move"),
                (_("Temperature"), "H", "temperature"),
                (_("Park until…"), "P", "park"),
            ]
        if line.is_sequence_step and not view.withheld:
            entries.insert(2, (_("Ready text…"), "R", "ready"))
        entries += [(_("Open"), "Return", "open"), (_("Let it go"), "Delete", "let_go")]
        for words, key, what in entries:
            action = menu.addAction(f"{words}\t{key_text(key)}" if key else words)
            action.triggered.connect(lambda _on=False, what=what: self.do(what, view, line, rect))
        menu.popup(view.viewport().mapToGlobal(rect.bottomRight()))
        return menu

    def offers(self) -> dict[str, Offer]:
        """The acts on the row that has, or had last, the focus."""
        return {
            command: Offer(self._doing(what), self._can(what, needs_person))
            for what, (command, needs_person) in _COMMANDS.items()
        }

    def _doing(self, what: str) -> Callable[[], None]:
        def do() -> None:
            chosen = self._page.chosen_row()
            if chosen is not None:
                self.do(what, *chosen)

        return do

    def _can(self, what: str, needs_person: bool) -> Callable[[], bool]:
        def can() -> bool:
            chosen = self._page.chosen_row()
            if chosen is None or (chosen[0].withheld and (needs_person or what in ("done", "snooze"))):
                return False
            return not needs_person or chosen[1].contact_id is not None

        return can
