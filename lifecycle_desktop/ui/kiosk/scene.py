"""The page of open houses and the sign-in page for visitors, to be drawn and taken down again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtWidgets import QWidget

SIZE = (1440, 900)
HOUSE = "118 Alder Court"


def _a_house(window: Any) -> int:
    """The open house of the scenes, with visitors who have signed in; made when it is first asked for."""
    import datetime as dt

    from lifecycle_desktop.core.model.sign_in import NewEvent, SignIn, SignInSetup
    from lifecycle_desktop.core.operations import kiosk, open_houses
    from lifecycle_desktop.core.operations.sign_ins import sign_in
    from lifecycle_desktop.core.queries import sign_ins

    runner: Any = window.runner
    database, moment = runner.database, runner.moment()
    with database.read() as connection:
        there = [each.event_id for each in sign_ins.open_houses(connection) if each.address == HOUSE]
        wordings = sign_ins.wordings(connection)
    if there:
        return int(there[0])
    day = moment.today + dt.timedelta(days=5)
    spanish = {"es": "la guía de precios de la calle"}
    setup = SignInSetup("13:00", "16:00", "4 beds, 2 baths, 0.3 acre", spanish)
    new = NewEvent(HOUSE, day, "the street price guide", setup)
    with database.write("Open house", moment=moment) as written:
        event_id: int = open_houses.add_event(written.connection, new, moment)
        kiosk.set_pin(written.connection, "4711")
        for first, last, agent in (("Tom", "Reyes", "yes"), ("Ines", "Duarte", "looking")):
            given = (wordings["email", "en"],)
            entry = SignIn(first, last, f"{first.lower()}@example.com", agent=agent, given=given)
            sign_in(written.connection, event_id, entry, moment)
        open_houses.count_seen(written.connection, event_id, 3, moment)
    return event_id


@contextmanager
def open_house(window: Any, part: str) -> Iterator[QWidget]:
    """The page of open houses with a part of one."""
    event_id = _a_house(window)
    window.open_page("open_house", event_id)
    page: Any = window.page
    page.show_part(part)
    yield window


@contextmanager
def signed_in(window: Any, what: str) -> Iterator[QWidget]:
    """The sign-in page with a visitor in the middle of it, with all still missing, or asking for the PIN."""
    from lifecycle_desktop.core.queries.sign_ins import kiosk_desk
    from lifecycle_desktop.ui.kiosk.window import KioskWindow

    runner: Any = window.runner
    event_id = _a_house(window)
    with runner.database.read() as connection:
        desk = kiosk_desk(connection, event_id)
    page = KioskWindow(runner, desk)
    page.resize(*SIZE)
    page.show()
    if what == "pin":
        page.ask_pin()
    else:
        (_written if what == "written" else _wrong)(page)
    yield page
    page.finish()


def _written(page: Any) -> None:
    """A visitor is in the middle of it."""
    for name, text in (("first_name", "Priya"), ("last_name", "Natarajan"), ("phone", "555-0142")):
        page.form.lines[name].setText(text)
    page.form.lines["email"].setText("priya@")
    page.form.choices["agent"].buttons["no"].click()
    page.form.choices["timing"].buttons["three_months"].click()
    page.form.lines["email"].setFocus()


def _wrong(page: Any) -> None:
    """In Spanish, with everything still to be written."""
    page.speak("es")
    page.form.sign_in()
