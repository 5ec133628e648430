"""The themes of one home: ``themes.toml`` beside the guide's own.

    [evacuation-drills]                 # the theme's id, as it stands in URLs
    name = "防災訓練"                    # 表示名
    english_name = "Evacuation drills"
    carries = "避難訓練、安否確認の訓練、その計画と見直し。"
    does_not = "住民に向けた防災の啓発。"
    colour = "#7a3e00"

A table of a new id adds a theme; one of the guide's renames, describes or colours it.
The core themes keep their names and rules, since figures are compared by them.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.errors import InvalidSettingError
from corpus.themes import GUIDE, Guide, Theme

OWN_THEMES = "themes.toml"  # its name in the home
# The index keeps the themes of an entry in 64 bits (index/schema.py).
MAX_OWN_THEMES = 50

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_MAX_ID_CHARACTERS = 40
_LONGEST = {"name": 40, "english_name": 60, "carries": 1000, "does_not": 1000}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_PLAIN_COLOUR = "#495057"
# The least contrast of a mark against white (WCAG 2.2, 1.4.11).
_LEAST_CONTRAST = 3


def read_guide(path: Path) -> Guide:
    """Return the guide's themes with those of a file; without a file, the guide.

    Raises
    ------
    InvalidSettingError
        The file is no TOML, or a theme in it cannot be; the message says which.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return GUIDE
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidSettingError(
            f"「{path}」を読めません。UTF-8で保存し、権限を確かめてください。"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise InvalidSettingError(
            f"「{path}」がTOMLとして読めません（{error}）。"
            '[テーマのid] の下に name = "表示名" の形で書いてください。'
        ) from error
    if len(tables) > MAX_OWN_THEMES:
        raise InvalidSettingError(
            f"「{path}」のテーマは{MAX_OWN_THEMES}個までです（{len(tables)}個）。"
        )
    themes = {theme.id: theme for theme in GUIDE.themes}
    for theme_id, table in tables.items():
        where = f"「{path}」の [{theme_id}] "
        themes[theme_id] = _read_theme(theme_id, table, themes.get(theme_id), where)
    _check_names(list(themes.values()), path)
    return Guide(tuple(themes.values()))


def _read_theme(theme_id: str, table: Any, known: Theme | None, where: str) -> Theme:
    if not isinstance(table, dict):
        raise InvalidSettingError(
            f'{where}は表ではありません。[{theme_id}] の下に name = "表示名" の形で'
            "書いてください。"
        )
    values = _read_values(table, where)
    if known is not None:
        fixed = sorted(values.keys() - {"colour"})
        if known.is_core and fixed:
            raise InvalidSettingError(
                f"{where}の {'、'.join(fixed)} は変えられません。中心の4テーマの名前と"
                "説明は決まっています。変えられるのは colour だけです。"
            )
        return Theme(**(asdict(known) | values))
    if not _ID.fullmatch(theme_id) or len(theme_id) > _MAX_ID_CHARACTERS:
        raise InvalidSettingError(
            f"{where}はテーマのidに使えません。英小文字で始め、英小文字・数字・"
            f"ハイフンで{_MAX_ID_CHARACTERS}文字までにしてください。"
        )
    for name in ("name", "carries"):
        if name not in values:
            raise InvalidSettingError(f"{where}に {name} を書いてください。")
    defaults = {
        "english_name": values["name"], "does_not": "", "colour": _PLAIN_COLOUR,
    }  # fmt: skip
    return Theme(id=theme_id, is_core=False, **(defaults | values))


def _read_values(table: Mapping[str, Any], where: str) -> dict[str, str]:
    """Check what is written of one theme."""
    known = (*_LONGEST, "colour")
    for name, value in table.items():
        if name not in known:
            raise InvalidSettingError(
                f"{where}に {name} という項目はありません。"
                f"書けるのは {'、'.join(known)} です。"
            )
        if not isinstance(value, str) or not _is_legible(value):
            raise InvalidSettingError(f'{where}の {name} を "…" の形で書いてください。')
        longest = _LONGEST.get(name, len(value))
        if len(value) > longest or (name != "does_not" and not value.strip()):
            raise InvalidSettingError(
                f"{where}の {name} を1文字以上{longest:,}文字までで書いてください。"
            )
    if "colour" in table and _contrast_with_white(table["colour"]) < _LEAST_CONTRAST:
        raise InvalidSettingError(
            f"{where}の colour「{table['colour']}」は使えません。白い地で見分けられる"
            "濃い色を #7a3e00 の形で書いてください。"
        )
    return {name: value.strip() for name, value in table.items()}


def _is_legible(text: str) -> bool:
    return not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in text)


def _check_names(themes: list[Theme], path: Path) -> None:
    """Two themes of one name could not be told apart on a page or in a file."""
    seen: dict[str, str] = {}
    for theme in themes:
        for name in {theme.id, unicodedata.normalize("NFKC", theme.name)}:
            if seen.setdefault(name, theme.id) != theme.id:
                raise InvalidSettingError(
                    f"「{path}」の [{theme.id}] と [{seen[name]}] の名前「{name}」が"
                    "同じです。別の名前にしてください。"
                )


def _contrast_with_white(colour: str) -> float:
    """Return the contrast ratio as WCAG 2.2 reckons it; 0 of what is no colour."""
    if not _COLOUR.fullmatch(colour):
        return 0
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in shares
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
