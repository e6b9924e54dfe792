"""`add`, `show`, `find`, `stage`: contacts, one at a time."""

from __future__ import annotations

import argparse
from typing import Any

from lifecycle_desktop.cli.desk import now, reading, region, writing
from lifecycle_desktop.cli.output import say, say_json, say_now, say_table
from lifecycle_desktop.cli.words import contact_document, contact_lines
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _


def register(commands: Any) -> None:
    """Add the commands of this group."""
    add = commands.add_parser("add", help=_("add one contact"))
    add.add_argument("--name", metavar="N", required=True)
    add.add_argument("--email", metavar="E", action="append", default=[])
    add.add_argument("--phone", metavar="P", action="append", default=[])
    add.add_argument("--note", metavar="T", default="")
    add.add_argument("--source", metavar="S", default="", help=_("where the contact comes from"))
    add.add_argument("--tag", metavar="T", action="append", default=[], help=_("may be given more than once"))
    add.add_argument(
        "--stage", metavar="S", default="", help=_("name, label or number; else the facts decide")
    )
    add.add_argument(
        "--permission",
        metavar="CHANNEL=STATUS",
        action="append",
        default=[],
        help=_("call, text, email or letter = given, refused, withdrawn or unknown"),
    )
    add.set_defaults(act=_add)

    show = commands.add_parser("show", help=_("show a contact whole"))
    show.add_argument("key", metavar="KEY", help=_("number, e-mail, phone or exact name"))
    show.set_defaults(act=_show)

    find = commands.add_parser("find", help=_("search contacts"))
    find.add_argument("words", metavar="WORDS", nargs="+")
    find.set_defaults(act=_find)

    stage = commands.add_parser("stage", help=_("move a contact to a stage"))
    stage.add_argument("key", metavar="KEY", help=_("number, e-mail, phone or exact name"))
    stage.add_argument("stage", metavar="STAGE", help=_("name, label or number"))
    stage.add_argument("--reason", metavar="T", default="")
    stage.set_defaults(act=_stage)


def _add(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.exchange.names import split_name
    from lifecycle_desktop.core.model.contact import NewContact
    from lifecycle_desktop.core.model.lifecycle import find_among
    from lifecycle_desktop.core.model.plain_text import one_line
    from lifecycle_desktop.core.operations.contacts import add_contact
    from lifecycle_desktop.core.queries.lifecycle import active_lifecycle

    permissions = dict(_permission(text) for text in options.permission)
    parts = split_name(one_line(options.name))
    moment = now()
    with writing(options, make=True) as database:
        stage_id = None
        if options.stage:
            with database.read() as connection:
                stage_id = find_among(active_lifecycle(connection).stages, options.stage).stage_id
        new = NewContact(
            full_name=options.name,
            prefix=parts.prefix,
            first_name=parts.first,
            middle_name=parts.middle,
            last_name=parts.last,
            suffix=parts.suffix,
            emails=tuple(("", email) for email in options.email),
            phones=tuple(("", phone) for phone in options.phone),
            note=options.note,
            source=options.source,
            tags=tuple(options.tag),
            stage_id=stage_id,
            permissions=permissions,
        )
        with database.write(_("Add a contact"), moment=moment) as written:
            contact_id = add_contact(written.connection, new, moment)
    if options.json:
        say_json({"contact_id": contact_id})
    else:
        say_now(_("OK {number}").format(number=contact_id))


def _show(options: argparse.Namespace) -> None:
    from lifecycle_desktop.cli.contact_words import page_document, page_lines
    from lifecycle_desktop.core.queries.contact import contact_summary
    from lifecycle_desktop.core.queries.contact_page import contact_page
    from lifecycle_desktop.core.queries.keys import contact_of_key

    moment = now()
    with reading(options) as connection:
        contact_id = contact_of_key(connection, options.key, region=region(connection))
        found = contact_summary(connection, contact_id, moment)
        page = contact_page(connection, contact_id, moment)
    if page is None:  # it was read in the same moment as the summary
        return
    if options.json:
        say_json(contact_document(found) | page_document(page))
    else:
        for line in contact_lines(found, moment, page_lines(page)):
            say(line)


def _find(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.queries.search import hits

    with reading(options) as connection:
        found = hits(connection, " ".join(options.words), limit=50)
    if options.json:
        say_json(
            {
                "contacts": [
                    {
                        "contact_id": hit.contact_id,
                        "name": hit.name,
                        "detail": hit.detail,
                        "stage": hit.stage.name,
                        "matched": hit.matched,
                        "activity_id": hit.activity_id,
                    }
                    for hit in found
                ]
            }
        )
    elif found:
        say_table((hit.contact_id, hit.name, hit.stage.label, hit.detail) for hit in found)
    else:
        say(_("Nobody was found."))


def _stage(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.model.lifecycle import find_among
    from lifecycle_desktop.core.operations.stages import move_contacts
    from lifecycle_desktop.core.queries.keys import contact_of_key
    from lifecycle_desktop.core.queries.lifecycle import active_lifecycle

    moment = now()
    with writing(options) as database:
        with database.read() as connection:
            contact_id = contact_of_key(connection, options.key, region=region(connection))
            stage = find_among(active_lifecycle(connection).stages, options.stage)
        label = _("Move to {stage}").format(stage=stage.label)
        with database.write(label, moment=moment) as written:
            moved = move_contacts(
                written.connection, [contact_id], stage.stage_id, moment, reason=options.reason
            )
    if options.json:
        say_json({"contact_id": contact_id, "stage": stage.name, "moved": bool(moved)})
    else:
        say_now(_("OK {number} {stage}").format(number=contact_id, stage=stage.name))


def _permission(text: str) -> tuple[str, str]:
    channel, equals, status = text.partition("=")
    if not equals:
        raise NotUnderstood(
            _("“{text}” is not a permission.").format(text=text[:60]), _("Write it as email=given.")
        )
    return channel.strip(), status.strip()
