"""The file given back: what a person changed in the column テーマ."""

import pytest
from openpyxl import load_workbook

from corpus.choices import ReadingChoices
from corpus.errors import InvalidInputError, NotAReportError
from service.tagging import (
    Correction,
    GivenTheme,
    RowAnswer,
    open_given,
    read_corrections,
    write_tagged,
)
from tests.fixtures_files import xlsx_file

ROWS = [
    ["取組内容", "テーマ"],
    ["在宅勤務を導入した。", "重点"],
    ["残業を減らした。", "一般"],
    ["会議を減らした。", ""],
]


@pytest.fixture(params=["提出.csv", "提出.xlsx"])
def returned(request, catalog, tmp_path):
    """A tagged file with a column テーマ of its own; rewrite it with other themes."""
    path, out = tmp_path / request.param, tmp_path / f"返送_{request.param}"
    if path.suffix == ".csv":
        path.write_text("\n".join(map(",".join, ROWS)) + "\n", "utf-8")
    else:
        path.write_bytes(xlsx_file({"表": ROWS}))

    def correcting(*themes):
        given = open_given(path, name=path.name)
        found = [("telework", "paperless"), ("overtime",), ()]
        answers = [
            RowAnswer(
                row.sheet,
                row.row,
                tuple(GivenTheme(each, 0.9, (("語", 1.0),)) for each in ids),
            )
            for row, ids in zip(given.rows(), found, strict=True)
        ]
        write_tagged(given, answers, out, guide=catalog.guide)
        change(out, themes)
        return read_corrections(out, name=out.name, guide=catalog.guide)

    return correcting


def change(path, themes):
    if path.suffix == ".csv":
        lines = [line.split(",") for line in path.read_text("utf-8").splitlines()]
        for line, theme in zip(lines[1:], themes, strict=True):
            line[2] = theme
        path.write_text("\n".join(map(",".join, lines)) + "\n", "utf-8")
        return
    workbook = load_workbook(path)
    for row, theme in enumerate(themes, start=2):
        workbook.active.cell(row, 3).value = theme
    workbook.save(path)


def test_rows_as_they_were_given_are_no_corrections(returned):
    assert returned("ペーパーレス、テレワーク", "超過勤務の縮減", "") == ()


def test_a_row_with_other_themes_is_told_with_what_they_were(returned):
    first, third = returned("テレワーク", "超過勤務の縮減", "業務の効率化、leave")
    assert (first.row, first.themes, first.was) == (
        2,
        ("telework",),
        ("telework", "paperless"),
    )
    assert third == Correction(
        third.sheet, 4, "会議を減らした。", ("efficiency", "leave"), ()
    )


def test_an_emptied_cell_takes_all_themes_away(returned):
    (second,) = returned("テレワーク、ペーパーレス", "", "")
    assert (second.row, second.themes, second.was) == (3, (), ("overtime",))


def test_a_cell_that_says_that_there_is_none_takes_all_themes_away(returned):
    (second,) = returned("テレワーク、ペーパーレス", "該当なし", "—")
    assert (second.row, second.themes) == (3, ())


def test_unknown_themes_are_refused_with_their_rows_and_nothing_counts(returned):
    with pytest.raises(
        InvalidInputError, match=r"2行目「テレワークス」、4行目「休み」"
    ):
        returned("テレワークス", "", "休み")


def test_a_file_that_was_never_tagged_is_refused(catalog, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("取組内容,備考\n残業を減らした。,\n", "utf-8")
    with pytest.raises(NotAReportError, match="「テーマ」と「根拠」の列がありません"):
        read_corrections(path, name="a.csv", guide=catalog.guide)


def test_a_jsonl_has_no_column_to_correct(catalog, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "残業を減らした。", "themes": []}', "utf-8")
    with pytest.raises(NotAReportError, match="ExcelかCSVで受け取り"):
        read_corrections(path, name="a.jsonl", guide=catalog.guide)


def test_a_file_read_by_choice_is_read_back_by_the_same(catalog, tmp_path):
    path, out = tmp_path / "提出.csv", tmp_path / "返送.csv"
    path.write_bytes("取組内容,備考\nあ,残業を減らした。\n".encode("cp932"))
    choices = ReadingChoices(columns={"備考": "text"}, encoding="cp932")
    given = open_given(path, name=path.name, choices=choices)
    answers = [RowAnswer(row.sheet, row.row) for row in given.rows()]
    write_tagged(given, answers, out, guide=catalog.guide)
    saved = out.read_bytes().decode("cp932").replace("した。,", "した。,休暇取得")
    out.write_bytes(saved.encode("utf-8-sig"))  # as another program saves it
    (found,) = read_corrections(
        out, name=out.name, guide=catalog.guide, choices=choices
    )
    assert (found.text, found.themes) == ("残業を減らした。", ("leave",))
