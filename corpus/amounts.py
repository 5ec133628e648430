"""117件, 延べ7.6万回, 1人当たり月12.5時間, 約3割: amounts that a sentence names.

An amount is a number with a unit. Dates, years, times of day, ages, ordinals (第2回),
numbers of items and names with a number in them (Windows10) are none. Values are
brought to one form, so that they can be searched and sorted: 7.6万 is 76,000, 3割 is
30 %, 名 is 人; the printed words stay beside, with their place in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Sign by sign, so that places in the text hold.
_FOLDED = str.maketrans("０１２３４５６７８９，．％△−－～〜", "0123456789,.%▲▲▲~~")
_SCALES = {
    "": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "億": 10**8, "兆": 10**12,
}  # fmt: skip
_KANJI_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}

_ONE = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_PART = re.compile(rf"(?P<number>{_ONE})(?P<small>[十百千]?)(?P<large>[万億兆]?)")
_KANJI_PART = re.compile(r"(?P<digits>[一二三四五六七八九十百千]+)(?P<large>[万億]?)")
# In kanji only what is surely a number: 十分 is enough, 一人ひとり is everyone.
_NUMBER = re.compile(
    rf"(?:{_ONE}[十百千]?[万億兆]?)+|(?<![数何一-龥])(?:[一二三四五六七八九](?=割(?!り))"
    r"|[一二三四五六七八九]*[十百千万億][一二三四五六七八九十百千万億]*"
    r"(?=[人名件回枚台円冊]|か所|時間))"
)

_SAME_UNITS = {
    "%": "% パーセント ㌫", "人": "人 名",
    "か所": "か所 カ所 ヵ所 ヶ所 ケ所 箇所 個所",
    "か月": "か月 カ月 ヵ月 ヶ月 ケ月 箇月 か月間 カ月間 ヵ月間 ヶ月間 ケ月間 箇月間",
    "か年": "か年 カ年 ヵ年 ヶ年 箇年", "年": "年 年間", "日": "日 日間",
    "週間": "週間 週", "個": "個 箇",
}  # fmt: skip
_OWN_UNITS = """
    人日 人月 件 回 枚 台 部 部局 部署 課 課室 局 室 係 班 社 校 機関 施設 組織 団体
    企業 事業所 拠点 自治体 市町村 都道府県 府省 種 種類 職種 項目 業務 事業 事例
    案件 制度 帳票 様式 手続 書類 システム フロア 講座 コース コマ テーマ 言語 冊 通
    本 棟 席 頁 ページ 画面 点 ポイント 倍 組 世帯 票 語 字 文字 行 割 分 秒 時間 泊
    円 ドル 便 箱 つ 所属 大学 高校 学校 学部 科目 署 病棟 店舗 支店 営業所 工場
    ライン KB MB GB TB kg トン km ㎡ 平方メートル kWh
"""
_UNITS = {unit: unit for unit in _OWN_UNITS.split()} | {
    printed: unit for unit, listed in _SAME_UNITS.items() for printed in listed.split()
}
_ANY_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_UNIT = re.compile(rf"\s?(?P<unit>{_ANY_UNIT})(?:(?<=割)(?P<tenths>\d)分)?")
_NAMED_UNIT = re.compile(r"の(?P<unit>[一-龥々ァ-ヶー]{2,6})(?=[をがはにのでと、。]|$)")
_FRACTION = re.compile(r"分の(?P<part>\d+)")
_RANGE = re.compile(rf"\s?(?:~|から)\s?{_ONE}{_UNIT.pattern}")

_BEFORE_WORD = (
    r"(?:職員)?[1一](?:人|名|件|回|日|か月)(?:当たり|あたり|につき)"
    r"|対?前(?:年度?|回|月)(?:同[月期])?比|[月年週]平均|年間|月間|延べ|のべ"
    r"|約|およそ|おおよそ|おおむね|概ね|ほぼ|累計|合計|総計|総額|総数|平均"
    r"|最大|最低|最高|最長|最短|最多|少なくとも|原則|毎[月週年日]"
    r"|(?<![一-龥])[年月週日計各全]"
)
_BEFORE = re.compile(rf"(?:(?:{_BEFORE_WORD})(?:して|[にで、はの])?\s?)+$")
_AFTER_WORD = (
    r"以上|以下|以内|未満|超(?!え|過)|強|弱|程度|前後|余り|近く|ほど|連続|ずつ|[増減](?![やらっ加少])"
    r"|を?(?:超え|上回|下回)|に満たな"
)
_AFTER = re.compile(rf"(?:{_AFTER_WORD})+")
# What makes something else of a number and its unit: 2年目, 1人当たり, 3年生.
_NO_AMOUNT = re.compile(r"目|当たり|あたり|につき|ひとり|[1一]人|生(?!活)")
_NO_NUMBER = re.compile(
    r"(?:(?:令和|平成|昭和|(?<![a-zA-Z])[RHS])\s?(?:\d{1,2}|元)|(?<!\d)(?:19|20)\d{2})年?度?"
    r"(?:\d{1,2}月(?!間))?(?:\d{1,2}日(?!間))?"
    r"|\d+年(?:度|(?=\d{1,2}月))|\d{1,2}月(?!間)(?:\d{1,2}日(?!間))?"
    r"|(?<=[毎同翌]月)\d{1,2}日(?![間以])|\d{1,2}/\d{1,2}|\d{1,2}:\d{2}"
    r"|\d{1,2}時(?!間)(?:\d{1,2}分|半)?|第\s?\d+\s?[^\d\s。、]?|\d+(?:[-▲]\d+)+"
    r"|[a-zA-Zα-ωⅠ-Ⅻ]\d[\d.]*|(?<![\d,.])\d+\.(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount of a text.

    ``text`` stands at ``start:end``, half-open character offsets; ``qualifiers`` are
    the words around it that say how it is meant: 延べ, 約, 以上.
    """

    text: str
    start: int
    end: int
    value: float
    unit: str
    qualifiers: tuple[str, ...]


def find_amounts(text: str) -> tuple[Amount, ...]:
    """Return the amounts that a text names, in its order.

    Examples
    --------
    >>> [(one.value, one.unit) for one in find_amounts("延べ7.6万回、参加者は約3割")]
    [(76000.0, '回'), (30.0, '%')]
    """
    return tuple(_read(text))


def _read(text: str) -> Iterator[Amount]:
    plain = text.translate(_FOLDED)
    # Without what only looks like an amount; everything keeps its place.
    folded = _NO_NUMBER.sub(lambda match: "\n" * len(match[0]), plain)
    end = 0
    for match in _NUMBER.finditer(folded):
        measured = _measure(folded, match) if match.start() >= end else None
        if measured is None:
            continue
        value, unit, end = measured
        start = match.start()
        if folded[start - 1 : start] == "▲":
            start, value = start - 1, -value
        words = _qualifiers(plain, start, end)
        yield Amount(text[start:end], start, end, round(value, 6), unit, words)


def _measure(folded: str, match: re.Match[str]) -> tuple[float, str, int] | None:
    """Return the value, the unit and the end of what a number measures."""
    value, place = _value(match[0]), match.end()
    if fraction := _FRACTION.match(folded, place):
        share = 100 * float(fraction["part"]) / value if value else 0.0
        return share, "%", fraction.end()
    unit = _UNIT.match(folded, place)
    if unit and not _NO_AMOUNT.match(folded, unit.end()):
        return *_normal(value, unit), unit.end()
    if unit is None and (span := _RANGE.match(folded, place)):
        return *_normal(value, span), place
    named = _NAMED_UNIT.match(folded, place)
    return (value, named["unit"], named.end()) if named else None


def _normal(value: float, unit: re.Match[str]) -> tuple[float, str]:
    """Return a value in the unit that stands for all of its meaning."""
    if unit["unit"] == "割":
        return 10 * value + int(unit["tenths"] or 0), "%"
    return value, _UNITS[unit["unit"]]


def _value(printed: str) -> float:
    if printed[0].isascii():
        return sum(
            float(part["number"].replace(",", ""))
            * _SCALES[part["small"]]
            * _SCALES[part["large"]]
            for part in _PART.finditer(printed)
        )
    return float(
        sum(
            _kanji_value(part["digits"]) * _SCALES[part["large"]]
            for part in _KANJI_PART.finditer(printed)
        )
    )


def _kanji_value(digits: str) -> int:
    """Return the value of a number below ten thousand: 二千五百."""
    total, digit = 0, 0
    for sign in digits:
        if sign in _KANJI_DIGITS:
            digit = _KANJI_DIGITS[sign]
        else:
            total, digit = total + (digit or 1) * _SCALES[sign], 0
    return total + digit


def _qualifiers(plain: str, start: int, end: int) -> tuple[str, ...]:
    """Return the words before and after an amount that say how it is meant."""
    before = _BEFORE.search(plain, 0, start)
    after = _AFTER.match(plain, end)
    return (
        *(re.findall(_BEFORE_WORD, before[0]) if before else ()),
        *(re.findall(_AFTER_WORD, after[0]) if after else ()),
    )


def in_one_unit(value: float, unit: str | None) -> tuple[float, str | None]:
    """Return a value in the unit that stands for all of its meaning.

    Examples
    --------
    >>> in_one_unit(3, "割"), in_one_unit(12, "名"), in_one_unit(5, "か国")
    ((30, '%'), (12, '人'), (5, 'か国'))
    """
    if unit == "割":
        return 10 * value, "%"
    return value, _UNITS.get(unit or "", unit)
