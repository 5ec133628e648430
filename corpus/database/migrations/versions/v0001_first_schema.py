"""The first schema: reports, items, entries, indicators, tags, labels."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table and number the first commit 0."""
    op.create_table(
        "catalogue",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("commit_number", sa.Integer, nullable=False),
    )
    op.execute("INSERT INTO catalogue (id, commit_number) VALUES (1, 0)")
    op.create_table(
        "reports",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text),
        sa.Column("fiscal_year", sa.Integer),
        sa.Column("source_name", sa.Text, nullable=False),
        sa.Column("content_digest", sa.String(32), nullable=False),
        sa.Column("warnings", sa.JSON, nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "items",
        sa.Column("report_id", sa.String(32), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("row", sa.Integer, nullable=False),
        sa.Column("section", sa.Text),
        sa.Column("path", sa.JSON, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("variant", sa.Text),
        sa.Column("status", sa.Text),
        sa.Column("reason", sa.Text),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], ondelete="CASCADE"),
    )
    op.create_table(
        "entries",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("report_id", sa.String(32), nullable=False, index=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("marker", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("changed_in", sa.Integer, nullable=False, index=True),
        sa.Column("tagged_by", sa.String(64), index=True),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], ondelete="CASCADE"),
    )
    op.create_table(
        "removed_entries",
        sa.Column("entry_id", sa.String(32), primary_key=True),
        sa.Column("removed_in", sa.Integer, nullable=False, index=True),
    )
    _create_what_entries_carry()


def _create_what_entries_carry() -> None:
    op.create_table(
        "indicators",
        sa.Column("entry_id", sa.String(32), primary_key=True),
        sa.Column("ordinal", sa.Integer, primary_key=True),
        sa.Column("group", sa.Text),
        sa.Column("measure", sa.Text),
        sa.Column("target", sa.JSON),
        sa.Column("current", sa.JSON),
        sa.Column("baseline", sa.JSON),
        sa.Column("source_text", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], ondelete="CASCADE"),
    )
    op.create_table(
        "tags",
        sa.Column("entry_id", sa.String(32), primary_key=True),
        sa.Column("theme_id", sa.String(64), primary_key=True, index=True),
        sa.Column("probability", sa.Float, nullable=False),
        sa.Column("is_given", sa.Boolean, nullable=False),
        sa.Column("is_doubtful", sa.Boolean, nullable=False),
        sa.Column("model_id", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], ondelete="CASCADE"),
    )
    op.create_table(
        "labels",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("entry_id", sa.String(32), nullable=False, index=True),
        sa.Column("theme_id", sa.String(64), nullable=False),
        sa.Column("is_carried", sa.Boolean, nullable=False),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text),
    )
