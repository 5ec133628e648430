"""A file in, the same file back with themes.

``open_given`` reads a file, a ``Tagger`` answers its rows, ``write_tagged`` writes the
file again with the answers beside its rows.
"""

from service.tagging.answers import (
    RESULT_COLUMNS,
    Copy,
    GivenTheme,
    RowAnswer,
    SimilarAnswer,
    result_cells,
    result_payload,
)
from service.tagging.corrections import Correction, read_corrections, spaceless
from service.tagging.files import Tagged, tag_file
from service.tagging.given import Given, GivenRow
from service.tagging.opening import open_given
from service.tagging.tagger import Tagger
from service.tagging.writing import Written, format_of, tagged_name, write_tagged

__all__ = [
    "RESULT_COLUMNS",
    "Copy",
    "Correction",
    "Given",
    "GivenRow",
    "GivenTheme",
    "RowAnswer",
    "SimilarAnswer",
    "Tagged",
    "Tagger",
    "Written",
    "format_of",
    "open_given",
    "read_corrections",
    "result_cells",
    "result_payload",
    "spaceless",
    "tag_file",
    "tagged_name",
    "write_tagged",
]
