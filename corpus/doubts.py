"""What headings leave in doubt and the cells below them clear.

A 取組状況 of whole sentences is the text; a 区分 of 新規 and 継続 is a marker, one of
実施 and 未定 a status, and one of 働き方改革 a section.
"""

import re
from collections.abc import Collection, Sequence

from corpus.cells import (
    CIRCLE,
    COUNT,
    MARKER,
    PART,
    SHORTEST_SENTENCE,
    STATUS,
    filled_cells,
    mean_length,
    plain_meaning,
    share_of,
)
from corpus.headings import is_known, meanings_of
from corpus.leaving import reason_of_text

# What stands beside a text, and what is the text only where nothing else may be.
_BESIDE_THE_TEXT = re.compile(
    "備考|連絡|担当|メール|住所|URL|理由|根拠|目標|指標", re.I
)
AROUND_THE_TEXT = re.compile(
    "課題|問題|背景|目的|現状|計画|予定|今後|将来|[次翌来前昨]年度?|次期|方針|方向|評価"
    "|意見|感想|要望|コメント|(?:実施|改善|導入|見直し|取り?組み?)前|従来"
)
_DONE = re.compile("取り?組|実施|対策|改善")
_DETAILS = re.compile("内容|詳細|概要|具体|説明")
_IS_WHAT_WAS_DONE = re.compile(r"(?:.*取り?組み?|.*策)\d*")
_WORD = re.compile("[ぁ-んァ-ヶ一-龥]{2}")
_LONGEST_CORNER = 20
_MOST = 0.8
_KIND = re.compile(r".*(?:区分|種別|分類|類型)|対応")
_KIND_OF_WORK = re.compile(r"(?:取り?組み?|事業|施策)?(?:の)?(?:区分|種別|分類|類型)")


def give_text(
    meanings: dict[str, int], lengths: Sequence[int | float], names: Sequence[str]
) -> None:
    """Give the text to the column that holds sentences, where headings do not say.

    Parameters
    ----------
    meanings : dict
        Which column each meaning belongs to; changed in place.
    lengths : sequence of float
        How long the texts of each column are.
    names : sequence of str
        The heading of each column, with those of its groups.
    """
    if "text" in meanings and _is_of_numbers(meanings["text"], lengths, names):
        del meanings["text"]
    if "text" in meanings:
        _give_to_what_was_done(meanings, lengths, names)
        _give_to_details(meanings, lengths, names)
        return
    long = {
        meaning: place
        for meaning, place in meanings.items()
        if lengths[place] >= SHORTEST_SENTENCE
    }
    free = unmeant(names, meanings.values(), lengths)
    likely = [place for place in free if not AROUND_THE_TEXT.search(names[place])]
    is_told = "item" in long and _IS_WHAT_WAS_DONE.fullmatch(names[long["item"]])
    order = ["status", *(["item"] if is_told else ()), "outcome", "item", "section"]
    if is_told and "status" in long:  # the longer of 取組 and 取組状況
        order[:2] = sorted(order[:2], key=lambda each: -lengths[long[each]])
    if "status" not in long and not is_told and likely:
        meanings["text"] = max(likely, key=lambda place: lengths[place])
        return
    for meaning in order:
        if meaning in long:
            meanings["text"] = meanings.pop(meaning)
            return
    if free:
        meanings["text"] = max(free, key=lambda place: lengths[place])
    elif "item" in meanings:
        meanings["text"] = meanings.pop("item")


def _is_of_numbers(
    place: int, lengths: Sequence[int | float], names: Sequence[str]
) -> bool:
    """Whether a column of doubtful name has no texts where others do: 提案番号."""
    return not lengths[place] and any(lengths) and not is_known(names[place])


def _give_to_what_was_done(
    meanings: dict[str, int], lengths: Sequence[int | float], names: Sequence[str]
) -> None:
    """Give the text to a 実績 of sentences where else only the plan is told."""
    name, outcome = names[meanings["text"]], meanings.get("outcome")
    if outcome is None or lengths[outcome] < SHORTEST_SENTENCE:
        return
    if AROUND_THE_TEXT.search(name) and not _DONE.search(name):
        meanings["text"] = meanings.pop("outcome")


def _give_to_details(
    meanings: dict[str, int], lengths: Sequence[int | float], names: Sequence[str]
) -> None:
    """Give the text to the details of what else only names an initiative."""
    place = meanings["text"]
    if lengths[place] >= SHORTEST_SENTENCE:
        return
    details = [
        each
        for each in unmeant(names, meanings.values(), lengths)
        if _DETAILS.search(names[each]) and not AROUND_THE_TEXT.search(names[each])
    ]
    if details:
        meanings["text"] = details[0]
        meanings.setdefault("item", place)


def unmeant(
    names: Sequence[str], taken: Collection[int], lengths: Sequence[int | float]
) -> list[int]:
    """Return the columns of sentences under headings that say nothing known."""
    return [
        place
        for place, name in enumerate(names)
        if place not in taken
        and name
        and not _BESIDE_THE_TEXT.search(name)
        and lengths[place] >= SHORTEST_SENTENCE
    ]


def tell_kinds(
    meanings: dict[str, int], sample: Sequence[Sequence[str]], names: Sequence[str]
) -> None:
    """Tell of each column of kinds whether it is of markers, statuses or sections."""
    marker = meanings.get("marker")
    if marker is not None:
        cells = filled_cells(sample, marker)
        if cells and share_of(cells, CIRCLE.fullmatch) > 0.5:
            del meanings["marker"]  # a circle under 新規 is no word
            return
        if _KIND.fullmatch(names[marker]) and "新規" not in names[marker]:
            del meanings["marker"]
    section = meanings.get("section")
    if section is not None and _KIND.fullmatch(names[section]):
        del meanings["section"]
    for place, name in enumerate(names):
        if place not in meanings.values() and _KIND.fullmatch(name):
            is_told = place in (marker, section) or _KIND_OF_WORK.fullmatch(name)
            kind = _kind_of(filled_cells(sample, place), may_be_section=bool(is_told))
            if kind:
                meanings.setdefault(kind, place)


def over_words(
    chains: Sequence[tuple[str, ...]], sample: Sequence[Sequence[str]]
) -> tuple[tuple[str, ...], ...]:
    """Return the names of columns, those over numbers and their words by the words.

    One heading may stretch over both: 011002 and 札幌市 below 団体名.
    """
    told = list(chains)
    for place in range(len(told) - 1):
        if not told[place] or told[place + 1]:
            continue
        numbers, words = (filled_cells(sample, each) for each in (place, place + 1))
        is_numbered = share_of(numbers, COUNT.fullmatch) > _MOST
        has_words = share_of(words, _WORD.search) > _MOST
        is_unit = len(words) > 1 and len(set(words)) == 1
        if is_numbered and has_words and not (is_unit or plain_meaning(numbers)):
            told[place : place + 2] = (), told[place]
    return tuple(told)


def tell_units(meanings: dict[str, int], sample: Sequence[Sequence[str]]) -> None:
    """Take 総務課 under 実施主体 for a department, not for an organisation."""
    place = meanings.get("organisation")
    if place is None or share_of(filled_cells(sample, place), PART.fullmatch) <= 0.5:
        return
    del meanings["organisation"]
    meanings.setdefault("department", place)


def tell_outcome(
    meanings: dict[str, int], sample: Sequence[Sequence[str]], names: Sequence[str]
) -> None:
    """Take words for the outcome: no figures (効果額), but a status of sentences.

    Parameters
    ----------
    meanings : dict
        Which column each meaning belongs to; changed in place.
    sample : sequence of sequences of str
        The first rows.
    names : sequence of str
        The heading of each column.
    """
    outcome, status = meanings.get("outcome"), meanings.get("status")
    has_words = outcome is not None and mean_length(sample, outcome) > 0
    if "text" in meanings and _is_of_sentences(sample, status):
        progress = meanings.pop("status")
        if not has_words:
            meanings["outcome"] = progress
    elif outcome is not None and not has_words and not is_known(names[outcome]):
        del meanings["outcome"]
        others = [
            place
            for place, name in enumerate(names)
            if place not in meanings.values()
            and "outcome" in meanings_of([name])
            and mean_length(sample, place) > 0
        ]
        if others:
            meanings["outcome"] = others[0]


def _is_of_sentences(sample: Sequence[Sequence[str]], place: int | None) -> bool:
    return place is not None and mean_length(sample, place) >= SHORTEST_SENTENCE


def tell_corner(
    meanings: dict[str, int], sample: Sequence[Sequence[str]], names: Sequence[str]
) -> None:
    """Take words under a blank corner, left of all names, for sections.

    What needs no heading to be told is what it is: 令和3年度 is a year.
    """
    first = next((place for place, name in enumerate(names) if name), 0)
    for place in range(first):
        filled = filled_cells(sample, place)
        cells = [cell for cell in filled if reason_of_text(cell) is None]
        if meaning := plain_meaning(cells):
            meanings.setdefault(meaning, place)
        elif cells and all(map(_WORD.search, cells)):
            if max(map(len, cells)) <= _LONGEST_CORNER:
                meanings.setdefault("section", place)
            return


def _kind_of(cells: Sequence[str], *, may_be_section: bool) -> str | None:
    """Return what the cells of a column of kinds are."""
    if share_of(cells, MARKER.fullmatch) >= 0.5:
        return "marker"
    if share_of(cells, STATUS.fullmatch) > 0.5:
        return "status"
    return "section" if may_be_section and cells else None
