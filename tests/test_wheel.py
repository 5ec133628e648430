"""A wheel, installed into an empty environment, answers and serves."""

import json
import os
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def command(tmp_path_factory):
    """The installed command of an environment that sees our libraries, but not us.

    The libraries come by a path file, whose own path files (our editable install
    among them) Python does not follow.
    """
    folder = tmp_path_factory.mktemp("wheel")
    wheel = ["-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([sys.executable, *wheel, str(ROOT)], check=True, capture_output=True)
    environment = folder / "env"
    venv = [sys.executable, "-m", "venv", "--without-pip", str(environment)]
    subprocess.run(venv, check=True)
    python = environment / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps"]
    (built,) = folder.glob("torikumi-*.whl")
    subprocess.run([*pip, "--no-index", "-q", str(built)], check=True)
    (packages,) = environment.glob("lib/python*/site-packages")
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return environment / "bin" / "torikumi"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


def environment(home):
    return {"PATH": os.defpath, "HOME": str(home), "TORIKUMI_HOME": str(home / "data")}


def test_the_command_answers_on_an_empty_home(command, home):
    ended = subprocess.run(
        [command, "search", "残業", "--json"],
        check=True,
        capture_output=True,
        cwd=home,
        env=environment(home),
    )
    answer = json.loads(ended.stdout)
    assert answer["hits"][0]["themes"][0]["id"] == "overtime"
    assert "初めての起動です" in ended.stderr.decode()


def test_the_samples_come_with_the_wheel(command, home):
    count = "from service.demo import samples; print(len(samples()))"
    ended = subprocess.run(
        [command.parent / "python", "-c", count],
        check=True,
        capture_output=True,
        cwd=home,
        env=environment(home),
    )
    assert ended.stdout.split() == [b"24"]


def test_the_command_serves_pages_with_their_styles(command, home):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    arguments = [command, "serve", "--port", str(port)]
    serving = subprocess.Popen(arguments, cwd=home, env=environment(home))
    try:
        assert json.loads(wait_for(f"http://127.0.0.1:{port}/healthz"))
        assert "超過勤務" in wait_for(f"http://127.0.0.1:{port}/search?q=残業")
        assert wait_for(f"http://127.0.0.1:{port}/static/torikumi.css")
    finally:
        serving.terminate()
        serving.wait(120)


def wait_for(address, seconds=120):
    """Return what an address answers, once it does."""
    address = urllib.parse.quote(address, safe=":/?=&")
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address) as answer:
                return answer.read().decode()
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
