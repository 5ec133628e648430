"""Charts: the same bytes for the same figures, words as words, and nothing beside."""

import re
import xml.etree.ElementTree as ET

import pytest

from service.charts import (
    FORMS,
    Bars,
    Bin,
    Dumbbell,
    Dumbbells,
    Heat,
    Multiples,
    Reliability,
    Series,
    Words,
    draw,
)

WORDS = Words("テーマの推移", "出典：報告3件", "増えている", "年度", "件")
YEARS = ("令和元年度", "令和2年度")
SERIES = (Series("新規", (3, None)), Series("継続", (10, 12.5)))
CHARTS = {
    "bars": Bars(WORDS, YEARS, SERIES),
    "multiples": Multiples(WORDS, YEARS, SERIES),
    "heat": Heat(WORDS, YEARS, SERIES),
    "dumbbells": Dumbbells(
        WORDS, ("目標設定時", "現状", "目標"), (Dumbbell("取得率", 40, 62.5, None),)
    ),
    "reliability": Reliability(WORDS, (Bin(0.2, 0.25, 40, 0.1, 0.4), Bin(0.9, 1, 7))),
}
NOTHING = {
    "bars": Bars(WORDS, (), ()),
    "multiples": Multiples(WORDS, (), ()),
    "heat": Heat(WORDS, (), ()),
    "dumbbells": Dumbbells(WORDS, ("a", "b", "c"), ()),
    "reliability": Reliability(WORDS, ()),
}


def texts_of(svg):
    root = ET.fromstring(svg)
    return [
        "".join(one.itertext()).strip()
        for one in root.iter("{http://www.w3.org/2000/svg}text")
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", CHARTS)
def test_the_same_figures_are_the_same_file(kind, form):
    assert draw(CHARTS[kind], form) == draw(CHARTS[kind], form)


@pytest.mark.parametrize("kind", CHARTS)
def test_the_words_of_an_svg_are_texts_in_the_readers_font(kind):
    svg = draw(CHARTS[kind], "svg").decode()
    assert {"テーマの推移", "出典：報告3件"} <= set(texts_of(svg))
    fonts = set(re.findall('font-family: [^;"]*', svg))
    assert fonts == {"font-family: 'Noto Sans JP', 'IPAexGothic', sans-serif"}


def test_the_figures_stand_beside_the_bars():
    assert {"令和2年度", "新規", "13", "12.5"} <= set(
        texts_of(draw(CHARTS["bars"], "svg"))
    )


def test_series_differ_by_more_than_colour():
    assert draw(CHARTS["bars"], "svg").count(b"<pattern") == 1
    assert b"<pattern" not in draw(Bars(WORDS, YEARS, SERIES[:1]), "svg")


def test_a_png_is_a_picture():
    assert draw(CHARTS["heat"], "png").startswith(b"\x89PNG")


@pytest.mark.parametrize("kind", NOTHING)
def test_a_chart_of_nothing_is_still_a_chart(kind):
    assert "テーマの推移" in texts_of(draw(NOTHING[kind], "svg"))


def test_names_are_shown_as_they_are_and_long_ones_are_cut():
    names = ("<b>$x_1$</b> & \\frac", "長" * 200)
    shown = texts_of(draw(Bars(WORDS, names, (Series("件", (1, 2)),)), "svg"))
    assert names[0] in shown
    assert "長" * 21 + "…" in shown


def test_a_table_has_the_same_figures_under_their_names():
    assert CHARTS["bars"].table() == (
        ("年度", "新規", "継続"),
        ("令和元年度", 3, 10),
        ("令和2年度", None, 12.5),
    )
    assert CHARTS["heat"].table()[1:] == (("新規", 3, None), ("継続", 10, 12.5))
    assert CHARTS["dumbbells"].table()[1] == ("取得率", 40, 62.5, None)
    assert CHARTS["reliability"].table()[2] == (0.9, 1, 7, None, None)
