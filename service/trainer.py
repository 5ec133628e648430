"""Trains, or lets a model take over, in the background of the pages.

One thing at a time in this process; ``Home.training`` and ``Home.writing`` keep other
processes apart. What is under way is told, and nothing of it has to survive the
process: a candidate is saved whole or not at all, and a takeover that was cut short is
completed by the next start.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from corpus.errors import HomeBusyError, TorikumiError
from service.retraining import SavedModel

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TrainerState:
    """What the trainer does, or how it ended.

    ``model_id`` is the model that was made or taken over; ``error`` says in Japanese
    what kept it from being so.
    """

    is_running: bool = False
    message: str = ""
    model_id: str | None = None
    error: str | None = None


class Trainer:
    """Runs trainings and takeovers, one at a time.

    Parameters
    ----------
    propose : callable
        Fits and compares a model, and tells meanwhile what it is doing.
    adopt : callable
        Lets the model of an id give all tags.
    """

    def __init__(
        self,
        propose: Callable[[Callable[[str], None]], SavedModel],
        adopt: Callable[[str], None],
    ) -> None:
        self._propose = propose
        self._adopt = adopt
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self.state = TrainerState()

    def start_training(self) -> None:
        """Begin to fit and compare a new model.

        Raises
        ------
        HomeBusyError
            Something is under way.
        """

        def train() -> str:
            return self._propose(self._tell).model_id

        self._start(train, "学習を始めました。")

    def start_adopting(self, model_id: str) -> None:
        """Begin to let a saved model give all tags.

        Raises
        ------
        HomeBusyError
            Something is under way.
        """

        def adopt() -> str:
            self._adopt(model_id)
            return model_id

        self._start(adopt, "すべての取組にテーマを付け直しています。")

    def wait(self) -> None:
        """Wait until nothing is under way."""
        if self._thread is not None:
            self._thread.join()

    def _start(self, work: Callable[[], str], message: str) -> None:
        with self._lock:
            if self.state.is_running:
                raise HomeBusyError(
                    "ほかの学習か切り替えが進んでいます。"
                    "終わるのを待ってから、もう一度始めてください。"
                )
            self.state = TrainerState(is_running=True, message=message)
            # A process that ends does not wait: nothing half done is kept.
            self._thread = threading.Thread(target=self._run, args=[work], daemon=True)
            self._thread.start()

    def _run(self, work: Callable[[], str]) -> None:
        try:
            self.state = TrainerState(model_id=work())
        except TorikumiError as error:
            self.state = TrainerState(error=error.message)
        except Exception:
            _LOG.exception("training failed")
            self.state = TrainerState(
                error="思わぬ不具合で学習できませんでした。起動した画面の記録を、"
                "管理する人に見せてください。"
            )

    def _tell(self, message: str) -> None:
        self.state = TrainerState(is_running=True, message=message)
