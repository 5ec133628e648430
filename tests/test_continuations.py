"""Rows that name no item: what a page end cut off, notes, and what has no column."""

from tests.fixtures_reports import HEADER, read_rows, read_text

ROW = "|1|会議|実施||【継続】減らした。|三割減った。"


def test_the_rest_of_a_reason_goes_on_with_the_reason() -> None:
    (item,) = read_rows("|1|会議|実施未定|庁舎の工事が|", "||||終わらないため。|").items

    assert item.reason == "庁舎の工事が終わらないため。"


def test_the_rest_of_a_content_in_the_column_of_reasons_goes_on_with_it() -> None:
    report = read_rows("|1|会議|実施||【継続】資料を|", "||||減らした。|")

    assert [entry.text for entry in report.entries] == ["資料を減らした。"]


def test_the_rest_of_an_open_title_goes_on_with_the_title() -> None:
    (item,) = read_rows(
        "|1|会議の時間の|実施||【継続】減らした。", "||短縮及び削減"
    ).items

    assert item.title == "会議の時間の短縮及び削減"


def test_a_word_right_below_a_title_is_its_end_and_told() -> None:
    report = read_rows("|1|会議の短縮、意欲|実施||【継続】減らした。", "||向上")

    assert report.items[0].title == "会議の短縮、意欲向上"
    assert report.warnings == (
        "1ページ・6行目：「向上」を上の項目名の続きと読みました。",
    )


def test_a_text_below_an_open_sentence_goes_on_with_it_in_any_column() -> None:
    report = read_rows("|1|会議|実施||【継続】資料を|", "減らして時間を短くした")

    assert [entry.text for entry in report.entries] == ["資料を減らして時間を短くした"]


def test_a_note_without_a_sign_to_it_stays_with_the_last_text_and_is_told() -> None:
    report = read_rows(ROW, "（注）三月末現在。")

    assert report.entries[-1].text == "三割減った。\n（注）三月末現在。"
    assert report.warnings == (
        "1ページ・6行目：注の置き場所がわからず、上の項目に付けました。",
    )


def test_a_variant_with_nothing_more_is_kept_and_told() -> None:
    report = read_rows(ROW, "|||(独自実施のもの)")

    assert report.entries[-1].text == "（独自実施のもの）"
    assert report.warnings[0].startswith("1ページ・6行目")


def test_a_text_before_any_item_is_an_item_of_its_own_and_told() -> None:
    report = read_text(f"フォローアップ\n{HEADER}\t\t\t\t\t減らした。\t—\n")

    assert [entry.text for entry in report.entries] == ["減らした。"]
    assert "1ページ・3行目：どの項目にも属さない内容です。" in report.warnings
