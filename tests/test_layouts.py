"""Frames, boxes and pictures around what is told on a page or in a document."""

import io
from itertools import chain

import docx
from docx.oxml import OxmlElement

from corpus.readers import read_bytes
from corpus.submissions import read_list

A, B = "在宅勤務用の端末を全職員に配備した。", "毎週水曜日を定時退庁日とした。"
ROWS = [["取組名", "取組内容"], ["端末", A], ["退庁", B]]
TOLD = [("端末", A), ("退庁", B)]


def told(content):
    content = content.encode() if isinstance(content, str) else content
    return [
        (e.item, e.text)
        for each in read_list(read_bytes(content, name="a")).reports
        for e in each.entries
    ]


def saved(document):
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def test_a_table_in_a_frame_with_much_text_around_it_is_read():
    rows = "".join("<tr>" + "".join(f"<td>{c}" for c in row) for row in ROWS)
    text = "<p>職員が働きやすい職場を目指し、各課がさまざまな工夫をしています。</p>" * 9
    frame = f"<tr><td>目次<td><h1>津市</h1>{text}<table>{rows}</table></tr>"
    assert told(f"<!DOCTYPE html><table>{frame}</table>") == TOLD


def test_a_table_in_a_form_of_a_few_cells_is_read():
    document = docx.Document()
    frame = document.add_table(2, 2)
    frame.cell(0, 0).text, frame.cell(0, 1).text = "団体名", "津市" * 40
    inner = frame.cell(1, 1).add_table(3, 2)
    for cell, text in zip(inner._cells, chain(*ROWS), strict=True):
        cell.text = text
    assert told(saved(document)) == TOLD


def test_what_stands_in_a_text_box_is_read_once():
    document = docx.Document()
    box = OxmlElement("w:txbxContent")
    document.add_paragraph(f"・{B}")
    run = document.add_paragraph().add_run(f"・{A}")
    box.append(run._r.getparent())
    holder = document.add_paragraph().add_run()._r
    holder.append(OxmlElement("w:pict"))
    holder[-1].append(box)
    assert told(saved(document)) == [(None, B), (None, A)]


def test_neither_captions_of_pictures_nor_links_to_more_are_entries():
    card = "<figure><img><figcaption>写真１　窓口</figcaption></figure>"
    page = f"<h3>窓口</h3>{card}<p>{A}</p><a href=x>続きを読む</a>"
    assert told(f"<!DOCTYPE html><body>{page}</body>") == [(None, A)]
