"""One table written in every format that offices send, as their programs write it."""

import csv
import io
import struct
from collections.abc import Callable, Iterable, Sequence
from html import escape

import docx
import openpyxl
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from tests.fixtures_files import ods_file

Rows = Sequence[Sequence[str]]
# (first row, rows, first column, columns): how far a cell stretches.
Spans = Iterable[tuple[int, int, int, int]]

FONT = "HeiseiKakuGo-W5"


def xlsx_table(lines: Sequence[str], rows: Rows, spans: Spans = ()) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "提出"
    for line in lines:
        sheet.append([line])
    for row in rows:
        sheet.append(list(row))
    for top, n_rows, left, n_columns in spans:
        start = len(lines) + top + 1
        sheet.merge_cells(
            start_row=start, end_row=start + n_rows - 1,
            start_column=left + 1, end_column=left + n_columns,
        )  # fmt: skip
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def csv_table(lines: Sequence[str], rows: Rows, spans: Spans = ()) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([*([line] for line in lines), *rows])
    return text.getvalue().encode("cp932")


def ods_table(lines: Sequence[str], rows: Rows, spans: Spans = ()) -> bytes:
    return ods_file([*([line] for line in lines), *rows])


def html_table(lines: Sequence[str], rows: Rows, spans: Spans = ()) -> bytes:
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    body += "<table border=1>"
    for top, row in enumerate(rows):
        body += "<tr>"
        for left, cell in enumerate(row):
            if _covered(spans, top, left):
                continue
            n_rows, n_columns = _span(spans, top, left)
            text = escape(cell).replace("\n", "<br>\r\n   ")
            body += f'<td rowspan="{n_rows}" colspan={n_columns}>\n {text}</td>'
        body += "</tr>\n"
    page = (
        '<html><head><meta http-equiv="Content-Type" content="text/html;'
        f' charset=Shift_JIS"></head><body>{body}</table></body></html>'
    )
    return page.encode("cp932")


def docx_table(lines: Sequence[str], rows: Rows, spans: Spans = ()) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    table = document.add_table(len(rows), max(map(len, rows)))
    for top, row in enumerate(rows):
        for left, cell in enumerate(row):
            first, *rest = cell.split("\n")
            table.cell(top, left).text = first
            for line in rest:
                table.cell(top, left).add_paragraph(line)
    for top, n_rows, left, n_columns in spans:
        last = table.cell(top + n_rows - 1, left + n_columns - 1)
        merged = table.cell(top, left).merge(last)
        merged.text = rows[top][left]
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def pdf_table(
    lines: Sequence[str],
    rows: Rows,
    spans: Spans = (),
    *,
    widths: Sequence[float] | None = None,
    n_header_rows: int = 1,
    pagesize: tuple[float, float] | None = None,
) -> bytes:
    """A ruled table as reportlab prints it, its header again on each page."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    style = ParagraphStyle(
        "cell", fontName=FONT, fontSize=9, leading=12, wordWrap="CJK"
    )
    cells = [
        [Paragraph(escape(cell).replace("\n", "<br/>"), style) for cell in row]
        for row in rows
    ]
    table = Table(
        cells, colWidths=widths, repeatRows=n_header_rows, splitInRow=1,
        style=TableStyle([
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *(("SPAN", (left, top), (left + n_columns - 1, top + n_rows - 1))
              for top, n_rows, left, n_columns in spans),
        ]),
    )  # fmt: skip
    story = [*(Paragraph(escape(line), style) for line in lines), Spacer(1, 6), table]
    content = io.BytesIO()
    SimpleDocTemplate(content, pagesize=pagesize or landscape(A4), onPage=None).build(
        story
    )
    return content.getvalue()


def markdown_table(lines: Sequence[str], rows: Rows, spans: Spans = ()) -> bytes:
    def line_of(row: Sequence[str]) -> str:
        return "| " + " | ".join(cell.replace("\n", "<br>") for cell in row) + " |"

    header, *body = rows
    rule = "|" + "---|" * len(header)
    table = [line_of(header), rule, *map(line_of, body)]
    return "\n".join([*lines, "", *table]).encode()


def xls_table(
    lines: Sequence[str],
    rows: Rows,
    spans: Spans = (),
    *,
    of_book: bytes = b"",
    of_sheet: bytes = b"",
) -> bytes:
    """A workbook of Excel 97, of one sheet of texts, up to 60 KB, and more records."""
    cells = b"".join(
        xls_record(0x0204, struct.pack("<HHH", row, column, 0) + _words(text))
        for row, texts in enumerate([*([line] for line in lines), *rows])
        for column, text in enumerate(texts)
        if text
    )
    start, sheet = (
        xls_record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))
        for kind in (0x0005, 0x0010)
    )
    name = struct.pack("<BB", 2, 1) + "提出".encode("utf-16-le")
    length = len(start) + len(name) + 14 + len(of_book)
    place = struct.pack("<IH", length, 0)
    end = xls_record(0x000A)
    book = start + xls_record(0x0085, place + name) + of_book + end
    book += sheet + of_sheet + cells + end
    return _compound(book.ljust(-(-max(len(book), 4096) // 512) * 512, b"\0"))


def xls_record(number: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", number, len(content)) + content


def _words(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _compound(book: bytes) -> bytes:
    """Put a workbook into the file of sectors that old Office wrote ([MS-CFB])."""
    none, last = 0xFFFFFFFF, 0xFFFFFFFE
    n_sectors = len(book) // 512
    sectors = [0xFFFFFFFD, last, *range(3, n_sectors + 2), last]
    sectors += [none] * (128 - len(sectors))
    entries = b"".join(
        (name.encode("utf-16-le") + b"\0\0").ljust(64, b"\0")
        + struct.pack("<HBBIII", 2 * len(name) + 2, kind, 1, none, none, child)
        + bytes(36) + struct.pack("<IQ", first, size)
        for name, kind, child, first, size in (
            ("Root Entry", 5, 1, last, 0), ("Workbook", 2, none, 2, len(book)),
        )
    )  # fmt: skip
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, last, 0, last, 0)
    header += struct.pack("<I", 0) + b"\xff" * 432
    return header + struct.pack("<128I", *sectors) + entries.ljust(512, b"\0") + book


FORMATS: dict[str, Callable[..., bytes]] = {
    "xlsx": xlsx_table,
    "xls": xls_table,
    "ods": ods_table,
    "csv": csv_table,
    "html": html_table,
    "docx": docx_table,
    "pdf": pdf_table,
    "md": markdown_table,
}


def _covered(spans: Spans, row: int, column: int) -> bool:
    return any(
        top <= row < top + n_rows
        and left <= column < left + n_columns
        and (row, column) != (top, left)
        for top, n_rows, left, n_columns in spans
    )


def _span(spans: Spans, row: int, column: int) -> tuple[int, int]:
    return next(
        (
            (n_rows, n_columns)
            for top, n_rows, left, n_columns in spans
            if (top, left) == (row, column)
        ),
        (1, 1),
    )
