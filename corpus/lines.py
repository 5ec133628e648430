"""The lines of a text as a list: bullets and sentences, under the headings above them.

Lines that only the width of a page broke, as in what is pasted from a PDF, are one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.choices import UnderstoodSheet
from corpus.cleaning import clean_cell, clean_line
from corpus.furniture import is_printed
from corpus.grids import Grid, LeftOut
from corpus.leaving import BLANK, HEADING, PAGE_NUMBER, TITLE, reason_of_text
from corpus.listed import ListRow, ListSheet
from corpus.markers import begins_marked

_BULLET = re.compile(
    r"\s*(?:[・･●○◎◇◆□▪•‣▶➢✓*＊–]|[-－‐](?=\s)|[①-⑳]"
    r"|[(（]?[\d０-９]{1,2}[.)．）]\s*|[(（][ア-ンa-z][)）]\s*|[ア-ン](?=[\s　]))\s*"
)
_HEADING = re.compile(
    r"\s*(?:■|▼|▲|#+\s|【(?!新規|継続|拡充)[^】]*】$"
    r"|第[一二三四五六七八九十\d０-９]+[章節部]"
    r"|[IVXⅠ-Ⅹ]+[.．、\s　]|[一二三四五六七八九十]+[.．、]"
    r"|[<＜〈《][^>＞〉》]*[>＞〉》]$)\s*"
)
_SENTENCE = re.compile(r".{12,}|.*。|【.*", re.DOTALL)
# What stands over a list of one column.
_COLUMN_NAME = re.compile(r"(?:取り?組み?の?)?(?:内容|概要)|取り?組み?|本文|text", re.I)
_TITLE_WORDS = re.compile(r"年度|一覧|報告|調査|提出|計画|フォローアップ")
_STOPS = ("。", "．", "）", ")", "」", "】", "：", ":")
_CUT_OFF = (
    "、",
    "，",
    "を",
    "に",
    "が",
    "の",
    "は",
    "と",
    "で",
    "へ",
    "や",
    "「",
    "（",
)
_SHORTEST_FULL = 15
_WIDTH_OF_PROSE = 25
_LONGEST_HEADING = 25


@dataclass(slots=True)
class _Line:
    """A line with those that go on with it."""

    place: int
    text: str

    @property
    def is_bullet(self) -> bool:
        return _BULLET.match(self.text) is not None or begins_marked(self.text)


def read_lines(grid: Grid) -> ListSheet:
    """Return the entries of a text.

    Where nothing is a bullet, each line is an entry, however short.
    """
    rows: list[ListRow] = []
    left_out = list(grid.left_out)
    section = ""
    for line, reason in _told(_joined([" ".join(cells) for cells in grid.rows])):
        row = grid.first_row + line.place
        if reason is None:
            bare = _BULLET.sub("", line.text, count=1)
            rows.append(ListRow(grid.name, row, {"text": bare, "section": section}))
            continue
        if reason == HEADING:
            text = clean_cell(_HEADING.sub("", line.text, count=1))
            section = text or clean_cell(line.text).strip("【】<>＜＞〈〉《》")
        left_out.append(LeftOut(row, reason))
    told = UnderstoodSheet(grid.name, (), (), len(rows), tuple(left_out))
    return ListSheet(tuple(rows), told)


def has_bullets(grid: Grid) -> bool:
    """Whether some line of a text is a bullet."""
    return any(_BULLET.match(" ".join(cells)) for cells in grid.rows)


def _told(lines: Sequence[_Line]) -> Iterator[tuple[_Line, str | None]]:
    """Give each line with the reason why it is no entry, None where it is one."""
    printed = [line for line in lines if line.text.strip()]
    listed = any(line.is_bullet for line in printed)
    for line in lines:
        text = clean_cell(line.text)
        if not text or not is_printed((line.text,)):
            yield line, BLANK if not text else PAGE_NUMBER
        elif reason := reason_of_text(text):
            yield line, reason
        elif _HEADING.match(line.text):
            is_title = line is printed[0] and _TITLE_WORDS.search(text)
            yield line, TITLE if is_title else HEADING
        elif line.is_bullet:
            yield line, HEADING if _stands_over(line, printed) else None
        elif line is printed[0] and _is_title(lines, line):
            yield line, TITLE
        elif _SENTENCE.fullmatch(text) and not (listed and not text.endswith("。")):
            yield line, None
        else:
            yield line, HEADING if listed else None


def _stands_over(line: _Line, printed: Sequence[_Line]) -> bool:
    """Whether a short bullet stands over those of another kind: 1. 働き方 over ・."""
    place = printed.index(line)
    following = printed[place + 1] if place + 1 < len(printed) else None
    text = clean_cell(line.text)
    if following is None or not _BULLET.match(following.text) or "。" in text:
        return False
    if begins_marked(line.text) or len(text) > _LONGEST_HEADING:
        return False
    return _kind(line.text) != _kind(following.text)


def _kind(text: str) -> str:
    """Return the sign of a bullet; all numbers in one style are one kind."""
    match = _BULLET.match(text)
    return (
        re.sub(r"[\d０-９①-⑳ア-ンa-z\s]", "", match[0])
        + str(match[0].strip()[:1].isdigit())
        if match
        else ""
    )


def _is_title(lines: Sequence[_Line], first: _Line) -> bool:
    """Whether the first line stands alone above the others, or names a column."""
    below = [line.text.strip() for line in lines[lines.index(first) + 1 :]]
    is_alone = any(below) and not below[0] and not first.text.rstrip().endswith("。")
    return is_alone or _COLUMN_NAME.fullmatch(first.text.strip()) is not None


def _joined(texts: Sequence[str]) -> list[_Line]:
    """Return the lines with those joined that only a page's width parted."""
    lines: list[_Line] = []
    width = max(map(len, texts), default=0)
    is_prose = sum(text.rstrip().endswith("。") for text in texts) >= 0.2 * sum(
        bool(text.strip()) for text in texts
    )
    last = ""
    for place, text in enumerate(texts):
        if _goes_on(last, text, lines, width=width, is_prose=is_prose):
            lines[-1].text = clean_line(f"{lines[-1].text} {text}")
        else:
            lines.append(_Line(place, text))
        last = text
    return lines


def _goes_on(
    last: str, text: str, lines: Sequence[_Line], *, width: int, is_prose: bool
) -> bool:
    if not last.strip() or not text.strip() or not is_printed((text,)):
        return False
    if _BULLET.match(text) or _HEADING.match(text) or begins_marked(text):
        return False
    last = last.rstrip()
    if reason_of_text(clean_cell(text)) or _HEADING.match(last):
        return False
    if lines[-1].is_bullet and text[:1] in " \t　":
        return True
    if last.endswith(_CUT_OFF):
        return True
    is_full = len(last) >= max(_SHORTEST_FULL, 0.85 * width)
    may_wrap = lines[-1].is_bullet or (is_prose and width >= _WIDTH_OF_PROSE)
    return is_full and may_wrap and not last.endswith(_STOPS)
