"""The rows of a file with the themes of each, whatever format they came in."""

from collections.abc import Iterator, Sequence
from typing import Any

from corpus.cleaning import clean_cell
from corpus.columns import find_columns
from corpus.errors import NotAReportError
from corpus.forms import is_form
from corpus.grids import Grid, Source
from corpus.lists import read_rows, texts_of
from corpus.readers.jsonl import read_objects
from corpus.records import Entry
from corpus.report import read_report
from corpus.themes import find_theme
from service.catalog import Catalog
from service.payloads import classification_payload
from service.spreadsheets import Row
from service.tagging.given import Given
from service.views import Classification

RESULT_COLUMNS = ("テーマ", "確度", "判定保留", "根拠")
_MOST_EVIDENCE = 5
# Below this share of the loudest word, a word is no reason.
_FAINT = 0.1
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


def tables(given: Given) -> Iterator[tuple[Grid, int, dict[int, str]]]:
    """Return each table that holds texts, with its header's place and the texts.

    The header's place is -1 where there is none; a text goes by the place of its row.

    Raises
    ------
    NotAReportError
        No table of the file has a column of texts.
    """
    found = False
    for grid in given.source.grids:
        alone = Source(given.source.name, given.source.format, None, (grid,))
        try:
            rows, _ = read_rows(alone, text_column=given.column)
        except NotAReportError:
            continue  # a sheet of instructions among the others
        found = True
        columns = find_columns(grid, text_column=given.column)
        texts = {
            row.row - grid.first_row: text
            for row, text in zip(rows, texts_of(rows), strict=True)
        }
        yield grid, columns.header_row if columns else -1, texts
    if not found:
        read_rows(given.source, text_column=given.column)  # says what is wanted


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
            f"{find_theme(theme_id).name}：" + "、".join(_strongest(evidence))
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
    return [row for table in tables(given) for row in _table_rows(*table)]


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


def _table_rows(grid: Grid, header: int, texts: dict[int, str]) -> Iterator[Own]:
    """Return the rows under the header with all their cells, by the headings."""
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


def _strongest(evidence: Sequence[Any]) -> list[str]:
    """Return the words that spoke loudest for a theme, each once."""
    loudest_first = sorted(evidence, key=lambda word: -word.weight)
    words = dict.fromkeys(
        clean_cell(word.text)
        for word in loudest_first
        if word.weight > _FAINT * loudest_first[0].weight
    )
    return [word for word in words if word][:_MOST_EVIDENCE]
