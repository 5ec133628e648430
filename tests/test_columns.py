"""Which column of a list means what."""

import pytest

from corpus.choices import ReadingChoices
from corpus.columns import find_columns
from corpus.grids import Grid


def columns_of(*rows, **columns):
    choices = ReadingChoices(columns=columns)
    return find_columns(Grid("表", tuple(map(tuple, rows))), choices=choices)


def told(columns):
    return {each.heading: each.meaning for each in columns.understood if each.meaning}


SENTENCE = "残業を減らすため、ノー残業デーを設けた。"


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("取組内容", "text"),
        ("取り組みの内容（具体的に）", "text"),
        ("①実施内容", "text"),
        ("提案の概要", "text"),
        ("取　組　名", "item"),
        ("取組の成果", "outcome"),
        ("組織名", "organisation"),
        ("都道府県名", "organisation"),
        ("所属名", "department"),
        ("担当課", "department"),
        ("年度", "fiscal_year"),
        ("新規・継続の別", "marker"),
        ("実施状況", "status"),
        ("分野", "section"),
        ("実施しない理由", "reason"),
    ],
)
def test_a_heading_tells_what_its_column_means(heading, meaning):
    columns = columns_of([heading, "本文"], ["x", SENTENCE])
    assert columns.meanings[meaning] in (0, 1)
    assert meaning == "text" or columns.meanings[meaning] == 0


def test_the_header_is_found_below_a_title_and_a_blank_row():
    columns = columns_of(["一覧", ""], ["", ""], ["番号", "取組内容"], ["1", SENTENCE])
    assert (columns.header_row, columns.meanings) == (2, {"text": 1})


def test_the_columns_are_told_by_their_headings():
    columns = columns_of(["組織名", "取組内容"], ["A市", SENTENCE])
    assert told(columns) == {"組織名": "organisation", "取組内容": "text"}


def test_a_named_column_counts_before_what_is_found():
    rows = (["取組内容", "備考"], [SENTENCE, "休暇を取る"])
    assert columns_of(*rows, 備考="text").meanings["text"] == 1


def test_a_named_column_that_is_not_there_is_not_replaced_by_another():
    assert columns_of(["取組内容"], [SENTENCE], ない="text") is None


def test_titles_are_texts_where_a_list_has_nothing_else():
    columns = columns_of(["番号", "施策名", "年度"], ["1", "在宅勤務の推進", "R3"])
    assert told(columns) == {"施策名": "text", "年度": "fiscal_year"}


def test_the_longest_japanese_column_is_text_where_no_heading_says():
    columns = columns_of(["1", "総務課", SENTENCE], ["2", "人事課", SENTENCE])
    assert (columns.header_row, told(columns)) == (
        -1,
        {"3列目": "text", "2列目": "department"},
    )


def test_figures_alone_are_no_list():
    assert columns_of(["1", "2"], ["3", "4"]) is None


def test_an_empty_table_is_no_list():
    assert columns_of() is None


@pytest.mark.parametrize(
    "rows",
    [
        (
            ("№", "所管課", "取組", "", "実績"),
            ("", "", "取組名", "内容", "件数"),
            ("1", "人事課", "年休", SENTENCE, "3"),
        ),
        (
            ("番号", "担当", "取組", "", "成果"),
            ("", "", "項目", "内容", "人数"),
            ("1", "人事課", "年休", SENTENCE, "3人"),
        ),
    ],
)
def test_a_part_below_a_group_of_one_column_is_still_the_header(rows):
    columns = columns_of(*rows)
    assert columns.header_rows == (0, 1)
    assert (columns.meanings["item"], columns.meanings["text"]) == (2, 3)


def test_a_first_row_with_blanks_is_no_header():
    columns = columns_of(("番号", "項目", "取組内容", ""), ("", "休暇", SENTENCE, "済"))
    assert columns.header_rows == (0,)
