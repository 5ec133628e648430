"""Web pages and Word documents are read as they are seen."""

import io
import time

import docx
import pytest
from docx.oxml import OxmlElement

from corpus.readers import read_bytes
from corpus.submissions import read_list

A, B = "在宅勤務用の端末を全職員に配備した。", "毎週水曜日を定時退庁日とした。"


def read(content, name="a"):
    return read_list(read_bytes(content, name=name))


def told(listed):
    return [
        (e.section, e.item, e.marker, e.text)
        for each in listed.reports
        for e in each.entries
    ]


def table_of(*rows, head=""):
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) for row in rows)
    return f"<!DOCTYPE html>{head}<body><table>{cells}</table></body>"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<p>一つ目。</p><p>二つ目。</p>", "一つ目。\n二つ目。"),
        ("一つ目。<br>二つ目。", "一つ目。\n二つ目。"),
        ("<div>一つ目。</div>二つ目。", "一つ目。\n二つ目。"),
        ("<ul><li>一つ目。<li>二つ目。</ul>", "・一つ目。\n・二つ目。"),
        ("在宅\n   勤務&nbsp;の&lt;導入&gt;", "在宅勤務の<導入>"),
        ("<ruby>在宅<rp>(</rp><rt>ざいたく</rt></ruby>勤務の導入", "在宅勤務の導入"),
        ("在宅<b>勤務</b><span style='display:none'>隠</span>の導入", "在宅勤務の導入"),
        ("在宅勤務の導入<script>x</script><!-- y -->", "在宅勤務の導入"),
    ],
)
def test_a_cell_of_a_page_is_read_as_it_is_shown(cell, text):
    page = table_of(["取組内容", "備考"], [cell, ""])
    assert told(read(page.encode())) == [(None, None, None, text)]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP"), ("utf-8", "utf-8"),
     ("cp932", "utf-8"), ("utf-16", "utf-16"), ("iso2022_jp", "iso-2022-jp")],
)  # fmt: skip
def test_a_page_is_read_in_its_encoding_even_where_it_says_another(encoding, said):
    page = table_of(["取組内容"], [A], head=f"<meta charset={said}>")
    assert told(read(page.encode(encoding))) == [(None, None, None, A)]


def test_cells_of_a_page_may_stretch_over_rows_and_columns():
    page = (
        "<table><thead><tr><th rowspan=2>大分類<th colspan=2>取組</tr>"
        "<tr><th>名称<th>内容</tr></thead>"
        f"<tr><td rowspan='0'>働き方<td>在宅<td>{A}</tr><tr><td>残業<td>{B}</tr>"
        "<tfoot><tr><td colspan=3>※速報値</tr></tfoot></table>"
    )
    assert told(read(page.encode())) == [
        ("働き方", "在宅", None, A),
        ("働き方", "残業", None, B),
    ]


def test_tables_that_only_lay_out_a_page_are_looked_into():
    inner = f"<table><tr><th>番号<th>取組内容<tr><td>1<td>{A}</table>"
    page = f"<html><table><tr><td>目次<td><h1>津市 令和3年度</h1>{inner}</table>"
    listed = read(page.encode())
    assert told(listed) == [(None, None, None, A)]
    assert listed.reports[0].report.organisation == "津市"


def test_a_page_or_document_without_tables_is_read_by_its_bullets():
    page = f"<h1>津市 令和3年度</h1><h2>働き方</h2><ul><li>【新規】{A}<li>{B}</ul>"
    document = docx.Document()
    document.add_heading("津市 令和3年度", 0)
    document.add_heading("働き方", 1)
    document.add_paragraph(f"【新規】{A}", style="List Bullet")
    document.add_paragraph(B, style="List Number")
    expected = [("働き方", None, "新規", A), ("働き方", None, None, B)]
    assert told(read(page.encode())) == told(read(saved(document))) == expected


def saved(document):
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def word_table(*rows):
    document = docx.Document()
    table = document.add_table(len(rows), len(rows[0]))
    for top, row in enumerate(rows):
        for left, text in enumerate(row):
            table.cell(top, left).text = text
    return document, table


def element(name, *children, text=None):
    made = OxmlElement(name)
    if text is not None:
        made.text = text
    made.extend(children)
    return made


def test_changes_in_a_document_are_read_as_taken_in():
    document, table = word_table(["番号", "取組内容"], ["1", A])
    paragraph = table.cell(1, 1).paragraphs[0]._p
    run = element("w:r", element("w:t", text="紙を減らした。"))
    gone = element("w:r", element("w:delText", text="消した。"))
    hidden = element(
        "w:r", element("w:rPr", element("w:vanish")), element("w:t", text="隠")
    )
    paragraph.extend([element("w:ins", run), element("w:del", gone), hidden])
    assert told(read(saved(document))) == [(None, None, None, f"{A}紙を減らした。")]


def test_a_table_within_a_cell_belongs_to_the_text_of_the_cell():
    document, table = word_table(["番号", "取組内容"], ["1", A])
    inner = table.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "対象", "全員"
    assert told(read(saved(document))) == [(None, None, None, f"{A}\n対象全員")]


def test_a_table_within_a_frame_or_a_form_field_is_read():
    document = docx.Document()
    frame = document.add_table(1, 1)
    table = frame.cell(0, 0).add_table(2, 2)
    for cell, text in zip(table._cells, ["番号", "取組内容", "1", A], strict=True):
        cell.text = text
    content = element("w:sdtContent")
    frame._tbl.addprevious(element("w:sdt", content))
    content.append(frame._tbl)
    assert told(read(saved(document))) == [(None, None, None, A)]


def test_bullets_around_a_table_are_entries_unless_they_tell_how_to_send_it():
    rows = f"| 番号 | 取組内容 |\n|---|---|\n| 1 | {A} |\n"
    beside = f"# 津市\n\n- 【新規】{B}\n\n{rows}"
    asking = f"# 津市\n\n- 様式に記入してください。\n\n{rows}"
    assert [text for *_, text in told(read(beside.encode()))] == [B, A]
    assert [text for *_, text in told(read(asking.encode()))] == [A]


def test_menus_paths_and_feet_of_a_web_page_are_no_initiatives():
    menu = "<ul><li>ホーム</li><li>くらし</li></ul>"
    page = (
        "<title>取組｜津市公式ウェブサイト</title><body>"
        f"<header>{menu}<h1>令和3年度の取組</h1></header><div id='gnav'>{menu}</div>"
        "<p>トップ &gt; 市政 &gt; 働き方</p><h2>働き方</h2>"
        "<ul class='list'><li>在宅勤務を広げた。</li><li>会議を減らした。</li></ul>"
        "<p>お問い合わせ：人事課</p><p>計画（PDF：20KB）</p>"
        f"<footer><p>Copyright 津市</p>{menu}</footer>"
    )
    source = read_bytes(page.encode(), name="提出.html")
    (report,) = read_list(source).reports
    assert [each.text for each in report.entries] == [
        "在宅勤務を広げた。", "会議を減らした。"
    ]  # fmt: skip
    assert (report.report.organisation, report.report.fiscal_year) == ("津市", 2021)


def test_a_table_is_read_however_what_holds_it_is_named():
    table = (
        "<table><tr><td>取組内容</td></tr><tr><td>会議を減らした。</td></tr></table>"
    )
    page = f"<body><div class='contact'>{table}</div><p>{'説明。' * 40}</p></body>"
    (report,) = read_list(read_bytes(page.encode(), name="提出.html")).reports
    assert [each.text for each in report.entries] == ["会議を減らした。"]


def test_only_the_bullets_around_a_table_are_entries():
    page = (
        "<p>別紙２</p><p>問合せは人事課まで</p><ul><li>研修をした。</li></ul><p>一覧</p>"
        "<table><tr><td>取組内容</td></tr><tr><td>会議を減らした。</td></tr></table>"
    )
    (report,) = read_list(read_bytes(page.encode(), name="提出.html")).reports
    assert [each.text for each in report.entries] == [
        "研修をした。",
        "会議を減らした。",
    ]


def test_a_term_is_the_section_of_what_is_said_of_it():
    page = f"<body><dl><dt>在宅</dt><dd>{A}</dd><dt>時間</dt><dd>{B}</dd></dl>"
    assert told(read(page.encode())) == [
        ("在宅", None, None, A), ("時間", None, None, B)
    ]  # fmt: skip


def test_the_head_of_a_page_tells_of_the_table_below_it():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "令和5年度 取組調査 香川県"
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("番号", "取組内容", "1", A), strict=True):
        cell.text = text
    content = io.BytesIO()
    document.save(content)
    (report,) = read(content.getvalue()).reports
    assert (report.report.organisation, report.report.fiscal_year) == ("香川県", 2023)


def test_the_menu_in_the_head_of_a_page_is_no_entry():
    menu = "<ul><li>ホーム</li><li>くらし・環境</li></ul>"
    page = table_of(["取組内容", "備考"], [A, ""]).replace(
        "<body>", f"<body><div id='header'>{menu}</div>"
    )
    assert told(read(page.encode())) == [(None, None, None, A)]


def test_a_table_below_headings_is_no_form_of_one_initiative():
    page = (
        f"<html><body><h1>平成30年度の取組事例</h1><table><tr><th rowspan=2>部局</th>"
        "<th colspan=2>取組</th><th rowspan=2>効果</th></tr><tr><th>名称</th>"
        f"<th>内容</th></tr><tr><td>総務部</td><td>在宅</td><td>{A}</td><td>―</td></tr>"
        "<tr><td colspan=4>（注）効果は各部局の報告による。</td></tr></table>"
    )
    assert told(read(page.encode())) == [(None, "在宅", None, A)]


def test_how_deep_a_page_is_nested_costs_no_time():
    lines = "".join(f"<p>・取組{n}を行った。</p>" for n in range(5_000))
    start = time.process_time()
    flat = read(f"<html><body>{lines}</body>".encode())
    between = time.process_time()
    deep = read(f"<html><body>{'<div>' * 240}{lines}{'</div>' * 240}</body>".encode())
    assert told(deep) == told(flat)
    assert time.process_time() - between < 3 * (between - start)
