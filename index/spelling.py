"""The nearest words of the index for a word that finds nothing.

Three kinds of slip are known: a wrong kanji of the same reading (超過禁務), characters
dropped, doubled, swapped or replaced (コミニュケーション), and a long vowel too many or
too few. What the slip's neighbours are followed by decides between equally near words:
意職改革 is 意識改革 and not 意見改革 where only the former is written.
"""

from dataclasses import dataclass
from itertools import chain

from index.folding import to_katakana
from index.lexicon import Lexicon

_MAX_WORD = 24
# What another spelling of the same reading costs: it is the commonest slip.
SAME_READING = 0.5


@dataclass(frozen=True, slots=True)
class NearWord:
    """A word of the index near one that was typed; the lower the cost the nearer."""

    text: str
    cost: float
    count: int


def nearest(
    lexicon: Lexicon, typed: str, reading: str = "", *, limit: int = 5
) -> tuple[NearWord, ...]:
    """Return the spellings of the index nearest to a typed word, nearest first.

    Parameters
    ----------
    typed : str
        Folded, of two characters or more.
    reading : str
        How the typed word is read, where known.
    """
    if not 2 <= len(typed) <= _MAX_WORD:
        return ()
    costs: dict[str, float] = {}
    for form in lexicon.by_reading.get(to_katakana(reading), ()) if reading else ():
        costs[form] = SAME_READING
    allowed = 1 if len(typed) <= 4 else 2
    letters = set(typed)
    for form in lexicon.counts:
        if abs(len(form) - len(typed)) > allowed or len(form) < 2:
            continue
        if len(letters.intersection(form)) < min(len(letters), len(form)) - allowed:
            continue
        cost = distance(typed, form)
        if cost <= allowed:
            costs[form] = min(cost, costs.get(form, cost))
    costs.pop(typed, None)
    words = (NearWord(form, cost, lexicon.counts[form]) for form, cost in costs.items())
    return tuple(sorted(words, key=lambda word: (word.cost, -word.count, word.text)))[
        :limit
    ]


def distance(typed: str, form: str) -> float:
    """Return how many slips lie between two words.

    A slip drops, doubles, replaces a character or swaps two; one of a long vowel, a
    small kana, a dakuten or a kanji of like shape costs half.

    Examples
    --------
    >>> distance("コミニュケーション", "コミュニケーション")
    1.0
    >>> distance("テレワク", "テレワーク")
    0.5
    """
    before: list[float] = []
    row = _first_row(form)
    for i, left in enumerate(typed, start=1):
        above, before, row = before, row, [row[0] + _gap(left)]
        for j, right in enumerate(form, start=1):
            costs = [
                before[j] + _gap(left),
                row[j - 1] + _gap(right),
                before[j - 1] + _change(left, right),
            ]
            if i > 1 and j > 1 and (left, typed[i - 2]) == (form[j - 2], right):
                costs.append(above[j - 2] + 1.0)
            row.append(min(costs))
    return row[-1]


def _first_row(form: str) -> list[float]:
    row = [0.0]
    for char in form:
        row.append(row[-1] + _gap(char))
    return row


def _gap(char: str) -> float:
    return 0.5 if char in "ーっッ・" else 1.0


# Kanji taken for each other for their shape; most share a phonetic and a reading.
_LOOKALIKES = """
職識織 侯候 補捕哺 検険剣験 講購構溝 復複腹 徴微 績積 適摘滴敵 衝衡 率卒 勧歓観権 還環
遣遺 待持侍特 官管館 幣弊 帯滞 燥操 僚寮療瞭 策索 准準推 隔融 休体 未末 提堤題 把杷 慣貫
義議儀 価値 給結 縮宿 託宅 徹撤 派脈 般搬 福副幅 俸棒奉 暮墓募慕 密蜜 諭輸愉 憂優 陽揚場
倫輪論 廉兼 録緑縁 件仲 形型刑 効郊 採彩菜 裁栽載 施旋 失矢 借措惜 若苦 周週調 述術 純鈍
署暑著 招紹昭 象像 賞償 情清晴請精 性姓 製制整 選遷 祖組阻租 送迭 増憎贈 則側測 貸賃
退追 担胆 直値置 徳聴 頂項 通痛 底低抵邸 道導 任妊 認忍 午年 農濃 薄簿 半伴判 被彼披
悲非 票標漂 履復 併塀 編偏遍 防妨訪坊 忙忘 務努 面画 門問間 略絡 齢令 例列 連運 監艦鑑
"""
_ALIKE_KANJI = {
    char: frozenset(chain(*(group for group in _LOOKALIKES.split() if char in group)))
    for char in set(_LOOKALIKES)
}

_ALIKE = frozenset(
    frozenset(pair)
    for pair in zip(
        "カキクケコサシスセソタチツテトハヒフヘホハヒフヘホヤユヨアイウエオツ",
        "ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポャュョァィゥェォッ",
        strict=True,
    )
)


def _change(left: str, right: str) -> float:
    if left == right:
        return 0.0
    if right in _ALIKE_KANJI.get(left, ()):
        return 0.5
    pair = frozenset(map(to_katakana, (left, right)))
    return 0.5 if len(pair) == 1 or pair in _ALIKE else 1.0
