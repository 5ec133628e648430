"""How the schema of the record came to be, step by step, run by Alembic on opening."""
