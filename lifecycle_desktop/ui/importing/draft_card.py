"""How a row of the file will look as a person: name, stage, temperature, and all else the row tells."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lifecycle_desktop.core.exchange.target_choices import draft_lines
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.draft import ContactDraft
from lifecycle_desktop.core.model.plain_text import shortened
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.widgets.buttons import IconButton
from lifecycle_desktop.ui.widgets.cards import Card, IconView
from lifecycle_desktop.ui.widgets.chips import Avatar, StageBadge, Tag, TemperatureTag
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.labels import Label

MOST_LINES = 14
LONGEST_LINE = 160


def clear(layout: QVBoxLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


class PersonView(QWidget):
    """A draft as a person."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def show_draft(self, draft: ContactDraft, stage: tuple[int, int, str] | None, heat: str) -> None:
        """Show a draft; `stage` is (position, count, name) where its word is a stage, `heat` its temperature."""
        clear(self._column)
        self._column.addWidget(self._head(draft))
        if stage is not None or heat or draft.stage or draft.temperature:
            self._column.addWidget(self._standing(draft, stage, heat))
        lines = draft_lines(draft)
        for icon, title, text in lines[:MOST_LINES]:
            self._column.addWidget(self._line(icon, title, text))
        if len(lines) > MOST_LINES:
            more = _("and {n} more").format(n=number(len(lines) - MOST_LINES))
            self._column.addWidget(Label(more, face="small", tone="ink2", parent=self))

    def _head(self, draft: ContactDraft) -> QWidget:
        head = QWidget(self)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(Avatar(draft.name, side=40, parent=head))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(draft.name or _("(no name)"), face="card", cut=True, parent=head))
        if draft.source:
            words.addWidget(Label(draft.source, face="small", tone="ink2", cut=True, parent=head))
        row.addLayout(words, 1)
        return head

    def _standing(self, draft: ContactDraft, stage: tuple[int, int, str] | None, heat: str) -> QWidget:
        place = QWidget(self)
        flow = FlowLayout(place, gap=8, row_gap=4)
        if stage is not None:
            flow.addWidget(StageBadge(*stage, parent=place))
        elif draft.stage:
            flow.addWidget(Tag(draft.stage, icon="tag", parent=place))
        if heat:
            flow.addWidget(TemperatureTag(heat, place))
        elif draft.temperature:
            flow.addWidget(Tag(draft.temperature, parent=place))
        return place

    def _line(self, icon: str, title: str, text: str) -> QWidget:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconView(icon, side=16, tone="ink2", parent=line), 0, Qt.AlignmentFlag.AlignTop)
        shown = shortened(text if icon != "notebook" else f"{title}: {text}", LONGEST_LINE)
        words = Label(shown, wrap=True, parent=line)
        words.setAccessibleName(f"{title}: {shown}")
        row.addWidget(words, 1)
        return line


class DraftCard(Card):
    """The first rows of the file one by one, as they will look."""

    row_wanted = Signal(int)  # place of the row among the first ones

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=16, spacing=10, parent=parent)
        self._place, self._count = 0, 0
        head = QHBoxLayout()
        head.setSpacing(4)
        self._title = Label("", face="strong", cut=True, parent=self)
        head.addWidget(self._title, 1)
        self.before = IconButton("chevron-left", _("The row before"), small=True, parent=self)
        self.after = IconButton("chevron-right", _("The row after"), small=True, parent=self)
        self._of = Label("", tone="ink2", parent=self)
        self.before.clicked.connect(lambda: self._step(-1))
        self.after.clicked.connect(lambda: self._step(1))
        for widget in (self.before, self._of, self.after):
            head.addWidget(widget)
        self.column.addLayout(head)
        self.person = PersonView(self)
        self.column.addWidget(self.person)
        self._turn()

    def show_row(
        self,
        place: int,
        count: int,
        line: int,
        draft: ContactDraft,
        stage: tuple[int, int, str] | None,
        heat: str,
    ) -> None:
        """Show one of the first `count` rows."""
        self._place, self._count = place, count
        self._title.setText(_("How line {n} will look").format(n=line))
        self._of.setText(_("{n} of {all}").format(n=place + 1, all=count))
        self.before.setEnabled(place > 0)
        self.after.setEnabled(place < count - 1)
        self.person.show_draft(draft, stage, heat)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._turn()

    def _turn(self) -> None:
        """Let the signs point as one reads."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.before.set_icon("chevron-right" if mirrored else "chevron-left")
        self.after.set_icon("chevron-left" if mirrored else "chevron-right")

    def _step(self, step: int) -> None:
        self.row_wanted.emit(self._place + step)
