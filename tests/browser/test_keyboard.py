import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FOCUSED = "document.activeElement"


def test_the_first_stop_leads_to_the_content(visit, paths):
    page = visit(paths["search"])
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.textContent") == "本文へ移動"
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
    expect(page.locator("#main")).to_be_focused()


def test_the_focus_is_a_thick_black_line_with_a_yellow_ring(visit, paths):
    page = visit(paths["home"])
    for _ in range(6):
        page.keyboard.press("Tab")
        style = page.evaluate(
            f"""() => {{ const style = getComputedStyle({FOCUSED});
            return [style.outlineWidth, style.outlineColor, style.boxShadow] }}"""
        )
        assert style[:2] == ["4px", "rgb(0, 0, 0)"]
        assert "rgb(255, 212, 61)" in style[2]


def test_the_slash_key_leads_to_the_box_but_can_be_typed_there(visit, paths):
    page = visit(paths["entry"])
    page.keyboard.press("/")
    assert page.evaluate(f"{FOCUSED}.id") == "q"
    page.keyboard.press("/")
    assert page.locator("#q").input_value() == "/"


def test_enter_searches(visit, paths):
    page = visit(paths["home"])
    page.locator("#q").fill("残業")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert page.locator("mark").first.is_visible()


@pytest.mark.parametrize("event", ["{isComposing: true}", "{keyCode: 229}"])
def test_enter_that_ends_a_composition_does_not_search(visit, paths, event):
    page = visit(paths["home"])
    is_kept = page.evaluate(
        f"""() => document.getElementById("q").dispatchEvent(new KeyboardEvent(
        "keydown", {{key: "Enter", bubbles: true, cancelable: true, ...{event}}}))"""
    )
    assert is_kept is False


def test_a_choice_keeps_the_focus_and_its_count_is_announced(visit, paths):
    page = visit(paths["search"])
    link = page.locator("#facet-marker-新規")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**marker=*")
    expect(page.locator(".chip")).to_have_count(1)
    expect(page.locator("#facet-marker-新規")).to_be_focused()
    count = page.locator("#count").inner_text()
    expect(page.locator("#announcement")).to_have_text(count)


def test_back_shows_what_was_seen_before_a_choice(visit, paths):
    page = visit(paths["search"])
    before = page.locator("#count").text_content()
    page.locator("#facet-marker-新規").click()
    page.wait_for_url("**marker=*")
    page.go_back()
    expect(page.locator(".chip")).to_have_count(0)
    expect(page.locator("#count")).to_have_text(before)


def test_a_new_query_after_a_choice_keeps_it(visit, paths):
    page = visit(paths["search"])
    page.locator("#facet-marker-新規").click()
    page.wait_for_selector(".chip")
    page.locator("#q").fill("研修")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=%E7%A0%94*marker=*")
    assert page.locator(".chip").count() == 1


def test_everything_works_without_script(visit, paths):
    page = visit(paths["home"], java_script_enabled=False)
    page.locator("#q").fill("見直し")
    page.locator("#q").press("Enter")
    page.locator("#facet-marker-新規").click()
    page.locator(".hit-title a").first.click()
    page.locator("summary").first.click()
    assert page.locator(".entry-text").is_visible()
    assert [one.is_visible() for one in page.locator(".copy").all()] == [False, False]
    assert "（出典：" in page.locator("#citation").input_value()


def test_a_scrolling_table_can_be_reached_and_scrolled_by_keyboard(visit, paths):
    page = visit(paths["reports"], width=320)
    box = page.locator(".table-box")
    box.focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    expect(page.locator("td").last).to_be_in_viewport()


def test_arrows_lead_through_the_hits(visit, paths):
    page = visit(paths["search"])
    links = page.locator(".hit-title a")
    for key, at in (("Down", 0), ("Down", 1), ("Up", 0), ("Up", 0)):
        page.keyboard.press(f"Arrow{key}")
        expect(links.nth(at)).to_be_focused()


def test_the_question_mark_opens_the_help_and_escape_closes_it(visit, paths):
    page = visit(paths["search"])
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="キー操作")
    expect(dialog).to_be_visible()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_keys_that_get_in_the_way_can_be_switched_off_for_good(visit, paths):
    page = visit(paths["search"])
    page.get_by_role("link", name="使い方とキー操作").click()
    page.get_by_role("checkbox").uncheck()
    page.get_by_role("button", name="閉じる").click()
    page.reload()
    page.keyboard.press("/")
    page.keyboard.press("?")
    assert page.evaluate(f"{FOCUSED}.tagName") == "BODY"
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_help_is_a_page_of_its_own_without_script(visit, paths):
    page = visit(paths["search"], java_script_enabled=False)
    page.get_by_role("link", name="使い方とキー操作").click()
    assert page.locator("h1").inner_text() == "使い方"
    assert page.locator("main kbd").first.is_visible()
