"""One column of the board: the colour bar and head, the cards, the foot with "31 more" and the plus."""

from __future__ import annotations

from collections.abc import Container

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.desk import BoardStage
from lifecycle_desktop.core.model.lists import BoardColumn
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.board.card_painter import SIDE
from lifecycle_desktop.ui.board.cards import ColumnCards
from lifecycle_desktop.ui.board.cards_view import CardsView
from lifecycle_desktop.ui.board.column_head import EDGE, INSET, NARROWEST, ColumnHead
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button, IconButton
from lifecycle_desktop.ui.widgets.painters import paint_box


class Column(QWidget):
    """A stage on the board."""

    add_wanted = Signal(int)  # the row of the stage

    def __init__(
        self, runner: Runner, stage: BoardStage, stages: int, ticked: Container[int], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.stage, self._stages = stage, stages
        self._is_target = False
        self.cards = ColumnCards(runner, stage, ticked)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(0)
        self.head = ColumnHead(stages, self)
        column.addWidget(self.head)
        self.view = CardsView(self.cards, self)
        column.addWidget(self.view, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(SIDE, 4, SIDE, 4)
        self.more = Button("", kind="quiet", parent=self)
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # End and Page down do it on the keyboard
        self.more.clicked.connect(self._on_more)
        foot.addWidget(self.more)
        foot.addStretch(1)
        self.add = IconButton("plus", "", parent=self)
        self.add.clicked.connect(lambda _on=False: self.add_wanted.emit(self.stage.stage_id))
        foot.addWidget(self.add)
        column.addLayout(foot)
        self.head.cards_wanted.connect(self._on_cards_wanted)
        self.view.head_wanted.connect(self._on_head_wanted)
        self.view.scrolled.connect(self._on_scrolled)
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.timeout.connect(self._count_more)
        self._tell_names()
        self.retheme()
        self._count_more()

    def retheme(self) -> None:
        """Take the narrowest width in the look in force."""
        self.setMinimumWidth(theme().px(NARROWEST))

    def show_head(self, head: BoardColumn, stages: int) -> None:
        """Show the numbers of the head."""
        self.stage, self._stages = head.stage, stages
        self.cards.stage = head.stage
        self.head.show_head(head, stages)
        self._tell_names()
        self.update()

    def set_target(self, on: bool) -> None:
        """Outline the column, for a card would be dropped into it."""
        if on != self._is_target:
            self._is_target = on
            self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = theme().colour
        edge = colour("accent" if self._is_target else "linestrong" if theme().look.contrast else "line")
        paint_box(
            painter,
            self.rect(),
            fill=colour("surface2"),
            edge=edge,
            radius=style.CORNER_CARD,
            width=2 if self._is_target else 1,
        )
        bar = QRectF(INSET, 0 if not self._is_target else 1, self.width() - 2 * INSET, 3)
        painter.fillRect(bar, theme().stage_colour(self.stage.number, self._stages))

    def _tell_names(self) -> None:
        stage = self.stage
        self.view.setAccessibleName(_("Stage {number} {name}").format(number=stage.number, name=stage.name))
        self.add.set_name(_("Add somebody to {stage}").format(stage=stage.name))

    def _on_cards_wanted(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_head_wanted(self) -> None:
        self.head.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_scrolled(self) -> None:
        self._counting.start(0)

    def _count_more(self) -> None:
        more = self.view.more_below()
        self.more.setText(_("{n} more").format(n=number(more)) if more else "")
        self.more.setVisible(bool(more))

    def _on_more(self) -> None:
        bar = self.view.verticalScrollBar()
        bar.setValue(bar.value() + bar.pageStep())
