"""The similar entry in a workbook is a link that can be followed, and nothing else."""

import zipfile
from xml.etree import ElementTree

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill

from service.spreadsheets import MOST_LINKS, Link
from service.tagging import RowAnswer, SimilarAnswer, open_given, write_tagged
from service.tagging.edges import edges_of
from service.tagging.links import Links
from service.tagging.sheets import Addition, edited
from service.tagging.styles import AddedStyles

SHEET, RELATIONS = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"
TEXTS = ("在宅勤務を導入した。", "残業を減らした。")
ENTRY = "http://127.0.0.1:8000/entries/e1"


@pytest.fixture
def returned(catalog, tmp_path):
    """Write a workbook again, each row like the same entry of a server."""

    def returning(workbook, address="http://127.0.0.1:8000/", **options):
        workbook.save(tmp_path / "提出.xlsx")
        given = open_given(tmp_path / "提出.xlsx", name="提出.xlsx")
        like = SimilarAnswer("e1", 0.5, "=厚生労働省 令和2年度 7-a")
        answers = [RowAnswer(r.sheet, r.row, similar=like) for r in given.rows()]
        out = tmp_path / f"out.{options.get('format', 'xlsx')}"
        write_tagged(
            given, answers, out, guide=catalog.guide, address=address, **options
        )
        return out

    return returning


def workbook_of(*texts):
    workbook = Workbook()
    for text in ("取組内容", *texts):
        workbook.active.append([text])
    return workbook


def links_of(path):
    return {
        cell.coordinate: (cell.value, cell.hyperlink.target)
        for sheet in load_workbook(path)
        for cells in sheet
        for cell in cells
        if cell.hyperlink
    }


def test_a_similar_entry_leads_to_its_page(returned):
    what = ("'=厚生労働省 令和2年度 7-a", ENTRY)
    out = returned(workbook_of(*TEXTS))
    assert links_of(out) == {"F2": what, "F3": what}
    with zipfile.ZipFile(out) as archive:
        relations = ElementTree.fromstring(archive.read(RELATIONS))
    assert len(relations) == 1  # one address is told once


def test_a_link_looks_like_one_and_else_like_the_cells_around_it(returned):
    workbook = workbook_of(*TEXTS)
    workbook.active["A2"].font = Font(name="游明朝", bold=True, color="00FF0000")
    workbook.active["A2"].fill = PatternFill("solid", fgColor="00FFFF00")
    sheet = load_workbook(returned(workbook)).active
    styled, plain, text = sheet["F2"], sheet["F3"], sheet["B2"]
    for link in (styled, plain):
        assert (link.font.u, link.font.color.rgb) == ("single", "FF00118F")
    assert (styled.font.name, styled.font.b) == ("游明朝", True)
    assert (styled.fill.fgColor.rgb, plain.fill.fill_type) == ("00FFFF00", None)
    assert (text.font.u, text.font.color.rgb) == (None, "00FF0000")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<styleSheet/>",
        b"<styleSheet><fonts/><cellXfs/></styleSheet>",
        b'<styleSheet><fonts><font/></fonts><cellXfs count="0"></cellXfs></styleSheet>',
    ],
)
def test_styles_that_tell_nothing_are_left_as_they_are(content):
    styles = AddedStyles(content)
    assert styles.of("3") == "3" and styles.of(None) is None
    assert b"".join(styles.written()).replace(b'"1"', b'"0"') == content


def test_a_style_of_a_link_is_made_once():
    font = '<x:font><x:u val="double"></x:u><x:sz val="9"/></x:font>'
    content = (
        f'<x:s><x:fonts count="1">{font}</x:fonts><x:cellXfs count="2"><x:xf/>'
        '<x:xf fontId="0" applyFont="0"><x:alignment/></x:xf></x:cellXfs></x:s>'
    )
    styles = AddedStyles(content.encode())
    assert [styles.of(each) for each in ("1", "1", None)] == ["2", "2", "3"]
    written = b"".join(styles.written()).decode()
    look = '<x:sz val="9"/><x:u/><x:color rgb="FF00118F"/></x:font>'
    assert written.count(look) == 2 and font in written
    assert '<x:xf fontId="1" applyFont="1"><x:alignment/></x:xf>' in written
    assert 'fonts count="3"' in written and 'cellXfs count="4"' in written


def test_without_a_server_nothing_leads_anywhere(returned):
    out = returned(workbook_of(*TEXTS), address=None)
    assert links_of(out) == {}
    with zipfile.ZipFile(out) as archive:
        assert RELATIONS not in archive.namelist()


def test_links_of_the_sheet_stay_beside_ours(returned):
    workbook = workbook_of(*TEXTS)
    workbook.active["A2"].hyperlink = "https://example.jp/?a=1&b=2"
    found = links_of(returned(workbook))
    assert found["A2"][1] == "https://example.jp/?a=1&b=2"
    assert found["F2"][1] == found["F3"][1] == ENTRY


def test_a_list_of_our_own_has_links_too_and_a_csv_the_address(catalog, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "残業を減らした。"}', "utf-8")
    given = open_given(tmp_path / "a.jsonl", name="a.jsonl")
    (row,) = given.rows()
    answer = RowAnswer(row.sheet, row.row, similar=SimilarAnswer("e1", 0.5, "ここ"))
    for kind in ("xlsx", "csv"):
        write_tagged(
            given, [answer], tmp_path / f"out.{kind}", guide=catalog.guide,
            format=kind, address="http://127.0.0.1:8000",
        )  # fmt: skip
    assert links_of(tmp_path / "out.xlsx") == {"F2": ("ここ", ENTRY)}
    assert f",ここ {ENTRY}," in (tmp_path / "out.csv").read_text("utf-8-sig")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///c:/a.exe",
        "http://a.example/\n",
        'http://a.example/"/><x',
        "http://a.example/" + "a" * 3000,
    ],
)
def test_what_is_no_address_of_a_page_stays_a_text(address):
    links = Links()
    assert not links.add("F2", address)
    assert len(links) == 0


def test_an_address_is_written_as_xml_holds_it():
    links = Links()
    assert links.add("F2", "http://a.example/?a=1&b='2'")
    (relation,) = ElementTree.fromstring(f"<r>{links.relationships('').decode()}</r>")
    assert relation.get("Target") == "http://a.example/?a=1&b='2'"


def sheet_of(rows="", after="", kind="http://schemas.openxmlformats.org/x"):
    rows = rows or '<row r="1"><c r="A1"><v>1</v></c></row>'
    content = f'<worksheet xmlns="{kind}"><sheetData>{rows}</sheetData>{after}'
    return f"{content}</worksheet>".encode()


def written(xml, cells, links):
    addition = Addition(cells.items(), (), frozenset(), text_column=1)
    edges = edges_of(iter([xml]))
    content = b"".join(edited(iter([xml]), addition, edges, links)).decode()
    return ElementTree.fromstring(content)


LINKED = {1: ("", "", "", "", Link("ここ", ENTRY), "")}


@pytest.mark.parametrize(
    ("after", "parts"),
    [
        ("", ["hyperlinks"]),
        ("<mergeCells/><pageMargins/>", ["mergeCells", "hyperlinks", "pageMargins"]),
        ("<hyperlinks/><tableParts/>", ["hyperlinks", "tableParts"]),
        (
            "<dataValidations><dataValidation><formula1/></dataValidation>"
            "</dataValidations><extLst/>",
            ["dataValidations", "hyperlinks", "extLst"],
        ),
    ],
)
def test_links_stand_where_the_format_wants_them(after, parts):
    sheet = written(sheet_of(after=after), LINKED, Links())
    names = [each.tag.rpartition("}")[2] for each in sheet]
    assert names == ["cols", "sheetData", *parts]
    assert [each.get("ref") for each in sheet.find("{*}hyperlinks")] == ["F1"]


def test_a_strict_workbook_gets_strict_names():
    links = Links()
    kind = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    sheet = written(sheet_of(kind=kind), LINKED, links)
    (link,) = sheet.find("{*}hyperlinks")
    assert "{http://purl.oclc.org/ooxml/officeDocument/relationships}id" in link.attrib
    assert "http://purl.oclc.org/" in links.relationships("").decode()


def test_beyond_the_links_that_excel_follows_the_address_is_a_text():
    links = Links(n_own=MOST_LINKS - 1)
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in (1, 2)
    )  # fmt: skip
    sheet = written(sheet_of(rows), LINKED | {2: LINKED[1]}, links)
    texts = [each.text for each in sheet.findall(".//{*}t")]
    assert texts == ["ここ", f"ここ {ENTRY}"]
    assert len(links) == 1


def test_names_of_relationships_are_never_taken_twice():
    links = Links(taken=frozenset({"entry1", "rId1"}))
    links.add("F2", ENTRY)
    assert b'Id="entry_1"' in links.relationships("")


def test_the_place_of_a_button_is_no_row_or_column_of_the_sheet():
    anchor = "<from><col>0</col><row>1</row></from>"
    after = f"<controls><control><anchor>{anchor}</anchor></control></controls>"
    sheet = written(sheet_of(after=after), LINKED, Links())
    assert ElementTree.tostring(sheet).count(b":col>") == 2
    assert [c.get("r") for c in sheet.findall(".//{*}c")] == [
        "A1", "B1", "C1", "D1", "E1", "F1", "G1",
    ]  # fmt: skip
