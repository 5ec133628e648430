"""Rows among the rows of a list that are no entries: sums, notes, examples, blanks.

Each rule gives its reason, so that every row left out can be told. 注意を促した。 or
備考欄を廃止した。 are entries: a sign must set a note apart.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from corpus.cleaning import clean_cell, is_nothing
from corpus.compatible import compatible

BLANK = "空の行"
HEADER_AGAIN = "見出し行の繰り返し"
ABOVE = "表の上の文"
BESIDE = "表の外の文"
EMPTY = "取組の内容が空の行"
PAGE_NUMBER = "ページ番号"
GOES_ON = "前のページの行の続き（前の行につなぎました）"
MERGED = "上の行と結合されたセル（上の行に含めました）"
NO_RESULT = "数式の結果が保存されていない行（Excelで開き、保存し直すと読めます）"
OF_THE_ENTRY = "同じ取組の欄（本文の行に含めました）"
BELOW_HEADER = "記入のしかたの行"
PARENT = "取組の内容がない行（下の行の見出しとして読みました）"
HEADING = "見出し（下の行の大項目として読みました）"
TITLE = "題名"
LABEL = "組織や年度、連絡先などを示す行"
GREETING = "前置きやあいさつ"
WRAPPED = "上の行の続き（上の行につなぎました）"

_TOTAL = re.compile(
    r"[【(\[〔]?(?:再掲分?を?(?:除く|除き|含む|含め)、?)?(?:総?合|小|総|累|年度)?計[】)\]〕]?"
    r"(?:\s*:?\s*[\d,]+\s*(?:件|団体|項目|事業|施策|取り?組み?|人|名|回|か?所)?[】)\]〕]?)?"
    r"(?:\s*\(.*\))?"
    r"|平均|(?:取組)?件数"
    # 総務課計 and 福祉課 小計, but not 設計 or 会計.
    r"|.{1,20}?(?:\s*[合小総]計|\s計|(?<=[課室係班局部所署省庁県市区町村別野])計)"
)
_OTHER = re.compile(
    r"[【(\[〔]?その他(?:の?取り?組み?)?[】)\]〕]?:?"
    r"|その他\((?:具体的に|自由記述|記述|\s)*\)"
    r"|[(ー—―‐-]*\s*(?:以上(?:です)?|以下、?余白|余白)\s*[)ー—―‐-]*。?"
)
_BARE = re.compile(
    r"未(?:定|実施|着手|集計|算定|測定|把握|評価|公表|確認)|対象外|不明|削除|欠番"
    r"|(?:検討|調整|集計|算定|測定|検証|調査|確認|精査)中|[\d.,%]+[a-z]{0,3}|[○〇◯●◎△▲×✓レ]"
)
_NOTE = re.compile(
    r"※.*|[(\[〔【]\s*(?:注|備考|参考|出典|出所)\s*\d*\s*[)\]〕】].*"
    r"|(?:注\s*\d*|出典|出所|備考|参考|凡例|資料|[注留]意事項)(?:\s*:.*)?"
    r"|[(\[]?単位\s*:.*|注\s*(?:\d+[\s.]|\d*\)).*|\*\s*\d*\s*注.*"
    r"|(?:[○〇◯●◎△▲×■□]\s*[:=…]\s*[^\s:、]+[\s、,]*){2,}",
    re.DOTALL,
)
_NOTED = re.compile(r"[(\[〔【]\s*(?:注|備考|参考)\s*\d*\s*[)\]〕】]")
# 該当なし（採用がないため） is as much as 該当なし.
_EXCUSE = re.compile(r"(?<=[しい])\s*\([^()]*\)。?$")
_EXAMPLE = re.compile(
    r"[(\[〔【]?\s*(?:記入|記載|入力|回答)?例\s*\d*\s*[)\]〕】]?(?:\s*[::].*)?"
    r"|[(\[〔【]\s*(?:記入|記載|入力|回答)?例\s*\d*\s*[)\]〕】].*|サンプル",
    re.DOTALL,
)
_INSTRUCTION = re.compile(
    r"(?:記入|記載|選択|入力|回答|お書き)(?:して|し|を)?(?:ください|下さい|願|すること)"
    r"|\d+\s*(?:字|文字)(?:以内|程度)|プルダウン|自由記述|記述式"
)
_IN_BRACKETS = re.compile(r"[(\[][^()\[\]]{1,12}[)\]]")
_ALL_IN_BRACKETS = re.compile(r"[(\[][^()\[\]]+[)\]]")
_COLUMN_NUMBER = re.compile(r"[(\[<]?(?:\d{1,2}|[A-Za-z]|[ア-ン])[)\]>.]?")
# As pages name a file to take home: 計画（PDF：200KB）.
_ATTACHED = re.compile(
    r"[(\[【][^()\[\]【】]{0,40}\d\s*(?:KB|MB|キロバイト|メガバイト)[)\]】]$"
)
_SENTENCE_LENGTH = 12
_FOR_WRITERS = re.compile(
    r"(?:記入|記載|入力|回答|提出)(?:例|要領|方法|見本|上の)|見本|サンプル|はじめに|表紙"
    r"|説明|要領|注意|選択肢|プルダウン|リスト用|マスタ|作業用|凡例|変更履歴"
)


def tells_writers(sheet: str) -> bool:
    """Whether a sheet, by its name, tells how to fill in the others."""
    return _FOR_WRITERS.search(sheet) is not None


def reason_of_text(text: str) -> str | None:
    """Return why a text is no entry, None where it may be one.

    Examples
    --------
    >>> [reason_of_text(text) for text in ("※速報値", "該当なし", "残業を減らす")]
    ['注記', '「該当なし」', None]
    """
    folded = _folded(text)
    said = _EXCUSE.sub("", folded) if folded.endswith((")", ")。")) else folded
    if is_nothing(said):
        return f"「{text.lstrip('・')}」" if text.strip() else EMPTY
    if _TOTAL.fullmatch(folded):
        return "合計などの行"
    if _OTHER.fullmatch(folded) or _BARE.fullmatch(folded.strip("()。")):
        return f"「{text}」だけの行"
    if _NOTE.fullmatch(folded):
        return "注記"
    if _ATTACHED.search(folded):
        return "添付ファイルの案内"
    return "記入例" if _EXAMPLE.fullmatch(folded) else None


def reason_of_row(cells: Sequence[str], text: str) -> str | None:
    """Return why a row is no entry, by its text and by what stands beside it."""
    if not any(cell.strip() for cell in cells):
        return BLANK
    is_short = len(text) < _SENTENCE_LENGTH and not text.endswith("。")
    filled = (clean_cell(cell) for cell in cells if cell.strip())
    others = list(filled if is_short else islice(filled, 2))
    folded = [_folded(cell) for cell in others]
    if is_short and any(_TOTAL.fullmatch(cell) for cell in folded):
        return "合計などの行"
    if any(_EXAMPLE.fullmatch(cell) for cell in folded[:2]):
        return "記入例"
    if folded and _NOTED.fullmatch(folded[0]):
        return "注記"
    if is_nothing(text) and len(folded) == 1:
        return reason_of_text(others[0]) or EMPTY
    return reason_of_text(text)


def reason_below_header(cells: Sequence[str], text: str) -> str | None:
    """Return why a row right below a header is none: it tells of the columns.

    It numbers them, names their units, or explains what to write.
    """
    filled = [
        unicodedata.normalize("NFKC", clean_cell(cell))
        for cell in cells
        if cell.strip()
    ]
    if len(filled) > 1 and all(map(_COLUMN_NUMBER.fullmatch, filled)):
        return "列の番号の行"
    if len(filled) > 1 and not text and all(map(_IN_BRACKETS.fullmatch, filled)):
        return "列の単位の行"
    if len(filled) > 1 and all(map(_ALL_IN_BRACKETS.fullmatch, filled)):
        return BELOW_HEADER
    if _INSTRUCTION.search(unicodedata.normalize("NFKC", text)):
        return BELOW_HEADER
    return None


# A cell is asked about for itself, and again as the text of its row.
@lru_cache(maxsize=1024)
def _folded(cell: str) -> str:
    return compatible(cell).strip()
