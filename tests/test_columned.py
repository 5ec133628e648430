"""Prose in two columns is read down the left one, then down the right one."""

import io

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from corpus.readers import read_bytes
from corpus.submissions import read_list
from tests.fixtures_formats import FONT

A = "・窓口の予約の仕組みを改め、係の者が交替で休むことができるようにした。"
B = "・税の督促の仕組みを改め、夜の電話をやめて早く帰ることができるようにした。"
C = "・学校の連絡を電子にし、電話に追われず授業の準備ができるようにした。"
D = "・道路の巡回を車の画像に替え、一人でも安全に作業ができるようにした。"


def page(*columns, width=17):
    """Return a PDF with a title over columns, each of these texts at its place."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=(440, 300))
    canvas.setFont(FONT, 10)
    canvas.drawCentredString(
        220, 270, "令和５年度　津市における働き方改革の取組について"
    )
    for x, texts in columns:
        lines = [
            text[at : at + width]
            for text in texts
            for at in range(0, len(text), width)
        ]  # fmt: skip
        for row, line in enumerate(lines):
            canvas.drawString(x, 240 - 14 * row, line)
    canvas.drawCentredString(220, 20, "- 1 -")
    canvas.save()
    return content.getvalue()


def told(content):
    listed = read_list(read_bytes(content, name="a.pdf"))
    return [
        (e.organisation, e.section, e.text) for r in listed.reports for e in r.entries
    ]


def test_columns_are_read_one_after_the_other():
    content = page((40, ["■ 上期", A, B]), (230, [C, "■ 下期", D]))
    assert told(content) == [
        ("津市", "上期", A[1:]), ("津市", "上期", B[1:]),
        ("津市", "上期", C[1:]), ("津市", "下期", D[1:]),
    ]  # fmt: skip


def test_a_column_may_be_longer_than_the_other():
    assert [text for *_, text in told(page((40, [A, B, C]), (230, [D]), width=15))] == [
        A[1:], B[1:], C[1:], D[1:]
    ]  # fmt: skip


def test_a_column_of_names_is_none_of_prose():
    names = ["窓口", "税", "学校"]
    told_of = ["予約を受けた。", "督促をやめた。", "連絡を改めた。"]
    sheet = read_list(
        read_bytes(page((40, names), (210, told_of)), name="a.pdf")
    ).understood.sheets[0]
    assert sheet.n_rows == len(names)
