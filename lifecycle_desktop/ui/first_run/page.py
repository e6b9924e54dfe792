"""The page of the first run: who you are, which path your customers take, who they are. Every step can be skipped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.lifecycle import Lifecycle
from lifecycle_desktop.core.model.lifecycle_file import LifecycleShelf, all_lifecycles
from lifecycle_desktop.core.paths import data_folder
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.first_run.model_card import ModelCard
from lifecycle_desktop.ui.first_run.steps import Steps
from lifecycle_desktop.ui.page import Page
from lifecycle_desktop.ui.runner import Runner
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.cards import Card, Hairline, IconView
from lifecycle_desktop.ui.widgets.chips import StageBadge
from lifecycle_desktop.ui.widgets.fields import Field, Line
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.tab_order import read_in_order

GETS_FROM, STEPS_FROM = 1120, 760  # px of the window at 100 % text from which they are shown


class FirstRunPage(Page):
    """Three short steps to a plan on the wall."""

    fills_window = True

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(runner, parent)
        self.head.hide()
        self._lifecycles: tuple[Lifecycle, ...] = ()
        self._cards: dict[str, ModelCard] = {}
        self._chosen = ""
        self._group = QButtonGroup(self)
        self._people_cards: list[Card] = []
        outer = self.layout()
        if isinstance(outer, QVBoxLayout):
            outer.setContentsMargins(0, 0, 0, 0)
        self.body.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(0)
        self.steps = Steps(self)
        row.addWidget(self.steps)
        self._stack = QStackedWidget(self)
        runner.failed.connect(lambda _error: self._stack.setEnabled(True))
        for build in (self._business_step, self._lifecycle_step, self._people_step):
            self._stack.addWidget(build())
        row.addWidget(self._stack, 1)
        self.body.addLayout(row, 1)
        self.retheme()
        self.go_to_step(0)

    def retheme(self) -> None:
        """Take the widths of the look in force."""
        self._business_card.setMaximumWidth(theme().px(520))
        self._gets.setFixedWidth(max(290, theme().px(250)))
        for card in self._people_cards:
            card.setMaximumWidth(theme().px(860))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where it is narrow or the text is large, what only tells gives room to what is chosen."""
        self._gets.setVisible(self.width() >= theme().px(GETS_FROM))
        self.steps.setVisible(self.width() >= theme().px(STEPS_FROM))

    def reload(self) -> None:
        self.runner.work(self._on_models, all_lifecycles, data_folder())

    def take_focus(self) -> None:
        step, chosen = self._stack.currentIndex(), self._cards.get(self._chosen)
        if step == 0:
            self.business.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        elif step == 1 and chosen is not None:
            chosen.radio.setFocus(Qt.FocusReason.OtherFocusReason)
        elif step == 2:
            self._import_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- building ---

    def _step(self, title: str, text: str) -> tuple[QWidget, QVBoxLayout, QHBoxLayout]:
        """A step's sheet: its head is there; the column and the foot are to be filled."""
        sheet = QWidget(self)
        sheet.setProperty("role", "canvas")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(32, 28, 32, 20)
        column.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(title, face="title", wrap=True, parent=sheet))
        words.addWidget(Label(text, tone="ink2", wrap=True, parent=sheet))
        column.addLayout(words)
        middle = QVBoxLayout()
        middle.setSpacing(style.CARD_GAP)
        column.addLayout(middle, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        column.addLayout(foot)
        return sheet, middle, foot

    def _business_step(self) -> QWidget:
        sheet, middle, foot = self._step(
            _("Who is the business?"), _("Both are printed on the head of your plan.")
        )
        card = Card(padding=20, spacing=14, parent=sheet)
        self._business_card = card
        self.business = Field(
            _("&Business name"), Line(name=_("Business name"), placeholder="Whitaker Homes")
        )
        self.owner = Field(_("&Your name"), Line(name=_("Your name"), placeholder="Dana Whitaker"))
        card.column.addWidget(self.business)
        card.column.addWidget(self.owner)
        for field in (self.business, self.owner):
            editor = field.editor
            if isinstance(editor, Line):
                editor.returnPressed.connect(self._on_next_from_business)
        middle.addWidget(card)
        middle.addStretch(1)
        skip = Button(_("Skip"), kind="quiet", parent=sheet)
        skip.clicked.connect(lambda: self.go_to_step(1))
        following = Button(_("Next: your lifecycle"), kind="primary", icon="arrow-right", parent=sheet)
        following.clicked.connect(self._on_next_from_business)
        foot.addWidget(skip)
        foot.addStretch(1)
        foot.addWidget(following)
        return sheet

    def _lifecycle_step(self) -> QWidget:
        sheet, middle, foot = self._step(
            _("Which path do your customers take?"), _("Pick the one that sounds like your business.")
        )
        across = QHBoxLayout()
        across.setSpacing(style.SPACE_L)
        scroll = QScrollArea(sheet)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the focus
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("role", "canvas")
        self._models = QVBoxLayout(inside)
        self._models.setContentsMargins(0, 0, 4, 0)
        self._models.setSpacing(10)
        scroll.setWidget(inside)
        across.addWidget(scroll, 1)
        side = QVBoxLayout()
        self._gets = Card(padding=16, spacing=10, parent=sheet)
        side.addWidget(self._gets)
        side.addStretch(1)
        across.addLayout(side)
        middle.addLayout(across, 1)
        skip = Button(_("Skip, use this one"), kind="quiet", parent=sheet)
        skip.clicked.connect(self._on_next_from_lifecycle)
        back = Button(_("Back"), parent=sheet)
        back.clicked.connect(lambda: self.go_to_step(0))
        following = Button(_("Next: bring your people"), kind="primary", icon="arrow-right", parent=sheet)
        following.clicked.connect(self._on_next_from_lifecycle)
        foot.addWidget(skip)
        foot.addStretch(1)
        foot.addWidget(back)
        foot.addWidget(following)
        self._model_buttons = (skip, back, following)
        return sheet

    def _people_step(self) -> QWidget:
        sheet, middle, foot = self._step(
            _("Who are your people?"), _("Bring them from where they are, or begin with an empty page.")
        )
        choices = (
            (
                "file-spreadsheet",
                _("Import a spreadsheet"),
                _(
                    "A CSV file from Google Contacts, Outlook or any other program. You see first what it would do."
                ),
                _("Import people"),
                self._on_import,
            ),
            (
                "users",
                _("Look around with sample people"),
                _(
                    "A small business with its plan, to try everything on. One click takes all of it out again."
                ),
                _("Add sample people"),
                self._on_sample,
            ),
            (
                "user-plus",
                _("Start empty"),
                _("Type a name into the field on Today, as in “Maria Lopez 555-0134, call tomorrow”."),
                _("Start empty"),
                self._on_empty,
            ),
        )
        for icon, title, text, verb, act in choices:
            card = Card(padding=18, spacing=6, parent=sheet)
            row = QHBoxLayout()
            row.setSpacing(16)
            row.addWidget(IconView(icon, side=22, tone="accent", parent=card), 0, Qt.AlignmentFlag.AlignTop)
            words = QVBoxLayout()
            words.setSpacing(2)
            words.addWidget(Label(title, face="card", parent=card))
            words.addWidget(Label(text, tone="ink2", wrap=True, parent=card))
            row.addLayout(words, 1)
            button = Button(verb, kind="primary" if act == self._on_import else "normal", parent=card)
            button.clicked.connect(act)
            if act == self._on_import:
                self._import_button = button
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            card.column.addLayout(row)
            self._people_cards.append(card)
            middle.addWidget(card)
        middle.addStretch(1)
        back = Button(_("Back"), parent=sheet)
        back.clicked.connect(lambda: self.go_to_step(1))
        foot.addStretch(1)
        foot.addWidget(back)
        return sheet

    # --- showing ---

    def _on_models(self, shelf: LifecycleShelf) -> None:
        if self._cards:
            return
        # The recommended one first, then as they are shipped, the shortest last.
        self._lifecycles = tuple(sorted(shelf.lifecycles, key=lambda each: not each.is_recommended))
        for lifecycle in self._lifecycles:
            card = ModelCard(lifecycle, self)
            card.chosen.connect(self._on_model_chosen)
            card.entered.connect(self._on_next_from_lifecycle)
            self._group.addButton(card.radio)
            self._cards[lifecycle.key] = card
            self._models.addWidget(card)
        self._models.addStretch(1)
        read_in_order(*self._cards.values(), *self._model_buttons)
        if self._lifecycles:
            self._cards[self._lifecycles[0].key].choose()

    def _on_model_chosen(self, key: str) -> None:
        self._chosen = key
        lifecycle = next(each for each in self._lifecycles if each.key == key)
        while (item := self._gets.column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._gets.column.addWidget(Label(_("What you get"), face="card", parent=self._gets))
        self._gets.column.addWidget(
            Label(
                _("A board with these columns, and a plan page with a box for each."),
                face="small",
                tone="ink2",
                wrap=True,
                parent=self._gets,
            )
        )
        for stage in lifecycle.stages:
            self._gets.column.addWidget(
                _stage_row(stage.number, len(lifecycle.stages), stage.name, stage.question)
            )
        self._gets.column.addWidget(Hairline(self._gets))
        self._gets.column.addWidget(
            Label(
                _("You can change to another lifecycle later. People keep their history."),
                face="small",
                tone="ink2",
                wrap=True,
                parent=self._gets,
            )
        )

    def go_to_step(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        lifecycle = next((each.name for each in self._lifecycles if each.key == self._chosen), "")
        self.steps.show_step(step + 1, self.business.text.strip(), lifecycle)
        self.take_focus()

    # --- doing ---

    def _write(
        self, then: Callable[[], object], label: str, operation: Callable[..., Any], *args: Any
    ) -> None:
        """Write one step and go on; until then nothing can be pressed a second time."""
        self._stack.setEnabled(False)

        def written(_result: object) -> None:
            self._stack.setEnabled(True)
            then()

        self.runner.write(label, operation, *args, self.runner.moment(), then=written)

    def _on_next_from_business(self) -> None:
        from lifecycle_desktop.core.operations.settings import set_settings

        told = {"business_name": self.business.text.strip(), "owner_name": self.owner.text.strip()}
        self._write(lambda: self.go_to_step(1), _("Name the business"), set_settings, told)

    def _on_next_from_lifecycle(self) -> None:
        from lifecycle_desktop.core.operations.first_steps import choose_lifecycle

        lifecycle = next((each for each in self._lifecycles if each.key == self._chosen), None)
        if lifecycle is None:
            self.go_to_step(2)
            return
        label = _("Choose {name}").format(name=lifecycle.name)
        self._write(lambda: self.go_to_step(2), label, choose_lifecycle, lifecycle, data_folder())

    def _on_import(self) -> None:
        self._finish("import")

    def _on_empty(self) -> None:
        self._finish("today")

    def _on_sample(self) -> None:
        from lifecycle_desktop.core.operations.first_steps import add_sample_people

        self._write(lambda: self._finish("today"), _("Add sample people"), add_sample_people)

    def _finish(self, page: str) -> None:
        from lifecycle_desktop.core.operations.settings import set_settings

        self._write(lambda: self.navigate.emit(page), _("First steps"), set_settings, {"is_set_up": "1"})


def _stage_row(number: int, count: int, name: str, question: str) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(12)
    line.addWidget(StageBadge(number, count, full_name=name, parent=row), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Label(name, face="strong", wrap=True, parent=row))
    words.addWidget(Label(question, face="small", tone="ink2", wrap=True, parent=row))
    line.addLayout(words, 1)
    return row
