"""Numerals as printed, and where in the numbering a row stands."""

import pytest

from corpus.numbering import Numbering
from corpus.numerals import Level, Numeral, read_numerals, split_numerals


def numerals(*printed: str) -> tuple[Numeral, ...]:
    return tuple(each for cell in printed for each in read_numerals(cell))


def walk(*rows: str) -> list[str]:
    """Return the path of each row, given its numerals parted by blanks."""
    numbering, paths = Numbering(), []
    printed = [numerals(*row.split()) for row in rows]
    for place, row in enumerate(printed):
        following = [each for below in printed[place + 1 :] for each in below]
        numbering.advance(row, following=following)
        paths.append("/".join(numbering.path))
    return paths


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        ("1", ["1"]), ("１０", ["10"]), ("(1)", ["1"]), ("１．", ["1"]), ("⑴", ["1"]),
        ("ａ", ["a"]), ("ⓑ", ["b"]), ("【a】", ["a"]), ("Ａ", ["a"]),
        ("ア", ["ア"]), ("ｱ", ["ア"]), ("(ｲ)", ["イ"]), ("㋒", ["ウ"]), ("ィ", ["イ"]),
        ("工", ["エ"]), ("才", ["オ"]), ("①", ["①"]),
        ("a 7", ["a", "7"]), ("b-ア", ["b", "ア"]), ("7-a-ア", ["7", "a", "ア"]),
        ("工夫", []), ("123", []), ("実施", []), ("ab", []), ("", []),
    ],
)  # fmt: skip
def test_a_cell_of_numerals_is_told_in_every_dress(cell: str, texts: list[str]) -> None:
    assert [each.text for each in read_numerals(cell)] == texts


@pytest.mark.parametrize(
    ("cell", "expected", "texts", "rest"),
    [
        ("1 価値観の改革", "", ["1"], "価値観の改革"),
        ("7 審議会の電子化", "", ["7"], "審議会の電子化"),
        ("(ア)在宅勤務", "", ["ア"], "在宅勤務"),
        ("㋑在宅勤務", "", ["イ"], "在宅勤務"),
        ("ウ一定の措置", "", ["ウ"], "一定の措置"),
        ("a ア 在宅勤務", "a", ["a", "ア"], "在宅勤務"),
        ("b7省内の把握", "b 7", ["b", "7"], "省内の把握"),
        ("2人事評価への反映", "2", ["2"], "人事評価への反映"),
        ("5年次休暇の取得", "5", ["5"], "年次休暇の取得"),
        ("アメンター制度", "ア", ["ア"], "メンター制度"),
        ("8フレックスタイム制", "8", ["8"], "フレックスタイム制"),
        ("3歳未満の子の養育", "3", [], "3歳未満の子の養育"),
        ("20時退庁の徹底", "2", [], "20時退庁の徹底"),
        ("アプローチの見直し", "ア", [], "アプローチの見直し"),
        ("eラーニングの活用", "e", [], "eラーニングの活用"),
        ("工夫の共有", "エ", [], "工夫の共有"),
        ("1on1の実施", "1", [], "1on1の実施"),
        ("メールによる周知", "", [], "メールによる周知"),
    ],
)
def test_a_numeral_glued_to_a_title_is_parted_where_it_is_one(
    cell: str, expected: str, texts: list[str], rest: str
) -> None:
    found, title = split_numerals(cell, expected=numerals(*expected.split()))

    assert ([each.text for each in found], title) == (texts, rest)


def test_a_path_is_the_whole_chain_and_leaves_what_is_deeper() -> None:
    assert walk("1", "2", "a", "b ア", "イ", "3") == [
        "1", "2", "2/a", "2/b/ア", "2/b/イ", "3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "paths"),
    [
        ("4|a 7|b 7|イ", "4 4/a/ア 4/b/ア 4/b/イ"),
        ("3|a|7|イ|4", "3 3/a 3/a/ア 3/a/イ 4"),
        ("6|a 7|7|a 7|イ|8", "6 6/a/ア 7 7/a/ア 7/a/イ 8"),
        ("6|7|イ|7|8", "6 6/ア 6/イ 7 8"),
        ("6|7|7|a|8", "6 6/ア 7 7/a 8"),
        ("7|7|イ|8", "7 7/ア 7/イ 8"),
        ("5|7|8", "5 7 8"),
        ("8|7|9", "8 8/ア 9"),
    ],
)
def test_a_7_is_a_number_or_a_kana_by_its_neighbours(rows: str, paths: str) -> None:
    assert walk(*rows.split("|")) == paths.split()


def test_a_kana_that_returns_tells_that_a_letter_was_lost() -> None:
    assert walk("4", "a ア", "イ", "ア", "5") == [
        "4", "4/a/ア", "4/a/イ", "4/b/ア", "5",
    ]  # fmt: skip


def test_circled_numbers_are_numbers_or_the_deepest_level() -> None:
    assert walk("①", "②", "ア", "③") == ["1", "2", "2/ア", "3"]
    assert walk("1", "①", "②", "2") == ["1", "1/①", "1/②", "2"]


@pytest.mark.parametrize(
    ("before", "below", "lost"),
    [
        ("1", "a 3", "2"),
        ("1 a ア", "ウ", "イ"),
        ("1 a", "c", "b"),
        ("6 a ア", "8", "7"),
    ],
)
def test_a_lost_numeral_is_the_one_that_is_skipped(
    before: str, below: str, lost: str
) -> None:
    numbering = Numbering()
    numbering.advance(numerals(*before.split()), following=())

    told = numbering.lost(numerals(*below.split()))

    assert told and told.text == lost


def test_only_a_1_after_more_starts_over() -> None:
    numbering = Numbering()
    numbering.advance(numerals("2", "a"), following=())

    assert numbering.starts_over(numerals("1"))
    assert not numbering.starts_over(numerals("3"))
    assert not numbering.starts_over((Numeral(Level.LETTER, "a"),))
