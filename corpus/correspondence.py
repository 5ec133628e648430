"""Lines that speak of the file and of who sends it, not of what was done.

Mails are pasted whole, with whom they greet and who wrote them; a form tells how to
fill it in. 電話会議を増やした。 is none of these: a label needs what it labels.
"""

import re
import unicodedata
from collections.abc import Sequence

from corpus.headings import fold_heading, meanings_of

_GREETING = re.compile(
    r"お世話に|よろしくお願い|(?:提出|報告|回答|送付)(?:いた)?します|(?:以下|下記|次)の(?:とおり|通り)"
    r"|^(?:[^。、]{1,10}(?:では|は)、?)?(?:以下|下記|次)の取り?組み?を[^。]{1,12}。$"
    r"|^(?:この|本)(?:一覧|資料|報告書?|文書|表|ページ)は[^。]*です。$"
    r"|^(?:件名|差出人|送信者|宛先|送信日時|添付(?:ファイル)?|Subject|From|To|Cc|Bcc|Date)\s*[:：]"
    r"|^(?:記|拝啓|敬具|前略|草々)$|^(?:お疲れ|いつも|平素|日頃|時下).*(?:ます|です)。?$"
    # 総務課の山本です。 and 何かございましたら、ご連絡ください。
    r"|^.{0,20}(?:課|室|係|班|局|部|所|社|担当)の[一-龥ァ-ヶ]{1,6}(?:です|と申します|でございます)。?$"
    r"|(?:(?:ござい|あり)ましたら|何卒|お手数).*(?:ください|下さい|願い.*|幸いです)。?$"
    r"|(?:ご|御)(?:確認|査収|検討|教示|連絡)(?:を|の(?:ほど|程))?、?.*(?:ください|下さい|願い.*)。?$"
)
# What is answered to, but no list within it: > 取組を教えてください。
_QUOTED = re.compile(r"^[>＞]+\s*(?![・●○◯◇◆■①-⑳(（\d])")
_OF_QUOTED = re.compile(r"^\s*(?:[>＞] ?)+")
_OF_MAIL = re.compile(r"[>＞]+\s*\S")
_ADDRESSEE = re.compile(r"(?:[^仕同一多模]様|御中|殿|各位|宛て?|あて)$")
# What tells how to fill in and send a form is bulleted, too.
_INSTRUCTION = re.compile(
    r"提出|期限|締め?切|記入|記載|問い?合わ?せ|連絡先|電話|メール|様式|別紙|下さい|ください"
    r"|願います|留意|すること。"
)
# 団体名：三重県, 担当課：人事課 and 電話：059-…
_LABELLED = re.compile(r"(?P<label>[^:：。]{1,12})\s*[:：]\s*[^:：。]{1,40}")
_NAMED = re.compile(
    r"(?:[→⇒]\s*)?(?:(?P<label>[^:：。、()（）]{2,8})[:：]"
    r"|[(（【〔\[［](?P<bracketed>[^()（）【】〔〕\[\]［］]{2,8})[)）】〕\]］][:：]?)"
    r"\s*(?P<value>\S.*)",
    re.DOTALL,
)
_TOLD_BY_LABELS = {"organisation", "fiscal_year", "department"}
_OF_WRITERS = re.compile(
    r"(?:(?:記入|提出|作成|報告|回答|担当)(?:者|日).*|氏名|連絡先|電話.*|内線|メール.*|[EＥ]-?mail)",
    re.IGNORECASE,
)
# TEL 059-… and 〒514-… need no sign between label and value.
_REACHED = re.compile(
    r"(?:(?:TEL|FAX|電話(?:番号)?|内線)[\s:.]*[(\d][\d()\s-]{2,}|〒\s*\d|https?://"
    r"|\S+@\S+\.\w).*",
    re.IGNORECASE,
)
# What a web page says of itself.
_OF_PAGE = re.compile(
    r"©.*|Copyright.*|お?問い?合わ?せ(?:先|はこちら)?(?:[:：].*)?|このページ(?:に|の|を).*"
    r"|ページの?(?:先頭|トップ)(?:へ|に).*|本文へ.*|(?:最終)?(?:更新|公開|掲載)日.*"
    r"|(?:続き|詳細|もっと)を?(?:読む|見る)|詳し[くい].*(?:こちら|ページへ).?|前(?:の画面|のページ)?[にへ]戻る"
    r"|(?:ホーム|トップ(?:ページ)?)\s*[>＞»›].*",
    re.IGNORECASE | re.DOTALL,
)
_RULE = re.compile(r"[-‐―ー－─━=＝_＿*＊~～]{2,}\s*")


def is_greeting(text: str) -> bool:
    """Whether a line greets, or names whom it is sent to."""
    return any(rule.search(text) for rule in (_GREETING, _ADDRESSEE, _QUOTED))


def outcome_in(line: str) -> str | None:
    """Return what came of the entry above, where a line names it so: 効果：…."""
    match = _NAMED.fullmatch(line.strip())
    if match is None:
        return None
    name = fold_heading(match["label"] or match["bracketed"])
    return match["value"] if set(meanings_of([name])) == {"outcome"} else None


def is_quoted(text: str) -> bool:
    """Whether a line is one of the mail that is answered to."""
    return _OF_MAIL.match(text) is not None


def unquoted(lines: Sequence[str]) -> list[str]:
    """Return the lines of a mail that is sent on whole as they were written."""
    printed = [line for line in lines if line.strip()]
    is_whole = printed and all(line.lstrip()[0] in ">＞" for line in printed)
    return [_OF_QUOTED.sub("", line) if is_whole else line for line in lines]


def instructs(text: str) -> bool:
    """Whether a line tells how to fill in or send a form."""
    return _INSTRUCTION.search(text) is not None


def is_rule(text: str) -> bool:
    """Whether a line is drawn across, as above the name of who wrote."""
    return _RULE.fullmatch(text) is not None


def is_labelled(text: str) -> bool:
    """Whether a line tells by a label whose the file is, of when, or by whom."""
    if _OF_PAGE.fullmatch(text):
        return True
    match = _LABELLED.fullmatch(text)
    if match is None:
        return _REACHED.fullmatch(unicodedata.normalize("NFKC", text)) is not None
    label = fold_heading(match["label"])
    return bool(_TOLD_BY_LABELS & set(meanings_of([label]))) or (
        _OF_WRITERS.fullmatch(label) is not None
    )
