"""What the contact said of each channel: one sentence, and opened a line for each with wording, place and time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lifecycle_desktop.core.clock import zone_info
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.channel import Channel
from lifecycle_desktop.core.model.permission import PermissionStatus
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.ui.asks import channel_icon
from lifecycle_desktop.ui.contact.detail_fields import Part, Values
from lifecycle_desktop.ui.contact.editable_line import EditableLine, LineSpec, Then
from lifecycle_desktop.ui.contact.line_face import LineFace, Look
from lifecycle_desktop.ui.contact_words import date_text

if TYPE_CHECKING:
    from lifecycle_desktop.core.clock import Moment
    from lifecycle_desktop.core.model.contact_page import ChannelPermission, PermissionWord
    from lifecycle_desktop.ui.contact.writes import ContactWrites

_TONES = {"given": "accenttext", "refused": "danger", "withdrawn": "danger", "unknown": "ink2"}
_TOLD = 5  # words of the history in a tool tip


class PermissionLines(QWidget):
    """A sentence; a click or Enter on it opens the four channels below."""

    made = Signal(object)  # an EditableLine that is new

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: dict[str, EditableLine] = {}
        self._told = ""
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.sentence = LineFace(Look(), self)
        self.sentence.clicked.connect(lambda _on=False: self.set_open(not self.is_open))
        column.addWidget(self.sentence)
        self._channels = QWidget(self)
        inner = self._inner = QVBoxLayout(self._channels)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        self._channels.hide()
        column.addWidget(self._channels)

    @property
    def is_open(self) -> bool:
        """Whether the channels are seen."""
        return not self._channels.isHidden()

    def set_open(self, wanted: bool) -> None:
        """Show the channels, or only the sentence."""
        if not wanted and any(line.is_editing for line in self.lines.values()):
            return
        self._channels.setVisible(wanted)
        self._tell_state()

    def show_permissions(
        self, permissions: Sequence[ChannelPermission], writes: ContactWrites, moment: Moment, owner: str
    ) -> None:
        """Show what holds now."""
        self._told = permission_sentence(permissions)
        self._tell_state()
        for permission in permissions:
            spec = _spec(permission, writes, moment, owner)
            line = self.lines.get(permission.channel)
            if line is None:
                line = self.lines[permission.channel] = EditableLine(spec, self._channels)
                self._inner.addWidget(line)
                self.made.emit(line)
            else:
                line.show_spec(spec)

    def _tell_state(self) -> None:
        hint = _("Click or Enter shows each channel.")
        if self.is_open:
            hint = _("Click or Enter folds the channels away.")
        name = _("Permission")
        self.sentence.tell(icon="shield-check", name=name, text=self._told, tip=hint, note="")


def permission_sentence(permissions: Sequence[ChannelPermission]) -> str:
    """What may be done and what not, in a sentence: "May email and text. Calls: not asked"."""
    given = [_verb(each.channel) for each in permissions if each.status == PermissionStatus.GIVEN]
    no = [
        f"{_noun(each.channel)}: {PermissionStatus(each.status).words}"
        for each in permissions
        if each.status in (PermissionStatus.REFUSED, PermissionStatus.WITHDRAWN)
    ]
    unknown = [_noun(each.channel) for each in permissions if each.status == PermissionStatus.UNKNOWN]
    parts = []
    if given:
        last = given.pop()
        listed = _("{some} and {last}").format(some=", ".join(given), last=last) if given else last
        parts.append(_("May {channels}").format(channels=listed))
    parts += no
    if unknown and len(unknown) < len(permissions):
        first, *others = unknown
        rest = [other.lower() for other in others]  # they stand within the sentence
        last = rest.pop() if rest else ""
        some = ", ".join([first, *rest])
        listed = _("{some} and {last}").format(some=some, last=last) if last else some
        parts.append(_("{channels}: not asked").format(channels=listed))
    elif unknown:
        parts.append(_("Not asked yet what you may send"))
    return ". ".join(parts)


def _verb(channel: str) -> str:
    return {"call": _("call"), "text": _("text"), "email": _("email"), "letter": _("write")}[channel]


def _noun(channel: str) -> str:
    return {"call": _("Calls"), "text": _("Texts"), "email": _("Emails"), "letter": _("Letters")}[channel]


def _day(at: dt.datetime, moment: Moment) -> str:
    day = at.astimezone(zone_info(moment.zone)).date()
    return date_text(day, "d MMM" if day.year == moment.today.year else "d MMM yyyy")


def word_in_full(word: PermissionWord, moment: Moment) -> str:
    """What was said of a channel once, with all that is kept about it."""
    parts = [f"{_day(word.recorded_at, moment)}: {PermissionStatus(word.status).words}"]
    if word.wording:
        parts.append("“" + shortened(word.wording, 200) + "”")
    if word.place:
        parts.append(shortened(word.place, 80))
    if word.recorded_by:
        parts.append(_("recorded by {name}").format(name=shortened(word.recorded_by, 60)))
    return ", ".join(parts)


def _spec(permission: ChannelPermission, writes: ContactWrites, moment: Moment, owner: str) -> LineSpec:
    channel, word = permission.channel, permission.newest
    name = Channel(channel).words
    status = PermissionStatus(permission.status)
    text = _("not asked") if status is PermissionStatus.UNKNOWN else status.words
    if word is not None and status is not PermissionStatus.UNKNOWN:
        where = f", {shortened(word.place, 40)}" if word.place else ""
        text = f"{text}, {_day(word.recorded_at, moment)}{where}"
    history = [word_in_full(each, moment) for each in permission.history[:_TOLD]]
    if len(permission.history) > _TOLD:
        history.append("…")
    statuses = tuple((each.value, each.words) for each in PermissionStatus)
    known = word if word is not None else None
    return LineSpec(
        key=f"permission:{channel}",
        name=_("Permission: {channel}").format(channel=name),
        icon=channel_icon(channel),
        caption=name,
        text=text,
        tip="\n".join(history),
        parts=(
            Part("status", _("What they said"), status.value, choices=statuses),
            Part("place", _("Where"), known.place if known else "", _("e.g. open house"), row=1),
            Part("recorded_by", _("Recorded by"), (known.recorded_by if known else "") or owner, row=1),
            Part("wording", _("The exact words"), known.wording if known else "", row=2),
        ),
        save=partial(_keep, writes, channel),
        look=Look(tone=_TONES[status.value], caption_width=64),
    )


def _keep(writes: ContactWrites, channel: str, values: Values, then: Then) -> None:
    writes.set_permission(
        channel, values["status"], values["wording"], values["place"], values["recorded_by"], then
    )
