"""The tactics of a stage: cards in their order, three ideas where there is none, and the place for a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model import plan_words
from lifecycle_desktop.core.model.lifecycle import TacticIdea
from lifecycle_desktop.core.model.plan import Gap, PlanStage, Tactic, gaps
from lifecycle_desktop.core.model.plan_desk import PlanStageDesk
from lifecycle_desktop.core.model.plan_entry import whole_cost
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.plan.cell import Cell
from lifecycle_desktop.ui.plan.cell_editor import FieldSpec
from lifecycle_desktop.ui.plan.entries import Entries
from lifecycle_desktop.ui.plan.pieces import Piece, icon_room, pieces_text
from lifecycle_desktop.ui.theme import theme
from lifecycle_desktop.ui.widgets.painters import paint_box

ADVISED_LETTERS = 40
CARD_GAP = 6


class TacticCard(Cell):
    """One tactic: what, and how often with its cost. Without an id it is the one that is being added."""

    wants_next = Signal()

    def __init__(self, entries: Entries, stage_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries = entries
        self.stage_name = stage_name
        self.tactic_id: int | None = None
        self.tactic = Tactic("")

    def show_tactic(self, tactic_id: int | None, tactic: Tactic) -> None:
        """Show another tactic."""
        self.tactic_id, self.tactic = tactic_id, tactic
        self.show_pieces()

    def show_pieces(self) -> None:
        """Make the pieces of the tactic."""
        tactic = self.tactic
        pieces = [Piece(tactic.what, weight=500)]
        cost = plan_words.price(tactic.cost_minor, tactic.currency) if tactic.cost_minor is not None else ""
        if tactic.rhythm or cost:
            words = tactic.rhythm or cost
            beside = cost if tactic.rhythm else ""
            pieces.append(Piece(words, "small", "ink2", 600 if tactic.rhythm else 400, beside=beside))
        name = _("Tactic of {stage}: {words}").format(stage=self.stage_name, words=pieces_text(pieces))
        self.set_pieces(pieces, name=name)

    def specs(self) -> Sequence[FieldSpec]:
        tactic = self.tactic
        return (
            FieldSpec(
                "what", _("Tactic"), tactic.what, _("What we do"), has_label=False, advised=ADVISED_LETTERS
            ),
            FieldSpec("rhythm", _("How often"), tactic.rhythm, _("e.g. monthly")),
            FieldSpec(
                "cost",
                _("Cost"),
                self.entries.cost_text(tactic.cost_minor, tactic.currency),
                _("e.g. 400"),
                check=self.entries.check_cost(tactic.currency if tactic.cost_minor is not None else ""),
            ),
        )

    def drafted(self, values: dict[str, str]) -> Tactic:
        """The tactic with what stands in the fields."""
        currency = self.tactic.currency if self.tactic.cost_minor is not None else self.entries.currency
        return replace(
            self.tactic,
            what=values["what"].strip(),
            rhythm=values["rhythm"].strip(),
            cost_minor=self.entries.cost(values["cost"], currency),
            currency=currency,
        )

    def takes_alt_arrows(self) -> bool:
        return self.tactic_id is not None

    def press_enter(self) -> None:
        self.wants_next.emit()

    def retheme(self) -> None:
        """Take the sizes of the look in force."""
        self.show_pieces()
        super().retheme()


class ActionCell(Cell):
    """A cell that is pressed: an idea to add, or "Tactic" for a new one."""

    def __init__(self, text: str, *, idea: bool, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_idea, self._text = idea, text
        self.setAccessibleName(name)
        self._show_text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._show_text)  # a layout at work does not hear of a new height

    def retheme(self) -> None:
        """Take the sizes of the look in force."""
        self._show_text()
        super().retheme()

    def _show_text(self) -> None:
        """With its sign beside it; where a long word would be broken for that, before it and smaller."""
        tone = "accenttext" if self._is_idea else "ink2"
        piece = Piece(self._text, weight=500, tone=tone, icon="plus")
        metrics = theme().metrics("body", weight=500)
        longest = max((metrics.horizontalAdvance(word) for word in self._text.split()[:20]), default=0)
        if self.width() > 0 and longest > self.width() - 2 * self.pad() - icon_room():
            small = theme().metrics("small", weight=500)
            room = self.width() - 2 * self.pad()
            fits = small.horizontalAdvance(f"+ {self._text.split()[0]}") <= room
            words = f"+ {self._text}" if fits else self._text
            piece = Piece(words, "small", weight=500, tone=tone)
        if self.pieces != [piece]:
            self.set_pieces([piece], name=self.accessibleName())

    def pad(self) -> int:
        return theme().px(5)

    def paint_ground(self, painter: QPainter, area: QRectF) -> None:
        over = self.underMouse() or self.isDown()
        if self._is_idea:
            fill = theme().colour("accentsoft") if over else None
            edge = theme().colour("accent")
            paint_box(painter, area, fill=fill, edge=edge, radius=style.CORNER_CONTROL, dashed=True)
        elif over:
            paint_box(painter, area, fill=theme().colour("press"), radius=style.CORNER_CONTROL)


class TacticsColumn(QWidget):
    """All tactics of one stage. What is wanted is told with the card or the idea it is about."""

    added = Signal(object, int)  # Tactic, position
    changed = Signal(object, object)  # TacticCard, Tactic
    removed = Signal(object)  # TacticCard
    shifted = Signal(object, int, int)  # TacticCard, across, down
    walked = Signal(object, int, int)  # Cell, across, down
    focused = Signal(object)  # Cell
    drafted = Signal(object)  # PlanStage, or None when the editor is gone
    cells_changed = Signal()

    def __init__(self, entries: Entries, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = entries
        self.desk: PlanStageDesk | None = None
        self._cards: dict[int, TacticCard] = {}
        self._order: list[TacticCard] = []
        self._new: TacticCard | None = None
        self._new_at = 0
        self._ideas: list[ActionCell] = []
        self._is_gap = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(CARD_GAP)
        self._words = _Words(self)
        self._column.addStretch(1)
        self.add_cell = self._made_action(_("Tactic"), _("Add tactic"), idea=False)
        self.add_cell.clicked.connect(self._on_add)

    # --- shown ---

    def show_stage(self, desk: PlanStageDesk) -> None:
        """Show the tactics of a stage; what is being typed stays as it is."""
        self.desk = desk
        stage = desk.stage
        self.add_cell.setAccessibleName(_("Add a tactic to {stage}").format(stage=stage.name))
        wanted = list(zip(desk.tactic_ids, stage.tactics, strict=True))
        for tactic_id in set(self._cards) - {tactic_id for tactic_id, _tactic in wanted}:
            card = self._cards.pop(tactic_id)
            card.blockSignals(True)  # what was typed into a card that is gone has no place any more
            self._drop(card)
        self._order = []
        for tactic_id, tactic in wanted:
            card = self._cards.get(tactic_id) or self._made_card()
            self._cards[tactic_id] = card
            if not card.is_edited:
                card.stage_name = stage.name
                card.show_tactic(tactic_id, tactic)
            self._order.append(card)
        self._is_gap = Gap.TACTIC in gaps(stage)
        self._make_ideas(desk.fitting_ideas() if self._is_gap else ())
        self._arrange()

    def cells(self) -> list[Cell]:
        """Everything that can take the focus, as read."""
        found: list[Cell] = list(self._order)
        if self._new is not None:
            found.insert(min(self._new_at, len(found)), self._new)
        return [*found, *self._ideas, self.add_cell]

    @property
    def cards(self) -> list[TacticCard]:
        """The cards in their order."""
        return self._order

    @property
    def ideas(self) -> list[ActionCell]:
        """The ideas that are offered."""
        return self._ideas

    @property
    def new_card(self) -> TacticCard | None:
        """The card into which a new tactic is typed."""
        return self._new

    def card(self, tactic_id: int) -> TacticCard | None:
        """The card of a tactic."""
        return self._cards.get(tactic_id)

    def keep(self) -> bool:
        """Keep what is being typed; False where it cannot be read."""
        kept = [card.keep() for card in (*self._order, self._new) if card is not None]
        return all(kept)

    def begin_new(self, at: int | None = None) -> None:
        """Open an empty card at that place, or at the end."""
        if self._new is not None and not self._new.keep():
            return
        self._new_at = len(self._order) if at is None else at
        self._new = self._made_card()
        self._new.set_pieces([], name=_("New tactic"))
        self._arrange()
        self._new.begin()

    # --- within ---

    def _made_card(self) -> TacticCard:
        name = self.desk.stage.name if self.desk is not None else ""
        card = TacticCard(self._entries, name, self)
        self._join(card)
        card.committed.connect(lambda values, how: self._on_committed(card, values, how))
        card.typed.connect(lambda values: self._on_typed(card, values))
        card.ended.connect(lambda: self._on_ended(card))
        card.wants_next.connect(lambda: self.begin_new(self._order.index(card) + 1))
        card.removed.connect(lambda: self.removed.emit(card))
        card.shifted.connect(lambda across, down: self.shifted.emit(card, across, down))
        return card

    def _made_action(self, text: str, name: str, *, idea: bool) -> ActionCell:
        cell = ActionCell(text, idea=idea, name=name, parent=self)
        self._join(cell)
        return cell

    def _join(self, cell: Cell) -> None:
        cell.walked.connect(lambda across, down: self.walked.emit(cell, across, down))
        cell.focused.connect(lambda: self.focused.emit(cell))

    def _make_ideas(self, ideas: Sequence[TacticIdea]) -> None:
        for old in self._ideas:
            self._drop(old)
        self._ideas = []
        for idea in ideas:
            cell = self._made_action(idea.what, _("Add the idea: {what}").format(what=idea.what), idea=True)
            cell.clicked.connect(
                lambda _on=False, idea=idea: self.added.emit(self._tactic_of(idea), len(self._order))
            )
            self._ideas.append(cell)

    def _tactic_of(self, idea: TacticIdea) -> Tactic:
        currency = self._entries.currency
        cost = whole_cost(idea.cost, currency)
        return Tactic(idea.what, idea.rhythm, idea.channel.value, cost, currency)

    def _arrange(self) -> None:
        edge = theme().px(6) if self._is_gap else 0
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._words.setVisible(self._is_gap)
        self._words.show_words(with_ideas=bool(self._ideas))
        for place, cell in enumerate([self._words, *self.cells()]):
            if self._column.indexOf(cell) != place:
                self._column.removeWidget(cell)
                self._column.insertWidget(place, cell)
            if cell is not self._words:
                cell.show()
        self.setProperty("gap", self._is_gap)
        self.update()
        self.cells_changed.emit()

    def _on_add(self) -> None:
        self.begin_new()

    def _draft(self, card: TacticCard, tactic: Tactic) -> PlanStage | None:
        if self.desk is None:
            return None
        tactics = list(self.desk.stage.tactics)
        if card is self._new:
            tactics.insert(self._new_at, tactic)
        elif card in self._order:
            tactics[self._order.index(card)] = tactic
        return replace(self.desk.stage, tactics=tuple(tactics))

    def _on_typed(self, card: TacticCard, values: dict[str, str]) -> None:
        if card.editor is not None and not card.editor.errors():
            self.drafted.emit(self._draft(card, card.drafted(values)))

    def _on_committed(self, card: TacticCard, values: dict[str, str], how: str) -> None:
        self.drafted.emit(None)  # the card may be gone before it could say that it has ended
        tactic = card.drafted(values)
        place = self._new_at if card is self._new else self._order.index(card)
        if card is self._new:
            self._drop_new()
            if tactic.what:
                self.added.emit(tactic, place)
        elif tactic.what:
            self.changed.emit(card, tactic)
        else:
            self.removed.emit(card)
        if how == "enter" and tactic.what:
            self.begin_new(place + 1)
        elif how == "enter":
            self.add_cell.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_ended(self, card: TacticCard) -> None:
        if card is self._new:
            self._drop_new()
            self.add_cell.setFocus(Qt.FocusReason.OtherFocusReason)
        self.drafted.emit(None)

    def _drop(self, cell: Cell) -> None:
        self._column.removeWidget(cell)
        cell.hide()
        cell.deleteLater()

    def _drop_new(self) -> None:
        card, self._new = self._new, None
        if card is not None:
            self._drop(card)
            self._arrange()

    def retheme(self) -> None:
        """Take the sizes of the look in force."""
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_gap:
            fill, edge = theme().colour("warnsoft"), theme().colour("warn")
            area = QRectF(self.rect())
            paint_box(
                QPainter(self), area, fill=fill, edge=edge, radius=style.CORNER_CARD, width=2, dashed=True
            )


class _Words(Cell):
    """What a stage without tactics says; it takes no focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def pad(self) -> int:
        return theme().px(3)

    def show_words(self, *, with_ideas: bool) -> None:
        pieces = [Piece(_("Nothing here yet."), weight=600, tone="warn")]
        if with_ideas:
            pieces.append(Piece(_("Ideas that fit:"), tone="ink2"))
        self.set_pieces(pieces, name=pieces_text(pieces))

    def paint_ground(self, painter: QPainter, area: QRectF) -> None:
        """Nothing: the column's own ground is seen."""
