"""Words that ask rather than name: どうすれば, 教えて, 方法.

People type questions as they would ask a colleague. The words that only make the
question do not count against an entry; those that say little (取組, 事例) are welcome
in an entry but not required, when they stand in a sentence with others that say more.
"""

from collections.abc import Sequence
from itertools import pairwise

from index.words import Word

_ASKING_WORDS = """
何 なに 何か 何処 何時 誰 何故 幾つ 幾ら 如何 如何に 何の 何れ 此れ 其れ 此の 其の
此処 其処 どう どんな どの どれ どれくらい どのくらい どのよう どこ いつ だれ なぜ
なんで いくら いくつ 方 方法 やり方 遣り方 仕方 様 為 物 事 訳 所 積もり 筈 場合 時 際
内 他 外 等 人 皆 我々 私 自分 教え 知り 知る 知りたい 調べ 探し 見つけ 聞き 尋ね
欲しい 良い 有る 無い 出来る 出来 為る 成る 居る 行く 来る 見る 言う 言い 思い 考え
使い 下さる 下さい 頂く お願い 御願い 願い まで から もっと 最も 一番 特に 主 主に
例えば 又 及び 並びに 或いは 若しくは 其の他 その他 つい 就い 関し 対し 依り 於い 向け
伴い 基づき 沿い 因み 関する 関係 以外 実際 具体 具体的 うち 私達 うまい 旨い 上手い
上手 効果的 有効 良好 過去 これまで 此れ迄 以前 今まで 他の くらい 位 程度 たい くれる
呉れる もらう 貰う みる 仕舞う しまう おく 置く 書き 載り 有り 或る
今 今は 今後 只今 もらえ 貰い いい 因る すれ 為り 何処か 何か所 程 ほど どれ程
よる より 依る 係り 係る 当たり 応じ 通じ 踏まえ 含め 決まり 読み 分かり 在り
"""
_ASKING = frozenset(_ASKING_WORDS.split())
_SLIGHT_WORDS = """
取り組み 取組 事例 例 実例 好事例 情報 内容 状況 実施 対応 対策 施策 方策 工夫 推進
促進 活動 制度 仕組み 行い 進め 取り 図り 設け 実施状況 導入 利用 活用 職員 職場
厚生労働省 省内 当省 本省 役所 会社 省庁 府省 部署 仕事 業務 目的 結果 成果 効果 理由
改善 増やし 減らし 上げ 下げ やり 遣り 行なう 始め 全体 全て 全員 種類 数 時期 予定
検討 現状 現在 課題 問題 必要 減り 増え 上がり 下がり 変わり 変化
"""
_SLIGHT = frozenset(_SLIGHT_WORDS.split())
_UNKNOWN_NUMBERS = frozenset({"何", "幾"})
_ABOUT = frozenset({"くらい", "ぐらい", "ほど"})
_AMOUNT_WORDS = """
割合 率 比率 目標 人数 件数 回数 枚数 日数 数値 目標値 実績値 % いくつ いくら 幾つ 幾ら
"""
_AMOUNTS = frozenset(_AMOUNT_WORDS.split())


def is_asking(word: Word) -> bool:
    """Whether a word only makes the question."""
    asks_number = bool(word.units) and word.units[0].key in _UNKNOWN_NUMBERS
    return word.is_silent or asks_number or word.key in _ASKING or word.form in _ASKING


def asks_amount(words: Sequence[Word]) -> bool:
    """Whether a figure is asked for: どれくらい, 何%, 取得率."""
    for word in words:
        ends = (
            (word.units[0].key, word.units[-1].key) if word.units else (word.key,) * 2
        )
        if ends[0] in _UNKNOWN_NUMBERS or ends[1] in _AMOUNTS:
            return True
    return any(
        left.form in ("どれ", "どの") and right.form in _ABOUT
        for left, right in pairwise(words)
    )


def is_slight(word: Word) -> bool:
    """Whether a word says little beside others."""
    return word.key in _SLIGHT or word.form in _SLIGHT


def is_sentence(words: Sequence[Word]) -> bool:
    """Whether words typed as one run have grammar between them."""
    return any(word.is_silent and word.part_of_speech[0] == "助詞" for word in words)
