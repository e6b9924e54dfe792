"""Every screen, layer and popover of the program as a scene that can be set up, drawn and taken down again.

The tour draws them, and the tests walk through them; a new screen needs its scene here and nothing else.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from lifecycle_desktop.ui.pages import SCREENS

if TYPE_CHECKING:
    from lifecycle_desktop.ui.main_window import MainWindow

SEARCHED = "orchard"
ROWS = """First Name,Last Name,E-mail 1 - Value,Phone 1 - Value
Ada,Abbott,ada@example.com,555-0101
Bruno,Boucher,bruno@example.com,555-0102
Clara,Cole,not an address,555-0103
Dev,Dufour,dev@example.com,
"""
LEADS = """Full Name,Cell,E-mail Address,Lead Src,Status,Rating,Last Contacted,Street,Notes,MLS_ID
Rosa Delgado,555-0101,rosa@example.com,OpenHouse,Working,B,3/04/2025,12 Elm Road,likes big yard,88213
Peter Lindgren,555-0188,plind@example.com,Ref - Ingrid,New,A,12/11/2025,9 Birch Close,call evenings only,
Femi Adeyemi,,femi@example.com,,Offer out,B,,,,
"""
LINE = "Priya Natarajan 555-0142, open house 118 Alder, hot, relocating in June, call tomorrow 10"

Scene = Callable[["MainWindow"], AbstractContextManager[QWidget]]


def _page(key: str) -> Scene:
    @contextmanager
    def scene(window: MainWindow) -> Iterator[QWidget]:
        window.open_page(key)
        yield window

    return scene


@contextmanager
def _contact(window: MainWindow) -> Iterator[QWidget]:
    """The page of the person whose follow-up is the latest, from Today."""
    window.open_page("today")
    page = window.page
    walk = page.walk() if page is not None else ()
    if walk:
        window.open_contact(walk[0])
    yield window


def _of(module: str, name: str, *told: str) -> Scene:  # one that its own screen knows how to set up
    return lambda window: getattr(import_module(f"{SCREENS}.{module}"), name)(window, *told)


def _import(rows: str, *, to_check: bool = False, to_row: int = 0) -> Scene:
    """A file whose columns are matched, or whose rows are checked before they are brought in."""

    @contextmanager
    def scene(window: MainWindow) -> Iterator[QWidget]:
        window.open_page("import")
        page: Any = window.page
        with tempfile.TemporaryDirectory(prefix="lifecycle-scene-") as place:
            path = Path(place) / "contacts.csv"
            path.write_text(rows, encoding="utf-8")
            page.open_file(path)
            if to_check:
                page.match.foot.go.click()
                page.check.table.go_to(to_row)
            yield window
        page.start_over()

    return scene


@contextmanager
def _duplicates(window: MainWindow) -> Iterator[QWidget]:
    """Two pairs who may be one person, the first closely."""
    from lifecycle_desktop.core.i18n import _
    from lifecycle_desktop.core.model.contact import NewContact
    from lifecycle_desktop.core.operations.contacts import add_contact, delete_contacts

    runner: Any = window.runner
    added: list[int] = []
    for name, company in (("Ada Abbott", ""), ("Ada Abbott", "Abbott & Sons"), ("A. Abbot", "")):
        new = NewContact(full_name=name, company=company, emails=(("", "ada@example.com"),))
        runner.write(_("New contact"), add_contact, new, runner.moment(), then=added.append)
    window.open_page("duplicates")
    yield window
    window.open_page("today")
    runner.write(_("Delete"), delete_contacts, added, runner.moment())


@contextmanager
def _first_run_models(window: MainWindow) -> Iterator[QWidget]:
    """The step of the first steps that asks for the lifecycle."""
    window.open_page("first_run")
    page: Any = window.page
    page.go_to_step(1)
    yield window
    page.go_to_step(0)


@contextmanager
def _board_ticked(window: MainWindow) -> Iterator[QWidget]:
    """The board with cards ticked."""
    page, column = _fullest_column(window)
    page.ticks.tick(list(column.cards.ids[:3]))
    yield window
    page.ticks.clear()


@contextmanager
def _board_questions(window: MainWindow) -> Iterator[QWidget]:
    """The board with the questions that a move forward brings up."""
    page, column = _fullest_column(window)
    column.view.setFocus()
    page.moves.step(column, 1)
    yield window
    if page.questions() is not None:
        page.questions().finish()
    if page.runner is not None:
        page.runner.undo()
    window.toast.close_now()


@contextmanager
def _contacts_ticked(window: MainWindow) -> Iterator[QWidget]:
    """The table with rows ticked."""
    window.open_page("contacts")
    page: Any = window.page
    for row in range(3):
        page.people.toggle_tick(row)
    page.table.ticks_changed.emit()
    yield window
    page.untick()


@contextmanager
def _contacts_filtered(window: MainWindow) -> Iterator[QWidget]:
    """The table with a filter of several conditions."""
    from lifecycle_desktop.core.model.smart_list import Condition, ContactFilter

    wanted = ContactFilter.of(Condition("temperature", "any", ("hot", "warm")), _either())
    window.open_page("contacts", wanted)
    page: Any = window.page
    yield window
    page.filter.clear()


@contextmanager
def _columns(window: MainWindow) -> Iterator[QWidget]:
    """The popover that asks for the columns of the table."""
    window.open_page("contacts")
    page: Any = window.page
    popover = page.column_choice.ask(page.filter_row.columns)
    yield popover
    popover.close()


@contextmanager
def _filter(window: MainWindow) -> Iterator[QWidget]:
    """The popover that asks for a filter, with one of two conditions in it."""
    window.open_page("contacts")
    page: Any = window.page
    popover = page.filter_row.ask(_either())
    yield popover
    popover.close()


@contextmanager
def _erase(window: MainWindow) -> Iterator[QWidget]:
    """The question before somebody is erased."""
    from lifecycle_desktop.core.store.copies import Copies
    from lifecycle_desktop.ui.contact_acts import Chosen
    from lifecycle_desktop.ui.erasing import EraseDialog

    window.open_page("contacts")
    page: Any = window.page
    page.table.go_to(0)
    row = page.table.current_person.row
    dialog = EraseDialog(Chosen((row.contact_id,), row.name), Copies(), page)
    dialog.show()
    yield dialog
    dialog.close()
    dialog.deleteLater()


def _asked(ask: Callable[[Any, QWidget, int, str], QWidget]) -> Scene:
    """A popover about the first person of the table."""

    @contextmanager
    def scene(window: MainWindow) -> Iterator[QWidget]:
        window.open_page("contacts")
        page: Any = window.page
        page.table.go_to(0)
        row = page.table.current_person.row
        popover = ask(page, page.table.viewport(), row.contact_id, row.name)
        yield popover
        popover.close()

    return scene


def _ask_next(page: Any, anchor: QWidget, contact_id: int, name: str) -> QWidget:
    from lifecycle_desktop.ui import asks

    return asks.ask_next_step(page, anchor, [contact_id], name, rect=anchor.rect().adjusted(0, 0, 0, -400))


def _ask_log(page: Any, anchor: QWidget, contact_id: int, name: str) -> QWidget:
    from lifecycle_desktop.ui import asks

    return asks.ask_log(page, anchor, contact_id, name, "call", rect=anchor.rect().adjusted(0, 0, 0, -400))


@contextmanager
def _capture(window: MainWindow) -> Iterator[QWidget]:
    """Quick capture with a line whose pieces are marked."""
    window.open_page("today")
    window.open_capture(LINE)
    yield from _dialog(window)


LEAD = """First Name: Dana
Last Name: Whitfield
Email Address: dana@example.com
Phone Number: 555-0177
Comment: Is the garden sunny? I could come on Saturday.
This consumer inquired about:
Property Address:
118 Alder Court
Springfield, OR 97477
MLSID # 5521987"""


@contextmanager
def _capture_lead(window: MainWindow) -> Iterator[QWidget]:
    """Quick capture filled by a lead mail that was pasted."""
    from lifecycle_desktop.core.exchange.lead_mail import pasted_lead
    from lifecycle_desktop.ui.leads_in import capture_fields

    window.open_page("today")
    draft = pasted_lead(LEAD)
    if draft is not None:
        window.commands.open_capture(lead=capture_fields(draft))
    yield from _dialog(window)


@contextmanager
def _keys(window: MainWindow) -> Iterator[QWidget]:
    """The sheet of keys."""
    window.open_page("today")
    window.commands.show_keys()
    yield from _dialog(window)


@contextmanager
def _palette(window: MainWindow) -> Iterator[QWidget]:
    """The palette before anything is typed."""
    window.open_page("today")
    window.open_palette()
    yield window
    window.palette_.dismiss()


@contextmanager
def _palette_found(window: MainWindow) -> Iterator[QWidget]:
    """The palette with what it found."""
    window.open_page("today")
    window.open_palette()
    window.palette_.field.setText(SEARCHED)
    yield window
    window.palette_.dismiss()


@contextmanager
def _toast(window: MainWindow) -> Iterator[QWidget]:
    """A page with a toast and a banner over it."""
    from lifecycle_desktop.core.errors import FileProblem
    from lifecycle_desktop.core.i18n import _

    window.open_page("today")
    window.show_failure(
        FileProblem(_("The plan was not saved."), _("There is no space left. Choose another place."))
    )
    window.say(_("{name}: done").format(name="Elena Ruiz"), undoable=True)
    yield window
    window.toast.close_now()
    for banner in window.banners():
        window.drop_banner(banner)


def _either() -> Any:
    from lifecycle_desktop.core.model.smart_list import NO_NEXT_STEP, Condition, any_of

    return any_of(NO_NEXT_STEP, Condition("last_touch", "quiet", (14,)))


def _fullest_column(window: MainWindow) -> tuple[Any, Any]:
    """The board, and the first of its columns with somebody to move on."""
    window.open_page("board")
    page: Any = window.page
    return page, next(each for each in page.columns[:-1] if each.cards.ids)


def _dialog(window: MainWindow) -> Iterator[QWidget]:
    dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
    yield dialog
    dialog.close()
    QApplication.processEvents()


# In the order in which they are drawn. The first of all is the page of the first start of a day.
SCENES: dict[str, Scene] = {
    "today": _page("today"),
    "board": _page("board"),
    "contacts": _page("contacts"),
    "contact": _contact,
    "plan": _page("plan"),
    "open_house": _of("kiosk.scene", "open_house", "set_up"),
    "open_house-summary": _of("kiosk.scene", "open_house", "summary"),
    "open_house-paper": _of("kiosk.scene", "open_house", "paper"),
    "import": _page("import"),
    **{key: _page(key) for key in ("settings", "history", "lifecycles")},
    "sequences": _of("sequences.scene", "shown", "steps"),
    "sequences-calendar": _of("sequences.scene", "shown", "calendar"),
    "sequences-people": _of("sequences.scene", "shown", "people"),
    "sequences-start": _of("sequences.scene", "started"),
    **{f"triggers{what}": _of("triggers.scene", "shown", what) for what in ("", "-new")},
    "first_run": _page("first_run"),
    "import-match": _import(LEADS),
    "import-rows": _import(ROWS, to_check=True),
    "import-merge": _import(ROWS, to_check=True, to_row=1),
    "duplicates": _page("duplicates"),
    "duplicates-pair": _duplicates,
    "first_run-models": _first_run_models,
    "board-ticked": _board_ticked,
    "board-questions": _board_questions,
    "contacts-ticked": _contacts_ticked,
    "contacts-filtered": _contacts_filtered,
    "contacts-columns": _columns,
    "contacts-erase": _erase,
    "filter": _filter,
    "next-step": _asked(_ask_next),
    "log-call": _asked(_ask_log),
    "capture": _capture,
    "capture-lead": _capture_lead,
    "kiosk": _of("kiosk.scene", "signed_in", "written"),
    "kiosk-spanish": _of("kiosk.scene", "signed_in", "wrong"),
    "kiosk-pin": _of("kiosk.scene", "signed_in", "pin"),
    "keys": _keys,
    "palette": _palette,
    "palette-found": _palette_found,
    "toast": _toast,
}
