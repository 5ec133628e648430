import re

import pytest

from service.app import create_app
from service.settings import Settings

LONG = "あ" * 10_000

# What is asked for, the status, and a word of the remedy.
WRONG = [
    ("/entries/zzzz", 404, "検索"),
    ("/themes/zzzz", 404, "telework"),
    ("/reports/zzzz", 404, "一覧"),
    ("/nowhere", 404, "アドレス"),
    (f"/search?q={LONG}", 400, "1,000文字まで"),
    ("/search?q=残業&page=0", 400, "1から"),
    ("/search?q=残業&page=-1", 400, "1から"),
    ("/search?q=残業&page=二", 400, "整数"),
    ("/search?q=残業&page=99999999999999999999", 400, "1から"),
    ("/search?q=残業&page=4000", 404, "1ページまで"),
    ("/themes/telework?page=50", 404, "1ページまで"),
    ("/search?q=残業&theme=zzzz", 400, "telework"),
    ("/search?q=残業&status=zzzz", 400, "今後実施"),
    ("/search?q=残業&marker=zzzz", 400, "継続"),
    ("/search?q=残業&section=zzzz", 400, "働き方改革"),
    ("/search?q=残業&organisation=zzzz", 400, "厚生労働省"),
    ("/search?q=残業&fiscal_year=zzzz", 400, "令和2年度"),
    ("/search?q=残業&sort=zzzz", 400, "newest"),
]
WRONG_API = [
    ("/api/v1/entries/zzzz", 404, "検索"),
    ("/api/v1/nowhere", 404, "アドレス"),
    ("/api/v1/classify", 405, "操作"),
    (f"/api/v1/search?q={LONG}", 400, "1,000文字まで"),
    ("/api/v1/search?q=残業&limit=x", 400, "整数"),
    ("/api/v1/search?q=残業&limit=1001", 400, "1,000まで"),
    ("/api/v1/search?q=残業&offset=-1", 400, "0から"),
    ("/api/v1/search?q=残業&theme=zzzz", 400, "telework"),
    ("/api/v1/indicators?status=zzzz", 400, "今後実施"),
]


@pytest.mark.parametrize(("url", "status", "remedy"), WRONG)
def test_a_page_answers_wrong_input_with_status_and_remedy(client, url, status, remedy):
    answer = client.get(url)
    message = re.search(r'class="problem-message" lang="ja">(.*?)</p>', answer.text)
    assert answer.status_code == status
    assert remedy in message[1]


@pytest.mark.parametrize(("url", "status", "remedy"), WRONG_API)
def test_the_api_answers_wrong_input_with_status_and_remedy(
    client, url, status, remedy
):
    answer = client.get(url)
    assert answer.status_code == status
    assert set(answer.json) == {"status", "error"}
    assert answer.json["status"] == status
    assert remedy in answer.json["error"]


@pytest.mark.parametrize(
    "url",
    [
        "/entries/%00", "/themes/%FF", "/reports/%E3%81", "/search?theme=%00",
        "/search?q=%ED%A0%80", "/search?q=%FF", "/search?q=%00", "/search?q=((((((((",
        "/search?q=" + "%F0%9F%98%80" * 500, "/search?organisation=%20",
        "//elsewhere.example/", "/static/../app.py", "/entries/" + "x" * 5000,
        "/search?q=a&" + "&".join(f"status={n}" for n in range(2000)),
    ],
)  # fmt: skip
def test_a_mangled_address_is_never_a_fault_of_the_server(client, url):
    answer = client.get(url)
    assert answer.status_code in {200, 400, 403, 404}
    assert "http://elsewhere" not in answer.text


def test_what_was_typed_is_still_in_the_box_of_an_error_page(client):
    html = client.get("/search?q=残業&page=x").text
    assert '<input type="search" id="q" name="q" value="残業"' in html


def test_a_year_or_theme_without_entries_is_no_error(client):
    answer = client.get("/search?q=残業&fiscal_year=1999")
    assert answer.status_code == 200
    assert "見つかりませんでした" in answer.text


def test_a_wrong_method_names_the_right_ones(client):
    answer = client.get("/api/v1/classify")
    assert "POST" in answer.headers["Allow"]


def test_a_body_over_the_limit_is_refused(prepared_home, catalog):
    settings = Settings(home=prepared_home, max_request_bytes=1000)
    client = create_app(settings, catalog).test_client()
    answer = client.post("/api/v1/classify", data=b"x" * 1001)
    assert (answer.status_code, answer.json["status"]) == (413, 413)


@pytest.mark.parametrize("path", ["/broken", "/api/v1/broken"])
def test_what_nobody_foresaw_is_told_without_what_happened_inside(
    prepared_home, catalog, path
):
    app = create_app(Settings(home=prepared_home), catalog)
    app.add_url_rule(path, view_func=lambda: 1 / 0, endpoint="broken")
    answer = app.test_client().get(path)
    assert answer.status_code == 500
    assert "もう一度お試しください" in answer.text
    assert "ZeroDivision" not in answer.text
