"""What can be done with the people that are chosen in a list: the keys, the context menu and the commands for it.

Each act is one undo step, and a toast says what happened.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.desk import ActiveLifecycle, NextStep
from lifecycle_desktop.ui import asks, contact_menus
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.letter_keys import is_turned_off
from lifecycle_desktop.ui.many_writes import write_about
from lifecycle_desktop.ui.page import Offer, Page
from lifecycle_desktop.ui.widgets.painters import temperature_word


@dataclass(frozen=True)
class Chosen:
    """Whom an act is about: one person with their next step, or several by their ids."""

    ids: tuple[int, ...]
    name: str = ""
    stage_id: int = 0
    temperature: str = ""
    next_step: NextStep | None = None
    is_in_trash: bool = False
    is_parked: bool = False

    @property
    def is_one(self) -> bool:
        """Whether it is one person only."""
        return len(self.ids) == 1

    @property
    def words(self) -> str:
        """The person's name, or "3 people"."""
        return self.name if self.is_one and self.name else people_words(len(self.ids))


def people_words(count: int) -> str:
    """A number of people: "1 person", "3 people"."""
    return ngettext("{n} person", "{n} people", count).format(n=number(count))


class ContactActs:
    """The acts of one page. `chosen` says whom they are about, `place` where a popover is to open."""

    def __init__(
        self,
        page: Page,
        chosen: Callable[[], Chosen | None],
        place: Callable[[], tuple[QWidget, QRect]],
        *,
        on_open: Callable[[int], object],
        on_move: Callable[[Chosen, int], object] | None = None,
    ) -> None:
        self.page, self.chosen, self.place = page, chosen, place
        self._on_open, self._on_move = on_open, on_move
        self.lifecycle: ActiveLifecycle | None = None
        self.on_erase: Callable[[Chosen], object] | None = None  # where people in the trash can be erased

    def _where(self, at: QWidget | None) -> tuple[QWidget, QRect]:
        return (at, at.rect()) if at is not None else self.place()

    # --- acts; `at` is the control that a popover opens below, if it is not the row ---

    def open(self) -> None:
        """Show all of the person."""
        chosen = self.chosen()
        if chosen is not None and chosen.is_one:
            self._on_open(chosen.ids[0])

    def done(self, at: QWidget | None = None) -> None:
        """Tick the next step off, then ask for the one after it; without a step, ask for one."""
        chosen = self.chosen()
        if chosen is None or not chosen.is_one:
            return
        if chosen.next_step is None:
            self.next_step(at)
            return
        anchor, rect = self._where(at)
        asks.complete(self.page, anchor, chosen.next_step.follow_up_id, chosen.ids[0], chosen.name, rect=rect)

    def snooze(self, at: QWidget | None = None) -> None:
        """Put the next step off."""
        chosen = self.chosen()
        if chosen is None or not chosen.is_one or chosen.next_step is None:
            return
        anchor, rect = self._where(at)
        asks.ask_snooze(self.page, anchor, [chosen.next_step.follow_up_id], chosen.name, rect=rect)

    def next_step(self, at: QWidget | None = None) -> None:
        """Ask for a next step with everybody chosen."""
        chosen = self.chosen()
        if chosen is None or chosen.is_in_trash:
            return
        anchor, rect = self._where(at)
        asks.ask_next_step(self.page, anchor, chosen.ids, chosen.words, rect=rect)

    def sequence(self, at: QWidget | None = None) -> None:
        """Ask which sequence everybody chosen is to go through."""
        from lifecycle_desktop.ui.enrol_popover import ask_enrol

        chosen = self.chosen()
        if chosen is None or chosen.is_in_trash:
            return
        anchor, rect = self._where(at)
        ask_enrol(self.page, anchor, chosen.ids, chosen.words, rect=rect)

    def log(self, kind: str, at: QWidget | None = None) -> None:
        """Log a call, a text, an e-mail or a note; a touch by the channel of the next step ticks that off."""
        chosen = self.chosen()
        if chosen is None or not chosen.is_one:
            return
        anchor, rect = self._where(at)
        step = chosen.next_step
        today = self.page.runner.moment().today
        answers = step is not None and step.channel == kind and step.due_on <= today
        asks.ask_log(
            self.page,
            anchor,
            chosen.ids[0],
            chosen.name,
            kind,
            follow_up_id=step.follow_up_id if step is not None and answers else None,
            rect=rect,
        )

    def move(self, stage_id: int) -> None:
        """Move everybody chosen to a stage."""
        chosen = self.chosen()
        if chosen is None:
            return
        if self._on_move is not None:
            self._on_move(chosen, stage_id)
        else:
            self.write_move(chosen, stage_id)

    def write_move(self, chosen: Chosen, stage_id: int) -> None:
        """Keep a move, say so, and ask what the stage that was left wants to know."""
        from lifecycle_desktop.core.operations.stages import move_contacts

        label = self.stage_label(stage_id)
        said = _("{name} moved to {stage}")
        self.write(
            _("Move to {stage}").format(stage=label),
            move_contacts,
            chosen,
            stage_id,
            said=lambda name: said.format(name=name, stage=label),
            tell=lambda text: asks.tell_moved(self.page, chosen.ids, text, self.place),
        )

    def write(
        self,
        label: str,
        operation: Callable[..., int],
        chosen: Chosen,
        *arguments: object,
        said: Callable[[str], str],
        tell: Callable[[str], object] | None = None,
    ) -> None:
        """Write a step about everybody chosen; `said` gets the name, or how many were changed."""
        write_about(
            self.page,
            label,
            operation,
            chosen.ids,
            *arguments,
            self.page.runner.moment(),
            said=lambda count: said(chosen.words if chosen.is_one else people_words(count)),
            tell=tell,
        )

    def stage_label(self, stage_id: int) -> str:
        """The short name of a stage; that of no stage where it has gone meanwhile."""
        stages = self.lifecycle.stages if self.lifecycle is not None else ()
        return next((stage.label for stage in stages if stage.stage_id == stage_id), _("another stage"))

    def park(self, at: QWidget | None = None) -> None:
        """Ask until when everybody chosen is to be set aside; whoever is parked is taken back."""
        chosen = self.chosen()
        if chosen is None or chosen.is_in_trash:
            return
        if chosen.is_parked:
            asks.park(self.page, chosen.ids, chosen.words, None)
        else:
            self.ask_park(at)

    def ask_park(self, at: QWidget | None = None) -> None:
        """Ask until when everybody chosen is to be set aside."""
        chosen = self.chosen()
        if chosen is None or chosen.is_in_trash:
            return
        anchor, rect = self._where(at)
        asks.ask_park(self.page, anchor, chosen.ids, chosen.words, rect=rect)

    def answer(self) -> bool:
        """Go into the questions that are asked on this page, if there are any."""
        if not asks.is_asked(self.page):
            return False
        from lifecycle_desktop.ui.exit_questions import answer_exit_questions

        return answer_exit_questions(self.page)

    def set_temperature(self, temperature: str) -> None:
        """Call everybody chosen hot, warm or cold, or take it back with an empty text."""
        from lifecycle_desktop.core.operations.contacts import set_temperature

        chosen = self.chosen()
        if chosen is None:
            return
        word = temperature_word(temperature)
        if word:
            label, said = _("Mark as {temperature}"), _("{name}: {temperature}")
        else:
            label, said = _("Take the temperature away"), _("{name}: no temperature")
        self.write(
            label.format(temperature=word.lower()),
            set_temperature,
            chosen,
            temperature,
            said=lambda name: said.format(name=name, temperature=word.lower()),
        )

    def add_tag(self, name: str) -> None:
        """Give everybody chosen a tag."""
        from lifecycle_desktop.core.operations.contacts import add_tag

        chosen = self.chosen()
        if chosen is None or not name.strip():
            return
        tag = " ".join(name.split())
        said = _("{name} tagged {tag}")
        self.write(
            _("Tag {tag}").format(tag=tag),
            add_tag,
            chosen,
            tag,
            said=lambda name: said.format(name=name, tag=tag),
        )

    def delete(self) -> None:
        """Put everybody chosen into the trash; who is there already may be erased, which is asked."""
        from lifecycle_desktop.core.operations.contacts import delete_contacts

        chosen = self.chosen()
        if chosen is None or chosen.is_in_trash:
            self.erase()
            return
        said = _("{name} deleted")
        self.write(
            _("Delete {name}").format(name=chosen.words),
            delete_contacts,
            chosen,
            said=lambda name: said.format(name=name),
        )

    def erase(self) -> None:
        """Ask whether everybody chosen, who is in the trash, is to be erased for good."""
        chosen = self.chosen()
        if chosen is not None and chosen.is_in_trash and self.on_erase is not None:
            self.on_erase(chosen)

    def bring_back(self) -> None:
        """Take everybody chosen out of the trash."""
        from lifecycle_desktop.core.operations.contacts import bring_back_contacts

        chosen = self.chosen()
        if chosen is None:
            return
        said = _("{name} brought back")
        self.write(
            _("Bring back {name}").format(name=chosen.words),
            bring_back_contacts,
            chosen,
            said=lambda name: said.format(name=name),
        )

    # --- menus ---

    def stage_menu(self) -> QMenu:
        """A menu of the stages: the digit of a stage chooses it."""
        return contact_menus.stage_menu(self)

    def temperature_menu(self) -> QMenu:
        """A menu of hot, warm, cold and none; its first letter chooses."""
        return contact_menus.temperature_menu(self)

    def context_menu(self) -> QMenu:
        """Everything that can be done with the person, with its keys."""
        return contact_menus.context_menu(self)

    def pop_up(self, menu: QMenu, at: QPoint | None = None) -> QMenu:
        """Open a menu at a point of the screen, or under the row it is about."""
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if at is None:
            anchor, rect = self.place()
            at = anchor.mapToGlobal(rect.bottomLeft())
        menu.popup(at)
        return menu

    # --- keys and commands ---

    def handle_key(self, event: QKeyEvent) -> bool:
        """Answer a letter in a focused list; returns whether it was one of ours."""
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            return False
        if is_turned_off(event):
            return False
        act = self._keys().get(Qt.Key(event.key()))
        if act is None or self.chosen() is None:
            return False
        act()
        return True

    def _keys(self) -> dict[Qt.Key, Callable[[], object]]:
        return {
            Qt.Key.Key_Return: self.open,
            Qt.Key.Key_Enter: self.open,
            Qt.Key.Key_X: self.done,
            Qt.Key.Key_S: self.snooze,
            Qt.Key.Key_D: self.next_step,
            Qt.Key.Key_G: self.sequence,
            Qt.Key.Key_C: lambda: self.log("call"),
            Qt.Key.Key_T: lambda: self.log("text"),
            Qt.Key.Key_E: lambda: self.log("email"),
            Qt.Key.Key_N: lambda: self.log("note"),
            Qt.Key.Key_M: lambda: self.pop_up(self.stage_menu()),
            Qt.Key.Key_H: lambda: self.pop_up(self.temperature_menu()),
            Qt.Key.Key_P: self.park,
            Qt.Key.Key_Q: self.answer,
            Qt.Key.Key_Delete: self.delete,
        }

    def offers(self) -> dict[str, Offer]:
        """The same acts for the menu bar and the palette."""

        def one() -> bool:
            chosen = self.chosen()
            return chosen is not None and chosen.is_one and not chosen.is_in_trash

        def some() -> bool:
            chosen = self.chosen()
            return chosen is not None and not chosen.is_in_trash

        def stepped() -> bool:
            chosen = self.chosen()
            return chosen is not None and chosen.is_one and chosen.next_step is not None

        return {
            "contact.open": Offer(self.open, one),
            "contact.done": Offer(self.done, stepped),
            "contact.snooze": Offer(self.snooze, stepped),
            "contact.next_step": Offer(self.next_step, some),
            "contact.sequence": Offer(self.sequence, some),
            "contact.call": Offer(lambda: self.log("call"), one),
            "contact.text": Offer(lambda: self.log("text"), one),
            "contact.email": Offer(lambda: self.log("email"), one),
            "contact.note": Offer(lambda: self.log("note"), one),
            "contact.move": Offer(lambda: self.pop_up(self.stage_menu()), some),
            "contact.temperature": Offer(lambda: self.pop_up(self.temperature_menu()), some),
            "contact.park": Offer(self.park, some),
            "contact.answer": Offer(self.answer, lambda: asks.is_asked(self.page)),
            "contact.delete": Offer(self.delete, some),
        }
