"""The whole way at once, for a command: a path in, a tagged file beside it."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import InvalidInputError
from service.catalog import Catalog
from service.exports import kind_of
from service.tagging.answers import RowAnswer
from service.tagging.given import Given
from service.tagging.opening import is_form_given
from service.tagging.packages import suffix_of
from service.tagging.tagger import Tagger
from service.tagging.writing import (
    Written,
    format_of,
    is_same_workbook,
    tagged_name,
    write_tagged,
)

_STANDARD = "-"


@dataclass(frozen=True, slots=True)
class Tagged:
    """Where a file was written, None for standard output, and what is to be told."""

    path: Path | None
    notes: tuple[str, ...] = ()


def tag_file(  # noqa: PLR0913, options are keywords with defaults
    catalog: Catalog,
    given: Given,
    *,
    output: Path | None = None,
    kind: str = "same",
    workers: int | None = None,
    with_similar: bool = True,
    address: str | None = None,
    watch: Callable[[Iterator[RowAnswer], int | None], Iterator[RowAnswer]] = (
        lambda answers, n_rows: answers
    ),
) -> Tagged:
    """Write a file again with the answers to each row.

    Parameters
    ----------
    catalog : Catalog
        Whose model gives the themes.
    given : Given
        The file as opened.
    output : Path, optional
        Where to write. Where it is None, a workbook goes beside the file under a name
        that is free, and all else to standard output, as does whatever came from
        standard input.
    kind : {"same", "csv", "xlsx", "jsonl"}
        In which format; "same" follows the name of the output, then the file.
    workers : int, optional
        How many processes judge; one for each core where nothing is said.
    with_similar : bool
        Whether to look for the entry that is most like each row.
    address : str, optional
        The root of the server that shows the entries that are like a row.
    watch : callable
        Given the answers and how many rows there are at most, passes them on.

    Raises
    ------
    InvalidInputError
        The output cannot be written, or is a workbook for the eyes.
    """
    if kind == "same":
        kind = kind_of(output) or _kind_to_pipe(given)
    if output is not None and output.exists() and output.samefile(given.path):
        raise InvalidInputError(
            f"「{output}」は元のファイルです。上書きしないよう、-o に別の名前を"
            "指定してください。"
        )
    if output == Path(_STANDARD):
        output = None
    elif output is None and given.name != _STANDARD:
        output = _beside(given, kind)
    if output is None and format_of(given, kind) == "xlsx" and _is_shown():
        raise InvalidInputError(
            "Excelのファイルは画面に表示できません。"
            "-o で書き出すファイルを指定してください。"
        )
    n_workers = workers or os.cpu_count() or 1
    with Tagger(
        catalog,
        workers=n_workers,
        with_similar=with_similar,
        has_all_reasons=format_of(given, kind) == "jsonl",
    ) as tagger:
        answers = watch(tagger.answers(given.rows()), given.n_rows)
        written = write_tagged(
            given, answers, output, guide=catalog.guide, format=kind, address=address
        )
    return Tagged(output, (*written.notes, *_named_wrong(given, written, output)))


def _is_shown() -> bool:
    """Whether what is written to standard output comes before somebody's eyes."""
    return sys.stdout is not None and sys.stdout.isatty()


def _kind_to_pipe(given: Given) -> str:
    """Return "same", but lines for a text from a pipe, which wants no workbook."""
    is_lined = given.format == "text" or is_form_given(given)
    return "jsonl" if given.name == _STANDARD and is_lined else "same"


def _named_wrong(given: Given, written: Written, output: Path | None) -> Iterator[str]:
    """Tell of a workbook whose name ends otherwise than Excel wants it to."""
    if output is None or written.format != "xlsx":
        return
    if not is_same_workbook(given):
        if output.suffix.lower() != ".xlsx":
            yield (
                f"「{output.name}」はExcelのファイルです。開けないときは、"
                "名前の終わりを.xlsxに変えてください。"
            )
        return
    suffix = suffix_of(given.path)
    if output.suffix.lower() != suffix:
        yield (
            f"元のファイルと同じ種類のブックです。「{output.name}」の終わりを{suffix}に"
            "変えないと、Excelでは開けません。"
        )


def _beside(given: Given, kind: str) -> Path | None:
    """Return where a workbook goes that nothing was said about, never over a file."""
    if format_of(given, kind) != "xlsx":
        return None
    first = Path(given.name).with_name(tagged_name(given, kind))
    path, number = first, 1
    while path.exists():
        number += 1
        path = first.with_stem(f"{first.stem}-{number}")
    return path
