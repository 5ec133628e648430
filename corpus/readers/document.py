"""DOCX → the paragraphs and tables of the document, by python-docx.

Text is read as it would be printed: changes taken in, comments, furigana and hidden
words left out, headings and bullets with a sign before them.
"""

import io
from collections.abc import Iterable, Iterator, Mapping

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from corpus.errors import UnreadableFileError
from corpus.grids import Merged, Source
from corpus.limits import Bounds
from corpus.readers.blocks import Table, heading_sign, list_sign, name_sign, source_of
from corpus.readers.package import DAMAGE, check_package

_UNSEEN = frozenset(
    map(qn, ("w:del", "w:moveFrom", "w:rt", "w:pPr", "w:rPr", "w:txbxContent"))
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_BREAKS = frozenset(map(qn, ("w:br", "w:cr")))
_HEADING_NAMES = ("heading", "見出し")
_DAMAGE = (
    PackageNotFoundError, etree.XMLSyntaxError, KeyError, ValueError, AttributeError,
    TypeError, *DAMAGE,
)  # fmt: skip


def read(content: bytes, *, bounds: Bounds) -> Source:
    """Return the paragraphs and tables of a document.

    Raises
    ------
    UnreadableFileError
        The file is damaged, or nothing is written in it.
    TooLargeError
        It is larger than a limit allows.
    """
    try:
        check_package(content, bounds)
        document = docx.Document(io.BytesIO(content))
        headings = {
            style.style_id: _level_in(style.name)
            for style in document.styles
            if style.name and style.name.lower().startswith(_HEADING_NAMES)
        }
        reader = _Reader(headings, bounds)
        blocks = list(reader.blocks(document.element.body))
        if any(isinstance(block, Table) for block in blocks):
            # Over a table, the head of the page may tell whose it is.
            blocks = [*reader.page_head(document), *blocks]
    except _DAMAGE as error:
        raise UnreadableFileError(
            f"「{bounds.name}」をWordの文書として開けません。"
            "壊れているか、途中で切れています。"
            "Wordで開き、docx形式で保存し直してください。"
        ) from error
    return source_of(blocks, kind="docx", bounds=bounds)


class _Reader:
    """Reads the elements of a document; ``headings`` are the levels of styles."""

    def __init__(self, headings: Mapping[str, int], bounds: Bounds) -> None:
        self._headings = headings
        self._bounds = bounds

    def blocks(self, parent: BaseOxmlElement) -> Iterator[str | Table]:
        """Give the lines and tables below an element, in order."""
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child).split("\n")
                for box in _text_boxes(child):
                    yield from self.blocks(box)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag not in _UNSEEN and isinstance(child.tag, str):
                yield from self.blocks(child)  # content controls, tracked insertions

    def page_head(self, document: Document) -> Iterator[str | Table]:
        """Give the lines that stand above the text of the first page."""
        section = document.sections[0]
        heads = [section.header]
        if section.different_first_page_header_footer:
            heads.insert(0, section.first_page_header)
        for head in heads:
            if not head.is_linked_to_previous:
                lines = (b for b in self.blocks(head._element) if isinstance(b, str))
                yield from filter(str.strip, lines)

    def _table(self, table: CT_Tbl) -> Iterator[str | Table]:
        self._bounds.check_time()
        if self._lays_out(table):
            for row in table.tr_lst:
                for cell in row.tc_lst:
                    yield from self.blocks(cell)
            return
        rows: list[dict[int, str]] = []
        spans: list[list[int]] = []
        open_spans: dict[int, list[int]] = {}
        for top, row in enumerate(table.tr_lst):
            rows.append({})
            column = row.grid_before
            for cell in row.tc_lst:
                right = column + cell.grid_span
                self._bounds.check_columns(right, row=top + 1)
                if cell.vMerge == "continue" and column in open_spans:
                    open_spans[column][1] = top + 1
                else:
                    rows[top][column] = self._text(cell)
                    open_spans[column] = [top, top + 1, column, right]
                    spans.append(open_spans[column])
                column = right
            self._bounds.check_rows(len(rows))
        merged = [Merged(*span) for span in spans]
        yield Table(
            tuple(
                tuple(row.get(column, "") for column in range(max(row, default=-1) + 1))
                for row in rows
            ),
            tuple(m for m in merged if m.bottom - m.top > 1 or m.right - m.left > 1),
        )

    def _lays_out(self, table: CT_Tbl) -> bool:
        """Whether tables within a table hold most of its cells, or of its text."""
        whole = len("".join(table.itertext()).strip())
        within = [
            inner
            for row in table.tr_lst
            for cell in row.tc_lst
            for inner in cell.tbl_lst
        ]
        inside = sum(len("".join(inner.itertext()).strip()) for inner in within)
        n_cells, n_inside = _n_cells([table]), _n_cells(within)
        return bool(within) and (inside > 0.5 * whole or n_inside > n_cells)

    def _text(self, cell: BaseOxmlElement) -> str:
        """Return what is written in a cell, a line for each paragraph."""
        lines = (
            line
            for block in self.blocks(cell)
            for line in (
                [block]
                if isinstance(block, str)
                else [" ".join(filter(None, row)) for row in block.rows]
            )
        )
        return "\n".join(line for line in lines if line.strip())

    def _paragraph(self, paragraph: BaseOxmlElement) -> str:
        """Return a paragraph with the sign of what it is."""
        text = "".join(_runs(paragraph)).strip(" \t")
        properties = paragraph.find(qn("w:pPr"))
        if not text.strip():
            return text
        if paragraph.getparent().tag == qn("w:body") and _is_bold(paragraph):
            text = f"{name_sign(text)}{text}"
        if properties is None:
            return text
        style = properties.find(qn("w:pStyle"))
        name = "" if style is None else style.get(qn("w:val"))
        if level := self._headings.get(name) or _outline_level(properties):
            return f"{heading_sign(level)}{text.lstrip('■ 　')}"
        numbered = properties.find(qn("w:numPr"))
        is_listed = numbered is not None or name.startswith("List")
        if not is_listed or text.startswith("・"):
            return text
        return f"{_list_sign(numbered, name)}{text}"


def _level_in(style: str) -> int:
    """Return how deep the headings of a style lie: Heading 2."""
    return int(style[-1]) if style[-1:] in set("123456") else 1


def _outline_level(properties: BaseOxmlElement) -> int:
    """Return how deep a paragraph lies that a writer made a heading, else 0."""
    level = properties.find(qn("w:outlineLvl"))
    depth = 9 if level is None else int(level.get(qn("w:val")))
    return depth + 1 if depth < 6 else 0  # 9 stands for running text


def _is_bold(paragraph: BaseOxmlElement) -> bool:
    """Whether all that is printed in a paragraph is set in bold."""
    printed = [
        run for run in paragraph.iterfind(qn("w:r")) if "".join(_runs(run)).strip()
    ]
    return bool(printed) and all(
        run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None for run in printed
    )


def _n_cells(tables: Iterable[CT_Tbl]) -> int:
    return sum(len(row.tc_lst) for table in tables for row in table.tr_lst)


def _list_sign(numbered: BaseOxmlElement | None, style: str) -> str:
    """Return the sign of an item of a list by how deep it lies in others."""
    level = None if numbered is None else numbered.find(qn("w:ilvl"))
    depth = 0 if level is None else int(level.get(qn("w:val")))
    # ListBullet2 is the style of a bullet within another.
    told = int(style[-1]) - 1 if style[-1:].isdigit() else 0
    return list_sign(max(depth, told) + 1)


def _runs(element: BaseOxmlElement) -> Iterator[str]:
    """Give the printed text below an element."""
    for child in element:
        if child.tag in _UNSEEN or _is_hidden(child):
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:tab"):
            yield "\t"
        elif child.tag in _BREAKS:
            yield "\n"
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        else:
            yield from _runs(child)


def _text_boxes(element: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Give what stands in the boxes of a paragraph; older forms say it again."""
    for child in element:
        if child.tag == qn("w:txbxContent"):
            yield child
        elif child.tag not in _UNSEEN:
            yield from _text_boxes(child)


def _is_hidden(run: BaseOxmlElement) -> bool:
    properties = run.find(qn("w:rPr")) if run.tag == qn("w:r") else None
    return properties is not None and properties.find(qn("w:vanish")) is not None
