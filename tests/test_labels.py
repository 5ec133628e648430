"""Labelled examples are read and checked against the themes."""

import pytest

from corpus.errors import ExamplesError
from corpus.labels import bundled_examples, read_examples


def test_a_line_becomes_an_example(tmp_path):
    path = tmp_path / "hospital.jsonl"
    path.write_text(
        '{"text": "在宅勤務", "themes": ["telework"], "register": "病院"}\n\n',
        encoding="utf-8",
    )
    (example,) = read_examples(path)
    assert example.themes == {"telework"}
    assert (example.register, example.source) == ("病院", "hospital")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("在宅勤務", "JSONとして読めません"),
        ("[1]", "の形のJSONではありません"),
        ('{"themes": []}', "空でない text"),
        ('{"text": " ", "themes": []}', "空でない text"),
        ('{"text": "あ", "themes": "telework"}', "テーマIDの一覧"),
        ('{"text": "あ", "themes": ["remote"]}', "「remote」はありません"),
        ('{"text": "あ", "themes": [], "kind": 3}', "kind を文字列"),
    ],
)
def test_a_wrong_line_is_named_by_its_number(tmp_path, line, complaint):
    path = tmp_path / "examples.jsonl"
    path.write_text('{"text": "あ", "themes": []}\n' + line, encoding="utf-8")
    with pytest.raises(ExamplesError, match="2行目") as raised:
        read_examples(path)
    assert complaint in raised.value.message


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\x80\x81"])
def test_a_file_without_examples_is_refused(tmp_path, content):
    path = tmp_path / "empty.jsonl"
    path.write_bytes(content)
    with pytest.raises(ExamplesError, match=r"empty\.jsonl"):
        read_examples(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ExamplesError, match="読めません"):
        read_examples(tmp_path / "none.jsonl")


def test_bundled_examples_come_in_the_same_order_each_time():
    assert bundled_examples() == bundled_examples()
