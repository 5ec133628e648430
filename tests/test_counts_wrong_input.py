"""Pages of counts where there is little, nothing, or something odd to count."""

from html import escape
from pathlib import Path
from urllib.parse import quote

import pytest

from service.app import create_app
from service.settings import Settings

ODD = '<b>"変わった"</b>&組織/課 100%'
LONG = "長" * 200


@pytest.fixture
def own_client(own_home, own_catalog):
    app = create_app(Settings(home=own_home), own_catalog)
    app.config["TESTING"] = True
    return app.test_client()


@pytest.fixture
def listed(own_catalog, tmp_path):
    """Put a list of an organisation and year into the catalogue."""

    def listed(organisation: str, fiscal_year: int, *texts: str) -> None:
        path = Path(tmp_path / f"{fiscal_year}.csv")
        path.write_text("取組内容\n" + "\n".join(texts), encoding="utf-8")
        result = own_catalog.import_file(
            path, organisation=organisation, fiscal_year=fiscal_year
        )
        assert result.error is None

    return listed


def test_an_organisation_with_one_year_is_told_that_a_course_needs_more(client):
    html = client.get("/organisations/厚生労働省").text
    assert "令和2年度の報告だけがあります" in html
    assert "ほかの年度の報告を取り込んでください" in html


def test_an_organisation_with_two_years_has_a_course(own_client, listed):
    listed("みほん市", 2020, "テレワークを推進した。")
    listed("みほん市", 2021, "テレワークの規程を改めた。", "残業を減らした。")
    html = own_client.get("/organisations/みほん市").text
    assert "の報告だけがあります" not in html
    assert "令和3年度" in html


def test_a_theme_without_entries_says_so(client):
    html = client.get("/themes/telework?kind=outcome").text
    assert "この絞り込みに当たる記載はありません" in html
    assert 'href="/themes/telework">絞り込みを外して見る' in html


@pytest.mark.parametrize(
    "page", ["/themes", "/organisations", "/organisations/厚生労働省", "/themes/leave"]
)
def test_a_filter_that_leaves_nothing_can_be_taken_away(client, page):
    html = client.get(f"{page}?fiscal_year=1999").text
    assert "この絞り込みに当たる記載はありません" in html
    assert f'href="{quote(page)}">絞り込みを外して見る' in html


def test_an_empty_catalogue_says_how_to_fill_it(own_client, own_catalog):
    own_catalog.index.rebuild([], commit_number=own_catalog.index.commit_number)
    for page in ("/themes", "/themes?by=organisation", "/organisations"):
        html = own_client.get(page).text
        assert "まだ記載がありません" in html and "torikumi import" in html
    assert own_client.get("/").status_code == 200
    assert "取組はまだありません" in own_client.get("/themes/leave").text
    assert own_client.get("/api/v1/stats").json["rows"] == []
    assert own_client.get("/charts/heat.svg").status_code == 200


@pytest.mark.parametrize("name", [ODD, LONG])
def test_any_name_is_shown_as_text_and_has_its_page(own_client, listed, name):
    listed(name, 2020, "テレワークを推進した。")
    address = f"/organisations/{quote(name, safe='/')}"
    for page in ("/organisations", "/themes?by=organisation", "/", address):
        answer = own_client.get(page)
        assert answer.status_code == 200
        assert "<b>" not in answer.text
    assert escape(name, quote=False)[:9] in own_client.get(address).text
    assert (
        own_client.get(f"/api/v1/stats?organisation={quote(name)}").json["total"] == 1
    )
    assert own_client.get("/charts/bars.svg?by=organisation").status_code == 200


def test_organisations_stand_side_by_side(own_client, listed):
    listed("みほん市", 2020, "テレワークを推進した。", "残業を減らした。")
    html = own_client.get("/organisations/みほん市?with=厚生労働省").text
    assert "組織を並べて比べる" in html
    assert html.count('<th scope="col" class="figure" lang="ja">') >= 2
    answer = own_client.get("/organisations?with=みほん市&with=厚生労働省")
    assert answer.status_code == 302
    assert answer.location.endswith(f"with={quote('厚生労働省')}")


def test_more_than_four_organisations_are_too_many_to_see(own_client, listed):
    names = [f"組織{number}" for number in range(5)]
    for name in names:
        listed(name, 2020, f"{name}で残業を減らした。")
    beside = "&".join(f"with={name}" for name in names[1:])
    answer = own_client.get(f"/organisations/{names[0]}?{beside}")
    assert answer.status_code == 400 and "4組織まで" in answer.text


def test_an_organisation_that_is_not_there_is_refused_by_name(client):
    for page in ("/organisations/無い省", "/organisations/厚生労働省?with=無い省"):
        answer = client.get(page)
        assert answer.status_code == 404 and "無い省" in answer.text


def test_the_source_file_is_kept_as_it_came(own_client, own_catalog, listed, tmp_path):
    listed("みほん市", 2021, "残業を減らした。")
    (report,) = [
        r for r in own_catalog.reports() if r.report.organisation == "みほん市"
    ]
    answer = own_client.get(f"/reports/{report.report.id}/source")
    assert answer.data == (tmp_path / "2021.csv").read_bytes()
    assert "2021.csv" in answer.headers["Content-Disposition"]
    answer.close()
    own_catalog.source(report.report.id).unlink()
    gone = own_client.get(f"/reports/{report.report.id}/source")
    assert gone.status_code == 404 and "残っていません" in gone.text
    assert "残っていません" in own_client.get(f"/reports/{report.report.id}").text


def test_no_report_leads_out_of_the_folder_of_sources(client):
    for report_id in ("..%2ftorikumi.db", "unknown"):
        assert client.get(f"/reports/{report_id}/source").status_code == 404
