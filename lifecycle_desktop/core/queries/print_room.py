"""What the print room needs of any list of people: who gets mail, how they are reached, who sends, what is own."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.draft import Address
from lifecycle_desktop.core.model.label_stock import LabelStock, PrinterOffset
from lifecycle_desktop.core.model.letter import LetterTemplate, Sender
from lifecycle_desktop.core.model.paper import Paper
from lifecycle_desktop.core.model.postal import Household, MailBar, MailPerson
from lifecycle_desktop.core.model.print_lists import PersonLine
from lifecycle_desktop.core.queries.contacts import contact_ids
from lifecycle_desktop.core.queries.saved_views import view_named
from lifecycle_desktop.core.store.driver import ReadConnection
from lifecycle_desktop.core.store.shared_sql import NEXT_STEP, STAGE_MARK, next_step, stage_mark

_PIECE = 2_000
_HUNDREDTHS = 100.0  # of a millimetre, as lengths are kept

_ADDRESS = "a.street, a.extended, a.po_box, a.city, a.region, a.postal_code, a.country, a.formatted"
_FIRST_ADDRESS = (
    "LEFT JOIN contact_address a ON a.id = (SELECT id FROM contact_address WHERE contact_id = c.id "
    "ORDER BY position, id LIMIT 1)"
)
# The newest word on a channel is the one that holds.
_REFUSED = (
    "coalesce((SELECT status FROM permission p WHERE p.contact_id = c.id AND p.channel = '{channel}' "
    "ORDER BY id DESC LIMIT 1), '') IN ('refused', 'withdrawn')"
)
_MAIL = (
    f"SELECT c.id, c.display_name, c.first_name, c.last_name, c.company, c.kind = 'firm', c.language, "
    f"c.household_id, c.is_do_not_contact, {_REFUSED.format(channel='letter')}, c.want, "
    f"(SELECT what FROM purchase WHERE contact_id = c.id ORDER BY closed_on DESC, id DESC LIMIT 1), "
    f"(SELECT closed_on FROM purchase WHERE contact_id = c.id ORDER BY closed_on DESC, id DESC LIMIT 1), "
    f"{_ADDRESS} FROM json_each(?) j JOIN contact c ON c.id = j.value {_FIRST_ADDRESS} ORDER BY j.key"
)
_PEOPLE = (
    f"SELECT c.id, c.display_name, {STAGE_MARK}, c.company, c.want, c.note, coalesce(h.name, ''), c.quiet_from, "
    f"c.quiet_until, coalesce((SELECT max(happened_on) FROM activity t WHERE t.contact_id = c.id "
    f"AND t.kind NOT IN ('note', 'complaint')), c.touched_on), {NEXT_STEP}, c.is_do_not_contact, "
    f"{_REFUSED.format(channel='call')}, "
    "(SELECT json_group_array(phone) FROM (SELECT phone FROM contact_phone WHERE contact_id = c.id "
    "ORDER BY position, id)), "
    "(SELECT json_group_array(email) FROM (SELECT email FROM contact_email WHERE contact_id = c.id "
    "ORDER BY position, id)), "
    "(SELECT json_group_array(name) FROM (SELECT t.name FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id "
    "WHERE ct.contact_id = c.id ORDER BY t.name_folded)), "
    f"{_ADDRESS} FROM json_each(?) j JOIN contact c ON c.id = j.value JOIN stage s ON s.id = c.stage_id "
    f"LEFT JOIN follow_up f ON f.id = c.next_step_id LEFT JOIN household h ON h.id = c.household_id "
    f"{_FIRST_ADDRESS} ORDER BY j.key"
)


def ids_of_view(connection: ReadConnection, name: str, moment: Moment) -> tuple[list[int], tuple[str, ...]]:
    """Everybody a view shows, saved or built in, by name, and what is to be said of it; `NotFound` for no view."""
    view = view_named(connection, name)
    return list(contact_ids(connection, view.wanted, "name", moment)), view.notes


def mail_people(
    connection: ReadConnection, ids: Sequence[int]
) -> tuple[list[MailPerson], dict[int, Household]]:
    """These people as mail needs them, in their order, and the households they belong to."""
    people = [_mail_person(row) for row in _rows(connection, _MAIL, ids)]
    wanted = {person.household_id for person in people if person.household_id is not None}
    households = {
        row[0]: Household(*row)
        for row in connection.execute(
            "SELECT id, name, salutation FROM household WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(wanted)),),
        )
    }
    return people, households


def people_lines(connection: ReadConnection, ids: Sequence[int]) -> list[PersonLine]:
    """These people as call sheets, guest lists and contact sheets tell of them, in their order."""
    return [_person_line(row) for row in _rows(connection, _PEOPLE, ids)]


def sender(connection: ReadConnection) -> Sender:
    """Who sends, as far as the settings of the business tell."""
    told = _settings(connection)
    parts = ("street", "city", "region", "postal_code", "phone", "email", "website")
    return Sender(
        owner=told.get("owner_name", ""),
        business=told.get("business_name", ""),
        country=told.get("region", "US"),
        **{part: told.get(f"business_{part}", "") for part in parts},
    )


def logo_file(connection: ReadConnection) -> str:
    """The path of the picture on top of letters; empty for none."""
    return _settings(connection).get("logo_file", "")


def own_letters(connection: ReadConnection) -> tuple[LetterTemplate, ...]:
    """The owner's own letters, by name; the key is the number of the row."""
    return tuple(
        LetterTemplate(str(row[0]), row[1], row[2], row[3])
        for row in connection.execute(
            "SELECT id, name, language, body FROM letter_template ORDER BY name, id"
        )
    )


def own_stocks(connection: ReadConnection) -> tuple[LabelStock, ...]:
    """The owner's own sheets of labels, by name."""
    rows = connection.execute(
        "SELECT name, paper, columns, rows, label_width, label_height, left_edge, top_edge, column_gap, row_gap "
        "FROM label_stock ORDER BY name, id"
    )
    return tuple(
        LabelStock(row[0], Paper(row[1]), row[2], row[3], *(each / _HUNDREDTHS for each in row[4:]))
        for row in rows
        if row[1] in set(Paper)
    )


def printer_offset(connection: ReadConnection, printer: str) -> PrinterOffset:
    """How far labels are moved for that printer; nothing for one that was not calibrated."""
    row = connection.execute(
        "SELECT to_the_right, down FROM printer_offset WHERE printer = ?", (printer,)
    ).fetchone()
    return PrinterOffset(row[0] / _HUNDREDTHS, row[1] / _HUNDREDTHS) if row else PrinterOffset()


def _rows(connection: ReadConnection, sql: str, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """The rows of all these people; in pieces, so that no other reader waits long."""
    found: list[tuple[Any, ...]] = []
    for start in range(0, len(ids), _PIECE):
        found += connection.execute(sql, (json.dumps(list(ids[start : start + _PIECE])),)).fetchall()
    return found


def _settings(connection: ReadConnection) -> dict[str, str]:
    return dict(connection.execute("SELECT name, value FROM setting").fetchall())


def _address(parts: Sequence[Any]) -> Address:
    return Address("", *(part or "" for part in parts))


def _mail_person(row: tuple[Any, ...]) -> MailPerson:
    bar = MailBar.DO_NOT_CONTACT if row[8] else MailBar.REFUSED if row[9] else MailBar.NONE
    more = {"want": row[10], "purchase": row[11] or "", "purchase_date": row[12] or ""}
    return MailPerson(
        contact_id=row[0],
        display_name=row[1],
        first_name=row[2],
        last_name=row[3],
        company=row[4],
        is_firm=bool(row[5]),
        language=row[6],
        household_id=row[7],
        address=_address(row[13:21]),
        bar=bar,
        more=more,
    )


def _person_line(row: tuple[Any, ...]) -> PersonLine:
    bar = MailBar.DO_NOT_CONTACT if row[18] else MailBar.REFUSED if row[19] else MailBar.NONE
    return PersonLine(
        contact_id=row[0],
        name=row[1],
        stage=stage_mark(row[2:6]),
        company=row[6],
        want=row[7],
        note=row[8],
        household=row[9],
        quiet=(row[10], row[11]) if row[10] and row[11] else None,
        last_touch_on=dt.date.fromisoformat(row[12]) if row[12] else None,
        next_step=next_step(row[13:18]),
        call_bar=bar,
        phones=tuple(json.loads(row[20])),
        emails=tuple(json.loads(row[21])),
        tags=tuple(json.loads(row[22])),
        address=_address(row[23:31]),
    )
