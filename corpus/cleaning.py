"""Undo what extraction did to the text of a cell, and nothing else.

A cell taken out of a PDF or a web page carries line wraps (blanks inside Japanese
words), paragraph tags, radicals in place of characters, and known slips. All of these
go; what the authors wrote, contradictions included, stays as printed.
"""

import html
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

# Japanese letters and the signs that stand between them.
_JAPANESE = (
    r"\u2e80-\u2fdf\u3001-\u303f\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff"
    r"\uf900-\ufaff\uff01-\uff9f\uffe0-\uffee々〇※○●◎△▲□■◇◆→←↑↓①-⑳"
)
_BLANKS = r"[ \t\u00a0\u3000\u200b\ufeff]+"
_WRAP = re.compile(rf"(?<=[{_JAPANESE}]){_BLANKS}|{_BLANKS}(?=[{_JAPANESE}])")
_PARAGRAPH = re.compile(r"</?(?:p|div|li)\b[^<>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:b|i|u|em|strong|span|font|ul|ol|a)\b[^<>]*>", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b-\u200f\u2060\ufeff]")

# Kangxi radicals and the CJK radicals supplement, as PDFs print ⼥ for 女. Unicode
# folds the first; of the second it leaves out those that fonts give for whole letters.
_RADICALS = {
    code: folded
    for code in range(0x2E80, 0x2FE0)
    if (folded := unicodedata.normalize("NFKC", chr(code))) != chr(code)
} | str.maketrans(
    "⺠⺟⻁⻄⻃⻆⻑⻒⻘⻝⻞⻟⻣⻤⻨⻩⻫⻭⻯⻱⻲⺼⺩⻗⻖⻏⻍⻌⻊⺫",
    "民母虎西襾角長長青食食食骨鬼麦黄斉歯竜亀亀月王雨阝阝辶辶足目",
)

# Spreadsheets have it typed before what is no formula or number; '21年度 is a year.
_TYPED = re.compile(rf"^'(?=[=+@{_JAPANESE}-]|\d{{3}})(?!.+')", re.DOTALL)

_RADICAL = re.compile(r"[\u2e80-\u2fdf]")
# Nothing here is taken out or read as a blank, a tag or another letter.
_CLEAN = re.compile(r"[^\s'<\x00-\x1f\x7f\xad\u200b-\u200f\u2060\ufeff\u2e80-\u2fdf]*")

_NOTHING = re.compile(
    r"[-—―–‐‑−ー－─━ｰ…・/／\s]*"
    r"|・?(?:特に|特段の?|該当(?:する)?|特記|記載)?"
    r"(?:事項|取り?組み?|案件|もの|記載|回答|実績)?(?:は|が)?(?:特に)?"
    r"(?:なし|無し|無|ありません|ございません)"
    r"|ナシ|該当せず|〃なし|未回答|無回答|未記入|空白|空欄"
    # What programs write for what is not there.
    r"|N/?A|nan|null|none|#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)",
    re.IGNORECASE,
)

_NOTE = re.compile(r"※|[（(]?注\s*\d*[)）]|注\d*[：:．.]|[*＊]\d")
_SENTENCE_END = ("。", "．", "）", ")", "」", "】", "：", ":")
_OPENS = re.compile(
    r"[\uf020-\uf0ff・･●○◯◎◇◆□■☐☑▪•◦‣▶➢➤✓✔*＊※☆★【〔［\[〇①-⑳㉑-㉟⑴-⒇❶-❿(（<＜]"
    r"|[-－–]\s|\d+[.．)）]|[ア-ン][.．)）]"
)
# A line that a column's width cut off: it stops before a word is through.
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
_SHORTEST_WRAP = 15


# Each rule asks for the same few cells anew.
@lru_cache(maxsize=1024)
def clean_line(text: str) -> str:
    """Return a text of one line, without what extraction put into it.

    Examples
    --------
    >>> clean_line("効率化ツール・テ クニク")
    '効率化ツール・テクニク'
    >>> clean_line("Skype for Business を利用")
    'Skype for Businessを利用'
    """
    if text.isascii() and text.isalnum():  # a number, as most tables have in each row
        return text
    text = unicodedata.normalize("NFC", _CONTROL.sub("", text))
    if _RADICAL.search(text):
        text = text.translate(_RADICALS)
    text = " ".join(text.split())
    if " " in text:  # all other blanks are plain ones by now
        text = _WRAP.sub("", text)
    if text.startswith("'"):
        text = _TYPED.sub("", text, count=1)
    return _without_slips(text)


@lru_cache(maxsize=1024)
def clean_paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a cell, each cleaned, empty ones left out.

    Paragraphs are what ``<p>``, ``<br>`` or line breaks part; a break that only the
    width of the column made parts nothing.

    Examples
    --------
    >>> clean_paragraphs("<p>【新規】相談を受け た。</p> <p>例えば、RPA。</p>")
    ('【新規】相談を受けた。', '例えば、RPA。')
    """
    if "<" in text and (_PARAGRAPH.search(text) or _BREAK.search(text)):
        # \f parts here: no cell of one page holds one of its own.
        text = _BREAK.sub("\n", _PARAGRAPH.sub("\f", " ".join(text.split())))
        text = html.unescape(_TAG.sub("", text))
    return tuple(
        line
        for paragraph in text.split("\f")
        for line in _join_wraps([clean_line(line) for line in paragraph.splitlines()])
    )


def _join_wraps(lines: list[str]) -> list[str]:
    """Return lines with those joined that only the column's width parted."""
    width = max(map(len, lines), default=0)
    joined: list[str] = []
    is_open = False
    for line in lines:
        if not line:
            is_open = False
            continue
        if is_open and not _OPENS.match(line):
            joined[-1] = clean_line(f"{joined[-1]} {line}")
        else:
            joined.append(line)
        is_open = breaks_off(line) or is_wrapped(line, width)
    return joined


def breaks_off(line: str) -> bool:
    """Whether a line stops before a word is through."""
    return line.endswith(_CUT_OFF)


def is_wrapped(line: str, width: float) -> bool:
    """Whether a line ends only because lines of this width end there."""
    is_full = len(line) >= max(_SHORTEST_WRAP, 0.85 * width)
    return is_full and not line.endswith(_SENTENCE_END)


@lru_cache(maxsize=1024)
def clean_cell(text: str) -> str:
    """Return a cell as one line: the paragraphs joined as if never parted."""
    # Most cells are clean, which is sooner seen than found while cleaning.
    if _CLEAN.fullmatch(text) and unicodedata.is_normalized("NFC", text):
        return _without_slips(text)
    return clean_line(" ".join(clean_paragraphs(text)))


def is_nothing(text: str) -> bool:
    """Whether a cell says only that there is nothing: —, ー, 該当なし."""
    bare = text if _CLEAN.fullmatch(text) else clean_line(text)
    return _NOTHING.fullmatch(bare.strip("（）() 。")) is not None


def is_note(text: str) -> bool:
    """Whether a text is a note to another: ※, （注）."""
    return _NOTE.match(text) is not None


def is_cut_off(text: str) -> bool:
    """Whether a text breaks off before its sentence is through."""
    return not text.endswith(("。", "．", "）", ")"))


def _without_slips(text: str) -> str:
    for wrong, right in _slips():
        text = text.replace(wrong, right)
    return text


@cache
def _slips() -> tuple[tuple[str, str], ...]:
    source = files("corpus.bundled").joinpath("slips.tsv")
    lines = source.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return tuple((wrong, right) for wrong, right, _ in rows)
