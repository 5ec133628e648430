"""Which ministry a report speaks of, where no column and no option says so."""

import re
from collections import Counter

# The ministries and agencies that file the form, by law of their establishment.
# 内閣人事局 and 人事院 are left out: every ministry's report speaks of them.
MINISTRIES: tuple[str, ...] = (
    "内閣官房", "内閣法制局", "内閣府", "宮内庁", "公正取引委員会", "国家公安委員会",
    "警察庁", "個人情報保護委員会", "カジノ管理委員会", "金融庁", "消費者庁",
    "こども家庭庁", "デジタル庁", "復興庁", "総務省", "消防庁", "法務省", "検察庁",
    "出入国在留管理庁", "公安調査庁", "外務省", "財務省", "国税庁", "文部科学省",
    "スポーツ庁", "文化庁", "厚生労働省", "農林水産省", "林野庁", "水産庁",
    "経済産業省", "資源エネルギー庁", "特許庁", "中小企業庁", "国土交通省", "観光庁",
    "気象庁", "海上保安庁", "運輸安全委員会", "環境省", "原子力規制委員会",
    "原子力規制庁", "防衛省", "防衛装備庁", "会計検査院", "最高裁判所",
)  # fmt: skip

_MINISTRY = re.compile("|".join(sorted(MINISTRIES, key=len, reverse=True)))
_LOCALITY = re.compile(
    r"[一-龥ぁ-んァ-ヶ]{1,6}?(?:都|道|府|県|市|区|町|村)"
    r"(?=[\s　_役のに職（(）)」】・:：、-]|取り?組|働き方|行動計画|報告|提出|回答"
    r"|公式|ホームページ|ウェブ|職員|一覧|事例|業務改善|改善(?:報告|事例)|調査|様式"
    r"|特定事業主|女性活躍|次世代|$)"
)
_NAME = r"[一-龥ぁ-んァ-ヶーA-Za-z]{2,20}"
_COMPANY = re.compile(
    r"(?:株式会社|有限会社|国立大学法人|公立大学法人|学校法人|社会福祉法人|医療法人"
    rf"|国立研究開発法人|(?:地方)?独立行政法人|一般社団法人|公益財団法人){_NAME}"
    rf"|{_NAME}(?:株式会社|有限会社|大学|病院|警察本部|教育委員会|広域連合|事務組合"
    r"|企業団|消防(?:本部|組合)|信用金庫|銀行|農業協同組合|商工会議所)"
)
# 市町村 and 都道府県 are kinds of them.
_KINDS = re.compile(
    r".*(?:道府県|市町村|区町村|府県|町村|市区)|都市|[地学海管]区|[各全当本][都道府県市区町村]+"
)
# 年度三重県 is no prefecture: the year is parted from what stands beside it.
_YEAR = re.compile(
    r"(?:令和|平成|[RHＲＨ])\s*(?:元|[\d０-９]{1,2})(?:\s*年(?:度|版)?)?"
    r"|(?:[\d０-９]+|[元一二三四五六七八九十]+)\s*年(?:度|版)?|20\d\d(?!\d)"
)
_ENOUGH_MENTIONS = 3
_ENOUGH_SHARE = 2 / 3


def find_organisation(title: str) -> str | None:
    """Return the organisation that a title or file name names, or None.

    Examples
    --------
    >>> find_organisation("国土交通省 令和3年度 取組計画フォローアップ")
    '国土交通省'
    """
    title = _YEAR.sub(" ", title)
    for pattern in (_MINISTRY, _COMPANY, _LOCALITY):
        for match in pattern.finditer(title):
            if not _KINDS.fullmatch(match[0]):
                return match[0]
    return None


def most_named_ministry(text: str) -> tuple[str, int] | None:
    """Return the ministry that a report speaks of as its own, with its mentions.

    A report of a ministry names its own projects by its own name (厚生労働省業務改革
    推進月間); others are named in passing. None where no ministry stands out.
    """
    mentions = Counter(match[0] for match in _MINISTRY.finditer(text))
    if not mentions:
        return None
    ministry, count = mentions.most_common(1)[0]
    if count < _ENOUGH_MENTIONS or count < _ENOUGH_SHARE * mentions.total():
        return None
    return ministry, count
