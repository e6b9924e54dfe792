"""Where the pane stands: beside the table, or sliding over it where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QPoint, QPropertyAnimation, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.theme import theme

SLIDES_BELOW = 1180 - style.SIDE_BAR_WIDTH  # px of the page
_HEAD_ROOM = 100


class PaneSide:
    """Shows and hides the pane of a page. Over the table it is there only while somebody is opened."""

    def __init__(self, page: QWidget, pane: QWidget, row: QHBoxLayout, beside: QWidget) -> None:
        self._page, self._pane, self._row, self._beside = page, pane, row, beside
        self.slides_over = False
        self.is_closed = False
        self._slide = QPropertyAnimation(pane, b"pos", page)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)

    def place(self, *, wanted: bool, opening: bool = False) -> bool:
        """Put the pane in its place; returns whether it has just come into view."""
        if opening:
            self.is_closed = False
        over = self._page.width() < max(SLIDES_BELOW, theme().px(SLIDES_BELOW))
        if over != self.slides_over:
            self.slides_over = over
            if over:
                self._row.removeWidget(self._pane)
                self.is_closed = self.is_closed or not opening
            else:
                self._slide.stop()
                self._row.addWidget(self._pane)
                self.is_closed = False
        shown = wanted and not self.is_closed
        was_hidden = self._pane.isHidden()
        self._pane.setVisible(shown)
        if over and shown:
            self._lay_over(slide=was_hidden)
        return shown and was_hidden

    def close(self) -> None:
        """Take the pane away until somebody is opened."""
        self.is_closed = True
        self._pane.hide()

    def _lay_over(self, *, slide: bool) -> None:
        page, pane = self._page, self._pane
        seen = self._beside.isVisible()
        top = self._beside.mapTo(page, QPoint(0, 0)).y() if seen else _HEAD_ROOM
        width = min(pane.width(), page.width() - 2 * style.PAGE_MARGIN)
        height = page.height() - top - style.SPACE_L
        mirrored = page.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = style.PAGE_MARGIN if mirrored else page.width() - style.PAGE_MARGIN - width
        pane.resize(width, height)
        pane.raise_()
        length = theme().motion(style.SLIDE_MS)
        self._slide.stop()
        if slide and length:
            pane.move(QPoint(-width if mirrored else page.width(), top))
            self._slide.setDuration(length)
            self._slide.setEndValue(QPoint(left, top))
            self._slide.start()
        else:
            pane.move(QPoint(left, top))
