"""The sign-in page over the whole screen: one visitor after the other, until the host's PIN ends it."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from lifecycle_desktop.core.model.kiosk_words import KioskWords, kiosk_words
from lifecycle_desktop.core.model.sign_in import (
    THANKS_SECONDS,
    WARN_SECONDS,
    KioskDesk,
    OpenHouse,
    PinAnswer,
    SignedIn,
    SignIn,
)
from lifecycle_desktop.ui.kiosk.form import VisitorForm
from lifecycle_desktop.ui.kiosk.guard import Guard, clear_clipboard
from lifecycle_desktop.ui.kiosk.host import HostPanel, PinSheet
from lifecycle_desktop.ui.kiosk.light import said, sheet
from lifecycle_desktop.ui.kiosk.screen_parts import Foot, Thanks
from lifecycle_desktop.ui.kiosk.welcome import WelcomePanel
from lifecycle_desktop.ui.kiosk.writes import KioskWrites
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.toast import announce

TICK_MS = 250
ONE_COLUMN_BELOW = 1000  # px of the page at 100 % text
NARROW_BELOW = 560  # of the form
HOST_SECONDS = 60  # after which the host's panel closes by itself
LONGEST_THANKED = 40  # letters of a name


class KioskWindow(QWidget):
    """Light, large, and deaf to everything that leads away. `now` counts seconds, for tests."""

    left = Signal(int, bool)  # the event, and whether it was ended

    def __init__(self, runner: Runner, desk: KioskDesk, *, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.desk, self.writes = desk, KioskWrites(runner, desk.event, self)
        self._now, self._used_at, self._thanked_at = now, now(), 0.0
        self._may_close = False
        self.language = desk.event.setup.languages[0]
        self.setWindowTitle(kiosk_words(self.language)("open_house"))
        self.setAccessibleName(self.windowTitle())
        self.setProperty("kiosk", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._build()
        self.writes.signed.connect(self._on_signed)
        self.writes.pin_tried.connect(self._on_pin_tried)
        self.writes.counted.connect(self._on_counted)
        self.guard = Guard(self)
        self.guard.used.connect(self._on_used)
        self.guard.host_wanted.connect(self.ask_pin)
        self.guard.escaped.connect(self._on_escaped)
        self._ticking = QTimer(self)
        self._ticking.setInterval(TICK_MS)
        self._ticking.timeout.connect(self.tick)
        self.form: VisitorForm
        self.begin()

    # --- building ---

    def _build(self) -> None:
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self.welcome = WelcomePanel(self.desk.event, self.desk.business, self)
        self._whole.addWidget(self.welcome, 3)
        side = self._side = QVBoxLayout()
        side.setSpacing(0)
        self.stack = QStackedWidget(self)
        self._scroll = QScrollArea(self)
        self._scroll.setProperty("kiosk", "ground")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack.addWidget(self._scroll)
        self.thanks = Thanks(self)
        self.stack.addWidget(self.thanks)
        side.addWidget(self.stack, 1)
        self.foot = Foot(self)
        self.foot.host.clicked.connect(self.ask_pin)
        self.foot.stay.clicked.connect(self._on_used)
        side.addWidget(self.foot)
        self._whole.addLayout(side, 5)
        self.retheme()

    def retheme(self) -> None:
        """Take the text size in force."""
        self.setStyleSheet(sheet())

    # --- showing ---

    def start(self) -> None:
        """Fill the screen and keep everything else away."""
        self.guard.start()
        self._ticking.start()
        self.showFullScreen()
        self.come_to_front()
        self.form.take_focus()

    def come_to_front(self) -> None:
        """Lie over everything again: someone started the program a second time."""
        self.show()
        self.raise_()
        self.activateWindow()

    def finish(self) -> None:
        """Go away; only the host's panel and the end of the program ask for it."""
        self._may_close = True
        self._ticking.stop()
        self.guard.stop()
        self.close()
        self.deleteLater()

    def begin(self) -> None:
        """A new form for the next visitor; of the one before nothing is left, in no field, undo or clipboard."""
        self.language = self.desk.event.setup.languages[0]
        clear_clipboard()
        self.form = VisitorForm(self.desk, self.language, self)
        self.form.signed.connect(self._on_written)
        self.form.language_chosen.connect(self.speak)
        self.form.fault_found.connect(self._scroll.ensureWidgetVisible)
        ground = QWidget()
        ground.setProperty("kiosk", "ground")
        column = QVBoxLayout(ground)
        self._ground_column = column
        column.addWidget(self.form)
        self.private_below = said("", "hint", "ink2", wrap=True, parent=ground)
        column.addWidget(self.private_below)
        column.addStretch(1)
        before = self._scroll.takeWidget()
        if before is not None:
            before.hide()
            before.setParent(None)
            before.deleteLater()
        self._scroll.setWidget(ground)
        self._read_foot_last()
        self.speak(self.language)
        self._fit()
        self._show_form()

    def _read_foot_last(self) -> None:
        """Let Tab come to the foot after the form, which is newer than it."""
        self._side.removeWidget(self.foot)
        self.foot.setParent(None)
        self._side.addWidget(self.foot)
        self.foot.show()

    def _show_form(self) -> None:
        self.stack.setCurrentWidget(self._scroll)
        self.foot.host.show()
        self._drop_sheets()
        self.foot.warning.hide()
        self._used_at = self._now()
        self.form.take_focus()

    def speak(self, language: str) -> None:
        """Say everything in another language."""
        self.language = language
        words = kiosk_words(language)
        self.welcome.speak(words)
        self.form.speak(language)
        owner = self.desk.owner.split()[0] if self.desk.owner.split() else ""
        for label in (self.foot.private, self.private_below):
            label.setText(words("private", owner=owner) if owner else words("private_we"))
        self.foot.clears.setText(words("clears", n=self.desk.event.setup.idle_seconds))
        self.foot.host.speak(words("host"))
        self.foot.stay.speak(words("stay"))

    @property
    def words(self) -> KioskWords:
        """The words in the language that is spoken."""
        return kiosk_words(self.language)

    # --- one visitor ---

    def _on_written(self, entry: SignIn) -> None:
        self.writes.sign_in(entry)

    def _on_signed(self, entry: SignIn, _done: SignedIn) -> None:
        """It is on disk: only now thank them. Of what was there already about them nothing is shown."""
        language = self.language
        name = entry.first_name.strip()
        name = name if len(name) <= LONGEST_THANKED else name[: LONGEST_THANKED - 1] + "…"
        self.begin()
        self.speak(language)
        self.thanks.words.setText(self.words("thanks", name=name))
        self.thanks.more.setText(self.words("thanks_more"))
        self.stack.setCurrentWidget(self.thanks)
        self._thanked_at = self._now()
        self.thanks.setFocus()
        announce(self, self.thanks.words.text())

    def tell_failure(self, _error: Exception) -> None:
        """Something could not be saved: say so, and keep what was written."""
        self.form.show_problem(self.words("not_saved"))
        for pin in self.findChildren(PinSheet):
            pin.open.setEnabled(True)

    def tick(self) -> None:
        """See how long nobody has touched anything, and clear what was left behind."""
        idle = self._now() - self._used_at
        shown = self.stack.currentWidget()
        if shown is self.thanks:
            if self._now() - self._thanked_at >= THANKS_SECONDS:
                self.begin()
        elif shown is not self._scroll:
            if idle >= HOST_SECONDS:
                self._on_escaped()
        elif not self.form.button.isEnabled():
            self._used_at = self._now()  # it is being saved
        elif self.form.is_touched() or self.language != self.desk.event.setup.languages[0]:
            self._warn_or_clear(self.desk.event.setup.idle_seconds - idle)
        else:
            self.foot.warning.hide()

    def _warn_or_clear(self, left: float) -> None:
        if left <= 0:
            self.begin()
        elif left <= WARN_SECONDS:
            was_hidden = self.foot.warning.isHidden()
            self.foot.still.setText(self.words("still_there", n=max(round(left + 0.499), 1)))
            self.foot.warning.show()
            if was_hidden:
                announce(self, self.foot.still.text())
        else:
            self.foot.warning.hide()

    def _on_used(self) -> None:
        self._used_at = self._now()
        self.foot.warning.hide()

    # --- the host ---

    def ask_pin(self) -> None:
        """Ask for the PIN that opens the host's panel."""
        if self.stack.currentWidget() not in (self._scroll, self.thanks):
            return
        pin = PinSheet(self)
        pin.given.connect(self.writes.try_pin)
        pin.left.connect(self._show_form)
        self._show_sheet(pin)
        pin.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_pin_tried(self, answer: PinAnswer) -> None:
        for pin in self.findChildren(PinSheet):
            if answer.is_right:
                self.writes.look()
                return
            pin.refuse(answer.wait_seconds)

    def _on_counted(self, event: OpenHouse) -> None:
        """The event as it stands now: open the panel behind the PIN, or write its counts anew."""
        panels = self.findChildren(HostPanel)
        if panels:
            panels[0].show_counts(event.seen, event.signed)
            return
        panel = HostPanel(event.address, event.seen, event.signed, event.note, self)
        panel.counted.connect(self.writes.count)
        panel.noted.connect(self.writes.note)
        panel.left.connect(self._on_escaped)
        panel.paused.connect(lambda: self.writes.leave(self._on_left, ended=False))
        panel.ended.connect(lambda: self.writes.leave(self._on_left, ended=True))
        self._show_sheet(panel)
        panel.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_left(self, ended: bool) -> None:
        self.left.emit(self.desk.event.event_id, ended)

    def _on_escaped(self) -> None:
        """From the PIN and the host's panel back to the visitor's form."""
        for panel in self.findChildren(HostPanel):
            panel.keep_note()
        if self.stack.currentWidget() not in (self._scroll, self.thanks):
            self._show_form()

    def _show_sheet(self, shown: QWidget) -> None:
        self._drop_sheets()
        page = QScrollArea(self)
        page.setObjectName("sheet")
        page.setProperty("kiosk", "ground")
        page.setWidgetResizable(True)
        page.setFrameShape(QFrame.Shape.NoFrame)
        page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        ground.setProperty("kiosk", "ground")
        column = QVBoxLayout(ground)
        column.addStretch(1)
        column.addWidget(shown, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        page.setWidget(ground)
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.foot.host.hide()
        self._used_at = self._now()

    def _drop_sheets(self) -> None:
        for page in self.stack.findChildren(QScrollArea, "sheet"):
            self.stack.removeWidget(page)
            page.setParent(None)
            page.deleteLater()

    # --- events ---

    def _fit(self) -> None:
        scale = theme().scale
        one_column = self.width() / scale < ONE_COLUMN_BELOW
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._whole.setDirection(down if one_column else across)
        self.welcome.set_flat(one_column)
        self.foot.private.setVisible(not one_column)
        self.private_below.setVisible(one_column)
        room = self.width() if one_column else self.width() * 5 / 8
        side = theme().px(24 if one_column else 72)
        self._ground_column.setContentsMargins(side, theme().px(20 if one_column else 40), side, 8)
        self.foot.column.setContentsMargins(side, 6, side, 12)
        self.form.set_narrow((room - 2 * side) / scale < NARROW_BELOW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            super().closeEvent(event)
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and self.isMinimized() and not self._may_close:
            self.setWindowState(Qt.WindowState.WindowFullScreen)
