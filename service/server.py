"""Serves pages and API with waitress, which runs on every platform."""

import socket
from collections.abc import Callable

import waitress

from corpus.errors import ServeError
from service.app import create_app
from service.catalog import Catalog
from service.home import Home
from service.jobs import Jobs
from service.jobs.worker import Worker
from service.settings import Settings

_REFUSED_UNREAD = 20


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
