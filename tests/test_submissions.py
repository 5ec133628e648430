"""A plain list becomes entries, each line of it, by organisation and year."""

import pytest

from corpus.choices import ReadingChoices
from corpus.errors import NotAReportError
from corpus.forms import is_form
from corpus.readers import read_bytes
from corpus.records import EntryKind
from corpus.submissions import read_list
from tests.fixtures_files import xlsx_file

A = "在宅勤務用の端末を全職員に配備した。"


def read(text, name="提出.csv", **told):
    source = read_bytes(text.encode(), name=name)
    return read_list(source, choices=ReadingChoices(**told))


def texts_of_report(report):
    return [entry.text for entry in report.entries]


def texts_of(listed):
    return [entry.text for report in listed.reports for entry in report.entries]


def test_each_row_is_an_entry_with_its_place():
    listed = read(
        "組織名,年度,分野,取組名,取組内容,実施状況\n"
        "A市,令和3年度,働き方,在宅勤務,在宅勤務を導入した。,実施\n"
    )
    (report,) = listed.reports
    (entry,) = report.entries
    assert (report.report.organisation, report.report.fiscal_year) == ("A市", 2021)
    assert (entry.section, entry.item, entry.status) == ("働き方", "在宅勤務", "実施")
    assert (entry.kind, entry.text) == (EntryKind.INITIATIVE, "在宅勤務を導入した。")


def test_rows_of_each_organisation_and_year_are_a_report_of_their_own():
    rows = "A市,2021,残業を減らす\nB市,2021,休暇を取る\nA市,2021,会議を減らす\n"
    listed = read("組織名,年度,取組内容\n" + rows)
    told = [(r.report.organisation, len(r.entries)) for r in listed.reports]
    assert told == [("A市", 2), ("B市", 1)]


@pytest.mark.parametrize("ditto", ["〃", "同上", " ″ "])
def test_a_ditto_mark_says_what_stands_above_it(ditto):
    listed = read(
        "組織名,年度,分野,取組内容\n"
        "A市,2021,休暇,夏季休暇の取得を勧めた。\n"
        f"{ditto},2021,{ditto},会議を30分までとした。\n"
        f"{ditto},{ditto},会議,{ditto}\n"
    )
    (report,) = listed.reports
    assert report.report.organisation == "A市"
    assert [(e.section, e.text) for e in report.entries] == [
        ("休暇", "夏季休暇の取得を勧めた。"),
        ("休暇", "会議を30分までとした。"),
        ("会議", "会議を30分までとした。"),
    ]


def test_an_outcome_column_gives_outcomes_but_for_dashes():
    listed = read("取組内容,成果\n残業を減らす,10%減\n休暇を取る,―\n")
    kinds = [entry.kind for entry in listed.reports[0].entries]
    assert kinds == [EntryKind.INITIATIVE, EntryKind.OUTCOME, EntryKind.INITIATIVE]


@pytest.mark.parametrize("cell", ["未着手", "実施中", "集計中", "13.5", "※算定中"])
def test_a_status_a_bare_figure_or_a_note_is_no_outcome(cell):
    (report,) = read(f"取組内容,成果\n残業を減らす,{cell}\n").reports
    assert [entry.kind for entry in report.entries] == [EntryKind.INITIATIVE]


@pytest.mark.parametrize(
    ("cell", "text"),
    [("・残業を減らした。", "残業を減らした。"), ("○○市に倣った。", "○○市に倣った。")],
)
def test_the_sign_of_a_list_of_one_is_no_part_of_its_text(cell, text):
    assert texts_of(read(f"取組内容,成果\n{cell},\n")) == [text]


def test_a_marker_in_the_text_counts_before_its_column():
    listed = read("取組内容,区分\n【継続】残業を減らす,新規\n休暇を取る,新規\n")
    markers = [entry.marker for entry in listed.reports[0].entries]
    assert markers == ["継続", "新規"]


def test_what_the_file_does_not_say_is_taken_from_its_title_and_name():
    told = [
        read("取組内容,x\n残業を減らす,\n", name="国土交通省_令和3年度.csv"),
        read("三重県 令和3年度 取組一覧,\n取組内容,x\n残業を減らす,\n"),
    ]
    assert [
        (each.reports[0].report.organisation, each.reports[0].report.fiscal_year)
        for each in told
    ] == [("国土交通省", 2021), ("三重県", 2021)]


def test_what_nothing_says_is_given_by_the_person_or_asked_for():
    text = "取組内容,x\n残業を減らす,\n"
    listed = read(text, organisation="A社", fiscal_year=2020)
    assert listed.reports[0].report.organisation == "A社"
    assert listed.warnings == ()
    assert read(text).warnings == (
        "1行に組織名がありません。読み方の「組織名」で指定してください"
        "（命令では --organisation）。",
        "1行に年度がありません。読み方の「年度」で指定してください"
        "（命令では --fiscal-year）。",
    )


@pytest.mark.parametrize(
    "text",
    [
        "注意を促した。",
        "注文をメールで受ける。",
        "備考欄を廃止した。",
        "出典を示すようにした。",
        "計3件の会議を廃止した。",
        "その他の会議を廃止した。",
        "検討中の制度を始めた。",
    ],
)
def test_an_entry_that_begins_like_a_note_is_kept(text):
    assert texts_of(read(f"番号,取組内容\n1,{text}\n")) == [text]


@pytest.mark.parametrize(
    "note",
    [
        "合計",
        "（注）令和3年度から",
        "注1：見込み",
        "※速報値",
        "出典：調査",
        "（記載例）",
        "合計：3件",
        "計12団体（うち新規1件）",
        "【合計】",
        "（その他）",
        "その他（具体的に）",
        "－以下余白－",
        "以上。",
        "（備考）速報値",
        "○：実施済、△：検討中",
        "該当なし（採用がないため）",
        "・特になし",
        "検討中",
        "未定",
        "○",
        "12.5%",
    ],
)
def test_notes_and_sums_are_no_entries(note):
    text = f"番号,取組内容\n1,残業を減らす。\n2,{note}\n"
    assert texts_of(read(text)) == ["残業を減らす。"]


def test_bullets_stand_under_the_headings_above_them():
    text = "働き方\n・在宅勤務の推進\n・残業の縮減\n■ 休み方\n① 年休を取る。\n"
    listed = read(text, name="提出.txt")
    assert [(e.section, e.text) for e in listed.reports[0].entries] == [
        ("働き方", "在宅勤務の推進"),
        ("働き方", "残業の縮減"),
        ("休み方", "年休を取る。"),
    ]


def test_without_bullets_each_line_is_an_entry_however_short():
    text = "三重県 令和3年度\n\n在宅勤務の推進\n残業の縮減\n"
    listed = read(text, name="提出.txt")
    assert texts_of(listed) == ["在宅勤務の推進", "残業の縮減"]
    assert listed.reports[0].report.fiscal_year == 2021


def test_the_name_of_a_single_column_is_no_entry():
    assert texts_of(read("取組内容\n残業の縮減\n", name="-")) == ["残業の縮減"]


def test_all_sheets_of_a_workbook_are_read():
    sheet = [["取組内容", "年度"], ["残業を減らす", "R3"]]
    content = xlsx_file({"一課": sheet, "説明": [["書き方"]], "二課": sheet})
    listed = read_list(read_bytes(content, name="a.xlsx"))
    assert texts_of(listed) == ["残業を減らす", "残業を減らす"]


def test_the_same_text_twice_is_two_entries_whose_ids_stay():
    text = "番号,取組内容\n1,残業を減らす。\n2,残業を減らす。\n"
    first, again = read(text), read(text, name="別名.csv")
    ids = [[e.id for e in each.reports[0].entries] for each in (first, again)]
    assert len(set(ids[0])) == 2
    assert ids[0] == ids[1]


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "取組内容,x\n", "取組内容,x\n―,1\n"])
def test_a_table_without_initiatives_is_refused(text):
    with pytest.raises(NotAReportError, match="取組内容"):
        read(text)


def test_a_list_with_the_items_of_a_form_but_none_of_its_letters_is_a_list():
    text = f"大項目,中項目,小項目,取組内容,実施状況\n働き方,在宅,端末,{A},①実施\n"
    assert not is_form(read_bytes(text.encode(), name="a.csv").grids)
    (entry,) = read(text).reports[0].entries
    assert (entry.section, entry.item, entry.status) == ("働き方", "在宅", "実施")


def test_signs_before_a_marker_are_no_part_of_it():
    rows = "".join(f"{A},{marker}\n" for marker in ("○新規", "2.継続", "（拡充）"))
    entries = read(f"取組内容,新規・継続\n{rows}").reports[0].entries
    assert [entry.marker for entry in entries] == ["新規", "継続", "拡充"]


def test_numbered_columns_are_each_read():
    other = "在宅勤務の手順を全所属に説明した。"
    listed = read(f"番号,取組内容①,取組内容②\n1,{A},{other}\n")
    assert texts_of(listed) == [A, other]


def test_a_section_in_brackets_stands_above_each_table():
    text = "".join(
        f"【{name}】\n番号,取組内容,成果\n1,{A},\n" for name in ("働き方", "休み方")
    )
    entries = read(text).reports[0].entries
    assert [entry.section for entry in entries] == ["働き方", "休み方"]


@pytest.mark.parametrize("line", ["【三重県】", "【様式1】", "【令和3年度】", "説明"])
def test_what_else_stands_above_a_table_is_no_section(line):
    (entry,) = read(f"{line}\n番号,取組内容\n1,{A}\n").reports[0].entries
    assert entry.section is None


def test_a_row_without_a_town_is_the_prefecture_s_own():
    rows = f"三重県,津市,{A}\n三重県,,会議を減らした。\n,松阪市,休暇を勧めた。\n"
    listed = read(f"都道府県,市町村,取組内容\n{rows}")
    assert [(r.report.organisation, texts_of_report(r)) for r in listed.reports] == [
        ("津市", [A]), ("三重県", ["会議を減らした。"]), ("松阪市", ["休暇を勧めた。"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "header",
    [
        "大項目,中項目,計画,\n,,目標,取組内容",
        "施策体系,,主管課,取組内容\n大項目,小項目,,",
    ],
)
def test_a_list_with_sections_may_name_its_texts_in_another_row_of_its_header(header):
    rows = "働き方,端末,課,端末を全員に配る。\n,時差,課,始業を選べるようにする。\n"
    text = f"{header}\n{rows}"
    listed = read_list(read_bytes(text.encode(), name="津市_令和5年度.csv"))
    (report,) = listed.reports
    assert [(entry.section, entry.text) for entry in report.entries] == [
        ("働き方", "端末を全員に配る。"),
        ("働き方", "始業を選べるようにする。"),
    ]
    assert not is_form(read_bytes(text.encode(), name="a.csv").grids)
