"""`print letters`, `labels`, `envelopes`, `postcards`: mail for everybody in a view, who is left out and why."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from lifecycle_desktop.cli.desk import now, reading, writing
from lifecycle_desktop.cli.named_files import target
from lifecycle_desktop.cli.output import say, say_error, say_json, say_now, shown_progress
from lifecycle_desktop.core.errors import NotUnderstood, UserError
from lifecycle_desktop.core.i18n import _, language, ngettext
from lifecycle_desktop.core.model.paper import Paper
from lifecycle_desktop.core.progress import Progress

if TYPE_CHECKING:
    from lifecycle_desktop.core.model.label_stock import LabelStock, PrinterOffset
    from lifecycle_desktop.core.model.letter import LetterTemplate, Sender
    from lifecycle_desktop.core.reports.letters import LetterNotes
    from lifecycle_desktop.core.reports.logo import Logo
    from lifecycle_desktop.core.reports.mailing import Mailing
    from lifecycle_desktop.core.reports.printed_pages import PrintNotes
    from lifecycle_desktop.core.store.driver import ReadConnection

_ENVELOPES = ("no10", "dl", "c5", "c6")
_CARDS = ("4x6", "a6", "4x6-two", "quarter-four", "a6-two", "a6-four")
_NAMED = 20  # of those who are left out
_DEFAULT_STOCK = {Paper.LETTER: "5160", Paper.A4: "L7160"}
PAPERS = [Paper.LETTER.value, Paper.A4.value]


@dataclass(frozen=True)
class _Job:
    """What a command read before it prints."""

    mailing: Mailing
    sender: Sender
    notes: tuple[str, ...]
    paper: Paper
    logo: str
    own_letters: tuple[LetterTemplate, ...]
    own_stocks: tuple[LabelStock, ...]
    offset: PrinterOffset


def register(kinds: Any) -> None:
    """Add the kinds of mail to `print`."""
    letters = _kind(kinds, "letters", _("a letter to everybody in a view"))
    _template_option(letters)
    letters.add_argument("--paper", choices=PAPERS, default="")
    letters.add_argument(
        "--logo", metavar="FILE", default="", help=_("a picture on top, instead of your own")
    )
    letters.add_argument("--no-logo", action="store_true")
    letters.set_defaults(act=_letters)

    labels = _kind(kinds, "labels", _("address labels"))
    labels.add_argument(
        "--stock",
        metavar="NAME",
        default="",
        help=_("5160, 5161, 5162, 5163, 5164, L7160, L7163, your own, or as in “{example}”").format(
            example="a4 3x8 70x36 left 0 top 4.5 gap 0x0"
        ),
    )
    labels.add_argument("--start", metavar="N", type=int, default=1, help=_("the first label to print on"))
    labels.add_argument("--printer", metavar="NAME", default="", help=_("as far off as was kept for it"))
    labels.add_argument("--right", metavar="MM", type=float, default=None, help=_("move all to the right"))
    labels.add_argument("--down", metavar="MM", type=float, default=None, help=_("move all down"))
    labels.add_argument(
        "--outlines", action="store_true", help=_("draw the labels, for a trial on plain paper")
    )
    labels.set_defaults(act=_labels)

    envelopes = _kind(kinds, "envelopes", _("envelopes with your address in the corner"))
    envelopes.add_argument("--size", choices=_ENVELOPES, default="")
    envelopes.set_defaults(act=_envelopes)

    cards = _kind(kinds, "postcards", _("postcards, alone or several on a sheet"))
    _template_option(cards)
    cards.add_argument("--size", choices=_CARDS, default="")
    cards.set_defaults(act=_postcards)


def _kind(kinds: Any, name: str, words: str) -> Any:
    kind = kinds.add_parser(name, help=words)
    kind.add_argument("out", metavar="OUT", help=_("where to write the PDF; - for standard output"))
    kind.add_argument(
        "--view", metavar="NAME", default="everyone", help=_("the people of that view, saved or built in")
    )
    kind.add_argument("--each", action="store_true", help=_("one for each person, not for each household"))
    kind.add_argument(
        "--incomplete", action="store_true", help=_("also to addresses that lack something; they are named")
    )
    kind.add_argument("--sort", choices=["name", "zip"], default="name")
    kind.add_argument("--log", action="store_true", help=_("log a letter to each of them after printing"))
    return kind


def _template_option(kind: Any) -> None:
    kind.add_argument(
        "--template",
        metavar="FILE",
        required=True,
        help=_("a plain text file with merge fields, or the name of a letter: just-listed, market-note, …"),
    )


# -- what each kind does -----------------------------------------------------------------------------------------


def _letters(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.reports.letters import write_letters

    job = _job(options)
    templates = _templates(options, job)
    logo = _logo(options, job)

    def write(stream: IO[bytes], progress: Progress) -> LetterNotes:
        return write_letters(
            stream, job.mailing.recipients, templates, job.sender, now().today,
            paper=job.paper, logo=logo, progress=progress,
        )  # fmt: skip

    notes = _written(options, write)
    _tell(options, job, notes.pages, notes.lines(), next(iter(templates.values())).name)


def _postcards(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.model.mail_paper import Postcard, usual_postcard
    from lifecycle_desktop.core.reports.postcards import write_postcards

    job = _job(options)
    templates = _templates(options, job)
    card = Postcard(options.size) if options.size else usual_postcard(job.paper)

    def write(stream: IO[bytes], progress: Progress) -> LetterNotes:
        return write_postcards(
            stream, job.mailing.recipients, templates, job.sender, now().today, card=card, progress=progress
        )

    notes = _written(options, write)
    _tell(options, job, notes.pages, notes.lines(), next(iter(templates.values())).name)


def _labels(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.model.label_stock import checked_offset, find_stock
    from lifecycle_desktop.core.reports.labels import write_labels

    job = _job(options)
    stock = find_stock(options.stock or _DEFAULT_STOCK[job.paper], job.own_stocks)
    offset = checked_offset(
        job.offset.right if options.right is None else options.right,
        job.offset.down if options.down is None else options.down,
    )
    labels = job.mailing.labels(job.sender.country)

    def write(stream: IO[bytes], progress: Progress) -> PrintNotes:
        return write_labels(
            stream,
            labels,
            stock,
            start=options.start,
            offset=offset,
            outlines=options.outlines,
            progress=progress,
        )

    notes = _written(options, write)
    _tell(options, job, notes, notes.lines(), "")


def _envelopes(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.model.mail_paper import Envelope, usual_envelope
    from lifecycle_desktop.core.reports.envelopes import write_envelopes

    job = _job(options)
    envelope = Envelope(options.size) if options.size else usual_envelope(job.paper)
    labels = job.mailing.labels(job.sender.country)

    def write(stream: IO[bytes], progress: Progress) -> PrintNotes:
        return write_envelopes(stream, labels, envelope, job.sender, progress=progress)

    notes = _written(options, write)
    _tell(options, job, notes, notes.lines(), "")


# -- what they share ---------------------------------------------------------------------------------------------


def _job(options: argparse.Namespace) -> _Job:
    """Read who gets a piece and who sends; refuses a list on which nobody can be written to."""
    from lifecycle_desktop.core.model.postal import by_postal_code, recipients
    from lifecycle_desktop.core.queries import print_room
    from lifecycle_desktop.core.reports.mailing import sorted_out

    if options.out == "-" and options.json:
        raise NotUnderstood(_("Standard output cannot hold both the PDF and JSON."))
    with reading(options) as connection:
        ids, notes = print_room.ids_of_view(connection, options.view, now())
        people, households = print_room.mail_people(connection, ids)
        sender = print_room.sender(connection)
        found = recipients(people, households, by_household=not options.each, language=language())
        if options.sort == "zip":
            found = by_postal_code(found)
        mailing = sorted_out(found, sender.country, with_incomplete=options.incomplete)
        job = _Job(
            mailing,
            sender,
            notes,
            chosen_paper(connection, getattr(options, "paper", "")),
            print_room.logo_file(connection),
            print_room.own_letters(connection),
            print_room.own_stocks(connection),
            print_room.printer_offset(connection, getattr(options, "printer", "")),
        )
    if not mailing.recipients:
        raise _nobody(mailing)
    return job


def chosen_paper(connection: ReadConnection, asked: str) -> Paper:
    """The paper that was asked for, else of the kind in the settings, in the size that office printers take."""
    from lifecycle_desktop.core.queries.lifecycle import setting

    wanted = asked or setting(connection, "paper", Paper.LETTER.value)
    return Paper.A4 if wanted in (Paper.A4.value, Paper.A3.value) else Paper.LETTER


def _nobody(mailing: Mailing) -> UserError:
    if not mailing.flagged:
        return NotUnderstood(_("There is nobody in this view."), _("Choose another one with --view."))
    told = "; ".join(each.words for each in mailing.flagged[:3])
    return NotUnderstood(
        _("Nobody in this view can be written to: {reasons}.").format(reasons=told),
        _("Complete the addresses, or print them as they are with --incomplete."),
    )


def _templates(options: argparse.Namespace, job: _Job) -> dict[str, LetterTemplate]:
    """The letter of that file; else the shipped or own one of that name, in each language it is there in."""
    from lifecycle_desktop.core.model.letter import find_letter, template_of_file

    path = Path(options.template)
    if path.is_file() or path.suffix or len(path.parts) > 1:
        return {language(): template_of_file(path)}
    return find_letter(options.template, language(), job.own_letters)


def _logo(options: argparse.Namespace, job: _Job) -> Logo | None:
    from lifecycle_desktop.core.reports.logo import read_logo

    name = options.logo or job.logo
    return read_logo(Path(name)) if name and not options.no_logo else None


def _written(options: argparse.Namespace, write: Any) -> Any:
    progress = Progress()
    with shown_progress(progress), target(options.out) as stream:
        return write(stream, progress)


def _tell(options: argparse.Namespace, job: _Job, pages: PrintNotes, notes: Sequence[str], name: str) -> None:
    """Log the mailing where that was asked, and say what was printed, for whom not, and why."""
    mailing = job.mailing
    logged = _log(options, mailing, name) if options.log else 0
    if options.json:
        say_json(
            {
                "pdf": options.out,
                "pages": pages.pages,
                "pieces": len(mailing.recipients),
                "people": list(mailing.contact_ids),
                "flagged": [
                    {
                        "contact_id": each.recipient.contact_id,
                        "name": each.recipient.name,
                        "reasons": list(each.reasons),
                        "printed": each.is_printed,
                    }
                    for each in mailing.flagged
                ],
                "notes": [*job.notes, *notes],
                "logged": logged,
            }
        )
        return
    speak = say_error if options.out == "-" else say
    for line in (*job.notes, *notes):
        speak(line)
    for each in mailing.flagged[:_NAMED]:
        speak(each.words if each.is_printed else _("Left out: {who}").format(who=each.words))
    if len(mailing.flagged) > _NAMED:
        speak(_("  and {n} more").format(n=len(mailing.flagged) - _NAMED))
    if logged:
        speak(
            ngettext("Logged a letter to {n} person", "Logged a letter to {n} people", logged).format(
                n=logged
            )
        )
    if options.out != "-":
        count = len(mailing.recipients)
        pieces = ngettext("{n} piece", "{n} pieces", count).format(n=count)
        say_now(_("OK {path}: {pieces}").format(path=options.out, pieces=pieces))


def _log(options: argparse.Namespace, mailing: Mailing, name: str) -> int:
    from lifecycle_desktop.core.operations.print_room import log_mailing

    moment = now()
    count = len(mailing.contact_ids)
    label = ngettext("Log a letter to {n} person", "Log a letter to {n} people", count).format(n=count)
    with writing(options) as database, database.write(label, moment=moment) as written:
        return log_mailing(written.connection, mailing.contact_ids, moment, text=name)
