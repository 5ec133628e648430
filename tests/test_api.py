import pytest

ENTRY_FIELDS = {
    "id", "kind", "organisation", "fiscal_year", "report", "section", "path", "item",
    "variant", "status", "reason", "marker", "text", "themes",
}  # fmt: skip


def test_a_search_answers_in_the_shape_of_the_interface(client):
    answer = client.get("/api/v1/search?q=残業&limit=3").json
    assert {"query", "total", "took_ms", "hits", "facets", "expansions", "relaxed",
            "suggestion"} <= set(answer)  # fmt: skip
    assert answer["query"] == "残業"
    assert len(answer["hits"]) == 3 <= answer["total"]
    assert ENTRY_FIELDS | {"score", "snippet"} <= set(answer["hits"][0])


def test_a_hit_carries_its_snippet_and_themes(client):
    (hit, *_) = client.get("/api/v1/search?q=見直し").json["hits"]
    assert all(set(part) == {"text", "match"} for part in hit["snippet"])
    assert any(part["match"] for part in hit["snippet"])
    for theme in hit["themes"]:
        assert set(theme) == {"id", "probability", "decided_by"}


def test_facets_name_value_label_and_count(client):
    facets = client.get("/api/v1/search?q=研修").json["facets"]
    assert list(facets) == [
        "theme", "status", "marker", "section", "organisation", "fiscal_year",
    ]  # fmt: skip
    (year,) = facets["fiscal_year"]
    assert (year["value"], year["label"]) == (2020, "令和2年度")
    labels = {value["value"]: value["label"] for value in facets["theme"]}
    assert labels["management"] == "管理職の意識・マネジメント"


def test_the_page_and_the_api_find_the_same_entries(client):
    html = client.get("/search?q=テレワーク 在宅勤務").text
    hits = client.get("/api/v1/search?q=テレワーク 在宅勤務").json["hits"]
    assert hits and all(f'/entries/{hit["id"]}"' in html for hit in hits)


def test_limit_and_offset_walk_through_all_hits_once(client):
    everything = client.get("/api/v1/search?fiscal_year=2020&limit=1000").json
    walked = [
        hit["id"]
        for offset in range(0, everything["total"], 40)
        for hit in client.get(
            f"/api/v1/search?fiscal_year=2020&limit=40&offset={offset}"
        ).json["hits"]
    ]
    assert walked == [hit["id"] for hit in everything["hits"]]


def test_values_of_one_facet_are_alternatives_and_facets_are_wanted_together(client):
    def total(filters):
        return client.get(f"/api/v1/search?{filters}").json["total"]

    assert total("marker=新規&marker=拡充") == total("marker=新規") + total(
        "marker=拡充"
    )
    assert total("marker=新規&theme=overtime") < total("marker=新規")


def test_an_era_year_filters_like_its_western_year(client):
    western = client.get("/api/v1/search?q=研修&fiscal_year=2020").json
    era = client.get("/api/v1/search?q=研修&fiscal_year=令和２年度").json
    assert era["hits"] == western["hits"] != []


def test_an_empty_query_without_filters_is_refused_with_an_example(client):
    answer = client.get("/api/v1/search?q=")
    assert answer.status_code == 400
    assert answer.json["status"] == 400
    assert "/api/v1/search?q=残業" in answer.json["error"]


def test_an_entry_is_answered_with_its_row_and_evidence(client, bundled_report):
    entry = next(e for e in bundled_report.entries if e.kind == "initiative")
    answer = client.get(f"/api/v1/entries/{entry.id}").json
    assert set(answer) >= ENTRY_FIELDS
    assert (answer["text"], answer["path"]) == (entry.text, list(entry.path))
    assert len(answer["probabilities"]) == 12
    assert set(answer["evidence"]) >= {theme["id"] for theme in answer["themes"]}


def test_themes_are_listed_with_rule_and_count(client):
    themes = client.get("/api/v1/themes").json["themes"]
    assert len(themes) == 12
    assert [theme["id"] for theme in themes if theme["core"]] == [
        "telework", "paperless", "harassment", "overtime",
    ]  # fmt: skip
    overtime = client.get("/api/v1/search?theme=overtime").json["total"]
    assert themes[3]["count"] == overtime


def test_indicators_are_answered_with_their_figures(client):
    answer = client.get("/api/v1/indicators").json
    first = answer["indicators"][0]
    assert answer["total"] == len(answer["indicators"]) == 7
    assert {key: first["target"][key] for key in ("value", "unit", "period")} == {
        "value": 50.0, "unit": "%", "period": "令和2年度",
    }  # fmt: skip


def test_indicators_can_be_filtered_by_section(client):
    section = "女性の活躍推進のための改革"
    rows = client.get(f"/api/v1/indicators?section={section}").json["indicators"]
    assert rows and {row["section"] for row in rows} == {section}


def test_texts_are_classified_in_order_with_evidence(client):
    texts = ["残業を減らすため、退庁時間を確認した。", "庁舎の外壁を塗り直した。"]
    answer = client.post("/api/v1/classify", json={"texts": texts})
    first, second = answer.json["results"]
    assert [theme["id"] for theme in first["themes"]] == ["overtime"]
    assert "残業" in [word["text"] for word in first["themes"][0]["evidence"]]
    assert second["themes"] == []


def test_texts_without_a_word_to_go_by_get_no_theme(client):
    texts = ["", "。", "　", "❤", "zzz"]
    answer = client.post("/api/v1/classify", json={"texts": texts})
    assert [result["themes"] for result in answer.json["results"]] == [[]] * 5


@pytest.mark.parametrize(
    "body", ['{"texts": "残業"}', '{"texts": [1]}', "[]", '{"text": ["残業"]}', "残業"]
)
def test_a_body_of_another_shape_is_refused(client, body):
    answer = client.post("/api/v1/classify", data=body)
    assert (answer.status_code, answer.json["status"]) == (400, 400)
    assert answer.json["error"]


@pytest.mark.parametrize("body", ["[" * 200_000, '{"texts": [' * 2000, b"\xff\xfe"])
def test_a_body_that_is_no_json_is_refused(client, body):
    answer = client.post("/api/v1/classify", data=body, content_type="application/json")
    assert (answer.status_code, answer.json["status"]) == (400, 400)


def test_a_body_of_another_type_is_refused_and_one_that_tells_none_is_read(client):
    body = '{"texts": ["残業を減らした。"]}'
    form = "application/x-www-form-urlencoded"  # what curl says of all it sends
    types = (None, form, "application/json", "text/csv", "multipart/form-data")
    answers = [
        client.post("/api/v1/classify", data=body, content_type=each) for each in types
    ]
    statuses = [answer.status_code for answer in answers]
    assert statuses == [200, 200, 200, 415, 415]
    assert answers[-1].json["status"] == 415


def test_more_texts_than_allowed_are_refused_with_the_limit(client):
    answer = client.post("/api/v1/classify", json={"texts": ["残業"] * 1001})
    assert (answer.status_code, answer.json["status"]) == (413, 413)
    assert "1,000" in answer.json["error"] and "1,001" in answer.json["error"]


def test_japanese_is_written_as_japanese_in_json(client):
    assert "働き方改革" in client.get("/api/v1/search?q=残業").text


def test_the_server_says_that_it_is_alive_and_ready(client):
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json == {"status": "ready", "entries": 90}
