"""The page Today: capture on top, late, today and coming at the left, who needs a word at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QDate, QLocale, QRect, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.day_words import span_words
from lifecycle_desktop.core.model.desk import DayList, FollowUpLine, LeadLine, SlippingLine
from lifecycle_desktop.core.queries.sources import source_names
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui import asks
from lifecycle_desktop.ui.page import Offer, Page
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.today.capture_field import CaptureField
from lifecycle_desktop.ui.today.day_desk import ROWS_SHOWN, DayDesk, cut_words, day_desk, people_of, subtitle
from lifecycle_desktop.ui.today.follow_up_list import FollowUpList
from lifecycle_desktop.ui.today.row_acts import RowActs
from lifecycle_desktop.ui.today.side_cards import (
    LeadsCard,
    SlippingCard,
    WeekCard,
)
from lifecycle_desktop.ui.typed_text import TypedText
from lifecycle_desktop.ui.widgets.cards import Card, EmptyState, SectionHead
from lifecycle_desktop.ui.widgets.tab_order import read_in_order

ONE_COLUMN_BELOW = 1180  # px of the window at 100 % text
RIGHT_COLUMN = 372
COMING_SHOWN = 3
RINGS_RUN_EVERY = 1000  # ms
Section = tuple[SectionHead, Card]


class TodayPage(Page):
    """Who is next, and why."""

    shows = frozenset(
        {"contact", "follow_up", "activity", "stage", "stage_move", "lifecycle", "setting", "source"}
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
        return [
            self.capture_field.line,
            *(view for view in self._views() if view.isVisible()),
            self.leads,
            self.slipping,
        ]

    def walk(self) -> Sequence[int]:
        """Everybody of the lists, in the order in which they are read."""
        return people_of(self._list)

    def offers(self) -> Mapping[str, Offer]:
        return {
            **self.acts.offers(),
            "move_late_to_today": Offer(self._on_move_all, lambda: bool(self._list.late)),
        }

    # --- building ---

    def _build_columns(self) -> None:
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the focus
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setProperty("role", "canvas")
        inside = QWidget()
        inside.setProperty("role", "canvas")
        self._columns = QHBoxLayout(inside)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(style.SPACE_XL)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._right_column = QWidget()
        self._right_column.setLayout(self._right)
        for column in (self._left, self._right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(style.SPACE_S)
        self._build_lists()
        self._build_side()
        self._empty = EmptyState(
            "sunrise",
            "",
            "",
            button=_("Import people"),
            button_icon="upload",
            on_button=self._on_empty_button,
        )
        self._empty_card = Card(padding=16, parent=inside)
        self._empty_card.column.addWidget(self._empty)
        self._columns.addLayout(self._left, 1)
        self._columns.addWidget(self._right_column)
        self._scroll.setWidget(inside)
        self.body.addWidget(self._scroll, 1)
        self._is_wide: bool | None = None
        self._gaps: list[tuple[SectionHead, QSpacerItem]] = []
        self._arrange()

    def _build_lists(self) -> None:
        self._late_head = SectionHead(
            _("Late"),
            icon="circle-alert",
            tone="danger",
            link=_("Move all to today"),
            on_link=self._on_move_all,
        )
        self._late_head.set_hint(_("oldest first"))
        self.late = FollowUpList(_("Late"))
        self._today_head = SectionHead(_("Today"))
        self.today = FollowUpList(_("Today"))
        self._coming_head = SectionHead(_("Next 7 days"), link=_("Show all"), on_link=self._on_show_all)
        self.coming = FollowUpList(_("Next 7 days"), compact=True)
        self._list_cards: dict[FollowUpList, Card] = {}
        for view in self._views():
            card = Card(padding=1, spacing=0)
            card.column.addWidget(view)
            self._list_cards[view] = card
            view.done.connect(self._on_done)
            view.opened.connect(self.acts.open)
            view.entered_row.connect(self._on_row_entered)
            view.asked.connect(self._on_asked)
            view.left_at_end.connect(self._on_left_at_end)

    def _build_side(self) -> None:
        self._leads_head = SectionHead(_("Answer now"), icon="zap", tone="hot")
        self.leads = LeadsCard()
        self.leads.opened.connect(self.open_contact)
        self.leads.asked.connect(self._on_lead_asked)
        self._slipping_head = SectionHead(
            _("Slipping through"), link=_("See all"), on_link=self._on_see_slipping
        )
        self._slipping_head.set_hint(_("no next step, gone quiet"))
        self.slipping = SlippingCard()
        self.slipping.opened.connect(self.open_contact)
        self.slipping.asked.connect(self._on_slipping_asked)
        self._week_head = SectionHead(_("This week"))
        self.week = WeekCard()

    def _views(self) -> tuple[FollowUpList, FollowUpList, FollowUpList]:
        return self.late, self.today, self.coming

    def _arrange(self) -> None:
        """Two columns, or below 1180 px one in the order Late, Answer now, Today, Slipping through."""
        wide = self.window().width() >= theme().px(ONE_COLUMN_BELOW)
        self._right_column.setFixedWidth(theme().px(RIGHT_COLUMN))
        if wide == self._is_wide:
            return
        self._is_wide = wide
        self._gaps = []
        for column in (self._left, self._right):
            while column.takeAt(0) is not None:
                pass
        late: Section = (self._late_head, self._list_cards[self.late])
        today: Section = (self._today_head, self._list_cards[self.today])
        coming: Section = (self._coming_head, self._list_cards[self.coming])
        leads: Section = (self._leads_head, self.leads)
        slipping: Section = (self._slipping_head, self.slipping)
        week: Section = (self._week_head, self.week)
        if wide:
            groups = [(self._left, [late, today, coming]), (self._right, [leads, slipping, week])]
        else:
            groups = [(self._left, [late, leads, today, slipping, coming, week])]
        for column, sections in groups:
            if column is self._left:
                column.addWidget(self._empty_card)
            for head, card in sections:
                column.addWidget(head)
                column.addWidget(card)
                gap = QSpacerItem(0, style.SPACE_S, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
                column.addSpacerItem(gap)
                self._gaps.append((head, gap))
            column.addStretch(1)
        self._fit_gaps()
        self._right_column.setVisible(wide)

    def _fit_gaps(self) -> None:
        """A part that is not shown leaves no gap, so that the columns begin at the same height."""
        for head, gap in self._gaps:
            shown = style.SPACE_S if not head.isHidden() else 0
            gap.changeSize(0, shown, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        for column in (self._left, self._right):
            column.invalidate()

    def retheme(self) -> None:
        """Large text makes one column of two."""
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

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
        coming = day.coming if self._all_coming else day.coming[:COMING_SHOWN]
        self.runner.read(self._on_sources, source_names)  # for the capture line: nobody waits for them
        for view, lines in ((self.late, day.late), (self.today, day.today), (self.coming, coming)):
            view.show_lines(lines, self._stages, day.day)
            self._list_cards[view].setVisible(bool(lines))
        self._show_heads(day)
        self.leads.show_leads(day.leads, self._aim, self.runner.moment().at)
        self.slipping.show_lines(day.slipping[: day.slipping_today], self._stages)
        self.week.show_week(day.week, self._aim)
        self._show_empty(day)
        self._fit_gaps()
        self._order_tabs()
        if day.leads:
            self._rings.start()
        else:
            self._rings.stop()

    def _order_tabs(self) -> None:
        """Let Tab go as the columns are read: the rows of the right one are made anew each time."""
        both = zip(self._list_heads(), self._views(), strict=True)
        left: list[QWidget] = [part for pair in both for part in pair]
        right = [self._leads_head, self.leads, self._slipping_head, self.slipping]
        if not self._is_wide:
            left = [self._late_head, self.late, *right[:2], self._today_head, self.today, *right[2:]]
            right = [self._coming_head, self.coming]
        read_in_order(self.capture_field, self._empty_card, *left, *right)

    def _list_heads(self) -> tuple[SectionHead, SectionHead, SectionHead]:
        return self._late_head, self._today_head, self._coming_head

    def _on_sources(self, names: tuple[str, ...]) -> None:
        self._sources = names

    def _show_heads(self, day: DayList) -> None:
        self._late_head.set_count(day.late_count)
        self._late_head.set_hint(cut_words(day.late_count, len(day.late)) or _("oldest first"))
        self._late_head.setVisible(bool(day.late))
        self._today_head.set_count(day.today_count)
        self._today_head.setVisible(bool(day.today) or bool(day.done_count))
        done = ngettext("{n} done", "{n} done", day.done_count).format(n=day.done_count)
        cut = cut_words(day.today_count, len(day.today))
        self._today_head.set_hint(cut or (done if day.done_count else ""))
        self._today_head.set_note(
            _("Takes about {time}").format(time=span_words(day.minutes)) if day.minutes else ""
        )
        self._coming_head.set_count(day.coming_count)
        self._coming_head.setVisible(bool(day.coming))
        self._coming_head.link.setVisible(day.coming_count > COMING_SHOWN)
        self._coming_head.link.setText(_("Show fewer") if self._all_coming else _("Show all"))
        self._leads_head.set_count(day.lead_count)
        self._leads_head.set_hint(_("aim: under {n} min").format(n=self._aim))
        _show_section(self._leads_head, self.leads, bool(day.leads))
        self._slipping_head.set_count(day.slipping_count)
        _show_section(self._slipping_head, self.slipping, bool(day.slipping))
        _show_section(self._week_head, self.week, bool(day.people))

    def _show_empty(self, day: DayList) -> None:
        clear = not (day.late or day.today)
        self._empty_card.setVisible(clear)
        if not clear:
            return
        if not day.people:
            self._empty.set_words(
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
            self._empty.set_words(_("All clear for today"), words, "sunrise")
        button = self._empty.button
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
        views = [self._last_view, *self._views()] if self._last_view is not None else list(self._views())
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
        for view in self._views():
            if line in view.lines_model.lines:
                return view
        return self.today

    def _on_left_at_end(self, way: int) -> None:
        views = [view for view in self._views() if view.lines_model.lines]
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

    def _on_lead_asked(self, kind: str, lead: LeadLine, button: QWidget) -> None:
        asks.ask_log(self, button, lead.contact_id, lead.name, kind)

    def _on_slipping_asked(self, line: SlippingLine, button: QWidget) -> None:
        asks.ask_next_step(self, button, [line.contact_id], line.name)


def _show_section(head: SectionHead, card: Card, shown: bool) -> None:
    head.setVisible(shown)
    card.setVisible(shown)
