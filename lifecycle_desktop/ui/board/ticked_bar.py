"""What stands in the place of the filters while cards are ticked: how many, and what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.contact_acts import people_words
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.labels import Label


class TickedBar(QWidget):
    """How many are ticked, then Move stage, Next step, Sequence, Park, Delete; at the end the way out."""

    wanted = Signal(str, QWidget)  # what is to be done, a key of `buttons`, and the button

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("Ticked people"))
        row = FlowLayout(self, gap=style.CONTROL_GAP)
        self.words = Label("", face="strong", parent=self)
        row.addWidget(self.words)
        self.buttons: dict[str, Button] = {}
        for what, text, sign, key in (
            ("move", _("Move stage"), "arrow-right", "M"),
            ("next_step", _("Next step"), "calendar-plus", "D"),
            ("sequence", _("Sequence"), "list-ordered", "G"),
            ("park", _("Park"), "circle-pause", "P"),
            ("delete", _("Delete"), "trash-2", "Delete"),
        ):
            row.addWidget(self._made(what, text, sign, key))
        row.add_end(self._made("untick", _("Untick all"), "x", "Esc"))

    def show_count(self, count: int, *, parked: bool) -> None:
        """Write how many are ticked; those who are parked can be taken back."""
        self.words.setText(_("{people} ticked").format(people=people_words(count)))
        park = self.buttons["park"]
        park.setText(_("Take back") if parked else _("Park"))
        park.set_icon("circle-play" if parked else "circle-pause")

    def _made(self, what: str, text: str, sign: str, key: str) -> Button:
        button = Button(text, icon=sign, kind="quiet" if what == "untick" else "normal", key=key, parent=self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _on=False: self.wanted.emit(what, button))
        self.buttons[what] = button
        return button
