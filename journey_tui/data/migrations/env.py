"""Run migrations on the connection that the engine hands in; there is no configuration file."""

from __future__ import annotations

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=None, transactional_ddl=True, transaction_per_migration=True)
with context.begin_transaction():
    context.run_migrations()
