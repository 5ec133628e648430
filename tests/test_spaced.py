"""Tables in a text whose cells only blanks part."""

import pytest

from corpus.readers import read_bytes
from corpus.submissions import read_list

A, B = "在宅勤務用の端末を全職員に配備した。", "ノー残業 デーを水曜日とした。"


def read(text):
    listed = read_list(read_bytes(text.encode(), name="提出.txt"))
    entries = [e for report in listed.reports for e in report.entries]
    return [(e.item, e.status, e.text) for e in entries], listed


@pytest.mark.parametrize("gap", [" ", "　", "   ", "　　"])
def test_lines_that_blanks_part_under_a_header_are_rows(gap):
    lines = (("番号", "課名", "取組内容"), ("1", "人事課", A), ("2", "総務課", B))
    entries, listed = read("\n".join(map(gap.join, lines)))
    assert [text for *_, text in entries] == [A, B.replace(" ", "")]
    assert listed.columns == {"課名": "department", "取組内容": "text"}


def test_a_text_may_stand_before_other_cells_where_wide_gaps_part_them():
    text = f"取組名　　取組内容　　実施状況\n端末　　{A}　　実施\n退庁　　{B}\n"
    assert read(text)[0] == [
        ("端末", "実施", A), ("退庁", None, B.replace(" ", "")),
    ]  # fmt: skip


def test_a_line_without_gaps_goes_on_with_the_row_above_it():
    text = (
        "津市 令和3年度\n番号 所属 取組内容\n"
        f"1 人事課 {A[:8]}\n{A[8:]}\n2 総務課 会議を減らした。\n"
    )
    entries, listed = read(text)
    assert [each for *_, each in entries] == [A, "会議を減らした。"]
    assert listed.reports[0].report.fiscal_year == 2021
    (sheet,) = listed.understood.sheets
    told = {each.row: each.reason for each in sheet.left_out}
    assert told == {1: "表の上の文", 4: "上の行の続き（上の行につなぎました）"}


def test_sentences_below_words_that_could_be_a_header_are_no_table():
    text = f"取組名と 取組内容 の回答\n\n・{A}\n・会議を減らした。\n"
    assert [each for *_, each in read(text)[0]] == [A, "会議を減らした。"]
