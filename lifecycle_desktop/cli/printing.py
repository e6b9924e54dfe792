"""`print` and `codes`: what goes on paper besides the plan, and what comes back from it."""

from __future__ import annotations

import argparse
from typing import Any

from lifecycle_desktop.cli import print_mail, print_sheets
from lifecycle_desktop.cli.desk import reading
from lifecycle_desktop.cli.named_files import target
from lifecycle_desktop.cli.output import say_json, say_now
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.kiosk_words import KIOSK_LANGUAGES


def register(commands: Any) -> None:
    """Add the commands of this group."""
    printed = commands.add_parser("print", help=_("what goes on paper, as PDF"))
    kinds = printed.add_subparsers(metavar=_("WHAT"), dest="what", required=True, parser_class=type(printed))
    sheet = kinds.add_parser("sign-in-sheet", help=_("a sheet on which visitors of an open house sign in"))
    sheet.add_argument("out", metavar="OUT", help=_("where to write the PDF; - for standard output"))
    sheet.add_argument("--event", metavar="N", type=int, default=0, help=_("the number of the open house"))
    sheet.add_argument("--paper", choices=print_mail.PAPERS, default="")
    sheet.add_argument("--language", choices=list(KIOSK_LANGUAGES), default="")
    sheet.set_defaults(act=_sign_in_sheet)
    print_mail.register(kinds)
    print_sheets.register(kinds)
    print_sheets.register_codes(commands)


def _sign_in_sheet(options: argparse.Namespace) -> None:
    if options.out == "-" and options.json:
        raise NotUnderstood(_("Standard output cannot hold both the PDF and JSON."))
    from lifecycle_desktop.core.queries.sign_in_sheet import sheet_of
    from lifecycle_desktop.core.queries.sign_ins import open_house, wordings
    from lifecycle_desktop.core.reports.sign_in_sheet import sign_in_sheet_bytes

    with reading(options) as connection:
        event = open_house(connection, options.event) if options.event else None
        sheet = sheet_of(event, wordings(connection), options.language)
        paper = print_mail.chosen_paper(connection, options.paper)
    pdf = sign_in_sheet_bytes(sheet, paper)
    with target(options.out) as stream:
        stream.write(pdf)
    if options.out == "-":
        return
    if options.json:
        say_json({"pdf": options.out, "event": options.event or None, "paper": paper.value})
    else:
        say_now(_("OK {path}").format(path=options.out))
