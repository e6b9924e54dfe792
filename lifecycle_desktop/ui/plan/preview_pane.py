"""The pane with the page on the wall: the sheet itself, paper and colour, what was checked, what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _, ngettext
from lifecycle_desktop.core.model.paper import Orientation, Paper, paper_size
from lifecycle_desktop.core.model.plan import Gap, PlanStage, gaps
from lifecycle_desktop.core.model.plan_desk import PlanDesk, PlanStageDesk
from lifecycle_desktop.core.reports.sheet_checks import CheckLine, SheetChecks, Sign
from lifecycle_desktop.ui.plan.fitted_scroll import FittedScroll
from lifecycle_desktop.ui.plan.sheet_maker import Shown
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.buttons import Button, IconButton, KeyCap, SegmentedControl
from lifecycle_desktop.ui.widgets.cards import Card, Hairline, IconView
from lifecycle_desktop.ui.widgets.chips import StageBadge
from lifecycle_desktop.ui.widgets.flow import FlowLayout
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.pdf_view import PdfView

PANE_WIDTH = 404
_SIGNS = {
    Sign.GOOD: ("circle-check", "accent"),
    Sign.GAP: ("circle-dashed", "warn"),
    Sign.NOTE: ("info", "ink2"),
    Sign.PROBLEM: ("circle-alert", "danger"),
}
SIDE = 13  # px
_ROOM_BESIDE = 340  # for the checks beside the large page


class PreviewPane(Card):
    """Shows the sheet. `is_large` puts it over the whole editor, the page at its side as large as it can be."""

    changed = Signal()  # paper, colour or direction
    save_wanted = Signal()
    print_wanted = Signal()
    go_wanted = Signal(int, object)  # stage, Gap
    larger_wanted = Signal()
    page_resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, spacing=0, parent=parent)
        self.setAccessibleName(_("The page on the wall"))
        self.is_large = False
        self._rows: list[QWidget] = []
        self._scroll = FittedScroll(self)
        self._scroll.resized.connect(self._fit_page)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("role", "plain")
        self._inside = inside
        column = QVBoxLayout(inside)
        column.setContentsMargins(SIDE, 10, SIDE, 10)
        column.setSpacing(8)
        self._build_head(column, inside)
        self._middle = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._middle.setSpacing(12)
        self.view = PdfView(_("The page on the wall"), inside)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.resized.connect(lambda _wide: self.page_resized.emit())
        self._middle.addWidget(self.view, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._details = QVBoxLayout()
        self._details.setSpacing(8)
        self._build_details(inside)
        self._middle.addLayout(self._details, 1)
        column.addLayout(self._middle, 1)
        self._scroll.setWidget(inside)
        self.column.addWidget(self._scroll, 1)
        self._build_foot()

    # --- what is chosen ---

    @property
    def paper(self) -> Paper:
        """The paper that is chosen."""
        return Paper(self.papers.current)

    @property
    def orientation(self) -> Orientation:
        """How the paper lies."""
        return Orientation(self.directions.current)

    @property
    def grey(self) -> bool:
        """Whether it is black and white."""
        return self.colours.current == "grey"

    def set_paper(self, paper: Paper) -> None:
        """Choose a paper without telling anybody."""
        self.papers.set_current(paper.value)
        self._fit_page()

    def set_large(self, large: bool) -> None:
        """Be over the whole editor, or beside it."""
        self.is_large = large
        direction = QBoxLayout.Direction.LeftToRight if large else QBoxLayout.Direction.TopToBottom
        self._middle.setDirection(direction)
        self.larger.set_icon("minimize-2" if large else "maximize-2")
        self.larger.set_name(_("Back to the editor") if large else _("Larger"))
        self._fit_page()

    # --- what is shown ---

    def show_sheet(self, shown: Shown) -> None:
        """Show a sheet and what was found on the way."""
        wish = shown.sheet.wish
        words = _("{title}, {paper}").format(title=wish.plan.title, paper=wish.paper.words)
        self.view.set_pages([shown.picture], words)
        self.show_checks(shown.sheet.checks)

    def show_checks(self, checks: SheetChecks) -> None:
        """List what was checked."""
        _empty(self._checks)
        for line in checks.lines():
            self._checks.addWidget(_CheckRow(line, self._inside))
        if checks.advice is not None:
            advice = checks.advice
            words = _("Use {paper}").format(paper=advice.words)
            button = Button(words, kind="link", small=True, parent=self._inside)
            button.clicked.connect(lambda: self._on_advice(advice))
            self._checks.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_missing(self, desk: PlanDesk) -> None:
        """List the stages with gaps, each with a way there."""
        lacking = [(stage, gaps(stage.stage)) for stage in desk.stages if gaps(stage.stage)]
        _empty(self._missing)
        self._missing_head.setText(_("Still missing") if lacking else _("Nothing is missing"))
        self._missing_count.setText(str(len(lacking)) if lacking else "")
        for stage, open_gaps in lacking:
            row = _MissingRow(stage, open_gaps, len(desk.stages), self._inside)
            row.go.clicked.connect(
                lambda _on=False, stage=stage, gap=open_gaps[0]: self.go_wanted.emit(
                    stage.stage.stage_id, gap
                )
            )
            self._missing.addWidget(row)

    def as_read(self) -> list[QWidget]:
        """Its parts in the order in which they are read."""
        return [self._inside, self.print_button, self.save_button]

    # --- building ---

    def _build_head(self, column: QVBoxLayout, inside: QWidget) -> None:
        head = QHBoxLayout()
        head.addWidget(Label(_("The page on the wall"), face="card", cut=True, parent=inside), 1)
        self.larger = IconButton("maximize-2", _("Larger"), small=True, key="F9", parent=inside)
        self.larger.clicked.connect(self.larger_wanted)
        head.addWidget(self.larger)
        column.addLayout(head)
        papers = [(paper.value, paper.words, "") for paper in Paper]
        self.papers = SegmentedControl(papers, name=_("Paper"), parent=inside)
        colours = [("colour", _("Colour"), ""), ("grey", _("B&&W"), "")]
        self.colours = SegmentedControl(colours, name=_("Colour or black and white"), parent=inside)
        switches = FlowLayout(gap=4, row_gap=6)
        switches.addWidget(self.papers)
        switches.add_end(self.colours)
        column.addLayout(switches)

    def _build_details(self, inside: QWidget) -> None:
        directions = [
            (Orientation.LANDSCAPE.value, _("Landscape"), ""),
            (Orientation.PORTRAIT.value, _("Portrait"), ""),
        ]
        self.directions = SegmentedControl(directions, name=_("Direction"), parent=inside)
        for switch in (self.papers, self.colours, self.directions):
            switch.chosen.connect(self._on_chosen)
        row = FlowLayout(gap=8, row_gap=6)
        row.addWidget(self.directions)
        hint = QWidget(inside)
        hinted = QHBoxLayout(hint)
        hinted.setContentsMargins(0, 0, 0, 0)
        hinted.addWidget(Label(_("Preview"), tone="ink2", parent=hint))
        hinted.addWidget(KeyCap("F9", hint))
        row.add_end(hint)
        self._details.addLayout(row)
        note = _("At arm’s length, this is how big it looks from 2 m")
        self._note = Label(note, face="small", tone="ink3", wrap=True, parent=inside)
        self._details.addWidget(self._note)
        self._details.addWidget(Hairline(inside))
        self._checks = QVBoxLayout()
        self._checks.setSpacing(4)
        self._details.addLayout(self._checks)
        self._details.addWidget(Hairline(inside))
        head = QHBoxLayout()
        head.setSpacing(8)
        self._missing_head = Label(_("Still missing"), face="strong", parent=inside)
        self._missing_count = Label("", tone="ink2", parent=inside)
        head.addWidget(self._missing_head)
        head.addWidget(self._missing_count)
        head.addStretch(1)
        self._details.addLayout(head)
        self._missing = QVBoxLayout()
        self._missing.setSpacing(4)
        self._details.addLayout(self._missing)
        self._details.addStretch(1)

    def _build_foot(self) -> None:
        foot = QWidget(self)
        row = FlowLayout(foot, gap=8, row_gap=6)
        row.setContentsMargins(0, 0, 0, 0)
        self.print_button = Button(_("Print"), icon="printer", key="Ctrl+P", parent=foot)
        self.print_button.clicked.connect(self.print_wanted)
        self.save_button = Button(
            _("Save PDF"), kind="primary", icon="file-down", key="Ctrl+Shift+S", parent=foot
        )
        self.save_button.clicked.connect(self.save_wanted)
        row.addWidget(self.print_button)
        row.addWidget(self.save_button)
        holder = QVBoxLayout()
        holder.setContentsMargins(SIDE, 8, SIDE, 12)
        holder.addWidget(foot)
        self.column.addLayout(holder)

    # --- size ---

    def retheme(self) -> None:
        """Take the sizes of the look in force."""
        self._fit_page()

    def sizeHint(self) -> QSize:
        return QSize(min(theme().px(PANE_WIDTH), 560), 400)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, 200)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_large:
            self.larger_wanted.emit()
            return
        super().keyPressEvent(event)

    def _fit_page(self) -> None:
        """Give the page the width in which all of it is seen."""
        width, height = paper_size(self.paper, self.orientation)
        room = self._scroll.viewport().width() - 2 * SIDE
        tall = self.height() * 0.52
        if self.is_large:
            room -= min(theme().px(_ROOM_BESIDE), room // 2) + 12
            tall = self._scroll.height() - theme().px(96)
        wide = max(min(room, int(max(tall, 160) * width / height)), 120)
        self.view.setFixedSize(wide, round((wide - 2) * height / width) + 2)
        small_sheet = self.paper in (Paper.LETTER, Paper.A4) and self.orientation is Orientation.LANDSCAPE
        self._note.setVisible(small_sheet and not self.is_large)

    def _on_chosen(self) -> None:
        self._fit_page()
        self.changed.emit()

    def _on_advice(self, paper: Paper) -> None:
        self.papers.choose(paper.value)
        self.papers.setFocus(Qt.FocusReason.OtherFocusReason)


class _CheckRow(QWidget):
    """One line of the checks."""

    def __init__(self, line: CheckLine, parent: QWidget) -> None:
        super().__init__(parent)
        icon, tone = _SIGNS[line.sign]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 1)
        row.setSpacing(8)
        row.addWidget(IconView(icon, side=16, tone=tone, parent=self), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(line.words, wrap=True, parent=self), 1)


class _MissingRow(QWidget):
    """A stage with gaps: what is missing, and a way there."""

    def __init__(self, desk: PlanStageDesk, open_gaps: Sequence[Gap], count: int, parent: QWidget) -> None:
        super().__init__(parent)
        stage = desk.stage
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(10)
        row.addWidget(
            StageBadge(stage.number, count, full_name=stage.name, parent=self),
            0,
            Qt.AlignmentFlag.AlignVCenter,
        )
        row.addWidget(Label(missing_words(desk, open_gaps), wrap=True, parent=self), 1)
        self.go = Button(_("Go"), icon="arrow-right", small=True, parent=self)
        self.go.setAccessibleName(_("Go to {stage}").format(stage=stage.name))
        row.addWidget(self.go)


def missing_words(desk: PlanStageDesk, open_gaps: Sequence[Gap]) -> str:
    """What a stage lacks, and the question that helps where it is one thing only."""
    names = {
        Gap.TACTIC: _("no tactics"),
        Gap.GOAL: _("no goal"),
        Gap.TRIGGER: _("no trigger"),
        Gap.MEASURE: _("nothing counted"),
    }
    words = ", ".join(names[gap] for gap in open_gaps)
    words = words[:1].upper() + words[1:]
    asked = {Gap.GOAL: desk.prompts.goal, Gap.TRIGGER: desk.prompts.trigger}.get(open_gaps[0], "")
    return (
        _("{what}: {question}").format(what=words, question=asked) if asked and len(open_gaps) == 1 else words
    )


def stages_words(stages: Sequence[PlanStage]) -> str:
    """How complete a plan is: "5 of 7 stages complete, 2 gaps."."""
    lacking = sum(1 for stage in stages if gaps(stage))
    done = ngettext("{done} of {n} stage complete", "{done} of {n} stages complete", len(stages))
    words = done.format(done=len(stages) - lacking, n=len(stages))
    if not lacking:
        return _("{words}.").format(words=words)
    lacks = ngettext("{n} gap", "{n} gaps", lacking).format(n=lacking)
    return _("{words}, {lacks}.").format(words=words, lacks=lacks)


def _empty(box: QVBoxLayout) -> None:
    items = [box.itemAt(index) for index in range(box.count())]
    for widget in [item.widget() for item in items if item is not None]:
        if widget is not None:
            box.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
