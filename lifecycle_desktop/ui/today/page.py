"""The page Today: capture on top, late, today and coming at the left, who needs a word at the right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QDate, QLocale, QRect, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.day_words import date_words, span_words
from lifecycle_desktop.core.model.desk import DayList, FollowUpLine
from lifecycle_desktop.core.queries.sources import source_names
from lifecycle_desktop.ui import asks
from lifecycle_desktop.ui.page import Offer, Page
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.today.capture_field import CaptureField
from lifecycle_desktop.ui.today.columns import DayColumns, Section
from lifecycle_desktop.ui.today.day_desk import (
    ROWS_SHOWN,
    DayDesk,
    cut_words,
    day_desk,
    fit_words,
    people_of,
    subtitle,
)
from lifecycle_desktop.ui.today.follow_up_list import FollowUpList
from lifecycle_desktop.ui.today.looked_at import LookedAt
from lifecycle_desktop.ui.today.people_acts import PeopleActs
from lifecycle_desktop.ui.today.row_acts import RowActs
from lifecycle_desktop.ui.typed_text import TypedText

if TYPE_CHECKING:
    from lifecycle_desktop.core.model.day_fit import Spread
    from lifecycle_desktop.ui.today.side_cards import LeadsCard, SlippingCard, WeekCard

COMING_SHOWN = 3
RINGS_RUN_EVERY = 1000  # ms


class TodayPage(Page):
    """Who is next, and why."""

    shows = frozenset(
        {
            "contact",
            "contact_date",
            "follow_up",
            "activity",
            "purchase",
            "referral",
            "stage",
            "stage_move",
            "lifecycle",
            "setting",
            "source",
        }
    )

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(runner, parent)
        self._list = DayList(runner.moment().today)
        self._stages = 0
        self._aim = 5
        self._sources: tuple[str, ...] = ()
        self._without_step = 0
        self._being_kept = ""  # the line that is being written: a second Enter must not keep it twice
        runner.failed.connect(self._on_failed)
        self._all_coming = False
        self._last_view: FollowUpList | None = None
        self.acts = RowActs(self)
        self.people_acts = PeopleActs(self)
        self._looked_at = LookedAt(runner, self)
        self.head.set_primary(_("New contact"), "user-plus", lambda: self.capture.emit(""), key="Ctrl+N")
        self.capture_field = CaptureField(self)
        self.capture_field.entered.connect(self._on_line_entered)
        self._typed = TypedText(self.runner, "today:line", self)
        self.capture_field.line.textChanged.connect(self._typed.keep)
        self._typed.recall(self._on_recalled)
        self.body.addWidget(self.capture_field)
        self._build_columns()
        self._rings = QTimer(self)
        self._rings.setInterval(RINGS_RUN_EVERY)
        self._rings.timeout.connect(self._on_second)

    # --- what the window asks ---

    def reload(self) -> None:
        coming = ROWS_SHOWN if self._all_coming else COMING_SHOWN
        self.runner.read(self._on_loaded, day_desk, self.runner.moment(), coming)

    def take_focus(self) -> None:
        self.capture_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> list[QWidget]:
        parts: list[QWidget] = [*self.columns.views(), *self.columns.cards()]
        return [self.capture_field.line, *(part for part in parts if part.isVisible())]

    def walk(self) -> Sequence[int]:
        """Everybody of the lists, in the order in which they are read."""
        return people_of(self._list)

    def offers(self) -> Mapping[str, Offer]:
        return {
            **self.acts.offers(),
            "today.move_late": Offer(self._on_move_all, lambda: bool(self._list.late_count)),
            "today.spread": Offer(self._on_spread, lambda: self._list.fitting < self._list.due_count),
        }

    @property
    def next_week_on(self) -> dt.date | None:
        """Where "next week" puts off to, by the owner's working days."""
        return self._list.next_week_on

    # --- building ---

    def _build_columns(self) -> None:
        links = {
            "away": self._on_close_pause,
            "late": self._on_move_all,
            "today": self._on_spread,
            "coming": self._on_show_all,
            "slipping": self._on_see_slipping,
        }
        self.columns = DayColumns(lambda name: links[name](), self._on_empty_button, self)
        self.columns.made = self._on_made
        for name in ("late", "today", "coming", "leads", "slipping", "week"):
            self.columns.section(name)
        self.body.addWidget(self.columns, 1)
        self.columns.arrange()

    def _on_made(self, _name: str, section: Section) -> None:
        view = section.inside
        if isinstance(view, FollowUpList):
            view.done.connect(self._on_done)
            view.opened.connect(self.acts.open)
            view.entered_row.connect(self._on_row_entered)
            view.asked.connect(self._on_asked)
            view.left_at_end.connect(self._on_left_at_end)
        else:
            self.people_acts.answer(view)

    def _view(self, name: str) -> FollowUpList:
        return cast("FollowUpList", self.columns.section(name).inside)

    @property
    def late(self) -> FollowUpList:
        """The list of what is late."""
        return self._view("late")

    @property
    def today(self) -> FollowUpList:
        """The list of what is due today."""
        return self._view("today")

    @property
    def coming(self) -> FollowUpList:
        """The list of what is due in the next days."""
        return self._view("coming")

    @property
    def leads(self) -> LeadsCard:
        """The card of those whom nobody has answered."""
        return cast("LeadsCard", self.columns.section("leads").inside)

    @property
    def slipping(self) -> SlippingCard:
        """The card of those who slip through."""
        return cast("SlippingCard", self.columns.section("slipping").inside)

    def retheme(self) -> None:
        """Large text makes one column of two."""
        self.columns.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.arrange()

    # --- showing ---

    def _on_loaded(self, loaded: DayDesk) -> None:
        self._list, lifecycle, business, self._without_step = loaded
        self._stages, self._aim = len(lifecycle.stages), business.answer_aim_minutes
        day = self._list
        self.head.title.setText(
            QLocale().toString(QDate(day.day.year, day.day.month, day.day.day), "dddd d MMMM")
        )
        self.head.subtitle.setText(subtitle(day))
        self.counted.emit("today", day.due_count)
        self.runner.read(self._on_sources, source_names)  # for the capture line: nobody waits for them
        self._show_lists(day)
        self._show_people(day)
        self._show_empty(day)
        self.columns.fit_gaps()
        self.columns.order_tabs(self.capture_field)
        self._looked_at.see(day)
        if day.leads:
            self._rings.start()
        else:
            self._rings.stop()

    def _show_lists(self, day: DayList) -> None:
        coming = day.coming if self._all_coming else day.coming[:COMING_SHOWN]
        away = day.away
        for name, lines in (
            ("away", away.lines if away else ()),
            ("late", day.late),
            ("today", day.today),
            ("coming", coming),
            ("withheld", day.withheld),
        ):
            section = self.columns.show_section(name, bool(lines))
            if section is not None:
                self._view(name).show_lines(lines, self._stages, day.day)
        if away is not None:
            since = _("since {day}, oldest first").format(day=date_words(away.since_on, day.day))
            self._set_head("away", away.due_count, cut_words(away.due_count, len(away.lines)) or since)
        late_count = day.late_count - (away.due_count if away else 0)
        promised = any(line.is_promise for line in day.late)
        order = _("promises first, then the oldest") if promised else _("oldest first")
        self._set_head("late", late_count, cut_words(late_count, len(day.late)) or order)
        self._set_head("coming", day.coming_count)
        coming_link = self.columns.section("coming").head.link
        coming_link.setVisible(day.coming_count > COMING_SHOWN)
        coming_link.setText(_("Show fewer") if self._all_coming else _("Show all"))
        if day.withheld:
            self._set_head("withheld", day.withheld_count)
        self._show_fit(day)

    def _show_fit(self, day: DayList) -> None:
        """What of the day is done, and whether the rest fits it."""
        head = self.columns.section("today").head
        over = day.fitting < day.due_count
        done = ngettext("{n} done", "{n} done", day.done_count).format(n=day.done_count)
        cut = cut_words(day.today_count, len(day.today))
        self._set_head("today", day.today_count, cut or (done if day.done_count else ""))
        head.setVisible(bool(day.today) or bool(day.done_count) or over)
        fits = _("Fits {time}").format(time=span_words(day.minutes)) if day.minutes and not over else ""
        head.set_note(fits)
        head.link.setText(fit_words(day.due_count, day.fitting) if over else "")
        head.link.setVisible(over)

    def _set_head(self, name: str, count: int, hint: str | None = None) -> None:
        head = self.columns.section(name).head
        head.set_count(count)
        if hint is not None:
            head.set_hint(hint)

    def _on_sources(self, names: tuple[str, ...]) -> None:
        self._sources = names

    def _show_people(self, day: DayList) -> None:
        columns, stages = self.columns, self._stages
        self._set_head("leads", day.lead_count, _("aim: under {n} min").format(n=self._aim))
        columns.show_section("leads", bool(day.leads))
        self.leads.show_leads(day.leads, self._aim, self.runner.moment().at)
        self._set_head("slipping", day.slipping_count)
        columns.show_section("slipping", bool(day.slipping))
        self.slipping.show_lines(day.slipping[: day.slipping_today], stages)
        for name, lines, count in (
            ("dates", day.dates, day.date_count),
            ("thanks", day.thanks, day.thanks_count),
        ):
            section = columns.show_section(name, bool(lines))
            if section is not None:
                self.people_acts.show(section.inside, lines, stages)
                shown = self.people_acts.shown(section.inside)
                self._set_head(name, count, cut_words(count, shown))
        week = columns.section("week")
        week.show(bool(day.people))
        cast("WeekCard", week.inside).show_week(day.week, self._aim)

    def _show_empty(self, day: DayList) -> None:
        clear = not (day.due_count or day.withheld)
        self.columns.empty_card.setVisible(clear)
        if not clear:
            return
        if not day.people:
            self.columns.empty.set_words(
                _("No people yet"),
                _("Type a name above, or bring a spreadsheet from Google Contacts or Outlook."),
                "users",
            )
        else:
            waiting = day.lead_count + day.slipping_count
            text = ngettext(
                "Nothing is late. {n} person is waiting for a word from you.",
                "Nothing is late. {n} people are waiting for a word from you.",
                waiting,
            ).format(n=waiting)
            words = text if waiting else _("Nothing is late and no one is waiting.")
            if self._without_step:
                words += " " + ngettext(
                    "{n} person has no next step yet.",
                    "{n} people have no next step yet.",
                    self._without_step,
                ).format(n=self._without_step)
            self.columns.empty.set_words(_("All clear for today"), words, "sunrise")
        button = self.columns.empty.button
        if button is not None:
            button.setVisible(not day.people or bool(self._without_step))
            button.setText(_("See who has no next step") if day.people else _("Import people"))
            button.set_icon("circle-dashed" if day.people else "upload")

    def _on_second(self) -> None:
        if self.isVisible():
            self.leads.tick(self.runner.moment().at)

    # --- doing ---

    def _on_recalled(self, text: str) -> None:
        """Put the line back that was typed and not kept when the program was closed."""
        if not self.capture_field.line.text():
            self.capture_field.line.setText(text)

    def _on_line_entered(self, text: str) -> None:
        """Keep what can be kept; the rest goes to the dialog, which has the text from then on."""
        from lifecycle_desktop.core.model.capture_line import read_line
        from lifecycle_desktop.core.operations.capture import capture

        moment = self.runner.moment()
        draft = read_line(text, moment, sources=self._sources)
        if not draft.is_savable:
            self.capture_field.line.setText("")
            self.capture.emit(text)
            return
        if self._being_kept == text:
            return
        self._being_kept = text

        def kept(captured: Any) -> None:
            self._being_kept = ""
            if self.capture_field.line.text().strip() == text:
                self.capture_field.line.setText("")
            words = _("{name} is in your contacts") if captured.is_new else _("Added to {name}")
            self.toast.emit(words.format(name=captured.name), True)

        self.runner.write(_("Capture {name}").format(name=draft.name), capture, draft, moment, then=kept)

    def _on_failed(self, _error: Exception) -> None:
        self._being_kept = ""

    def _on_done(self, line: FollowUpLine, rect: QRect) -> None:
        self.acts.do("done", self._view_of(line), line, rect)

    def _on_asked(self, what: str, line: FollowUpLine, rect: QRect) -> None:
        self.acts.do(what, self._view_of(line), line, rect)

    def chosen_row(self) -> tuple[FollowUpList, FollowUpLine, QRect] | None:
        """The list, the line and the place of the row that has the focus, or had it last."""
        views = (
            [self._last_view, *self.columns.views()] if self._last_view is not None else self.columns.views()
        )
        for view in views:
            line = view.current_line()
            if line is not None and view.isVisible():
                return view, line, view.visualRect(view.currentIndex())
        return None

    def _on_row_entered(self) -> None:
        view = self.sender()
        if isinstance(view, FollowUpList):
            self._last_view = view

    def _view_of(self, line: FollowUpLine) -> FollowUpList:
        for view in self.columns.views():
            if line in view.lines_model.lines:
                return view
        return self.today

    def _on_left_at_end(self, way: int) -> None:
        views = [view for view in self.columns.views() if view.lines_model.lines]
        here = next((number for number, view in enumerate(views) if view.hasFocus()), 0) + way
        if 0 <= here < len(views):
            views[here].enter_at(way)

    def _on_move_all(self) -> None:
        asks.move_all_to_today(self)

    def _on_show_all(self) -> None:
        self._all_coming = not self._all_coming
        self.reload()

    def _on_empty_button(self) -> None:
        self.navigate.emit("contacts:no_next_step" if self._list.people else "import")

    def _on_see_slipping(self) -> None:
        self.navigate.emit("contacts:slipping")

    def _on_close_pause(self) -> None:
        """The pause was read through: what is left of it goes among what is late."""
        from lifecycle_desktop.core.operations.today_notes import close_pause

        self.runner.write("", close_pause, self.runner.moment(), then=lambda _none: self.refresh())

    def _on_spread(self) -> None:
        """Show where what does not fit the day would go."""
        from lifecycle_desktop.core.queries.day_fit import spread_plan

        self.runner.read(self._on_planned, spread_plan, self.runner.moment())

    def _on_planned(self, plan: Spread) -> None:
        from lifecycle_desktop.ui.today.spread_popover import SpreadPopover

        head = self.columns.section("today").head
        anchor = head.link if head.link.isVisible() else head
        popover = SpreadPopover(plan, self.runner.moment(), self)
        popover.chosen.connect(self._on_spread_chosen)
        popover.open_at(anchor)

    def _on_spread_chosen(self, plan: Spread) -> None:
        from lifecycle_desktop.core.operations.follow_ups import spread_follow_ups

        def moved(count: int) -> None:
            said = ngettext("{n} follow-up moved on", "{n} follow-ups moved on", count)
            self.toast.emit(said.format(n=count), True)

        self.runner.write(
            _("Spread over the next days"), spread_follow_ups, plan.moves, self.runner.moment(), then=moved
        )
