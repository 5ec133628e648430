"""The query language: nothing typed is an error, and slips are read and said."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.syntax import All, Any, Condition, Exact, Not, Words, parse, render

NODES = [
    ("残業", Words("残業")),
    ("残業　研修", All((Words("残業"), Words("研修")))),
    ("残業 -研修", All((Words("残業"), Not(Words("研修"))))),
    ("残業 NOT 研修", All((Words("残業"), Not(Words("研修"))))),
    ("残業 OR 研修", Any((Words("残業"), Words("研修")))),
    ("残業｜研修", Any((Words("残業"), Words("研修")))),
    ("（残業 研修）", All((Words("残業"), Words("研修")))),
    ("“男の産休”", Exact("男の産休")),
    ("＂男の産休＂", Exact("男の産休")),
    ("-(残業 | 研修)", Not(Any((Words("残業"), Words("研修"))))),
    ("theme:telework", Condition("theme", "telework")),
    ("ｙｅａｒ：Ｒ２", Condition("fiscal_year", "R2")),
    ('org:"厚生 労働省"', Condition("organisation", "厚生 労働省")),
    ("http://example.jp", Words("http://example.jp")),
    ("e-ラーニング", Words("e-ラーニング")),
    ("", None),
    ("()", None),
    ('""', None),
    (")残業(", Words("残業")),
]


@pytest.mark.parametrize(("text", "node"), NODES)
def test_a_query_is_read(text: str, node: object) -> None:
    assert parse(text)[0] == node


def test_an_open_quote_is_read_without_it_and_said() -> None:
    node, notes = parse('"男の 産休')
    assert node == All((Words("男の"), Words("産休")))
    assert "引用符" in notes[0]


def test_an_open_parenthesis_is_closed_at_the_end_and_said() -> None:
    node, notes = parse("残業 (研修")
    assert node == All((Words("残業"), Words("研修")))
    assert "かっこ" in notes[0]


def test_a_long_query_is_cut_and_said() -> None:
    assert "1000文字" in parse("残業 " * 5_000)[1][0]


@example('"-:')
@given(st.text(alphabet='残業研修AORNT-|()":： 　"', max_size=40))
def test_what_is_rendered_reads_as_the_same(text: str) -> None:
    node, _ = parse(text)
    if node is not None and isinstance(node, Words | Exact | Condition):
        assert parse(render(node))[0] == node
