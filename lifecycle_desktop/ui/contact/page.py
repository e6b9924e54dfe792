"""The page of one contact: head, stages, and three columns of cards; Up and Down walk the list one came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.contact_page import ContactPage as Shown
from lifecycle_desktop.core.model.contact_page import OpenStep
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui import asks
from lifecycle_desktop.ui.contact.columns import Columns
from lifecycle_desktop.ui.contact.desk import ContactDesk, contact_desk
from lifecycle_desktop.ui.contact.details_card import DetailsCard
from lifecycle_desktop.ui.contact.editable_line import EditableLine
from lifecycle_desktop.ui.contact.half_typed import HalfTyped
from lifecycle_desktop.ui.contact.head import ContactHead, WayLine
from lifecycle_desktop.ui.contact.missing_card import MissingCard
from lifecycle_desktop.ui.contact.next_step_card import NextStepCard, show_text
from lifecycle_desktop.ui.contact.nobody import gone, in_the_trash, nobody_chosen
from lifecycle_desktop.ui.contact.person_menu import person_menu
from lifecycle_desktop.ui.contact.qualification_card import QualificationCard
from lifecycle_desktop.ui.contact.right_cards import OtherColumns
from lifecycle_desktop.ui.contact.sequences_card import SequencesCard
from lifecycle_desktop.ui.contact.stepper import StageStepper
from lifecycle_desktop.ui.contact.suggestion import SuggestionLine
from lifecycle_desktop.ui.contact.walk import Walk
from lifecycle_desktop.ui.contact.walking_keys import WalkingKeys
from lifecycle_desktop.ui.contact.writes import ContactWrites
from lifecycle_desktop.ui.contact_acts import Chosen, ContactActs
from lifecycle_desktop.ui.page import Offer, Page
from lifecycle_desktop.ui.pages import present_pages
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.widgets.cards import EmptyState
from lifecycle_desktop.ui.widgets.tab_order import read_after, stops
from lifecycle_desktop.ui.widgets.toast import announce

MINUTE = 60_000  # ms
_NOT_HERE = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Delete,
)  # keys of lists that one person has no use for


class ContactPage(Page):
    """Everything about one person."""

    shows = frozenset(
        {
            "contact", "stage", "lifecycle", "stage_move", "stage_answer", "follow_up", "activity", "qualification",
            "permission", "contact_email", "contact_phone", "contact_address", "contact_link", "contact_date",
            "contact_tag", "tag", "own_field", "contact_own_value", "source", "household", "relation", "purchase",
            "service_line", "referral", "setting", "contact_picture", "enrolment", "sequence",
            "trigger_rule", "trigger_firing",
        }
    )  # fmt: skip

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(runner, parent)
        self.head.hide()
        self.desk: ContactDesk | None = None
        self.contact_id = 0
        self.writes = ContactWrites(self, 0, "")
        self.acts = ContactActs(self, self._chosen, self._place, on_open=lambda _id: None)
        self._walk = Walk()
        self._shown_id = 0  # whose lines are on the page
        self._half_typed = HalfTyped(runner, self, self.lines)
        self._build()
        self._connect()
        WalkingKeys(self).pressed.connect(self.step)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start()

    # --- building ---

    def _build(self) -> None:
        self.column.setSpacing(style.SPACE_S)
        self.way = WayLine(self)
        self.column.insertWidget(1, self.way)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the focus
        inner = self._inner = QWidget(self.area)
        inner.setProperty("role", "plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(3, 3, 3, 3)  # room for the focus ring
        column.setSpacing(style.CARD_GAP)
        self.person = ContactHead(inner)
        self.stepper = StageStepper(inner)
        self.suggestion = SuggestionLine(self, inner)
        self.columns = Columns(inner)
        for widget in (self.person, self.stepper, self.suggestion):
            column.addWidget(widget)
        column.addWidget(self.columns, 1)
        self.next_step = NextStepCard(inner)
        self.sequences = SequencesCard(self, inner)
        self.qualification = QualificationCard(inner)
        self.details = DetailsCard(inner)
        self.missing = MissingCard(inner)
        for card in (self.next_step, self.sequences, self.qualification, self.details, self.missing):
            self.columns.left.addWidget(card)
        self.columns.left.addStretch(1)
        self.other = OtherColumns(self, inner, self.columns.middle, self.columns.right)
        self.area.setWidget(inner)
        self._empty: EmptyState | None = None
        self._stack = QStackedLayout()
        self._stack.addWidget(self.area)
        self.body.addLayout(self._stack, 1)
        inner.hide()

    def _connect(self) -> None:
        self.way.back_wanted.connect(self.back_wanted)
        self.way.walk_wanted.connect(self.step)
        self.person.log_wanted.connect(self.acts.log)
        self.person.temperature_wanted.connect(self._on_temperature_wanted)
        self.person.more_wanted.connect(self._on_more_wanted)
        self.stepper.move_wanted.connect(self.acts.move)
        self.suggestion.accepted.connect(self.acts.move)
        self.suggestion.turned_down.connect(self._on_turned_down)
        step = self.next_step
        step.done_wanted.connect(self._on_done_wanted)
        step.snooze_wanted.connect(self._on_snooze_wanted)
        step.edit_wanted.connect(self._on_edit_step_wanted)
        step.text_wanted.connect(lambda each, at: show_text(self, at, each))
        step.drop_wanted.connect(lambda each: self.writes.drop_step(each.step.follow_up_id))
        step.new_wanted.connect(self._on_new_step_wanted)
        self.missing.wanted.connect(self.fill_in)
        for card in (self.details, self.qualification, self.missing):
            card.line_made.connect(self._on_line_made)

    # --- reading ---

    def reload(self) -> None:
        """Read the contact anew."""
        if self.contact_id:
            self.runner.read(self._on_read, contact_desk, self.contact_id, self.runner.moment())
        else:
            self._show_nobody()

    def open_with(self, argument: object) -> None:
        """Show a contact by its id."""
        if isinstance(argument, bool) or not isinstance(argument, int):
            return
        self._walk.begin_at(argument)
        self._go(argument)

    def _go(self, contact_id: int) -> None:
        if contact_id != self.contact_id:
            self.leave()
            self.contact_id = contact_id
            self.area.verticalScrollBar().setValue(0)
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _on_read(self, desk: ContactDesk) -> None:
        if desk.contact_id != self.contact_id:
            return
        if desk.page is None or desk.page.head.is_in_trash:
            following = self._walk.pass_over(desk.contact_id)
            if following:
                self.contact_id = following
                self.reload()
                return
        if desk.contact_id != self._shown_id:
            self.leave()  # what was typed while the other one was being read
        arrived = self._walk.arrive(desk.contact_id)
        self._show(desk)
        if arrived:
            self.walked.emit(desk.contact_id)
            if desk.page is not None:
                announce(self, desk.page.name)

    def _on_minute(self) -> None:
        page = self._page
        if self.isVisible() and page is not None and page.head.waits_since is not None:
            self.reload()

    # --- showing ---

    def _show(self, desk: ContactDesk) -> None:
        self.desk = desk
        page = desk.page
        self.way.show_place(self._walk.place_of(desk.contact_id), self._walk.count)
        if page is None or page.head.is_in_trash:
            self._show_missing_person(page)
        else:
            self._show_person(desk, page)
        self.offers_changed.emit()

    def _show_person(self, desk: ContactDesk, page: Shown) -> None:
        moment = self.runner.moment()
        anew = page.contact_id != self._shown_id
        had_focus = self._stack.currentWidget() is not self.area and self._has_focus()
        self._shown_id = page.contact_id
        self.writes = ContactWrites(self, page.contact_id, page.name)
        self.acts.lifecycle = page.lifecycle
        self.setAccessibleName(page.name)
        if anew:
            for line in self.lines():
                line.close_fields()
        made = self.person.show_contact(page, self.writes, moment)
        for line in made:
            self._on_line_made(line)
        if made:
            read_after(self.way, *self.person.as_read())
        self.stepper.show_path(page.path, moment.today, after=self.person.as_read()[-1])
        self.suggestion.show_desk(desk)
        self.next_step.show_steps(page, moment, anew=anew)
        self.sequences.show_sequences(desk.sequences, moment.today)
        self.qualification.show_answers(page.answers, page.readiness, self.writes, anew=anew)
        self.details.show_contact(page, self.writes, moment, desk.owner)
        self.missing.show_missing(page.missing, page.stage.stage_id, self.writes, anew=anew)
        made_late = [
            each
            for card in (self.suggestion, self.next_step, self.sequences, self.qualification)
            for each in stops(card)
        ]
        for before, after in pairwise([*self.stepper.steps[-1:], *made_late]):
            QWidget.setTabOrder(before, after)
        self.other.show_contact(page, moment)
        self._inner.show()
        self._show_empty(None)
        self.retheme()
        if anew:
            self._half_typed.begin(page.contact_id, desk.typed)
            for key, values in desk.typed.items():
                self.open_line(key, values, focus=False)
        if had_focus:
            self.take_focus()

    def _show_missing_person(self, page: Shown | None) -> None:
        if page is not None:
            self.writes = ContactWrites(self, page.contact_id, page.name)
            self._show_empty(in_the_trash(self.acts.bring_back, self))
        else:
            self._shown_id = 0  # nothing is written down about somebody who was erased
            self._show_empty(gone(self._see_all, self))

    def _show_nobody(self) -> None:
        self.way.show_place(-1, 0)
        self._show_empty(nobody_chosen(self._see_all, self))

    def _see_all(self) -> None:
        self.navigate.emit("contacts")

    def _show_empty(self, empty: EmptyState | None) -> None:
        had_focus = self._has_focus()
        old, self._empty = self._empty, empty
        if empty is not None:
            self._stack.addWidget(empty)
            self._stack.setCurrentWidget(empty)
            if had_focus and empty.button is not None:
                empty.button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._stack.setCurrentWidget(self.area)
        if old is not None:
            self._stack.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    # --- who is meant ---

    @property
    def _page(self) -> Shown | None:
        return self.desk.page if self.desk is not None else None

    def _chosen(self) -> Chosen | None:
        page = self._page
        if page is None:
            return None
        head = page.head
        return Chosen(
            (page.contact_id,),
            page.name,
            page.stage.stage_id,
            head.temperature,
            page.next_step,
            is_in_trash=head.is_in_trash,
            is_parked=head.parked_until_on is not None and head.parked_until_on > self.runner.moment().today,
        )

    def _place(self) -> tuple[QWidget, QRect]:
        focus = QApplication.focusWidget()
        if focus is not None and self._inner.isAncestorOf(focus) and focus.isVisible():
            return focus, focus.rect()
        return self.stepper, QRect(0, 0, 200, self.stepper.height())

    # --- lines that are edited in place ---

    def lines(self) -> list[EditableLine]:
        """Every line that can be edited."""
        return self._inner.findChildren(EditableLine)

    def _on_line_made(self, line: EditableLine) -> None:
        line.copied.connect(lambda text: self.toast.emit(_("Copied: {text}").format(text=text), False))

    def open_line(self, key: str, typed: dict[str, str] | None = None, *, focus: bool = True) -> None:
        """Open the fields of a line by its key: "phone:new", "question:budget", "want"."""
        line = next((each for each in self.lines() if each.spec.key == key), None)
        if key.startswith("question:"):
            self.qualification.open(key.partition(":")[2], typed, focus=focus)
        elif line is None or key.startswith("permission"):
            line = self.details.open(key, typed, focus=focus)
        else:
            line.edit(typed=typed, focus=focus)
        if focus and line is not None:
            QTimer.singleShot(0, self, partial(self._bring_into_view, line))

    def _bring_into_view(self, line: QWidget) -> None:
        if line.isVisible():
            self.area.ensureWidgetVisible(line, 0, style.SPACE_XL)

    def fill_in(self, about: str) -> None:
        """Go to where something that is missing is filled in."""
        where = {
            "phone": "phone:new", "permission": "permission", "preferred_channel": "preferred", "source": "source",
            "want": "want", "date": "date:new",
        }  # fmt: skip
        if about in where:
            self.open_line(where[about])
        elif about == "next_step":
            self._on_new_step_wanted(self.next_step)
        elif not self.other.fill_in(about):
            self.open_line(f"question:{about}")

    def leave(self) -> None:
        """Before somebody else is shown: keep what is right, write down what cannot be kept yet."""
        if not self._shown_id:
            return
        self.other.leave()
        self._half_typed.leave()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.leave()

    # --- acts ---

    def _on_temperature_wanted(self, at: QWidget) -> None:
        self.acts.pop_up(self.acts.temperature_menu(), at.mapToGlobal(at.rect().bottomLeft()))

    def _on_more_wanted(self, at: QWidget) -> None:
        if self._page is not None:
            self.acts.pop_up(person_menu(self, self._page), at.mapToGlobal(at.rect().bottomLeft()))

    def _on_done_wanted(self, each: OpenStep, at: QWidget) -> None:
        asks.complete(self, at, each.step.follow_up_id, self.contact_id, self.writes.name)

    def _on_turned_down(self, rank: str, stage: str) -> None:
        self.writes.turn_down(rank, stage)

    def _on_snooze_wanted(self, each: OpenStep, at: QWidget) -> None:
        asks.ask_snooze(self, at, [each.step.follow_up_id], self.writes.name)

    def _on_new_step_wanted(self, at: QWidget) -> None:
        page = self._page
        channel = page.details.preferred_channel if page is not None else ""
        asks.ask_next_step(self, at, [self.contact_id], self.writes.name, channel=channel or "call")

    def _on_edit_step_wanted(self, each: OpenStep, at: QWidget) -> None:
        from lifecycle_desktop.ui.contact.step_popover import edit_step

        edit_step(self, self.writes, each, at)

    # --- walking ---

    def come_from(self, key: str, walk: Sequence[int] | None) -> None:
        """Take note of the page one came from and of the people it lists."""
        entry = present_pages().get(key)
        self.way.show_origin(_(entry.title) if entry is not None else _("Contacts"))
        self._walk.come_from(key, walk)
        self.way.show_place(self._walk.place_of(self.contact_id), self._walk.count)

    def step(self, by: int) -> None:
        """Show the next one of the list one came from, or the one before; who is in the trash is passed over."""
        following = self._walk.step(self.contact_id, by)
        if not following:
            return
        focus = QApplication.focusWidget()
        in_field = focus is not None and self._inner.isAncestorOf(focus)
        self._go(following)
        if in_field:
            self.person.take_focus()

    # --- the window asks ---

    def offers(self) -> Mapping[str, Offer]:
        """The acts on the person that is shown."""
        offers = {key: offer for key, offer in self.acts.offers().items() if key != "contact.open"}
        offers["contact.name"] = Offer(
            partial(self.open_line, "name"), lambda: self._page is not None and self._empty is None
        )
        offers["contact.before"] = Offer(partial(self.step, -1), self.way.up.isEnabled)
        offers["contact.after"] = Offer(partial(self.step, 1), self.way.down.isEnabled)
        return offers

    def take_focus(self) -> None:
        """Put the focus on the name."""
        if self._empty is not None and self._empty.button is not None:
            self._empty.button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.person.name is not None:
            self.person.take_focus()
        else:
            super().take_focus()

    def panes(self) -> list[QWidget]:
        """The way, the head, the stages, the columns."""
        steps = [step for step in self.stepper.steps if step.isChecked()]
        return [self.way, self.person, *steps, *self.columns.boxes]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2 and not event.modifiers():
            self.open_line("name")
        elif event.key() in _NOT_HERE or not self.acts.handle_key(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside a field leaves it, as Tab does."""
        for line in self.lines():
            if line.editor is not None and line.editor.has_focus():
                line.editor.finish(by_key=False)
        super().mousePressEvent(event)

    # --- room ---

    def retheme(self) -> None:
        """Put the columns where there is room in the look in force."""
        self.columns.arrange(self.window().width(), self.width() - 2 * style.PAGE_MARGIN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.retheme()
