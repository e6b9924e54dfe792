"""The tabs over the table: the built-in views with how many people each shows."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.lists import ViewCounts
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import paint_focus, paint_text

VIEWS = ("everyone", "no_next_step", "slipping", "trash")
_BETWEEN = 20
_COUNT_GAP = 7


def view_title(view: str) -> str:
    """What the tab of a view says."""
    return {
        "everyone": _("Everyone"),
        "no_next_step": _("No next step"),
        "slipping": _("Slipping"),
        "trash": _("Trash"),
    }[view]


class ViewTabs(QTabBar):
    """The views; arrows and clicks choose. The trash is there while somebody is in it."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._views: list[str] = []
        self._counts: dict[str, int] = {}
        self.setAccessibleName(_("Views"))
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        for view in VIEWS[:3]:
            self._add(view)
        self.currentChanged.connect(self._on_current_changed)

    @property
    def view(self) -> str:
        """The view in force."""
        return self._views[self.currentIndex()] if self._views else VIEWS[0]

    def choose(self, view: str) -> None:
        """Put a view in force, as a click does."""
        if view in VIEWS and view not in self._views:
            self._add(view)
        if view in self._views:
            self.setCurrentIndex(self._views.index(view))

    def show_counts(self, counts: ViewCounts) -> None:
        """Write how many people each view shows."""
        self._counts = {
            "everyone": counts.everyone,
            "no_next_step": counts.without_next_step,
            "slipping": counts.slipping,
            "trash": counts.trash,
        }
        if counts.trash and "trash" not in self._views:
            self._add("trash")
        elif not counts.trash and "trash" in self._views and self.view != "trash":
            place = self._views.index("trash")
            self._views.pop(place)
            self.removeTab(place)
        for place, view in enumerate(self._views):
            count = self._counts[view]
            people = ngettext("{n} person", "{n} people", count).format(n=number(count))
            self.setAccessibleTabName(place, f"{view_title(view)}, {people}")
            self.setTabText(place, f"{view_title(view)} {number(count)}")  # makes Qt measure it anew

    def retheme(self) -> None:
        """Take the sizes of the look in force."""
        self.show_counts(
            ViewCounts(
                self._counts.get("everyone", 0),
                self._counts.get("no_next_step", 0),
                self._counts.get("slipping", 0),
                self._counts.get("trash", 0),
            )
        )
        self.updateGeometry()

    def tabSizeHint(self, index: int) -> QSize:
        view = self._views[index]
        title = theme().metrics("body", weight=600).horizontalAdvance(view_title(view))
        figures = QFontMetrics(theme().font("body", tabular=True))
        count = figures.horizontalAdvance(number(self._counts.get(view, 0)))
        return QSize(title + _COUNT_GAP + count + _BETWEEN + 6, max(32, theme().line() + 12))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme().colour("line"))
        for place, view in enumerate(self._views):
            rect = self.tabRect(place)
            is_on = place == self.currentIndex()
            words = rect.adjusted(_BETWEEN, 0, -2, -2) if mirrored else rect.adjusted(2, 0, -_BETWEEN, -2)
            title = view_title(view)
            weight = 600 if is_on else 500
            taken = paint_text(
                painter, words, title, tone="ink" if is_on else "ink2", weight=weight, mirrored=mirrored
            )
            count = number(self._counts.get(view, 0))
            gap = taken + _COUNT_GAP
            rest = words.adjusted(0, 0, -gap, 0) if mirrored else words.adjusted(gap, 0, 0, 0)
            more = paint_text(painter, rest, count, tone="ink3", figures=True, mirrored=mirrored)
            if is_on:
                wide = gap + more
                left = words.right() + 1 - wide if mirrored else words.left()
                painter.fillRect(QRect(left - 1, self.height() - 2, wide + 2, 2), theme().colour("accent"))
                if self.hasFocus():
                    ring = QRect(left - 2, 2, wide + 4, self.height() - 6)
                    paint_focus(painter, ring, 4)

    def _add(self, view: str) -> None:
        self._views.append(view)
        self.addTab(view_title(view))

    def _on_current_changed(self, _index: int) -> None:
        self.chosen.emit(self.view)
