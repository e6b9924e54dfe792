"""What was typed somewhere and not saved yet: kept so that leaving a page or the program loses nothing.

It is no step of the owner's: the table stands outside the journal, and there is nothing to undo.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert

from lifecycle_desktop.core.clock import Moment
from lifecycle_desktop.core.model.plain_text import LONGEST_TEXT
from lifecycle_desktop.core.store import schema


def keep_typed(connection: Connection, place: str, text: str, moment: Moment) -> None:
    """Keep what is typed at a place such as "contact:123:composer"; an empty text forgets it.

    The text is kept to the letter, blanks and all, up to a million characters.
    """
    table = schema.typed_text
    connection.execute(delete(table).where(table.c.place == place))
    plain = text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")[:LONGEST_TEXT]
    if plain:
        connection.execute(insert(table).values(place=place, text=plain, kept_at=moment.text))
