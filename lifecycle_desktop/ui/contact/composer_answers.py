"""What the composer asks of a touch: what came of it, who began, how many minutes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.activity import ActivityKind
from lifecycle_desktop.ui.log_popover import outcomes
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import SegmentedControl
from lifecycle_desktop.ui.widgets.fields import Line
from lifecycle_desktop.ui.widgets.flow import FlowLayout

_MOST_MINUTES = 24 * 60
_WITH_DIRECTION = ("call", "text", "email")
_WITH_MINUTES = ("call", "showing")


class TouchAnswers(QWidget):
    """The answers of the kind that is shown; those of other kinds are hidden and say nothing."""

    entered = Signal()  # Enter in the minutes

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = "note"
        flow = FlowLayout(self, gap=8, row_gap=6)
        self.outcomes: dict[str, SegmentedControl] = {}
        for kind in (ActivityKind.CALL, ActivityKind.TEXT, ActivityKind.EMAIL):
            control = SegmentedControl(outcomes(kind), name=_("What came of it"), parent=self)
            self.outcomes[kind.value] = control
            flow.addWidget(control)
        choices = [("out", _("From me"), ""), ("in", _("From them"), "")]
        self.began = SegmentedControl(choices, name=_("Who began"), parent=self)
        self.began.chosen.connect(lambda _way: self.show_kind(self._kind))
        flow.addWidget(self.began)
        self.minutes = Line(name=_("Minutes"), placeholder=_("min"), parent=self)
        self.minutes.setMaxLength(4)
        self.minutes.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.minutes.returnPressed.connect(self.entered)
        flow.addWidget(self.minutes)
        self.retheme()

    def show_kind(self, kind: str) -> None:
        """Ask what belongs to a kind: nothing of a note or a purchase."""
        self._kind = kind
        for name, control in self.outcomes.items():
            control.setVisible(name == kind and not self._is_from_them)
        self.began.setVisible(kind in _WITH_DIRECTION)
        self.minutes.setVisible(kind in _WITH_MINUTES)
        self.setVisible(kind in self.outcomes or kind in _WITH_MINUTES)

    def clear(self) -> None:
        """Put every answer back to the usual one."""
        for kind, control in self.outcomes.items():
            control.set_current(outcomes(ActivityKind(kind))[0][0])
        self.began.set_current("out")
        self.minutes.setText("")

    @property
    def _is_from_them(self) -> bool:
        return self._kind in _WITH_DIRECTION and self.began.current == "in"

    @property
    def outcome(self) -> str:
        """What came of it; empty where that is not asked."""
        return (
            "" if self._is_from_them or self._kind not in self.outcomes else self.outcomes[self._kind].current
        )

    @property
    def direction(self) -> str | None:
        """In for what came from them; None for the usual direction of the kind."""
        return "in" if self._is_from_them else None

    @property
    def minutes_spent(self) -> int | None:
        """How many minutes it took; None where nobody has said so."""
        text = self.minutes.text().strip()
        return int(text) if self._kind in _WITH_MINUTES and text.isdecimal() else None

    def are_minutes_right(self) -> bool:
        """Whether the minutes are a number, or empty."""
        text = self.minutes.text().strip()
        return (
            self._kind not in _WITH_MINUTES or not text or (text.isdecimal() and int(text) <= _MOST_MINUTES)
        )

    def retheme(self) -> None:
        """Take the widths of the look in force."""
        self.minutes.setFixedWidth(theme().metrics("body").horizontalAdvance(_("min") + "0000") + 24)
