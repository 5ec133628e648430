import pytest

from service.app import create_app
from service.settings import Settings
from tests.fixtures_lists import ROWS, catalogue_of_years


@pytest.fixture(scope="module")
def api(prepared_home, tmp_path_factory):
    folder = tmp_path_factory.mktemp("years")
    with catalogue_of_years(prepared_home, folder) as catalog:
        settings = Settings(home=folder / "home")
        yield create_app(settings, catalog).test_client()


def test_a_comparison_has_the_shape_of_the_interface(api):
    answer = api.get("/api/v1/compare?organisation=甲市&from=2019&to=令和2年度").json
    assert [answer["organisation"], answer["from"], answer["to"]] == [
        "甲市",
        2019,
        2020,
    ]
    assert [pair["change"] for pair in answer["pairs"]] == [
        "changed", "merged", "unchanged", "new",
    ]  # fmt: skip
    merged = answer["pairs"][1]
    assert [entry["text"] for entry in merged["before"]] == [ROWS[1][4], ROWS[2][4]]
    assert 0 < merged["similarity"] <= 1
    assert answer["pairs"][3]["similarity"] is None


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("", 400, "organisation（組織）がありません"),
        ("organisation=甲市&from=2019", 400, "to（年度）がありません"),
        ("organisation=甲市&from=2021&to=2019", 400, "順が逆"),
        ("organisation=甲市&from=x&to=2019", 400, "年度「x」が読み取れません"),
        ("organisation=甲&from=2019&to=2020", 404, "もしかして：甲市"),
        ("organisation=丙町&from=2020&to=2021", 404, "だけです"),
        (
            f"organisation={'あ' * 3000}&from=2020&to=2021",
            404,
            "組織の報告はありません",
        ),
    ],
)
def test_each_slip_of_a_comparison_is_answered(api, query, status, words):
    answer = api.get(f"/api/v1/compare?{query}")
    assert answer.status_code == status
    assert answer.json["status"] == status
    assert words in answer.json["error"]


def test_a_course_tells_every_year(api):
    pairs = api.get("/api/v1/compare?organisation=甲市&from=2019&to=2020").json["pairs"]
    entry_id = pairs[1]["after"][0]["id"]
    course = api.get(f"/api/v1/entries/{entry_id}/course").json
    steps = [(one["fiscal_year"], one["change"]) for one in course["steps"]]
    assert steps == [(2019, None), (2020, "merged"), (2021, "split")]
    assert api.get("/api/v1/entries/zzz/course").status_code == 404


def test_targets_are_filtered_and_sorted(api):
    found = api.get("/api/v1/targets?reached=no&sort=-progress").json["targets"]
    assert [each["reached"] for each in found] == [False] * len(found)
    progress = [each["progress"] for each in found if each["progress"] is not None]
    assert progress == sorted(progress, reverse=True)
    unknown = api.get("/api/v1/targets?reached=unknown").json["targets"]
    assert [each["problem"] for each in unknown] == ["no_target"]
    everything = api.get("/api/v1/indicators").json["total"]
    assert api.get("/api/v1/targets").json["total"] == everything


def test_amounts_are_searched_and_sorted(api):
    query = "unit=枚&min=10,000&sort=largest&organisation=甲市"
    found = api.get(f"/api/v1/amounts?{query}").json
    assert [each["value"] for each in found["amounts"]] == [34_000, 12_000]
    assert found["amounts"][0]["qualifiers"] == ["延べ"]
    assert found["total"] == 2


@pytest.mark.parametrize(
    "address",
    ["targets?sort=x", "targets?reached=x", "amounts?unit=猫", "amounts?min=x",
     "amounts?sort=x", "amounts?limit=-1", "targets?organisation=x"],
)  # fmt: skip
def test_a_value_that_cannot_be_is_refused_with_those_that_can(api, address):
    answer = api.get(f"/api/v1/{address}")
    assert answer.status_code == 400
    assert answer.json["error"]
