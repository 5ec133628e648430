"""The server takes its address first, and says what it serves."""

import json
import re
import socket
import threading
import time
import urllib.request
from urllib.parse import quote

import pytest

from corpus.errors import ServeError
from service import server
from service.settings import Settings


@pytest.fixture
def taken_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_port_in_use_is_named_with_another_to_try(tmp_path, taken_port):
    settings = Settings(home=tmp_path / "home", port=taken_port)
    with pytest.raises(
        ServeError, match=rf"ポート{taken_port}.*--port {taken_port + 1}"
    ):
        server.run(settings, say=print)
    assert not (tmp_path / "home").exists()


def test_the_last_port_is_not_followed_by_one(tmp_path):
    with socket.create_server(("127.0.0.1", 65535)):
        settings = Settings(home=tmp_path, port=65535)
        with pytest.raises(ServeError, match=r"--port 8000"):
            server.run(settings, say=print)


@pytest.mark.parametrize("host", ["203.0.113.5", "a..b", "no-such-host.invalid", ""])
def test_an_address_that_is_not_here_is_named(tmp_path, host):
    settings = Settings(home=tmp_path, host=host or "x" * 80, port=8099)
    with pytest.raises(ServeError, match="待ち受けできません"):
        server.run(settings, say=print)


@pytest.fixture
def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture
def serve(prepared_home, free_port, monkeypatch):
    """A server that serves in a thread until its test ends; what it has said."""
    said, is_open, created = [], threading.Event(), []

    def create(*arguments, **options):
        created.append(real(*arguments, **options))
        return created[0]

    def say(message):
        said.append(message)
        is_open.set()

    real = server.waitress.create_server
    monkeypatch.setattr(server.waitress, "create_server", create)
    settings = Settings(home=prepared_home, port=free_port)
    thread = threading.Thread(target=server.run, args=(settings,), kwargs={"say": say})
    thread.start()
    assert is_open.wait(60)
    yield said
    (opened,) = created
    while opened.active_channels:
        time.sleep(0.01)
    # Its loop closes it: it would look once more at what another thread has closed.
    opened.trigger.pull_trigger(opened.close)
    thread.join(120)
    assert not thread.is_alive()


def ask(port, sent):
    """Send bytes as they are; return the status and the JSON of the answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=120) as connection:
        connection.sendall(sent)
        head, _, body = connection.makefile("rb").read().partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(body)


def test_the_server_answers_until_it_is_closed(serve, free_port):
    with urllib.request.urlopen(
        f"http://127.0.0.1:{free_port}/api/v1/themes"
    ) as answer:
        assert json.load(answer)["total"] >= 10
    assert serve == [f"http://127.0.0.1:{free_port} で開けます（終了は Ctrl+C）。"]


HEAD = "HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"


@pytest.mark.parametrize("q", ["残業", quote("残業"), "残" + quote("業")])
def test_an_address_may_hold_japanese_as_it_is(serve, free_port, q):
    asked = f"GET /api/v1/search?q={q} {HEAD}\r\n".encode()
    status, answer = ask(free_port, asked)
    assert (status, answer["query"]) == (200, "残業")
    assert answer["total"]


@pytest.mark.parametrize(
    ("request_text", "status"),
    [
        (f"GET /api/v1/themes {HEAD}Content-Length: x\r\n\r\n", 400),
        (f"GET /api/v1/themes {HEAD}X: {'x' * 2**18}\r\n\r\n", 431),
        (f"POST /api/v1/classify {HEAD}Transfer-Encoding: zip\r\n\r\n", 501),
        ("no request\r\n\r\n", 400),
        (f"GET /api/残業/\udcff {HEAD}\r\n", 404),
    ],
)
def test_what_is_no_request_is_refused_as_all_else(
    serve, free_port, request_text, status
):
    sent = request_text.encode("utf-8", "surrogateescape")
    answered, told = ask(free_port, sent)
    assert (answered, told["status"]) == (status, status)
    assert re.search("[ぁ-ん]。", told["error"])
