"""The words that name a theme, and where a text uses them.

They serve twice. What stands around them tells whether the theme is described or only
mentioned (``contexts.py``); and giving a theme wherever one of its words stands is the
baseline that the classifier has to beat. Words are written as folding leaves them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

KEYWORDS: Mapping[str, tuple[str, ...]] = {
    "telework": (
        *("テレワーク", "在宅勤務", "在宅ワーク", "在宅", "リモートワーク"),
        *("リモート勤務", "リモート", "モバイルワーク", "サテライトオフィス"),
        *("サテライト", "ワーケーション"),
    ),
    "paperless": (
        *("ペーパーレス", "ペーパレス", "電子決裁", "電子化", "押印", "はんこ"),
        *("ハンコ", "判子", "用紙", "書面", "紙", "印刷", "スキャン", "タブレット"),
    ),
    "harassment": (
        *("ハラスメント", "セクハラ", "パワハラ", "マタハラ", "カスハラ", "アカハラ"),
        *("モラハラ", "ハラ", "いじめ", "嫌がらせ", "暴言"),
    ),
    "overtime": (
        *("超過勤務", "超勤", "残業", "時間外労働", "時間外勤務", "時間外"),
        *("長時間労働", "長時間勤務", "定時退庁", "退庁", "休日出勤", "インターバル"),
        *("勤務時間",),
    ),
    "leave": (
        *("年次休暇", "夏季休暇", "特別休暇", "連続休暇", "休暇", "年休", "有休"),
        *("有給", "夏休み"),
    ),
    "flextime": (
        *("フレックスタイム", "フレックス", "早出遅出", "早出", "遅出", "時差出勤"),
        *("時差", "短時間勤務", "時短", "割振り", "割り振り", "勤務時間"),
    ),
    "childcare": (
        *("育児休業", "育児", "育休", "子育て", "子の", "子ども", "子供", "出産"),
        *("妊娠", "産休", "保育"),
    ),
    "caregiving": ("介護休暇", "介護休業", "介護", "親の", "看取り"),
    "womens-careers": ("女性職員", "女性", "女子", "男女"),
    "management": (
        *("管理職員", "管理職", "管理者", "監督者", "所属長", "局長", "部長", "課長"),
        *("校長", "師長", "店長", "署長", "学長", "幹部", "上司", "部下", "イクボス"),
        *("マネジメント", "多面観察"),
    ),
    "efficiency": (
        *("効率化", "効率", "自動化", "自動", "簡素化", "一元化", "集約", "廃止"),
        *("手作業", "見直し", "業務改善", "業務の見直し", "マクロ", "rpa", "bpr"),
        *("ai", "ict", "dx"),
    ),
    "wellbeing": (
        *("健康", "メンタルヘルス", "メンタル", "ストレスチェック", "ストレス"),
        *("産業医", "保健師", "カウンセ", "復職", "心の", "疲労", "快適"),
        *("安全衛生", "安全", "休憩"),
    ),
}

_THEMES_OF: dict[str, list[str]] = defaultdict(list)
for _theme_id, _words in KEYWORDS.items():
    for _word in _words:
        _THEMES_OF[_word].append(_theme_id)


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Match the longest word, so that 在宅勤務 is not read as 在宅.

    Words are parted by their first character: most places begin none of them.
    """
    rests: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=len, reverse=True):
        rests[word[0]].append(re.escape(word[1:]))
    return re.compile(
        "|".join(f"{re.escape(one)}(?:{'|'.join(rests[one])})" for one in rests)
    )


_ANY = _pattern(_THEMES_OF)


def keyword_spans(folded: str) -> dict[str, list[tuple[int, int]]]:
    """Return for each theme named in a folded text where its words stand.

    Examples
    --------
    >>> keyword_spans("在宅勤務と残業")
    {'telework': [(0, 4)], 'overtime': [(5, 7)]}
    """
    spans: dict[str, list[tuple[int, int]]] = {}
    for match in _ANY.finditer(folded):
        for theme_id in _THEMES_OF[match.group()]:
            spans.setdefault(theme_id, []).append(match.span())
    return spans


def keyword_places(joined: str, themes: Sequence[str]) -> NDArray[np.intp]:
    """Return where folded texts name themes: from, to, and which of the themes.

    Returns
    -------
    ndarray of shape (n_words, 3)
        In the order of the text; a word that names two themes stands there twice.
    """
    number_of = {theme_id: number for number, theme_id in enumerate(themes)}
    numbers_of = {
        word: [number_of[each] for each in own if each in number_of]
        for word, own in _THEMES_OF.items()
    }
    found = [
        (start, end, number)
        for match in _ANY.finditer(joined)
        for start, end in (match.span(),)
        for number in numbers_of[match.group()]
    ]
    return np.array(found, dtype=np.intp).reshape(-1, 3)
