"""What a change to another lifecycle would do: who goes from which stage to which."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.lifecycle import Lifecycle
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import Card, IconView
from lifecycle_desktop.ui.widgets.chips import StageBadge
from lifecycle_desktop.ui.widgets.labels import Label


class SwitchCard(Card):
    """The preview of a change of lifecycle, with the button that does it."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, spacing=12, parent=parent)
        self.setAccessibleName(_("Who goes where"))
        self.title = Label("", face="heading", wrap=True, parent=self)
        self.column.addWidget(self.title)
        said = _("Everybody keeps their history; changing back restores each place.")
        self.column.addWidget(Label(said, tone="ink2", wrap=True, parent=self))
        self._grid_place = QWidget(self)
        self.column.addWidget(self._grid_place)
        row = QHBoxLayout()
        self.button = Button(_("Work with this lifecycle"), kind="primary", icon="repeat", parent=self)
        self.button.clicked.connect(lambda _on=False: self.wanted.emit())
        row.addWidget(self.button)
        row.addStretch(1)
        self.column.addLayout(row)

    def show_steps(self, source: Lifecycle, target: Lifecycle, counts: Mapping[tuple[str, str], int]) -> None:
        """Show how many go from which stage of `source` to which of `target`."""
        people = sum(counts.values())
        self.title.setText(
            ngettext("{n} person would stand here", "{n} people would stand here", people).format(n=people)
            if people
            else _("Nobody has to move: there are no people yet.")
        )
        fresh = QWidget(self)
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        steps = sorted(
            ((source.stage(one), target.stage(other), n) for (one, other), n in counts.items()),
            key=lambda step: (step[0].number, step[1].number),
        )
        for row, (before, after, count) in enumerate(steps):
            badges = (
                StageBadge(before.number, len(source.stages), before.name, parent=fresh),
                IconView("arrow-right", side=16, tone="ink3", parent=fresh),
                StageBadge(after.number, len(target.stages), after.name, parent=fresh),
            )
            number = Label(str(count), figures=True, parent=fresh)
            spoken = _("{n} from {before} to {after}").format(n=count, before=before.name, after=after.name)
            number.setAccessibleName(spoken)
            grid.addWidget(number, row, 0, Qt.AlignmentFlag.AlignTrailing)
            for column, badge in enumerate(badges, start=1):
                grid.addWidget(badge, row, column, Qt.AlignmentFlag.AlignLeading)
        grid.setColumnStretch(4, 1)
        self.column.replaceWidget(self._grid_place, fresh)
        self._grid_place.deleteLater()
        self._grid_place = fresh
