"""The questions of ``data/questions.md``, each answered by one page of the demo."""

import html
import re
import shutil

import pytest

from service.app import create_app
from service.catalog import Catalog
from service.demo import prepare_demo
from service.settings import Settings

AGENCY, PREFECTURE = "生活交通庁（例示）", "青波県（例示）"


@pytest.fixture(scope="module")
def demo(prepared_home, tmp_path_factory):
    home = tmp_path_factory.mktemp("questions") / "home"
    catalog = Catalog(Settings(home=shutil.copytree(prepared_home, home)))
    prepare_demo(catalog, say=lambda message: None)
    yield catalog
    catalog.close()


@pytest.fixture(scope="module")
def read(demo, tmp_path_factory):
    """Give the words that a page shows, without the choices above them."""
    settings = Settings(home=tmp_path_factory.mktemp("pages"))
    client = create_app(settings, demo).test_client()

    def read(path, **query):
        page = client.get(path, query_string=query).get_data(as_text=True)
        shown = re.sub(r"<(select|style|script)\b.*?</\1>", "", page, flags=re.DOTALL)
        return html.unescape("".join(re.sub(r"<[^>]+>", "", shown).split()))

    return read


def test_who_dropped_a_telework_initiative_and_what_it_said(read):
    page = read("/years", to=2021, change="dropped", theme="telework")
    assert AGENCY in page
    assert "郊外の合同庁舎の空き室を共用の執務場所とすることを検討している。" in page
    assert "碧野総合病院（例示）" in page
    assert "医事課と経理課の職員を交代で在宅勤務とし" in page


@pytest.mark.parametrize(
    ("year", "items"),
    [
        (2021, {"サテライトオフィスの利用", "庁内保育所"}),
        (
            2022,
            {"庁内照会の削減", "フリーアドレス席", "メンター制度", "工場の交替勤務"},
        ),
    ],
)
def test_what_was_announced_and_never_came(demo, read, year, items):
    gone = {
        each.before.entry.item
        for comparison in demo.years.compare_all(year)
        for each in comparison.never_came
        if not each.after
    }
    page = read("/years", to=year)
    assert gone == items
    assert page.count("後の年度には記載がありません。") == len(items)


def test_which_targets_were_missed(read):
    page = read("/targets", fiscal_year=2021, reached="no")
    missed = [
        "現状：13.0%",
        "現状：9.4%",
        "現状：14.1時間",
        "現状：12.7日",
        "現状：13.9%",
    ]
    assert [figure for figure in missed if figure not in page] == []
    assert "現状：34.7%" not in page


def test_what_moved_away_from_its_target(read):
    page = read("/targets", organisation=AGENCY, sort="name")
    figures = re.findall(r"現状：([\d.]+)%", page)
    overtime = [figures.index(each) for each in ("12.1", "13.0")]
    telework = [figures.index(each) for each in ("38.4", "34.7")]
    assert abs(overtime[0] - overtime[1]) == abs(telework[0] - telework[1]) == 1


def test_where_most_fathers_take_childcare_leave(read):
    page = read("/targets", fiscal_year=2021, sort="current")
    shares = ["46.2%", "31.5%", "9.7%"]
    assert [share for share in shares if f"現状：{share}" not in page] == []


def test_how_much_copy_paper_was_bought(read):
    page = read("/amounts", organisation=AGENCY, unit="枚")
    assert all(n in page for n in ("4,318,500枚", "2,906,000枚", "1,754,200枚"))


def test_what_is_new_against_harassment(read):
    page = read("/search", theme="harassment", marker="新規", fiscal_year=2021)
    assert "3件" in page
    assert "ハラスメント防止要綱を定めた" in page
    assert "面談の練習を課した" in page
    assert "社会保険労務士に匿名で相談できる電話" in page


def test_what_was_merged_and_what_was_split(read):
    page = read("/years", organisation=AGENCY, to=2021, change=["merged", "split"])
    assert "取組3件" in page
    assert "通信費や離席時の連絡の決まりも合わせて要領に載せている" in page
    assert "翌日に回せるものは回すよう課長が指示し" in page


def test_why_a_town_could_not_work_from_home_and_what_came_of_it(demo, read):
    entries = {
        entry.fiscal_year: entry.id
        for found in demo.reports()
        if found.report.organisation == "花谷町（例示）"
        for row in demo.report(found.report.id).rows
        for entry in (tagged.entry for tagged in row.entries)
        if entry.item == "在宅勤務"
    }
    assert "職員が少なく、窓口を閉められないためです" in read(
        f"/entries/{entries[2020]}"
    )
    assert "家で働けるようにしました" in read(f"/entries/{entries[2021]}")


def test_how_many_decisions_were_made_without_paper(read):
    page = read("/search", q="電子決裁率", fiscal_year=[2021, 2022])
    assert all(share in page for share in ("88.3%", "97.6%", "92.1%"))
