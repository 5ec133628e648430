import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

KINDS = [
    "home", "search", "narrowed", "long", "nothing", "empty", "entry", "figures",
    "themes", "theme", "reports", "report", "about", "error", "english", "relaxed",
    "print", "why", "help", "sections", "noentries", "organisations", "organisation",
    "grid-english",
]  # fmt: skip
WIDTHS = [320, 768, 1280]

TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
# Links within a sentence may be smaller (WCAG 2.5.8), all else may not; of a box in
# its label the label is the target.
SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, input, summary")]
    .filter((target) => target.checkVisibility() && target.type !== "hidden"
        && !target.closest("p, dd, .skip, .nothing li"))
    .map((target) => [
        (target.closest("label") ?? target).getBoundingClientRect(), target,
    ])
    .filter(([box, target]) => box.height < (target.closest("table") ? 24 : 44)
        || box.width < 24)
    .map(([box, target]) => `${Math.round(box.height)} px: ${target.outerHTML}`)"""


# Every kind of page at every width, opened once for the tests that only look.
@pytest.fixture(
    scope="module", params=[f"{kind}-{width}" for kind in KINDS for width in WIDTHS]
)
def page(request, open_page, paths):
    kind, _, width = request.param.rpartition("-")
    page = open_page(paths[kind], width=int(width))
    for summary in page.locator("summary").all():
        summary.click()
    yield page
    page.context.close()


def test_axe_finds_no_violation(page):
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_no_page_is_wider_than_the_screen(page):
    assert not page.evaluate(TOO_WIDE)


def test_the_browser_has_nothing_to_complain_about(page):
    page.wait_for_load_state("networkidle")
    said = [text for text in page.said if "404 (NOT FOUND)" not in text]
    assert said == []


def test_targets_are_large_enough_to_hit(page):
    assert page.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("kind", ["home", "relaxed", "why", "theme", "help"])
def test_text_of_twice_the_size_still_fits(visit, paths, kind):
    page = visit(paths[kind])
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert not page.evaluate(TOO_WIDE)


def test_marks_and_tags_keep_a_border_in_forced_colours(visit, paths):
    page = visit(paths["search"], forced_colors="active")
    for selector in ("mark", ".tag"):
        style = page.locator(selector).first.evaluate(
            "(element) => getComputedStyle(element).borderTopStyle"
        )
        assert style == "solid"


def test_a_printed_page_leaves_out_what_only_a_screen_needs(visit, paths):
    page = visit(paths["search"])
    page.emulate_media(media="print")
    assert not page.locator(".facets").is_visible()
    assert not page.locator('form[role="search"]').is_visible()
    assert page.locator(".hit").first.is_visible()
