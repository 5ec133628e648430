"""Labels tell from what they come and can be taken back; entries know if they wait."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Widen the labels, make room for samples, and note what waits for a person."""
    with op.batch_alter_table("labels") as labels:
        labels.add_column(sa.Column("source", sa.Text))
        # None takes back what the same person said before.
        labels.alter_column("is_carried", existing_type=sa.Boolean, nullable=True)
        labels.drop_index("ix_labels_entry_id")
        about = ["entry_id", "theme_id", "decided_by", "decided_at"]
        labels.create_index("ix_labels_about", about)
        labels.create_index("ix_labels_people", ["entry_id", "decided_by"])
    op.create_table(
        "sampled_entries",
        sa.Column("sample", sa.Integer, primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("entry_id", sa.String(32), nullable=False, index=True),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.add_column(
        "entries",
        sa.Column("is_decided", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.add_column(
        "entries",
        sa.Column("certainty", sa.Float, nullable=False, server_default="1"),
    )
    waiting = ["is_decided", "certainty", "id", "report_id"]
    op.create_index("ix_entries_waiting", "entries", waiting)
    _note_what_waits()


def _note_what_waits() -> None:
    op.execute(
        "UPDATE entries SET is_decided = EXISTS "
        "(SELECT 1 FROM labels WHERE labels.entry_id = entries.id)"
    )
    op.execute(
        "UPDATE entries SET certainty = COALESCE((SELECT MIN(ABS(probability - 0.5)) "
        "FROM tags WHERE tags.entry_id = entries.id), 1)"
    )
