"""The frame with room for banners over the page: what needs an answer stays there until it has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.frame import Frame

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from lifecycle_desktop.ui.side_bar import SideBar
    from lifecycle_desktop.ui.widgets.cards import Banner


class BannerFrame(Frame):
    """A frame whose parts are made later: side bar, the area of the page, and over the page the banners."""

    side_bar: SideBar
    area: QWidget
    _banners: QVBoxLayout

    def show_banner(self, banner: Banner) -> None:
        """Put a banner over the page; one with the same title takes the place of the older."""
        from lifecycle_desktop.ui.widgets.tab_order import read_after

        for old in self.banners():
            if old.title.text() == banner.title.text():
                self.drop_banner(old)
        self._banners.addWidget(banner)
        read_after(self.side_bar, banner)
        self._banners.setContentsMargins(style.PAGE_MARGIN, 12, style.PAGE_MARGIN, 0)

    def drop_banner(self, banner: Banner) -> None:
        """Take a banner away."""
        self._banners.removeWidget(banner)
        banner.hide()
        banner.deleteLater()
        if not self._banners.count():
            self._banners.setContentsMargins(style.PAGE_MARGIN, 0, style.PAGE_MARGIN, 0)

    def banners(self) -> list[Banner]:
        """The banners that are shown."""
        from lifecycle_desktop.ui.widgets.cards import Banner

        return [one for one in self.area.findChildren(Banner) if self._banners.indexOf(one) >= 0]
