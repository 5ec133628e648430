"""What repeats what: exact copies, copies with other figures, near-copies."""

import numpy as np
import pytest
from datasketch import MinHash

from corpus.copies import (
    hashed_runs,
    imprints,
    kind_of_copy,
    signatures_of,
    similarity,
    squeezed,
    word_diff,
)
from corpus.copytable import CopyTable

LONG = (
    "定時退庁日を毎週水曜日に設け、管理職員が退庁を呼び掛けて超過勤務の縮減を図った。"
)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("残業を減らした。", "残業を、減らした", "same"),
        ("ﾃﾚﾜｰｸを推進", "（再掲）テレワーク を推進。", "same"),
        ("令和2年度に12人が取得", "令和３年度に120人が取得", "figures"),
        ("十二人が取得した", "13人が取得した", "figures"),
        ("Ｒ２年度に実施", "2021年度に実施", "figures"),
        (LONG, LONG.replace("水曜日", "金曜日"), "near"),
        (LONG, "在宅勤務の規程を改めた。", None),
        ("", "", "same"),
    ],
)
def test_copies_are_told_by_what_parts_them(one, other, kind):
    told = kind_of_copy(one, other)
    assert (told[0] if told else None) == kind


def test_similarity_is_the_share_of_runs_of_three_characters():
    assert similarity("あいうえお", "あいうえか") == 2 / 4


def test_a_text_is_compared_without_signs_blanks_and_width():
    assert squeezed("【再掲】Ａ Ｂ・Ｃ（ﾊﾟｿｺﾝ）") == "abcパソコン"


def test_signatures_are_those_of_datasketch():
    texts = [LONG, "残業", "あ", "", LONG[::-1]]
    runs, starts = hashed_runs(texts)
    for i, own in enumerate(np.split(runs, starts[1:])):
        expected = MinHash(80, seed=1, hashfunc=int)
        expected.update_batch(own.tolist())
        assert (signatures_of(texts)[i] == expected.hashvalues).all()


def test_the_same_texts_have_the_same_imprints_in_any_batch():
    alone, among = imprints([LONG]), imprints(["あ", LONG, ""])
    assert (alone.bands[0] == among.bands[1]).all()
    assert alone.exact[0] == among.exact[1]


def test_a_word_diff_has_what_stayed_what_went_and_what_came():
    parts = word_diff("残業を10%減らした", "残業を20%も減らした")
    kept = [part.text for part in parts if part.kind == "same"]
    assert kept[0] == "残業を" and {"10", "20"}.isdisjoint(kept)
    before = "".join(part.text for part in parts if part.kind != "added")
    after = "".join(part.text for part in parts if part.kind != "removed")
    assert (before, after) == ("残業を10%減らした", "残業を20%も減らした")


def test_a_table_finds_copies_among_thousands_and_grows():
    table = CopyTable()
    texts = [f"{chr(0x4E00 + i)}{chr(0x5E00 + i)}" * 20 for i in range(3000)]
    for start in range(0, 3000, 500):
        table.add(imprints(texts[start : start + 500]))
    found = list(table.candidates(imprints([texts[7], texts[2999], LONG])))
    assert found == [[(7, True, True)], [(2999, True, True)], []]


def test_a_row_is_no_candidate_for_itself_or_rows_before_it():
    table = CopyTable()
    table.add(imprints([LONG, LONG]))
    found = list(table.candidates(imprints([LONG, LONG]), before=0))
    assert found == [[], [(0, True, True)]]


def test_a_saved_table_answers_the_same(tmp_path):
    table = CopyTable()
    table.add(imprints([LONG, "別の取組である。"]))
    table.save(tmp_path)
    loaded = CopyTable.load(tmp_path)
    asked = imprints([LONG.replace("毎週", "")])
    assert list(loaded.candidates(asked)) == list(table.candidates(asked))
    assert len(loaded) == 2
