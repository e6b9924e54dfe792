"""`duplicates`, `merge`: who may be in the database twice, and two contacts made one."""

from __future__ import annotations

import argparse
from typing import Any

from lifecycle_desktop.cli.desk import back_up_first, now, reading, region, writing
from lifecycle_desktop.cli.output import say, say_json, say_table
from lifecycle_desktop.core.i18n import _, ngettext


def register(commands: Any) -> None:
    """Add the commands of this group."""
    duplicates = commands.add_parser("duplicates", help=_("list contacts who may be the same person"))
    duplicates.set_defaults(act=_duplicates)

    merge = commands.add_parser("merge", help=_("make one contact of two; undo takes it back"))
    merge.add_argument(
        "keep", metavar="KEY", help=_("the contact who stays: number, e-mail, phone or exact name")
    )
    merge.add_argument("other", metavar="KEY", help=_("the contact who is merged into it"))
    merge.set_defaults(act=_merge)


def _duplicates(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.queries.duplicates import duplicates
    from lifecycle_desktop.core.queries.keys import names_of

    with reading(options) as connection:
        found = duplicates(connection)
        names = names_of(connection, [each for one in found for each in (one.one_id, one.other_id)])
    if options.json:
        documents = [
            {
                "one": {"id": each.one_id, "name": names[each.one_id]},
                "other": {"id": each.other_id, "name": names[each.other_id]},
                "verdict": each.verdict,
                "score": each.score,
                "reason": each.reason,
                "evidence": [{"text": one.words, "points": one.points} for one in each.evidence],
            }
            for each in found
        ]
        say_json({"count": len(found), "duplicates": documents})
        return
    if not found:
        say(_("Nobody seems to be here twice."))
        return
    say(
        ngettext("{n} pair may be the same person:", "{n} pairs may be the same person:", len(found)).format(
            n=len(found)
        )
    )
    say_table(
        (
            [
                each.score,
                f"{each.one_id} {names[each.one_id]}",
                f"{each.other_id} {names[each.other_id]}",
                each.reason,
            ]
            for each in found
        ),
        indent=2,
    )


def _merge(options: argparse.Namespace) -> None:
    from lifecycle_desktop.core.operations.merging import merge_contacts
    from lifecycle_desktop.core.queries.keys import contact_of_key, names_of

    moment = now()
    with writing(options) as database:
        with database.read() as connection:
            keys = [
                contact_of_key(connection, key, region=region(connection))
                for key in (options.keep, options.other)
            ]
            names = names_of(connection, keys)
        keep_id, other_id = keys
        if keep_id != other_id:
            back_up_first(database, _("before merge"))
        label = _("Merge {other} into {keep}").format(other=names[other_id], keep=names[keep_id])
        with database.write(label, moment=moment) as written:
            merge_contacts(written.connection, keep_id, other_id, moment)
    if options.json:
        say_json({"id": keep_id, "merged_id": other_id, "name": names[keep_id]})
    else:
        say(_("OK {id}").format(id=keep_id))
