"""The box that offers somebody who is likely the same person, while the line is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lifecycle_desktop.core.clock import Moment, instant_from_text
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.day_words import date_words
from lifecycle_desktop.core.store.same_person import SamePerson
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import IconView
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.toast import announce


class SamePersonBox(QFrame):
    """Offers "Add to Priya" or "Keep separate"; hidden while nobody is alike."""

    add_to = Signal(int)

    def __init__(self, moment: Callable[[], Moment], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moment = moment
        self.setProperty("role", "banner")
        self._person: SamePerson | None = None
        self._refused: set[int] = set()
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(12)
        row.addWidget(IconView("users", side=18, tone="warn", parent=self))
        words = QVBoxLayout()
        words.setSpacing(0)
        self._who = Label("", face="strong", cut=True, parent=self)
        self._why = Label("", tone="ink2", face="small", wrap=True, parent=self)
        words.addWidget(self._who)
        words.addWidget(self._why)
        row.addLayout(words, 1)
        self._add = Button("", icon="user-check", parent=self)
        self._add.clicked.connect(self._on_add)
        row.addWidget(self._add)
        separate = Button(_("Keep separate"), kind="quiet", parent=self)
        separate.clicked.connect(self._on_separate)
        row.addWidget(separate)
        self.hide()

    @property
    def name(self) -> str:
        """The name of whom it offers, empty while nobody is offered."""
        return self._person.name if self._person is not None else ""

    def show_people(self, people: Sequence[SamePerson]) -> None:
        """Offer the likeliest of these who was not refused."""
        left = [person for person in people if person.contact_id not in self._refused]
        before, self._person = self._person, left[0] if left else None
        self.setVisible(self._person is not None)
        if self._person is None:
            return
        name = self._person.name
        self._who.setText(_("{name} is already in your contacts").format(name=name))
        self._why.setText(_told(self._person, self._moment()))
        self._add.setText(_("Add to {name}").format(name=name.split(" ")[0][:20]))
        if before != self._person:
            announce(self, f"{self._who.text()}. {self._why.text()}")

    def _on_add(self) -> None:
        if self._person is not None:
            self.add_to.emit(self._person.contact_id)

    def _on_separate(self) -> None:
        if self._person is not None:
            self._refused.add(self._person.contact_id)
        self.show_people([])


def _told(person: SamePerson, moment: Moment) -> str:
    """The reason, since when and where they stand: “Same phone. Added today 09:38 at 118 Alder, stage 1 Attract”."""
    reason = person.reason[:1].upper() + person.reason[1:]
    if not person.since:
        return reason
    added = Moment(instant_from_text(person.since), moment.zone).local
    if added.date() == moment.today:
        words = (
            _("{reason}. Added today {time}")
            if not person.place
            else _("{reason}. Added today {time} at {place}")
        )
    else:
        words = _("{reason}. Added {day}") if not person.place else _("{reason}. Added {day} at {place}")
    said = words.format(
        reason=reason,
        time=added.strftime("%H:%M"),
        day=date_words(added.date(), moment.today),
        place=person.place,
    )
    return _("{said}, stage {number} {name}").format(
        said=said, number=person.stage_number, name=person.stage_label
    )
