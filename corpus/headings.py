"""What the heading of a column says that the column means.

Japanese names end with what they name: 取組内容の実施状況 is a status, 成果の内容 an
outcome. So the sure headings count first, then what a heading ends with, then what it
holds anywhere.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from corpus.cleaning import clean_cell
from corpus.periods import parts_of

_LONG_HEADING = 40
_ASIDE = re.compile(r"\([^()]*\)|<[^<>]*>|※.*$|[*:：]+$|^[■●○◆◇▼]+")
_REQUIRED = re.compile(r"^[【\[](?:必須|任意|選択式?|記述式?|入力|回答)(?:項目)?[】\]]")
_NUMBER = re.compile(
    r"^(?:(?:Q|[設質]?問)\s*\d+(?:[-.]\d+)?[.:．_]?(?:[SMFO]A_)?|[【\[〔]\d{1,2}(?:[-.]\d{1,2})*[】\]〕]"
    r"|\d{1,2}(?:-\d{1,2})+(?![\d年月日])[.:)]?|\(?(?:\d{1,2}|[A-Za-z]|[アイウエオ])[.)．、]|\d{1,2}(?=[^\d年月/.-])|[①-⑳])"
)
# What asks for an answer instead of naming it: 取組の内容を記入してください。
_ASKED = re.compile(
    r"(?:について|を|は|が(?:ある場合(?:は|に)?|あれば))?[、,]?(?:その内容を|できるだけ|できる限り"
    r"|詳しく|具体的に|簡潔に|自由に|箇条書きで)*[、,]?(?:ご|御)?(?:記入|記載|回答|入力|選択"
    r"|お(?:書き|答え|聞かせ|知らせ|示し|選び)|教えて)"
    r"(?:して)?(?:ください|下さい|願います)[。.]?$"
)
_ASKS = re.compile(r"(?:ください|下さい|願います|ますか|ですか|ませんか|\?)[。.]?$")
_BRACKETS = re.compile(r"^[【〔\[「](.*)[】〕\]」]$")

_IN_ENGLISH = re.compile(
    r"(?<=[ぁ-んァ-ヶー一-龥])[/・]?(?!(?:ID|No|CD|URL|KPI|KGI|SDGs?)$)[A-Za-z][A-Za-z./_-]+$"
)
_OF_NAMES = re.compile(r"(?<=[a-z])_?name$", re.IGNORECASE)  # organization_name
_BODY = (
    r"(?:組織|地方公共団体|行政機関|特定事業主|団体|機関|府省庁?|省庁|官庁|官署|自治体|都道府県|市区?町村?|区市町村"
    r"|市区|県|市|企業|会社|法人|事業者|事業主|事業所|学校|大学|病院|施設|教育委員会)"
)
_UNIT = r"(?:部局|部署|部門|部課|事業部|本部|支店|支社|営業所|課室|課|室|係|班|局|部)"
# What was made of a proposal is no outcome of it.
_NO_VERDICT = r"(?!.*(?:審査|選考|判定|査定|採点|投票|点検|照会|採否)(?:の)?結果)"
_GOES = r"(?:取り?組み?|実施|対応|進捗|進行|達成)"

# Sure headings; a 所属 or 所管課 is a part of the organisation, not the organisation.
_SURE: Mapping[str, str] = {
    "department": (
        rf"[ご御貴]?(?:(?:所属|所管|担当|主管|実施|関係|取りまとめ|作成|提出|報告|回答)(?:の)?)?{_UNIT}(?:[・/]{_UNIT})*等?(?:名称?)?"
        rf"|所属(?:名称?)?|所管|主管|担当|担当{_UNIT}(?:・係)?名?|担当(?:者の?)?所属|所属先|department"
    ),
    "text": (
        r"(?:具体的な?)?(?:取り?組み?|実施|提案|改善|事例|活動)(?:の|した)?"
        r"(?:内容|概要|詳細)(?:等|・.*|及び.*|と.*)?"
        r"|.*(?:取り?組んだ|実施した|行った|講じた|(?:取り?組んで|実施して|行って|講じて)いる)"
        r".{0,20}(?:こと|内容|取り?組み?|措置|対策)"
        r"|本文|text|descriptions?|具体的な?(?:内容|取組)"
    ),
    "outcome": (
        r"(?:取り?組み?の|具体的な)?(?:成果|効果|実績|結果)(?:等|・効果)?|アウトカム"
        r"|(?:取り?組み?後の)?変化|[良よ]かった(?:点|こと)|(?:outcome|result|effect)s?"
    ),
    "reason": r".*理由|reason",
    "marker": (
        r".*新規.*継続.*|.*継続.*新規.*|新[・/]?継.*|新規等|新規(?:[・/]?拡充)?等?(?:の別|区分)?"
        r"|マーカー|marker"
    ),
    "status": (
        r"(?:実施|進捗|対応)(?:状況|区分|段階|ステータス)|実施(?:の)?(?:有無|可否)"
        r"|実施済み?[・/]未実施(?:の(?:別|区分))?|ステータス|status"
    ),
    "fiscal_year": (
        r"(?!.*(?:目標|終了|完了|達成|開始|着手|導入|次|翌|前|昨))[^\d元]{0,8}年度(?:CD|コード)?"
        r"|(?:実施|報告|提出|対象|取組)?年|年次|西暦|fiscal_?year|year|fy"
    ),
    "organisation": (
        rf"(?:提出|報告|回答|実施|所属|参加|[貴御当各])?{_BODY}(?:[・/]?{_BODY})*(?:等|の)?"
        r"(?:名称?)?|[貴御当][社院校園庁所館局会](?:の?名称?)?|(?:提出|報告|回答)元|(?:実施|取り?組み?|推進|事業|報告)主体|任命権者名?|organi[sz]ation|ministry|company"
    ),
    "section": (
        r"(?:大項目|大分類|大区分|分野|領域|カテゴリー?)(?:名称?)?"
        r"|(?:(?:施策|取り?組み?)の)?柱|施策体系|章|基本(?:目標|方針)|section|category"
    ),
    "item": (
        r"(?:取り?組み?|施策|事業|業務|措置)(?:の)?(?:名称?|項目|事項|件名)|件名|項目名?"
        r"|(?:テーマ|プロジェクト|プログラム|制度|企画|事例|活動|提案)名|タイトル|表題|標題|題名|見出し|[中小]項目"
        r"|施策の(?:展開の?)?方向性?|何を|item|title|initiative"
    ),
}
_ENDINGS: Mapping[str, str] = {
    "status": (
        rf".*{_GOES}(?:の)?(?:状況|有無)|(?!.*(?:前|従来|過去|現在)の状況).*状況"
        r"|.*状態|実施"
    ),
    "outcome": rf"{_NO_VERDICT}.*(?:成果|効果|実績|結果|達成度)(?:等)?",
    "item": (
        r"(?!(?:特記|留意|連絡|確認|注意|補足|参考)事項)"
        r".*(?:項目|施策|事業|件名|名称|取り?組み?名|事項|タイトル)|(?:主な)?取り?組み?"
    ),
    "text": (
        r".*(?:内容|概要|本文|提案|説明文?|記述|詳細|取り?組み?事例|テキスト"
        r"|description|content)等?"
    ),
    "section": r".*(?:分野|分類|カテゴリー?|テーマ)",
    "fiscal_year": r"(?:対象|報告|調査|集計|評価)(?:の)?期間",
    "marker": rf"(?!{_BODY}(?:の)?(?:区分|種別)).*(?:区分|種別)",
    "department": r".*(?:所属|部署|部局|担当課|所管課)(?:名|先|部署|部局|課)?",
}
_ANYWHERE: Mapping[str, str] = {
    "text": r".*(?:取り?組み?|実施)(?:の)?(?:内容|概要).*|.*(?:内容|概要|提案).*",
    "outcome": rf"{_NO_VERDICT}(?!.*(?:時期|期間|年月)$).*(?:成果|効果|実績|結果).*",
    "status": r".*(?:実施状況|進捗(?!率)).*",
    "item": (
        r"(?:[中小]分類|(?!.*(?:ポイント|状況|背景|目的|方向性?|方針|趣旨|課題|区分|種別|分野|分類|期間|時期|[月年]?日|件数|回数|人数|費|額|事項|概要|内容|詳細)$)"
        r".*(?:取り?組み?|項目|施策|事業|タイトル).*)"
    ),
}
_TIERS = tuple(
    tuple((meaning, re.compile(rule, re.IGNORECASE)) for meaning, rule in tier.items())
    for tier in (_SURE, _ENDINGS, _ANYWHERE)
)
_TIER_SCORES = (3, 2, 1)
_COUNTS = re.compile(
    r"(?:整理|受付|管理|通し|連|項)?番号?|通番|連番|no\.?|#|id", re.IGNORECASE
)
# Of the columns of a group 成果, the words and not the name of a figure.
_OUTCOME_END = re.compile(r"(?:成果|効果|実績|結果|内容|概要|詳細)等?$")
# 取組名 beside 項目: the one is the title, the other what it is filed under.
_NAME_END = re.compile(r"(?:名称?|タイトル|表題)$")
_ITEM_NUMBER = {"項目", "項目名", "項"}
# 三重県 in one column and 津市 in the next: the smaller one reports.
_LARGER_BODY = re.compile(r"都道府県名?|県名?")


# Names that say nothing alone of whether they are those of a 取組 or of its 成果.
GENERAL = r"名称?|内容|概要|詳細|区分|状況|項目|指標|値|数値|説明|有無|時期|名前|等"


@lru_cache(maxsize=10_000)
def fold_heading(cell: str) -> str:
    """Return a heading for comparing: one width, no blanks, asides or numbers.

    Examples
    --------
    >>> fold_heading("①取 組 内 容（200字以内）")
    '取組内容'
    """
    text = "".join(unicodedata.normalize("NFKC", clean_cell(cell)).split())
    text = _REQUIRED.sub("", text) or text
    bare = _NUMBER.sub("", _ASIDE.sub("", _BRACKETS.sub(r"\1", text)))
    return _ASKED.sub("", bare) or bare or text


@lru_cache(maxsize=1_000)
def spelled_heading(cell: str) -> str:
    """Return a heading with its asides, where nothing else tells it from another.

    Examples
    --------
    >>> [spelled_heading(cell) for cell in ("取組（概要）", "取組（タイトル）")]
    ['取組概要', '取組タイトル']
    """
    return fold_heading(re.sub(r"[()（）<>＜＞]", "", cell))


def asks(cell: str) -> bool:
    """Whether a cell puts a question, as the columns of a questionnaire do."""
    return _ASKS.search(fold_heading(cell)) is not None


def is_heading(cell: str) -> bool:
    """Whether a cell may stand in a header: a name, not a sentence or a figure."""
    heading = fold_heading(cell)
    return (
        0 < len(heading) <= _LONG_HEADING
        and not heading.endswith("。")
        and re.fullmatch(r"[\d,.%/年月日:-]+", heading) is None
    )


def meanings_of(headings: Sequence[str]) -> dict[str, int]:
    """Return which column each meaning belongs to, by the headings alone.

    Examples
    --------
    >>> meanings_of(["番号", "所属名", "取組内容", "成果の内容"])
    {'department': 1, 'text': 2, 'outcome': 3}
    """
    bare = list(map(_bare, headings))
    found: dict[str, int] = {}
    for tier in _TIERS:
        for meaning, pattern in tier:
            if meaning in found:
                continue
            columns = [
                column
                for column, heading in enumerate(bare)
                if column not in found.values()
                and pattern.fullmatch(heading)
                and (tier is _TIERS[0] or not is_known(heading))
            ]
            if columns:
                found[meaning] = _preferred(meaning, columns, headings)
    return found


def larger_body(headings: Sequence[str], organisation: int | None) -> int | None:
    """Return the column of prefectures beside one of the towns in them."""
    for column, heading in enumerate(headings):
        is_other = organisation is not None and column != organisation
        if is_other and _LARGER_BODY.fullmatch(heading):
            return column
    return None


def score_of(headings: Sequence[str]) -> int:
    """Return how much a row reads as the header of a list.

    A name for the rows' numbers beside another name heads a list, whatever that is.
    """
    told = sum(_score(headings[column]) for column in meanings_of(headings).values())
    n_numbers = sum(_COUNTS.fullmatch(heading) is not None for heading in headings)
    is_numbered = n_numbers == 1 and sum(map(bool, headings)) > 1
    return max(told, _TIER_SCORES[1]) if is_numbered else told


def is_known(heading: str) -> bool:
    """Whether a heading surely means something."""
    return _score(heading) == _TIER_SCORES[0]


def _bare(heading: str) -> str:
    """Return a heading without its year, its number and its name in English."""
    return _OF_NAMES.sub("", _IN_ENGLISH.sub("", parts_of(heading)[1]))


def _preferred(meaning: str, columns: Sequence[int], headings: Sequence[str]) -> int:
    if meaning == "organisation":
        smaller = [
            each for each in columns if not _LARGER_BODY.fullmatch(headings[each])
        ]
        return (smaller or columns)[0]
    if meaning == "item":  # 項目 may count what 取組名 names
        named = [each for each in columns if headings[each] not in _ITEM_NUMBER]
        told = [each for each in named if _NAME_END.search(headings[each])]
        return (told or named or columns)[0]
    if meaning == "outcome":
        told = [each for each in columns if _OUTCOME_END.search(headings[each])]
        return (told or columns)[0]
    return columns[0]


@lru_cache(maxsize=10_000)
def _score(heading: str) -> int:
    heading = _bare(heading)
    for tier, score in zip(_TIERS, _TIER_SCORES, strict=True):
        if any(pattern.fullmatch(heading) for _, pattern in tier):
            return score
    return 0
