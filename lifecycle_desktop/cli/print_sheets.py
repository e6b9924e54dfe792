"""`print day-sheet`, `call-sheet`, `guest-list` and `contact-sheet`; `codes`: what a day sheet brings back."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import IO, TYPE_CHECKING, Any

from lifecycle_desktop.cli.desk import now, reading, writing
from lifecycle_desktop.cli.named_files import target
from lifecycle_desktop.cli.output import say, say_error, say_json, say_now, shown_progress
from lifecycle_desktop.cli.print_mail import PAPERS, chosen_paper
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _, language, ngettext
from lifecycle_desktop.core.model.paper import Paper
from lifecycle_desktop.core.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from lifecycle_desktop.core.model.print_lists import PersonLine
    from lifecycle_desktop.core.reports.printed_pages import PrintNotes


def register(kinds: Any) -> None:
    """Add the sheets to `print`."""
    day = _kind(kinds, "day-sheet", _("what is to be done today, with numbers to type back at night"))
    day.set_defaults(act=_day_sheet)
    for name, words in (
        ("call-sheet", _("whom to call, with room for what came of it")),
        ("guest-list", _("who is invited, with a box for those who came")),
        ("contact-sheet", _("a directory of people")),
    ):
        kind = _kind(kinds, name, words)
        kind.add_argument(
            "--view", metavar="NAME", default="everyone", help=_("the people of that view, saved or built in")
        )
        kind.add_argument("--title", metavar="T", default="", help=_("what stands on top"))
        kind.set_defaults(act=_people_sheet)


def register_codes(commands: Any) -> None:
    """Add the command that takes the codes of a day sheet."""
    codes = commands.add_parser("codes", help=_("type back what came of a printed day sheet"))
    codes.add_argument(
        "codes",
        metavar="CODE",
        nargs="+",
        help=_(
            "such as 12d 14n call mon 10 15x: d done, n done and what is next, s put off, u nobody there, x let go"
        ),
    )
    codes.add_argument(
        "--day", metavar="D", default="", help=_("the sheet of that day, instead of the newest")
    )
    codes.set_defaults(act=_codes)


def _kind(kinds: Any, name: str, words: str) -> Any:
    kind = kinds.add_parser(name, help=words)
    kind.add_argument("out", metavar="OUT", help=_("where to write the PDF; - for standard output"))
    kind.add_argument("--paper", choices=PAPERS, default="")
    return kind


def _day_sheet(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.operations.paper_loop import remember_day_sheet
    from lifecycle_desktop.core.queries.day_sheet import day_sheet
    from lifecycle_desktop.core.reports.day_sheet import write_day_sheet

    moment = now()
    with writing(options) as database:
        with database.read() as connection:
            sheet = day_sheet(connection, moment)
            paper = chosen_paper(connection, options.paper)
        notes = _write(
            options, lambda stream, progress: write_day_sheet(stream, sheet, paper, progress=progress)
        )
        with database.write(_("Print the day sheet"), moment=moment) as written:
            remember_day_sheet(written.connection, sheet, moment)
    lines = [
        {
            "number": line.number,
            "part": line.part.value,
            "follow_up_id": line.follow_up_id,
            "contact_id": line.contact_id,
            "name": line.name,
            "what": line.what,
        }
        for line in sheet.lines
    ]
    _tell(options, notes, {"day": sheet.day, "lines": lines, "left_out": sheet.left_out})


def _people_sheet(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.queries import print_room
    from lifecycle_desktop.core.queries.saved_views import view_named

    moment = now()
    with reading(options) as connection:
        ids, said = print_room.ids_of_view(connection, options.view, moment)
        people = print_room.people_lines(connection, ids)
        home = print_room.sender(connection).country
        paper = chosen_paper(connection, options.paper)
        name = view_named(connection, options.view).name
    if not people:
        raise NotUnderstood(_("There is nobody in this view."), _("Choose another one with --view."))
    title = options.title or _TITLES[options.what]().format(name=name)
    draw = _writer(options.what, people, title, moment.today, home, paper)
    notes = _write(options, draw)
    for line in said:
        say_error(line)
    _tell(options, notes, {"people": len(people), "view": name})


_TITLES: dict[str, Callable[[], str]] = {
    "call-sheet": lambda: _("Calls: {name}"),
    "guest-list": lambda: _("Guests: {name}"),
    "contact-sheet": lambda: _("Contacts: {name}"),
}


def _writer(
    what: str, people: list[PersonLine], title: str, today: dt.date, home: str, paper: Paper
) -> Callable[[IO[bytes], Progress], PrintNotes]:
    from lifecycle_desktop.core.reports import people_sheets

    if what == "call-sheet":
        return lambda stream, progress: people_sheets.write_call_sheet(
            stream, people, title, today, paper, progress=progress
        )
    if what == "guest-list":
        return lambda stream, progress: people_sheets.write_guest_list(
            stream, people, title, paper, progress=progress
        )
    return lambda stream, progress: people_sheets.write_contact_sheet(
        stream, people, title, today, home, paper, progress=progress
    )


def _write(options: argparse.Namespace, draw: Callable[[IO[bytes], Progress], PrintNotes]) -> PrintNotes:
    if options.out == "-" and options.json:
        raise NotUnderstood(_("Standard output cannot hold both the PDF and JSON."))
    progress = Progress()
    with shown_progress(progress), target(options.out) as stream:
        return draw(stream, progress)


def _tell(options: argparse.Namespace, notes: PrintNotes, more: dict[str, Any]) -> None:
    if options.json:
        say_json({"pdf": options.out, "pages": notes.pages, "notes": list(notes.lines()), **more})
        return
    speak = say_error if options.out == "-" else say
    for line in notes.lines():
        speak(line)
    if options.out != "-":
        say_now(_("OK {path}").format(path=options.out))


def _codes(options: argparse.Namespace) -> None:
    from lifecycle_desktop.cli.following import said_when
    from lifecycle_desktop.core.operations.paper_loop import carry_out_codes

    moment = now()
    day = said_when(options.day, moment).on if options.day else None
    with writing(options) as database, database.write(_("Day sheet typed back"), moment=moment) as written:
        found = carry_out_codes(
            written.connection, " ".join(options.codes), moment, printed_on=day, language=language()
        )
    if options.json:
        say_json(
            {
                "day": found.day,
                "done": [
                    {"code": code.said, "number": code.number, "act": code.act.value, "due_on": code.on}
                    for code in found.done
                ],
                "wrong": [{"code": each.said, "reason": each.reason} for each in found.wrong],
            }
        )
    else:
        for each in found.wrong:
            say(_("{code}: {reason}").format(code=each.said, reason=each.reason))
        if count := len(found.done):
            say_now(ngettext("OK {n} code done", "OK {n} codes done", count).format(n=count))
    if found.wrong and not found.done:
        raise NotUnderstood(
            _("None of the codes could be carried out."), _("Write them as in 12d 14n call mon 10.")
        )
