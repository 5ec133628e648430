"""Rows that name no item of their own: they go on with the one above.

A page end or a line break cut a cell in two, a footnote stands below what it explains,
or print put a text where no column is. Each function says what was doubtful, if
anything was.
"""

from collections.abc import Sequence

from corpus.cleaning import clean_cell, clean_line, clean_paragraphs, is_note
from corpus.drafts import Draft, Part, add_texts, last_part
from corpus.markers import begins_marked
from corpus.rows import Row

_FOOTNOTE = "※"
_LONGEST_TITLE_END = 12


def footnote_home(drafts: Sequence[Draft], cell: str | None) -> Part | None:
    """Return the outcome further up in the section that a footnote explains."""
    if not is_note(clean_cell(cell or "")) or not drafts:
        return None
    section = drafts[-1].section
    parts = [
        part for each in drafts if each.section == section for part in each.outcomes
    ]
    return next((part for part in reversed(parts) if _FOOTNOTE in part.whole), None)


def go_on(drafts: Sequence[Draft], row: Row) -> str | None:
    """Go on with the last item by a row that says something more of it."""
    last = drafts[-1]
    doubt = go_on_title(drafts, row) if row.title or row.variant else None
    if row.indicator or (last.figures and not last.status):
        more = " ".join(filter(None, (row.indicator, row.content, row.outcome)))
        last.figures = f"{last.figures} {more}"
        return doubt
    if row.reason:
        _go_on_reason(last, row.reason)
    if is_note(clean_cell(row.content or row.outcome or "")):
        return doubt or _add_note(drafts, row)
    _go_on_texts(last, row.content, row.outcome)
    return doubt


def go_on_title(drafts: Sequence[Draft], row: Row) -> str | None:
    """Go on with the last title, or else keep a text that stands where titles do."""
    text = row.title or f"（{row.variant}）"
    last = drafts[-1]
    if last.has_open_title:
        last.title = clean_line(f"{last.title}{text}")
        return None
    opened = last_part(last.outcomes) or last_part(last.initiatives)
    if opened and opened.is_open and not row.says_something:
        opened.go_on(text)
        return None
    is_next = (row.page, row.row) == (last.page, last.row + 1)
    if last.title and is_next and row.title and len(text) <= _LONGEST_TITLE_END:
        last.title = clean_line(f"{last.title}{text}")
        return f"「{text}」を上の項目名の続きと読みました"
    last.kept.append(text)
    return f"「{text[:20]}」の置き場所がわからず、上の項目に付けました"


def _go_on_reason(last: Draft, text: str) -> None:
    opened = last_part(last.initiatives)
    if last.reason or not (opened and opened.is_open):
        last.reason = clean_line(f"{last.reason or ''}{text}")
    else:
        opened.go_on(text)


def _add_note(drafts: Sequence[Draft], row: Row) -> str | None:
    """Add a note to the outcome that it explains, else to the last text."""
    last, cell = drafts[-1], row.content or row.outcome or ""
    home = footnote_home(drafts, cell)
    part = home or last_part(last.outcomes) or last_part(last.initiatives)
    if part is None:
        last.outcomes.append(part := Part(None, []))
    part.texts.extend(clean_paragraphs(cell))
    return None if home else "注の置き場所がわからず、上の項目に付けました"


def _go_on_texts(last: Draft, content: str | None, outcome: str | None) -> None:
    text = content or outcome
    if bool(content) != bool(outcome) and text and not begins_marked(text):
        # One cell that begins without a marker goes where a sentence was left open.
        is_open = [
            bool(part and part.is_open)
            for part in (last_part(last.initiatives), last_part(last.outcomes))
        ]
        if is_open == [True, False]:
            content, outcome = text, None
        elif is_open == [False, True]:
            content, outcome = None, text
    add_texts(last.initiatives, content)
    add_texts(last.outcomes, outcome)
