"""Every purchase with whose it is, for a file."""

from __future__ import annotations

from collections.abc import Container, Iterator

from lifecycle_desktop.core.model.told_past import PurchaseRow
from lifecycle_desktop.core.store.driver import ReadConnection

_PURCHASES = (
    "SELECT c.id, c.display_name, "
    "coalesce((SELECT email FROM contact_email e WHERE e.contact_id = c.id ORDER BY position, id LIMIT 1), ''), "
    "coalesce((SELECT phone FROM contact_phone h WHERE h.contact_id = c.id ORDER BY position, id LIMIT 1), ''), "
    "p.closed_on, coalesce(l.name, ''), p.what, p.price_minor, p.revenue_minor, p.cost_minor, p.currency, "
    "p.satisfaction, p.note FROM purchase p JOIN contact c ON c.id = p.contact_id "
    "LEFT JOIN service_line l ON l.id = p.service_line_id WHERE c.deleted_at IS NULL ORDER BY p.id"
)


def purchase_rows(connection: ReadConnection, only: Container[int] | None = None) -> Iterator[PurchaseRow]:
    """The purchases of everybody who is not in the trash, oldest entry first; `only` those of some contacts."""
    for row in connection.execute(_PURCHASES):
        if only is None or row[0] in only:
            yield PurchaseRow(*row)
