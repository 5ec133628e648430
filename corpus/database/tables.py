"""The tables of the record, as they are now; ``migrations`` tells how they came to be.

``catalogue`` holds the number of the last commit. Each entry remembers in which commit
it last changed, and ``removed_entries`` in which it went, so that an index can ask what
it missed.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

catalogue = Table(
    "catalogue",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("commit_number", Integer, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("title", Text, nullable=False),
    Column("organisation", Text),
    Column("fiscal_year", Integer),
    Column("source_name", Text, nullable=False),
    Column("content_digest", String(32), nullable=False),
    Column("warnings", JSON, nullable=False),
    Column("imported_at", DateTime(timezone=True), nullable=False),
)

_REPORT = "reports.id"

items = Table(
    "items",
    metadata,
    Column("report_id", ForeignKey(_REPORT, ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("page", Integer, nullable=False),
    Column("row", Integer, nullable=False),
    Column("section", Text),
    Column("path", JSON, nullable=False),
    Column("title", Text),
    Column("variant", Text),
    Column("status", Text),
    Column("reason", Text),
)

entries = Table(
    "entries",
    metadata,
    Column("id", String(32), primary_key=True),
    Column(
        "report_id",
        ForeignKey(_REPORT, ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("position", Integer, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("marker", Text),
    Column("text", Text, nullable=False),
    Column("changed_in", Integer, nullable=False, index=True),
    Column("tagged_by", String(64), index=True),
    # Both follow from labels and tags; they keep the queues quick (``waiting.py``).
    Column("is_decided", Boolean, nullable=False, default=False),
    Column("certainty", Float, nullable=False, default=1.0),
    Index("ix_entries_waiting", "is_decided", "certainty", "id", "report_id"),
)

removed_entries = Table(
    "removed_entries",
    metadata,
    Column("entry_id", String(32), primary_key=True),
    Column("removed_in", Integer, nullable=False, index=True),
)

_ENTRY = "entries.id"

indicators = Table(
    "indicators",
    metadata,
    Column("entry_id", ForeignKey(_ENTRY, ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("group", Text),
    Column("measure", Text),
    Column("target", JSON),
    Column("current", JSON),
    Column("baseline", JSON),
    Column("source_text", Text, nullable=False),
)

tags = Table(
    "tags",
    metadata,
    Column("entry_id", ForeignKey(_ENTRY, ondelete="CASCADE"), primary_key=True),
    Column("theme_id", String(64), primary_key=True, index=True),
    Column("probability", Float, nullable=False),
    Column("is_given", Boolean, nullable=False),
    Column("is_doubtful", Boolean, nullable=False),
    Column("model_id", String(64), nullable=False),
)

# What a person decided is kept for good: rows are only ever added, and they outlive
# the entry, which may come back with the next import of its report.
labels = Table(
    "labels",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("entry_id", String(32), nullable=False),
    Column("theme_id", String(64), nullable=False),
    Column("is_carried", Boolean),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", DateTime(timezone=True), nullable=False),
    Column("note", Text),
    Column("source", Text),
    Index("ix_labels_about", "entry_id", "theme_id", "decided_by", "decided_at"),
    Index("ix_labels_people", "entry_id", "decided_by"),
)

# Entries drawn at random, each sample under its number, for everyone to decide alike.
sampled_entries = Table(
    "sampled_entries",
    metadata,
    Column("sample", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("entry_id", String(32), nullable=False, index=True),
    Column("drawn_at", DateTime(timezone=True), nullable=False),
)
