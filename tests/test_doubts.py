"""What headings leave in doubt is told by the cells below them."""

import pytest

from corpus.columns import find_columns
from corpus.grids import Grid, Merged

SENTENCE = "残業を減らすため、ノー残業デーを設けた。"


def columns_of(*rows):
    return find_columns(Grid("表", tuple(map(tuple, rows))))


@pytest.mark.parametrize("number", ["1", "1-(1)-①", "011002", "ア", "（２）"])
def test_a_heading_over_numbers_and_their_words_is_that_of_the_words(number):
    columns = columns_of(["団体名", "", "取組内容"], [number, "札幌市", SENTENCE])
    assert columns.meanings == {"organisation": 1, "text": 2}
    assert columns.headings == ("", "団体名", "取組内容")


def test_a_heading_over_figures_and_their_units_stays_with_the_figures():
    rows = [[SENTENCE, "12", "時間"], [SENTENCE, "30", "時間"]]
    assert columns_of(["取組内容", "効果", ""], *rows).headings[1:] == ("効果", "")


@pytest.mark.parametrize(
    ("name", "text"), [("在宅勤務の推進について", 1), (SENTENCE, 0)]
)
def test_of_an_initiative_and_its_progress_the_longer_is_the_text(name, text):
    columns = columns_of(["取組", "取組状況"], [name, "9月に端末を配り終えた。"])
    assert columns.meanings["text"] == text


def test_years_under_a_blank_corner_are_years():
    columns = columns_of(
        ["", "区分", "取組内容"], ["R3", "新規", SENTENCE], ["", "計", "2件"]
    )
    assert columns.meanings == {"fiscal_year": 0, "marker": 1, "text": 2}


def test_the_number_of_a_proposal_is_not_its_text():
    columns = columns_of(["提案番号", "現状", "改善案"], ["1", SENTENCE, SENTENCE])
    assert columns.meanings["text"] == 2


def test_of_effects_told_twice_the_words_are_the_outcome():
    header = ["取組内容", "効果（時間）", "効果（その他）"]
    columns = columns_of(header, [SENTENCE, "320", "目の疲れが減った。"])
    assert columns.meanings == {"text": 0, "outcome": 2}


def test_how_it_was_before_is_no_outcome():
    header = ["取組テーマ", "取組前の状況", "実施したこと"]
    columns = columns_of(header, ["会議", SENTENCE, SENTENCE])
    assert columns.meanings == {"section": 0, "text": 2}


def test_when_something_was_achieved_is_no_outcome():
    columns = columns_of(["取組内容", "実績時期"], [SENTENCE, "通年"])
    assert columns.meanings == {"text": 0}


def test_unknown_names_over_sentences_are_a_header():
    rows = [
        ["現場", "前", "後"],
        ["組立", SENTENCE, SENTENCE],
        ["塗装", SENTENCE, SENTENCE],
    ]
    assert columns_of(*rows).header_rows == (0,)
    assert columns_of(*rows[1:], ["検査", SENTENCE, SENTENCE]).header_rows == ()


def test_a_row_with_a_cell_merged_into_the_next_names_groups():
    rows = (
        ("市町村名", "1 勤務時間", "", "2 部活動", "3 特色"),
        ("", "実施状況", "取組内容", "実施状況", ""),
        ("津市", "実施", SENTENCE, "実施", ""),
    )
    merged = (Merged(top=0, bottom=2, left=0, right=1),)
    columns = find_columns(Grid("表", rows, merged=merged))
    assert columns.header_rows == (0, 1)
    assert columns.meanings["organisation"] == 0
