"""Who may write: the machine's own people, by the server's own pages."""

from pathlib import Path

import pytest
from flask import Flask, Response

from corpus.errors import InvalidInputError, NotPermittedError
from service.app import create_app
from service.catalog import Catalog
from service.permissions import (
    decider,
    keep_decider,
    may_write,
    read_name,
    require_writer,
)
from service.settings import Settings


def app_on(host: str, home: Path, catalog: Catalog) -> Flask:
    return create_app(Settings(home=home, host=host), catalog)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_a_server_of_this_machine_alone_may_be_written_to(host, own_home, catalog):
    with app_on(host, own_home, catalog).test_request_context("/", method="POST"):
        assert may_write()
        require_writer()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "torikumi.example"])
def test_elsewhere_writing_is_refused_with_what_to_do(host, own_home, catalog):
    with app_on(host, own_home, catalog).test_request_context("/", method="POST"):
        assert not may_write()
        with pytest.raises(NotPermittedError, match=r"--host 127\.0\.0\.1") as caught:
            require_writer()
    assert caught.value.status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
    ],
)
def test_a_page_of_another_site_cannot_write(headers, app):
    with (
        app.test_request_context("/", method="POST", headers=headers),
        pytest.raises(NotPermittedError, match="ほかのサイト"),
    ):
        require_writer()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1:8000"},
        {"Sec-Fetch-Site": "none"},
        {},
    ],
)
def test_the_servers_own_pages_and_programs_can_write(headers, app):
    address = "http://127.0.0.1:8000/"
    with app.test_request_context(address, method="POST", headers=headers):
        require_writer()


@pytest.mark.parametrize("address", ["/", "/search.atom", "/api/v1/themes", "/labels"])
@pytest.mark.parametrize("host", ["elsewhere.example", "elsewhere.example:8000", "[x"])
def test_a_foreign_name_that_leads_here_is_shown_nothing(client, address, host):
    answer = client.get(address, headers={"Host": host})
    assert answer.status_code in (400, 403)
    assert "ほかのサイト" in answer.text or answer.status_code == 400


@pytest.mark.parametrize("address", ["/api/v1/jobs", "/api/v1/classify", "/models"])
def test_another_site_can_send_nothing_from_the_readers_browser(client, address):
    answer = client.post(address, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403


def test_a_server_of_many_machines_answers_by_any_name(prepared_home, catalog):
    client = app_on("0.0.0.0", prepared_home, catalog).test_client()
    assert client.get("/", headers={"Host": "torikumi.example"}).status_code == 200


def test_a_name_is_asked_once_and_kept_by_the_browser(app):
    response = Response()
    keep_decider(response, read_name("  山田　太郎 "))
    cookie = response.headers["Set-Cookie"].split(";")[0]
    with app.test_request_context("/", headers={"Cookie": cookie}):
        assert decider() == "山田 太郎"
    with app.test_request_context("/"):
        assert decider() is None


@pytest.mark.parametrize("typed", ["", " 　", "あ" * 61, "山\x00田"])
def test_a_name_that_nobody_can_read_is_refused(typed):
    with pytest.raises(InvalidInputError, match="名前"):
        read_name(typed)


@pytest.mark.parametrize("kept", ["%E5%B1", "%00", "", "あ" * 3000])
def test_a_spoilt_cookie_is_no_name(kept, app):
    cookie = f"torikumi_decider={kept}".encode().decode("latin-1")
    with app.test_request_context("/", headers={"Cookie": cookie}):
        assert decider() is None
