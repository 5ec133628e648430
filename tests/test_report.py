"""Reading the bundled report: the counts that are known of it, and its hard places."""

from collections import Counter
from functools import cache

import pytest

from corpus.errors import NotAReportError
from corpus.forms import split_pages
from corpus.records import Entry, EntryKind, Item, ReadReport
from corpus.report import read_report
from tests.fixtures_reports import BUNDLED_TEXT, source_of

WORK, FAMILY, WOMEN = (
    "働き方改革",
    "育児・介護等と両立して活躍できるための改革",
    "女性の活躍推進のための改革",
)


@cache
def report() -> ReadReport:
    return read_report(source_of(BUNDLED_TEXT, "mhlw-2020-follow-up.txt"))


def entries(kind: EntryKind) -> list[Entry]:
    return [entry for entry in report().entries if entry.kind is kind]


def item(section: str, *path: str) -> Item:
    return next(
        each for each in report().items if (each.section, each.path) == (section, path)
    )


def test_there_are_twelve_pages() -> None:
    assert len(split_pages(source_of(BUNDLED_TEXT).grids)) == 12


def test_rows_count_by_section_and_empty_rows_are_none() -> None:
    sections = Counter(each.section for each in report().items)

    assert sections == {WORK: 17, FAMILY: 14, WOMEN: 22}


def test_statuses_are_those_printed() -> None:
    statuses = Counter(each.status for each in report().items)

    assert statuses == {"実施": 43, "今後実施": 6, None: 4}


def test_initiatives_count_by_marker() -> None:
    markers = Counter(entry.marker for entry in entries(EntryKind.INITIATIVE))

    assert markers == {"新規": 11, "継続": 55, "拡充": 1, "継続新規": 1}


def test_outcomes_carry_markers_or_none() -> None:
    markers = Counter(entry.marker for entry in entries(EntryKind.OUTCOME))

    assert markers == {"新規": 1, "継続": 1, None: 3}


def test_a_row_with_nothing_to_tell_is_an_entry_of_its_title() -> None:
    texts = [entry.text for entry in entries(EntryKind.ITEM)]

    assert len(texts) == 10
    assert texts[0] == "超過勤務の縮減の徹底"


def test_indicators_are_read_from_four_rows() -> None:
    rows = Counter((each.section, each.path) for each in report().indicators)

    assert rows == {
        (FAMILY, ("1",)): 1,
        (FAMILY, ("2",)): 1,
        (WOMEN, ("1",)): 2,
        (WOMEN, ("2",)): 3,
    }


def test_the_one_reason_stands_at_its_item() -> None:
    reasons = [each for each in report().items if each.reason]

    assert [(each.path, each.reason) for each in reasons] == [
        (("2", "b"), "本省での実施結果を踏まえて検討する。")
    ]


def test_a_printed_7_is_an_a_or_a_number_by_its_neighbours() -> None:
    paths = [each.path for each in report().items if each.section == WORK]

    assert paths[5:8] == [("4",), ("4", "a", "ア"), ("4", "b", "ア")]
    assert paths[12:15] == [("7",), ("7", "a", "ア"), ("7", "a", "イ")]


def test_a_section_is_carried_over_and_mended() -> None:
    assert item(FAMILY, "6").page == 8
    assert item(WORK, "3").section == WORK


def test_two_variants_share_the_item_that_one_of_them_leaves_out() -> None:
    pair = [each for each in report().items if each.path == ("3", "b", "イ")]

    assert [(each.title, each.variant) for each in pair] == [
        ("セミナーによる意識啓発・周知", "独自実施のもの"),
        ("セミナーによる意識啓発・周知", "内閣人事局・人事院が実施するものへの派遣"),
    ]


def test_two_labelled_variants_share_the_title_printed_at_the_second() -> None:
    first, second = item(WOMEN, "8", "b", "ア"), item(WOMEN, "8", "b", "イ")

    assert first.title == second.title
    assert first.variant == "独自実施のもの"
    assert second.variant == "内閣人事局・人事院が実施するものへの派遣"


def test_a_footnote_stays_with_the_outcome_it_explains() -> None:
    (outcome,) = [
        entry
        for entry in entries(EntryKind.OUTCOME)
        if "（※）" in entry.text or "(※)" in entry.text
    ]

    assert outcome.path == ("7",)
    assert outcome.text.endswith("×「審議会等出席者人数」")


def test_a_paragraph_without_a_marker_belongs_to_the_entry_before() -> None:
    (entry,) = [
        each for each in report().entries if "例えば、年間12,000件" in each.text
    ]

    assert entry.marker == "継続"
    assert entry.text.startswith("「厚生労働省業務改革・働き方改革ベスト")


def test_an_entry_printed_twice_is_two_entries() -> None:
    twice = [
        each for each in report().entries if "令和3年夏に育児中の職員" in each.text
    ]

    assert [(each.section, each.path) for each in twice] == [
        (FAMILY, ("7",)),
        (WOMEN, ("9", "a", "ア")),
        (WOMEN, ("9", "a", "エ")),
    ]
    assert len({each.id for each in twice}) == 3


def test_blanks_of_line_wraps_go_and_those_of_names_stay() -> None:
    texts = "\n".join(entry.text for entry in report().entries)

    assert "「効率化ツール・テクニク」" in texts
    assert "Skype for Businessを利用" in texts


def test_a_known_slip_is_mended_and_other_faults_stay_as_printed() -> None:
    texts = "\n".join(entry.text for entry in report().entries)

    assert "16日以上の年次休暇" in texts
    assert "子次休暇" not in texts
    assert "Skype for businessを利用" in texts


def test_title_year_and_ministry_are_told() -> None:
    told = report().report

    assert told.title.startswith("令和2年度 女性職員活躍と職員のワークライフバランス")
    assert (told.organisation, told.fiscal_year) == ("厚生労働省", 2020)
    assert "厚生労働省" in report().warnings[0]


def test_what_the_caller_says_counts_before_what_the_file_says() -> None:
    told = read_report(source_of(BUNDLED_TEXT), organisation="環境省", fiscal_year=2030)

    assert (told.report.organisation, told.report.fiscal_year) == ("環境省", 2030)


def test_reading_again_gives_the_same_ids_and_each_only_once() -> None:
    again = read_report(source_of(BUNDLED_TEXT, "another-name.txt"))
    ids = [entry.id for entry in report().entries]

    assert [entry.id for entry in again.entries] == ids
    assert again.report.id == report().report.id
    assert len(set(ids)) == len(ids)


def test_a_table_without_the_form_is_refused_with_the_remedy() -> None:
    with pytest.raises(NotAReportError, match="大項目・中項目・小項目"):
        read_report(source_of("番号\t取組\n1\tテレワークを導入した。"))


def test_a_form_without_rows_is_refused() -> None:
    with pytest.raises(NotAReportError, match="見出し行だけ"):
        read_report(source_of("令和4年度フォローアップ\n大項目\t中項目\t小項目\n"))
