"""The rows of a JSONL: which key holds their text, and what is no row."""

import pytest

from corpus.errors import NotAReportError
from service.tagging import open_given
from service.terminal import print_given

TEXT = "在宅勤務を導入した。"


@pytest.fixture
def opened(tmp_path):
    """Open a JSONL of these lines."""

    def opening(*lines, **options):
        path = tmp_path / "a.jsonl"
        path.write_text("\n".join([*lines, ""]), "utf-8")
        return open_given(path, name=path.name, **options)

    return opening


def test_a_broken_line_does_not_hide_what_the_other_keys_say(opened):
    given = opened(f'{{"番号": 1, "取組内容": "{TEXT}"}}', "{oops")
    first, second = given.rows()
    assert (first.text, first.error) == (TEXT, None)
    assert second.error.startswith("JSONのオブジェクトではありません")
    assert (given.n_rows, given.understood.sheets[0].n_rows) == (2, 1)


@pytest.mark.parametrize("column", [None, "取組内容", "2列目"])
def test_the_key_that_is_read_as_text_is_told(opened, capsys, column):
    given = opened(f'{{"番号": 1, "取組内容": "{TEXT}"}}', column=column)
    assert given.understood.columns == {"取組内容": "text"}
    assert [row.text for row in given.rows()] == [TEXT]
    print_given(given)
    assert "列：取組内容＝取組の内容" in capsys.readouterr().err


def test_a_text_within_an_object_is_found_under_the_names_of_both(opened):
    (row,) = opened(f'{{"番号": 1, "取組": {{"内容": "{TEXT}"}}}}').rows()
    assert (row.text, row.error) == (TEXT, None)


def test_what_is_under_text_says_it_all(opened, capsys):
    print_given(opened(f'{{"番号": 1, "text": "{TEXT}", "取組内容": "残業の縮減"}}'))
    assert capsys.readouterr().err == ""


def test_a_jsonl_of_broken_lines_only_is_refused(opened):
    with pytest.raises(NotAReportError, match="1行目：JSONのオブジェクト"):
        opened('{"a"', '{"b"')
