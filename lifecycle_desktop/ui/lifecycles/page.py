"""The lifecycle page: the stages people pass through, edited in place; another model, a copy, a template file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.lifecycle import (
    FEWEST_STAGES,
    LONGEST_NAME,
    MOST_STAGES,
    Lifecycle,
    Stage,
    folded,
)
from lifecycle_desktop.core.model.lifecycle_file import load_lifecycle
from lifecycle_desktop.core.model.own_lifecycle import edited, save_template
from lifecycle_desktop.core.paths import data_folder
from lifecycle_desktop.core.queries.lifecycles import LifecycleDesk, LifecyclesDesk, lifecycles_desk
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.core.store.standings import step_counts
from lifecycle_desktop.ui.documents import documents_folder
from lifecycle_desktop.ui.lifecycles.copy_popover import CopyPopover, wrong_name
from lifecycle_desktop.ui.lifecycles.stage_form import StageForm
from lifecycle_desktop.ui.lifecycles.stage_list import StageList
from lifecycle_desktop.ui.lifecycles.switch_card import SwitchCard
from lifecycle_desktop.ui.lifecycles.take_out import TakeOutPopover
from lifecycle_desktop.ui.page import Page
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import Card
from lifecycle_desktop.ui.widgets.fields import Choice, Field, Line
from lifecycle_desktop.ui.widgets.labels import Label

_LIST_WIDTH = 330
_ONE_COLUMN_BELOW = 780  # px at 100 % text


class LifecyclesPage(Page):
    """One lifecycle model. Every change holds at once and is one step that can be undone."""

    shows = frozenset({"lifecycle", "stage", "contact"})

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(runner, parent)
        self.head.set_title(
            _("Lifecycle"), _("The stages people pass through, from a name to a customer for life.")
        )
        self.desk: LifecyclesDesk | None = None
        self._wanted = ""  # the key of the model to show; empty for the active one
        self._chosen = ""  # the key of the stage to show
        self._named = ""  # the key of the model whose name stands in its field
        self._new_key = ""  # the key of a stage that was just added and wants a name
        self._build()
        self._connect()

    # --- building ---

    def _build(self) -> None:
        self.open_button = Button(_("Open template…"), kind="quiet", icon="folder-open", parent=self)
        self.save_button = Button(_("Save as template…"), kind="quiet", icon="file-down", parent=self)
        self.head.add(self.open_button)
        self.head.add(self.save_button)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("role", "canvas")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setSpacing(style.CARD_GAP)
        self._left = self._ladder_card()
        self._right = QWidget(inside)
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(style.CARD_GAP)
        self.switch = SwitchCard(self)
        self.switch.hide()
        self.form = StageForm(self)
        right.addWidget(self.switch)
        right.addWidget(self.form)
        right.addStretch(1)
        scroll.setWidget(inside)
        self.body.addWidget(scroll, 1)
        self._place()

    def _ladder_card(self) -> Card:
        card = Card(padding=14, spacing=10, parent=self)
        self.model = Choice(name=_("Lifecycle"), parent=card)
        self.model.setMinimumContentsLength(20)
        card.column.addWidget(self.model)
        self.said = Label("", tone="ink2", wrap=True, parent=card)
        card.column.addWidget(self.said)
        self.name_line = Line(parent=card)
        self.name_line.setMaxLength(LONGEST_NAME)
        self.name = Field(_("Name of the &lifecycle"), self.name_line, check=self._wrong_name, parent=card)
        card.column.addWidget(self.name)
        self.copy_button = Button(_("Edit a copy"), icon="copy", parent=card)
        card.column.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignLeading)
        self.away_button = Button(_("Throw this lifecycle away"), kind="quiet", icon="trash-2", parent=card)
        card.column.addWidget(self.away_button, 0, Qt.AlignmentFlag.AlignLeading)
        self.problem = Label("", face="small", tone="danger", wrap=True, parent=card)
        self.problem.hide()
        card.column.addWidget(self.problem)
        self.list = StageList(card)
        card.column.addWidget(self.list)
        row = QHBoxLayout()
        row.setSpacing(style.CONTROL_GAP)
        self.add_button = Button(_("Add a stage"), kind="quiet", icon="plus", parent=card)
        self.out_button = Button(_("Take out"), kind="quiet", icon="x", key="Delete", parent=card)
        row.addWidget(self.add_button)
        row.addWidget(self.out_button)
        row.addStretch(1)
        card.column.addLayout(row)
        card.column.addStretch(1)
        return card

    def _connect(self) -> None:
        self.model.activated.connect(self._on_model_chosen)
        self.name_line.editingFinished.connect(self._on_name_left)
        self.away_button.clicked.connect(lambda _on=False: self.throw_away())
        self.copy_button.clicked.connect(lambda _on=False: self._ask_copy())
        self.open_button.clicked.connect(lambda _on=False: self._ask_template())
        self.save_button.clicked.connect(lambda _on=False: self._ask_place())
        self.add_button.clicked.connect(lambda _on=False: self.add_stage())
        self.out_button.clicked.connect(lambda _on=False: self.take_out())
        self.list.picked.connect(self._on_picked)
        self.list.reordered.connect(self._on_reordered)
        self.list.take_out_wanted.connect(self.take_out)
        self.form.edited.connect(self._on_edited)
        self.switch.wanted.connect(self._on_switch)

    def _place(self) -> None:
        """One column where there is no room for two."""
        narrow = self.width() < theme().px(_ONE_COLUMN_BELOW)
        for widget in (self._left, self._right):
            self._grid.removeWidget(widget)
        self._grid.addWidget(self._left, 0, 0)
        self._grid.addWidget(self._right, 1 if narrow else 0, 0 if narrow else 1)
        self._grid.setRowStretch(0, 0 if narrow else 1)
        self._grid.setColumnStretch(0, 1 if narrow else 0)
        self._grid.setColumnStretch(1, 0 if narrow else 1)
        self._left.setMinimumWidth(theme().px(_LIST_WIDTH) if not narrow else 0)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._place()

    def retheme(self) -> None:
        """Take the widths of the look in force."""
        self._place()

    # --- showing ---

    def reload(self) -> None:
        self.runner.read(self._on_read, lifecycles_desk, data_folder(), self._wanted)

    def take_focus(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> list[QWidget]:
        return [self._left, self._right]

    @property
    def shown(self) -> LifecycleDesk | None:
        """The model that is shown."""
        return self.desk.shown if self.desk is not None else None

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Its stages in order."""
        return self.desk.shown.lifecycle.stages if self.desk is not None else ()

    def _on_read(self, desk: LifecyclesDesk) -> None:
        self.desk = desk
        shown = desk.shown
        self._wanted = shown.lifecycle.key
        self._show_models(desk)
        self.said.setText(self._about(shown))
        self.copy_button.setVisible(not shown.is_own)
        self._show_own(shown)
        self.list.set_editable(shown.is_own)
        living = {stage.key: shown.living(stage.key) for stage in self.stages}
        self.list.show_stages(self.stages, living, self._chosen)
        self._chosen = self.list.chosen
        self.add_button.setVisible(shown.is_own)
        self.out_button.setVisible(shown.is_own)
        self.add_button.setEnabled(len(self.stages) < MOST_STAGES)
        self.out_button.setEnabled(len(self.stages) > FEWEST_STAGES)
        self._show_stage()
        if self._new_key == self._chosen:
            self.form.ask_name()
        self._new_key = ""
        self.switch.setVisible(not shown.is_active)
        if not shown.is_active:
            self.runner.read(self._on_counted, step_counts, shown.lifecycle, self.runner.moment().today)

    def _show_models(self, desk: LifecyclesDesk) -> None:
        self.model.clear()
        for lifecycle in desk.shelf.lifecycles:
            is_active = lifecycle.key == desk.active.lifecycle.key
            words = _("{name} (in use)").format(name=lifecycle.name) if is_active else lifecycle.name
            self.model.add(words, lifecycle.key)
        self.model.choose(desk.shown.lifecycle.key)
        self.problem.setText("\n".join(str(problem) for problem in desk.shelf.problems))
        self.problem.setVisible(bool(desk.shelf.problems))

    def _show_own(self, shown: LifecycleDesk) -> None:
        """The name to change and the button to throw it away; a name that is being typed stays."""
        self.name.setVisible(shown.is_own)
        self.away_button.setVisible(shown.is_own)
        is_other = self._named != shown.lifecycle.key
        if is_other or not (self.name_line.isModified() and self.name_line.hasFocus()):
            self.name.set_text(shown.lifecycle.name)
            self.name.set_error("")
            self.name_line.setModified(False)
        self._named = shown.lifecycle.key

    def _about(self, shown: LifecycleDesk) -> str:
        if shown.is_own:
            return _("Your own. Change names, order, days and questions; each change can be undone.")
        if shown.is_active:
            return _("It came with the program. Edit a copy: your people, plan and history stay as they are.")
        return shown.lifecycle.description

    def _show_stage(self) -> None:
        stage = next((each for each in self.stages if each.key == self._chosen), None)
        if stage is not None and self.shown is not None:
            others = [each for each in self.stages if each.key != stage.key]
            self.form.show_stage(stage, others, count=len(self.stages), editable=self.shown.is_own)

    def _on_counted(self, counts: Mapping[tuple[str, str], int]) -> None:
        if self.desk is not None and not self.desk.shown.is_active:
            self.switch.show_steps(self.desk.active.lifecycle, self.desk.shown.lifecycle, counts)

    def _on_picked(self, key: str) -> None:
        self._chosen = key
        self._show_stage()

    def _on_model_chosen(self) -> None:
        self._wanted, self._chosen = str(self.model.currentData()), ""
        self.reload()

    # --- editing ---

    def _on_edited(self, stage: Stage) -> None:
        stages = [stage if each.key == stage.key else each for each in self.stages]
        label, said = _("Change the stage {name}"), _("Stage {name} changed")
        self._change(stages, label.format(name=stage.name), said.format(name=stage.name))

    def _on_reordered(self, keys: Sequence[str]) -> None:
        by_key = {stage.key: stage for stage in self.stages}
        said = _("The stages are in a new order")
        self._change([by_key[key] for key in keys], _("Reorder the stages"), said)

    def add_stage(self) -> None:
        """Add a stage behind the one with the focus, ready to be named."""
        names = {stage.name for stage in self.stages}
        label = next(text for n in range(1, 20) if (text := _("Stage {n}").format(n=n)) not in names)
        stages = list(self.stages)
        place = next((stage.number for stage in stages if stage.key == self._chosen), len(stages))
        stages.insert(place, Stage(0, "", label, label[:10]))

        changed = self._edited(stages)
        if changed is not None:
            self._chosen = self._new_key = changed.stages[place].key
            said = _("{name} added, ready for its name").format(name=label)
            self._write(changed, _("Add the stage {name}").format(name=label), said)

    def take_out(self) -> None:
        """Take the stage with the focus out; where people stand there, ask where they go."""
        shown = self.shown
        stage = next((each for each in self.stages if each.key == self._chosen), None)
        if shown is None or stage is None or not shown.is_own or len(self.stages) <= FEWEST_STAGES:
            return
        people = shown.people.get(stage.key, 0)
        if not people:
            self._remove(stage, {})
            return
        popover = TakeOutPopover(stage, people, self.stages, self, in_trash=shown.in_trash.get(stage.key, 0))
        popover.confirmed.connect(lambda key: self._remove(stage, {stage.key: key}))
        popover.open_at(self.list, self.list.visualItemRect(self.list.currentItem()))

    def _remove(self, stage: Stage, going: Mapping[str, str]) -> None:
        stages = [each for each in self.stages if each.key != stage.key]
        self._chosen = stages[min(stage.number, len(stages)) - 1].key
        label, said = _("Take out the stage {name}"), _("Stage {name} taken out")
        self._change(stages, label.format(name=stage.name), said.format(name=stage.name), going)

    def _change(
        self, stages: Sequence[Stage], label: str, said: str, going: Mapping[str, str] | None = None
    ) -> None:
        changed = self._edited(stages)
        if changed is not None:
            self._write(changed, label, said, going)

    def _edited(self, stages: Sequence[Stage]) -> Lifecycle | None:
        """The model with these stages; None, with the reason told, for what no lifecycle can be."""
        if self.desk is None:
            return None
        try:
            return edited(self.desk.shown.lifecycle, stages)
        except UserError as problem:
            self.form.refuse(problem.message)
            return None

    def _write(
        self, changed: Lifecycle, label: str, said: str, going: Mapping[str, str] | None = None
    ) -> None:
        from lifecycle_desktop.core.operations.own_lifecycles import change_lifecycle

        def done(_moved: object) -> None:
            self.toast.emit(said, True)

        self.runner.write(label, change_lifecycle, changed, going or {}, self.runner.moment(), then=done)

    # --- copies, templates, another model ---

    def _ask_copy(self) -> None:
        if self.desk is None:
            return
        names = [lifecycle.name for lifecycle in self.desk.shelf.lifecycles]
        popover = CopyPopover(self.desk.shown.lifecycle.name, names, self)
        popover.confirmed.connect(self._copy)
        popover.open_at(self.copy_button)

    def _copy(self, name: str) -> None:
        from lifecycle_desktop.core.operations.own_lifecycles import copy_lifecycle

        if self.desk is not None:
            label = _("Edit a copy called {name}").format(name=name)
            said = _("{name} is yours to edit").format(name=name)
            self._take_in(label, said, copy_lifecycle, self.desk.shown.lifecycle, name)

    def _wrong_name(self, text: str) -> str:
        if self.desk is None or self.shown is None:
            return ""
        key = self.shown.lifecycle.key
        return wrong_name(text, {folded(each.name) for each in self.desk.shelf.lifecycles if each.key != key})

    def _on_name_left(self) -> None:
        """Give the model that is shown the name that was typed, or say what is wrong with it."""
        shown, name = self.shown, " ".join(self.name_line.text().split())
        if shown is None or not shown.is_own or name == shown.lifecycle.name or not self.name.validate():
            return
        from lifecycle_desktop.core.operations.own_lifecycles import rename_lifecycle

        self.name_line.setModified(False)
        said = _("The lifecycle is now called {name}").format(name=name)
        self.runner.write(
            _("Rename the lifecycle {name}").format(name=shown.lifecycle.name),
            rename_lifecycle,
            shown.lifecycle.key,
            name,
            self.runner.moment(),
            then=lambda _done: self.toast.emit(said, True),
        )

    def throw_away(self) -> None:
        """Take the own model that is shown out of those to choose; one in use is refused in words."""
        from lifecycle_desktop.core.operations.own_lifecycles import throw_away_lifecycle

        shown = self.shown
        if shown is None or not shown.is_own:
            return
        said = _("{name} thrown away").format(name=shown.lifecycle.name)

        def done(_none: object) -> None:
            self._wanted = ""
            self.toast.emit(said, True)
            self.reload()

        self.runner.write(
            _("Throw away the lifecycle {name}").format(name=shown.lifecycle.name),
            throw_away_lifecycle,
            shown.lifecycle.key,
            self.runner.moment(),
            then=done,
        )

    def _take_in(self, label: str, said: str, operation: Any, *arguments: object) -> None:
        """Carry out what makes one more model, and show it."""

        def done(key: str) -> None:
            self._wanted = key
            self.toast.emit(said, True)
            self.reload()

        self.runner.write(label, operation, *arguments, self.runner.moment(), then=done)

    def _ask_template(self) -> None:
        title, kinds = _("Open a lifecycle template"), _("Lifecycle templates (*.toml)")
        chosen, _kind = QFileDialog.getOpenFileName(self, title, str(documents_folder()), kinds)
        if chosen:
            self.open_template(Path(chosen))

    def open_template(self, path: Path) -> None:
        """Take the lifecycle of a template file among the models to choose."""
        self.runner.work(self._on_template, load_lifecycle, path)

    def _on_template(self, template: Lifecycle) -> None:
        from lifecycle_desktop.core.operations.own_lifecycles import add_template

        label, said = _("Open the template {name}"), _("Template {name} opened")
        name = template.name
        self._take_in(label.format(name=name), said.format(name=name), add_template, template)

    def _ask_place(self) -> None:
        if self.desk is None:
            return
        proposed = documents_folder() / f"{self.desk.shown.lifecycle.key}.toml"
        title, kinds = _("Save as a lifecycle template"), _("Lifecycle templates (*.toml)")
        chosen, _kind = QFileDialog.getSaveFileName(self, title, str(proposed), kinds)
        if chosen:
            self.save_template(Path(chosen))

    def save_template(self, path: Path) -> None:
        """Write the model that is shown as a template file."""
        if self.desk is not None:
            said = _("Saved as “{name}”").format(name=path.name)
            lifecycle = self.desk.shown.lifecycle
            self.runner.work(lambda _none: self.toast.emit(said, False), save_template, lifecycle, path)

    def _on_switch(self) -> None:
        from lifecycle_desktop.core.operations.first_steps import choose_lifecycle

        if self.desk is None:
            return
        lifecycle = self.desk.shown.lifecycle
        said = _("Now working with {name}").format(name=lifecycle.name)
        self.runner.write(
            _("Change to {name}").format(name=lifecycle.name),
            choose_lifecycle,
            lifecycle,
            data_folder(),
            self.runner.moment(),
            then=lambda _plan: self.toast.emit(said, True),
        )
