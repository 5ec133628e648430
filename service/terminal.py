"""Answers as a person reads them in a terminal."""

import re
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus.records import EntryKind
from corpus.themes import Guide
from service.views import ImportResult, SearchPage, TaggedEntry

_KIND_NAMES = {
    EntryKind.INITIATIVE: "取組",
    EntryKind.OUTCOME: "成果",
    EntryKind.INDICATOR: "指標",
    EntryKind.ITEM: "項目",
}
# What would steer the terminal, should a file bring it (\n ends a line), and halves of
# characters, which cannot be printed.
_UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def print_hits(page: SearchPage, guide: Guide) -> None:
    """Print the hits of a search with their places and themes."""
    console = _console()
    shown = f"{page.request.offset + 1}〜{page.request.offset + len(page.hits)}件目"
    counted = f"「{page.request.query}」 {page.result.total:,}件"
    console.print(_text(f"{counted}（{shown}）" if page.hits else counted))
    for expansion in page.result.expansions:
        forms = "・".join(form.text for form in expansion.variants)
        console.print(_text(f"{expansion.term}：{forms} を含めて検索しました", "dim"))
    if page.result.suggestion:
        console.print(_text(f"もしかして：{page.result.suggestion}"))
    for hit in page.hits:
        console.print()
        console.print(_text(place(hit.entry), "dim"))
        line = Text()
        for part in hit.snippet:
            line.append(_text(part.text, "bold underline" if part.is_match else ""))
        console.print(line)
        themes = "、".join(guide.name(t.theme_id) for t in hit.entry.themes)
        if themes:
            console.print(_text(f"テーマ：{themes}", "cyan"))


def print_import(result: ImportResult) -> None:
    """Print what became of an imported file."""
    if result.error:
        _console(stderr=True).print(_text(f"取り込めません：{result.error}"))
        return
    counts = "、".join(
        f"{_KIND_NAMES[kind]}{count:,}件" for kind, count in result.entries.items()
    )
    state = "取り込みました" if result.is_new else "すでに取り込まれています"
    console = _console()
    console.print(_text(f"{result.file}：{state}（{counts}）"))
    for warning in result.warnings:
        console.print(_text(f"　注意：{warning}", "yellow"))


def place(tagged: TaggedEntry) -> str:
    """Return where an entry stands: organisation, year, section, path, item, id."""
    entry = tagged.entry
    year = f"{entry.fiscal_year}年度" if entry.fiscal_year else ""
    where = (entry.organisation, year, entry.section, "-".join(entry.path), entry.item)
    return f"{' / '.join(each for each in where if each)}　[{entry.id}]"


def _console(*, stderr: bool = False) -> Console:
    return Console(highlight=False, soft_wrap=True, stderr=stderr)


def _text(text: str, style: str = "") -> Text:
    """Return a text as it is: neither markup of ours nor signs for the terminal."""
    return Text(_UNPRINTABLE.sub("\ufffd", text), style)


def print_table(title: str, lines: Iterable[Sequence[str]]) -> None:
    """Print rows under their heading, which comes first."""
    heading, *rows = lines
    table = Table(title=title, title_justify="left")
    for place, name in enumerate(heading):
        table.add_column(name, justify="right" if place else "left")
    for row in rows:
        table.add_row(*row)
    _console().print(table)
