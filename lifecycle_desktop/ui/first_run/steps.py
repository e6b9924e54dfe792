"""The left side of the first run: the three steps, which is done, which is now."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.cards import IconView
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.logo import Logo
from lifecycle_desktop.ui.widgets.painters import paint_box


class _Disc(QWidget):
    """A step's number, or its tick when it is done."""

    accessible_role = "StaticText"

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number, self.state = number, "ahead"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(28), theme().px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = min(self.width(), self.height())
        box = QRectF(0, 0, side, side)
        ahead = self.state == "ahead"
        paint_box(painter, box, fill=theme().colour("press" if ahead else "accent"), radius=side / 2)
        ink = theme().colour("ink2" if ahead else "onaccent")
        if self.state == "done":
            paint_icon(painter, "check", box, ink, round(side * 0.55))
            return
        painter.setFont(theme().font("strong"))
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self.number))


class Steps(QFrame):
    """Three short steps, with the promise at the foot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 32, 24, 28)
        column.setSpacing(8)
        column.addWidget(Logo(40, self))
        column.addSpacing(14)
        column.addWidget(Label(_("Three short steps"), face="title", wrap=True, parent=self))
        column.addWidget(
            Label(
                _("About two minutes. You can change all of it later."), tone="ink2", wrap=True, parent=self
            )
        )
        column.addSpacing(14)
        self._discs: list[_Disc] = []
        self._names: list[Label] = []
        self._hints: list[Label] = []
        for number, (name, hint) in enumerate(self._texts(), 1):
            column.addLayout(self._row(number, name, hint))
            column.addSpacing(8)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(
            IconView("shield-check", side=18, tone="accent", parent=self), 0, Qt.AlignmentFlag.AlignTop
        )
        promise = _("Everything stays on this computer. No account, no internet, a backup every day.")
        foot.addWidget(Label(promise, face="small", tone="ink2", wrap=True, parent=self), 1)
        column.addLayout(foot)
        self.retheme()

    def retheme(self) -> None:
        """Be as wide as the words need in the look in force."""
        self.setFixedWidth(max(300, theme().px(280)))

    @staticmethod
    def _texts() -> tuple[tuple[str, str], ...]:
        return (
            (_("You and your business"), _("Printed on the plan")),
            (_("Your lifecycle"), _("The stages people pass through")),
            (_("Bring your people"), _("A spreadsheet, or start empty")),
        )

    def _row(self, number: int, name: str, hint: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        disc = _Disc(number, self)
        words = QVBoxLayout()
        words.setSpacing(0)
        said, below = (
            Label(name, face="card", tone="ink2", wrap=True, parent=self),
            Label(hint, face="small", tone="ink3", wrap=True, parent=self),
        )
        words.addWidget(said)
        words.addWidget(below)
        row.addWidget(disc, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self._discs.append(disc)
        self._names.append(said)
        self._hints.append(below)
        return row

    def show_step(self, now: int, business: str = "", lifecycle: str = "") -> None:
        """Show step `now` (1 to 3) as the present one; what was chosen stands under the first two."""
        for number, disc in enumerate(self._discs, 1):
            disc.state = "done" if number < now else "now" if number == now else "ahead"
            disc.setAccessibleName(_("Step {n}").format(n=number))
            disc.update()
            self._names[number - 1].set_tone("ink" if number == now else "ink2")
        for place, chosen in enumerate((business, lifecycle if now > 2 else "")):
            self._hints[place].setText(chosen or self._texts()[place][1])
