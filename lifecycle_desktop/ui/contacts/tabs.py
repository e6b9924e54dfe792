"""The tabs over the table: the built-in views and the owner's, with how many people each shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QToolButton, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.lists import ViewCounts
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.core.model.saved_view import BUILT_IN_FILTERS, SavedView, built_in_title
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.icons import icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import paint_focus, paint_text
from lifecycle_desktop.ui.widgets.tool_tips import tooltip

VIEWS = tuple(BUILT_IN_FILTERS)
TRASH = "trash"
_FIRST = tuple(view for view in VIEWS if view != TRASH)
_BETWEEN = 20
_COUNT_GAP = 7
_LONGEST_TITLE = 32


class ViewTabs(QTabBar):
    """The views; arrows and clicks choose. The trash is last, and there while somebody is in it.

    With the focus in it: F2 renames a view of the owner's, Delete deletes it, Ctrl+Left and Ctrl+Right move it.
    """

    chosen = Signal(str)
    menu_wanted = Signal(str, QPoint)  # the key of a view, and where on the screen
    rename_wanted = Signal(str)
    delete_wanted = Signal(str)
    move_wanted = Signal(str, int)  # by how many places

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._views: list[str] = []
        self._titles: dict[str, str] = {view: built_in_title(view) for view in VIEWS}
        self._counts: dict[str, int] = {}
        self._changed: set[str] = set()
        self._told: dict[str, str] = {}
        self.setAccessibleName(_("Views"))
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._dress_scrollers()
        for view in _FIRST:
            self._add(view)
        self.currentChanged.connect(self._on_current_changed)

    @property
    def view(self) -> str:
        """The key of the view in force."""
        return self._views[self.currentIndex()] if self._views else VIEWS[0]

    @property
    def views(self) -> tuple[str, ...]:
        """The keys of all tabs, in order."""
        return tuple(self._views)

    @property
    def overflows(self) -> bool:
        """Whether not all tabs are seen at once."""
        return sum(self.tabSizeHint(place).width() for place in range(self.count())) > self.width()

    def title(self, view: str) -> str:
        """What a view is called."""
        return self._titles.get(view, "")

    def count_of(self, view: str) -> int | None:
        """How many people a view shows; None while nobody has counted."""
        return self._counts.get(view)

    def choose(self, view: str) -> None:
        """Put a view in force, as a click does; one that is not there is passed over."""
        if view == TRASH and view not in self._views:
            self._add(view)
        if view in self._views:
            self.setCurrentIndex(self._views.index(view))

    def show_views(self, saved: Sequence[SavedView]) -> None:
        """Show the owner's views between the built-in ones and the trash; the one in force stays it."""
        keys = [view.key for view in saved]
        self._titles = {view: built_in_title(view) for view in VIEWS} | {
            view.key: view.name for view in saved
        }
        wanted = [*_FIRST, *keys, *([TRASH] if TRASH in self._views else [])]
        if wanted != self._views:
            now = self.view
            self.blockSignals(True)
            while self.count():
                self.removeTab(0)
            self._views = []
            for view in wanted:
                self._add(view)
            if now in wanted:
                self.setCurrentIndex(wanted.index(now))
            self.blockSignals(False)
            if now not in wanted:
                self.chosen.emit(self.view)
        self._write()

    def show_counts(self, counts: ViewCounts) -> None:
        """Write how many people each built-in view shows."""
        self._counts |= {
            "everyone": counts.everyone,
            "no_next_step": counts.without_next_step,
            "slipping": counts.slipping,
            TRASH: counts.trash,
        }
        if counts.trash and TRASH not in self._views:
            self._add(TRASH)
        elif not counts.trash and TRASH in self._views and self.view != TRASH:
            place = self._views.index(TRASH)
            self._views.pop(place)
            self.removeTab(place)
        self._write()

    def show_count(self, view: str, count: int) -> None:
        """Write how many people a view of the owner's shows."""
        if self._counts.get(view) != count:
            self._counts[view] = count
            self._write()

    def show_changed(self, views: set[str]) -> None:
        """Mark the views that differ from what was saved."""
        if views != self._changed:
            self._changed = set(views)
            self._write()

    def show_told(self, told: Mapping[str, str]) -> None:
        """Say in the tool tips whom the owner's views show."""
        if told != self._told:
            self._told = dict(told)
            self._write()

    def retheme(self) -> None:
        """Take the sizes of the look in force."""
        self._write()
        self.updateGeometry()

    def _write(self) -> None:
        for place, view in enumerate(self._views):
            title, count = self._title_shown(view), self._counts.get(view)
            said = title
            if count is not None:
                said += ", " + ngettext("{n} person", "{n} people", count).format(n=number(count))
            if view in self._changed:
                said += ", " + _("changed")
            self.setAccessibleTabName(place, said)
            tip = [self.title(view)] if self.title(view) != title.rstrip("*") else []
            self.setTabToolTip(place, tooltip("\n".join([*tip, *filter(None, [self._told.get(view)])])))
            told = "" if count is None else number(count)
            self.setTabText(place, f"{title} {told}")  # makes Qt measure it anew

    def _title_shown(self, view: str) -> str:
        mark = "*" if view in self._changed else ""
        return shortened(self.title(view), _LONGEST_TITLE) + mark

    def _count_shown(self, view: str) -> str:
        count = self._counts.get(view)
        return "" if count is None else number(count)

    # --- sizes and painting ---

    def _dress_scrollers(self) -> None:
        """Give the two buttons that scroll our chevrons and names."""
        signs = {
            Qt.ArrowType.LeftArrow: ("chevron-left", _("Scroll the views left")),
            Qt.ArrowType.RightArrow: ("chevron-right", _("Scroll the views right")),
        }
        for button in self.findChildren(QToolButton):
            if button.arrowType() in signs:
                sign, name = signs[button.arrowType()]
                button.setArrowType(Qt.ArrowType.NoArrow)
                button.setIcon(icon(sign, lambda: theme().colour("ink2")))
                button.setAccessibleName(name)

    def tabSizeHint(self, index: int) -> QSize:
        view = self._views[index] if index < len(self._views) else VIEWS[0]
        title = theme().metrics("body", weight=600).horizontalAdvance(self._title_shown(view))
        figures = QFontMetrics(theme().font("body", tabular=True))
        told = self._count_shown(view)
        count = _COUNT_GAP + figures.horizontalAdvance(told) if told else 0
        return QSize(title + count + _BETWEEN + 6, max(32, theme().line() + 12))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for place, view in enumerate(self._views):
            rect = self.tabRect(place)
            if not rect.intersects(event.rect()):
                continue
            is_on = place == self.currentIndex()
            words = rect.adjusted(_BETWEEN, 0, -2, -2) if mirrored else rect.adjusted(2, 0, -_BETWEEN, -2)
            weight = 600 if is_on else 500
            wide = paint_text(
                painter,
                words,
                self._title_shown(view),
                tone="ink" if is_on else "ink2",
                weight=weight,
                mirrored=mirrored,
            )
            if told := self._count_shown(view):
                gap = wide + _COUNT_GAP
                rest = words.adjusted(0, 0, -gap, 0) if mirrored else words.adjusted(gap, 0, 0, 0)
                wide = gap + paint_text(painter, rest, told, tone="ink3", figures=True, mirrored=mirrored)
            if is_on:
                self._paint_current(painter, words, wide, mirrored=mirrored)

    def _paint_current(self, painter: QPainter, words: QRect, wide: int, *, mirrored: bool) -> None:
        left = words.right() + 1 - wide if mirrored else words.left()
        line = QRectF(left - 1, self.height() - 2, wide + 2, 2)
        painter.fillRect(line, theme().colour("accent"))
        if self.hasFocus():
            paint_focus(painter, QRect(left - 2, 2, wide + 4, self.height() - 6), 4)

    # --- hands ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        view, key = self.view, event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        is_own = view not in VIEWS
        if key == Qt.Key.Key_F2 and is_own:
            self.rename_wanted.emit(view)
        elif key == Qt.Key.Key_Delete and is_own:
            self.delete_wanted.emit(view)
        elif control and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            forward = (key == Qt.Key.Key_Right) != (self.layoutDirection() == Qt.LayoutDirection.RightToLeft)
            if is_own:
                self.move_wanted.emit(view, 1 if forward else -1)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.currentIndex() if by_key else self.tabAt(event.pos())
        if 0 <= place < len(self._views):
            rect = self.tabRect(place)
            at = self.mapToGlobal(rect.bottomLeft()) if by_key else event.globalPos()
            self.menu_wanted.emit(self._views[place], at)

    def _add(self, view: str) -> None:
        place = len(self._views)
        if view != TRASH and TRASH in self._views:
            place = self._views.index(TRASH)
        self._views.insert(place, view)
        self.insertTab(place, self.title(view))

    def _on_current_changed(self, _index: int) -> None:
        if self._views:
            self.chosen.emit(self.view)
