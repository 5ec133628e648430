"""What a query means beside its letters: titles above, counters, years, amounts."""

from pathlib import Path

import pytest

from corpus.records import EntryKind
from index.schema import Document
from index.searcher import SearchRequest
from index.spelling import nearest
from index.words import read_words
from index.years import Year, bare_keys, keys_of_bare
from tests.fixtures_index import ANALYZER, document, find, make_searcher

OTHERS = ["会議を減らす", "研修を行う", "転勤に配慮する", "女性職員の面談", "残業"]


def indicator(text: str, title: str) -> Document:
    return document(text, item=title, kind=EntryKind.INDICATOR)


def test_an_entry_is_found_by_the_title_above_its_own_after_those_that_say_it(
    tmp_path: Path,
) -> None:
    below = document("退庁予定を事前に確認する", context="超過勤務の縮減の徹底")
    saying = document("超過勤務の縮減を進める", fiscal_year=2018)
    searcher = make_searcher(tmp_path, [below, saying, "研修"])
    assert find(searcher, "超過勤務の縮減") == [saying.entry.id, below.entry.id]
    reasons = searcher.explain("超過勤務の縮減", below.entry.id)
    assert {reason.field for reason in reasons} == {"context"}


@pytest.mark.parametrize("query", ["378名", "378人", "３７８名", "三百七十八名"])
def test_a_counter_does_not_decide_after_a_number(tmp_path: Path, query: str) -> None:
    searcher = make_searcher(tmp_path, ["延べ378人が参加した", "378ページの手引"])
    assert find(searcher, query) == ["延べ378人が参加した"]


def test_the_counter_that_was_typed_goes_first(tmp_path: Path) -> None:
    searcher = make_searcher(tmp_path, ["相談は117件", "相談は117項目"])
    assert find(searcher, "117項目") == ["相談は117項目", "相談は117件"]


def test_a_number_with_an_unknown_counter_is_found_as_a_number(tmp_path: Path) -> None:
    searcher = make_searcher(tmp_path, ["相談は117件", "相談は21件"])
    assert find(searcher, "117社") == ["相談は117件"]


def test_tenths_are_percents(tmp_path: Path) -> None:
    assert find(make_searcher(tmp_path, ["目標は30%", "3件"]), "3割") == ["目標は30%"]


@pytest.mark.parametrize("query", ["H27年度", "平成27年度", "2015年度"])
def test_a_year_meets_one_without_its_era_after_its_own(
    tmp_path: Path, query: str
) -> None:
    texts = ["27年度に育児シートを導入", "平成27年度に開始", "平成28年度に開始"]
    found = find(make_searcher(tmp_path, texts), query)
    assert found == [texts[1], texts[0]]


def test_the_entry_with_the_queried_year_comes_first(tmp_path: Path) -> None:
    texts = ["育児シートの導入、育児シートの提出", "27年度に制度として育児シートを導入"]
    (first,) = find(make_searcher(tmp_path, texts), "平成27年度 育児シート")
    assert first == texts[1]


def test_a_small_number_of_years_is_no_year() -> None:
    assert bare_keys(Year(2020, "年", 0, 4)) == ()
    assert bare_keys(Year(1975, "年度", 0, 6)) == ()
    assert keys_of_bare("2") == ("2020年度", "1990年度")
    assert keys_of_bare("百") == ()


@pytest.mark.parametrize(
    ("query", "read_as"), [("幹部侯補", "幹部候補"), ("職員の意職", "意識")]
)
def test_one_wrong_kanji_is_mended_although_its_halves_are_known(
    tmp_path: Path, query: str, read_as: str
) -> None:
    texts = ["幹部候補の育成", "職員の意識", "意見と職場と補助", "意図と職務"]
    searcher = make_searcher(tmp_path, texts)
    result = searcher.search(SearchRequest(query))
    assert [correction.read_as for correction in result.corrections] == [read_as]
    assert read_as in result.hits[0].entry_id


def test_a_compound_that_an_entry_has_is_no_slip(tmp_path: Path) -> None:
    searcher = make_searcher(tmp_path, ["各課の取組", "各科の取組"])
    assert searcher.search(SearchRequest("各課")).corrections == ()


def test_who_asks_how_much_gets_figures_first(tmp_path: Path) -> None:
    figures = indicator("目標：30%、現状：40%", "女性の採用目標")
    told = document("女性の採用を広げるため、女子学生への説明会を開く")
    searcher = make_searcher(tmp_path, [told, figures, *OTHERS])
    assert find(searcher, "女性の採用は何%ですか")[0] == figures.entry.id
    assert find(searcher, "どんな女性の採用がありますか")[0] == told.entry.id


def test_a_title_that_is_the_query_lifts_its_figures(tmp_path: Path) -> None:
    figures = indicator("目標：50%、現状：59%", "男性職員の育児休業取得率")
    told = document("育児休業取得率を上げ、育児休業を促す", item="育児休業の促進")
    searcher = make_searcher(tmp_path, [told, figures, *OTHERS])
    assert find(searcher, "男性職員の育児休業取得率")[0] == figures.entry.id
    assert find(searcher, "育児休業取得率")[0] == figures.entry.id


def test_words_that_stand_close_together_go_first(tmp_path: Path) -> None:
    apart = "職員に研修を行い、部署の会議を減らし、退庁の時刻を早め、相談を受ける"
    near = "部署の会議を減らし、退庁の時刻を早め、職員に研修を行い、研修の相談を受ける"
    searcher = make_searcher(tmp_path, [apart, near.replace("研修の", ""), "予算"])
    found = find(searcher, "研修で相談を受けられますか")
    assert found == [near.replace("研修の", ""), apart]


def test_reasons_sum_to_the_score_of_a_question(tmp_path: Path) -> None:
    figures = indicator("目標：30%、現状：40%", "女性の採用目標")
    searcher = make_searcher(tmp_path, [figures, "研修"])
    query = "女性の採用の割合はどれくらいですか"
    (hit,) = searcher.search(SearchRequest(query)).hits
    reasons = searcher.explain(query, hit.entry_id)
    assert sum(reason.score for reason in reasons) == pytest.approx(hit.score, rel=1e-4)
    assert {"figures", "title"} <= {reason.field for reason in reasons}


@pytest.mark.parametrize(
    "question",
    [
        "研修は今どうなっていますか",
        "研修を受けるにはどうすればいいですか",
        "どこで研修を受けさせてもらえますか",
        "どんな研修がどれくらいありますか",
    ],
)
def test_words_that_only_ask_carry_nothing(tmp_path: Path, question: str) -> None:
    searcher = make_searcher(tmp_path, ["研修を受ける", "今の会議"])
    assert find(searcher, question)[0] == "研修を受ける"


def test_entries_with_the_rarest_part_follow_those_with_all(tmp_path: Path) -> None:
    whole = "管理職に多面観察を行う"
    texts = ["多面観察の手引。多面観察の通知", whole, "管理職の研修", "管理職の面談"]
    result = make_searcher(tmp_path, texts).search(SearchRequest("管理職多面観察"))
    assert [hit.entry_id for hit in result.hits] == [whole, texts[0]]
    assert not result.is_relaxed
    assert any("1件" in note for note in result.notes)


def test_what_is_excluded_does_not_come_back_below(tmp_path: Path) -> None:
    texts = ["管理職に多面観察を行う", "多面観察の手引", "多面観察の通知"]
    assert find(make_searcher(tmp_path, texts), "管理職多面観察 -手引") == [
        texts[0],
        texts[2],
    ]


def test_words_typed_apart_are_all_wanted(tmp_path: Path) -> None:
    texts = ["管理職に多面観察を行う", "多面観察の手引"]
    assert find(make_searcher(tmp_path, texts), "管理職 多面観察") == texts[:1]


def test_without_all_words_the_rarer_one_counts_more(tmp_path: Path) -> None:
    texts = ["職員の研修", "職員の会議", "職員の面談", "メンターの会議"]
    found = find(make_searcher(tmp_path, texts), "職員 メンター 写真")
    assert found[0] == texts[3]


def test_places_of_parts_count_from_their_word() -> None:
    (_, word) = read_words(ANALYZER, "等業務効率化")[:2]
    assert word.units[0].start == 0


def test_kanji_of_like_shape_are_near(tmp_path: Path) -> None:
    lexicon = make_searcher(tmp_path, ["意識", "意見"])._current_tools().lexicon
    assert nearest(lexicon, "意職")[0].text == "意識"


def test_a_word_found_in_another_form_only_says_so(catalog):
    (expansion,) = catalog.search(SearchRequest("残業")).result.expansions
    assert expansion.term == "残業"
    assert [form.text for form in expansion.variants] == ["超過勤務"]
