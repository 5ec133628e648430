"""The XML of a sheet, edited at the right end of its rows and nowhere else."""

from xml.etree import ElementTree

import pytest

from service.tagging.edges import edges_of
from service.tagging.links import Links
from service.tagging.sheets import Addition, edited


def sheet_xml(rows, before="", after="", prefix=""):
    p = prefix
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    bound = f'xmlns:{p[:-1]}="{name}"' if p else f'xmlns="{name}"'
    return (
        f"<{p}worksheet {bound}>{before}<{p}sheetData>{rows}</{p}sheetData>{after}"
        f"</{p}worksheet>"
    ).encode()


def written(xml, cells, *, chunk=7, links=None):
    pieces = [xml[i : i + chunk] for i in range(0, len(xml), chunk)]
    addition = Addition(cells.items(), (), frozenset({1}), text_column=1)
    edges = edges_of(iter(pieces))
    content = b"".join(edited(iter(pieces), addition, edges, links or Links()))
    ElementTree.fromstring(content)
    return content.decode()


SIX = ("あ", "", "<&>", "4", "5", "6")


@pytest.mark.parametrize("chunk", [1, 3, 64, 10_000])
def test_a_sheet_may_be_read_in_pieces_of_any_size(chunk):
    rows = '<row r="1" spans="1:1"><c r="A1"><v>1</v></c></row><row r="2"/>'
    whole = written(sheet_xml(rows), {1: SIX}, chunk=10_000)
    assert written(sheet_xml(rows), {1: SIX}, chunk=chunk) == whole
    assert "spans" not in whole
    assert (
        '<c r="B1" t="inlineStr"><is><t xml:space="preserve">あ</t></is></c>' in whole
    )
    assert '<c r="C1"/>' in whole and "&lt;&amp;&gt;" in whole


def test_rows_and_cells_may_leave_out_their_numbers():
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    content = written(sheet_xml(rows), {2: SIX})
    assert '<c><v>3</v></c><c r="C2"' in content


def test_a_prefix_of_the_namespace_is_kept():
    rows = '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
    assert '<x:c r="B1" t="inlineStr"><x:is><x:t' in written(
        sheet_xml(rows, prefix="x:"), {1: SIX}
    )


def test_an_empty_cell_that_only_has_a_style_gives_it_to_ours():
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="4"/><c r="I1" s="5"/></row>'
    content = written(sheet_xml(rows), {1: SIX})
    assert content.count('r="B1"') == 1 and '<c r="B1" s="4" t="inlineStr">' in content


def test_columns_that_are_hidden_to_the_end_do_not_hide_ours():
    cols = '<cols><col min="2" max="16384" hidden="1"/></cols>'
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    content = written(sheet_xml(rows, before=cols), {1: SIX})
    spans = ElementTree.fromstring(content).findall("{*}cols/{*}col")
    assert [(c.get("min"), c.get("max"), c.get("hidden")) for c in spans[-2:]] == [
        ("7", "7", None),
        ("8", "16384", "1"),
    ]


def test_a_title_merged_over_all_columns_does_not_push_ours_out():
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    merged = '<mergeCells><mergeCell ref="A9:XFD9"/></mergeCells>'
    assert '<c r="B1" t="inlineStr">' in written(
        sheet_xml(rows, after=merged), {1: SIX}
    )


def test_rows_that_stand_in_no_order_get_their_own_answers():
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in (3, 1, 2)
    )  # fmt: skip
    cells = {n: (str(n), *SIX[1:]) for n in (1, 2, 3)}
    content = ElementTree.fromstring(written(sheet_xml(rows), cells))
    told = [row.findtext("{*}c/{*}is/{*}t") for row in content.findall(".//{*}row")]
    assert told == ["3", "1", "2"]
