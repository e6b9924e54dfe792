"""The owner's own names of sources."""

from __future__ import annotations

from lifecycle_desktop.core.store.driver import ReadConnection


def source_names(connection: ReadConnection) -> tuple[str, ...]:
    """Every source by its name, the most used first."""
    return tuple(
        row[0]
        for row in connection.execute(
            "SELECT s.name FROM source s LEFT JOIN contact c ON c.source_id = s.id "
            "GROUP BY s.id ORDER BY count(c.id) DESC, s.name_folded, s.id"
        )
    )
