"""What a search asks for, read from text and checked: URL, API and command alike.

Every value arrives as text, as a person typed it or a link carries it, and leaves as a
``SearchRequest``. What cannot be is refused here with the name of the parameter, the
value and what would do; whether a status or a section occurs in the catalogue at all
is the catalogue's to say.
"""

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence

from corpus.errors import InvalidInputError, InvalidQueryError
from corpus.fiscal_year import parse_fiscal_year
from corpus.records import EntryKind
from index.facets import NONE, ONCE, WITH_DOUBTFUL, WITHOUT_DOUBTFUL
from index.searcher import Filters, SearchRequest, Sort

FACETS = ("theme", "status", "marker", "section", "organisation", "fiscal_year")
# What else may narrow a search: the choices that links from counts bring.
CHOICES = (*FACETS, "kind", "report", "also", "repeats", "doubtful")

MAX_LIMIT = 1_000
# Far beyond any collection, and within what a URL shows in full.
MAX_OFFSET = 1_000_000
_MAX_VALUE_CHARACTERS = 200

# Facets whose values are known; a year may well have no entry yet, and finding nothing
# is the right answer then.
_CLOSED_FACETS = {
    "theme": "テーマ",
    "also": "テーマ",
    "report": "報告",
    "status": "実施状況",
    "marker": "区分",
    "section": "大項目",
    "organisation": "組織",
}
_MAX_NAMED = 20


def read_search(
    values: Mapping[str, Sequence[str]],
    *,
    limit: int,
    offset: int,
    max_characters: int,
) -> SearchRequest:
    """Return the search that named texts ask for.

    Parameters
    ----------
    values : mapping of str to sequence of str
        ``q`` and ``sort`` (the last one counts) and any of ``FACETS``, each with all
        its values; other names are passed over, empty texts too.
    limit, offset : int
        How many hits, and from which on.
    max_characters : int
        The longest query that is taken.

    Raises
    ------
    InvalidQueryError
        A value cannot be what its name says.

    Examples
    --------
    >>> read_search({"q": ["残業"]}, limit=20, offset=0, max_characters=9).query
    '残業'
    """
    return SearchRequest(
        query=read_query_text(_last(values, "q"), max_characters=max_characters),
        filters=read_filters(values),
        sort=read_sort(_last(values, "sort")),
        limit=limit,
        offset=offset,
    )


def read_query_text(text: str, *, max_characters: int) -> str:
    """Return a query on one line without control characters, refused when too long."""
    # Lone surrogates come from a mangled URL and cannot be written out again.
    kept = "".join(
        " " if unicodedata.category(sign) in {"Cc", "Cs"} else sign for sign in text
    ).strip()
    if len(text) > max_characters:
        raise InvalidQueryError(
            f"検索語が長すぎます（{len(text):,}文字）。"
            f"{max_characters:,}文字までにしてください。"
            "探したい内容を表す語をいくつか選ぶと見つかりやすくなります。"
        )
    return kept


def read_filters(values: Mapping[str, Sequence[str]]) -> Filters:
    """Return the filters that named texts ask for, each value once, in their order."""
    return Filters(
        theme=_texts(values, "theme"),
        status=_texts(values, "status"),
        marker=_texts(values, "marker"),
        section=_texts(values, "section"),
        organisation=_texts(values, "organisation"),
        fiscal_year=tuple(
            dict.fromkeys(
                0 if text == NONE else read_fiscal_year(text)
                for text in _texts(values, "fiscal_year")
            )
        ),
        kind=_known(values, "kind", tuple(EntryKind)),
        report=_texts(values, "report"),
        also=_texts(values, "also"),
        repeats=tuple(
            each for each in _known(values, "repeats", (ONCE, "all")) if each == ONCE
        ),
        doubtful=_known(values, "doubtful", (WITHOUT_DOUBTFUL, WITH_DOUBTFUL))[-1:],
    )


def check_filters(filters: Filters, known: Mapping[str, Collection[str]]) -> None:
    """Refuse filters by values that nothing in the catalogue has.

    Parameters
    ----------
    known : mapping of facet to collection of str
        The values of each facet that some entry has, and all themes of the guide.

    Raises
    ------
    InvalidQueryError
        The reader wants a value that would never find anything, a slip most likely.
    """
    for facet, title in _CLOSED_FACETS.items():
        for value in map(str, getattr(filters, facet)):
            if value not in known[facet] and value != NONE:
                values = (
                    "、".join(list(known[facet])[:_MAX_NAMED]) or "（まだありません）"
                )
                what = "というテーマ" if title == "テーマ" else "の記載"
                raise InvalidQueryError(
                    f"{'' if title == 'テーマ' else title}「{_short(value)}」{what}は"
                    "ありません。"
                    f"次のいずれかを指定してください：{values}"
                )


def read_sort(text: str) -> Sort:
    """Return the order a text names; the best first where it names none."""
    if not text:
        return Sort.RELEVANCE
    try:
        return Sort(text)
    except ValueError as error:
        known = "、".join(Sort)
        raise InvalidQueryError(
            f"並べ替え「{_short(text)}」はありません。"
            f"次のいずれかを指定してください：{known}"
        ) from error


def read_number(
    name: str, text: str, *, default: int, minimum: int, maximum: int
) -> int:
    """Return a whole number between two bounds; full-width digits are digits too."""
    if not text:
        return default
    digits = unicodedata.normalize("NFKC", text).strip()
    # int() would also take signs, underscores and the digits of other scripts.
    is_number = digits.isascii() and digits.isdigit() and len(digits) < 12
    if not is_number or not minimum <= int(digits) <= maximum:
        raise InvalidQueryError(
            f"{name}「{_short(text)}」は使えません。"
            f"{minimum}から{maximum:,}までの整数で指定してください。"
        )
    return int(digits)


def _known(
    values: Mapping[str, Sequence[str]], name: str, known: Sequence[str]
) -> tuple[str, ...]:
    """Return the values under a name, each one of a few there are."""
    given = _texts(values, name)
    for text in given:
        if text not in known:
            raise InvalidQueryError(
                f"{name}「{_short(text)}」は使えません。"
                f"次のいずれかを指定してください：{'、'.join(known)}"
            )
    return given


def _last(values: Mapping[str, Sequence[str]], name: str) -> str:
    given = values.get(name) or ("",)
    return given[-1]


def _texts(values: Mapping[str, Sequence[str]], name: str) -> tuple[str, ...]:
    given = values.get(name, ())
    for text in given:
        if len(text) > _MAX_VALUE_CHARACTERS:
            raise InvalidQueryError(
                f"絞り込み「{_short(text)}」が長すぎます（{len(text):,}文字）。"
                "絞り込みの一覧から選んでください。"
            )
    return tuple(dict.fromkeys(kept for text in given if (kept := text.strip())))


def read_fiscal_year(text: str) -> int:
    """Return the fiscal year a text names, in any notation."""
    year = parse_fiscal_year(text)
    if year is None:
        raise InvalidQueryError(
            f"年度「{_short(text)}」が読み取れません。"
            "2020 または 令和2年度 のように指定してください。"
        )
    return year


def read_columns(columns: Iterable[str]) -> dict[str, str]:
    """Return what columns mean, each given as 見出し=意味."""
    meanings = {}
    for each in columns:
        heading, sign, meaning = each.rpartition("=")
        if not (heading and sign):
            raise InvalidInputError(
                f"列の指定「{_short(each)}」が読み取れません。"
                "--column 見出し=text のように指定してください。"
            )
        meanings[heading.strip()] = meaning.strip()
    return meanings


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
