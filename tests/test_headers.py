import pytest


@pytest.mark.parametrize("url", ["/", "/search?q=残業", "/nowhere", "/api/v1/themes"])
def test_every_answer_keeps_foreign_and_inline_content_out(client, url):
    headers = client.get(url).headers
    policy = dict(
        directive.split(" ", 1)
        for directive in headers["Content-Security-Policy"].split("; ")
    )
    assert policy["default-src"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_pages_are_not_forced_to_https_as_they_are_served_on_loopback(client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert "Strict-Transport-Security" not in answer.headers


def test_pages_are_asked_for_anew_and_static_files_are_kept(client):
    assert client.get("/").headers["Cache-Control"] == "no-cache"
    with client.get("/static/torikumi.css") as static:
        assert "max-age=3600" in static.headers["Cache-Control"]


def test_a_page_varies_by_what_its_language_hangs_on(client):
    assert {"Accept-Language", "Cookie"} <= client.get("/").vary.as_set(
        preserve_casing=True
    )
