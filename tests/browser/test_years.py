"""Years, targets and amounts in a real browser, with lists of several years."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from service.app import create_app
from service.settings import Settings
from tests.browser.serving import served
from tests.browser.test_accessibility import SMALL_TARGETS, TOO_WIDE
from tests.fixtures_lists import catalogue_of_years

pytestmark = pytest.mark.browser

KINDS = {
    "start": "/years",
    "pairs": "/years?organisation=甲市&from=2019&to=2020",
    "split": "/years?organisation=甲市&from=2020&to=2021",
    "all": "/years?to=2021&theme=telework&change=dropped",
    "reversed": "/years?organisation=甲市&from=2021&to=2020",
    "one-year": "/years?organisation=丙町",
    "nothing": "/years?organisation=乙省&theme=caregiving",
    "markup": "/years?organisation=%3Cb%3E丁%26社%3C/b%3E",
    "course": None,
    "targets": "/targets?sort=-progress",
    "measure": None,
    "no-targets": "/targets?fiscal_year=1999",
    "amounts": "/amounts?unit=人&sort=largest",
    "no-number": "/amounts?min=x",
    "english": "/years?organisation=甲市&from=2019&to=2020&lang=en",
    "targets-english": "/targets?lang=en",
}
WIDTHS = [320, 768, 1440]


@pytest.fixture(scope="module")
def site(prepared_home, tmp_path_factory):
    """An app over a home with several years, where it is, and its addresses."""
    folder = tmp_path_factory.mktemp("years")
    with catalogue_of_years(prepared_home, folder) as catalog:
        app = create_app(Settings(home=folder / "home"), catalog)
        client = app.test_client()
        compared = "/api/v1/compare?organisation=甲市&from=2019&to=2020"
        entry_id = client.get(compared).json["pairs"][1]["after"][0]["id"]
        figures = client.get("/api/v1/indicators").json["indicators"][0]["entry_id"]
        addresses = KINDS | {
            "course": f"/years/{entry_id}",
            "measure": f"/targets/{figures}/1",
        }
        with served(app) as address:
            yield address, addresses


@pytest.fixture
def visit(site, browser):
    contexts = []

    def visit(kind, *, width=1280, **options):
        address, addresses = site
        viewport = {"width": width, "height": 900}
        context = browser.new_context(viewport=viewport, locale="ja-JP", **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(address + addresses[kind], wait_until="load")
        return page

    yield visit
    for context in contexts:
        context.close()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_is_accessible_and_fits_at_every_width(visit, kind, width):
    page = visit(kind, width=width)
    for summary in page.locator("summary").all():
        summary.click()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert not page.evaluate(TOO_WIDE)
    assert page.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("kind", ["pairs", "targets", "amounts"])
def test_text_of_twice_the_size_still_fits(visit, kind):
    page = visit(kind)
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert not page.evaluate(TOO_WIDE)


def test_years_are_chosen_and_narrowed_by_keyboard_without_script(visit):
    page = visit("start", java_script_enabled=False)
    page.get_by_label("組織").select_option("甲市")
    page.get_by_role("button", name="比べる").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/years?organisation=*")
    page.get_by_role("link", name="なくなった").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**change=dropped*")
    expect(page.locator(".pair")).to_have_count(2)


def test_what_differs_is_told_by_lines_and_boxes_in_forced_colours_too(visit):
    page = visit("split", forced_colors="active")
    style = "(element) => getComputedStyle(element)"
    gone = page.locator("del.differs").first
    assert gone.evaluate(f"(element) => ({style})(element).textDecorationLine") == (
        "line-through"
    )
    figure = page.locator(".figure-differs").first
    line = figure.evaluate("(element) => getComputedStyle(element).borderTopStyle")
    assert line == "solid"


def test_a_heading_sorts_by_keyboard_and_says_so(visit):
    page = visit("targets")
    heading = page.get_by_role("columnheader", name="進み具合")
    expect(heading).to_have_attribute("aria-sort", "descending")
    heading.get_by_role("link").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**sort=progress*")
    expect(heading).to_have_attribute("aria-sort", "ascending")
