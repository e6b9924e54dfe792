"""How the owner matched the headings of a kind of file the last time."""

from __future__ import annotations

from lifecycle_desktop.core.store.driver import ReadConnection


def remembered_mapping(connection: ReadConnection, signature: str) -> str:
    """The choices kept for a set of headings, as `operations.column_mappings` wrote them; "" for none."""
    row = connection.execute(
        "SELECT mapping_json FROM column_mapping WHERE signature = ?", (signature,)
    ).fetchone()
    return str(row[0]) if row else ""
