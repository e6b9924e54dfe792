"""The command palette (Ctrl+K): one box over the window that finds people, notes and commands, and acts on Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import shiboken6
from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRectF, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QListView, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.palette_hits import Finder, Hit, is_called, matching
from lifecycle_desktop.ui.palette_rows import HitDelegate, HitModel, counts_in_words, row_height
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button, KeyCap
from lifecycle_desktop.ui.widgets.fields import Line
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.painters import one_line, paint_box
from lifecycle_desktop.ui.widgets.popover import paint_shadow
from lifecycle_desktop.ui.widgets.tool_tips import action_text

MOST_ROWS = 10
WIDTH = 640
# How long the lines before stay while people are looked for; then the commands are shown alone.
PATIENCE_MS = 60


class Palette(QWidget):
    """The palette as an overlay of the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Search or run a command"))
        self._commands: Callable[[], Sequence[Hit]] = list
        self._finder: Finder | None = None
        self._before: QWidget | None = None
        self._asked = 0
        self._is_waiting = self._takes_first = self._has_moved = False
        self._about: Hit | None = None  # whose acts are shown
        self._acts: Sequence[Hit] = ()
        self._typed_before = ""
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._on_patience_ended)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self._build()
        parent.installEventFilter(self)
        self.hide()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10 + 8, 10 + 8, 10 + 8, 10 + 8)
        column.setSpacing(6)
        self.field = Line(name=_("Search or run a command"), icon="search", parent=self)
        self.field.setPlaceholderText(_asked_for())
        column.addWidget(self.field)
        self.model = HitModel(self)
        self.list = QListView(self)
        self.list.setAccessibleName(_("Found"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(HitDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._on_more_wanted_at)
        self.list.clicked.connect(self._on_row_clicked)
        column.addWidget(self.list)
        self.nothing = Label("", tone="ink2", wrap=True, parent=self)
        self.nothing.setContentsMargins(8, 6, 8, 6)
        column.addWidget(self.nothing)
        self.foot = self._foot()
        column.addWidget(self.foot)
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)

    def _foot(self) -> QWidget:
        """One line: what Tab would show, also for the mouse."""
        foot = QWidget(self)
        row = QHBoxLayout(foot)
        row.setContentsMargins(4, 0, 4, 0)
        self.more = Button("", kind="link", small=True, parent=foot)
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more.clicked.connect(self._on_more_clicked)
        self.more_key = KeyCap("Tab", foot)
        row.addWidget(self.more)
        row.addWidget(self.more_key)
        row.addStretch(1)
        return foot

    def set_commands(self, commands: Callable[[], Sequence[Hit]]) -> None:
        """Say where the commands come from; asked each time something is typed."""
        self._commands = commands

    def set_finder(self, finder: Finder) -> None:
        """Say who finds people."""
        self._finder = finder

    def open(self, text: str = "") -> None:
        """Show the palette with the focus in its box."""
        if self.isHidden():
            self._before = QApplication.focusWidget()
            self._forget_acts()
            with QSignalBlocker(self.field):
                self.field.setText(text)
            self._show(self._with_commands([]))  # there at once, people follow
            self.show()
        else:
            self._forget_acts()
            self.field.setText(text)
        self.raise_()
        self._on_typed(text)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def dismiss(self) -> None:
        """Close it and give the focus back."""
        if self.isHidden():
            return
        before, self._before = self._before, None
        self._leave()
        if before is not None and shiboken6.isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def retheme(self) -> None:
        """Take the sizes of the look in force."""
        self._place()

    # --- events ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self.field:
            if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._on_key(event):
                return True
            if kind == QEvent.Type.FocusOut and self.isVisible() and not self._keeps_focus():
                self._before = None
                self._leave()
        elif kind == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(10, 10, -10, -10)
        paint_shadow(painter, area, style.CORNER_DIALOG)
        edge = theme().colour("linestrong" if theme().look.contrast else "linemid")
        paint_box(painter, area, fill=theme().colour("surface"), edge=edge, radius=style.CORNER_DIALOG)

    def _keeps_focus(self) -> bool:
        now = QApplication.focusWidget()
        return now is self.field or QApplication.activePopupWidget() is not None or now is None

    def _leave(self) -> None:
        self.hide()
        self._asked += 1  # what was asked is not wanted any more
        self._is_waiting = self._takes_first = False
        self._patience.stop()

    def _on_key(self, event: QKeyEvent) -> bool:
        key, row = event.key(), self.list.currentIndex().row()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter(row)
        elif key == Qt.Key.Key_Escape:
            self._on_escape()
        elif key == Qt.Key.Key_Tab or self._points_on(key):
            self._show_acts(row)
        elif self._about is not None and not self.field.text() and self._points_back(key):
            self._go_back()
        elif key in _WALK:
            self._has_moved = True
            self._walk(key, row)
        else:
            return False
        return True

    def _walk(self, key: int, row: int) -> None:
        count = self.model.rowCount()
        if key == Qt.Key.Key_Down:
            self._select(row + 1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Backtab):
            self._select(row - 1)
        elif key == Qt.Key.Key_PageDown:
            self._select(min(row + MOST_ROWS, count - 1))
        else:
            self._select(max(row - MOST_ROWS, 0))

    def _points_on(self, key: int) -> bool:
        """Whether this is the arrow that leads into a line, with nothing left in the box to walk over."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        onward = Qt.Key.Key_Left if mirrored else Qt.Key.Key_Right
        row, text = self.list.currentIndex().row(), self.field.text()
        at_end = self.field.cursorPosition() == len(text) and not self.field.hasSelectedText()
        return key == onward and at_end and bool(text) and row >= 0 and self.model.hit(row).more is not None

    def _points_back(self, key: int) -> bool:
        """Whether this key leads out of the acts again."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return key in (Qt.Key.Key_Backspace, Qt.Key.Key_Right if mirrored else Qt.Key.Key_Left)

    def _on_enter(self, row: int) -> None:
        if self._is_waiting:
            self._takes_first = True  # what is shown answers another text
        else:
            self._take(row)

    def _on_escape(self) -> None:
        if self._about is not None:
            self._go_back()
        else:
            self.dismiss()

    def _select(self, row: int) -> None:
        count = self.model.rowCount()
        if count:
            index = self.model.index(row % count)
            self.list.setCurrentIndex(index)
            if row % count == 0:
                self.list.scrollToTop()  # with its heading
            self.field.setAccessibleDescription(self.model.spoken(row % count))
        self._tell_more()

    def _tell_more(self) -> None:
        row = self.list.currentIndex().row()
        hit = self.model.hit(row) if 0 <= row < self.model.rowCount() else None
        has_more = hit is not None and hit.more is not None and self._about is None
        if hit is not None and has_more:
            room = max(self.width() // 2, theme().px(160))
            name = theme().metrics().elidedText(one_line(hit.text), Qt.TextElideMode.ElideRight, room)
            self.more.setText(_("More to do with {name}").format(name=action_text(name)))
        self.foot.setVisible(has_more)

    def _on_row_clicked(self, index: QModelIndex) -> None:
        self._take(index.row())

    def _on_more_wanted_at(self, place: QPoint) -> None:
        self._show_acts(self.list.indexAt(place).row())

    def _on_more_clicked(self) -> None:
        self._show_acts(self.list.currentIndex().row())

    def _take(self, row: int) -> None:
        if 0 <= row < self.model.rowCount():
            hit = self.model.hit(row)
            self.dismiss()
            hit.run()

    # --- finding ---

    def _on_typed(self, text: str) -> None:
        self._asked += 1
        self._has_moved = self._takes_first = False
        if self._about is not None:
            self._show(matching(self._acts, text))
            return
        if self._finder is None:
            self._show(self._with_commands([]))
            return
        number = self._asked

        def deliver(hits: Sequence[Hit]) -> None:
            if number == self._asked and not self.isHidden():
                self._on_found(hits)

        self._is_waiting = True
        self._patience.start()
        self._finder(text.strip(), deliver)

    def _on_found(self, hits: Sequence[Hit]) -> None:
        self._patience.stop()
        self._is_waiting = False
        self._show(self._with_commands(hits))
        if self._takes_first:
            self._takes_first = False
            self._take(0)

    def _on_patience_ended(self) -> None:
        """People take their time, or cannot be read: the commands are there at once."""
        if self._is_waiting and self._about is None:
            self._is_waiting = False
            commands = self._with_commands(())
            self._show(commands)
            if self._takes_first and commands and is_called(commands[0], self.field.text()):
                self._take(0)
            self._takes_first = False

    def _with_commands(self, hits: Sequence[Hit]) -> list[Hit]:
        """People and the commands that fit: people first, unless a command is plainly meant."""
        text = self.field.text()
        group = _("Commands")
        commands = [replace(hit, group=group) for hit in matching(self._commands(), text)]
        if commands and is_called(commands[0], text):
            return [*commands, *hits]
        return [*hits, *commands]

    def _show(self, hits: Sequence[Hit]) -> None:
        row = self.list.currentIndex().row()
        kept = self.model.hit(row) if self._has_moved and 0 <= row < self.model.rowCount() else None
        self.model.set_hits(hits)
        self.nothing.setText(_("Nothing found for “{text}”.").format(text=one_line(self.field.text(), 80)))
        self.nothing.setVisible(not hits)
        self.list.setVisible(bool(hits))
        self._select(
            next(
                (
                    at
                    for at, hit in enumerate(hits)
                    if kept and (hit.text, hit.hint) == (kept.text, kept.hint)
                ),
                0,
            )
        )
        self._place()
        self._announce(hits)

    def _announce(self, hits: Sequence[Hit]) -> None:
        """Have a screen reader say how much was found, once it has rested from the keys."""
        if QAccessible.isActive():
            said = counts_in_words(hits) or self.nothing.text()
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, said))

    # --- what else can be done with a line ---

    def _show_acts(self, row: int) -> None:
        """Show what else can be done with the person of a row."""
        if self._about is not None or self._is_waiting or not 0 <= row < self.model.rowCount():
            return
        hit = self.model.hit(row)
        if hit.more is None:
            return
        number = self._asked = self._asked + 1

        def deliver(acts: Sequence[Hit]) -> None:
            if number == self._asked and not self.isHidden():
                self._about, self._acts, self._typed_before = hit, acts, self.field.text()
                self.field.setPlaceholderText(_("What to do with {name}").format(name=one_line(hit.text, 60)))
                if self.field.text():
                    self.field.clear()
                else:
                    self._show(acts)

        hit.more(deliver)

    def _go_back(self) -> None:
        """From the acts to what was found."""
        before = self._typed_before
        self._forget_acts()
        if self.field.text() == before:
            self._on_typed(before)
        self.field.setText(before)

    def _forget_acts(self) -> None:
        self._about, self._acts, self._typed_before = None, (), ""
        self.field.setPlaceholderText(_asked_for())

    # --- place ---

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        width = min(max(WIDTH, theme().px(520)) + 20, parent.width() - 40)
        heights = [self.model.height(row) for row in range(min(self.model.rowCount(), MOST_ROWS + 2))]
        room = parent.height() - 60 - self.field.sizeHint().height() - self.more.sizeHint().height() - 60
        most = max(min(MOST_ROWS * row_height() + row_height() // 2, room), row_height())
        self.list.setFixedHeight(min(sum(heights), most) + 2 if heights else row_height())
        layout = self.layout()
        if layout is not None:
            layout.invalidate()  # it may still count what was just hidden
        height = layout.sizeHint().height() if layout is not None else 0
        height = min(height, parent.height() - 60)
        self.setGeometry((parent.width() - width) // 2, 50, width, height)


_WALK = (
    Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Backtab, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp,
)  # fmt: skip


def _asked_for() -> str:
    return _("A name, a phone, a street, a note, or a command")
