"""1, a, ア: the numerals of a form as they are printed, alone or glued to a title.

A numeral stands in a cell of its own, in one with another (``a ア``), or before its
title with a sign, a blank or nothing between. Print gives it full-width, half-width,
circled or in brackets, and kana as the kanji they resemble.
"""

import enum
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


class Level(enum.IntEnum):
    """How deep in the numbering a numeral stands."""

    NUMBER = 1
    LETTER = 2
    KANA = 3
    CIRCLED = 4


@dataclass(frozen=True, slots=True)
class Numeral:
    """One printed numeral, ``text`` as it counts in a path."""

    level: Level
    text: str


KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨ"
# Kanji and signs that print gives for a kana standing alone.
_LOOKALIKES = "工才力夕卜二八了ァィゥェォへ"
_MEANT = str.maketrans(_LOOKALIKES, "エオカタトニハアアイウエオヘ")

_OPEN, _CLOSE = r"[(（〔［\[【「＜<《〈]", r"[)）〕］\]】」＞>》〉]"
_ENCLOSED = "①-⑳㋐-㋾ⓐ-ⓩ⑴-⒇⒜-⒵⒈-⒛"
_HALF = "ｱ-ﾖ"
_ONE = rf"\d{{1,2}}|[a-zA-Zａ-ｚＡ-Ｚ]|[{KANA}{_HALF}{_LOOKALIKES}]"
_PURE = re.compile(rf"{_OPEN}?第?(?P<one>{_ONE}){_CLOSE}?[.:、。・,，．]*")
_SEVERAL = re.compile(
    rf"(?P<number>\d{{1,2}})?[-.・,]?(?P<letter>[a-zA-Z])[-.・,]?(?P<kana>[{KANA}7])?"
    rf"|(?P<only_number>\d{{1,2}})[-.・,]?(?P<only_kana>[{KANA}])"
)
_GLUED = re.compile(
    rf"(?:{_OPEN}(?P<bracketed>{_ONE}){_CLOSE}\s*"
    rf"|(?P<enclosed>[{_ENCLOSED}])\s*"
    rf"|(?P<signed>{_ONE})\s?[.．、，)）:：。](?!\d)\s*"
    r"|(?P<letter>[a-zａ-ｚ])[.．、，)）]\s*(?=[7７])"
    rf"|(?P<blank>{_ONE})[ \u3000\u00a0\n]+"
    rf"|(?P<tight>{_ONE}))(?P<rest>\S.*)",
    re.DOTALL,
)
# After a bare number these make it a quantity (3歳未満, 20時退庁), unless they begin
# another word (1人事評価, 5年次休暇).
_QUANTITY = re.compile(
    r"(?!人事|人材|人員|年次|年休|時間外|時差|時短|日々|日常|日頃|部局|部下|部署|本省|本府|本人"
    r"|課室|課長|課題|課内|次世代|次期|次長|次官|週休|分担|分野|分か|級別|名簿|件名|度重|種々|割り?振)"
    r"[歳年月日時分秒人名回件割度週%％か箇個つ本部課級種次枚]"
)
_JAPANESE = re.compile(r"[ぁ-ん一-龥々「『（(]")
# Another numeral, with a title behind it.
_LEADS_ON = re.compile(
    rf"[a-zａ-ｚ]?[7７{KANA}{_HALF}](?=[\s.．、）)]|[ぁ-ん一-龥「『（(])|[a-zａ-ｚ][\s.．、）)]"
)
# Borrowed words that titles of such reports begin with: before them a kana is a label.
_BORROWED = re.compile(
    r"(?:メンター|フレックス|テレワーク|ペーパー|セミナー|メール|キャリア|ロール|ワーク|マネジ|ハラスメント"
    r"|リモート|サテライト|ポータル|パンフ|ホームページ|オンライン|システム|デジタル|タブレット|モバイル"
    r"|チーム|プロジェクト|プログラム|ストレス|マニュアル|ツール|イクメン|イクボス|インターン|アンケート"
    r"|ウェブ|ベスト|コミュニ|サポート|ライフ|スキル|リーダー|ガイド|データ|ネットワーク|ヒアリング)"
    r"|[A-Z]{2}|Web"
)
_WORDS = re.compile(
    r"[eｅ]\s*[-－‐]?\s*(?:ラーニング|メール|learning)|1\s*on|工\s*[夫程事場業作学]|力\s*量|才\s*能"
    r"|[二八]\s*[重分日月十百]|了\s*[解承]|夕\s*方"
)


def read_numerals(cell: str) -> tuple[Numeral, ...]:
    """Return the numerals that a whole cell is, none if it is anything else.

    Examples
    --------
    >>> [numeral.text for numeral in read_numerals("ａ－７")], read_numerals("工夫")
    (['a', '7'], ())
    """
    text = "".join(cell.split())
    if len(text) == 1 and "①" <= text <= "⑳":
        return (Numeral(Level.CIRCLED, text),)
    text = unicodedata.normalize("NFKC", text)
    if match := _PURE.fullmatch(text):
        return (_numeral(match["one"]),)
    match = _SEVERAL.fullmatch(text)
    return tuple(_numeral(printed) for printed in match.groups() if printed) if (
        match
    ) else ()  # fmt: skip


def split_numerals(
    cell: str, *, expected: Sequence[Numeral]
) -> tuple[tuple[Numeral, ...], str]:
    """Part the numerals from the title they are glued to.

    Parameters
    ----------
    cell : str
        As printed, since a blank after the numeral may be what tells it.
    expected : sequence of Numeral
        What could come next here; where print leaves a doubt (``5年次休暇``), only
        these count.
    """
    found: list[Numeral] = []
    rest = cell.strip()
    while match := _GLUED.fullmatch(rest):
        numeral = _one_numeral(next(filter(None, match.groups())))
        if found and not (numeral.level > found[-1].level or numeral.text == "7"):
            break
        if not _is_numeral(match, is_expected=numeral in expected):
            break
        found.append(numeral)
        rest = match["rest"]
    return tuple(found), rest if found else cell


def _is_numeral(match: re.Match[str], *, is_expected: bool) -> bool:
    """Whether what stands before a title is a numeral, and no part of its words."""
    if _WORDS.match(match[0]):
        return False
    if match["bracketed"] or match["enclosed"] or match["letter"]:
        return True
    apart, rest = match["signed"] or match["blank"], match["rest"]
    if apart:
        is_word = apart in _LOOKALIKES or (match["blank"] and _QUANTITY.match(rest))
        return is_expected or not is_word
    return _is_tight_numeral(match["tight"], rest, is_expected=is_expected)


def _is_tight_numeral(printed: str, rest: str, *, is_expected: bool) -> bool:
    """Whether a sign with no blank behind it is a numeral all the same."""
    if _LEADS_ON.match(rest):
        return is_expected
    begins_word = _JAPANESE.match(rest) or _BORROWED.match(rest)
    if printed in KANA:
        return bool(_JAPANESE.match(rest) or (is_expected and begins_word))
    if not is_expected or printed.isupper():
        return False
    if printed in _LOOKALIKES:
        return bool(begins_word)
    begins_title = bool(begins_word) or "ァ" <= rest[0] <= "ヶ"
    return begins_title and not (printed.isdecimal() and _QUANTITY.match(rest))


def _one_numeral(printed: str) -> Numeral:
    if "①" <= printed <= "⑳":
        return Numeral(Level.CIRCLED, printed)
    return _numeral(unicodedata.normalize("NFKC", printed).strip("()."))


def _numeral(printed: str) -> Numeral:
    if printed.isdecimal():
        return Numeral(Level.NUMBER, str(int(printed)))
    if printed.isascii():
        return Numeral(Level.LETTER, printed.lower())
    return Numeral(Level.KANA, printed.translate(_MEANT))
