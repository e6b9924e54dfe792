"""What the print room keeps: that mail was sent, own letters, own sheets of labels, and how far a printer is off."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection, delete, func, insert, literal, select, update

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.errors import NotUnderstood
from lifecycle_desktop.core.i18n import _
from lifecycle_desktop.core.merge_text import check_template
from lifecycle_desktop.core.model.activity import ActivityKind
from lifecycle_desktop.core.model.label_stock import STOCKS, LabelStock, checked_offset, checked_stock
from lifecycle_desktop.core.model.letter import LETTER_FIELDS
from lifecycle_desktop.core.model.plain_text import many_lines, one_line, shortened
from lifecycle_desktop.core.operations.rows import assure_contacts, new_row, one_row
from lifecycle_desktop.core.store import schema

activity, letter_template, label_stock = schema.activity, schema.letter_template, schema.label_stock
printer_offset = schema.printer_offset

_LONGEST_NAME = 60
_LANGUAGES = ("", "en", "es")


def log_mailing(connection: Connection, contact_ids: Iterable[int], moment: Moment, *, text: str = "") -> int:
    """Log a letter to each of these people in one step, after it was printed; how many. `text` says which it was."""
    wanted = assure_contacts(connection, contact_ids)
    listed = func.json_each(json.dumps(wanted)).table_valued("key", "value")
    values = {
        "kind": ActivityKind.LETTER.value,
        "direction": "out",
        "happened_at": moment.text,
        "happened_on": moment.today.isoformat(),
        "text": many_lines(text),
        "created_at": moment.text,
    }
    connection.execute(
        insert(activity).from_select(
            ["contact_id", *values],
            select(listed.c.value, *map(literal, values.values())).select_from(listed).order_by(listed.c.key),
        )
    )
    return len(wanted)


def save_letter(
    connection: Connection,
    name: str,
    body: str,
    moment: Moment,
    *,
    language: str = "",
    letter_id: int | None = None,
) -> int:
    """Keep a letter of the owner's own, new or changed; its number.

    Raises `NotUnderstood`, naming the line, for a body that cannot be filled in.
    """
    kept = one_line(name)[:_LONGEST_NAME]
    if not kept:
        raise NotUnderstood(_("A letter needs a name."), _("Type what it is for."))
    if language not in _LANGUAGES:
        raise NotUnderstood(_("Letters are in English or Spanish."), _("Use en, es, or none."))
    check_template(body, LETTER_FIELDS)
    values = {"name": kept, "language": language, "body": many_lines(body), "updated_at": moment.text}
    if letter_id is None:
        return new_row(connection, letter_template, **values)
    one_row(connection, letter_template, letter_id, _("That letter is not there any more."))
    connection.execute(update(letter_template).where(letter_template.c.id == letter_id).values(**values))
    return letter_id


def delete_letter(connection: Connection, letter_id: int, moment: Moment) -> None:  # noqa: ARG001
    """Throw a letter of the owner's own away."""
    one_row(connection, letter_template, letter_id, _("That letter is not there any more."))
    connection.execute(delete(letter_template).where(letter_template.c.id == letter_id))


def save_stock(connection: Connection, stock: LabelStock, moment: Moment) -> None:  # noqa: ARG001
    """Keep a sheet of labels of the owner's own under its name; `NotUnderstood` for one that cannot be."""
    name = one_line(stock.key)[:_LONGEST_NAME]
    if not name or name.casefold() in {each.key.casefold() for each in STOCKS}:
        raise NotUnderstood(
            _("“{name}” cannot be the name of your own labels.").format(name=shortened(name)),
            _("Choose a name that no stock in the list has."),
        )
    checked_stock(stock)
    lengths = {
        "label_width": stock.width, "label_height": stock.height, "left_edge": stock.left, "top_edge": stock.top,
        "column_gap": stock.column_gap, "row_gap": stock.row_gap,
    }  # fmt: skip
    values: dict[str, object] = {
        "paper": stock.paper.value,
        "columns": stock.columns,
        "rows": stock.rows,
        **{column: _hundredths(length) for column, length in lengths.items()},
    }
    found = connection.execute(select(label_stock.c.id).where(label_stock.c.name == name)).scalar()
    if found is None:
        new_row(connection, label_stock, name=name, **values)
    else:
        connection.execute(update(label_stock).where(label_stock.c.id == found).values(**values))


def delete_stock(connection: Connection, name: str, moment: Moment) -> bool:  # noqa: ARG001
    """Throw a sheet of labels of the owner's own away; False when there is none of that name."""
    return bool(connection.execute(delete(label_stock).where(label_stock.c.name == name)).rowcount)


def set_printer_offset(
    connection: Connection,
    printer: str,
    right: float,
    down: float,
    moment: Moment,  # noqa: ARG001
) -> bool:
    """Keep how far labels are moved, in millimetres, for that printer; False when it was so already."""
    name = one_line(printer)[:200]
    if not name:
        raise NotUnderstood(_("Which printer?"), _("Type the name it has on this computer."))
    offset = checked_offset(right, down)
    values = {"to_the_right": _hundredths(offset.right), "down": _hundredths(offset.down)}
    row = connection.execute(
        select(printer_offset.c.id, printer_offset.c.to_the_right, printer_offset.c.down).where(
            printer_offset.c.printer == name
        )
    ).first()
    if row is None:
        new_row(connection, printer_offset, printer=name, **values)
        return True
    if (row.to_the_right, row.down) == tuple(values.values()):
        return False
    connection.execute(update(printer_offset).where(printer_offset.c.id == row.id).values(**values))
    return True


def _hundredths(millimetres: float) -> int:
    return round(millimetres * 100)
