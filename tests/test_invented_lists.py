"""Invented lists are read as a careful human reads them, and no row is lost."""

import csv
import io
from pathlib import Path

import pytest

from corpus.readers import read_bytes
from corpus.submissions import ReadList, read_list

DATA = Path(__file__).parent / "data" / "lists" / "invented.txt"


def blocks() -> dict[str, tuple[list[str], list[list[str]]]]:
    """Return the rows of each list, and the entries expected of it."""
    found = {}
    for block in DATA.read_text(encoding="utf-8").split("\n## ")[1:]:
        name, *lines = block.rstrip("\n").split("\n")
        rule = lines.index("----")
        found[name] = lines[:rule], [line.split("|") for line in lines[rule + 1 :]]
    return found


LISTS = blocks()


def read(name: str) -> ReadList:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(line.split("|") for line in LISTS[name][0])
    content = text.getvalue().encode("utf-8-sig")
    return read_list(read_bytes(content, name="提出.csv"))


@pytest.mark.parametrize("name", LISTS)
def test_an_invented_list_is_read_as_a_careful_human_reads_it(name):
    entries = [e for each in read(name).reports for e in each.entries]
    told = [
        [e.organisation, e.fiscal_year, e.section, e.item, e.marker, e.text]
        for e in entries
    ]
    texts = [["" if cell is None else str(cell) for cell in entry] for entry in told]
    assert sorted(texts) == sorted(LISTS[name][1])


@pytest.mark.parametrize("name", LISTS)
def test_every_row_is_an_entry_or_told_with_the_reason(name):
    lines, listed = LISTS[name][0], read(name)
    told = [item.row for each in listed.reports for item in each.items]
    for sheet in listed.understood.sheets:
        told += [*sheet.header_rows, *(each.row for each in sheet.left_out)]
    last = max(n for n, line in enumerate(lines, start=1) if line.strip("|"))
    assert sorted(told) == list(range(1, last + 1))
