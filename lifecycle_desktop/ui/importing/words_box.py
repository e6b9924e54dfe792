"""What the words of a column mean: a choice for each, stages or temperatures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.desk import BoardStage
from lifecycle_desktop.core.model.person_text import fold
from lifecycle_desktop.ui.contact_words import number
from lifecycle_desktop.ui.importing.choice_button import ChoiceButton
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.labels import Label

MOST_ASKED = 24
WIDTH = 176
AS_IT_IS = ""


class WordsBox(QFrame):
    """Asks of each word what it stands for; `chosen` has the folded word and its meaning ("" leaves it as it is).

    With `is_kept` the words are kept beside as values of an own field in any case.
    """

    chosen = Signal(str, str)

    def __init__(
        self,
        kind: str,
        heading: str,
        words: Sequence[tuple[str, int]],
        rows: int,
        stages: Sequence[BoardStage],
        meant: Mapping[str, str],
        parent: QWidget | None = None,
        *,
        is_kept: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self.setProperty("tone", "warn")
        self._kind, self._stages, self._is_kept = kind, stages, is_kept
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        title = _("What do the words in “{heading}” mean?").format(heading=heading)
        self.setAccessibleName(title)
        head.addWidget(Label(title, face="strong", cut=True, parent=self), 1)
        told = ngettext("{n} different word in {rows}", "{n} different words in {rows}", len(words))
        in_rows = ngettext("{n} row", "{n} rows", rows).format(n=number(rows))
        head.addWidget(
            Label(told.format(n=number(len(words)), rows=in_rows), face="small", tone="ink2", parent=self)
        )
        column.addLayout(head)
        flow = FlowLayout(gap=12, row_gap=10)
        self.choices: dict[str, ChoiceButton] = {}
        for word, count in words[:MOST_ASKED]:
            flow.addWidget(self._one(word, count, meant))
        column.addLayout(flow)
        left = len(words) - MOST_ASKED
        if left > 0:
            more = ngettext("{n} more word is kept as it is.", "{n} more words are kept as they are.", left)
            column.addWidget(
                Label(more.format(n=number(left)), face="small", tone="ink2", wrap=True, parent=self)
            )

    def _one(self, word: str, count: int, meant: Mapping[str, str]) -> QWidget:
        cell = QWidget(self)
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(Label(word, face="strong", cut=True, parent=cell))
        rows = ngettext("{n} row", "{n} rows", count).format(n=number(count))
        column.addWidget(Label(rows, face="small", tone="ink2", parent=cell))
        button = ChoiceButton(_("“{word}” means").format(word=word), self._titles(), WIDTH, cell)
        key = meant.get(fold(word), AS_IT_IS)
        self._show(button, key)
        button.chosen.connect(lambda chosen, word=word, button=button: self._on_chosen(button, word, chosen))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.choices[word] = button
        return cell

    def _titles(self) -> list[tuple[str, str]]:
        if self._kind == "stage":
            found = [(stage.name, f"{stage.number} {stage.label}") for stage in self._stages]
            return [*found, (AS_IT_IS, _("Keep as an own field") if self._is_kept else _("Keep as a tag"))]
        return [
            ("hot", _("Hot")), ("warm", _("Warm")), ("cold", _("Cold")), (AS_IT_IS, _("Keep as an own field")),
        ]  # fmt: skip

    def _show(self, button: ChoiceButton, key: str) -> None:
        stage = (
            next((each for each in self._stages if each.name == key), None) if self._kind == "stage" else None
        )
        title = stage.label if stage is not None else dict(self._titles()).get(key, key)
        badge = (stage.number, len(self._stages)) if stage is not None else None
        button.show_choice(key, title, stage=badge, quiet=key == AS_IT_IS)

    def _on_chosen(self, button: ChoiceButton, word: str, key: str) -> None:
        self._show(button, key)
        self.chosen.emit(fold(word), key)
