"""The list of synonyms: read line by line, directed, extended by a home's own."""

from pathlib import Path

import pytest

from corpus.errors import InvalidInputError
from corpus.synonyms import Synonym, SynonymList, bundled_synonyms, read_synonyms
from index.searcher import Searcher
from tests.fixtures_index import find, make_index


def _read(folder: Path, *contents: str) -> SynonymList:
    paths = [folder / f"{number}.txt" for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_text(content, "utf-8")
    return read_synonyms(paths)


def test_the_bundled_list_has_no_bad_line_and_150_groups() -> None:
    bundled = bundled_synonyms()
    assert bundled.warnings == ()
    assert bundled.n_groups >= 150


def test_equal_words_stand_for_each_other(tmp_path: Path) -> None:
    assert _read(tmp_path, "# 残る\n残業 ＝ 超勤 ＠0.7\n").synonyms == (
        Synonym("残業", "超勤", 0.7),
        Synonym("超勤", "残業", 0.7),
    )


def test_an_arrow_leads_one_way(tmp_path: Path) -> None:
    assert _read(tmp_path, "ワーケーション、直行 -> テレワーク").synonyms == (
        Synonym("ワーケーション", "テレワーク", 0.5, is_directed=True),
        Synonym("直行", "テレワーク", 0.5, is_directed=True),
    )


@pytest.mark.parametrize(
    "line",
    ["残業", "残業 =", "→ 残業", "残業 = 超勤 @2", "残業 = 超勤 @多", "a → b → c"],
)
def test_a_bad_line_is_passed_over_and_named(tmp_path: Path, line: str) -> None:
    read = _read(tmp_path, f"# 一覧\n休暇 = 休み\n{line}\n")
    assert (read.n_groups, len(read.synonyms)) == (1, 2)
    assert "3行目" in read.warnings[0]


def test_a_later_file_wins(tmp_path: Path) -> None:
    read = _read(tmp_path, "休暇 = 休み", "休暇 = 休み @0.2")
    assert {synonym.weight for synonym in read.synonyms} == {0.2}


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidInputError, match=r"bad\.txt"):
        read_synonyms([tmp_path / "bad.txt"])


def test_a_narrower_word_finds_the_wider_and_not_the_reverse(tmp_path: Path) -> None:
    index = make_index(tmp_path, ["テレワークの推進", "ワーケーションの推進"])
    directed = [Synonym("ワーケーション", "テレワーク", 0.5, is_directed=True)]
    searcher = Searcher(index, synonyms=directed)
    narrower = ["ワーケーションの推進", "テレワークの推進"]
    assert find(searcher, "ワーケーション") == narrower
    assert find(searcher, "テレワーク") == narrower[1:]


def test_a_synonym_of_several_words_is_found_side_by_side(tmp_path: Path) -> None:
    texts = ["時間外の勤務", "時間外勤務"]
    index = make_index(tmp_path, texts)
    searcher = Searcher(index, synonyms=[Synonym("残業", "時間外勤務", 0.8)])
    assert find(searcher, "残業") == texts[1:]


def test_a_home_may_add_words(tmp_path: Path) -> None:
    index = make_index(tmp_path, ["定時退庁日の徹底"])
    own = _read(tmp_path, "かえるデー = 定時退庁日").synonyms
    assert find(Searcher(index, synonyms=own), "かえるデー") == ["定時退庁日の徹底"]
