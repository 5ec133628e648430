"""Spellings that differ only to a computer fold into one.

Width (ﾌﾚｯｸｽ, ＰＤＦ, １５分), Latin case, compatibility characters as they come out of
PDFs, old and personal-name forms of kanji (齋藤 for 斎藤), and the many dashes. What is
folded remembers where each of its characters came from, so that marks can be set in the
text as printed.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# Old and variant forms, each after the form that offices write today. Sudachi folds
# words it knows (附属 → 付属), but no names and no single characters.
_KANJI = """
斎齋 斉齊 辺邊邉 高髙 崎﨑 沢澤 浜濱 広廣 国國 学學 会會 体體 実實 応應 処處 労勞 徳德
恵惠 真眞 栄榮 桜櫻 瀬瀨 蔵藏 黒黑 与與 予豫 余餘 当當 教敎 県縣 区區 変變 読讀 関關
団團 図圖 医醫 薬藥 験驗 険險 剣劍 発發 廃廢 対對 聴聽 庁廳 総總 経經 済濟 歴歷 条條
続續 万萬 参參 点點 満滿 独獨 画畫 昼晝 転轉 軽輕 効效 増增 将將 称稱 証證 観觀 勧勸
権權 歓歡 気氣 仮假 価價 拡擴 覚覺 旧舊 拠據 挙擧 継繼 従從 縦縱 渋澁 寿壽 収收 粛肅
叙敍 状狀 乗乘 浄淨 畳疊 囲圍 為爲 壱壹 隠隱 営營 衛衞 駅驛 円圓 塩鹽 縁緣 奥奧 欧歐
温溫 穏穩 届屆 検檢 様樣 横橫 戻戾 専專 単單 担擔 数數 静靜 声聲 説說 戦戰 双雙 巣巢
争爭 荘莊 装裝 属屬 択擇 痴癡 逓遞 鉄鐵 伝傳 党黨 灯燈 稲稻 弐貳 脳腦 拝拜 売賣 麦麥
並竝 弁辨瓣辯 宝寶 豊豐 毎每 黙默 訳譯 謡謠 来來 頼賴 乱亂 両兩 猟獵 緑綠 塁壘 礼禮
励勵 齢齡 恋戀 炉爐 楼樓 湾灣 島嶋嶌 富冨 峰峯 船舩 吉𠮷 館舘 桑桒 槙槇 遥遙 涼凉 鉱鑛
"""
_VARIANTS = {
    ord(variant): group[0]
    for group in _KANJI.split()
    for variant in group[1:]
    if variant != group[0]
}
_SIGNS = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-") | {
    ord("〜"): "~",
    ord("“"): '"',
    ord("”"): '"',
    ord("„"): '"',
    ord("〝"): '"',
    ord("〟"): '"',
}
_BLANKS = dict.fromkeys(map(ord, "\t\r\n\v\f\u00a0\u2028\u2029"), " ")
_TABLE = _VARIANTS | _SIGNS | _BLANKS
# A character with the marks that compose with it: ﾌﾞ is two, ブ is one.
_MARKS = "[\u0300-\u036f\u3099\u309a\uff9e\uff9f]"
_MARK = re.compile(_MARKS)
_CLUSTER = re.compile(f"(?s).{_MARKS}*")
_HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``origins[i]`` is where its i-th character came from.

    ``origins`` is one longer than the text: its last value is the original's length.
    """

    text: str
    origins: Sequence[int]


def fold_kanji(text: str) -> str:
    """Return the text with variant kanji replaced, character by character.

    Examples
    --------
    >>> fold_kanji("齋藤、髙橋")
    '斎藤、高橋'
    """
    return text.translate(_VARIANTS)


def fold(text: str) -> str:
    """Return the text as it is compared.

    Examples
    --------
    >>> fold("ＰＤＦのﾌﾚｯｸｽ　１５分")
    'pdfのフレックス 15分'
    """
    return unicodedata.normalize("NFKC", text).translate(_TABLE).lower()


def fold_with_origins(text: str) -> Folded:
    """Return the folded text and where each of its characters came from."""
    has_marks = _MARK.search(text) is not None
    clusters = _CLUSTER.findall(text) if has_marks else text
    pieces = list(map(_fold_cluster, clusters))
    folded = "".join(pieces)
    if not has_marks and len(folded) == len(text):
        return Folded(folded, range(len(text) + 1))
    origins: list[int] = []
    start = 0
    for cluster, piece in zip(clusters, pieces, strict=True):
        origins.extend([start] * len(piece))
        start += len(cluster)
    origins.append(len(text))
    return Folded(folded, origins)


@lru_cache(maxsize=16_384)
def _fold_cluster(cluster: str) -> str:
    """Return one character folded; texts are made of few."""
    return fold(cluster)


def to_katakana(text: str) -> str:
    """Return the text with hiragana as katakana.

    Examples
    --------
    >>> to_katakana("きゅうか")
    'キュウカ'
    """
    return text.translate(_HIRAGANA)
