"""Figures out of a printed line."""

import pytest

from corpus.indicators import is_indicator, read_figure, read_indicators

Told = tuple[float | None, str | None, str | None, str | None]


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("50%（令和2年度）", (50.0, "%", None, "令和2年度")),
        ("５０％以上（令和７年度末）", (50.0, "%", "以上", "令和7年度末")),
        ("1,204人（令和3年4月1日）", (1204.0, "人", None, "令和3年4月1日")),
        ("月45時間以内（毎年度）", (45.0, "時間", "以内", "毎年度")),
        ("約3割", (3.0, "割", None, None)),
        ("12.5日", (12.5, "日", None, None)),
        ("前年度比▲5ポイント（R4年度）", (-5.0, "ポイント", None, "R4年度")),
        ("令和7年度末までに35％程度", (35.0, "%", "程度", "令和7年度末")),
        ("100%（5日以上）（令和2年度）", (100.0, "%", None, "令和2年度")),
        ("26.7%（12人/45人）", (26.7, "%", None, None)),
        ("117件 令和3年2月末現在", (117.0, "件", None, "令和3年2月末現在")),
        ("未設定（令和4年度）", (None, None, None, "令和4年度")),
    ],
)
def test_a_figure_has_value_unit_bound_and_period(printed: str, told: Told) -> None:
    figure, _ = read_figure(printed)

    assert (figure.value, figure.unit, figure.bound, figure.period) == told
    assert figure.text == printed


def test_what_is_measured_may_stand_before_the_figure() -> None:
    figure, measure = read_figure("両休暇合計5日以上取得率100%（令和2年度）")

    assert (figure.value, measure) == (100.0, "両休暇合計5日以上取得率")


def test_a_group_may_give_only_some_of_the_three() -> None:
    first, second = read_indicators(
        "【全体】 目標：30%、現状：— 【総合職】 目標設定時：39%"
    )

    assert (first.group, first.target and first.target.value) == ("全体", 30.0)
    assert (first.current, first.baseline, second.target) == (None, None, None)
    assert (second.group, second.baseline and second.baseline.value) == ("総合職", 39.0)


@pytest.mark.parametrize(
    ("cell", "groups"),
    [
        ("目標：30%、現状：20%、目標：5日、現状：4日", [None, None]),
        ("本省 目標：30%、現状：20人 地方 目標：5日", ["本省", "地方"]),
        ("本省　目標：30%（毎年度）、地方　目標：5日", ["本省", "地方"]),
        ("〔全体〕目標：30%［技術系］目標：10%", ["全体", "技術系"]),
        ("【係長相当職（本省）】目標：30%", ["係長相当職（本省）"]),
    ],
)
def test_groups_are_parted_by_names_or_by_a_key_that_returns(
    cell: str, groups: list[str | None]
) -> None:
    assert [each.group for each in read_indicators(cell)] == groups


def test_nothing_of_the_cell_is_left_out_of_the_source_texts() -> None:
    cell = "本省 目 標：30%、現状：20人 地方 目標（令和7年度）：5日"

    texts = "".join(each.source_text for each in read_indicators(cell))

    assert texts == "本省目標：30%、現状：20人地方目標（令和7年度）：5日"


def test_a_period_may_stand_with_the_key() -> None:
    (group,) = read_indicators(
        "目標（令和7年度）：30％以上、現状（令和3年7月）：25.1％"
    )

    assert group.target and group.target.period == "令和7年度"
    assert group.current and group.current.period == "令和3年7月"


def test_a_group_reads_the_same_from_its_own_source_text() -> None:
    for group in read_indicators(
        "【全体】 目標：30%（毎年度） 地方 目標：5日 現状：4日"
    ):
        assert read_indicators(group.source_text) == (group,)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("目標：50%", True),
        ("【全体】 現状：39.0%", True),
        ("目標　令和7年度末までに50%", True),
        ("本省 目標：30%", True),
        ("女性の採用目標", False),
        ("目標：月45時間以内とし、職員に周知した。", False),
        ("【継続】目標：50%を掲げた", False),
        ("研修を行い、目標：50%を掲げた", False),
        ("実施", False),
    ],
)
def test_a_cell_of_figures_is_told_from_sentences(cell: str, told: bool) -> None:
    assert is_indicator(cell) is told
