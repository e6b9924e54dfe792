"""The page Plan: the stages to be filled at the left, the sheet for the wall at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QLocale, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lifecycle_desktop.core.errors import UserError
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model import plan_words
from lifecycle_desktop.core.model.paper import Paper
from lifecycle_desktop.core.model.period import quarter_of
from lifecycle_desktop.core.model.plan import Gap, Plan, plan_gaps
from lifecycle_desktop.core.model.plan_desk import PlanDesk
from lifecycle_desktop.core.queries import plan as queries
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.page import Offer, Page
from lifecycle_desktop.ui.plan.editor import PlanEditor
from lifecycle_desktop.ui.plan.edits import PlanEdits
from lifecycle_desktop.ui.plan.entries import Entries
from lifecycle_desktop.ui.plan.head_popover import HeadPopover
from lifecycle_desktop.ui.plan.outgoing import Outgoing
from lifecycle_desktop.ui.plan.preview_pane import PreviewPane, stages_words
from lifecycle_desktop.ui.plan.sheet_maker import SheetMaker, SheetWish, Shown
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import Banner, Card, EmptyState
from lifecycle_desktop.ui.widgets.tab_order import read_in_order

PREVIEW_FROM = 1280  # px of the window
GOALS_WIDTH = 330
LEAST_GOALS = 170
GOALS_SHARE = 0.26  # of the page's width, at most

PLAN_TABLES = frozenset(
    {
        "plan",
        "plan_goal",
        "plan_stage",
        "plan_tactic",
        "plan_move",
        "plan_number",
        "plan_print",
        "plan_print_number",
    }
)
COUNTED_TABLES = frozenset(
    {
        "contact", "contact_email", "contact_phone", "activity", "purchase", "referral", "stage_move",
        "qualification", "source", "campaign", "campaign_cost",
    }
)  # fmt: skip


class PlanPage(Page):
    """The plan of the period, and its sheet."""

    shows = PLAN_TABLES | COUNTED_TABLES | {"stage", "lifecycle", "setting"}
    rail_below = 1500  # seven stages beside the sheet need that much

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(runner, parent)
        self.desk: PlanDesk | None = None
        self.entries = Entries(runner.moment)
        self.edits = PlanEdits(runner, self)
        self.edits.said.connect(self.toast)
        self.maker = SheetMaker(runner, self)
        self.maker.shown.connect(self._on_sheet_shown)
        self.outgoing = Outgoing(runner, self.maker, self)
        self.outgoing.went_out.connect(self._on_went_out)
        self.outgoing.refused.connect(self._on_refused)
        self._draft: Plan | None = None
        self._is_large = False
        self._banner: Banner | None = None
        self._old_plan: Banner | None = None
        self._paper_chosen = False
        self._was_loaded = False
        self._waiting: Callable[[], object] | None = None
        self._popover: HeadPopover | None = None
        self._build_head()
        self._build_body()
        self._arrange()

    # --- what the window asks ---

    def reload(self) -> None:
        self.runner.read(self._on_loaded, queries.plan_desk, self.runner.moment())

    def take_focus(self) -> None:
        if self.desk is None and self._start.button is not None and self._start.button.isVisible():
            self._start.button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.editor.take_focus()

    def panes(self) -> list[QWidget]:
        return [self.editor, self.pane]

    def offers(self) -> Mapping[str, Offer]:
        return {
            "plan.save_pdf": Offer(lambda: self._do(self.save), self._may_have_plan),
            "plan.print": Offer(lambda: self._do(self.print_sheet), self._may_have_plan),
            "file.print": Offer(lambda: self._do(self.print_sheet), self._may_have_plan),
            "plan.preview": Offer(self.toggle_preview, self._may_have_plan),
            "plan.head": Offer(lambda: self._do(self.edit_head), self._may_have_plan),
        }

    # --- building ---

    def _build_head(self) -> None:
        self.head.title.setCursor(Qt.CursorShape.PointingHandCursor)
        self.head.title.installEventFilter(self)
        self.goals_button = _GoalsButton(self.head)
        self.goals_button.clicked.connect(self.edit_head)
        self.head.add(self.goals_button)
        self.preview_button = Button(_("Preview"), icon="file-text", key="F9", parent=self.head)
        self.preview_button.clicked.connect(self.toggle_preview)
        self.head.add(self.preview_button)

    def _build_body(self) -> None:
        self.editor = PlanEditor(self.edits, self.entries, self)
        self.editor.setProperty("role", "canvas")
        self.editor.drafted.connect(self._on_drafted)
        self.pane = PreviewPane(self)
        self.pane.changed.connect(self._on_sheet_choice)
        self.pane.page_resized.connect(self._ask_sheet)
        self.pane.larger_wanted.connect(self.toggle_preview)
        self.pane.save_wanted.connect(self.save)
        self.pane.print_wanted.connect(self.print_sheet)
        self.pane.go_wanted.connect(self._on_go)
        self.pane.set_paper(_usual_paper())
        self._start = EmptyState(
            "map",
            "",
            "",
            button=_("Start the plan"),
            button_icon="plus",
            primary=True,
            on_button=self._on_start,
        )
        self._start_card = Card(padding=16, parent=self)
        self._start_card.column.addWidget(self._start)
        self._start_card.hide()
        row = QHBoxLayout()
        row.setSpacing(style.CARD_GAP)
        row.addWidget(self.editor, 1)
        row.addWidget(self.pane, 0)
        row.addWidget(self._start_card, 1)
        self.body.addLayout(row, 1)
        self.editor.hide()
        self.pane.hide()

    def _arrange(self) -> None:
        """The pane beside the editor where there is room, over it when it is wanted large."""
        has_plan = self.desk is not None
        beside = self._has_room()
        shown = has_plan and (beside or self._is_large)
        policy = QSizePolicy.Policy.Expanding if self._is_large else QSizePolicy.Policy.Fixed
        self.pane.setSizePolicy(policy, QSizePolicy.Policy.Preferred)
        if self._is_large:
            self.pane.setMaximumWidth(16_000)
            self.pane.setMinimumWidth(260)
        else:
            self.pane.setFixedWidth(self.pane.sizeHint().width())
        self.editor.setVisible(has_plan and not self._is_large)
        self.pane.setVisible(shown)
        self._start_card.setVisible(not has_plan and not self._stale)
        self.goals_button.setVisible(has_plan)
        self.preview_button.setVisible(has_plan and not beside and not self._is_large)

    def _has_room(self) -> bool:
        return self.window().width() >= PREVIEW_FROM * max(1.0, theme().scale * 0.8)

    def _goals_room(self) -> int:
        return min(theme().px(GOALS_WIDTH), int(self.width() * GOALS_SHARE))

    def retheme(self) -> None:
        """Take the sizes of the look in force."""
        self._arrange()
        self._ask_sheet()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # --- showing ---

    def _on_loaded(self, desk: PlanDesk | None) -> None:
        is_first = not self._was_loaded or (self.desk is None and desk is not None)
        self.desk, self._was_loaded = desk, True
        lacking = len(plan_gaps(desk.plan)) if desk is not None else 0
        self.counted.emit("plan", lacking)
        self.offers_changed.emit()
        if desk is None:
            self._show_start()
        else:
            self._show_plan(desk)
        self._arrange()
        if is_first and self.isVisible():
            self.take_focus()
        waiting, self._waiting = self._waiting, None
        if waiting is not None and desk is not None:
            waiting()

    def _show_plan(self, desk: PlanDesk) -> None:
        plan = desk.plan
        words = [_("{period}.").format(period=plan_words.period(plan.period_start, plan.period_end))]
        words.append(stages_words(plan.stages))
        if desk.saved_at:
            words.append(_("Saved {time}.").format(time=desk.saved_at))
        self.head.set_title(plan.title, " ".join(words))
        goals = " · ".join(f"{goal.number} {goal.words}".strip() for goal in plan.year_goals)
        self.goals_button.show_goals(goals, self._goals_room())
        if not self._paper_chosen and desk.paper in set(Paper):
            self.pane.set_paper(Paper(desk.paper))
        self.editor.show_plan(desk)
        self.pane.show_missing(desk)
        read_in_order(*list(self.editor.cells())[-1:], *self.pane.as_read())
        self._show_old_plan(desk)
        self._ask_sheet()

    def _show_start(self) -> None:
        start, end = quarter_of(self.runner.moment().today)
        period = plan_words.period(start, end)
        self.head.set_title(_("Plan"), _("One sheet for the wall: every stage, its goal and its gaps."))
        title = _("No plan for {period} yet").format(period=period)
        text = _(
            "Purposes and what is counted come from your lifecycle model; goals and tactics come from you."
        )
        self._start.set_words(title, text)
        if self._start.button is not None:
            self._start.button.setText(_("Start the plan for {period}").format(period=period))

    def _show_old_plan(self, desk: PlanDesk) -> None:
        """Where the period is over: say so, with the way to the next one."""
        if self._old_plan is not None:
            self._drop(self._old_plan)
            self._old_plan = None
        today = self.runner.moment().today
        if desk.plan.period_end >= today:
            return
        ended = _("This plan ended on {day}.").format(day=plan_words.day(desk.plan.period_end, today))
        self._old_plan = Banner(
            ended,
            _("Goals, offers and tactics can be taken along; the numbers begin anew."),
            button=_("Copy to the next period"),
            on_button=lambda: self.edits.copy_on(desk),
            parent=self,
        )
        self.body.insertWidget(0, self._old_plan)

    def _on_sheet_shown(self, shown: object) -> None:
        if isinstance(shown, Shown):
            self.pane.show_sheet(shown)

    # --- the sheet ---

    def wish(self) -> SheetWish | None:
        """The sheet as it is on the screen, what is being typed included."""
        if self.desk is None:
            return None
        return SheetWish(
            self._draft or self.desk.plan,
            self.pane.paper,
            self.pane.orientation,
            self.pane.grey,
            self.runner.moment().today,
        )

    def _ask_sheet(self) -> None:
        wish = self.wish()
        if wish is not None and self.pane.isVisible():
            self.maker.ask(wish, self.pane.view.pixels_wide)

    def _on_drafted(self, plan: Plan | None) -> None:
        self._draft = plan
        self._ask_sheet()

    def _on_sheet_choice(self) -> None:
        self._paper_chosen = True
        self._ask_sheet()
        self.maker.show_now()

    def toggle_preview(self) -> None:
        """Put the sheet over the editor, or go back to it."""
        if self.desk is None:
            return
        self._is_large = not self._is_large
        self.pane.set_large(self._is_large)
        self._arrange()
        if self._is_large:
            self.pane.larger.setFocus(Qt.FocusReason.OtherFocusReason)
            self._ask_sheet()
        else:
            self.editor.take_focus()

    def save(self) -> None:
        """Ask for a place and save the sheet there."""
        wish = self._kept_wish()
        if wish is not None:
            self.outgoing.save(wish)

    def print_sheet(self) -> None:
        """Ask for a printer and print the sheet."""
        wish = self._kept_wish()
        if wish is not None:
            self.outgoing.print_sheet(wish)

    def _kept_wish(self) -> SheetWish | None:
        """The sheet as it is, what is being typed included; that is kept at once."""
        wish = self.wish()
        self.editor.keep()
        return wish

    def _on_went_out(self, printed: SheetWish, told: str) -> None:
        self._close_error()
        self.toast.emit(told, False)
        if self.desk is not None:
            self.edits.record_print(self.desk, printed)

    def _on_refused(self, error: UserError, verb: str, command: str) -> None:
        """Tell above the plan what went wrong; the button does the command that helps."""
        self._close_error()
        acts = {"save": self.save, "print": self.print_sheet}
        self._banner = Banner(
            error.message,
            error.hint,
            tone="danger",
            button=verb,
            on_button=acts[command],
            quiet_button=_("Close"),
            on_quiet=self._close_error,
            parent=self,
        )
        self.body.insertWidget(0, self._banner)
        if self._banner.button is not None:
            self._banner.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_error(self) -> None:
        if self._banner is not None:
            self._drop(self._banner)
            self._banner = None

    def _drop(self, banner: Banner) -> None:
        self.body.removeWidget(banner)
        banner.hide()
        banner.deleteLater()

    # --- doing ---

    def edit_head(self) -> None:
        """Edit the title and the goals of the year."""
        if self.desk is None:
            return
        desk = self.desk
        popover = HeadPopover(desk.plan.title, desk.goals_by_place(), self)
        popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popover.left.connect(lambda title, goals: self.edits.set_head(desk, title, goals))
        self._popover = popover
        anchor = self.goals_button if self.goals_button.isVisible() else self.head.title
        popover.open_at(anchor)
        popover.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_go(self, stage_id: int, gap: Gap) -> None:
        if self._is_large:
            self.toggle_preview()
        self.editor.go_to(stage_id, gap)

    def _on_start(self) -> None:
        self.edits.start(quarter_of(self.runner.moment().today))

    def _may_have_plan(self) -> bool:
        """Whether there is a plan, as far as is known yet."""
        return self.desk is not None or not self._was_loaded

    def _do(self, act: Callable[[], object]) -> None:
        """Do it now, or as soon as the plan is here."""
        if self._was_loaded:
            act()
        else:
            self._waiting = act

    # --- events ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent)
        if watched is self.head.title and pressed:
            self.edit_head()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._is_large:
            self.toggle_preview()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.editor.keep_what_can_be()
        super().hideEvent(event)


class _GoalsButton(Button):
    """The goals of the year as the sheet shows them, or the wish for them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", icon="target", hint=_("Title and goals of the year"), parent=parent)

    def show_goals(self, text: str, room: int) -> None:
        """Show the goals in `room` px; without any, say that they can be added."""
        words = text or _("Add goals of the year")
        if room < theme().px(LEAST_GOALS):
            self.setText("")  # the sign alone; the words are in its tool tip and its name
            self.setAccessibleName(_("Goals of the year: {goals}").format(goals=words) if text else words)
            return
        metrics = theme().metrics("body", weight=500)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))
        self.setAccessibleName(_("Goals of the year: {goals}").format(goals=words) if text else words)


def _usual_paper() -> Paper:
    system = QLocale().measurementSystem()
    letter_lands = (QLocale.Country.Canada, QLocale.Country.Mexico, QLocale.Country.Philippines)
    is_letter = system == QLocale.MeasurementSystem.ImperialUSSystem or QLocale().territory() in letter_lands
    return Paper.LETTER if is_letter else Paper.A4
