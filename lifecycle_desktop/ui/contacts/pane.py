"""The pane beside the table: one person, the next step first, then how to reach them and what happened last."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.lists import ContactSummary
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.ui.contact_acts import ContactActs
from lifecycle_desktop.ui.contact_words import parked_words
from lifecycle_desktop.ui.contacts.pane_parts import LatestList, NextStepCard, StageLine
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button, IconButton
from lifecycle_desktop.ui.widgets.cards import Hairline, IconView
from lifecycle_desktop.ui.widgets.chips import Avatar, Tag, TemperatureTag
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.painters import TEMPERATURES
from lifecycle_desktop.ui.widgets.toast import announce

WIDTH = 322
_MOST_CHIPS = 8


class Pane(QFrame):
    """One person. Buttons act through `acts`, which is about the person shown."""

    closed = Signal()
    left = Signal()  # by Esc

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(_("Details"))
        self.acts: ContactActs | None = None
        self.summary: ContactSummary | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self._area, 1)
        self.full_page = Button(_("Open full page"), icon="arrow-up-right", key="Return", parent=self)
        self.full_page.clicked.connect(lambda _on=False: self._on_full_page())
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(17, 4, 17, 15)
        self._foot.addWidget(self.full_page)
        self._foot.addStretch(1)
        outer.addLayout(self._foot)
        self.has_full_page = False  # whether people have a page of their own
        self._inner: QWidget = QWidget(self._area)
        self._inner.setProperty("role", "plain")
        self.retheme()
        self.show_nobody()

    def retheme(self) -> None:
        """Take the width of the look in force."""
        self.setFixedWidth(theme().px(WIDTH))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(WIDTH), 400)

    # --- what it shows ---

    def show_nobody(self) -> None:
        """Say that nobody is chosen."""
        self.summary = None
        self._show_foot()
        column = self._anew()
        column.addStretch(1)
        hint = Label(
            _("Choose somebody to see their next step here."), tone="ink3", wrap=True, parent=self._inner
        )
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(hint)
        column.addStretch(1)
        self._area.setWidget(self._inner)

    def show_person(self, summary: ContactSummary, moment: Moment, aim_minutes: int) -> None:
        """Show a person; the same person again keeps scroll and focus where they are."""
        is_same = self.summary is not None and self.summary.contact_id == summary.contact_id
        scroll = self._area.verticalScrollBar().value() if is_same else 0
        focused = self._focused_name() if is_same else ""
        self.summary = summary
        self._show_foot()
        column = self._anew()
        column.addLayout(self._head(summary))
        chips = self._chips(summary, moment)
        if chips is not None:
            column.addLayout(chips)
        if summary.is_in_trash:
            self._add_trash(column)
        else:
            column.addWidget(StageLine(summary, self._inner))
            column.addSpacing(2)
            self.step_card = NextStepCard(summary, moment, aim_minutes, self._inner)
            self._connect_step(self.step_card)
            column.addWidget(self.step_card)
            column.addLayout(self._log_buttons())
        column.addWidget(Hairline(self._inner))
        self._add_reaches(column, summary)
        if summary.latest:
            column.addWidget(Hairline(self._inner))
            column.addWidget(LatestList(summary.latest, moment, self._inner))
        column.addStretch(1)
        self._area.setWidget(self._inner)
        for last in self._inner.findChildren(Button)[-1:]:
            QWidget.setTabOrder(last, self.full_page)
        self.setAccessibleDescription(summary.name)
        if is_same:
            QTimer.singleShot(0, self, partial(self._put_back, scroll, focused))

    def take_focus(self) -> None:
        """Put the focus on the first control that acts."""
        for button in self._inner.findChildren(Button):
            if not button.isHidden() and button.accessibleName() != self._close_name():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # --- its parts ---

    def _show_foot(self) -> None:
        """The way to the person's own page; without it the pane has no foot."""
        shown = self.has_full_page and self.summary is not None
        self.full_page.setVisible(shown)
        self._foot.setContentsMargins(17, 4, 17, 15) if shown else self._foot.setContentsMargins(0, 0, 0, 0)

    def _on_full_page(self) -> None:
        if self.acts is not None:
            self.acts.open()

    def _anew(self) -> QVBoxLayout:
        old = self._inner
        self._inner = QWidget()  # put into the area when it is filled, so that all of it shows at once
        self._inner.setProperty("role", "plain")
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(17, 15, 17, 15)
        column.setSpacing(12)
        if self._area.widget() is old:
            self._area.takeWidget()
        old.deleteLater()
        return column

    def _head(self, summary: ContactSummary) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Avatar(summary.name, 44, self._inner), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(1)
        self.name = Label(shortened(summary.name, 300), face="heading", wrap=True, parent=self._inner)
        words.addWidget(self.name)
        parts = [part for part in (summary.job_title, summary.company) if part and part != summary.name]
        line = " · ".join(parts) or summary.want
        if line:
            more = (
                line if parts and not summary.want else " · ".join([*parts, summary.want]) if parts else line
            )
            words.addWidget(
                Label(shortened(more, 200), face="small", tone="ink2", wrap=True, parent=self._inner)
            )
        row.addLayout(words, 1)
        self.close_button = IconButton("x", self._close_name(), parent=self._inner)
        self.close_button.clicked.connect(lambda _on=False: self.closed.emit())
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _close_name(self) -> str:
        return _("Close the details")

    def _chips(self, summary: ContactSummary, moment: Moment) -> FlowLayout | None:
        chips: list[QWidget] = []
        if summary.temperature in TEMPERATURES:
            chips.append(TemperatureTag(summary.temperature, self._inner))
        if summary.is_do_not_contact:
            chips.append(
                Tag(_("Do not contact"), icon="ban", tone="danger", ground="dangersoft", parent=self._inner)
            )
        if summary.parked_until_on is not None:
            chips.append(
                Tag(parked_words(summary.parked_until_on, moment), icon="circle-pause", parent=self._inner)
            )
        chips += [Tag(name, parent=self._inner) for name in summary.tags[:_MOST_CHIPS]]
        if len(summary.tags) > _MOST_CHIPS:
            more = len(summary.tags) - _MOST_CHIPS
            words = ngettext("{n} more tag", "{n} more tags", more).format(n=more)
            chips.append(Tag(words, parent=self._inner))
        if summary.source:
            chips.append(Tag(summary.source, icon="megaphone", parent=self._inner))
        if not chips:
            return None
        flow = FlowLayout(gap=6, row_gap=6)
        for chip in chips:
            flow.addWidget(chip)
        return flow

    def _connect_step(self, card: NextStepCard) -> None:
        if self.acts is None:
            return
        for button, act in (
            (card.done, self.acts.done), (card.snooze, self.acts.snooze), (card.next_step, self.acts.next_step),
        ):  # fmt: skip
            if button is not None:
                button.clicked.connect(lambda _on=False, act=act, button=button: act(button))

    def _log_buttons(self) -> FlowLayout:
        flow = FlowLayout(gap=6, row_gap=6)
        kinds = (
            ("call", _("Log call"), "phone", "C"),
            ("text", _("Text"), "message-square", "T"),
            ("note", _("Note"), "pencil", "N"),
        )
        for kind, words, icon, key in kinds:
            button = Button(words, icon=icon, key=key, parent=self._inner)
            button.clicked.connect(lambda _on=False, kind=kind, button=button: self._on_log(kind, button))
            flow.addWidget(button)
        return flow

    def _on_log(self, kind: str, button: QWidget) -> None:
        if self.acts is not None:
            self.acts.log(kind, button)

    def _add_trash(self, column: QVBoxLayout) -> None:
        column.addWidget(
            Label(
                _("In the trash: off every list, nothing is lost."),
                tone="ink2",
                wrap=True,
                parent=self._inner,
            )
        )
        back = Button(_("Bring back"), icon="archive-restore", parent=self._inner)
        back.clicked.connect(lambda _on=False: self.acts.bring_back() if self.acts is not None else None)
        erase = Button(_("Erase for good…"), icon="user-x", parent=self._inner)
        erase.clicked.connect(lambda _on=False: self.acts.erase() if self.acts is not None else None)
        flow = FlowLayout(gap=6, row_gap=6)
        flow.addWidget(back)
        flow.addWidget(erase)
        column.addLayout(flow)

    def _add_reaches(self, column: QVBoxLayout, summary: ContactSummary) -> None:
        box = QVBoxLayout()
        box.setSpacing(2)
        for icon, reaches, said in (
            ("phone", summary.phones, _("Copy the phone number")),
            ("mail", summary.emails, _("Copy the email address")),
            ("map-pin", summary.addresses, _("Copy the address")),
        ):
            for reach in reaches:
                box.addLayout(self._reach_row(icon, reach.text, reach.label, said))
        prefers = {"call": _("Prefers a call"), "text": _("Prefers text"), "email": _("Prefers email"),
                   "letter": _("Prefers a letter")}  # fmt: skip
        icons = {"call": "phone", "text": "message-square", "email": "mail", "letter": "file-text"}
        channel = summary.preferred_channel
        if channel in prefers:
            box.addLayout(self._reach_row(icons[channel], prefers[channel], "", ""))
        if not box.count():
            box.addWidget(
                Label(
                    _("No phone and no email yet."), face="small", tone="ink3", wrap=True, parent=self._inner
                )
            )
        column.addLayout(box)

    def _reach_row(self, icon: str, text: str, label: str, said: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(9)
        row.addWidget(IconView(icon, side=15, tone="ink2", parent=self._inner))
        words = Label(text, cut=True, parent=self._inner)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.setMinimumHeight(theme().control)
        row.addWidget(words, 1)
        if label:
            row.addWidget(Label(shortened(label, 24), face="small", tone="ink3", parent=self._inner))
        if said:
            copy = IconButton("copy", shortened(f"{said}: {text}", 200), parent=self._inner)
            copy.clicked.connect(lambda _on=False: self._on_copy(text))
            row.addWidget(copy)
        return row

    def _on_copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        announce(self, _("Copied"))
        if self.acts is not None:
            self.acts.page.toast.emit(_("Copied: {text}").format(text=text), False)

    # --- staying where one was ---

    def _focused_name(self) -> str:
        focus = QApplication.focusWidget()
        return focus.accessibleName() if focus is not None and self.isAncestorOf(focus) else ""

    def _put_back(self, scroll: int, focused: str) -> None:
        self._area.verticalScrollBar().setValue(scroll)
        if not focused:
            return
        for button in self._inner.findChildren(Button):
            if button.accessibleName() == focused:
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.take_focus()
