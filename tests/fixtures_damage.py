"""Ways in which extraction damages a report that a careful human still can read.

Each takes the cells of a row, or the whole text, and a seeded generator.
"""

import re
from collections.abc import Callable
from itertools import pairwise
from random import Random

from corpus.furniture import is_header

NUMERAL = re.compile(r"\s*(\d{1,2}|[a-z]|[ア-エ])\s*")
STATUS = re.compile(r"\s*(今後)?実施\s*")
_JAPANESE_PAIR = re.compile(r"[ぁ-ん一-龥](?=[ぁ-ん一-龥])")
_MARKER = re.compile(r"\s*【(新規|継続|拡充|継続新規)】")

Cells = list[str]


def status_at(cells: Cells) -> int | None:
    return next((at for at, cell in enumerate(cells) if STATUS.fullmatch(cell)), None)


def shift_right(cells: Cells, random: Random) -> None:
    cells.insert(random.randrange(2), "")


def shift_status_right(cells: Cells, random: Random) -> None:
    if at := status_at(cells):
        cells.insert(at, "")


def shift_left(cells: Cells, random: Random) -> None:
    end = status_at(cells) or len(cells)
    if blank := [at for at, cell in enumerate(cells[:end]) if not cell.strip()]:
        del cells[random.choice(blank)]


def move_content_left(cells: Cells, random: Random) -> None:
    at = status_at(cells)
    if (
        at is not None
        and "".join(cells[at + 1 : at + 2]) == ""
        and "【" in "".join(cells[at + 2 : at + 3])
    ):
        del cells[at + 1]


def move_content_right(cells: Cells, random: Random) -> None:
    at = status_at(cells)
    if at is not None and "【" in "".join(cells[at + 2 : at + 3]):
        cells.insert(at + 1, "")


def add_trailing_cells(cells: Cells, random: Random) -> None:
    cells.extend([""] * random.randrange(1, 4))


def blank_section(cells: Cells, random: Random) -> None:
    if len(cells[0].strip()) > 2 and NUMERAL.fullmatch(cells[1]):
        cells[0] = ""


def glue_numeral(cells: Cells, random: Random) -> None:
    _glue(cells, random.choice([" ", "　", "．", ".", ")", "、"]))


def glue_numeral_tightly(cells: Cells, random: Random) -> None:
    _glue(cells, "")


def _glue(cells: Cells, sign: str) -> None:
    for at, (cell, title) in enumerate(pairwise(cells)):
        is_title = bool(title.strip()) and not title.startswith("(")
        is_bare = not NUMERAL.fullmatch(title) and not STATUS.fullmatch(title)
        if NUMERAL.fullmatch(cell) and is_title and is_bare:
            cells[at : at + 2] = [cell.strip() + sign + title]
            return


def dress_numerals(cells: Cells, random: Random) -> None:
    for at, cell in enumerate(cells[:5]):
        if NUMERAL.fullmatch(cell):
            cells[at] = random.choice(_DRESSES)(cell.strip())


def _wide(numeral: str) -> str:
    return "".join(
        chr(ord(sign) + 0xFEE0) if sign.isascii() else sign for sign in numeral
    )


_DRESSES: list[Callable[[str], str]] = [
    _wide,
    "({})".format,
    "（{}）".format,
    "[{}]".format,
    "{}．".format,
    "{})".format,
    lambda numeral: numeral.translate(str.maketrans("アイウエ", "ｱｲｳｴ")),
    lambda numeral: numeral.translate(str.maketrans("アイウエab", "㋐㋑㋒㋓ⓐⓑ")),
]


def misread_kana(cells: Cells, random: Random) -> None:
    for at, cell in enumerate(cells[:5]):
        cells[at] = {"ア": "7", "エ": "工"}.get(cell.strip(), cell)


def wrap_lines(cells: Cells, random: Random) -> None:
    for at, cell in enumerate(cells):
        if len(cell) > 6 and not NUMERAL.match(cell):
            cells[at] = _JAPANESE_PAIR.sub(
                lambda pair: pair[0] + (" " if random.random() < 0.03 else ""), cell
            )


def change_markers(cells: Cells, random: Random) -> None:
    shape = random.choice(["[{}]", "〔{}〕", "【 {} 】", "［{}］", "＜{}＞"])
    for at, cell in enumerate(cells):
        cells[at] = _MARKER.sub(lambda found: shape.format(" ".join(found[1])), cell)


def change_dashes(cells: Cells, random: Random) -> None:
    for at, cell in enumerate(cells):
        if cell.strip() == "—":
            cells[at] = random.choice(["ー", "－", "-", "なし", "――"])


ROW_DAMAGES = [
    shift_right, shift_status_right, shift_left, move_content_left, move_content_right,
    add_trailing_cells, blank_section, glue_numeral, glue_numeral_tightly,
    dress_numerals, misread_kana, wrap_lines, change_markers, change_dashes,
]  # fmt: skip


def damage_rows(
    text: str,
    damages: list[Callable[[Cells, Random], None]],
    random: Random,
    share: float,
) -> str:
    """Return a report with some rows damaged in some ways."""
    rows = [line.split("\t") for line in text.split("\n")]
    for cells in rows:
        if len(cells) > 1 and any(map(str.strip, cells)) and not is_header(cells):
            for damage in damages:
                if random.random() < share:
                    damage(cells, random)
    return "\n".join("\t".join(cells) for cells in rows)


def _headers(lines: list[str]) -> list[int]:
    return [at for at, line in enumerate(lines) if line.startswith("大項目")]


def lose_a_header(text: str, random: Random) -> str:
    lines = text.split("\n")
    at = random.choice(_headers(lines))
    return "\n".join(lines[:at] + lines[at + 2 :])


def lose_a_title(text: str, random: Random) -> str:
    lines = text.split("\n")
    titles = [at for at, line in enumerate(lines) if "年度 女性職員活躍" in line]
    del lines[random.choice(titles or [0])]
    return "\n".join(lines)


def break_titles(text: str, random: Random) -> str:
    return re.sub(
        r"(?m)^(令和2年度 女性職員活躍と職員)",
        lambda found: found[0] + random.choice(["", "\n"]),
        text,
    )


def change_titles(text: str, random: Random) -> str:
    first, *others = re.split(r"(?m)^(?=令和2年度 女性職員活躍)", text)
    other = "令和2年度 取組計画フォローアップ（続き）"
    changed = [
        re.sub(r"^.*", other, page) if place and random.random() < 0.4 else page
        for place, page in enumerate(others)
    ]
    return first + "".join(changed)


def number_pages(text: str, random: Random) -> str:
    first, *others = re.split(r"(?m)^(?=令和2年度 女性職員活躍)", text)
    numbers = (
        random.choice(["- {} -\n\f", "{}\n\f", "{}/12ページ\n"]).format(place + 1)
        for place in range(len(others))
    )
    pages = (
        f"{page.rstrip()}\n{number}"
        for page, number in zip(others, numbers, strict=True)
    )
    return first + "".join(pages)


def cut_contents(text: str, random: Random) -> str:
    """Cut some contents in the middle of a sentence: the rest stands a row below."""
    lines = []
    for line in text.split("\n"):
        cells = line.split("\t")
        content = cells[5] if len(cells) > 5 and "<p>" not in cells[5] else ""
        at = random.randrange(20, len(content) - 20) if len(content) > 80 else 0
        if at and re.fullmatch(r"[ぁ-ん一-龥]{4}", content[at - 2 : at + 2]):
            cells[5] = content[:at]
            lines += ["\t".join(cells), "\t\t\t\t\t" + content[at:] + "\t"]
        else:
            lines.append(line)
    return "\n".join(lines)


def use_crlf(text: str, random: Random) -> str:
    return text.replace("\n", "\r\n")


def drop_blank_lines(text: str, random: Random) -> str:
    return "\n".join(line for line in text.split("\n") if line.strip())


def widen_brackets(text: str, random: Random) -> str:
    return text.translate(str.maketrans("()%", "（）％"))


def break_lines_inside_cells(text: str, random: Random) -> str:
    return re.sub(r"(?<=。) (?=【)", "<br>", text)


def break_sections(text: str, random: Random) -> str:
    """Print some sections as a shuffled piece of themselves."""

    def piece(found: re.Match[str]) -> str:
        start = random.randrange(len(found[0]) - 3)
        letters = list(found[0][start : start + random.randrange(3, 8)])
        random.shuffle(letters)
        return " ".join(letters)

    return re.sub(r"(?m)^(働き方改革|女性の活躍推進のための改革)(?=\t)", piece, text)


TEXT_DAMAGES = [
    lose_a_header, lose_a_title, break_titles, change_titles, number_pages,
    cut_contents, use_crlf, drop_blank_lines, widen_brackets,
    break_lines_inside_cells, break_sections,
]  # fmt: skip
