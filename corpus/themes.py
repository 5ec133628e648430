"""The themes of the guide, in guide order.

A theme's id stands in code and URLs; its 表示名 is read only through ``Theme.name``;
``carries`` and ``does_not`` are the guide's rule in the words of a Japanese page.
The first four are the core themes: figures are always given for them apart. A home may
have a guide of its own with more themes (``own_themes.py``).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme: its id, its 表示名 and English name, what carries it and what not.

    ``colour`` is #rrggbb, dark enough for a mark or a word on white (4.5:1).
    """

    id: str
    name: str
    english_name: str
    is_core: bool
    carries: str
    does_not: str
    colour: str


THEMES: tuple[Theme, ...] = (
    Theme(
        id="telework",
        name="テレワーク",
        english_name="Telework",
        is_core=True,
        carries=(
            "在宅勤務、リモートワーク、サテライトオフィス、モバイルワークなど、いつも"
            "の職場を離れて働くための規程、機器、目標、利用、推進。"
        ),
        does_not=(
            "職場外で働くことに触れないオンライン会議や研修、在宅医療・在宅介護、庁内"
            "の無線LAN。"
        ),
        colour="#17507f",
    ),
    Theme(
        id="paperless",
        name="ペーパーレス",
        english_name="Paperless",
        is_core=True,
        carries=(
            "紙を使わないこと：資料に代わるタブレットやPC、電子決裁、紙様式の電子化"
            "、押印廃止、印刷の削減、紙文書のスキャン。"
        ),
        does_not="文書をメールで送るだけのもの、紙のちらし、紙の減らない電子化。",
        colour="#3f6212",
    ),
    Theme(
        id="harassment",
        name="ハラスメント防止",
        english_name="Harassment prevention",
        is_core=True,
        carries=(
            "セクハラ、パワハラ、マタハラ、カスハラ、いじめの防止と対応：研修、窓口、"
            "調査、規程、処分。"
        ),
        does_not="ハラスメントに触れない心の健康や一般の相談窓口。",
        colour="#8d2048",
    ),
    Theme(
        id="overtime",
        name="超過勤務の縮減",
        english_name="Less overtime",
        is_core=True,
        carries=(
            "超過勤務、残業、時間外労働、長時間労働を減らすこと：退庁時間の確認、定時"
            "退庁日、上限、勤務時間の把握、勤務間インターバル。"
        ),
        does_not="超過勤務手当の支給、働く時間に触れない効率化。",
        colour="#8a4300",
    ),
    Theme(
        id="leave",
        name="休暇取得",
        english_name="Taking leave",
        is_core=False,
        carries="年次休暇、夏季休暇、連続休暇、育児・介護以外の特別休暇の取得。",
        does_not="育児休業や出産前後の休暇（育児との両立）、介護休暇（介護との両立）。",
        colour="#0b7285",
    ),
    Theme(
        id="flextime",
        name="柔軟な勤務時間",
        english_name="Flexible hours",
        is_core=False,
        carries="フレックスタイム、早出遅出、時差出勤、短時間勤務、勤務時間の割振り。",
        does_not="働く場所（テレワーク）。",
        colour="#613583",
    ),
    Theme(
        id="childcare",
        name="育児との両立",
        english_name="Work and childcare",
        is_core=False,
        carries=(
            "育児休業、男の産休、配偶者出産休暇、育児シート、子育て支援、育児休業から"
            "の復帰。"
        ),
        does_not="子どもに触れない女性のキャリア。",
        colour="#b5306e",
    ),
    Theme(
        id="caregiving",
        name="介護との両立",
        english_name="Work and family care",
        is_core=False,
        carries="介護休暇、介護シート、家族を介護する職員への支援。",
        does_not="住民サービスとしての介護。",
        colour="#5c6b00",
    ),
    Theme(
        id="womens-careers",
        name="女性の活躍",
        english_name="Women's careers",
        is_core=False,
        carries="女性の採用、登用、育成、職域の拡大、ロールモデルやメンター。",
        does_not="性別を問わない研修、育児だけのもの。",
        colour="#9c36b5",
    ),
    Theme(
        id="management",
        name="管理職の意識・マネジメント",
        english_name="Managers' awareness",
        is_core=False,
        carries=(
            "管理職の意識、研修、評価、フィードバック（多面観察、イクボス、360度評"
            "価）、管理職の行動を変えるためのトップのメッセージ。"
        ),
        does_not="全職員向けの研修。",
        colour="#495057",
    ),
    Theme(
        id="efficiency",
        name="業務の効率化",
        english_name="Efficiency",
        is_core=False,
        carries=(
            "業務の廃止や簡素化、RPA、マクロ、BPR、速くするためのICT、業務分"
            "担の見直し、機動的な人員配置。"
        ),
        does_not="ペーパーレスだけのもの。",
        colour="#3b3b98",
    ),
    Theme(
        id="wellbeing",
        name="心身の健康",
        english_name="Health and wellbeing",
        is_core=False,
        carries="メンタルヘルス、ストレスチェック、産業医、復職支援、安全で快適な職場。",
        does_not="ハラスメントだけのもの。",
        colour="#087f5b",
    ),
)


@dataclass(frozen=True, slots=True)
class Guide:
    """Themes in the order in which they are shown and counted, the core ones first."""

    themes: Sequence[Theme]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all themes."""
        return tuple(theme.id for theme in self.themes)

    @property
    def core_ids(self) -> tuple[str, ...]:
        """The ids of the core themes."""
        return tuple(theme.id for theme in self.themes if theme.is_core)

    def find(self, theme_id: str) -> Theme:
        """Return the theme of that id.

        Raises
        ------
        NotFoundError
            The reader asked for a theme that the guide does not have.
        """
        for theme in self.themes:
            if theme.id == theme_id:
                return theme
        known = "、".join(self.ids)
        raise NotFoundError(
            f"「{theme_id}」というテーマはありません。"
            f"次のいずれかを指定してください：{known}"
        )

    def name(self, theme_id: str, language: str = "ja") -> str:
        """Return a theme's name; a label outlives its theme, and is still told."""
        for theme in self.themes:
            if theme.id == theme_id:
                return theme.english_name if language == "en" else theme.name
        return theme_id


GUIDE = Guide(THEMES)
THEME_IDS = GUIDE.ids
CORE_THEME_IDS = GUIDE.core_ids
find_theme = GUIDE.find
