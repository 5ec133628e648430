"""How a file was understood, told to a program as JSON and to a person in lines."""

from collections.abc import Iterator
from typing import Any

from corpus.choices import Understood, UnderstoodSheet

MEANING_NAMES = {
    "text": "取組の内容",
    "item": "取組名",
    "section": "大項目",
    "organisation": "組織",
    "department": "部署",
    "fiscal_year": "年度",
    "status": "実施状況",
    "reason": "理由",
    "marker": "新規・継続の別",
    "outcome": "成果",
    "ignore": "使わない",
}
FORMAT_NAMES = {
    "workbook": "表計算", "csv": "CSV", "tsv": "TSV", "text": "テキスト",
    "jsonl": "JSONL", "html": "HTML", "docx": "Word", "pdf": "PDF",
    "markdown": "Markdown",
}  # fmt: skip
_MOST_ROWS_NAMED = 5


def understood_payload(understood: Understood | None) -> dict[str, Any] | None:
    """Return how a file was understood, for JSON."""
    if understood is None:
        return None
    return {
        "format": understood.format,
        "encoding": understood.encoding,
        "delimiter": understood.delimiter,
        "sheets": [_sheet_payload(sheet) for sheet in understood.sheets],
    }


def understood_lines(understood: Understood) -> Iterator[str]:
    """Give how a file was understood, a line for each thing told."""
    told = (FORMAT_NAMES.get(understood.format), understood.encoding)
    yield f"形式：{'、'.join(each for each in told if each)}"
    for sheet in understood.sheets:
        yield from _sheet_lines(sheet)


def _sheet_payload(sheet: UnderstoodSheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "header_rows": list(sheet.header_rows),
        "columns": [
            {
                "position": column.position,
                "heading": column.heading,
                "meaning": column.meaning,
            }
            for column in sheet.columns
        ],
        "rows": sheet.n_rows,
        "left_out": [
            {"row": each.row, "reason": each.reason} for each in sheet.left_out
        ],
    }


def _sheet_lines(sheet: UnderstoodSheet) -> Iterator[str]:
    if not sheet.n_rows:
        reasons = dict.fromkeys(each.reason for each in sheet.left_out)
        yield f"「{sheet.name}」：読みませんでした（{'、'.join(reasons)}）"
        return
    rows = "・".join(map(str, sheet.header_rows))
    header = f"見出しは{rows}行目、" if rows else "見出しなし、"
    yield f"「{sheet.name}」：{header}取組は{sheet.n_rows:,}行"
    meant = [
        f"{column.heading}＝{MEANING_NAMES[column.meaning]}"
        for column in sheet.columns
        if column.meaning
    ]
    if meant:
        yield f"列：{'、'.join(meant)}"
    for reason, numbers in _rows_by_reason(sheet).items():
        named = "・".join(map(str, numbers[:_MOST_ROWS_NAMED]))
        more = " ほか" if len(numbers) > _MOST_ROWS_NAMED else ""
        yield f"読まなかった行：{reason}（{named}行目{more}、{len(numbers):,}行）"


def _rows_by_reason(sheet: UnderstoodSheet) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for each in sheet.left_out:
        if each.row is not None:
            rows.setdefault(each.reason, []).append(each.row)
    return rows
