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
        ("部門 Department", "department"),
        ("回答される方の所属", "department"),
        ("応募部署", "department"),
        ("【必須】自治体名", "organisation"),
        ("ステータス Status", "status"),
        ("取組主体", "organisation"),
        ("事業主名", "organisation"),
        ("担当課", "department"),
        ("年度", "fiscal_year"),
        ("新規・継続の別", "marker"),
        ("実施状況", "status"),
        ("分野", "section"),
        ("実施しない理由", "reason"),
        ("令和３年度の取組内容", "text"),
        ("取り組んだこと", "text"),
        ("地方公共団体名", "organisation"),
        ("貴社名", "organisation"),
        ("【1】団体名", "organisation"),
        ("市町村教育委員会名", "organisation"),
        ("新・継", "marker"),
        ("見出し", "item"),
        ("市町", "organisation"),
        ("organization_name", "organisation"),
        ("大分類名", "section"),
        ("Q5_FA_取組内容", "text"),
        ("Q3_会社名", "organisation"),
        ("業務名", "item"),
        ("良かった点", "outcome"),
        ("1-1 団体名", "organisation"),
        ("貴院の名称", "organisation"),
        ("Initiative", "item"),
        ("Results", "outcome"),
        ("施策の方向", "item"),
        ("職場で取り組んでいること", "text"),
        ("任命権者", "organisation"),
        ("報告部署", "department"),
        ("担当者所属", "department"),
        ("部門名", "department"),
        ("所属名称", "department"),
        ("年度CD", "fiscal_year"),
        ("事例名", "item"),
        ("ご担当部署をお答えください。", "department"),
        ("実施年", "fiscal_year"),
        ("対象期間", "fiscal_year"),
        ("実施の可否", "status"),
        ("アウトカム", "outcome"),
        ("取組後の変化", "outcome"),
        ("プロジェクト名", "item"),
        ("基本方針", "section"),
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


@pytest.mark.parametrize(
    "heading",
    [
        "目標年度",
        "開始年度",
        "特記事項",
        "取組の背景",
        "取組開始日",
        "取組件数",
        "進捗率",
    ],
)
def test_what_only_surrounds_an_initiative_means_nothing(heading):
    columns = columns_of([heading, "取組内容"], ["x", SENTENCE])
    assert told(columns) == {"取組内容": "text"}


@pytest.mark.parametrize(
    ("headings", "meanings"),
    [
        (("取組", "成果"), {"取組": "text", "成果": "outcome"}),
        (("課題", "対策", "効果"), {"対策": "text", "効果": "outcome"}),
        (("課題", "やったこと", "結果"), {"やったこと": "text", "結果": "outcome"}),
        (("計画", "実績"), {"実績": "text"}),
        (("計画内容", "取組実績"), {"取組実績": "text"}),
        (
            ("部署", "改善前", "改善後", "職場のコメント"),
            {"部署": "department", "改善後": "text"},
        ),
        (("事業概要", "令和3年度の取組内容"), {"令和3年度の取組内容": "text"}),
    ],
)
def test_of_columns_of_sentences_the_text_is_what_was_done(headings, meanings):
    cells = (f"{SENTENCE}{heading}" for heading in headings)
    assert told(columns_of(headings, tuple(cells))) == meanings


@pytest.mark.parametrize(
    ("headings", "cells", "meanings"),
    [
        (("施策の区分", "種別"), ("働き方", "新規"), ("section", "marker")),
        (("区分", "種別"), ("働き方", "新規"), ("section", "marker")),
        (("区分", "新規・継続の別"), ("働き方", "新規"), ("section", "marker")),
        (("分類", "区分"), ("継続", "実施"), ("marker", "status")),
        (("対応", "分野"), ("今後実施", "働き方"), ("status", "section")),
    ],
)
def test_columns_of_kinds_are_told_by_their_cells(headings, cells, meanings):
    columns = columns_of((*headings, "取組内容"), (*cells, SENTENCE))
    expected = dict(zip(headings, meanings, strict=True))
    assert told(columns) == expected | {"取組内容": "text"}


def test_the_details_are_the_text_of_what_another_column_only_names():
    columns = columns_of(["取組内容", "取組内容の詳細"], ["在宅勤務", SENTENCE])
    assert told(columns) == {"取組内容": "item", "取組内容の詳細": "text"}


def test_questions_of_a_form_are_told_by_what_they_ask_for():
    told_of = told(
        columns_of(
            [
                "貴団体名をご記入ください。",
                "Q1. 令和5年度に実施した働き方改革の取組を、具体的にご記入ください。",
                "Q2. その取組による成果があればご記入ください。",
            ],
            ["津市", SENTENCE, "残業が減った。"],
        )
    )
    assert list(told_of.values()) == ["organisation", "text", "outcome"]


def test_a_question_that_names_nothing_heads_a_column_as_well():
    columns = columns_of(
        ["貴団体名をお答えください。", "Q1 在宅勤務をしていますか。", "Q2 取組の内容"],
        ["津市", "はい", SENTENCE],
    )
    assert columns.header_rows == (0,)
    assert (columns.meanings["organisation"], columns.meanings["text"]) == (0, 2)


@pytest.mark.parametrize(("figure", "place"), [("80%", 2), ("残業が減った。", 1)])
def test_a_progress_told_in_sentences_is_the_outcome_where_no_words_are(figure, place):
    rows = (["取組内容", "実績値", "進捗状況の説明"], [SENTENCE, figure, SENTENCE])
    assert columns_of(*rows).meanings == {"text": 0, "outcome": place}


def test_the_verdict_on_a_proposal_is_no_outcome():
    rows = (["提案内容", "審査結果"], [SENTENCE, "採用"])
    assert told(columns_of(*rows)) == {"提案内容": "text"}


def test_what_was_planned_is_the_text_beside_what_came_of_it():
    rows = (["取組区分", "計画上の取組", "実績"], ["医師", SENTENCE, SENTENCE])
    assert told(columns_of(*rows)) == {
        "取組区分": "section", "計画上の取組": "text", "実績": "outcome"
    }  # fmt: skip


def test_words_under_a_blank_corner_are_sections():
    rows = (
        ["", "取組", "状況"],
        ["超\n過\n勤\n務", SENTENCE, "実施"],
        ["", SENTENCE, ""],
    )
    assert columns_of(*rows).meanings["section"] == 0


@pytest.mark.parametrize("corner", ["1", "①", "R3"])
def test_numbers_under_a_blank_corner_are_no_sections(corner):
    rows = (["", "取組", "状況"], [corner, SENTENCE, "実施"])
    assert "section" not in columns_of(*rows).meanings


@pytest.mark.parametrize(
    "header", ["番号,取組", "No,活動の中身", "№,やったこと", "通番,令和4年度の取組"]
)
def test_a_name_for_the_numbers_of_rows_heads_whatever_stands_beside_it(header):
    first, second = "在宅勤務を全職員に広げた。", "毎日20時に退庁した。"
    columns = columns_of(header.split(","), ("1", first), ("2", second))
    assert columns is not None
    assert (columns.header_rows, columns.meanings) == ((0,), {"text": 1})


def test_a_name_is_the_title_beside_what_it_is_filed_under():
    columns = columns_of(["項目", "取組名", "取組内容"], ["休暇", "年休", SENTENCE])
    assert told(columns) == {"取組名": "item", "取組内容": "text"}
    columns = columns_of(["施策ID", "取組名", "取組内容"], ["W1", "年休", SENTENCE])
    assert told(columns) == {"取組名": "item", "取組内容": "text"}
