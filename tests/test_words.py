"""Words of the index: where spellings, years, numbers and compounds meet."""

import pytest

from index.folding import fold, fold_with_origins
from index.spelling import distance
from index.words import read_words
from tests.fixtures_index import ANALYZER

SAME = [
    ("見直し", "見直"),
    ("受付け", "受け付け"),
    ("見直す", "見直し"),
    ("附属", "付属"),
    ("齋藤", "斎藤"),
    ("サーバ", "サーバー"),
    ("ﾌﾚｯｸｽﾀｲﾑ", "フレックスタイム"),
    ("ＰＤＦ", "pdf"),
    ("⼥性", "女性"),
    ("令和2年度", "Ｒ２年度"),
    ("令和二年度", "2020年度"),
    ("平成31年", "令和元年"),
    ("平成31", "2019"),
    ("12,345,678件", "1234万5678件"),
    ("3.2万件", "32,000件"),
    ("二十四件", "24件"),
    ("50％", "50パーセント"),
    ("1ヶ月", "１か月"),
]
APART = [
    ("2020年", "2020年度"),
    ("24件", "24人"),
    ("2020件", "2020"),
    ("R2", "R20"),
    ("一般", "1般"),
]


def _keys(text: str) -> list[str]:
    return [word.key for word in read_words(ANALYZER, text)]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_spellings_meet(left: str, right: str) -> None:
    assert _keys(left) == _keys(right)
    assert len(_keys(left)) == 1


@pytest.mark.parametrize(("left", "right"), APART)
def test_what_is_not_the_same_stays_apart(left: str, right: str) -> None:
    assert _keys(left) != _keys(right)


def test_a_compound_holds_every_run_of_its_units() -> None:
    (word,) = read_words(ANALYZER, "業務効率化")
    parts = [part.key for part in word.parts]
    assert parts == ["業務", "業務効率", "効率", "効率化", "化"]


def test_places_hold_in_the_text_as_printed() -> None:
    text = "※ｻｰﾊﾞを　Ｒ２年度に㌔"
    places = [text[word.start : word.end] for word in read_words(ANALYZER, text)]
    assert "".join(places) == text.replace("　", "")


def test_folding_remembers_where_characters_came_from() -> None:
    folded = fold_with_origins("ﾌﾞ㌔Ａ")
    assert folded.text == fold("ﾌﾞ㌔Ａ") == "ブキロa"
    assert list(folded.origins) == [0, 2, 2, 3, 4]


@pytest.mark.parametrize(
    ("typed", "form", "slips"),
    [
        ("テレワク", "テレワーク", 0.5),
        ("テレワーーク", "テレワーク", 0.5),
        ("コミニュケーション", "コミュニケーション", 1),
        ("意職改革", "意識改革", 0.5),
        ("フレツクス", "フレックス", 0.5),
        ("シュミレーション", "シミュレーション", 1),
        ("会議", "議会", 1),
        ("同じ", "同じ", 0),
    ],
)
def test_slips_are_counted(typed: str, form: str, slips: float) -> None:
    assert distance(typed, form) == slips
