"""A gallery of all components, laid out as the picture of controls and states; run it to get a PNG.

python -m tests.ui.gallery OUT.png [light|dark] [text per cent]
"""

from __future__ import annotations

import datetime as dt
import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lifecycle_desktop.core.model.contact_page import PathStage
from lifecycle_desktop.core.model.desk import StageMark
from lifecycle_desktop.core.model.side_by_side import SideField
from lifecycle_desktop.core.progress import Progress
from lifecycle_desktop.core.reports import style
from lifecycle_desktop.ui.contact.detail_fields import Part
from lifecycle_desktop.ui.contact.editable_line import EditableLine, LineSpec
from lifecycle_desktop.ui.contact.stepper import StageStepper
from lifecycle_desktop.ui.theme import FACES, Look, dress, theme
from lifecycle_desktop.ui.widgets.buttons import Button, IconButton, KeyCap, SegmentedControl
from lifecycle_desktop.ui.widgets.cards import Banner, Card, EmptyState, SectionHead
from lifecycle_desktop.ui.widgets.chips import Avatar, FilterChip, StageBadge, Tag, TemperatureTag
from lifecycle_desktop.ui.widgets.fields import Choice, Field, Line, Lines, SearchField
from lifecycle_desktop.ui.widgets.gauges import MiniBars, ProgressCard, ProgressLine, Ring
from lifecycle_desktop.ui.widgets.labels import Label
from lifecycle_desktop.ui.widgets.side_by_side import SideBySide
from lifecycle_desktop.ui.widgets.ticks import TickBox
from lifecycle_desktop.ui.widgets.toast import Toast

NAMES = ("Attract", "Capture", "Nurture", "Convert", "Deliver", "Repeat", "Refer")


class Gallery(QWidget):
    """Every component once, in every state that can be shown at rest."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(28, 20, 28, 20)
        self.column.setSpacing(10)
        self._type()
        self._controls()
        self._fields()
        self._feedback()
        self._small()
        self._contact()
        self._sides()
        self._empty()

    def _head(self, text: str, hint: str = "") -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Label(text, face="card"))
        row.addWidget(Label(hint, face="small", tone="ink2"))
        row.addStretch(1)
        self.column.addLayout(row)

    def _type(self) -> None:
        self._head("Type", "Inter")
        row = QHBoxLayout()
        row.setSpacing(28)
        samples = {
            "title": "Tuesday 14 April", "heading": "Quick capture", "number": "7 min", "strong": "Elena Ruiz",
            "body": "Buyer consult at her table", "small": "Open house, 3 days ago", "micro": "26 d",
        }  # fmt: skip
        for face, text in samples.items():
            size = FACES[face]
            cell = QVBoxLayout()
            cell.addWidget(Label(text, face=face))
            cell.addWidget(Label(f"{face} {size.size}/{size.line} {size.weight}", face="small", tone="ink2"))
            row.addLayout(cell)
        row.addStretch(1)
        self.column.addLayout(row)

    def _controls(self) -> None:
        self._head("Controls", "32 px high, 6 px corners, 2 px focus ring with a 1 px gap")
        self.focused = Button("Save", kind="primary", icon="check")
        cells: list[tuple[str, list[QWidget]]] = [
            ("Primary", [Button("Save", kind="primary", icon="check")]),
            ("Primary, focus", [self.focused]),
            ("Normal", [Button("Snooze", icon="alarm-clock")]),
            ("Quiet", [Button("Add filter", kind="quiet", icon="list-filter-plus")]),
            ("Link", [Button("See all", kind="link")]),
            ("Danger", [Button("Delete", kind="danger", icon="trash-2")]),
            ("Small, in rows", [Button("Log call", icon="phone", small=True)]),
            ("Stage", [StageBadge(4, 7, "Convert", full_name="Convert Sales")]),
            ("Temperature", [TemperatureTag("hot"), TemperatureTag("warm"), TemperatureTag("cold")]),
            ("Filter on", [FilterChip("Area: Maple Hollow")]),
            ("Keys", [KeyCap("Ctrl+Enter")]),
            ("Tick", [_ticked("Round", True, False), _ticked("Round on", True, True), _ticked("Square", False, False),
                      _ticked("Square on", False, True)]),
        ]  # fmt: skip
        row = QHBoxLayout()
        row.setSpacing(18)
        for name, widgets in cells:
            cell = QVBoxLayout()
            cell.setSpacing(3)
            cell.addWidget(Label(name, face="small", tone="ink2"))
            line = QHBoxLayout()
            line.setSpacing(6)
            for widget in widgets:
                line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
            line.addStretch(1)
            cell.addLayout(line, 1)
            row.addLayout(cell)
        row.addStretch(1)
        self.column.addLayout(row)

    def _fields(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(24)
        wrong = Field("Email, wrong", Line("hal(at)example.com"))
        wrong.set_error("Email has no @. Example: hal@example.com")
        locked = Field("Stage, locked", Line("4 Convert"), hint="Set by the closing date")
        locked.editor.setEnabled(False)
        source = Choice(name="Source")
        source.add("Open house")
        stage = Choice(name="Stage")
        stage.add("Capture", 2, stage=(2, 7))
        fields = [
            Field("Phone", Line("555-0142"), hint="Any format is fine"), wrong, locked,
            Field("Source", source), Field("Stage", stage), Field("Filter", Line(placeholder="Filter by name", icon="search", key="/")),
        ]  # fmt: skip
        for field in fields:
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(row)

    def _feedback(self) -> None:
        self._head(
            "Feedback",
            "toast with undo, banner for what needs an answer, progress for anything over 1 second",
        )
        row = QHBoxLayout()
        row.setSpacing(14)
        place = QWidget()
        place.setMinimumHeight(theme().height(style.HEIGHT_TOAST) + 40)
        self.toast = Toast(place)
        row.addWidget(place, 1)
        banners = QVBoxLayout()
        banners.addWidget(
            Banner("The plan was not saved to the USB stick.", "There is no space left. Choose another place; nothing is lost.",
                   tone="danger", button="Choose")
        )  # fmt: skip
        banners.addWidget(
            Banner(
                "The last backup was 8 days ago.",
                "The backup drive was not plugged in.",
                icon="hard-drive",
                button="Back up now",
            )
        )
        row.addLayout(banners, 1)
        self.card = ProgressCard()
        self.progress = Progress(298, "Importing 298 people")
        self.progress.done = 185
        row.addWidget(self.card, 1)
        self.column.addLayout(row)

    def _small(self) -> None:
        head = SectionHead("Late", icon="circle-alert", tone="danger", link="Move all to today")
        head.set_count(3)
        head.set_hint("oldest first")
        self.column.addWidget(head)
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(14)
        for seconds in (124, 700, 1560):
            ring = Ring()
            ring.set_seconds(seconds)
            row.addWidget(ring)
        for name in ("Kate O’Leary", "Wei Zhang", "Luke Brandt", "Paula Nowak", "Marcus & Jo Bellamy"):
            row.addWidget(Avatar(name))
        bars = MiniBars()
        bars.set_values([4, 9, 6, 12, 3, 7, 5, 8], 5, "Speed to lead, eight weeks")
        row.addWidget(bars)
        line = ProgressLine("Follow-ups done")
        line.set_share(0.75)
        row.addWidget(line, 1)
        row.addWidget(
            SegmentedControl([("board", "Board", "square-kanban"), ("list", "List", "list")], name="View")
        )
        row.addWidget(SearchField())
        row.addWidget(IconButton("ellipsis", "More", kind="normal", small=True))
        row.addWidget(Tag("Downsizing"))
        card.column.addLayout(row)
        badges = QHBoxLayout()
        for position, name in enumerate(NAMES, 1):
            badges.addWidget(StageBadge(position, 7, name))
        for position in range(1, 11):
            badges.addWidget(StageBadge(position, 10))
        badges.addStretch(1)
        badges.addWidget(TickBox("Keep open for the next one"))
        card.column.addLayout(badges)
        note = Lines("A note of\ntwo lines", name="Note")
        note.setFixedHeight(theme().line() * 2 + 16)
        card.column.addWidget(note)
        self.column.addWidget(card)

    def _sides(self) -> None:
        self._head("Side by side", "what differs is marked; which value shows first can be chosen")
        self.sides = SideBySide(self)
        fields = [
            SideField("name", "Name", "Marcus & Jo Bellamy", "Jo Bellamy", True),
            SideField("", "Phone", "555-0115", "555-0115", False),
            SideField("company", "Company", "Bellamy Ltd", "Bellamy & Sons", True),
            SideField("", "Address", "", "42 Orchard Lane", True),
        ]
        self.sides.show_fields(("Here already", "In your file"), fields, frozenset({"company"}))
        self.column.addWidget(self.sides)

    def _contact(self) -> None:
        self._head(
            "Contact page", "stages that were, are and will be; a line at rest, in the hand, and wrong"
        )
        today = dt.date(2026, 4, 14)
        stays = ((43, 3), (40, 2), (40, 32), (8, 8))
        stepper = StageStepper(self)
        stepper.show_path(
            [
                PathStage(
                    StageMark(place, place, name, name),
                    "now" if place == 4 else "past" if place < 4 else "ahead",
                    today - dt.timedelta(days=stays[place - 1][0]) if place <= 4 else None,
                    stays[place - 1][1] if place <= 4 else None,
                    typical_days=11,
                )
                for place, name in enumerate(NAMES, 1)
            ],
            today,
        )
        self.column.addWidget(stepper)
        row = QHBoxLayout()
        row.setSpacing(18)
        phone = LineSpec(
            key="phone:1",
            name="Phone",
            icon="phone",
            text="555-0115",
            note="mobile",
            parts=(Part("value", "Phone", "555-0115"), Part("label", "Kind", "mobile")),
            check=lambda values: (
                None if values["value"].isdecimal() else ("value", "A phone number has digits.")
            ),
            save=lambda _values, then: then(),
            copies="Copy the phone number",
            remove=lambda: None,
        )
        lines = [EditableLine(phone, self) for _each in range(3)]
        for line in lines:
            row.addWidget(line, 1, Qt.AlignmentFlag.AlignTop)
        for line in lines[1:]:
            line.edit(focus=False)
        if lines[2].editor is not None:
            lines[2].editor.put({"value": "none"})
            lines[2].editor.fail(lines[2].editor.fault())
        self.column.addLayout(row)

    def _empty(self) -> None:
        self._head("Empty states", "say why, and the one next thing")
        grid = QGridLayout()
        grid.setSpacing(14)
        states = [
            EmptyState("sunrise", "All clear for today", "Nothing is late and no one is waiting. Two warm people have no next step.",
                       button="See who", button_icon="users"),
            EmptyState("users", "No people yet", "Type a name above, bring a spreadsheet, or open the sign-in page at your next open house.",
                       button="Import people", button_icon="upload", primary=True),
            EmptyState("search-x", "No one matches these filters", "2 filters are on: On the board, Area: Maple Hollow.",
                       button="Clear filters", button_icon="x"),
        ]  # fmt: skip
        for index, state in enumerate(states):
            card = Card(padding=0)
            card.column.addWidget(state)
            grid.addWidget(card, 0, index)
        self.column.addLayout(grid)

    def settle(self) -> None:
        """Show what appears only in action: the toast, the progress card, the focus ring."""
        self.toast.say("Elena Ruiz moved to Convert", act=lambda: None)
        self.card.watch(self.progress, after=0)
        self.focused.setFocus()


def _ticked(name: str, round_: bool, on: bool) -> TickBox:
    box = TickBox(name=name, round_=round_)
    box.setChecked(on)
    return box


def main(out: str, mode: str = "light", text: str = "100") -> None:
    """Render the gallery into a PNG."""
    from lifecycle_desktop.ui.widgets.focus_ring import FocusRing

    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    dress(application, Look(mode=mode, text=int(text)))
    FocusRing(application)
    gallery = Gallery()
    gallery.resize(1440, 800)
    gallery.show()
    gallery.activateWindow()
    gallery.settle()
    for _ in range(3):
        application.processEvents()
    gallery.grab().save(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
