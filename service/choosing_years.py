"""Whether an organisation has the years that a person wants to compare.

Each slip has its own words: an unknown name, a year that is not there, one year only,
the same year twice, the years in the wrong order.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NoReturn

from corpus.errors import InvalidQueryError, NotFoundError
from corpus.fiscal_year import format_fiscal_year

_MOST_NAMED = 10
_LONGEST_SHOWN = 40


def check_organisation(name: str, known: Iterable[str]) -> None:
    """Refuse an organisation that no report is of.

    Raises
    ------
    NotFoundError
        The message names the nearest, or those that are there.
    """
    known = list(known)
    if name in known:
        return
    shown = name if len(name) <= _LONGEST_SHOWN else f"{name[:_LONGEST_SHOWN]}…"
    folded = {_fold(each): each for each in known}
    near = [each for each in folded if name and _fold(name) in each]
    near = near or get_close_matches(_fold(name), folded, n=3, cutoff=0.4)
    if near:
        raise NotFoundError(
            f"「{shown}」という組織の報告はありません。"
            f"もしかして：{_names(folded[each] for each in near)}"
        )
    there = _names(known) or "（まだありません。torikumi import で取り込めます）"
    raise NotFoundError(
        f"「{shown}」という組織の報告はありません。報告のある組織：{there}"
    )


def check_years(
    organisation: str, from_year: int, to_year: int, there: Sequence[int]
) -> None:
    """Refuse years that cannot be compared.

    Raises
    ------
    NotFoundError
        There is no report of a year, or of one year only.
    InvalidQueryError
        The years are the same, or the later one comes first.
    """
    named = _names(map(format_fiscal_year, there))
    if len(there) == 1:
        raise NotFoundError(
            f"「{organisation}」の報告は{named}のものだけです。"
            "ほかの年度の報告を torikumi import で取り込むと比べられます。"
        )
    for year in (from_year, to_year):
        if year not in there:
            raise NotFoundError(
                f"「{organisation}」には{format_fiscal_year(year)}の報告がありません。"
                f"報告のある年度：{named}"
            )
    check_order(from_year, to_year)


def check_order(from_year: int, to_year: int) -> None:
    """Refuse a later year before an earlier one, or one year twice.

    Raises
    ------
    InvalidQueryError
        The message says which goes where.
    """
    if from_year == to_year:
        raise InvalidQueryError(
            f"同じ年度（{format_fiscal_year(to_year)}）どうしは比べられません。"
            "別の年度を選んでください。"
        )
    if from_year > to_year:
        raise InvalidQueryError(
            f"年度の順が逆です（{format_fiscal_year(from_year)}から"
            f"{format_fiscal_year(to_year)}）。from に前の年度（{to_year}）、"
            f"to に後の年度（{from_year}）を指定してください。"
        )


def refuse_year(to_year: int, there: Iterable[int]) -> NoReturn:
    """Refuse a year by which no organisation has two reports.

    Raises
    ------
    NotFoundError
        The message names the years that can be compared.
    """
    known = _names(map(format_fiscal_year, sorted(there))) or "（まだありません）"
    raise NotFoundError(
        f"{format_fiscal_year(to_year)}と、比べる前の年度の報告がそろった組織は"
        f"ありません。後の年度に選べるもの：{known}"
    )


def _names(names: Iterable[str]) -> str:
    listed = list(names)
    more = "ほか" if len(listed) > _MOST_NAMED else ""
    return "、".join(listed[:_MOST_NAMED]) + more


def _fold(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).lower().split())
