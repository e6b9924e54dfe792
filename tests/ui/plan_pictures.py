"""The plan of picture 14 in a real database, for tests of the plan page and for looking at it.

python -m tests.ui.plan_pictures OUT.png [light|dark] [text per cent] [width] [height] [empty|plain] [rtl]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from lifecycle_desktop.core.clock import FixedClock
from lifecycle_desktop.core.model.contact import NewContact
from lifecycle_desktop.core.model.plan import Plan
from lifecycle_desktop.core.operations import plan_tactics, plans
from lifecycle_desktop.core.operations.contacts import add_contact
from lifecycle_desktop.core.operations.settings import set_setting
from tests.core.desk import Desk
from tests.core.sample_plans import sample_plan


def add_plan(desk: Desk, sheet: Plan | None = None) -> int:
    """Put the plan of picture 14 into a desk; its row."""
    sheet = sheet or sample_plan()
    moment = desk.moment
    with desk.database.write("Plan", moment=moment) as written:
        connection = written.connection
        plan_id = plans.start_plan(connection, moment)
        set_setting(connection, "business_name", sheet.business)
        set_setting(connection, "owner_name", sheet.owner)
        plans.set_plan(connection, plan_id, moment, title=sheet.title)
        for place, goal in enumerate(sheet.year_goals):
            plans.set_goal(connection, plan_id, place, moment, number=goal.number, words=goal.words)
    rows = desk.rows("SELECT id FROM plan_stage WHERE plan_id = ? ORDER BY id", plan_id)
    with desk.database.write("Plan", moment=moment) as written:
        for (row,), stage in zip(rows, sheet.stages, strict=True):
            plans.set_plan_stage(
                written.connection, row, moment, purpose=stage.purpose, goal_number=stage.goal_number or "",
                goal_unit=stage.goal_unit, goal_due_on=stage.goal_due_on, offer=stage.offer, wow=stage.wow,
                move_on=stage.trigger,
            )  # fmt: skip
            for tactic in stage.tactics:
                plan_tactics.add_tactic(written.connection, row, tactic, moment)
        for place, move in enumerate(sheet.moves):
            plans.set_move(
                written.connection, plan_id, place, moment, what=move.what,
                stage_id=desk.stage(move.stage_label), due_on=move.due_on,
            )  # fmt: skip
    return plan_id


def add_numbers(desk: Desk) -> None:
    """People, so that the measures have something to count."""
    with desk.database.write("People", moment=desk.moment) as written:
        for number in range(31):
            emails = (("", f"p{number}@people.example"),) if number % 3 else ()
            person = NewContact(full_name=f"Person {number}", emails=emails, is_captured=True)
            add_contact(written.connection, person, desk.moment)


def main() -> None:
    """Grab the page as the window shows it."""
    from PySide6.QtCore import QLocale, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from lifecycle_desktop.ui.main_window import MainWindow
    from lifecycle_desktop.ui.runner import Inline, Runner
    from lifecycle_desktop.ui.theme import Look, dress
    from lifecycle_desktop.ui.widgets.focus_ring import FocusRing

    out, mode, text, width, height, *more = [*sys.argv[1:], *["", "", "", "", ""][len(sys.argv) - 2 :]]
    QLocale.setDefault(QLocale("en_CA"))
    application = QApplication([])
    dress(application, Look(mode=mode or "light", text=int(text or 100)))
    FocusRing(application)
    if "rtl" in more:
        application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "desk.db")
        if "none" not in more:
            add_plan(desk) if "fresh" not in more else desk.do(plans.start_plan)
        add_numbers(desk)
        runner = Runner(desk.database, FixedClock(desk.clock.at, "America/Toronto"), Inline())
        window = MainWindow()
        window.attach(runner)
        window.resize(int(width or 1440), int(height or 900))
        window.show()
        window.open_page("plan")
        page = window.page
        for step in more:
            if step == "edit":
                page.editor.columns[2].tactics.cards[0].begin()
            elif step == "goal":
                page.editor.columns[0].goal.begin()
            elif step == "keys":
                page.editor.columns[0].keys.begin("trigger")
            elif step == "rail":
                window.toggle_rail()
            elif step == "large":
                page.toggle_preview()
            elif step == "portrait":
                page.pane.directions.choose("portrait")
            elif step == "move":
                page.editor.moves[0].begin()
        for _tenth in range(60):
            QTest.qWait(100)
            if page.desk is None or not page.pane.isVisible() or page.maker.made is not None:
                break
        QTest.qWait(300)
        window.grab().save(out)
        window.close()
        desk.database.close()


if __name__ == "__main__":
    main()
