"""The 大項目, told where the print is broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sections import SECTIONS, next_section, recognise_section
from tests.fixtures_reports import read_rows

WORK, FAMILY, WOMEN, OTHER = SECTIONS


@pytest.mark.parametrize(
    ("printed", "likely", "section"),
    [
        ("育児で・介護等と両立して", None, FAMILY),
        ("活躍できる介護等の両立して", None, FAMILY),
        ("女性の活躍推進", WORK, WOMEN),
        ("ための改革", WOMEN, WOMEN),
        ("ための改革", FAMILY, FAMILY),
        ("働さ方攻革", WORK, WORK),
        ("働さ方攻革", None, None),
        ("ハラスメントの防止", WORK, None),
        ("家庭生活との両立", FAMILY, None),
        ("育児・介護と両立できる職場", FAMILY, None),
        ("女性警察官の活躍", WOMEN, None),
    ],
)
def test_a_broken_section_is_told_by_its_letters_and_its_place(
    printed: str, likely: str | None, section: str | None
) -> None:
    assert recognise_section(printed, likely=likely) == section


@given(st.sampled_from(SECTIONS[:3]).flatmap(lambda name: st.permutations(list(name))))
def test_shuffled_letters_still_tell_the_section(letters: list[str]) -> None:
    section = recognise_section("".join(letters), likely=None)

    assert section is not None
    assert sorted(section) == sorted(letters)


def test_sections_follow_one_another() -> None:
    assert [next_section(section) for section in SECTIONS] == [
        FAMILY,
        WOMEN,
        OTHER,
        None,
    ]


def sections_of(*rows: str) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(item.section, item.path) for item in read_rows(*rows).items]


def test_a_section_is_carried_down_until_another_is_printed() -> None:
    rows = ["|1|会議|実施", "|2|資料|実施", f"{WOMEN}|1|採用|実施", "|2|登用|実施"]

    assert sections_of(*rows) == [
        (WORK, ("1",)), (WORK, ("2",)), (WOMEN, ("1",)), (WOMEN, ("2",)),
    ]  # fmt: skip


def test_a_1_that_returns_begins_the_next_section_and_is_told() -> None:
    report = read_rows("|1|会議|実施", "|2|資料|実施", "|1|取得率|実施")

    assert [item.section for item in report.items] == [WORK, WORK, FAMILY]
    assert report.warnings == (
        f"1ページ・7行目：番号が1に戻り大項目の印刷がないため、「{FAMILY}」の始まりと読みました。",
    )


def test_a_section_lost_where_it_begins_is_told_by_the_next_print() -> None:
    rows = ["|1|会議|実施", "|2|資料|実施", "|1|採用|実施", f"{WOMEN}|2|登用|実施"]

    assert sections_of(*rows)[2:] == [(WOMEN, ("1",)), (WOMEN, ("2",))]


def test_a_vertical_section_spread_over_rows_is_no_title() -> None:
    rows = ["女性|1|採用|実施", "の|2|登用|実施", "活|a|研修|実施", "躍|3|育成|実施"]

    assert sections_of(*rows) == [
        (WOMEN, ("1",)), (WOMEN, ("2",)), (WOMEN, ("2", "a")), (WOMEN, ("3",)),
    ]  # fmt: skip


def test_a_section_of_another_name_is_kept_as_printed() -> None:
    rows = [
        "|1|会議|実施",
        "ハラスメントの防止|1|研修|実施",
        "ハラ スメント防止の|2|相談|実施",
    ]

    assert sections_of(*rows)[1:] == [
        ("ハラスメントの防止", ("1",)), ("ハラスメントの防止", ("2",)),
    ]  # fmt: skip


def test_an_item_named_other_is_no_section() -> None:
    rows = ["|1|会議|実施", "|2|その他|実施", "|3|資料|実施"]

    assert {section for section, _ in sections_of(*rows)} == {WORK}
