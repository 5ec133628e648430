"""A Redis of a test's own, that can be stopped and started again."""

import shutil
import socket
import subprocess
import time

import pytest

PROGRAM = shutil.which("redis-server")


class OwnRedis:
    """A Redis on a free port that keeps nothing."""

    def __init__(self, folder):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port = listener.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._folder = folder

    def start(self):
        options = f"--port {self.port} --bind 127.0.0.1 --appendonly no --save"
        command = [PROGRAM, *options.split(), "", "--dir", str(self._folder)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        for _ in range(1_200):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except ConnectionRefusedError:
                time.sleep(0.05)
        raise AssertionError("redis-server does not answer")

    def stop(self):
        self._process.terminate()
        self._process.wait(60)


@pytest.fixture
def own_redis(tmp_path):
    if PROGRAM is None:
        pytest.skip("no redis-server here")
    redis = OwnRedis(tmp_path)
    redis.start()
    yield redis
    redis.stop()
