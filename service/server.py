"""Serves pages and API with waitress, which runs on every platform.

Two things are ours: an address may hold Japanese as it is, as people and curl send it;
and what waitress refuses itself is told as everything else is.
"""

import json
import logging
import re
import socket
from collections.abc import Callable
from urllib.parse import quote

import waitress
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import ErrorTask

from corpus.errors import ServeError
from service.app import create_app
from service.catalog import Catalog
from service.home import Home
from service.jobs import Jobs
from service.jobs.worker import Worker
from service.problems import message_of
from service.settings import Settings

_REFUSED_UNREAD = 20
_NOT_ASCII = re.compile(rb"[\x80-\xff]+")
# Requests wait their turn; how many is nothing to tell a person at a terminal.
logging.getLogger("waitress.queue").setLevel(logging.ERROR)


def run(
    settings: Settings,
    *,
    say: Callable[[str], None],
    prepare: Callable[[Catalog], None] = Catalog.prepare,
) -> None:
    """Serve until interrupted.

    Raises
    ------
    ServeError
        The address is in use or not of this machine.
    """
    listener = _listen(settings.host, settings.port)
    catalog = Catalog(settings, say=say)
    try:
        prepare(catalog)
        jobs = Jobs(settings)
        worker = Worker(jobs, catalog, Home(settings.home))
        app = create_app(settings, catalog, jobs)
        server = waitress.create_server(
            app,
            sockets=[listener],
            threads=settings.n_threads,
            # The app refuses what is too large in words; this only bounds the disk.
            max_request_body_size=_REFUSED_UNREAD * settings.max_request_bytes,
            ident=None,
        )
        server.channel_class = _Channel
        shown = f"[{settings.host}]" if ":" in settings.host else settings.host
        say(f"http://{shown}:{settings.port} で開けます（終了は Ctrl+C）。")
        worker.start()
        try:
            server.run()
        finally:
            worker.stop()
    finally:
        catalog.close()
        listener.close()


class _Parser(HTTPRequestParser):  # type: ignore[misc]
    """Reads requests whose address may hold Japanese as it is."""

    def parse_header(self, header_plus: bytes) -> None:
        """Write the first line, which holds the address, in ASCII before it is read."""
        line, end, rest = header_plus.partition(b"\r\n")
        escaped = _NOT_ASCII.sub(lambda sign: quote(sign[0]).encode(), line)
        super().parse_header(escaped + end + rest)


class _Refusal(ErrorTask):  # type: ignore[misc]
    """Answers what is no request, before the app hears of it."""

    def execute(self) -> None:
        """Send the error as the API has errors."""
        error = self.request.error
        told = {"status": error.code, "error": message_of(error.code)}
        body = json.dumps(told, ensure_ascii=False).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.append(("Content-Type", "application/json"))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class _Channel(HTTPChannel):  # type: ignore[misc]
    """A connection with our way to read and to refuse."""

    parser_class = _Parser
    error_task_class = _Refusal


def _listen(host: str, port: int) -> socket.socket:
    """Take the address before anything is loaded, so that a person hears at once."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:
        another = port + 1 if port < 65535 else 8000
        raise ServeError(
            f"{host} のポート{port}で待ち受けできません。"
            "ほかのプログラムが使っているか、このパソコンのアドレスではありません。"
            f"別のポート（例：--port {another}）を指定してください。"
        ) from error
