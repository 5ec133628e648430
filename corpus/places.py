"""The cells left of a status → where a row stands: section, numerals, title, variant.

A cell is told by what it says: numerals are one or two signs, a variant stands in
brackets, a section is one of few. Whatever else stands left of a number is a section
too, and what stands between two numerals is the title that the first one leads.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.cleaning import clean_cell, is_nothing
from corpus.numbering import SEVEN, Numbering
from corpus.numerals import Level, Numeral, read_numerals, split_numerals
from corpus.sections import SECTIONS, next_section, recognise_section

_VARIANT = re.compile(
    r"[（(〔［\[](?:[^（()）]|[（(][^（()）]*[）)]){2,60}[）)〕］\]]"
    r"|独自実施のもの|内閣人事局・人事院が実施するものへの派遣"
)
_VARIANT_AT_END = re.compile(
    r"(?P<title>.+?)\s*(?P<variant>[（(〔［\[][^（()）]*(?:独自実施|実施するもの|派遣)[^（()）]*[）)〕］\]])"
)
_BEGINS_WITH_NUMBER = re.compile(r"\s*[(（]?\d{1,2}")
_LONGEST_SECTION = 40


@dataclass(frozen=True, slots=True)
class Where:
    """What the reading knows before a row: the numbering, and the sections so far."""

    section: str | None
    sections: tuple[str, ...]
    numbering: Numbering


@dataclass(slots=True)
class Place:
    """Where a row stands, as far as it says so itself.

    ``above`` holds titles of numerals further up that are printed in the same row,
    each with how many of the row's numerals stand before it.
    """

    section: str | None = None
    numerals: list[Numeral] = field(default_factory=list)
    above: list[tuple[int, str]] = field(default_factory=list)
    title: str | None = None
    variant: str | None = None


def read_place(cells: Sequence[str], where: Where) -> Place:
    """Return the place that the cells of a row name, left to right."""
    place = Place()
    titles: list[str] = []
    printed = _part_section([cell for cell in cells if not is_nothing(cell)], where)
    # What stands left of a number is the section, as printed.
    left = [printed.pop(0)] if _begins_with_section(cells, printed, where) else []
    for cell in printed:
        text = clean_cell(cell)
        is_variant = _VARIANT.fullmatch(text) and not read_numerals(cell)
        if is_variant and place.variant is None:
            place.variant = _inside(text)
            continue
        numerals, rest = _numerals_of(cell, where, place)
        if numerals and titles and not place.numerals and _is_number(numerals):
            left, titles = [*left, *titles], []
        elif numerals and titles:
            place.above.append((len(place.numerals), "".join(titles)))
            titles = []
        place.numerals.extend(numerals)
        if rest:
            titles.append(clean_cell(rest))
    _name_section(place, left, where)
    _name_title(place, titles)
    return place


def _numerals_of(
    cell: str, where: Where, place: Place
) -> tuple[tuple[Numeral, ...], str]:
    """Return the numerals of a cell, and what it holds besides."""
    if numerals := read_numerals(cell):
        return numerals, ""
    numerals, rest = split_numerals(cell, expected=_expected(where, place))
    if numerals and _goes_deeper(numerals, place):
        return numerals, rest
    return (), cell


def _is_number(numerals: Sequence[Numeral]) -> bool:
    return numerals[0].level is Level.NUMBER


def _part_section(cells: list[str], where: Where) -> list[str]:
    """Part a number from the section that it is glued to."""
    for section in where.sections:
        rest = cells[0].strip().removeprefix(section) if cells else ""
        if _BEGINS_WITH_NUMBER.match(rest) and cells[0].strip().startswith(section):
            return [section, rest, *cells[1:]]
    return cells


def _expected(where: Where, place: Place) -> Sequence[Numeral]:
    expected = where.numbering.expected
    if not place.numerals:
        return expected
    return [each for each in expected if each.level > place.numerals[-1].level] + [
        SEVEN
    ]


def _goes_deeper(numerals: Sequence[Numeral], place: Place) -> bool:
    return (
        not place.numerals
        or numerals[0].level > place.numerals[-1].level
        or numerals[0] == SEVEN
    )


def _begins_with_section(
    cells: Sequence[str], printed: Sequence[str], where: Where
) -> bool:
    """Whether the first cell, with no number right of it, is a section."""
    if not printed or read_numerals(printed[0]):
        return False
    text = clean_cell(printed[0])
    is_leftmost = bool(cells) and not is_nothing(cells[0])
    if len(text) == 1:
        return is_leftmost and any(text in section for section in where.sections)
    if text == SECTIONS[-1]:
        # その他 closes every section as an item too: as a section it is the last.
        is_last = where.section not in SECTIONS[:2]
        return is_leftmost and is_last
    section = recognise_section(text, likely=where.section, known=where.sections)
    leads_numeral = bool(printed[1:] and read_numerals(printed[1]))
    is_clear = text in where.sections or is_leftmost or leads_numeral
    return section is not None and is_clear


def _name_section(place: Place, printed: Sequence[str], where: Where) -> None:
    """Recognise the section by what is printed and by how the numbers run."""
    text = "".join(map(clean_cell, printed))
    if not text:
        return
    numbering = where.numbering
    begins = numbering.starts_over(place.numerals)
    likely = next_section(where.section) if begins else where.section
    goes_on = numbering.is_next_number(place.numerals) and where.section is not None
    known = recognise_section(text, likely=likely, known=where.sections)
    if known and not (goes_on and text not in where.sections):
        place.section = known
    elif goes_on or len(text) == 1:
        place.section = where.section
    elif len(text) <= _LONGEST_SECTION and not text.endswith("。"):
        place.section = text
    else:
        place.above.append((0, text))


def _name_title(place: Place, titles: Sequence[str]) -> None:
    title = "".join(titles)
    if _VARIANT.fullmatch(title) and place.variant is None:
        place.variant, title = _inside(title), ""
    match = _VARIANT_AT_END.fullmatch(title)
    if match and place.variant is None:
        title, place.variant = match["title"], _inside(match["variant"])
    place.title = title or None


def _inside(variant: str) -> str:
    """Return a variant without the brackets around it."""
    return variant[1:-1] if variant[0] in "（(〔［[" else variant
