"""Pages on screen: rendered pictures of a PDF, as wide as the view, one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import paint_box


@dataclass(frozen=True)
class PagePicture:
    """A rendered page: RGBA bytes, four to a pixel, row by row."""

    width: int
    height: int
    rgba: bytes


class PdfView(QScrollArea):
    """Shows rendered pages. `pixels_wide` says how wide to render for this view; `resized` that it has changed."""

    resized = Signal(int)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setAccessibleName(name or _("Page preview"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sheet = QWidget(self)
        self._sheet.setProperty("role", "plain")
        self._column = QVBoxLayout(self._sheet)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.CARD_GAP)
        self._column.addStretch(1)
        self.setWidget(self._sheet)
        self._pages: list[_PageSheet] = []

    @property
    def pixels_wide(self) -> int:
        """The width in device pixels at which a page should be rendered."""
        return max(round((self.viewport().width() - 2) * self.devicePixelRatioF()), 16)

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return len(self._pages)

    def set_pages(self, pictures: Sequence[PagePicture], description: str = "") -> None:
        """Show other pages; `description` is what a screen reader says of them."""
        while len(self._pages) > len(pictures):
            sheet = self._pages.pop()
            self._column.removeWidget(sheet)
            sheet.deleteLater()
        while len(self._pages) < len(pictures):
            sheet = _PageSheet(self._sheet)
            self._column.insertWidget(len(self._pages), sheet)
            self._pages.append(sheet)
        for number, (sheet, picture) in enumerate(zip(self._pages, pictures, strict=True), start=1):
            text = _("Page {n} of {total}").format(n=number, total=len(pictures))
            sheet.set_picture(picture, f"{text}. {description}".strip())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.resized.emit(self.pixels_wide)


class _PageSheet(QWidget):
    """One page, as wide as the view."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._rgba = b""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_picture(self, picture: PagePicture, text: str) -> None:
        self._rgba = picture.rgba  # QImage reads from these bytes, so they must live as long
        format_ = QImage.Format.Format_RGBA8888
        self._image = QImage(self._rgba, picture.width, picture.height, 4 * picture.width, format_)
        self.setAccessibleName(text)
        self._fit()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._image.isNull():
            return 0
        return round((width - 2) * self._image.height() / self._image.width()) + 2

    def sizeHint(self) -> QSize:
        width = max(self.width(), 100)
        return QSize(width, self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(max(self.heightForWidth(self.width()), 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect())
        paint_box(painter, area, edge=theme().colour("linemid"), radius=0)
        if not self._image.isNull():
            painter.drawImage(area.adjusted(1, 1, -1, -1), self._image)
