"""The composer: what happened, in a few words; a day in the text becomes the next step. Ctrl+Enter keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.activity import ActivityKind
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui import asks
from lifecycle_desktop.ui.contact.composer_answers import TouchAnswers
from lifecycle_desktop.ui.contact.composer_words import read_kept, write_kept
from lifecycle_desktop.ui.contact.growing_lines import GrowingLines
from lifecycle_desktop.ui.contact.kind_tabs import KindTabs
from lifecycle_desktop.ui.contact.purchase_form import PurchaseForm
from lifecycle_desktop.ui.contact.purchases import day_reader
from lifecycle_desktop.ui.step_words import step_words
from lifecycle_desktop.ui.typed_text import TypedText
from lifecycle_desktop.ui.widgets.buttons import Button, KeyCap
from lifecycle_desktop.ui.widgets.cards import Card
from lifecycle_desktop.ui.widgets.chips import FilterChip
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.tool_tips import tooltip

if TYPE_CHECKING:
    from lifecycle_desktop.core.clock import Moment
    from lifecycle_desktop.core.model.contact_page import ContactPage
    from lifecycle_desktop.core.model.said_step import FoundStep
    from lifecycle_desktop.core.operations.purchases import NewPurchase
    from lifecycle_desktop.ui.page import Page

PURCHASE = "purchase"
_READ_AT_EACH_KEY = 500  # letters; reading them takes a few milliseconds
_PAUSE_MS = 150


class Composer(Card):
    """Keeps what happened with the contact that is shown; what is typed and not saved is kept too."""

    kept = Signal()  # something was saved

    def __init__(self, page: Page, parent: QWidget) -> None:
        super().__init__(padding=style.CARD_PADDING_SMALL, spacing=8, parent=parent)
        self.page = page
        self.contact: ContactPage | None = None
        self.found: FoundStep | None = None
        self._refused: set[str] = set()  # words of days that were taken off
        self._typed: TypedText | None = None
        self._saving = False
        self._rest = QTimer(self)  # a long text is read for its next step once one pauses
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PAUSE_MS)
        self._rest.timeout.connect(self._show_step)
        self.setAccessibleName(_("What happened?"))
        choices = [
            ("note", _("Note"), "pencil"), ("call", _("Call"), "phone"), ("text", _("Text"), "message-square"),
            ("email", _("Email"), "mail"), ("showing", _("Showing"), "map-pin"), (PURCHASE, _("Purchase"), "receipt"),
        ]  # fmt: skip
        self.tabs = KindTabs(choices, _("What happened?"), self)
        self.column.addWidget(self.tabs)
        self.text = GrowingLines(
            name=_("What happened?"),
            placeholder=_("What happened?  A date like “Friday 3pm” becomes the next step."),
            parent=self,
        )
        self.text.setProperty("bare", True)
        self.column.addWidget(self.text)
        self.form = PurchaseForm(self)
        self.form.hide()
        self.column.addWidget(self.form)
        self.answers = TouchAnswers(self)
        self.answers.entered.connect(self.save)
        self.column.addWidget(self.answers)
        self._build_foot()
        self.tabs.chosen.connect(self._on_kind_chosen)
        self.tabs.clicked.connect(self._focus_entry)
        self.text.textChanged.connect(self._on_text_changed)
        self.text.broken.connect(
            lambda: self._fault.setText(_("A line was very long and is broken into shorter ones."))
        )
        self.form.entered.connect(self.save)
        self.form.changed.connect(self._keep)
        page.runner.failed.connect(self._on_failed)
        self._show_kind()

    def _build_foot(self) -> None:
        self._chips = QHBoxLayout()
        self._chips.setSpacing(8)
        self.column.addLayout(self._chips)
        self.chip: FilterChip | None = None
        foot = QHBoxLayout()
        foot.setSpacing(10)
        self._fault = Label("", face="small", tone="danger", wrap=True, parent=self)
        foot.addWidget(self._fault, 1)
        foot.addWidget(KeyCap("Ctrl+Return", self))
        self.save_button = Button(_("Save"), kind="primary", icon="check", key="Ctrl+Return", parent=self)
        self.save_button.clicked.connect(lambda _on=False: self.save())
        foot.addWidget(self.save_button)
        self.column.addLayout(foot)

    # --- showing ---

    def show_contact(self, contact: ContactPage, moment: Moment) -> None:
        """Write about a contact; of the same one, what is being typed stays as it is."""
        before, self.contact = self.contact, contact
        self.form.set_up(contact.service_lines, contact.worth.currency, day_reader(self.page), moment)
        if before is not None and before.contact_id == contact.contact_id:
            return
        self._begin_anew()

    def leave(self) -> None:
        """Write down what is typed, before somebody else is shown or the page is left."""
        if self._typed is not None:
            self._typed.write()

    def write_about(self, kind: str) -> None:
        """Take the focus to write about a call, a text or another kind."""
        self.tabs.set_current(kind)
        self._show_kind()
        self._focus_entry()

    def _begin_anew(self) -> None:
        self.leave()
        if self._typed is not None:
            self.removeEventFilter(self._typed)
            self._typed.deleteLater()
        self._typed = None
        self._empty()
        self.tabs.set_current("note")
        self._show_kind()
        if self.contact is not None:
            self._typed = TypedText(self.page.runner, _place(self.contact.contact_id), self)
            self._typed.recall(self._on_recalled)

    def _on_recalled(self, kept: str) -> None:
        if self.text.toPlainText() or not self.form.is_empty():
            return
        kind, text, fields = read_kept(kept)
        self.tabs.set_current(kind if kind in self.tabs.tabs else "note")
        self.text.setPlainText(text)
        self.form.set_values(fields)
        self._show_kind()

    def _empty(self) -> None:
        self._refused.clear()
        self.text.setPlainText("")
        self.text.document().clearUndoRedoStacks()
        self.form.clear()
        self.answers.clear()
        self._fault.setText("")

    def _show_kind(self) -> None:
        kind = self.tabs.current
        is_purchase = kind == PURCHASE
        self.form.setVisible(is_purchase)
        self.text.setVisible(not is_purchase)
        self.answers.show_kind(kind)
        self._show_step()

    # --- typing ---

    def _on_kind_chosen(self, _kind: str) -> None:
        self._show_kind()
        self._keep()

    def _on_text_changed(self) -> None:
        self._fault.setText("")
        if self.text.document().characterCount() <= _READ_AT_EACH_KEY:
            self._show_step()
        else:
            self._rest.start()
        self._keep()

    def _keep(self) -> None:
        if self._typed is not None:
            text = self.text.toPlainText()
            self._typed.keep(write_kept(self.tabs.current, text, self.form.values()))

    def _show_step(self) -> None:
        from lifecycle_desktop.core.model.said_step import find_step

        self._rest.stop()
        moment, text = self.page.runner.moment(), self.text.toPlainText()
        found = find_step(text, moment, self._refused) if self.tabs.current != PURCHASE else None
        self.found = found
        words = step_words(found.step, moment.today) if found is not None else ""
        if self.chip is not None and self.chip.property("words") == words:
            return
        had_focus = self.chip is not None and self.chip.hasFocus()
        if self.chip is not None:
            self._chips.removeWidget(self.chip)
            self.chip.hide()
            self.chip.deleteLater()
            self.chip = None
        if words:
            self.chip = FilterChip(words, self)
            self.chip.setProperty("words", words)
            self.chip.setAccessibleName(words)
            self.chip.setToolTip(tooltip(_("Take this next step off"), "Del"))
            self.chip.removed.connect(self._on_chip_removed)
            self._chips.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignLeft)
        if had_focus:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chip_removed(self) -> None:
        if self.found is not None:
            said = self.text.toPlainText()[self.found.start : self.found.end]
            self._refused.add(said.lower())
            self._show_step()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the text means the text too: a letter must not fall to the keys of the page."""
        super().mousePressEvent(event)
        self._focus_entry()

    def _focus_entry(self) -> None:
        entry = self.form if self.tabs.current == PURCHASE else self.text
        entry.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- saving ---

    def save(self) -> None:
        """Keep what happened as one step; what was typed goes only once it is kept."""
        if self.contact is None or self._saving:
            return
        self._show_step()
        if self.tabs.current == PURCHASE:
            self._save_purchase()
            return
        text = self.text.toPlainText().strip()
        if self.tabs.current == "note" and not text:
            self._say_wrong(_("Write a word or two first."))
            self.text.setFocus()
            return
        if not self.answers.are_minutes_right():
            self._say_wrong(_("This is not a number of minutes. Example: 12"))
            self.answers.minutes.setFocus()
            return
        self._save_touch(text)

    def _save_touch(self, text: str) -> None:
        from lifecycle_desktop.core.operations.activities import log_touch

        contact, kind, found = self.contact, self.tabs.current, self.found
        if contact is None:
            return
        words = ActivityKind(kind).words
        said = _("{kind} with {name} kept").format(kind=words, name=contact.name)
        if kind == "note":
            said = _("Note on {name} kept").format(name=contact.name)
        step = found.step if found is not None else None
        if found is not None:
            when = step_words(found.step, self.page.runner.moment().today)
            said = _("{said}. {next}").format(said=said, next=when)
        self._saving = True
        self.page.runner.write(
            _("Log {kind} with {name}").format(kind=words.lower(), name=contact.name),
            log_touch,
            contact.contact_id,
            kind,
            self.page.runner.moment(),
            outcome=self.answers.outcome,
            text=text,
            direction=self.answers.direction,
            minutes=self.answers.minutes_spent,
            follow_up_id=self._answered_step(contact, kind),
            next_on=step.on if step is not None else None,
            next_time=step.at if step is not None else None,
            next_what=step.what if step is not None else "",
            next_channel=step.channel.value if step is not None else "",
            then=lambda _number: self._on_kept(
                said, contact, text, asks_next=step is None and kind != "note"
            ),
        )

    def _answered_step(self, contact: ContactPage, kind: str) -> int | None:
        """The open step that a touch of its channel ticks off, where it is due."""
        step = contact.next_step
        if step is None or step.channel != kind or step.due_on > self.page.runner.moment().today:
            return None
        return step.follow_up_id

    def _on_kept(self, said: str, contact: ContactPage, text: str, *, asks_next: bool) -> None:
        self._saving = False
        self.page.toast.emit(said, True)
        if self.contact is None or self.contact.contact_id != contact.contact_id:
            self._forget(contact.contact_id)  # somebody else is shown by now, but this was kept as half typed
            return
        if self.text.toPlainText().strip() == text:
            self._empty()
            self._show_kind()
        self.kept.emit()
        ticked = self._answered_step(contact, self.tabs.current)
        others = [each for each in contact.steps if each.step.follow_up_id != ticked]
        if asks_next and not others:
            asks.ask_next_step(
                self.page, self.save_button, [contact.contact_id], contact.name, title=_("And next?")
            )

    def _forget(self, contact_id: int) -> None:
        from lifecycle_desktop.core.operations.typed_texts import keep_typed

        self.page.runner.write("", keep_typed, _place(contact_id), "", self.page.runner.moment())

    def _save_purchase(self) -> None:
        from lifecycle_desktop.core.operations.purchases import log_purchase

        contact = self.contact
        new: NewPurchase | None = self.form.purchase(contact.contact_id) if contact is not None else None
        if contact is None or new is None:
            return
        self._saving = True
        said = _("Purchase of {name} kept").format(name=contact.name)
        self.page.runner.write(
            _("Purchase of {name}").format(name=contact.name),
            log_purchase,
            new,
            self.page.runner.moment(),
            then=lambda _number: self._on_purchase_kept(said, contact.contact_id),
        )

    def _on_purchase_kept(self, said: str, contact_id: int) -> None:
        self._saving = False
        self.page.toast.emit(said, True)
        if self.contact is None or self.contact.contact_id != contact_id:
            self._forget(contact_id)
            return
        self.form.clear()
        self.kept.emit()

    def _on_failed(self, _error: object) -> None:
        self._saving = False  # what was typed is still there

    def _say_wrong(self, text: str) -> None:
        self._fault.setText(text)

    # --- look ---

    def retheme(self) -> None:
        """Take the widths of the look in force."""
        self.text.fit()


def _place(contact_id: int) -> str:
    """Where what is typed about a contact is kept."""
    return f"contact:{contact_id}:composer"
