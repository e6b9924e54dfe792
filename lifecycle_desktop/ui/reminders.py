"""Reminders: what is due is told when its time comes, over the page and on the desktop."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.ui.notice_choice import CHOICE, NAMES, NONE
from lifecycle_desktop.ui.widgets.cards import Banner

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lifecycle_desktop.core.model.reminder import Reminder
    from lifecycle_desktop.ui.main_window import MainWindow
    from lifecycle_desktop.ui.runner import Runner

MOST_LINES = 4
KEY = f"follow-up-{os.getpid()}"  # of another window, perhaps on another database, no notice is taken


class Reminders(QObject):
    """Looks at each full minute: sleep, a clock set back and another zone are noticed by the next look."""

    def __init__(self, window: MainWindow, runner: Runner) -> None:
        super().__init__(window)
        self._window, self._runner = window, runner
        self.tell_desktop: Callable[[str, str, str], None] | None = None
        self._noted: set[tuple[int, str]] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)

    @property
    def waits_ms(self) -> int:
        """How long until the next look: due times are full minutes, so it is never longer than one."""
        at = self._runner.moment().at
        return max(1, 60_000 - at.second * 1000 - at.microsecond // 1000)

    def look(self) -> None:
        """Ask what is due and was not told; visitors before the window see none of it, and it waits."""
        from lifecycle_desktop.core.queries.reminders import untold_reminders

        self._timer.start(self.waits_ms)
        if not self._window.is_for_visitors:
            self._runner.read(self._on_found, untold_reminders, self._runner.moment())

    def _on_found(self, found: Sequence[Reminder]) -> None:
        fresh = [each for each in found if (each.follow_up_id, each.due) not in self._noted]
        if not fresh or self._window.is_for_visitors:
            return
        from lifecycle_desktop.core.operations.reminders import note_told  # SQLAlchemy comes with it

        self._show(fresh)
        self._noted.update((each.follow_up_id, each.due) for each in fresh)
        self._runner.write("", note_told, fresh, self._runner.moment())

    def _show(self, fresh: Sequence[Reminder]) -> None:
        people = {each.contact_id for each in fresh}
        contact_id = people.pop() if len(people) == 1 else None
        key = f"{KEY}:{contact_id or 'today'}"
        title = ngettext("{n} follow-up is due", "{n} follow-ups are due", len(fresh)).format(n=len(fresh))
        banner = Banner(
            title,
            notice_text(fresh, with_names=True),
            tone="accent",
            icon="bell-ring",
            button=_("Open contact") if contact_id is not None else _("Open Today"),
            on_button=lambda: self._open(banner, key),
            quiet_button=_("Close"),
            on_quiet=lambda: self._window.drop_banner(banner),
            parent=self._window.area,
        )
        self._window.show_banner(banner)
        how = self._window.state.get(CHOICE, NAMES)
        if how != NONE and self.tell_desktop is not None:
            self.tell_desktop(key, title, notice_text(fresh, with_names=how == NAMES))

    def _open(self, banner: Banner, key: str) -> None:
        self._window.drop_banner(banner)
        self.open(key)

    def open(self, key: str) -> None:
        """Open what a notice was about: a contact, or Today."""
        kind, _colon, whom = key.partition(":")
        if kind != KEY or self._window.is_for_visitors:
            return
        if whom.isascii() and whom.isdigit():
            self._window.open_contact(int(whom))
        else:
            self._window.open_page("today")


def notice_text(reminders: Sequence[Reminder], *, with_names: bool) -> str:
    """What is due, a line each and no more than a handful: what to do, with the name where that is wanted."""
    lines = []
    for each in reminders[:MOST_LINES]:
        named = with_names and each.name and each.name not in each.what
        lines.append(_("{task} – {name}").format(task=each.what, name=each.name) if named else each.what)
    more = len(reminders) - MOST_LINES
    if more > 0:
        lines.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
    return "\n".join(lines)
