"""Asks where the people of a stage go before it is taken out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.lifecycle import Stage
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.fields import Choice, Field
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.popover import Popover


class TakeOutPopover(Popover):
    """“12 people stand on Nurture”: the stage they go to, and two verbs; the safe one has the focus."""

    confirmed = Signal(str)  # the key of the stage they go to

    def __init__(
        self, stage: Stage, people: int, stages: Sequence[Stage], parent: QWidget, *, in_trash: int = 0
    ) -> None:
        """`people` stand on the stage, `in_trash` of them are deleted."""
        super().__init__(_("Take out “{stage}”").format(stage=stage.name), parent)
        self.setFixedWidth(theme().px(360))
        title = Label(self.windowTitle(), face="card", wrap=True, parent=self)
        self.column.addWidget(title)
        said = ngettext("{n} person stands there.", "{n} people stand there.", people).format(n=people)
        if in_trash:
            there = ngettext("{n} of them is in the trash.", "{n} of them are in the trash.", in_trash)
            said = f"{said} {there.format(n=in_trash)}"
        self.column.addWidget(Label(said, tone="ink2", wrap=True, parent=self))
        self.choice = Choice(name=_("They go to"), parent=self)
        others = [each for each in stages if each.key != stage.key]
        for each in others:
            self.choice.add(each.name, each.key, stage=(each.number, len(stages)))
        before = [each for each in others if each.number < stage.number]
        self.choice.choose((before or others)[-1 if before else 0].key)
        self.column.addWidget(Field(_("They &go to"), self.choice, parent=self))
        row = QHBoxLayout()
        row.addStretch(1)
        self.keep = Button(_("Keep the stage"), parent=self)
        self.keep.clicked.connect(self.close)
        self.take_out = Button(_("Take it out"), kind="danger", parent=self)
        self.take_out.clicked.connect(self._on_confirmed)
        row.addWidget(self.keep)
        row.addWidget(self.take_out)
        self.column.addLayout(row)
        self.keep.setFocus()

    def _on_confirmed(self) -> None:
        key = str(self.choice.currentData())
        self.close()
        self.confirmed.emit(key)
