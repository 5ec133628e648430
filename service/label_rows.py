"""A file of labels → labels, each with the line it stands in."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path

from corpus.deciding import from_file, read_name, read_note
from corpus.errors import InvalidInputError, LabelsError
from corpus.grids import Grid, Source
from corpus.readers import read_bytes, read_content
from corpus.records import Label
from corpus.themes import Guide
from service.spreadsheets import neutralise

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "entry_id": ("entry_id", "id", "記載の番号", "記載id", "番号"),
    "theme": ("theme", "theme_id", "テーマ", "テーマid"),
    "carried": ("carried", "is_carried", "判定", "該当"),
    "by": ("by", "decided_by", "判定者", "判定した人", "名前"),
    "when": ("when", "decided_at", "日時", "判定日時"),
    "note": ("note", "メモ", "備考"),
    "source": ("source", "出どころ"),
    "text": ("text", "内容", "本文"),
    "theme_name": ("theme_name", "テーマ名", "表示名"),
}
_NEEDED = ("entry_id", "theme", "carried")
_CARRIED: Mapping[str, bool | None] = {
    **dict.fromkeys(("1", "1.0", "true", "yes", "はい", "○", "〇", "◯"), True),
    **dict.fromkeys(("0", "0.0", "false", "no", "いいえ", "×", "✕", "☓"), False),
    **dict.fromkeys(("withdrawn", "取消", "取り消し"), None),
}
# What people and spreadsheets write where ISO 8601 is not at hand.
_DATE_READERS: tuple[Callable[[str], datetime], ...] = tuple(
    lambda text, form=form: datetime.strptime(text, form)  # type: ignore[misc]
    for form in ("%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d")
)
_HEADER_WITHIN = 20  # rows; titles may stand above a table
_MAX_SOURCE_CHARACTERS = 300
_MOST_TOLD = 10


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A label and its line; ``is_undated`` where the file does not say when."""

    number: int
    label: Label
    is_undated: bool


@dataclass(frozen=True, slots=True)
class LabelTable:
    """The labels of a file, and the headings of columns that say nothing of them."""

    rows: tuple[LabelRow, ...]
    unread_columns: tuple[str, ...]


def read_label_rows(
    path: Path, guide: Guide, *, name: str, by: str | None
) -> LabelTable:
    """Return the labels of a file; blank rows are passed over.

    Whether the entries and themes exist is for the caller to see.

    Raises
    ------
    UnreadableFileError
        The file cannot be read.
    LabelsError
        A column is missing, or a cell cannot be; the message names the lines.
    """
    grid = _only_table(read_bytes(read_content(path), name=name))
    header, places = _header(grid, name)
    themes = {_folded(text): each.id for each in guide.themes
              for text in (each.english_name, each.name, each.id)}  # fmt: skip
    rows, troubles = [], []
    for at, cells in enumerate(grid.rows[header + 1 :], start=header + 1):
        number = grid.first_row + at
        values = {key: _cell(cells, place) for key, place in places.items()}
        if not any(values.values()):
            continue
        try:
            rows.append(LabelRow(number, *_label(values, themes, name=name, by=by)))
        except InvalidInputError as error:
            troubles.append((number, error.message))
    if troubles:
        raise refused(name, troubles)
    if not rows:
        raise LabelsError(
            f"「{name}」に判定の行がありません。見出しの下に1行に1件ずつ書いてください。"
        )
    read = set(places.values())
    unread = [
        heading.strip()
        for place, heading in enumerate(grid.rows[header])
        if heading.strip() and place not in read
    ]
    return LabelTable(tuple(rows), tuple(unread))


def refused(name: str, troubles: Sequence[tuple[int, str]]) -> LabelsError:
    """Return the error that tells what is wrong in which lines."""
    told = " ".join(f"{number}行目：{what}" for number, what in troubles[:_MOST_TOLD])
    more = len(troubles) - _MOST_TOLD
    rest = f" ほか{more:,}行にも誤りがあります。" if more > 0 else ""
    return LabelsError(
        f"「{name}」は取り込みませんでした（1行も書き込んでいません）。{told}{rest}"
    )


def _only_table(source: Source) -> Grid:
    """Return the one table of a file; what would be left unread is refused."""
    filled = [grid for grid in source.grids if any(map(str.strip, chain(*grid.rows)))]
    if len(filled) != 1:
        raise LabelsError(
            f"「{source.name}」には中身のある表が{len(filled)}枚あります。"
            "判定の表1枚だけのファイルにしてください。"
        )
    if hidden := filled[0].left_out:
        raise LabelsError(
            f"「{source.name}」に読まない行が{len(hidden):,}行あります"
            f"（{hidden[0].row}行目：{hidden[0].reason}）。"
            "すべての行を表示してから保存し直してください。"
        )
    return filled[0]


def _header(grid: Grid, name: str) -> tuple[int, dict[str, int]]:
    """Return the place of the header row, and that of each column by its meaning."""
    meaning = {_folded(text): key for key, texts in _HEADINGS.items() for text in texts}
    best: dict[str, int] = {}
    for at, cells in enumerate(grid.rows[:_HEADER_WITHIN]):
        found: dict[str, int] = {}
        for place, cell in enumerate(cells):
            key = meaning.get(_folded(cell))
            if key in found:
                raise LabelsError(
                    f"「{name}」の{grid.first_row + at}行目に、"
                    f"列「{cell.strip()[:40]}」が二つあります。一つにしてください。"
                )
            if key is not None:
                found[key] = place
        if set(_NEEDED) <= set(found):
            return at, found
        best = max(best, found, key=len)
    missing = "、".join(key for key in _NEEDED if key not in best)
    raise LabelsError(
        f"「{name}」のはじめの{_HEADER_WITHIN}行に、列「{missing}」の見出しが"
        "ありません。entry_id、theme、carried の列を置いてください（画面の"
        "「書き出す」か `torikumi labels export` で得た表が、そのまま使えます）。"
    )


def _label(
    values: Mapping[str, str], themes: Mapping[str, str], *, name: str, by: str | None
) -> tuple[Label, bool]:
    """Return the label of a row, and whether it lacks a date."""
    theme = values["theme"]
    when = values.get("when", "")
    if not values["entry_id"] or not theme:
        raise InvalidInputError("記載の番号とテーマを書いてください。")
    label = Label(
        entry_id=values["entry_id"],
        theme_id=themes.get(_folded(theme), theme),
        is_carried=_carried(values["carried"]),
        decided_by=_decider(values.get("by") or by),
        decided_at=_moment(when) if when else datetime.now(UTC),
        note=read_note(values.get("note", "")),
        source=_source(values.get("source", "")) or from_file(name),
    )
    return label, not when


def _decider(name: str | None) -> str:
    if not name:
        raise InvalidInputError(
            "判断した人の名前がありません。列 by に書くか、画面の「名前を変える」で"
            "名前を入れてください（命令では --by 名前）。"
        )
    return read_name(name)


def _carried(text: str) -> bool | None:
    try:
        return _CARRIED[_folded(text)]
    except KeyError as error:
        raise InvalidInputError(
            f"判定「{text[:20]}」は読み取れません。1（該当）か0（非該当）を"
            "書いてください（はい・いいえ、○・×、取消も使えます）。"
        ) from error


def _moment(text: str) -> datetime:
    """Return a moment; one without a zone is of this machine's zone."""
    for read in (datetime.fromisoformat, *_DATE_READERS):
        try:
            moment = read(text).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
        if moment > datetime.now(UTC) + timedelta(days=1):
            raise InvalidInputError(f"日時「{text[:40]}」は未来です。直してください。")
        return moment
    raise InvalidInputError(
        f"日時「{text[:40]}」は読み取れません。"
        "2026-04-01 09:30 のように書いてください。"
    )


def _source(text: str) -> str:
    if len(text) > _MAX_SOURCE_CHARACTERS:
        raise InvalidInputError(
            f"出どころは{_MAX_SOURCE_CHARACTERS}文字までにしてください。"
        )
    return text


def _cell(cells: Sequence[str], place: int) -> str:
    """Return a cell without the apostrophe that kept a spreadsheet from running it."""
    text = cells[place].strip() if place < len(cells) else ""
    bare = text.removeprefix("'")
    return bare if neutralise(bare) == text else text


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()
