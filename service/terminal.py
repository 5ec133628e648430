"""Answers as a person reads them in a terminal."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

from corpus.form_reading import understood_form
from corpus.records import EntryKind
from corpus.themes import Guide
from models.pairs import Change
from service.comparing import Comparison
from service.comparison_rows import CHANGE_NAMES, notes_of
from service.tagging.given import Given
from service.tagging.opening import is_form_given
from service.understanding import understood_lines
from service.views import ImportResult, SearchPage, TaggedEntry

_Each = TypeVar("_Each")
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


def print_comparison(comparison: Comparison) -> None:
    """Print what became of each initiative; what is unchanged is only counted."""
    console = _console()
    older, newer = comparison.years
    console.print(_text(f"{comparison.organisation} {older}年度 → {newer}年度"))
    for note in notes_of(comparison):
        _console(stderr=True).print(_text(note, "yellow"))
    counts = (f"{CHANGE_NAMES[each]}{comparison.count(each):,}件" for each in Change)
    console.print(_text("、".join(counts)))
    for pair in comparison.pairs:
        if pair.change is Change.UNCHANGED:
            continue
        console.print()
        console.print(_text(CHANGE_NAMES[pair.change], "bold"))
        for sign, entries in (("－", pair.before), ("＋", pair.after)):
            for tagged in entries:
                console.print(_text(f"　{place(tagged)}", "dim"))
                console.print(_text(f"　{sign} {tagged.entry.text}"))
    if comparison.never_came:
        console.print()
        console.print(_text("「今後実施」のまま、まだ実施されていないもの", "bold"))
        for waiting in comparison.never_came:
            console.print(_text(f"　{place(waiting.before)}", "dim"))
            console.print(_text(f"　{waiting.before.entry.text}"))


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
    for line in understood_lines(result.understood) if result.understood else ():
        console.print(_text(f"　{line}", "dim"))
    for warning in result.warnings:
        console.print(_text(f"　注意：{warning}", "yellow"))


def print_given(given: Given) -> None:
    """Print how a file that is to be tagged was read; a "text" in JSON says it all."""
    known = given.understood.columns if given.understood else {}
    if given.format == "jsonl" and "text" in known:
        return
    is_form = is_form_given(given)
    understood = understood_form(given.source) if is_form else given.understood
    console = _console(stderr=True)
    for line in understood_lines(understood) if understood else ():
        console.print(_text(line, "dim"))
    if given.columns and not given.listed:
        console.print(
            _text("長い表なので、初めの部分を見て読み方を決めました。", "dim")
        )
    for warning in (
        *given.source.warnings,
        *(understood.warnings if understood else ()),
    ):
        console.print(_text(f"注意：{warning}", "yellow"))


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


def watched(answers: Iterator[_Each], total: int | None) -> Iterator[_Each]:
    """Pass answers on; a person at a terminal sees how far they are."""
    console = _console(stderr=True)
    if not console.is_terminal:
        return answers
    return iter(track(answers, "テーマを付けています", total, console=console))
