from collections import Counter

import pytest

from models.pairing import pair_entries
from models.pairs import Change
from tests.benchmarks.years import right_of
from tests.fixtures_years import entries_of, fate_of, invented_years, sample_years

CASES = list(invented_years())


def pairs(analyzer, before, after):
    years = entries_of(before, 2020), entries_of(after, 2021)
    return pair_entries(analyzer, *years)


def told(found):
    return [
        (
            pair.change.value,
            [int(entry.id[5:]) for entry in pair.before],
            [int(entry.id[5:]) for entry in pair.after],
        )
        for pair in found
    ]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_what_became_of_each_initiative_is_told_as_a_person_would(analyzer, case):
    found = pair_entries(analyzer, case.before, case.after)
    assert {fate_of(pair, is_placed=True) for pair in found} == case.fates


@pytest.mark.slow
def test_the_samples_are_told_right_but_for_a_few(analyzer):
    counts = right_of(analyzer, sample_years())
    n_right = sum(count for (_, is_right), count in counts.items() if is_right)
    assert n_right >= 0.97 * counts.total()


def test_every_entry_is_in_one_pair_and_in_one_only(analyzer):
    for case in CASES:
        found = pair_entries(analyzer, case.before, case.after)
        for given, side in ((case.before, "before"), (case.after, "after")):
            ids = [entry.id for pair in found for entry in getattr(pair, side)]
            assert sorted(ids) == sorted(entry.id for entry in given)


@pytest.mark.parametrize(("before", "after"), [([], []), (["|||研修を行った。"], [])])
def test_a_year_without_initiatives_pairs_nothing(analyzer, before, after):
    assert [pair.change for pair in pairs(analyzer, before, after)] == [
        Change.DROPPED for _ in before
    ]
    assert [pair.change for pair in pairs(analyzer, after, before)] == [
        Change.NEW for _ in before
    ]


@pytest.mark.parametrize("text", ["", "。", "1", "令和2年度", "a", "ー" * 5000])
def test_texts_that_say_nothing_are_paired_with_themselves(analyzer, text):
    line = f"改革|1|研修|{text}"
    assert told(pairs(analyzer, [line], [line])) == [("unchanged", [0], [0])]


def test_blanks_widths_and_markers_change_nothing(analyzer):
    before = ["改革|1|休暇|平均で13.2日（8.5%増）の年次休暇を取った。"]
    after = ["改革|2|休暇|平均で １３．２日(８．５％増)の 年次休暇を取った。（再掲）"]
    assert told(pairs(analyzer, before, after)) == [("unchanged", [0], [0])]


@pytest.mark.parametrize(("old", "new"), [("8.5%", "85%"), ("-5", "5"), ("3", "３０")])
def test_another_figure_is_a_change(analyzer, old, new):
    line = "改革|1|紙|前の年に比べて{}だけ紙の使用を減らすことができた。"
    found = pairs(analyzer, [line.format(old)], [line.format(new)])
    assert told(found) == [("changed", [0], [0])]


def test_the_pairs_are_the_same_in_whichever_direction(analyzer):
    turned = {"merged": "split", "split": "merged", "dropped": "new", "new": "dropped"}
    for case in CASES:
        there = pair_entries(analyzer, case.before, case.after)
        back = pair_entries(analyzer, case.after, case.before)
        expected = Counter(turned.get(pair.change, pair.change) for pair in there)
        assert Counter(pair.change.value for pair in back) == expected


def test_the_order_of_pairs_is_that_of_the_later_report_then_of_the_earlier(analyzer):
    before = ["改|1|甲|昼休みに体操を行った。", "改|2|乙|会議室の予約を廃止した。"]
    after = ["改|3|丙|照明を落とした。", "改|2|乙|会議室の予約を廃止した。"]
    expected = [("new", [], [0]), ("unchanged", [1], [1]), ("dropped", [0], [])]
    assert told(pairs(analyzer, before, after)) == expected


def test_similarity_is_told_where_there_are_two_sides_only(analyzer):
    for case in CASES:
        for pair in pair_entries(analyzer, case.before, case.after):
            has_two = bool(pair.before and pair.after)
            assert (pair.similarity is not None) is has_two
            assert not has_two or 0 < pair.similarity <= 1 + 1e-9


def test_the_same_long_text_under_two_items_is_one_initiative(analyzer):
    text = "若手の職員が部局を越えて改善の案を持ち寄る場を毎月設けた。"
    before = [f"改|1|甲|{text}", f"改|2|乙|{text}"]
    assert told(pairs(analyzer, before, before[:1])) == [("unchanged", [0, 1], [0])]
    changed = [before[0], f"改|2|乙|{text[:-1]}ほか、提案の箱を置いた。"]
    expected = [("unchanged", [0], [0]), ("changed", [1], [1])]
    assert told(pairs(analyzer, before, changed)) == expected


def test_a_long_report_is_paired_as_a_short_one(analyzer):
    case = next(case for case in CASES if case.name == "merged")
    lines = [
        f"他|{n}|項目{n}|第{n}係の{n}番の棚を{'東西南北'[n % 4]}に移した。"
        for n in range(450)
    ]
    others = entries_of(lines, 2030)
    found = pair_entries(analyzer, (*case.before, *others), (*case.after, *others))
    own = {fate_of(pair, is_placed=True) for pair in found}
    assert case.fates <= own
