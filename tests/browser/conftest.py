"""The pages in a real browser: the app of the other tests, served on a free port."""

import os
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.serving import served

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

# Waited for only where it does not come: a busy machine is no failure.
expect.set_options(timeout=60_000)


@pytest.fixture(scope="session")
def address(app: Flask) -> Iterator[str]:
    """Where the app is served."""
    with served(app) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    path = os.environ.get("TORIKUMI_TEST_BROWSER", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def open_page(address: str, browser: Browser) -> Callable[..., Page]:
    """Open a page at a width; what its console says is kept in ``page.said``."""

    def open_page(path: str, *, width: int = 1280, **options: object) -> Page:
        viewport = {"width": width, "height": 900}
        context = browser.new_context(viewport=viewport, locale="ja-JP", **options)
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(address + path, wait_until="load")
        return page

    return open_page


@pytest.fixture
def visit(open_page: Callable[..., Page]) -> Iterator[Callable[..., Page]]:
    """Open pages that close with the test."""
    pages: list[Page] = []

    def visit(path: str, **options: object) -> Page:
        pages.append(open_page(path, **options))
        return pages[-1]

    yield visit
    for page in pages:
        page.context.close()


@pytest.fixture(scope="session")
def paths(app: Flask) -> dict[str, str]:
    """One address of every kind of page."""
    client = app.test_client()
    (entry, *_) = client.get("/api/v1/search?q=ハラスメント 研修").json["hits"]
    figures = client.get("/api/v1/indicators").json["indicators"][0]["entry_id"]
    return {
        "home": "/",
        "search": "/search?q=見直し",
        "narrowed": "/search?q=研修&theme=management&status=実施",
        "long": "/search?organisation=厚生労働省&page=2",
        "nothing": "/search?q=zzzz",
        "empty": "/search",
        "relaxed": "/search?q=テレワーク zzzz",
        "print": "/search/print?q=研修",
        "entry": f"/entries/{entry['id']}",
        "why": f"/entries/{entry['id']}?q=ハラスメント 研修",
        "help": "/help",
        "figures": f"/entries/{figures}",
        "themes": "/themes",
        "theme": "/themes/overtime",
        "sections": "/themes?by=section&doubtful=out",
        "noentries": "/themes?fiscal_year=1999",
        "organisations": "/organisations",
        "organisation": "/organisations/厚生労働省",
        "grid-english": "/themes/management?lang=en",
        "reports": "/reports",
        "report": f"/reports/{entry['report_id']}",
        "about": "/about",
        "error": "/nowhere",
        "english": "/search?q=研修&lang=en",
    }
