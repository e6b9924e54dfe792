"""What the owner decided of the rows so far: decisions, mended cells; and the rows judged anew after each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer

from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.exchange.corrections import CorrectedFile
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.import_report import NEW, UPDATED, ImportPolicy, RowDecision
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.ui.importing.judging import Judged, judged, judged_row, with_lines
from lifecycle_desktop.ui.importing.rows_model import RowsModel
from lifecycle_desktop.ui.runner import Runner

AT_ONCE = 3000  # rows of which all are judged anew at once after each decision
PAUSE_MS = 1500  # of more rows one is judged at once, and all after the owner has paused


class Decisions(QObject):
    """Keeps the file and the policy as the owner wants them, and the model in step."""

    def __init__(self, runner: Runner, model: RowsModel, tell: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._runner, self._model, self._tell = runner, model, tell
        self._round = 0
        self._stop = Progress()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._judge_all)
        self.file: CorrectedFile | None = None
        self.policy = ImportPolicy()
        self._decided: dict[int, RowDecision] = {}
        model.ticked.connect(self._on_ticked)

    def begin(self, file: CorrectedFile, policy: ImportPolicy, *, keep: bool = False) -> None:
        """A file whose rows were judged: nothing is decided yet, unless it was there before and decisions are kept."""
        self.drop()
        self.file, self.policy = file, replace(policy, decisions={})
        if not keep:
            self._decided = {}

    def again(self) -> None:
        """Judge all rows anew: the people here have changed."""
        self._later()

    def drop(self) -> None:
        """Forget what is still being judged."""
        self._round += 1
        self._pause.stop()
        self._stop.stop()

    def wanted_policy(self) -> ImportPolicy:
        """The policy with all that was decided, and without what is not ticked."""
        return with_lines(replace(self.policy, decisions=dict(self._decided)), self._model.unticked)

    def first_of(self, line: int) -> frozenset[str]:
        """What the file's value of shows first, as decided for a row."""
        decision = self._decided.get(line)
        return decision.first if decision is not None else frozenset()

    def merge(self, line: int, contact_id: int, first: frozenset[str] = frozenset()) -> None:
        """Let a row go into a contact."""
        self._decide(line, RowDecision(UPDATED, contact_id, first))

    def keep_apart(self, line: int) -> None:
        """Let a row be a person of their own."""
        self._decide(line, RowDecision(NEW))

    def keep_all_apart(self) -> None:
        """Let every row that waits be a person of their own."""
        lines = self._model.waiting()
        if lines:
            self._decided.update(dict.fromkeys(lines, RowDecision(NEW)))
            self._model.decided.update(lines)
            self._judge_all()

    def undecide(self, line: int) -> None:
        """Take a decision back."""
        self._decided.pop(line, None)
        self._model.decided.discard(line)
        self._judge(line)

    def leave_out(self, line: int) -> None:
        """Let a row stay out; one that waits or is wrong stays out anyway."""
        row = self._model.row_of(line)
        if row >= 0 and self._model.is_ticked(row):
            self._model.toggle(row)

    def mend_part(self, line: int, part: str, text: str) -> None:
        """Another name, e-mail or phone in a row."""
        if self.file is not None:
            self.file = self.file.with_part(line, part, text)
            self._judge(line)

    def mend_cell(self, line: int, column: int, text: str) -> None:
        """Another text in a cell of a row."""
        if self.file is not None:
            self.file = self.file.with_cell(line, column, text)
            self._judge(line)

    def _decide(self, line: int, decision: RowDecision) -> None:
        self._decided[line] = decision
        self._model.decided.add(line)
        self._model.unticked.discard(line)
        self._judge(line)

    def _on_ticked(self) -> None:
        """Another row may be the first of two that are one person now."""
        self._later()

    def _judge(self, line: int) -> None:
        file = self.file
        if file is None:
            return
        if self._model.counts()["all"] <= AT_ONCE:
            self._judge_all()
            return
        policy = replace(self.policy, decisions=dict(self._decided))
        database: Any = self._runner.database
        self._runner.work(lambda found: self._on_row(line, found), judged_row, database, file, line, policy)
        self._later()

    def _later(self) -> None:
        if self._model.counts()["all"] <= AT_ONCE:
            self._judge_all()
        else:
            self._pause.start(PAUSE_MS)

    def _judge_all(self) -> None:
        file = self.file
        if file is None:
            return
        self._stop.stop()
        self._stop = stop = Progress()
        self._round += 1
        this = self._round
        database: Any = self._runner.database
        policy = self.wanted_policy()

        def work() -> Judged | UserError | None:
            return judged(database, file, policy, stop=stop)

        self._runner.work(lambda found: self._on_all(this, found), work)

    def _on_row(self, line: int, found: Judged) -> None:
        self._model.judge_row(line, found)
        self._tell()

    def _on_all(self, this: int, found: Judged | UserError | None) -> None:
        if this == self._round and isinstance(found, Judged):
            self._model.judge_anew(found)
            self._tell()


def menu_words(kind: str, name: str) -> str:
    """The words of an entry in the menu of a row."""
    return {
        "merge": _("Merge into {name}").format(name=name),
        "add": _("Add to {name}").format(name=name),
        "apart": _("Keep separate, as a new person"),
        "name": _("Type the name"),
        "mend": _("Mend the cell"),
        "cells": _("Mend the cells of the row"),
        "out": _("Leave out"),
        "in": _("Take it in"),
        "undecide": _("Take the decision back"),
    }[kind]
