"""Other ministries, other years, other damage: whole results against the truth."""

import pytest

from corpus.forms import split_pages
from corpus.report import read_report
from tests.fixtures_reports import invented_source, told, truth_of

NAMES = ["mlit-2021", "moe-2022", "npa-2019"]


@pytest.mark.parametrize("name", NAMES)
def test_every_item_and_entry_is_read_as_a_careful_human_would(name: str) -> None:
    assert told(read_report(invented_source(name))) == truth_of(name)["items"]


@pytest.mark.parametrize("name", NAMES)
def test_title_organisation_and_year_are_told(name: str) -> None:
    truth, report = truth_of(name), read_report(invented_source(name)).report

    assert report.title == truth["title"]
    assert report.organisation == truth["organisation"]
    assert report.fiscal_year == truth["fiscal_year"]


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_counted(name: str) -> None:
    pages = split_pages(invented_source(name).grids)

    assert len(pages) == truth_of(name)["pages"]


@pytest.mark.parametrize("name", NAMES)
def test_every_doubt_is_told_with_page_and_row(name: str) -> None:
    warnings = read_report(invented_source(name)).warnings

    assert [each.split("：")[0] for each in warnings] == truth_of(name)["doubtful_rows"]
