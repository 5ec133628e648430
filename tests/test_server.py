"""The server takes its address first, and says what it serves."""

import json
import socket
import threading
import urllib.request

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


def test_the_server_answers_until_it_is_closed(prepared_home, free_port):
    said, is_open, created = [], threading.Event(), []

    def create(*arguments, **options):
        created.append(real(*arguments, **options))
        return created[0]

    def say(message):
        said.append(message)
        is_open.set()

    real = server.waitress.create_server
    settings = Settings(home=prepared_home, port=free_port)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(server.waitress, "create_server", create)
        thread = threading.Thread(
            target=server.run, args=(settings,), kwargs={"say": say}
        )
        thread.start()
        assert is_open.wait(60)
        with urllib.request.urlopen(
            f"http://127.0.0.1:{free_port}/api/v1/themes"
        ) as answer:
            assert json.load(answer)["total"] >= 10
        created[0].close()
        thread.join(30)
    assert not thread.is_alive()
    assert said == [f"http://127.0.0.1:{free_port} で開けます（終了は Ctrl+C）。"]
