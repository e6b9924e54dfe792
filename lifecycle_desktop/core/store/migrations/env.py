"""How Alembic runs here: on the connection it is given, inside the transaction that is open already."""

from __future__ import annotations

from alembic import context

from lifecycle_desktop.core.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
