"""The owner's page of open houses: the list, one set up, opened for visitors, summed up, and typed in from paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QListWidget, QListWidgetItem, QWidget

from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.day_words import date_words
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.sign_in import (
    EventSummary,
    NewEvent,
    OpenHouse,
    SignIn,
)
from lifecycle_desktop.core.queries.sign_ins import event_summary
from lifecycle_desktop.ui.kiosk.desk import OpenHouseDesk, open_house_desk, save_event
from lifecycle_desktop.ui.kiosk.event_bar import PAPER, SET_UP, SUMMARY, EventBar
from lifecycle_desktop.ui.kiosk.event_form import EventForm
from lifecycle_desktop.ui.kiosk.paper import PaperRows
from lifecycle_desktop.ui.kiosk.summary import Summary
from lifecycle_desktop.ui.page import Page
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.cards import EmptyState
from lifecycle_desktop.ui.widgets.painters import one_line
from lifecycle_desktop.ui.widgets.scrolled import ScrolledColumn

ONE_COLUMN_BELOW = 860  # px at 100 % text


class OpenHousePage(Page):
    """Events at the left, the one chosen at the right."""

    shows = frozenset(
        {"campaign", "campaign_contact", "campaign_cost", "permission_wording", "offer", "setting"}
    )

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(runner, parent)
        self.head.set_title(
            _("Open house"), _("Visitors sign in on a screen of their own; nothing of yours can be seen.")
        )
        self.head.set_primary(_("New open house"), "plus", self.begin_new)
        self._desk: OpenHouseDesk | None = None
        self.event_id = 0  # of the one shown; 0 for a new one
        self._is_new = False
        self._shown: tuple[NewEvent, dict[tuple[str, str], str]] | None = None
        self._wanted = 0
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._whole.setSpacing(14)
        self.body.addLayout(self._whole, 1)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Open houses"))
        self.list.setStyleSheet("QListView::item { padding: 0 10px; }")
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentItemChanged.connect(self._on_chosen)
        self._whole.addWidget(self.list, 2)
        self.right = ScrolledColumn(self)
        self._whole.addWidget(self.right, 5)
        self.empty = EmptyState(
            "door-open",
            _("No open house yet"),
            _("Write the address and the day, set a PIN, and turn the screen to your visitors."),
            button=_("New open house"),
            button_icon="plus",
            on_button=self.begin_new,
            parent=self,
        )
        self._whole.addWidget(self.empty, 5)
        self._build_right()
        runner.failed.connect(self._on_failed)

    # --- building ---

    def _build_right(self) -> None:
        self.bar = EventBar(self.right.inside)
        self.bar.part.chosen.connect(self.show_part)
        self.bar.start.clicked.connect(self.open_for_visitors)
        self.bar.save.clicked.connect(self._on_save)
        self.bar.sheet.clicked.connect(self.save_sheet)
        self.bar.end.clicked.connect(self.end_or_reopen)
        self.bar.remove.clicked.connect(self.delete)
        inside = self.right.inside
        self.form, self.summary, self.paper = (
            EventForm(self.runner.moment, inside),
            Summary(inside),
            PaperRows(inside),
        )
        self.parts: dict[str, list[QWidget]] = {
            SET_UP: [self.form.place, self.form.questions, self.form.permissions, self.form.lock],
            SUMMARY: [self.summary.numbers, self.summary.people, self.summary.costs],
            PAPER: [self.paper],
        }
        self.right.column.addWidget(self.bar)
        for widgets in self.parts.values():
            for widget in widgets:
                self.right.column.addWidget(widget)
        self.right.column.addStretch(1)
        self.form.hide()
        self.summary.hide()
        self.form.pin_set.connect(self._on_pin)
        self.summary.opened.connect(self.open_contact)
        self.summary.cost_added.connect(self._on_cost_added)
        self.summary.cost_removed.connect(self._on_cost_removed)
        self.summary.counted.connect(self._on_counted)
        self.paper.entered.connect(self._on_paper)

    # --- showing ---

    def reload(self) -> None:
        self.runner.read(self._on_loaded, open_house_desk, self.runner.moment())

    def open_with(self, argument: object) -> None:
        """Show an event's summary: the page comes back from its visitors."""
        if isinstance(argument, int):
            self._wanted, self._is_new = argument, False
            self.bar.part.set_current(SUMMARY)
            self.refresh()

    def take_focus(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> list[QWidget]:
        return [self.list, self.right]

    def _on_loaded(self, desk: OpenHouseDesk) -> None:
        self._desk = desk
        wanted = self._wanted or self.event_id
        self._wanted = 0
        known = {event.event_id for event in desk.events}
        if self._is_new:
            wanted = 0
        elif wanted not in known:
            wanted = desk.events[0].event_id if desk.events else 0
        self.list.blockSignals(True)
        self.list.clear()
        for event in desk.events:
            item = QListWidgetItem(self._line(event), self.list)
            item.setData(Qt.ItemDataRole.UserRole, event.event_id)
            item.setSizeHint(QSize(0, theme().height(52, lines=2)))
            if event.event_id == wanted:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self._show(wanted)

    def _line(self, event: OpenHouse) -> str:
        today = self.runner.moment().today
        parts = [date_words(event.on, today)] if event.on else []
        parts.append(ngettext("{n} signed in", "{n} signed in", event.signed).format(n=event.signed))
        if event.ended_on:
            parts.append(_("ended"))
        return f"{one_line(event.address, 200)}\n{' · '.join(parts)}"

    def _show(self, event_id: int) -> None:
        """Show an event; what is being typed for the one that is shown already stays."""
        desk = self._desk
        if desk is None:
            return
        there = bool(event_id) or self._is_new
        self.right.setVisible(there)
        self.empty.setVisible(not there)
        self.list.setVisible(bool(desk.events))
        event = next((each for each in desk.events if each.event_id == event_id), None)
        is_typed = event_id == self.event_id and self._is_changed()
        self.event_id = event_id
        if not there:
            self._shown = None
            return
        if not is_typed:
            self.form.show_event(event, desk.wordings)
            self._shown = (self.form.draft(), self.form.wordings())
        self.form.show_pin(desk.state.has_pin)
        self.bar.show_event(event)
        if event is not None:
            self.paper.show_event(event, desk.wordings)
            self.runner.read(self._on_summary, event_summary, event_id)
        self.show_part(self.bar.part.current if event is not None else SET_UP)

    def _on_summary(self, summary: EventSummary) -> None:
        if self._desk is not None and summary.event.event_id == self.event_id:
            self.summary.show_summary(summary, self._desk.currency)

    def show_part(self, key: str) -> None:
        """Show the set-up, the summary or the rows from paper."""
        if key != SET_UP and not self.event_id:
            key = SET_UP
        self.bar.part.set_current(key)
        for name, widgets in self.parts.items():
            for widget in widgets:
                widget.setVisible(name == key)
        if key == SUMMARY:
            self.summary.people.setVisible(self.summary.list.count() > 0)
        self.bar.save.setVisible(key == SET_UP)

    def _on_chosen(self, item: QListWidgetItem | None, _before: object) -> None:
        if item is not None:
            self._keep_quietly()
            self._is_new = False
            self._show(int(item.data(Qt.ItemDataRole.UserRole)))

    # --- acts ---

    def begin_new(self) -> None:
        """An empty form for another open house."""
        self._keep_quietly()
        self._is_new, self.event_id, self._shown = True, 0, None
        self.list.blockSignals(True)
        self.list.setCurrentRow(-1)
        self.list.blockSignals(False)
        if self._desk is None:
            self.refresh()
        else:
            self._show(0)
        self.form.address.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self, *, then_open: bool = False) -> bool:
        """Save the form; False, with the faults below the fields, where something is wrong."""
        new = self.form.entered()
        if new is None:
            return False
        texts = self.form.wordings()
        said = _("{address} is saved").format(address=shortened(new.address, 40))

        def done(event_id: int) -> None:
            self._is_new, self._wanted = False, event_id
            self._shown = (new, texts)
            self.event_id = event_id
            if then_open:
                self.navigate.emit(f"sign_in:{event_id}")
            else:
                self.toast.emit(said, True)

        label = _("Save the open house {address}").format(address=shortened(new.address, 40))
        self.runner.write(label, save_event, self.event_id, new, texts, self.runner.moment(), then=done)
        return True

    def _on_save(self) -> None:
        self.keep()

    def open_for_visitors(self) -> None:
        """Save, and turn the screen to the visitors; it needs a PIN to come back."""
        if self._desk is not None and not self._desk.state.has_pin:
            self.show_part(SET_UP)
            self.form.pin.set_error(
                _("Set a PIN first: only with it the page can be left. Example: 4 digits.")
            )
            self.form.pin.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.right.ensureWidgetVisible(self.form.pin)
            return
        if not self.keep(then_open=True):
            self.show_part(SET_UP)

    def end_or_reopen(self) -> None:
        """Say that it is over, or take that back."""
        from lifecycle_desktop.core.operations.open_houses import end_event, reopen_event

        event = self._event()
        if event is None:
            return
        act = reopen_event if event.ended_on else end_event
        label = _("Open the event again") if event.ended_on else _("End the open house")
        said = _("It is open again") if event.ended_on else _("The open house has ended")
        self._write(label, said, act, event.event_id, self.runner.moment())

    def delete(self) -> None:
        """Delete the event; the people who signed in stay."""
        from lifecycle_desktop.core.operations.open_houses import delete_event

        event = self._event()
        if event is not None:
            self._shown = None
            said = _("{address} is deleted; its people stay").format(address=shortened(event.address, 40))
            self._write(_("Delete the open house"), said, delete_event, event.event_id, self.runner.moment())

    def save_sheet(self) -> None:
        """Ask where to, and save the sign-in sheet for paper as a PDF."""
        event = self._event()
        if event is None:
            return
        proposed = Path.home() / _("Sign-in sheet.pdf")
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Save the sign-in sheet"), str(proposed), _("PDF (*.pdf)")
        )
        if name:
            self.write_sheet(Path(name))

    def write_sheet(self, path: Path) -> None:
        """Write the sheet of the event to a file."""
        from lifecycle_desktop.ui.kiosk.sheet_out import sheet_of, write_sheet

        event, desk = self._event(), self._desk
        if event is not None and desk is not None:
            self.runner.work(self._on_sheet, write_sheet, sheet_of(event, desk.wordings), path, desk.paper)

    def _on_sheet(self, done: Path | UserError) -> None:
        if isinstance(done, UserError):
            self.runner.failed.emit(done)
        else:
            self.toast.emit(_("Saved to “{name}”").format(name=done.name), False)

    # --- slots ---

    def _on_pin(self, pin: str) -> None:
        from lifecycle_desktop.core.operations.kiosk import set_pin

        def done(_result: None) -> None:
            self.toast.emit(_("The PIN is set"), False)
            self.refresh()

        self.runner.write("", set_pin, pin, then=done)

    def _on_cost_added(self, what: str, amount: int) -> None:
        from lifecycle_desktop.core.operations.open_houses import add_event_cost

        currency = self._desk.currency if self._desk is not None else "USD"
        moment = self.runner.moment()
        said = _("The cost is added")
        self._write(_("Add a cost"), said, add_event_cost, self.event_id, what, amount, currency, moment)

    def _on_cost_removed(self, cost_id: int) -> None:
        from lifecycle_desktop.core.operations.open_houses import remove_event_cost

        self._write(
            _("Remove a cost"), _("The cost is removed"), remove_event_cost, cost_id, self.runner.moment()
        )

    def _on_counted(self, by: int) -> None:
        from lifecycle_desktop.core.operations.open_houses import count_seen

        self.runner.write(
            _("Count visitors"),
            count_seen,
            self.event_id,
            by,
            self.runner.moment(),
            merge=f"seen:{self.event_id}",
        )

    def _on_paper(self, entry: SignIn) -> None:
        from lifecycle_desktop.core.operations.sign_ins import PAPER as ON_PAPER
        from lifecycle_desktop.core.operations.sign_ins import sign_in

        self.runner.write(
            _("Enter {name} from paper").format(name=shortened(entry.name, 40)),
            sign_in,
            self.event_id,
            entry,
            self.runner.moment(),
            how=ON_PAPER,
            then=lambda _done: self.paper.kept(entry),
        )

    def _on_failed(self, _error: Exception) -> None:
        self.paper.failed()

    # --- within ---

    def _event(self) -> OpenHouse | None:
        events = self._desk.events if self._desk is not None else []
        return next((each for each in events if each.event_id == self.event_id), None)

    def _write(self, label: str, said: str, operation: Any, *arguments: Any) -> None:
        self.runner.write(label, operation, *arguments, then=lambda _done: self.toast.emit(said, True))

    def _is_changed(self) -> bool:
        return self._shown is not None and (self.form.draft(), self.form.wordings()) != self._shown

    def _keep_quietly(self) -> None:
        """Save what was typed and not saved, where it can be: leaving the page loses nothing."""
        if self._is_changed() and self.form.draft().address:
            self.keep()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._keep_quietly()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(ONE_COLUMN_BELOW)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._whole.setDirection(down if narrow else across)
        self.list.setMaximumHeight(theme().px(150) if narrow else 16_777_215)
