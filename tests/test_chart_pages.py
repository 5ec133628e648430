"""Charts of counts by their addresses: the same figures as the tables beside."""

import csv
import io
import re
from html import unescape

import pytest

PAGES = ["/themes", "/themes?by=section", "/themes/overtime", "/organisations"]


@pytest.mark.parametrize("page", PAGES)
def test_every_chart_of_a_page_is_a_picture_with_words_and_files(client, page):
    html = client.get(page).text
    pictures = re.findall(r'<img src="([^"]+)" alt="([^"]+)">', html)
    assert pictures
    for url, alternative in pictures:
        assert "件。数値は" in alternative
        svg = client.get(unescape(url))
        assert svg.mimetype == "image/svg+xml" and "出典：" in svg.text
        for form in ("svg", "png", "csv"):
            assert f'{url.replace(".svg", "." + form)}" rel="nofollow">' in html


def test_a_chart_has_the_figures_of_the_counts(client):
    text = client.get("/charts/bars.csv?by=status&theme=management").text
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    counted = client.get("/api/v1/stats?by=status&theme=management").json["rows"]
    shown = {name: int(n) for name, n in rows[1:]}
    assert shown == {row["status"] or "記載なし": row["count"] for row in counted}
    svg = client.get("/charts/bars.svg?by=status&theme=management").text
    assert all(f">{n}</text>" in svg for n in shown.values())


def test_a_chart_names_its_source_number_of_entries_and_model(client, catalog):
    svg = client.get("/charts/heat.svg?by=theme,section").text
    words = "".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg))
    for part in ("厚生労働省", "記載87件", catalog.classifier.model_id_):
        assert part in words


def test_a_chart_that_has_not_changed_is_not_sent_again(client):
    first = client.get("/charts/multiples.svg?by=theme,fiscal_year")
    again = client.get(
        "/charts/multiples.svg?by=theme,fiscal_year",
        headers={"If-None-Match": first.headers["ETag"]},
    )
    assert (again.status_code, again.data) == (304, b"")
    other = client.get("/charts/multiples.svg?by=theme,fiscal_year&repeats=all")
    assert other.headers["ETag"] != first.headers["ETag"]


def test_a_chart_speaks_the_language_of_the_page(client):
    assert "Source: " in client.get("/charts/bars.svg?by=kind&lang=en").text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/charts/pie.svg?by=theme", 404),
        ("/charts/bars.gif?by=theme", 404),
        ("/charts/bars.svg?by=colour", 400),
        ("/charts/bars.svg?by=theme,kind,section", 400),
        ("/charts/bars.svg?by=theme&organisation=無い省", 400),
    ],
)
def test_a_chart_that_there_is_not_is_refused_with_those_there_are(
    client, address, status
):
    answer = client.get(address)
    assert answer.status_code == status
    assert any(word in answer.text for word in ("無い省", "bars", "theme", "2つまで"))
