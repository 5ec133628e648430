"""What follows shortly runs once for all that asked, and never gets lost."""

import threading

from corpus.errors import HomeBusyError, HomeError
from service.catching_up import CatchingUp


class Runs:
    """Counts its runs; the first ones may fail."""

    def __init__(self, *errors):
        self.errors = list(errors)
        self.count = 0
        self.ran = threading.Event()

    def __call__(self):
        self.count += 1
        if self.errors:
            raise self.errors.pop(0)
        self.ran.set()


def test_all_that_ask_meanwhile_are_served_by_one_run():
    runs, said = Runs(), []
    catching_up = CatchingUp(runs, said.append)
    for _ in range(100):
        catching_up.soon()
    catching_up.close()
    assert (runs.count, said) == (1, [])


def test_it_runs_by_itself_shortly_after():
    runs = Runs()
    CatchingUp(runs, print).soon()
    assert runs.ran.wait(timeout=60)


def test_nothing_asked_is_nothing_run():
    runs = Runs()
    CatchingUp(runs, print).close()
    assert runs.count == 0


def test_who_writes_now_is_waited_for():
    runs, said = Runs(HomeBusyError("書き込み中です。")), []
    CatchingUp(runs, said.append).soon()
    assert runs.ran.wait(timeout=60)
    assert (runs.count, said) == (2, [])


def test_what_keeps_it_from_running_is_told_and_the_next_asks_again():
    runs, said = Runs(HomeError("壊れています。")), []
    catching_up = CatchingUp(runs, said.append)
    catching_up.soon()
    catching_up.close()
    assert said == ["壊れています。"]
    catching_up.soon()
    catching_up.close()
    assert runs.count == 2
