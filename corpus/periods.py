"""Which year, period or number a heading names beside what its column means.

Such columns stand beside each other: 取組1 and 取組2, 令和3年度の取組 and 令和4年度の
取組.
"""

import re

from corpus.fiscal_year import find_fiscal_year, parse_fiscal_year

# 令和3年度の取組内容 means what 取組内容 means, and so does 上半期の取組内容; last
# year's is not so sure.
_OF_A_YEAR = re.compile(
    r"^(?:(?P<year>(?:(?:令和|平成|[RH])(?:元|\d{1,2})|20\d\d)(?:年度?)?)|[今本当]年度"
    r"|[上下]半?期|[前後][期半]|第?[1-4一二三四]四半期)"
    r"(?:における|の|に|中)?(?=.)",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"[上下前後]半?期|(?:第?[1-4一二三四]|[上下前後])四半期|[1-4]Q|(?:1[0-2]|[1-9])月"
)
# 取組内容2, 取組2の内容, 取組2内容.
_ONE_OF_MANY = re.compile(
    r"(?<=[^\d年])(\d{1,2})(?:$|(?=の)|[:_・/-]?(?=(?:名称?|内容|概要|詳細|成果|効果|結果|状況|区分|分野|分類|時期)$))"
)


def is_period(heading: str) -> bool:
    """Whether a heading is a year, or a part of one, and nothing else: 上期."""
    return bool(_PERIOD.fullmatch(heading)) or parse_fiscal_year(heading) is not None


def year_in(heading: str) -> int | None:
    """Return the fiscal year that a heading names, if any: R5実施内容.

    Examples
    --------
    >>> [year_in(each) for each in ("取組（令和5年度）", "R5実施内容", "取組内容")]
    [2023, 2023, None]
    """
    if year := find_fiscal_year(heading) or parse_fiscal_year(heading):
        return year
    match = _OF_A_YEAR.match(heading)
    return parse_fiscal_year(match["year"]) if match and match["year"] else None


def parts_of(heading: str) -> tuple[str, str, str]:
    """Return a heading as the year before it, its name, and the number in it.

    Examples
    --------
    >>> parts_of("令和3年度の取組2")
    ('令和3年度の', '取組', '2')
    """
    year = match[0] if (match := _OF_A_YEAR.match(heading)) else ""
    name = heading[len(year) :]
    if (match := _ONE_OF_MANY.search(name)) is None:
        return year, name, ""
    return year, name[: match.start()] + name[match.end() :], match[1]
