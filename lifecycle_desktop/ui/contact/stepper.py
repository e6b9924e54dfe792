"""The stages of the lifecycle as this contact went through them: behind, now, ahead; a click or Enter moves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.contact_page import PathStage
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.contact_words import date_text
from lifecycle_desktop.ui.icons import paint_icon
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import paint_text
from lifecycle_desktop.ui.widgets.tool_tips import tooltip

NARROWEST = 116  # px at 100 % text that a stage takes before the row is broken
_GAP = 5
_POINT = 9  # px of the arrow's head
_ROW_GAP = 10


class StageStepper(QWidget):
    """The stages in a row, or in two and more where it is narrow. Arrows walk them, Enter or a click moves there."""

    accessible_role = "Grouping"

    move_wanted = Signal(int)  # the stage

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Stage"))
        self.steps: list[Step] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_path(self, path: Sequence[PathStage], today: dt.date, *, after: QWidget | None = None) -> None:
        """Show the stages; a focused one keeps the focus while the stages stay the same. Tab comes from `after`."""
        if [step.stage_id for step in self.steps] != [each.stage.stage_id for each in path]:
            for old in self.steps:
                old.hide()
                old.deleteLater()
            self.steps = [Step(self) for _each in path]
            for step in self.steps:
                step.chosen.connect(self.move_wanted)
                step.walked.connect(self._on_walked)
                step.show()
                if after is not None:
                    QWidget.setTabOrder(after, step)
                after = step
        for step, each in zip(self.steps, path, strict=True):
            step.show_stage(each, len(path), today, is_last=each is path[-1])
        now = next((each for each in path if each.state == "now"), None)
        if now is not None:
            said = _("Stage {number} {name}").format(number=now.stage.number, name=now.stage.name)
            self.setAccessibleDescription(said)
        self._place()
        self.updateGeometry()

    def take_focus(self) -> None:
        """Put the focus on the stage where they stand."""
        for step in self.steps:
            if step.isChecked():
                step.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_walked(self, step: QWidget, by: int) -> None:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            by = -by
        place = self.steps.index(step) + by  # type: ignore[arg-type]
        if 0 <= place < len(self.steps):
            self.steps[place].setFocus(Qt.FocusReason.TabFocusReason)

    # --- sizes ---

    def _per_row(self, width: int) -> int:
        count = max(len(self.steps), 1)
        fits = max(width // theme().px(NARROWEST), 1)
        rows = -(-count // fits)
        return -(-count // rows)

    def _row_heights(self, width: int) -> list[int]:
        """The height of each row: with a second line where one of its stages has something to say there."""
        per_row = self._per_row(width)
        rows = [self.steps[at : at + per_row] for at in range(0, len(self.steps), per_row)]
        return [arrow_height() + (below_height() if any(s.has_second for s in row) else 0) for row in rows]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        heights = self._row_heights(width) or [arrow_height()]
        return sum(heights) + (len(heights) - 1) * _ROW_GAP + 4

    def sizeHint(self) -> QSize:
        return QSize(theme().px(NARROWEST) * 4, self.heightForWidth(max(self.width(), 400)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(NARROWEST), arrow_height() + below_height() + 4)

    def retheme(self) -> None:
        """Take the sizes of the look in force."""
        self._place()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place()

    def _place(self) -> None:
        per_row = self._per_row(self.width())
        wide = (self.width() - 4 + _GAP) / per_row
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        heights = self._row_heights(self.width())
        for place, step in enumerate(self.steps):
            row, column = divmod(place, per_row)
            left, right = 2 + round(column * wide), 2 + round((column + 1) * wide) - _GAP
            if mirrored:
                left, right = self.width() - right, self.width() - left
            top = 2 + sum(heights[:row]) + row * _ROW_GAP
            step.setGeometry(left, top, right - left, heights[row])


class Step(QRadioButton):
    """One stage: an arrow with number and name, and below it when they came and how long they stayed."""

    ring_radius = 3
    chosen = Signal(int)
    walked = Signal(QWidget, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.stage_id = 0
        self._shown: PathStage | None = None
        self._count, self._second, self._is_last = 1, "", False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda _on=False: self._on_chosen())

    def show_stage(self, shown: PathStage, count: int, today: dt.date, *, is_last: bool) -> None:
        """Show a stage of `count`."""
        self._shown, self._count, self._is_last = shown, count, is_last
        self.stage_id = shown.stage.stage_id
        self._second = second_line(shown, today)
        is_now = shown.state == "now"
        if self.isChecked() and not is_now:  # an exclusive button cannot be unchecked
            self.setAutoExclusive(False)
        self.setChecked(is_now)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_now else Qt.FocusPolicy.ClickFocus)
        name = _("Stage {number} {name}").format(number=shown.stage.number, name=shown.stage.name)
        state = {"past": _("done"), "now": _("now"), "ahead": _("ahead")}[shown.state]
        said = ", ".join(part for part in (name, state, self._second) if part)
        self.setAccessibleName(said)
        more = [name, whole_story(shown)]
        if not is_now:
            more.append(_("Click or Enter moves here."))
        self.setAccessibleDescription("" if is_now else _("Enter moves here."))
        self.setToolTip(tooltip("\n".join(part for part in more if part)))
        self.update()

    @property
    def has_second(self) -> bool:
        """Whether something stands below the arrow."""
        return bool(self._second)

    def nextCheckState(self) -> None:
        """A click does not check it: only where they stand is checked, once the move is kept."""

    def _on_chosen(self) -> None:
        if self._shown is not None and self._shown.state != "now":
            self.chosen.emit(self.stage_id)

    def hitButton(self, _position: object) -> bool:
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif by:
            self.walked.emit(self, by)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._on_chosen()
        else:
            event.ignore()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(NARROWEST), arrow_height() + below_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(24), arrow_height())

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self._shown
        if shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        arrow = QRectF(0.5, 0.5, self.width() - 1, arrow_height() - 1)
        fill, edge, ink = self._colours(shown)
        painter.setPen(edge)
        painter.setBrush(fill)
        painter.drawPolygon(
            _outline(arrow, mirrored=mirrored, first=shown.stage.number == 1, last=self._is_last)
        )
        inner = arrow.adjusted(_POINT + 3, 0, -_POINT - 3, 0)
        if shown.state == "past":
            side = theme().px(14)
            left = inner.left() if mirrored else inner.right() - side
            tick = QRectF(left, inner.top(), side, inner.height())
            paint_icon(painter, "check", tick, theme().colour("ink"), side)
            inner = inner.adjusted(side + 4, 0, 0, 0) if mirrored else inner.adjusted(0, 0, -side - 4, 0)
        weight = 600 if shown.state == "now" else 500
        words = f"{shown.stage.number}\u2002{shown.stage.label}"
        paint_text(painter, inner, words, tone=ink, weight=weight, mirrored=mirrored)
        self._paint_second(painter, shown, mirrored)

    def _paint_second(self, painter: QPainter, shown: PathStage, mirrored: bool) -> None:
        if not self._second:
            return
        box = QRectF(_POINT + 3, arrow_height() + 3, self.width() - _POINT - 3, theme().line("small"))
        if mirrored:
            box.moveLeft(0)
        is_now = shown.state == "now"
        tone = "warn" if shown.is_stuck else "ink" if is_now else "ink2"
        if shown.is_stuck:
            side = theme().px(13)
            left = box.right() - side if mirrored else box.left()
            sign = QRectF(left, box.top(), side, box.height())
            paint_icon(painter, "hourglass", sign, theme().colour("warn"), side)
            box = box.adjusted(0, 0, -side - 4, 0) if mirrored else box.adjusted(side + 4, 0, 0, 0)
        weight = 600 if is_now else 400
        paint_text(painter, box, self._second, face="small", tone=tone, weight=weight, mirrored=mirrored)

    def _colours(self, shown: PathStage) -> tuple[QColor, QColor, str]:
        """Ground and edge, and the token of the words."""
        colour = theme().stage_colour(shown.stage.number, self._count)
        over = self.underMouse() or self.isDown()
        plain = theme().look.contrast
        if shown.state == "now":
            return colour, colour, "onstage"
        if shown.state == "past":
            surface = theme().css("surface")
            share = 0.3 if over else 0.2
            ground = QColor(surface if plain else style.mixed(colour.name(), surface, share))
            return ground, colour if plain else ground, "ink"
        edge = theme().colour("linestrong" if over or plain else "linemid")
        return theme().colour("hover" if over else "surface"), edge, "ink2"


def arrow_height() -> int:
    """The height of an arrow in px."""
    return max(30, theme().line() + 10)


def below_height() -> int:
    """The room in px below an arrow for its second line."""
    return 4 + theme().line("small")


def second_line(shown: PathStage, today: dt.date) -> str:
    """What stands below a stage: "5 Mar, 32 days"; where they are now "8 days, typical 11"."""
    if shown.state == "ahead" or shown.days is None:
        return ""
    days = ngettext("{n} day", "{n} days", shown.days).format(n=shown.days)
    if shown.state == "now":
        if shown.days == 0:
            days = _("new today")
        if shown.typical_days is None:
            return days
        return _("{days}, typical {n}").format(days=days, n=shown.typical_days)
    stay = _("same day") if shown.days == 0 else days
    if shown.entered_on is None:
        return stay
    pattern = "d MMM" if shown.entered_on.year == today.year else "d MMM yyyy"
    return f"{date_text(shown.entered_on, pattern)}, {stay}"


def whole_story(shown: PathStage) -> str:
    """When and how they came into a stage, and how long is usual, for the tool tip."""
    parts = []
    if shown.entered_on is not None:
        day = date_text(shown.entered_on, "ddd d MMMM yyyy")
        came = _("Since {day}, {cause}.") if shown.state == "now" else _("Came {day}, {cause}.")
        plain = _("Since {day}.") if shown.state == "now" else _("Came {day}.")
        parts.append((came if shown.cause else plain).format(day=day, cause=shown.cause))
    if shown.reason:
        parts.append(_("Reason: {text}").format(text=shown.reason[:300]))
    if shown.is_stuck:
        most = shown.stuck_after_days or 0
        parts.append(
            ngettext("Stuck: longer than {n} day.", "Stuck: longer than {n} days.", most).format(n=most)
        )
    if shown.typical_days is not None:
        typical = ngettext("Others stay {n} day.", "Others stay {n} days.", shown.typical_days)
        parts.append(typical.format(n=shown.typical_days))
    return "\n".join(parts)


def _outline(area: QRectF, *, mirrored: bool, first: bool, last: bool) -> QPolygonF:
    """An arrow to the next stage, notched at its beginning; the first is flat there, the last at its end."""
    middle, end = area.center().y(), area.right() if last else area.right() - _POINT
    points = [
        QPointF(area.left(), area.top()),
        QPointF(end, area.top()),
        QPointF(area.right(), middle),
        QPointF(end, area.bottom()),
        QPointF(area.left(), area.bottom()),
        QPointF(area.left() if first else area.left() + _POINT, middle),
    ]
    if mirrored:
        points = [QPointF(area.left() + area.right() - point.x(), point.y()) for point in points]
    return QPolygonF(points)
