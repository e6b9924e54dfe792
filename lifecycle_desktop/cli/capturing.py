"""`capture`: leads in plain words or JSON lines, each kept before it is acknowledged."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lifecycle_desktop.cli.desk import now, writing
from lifecycle_desktop.cli.output import say_json, say_now
from lifecycle_desktop.core.errors import NotUnderstood, UserError
from lifecycle_desktop.core.i18n import _, ngettext

if TYPE_CHECKING:
    from lifecycle_desktop.core.model.capture_line import CaptureDraft
    from lifecycle_desktop.core.operations.capture import Captured
    from lifecycle_desktop.core.store.database import Database

LONGEST_LINE = 1 << 21  # bytes
_MOST_TOLD = 10


def register(commands: Any) -> None:
    """Add the command of this group."""
    capture = commands.add_parser(
        "capture",
        help=_("catch a lead in one line"),
        description=_(
            "Catch a lead: “Maria Lopez 555-0134 maria@lopez.example open house Elm St, call tomorrow 10”. "
            "With --stdin one lead a line, in such words or as JSON with name, email, phone, note, source, tags "
            "and stage; “OK” and the contact's number are printed when it is safely stored."
        ),
    )
    capture.add_argument("text", metavar="TEXT", nargs="*")
    capture.add_argument("--stdin", action="store_true", help=_("read lines from standard input"))
    capture.set_defaults(act=_capture)


def _capture(options: argparse.Namespace) -> int:
    text = " ".join(options.text)
    if options.stdin == bool(text.strip()):
        raise NotUnderstood(
            _("Nothing was captured: give either a text or --stdin."),
            _("Example: capture “Maria Lopez 555-0134”."),
        )
    with writing(options, make=True) as database:
        if options.stdin:
            return _capture_lines(database, options)
        got = _keep(database, text, is_json=False)
    if options.json:
        say_json(_document(got))
    else:
        say_now(_line(got))
    return 0


def _capture_lines(database: Database, options: argparse.Namespace) -> int:
    kept: list[dict[str, Any]] = []
    failed: list[tuple[int, UserError]] = []
    for number, line in _lines():
        try:
            if isinstance(line, UserError):
                raise line
            got = _keep(database, line, is_json=line.startswith("{"))
        except NotUnderstood as error:
            failed.append((number, error))
            continue
        if options.json:
            kept.append({"line": number, **_document(got)})
        else:
            say_now(_line(got))
    if options.json:
        say_json(
            {
                "captured": kept,
                "failed": [{"line": number, "message": str(error)} for number, error in failed],
            }
        )
    if failed:
        raise NotUnderstood(_told(failed))
    return 0


def _keep(database: Database, line: str, *, is_json: bool) -> Captured:
    from lifecycle_desktop.core.errors import NotFound
    from lifecycle_desktop.core.model.capture_line import read_line
    from lifecycle_desktop.core.model.lifecycle import find_among
    from lifecycle_desktop.core.operations.capture import capture
    from lifecycle_desktop.core.queries.lifecycle import active_lifecycle
    from lifecycle_desktop.core.queries.sources import source_names

    moment = now()
    stage_id = None
    with database.read() as connection:
        if is_json:
            draft, stage = _draft_of(line)
            if stage:
                try:
                    stage_id = find_among(active_lifecycle(connection).stages, stage).stage_id
                except NotFound as error:
                    raise NotUnderstood(error.message, error.hint) from error
        else:
            draft = read_line(line, moment, sources=source_names(connection))
    with database.write(_("Capture a lead"), moment=moment) as written:
        return capture(written.connection, draft, moment, stage_id=stage_id)


def _draft_of(line: str) -> tuple[CaptureDraft, str]:
    """A JSON line as a draft, and the stage it names. Fields that are not known go to the note."""
    from lifecycle_desktop.core.model.capture_line import CaptureDraft

    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise NotUnderstood(_("it is not JSON")) from error
    if not isinstance(told, dict):
        raise NotUnderstood(_("it is not a JSON object"))
    fields = {name: _texts(name, told.pop(name, None)) for name in ("email", "phone", "tags")}
    single = {
        name: ", ".join(_texts(name, told.pop(name, None))) for name in ("name", "note", "source", "stage")
    }
    beside = [
        f"{name}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"
        for name, value in told.items()
        if value not in (None, "")
    ]
    return (
        CaptureDraft(
            name=single["name"],
            emails=fields["email"],
            phones=fields["phone"],
            tags=fields["tags"],
            source=single["source"],
            note="\n".join(part for part in (single["note"], *beside) if part),
        ),
        single["stage"],
    )


def _texts(name: str, value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    if name == "tags" and isinstance(value, str):
        values = value.replace(";", ",").split(",")
    found = []
    for each in values:
        if isinstance(each, bool) or not isinstance(each, str | int | float | None):
            raise NotUnderstood(_("“{name}” is not a text").format(name=name))
        if each is not None and str(each).strip():
            found.append(str(each).strip())
    return tuple(found)


def _lines() -> Iterator[tuple[int, str | UserError]]:
    """The lines of standard input with their numbers; blank ones are passed over."""
    stream = sys.stdin.buffer if hasattr(sys.stdin, "buffer") else None
    number = 0
    while True:
        raw: bytes = stream.readline(LONGEST_LINE) if stream else sys.stdin.readline().encode()
        if not raw:
            return
        number += 1
        if len(raw) >= LONGEST_LINE and not raw.endswith(b"\n"):
            while stream and (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            yield number, NotUnderstood(_("it is longer than {n} bytes").format(n=LONGEST_LINE))
            continue
        line = _decoded(raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw).strip()
        if line:
            yield number, line


def _decoded(raw: bytes) -> str:
    """UTF-8; a line that is not is taken for Windows-1252, which knows nearly every byte."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _line(got: Captured) -> str:
    if got.is_new:
        return _("OK {number}").format(number=got.contact_id)
    return _("OK {number} added: {reason}").format(number=got.contact_id, reason=got.reason)


def _document(got: Captured) -> dict[str, Any]:
    return {
        "contact_id": got.contact_id,
        "is_new": got.is_new,
        "follow_up_id": got.follow_up_id,
        "reason": got.reason,
    }


def _told(failed: list[tuple[int, UserError]]) -> str:
    """The one sentence for the lines that were not kept."""
    named = "; ".join(
        _("line {number}: {reason}").format(number=number, reason=error.message.rstrip("."))
        for number, error in failed[:_MOST_TOLD]
    )
    more = "; …" if len(failed) > _MOST_TOLD else ""
    return ngettext(
        "{n} line was not captured ({reasons}); all others are saved.",
        "{n} lines were not captured ({reasons}); all others are saved.",
        len(failed),
    ).format(n=len(failed), reasons=named + more)
