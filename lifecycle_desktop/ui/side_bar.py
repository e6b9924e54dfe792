"""The side bar: whose business it is, the pages with their counts, the state of the backup; or a rail of icons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.pages import PageEntry
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.icon_view import IconView
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.logo import Logo
from lifecycle_desktop.ui.widgets.painters import MIDDLE_RIGHT, paint_box, paint_text
from lifecycle_desktop.ui.widgets.tool_tips import tooltip


class SideItem(QAbstractButton):
    """A page in the side bar, with its count."""

    ring_radius = style.CORNER_CONTROL

    def __init__(self, entry: PageEntry, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._entry = entry
        self._key = key
        self.count = 0
        self._rail = False
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setText(_(entry.title))
        self.set_count(0)
        self.retheme()

    def set_count(self, count: int) -> None:
        """Write a number after the name; 0 writes none."""
        self.count = count
        name = _(self._entry.title)
        if count:
            waiting = ngettext("{n} waiting", "{n} waiting", count).format(n=count)
            self.setAccessibleName(f"{name}, {waiting}")
        else:
            self.setAccessibleName(name)
        self.setToolTip(tooltip(name, self._key))
        self.update()

    def set_rail(self, rail: bool) -> None:
        """Show only the icon."""
        self._rail = rail
        self.retheme()

    def retheme(self) -> None:
        """Take the height of the look in force."""
        height = theme().height(style.HEIGHT_SIDE_ITEM)
        self.setMinimumHeight(height)
        self.setMaximumHeight(height)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(40 if self._rail else 190, self.minimumHeight())

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        on = self.isChecked()
        if on:
            paint_box(painter, area, fill=theme().colour("surface"), edge=theme().colour("line"))
        elif self.underMouse():
            paint_box(painter, area, fill=theme().colour("press"))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = theme().px(style.ICON_SIZE)
        left = 11.0 if not self._rail else (area.width() - side) / 2
        if mirrored and not self._rail:
            left = area.width() - 11 - side
        icon_tone = "accenttext" if on else "ink2"
        box = QRectF(left, 0, side, area.height())
        paint_icon(painter, self._entry.icon, box, theme().colour(icon_tone), side)
        if self._rail:
            self._paint_rail_count(painter, area)
            return
        tone = "ink" if on else "ink2"
        start = 11 + side + 10
        words = area.adjusted(11, 0, -start, 0) if mirrored else area.adjusted(start, 0, -11, 0)
        if self.count:
            count_tone = "accenttext" if on else "ink2"
            taken = paint_text(
                painter, words, str(self.count), tone=count_tone, weight=600, align=MIDDLE_RIGHT, mirrored=mirrored
            )  # fmt: skip
            words = words.adjusted(taken + 6, 0, 0, 0) if mirrored else words.adjusted(0, 0, -taken - 6, 0)
        paint_text(painter, words, self.text(), tone=tone, weight=600 if on else 500, mirrored=mirrored)

    def _paint_rail_count(self, painter: QPainter, area: QRectF) -> None:
        if self.count:
            dot = QRectF(area.right() - 11, area.top() + 5, 7, 7)
            paint_box(painter, dot, fill=theme().colour("accent"), radius=3.5)


class BackupState(QWidget):
    """When the last backup was made and where the work is kept."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(11, 4, 8, 4)
        row.setSpacing(8)
        self._sign = IconView("shield-check", side=16, tone="accenttext", parent=self)
        row.addWidget(self._sign)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._first = Label("", face="small", tone="ink2", wrap=True, parent=self)
        self._second = Label(_("Kept on this computer"), face="small", tone="ink3", wrap=True, parent=self)
        words.addWidget(self._first)
        words.addWidget(self._second)
        row.addLayout(words, 1)
        self.set_state(_("No backup yet"), good=False)

    def set_state(self, text: str, *, good: bool = True) -> None:
        """Say when the last backup was ("Backed up 08:12"); a backup that is too old is not `good`."""
        self._first.setText(text)
        self._sign.set_icon("shield-check" if good else "shield-alert", "accenttext" if good else "warn")
        self.setAccessibleName(f"{text}. {self._second.text()}")
        self.setToolTip(tooltip(f"{text}. {self._second.text()}"))

    def set_rail(self, rail: bool) -> None:
        """Show only the sign."""
        self._first.setVisible(not rail)
        self._second.setVisible(not rail)


class SideBar(QWidget):
    """The pages, and how the business is called. `chosen` carries the key of the page that was clicked."""

    chosen = Signal(str)
    counted = Signal(str, int)  # the key of a page and the number that now stands after its name

    def __init__(self, entries: list[PageEntry], keys: dict[str, str], parent: QWidget | None = None) -> None:
        """`keys` are the shortcut texts by page, for the tool tips."""
        super().__init__(parent)
        self.setProperty("role", "sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Pages"))
        self._rail = False
        self._items: dict[str, SideItem] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 8)
        column.setSpacing(2)
        column.addLayout(self._made_head())
        column.addSpacing(10)
        self._add(column, entries, "top", keys)
        if any(entry.place == "middle" for entry in entries):
            column.addSpacing(10)
            column.addWidget(_Line(self))
            column.addSpacing(10)
            self._add(column, entries, "middle", keys)
        column.addStretch(1)
        self.backup = BackupState(self)
        column.addWidget(self.backup)
        column.addSpacing(4)
        self._add(column, entries, "bottom", keys)
        self.retheme()

    @property
    def is_rail(self) -> bool:
        """Whether only icons are shown."""
        return self._rail

    def set_business(self, business: str, owner: str) -> None:
        """Write the name of the business and of its owner; the program's own where there is none."""
        self._business.setText(business or _("Lifecycle Desktop"))
        self._owner.setText(owner)
        self._owner.setVisible(bool(owner) and not self._rail)

    def set_count(self, key: str, count: int) -> None:
        """Write a number after a page's name."""
        if key in self._items:
            self._items[key].set_count(count)
            self.counted.emit(key, count)

    def count_of(self, key: str) -> int:
        """The number after a page's name."""
        return self._items[key].count if key in self._items else 0

    def set_current(self, key: str) -> None:
        """Mark the page that is seen."""
        for name, item in self._items.items():
            item.setChecked(name == key)

    def set_rail(self, rail: bool) -> None:
        """Become a rail of icons, or the full bar again."""
        self._rail = rail
        for item in self._items.values():
            item.set_rail(rail)
        self._business.setVisible(not rail)
        self._owner.setVisible(not rail and bool(self._owner.text()))
        self.backup.set_rail(rail)
        self.retheme()

    def retheme(self) -> None:
        """Take the width of the look in force."""
        full = style.RAIL_WIDTH if self._rail else max(style.SIDE_BAR_WIDTH, min(theme().px(190), 320))
        self.setFixedWidth(full)

    def item(self, key: str) -> SideItem | None:
        """The entry of a page."""
        return self._items.get(key)

    def take_focus(self) -> None:
        """Put the focus on the page that is seen."""
        for item in self._items.values():
            if item.isChecked():
                item.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        items = list(self._items.values())
        focused = next((index for index, item in enumerate(items) if item.hasFocus()), None)
        if step and focused is not None:
            items[(focused + step) % len(items)].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("sidebar"))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        edge = 0 if mirrored else self.width() - 1
        painter.fillRect(edge, 0, 1, self.height(), theme().colour("line"))

    def _made_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(4, 2, 0, 0)
        row.setSpacing(10)
        row.addWidget(Logo(parent=self))
        words = QVBoxLayout()
        words.setSpacing(0)
        self._business = Label("", face="strong", cut=True, tight=True, parent=self)
        self._owner = Label("", face="small", tone="ink2", cut=True, parent=self)
        words.addWidget(self._business)
        words.addWidget(self._owner)
        row.addLayout(words, 1)
        self.set_business("", "")
        return row

    def _add(self, column: QVBoxLayout, entries: list[PageEntry], place: str, keys: dict[str, str]) -> None:
        for entry in entries:
            if entry.place != place:
                continue
            item = SideItem(entry, keys.get(entry.key, ""), self)
            item.clicked.connect(lambda _on=False, key=entry.key: self._on_clicked(key))
            self._items[entry.key] = item
            column.addWidget(item)

    def _on_clicked(self, key: str) -> None:
        for name, item in self._items.items():  # a click on the page already seen must not uncheck it
            item.setChecked(item.isChecked() if name != key else True)
        self.chosen.emit(key)


class _Line(QWidget):
    """A hairline between groups."""

    accessible_role = "Separator"

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("line"))
