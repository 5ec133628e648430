"""Rows that only head what stands below them, and what they tell of it."""

import pytest

from corpus.readers import read_bytes
from corpus.submissions import read_list

A, B, C = (
    "在宅勤務用の端末を全職員に配備した。",
    "毎週水曜日を定時退庁日とした。",
    "会議の資料を電子で配ることとした。",
)


def read(text):
    listed = read_list(read_bytes(text.encode(), name="提出.csv"))
    entries = [e for each in listed.reports for e in each.entries]
    return [(e.section, e.item, e.text) for e in entries], listed


def reasons(listed):
    (sheet,) = listed.understood.sheets
    return {each.row: each.reason for each in sheet.left_out}


def test_a_title_over_rows_with_titles_of_their_own_is_their_section():
    entries, _ = read(
        "取組名,取組内容\n"
        f"１　働き方,\n（１）端末,{A}\n（２）退庁,{B}\n２　会議,\n（１）資料,{C}\n"
    )
    assert entries == [
        ("働き方", "（１）端末", A), ("働き方", "（２）退庁", B),
        ("会議", "（１）資料", C),
    ]  # fmt: skip


def test_a_title_below_another_is_the_item_within_its_section():
    entries, _ = read(f"取組名,取組内容\n働き方,\n端末,\n,{A}\n退庁,\n,{B}\n")
    assert entries == [("働き方", "端末", A), ("働き方", "退庁", B)]


@pytest.mark.parametrize("line", ["小計,,,2件,", ",小計,,2件,", "計,,,2,"])
def test_a_sum_names_no_rows_below_it(line):
    entries, listed = read(
        f"番号,所属,分野,取組名,取組内容\n1,一課,休暇,端末,{A}\n{line}\n2,二課,,,{B}\n"
    )
    assert [item for _, item, _ in entries] == ["端末", None]
    assert reasons(listed) == {3: "合計などの行"}


def test_the_number_of_a_page_names_no_rows_below_it():
    entries, listed = read(f"所属,取組内容\n一課,{A}\n- 1 -,\n二課,{B}\n")
    assert entries == [(None, None, A), (None, None, B)]
    assert reasons(listed) == {3: "ページ番号"}


def test_a_row_that_leaves_blank_its_title_and_all_left_of_it_goes_on_below_it():
    entries, listed = read(
        f"番号,分野,取組名,取組内容\n1,働き方,端末,{A}\n,,,{B}\n2,,会議,{C}\n"
    )
    assert entries == [
        ("働き方", "端末", A), ("働き方", "端末", B), ("働き方", "会議", C),
    ]  # fmt: skip
    assert "1行の空いている取組名は、上の行と同じと読みました。" in listed.warnings


def test_a_row_with_a_number_of_its_own_may_have_no_title():
    entries, _ = read(f"番号,取組名,取組内容\n1,端末,{A}\n2,,{B}\n")
    assert entries == [(None, "端末", A), (None, None, B)]


def test_a_note_in_one_cell_hides_no_meaning_of_its_column():
    entries, listed = read(f"津市,R5,{A}\n松阪市,R5,{B}\n※ 回答した順,,\n")
    told = {r.report.organisation for r in listed.reports}
    assert told == {"津市", "松阪市"}
    assert len(entries) == 2


def test_a_name_in_the_column_of_numbers_is_a_section_in_a_long_table_as_well():
    rows = "".join(f"{n},{A}\n" for n in range(1, 9))
    entries, _ = read(f"番号,取組内容\n１　働き方,\n{rows}２　会議,\n9,{B}\nR5-10,\n")
    assert [section for section, *_ in entries] == ["働き方"] * 8 + ["会議"]


def test_a_code_alone_names_no_rows_below_it():
    entries, _ = read(f"受付番号,取組内容\nR5-01,{A}\nR5-02,\nR5-03,{B}\n")
    assert entries == [(None, None, A), (None, None, B)]


def test_a_title_above_a_table_without_a_header_is_no_section():
    rows = f"1,総務課,{A}\n2,税務課,{B}\n3,会計課,{C}\n"
    entries, listed = read(f"令和５年度　業務改善報告,,\n{rows}")
    assert [section for section, *_ in entries] == [None] * 3
    assert reasons(listed) == {1: "表の上の文"}


def test_a_label_between_tables_names_no_rows_below_it():
    table = "番号,取組名,取組内容\n"
    text = f"{table}1,端末,{A}\n2,退庁,{B}\n,,\n所属：消防本部,,\n{table}1,会議,{C}\n"
    assert [section for section, *_ in read(text)[0]] == [None] * 3


def test_of_titles_over_titles_the_outermost_is_the_section():
    entries, _ = read(
        f"取組名,取組内容\n１　働き方,\n（１）管理職,\n① 面談,{A}\n"
        f"（２）職員,\n① 標語,{B}\n２　会議,\n① 資料,{C}\n"
    )
    assert [each[:2] for each in entries] == [
        ("働き方", "①面談"), ("働き方", "①標語"), ("会議", "①資料"),
    ]  # fmt: skip


def test_the_indent_of_a_title_tells_what_it_stands_under():
    entries, _ = read(
        f"取組名,取組内容\n働き方,\n　管理職,\n　　面談,{A}\n　職員,\n　　標語,{B}\n"
    )
    assert [each[:2] for each in entries] == [("働き方", "面談"), ("働き方", "標語")]


@pytest.mark.parametrize("name", ["（東部）", "【１　東部】", "■東部"])
def test_a_name_over_rows_loses_its_brackets_and_its_number(name):
    entries, _ = read(f"取組名,取組内容,成果\n{name},,\n端末,{A},\n")
    assert entries == [("東部", "端末", A)]
    entries, _ = read(f"{name},,\n取組名,取組内容,成果\n端末,{A},\n")
    assert entries[0][1:] == ("端末", A)


def test_a_row_in_brackets_below_the_header_tells_how_to_fill_it_in():
    entries, listed = read(
        f"取組名,取組内容\n（20字以内）,（何をしたかを具体的に）\n端末,{A}\n"
    )
    assert [each[-1] for each in entries] == [A]
    assert reasons(listed) == {2: "記入のしかたの行"}


def test_a_title_that_another_page_prints_again_heads_nothing():
    entries, listed = read(
        f"業務改善一覧（１／２）,,\n番号,取組名,取組内容\n1,端末,{A}\n"
        f"業務改善一覧（２／２）,,\n番号,取組名,取組内容\n2,退庁,{B}\n"
    )
    assert entries == [(None, "端末", A), (None, "退庁", B)]
    assert reasons(listed)[4] == "表の上の文"


def test_a_sum_without_what_is_printed_twice_is_no_entry():
    entries, _ = read(f"番号,取組内容,再掲\n1,{A},\n,（再掲を除く計　１件）,\n")
    assert [each[-1] for each in entries] == [A]


def test_a_figure_with_a_unit_of_letters_is_no_outcome():
    entries, _ = read(f"取組内容,実績\n{A},18h\n{B},70%\n")
    assert [each[-1] for each in entries] == [A, B]


def test_blanks_within_ditto_say_nothing():
    text = f"市町,取組内容\n津市,{A}\n同　上,{B}\n"
    assert [of for of, *_ in told(text)] == ["津市", "津市"]


@pytest.mark.parametrize("text", ["（削除）", "欠番", "削除"])
def test_a_row_that_was_taken_out_is_no_entry(text):
    entries, listed = read(f"番号,取組内容\n1,{A}\n2,{text}\n3,{B}\n")
    assert [each[-1] for each in entries] == [A, B]
    assert reasons(listed) == {3: f"「{text}」だけの行"}


def told(text, name="提出.csv"):
    listed = read_list(read_bytes(text.encode(), name=name))
    return [
        (entry.organisation, entry.fiscal_year, entry.section, entry.item)
        for report in listed.reports
        for entry in report.entries
    ]


def test_a_table_goes_on_for_another_year_below_its_name():
    text = (
        "津市 取組一覧,,\n【令和2年度】,,\n"
        "所属,取組内容,効果\n広報課,残業を減らした。,\n"
        "【令和3年度】,,\n所属,取組内容,効果\n広報課,休暇を増やした。,\n"
    )
    assert [(of, year) for of, year, *_ in told(text)] == [
        ("津市", 2020),
        ("津市", 2021),
    ]


def test_an_organisation_over_rows_is_whose_they_are():
    text = (
        "番号,分野,取組内容\n総務省,,\n1,休暇,残業を減らした。\n"
        "環境省,,\n1,会議,休暇を増やした。\n"
    )
    assert [(of, section) for of, _, section, _ in told(text)] == [
        ("総務省", "休暇"),
        ("環境省", "会議"),
    ]


def test_a_label_over_rows_tells_what_its_value_means():
    text = (
        "自治体名：津市,,\n番号,取組内容,状況\n1,残業を減らした。,実施\n"
        "自治体名：伊勢市,,\n年度：令和4年度,,\n番号,取組内容,状況\n1,休暇を増やした。,実施\n"
    )
    assert [(of, year) for of, year, *_ in told(text, "a.csv")] == [
        ("津市", None),
        ("伊勢市", 2022),
    ]


def test_a_title_over_rows_stands_under_its_section():
    text = (
        "番号,取組名,取組内容,状況\n働き方,,,\n,休暇の促進,,\n1,,残業を減らした。,実施\n"
        "職場,,,\n2,,休暇を増やした。,実施\n"
    )
    assert [(section, item) for _, _, section, item in told(text)] == [
        ("働き方", "休暇の促進"),
        ("職場", None),
    ]


def test_a_title_within_a_section_is_no_section_of_rows_with_titles_of_their_own():
    rows = f"働き方,,\n,休暇の促進,\n1,年次休暇,{A}\n2,介護休暇,{B}\n"
    text = f"番号,取組名,取組内容\n{rows}"
    assert [(section, item) for _, _, section, item in told(text)] == [
        ("働き方", "年次休暇"),
        ("働き方", "介護休暇"),
    ]
