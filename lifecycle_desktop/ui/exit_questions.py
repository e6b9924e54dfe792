"""The questions of a stage that somebody has just left: a small card beside them, that nobody has to answer.

`ask_exit_questions(page, contact_id, …)` is called after any move by hand, wherever it was made: by
`contact_acts` and `asks`, so by the board, the table, Today and the contact page. It asks only when there is
something to ask (`queries.stage_answers.left_stage`). The card lies over the page and takes no focus from the
list: Q goes into it, Enter keeps what was answered, Esc or Skip leaves it. There is one at a time: the next move
takes its place, and what was typed by then is kept, not lost. The contact page shows the answers, which are rows
of `stage_answer`.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import partial

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.queries.stage_answers import LeftStage, left_stage
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.asks import EXIT_QUESTIONS
from lifecycle_desktop.ui.page import Page
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button
from lifecycle_desktop.ui.widgets.fields import Line
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.painters import one_line, paint_box
from lifecycle_desktop.ui.widgets.popover import SHADOW, paint_shadow
from lifecycle_desktop.ui.widgets.toast import announce

_WIDTH = 300  # px at the usual text size
_FREE_FOOT = 76  # px at the foot of the page where the toast comes
_GAP = 2


Where = Callable[[], "tuple[QWidget, QRect] | None"]


def ask_exit_questions(page: Page, contact_id: int, where: Where | None = None) -> None:
    """Ask what the stage that somebody has just left wants to know.

    `where` gives a widget and a rectangle in it, such as the row that was moved, that the card is to lie
    beside; it is asked again whenever the card is placed. Without it the card lies at the foot of the page.
    """
    dismiss_exit_questions(page)
    page.runner.read(partial(_show, page, where), left_stage, contact_id)


def open_exit_questions(page: QWidget) -> ExitQuestions | None:
    """The card that is open on a page."""
    card = page.findChild(ExitQuestions, EXIT_QUESTIONS)
    return card if isinstance(card, ExitQuestions) and not card.is_over else None


def answer_exit_questions(page: QWidget) -> bool:
    """Put the focus into the card that is open on a page; returns whether there is one."""
    card = open_exit_questions(page)
    if card is not None:
        card.take_focus()
    return card is not None


def dismiss_exit_questions(page: QWidget) -> bool:
    """Take the card away that is open on a page, keeping what was typed; returns whether there was one."""
    card = open_exit_questions(page)
    if card is not None:
        card.finish()
    return card is not None


def _show(page: Page, where: Where | None, left: LeftStage | None) -> None:
    if left is None or not shiboken6.isValid(page) or not page.isVisible():
        return
    dismiss_exit_questions(page)
    card = ExitQuestions(page, left, where)
    card.show()
    card.raise_()


class ExitQuestions(QWidget):
    """The card: up to three questions with a line each."""

    def __init__(self, page: Page, left: LeftStage, where: Where | None = None) -> None:
        super().__init__(page)
        self.setObjectName(EXIT_QUESTIONS)
        self.is_over = False
        self._page, self._left, self._where = page, left, where
        title = _("{name} left {stage}").format(name=one_line(left.name, 60), stage=left.stage.label)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        edge = SHADOW
        column.setContentsMargins(14 + edge, 12 + edge, 14 + edge, 12 + edge)
        column.setSpacing(8)
        column.addWidget(Label(title, face="strong", wrap=True, parent=self))
        self.lines: list[Line] = []
        for question, before in left.questions:
            words = Label(question, face="small", tone="ink2", weight=500, wrap=True, parent=self)
            line = Line(name=question, placeholder=one_line(before, 80), parent=self)
            words.setBuddy(line)
            line.returnPressed.connect(self.finish)
            box = QVBoxLayout()
            box.setSpacing(2)
            box.addWidget(words)
            box.addWidget(line)
            column.addLayout(box)
            self.lines.append(line)
        column.addLayout(self._made_foot())
        self._chain_tab_order()
        page.runner.undone.connect(self._on_undone)
        page.installEventFilter(self)
        for part in self.findChildren(QWidget):
            part.ensurePolished()  # its height is asked for before it is shown
        self.retheme()

    def _made_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self._hint = Label(_("Q to answer"), face="small", tone="ink3", parent=self)
        foot.addWidget(self._hint)
        foot.addStretch(1)
        self.skip = Button(_("Skip"), kind="quiet", small=True, key="Esc", parent=self)
        self.skip.clicked.connect(lambda _on=False: self.leave())
        foot.addWidget(self.skip)
        self.save = Button(_("Save"), icon="check", small=True, key="Return", parent=self)
        self.save.clicked.connect(lambda _on=False: self.finish())
        foot.addWidget(self.save)
        return foot

    def _chain_tab_order(self) -> None:
        chain: list[QWidget] = [*self.lines, self.skip, self.save]
        for one, other in itertools.pairwise(chain):
            QWidget.setTabOrder(one, other)

    # --- what can be done ---

    @property
    def answers(self) -> dict[str, str]:
        """What was typed, by question."""
        questions = [question for question, _before in self._left.questions]
        return dict(zip(questions, (line.text() for line in self.lines), strict=True))

    def take_focus(self) -> None:
        """Put the focus into the first question that has no answer yet."""
        line = next((line for line in self.lines if not line.text().strip()), self.lines[0])
        line.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Keep what was answered, as one step, and go."""
        from lifecycle_desktop.core.operations.stage_answers import answer_questions

        if self.is_over:
            return
        answers, left, page = self.answers, self._left, self._page
        self.leave()
        if any(answer.strip() for answer in answers.values()):
            page.runner.write(
                _("Answers about {name}").format(name=left.name),
                answer_questions,
                left.contact_id,
                left.stage.stage_id,
                answers,
                page.runner.moment(),
                then=lambda count: page.toast.emit(_("Answers kept"), True) if count else None,
            )

    def leave(self) -> None:
        """Go without keeping anything; the focus goes back to the page."""
        if self.is_over:
            return
        self.is_over = True
        self.setObjectName("")
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self.hide()
        self.deleteLater()
        if had_focus and self._page.isVisible():
            self._page.take_focus()

    # --- where it is ---

    def place(self) -> None:
        """Lie beside what it is about, or below or above it, wherever there is room; else at the foot."""
        page = self._page.rect()
        width = min(max(_WIDTH, theme().px(_WIDTH)), page.width() - 2 * style.SPACE_M) + 2 * SHADOW
        self.setFixedWidth(width)
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
        height = layout.totalHeightForWidth(width) if layout is not None else self.sizeHint().height()
        lowest = max(page.height() - height - theme().px(_FREE_FOOT) + SHADOW, 0)
        rightmost = max(page.width() - width, 0)
        mirrored = self._page.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left, top = (0 if mirrored else rightmost), lowest
        about = self._about()
        if about is not None:
            after, before = about.right() + _GAP - SHADOW, about.left() - width + SHADOW - _GAP
            sides = [x for x in ((before, after) if mirrored else (after, before)) if 0 <= x <= rightmost]
            if sides:
                left, top = sides[0], about.top() - SHADOW
            else:
                left = about.right() - width + SHADOW if mirrored else about.left() - SHADOW
                below, above = about.bottom() + _GAP - SHADOW, about.top() - height + SHADOW - _GAP
                top = below if below <= lowest or above < 0 else above
        self.setGeometry(min(max(left, 0), rightmost), min(max(top, 0), lowest), width, height)

    def _about(self) -> QRect | None:
        """What it is about, in pixels of the page; None where that is not seen."""
        found = self._where() if self._where is not None else None
        if found is None or not shiboken6.isValid(found[0]) or not self._page.isAncestorOf(found[0]):
            return None
        widget, area = found
        return QRect(widget.mapTo(self._page, area.topLeft()), area.size())

    def retheme(self) -> None:
        """Take the size of the look in force."""
        self.place()

    # --- what Qt tells ---

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        questions = " ".join(question for question, _before in self._left.questions)
        announce(self, f"{self.accessibleName()}. {questions} {self._hint.text()}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page:
            if event.type() == QEvent.Type.Resize and not self.is_over:
                self.place()
            elif event.type() == QEvent.Type.Hide and not self.is_over and not event.spontaneous():
                self.finish()  # another page is opened: nothing typed is lost
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        paint_shadow(painter, area, style.CORNER_CARD)
        edge = theme().colour("linestrong" if theme().look.contrast else "linemid")
        paint_box(painter, area, fill=theme().colour("surface"), edge=edge, radius=style.CORNER_CARD)

    def _on_undone(self, _label: str) -> None:
        """The move may have been taken back: ask again whether there is still something to ask."""
        if not self.is_over:
            self._page.runner.read(self._on_still_left, left_stage, self._left.contact_id)

    def _on_still_left(self, left: LeftStage | None) -> None:
        if not self.is_over and (left is None or left.stage.stage_id != self._left.stage.stage_id):
            self.leave()
