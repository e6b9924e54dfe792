"""The page of sequences: the list at the left, one of them at the right, to be edited, rehearsed and followed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QStackedWidget, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.sequence import LONGEST_NAME, SequencePlan
from lifecycle_desktop.core.model.sequence_lists import AffectedByEdit, EnrolmentLine
from lifecycle_desktop.core.queries.sequences import affected_by_edit
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui import sequence_acts
from lifecycle_desktop.ui.asks import date_reader
from lifecycle_desktop.ui.page import Offer, Page
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.sequences import draft
from lifecycle_desktop.ui.sequences.affected_popover import AffectedPopover
from lifecycle_desktop.ui.sequences.desk import SequencesDesk, sequences_desk
from lifecycle_desktop.ui.sequences.editor import SequenceEditor
from lifecycle_desktop.ui.sequences.list_card import ListCard
from lifecycle_desktop.ui.sequences.reader_popover import PersonPopover
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.typed_text import TypedText
from lifecycle_desktop.ui.widgets.cards import EmptyState

_LIST_WIDTH = 300  # px at 100 % text
_TWO_COLUMNS_FROM = 860


class SequencesPage(Page):
    """Every sequence. What is edited stays a draft until it is saved, and is not lost by leaving the page."""

    shows = frozenset({"sequence", "sequence_step", "enrolment", "follow_up", "contact", "setting"})

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(runner, parent)
        self.head.set_title(
            _("Sequences"), _("Steps that follow one another by themselves, so that nobody slips through.")
        )
        self.desk: SequencesDesk | None = None
        self.drafts: dict[int, SequencePlan] = {}
        self._wanted = self._shown_id = 0
        self._reader_id = 0
        self._names_new = False  # what was just made wants its name
        self._typed = TypedText(runner, "sequences", self)
        self._build()
        self._connect()
        self._typed.recall(self._on_recalled)

    def _build(self) -> None:
        self.head.set_primary(_("New sequence"), "plus", self.add_sequence)
        read = date_reader(self)

        def read_day(text: str) -> dt.date | None:
            found = read(text)
            return found.on if found is not None else None

        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("role", "canvas")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(style.CARD_GAP)
        self.left = ListCard(inside)
        self.list = self.left.list
        self.editor = SequenceEditor(read_day, lambda: self.runner.moment().today, inside)
        self.area.setWidget(inside)
        self.empty = EmptyState(
            "list-ordered",
            _("No sequences yet"),
            _(
                "Seven come with the program: for a new contact, an open house, the year after a closing and more."
            ),
            button=_("Add those seven"),
            button_icon="plus",
            on_button=self.add_shipped,
            parent=self,
        )
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.area)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self._stack, 1)
        self._place()

    def _connect(self) -> None:
        self.list.picked.connect(self._on_picked)
        self.list.entered.connect(lambda: self.editor.steps.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.left.copy_wanted.connect(self.copy_sequence)
        self.left.retire_wanted.connect(self.turn_retired)
        self.left.start_wanted.connect(self.ask_whom)
        editor = self.editor
        editor.drafted.connect(self._on_drafted)
        editor.save_wanted.connect(self.save)
        editor.discard_wanted.connect(self.discard)
        editor.steps.form.other_button.clicked.connect(lambda _on=False: self.ask_reader())
        editor.people.open_wanted.connect(self.open_contact)
        editor.people.menu_wanted.connect(self._on_menu_wanted)
        editor.people.stop_wanted.connect(lambda line: sequence_acts.stop(self, line))

    # --- room ---

    def _place(self) -> None:
        """Two columns, or one over the other where there is no room; then the page scrolls."""
        narrow = self.width() < theme().px(_TWO_COLUMNS_FROM)
        for widget in (self.left, self.editor):
            self._grid.removeWidget(widget)
        self._grid.addWidget(self.left, 0, 0)
        self._grid.addWidget(self.editor, 1 if narrow else 0, 0 if narrow else 1)
        self._grid.setColumnStretch(0, 1 if narrow else 0)
        self._grid.setColumnStretch(1, 0 if narrow else 1)
        if narrow:
            self.left.setMinimumWidth(0)
            self.left.setMaximumWidth(16_777_215)
            self.left.setFixedHeight(self.left.height_of_rows(3))
        else:
            self.left.setMinimumHeight(0)
            self.left.setMaximumHeight(16_777_215)
            self.left.setFixedWidth(theme().px(_LIST_WIDTH))
        self.editor.fit(narrow, self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def retheme(self) -> None:
        """Take the widths of the look in force."""
        self._place()

    # --- showing ---

    def reload(self) -> None:
        """Read the list and the sequence that is shown."""
        self.runner.read(self._on_read, sequences_desk, self._wanted, self._reader_id)

    def open_with(self, argument: object) -> None:
        """Show a sequence by its number."""
        if isinstance(argument, int) and not isinstance(argument, bool):
            self._wanted = argument
            self._stale = True

    def take_focus(self) -> None:
        widget: QWidget | None = self.list if self._stack.currentWidget() is self.area else self.empty.button
        if widget is not None:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> list[QWidget]:
        return [self.left, self.editor]

    def offers(self) -> dict[str, Offer]:
        return {
            "sequence.new": Offer(self.add_sequence),
            "sequence.save": Offer(self.save, lambda: self.editor.is_changed),
        }

    def _on_read(self, desk: SequencesDesk) -> None:
        self.desk = desk
        there = {line.id for line in desk.lines}
        self.drafts = {number: plan for number, plan in self.drafts.items() if number in there}
        self._stack.setCurrentWidget(self.area if desk.detail is not None else self.empty)
        if desk.detail is None:
            return
        line = desk.detail.line
        is_same = self._shown_id == line.id
        self._wanted = self._shown_id = line.id
        self._show_list()
        plan = self.drafts.get(line.id, desk.detail.plan)
        if not is_same:
            self.editor.refuse("", -1)
        today = self.runner.moment().today
        self.editor.show_detail(desk.detail, plan, today, place=self.editor.steps.place if is_same else 0)
        self.editor.steps.form.preview_as(desk.reader.name, desk.reader.fields)
        if self._names_new:
            self._names_new = False
            self.editor.ask_name()
        self.offers_changed.emit()

    def _show_list(self) -> None:
        if self.desk is not None:
            self.list.show_sequences(self.desk.lines, self._shown_id, frozenset(self.drafts))
            self.left.show_chosen(self.list.chosen)

    def _on_picked(self, sequence_id: int) -> None:
        self._wanted = sequence_id
        self.reload()

    def _on_recalled(self, text: str) -> None:
        self.drafts = draft.drafts_of(text) | self.drafts
        if self.desk is not None:
            self.reload()

    # --- editing ---

    def _on_drafted(self, plan: SequencePlan) -> None:
        detail = self.editor.detail
        if detail is None:
            return
        was_there = detail.line.id in self.drafts
        if plan == detail.plan:
            self.drafts.pop(detail.line.id, None)
        else:
            self.drafts[detail.line.id] = plan
        if was_there != (detail.line.id in self.drafts):
            self._show_list()
        self._typed.keep(draft.drafts_text(self.drafts))
        self.offers_changed.emit()

    def discard(self) -> None:
        """Take the draft back to what is kept."""
        detail = self.editor.detail
        if detail is not None:
            self._forget(detail.line.id)
            self.editor.refuse("", -1)
            self.reload()

    def save(self) -> None:
        """Save the draft; where people are in the sequence, ask by which version they go on."""
        editor = self.editor
        if not editor.is_changed or editor.plan is None or editor.detail is None:
            return
        told, place = draft.problem_of(editor.plan)
        editor.refuse(told, place)
        if not told:
            self.runner.read(self._on_affected, affected_by_edit, editor.detail.line.id)

    def _on_affected(self, affected: AffectedByEdit) -> None:
        detail, plan = self.editor.detail, self.editor.plan
        if detail is None or plan is None:
            return
        if not affected.total or plan.steps == detail.plan.steps:
            self._write(detail.line.id, plan, "new")
            return
        popover = AffectedPopover(detail.line.name, affected, self)
        popover.chosen.connect(lambda version: self._write(detail.line.id, plan, version))
        popover.open_at(self.editor.save_button)

    def _write(self, sequence_id: int, plan: SequencePlan, version: str) -> None:
        from lifecycle_desktop.core.operations.sequences import save_sequence

        said = _("{name} saved").format(name=plan.name)

        def done(_number: int) -> None:
            self._forget(sequence_id)
            self.toast.emit(said, True)
            self.reload()

        self.runner.write(
            _("Change the sequence {name}").format(name=plan.name),
            save_sequence,
            plan,
            self.runner.moment(),
            sequence_id=sequence_id,
            for_running=version,
            then=done,
        )

    def _forget(self, sequence_id: int) -> None:
        self.drafts.pop(sequence_id, None)
        self._typed.keep(draft.drafts_text(self.drafts))

    # --- new, copy, out of use ---

    def add_sequence(self) -> None:
        """Make a sequence with one call, and ask for its name."""
        name = self._free_name(_("New sequence"))
        self._make(draft.first_plan(name), _("New sequence"), _("New sequence, ready for its name"))

    def copy_sequence(self) -> None:
        """Make a copy of the sequence that is shown, with what is not saved of it."""
        plan = self.editor.plan
        if plan is not None:
            name = self._free_name(_("Copy of {name}").format(name=plan.name)[:LONGEST_NAME])
            said = _("{name} made").format(name=name)
            steps = tuple(replace(step, id=None) for step in plan.steps)
            self._make(replace(plan, name=name, steps=steps), _("Copy {name}").format(name=plan.name), said)

    def _make(self, plan: SequencePlan, label: str, said: str) -> None:
        from lifecycle_desktop.core.operations.sequences import save_sequence

        def done(number: int) -> None:
            self._wanted, self._names_new = number, True
            self.editor.show_view("steps")
            self.toast.emit(said, True)
            self.reload()

        self.runner.write(label, save_sequence, plan, self.runner.moment(), then=done)

    def _free_name(self, wanted: str) -> str:
        names = {line.name for line in self.desk.lines} if self.desk is not None else set()
        tries = (wanted, *(f"{wanted[: LONGEST_NAME - 4]} {n}" for n in range(2, 1_000)))
        return next(each for each in tries if each not in names)

    def turn_retired(self) -> None:
        """Take the sequence that is shown out of use, or bring it back; who is in it goes on to its end."""
        from lifecycle_desktop.core.operations.sequences import bring_back_sequence, retire_sequence

        line = self.list.chosen
        if line is None:
            return
        act: Any = bring_back_sequence if line.is_retired else retire_sequence
        label = _("Bring {name} back") if line.is_retired else _("Take {name} out of use")
        said = _("{name} is in use again") if line.is_retired else _("{name} is out of use")
        said = said.format(name=line.name)
        running = line.running + line.paused
        if running and not line.is_retired:
            more = ngettext("{n} person goes on to its end", "{n} people go on to its end", running)
            said = f"{said}; {more.format(n=running)}"
        self.runner.write(
            label.format(name=line.name),
            act,
            line.id,
            self.runner.moment(),
            then=lambda _none: self.toast.emit(said, True),
        )

    def add_shipped(self) -> None:
        """Put in the sequences that come with the program, in the language that is spoken."""
        from lifecycle_desktop.core.operations.sequences import add_shipped_sequences

        def done(count: int) -> None:
            words = ngettext("{n} sequence added", "{n} sequences added", count)
            self.toast.emit(words.format(n=count), bool(count))
            self.refresh()

        self.runner.write(
            _("Add the sequences that come with the program"),
            add_shipped_sequences,
            self.runner.moment(),
            then=done,
        )

    # --- people ---

    def ask_whom(self, anchor: QWidget) -> None:
        """Ask for somebody to start the sequence with, then for the day."""
        line = self.list.chosen
        if line is None:
            return
        popover = PersonPopover(self.runner, _("Start {name} with").format(name=line.name), self)

        def ask(contact_id: int, name: str) -> None:
            from lifecycle_desktop.ui.enrol_popover import ask_enrol

            ask_enrol(self, anchor, (contact_id,), name, sequence_id=line.id)

        popover.chosen.connect(ask)
        popover.open_at(anchor)

    def ask_reader(self) -> None:
        """Ask as whom the ready texts are to be shown."""
        popover = PersonPopover(self.runner, _("Show the text as this person gets it"), self)
        popover.chosen.connect(self._on_reader)
        popover.open_at(self.editor.steps.form.other_button)

    def _on_reader(self, contact_id: int, _name: str) -> None:
        self._reader_id = contact_id
        self.reload()

    def _on_menu_wanted(self, line: EnrolmentLine, anchor: QWidget, rect: QRect) -> None:
        menu = sequence_acts.enrolment_menu(self, anchor, line, rect=rect)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(anchor.mapToGlobal(rect.bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
        else:
            super().keyPressEvent(event)
