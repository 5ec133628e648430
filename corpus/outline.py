"""The signs before lines: bullets, and headings with what stands under them."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from corpus.cleaning import clean_cell
from corpus.correspondence import is_labelled
from corpus.fiscal_year import parse_fiscal_year
from corpus.headings import fold_heading, meanings_of
from corpus.keys import is_numeral
from corpus.leaving import reason_of_row
from corpus.organisations import find_organisation

# ○○市 begins with no bullet, and 1.5倍 with no number of a line. The signs of symbol
# fonts have no letters of their own, and stand at U+F020 and behind.
BULLET = re.compile(
    r"^\s*(?:(?P<sign>[\uf020-\uf0ff・･●○◯〇◎◇◆□☐☑▪•◦‣▶➢➤→⇒✓✔‧∙·*＊–])(?!(?P=sign))|[-－‐](?=\s)"
    r"|[①-⑳㉑-㉟⑴-⒇❶-❿]|[(（][\d０-９]{1,2}[)）]\s*"
    r"|[(（]?[\d０-９]{1,2}[.)．）](?![\d０-９])\s*"
    r"|[\d０-９]{1,2}(?:[-－.．][\d０-９]{1,2}){1,2}(?=[\s　])"
    r"|[(（](?:[ア-ンa-z]|[一二三四五六七八九十]{1,3})[)）]\s*"
    r"|[ア-ンa-zA-Zａ-ｚＡ-Ｚ][.．)）](?=[\s　]|[ぁ-ん一-龥])|[ア-ン](?=[\s　]))\s*"
)
HEADING_SIGN = re.compile(
    r"^\s*(?:■|▼|▲|#+\s|【(?!新規|継続|拡充)[^】]*】$"
    r"|第[一二三四五六七八九十\d０-９]+[章節部]"
    r"|[IVXⅠ-Ⅹ]+[.．、\s　]|[一二三四五六七八九十]+[.．、]"
    r"|[<＜〈《][^>＞〉》]*[>＞〉》]$)\s*"
)
_NUMBER = re.compile(r"^\s*[\d０-９]{1,2}[\s　]+(?=\S)")
_BRACKETS = "【】<>＜＞〈〉《》"
_SIGNS = "■▼▲●◆【】〔〕＜＞<> \n\u3000"
_IN_ROUND = re.compile(r"[(（]([^()（）]+)[)）]")
# ＜取組１＞ or 【事例２】 before a name.
COUNTED = re.compile(
    r"^\s*[【<＜〈《][^【】<>＜＞〈〉《》。]{0,4}[\d０-９①-⑳]{1,2}[】>＞〉》]\s*(?=\S)"
)
_BRACKETED = re.compile(r"[【〔＜<〈《][^。]{1,30}[】〕＞>〉》]")
_SIGNED = re.compile(r"[■▼▲●◆【〔＜<](?!\s*(?:新規|継続|拡充|一部))[^。]{1,40}")
_TOLD_BY_LABELS = frozenset({"organisation", "department", "fiscal_year", "section"})
_LONGEST_PARENT = 40
_WORD = re.compile("[ぁ-んァ-ヶ一-龥]|[A-Za-z]{3}")
_LEADING_NUMBER = re.compile(
    r"^(?:第?[\d０-９一二三四五六七八九十]{1,3}[章節部.．)）、\s]\s*|[①-⑳])(?=\S)"
)
_IS_TITLE = re.compile(r"年|様式|別紙|別添|資料|一覧|調査|報告|回答|記[入載]|提出|案")
_COUNTED = re.compile(r"[\d０-９一二三四五六七八九十IVXⅠ-Ⅹ①-⑳ア-ンa-z\s]")


@dataclass(slots=True)
class Headings:
    """The headings that stand over a line, the outermost first.

    One right below another stands under it, unless their signs are alike; one below
    entries begins anew where its sign is a new one.
    """

    over: list[tuple[str, str]] = field(default_factory=list)
    has_entries: bool = False

    def take(self, text: str) -> None:
        """Take in the next heading."""
        kind = _kind_of_heading(text)
        kinds = [each for each, _ in self.over]
        if kind in kinds:
            del self.over[kinds.index(kind) :]
        elif self.has_entries:
            self.over.clear()
        self.over.append((kind, _name_of(text)))
        self.has_entries = False


@dataclass(slots=True)
class Parents:
    """What rows that only name those below them say of these.

    Titles may stand one over another, told by their signs; over rows that have titles
    of their own they are a section. A section and its titles end where another
    organisation or year begins.
    """

    section: str = ""
    titles: list[tuple[str, str]] = field(default_factory=list)  # sign, name
    of: dict[str, str] = field(default_factory=dict)  # whom and when
    is_new: bool = False  # nothing stands below it yet
    is_over_titles: bool = False

    def take(self, meaning: str, name: str, sign: str) -> None:
        """Take in the next such row."""
        if meaning == "item":
            self._take_title(name, sign)
        else:
            self.section = name if meaning == "section" else ""
            self.titles.clear()
            if meaning != "section":
                self.of[meaning] = name
        self.is_new, self.is_over_titles = True, False

    def _take_title(self, name: str, sign: str) -> None:
        """Take in a title: below the last one, or in the place of one alike."""
        signs = [each for each, _ in self.titles]
        if sign in signs and (sign or not self.is_new):
            del self.titles[len(signs) - 1 - signs[::-1].index(sign) :]
        elif sign in signs:
            del self.titles[:-1]
        elif not self.is_new:
            self.titles.clear()
        self.titles.append((sign, name))

    def tell(self, cells: dict[str, str]) -> None:
        """Write what they say into the cells of a row below them, where it is blank."""
        self.is_new = False
        self.is_over_titles |= bool(cells.get("item", "").strip())
        names = [name for _, name in self.titles]
        told = {**self.of, "section": self.section}
        if names and self.is_over_titles:
            is_alike = len({sign for sign, _ in self.titles}) == 1
            told["section"] = self.section or names[-1 if is_alike else 0]
        elif names:
            told["item"] = names[-1]
            told["section"] = self.section or (names[0] if len(names) > 1 else "")
        for meaning, name in told.items():
            if name and not cells.get(meaning, "").strip():
                cells[meaning] = name


def may_be_title(name: str) -> bool:
    """Whether a name may be that of the whole: 令和５年度 取組報告."""
    return _IS_TITLE.search(name) is not None


def section_above(rows: Sequence[Sequence[str]]) -> str | None:
    """Return the section that the last line above a table names: 【働き方改革】."""
    lines = [list(filter(str.strip, cells)) for cells in rows]
    last = next(filter(None, reversed(lines)), [])
    text = clean_cell(last[0]) if len(last) == 1 else ""
    name = _name_of(last[0]) if text else ""
    is_section = _BRACKETED.fullmatch(text) and not may_be_title(name)
    return name if is_section and find_organisation(name) is None else None


def parent_in(
    cells: Sequence[str],
    text: str,
    *,
    numbers: Collection[int],
    item: int | None,
    is_wide: bool,
) -> tuple[str, str, str] | None:
    """Return the meaning, the name and the sign of what a row says of those below it.

    Parameters
    ----------
    cells : sequence of str
        The row.
    text : str
        What stands in its column of texts.
    numbers : collection of int
        The columns that count the rows.
    item : int, optional
        The column of titles.
    is_wide : bool
        Whether a cell of the row stretches over columns.

    Returns
    -------
    tuple of str
        None where the row is no such.
    """
    named = [
        column
        for column, cell in enumerate(cells)
        if cell.strip() and not (column in numbers and is_numeral(cell))
    ]
    if len(named) != 1:
        return None
    (column,) = named
    name = clean_cell(cells[column])
    if len(name) > _LONGEST_PARENT or name.endswith("。") or not _WORD.search(name):
        return None
    if reason_of_row(cells, name):
        return None
    if text and not (is_wide or _SIGNED.fullmatch(name)):
        return None
    name = _unsigned(cells[column])
    if (told := _labelled(name)) or is_labelled(name):
        return told and (*told, "")
    meaning = "item" if column == item and not is_wide else "section"
    return told_alone(name) or meaning, name, _sign_of(cells[column])


def _unsigned(cell: str) -> str:
    """Return a name without brackets around it, and signs and numbers before it."""
    bare = _IN_ROUND.fullmatch(cell.strip())
    name = bare[1] if bare else cell.strip(_SIGNS)
    return clean_cell(_LEADING_NUMBER.sub("", name)).strip(_SIGNS)


def _sign_of(cell: str) -> str:
    """Return what sets a name apart from those over it: its indent, its sign."""
    text = cell.strip()
    return " " * (len(cell) - len(cell.lstrip())) + _kind_of_heading(text)


def told_alone(name: str) -> str | None:
    """Return what a name is by itself: 令和3年度 is a year, 三重県 an organisation."""
    if parse_fiscal_year(name):
        return "fiscal_year"
    return "organisation" if find_organisation(name) == name else None


def _labelled(name: str) -> tuple[str, str] | None:
    """Return what a label says that its value means: 自治体名：三重県."""
    label, sign, value = unicodedata.normalize("NFKC", name).partition(":")
    meaning = next(iter(meanings_of([fold_heading(label)])), "")
    is_told = bool(sign and value.strip()) and meaning in _TOLD_BY_LABELS
    return (meaning, value.strip()) if is_told else None


def bare(text: str) -> str:
    """Return a line without the sign before it."""
    name = _NUMBER.sub("", BULLET.sub("", text, count=1))
    return clean_cell(name) or clean_cell(text)


def without_sign(text: str) -> str:
    """Return a text of one line without the sign of a list before it.

    Examples
    --------
    >>> [without_sign(text) for text in ("・残業を減らした。", "○○市の取組", "1. 休暇")]
    ['残業を減らした。', '○○市の取組', '1. 休暇']
    """
    match = BULLET.match(text)
    is_signed = match is not None and match["sign"] and "\n" not in text
    return text[match.end() :] if match and is_signed else text


def _name_of(text: str) -> str:
    """Return a heading without the signs and numbers before it."""
    bare = COUNTED.sub("", HEADING_SIGN.sub("", text, count=1), count=1)
    name = BULLET.sub("", bare, count=1)
    name = clean_cell(_NUMBER.sub("", name))
    inside = clean_cell(_NUMBER.sub("", text.strip(f"{_BRACKETS}\u3000 ")))
    name = name.strip(_BRACKETS) or inside or clean_cell(text).strip(_BRACKETS)
    return _IN_ROUND.sub(r"\1", name) if _IN_ROUND.fullmatch(name) else name


def is_numbered(text: str) -> bool:
    """Whether only a blank parts a line from its number: １　各課の取組."""
    return _NUMBER.match(text) is not None


def kind_of(text: str) -> str:
    """Return the sign of a bullet; all numbers in one style are one kind."""
    match = BULLET.match(text)
    return (
        re.sub(r"[\d０-９①-⑳ア-ンa-z\s]", "", match[0])
        + str(match[0].strip()[:1].isdigit())
        if match
        else ""
    )


def _kind_of_heading(text: str) -> str:
    """Return the sign of a heading, as that of a bullet; nothing where it is bare."""
    match = HEADING_SIGN.match(text)
    if match is None:
        is_round = _IN_ROUND.fullmatch(clean_cell(text))
        return "1 " if is_numbered(text) else "(" if is_round else kind_of(text)
    sign = match[0].strip()
    return sign[0] if sign[0] in "【<＜〈《" else f"{_COUNTED.sub('', sign)}."
