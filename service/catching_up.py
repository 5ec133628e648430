"""The index follows a decision shortly after it, without anyone waiting for it.

An entry's own themes come from the record and are never old. What is counted and
filtered comes from the index, which takes in all that was decided within a second at
once: hundreds of decisions an hour are then no hundreds of waits.
"""

import threading
from collections.abc import Callable

from corpus.errors import HomeBusyError, TorikumiError

_DELAY_SECONDS = 1.0


class CatchingUp:
    """Runs something shortly after it is asked for, once for all that ask meanwhile.

    Parameters
    ----------
    catch_up : callable
        What to run.
    say : callable
        Told in Japanese what keeps it from running; it runs at the next occasion.
    """

    def __init__(
        self, catch_up: Callable[[], None], say: Callable[[str], None]
    ) -> None:
        self._catch_up = catch_up
        self._say = say
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def soon(self) -> None:
        """Run it shortly, unless it is about to run anyway."""
        with self._lock:
            if self._timer is None:
                self._timer = threading.Timer(_DELAY_SECONDS, self._run)
                self._timer.daemon = True
                self._timer.start()

    def close(self) -> None:
        """Run at once what was asked for and did not run yet."""
        with self._lock:
            timer = self._timer
        if timer is not None:
            timer.cancel()
            timer.join()
            if self._timer is timer:
                self._run()

    def _run(self) -> None:
        with self._lock:
            self._timer = None  # what is asked for from now on is another run
        try:
            self._catch_up()
        except HomeBusyError:
            self.soon()  # who writes now, as a long training, is waited for
        except TorikumiError as error:
            self._say(error.message)
