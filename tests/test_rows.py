"""What the cells of a row mean, wherever they stand."""

import pytest

from tests.fixtures_reports import read_rows

Told = tuple[object, ...]


def told(*rows: str) -> list[Told]:
    """Return path, title, variant, status, reason and the entries of each item."""
    report = read_rows(*rows)
    return [
        (
            "-".join(item.path), item.title, item.variant, item.status, item.reason,
            [(entry.kind[:3], entry.marker, entry.text)
             for entry in report.entries if entry.position == item.position],
        )
        for item in report.items
    ]  # fmt: skip


DONE = ("1", "会議", None, "実施", None, [("ini", "継続", "減らした。")])


@pytest.mark.parametrize(
    "row",
    [
        "|1|会議|実施||【継続】減らした。|—",
        "1|会議|実施||【継続】減らした。",
        "|||1|会議||実施||【継続】減らした。|",
        "|1|会議|実施|【継続】減らした。|—|",
        "|1|会議|実施|||【継続】減らした。|—",
        "|1|会議||実施||【継続】減らした。",
        "|1 会議|実施 【継続】減らした。",
        "|1|会 議|実施|実施|【継続】減ら した。|なし",
        "|1|会議　実施||【継続】減らした。",
        "|1|実施|会議||【継続】減らした。",
        "1 会議 実施 【継続】減らした。",
        "働き方改革|1|会議|●実施|－|【継続】減らした。|－",
    ],
)
def test_a_shifted_row_says_the_same(row: str) -> None:
    assert told(row) == [DONE]


@pytest.mark.parametrize(
    ("cells", "reason", "entries"),
    [
        ("実施未定|予算による。|—|—", "予算による。", [("ite", None, "会議")]),
        ("今後実施||来年度に行う。", None, [("ini", None, "来年度に行う。")]),
        ("実施困難|予算の都合|", "予算の都合", [("ite", None, "会議")]),
        ("見送り|予算の都合|", "予算の都合", [("ite", None, "会議")]),
        ("今後実施 検討する。||", "検討する。", [("ite", None, "会議")]),
        (
            "今後実施||検討する。|【新規】行う予定。",
            "検討する。",
            [("ini", "新規", "行う予定。")],
        ),
        ("実施||—|増えた。", None, [("out", None, "増えた。")]),
        ("実施|—|増えた。", None, [("out", None, "増えた。")]),
        ("実施||—|【新規】増えた。", None, [("out", "新規", "増えた。")]),
        (
            "実施|減らした。|増えた。",
            None,
            [("ini", None, "減らした。"), ("out", None, "増えた。")],
        ),
        ("実施||減らした。|—", None, [("ini", None, "減らした。")]),
    ],
)  # fmt: skip
def test_reason_content_and_outcome_are_told_apart(
    cells: str, reason: str | None, entries: list[Told]
) -> None:
    ((*_, told_reason, told_entries),) = told(f"|1|会議|{cells}")

    assert (told_reason, told_entries) == (reason, entries)


def test_a_report_that_dashes_its_reasons_is_read_by_that_habit() -> None:
    rows = told("|1|会議|実施|—|【継続】減らした。", "|2|資料|実施|—|減らした。")

    assert rows[1][-1] == [("ini", None, "減らした。")]


def test_a_row_without_a_title_belongs_to_the_item_above() -> None:
    rows = told(
        "|1|研修|（独自実施のもの）|実施", "|||（派遣）|実施||【継続】派遣した。"
    )

    assert [row[:3] for row in rows] == [
        ("1", "研修", "独自実施のもの"), ("1", "研修", "派遣"),
    ]  # fmt: skip


def test_a_title_row_and_its_status_row_are_one_item() -> None:
    rows = told("|1|職員の意識啓発に向けた||", "|||実施||【継続】減らした。")
    broken = told("|1|職員の意識啓発に向けた||", "||研修|実施||【継続】減らした。")

    assert [row[:4] for row in rows] == [("1", "職員の意識啓発に向けた", None, "実施")]
    assert [row[:4] for row in broken] == [
        ("1", "職員の意識啓発に向けた研修", None, "実施")
    ]


def test_the_title_of_the_number_above_in_the_same_row_is_an_item_of_its_own() -> None:
    rows = told("|1|会議|a|会議の短縮|実施||【継続】減らした。")

    assert [row[:2] for row in rows] == [("1", "会議"), ("1-a", "会議の短縮")]


@pytest.mark.parametrize("cut", ["【継続】減ら", "【継続】", "【継続】減らし"])
def test_what_a_page_end_cut_off_is_joined(cut: str) -> None:
    rest = "【継続】減らした。".removeprefix(cut)

    assert told(f"|1|会議|実施||{cut}|", f"|||||{rest}|") == [DONE]


def test_an_item_printed_again_for_the_rest_of_its_sentence_is_one() -> None:
    assert told("|1|会議|実施||【継続】減ら|", "|1|会議|実施||した。|—") == [DONE]


def test_the_rest_of_an_outcome_goes_on_with_the_outcome() -> None:
    ((*_, entries),) = told("|1|会議|実施||【継続】減らした。|三割", "||||||減った。")

    assert entries == [("ini", "継続", "減らした。"), ("out", None, "三割減った。")]


def test_an_entry_on_the_next_page_belongs_to_the_item_above() -> None:
    ((*_, entries),) = told(
        "|1|会議|実施||【継続】減らした。|", "|||||【新規】無くした。|—"
    )

    assert entries == [("ini", "継続", "減らした。"), ("ini", "新規", "無くした。")]


def test_figures_go_on_in_the_row_below() -> None:
    ((*_, entries),) = told(
        "|1|採用|【全体】目標：30%、現状：", "|||20% 【総合職】目標：5%"
    )

    assert entries == [
        ("ind", None, "【全体】目標：30%、現状：20%"),
        ("ind", None, "【総合職】目標：5%"),
    ]  # fmt: skip


@pytest.mark.parametrize("row", ["|2||||||", "|2|その他||||", "その他||||||", "||||||"])
def test_rows_that_hold_nothing_are_none(row: str) -> None:
    assert told("|1|会議|実施||【継続】減らした。|", row) == [DONE]


def test_what_cannot_be_placed_is_kept_and_told_with_page_and_row() -> None:
    report = read_rows("|1|会議|実施", "|なぜここにあるのかわからない長い文字列")

    assert report.entries[-1].text == "なぜここにあるのかわからない長い文字列"
    assert report.warnings == (
        "1ページ・6行目：「なぜここにあるのかわからない長い文字列」の置き場所がわからず、上の項目に付けました。",
    )


def test_a_lost_numeral_is_told_by_those_around_it() -> None:
    report = read_rows("|1|会議|実施", "||資料|実施", "|3|残業|実施")

    assert [item.path for item in report.items] == [("1",), ("2",), ("3",)]
    assert report.warnings[0].startswith("1ページ・6行目：番号の印刷が欠けている")


def test_a_bracketed_number_is_no_variant() -> None:
    assert [row[:3] for row in told("|(10)|会議|実施")] == [("10", "会議", None)]


def test_notes_stay_with_the_outcome() -> None:
    rows = [
        "|1|会議|実施||—|三割（※）減った。",
        "※ 前年度との比較",
        "|2|資料|実施||—|※件数",
    ]

    assert told(*rows)[0][-1] == [
        ("out", None, "三割（※）減った。\n※前年度との比較\n※件数")
    ]
