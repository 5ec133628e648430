"""The rows of a file with the themes of each, whatever format they came in."""

from collections.abc import Iterator, Sequence
from typing import Any

from corpus.cleaning import clean_cell
from corpus.columns import find_columns
from corpus.errors import NotAReportError
from corpus.forms import is_form
from corpus.grids import Grid, Source
from corpus.readers.jsonl import read_objects
from corpus.records import Entry
from corpus.report import read_report
from corpus.submissions import read_rows, texts_of
from corpus.themes import find_theme
from service.catalog import Catalog
from service.payloads import classification_payload
from service.spreadsheets import Row
from service.tagging.given import Given
from service.views import Classification

RESULT_COLUMNS = ("テーマ", "確度", "判定保留", "根拠")
_MOST_EVIDENCE = 5
_NOTHING = Classification(themes=(), doubtful=())

Own = tuple[str, dict[str, Any]]


def json_rows(catalog: Catalog, given: Given) -> Iterator[Row]:
    """Return each row's own fields, then its themes as the interface has them."""
    for own, answer in _answered(catalog, _own_rows(given)):
        yield own | classification_payload(answer)


def flat_rows(
    catalog: Catalog, given: Given
) -> tuple[tuple[str, ...], Iterator[dict[str, Any]]]:
    """Return the columns of all rows, and the rows, with the themes as text."""
    own_rows = _own_rows(given)
    columns = dict.fromkeys(name for _, own in own_rows for name in own)
    rows = (
        own | dict(zip(RESULT_COLUMNS, result_cells(answer), strict=True))
        for own, answer in _answered(catalog, own_rows)
    )
    return (*(each for each in columns if each not in RESULT_COLUMNS),
            *RESULT_COLUMNS), rows  # fmt: skip


def texts_in(given: Given, grid: Grid) -> dict[int, str]:
    """Return the texts of a table by the place of their row.

    Raises
    ------
    NotAReportError
        No column of the table holds texts.
    """
    alone = Source(given.source.name, given.source.format, None, (grid,))
    rows, _ = read_rows(alone, text_column=given.column)
    return {
        row.row - grid.first_row: text
        for row, text in zip(rows, texts_of(rows), strict=True)
    }


def result_cells(answer: Classification) -> tuple[str, str, str, str]:
    """Return a classification as cells: themes, how sure, doubtful, and why."""
    return (
        "、".join(find_theme(theme_id).name for theme_id, _, _ in answer.themes),
        "、".join(f"{probability:.2f}" for _, probability, _ in answer.themes),
        "、".join(
            f"{find_theme(theme_id).name}（{probability:.2f}）"
            for theme_id, probability in answer.doubtful
        ),
        "；".join(
            f"{find_theme(theme_id).name}："
            + "、".join(clean_cell(word.text) for word in _strongest(evidence))
            for theme_id, _, evidence in answer.themes
        ),
    )


def _answered(
    catalog: Catalog, rows: Sequence[Own]
) -> Iterator[tuple[dict[str, Any], Classification]]:
    """Return each row with its answer; a row without text has no themes."""
    answers = catalog.classify(text for text, _ in rows if text)
    for text, own in rows:
        yield own, next(answers) if text else _NOTHING


def _own_rows(given: Given) -> list[Own]:
    """Return each text with the fields that came with it."""
    source = given.source
    if source.format == "jsonl":
        return _object_rows(given)
    if is_form(source.grids):
        return [_entry_row(entry) for entry in read_report(source).entries]
    if source.format == "text":
        rows, _ = read_rows(source, text_column=given.column)
        texts = texts_of(rows)
        return [
            (text, {"section": row.get("section"), "text": text})
            for text, row in zip(texts, rows, strict=True)
        ]
    return [row for grid in source.grids for row in _table_rows(given, grid)]


def _object_rows(given: Given) -> list[Own]:
    key, source = given.column or "text", given.source
    content = given.content.decode(source.encoding or "utf-8")
    rows = []
    for number, own in read_objects(content, name=source.name):
        if not isinstance(own.get(key), str):
            raise NotAReportError(
                f"「{source.name}」の{number}行目に「{key}」の文がありません。"
                f'{{"{key}": "取組の文"}} の形にするか、'
                "--column で項目名を指定してください。"
            )
        rows.append((str(own[key]), own))
    return rows


def _entry_row(entry: Entry) -> Own:
    return entry.text, {
        "section": entry.section,
        "path": "-".join(entry.path),
        "item": entry.item,
        "status": entry.status,
        "marker": entry.marker,
        "text": entry.text,
    }


def _table_rows(given: Given, grid: Grid) -> Iterator[Own]:
    """Return the rows under the header with all their cells, by the headings."""
    try:
        texts = texts_in(given, grid)
    except NotAReportError:
        if len(given.source.grids) == 1:
            raise
        return  # a sheet of instructions among the others
    columns = find_columns(grid, text_column=given.column)
    header = columns.header_row if columns else -1
    width = max(map(len, grid.rows))
    names = _names(grid.rows[header] if header >= 0 else (), width)
    for place in range(header + 1, len(grid.rows)):
        cells = grid.rows[place]
        if any(cells):
            padded = (*cells, *[""] * (width - len(cells)))
            yield texts.get(place, ""), dict(zip(names, padded, strict=True))


def _names(headings: Sequence[str], width: int) -> list[str]:
    """Return one name a column; an empty or repeated heading tells its place."""
    names: list[str] = []
    for place in range(width):
        heading = clean_cell(headings[place]) if place < len(headings) else ""
        names.append(
            heading if heading and heading not in names else f"{place + 1}列目"
        )
    return names


def _strongest(evidence: Sequence[Any]) -> list[Any]:
    """Return the words that spoke loudest for a theme."""
    for_it = [word for word in evidence if word.weight > 0 and clean_cell(word.text)]
    return sorted(for_it, key=lambda word: -word.weight)[:_MOST_EVIDENCE]
