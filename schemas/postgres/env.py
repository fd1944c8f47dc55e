"""What Alembic runs for each command: the caller's open connection, the version table in our own schema."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    version_table_schema="newswire",
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
