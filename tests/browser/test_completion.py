import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

COMPOSE = """(event) => document.getElementById("q").dispatchEvent(
    new CompositionEvent(event, {bubbles: true}))"""


@pytest.fixture(params=[320, 1280])
def offered(request, visit, paths):
    """The home page with きゅ typed and its completions shown."""
    page = visit(paths["home"], width=request.param)
    page.locator("#q").press_sequentially("きゅ")
    expect(page.get_by_role("option").first).to_be_visible()
    return page


def test_axe_has_nothing_to_say_of_an_open_list(offered):
    offered.keyboard.press("ArrowDown")
    results = Axe().run(offered)
    assert results.violations_count == 0, results.generate_report()


def test_the_number_of_completions_is_announced(offered):
    n_options = offered.get_by_role("option").count()
    expect(offered.locator("#announcement")).to_contain_text(str(n_options))


def test_arrows_choose_and_enter_searches_for_the_choice(offered):
    box = offered.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    offered.keyboard.press("ArrowDown")
    chosen = offered.locator("[aria-selected=true]")
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    expect(box).to_be_focused()
    text = chosen.get_attribute("data-text")
    offered.keyboard.press("Enter")
    offered.wait_for_url("**/search?q=*")
    expect(offered.locator("#q")).to_have_value(text)


def test_arrows_lead_around_by_way_of_the_box(offered):
    options = offered.get_by_role("option")
    offered.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    offered.keyboard.press("ArrowDown")
    expect(offered.locator("[aria-selected=true]")).to_have_count(0)


def test_escape_closes_the_list_and_keeps_what_was_typed(offered):
    offered.keyboard.press("Escape")
    expect(offered.get_by_role("listbox")).to_have_count(0)
    expect(offered.locator("#q")).to_have_value("きゅ")


def test_a_click_chooses(offered):
    offered.get_by_role("option").first.click()
    offered.wait_for_url("**/search?q=*")


def test_nothing_is_offered_before_a_composition_ends(visit, paths):
    page = visit(paths["home"])
    box = page.locator("#q")
    box.focus()
    page.evaluate(COMPOSE, "compositionstart")
    page.evaluate(
        """() => { const box = document.getElementById("q"); box.value = "きゅ";
        box.dispatchEvent(new InputEvent("input", {isComposing: true})) }"""
    )
    page.wait_for_timeout(500)
    assert not page.locator("#q-options").is_visible()
    page.evaluate(COMPOSE, "compositionend")
    expect(page.get_by_role("option").first).to_be_visible()


def test_a_box_replaced_by_a_choice_still_completes(visit, paths):
    page = visit(paths["search"])
    page.locator("#facet-marker-新規").click()
    page.wait_for_url("**marker=*")
    expect(page.locator(".chip")).to_have_count(1)
    page.locator("#q").fill("研")
    expect(page.get_by_role("option").first).to_be_visible()
