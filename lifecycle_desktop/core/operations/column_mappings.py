"""Remember how the owner matched the headings of a kind of file, for the next file with the same headings."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from lifecycle_desktop.core.operations.rows import new_row
from lifecycle_desktop.core.store.schema import column_mapping

LONGEST = 1 << 20


def remember_mapping(connection: Connection, signature: str, mapping_json: str) -> bool:
    """Keep the choices made for a set of headings; False when they were the same already."""
    if not signature or len(mapping_json) > LONGEST:
        return False
    found = connection.execute(
        select(column_mapping.c.id, column_mapping.c.mapping_json).where(
            column_mapping.c.signature == signature
        )
    ).one_or_none()
    if found is None:
        new_row(connection, column_mapping, signature=signature, mapping_json=mapping_json)
        return True
    if found.mapping_json == mapping_json:
        return False
    connection.execute(
        update(column_mapping).where(column_mapping.c.id == found.id).values(mapping_json=mapping_json)
    )
    return True
