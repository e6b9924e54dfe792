"""The two columns of Today, or one: the heads, lists and cards, each made when there is something for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.today.follow_up_list import FollowUpList
from lifecycle_desktop.ui.today.occasion_cards import DatesCard, ThanksCard
from lifecycle_desktop.ui.today.side_cards import LeadsCard, PeopleCard, SlippingCard, WeekCard
from lifecycle_desktop.ui.widgets.cards import Card, EmptyState, SectionHead
from lifecycle_desktop.ui.widgets.tab_order import read_in_order

ONE_COLUMN_BELOW = 1180  # px of the window at 100 % text
RIGHT_COLUMN = 372
LEFT = ("away", "late", "today", "coming", "withheld")
RIGHT = ("leads", "dates", "slipping", "thanks", "week")
ONE = ("away", "late", "leads", "today", "dates", "slipping", "thanks", "coming", "withheld", "week")


class Section(NamedTuple):
    """A head and what stands under it."""

    head: SectionHead
    card: Card
    inside: QWidget  # the list of follow-ups in the card, or the card itself

    def show(self, shown: bool) -> None:
        """Show both, or neither."""
        self.head.setVisible(shown)
        self.card.setVisible(shown)


class DayColumns(QScrollArea):
    """All that Today shows under the capture field. Sections that are seldom needed are made when they are."""

    def __init__(
        self, on_link: Callable[[str], object], on_empty: Callable[[], object], parent: QWidget
    ) -> None:
        """`on_link` hears the section whose link was clicked."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the focus
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("role", "canvas")
        self._on_link = on_link
        self.made: Callable[[str, Section], object] = lambda _name, _section: None
        self._inside = QWidget()
        self._inside.setProperty("role", "canvas")
        columns = QHBoxLayout(self._inside)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(style.SPACE_XL)
        self.left, self.right = QVBoxLayout(), QVBoxLayout()
        self.right_column = QWidget()
        self.right_column.setLayout(self.right)
        for column in (self.left, self.right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(style.SPACE_S)
        self.empty = EmptyState(
            "sunrise", "", "", button=_("Import people"), button_icon="upload", on_button=on_empty
        )
        self.empty_card = Card(padding=16, parent=self._inside)
        self.empty_card.column.addWidget(self.empty)
        columns.addLayout(self.left, 1)
        columns.addWidget(self.right_column)
        self.setWidget(self._inside)
        self._sections: dict[str, Section] = {}
        self._gaps: list[tuple[SectionHead, QSpacerItem]] = []
        self.is_wide: bool | None = None

    def __contains__(self, name: str) -> bool:
        return name in self._sections

    def section(self, name: str) -> Section:
        """The section of that name, made if there was no need for it before."""
        if name not in self._sections:
            section = self._sections[name] = self._make(name)
            self.made(name, section)
            if self.is_wide is not None:
                self._lay_out()
        return self._sections[name]

    def show_section(self, name: str, shown: bool) -> Section | None:
        """Show or hide a section; None for one that is not needed and was not made."""
        if not shown and name not in self._sections:
            return None
        section = self.section(name)
        section.show(shown)
        return section

    def views(self) -> list[FollowUpList]:
        """The lists of follow-ups as they are read."""
        inside = (self._sections[name].inside for name in LEFT if name in self._sections)
        return [view for view in inside if isinstance(view, FollowUpList)]

    def cards(self) -> list[PeopleCard]:
        """The cards of people as they are read."""
        inside = (self._sections[name].inside for name in RIGHT if name in self._sections)
        return [card for card in inside if isinstance(card, PeopleCard)]

    # --- arranging ---

    def arrange(self) -> None:
        """Two columns, or below 1180 px one: late, answer now, today, dates, slipping through, thank-yous."""
        self.right_column.setFixedWidth(theme().px(RIGHT_COLUMN))
        wide = self.window().width() >= theme().px(ONE_COLUMN_BELOW)
        if wide != self.is_wide:
            self.is_wide = wide
            self._lay_out()

    def _lay_out(self) -> None:
        self._gaps = []
        for column in (self.left, self.right):
            while column.takeAt(0) is not None:
                pass
        self.left.addWidget(self.empty_card)
        for column, names in ((self.left, LEFT if self.is_wide else ONE), (self.right, RIGHT)):
            for section in self._of(names if column is self.left or self.is_wide else ()):
                column.addWidget(section.head)
                column.addWidget(section.card)
                gap = QSpacerItem(0, style.SPACE_S, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
                column.addSpacerItem(gap)
                self._gaps.append((section.head, gap))
            column.addStretch(1)
        self.fit_gaps()
        self.right_column.setVisible(bool(self.is_wide))

    def fit_gaps(self) -> None:
        """A part that is not shown leaves no gap, so that the columns begin at the same height."""
        for head, gap in self._gaps:
            shown = style.SPACE_S if not head.isHidden() else 0
            gap.changeSize(0, shown, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        for column in (self.left, self.right):
            column.invalidate()

    def order_tabs(self, before: QWidget) -> None:
        """Let Tab go as the columns are read: the rows of the right one are made anew each time."""
        names = (*LEFT, *RIGHT) if self.is_wide else ONE
        parts = [part for section in self._of(names) for part in (section.head, section.inside)]
        read_in_order(before, self.empty_card, *parts)

    def _of(self, names: tuple[str, ...]) -> Iterator[Section]:
        return (self._sections[name] for name in names if name in self._sections)

    # --- making ---

    def _make(self, name: str) -> Section:
        head = self._make_head(name)
        lists = {
            "away": _("While you were away"),
            "late": _("Late"),
            "today": _("Today"),
            "coming": _("Next 7 days"),
            "withheld": _("Not to be contacted"),
        }
        if name in lists:
            view = FollowUpList(
                lists[name], compact=name == "coming", withheld=name == "withheld", calm=name == "away"
            )
            card = Card(padding=1, spacing=0)
            card.column.addWidget(view)
            return Section(head, card, view)
        cards: dict[str, Callable[[], Card]] = {
            "leads": LeadsCard, "dates": DatesCard, "slipping": SlippingCard, "thanks": ThanksCard,
            "week": WeekCard,
        }  # fmt: skip
        made = cards[name]()
        return Section(head, made, made)

    def _make_head(self, name: str) -> SectionHead:
        words, icon, tone, link, hint = {
            "away": (_("While you were away"), "sun", "ink", _("Close"), ""),
            "late": (_("Late"), "circle-alert", "danger", _("Move all to today"), _("oldest first")),
            "today": (_("Today"), "", "ink", "", ""),
            "coming": (_("Next 7 days"), "", "ink", _("Show all"), ""),
            "withheld": (_("Not to be contacted"), "phone-off", "ink", "", _("no calls or mails")),
            "leads": (_("Answer now"), "zap", "hot", "", ""),
            "dates": (_("Dates"), "cake", "ink", "", ""),
            "slipping": (_("Slipping through"), "", "ink", _("See all"), _("no next step, gone quiet")),
            "thanks": (_("Thank-yous owed"), "heart-handshake", "ink", "", ""),
            "week": (_("This week"), "", "ink", "", ""),
        }[name]
        head = SectionHead(words, icon=icon, tone=tone, link=link, on_link=lambda: self._on_link(name))
        head.set_hint(hint)
        return head
