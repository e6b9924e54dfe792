"""The head of a contact's page: the way back and on, the name, what they want, how warm they are, what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.contact.editable_line import EditableLine
from lifecycle_desktop.ui.contact.face import face_of
from lifecycle_desktop.ui.contact.head_words import (
    LOG_KINDS,
    Tell,
    name_spec,
    offered_channels,
    signs,
    want_spec,
)
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button, IconButton
from lifecycle_desktop.ui.widgets.chips import Avatar, Tag
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.painters import (
    TEMPERATURE_ICONS,
    TEMPERATURE_TOKENS,
    paint_box,
    temperature_word,
)
from lifecycle_desktop.ui.widgets.tab_order import widgets_of

if TYPE_CHECKING:
    from lifecycle_desktop.core.clock import Moment
    from lifecycle_desktop.core.model.contact_page import ContactPage
    from lifecycle_desktop.ui.contact.writes import ContactWrites

AVATAR = 48


class WayLine(QWidget):
    """The line over the head: back to where one came from, and on through its list."""

    back_wanted = Signal()
    walk_wanted = Signal(int)  # -1 or 1

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.back = Button("", kind="quiet", icon="chevron-left", small=True, key="Alt+Left", parent=self)
        self.back.clicked.connect(lambda _on=False: self.back_wanted.emit())
        row.addWidget(self.back)
        row.addStretch(1)
        self.place = Label("", tone="ink2", figures=True, parent=self)
        row.addWidget(self.place)
        self.up = IconButton("chevron-up", _("The one before"), small=True, key="Up", parent=self)
        self.down = IconButton("chevron-down", _("The next one"), small=True, key="Down", parent=self)
        self.up.clicked.connect(lambda _on=False: self.walk_wanted.emit(-1))
        self.down.clicked.connect(lambda _on=False: self.walk_wanted.emit(1))
        row.addWidget(self.up)
        row.addWidget(self.down)
        self.retheme()

    def show_origin(self, title: str) -> None:
        """Say where Back leads."""
        self.back.setText(title)
        self.back.setAccessibleName(_("Back to {page}").format(page=title))

    def show_place(self, place: int, count: int) -> None:
        """Say who of the list this is, `place` from 0; -1 for nobody of a list."""
        shown = place >= 0 and count > 1
        for widget in (self.place, self.up, self.down):
            widget.setVisible(shown)
        words = _("{n} of {all}").format(n=number(place + 1), all=number(count))
        self.place.setText(words if shown else "")
        self.up.setEnabled(place > 0)
        self.down.setEnabled(0 <= place < count - 1)

    def retheme(self) -> None:
        """Point back the way the text runs."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.back.set_icon("chevron-right" if mirrored else "chevron-left")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.retheme()


class TemperatureButton(Button):
    """Hot, Warm or Cold on its soft ground; a click or H chooses another."""

    def __init__(self, parent: QWidget) -> None:
        self._temperature = ""
        super().__init__("", kind="quiet", small=True, key="H", hint=_("Temperature"), parent=parent)
        self.show_temperature("")

    def show_temperature(self, temperature: str) -> None:
        """Show a temperature, or the way to one."""
        self._temperature = temperature
        word = temperature_word(temperature)
        self.set_icon(TEMPERATURE_ICONS.get(temperature, "thermometer"))
        self.setText(word or _("Temperature"))
        said = _("Temperature: {word}").format(word=word.lower()) if word else _("Temperature: not set")
        self.setAccessibleName(said)

    @property
    def ring_radius(self) -> int:  # type: ignore[override]
        """The corner of the focus ring."""
        return self.height() // 2

    def retheme(self) -> None:
        height = max(style.SMALLEST_TARGET, theme().line("small") + 6)
        self.setMinimumHeight(height)
        self.setMaximumHeight(height)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = TEMPERATURE_TOKENS.get(self._temperature, ("linemid", "hover"))
        over = self.underMouse() or self.isDown()
        edge = theme().colour(tokens[0]) if over or theme().look.contrast else None
        area = QRectF(self.rect())
        paint_box(QPainter(self), area, fill=theme().colour(tokens[1]), edge=edge, radius=area.height() / 2)
        super().paintEvent(event)

    def _colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        tokens = TEMPERATURE_TOKENS.get(self._temperature, ("ink2", ""))
        return None, None, theme().colour(tokens[0])

    def _icon_side(self) -> int:
        return theme().px(14)

    def _icon_ink(self, ink: QColor) -> QColor:
        return ink

    def _weight(self) -> int:
        return 600 if self._temperature else 500

    def _face(self) -> str:
        return "small"


class ContactHead(QWidget):
    """Who it is and what can be done with them."""

    log_wanted = Signal(str, QWidget)
    temperature_wanted = Signal(QWidget)
    more_wanted = Signal(QWidget)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(style.SPACE_M)
        who = QHBoxLayout()
        who.setSpacing(style.SPACE_M)
        self.avatar = Avatar("", AVATAR, self)
        self._face_of = 0  # the number of the person whose picture is shown or asked for
        who.addWidget(self.avatar, 0, Qt.AlignmentFlag.AlignTop)
        words = self._words = QVBoxLayout()
        words.setSpacing(0)
        self._first = QHBoxLayout()
        self._first.setSpacing(10)
        words.addLayout(self._first)
        self.temperature = TemperatureButton(self)
        self.temperature.clicked.connect(lambda _on=False: self.temperature_wanted.emit(self.temperature))
        self.name: EditableLine | None = None
        self.want: EditableLine | None = None
        who.addLayout(words, 1)
        self._whole.addLayout(who, 1)
        self._signs = QWidget(self)
        self._sign_flow = FlowLayout(self._signs, gap=6, row_gap=4)
        self._shown_signs: tuple[Tell, ...] = ()
        self._actions = QWidget(self)
        self._flow = FlowLayout(self._actions, gap=style.CONTROL_GAP)
        self.buttons: dict[str, Button] = {}
        for kind, (text, icon, key) in LOG_KINDS.items():
            button = self.buttons[kind] = Button(_(text), icon=icon, key=key, parent=self._actions)
            button.clicked.connect(
                lambda _on=False, kind=kind: self.log_wanted.emit(kind, self.buttons[kind])
            )
        self.more = IconButton("ellipsis", _("More"), kind="normal", parent=self._actions)
        self.more.clicked.connect(lambda _on=False: self.more_wanted.emit(self.more))
        for widget in (*self.buttons.values(), self.more):
            self._flow.addWidget(widget)
        self._whole.addWidget(self._actions, 0)

    # --- showing ---

    def _ask_face(self, contact_id: int, writes: ContactWrites) -> None:
        """Show the person's picture once it is read; initials until then."""
        if contact_id != self._face_of:
            self._face_of = contact_id
            self.avatar.set_picture(QImage())
        runner = writes.page.runner

        def show(face: QImage) -> None:
            if contact_id == self._face_of:
                self.avatar.set_picture(face)

        runner.work(show, face_of, runner.database, contact_id, self.avatar.pixels)

    def show_contact(self, page: ContactPage, writes: ContactWrites, moment: Moment) -> list[EditableLine]:
        """Show a contact; returns the lines that are new."""
        made: list[EditableLine] = []
        self.avatar.set_name(page.name)
        self._ask_face(page.contact_id, writes)
        if self.name is None or self.want is None:
            self.name = EditableLine(name_spec(page, writes), self, snug=True)
            self._first.addWidget(self.name)
            self._first.addWidget(self.temperature, 0, Qt.AlignmentFlag.AlignVCenter)
            self._first.addStretch(1)
            self.want = EditableLine(want_spec(page, writes), self)
            self._words.addWidget(self.want)
            self._words.addWidget(self._signs)
            self._words.addStretch(1)
            QWidget.setTabOrder(self.name.face, self.temperature)
            QWidget.setTabOrder(self.temperature, self.want.face)
            made = [self.name, self.want]
        else:
            self.name.show_spec(name_spec(page, writes))
            self.want.show_spec(want_spec(page, writes))
        self.temperature.show_temperature(page.head.temperature)
        self._show_signs(signs(page, moment))
        self._offer(offered_channels(page))
        self._share_room()
        return made

    def as_read(self) -> list[QWidget]:
        """What takes the focus here, in the order in which it is read."""
        faces = [line.face for line in (self.name, self.want) if line is not None]
        return [*faces[:1], self.temperature, *faces[1:], *widgets_of(self._flow)]

    def _offer(self, channels: Sequence[str]) -> None:
        """Show the buttons of the channels that may be used, in that order."""
        for button in (*self.buttons.values(), self.more):
            self._flow.removeWidget(button)
        before: QWidget | None = self.want.face if self.want is not None else None
        for kind in channels:
            button = self.buttons[kind]
            self._flow.addWidget(button)
            button.show()
            if before is not None:
                QWidget.setTabOrder(before, button)
            before = button
        for kind, button in self.buttons.items():
            if kind not in channels:
                button.hide()
        self._flow.addWidget(self.more)
        self.more.show()
        if before is not None:
            QWidget.setTabOrder(before, self.more)

    def _show_signs(self, told: tuple[Tell, ...]) -> None:
        if told == self._shown_signs:
            return
        self._shown_signs = told
        while (item := self._sign_flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for each in told:
            tag = Tag(each.text, icon=each.icon, tone=each.tone, ground=each.ground, parent=self._signs)
            self._sign_flow.addWidget(tag)
            tag.show()
        self._signs.setVisible(bool(told))

    def take_focus(self) -> None:
        """Put the focus on the name."""
        if self.name is not None:
            self.name.face.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- room ---

    def retheme(self) -> None:
        """Share the room anew after the text has grown."""
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """The buttons beside the words, or below them where there is too little room for both."""
        actions = self._flow.sizeHint().width()
        words = theme().px(AVATAR) + theme().px(300)
        below = self.width() < words + actions + 2 * style.SPACE_M
        self._actions.setMinimumWidth(0 if below else actions)
        wanted = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        if self._whole.direction() != wanted:
            self._whole.setDirection(wanted)
        self._whole.setAlignment(
            self._actions, Qt.AlignmentFlag(0) if below else Qt.AlignmentFlag.AlignVCenter
        )
