from dataclasses import replace

import pytest

from corpus.indicators import read_indicators
from corpus.records import Indicator
from service.targets import Problem, course_of, weigh
from service.years_asked import sort_targets


def indicator(cell, *, item="指標", year=2020, organisation="甲省"):
    (group,) = read_indicators(cell)
    return Indicator(
        "id", organisation, year, "大項目", ("1",), item, group.group, group.measure,
        group.target, group.current, group.baseline, group.source_text,
    )  # fmt: skip


def target(cell, **given):
    return weigh(indicator(cell, **given))


ROWS = [
    ("50%", "59.2%", "13.8%", "育児休業取得率", True, True, 1.254, -9.2),
    ("30%", "40.3%", "31.5%", "女性の採用", True, True, None, -10.3),
    ("13%", "9.1%", "7.8%", "女性の登用", True, False, 0.25, 3.9),
    ("10時間以下", "13.6時間", "15.2時間", "甲", False, False, 0.308, 3.6),
    ("25時間", "24.7時間", "34.2時間", "超過勤務", False, True, 1.033, -0.3),
    ("20人", "10人", "12人", "甲", True, False, -0.25, 10),
    ("8人", "10人", "12人", "甲", False, False, 0.5, 2),
    ("5日以上", "4.2日", "—", "休暇", True, False, None, 0.8),
    ("3割", "28.4%", "—", "女性の採用", True, False, None, 1.6),
    ("12名", "12人", "—", "甲", None, True, None, 0),
]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[3]} {row[0]}" for row in ROWS])
def test_progress_and_distance_follow_the_better_way(row):
    goal, now, start, item, is_upwards, is_reached, progress, distance = row
    found = target(f"目標：{goal}、現状：{now}、目標設定時：{start}", item=item)
    assert (found.is_upwards, found.is_reached) == (is_upwards, is_reached)
    assert found.progress == (progress and pytest.approx(progress, abs=1e-3))
    assert found.distance == pytest.approx(distance)
    assert found.problem is None


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("現状：39.0%", Problem.NO_TARGET),
        ("目標：早期に、現状：3件", Problem.NO_TARGET),
        ("目標：13%、現状：—", Problem.NO_CURRENT),
        ("目標：13%、現状：12人", Problem.UNITS),
        ("目標：13件、現状：12件", Problem.DIRECTION),
    ],
)
def test_what_cannot_be_judged_says_why(cell, problem):
    found = target(cell)
    assert found.problem is problem
    assert (found.is_reached, found.progress, found.distance) == (None, None, None)


@pytest.mark.parametrize(
    ("item", "is_upwards"),
    [
        ("超過勤務の縮減のための研修の受講者", True),
        ("年次休暇の取得日数", True),
        ("コピー用紙の購入量", False),
        ("職員の離職", False),
        ("紙の削減率", True),
    ],
)
def test_the_last_telling_word_says_which_way_is_better(item, is_upwards):
    assert target("目標：13件、現状：12件", item=item).is_upwards is is_upwards


def test_the_same_measure_is_found_in_other_years_under_another_item():
    cell = "【本省】目標：{}、現状：{}%、目標設定時：7%"
    old, new, other = (
        target(cell.format("13%", 9), item="登用", year=2020),
        target(cell.format("15%", 11), item="登用目標", year=2021),
        target(cell.format("13%", 9), item="登用", year=2021, organisation="乙省"),
    )
    assert course_of(new, [other, new, old]) == (old, new)


def test_what_has_no_value_comes_last_in_either_direction():
    one, two, none = (
        target("目標：8人以上、現状：10人、基準：7人"),
        target("目標：8人以上、現状：5人、基準：1人"),
        target("目標：8人以上、現状：5人"),
    )
    assert sort_targets([none, one, two], "progress") == [two, one, none]
    assert sort_targets([none, two, one], "-progress") == [one, two, none]
    assert sort_targets([none, one], "") == [none, one]


def test_a_name_says_item_group_and_measure():
    found = target("【本省】目標：13%、現状：9.1%", item="登用")
    assert found.name == "登用（本省）"
    assert replace(found, indicator=indicator("目標：1件")).name == "指標"
