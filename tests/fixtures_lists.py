"""Small lists of several organisations and years, taken into a catalogue for tests.

甲市 has three years: an initiative that goes on, merges, splits and stops, one that was
announced and never came, and names that are markup. 乙省 dropped its telework. 丙町 has
one year only.
"""

import csv
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from service.catalog import Catalog
from service.settings import Settings

HEADINGS = ("団体名", "年度", "大項目", "項目", "取組内容", "実施状況", "区分", "成果")
MARKUP = "<b>丁&社</b>"
_ROWS = """
甲市|R1|働き方|退庁|毎週水曜日に庁内放送で退庁を促した。|実施|新規
甲市|R1|働き方|周知|制度の手引を全職員に配布した。|実施|継続
甲市|R1|働き方|周知|制度の利用の手順を掲示板に掲載した。|実施|継続
甲市|R1|働き方|観察|管理職に対する多面観察を実施する予定である。|今後実施|新規
甲市|R2|働き方|退庁|毎週水曜日と金曜日に庁内放送で退庁を促した。|実施|継続|残業が12.5%減った。
甲市|R2|働き方|周知|制度の手引を全職員に配布し、利用の手順を掲示板に掲載した。|実施|継続
甲市|R2|働き方|観察|管理職に対する多面観察を実施する予定である。|今後実施|継続
甲市|R2|働き方|紙|会議の資料を電子で配り、紙を延べ1.2万枚減らした。|実施|新規
甲市|R3|働き方|周知|制度の手引を全職員に配布した。|実施|継続
甲市|R3|働き方|周知|制度の利用の手順を掲示板に掲載した。|実施|継続
甲市|R3|働き方|紙|会議の資料を電子で配り、紙を延べ3.4万枚減らした。|実施|継続
乙省|R2|働き方|在宅勤務|全職員が週2日まで在宅勤務をできるようにした。|実施|新規
乙省|R2|働き方|会議|会議の時間を原則45分とした。|実施|継続
乙省|R3|働き方|会議|会議の時間を原則45分とした。|実施|継続
丙町|R3|働き方|会議|会議の時間を原則30分とした。|実施|新規
<b>丁&社</b>|R2|<i>働き方</i>|<u>紙</u>|=1+1 の<script>を1枚減らした。|実施|新規
<b>丁&社</b>|R3|<i>働き方</i>|<u>紙</u>|=1+1 の<script>を2枚減らした。|実施|継続
"""
# Each row in the order of the headings, blanks where it gives nothing.
ROWS = [
    tuple([*line.split("|"), ""][: len(HEADINGS)])
    for line in _ROWS.strip().splitlines()
]


def write_list(path: Path, rows: Iterable[Sequence[str]] = ROWS) -> Path:
    """Write rows under their headings as a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *rows])
    return path


@contextmanager
def catalogue_of_years(prepared_home: Path, folder: Path) -> Iterator[Catalog]:
    """Open a copy of a home that has the lists beside the bundled report."""
    home = shutil.copytree(prepared_home, folder / "home")
    catalog = Catalog(Settings(home=home))
    result = catalog.import_file(write_list(folder / "一覧.csv"))
    assert result.error is None
    yield catalog
    catalog.close()
