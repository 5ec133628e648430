import json

import pytest

from corpus.errors import InvalidQueryError, NotFoundError
from models.pairs import Change
from service.comparison_rows import comparison_payload
from tests.fixtures_lists import ROWS, catalogue_of_years, write_list


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("years")


@pytest.fixture(scope="module")
def years(prepared_home, folder):
    with catalogue_of_years(prepared_home, folder) as catalog:
        yield catalog


def told(comparison):
    return [
        (
            pair.change.value,
            [tagged.entry.text for tagged in pair.before],
            [tagged.entry.text for tagged in pair.after],
        )
        for pair in comparison.pairs
    ]


def test_what_became_of_each_initiative_is_told_in_the_order_of_the_later_year(years):
    first, second, third, fourth = (row[4] for row in ROWS[:4])
    expected = [
        ("changed", [first], [ROWS[4][4]]),
        ("merged", [second, third], [ROWS[5][4]]),
        ("unchanged", [fourth], [ROWS[6][4]]),
        ("new", [], [ROWS[7][4]]),
    ]
    assert told(years.compare("甲市", 2019, 2020)) == expected


def test_years_that_do_not_follow_each_other_can_be_compared(years):
    changes = [pair.change for pair in years.compare("甲市", 2019, 2021).pairs]
    assert (
        changes
        == [Change.UNCHANGED, Change.UNCHANGED, Change.NEW] + [Change.DROPPED] * 2
    )


def test_what_was_announced_and_never_came_is_listed_apart(years):
    (still,) = years.compare("甲市", 2019, 2020).never_came
    assert [one.entry.status for one in still.after] == ["今後実施"]
    (gone,) = years.compare("甲市", 2020, 2021).never_came
    assert (gone.before.entry.item, gone.after) == ("観察", ())


def test_all_organisations_are_compared_with_their_last_report_before(years):
    found = years.years.compare_all(2021)
    assert [(one.organisation, one.years) for one in found] == [
        ("<b>丁&社</b>", (2020, 2021)),
        ("乙省", (2020, 2021)),
        ("甲市", (2020, 2021)),
    ]


def test_all_organisations_are_compared_with_a_year_that_is_chosen(years):
    (found,) = years.years.compare_all(2021, 2019)
    assert (found.organisation, found.years) == ("甲市", (2019, 2021))
    with pytest.raises(InvalidQueryError, match="順が逆"):
        years.years.compare_all(2019, 2021)


def test_who_dropped_a_telework_initiative_is_found_over_all_organisations(years):
    dropped = [
        (one.organisation, entry.entry.text)
        for one in years.years.compare_all(2021)
        for pair in one.pairs
        if pair.change is Change.DROPPED and "telework" in pair.theme_ids
        for entry in pair.before
    ]
    assert dropped == [("乙省", "全職員が週2日まで在宅勤務をできるようにした。")]


@pytest.mark.parametrize(
    ("organisation", "old", "new", "error", "words"),
    [
        ("甲", 2019, 2020, NotFoundError, "もしかして：甲市"),
        ("zzz", 2019, 2020, NotFoundError, "報告のある組織：<b>丁&社</b>、丙町"),
        ("", 2019, 2020, NotFoundError, "報告のある組織"),
        ("あ" * 200, 2019, 2020, NotFoundError, "あ…」"),
        ("丙町", 2020, 2021, NotFoundError, "令和3年度のものだけ"),
        ("甲市", 2018, 2020, NotFoundError, "令和元年度、令和2年度、令和3年度"),
        ("甲市", 2020, 2020, InvalidQueryError, "同じ年度（令和2年度）"),
        ("甲市", 2021, 2019, InvalidQueryError, "順が逆"),
    ],
)
def test_each_slip_has_its_own_words(years, organisation, old, new, error, words):
    with pytest.raises(error, match=words):
        years.compare(organisation, old, new)


def test_a_year_that_nobody_can_be_compared_by_names_those_that_can(years):
    with pytest.raises(
        NotFoundError, match="後の年度に選べるもの：令和2年度、令和3年度"
    ):
        years.years.compare_all(2019)


def test_of_two_reports_of_a_year_the_newest_counts_and_that_is_told(
    prepared_home, tmp_path
):
    with catalogue_of_years(prepared_home, tmp_path) as catalog:
        later = [
            (*row[:4], f"{row[4]}また、周知した。", *row[5:]) for row in ROWS[11:13]
        ]
        catalog.import_file(write_list(tmp_path / "差し替え.csv", later))
        found = catalog.compare("乙省", 2020, 2021)
        assert [report.source_name for report in found.passed_over] == ["一覧.csv"]
        assert {pair.change for pair in found.pairs} == {Change.CHANGED, Change.DROPPED}
        (note,) = comparison_payload(found)["notes"]
        assert "令和2年度の報告は複数あるため" in note


def test_pairs_are_made_anew_when_the_record_changes(prepared_home, tmp_path):
    with catalogue_of_years(prepared_home, tmp_path) as catalog:
        assert len(catalog.years.organisations()["丙町"]) == 1
        row = [*ROWS[14]]
        row[1] = "令和4年度"
        catalog.import_file(write_list(tmp_path / "次.csv", [row]))
        (pair,) = catalog.compare("丙町", 2021, 2022).pairs
        assert pair.change is Change.UNCHANGED


def test_the_command_and_the_shape_of_the_interface_agree(years, folder, run):
    home = folder / "home"
    options = ("--organisation", "甲市", "--from", "R1", "--to", "令和2年度")
    answer = run("compare", *options, "--json", home=home)
    found = years.compare("甲市", 2019, 2020)
    assert json.loads(answer.stdout) == json.loads(
        json.dumps(comparison_payload(found))
    )
    shown = run("compare", *options, home=home)
    assert "変わらない1件、変わった1件、統合された1件" in shown.stdout
    assert "－ 制度の手引を全職員に配布した。" in shown.stdout


def test_the_shape_is_that_of_the_interface(years):
    payload = comparison_payload(years.compare("甲市", 2020, 2021))
    assert (payload["organisation"], payload["from"], payload["to"]) == (
        "甲市",
        2020,
        2021,
    )
    for pair in payload["pairs"]:
        assert list(pair) == ["change", "before", "after", "similarity"]
    assert sum(payload["counts"].values()) == len(payload["pairs"])
    split = next(pair for pair in payload["pairs"] if pair["change"] == "split")
    assert (len(split["before"]), len(split["after"])) == (1, 2)


def test_a_wrong_year_on_the_command_line_is_refused_in_japanese(run):
    answer = run("compare", "--organisation", "甲市", "--from", "x", "--to", "2020")
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert "年度「x」が読み取れません" in answer.stderr
