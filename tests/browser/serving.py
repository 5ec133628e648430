"""An app served to a browser by the server that the program has."""

import contextlib
import threading
from collections.abc import Iterator

import waitress
from flask import Flask


@contextlib.contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve an app on a free port until the block ends; give its address."""
    server = waitress.create_server(app, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run)
    thread.start()

    def close() -> None:
        for channel in [*server.active_channels.values()]:
            channel.handle_close()
        server.close()

    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.task_dispatcher.shutdown(timeout=60)
        # Its loop closes it: it would look once more at what another thread has closed.
        server.trigger.pull_trigger(close)
        thread.join()
