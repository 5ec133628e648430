"""A table of a PDF whose columns have no rules between them is a table all the same."""

import io

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from corpus.readers import read_bytes
from corpus.submissions import read_list
from tests.fixtures_formats import FONT

TEXT = "在宅勤務用の端末を全職員に配備し、利用の手順を所属ごとに説明した上で、"
HEADER = ("団体名", "取組内容", "成果")
ROWS = [
    (f"第{n}市", f"{n}番目。{TEXT * (1 + n % 3)}公表した。", f"利用率が{n}%増えた。")
    for n in range(1, 30)
]
BELOW_EACH = ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black)


def pdf_of(*style):
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    words = ParagraphStyle("c", fontName=FONT, fontSize=9, leading=12, wordWrap="CJK")
    cells = [[Paragraph(cell, words) for cell in row] for row in (HEADER, *ROWS)]
    table = Table(cells, colWidths=[60, 400, 150], repeatRows=1, splitInRow=1)
    table.setStyle(TableStyle(style))
    content = io.BytesIO()
    title = Paragraph("三重県内 令和3年度 取組一覧", words)
    SimpleDocTemplate(content, pagesize=landscape(A4)).build([title, table])
    return content.getvalue()


def pages_of(*pages):
    """Give pages with pieces of text at their places, line below line."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=landscape(A4))
    for lines in pages:
        canvas.setFont(FONT, 10)
        for place, line in enumerate(lines):
            for x, piece in line:
                canvas.drawString(x, 500 - 16 * place, piece)
        canvas.showPage()
    canvas.save()
    return read_bytes(content.getvalue(), name="a.pdf")


@pytest.mark.parametrize(
    "style",
    [
        [("VALIGN", (0, 0), (-1, -1), "TOP")],
        [("VALIGN", (0, 0), (-1, -1), "TOP"), BELOW_EACH],
        [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), BELOW_EACH],
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey),
        ],
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.white, colors.lightgrey]),
        ],
    ],
)
def test_columns_without_rules_are_read_over_several_pages(style):
    listed = read_list(read_bytes(pdf_of(*style), name="a.pdf"))
    told = [(e.organisation, e.text) for each in listed.reports for e in each.entries]
    expected = [(of, text) for of, *texts in ROWS for text in texts]
    assert told == expected


def test_a_table_goes_on_where_the_next_page_has_no_header():
    header = ((50, "団体名"), (150, "取組内容"), (600, "状況"))
    first = (header, ((50, "津市"), (150, TEXT), (600, "実施")))
    second = (((50, "松阪市"), (150, TEXT), (600, "未定")), ((150, "公表した。"),))
    (grid,) = pages_of(first, second).grids
    assert grid.rows == (
        ("団体名", "取組内容", "状況"), ("津市", TEXT, "実施"),
        ("松阪市", f"{TEXT}公表した。", "未定"),
    )  # fmt: skip
    assert grid.page_starts == {2}


@pytest.mark.parametrize(
    "line", [((50, TEXT + TEXT),), ((50, "・在宅勤務"), (140, "を全職員に広げた。"))]
)
def test_pieces_of_a_line_are_no_header_where_the_lines_below_keep_to_none(line):
    title = ((50, "三重県"), (150, "令和3年度"), (260, "取組一覧"))
    source = pages_of((title, line, ((50, TEXT + TEXT),)))
    assert [grid.is_text for grid in source.grids] == [True]
