"""The history page: every step with its day, and what one older step can still give back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QWidget

from lifecycle_desktop.core.clock import Moment, instant_from_text
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.day_words import day_words
from lifecycle_desktop.core.model.erasure import Erasure
from lifecycle_desktop.core.queries.erasures import erasures
from lifecycle_desktop.core.store.changes import Conflict, Step
from lifecycle_desktop.core.store.history import steps
from lifecycle_desktop.ui.history.erasures import ErasuresDialog
from lifecycle_desktop.ui.page import Page
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import Card
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.line_table import LineTable
from lifecycle_desktop.ui.widgets.messages import Answer, ask

SHOWN = 500
COLUMNS = (150, 420, 160)
Index = QModelIndex | QPersistentModelIndex


class StepModel(QAbstractTableModel):
    """The steps: when, what, what it touched, how it stands."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.steps: list[Step] = []
        self._moment: Moment | None = None

    def show(self, found: list[Step], moment: Moment) -> None:
        """Show these steps, newest first."""
        self.beginResetModel()
        self.steps, self._moment = found, moment
        self.endResetModel()

    def state(self, step: Step) -> str:
        """How a step stands: undone, taken back by a later one, or done."""
        if step.is_undone:
            return _("undone")
        if any(each.reverts_id == step.step_id and not each.is_undone for each in self.steps):
            return _("taken back")
        return _("from before an upgrade") if step.is_closed else ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.steps)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("When"), _("What"), _("Touched"), "")[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        step = self.steps[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(step, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (self._text(step, column) for column in range(4)) if part)
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme().colour("ink" if index.column() == 1 and not self.state(step) else "ink3")
        return None

    def _text(self, step: Step, column: int) -> str:
        if column == 0:
            return self._when(step)
        if column == 1:
            return step.label
        if column == 2:
            people = step.counts.get("contact", 0)
            if people:
                return ngettext("{n} contact", "{n} contacts", people).format(n=people)
            rows = sum(step.counts.values())
            return ngettext("{n} entry", "{n} entries", rows).format(n=rows)
        return self.state(step)

    def _when(self, step: Step) -> str:
        if self._moment is None:
            return ""
        local = Moment(instant_from_text(step.made_at), self._moment.zone).local
        return f"{day_words(local.date(), self._moment.today)}, {local:%H:%M}"


class HistoryPage(Page):
    """What changed when; nothing that was done is out of sight."""

    shows = frozenset(
        {
            "contact",
            "follow_up",
            "activity",
            "stage_move",
            "plan",
            "plan_stage",
            "plan_tactic",
            "setting",
            "lifecycle",
            "erasure",
        }
    )

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(runner, parent)
        self.head.set_title(_("History"), _("Every change of the last 30 days and more, newest first."))
        self.model = StepModel(self)
        self._erasures: list[Erasure] = []
        self.table = LineTable(self.model, _("History"), COLUMNS, self)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._fit_button())
        card = Card(padding=1, spacing=0, parent=self)
        card.column.addWidget(self.table)
        self.body.addWidget(card, 1)
        foot = QHBoxLayout()
        hint = _("Ctrl+Z takes back the last step. Here one older step can be taken back alone.")
        foot.addWidget(Label(hint, tone="ink2", wrap=True, parent=self), 1)
        self.erased_button = Button(_("Erased on request"), kind="quiet", icon="user-x", parent=self)
        self.erased_button.clicked.connect(lambda _on=False: self.show_erasures())
        self.erased_button.hide()
        foot.addWidget(self.erased_button)
        self.undo_button = Button(_("Undo this step"), icon="undo-2", parent=self)
        self.undo_button.setEnabled(False)
        self.undo_button.clicked.connect(self._on_undo)
        foot.addWidget(self.undo_button)
        self.body.addLayout(foot)
        runner.undone.connect(self._on_turned)
        runner.redone.connect(self._on_turned)

    def reload(self) -> None:
        self.runner.read(self._on_loaded, steps, SHOWN)
        self.runner.read(self._on_erasures, erasures)

    def _on_turned(self, _label: str) -> None:
        self.touch(self.shows)

    def take_focus(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_loaded(self, found: list[Step]) -> None:
        row = self.table.currentIndex().row()
        self.model.show(found, self.runner.moment())
        if found:
            self.table.selectRow(min(max(row, 0), len(found) - 1))
        self._fit_button()

    def _on_erasures(self, found: list[Erasure]) -> None:
        self._erasures = found
        self.erased_button.setVisible(bool(found))
        self.erased_button.set_count(str(len(found)) if found else "")

    def show_erasures(self) -> ErasuresDialog:
        """Show who was erased on request, as far as that is kept."""
        dialog = ErasuresDialog(self._erasures, self.runner.moment(), self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _chosen(self) -> Step | None:
        row = self.table.currentIndex().row()
        return self.model.steps[row] if 0 <= row < len(self.model.steps) else None

    def _fit_button(self) -> None:
        step = self._chosen()
        self.undo_button.setEnabled(step is not None and not self.model.state(step))

    def _on_undo(self) -> None:
        step = self._chosen()
        if step is None:
            return
        newest = next((each for each in self.model.steps if not each.is_undone), None)
        if newest is not None and newest.step_id == step.step_id:
            self.runner.undo()
        else:
            self.runner.conflicts_of(step.step_id, lambda found: self._ask(step, found))

    def _ask(self, step: Step, conflicts: list[Conflict]) -> None:
        label = _("Undo {label}").format(label=step.label)
        if not conflicts:
            self.runner.undo_step(step.step_id, label, self._on_taken_back)
            return
        count = len(conflicts)
        title = ngettext(
            "{n} entry of this step was changed or used again later.",
            "{n} entries of this step were changed or used again later.",
            count,
        ).format(n=count)
        answers = [
            Answer("cancel", _("Leave it"), "quiet"),
            Answer("over", _("Take back these too")),
            Answer("keep", _("Keep the later changes"), "primary", safe=True),
        ]
        text = _("Everything else goes back to what it was. You can undo this again.")
        answer = ask(title, text, answers, parent=self)
        if answer in ("keep", "over"):
            self.runner.undo_step(
                step.step_id, label, self._on_taken_back, over_later_changes=answer == "over"
            )

    def _on_taken_back(self, label: str) -> None:
        self.toast.emit(label, True)
