"""The review by keyboard and by eye, on a home of its own that it may change."""

import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from service.app import create_app
from service.catalog import Catalog
from service.settings import Settings
from tests.browser.serving import served
from tests.browser.test_accessibility import SMALL_TARGETS, TOO_WIDE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def reviewed(prepared_home, tmp_path_factory) -> Iterator[str]:
    """Where a home is served that these tests may change."""
    home = shutil.copytree(prepared_home, tmp_path_factory.mktemp("review") / "home")
    catalog = Catalog(Settings(home=home))
    with served(create_app(Settings(home=home), catalog)) as address:
        yield address
    catalog.close()


@pytest.fixture
def enter(browser, reviewed):
    """Open a page of the review as someone whose name is known."""
    contexts = []

    def enter(path, *, name="山田", width=1280, **options):
        viewport = {"width": width, "height": 900}
        context = browser.new_context(viewport=viewport, locale="ja-JP", **options)
        contexts.append(context)
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.goto(f"{reviewed}/decider?back=/review")
        page.get_by_label("名前").fill(name)
        page.get_by_role("button", name="この名前で続ける").click()
        page.goto(reviewed + path, wait_until="networkidle")
        return page

    yield enter
    for context in contexts:
        context.close()


def shown(page):
    return page.locator(".review-card").first.get_attribute("data-entry")


def shows_another(page, entry):
    other = page.locator(f'.review-card:not([data-entry="{entry}"])')
    expect(other.first).to_be_visible()


STATES = {
    "one": "/review",
    "list": "/review?list=1",
    "theme": "/review?queue=theme&theme=overtime",
    "nothing": "/review?queue=disagreement",
    "end": "/review?skip=5000",
    "name": "/decider",
    "labels": "/labels",
    "estimate": "/review/sample",
}


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_no_violation_and_everything_fits_and_can_be_hit(enter, state, width):
    page = enter(STATES[state], width=width)
    for summary in page.locator("summary").all():
        summary.click()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert not page.evaluate(TOO_WIDE)
    assert page.evaluate(SMALL_TARGETS) == []
    assert page.said == []


def test_the_sample_is_drawn_decided_blind_and_accessible(enter):
    page = enter("/review?queue=sample")
    page.get_by_role("button", name="標本を引いて始める").click()
    expect(page.locator(".review-card")).to_be_visible()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.keyboard.press("5")
    page.keyboard.press("a")
    expect(page.locator(".review-progress")).to_contain_text("うち1件を判定")
    page.goto(page.url.replace("/review?queue=sample", "/review/sample"))
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_keys_choose_decide_and_undo(enter):
    page = enter("/review")
    entry = shown(page)
    box = page.locator('.review-card [data-number="3"]')
    was = box.is_checked()
    page.keyboard.press("3")
    assert box.is_checked() is not was
    page.keyboard.press("Shift+Digit1")
    page.keyboard.press("a")
    shows_another(page, entry)
    expect(page.locator("#announcement")).to_contain_text("残り")
    page.keyboard.press("u")
    expect(page.locator(".review-card")).to_have_attribute("data-entry", entry)


def test_reject_and_the_next_has_the_focus(enter):
    page = enter("/review")
    entry = shown(page)
    page.keyboard.press("r")
    shows_another(page, entry)
    expect(page.locator(".review-card")).to_be_focused()


def test_next_and_previous_pass_over_without_deciding(enter):
    page = enter("/review")
    entry = shown(page)
    page.keyboard.press("n")
    shows_another(page, entry)
    page.keyboard.press("p")
    expect(page.locator(".review-card")).to_have_attribute("data-entry", entry)


def test_keys_do_nothing_in_a_note_or_when_they_are_switched_off(enter):
    page = enter("/review")
    entry = shown(page)
    page.get_by_label("メモ").fill("")
    page.keyboard.type("arn1")
    assert page.get_by_label("メモ").input_value() == "arn1"
    page.locator("h1").click()
    page.keyboard.press("?")
    page.get_by_role("checkbox", name="これらのキーを使う").uncheck()
    page.get_by_role("button", name="閉じる").click()
    page.keyboard.press("r")
    page.wait_for_timeout(300)
    assert shown(page) == entry


def test_the_help_names_the_keys(enter):
    page = enter("/review")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="キー操作")
    expect(dialog).to_contain_text("直前の判定を取り消す")


def test_in_a_list_keys_speak_to_the_entry_that_has_the_focus(enter):
    page = enter("/review?list=1")
    cards = page.locator(".review-card")
    cards.nth(0).focus()
    page.keyboard.press("n")
    expect(cards.nth(1)).to_be_focused()
    first, second = (cards.nth(at).get_attribute("data-entry") for at in (0, 1))
    page.keyboard.press("a")
    expect(page.locator(f'[data-entry="{second}"]')).to_have_count(0)
    assert cards.nth(0).get_attribute("data-entry") == first
    expect(cards.nth(1)).to_be_focused()


def test_a_decision_that_cannot_be_sent_is_told_and_comes_back(enter):
    page = enter("/review")
    entry = shown(page)
    page.context.set_offline(True)
    page.keyboard.press("a")
    expect(page.locator("#review-problem")).to_contain_text("送れませんでした")
    expect(page.locator(".review-card")).to_have_attribute("data-entry", entry)
    page.context.set_offline(False)
    page.keyboard.press("a")
    shows_another(page, entry)
    expect(page.locator("#review-problem")).to_be_empty()


def test_a_refusal_is_told_and_what_was_typed_is_kept(enter):
    page = enter("/review")
    note = page.get_by_label("メモ")
    note.evaluate("(box) => box.removeAttribute('maxlength')")
    note.fill("あ" * 2001)
    page.get_by_role("button", name="この内容で決める").click()
    expect(page.locator("#review-problem")).to_contain_text("2,000文字まで")
    assert len(page.get_by_label("メモ").input_value()) == 2001


def test_decisions_at_the_speed_of_keys_are_each_made_once(enter):
    page = enter("/review")
    seen = []
    for _ in range(20):
        seen.append(shown(page))
        page.keyboard.press("a")
        shows_another(page, seen[-1])
    assert len(set(seen)) == 20
    expect(page.locator(".review-progress")).to_be_visible()


def test_everything_works_without_script(enter):
    page = enter("/review", java_script_enabled=False)
    entry = shown(page)
    page.locator(".review-card [data-number='1']").check()
    page.get_by_role("button", name="この内容で決める").click()
    assert shown(page) != entry
    page.get_by_role("button", name="直前の判定を取り消す").click()
    assert shown(page) == entry
    page.get_by_role("link", name="飛ばして次へ").click()
    assert shown(page) != entry


def test_an_entry_is_corrected_on_its_page_by_keyboard(enter):
    page = enter("/review")
    entry = shown(page)
    page.goto(page.url.split("/review")[0] + f"/entries/{entry}")
    page.locator("#correct summary").focus()
    page.keyboard.press("Enter")
    page.locator("#correct input[value='caregiving']").focus()
    page.keyboard.press("Space")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.get_by_role("button", name="変えたところを保存").click()
    expect(page.locator(".history").first).to_contain_text("山田")
