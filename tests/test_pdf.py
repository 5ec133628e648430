"""Pages of a PDF: text in every direction, wraps undone, lines around the tables."""

import io

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from corpus.readers import read_bytes
from corpus.submissions import read_list
from tests.fixtures_formats import FONT, pdf_table

A, B = "在宅勤務用の端末を全職員に配備した。", "毎週水曜日を定時退庁日とした。"


def page_with(draw):
    """Return a PDF with a ruled table of three columns, whose first cell is drawn."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=(400, 300))
    canvas.setFont(FONT, 10)
    for x in (50, 80, 150, 350):
        canvas.line(x, 100, x, 220)
    for y in (100, 200, 220):
        canvas.line(50, y, 350, y)
    canvas.line(80, 150, 350, 150)
    for x, y, text in (
        (52, 206, "大分類"), (82, 206, "取組名"), (152, 206, "取組内容"),
        (82, 186, "在宅"), (152, 186, A), (82, 136, "残業"), (152, 136, B),
    ):  # fmt: skip
        canvas.drawString(x, y, text)
    draw(canvas)
    canvas.save()
    return content.getvalue()


def running_up(canvas):
    canvas.translate(70, 120)
    canvas.rotate(90)
    canvas.drawString(0, 0, "働き方改革")


def running_down(canvas):
    canvas.translate(60, 190)
    canvas.rotate(-90)
    canvas.drawString(0, 0, "働き方改革")


def one_below_the_other(canvas):
    for place, letter in enumerate("働き方改革"):
        canvas.drawString(60, 186 - 12 * place, letter)


@pytest.mark.parametrize("draw", [running_up, running_down, one_below_the_other])
def test_vertical_text_in_a_merged_cell_is_the_section_of_its_rows(draw):
    listed = read_list(read_bytes(page_with(draw), name="a.pdf"))
    entries = [e for each in listed.reports for e in each.entries]
    assert [(e.section, e.item, e.text) for e in entries] == [
        ("働き方改革", "在宅", A),
        ("働き方改革", "残業", B),
    ]


def test_a_text_without_rules_is_read_by_its_bullets():
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=(400, 300))
    canvas.setFont(FONT, 10)
    lines = (
        "三重県 令和3年度 取組一覧", "", "■ 働き方改革",
        f"・【新規】{A[:-1]}し、庁舎の外でも同じ", "　ように仕事ができるようにした。",
        f"・{B}", "（注）速報値",
    )  # fmt: skip
    for place, line in enumerate(lines):
        canvas.drawString(
            50 + 10 * line.startswith("　"), 280 - 14 * place, line.strip()
        )
    canvas.save()
    listed = read_list(read_bytes(content.getvalue(), name="a.pdf"))
    (each,) = listed.reports
    assert (each.report.organisation, each.report.fiscal_year) == ("三重県", 2021)
    assert [(e.section, e.marker, e.text) for e in each.entries] == [
        (
            "働き方改革",
            "新規",
            f"{A[:-1]}し、庁舎の外でも同じように仕事ができるようにした。",
        ),
        ("働き方改革", None, B),
    ]


def test_words_of_latin_letters_stay_apart_where_a_line_breaks():
    text = "会議ではSkype for Businessを全職員が使い、Web会議を毎週開くこととした。" * 2
    content = pdf_table([], [["番号", "取組内容"], ["1", text]], widths=[40, 130])
    listed = read_list(read_bytes(content, name="a.pdf"))
    assert [e.text for e in listed.reports[0].entries] == [text]
