"""The lines of a text as a list: bullets and sentences, under the headings above them.

Lines that only the width of a page broke, as in what is pasted from a PDF, are one.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.choices import UnderstoodSheet
from corpus.cleaning import clean_cell
from corpus.correspondence import (
    instructs,
    is_greeting,
    is_labelled,
    is_quoted,
    is_rule,
    outcome_in,
    unquoted,
)
from corpus.fiscal_year import find_fiscal_year
from corpus.furniture import bare_number, is_printed
from corpus.grids import Grid, LeftOut
from corpus.heads import Heads, mark_names, title_of_whole, without_idle_signs
from corpus.joining import SENTENCE_END, Line, ends_sentence, joined
from corpus.leaving import (
    BESIDE,
    BLANK,
    GREETING,
    HEADING,
    LABEL,
    OF_THE_ENTRY,
    PAGE_NUMBER,
    TITLE,
    WRAPPED,
    reason_of_text,
)
from corpus.listed import ListRow, ListSheet
from corpus.markers import begins_marked
from corpus.organisations import find_organisation
from corpus.outline import (
    BULLET,
    COUNTED,
    HEADING_SIGN,
    bare,
    is_numbered,
    kind_of,
)

# What stands over a list of one column.
_COLUMN_NAME = re.compile(r"(?:取り?組み?の?)?(?:内容|概要)|取り?組み?|本文|text", re.I)
_TITLE_WORDS = re.compile(r"年度|一覧|報告|調査|提出|計画|フォローアップ")
_OTHER = re.compile(r"その他(?:の取り?組み?)?")
_LONGEST_HEADING = 25
_MOST_TITLES = 5
_DAY = re.compile(r"(?:令和|平成|20\d\d).{0,4}年.{1,3}月")


def read_lines(grid: Grid, *, is_beside: bool = False) -> ListSheet:
    """Return the entries of a text.

    Where nothing is a bullet, each line is an entry, however short.

    Parameters
    ----------
    grid : Grid
        The lines, each a row of one cell.
    is_beside : bool
        Whether the text stands around a table: then only its bullets are entries.
    """
    rows: list[ListRow] = []
    left_out = list(grid.left_out)
    heads = Heads()
    texts = unquoted([" ".join(cells) for cells in grid.rows])
    lines = joined(without_idle_signs(texts))
    for line, reason in _told(lines, is_beside=is_beside):
        row = grid.first_row + line.place
        left_out += [LeftOut(grid.first_row + rest, WRAPPED) for rest in line.rest]
        outcome = outcome_in(line.text) if rows and not is_beside else None
        if outcome and reason in (None, TITLE, HEADING):
            above = rows[-1].cells.get("outcome", "")
            rows[-1].cells["outcome"] = f"{above}\n{outcome}".strip()
            left_out.append(LeftOut(row, OF_THE_ENTRY))
            continue
        if reason is None:
            text = BULLET.sub("", line.text, count=1)
            rows.append(ListRow(grid.name, row, heads.cells(text)))
            continue
        if reason == HEADING:
            heads.take(line.text)
        left_out.append(LeftOut(row, reason))
    while left_out and left_out[-1].reason == BLANK:
        left_out.pop()
    told = UnderstoodSheet(grid.name, (), (), len(rows), tuple(left_out))
    return ListSheet(tuple(rows), told)


def has_bullets(grid: Grid) -> bool:
    """Whether some line of a text is a bullet, and none tells how to fill in a form."""
    lines = [" ".join(cells) for cells in grid.rows]
    bullets = [line for line in lines if BULLET.match(line) or begins_marked(line)]
    return bool(bullets) and not any(map(instructs, bullets))


def _told(
    lines: Sequence[Line], *, is_beside: bool
) -> Iterator[tuple[Line, str | None]]:
    """Give each line with the reason why it is no entry, None where it is one."""
    printed = [line for line in lines if line.text.strip() and not line.is_of_page]
    mark_names(printed)
    is_reply = any(line.is_bullet for line in printed)
    whole = title_of_whole(printed)
    below = dict(zip((line.place for line in printed), printed[1:], strict=False))
    signed = [line.place for line in printed if line.is_bullet or _is_signed(line)]
    listed = is_beside or any(line.is_bullet for line in printed)
    end = _end_of_list(printed, signed)
    for line in lines:
        text, following = clean_cell(line.text), below.get(line.place)
        if not text or not is_printed((line.text,)) or bare_number((line.text,)):
            yield line, PAGE_NUMBER if text else BLANK
        elif line.is_of_page or line is whole:
            yield line, TITLE
        elif line.place > end:
            yield line, LABEL
        elif is_reply and is_quoted(text):
            yield line, GREETING
        elif (reason := _reason_of_words(line, text, following)) not in (None, HEADING):
            yield line, reason
        elif (line is printed[0] and _is_title(lines, line, listed=listed)) or (
            line in printed[1:_MOST_TITLES] and _tells_of_whole(line, signed)
        ):
            yield line, TITLE
        elif reason or line.is_bullet:
            yield line, reason
        elif listed and not ends_sentence(text):
            begin = min(signed, default=0)
            if is_numbered(line.text) and following and not following.is_bullet:
                following = below.get(following.place)  # a name over another
            yield line, _reason_of_name(following, line.place < begin, is_beside)
        else:
            yield line, BESIDE if is_beside else None


def _reason_of_words(line: Line, text: str, following: Line | None) -> str | None:
    """Return why a line is no entry by its sign and words, None where it may be one."""
    if _heads_others(line, following):
        return HEADING
    if is_rule(text):
        return f"「{text}」"
    if reason := reason_of_text(text) or reason_of_text(bare(line.text)):
        return reason
    if is_labelled(bare(line.text)):
        return LABEL
    is_told = following is not None and outcome_in(following.text) is not None
    if _is_signed(line) or (_stands_over(line, following) and not is_told):
        return HEADING
    return GREETING if not line.is_bullet and is_greeting(text) else None


def _reason_of_name(
    following: Line | None, is_above: bool, is_beside: bool
) -> str | None:
    """Return why a short line without a sign is no entry, by where it stands."""
    if _has_entry(following):
        return HEADING
    if is_beside:
        return BESIDE
    return TITLE if is_above else None


def _is_signed(line: Line) -> bool:
    """Whether the sign before a line makes it a heading."""
    return HEADING_SIGN.match(line.text) is not None


def _end_of_list(printed: Sequence[Line], signed: Sequence[int]) -> int:
    """Return the place below which the writer of a list stands.

    It is that of a rule, or of the last line above some that tell how to reach him.
    """
    last = printed[-1].place if printed else 0
    if not signed:
        return last
    end, is_apart = last, False
    for above, line in pairwise(printed):
        if line.place <= signed[-1]:
            continue
        if is_rule(line.text):
            return line.place
        if line.place > above.place + len(above.rest) + 1:  # below a blank
            end, is_apart = above.place, True
        is_apart = is_apart and "。" not in line.text
        if is_apart and is_labelled(bare(line.text)):
            return end
    return last


def _heads_others(line: Line, following: Line | None) -> bool:
    """Whether その他 stands over what else was done."""
    if not _OTHER.fullmatch(bare(line.text)) or following is None:
        return False
    over = _stands_over(line, following)
    return over or (not line.is_bullet and _has_entry(following))


def _is_title(lines: Sequence[Line], first: Line, *, listed: bool) -> bool:
    """Whether the first line names the whole, or the one column below it."""
    text = clean_cell(first.text)
    if text.endswith("。") or begins_marked(first.text):
        return False
    below = [line.text.strip() for line in lines[lines.index(first) + 1 :]]
    is_apart = any(below) and (not below[0] or HEADING_SIGN.match(below[0]) is not None)
    is_alone = is_apart and not _is_signed(first) and not first.is_bullet
    is_worded = _TITLE_WORDS.search(text) is not None and listed and any(below)
    return is_alone or is_worded or _COLUMN_NAME.fullmatch(text) is not None


def _tells_of_whole(line: Line, signed: Sequence[int]) -> bool:
    """Whether a line above all signs tells of which year, or whose, the whole is."""
    text = clean_cell(line.text)
    if line.place >= min(signed, default=0) or text.endswith("。"):
        return False
    has_year = _DAY.match(text) or find_fiscal_year(text)
    return bool(has_year) or find_organisation(text) == text


def _stands_over(line: Line, following: Line | None) -> bool:
    """Whether a short bullet stands over those of another kind: 1. 働き方 over ・.

    So does one over a sentence that is set in below it.
    """
    text = clean_cell(line.text)
    if line.is_name:
        return True
    if COUNTED.match(line.text) and following and len(text) <= _LONGEST_HEADING:
        return "。" not in text and ends_sentence(following.text)
    if following is None or not (line.is_bullet and following.is_bullet):
        return False
    if begins_marked(line.text) or len(text) > _LONGEST_HEADING or "。" in text:
        return False
    if SENTENCE_END.search(text):
        return False
    return kind_of(line.text) != kind_of(following.text)


def _has_entry(line: Line | None) -> bool:
    """Whether a line below a short one is what that one stands over."""
    if line is None or reason_of_text(clean_cell(line.text)) or outcome_in(line.text):
        return False
    return line.is_bullet or ends_sentence(line.text)
