"""Which column of a list means what: as a person says, by its heading, by its cells."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.added import added_places
from corpus.cells import filled_cells, mean_length, plain_meaning, sample_of
from corpus.choices import ReadingChoices, UnderstoodColumn, place_name
from corpus.doubts import (
    give_text,
    over_words,
    tell_corner,
    tell_kinds,
    tell_outcome,
    tell_units,
    unmeant,
)
from corpus.grids import Grid
from corpus.headers import Header, find_header
from corpus.headings import (
    GENERAL,
    fold_heading,
    meanings_of,
    spelled_heading,
)
from corpus.periods import is_period
from corpus.siblings import Sibling, siblings_of
from corpus.ticks import Ticks, ticked_columns

_SHORTEST_TEXT = 6


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the header stands and which column means what.

    ``header_rows`` are places in the grid, none where there is no header;
    ``meanings`` maps a meaning to a column's place; ``unread`` names the columns that
    hold sentences, though nothing says that they are initiatives. ``others`` are the
    same columns of other years or groups, each to be read as well; ``group`` is the
    name over these, unless it is a year; ``ticked`` are the columns of marks.
    """

    header_rows: tuple[int, ...]
    headings: tuple[str, ...]
    meanings: Mapping[str, int]
    unread: tuple[str, ...] = ()
    others: tuple["Columns", ...] = ()
    group: str = ""
    ticked: Mapping[str, Ticks] = field(default_factory=dict)

    @property
    def header_row(self) -> int:
        """The place of the last row of the header, -1 where there is none."""
        return self.header_rows[-1] if self.header_rows else -1

    @property
    def understood(self) -> tuple[UnderstoodColumn, ...]:
        """Every column with its meaning."""
        of_place = {place: meaning for meaning, place in self.meanings.items()} | {
            place: meaning for meaning, ticks in self.ticked.items() for place in ticks
        }
        return tuple(
            UnderstoodColumn(
                place + 1, heading or place_name(place + 1), of_place.get(place)
            )
            for place, heading in enumerate(self.headings)
            if heading or place in of_place
        )


def find_columns(
    grid: Grid,
    *,
    choices: ReadingChoices | None = None,
) -> Columns | None:
    """Return the columns of a list, or None where no column holds initiatives.

    Parameters
    ----------
    grid : Grid
        The table as read.
    choices : ReadingChoices, optional
        Where the header stands and what columns mean, where a person says so.
    """
    choices = choices or ReadingChoices()
    wanted = choices.columns_of(grid.name)
    at = choices.header_row
    place = None if at is None else at - grid.first_row
    header = find_header(grid, at=place) or _header_with(grid, wanted)
    if header is None:
        return _without_header(grid, wanted) if at is None else None
    sample = sample_of(grid, header.bottom)
    header = replace(header, chains=over_words(header.chains, sample))
    chosen = _chosen(wanted, header.names)
    if any(meaning == "text" for meaning in wanted.values()) and "text" not in (
        chosen.values()
    ):
        return None
    meanings = _meanings(header, sample, chosen)
    ticked = _ticked(header, sample, chosen, meanings)
    if "text" not in meanings:
        return None if at is not None or chosen else _without_header(grid, wanted)
    lengths = [mean_length(sample, place) for place in range(len(header.names))]
    siblings = _siblings(header, meanings, chosen, lengths)
    columns = _columns(header, meanings, {*chosen}, lengths, siblings)
    others = tuple(replace(each, ticked=ticked) for each in columns.others)
    return replace(columns, ticked=ticked, others=others)


def _columns(
    header: Header,
    meanings: Mapping[str, int],
    chosen: Collection[int],
    lengths: Sequence[float],
    siblings: Sequence[Sibling],
) -> Columns:
    """Return the columns of the first group of texts, those of the others with it."""
    own, *others = siblings or (Sibling(meanings, ""),)
    whole, group = header.whole_names, own.group
    taken = {*own.meanings.values(), *chosen}
    unread = tuple(header.names[place] for place in unmeant(whole, taken, lengths))
    columns = Columns(
        tuple(range(header.top, header.bottom)),
        header.names, own.meanings, unread, group=group,
    )  # fmt: skip
    return replace(
        columns,
        others=tuple(
            replace(columns, meanings=each.meanings, group=each.group)
            for each in others
        ),
    )


def _ticked(
    header: Header,
    sample: Sequence[Sequence[str]],
    chosen: Mapping[int, str],
    meanings: dict[str, int],
) -> dict[str, Ticks]:
    """Return the columns of marks, none of a meaning that another column has.

    What was one of them alone is taken from the meanings.
    """
    found: dict[str, Ticks] = {}
    for meaning, ticks in ticked_columns(header.lowest, sample).items():
        told = {
            n: name for n, name in ticks.items() if chosen.get(n, meaning) == meaning
        }
        if meanings.get(meaning) in told:
            del meanings[meaning]
        if told and meaning not in meanings:
            found[meaning] = told
    return found


def _siblings(
    header: Header,
    meanings: Mapping[str, int],
    chosen: Mapping[int, str],
    lengths: Sequence[float],
) -> Sequence[Sibling]:
    """Return the groups of texts: all that a person names, else all that are alike."""
    texts = [place for place, meaning in chosen.items() if meaning == "text"]
    if texts:
        return [Sibling({**meanings, "text": place}, "") for place in texts]
    free = [n for n, length in enumerate(lengths) if length and n not in chosen]
    return siblings_of(header.chains, meanings, free)


def _meanings(
    header: Header, sample: Sequence[Sequence[str]], chosen: Mapping[int, str]
) -> dict[str, int]:
    """Return the meanings of columns under a header; what is chosen counts first."""
    added = added_places(header.lowest)
    free = [
        "" if place in chosen or place in added else name
        for place, name in enumerate(_told_names(header))
    ]
    meanings = {
        meaning: place
        for meaning, place in meanings_of(free).items()
        if meaning not in chosen.values()
    }
    lengths = [
        0.0 if place in added else mean_length(sample, place)
        for place in range(len(free))
    ]
    if "text" not in chosen.values():
        give_text(meanings, lengths, header.whole_names)
    tell_kinds(meanings, sample, free)
    if "outcome" not in chosen.values():
        tell_outcome(meanings, sample, free)
    tell_units(meanings, sample)
    tell_corner(meanings, sample, header.whole_names)
    for meaning in [each for each, place in meanings.items() if place in chosen]:
        del meanings[meaning]
    meanings |= {
        meaning: place for place, meaning in chosen.items() if meaning != "ignore"
    }
    return meanings


def _told_names(header: Header) -> list[str]:
    """Return of each column the name that tells most: alone, else with its group's."""
    names = []
    for chain in header.chains:
        if len(chain) > 1 and is_period(chain[-1]):  # 取組内容 over 令和3年度
            names.append("".join((chain[-1], *chain[:-1])))
            continue
        is_general = len(chain) > 1 and re.fullmatch(GENERAL, chain[-1])
        names.append("".join(chain) if is_general else chain[-1] if chain else "")
    return names


def _header_with(grid: Grid, wanted: Mapping[str, str]) -> Header | None:
    """Return the header that holds a heading a person named, however it is worded."""
    names = {fold_heading(each) for each in wanted}
    for place, cells in enumerate(grid.rows[:30]):
        if names & {fold_heading(cell) for cell in cells if cell.strip()}:
            return find_header(grid, at=place)
    return None


def _chosen(wanted: Mapping[str, str], names: Sequence[str]) -> dict[int, str]:
    """Return what a person said of columns: by heading, else by letter or number."""
    chosen = {}
    for column, meaning in wanted.items():
        place = place_of(column, names)
        if place is not None:
            chosen[place] = meaning
    return chosen


def place_of(column: str, names: Sequence[str]) -> int | None:
    """Return the place of a column by its heading, else by its letter or number.

    Examples
    --------
    >>> [place_of(column, ["番号", "取組"]) for column in ("取組", "B", "2", "C")]
    [1, 1, 1, None]
    """
    for heading in (fold_heading(column), spelled_heading(column)):
        if heading in names:
            return list(names).index(heading)
    text = unicodedata.normalize("NFKC", column).strip().removesuffix("列目")
    if re.fullmatch(r"[A-Za-z]{1,3}", text):
        place = 0
        for letter in text.upper():
            place = place * 26 + ord(letter) - ord("A") + 1
    elif re.fullmatch(r"\d{1,5}", text):
        place = int(text)
    else:
        return None
    return place - 1 if 1 <= place <= len(names) else None


def _without_header(grid: Grid, wanted: Mapping[str, str]) -> Columns | None:
    """Tell columns by their cells: the longest Japanese texts, then what is plain."""
    sample = sample_of(grid, 0)
    lengths = [mean_length(sample, place) for place in range(grid.width)]
    names = tuple(place_name(place + 1) for place in range(grid.width))
    chosen = _chosen(wanted, names)
    if "text" in wanted.values() and "text" not in chosen.values():
        return None
    meanings = {meaning: place for place, meaning in chosen.items()}
    if "text" not in meanings:
        if not lengths or max(lengths) < _SHORTEST_TEXT:
            return None
        meanings["text"] = lengths.index(max(lengths))
    for place in range(grid.width):
        meaning = plain_meaning(filled_cells(sample, place))
        if meaning and meaning not in meanings and place not in meanings.values():
            meanings[meaning] = place
    meanings.pop("ignore", None)
    return Columns((), names, meanings)
