"""`plan`: the lifecycle marketing plan on one sheet."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lifecycle_desktop.cli.desk import chosen_lifecycle, now, reading
from lifecycle_desktop.cli.output import say_error, say_json, say_now
from lifecycle_desktop.core.clock import Moment, zone_info
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.files import written_whole
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.model.paper import Orientation, Paper

if TYPE_CHECKING:
    from lifecycle_desktop.core.model.plan import Plan

_PNG_SCALE = 2.0  # pixels per point: 144 dpi


def register(commands: Any) -> None:
    """Add the command of this group."""
    plan = commands.add_parser("plan", help=_("the plan on one sheet, as PDF"))
    plan.add_argument(
        "--pdf", metavar="OUT", default="", help=_("where to write the PDF; - for standard output")
    )
    plan.add_argument("--paper", choices=[paper.value for paper in Paper], default=Paper.LETTER.value)
    plan.add_argument(
        "--orientation",
        choices=[orientation.value for orientation in Orientation],
        default=Orientation.LANDSCAPE.value,
    )
    plan.add_argument("--grey", action="store_true", help=_("for a printer without colour"))
    plan.add_argument("--model", metavar="NAME", default="", help=_("the sheet of another lifecycle model"))
    plan.add_argument("--date", metavar="D", default="", help=_("the day of print, instead of today"))
    plan.add_argument("--png", metavar="OUT", default="", help=_("write a picture of the page as well"))
    plan.set_defaults(act=_plan)


def _plan(options: argparse.Namespace) -> None:
    if not options.pdf and not options.png:
        raise NotUnderstood(_("Nothing was written: give --pdf OUT."), _("Example: plan --pdf plan.pdf."))
    if options.pdf == "-" and options.json:
        raise NotUnderstood(_("Standard output cannot hold both the PDF and JSON."))
    from lifecycle_desktop.core.reports.sheet_checks import Sign
    from lifecycle_desktop.core.reports.wall_plan import wall_plan_bytes

    moment = _moment_of(options.date)
    sheet = _sheet(options, moment)
    pdf, checks = wall_plan_bytes(
        sheet,
        paper=Paper(options.paper),
        orientation=Orientation(options.orientation),
        grey=options.grey,
        printed_on=moment.today,
    )
    if options.pdf:
        _write(options.pdf, pdf)
    if options.png:
        from lifecycle_desktop.core.reports.page_images import page_png

        _write(options.png, page_png(pdf, scale=_PNG_SCALE))
    told = [line.words for line in checks.lines()]
    if options.json:
        say_json({"pdf": options.pdf or None, "png": options.png or None, "checks": told})
    elif options.pdf != "-" and options.png != "-":
        say_now(_("OK {path}").format(path=options.pdf or options.png))
    for line in checks.lines():
        if line.sign is Sign.PROBLEM:
            say_error(line.words)


def _sheet(options: argparse.Namespace, moment: Moment) -> Plan:
    """The plan of the active model, or of the one that was named; from the model alone where none was started."""
    from lifecycle_desktop.core.queries.blank_plan import blank_plan, plan_id_of
    from lifecycle_desktop.core.queries.plan import plan_desk
    from lifecycle_desktop.core.store.active_lifecycle import active_lifecycle

    with reading(options) as connection:
        lifecycle = (
            chosen_lifecycle(options, options.model)[0]
            if options.model
            else active_lifecycle(connection).lifecycle
        )
        plan_id = plan_id_of(connection, lifecycle.key, moment)
        desk = plan_desk(connection, moment, plan_id) if plan_id is not None else None
        return desk.plan if desk is not None else blank_plan(connection, lifecycle, moment)


def _moment_of(text: str) -> Moment:
    """The moment of print: now, or the same time of another day."""
    from lifecycle_desktop.cli.following import said_when

    moment = now()
    if not text:
        return moment
    day = said_when(text, moment).on
    wall = dt.datetime.combine(day, moment.local.time(), zone_info(moment.zone))
    return Moment(wall.astimezone(dt.UTC), moment.zone)


def _write(name: str, content: bytes) -> None:
    if name == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    with written_whole(Path(name)) as stream:
        stream.write(content)
