"""Years in running text, in whatever calendar and shape.

令和2年度, R2年度, Ｒ２年度 and 2020年度 are the fiscal year 2020; 平成31, 令和元 and
2019 the year 2019. 年 and 年度 are kept apart, since January 2021 belongs to the fiscal
year 2020; a year without either may be both.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OFFSETS = {
    "令和": 2018, "r": 2018,
    "平成": 1988, "h": 1988,
    "昭和": 1925, "s": 1925,
}  # fmt: skip
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
_YEAR = re.compile(
    r"(?:(?P<era>令和|平成|昭和|(?<![a-z0-9])[rhs])[ .]?"
    r"(?P<number>元|\d{1,2}|[一二三四五六七八九十]{1,3})"
    r"|(?<![\d,.a-z])(?P<western>(?:19[3-9]|20\d)\d))"
    r"(?![\d,.a-z]*[\da-z])"
    r" ?(?P<unit>年度|年(?!生|間|代|目|以|前|後))?"
)
# What makes a bare number of four digits a count and no year.
_COUNTED = re.compile(
    r" ?(?:[%a-z件人名回枚円台部本時分秒日個社種語字歳千万億]|ページ)"
)


@dataclass(frozen=True, slots=True)
class Year:
    """One year of a text; ``unit`` is 年度, 年, or empty where neither is printed."""

    number: int
    unit: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """The word under which all its spellings meet: 2020年度."""
        return f"{self.number}{self.unit}"


# In a bare 年 a smaller number is rather a count of years.
_LEAST_BARE = 20


def bare_keys(year: Year) -> tuple[str, ...]:
    """Return how a year may be written without its era: 27年度 for 平成27年度.

    Examples
    --------
    >>> bare_keys(Year(2015, "年度", 0, 6)), bare_keys(Year(2020, "年", 0, 4))
    (('27年度',), ())
    """
    number = year.number - _OFFSETS["令和" if year.number > 2018 else "平成"]
    if number < 1 or (year.unit != "年度" and number < _LEAST_BARE):
        return ()
    return (f"{number}{year.unit or '年度'}",)


def keys_of_bare(number: str) -> tuple[str, ...]:
    """Return the fiscal years that a bare one may be: 27年度 is 2015年度."""
    if not number.isdecimal() or not 1 <= int(number) <= 31:
        return ()
    eras = ["平成"] if int(number) > 10 else ["令和", "平成"]
    return tuple(f"{_OFFSETS[era] + int(number)}年度" for era in eras)


def find_years(text: str) -> Iterator[Year]:
    """Give the years of a folded text in order.

    Examples
    --------
    >>> [year.key for year in find_years("平成31年4月、r2年度、2019、2020件")]
    ['2019年', '2020年度', '2019']
    """
    for match in _YEAR.finditer(text):
        unit = match["unit"] or ""
        if match["western"] and not unit and _COUNTED.match(text, match.end()):
            continue
        end = match.end() if unit else match.end("western" if match["western"] else 2)
        yield Year(_number(match), unit, match.start(), end)


def _number(match: re.Match[str]) -> int:
    if match["western"]:
        return int(match["western"])
    number = match["number"]
    if number == "元":
        return _OFFSETS[match["era"]] + 1
    return _OFFSETS[match["era"]] + (
        int(number) if number.isascii() else _kanji_number(number)
    )


def _kanji_number(text: str) -> int:
    """Return what 二, 十, 十二 or 二十八 counts."""
    tens, ten, ones = text.rpartition("十")
    value = _DIGITS.get(ones[-1:], 0)
    return value + (10 * _DIGITS.get(tens, 1) if ten else 0)
