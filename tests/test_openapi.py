"""The API's document: whole, true to the answers, and with a page to try it."""

import re

import pytest

from service.openapi import answered


@pytest.fixture
def document(client):
    return client.get("/api/v1/openapi.json").json


def test_every_address_of_the_api_is_in_the_document(app, document):
    told = {re.sub(r"{(\w+)}", r"<\1>", path) for path in document["paths"]}
    served = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(("/api/", "/healthz", "/readyz"))
        and "/docs" not in rule.rule
        and "openapi" not in rule.rule
    }
    assert told == served


def test_every_operation_is_named_in_japanese_and_tells_its_errors(document):
    for path, operations in document["paths"].items():
        for operation in operations.values():
            assert re.search("[ぁ-ん一-龥]", operation["summary"]), path
            assert {"400", "429", "503"} <= set(operation["responses"]), path


@pytest.mark.parametrize(
    ("address", "model"),
    [
        ("/api/v1/search?q=残業", answered.SearchAnswer),
        ("/api/v1/search?q=zzzz 残葉", answered.SearchAnswer),
        ("/api/v1/complete?q=き", answered.CompletionsAnswer),
        ("/api/v1/themes", answered.ThemesAnswer),
        ("/api/v1/indicators", answered.IndicatorsAnswer),
        ("/healthz", answered.Health),
        ("/readyz", answered.Readiness),
    ],
)
def test_answers_hold_what_the_document_says_and_nothing_else(client, address, model):
    model.model_validate(client.get(address).json, strict=True, extra="forbid")


def test_an_entry_and_its_reasons_hold_what_the_document_says(client):
    (hit, *_) = client.get("/api/v1/search?q=研修").json["hits"]
    shown = client.get(f"/api/v1/entries/{hit['id']}?q=研修").json
    answered.EntryAnswer.model_validate(shown, strict=True, extra="forbid")
    assert shown["found_by"]["reasons"]


def test_the_page_to_try_it_asks_no_other_host(client):
    answer = client.get("/api/v1/docs")
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "http" not in policy
    addresses = re.findall(r'(?:src|href)="([^"]+)"', answer.text)
    assert all(address.startswith(("/", "#", "?")) for address in addresses)
    for address in addresses:
        if "/docs/" in address:
            with client.get(address) as file:
                assert file.status_code == 200
    assert client.get("/api/v1/docs/js/../plugins.py").status_code == 404
    assert "data:" not in client.get("/").headers["Content-Security-Policy"]
