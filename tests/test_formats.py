"""The same table in every format gives the same entries."""

import pytest

from corpus.readers import read_bytes
from corpus.report import read_report
from corpus.submissions import read_list
from tests.fixtures_formats import FORMATS

TITLE = "三重県 令和3年度 女性職員活躍推進の取組一覧"
LONG = (
    "超過勤務の縮減のため、毎週水曜日を定時退庁日とし、所属長が巡回して退庁を促すとともに、"
    "上限時間を超える見込みの職員には事前に面談を行い、業務の割振りを見直した。"
)
ROWS = (
    ("番号", "所管課", "取組名", "取組内容", "成果"),
    ("1", "人事課", "在宅勤務",
     "【新規】在宅勤務用の端末を200台配備した。\n【継続】Web会議の利用を促した。",
     "利用者が3割増えた。"),
    ("2", "総務課", "会議", "会議資料を電子化し、紙の配布をやめた。", "―"),
    ("", "", "", "合計", ""),
    ("3", "", "定時退庁日", LONG, "前年度より10%減"),
    ("※1 令和4年3月末現在", "", "", "", ""),
)  # fmt: skip


def entries_of(content: bytes, name: str) -> list[tuple[object, ...]]:
    listed = read_list(read_bytes(content, name=name))
    return [
        (e.id, e.kind, e.organisation, e.fiscal_year, e.item, e.marker, e.text)
        for read in listed.reports
        for e in read.entries
    ]


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_table_gives_the_same_entries(kind):
    expected = entries_of(FORMATS["xlsx"]([TITLE], ROWS), "提出.xlsx")
    assert len(expected) == 6
    assert entries_of(FORMATS[kind]([TITLE], ROWS), f"提出.{kind}") == expected


HEADERS = (
    ("大項目", "取組", "", "成果", ""),
    ("", "名称", "内容", "指標", "内容"),
    ("働\nき\n方\n改\n革", "在宅勤務", "【新規】端末を配備した。", "利用率", "3割増"),
    ("", "会議", LONG * 3, "時間", "―"),
    ("", "残業", LONG * 6, "時間", "減少した。"),
    ("休\nみ\n方", "休暇", "年休の計画表を作った。", "日数", "12日"),
)
SPANS = ((0, 2, 0, 1), (0, 1, 1, 2), (0, 1, 3, 2), (2, 3, 0, 1))
MERGING = ("xlsx", "html", "docx", "pdf")
# Pages so small that rows are cut at their ends.
SMALL = {"widths": [30, 80, 150, 60, 100], "n_header_rows": 2, "pagesize": (480, 300)}


@pytest.mark.parametrize("kind", MERGING)
def test_merged_cells_and_rows_cut_by_pages_are_read_alike(kind):
    options = SMALL if kind == "pdf" else {}
    content = FORMATS[kind]([TITLE], HEADERS, SPANS, **options)
    listed = read_list(read_bytes(content, name=f"提出.{kind}"))
    entries = [e for read in listed.reports for e in read.entries]
    told = [(e.section, e.item, e.text) for e in entries if e.kind == "initiative"]
    assert told == [
        ("働き方改革", "在宅勤務", "端末を配備した。"),
        ("働き方改革", "会議", LONG * 3),
        ("働き方改革", "残業", LONG * 6),
        ("休み方", "休暇", "年休の計画表を作った。"),
    ]
    outcomes = [e.text for e in entries if e.kind == "outcome"]
    assert outcomes == ["3割増", "減少した。", "12日"]


FORM = (
    ("大項目", "中項目", "小項目", "各取組の実施状況(A)",
     "(A)で「実施未定」を選択した場合の理由(B)", "取組内容及び取組における工夫(C)",
     "具体的な成果(D)"),
    ("働き方改革", "1", "会議の短縮", "実施", "", "【継続】会議を減らした。", "―"),
    ("", "2", "在宅勤務", "実施", "",
     f"【新規】端末を配った。【拡充】{LONG * 3}", "増えた。"),
    ("", "3", "残業", "実施未定", "庁舎の工事が終わらないため。", "", ""),
    ("女性活躍", "1", "採用", "実施", "", "【継続】案内を作成した。", "―"),
)  # fmt: skip


@pytest.mark.parametrize("kind", FORMATS)
def test_a_follow_up_form_is_read_alike_in_every_format(kind):
    title = "環境省 令和4年度 女性職員活躍のための取組計画等フォローアップ"
    options = {"widths": [40, 25, 60, 40, 60, 180, 60], "pagesize": (560, 320)}
    content = FORMATS[kind]([title], FORM, **(options if kind == "pdf" else {}))
    report = read_report(read_bytes(content, name=f"様式.{kind}"))
    assert (report.report.organisation, report.report.fiscal_year) == ("環境省", 2022)
    assert [(i.path, i.title, i.status, i.reason) for i in report.items] == [
        (("1",), "会議の短縮", "実施", None),
        (("2",), "在宅勤務", "実施", None),
        (("3",), "残業", "実施未定", "庁舎の工事が終わらないため。"),
        (("1",), "採用", "実施", None),
    ]
    assert [(e.marker, e.text) for e in report.entries] == [
        ("継続", "会議を減らした。"),
        ("新規", "端末を配った。"),
        ("拡充", LONG * 3),
        (None, "増えた。"),
        (None, "残業"),
        ("継続", "案内を作成した。"),
    ]
