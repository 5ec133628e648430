"""The page to try the API on: answers come from here, and anyone can use it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(visit):
    page = visit("/api/v1/docs")
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    for path in ("/api/v1/search", "/api/v1/classify", "/api/v1/jobs"):
        page.locator(".opblock-summary-control").filter(has_text=path).first.click()
        page.get_by_role("button", name="Try it out").last.click()
    return page


def test_a_request_is_sent_and_its_answer_shown(page, address):
    page.get_by_label("送る本文").fill('{"texts": ["残業を減らした。"]}')
    page.locator("#operations-default-classify").get_by_text("Execute").click()
    answer = page.locator("#operations-default-classify .live-responses-table")
    expect(answer).to_contain_text('"overtime"')
    assert all(url.startswith((address, "data:")) for url in page.asked)


def test_axe_finds_no_violation_in_forms_and_answers(page):
    page.locator("#operations-default-classify").get_by_text("Execute").click()
    page.locator("#operations-default-classify .live-responses-table").wait_for()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
