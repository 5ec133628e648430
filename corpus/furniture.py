"""What a page of the form prints around its table: title, header rows, page number.

The header rows name the columns 大項目, 中項目, 小項目 and (A) to (D). The title stands
above them, on each page, sometimes broken in two or a little different.
"""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

from corpus.cleaning import clean_cell
from corpus.rows import Columns

_PAGE_NUMBER = re.compile(
    r"[-‐－–—―<(]\s*\d{1,3}\s*[-‐－–—―>)]|\d{1,3}\s*[/／]\s*\d{1,3}(?:\s*ページ)?"
    r"|\d{1,3}\s*(?:ページ|頁)|p(?:age)?\.?\s*\d{1,3}",
    re.IGNORECASE,
)
_HEADER = (
    "大項目中項目小項目各取組の実施状況(A)(A)で「実施未定」を選択した場合の理由(B)"
    "取組を行った(行う)時期、取組内容及び取組における工夫(C)"
    "取組を行ったことによる具体的な成果(D)"
)
_COLUMN_NAMES = ("大項目", "中項目", "小項目")
_COLUMN_LETTER = re.compile(r"\(([A-D])\)(?!.*\([A-D]\))")
_BESIDE_THE_TABLE = re.compile(r"[(【]?(?:別紙|別添|別記|資料|様式|参考|機密性).{0,12}")
_OTHER_TITLE = re.compile(
    r"[^。]{0,30}年度[^。]*(?:フォローアップ|取組計画|行動計画)[^。]{0,30}"
)
_TITLE_WORDS = re.compile(r"年度|フォローアップ|取組計画|行動計画")
_SAME_TITLE = 0.8
_SHORTEST_TITLE = 6
_MOST_TITLE_LINES = 4


def fold(text: str) -> str:
    """Return a text for comparing: no blanks, one width."""
    return "".join(unicodedata.normalize("NFKC", clean_cell(text)).split())


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row names the columns of the form, or goes on naming them."""
    texts = [text for text in map(fold, cells) if text]
    if any(text in _COLUMN_NAMES for text in texts):
        named = [text for text in texts if text in _COLUMN_NAMES]
        return len(named) >= 2 or len(texts) == 1 or _names_letters(texts)
    if any("大項目" in text and "中項目" in text for text in texts):
        return True
    is_rest = bool(texts) and all(len(text) > 4 and text in _HEADER for text in texts)
    return _names_letters(texts) or is_rest


def _names_letters(texts: Sequence[str]) -> bool:
    return sum(_COLUMN_LETTER.search(text) is not None for text in texts) >= 2


def columns_of(header: Sequence[Sequence[str]], before: Columns) -> Columns:
    """Return where (A) to (D) stand in header rows, as before if they do not say."""
    found: dict[str, int] = {}
    for cells in header:
        for place, cell in enumerate(cells):
            if match := _COLUMN_LETTER.search(fold(cell)):
                found.setdefault(match[1], place)
    if len(found) < len("ABCD"):
        return before
    places = (found["A"], found["B"], found["C"], found["D"])
    return Columns(*places, is_reason_dashed=before.is_reason_dashed)


def title_lines(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the lines of the title: what stands above the first header, folded."""
    above: list[str] = []
    for cells in rows:
        line = fold(" ".join(cells))
        n_filled = sum(bool(cell.strip()) for cell in cells)
        if is_header(cells) or n_filled > (1 if above else 2):
            break
        if line and not _BESIDE_THE_TABLE.fullmatch(line) and is_printed(cells):
            above.append(line)
    return tuple(above[:_MOST_TITLE_LINES])


def is_title(cells: Sequence[str], title: Sequence[str]) -> bool:
    """Whether a row prints a line of the report's title again, nearly or in full."""
    line = fold(" ".join(cells))
    if line in title:
        return True
    if len(line) < _SHORTEST_TITLE or not is_single(cells):
        return False
    whole = "".join(title)
    return line in whole or any(is_same(line, each) for each in (*title, whole))


def is_same(line: str, title: str) -> bool:
    """Whether a folded line prints a folded title, nearly or in full."""
    return SequenceMatcher(None, line, title).ratio() > _SAME_TITLE


def is_other_title(cells: Sequence[str]) -> bool:
    """Whether a row reads as a title, though not as that of the report."""
    line = fold(" ".join(cells))
    return is_single(cells) and _OTHER_TITLE.fullmatch(line) is not None


def may_stand_above(cells: Sequence[str]) -> bool:
    """Whether a row right above a header may be part of what stands over the table."""
    text = " ".join(cells)
    is_worded = _TITLE_WORDS.search(text) is not None and "。" not in text
    return not is_row(cells) or (is_worded and is_single(cells))


def is_row(cells: Sequence[str]) -> bool:
    """Whether a line is a row of the table: printed, and no line beside it."""
    return is_printed(cells) and not (
        is_single(cells) and _BESIDE_THE_TABLE.fullmatch(fold(" ".join(cells)))
    )


def is_single(cells: Sequence[str]) -> bool:
    """Whether just one cell of a row is printed."""
    return sum(bool(cell.strip()) for cell in cells) == 1


def is_printed(cells: Sequence[str]) -> bool:
    """Whether a row holds anything but a page number."""
    n_filled = sum(bool(cell.strip()) for cell in cells)
    if n_filled != 1:
        return n_filled > 1
    text = unicodedata.normalize("NFKC", "".join(cells)).strip()
    return bool(text) and not _PAGE_NUMBER.fullmatch(text)


def bare_number(cells: Sequence[str]) -> int | None:
    """Return the number that is all a row holds, if it is one."""
    text = unicodedata.normalize("NFKC", "".join(cells)).strip()
    is_number = is_single(cells) and re.fullmatch(r"\d{1,3}", text)
    return int(text) if is_number else None
