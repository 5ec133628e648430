"""Run by Alembic: take the connection that ``Database`` passes, and migrate."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    render_as_batch=True,  # SQLite cannot alter a table in place
    transactional_ddl=True,  # ``connecting.py`` begins the transaction
)
with context.begin_transaction():
    context.run_migrations()
