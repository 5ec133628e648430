"""Japanese fiscal years: 令和2年度 = R2 = 2020年度 ⇄ 2020.

A fiscal year runs from April to March and is named after the year it begins in.
Era years count from 1 (元年): 平成 from 1989, 令和 from 2019, 昭和 from 1926.
"""

import re
import unicodedata

_ERA_OFFSETS = {
    "令和": 2018, "令": 2018, "R": 2018,
    "平成": 1988, "平": 1988, "H": 1988,
    "昭和": 1925, "昭": 1925, "S": 1925,
}  # fmt: skip

_KANJI = "一二三四五六七八九"
_ERA_YEAR = (
    r"(?:(?P<era>令和|平成|昭和|令|平|昭|[RHS])\s*\.?\s*(?P<number>元|\d{1,2})"
    rf"|(?P<era_in_kanji>令和|平成|昭和)\s*(?P<kanji>(?!年)[{_KANJI}]?十?[{_KANJI}]?)(?=年))"
)
_WESTERN_YEAR = r"(?P<prefix>FY\s*)?(?P<western>(?:19|20)\d{2})"
_YEAR = re.compile(
    rf"(?<![A-Za-z0-9])(?:{_ERA_YEAR}|{_WESTERN_YEAR})(?!\d)\s*(?P<unit>年度|年)?",
    re.IGNORECASE,
)


def _to_western(match: re.Match[str]) -> int:
    if match["western"]:
        return int(match["western"])
    if match["era_in_kanji"]:
        return _ERA_OFFSETS[match["era_in_kanji"]] + _in_digits(match["kanji"])
    number = 1 if match["number"] == "元" else int(match["number"])
    return _ERA_OFFSETS[match["era"].upper()] + number


def _in_digits(kanji: str) -> int:
    """Return a number below a hundred that is written in kanji: 三十一 → 31."""
    tens, ten, ones = kanji.rpartition("十")
    n_tens = (_KANJI.find(tens) + 1 or 1) if ten and tens else len(ten)
    return 10 * n_tens + (_KANJI.index(ones) + 1 if ones else 0)


def parse_fiscal_year(text: str) -> int | None:
    """Return the fiscal year that a whole text names, or None.

    Examples
    --------
    >>> [parse_fiscal_year(text) for text in ("令和２年度", "R3", "平成三十年", "元")]
    [2020, 2021, 2018, None]
    """
    match = _YEAR.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return _to_western(match) if match else None


def find_fiscal_year(text: str) -> int | None:
    """Return the first year in a running text that is marked 年度, or None.

    Examples
    --------
    >>> find_fiscal_year("令和2年度 女性職員活躍と職員のワークライフバランス推進")
    2020
    """
    for match in _YEAR.finditer(unicodedata.normalize("NFKC", text)):
        if match["unit"] == "年度" or match["prefix"]:
            return _to_western(match)
    return None


def era_in(heading: str) -> str | None:
    """Return the era that a heading names for the numbers below it: 年度（令和）."""
    eras = re.findall("令和|平成|昭和", heading)
    return eras[0] if len(eras) == 1 and not find_fiscal_year(heading) else None


def in_era(cell: str, era: str) -> str:
    """Return a cell of a bare number as a year of an era, any other as it is.

    Examples
    --------
    >>> [in_era(cell, "令和") for cell in ("５", "5年度", "H30")]
    ['令和5年度', '令和5年度', 'H30']
    """
    bare = re.fullmatch(
        r"(元|\d{1,2})\s*(?:年度?)?", unicodedata.normalize("NFKC", cell)
    )
    return f"{era}{bare[1]}年度" if bare else cell


def format_fiscal_year(fiscal_year: int) -> str:
    """Return the year as an office writes it: 2020 → 令和2年度."""
    for era in ("令和", "平成", "昭和"):
        number = fiscal_year - _ERA_OFFSETS[era]
        if number >= 1:
            return f"{era}{'元' if number == 1 else number}年度"
    return f"{fiscal_year}年度"
