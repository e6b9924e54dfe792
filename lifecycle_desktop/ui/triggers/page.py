"""The triggers page: each trigger in plain words, its form, what waits for the owner's word, and what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.trigger import Rule, checked_rule
from lifecycle_desktop.core.model.trigger_lists import RuleLine, TriggerDesk
from lifecycle_desktop.core.model.trigger_ring import refuse_ring
from lifecycle_desktop.core.queries.triggers import trigger_desk, would_have_fired
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.page import Offer, Page
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.triggers.done_card import DoneCard
from lifecycle_desktop.ui.triggers.proposal_card import ProposalCard
from lifecycle_desktop.ui.triggers.rule_form import NEW_RULE, RuleForm
from lifecycle_desktop.ui.triggers.rule_list import RuleList
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import Card, EmptyState

_FORM_WIDTH = 420
_ONE_COLUMN_BELOW = 860  # px at 100 % text


class TriggersPage(Page):
    """Every change is one step that can be undone; a form that was not saved is kept while the window is open."""

    shows = frozenset(
        {
            "trigger_rule",
            "trigger_firing",
            "stage",
            "lifecycle",
            "sequence",
            "contact",
            "activity",
            "follow_up",
        }
    )

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(runner, parent)
        self.head.set_title(_("Triggers"), _("What the program does by itself when something happens."))
        self.desk: TriggerDesk | None = None
        self._chosen = 0  # the number of the trigger in the form, 0 for a new one
        self._drafts: dict[int, Rule] = {}  # what was typed and not saved, by the number of the trigger
        self.new_button = Button(_("New trigger"), icon="plus", parent=self)
        self.head.add(self.new_button)
        self._build()
        self._connect()

    # --- building ---

    def _build(self) -> None:
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
        self.proposals = ProposalCard(inside)
        self._rules = Card(padding=1, spacing=0, parent=inside)
        self._rules.setAccessibleName(_("Triggers"))
        self.list = RuleList(self._rules)
        self.empty = EmptyState(
            "zap",
            _("No triggers"),
            _("A trigger makes a follow-up, starts a sequence or moves somebody when something happens."),
            button=_("New trigger"),
            button_icon="plus",
            on_button=self.begin_new,
            parent=self._rules,
        )
        self._rules.column.addWidget(self.list)
        self._rules.column.addWidget(self.empty)
        self._rules.column.addStretch(1)
        self.form = RuleForm(inside)
        self.done = DoneCard(inside)
        scroll.setWidget(inside)
        self._scroll = scroll
        self.body.addWidget(scroll, 1)
        self._place()

    def _connect(self) -> None:
        self.new_button.clicked.connect(lambda _on=False: self.begin_new())
        self.list.picked.connect(self._on_picked)
        self.list.switched.connect(self.switch)
        self.list.edit_wanted.connect(self.form.begin)
        self.list.delete_wanted.connect(self.delete)
        self.form.saved.connect(self._on_save)
        self.form.given_up.connect(self._on_given_up)
        self.form.delete_wanted.connect(self.delete)
        self.form.changed.connect(self._on_draft)
        self.proposals.answered.connect(self.answer)
        self.proposals.person_wanted.connect(self.open_contact)
        self.done.person_wanted.connect(self.open_contact)
        self.done.undo_wanted.connect(self._on_undo_wanted)
        self.done.history_wanted.connect(lambda: self.navigate.emit("history"))

    def _place(self) -> None:
        """One column where there is no room for two."""
        narrow = self.width() < theme().px(_ONE_COLUMN_BELOW)
        grid = self._grid
        for widget in (self.proposals, self._rules, self.form, self.done):
            grid.removeWidget(widget)
        across = 1 if narrow else 2
        grid.addWidget(self.proposals, 0, 0, 1, across)
        grid.addWidget(self._rules, 1, 0)
        grid.addWidget(self.form, 2 if narrow else 1, 0 if narrow else 1)
        grid.addWidget(self.done, 3, 0, 1, across)
        grid.setRowStretch(3, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 0)
        self.form.setMinimumWidth(0 if narrow else theme().px(_FORM_WIDTH))
        self.form.setMaximumWidth(16_777_215 if narrow else theme().px(_FORM_WIDTH))

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._place()

    def retheme(self) -> None:
        """Take the widths of the look in force."""
        self._place()

    # --- showing ---

    def reload(self) -> None:
        self.runner.read(self._on_read, trigger_desk, self.runner.moment())

    def take_focus(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> list[QWidget]:
        return [each for each in (self.proposals, self._rules, self.form, self.done) if not each.isHidden()]

    def offers(self) -> Mapping[str, Offer]:
        return {"trigger.new": Offer(self.begin_new)}

    @property
    def lines(self) -> tuple[RuleLine, ...]:
        """The triggers in order."""
        return self.desk.rules if self.desk is not None else ()

    def _kept(self, rule_id: int) -> Rule | None:
        return next((line.rule for line in self.lines if line.rule.rule_id == rule_id), None)

    def _on_read(self, desk: TriggerDesk) -> None:
        first = self.desk is None
        self.desk = desk
        known = {line.rule.rule_id for line in desk.rules}
        self._drafts = {rule_id: rule for rule_id, rule in self._drafts.items() if rule_id in known | {0}}
        if self._chosen not in known and (first or self._chosen):
            self._chosen = desk.rules[0].rule.rule_id if desk.rules else 0
        on = sum(line.rule.is_on and not line.fault for line in desk.rules)
        self.head.set_title(
            _("Triggers"),
            ngettext("{n} of {all} at work.", "{n} of {all} at work.", on).format(n=on, all=len(desk.rules)),
        )
        self.list.show_lines(desk.rules, self._chosen)
        self.list.setVisible(bool(desk.rules))
        self.empty.setVisible(not desk.rules)
        self.proposals.show_proposals(desk.proposals, desk.proposal_count)
        self.done.show_firings(desk.firings, desk.firing_count, self.runner.moment())
        self._fill_form()

    def _fill_form(self) -> None:
        if self.desk is None:
            return
        kept = self._kept(self._chosen)
        rule = self._drafts.get(self._chosen) or kept or NEW_RULE
        self.form.show_rule(rule, self.desk.names, kept=kept)

    def _on_picked(self, rule_id: int) -> None:
        self._chosen = rule_id
        self._fill_form()

    def _on_draft(self) -> None:
        """Keep what the form holds, and ask for how many people it would have fired."""
        draft = self.form.draft()
        if self.form.is_changed():
            self._drafts[self._chosen] = draft
        else:
            self._drafts.pop(self._chosen, None)
        self.runner.read(self.form.show_preview, would_have_fired, draft.when, self.runner.moment())

    # --- acts ---

    def begin_new(self) -> None:
        """Begin a trigger of the owner's own in the form."""
        self._chosen = 0
        self.list.setCurrentRow(-1)
        self._fill_form()
        self._scroll.ensureWidgetVisible(self.form)
        self.form.begin()

    def switch(self, rule_id: int, is_on: bool) -> None:
        """Switch a trigger on or off; one that cannot be is told in its form."""
        from lifecycle_desktop.core.operations.triggers import switch_rule

        rule = self._kept(rule_id)
        if rule is None:
            return
        if is_on and (problem := self._refusal(replace(rule, is_on=True))) is not None:
            self._on_picked(rule_id)
            self.form.refuse(problem)
            return
        label = _("Switch on “{name}”") if is_on else _("Switch off “{name}”")
        said = _("{name} is on") if is_on else _("{name} is off")
        self._write(label.format(name=rule.name), said.format(name=rule.name), switch_rule, rule_id, is_on)

    def delete(self) -> None:
        """Take the trigger that is shown away."""
        from lifecycle_desktop.core.operations.triggers import delete_rule

        rule = self._kept(self._chosen)
        if rule is None:
            return
        self._drafts.pop(rule.rule_id, None)
        self._write(
            _("Delete the trigger “{name}”").format(name=rule.name),
            _("{name} deleted").format(name=rule.name),
            delete_rule,
            rule.rule_id,
        )

    def answer(self, firing_id: int, name: str, accept: bool) -> None:
        """Accept what is proposed for somebody, or turn it down."""
        from lifecycle_desktop.core.operations.triggers import answer_firing

        said = _("Accepted for {name}") if accept else _("Turned down for {name}")
        text = said.format(name=name)
        self._write(text, text, answer_firing, firing_id, accept)

    def _on_save(self, rule: Rule) -> None:
        from lifecycle_desktop.core.operations.triggers import save_rule

        problem = self._refusal(rule)
        if problem is not None:
            self.form.refuse(problem)
            return
        is_new = not rule.rule_id
        name = rule.name or _("Trigger")

        def done(rule_id: int) -> None:
            self._drafts.pop(0 if is_new else rule_id, None)
            self._chosen = rule_id
            self.toast.emit(_("{name} saved").format(name=name), True)
            self.reload()

        label = _("New trigger “{name}”") if is_new else _("Change the trigger “{name}”")
        self.runner.write(label.format(name=name), save_rule, rule, self.runner.moment(), then=done)

    def _refusal(self, rule: Rule) -> UserError | None:
        """What stands against this trigger, as `save_rule` would say it."""
        others = [line.rule for line in self.lines if line.rule.is_on and not line.fault]
        try:
            checked_rule(rule)
            if rule.is_on:
                refuse_ring(rule, others)
        except UserError as problem:
            return problem
        return None

    def _on_given_up(self) -> None:
        self._drafts.pop(self._chosen, None)
        if not self._chosen and self.lines:
            self._chosen = self.lines[0].rule.rule_id
            self.list.setCurrentRow(0)
        self._fill_form()
        self.take_focus()

    def _on_undo_wanted(self, step_id: int) -> None:
        self.runner.conflicts_of(step_id, lambda found: self.done.ask_undo(step_id, found, self._undo))

    def _undo(self, step_id: int, over_later_changes: bool) -> None:
        label = _("Take back what a trigger did")
        self.runner.undo_step(
            step_id, label, lambda said: self.toast.emit(said, True), over_later_changes=over_later_changes
        )

    def _write(self, label: str, said: str, operation: Any, *arguments: object) -> None:
        self.runner.write(
            label, operation, *arguments, self.runner.moment(), then=lambda _done: self.toast.emit(said, True)
        )
