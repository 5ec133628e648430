"""What can go wrong, as one family.

Each class is one sentence of cause, with the HTTP status a page or the API answers
with. The message is for the person in front of the screen: Japanese, it names the
thing and the remedy. There are three exits and each renders ``message``: the error
page and the error JSON (``service/problems.py``) and the terminal (``service/cli``).

::

    TorikumiError
    ├── InvalidInputError        what was given cannot be used
    │   ├── InvalidSettingError  a setting has a value of the wrong kind
    │   └── InvalidQueryError    a search asks for something that cannot be
    ├── NotFoundError            nothing goes by that name
    ├── NotPermittedError        this may not be done from here
    ├── UnreadableFileError      a file is damaged or of no known format
    │   └── NotAReportError      a file is readable but no table of initiatives
    ├── TooLargeError            more than the limits allow
    ├── ExamplesError            labelled examples cannot be learned from
    ├── LabelsError              a table of people's labels cannot be taken in
    ├── HomeError                the home folder cannot be used
    │   ├── NewerSchemaError     the home was written by a newer program
    │   └── HomeBusyError        another process is writing
    ├── IndexUnavailableError    the index is gone, damaged or of another version
    ├── ModelUnavailableError    the fitted model is gone, damaged or of another version
    ├── JobNotReadyError         a job is asked for what it cannot give at this point
    ├── KeyReusedError           a key of one request came with another
    ├── QueueFullError           more jobs wait than the queue takes
    ├── QueueUnavailableError    the queue of jobs cannot be reached
    ├── JudgingError             a process that judges texts came to an end
    └── ServeError               the server cannot start
"""

import errno

_REASONS = {
    errno.ENOENT: "ファイルかフォルダーがありません",
    errno.ENOTDIR: "フォルダーではない所を指しています",
    errno.EISDIR: "フォルダーです",
    errno.EACCES: "権限がありません",
    errno.EPERM: "権限がありません",
    errno.EROFS: "書き込めない場所です",
    errno.ENOSPC: "ディスクに空きがありません",
    errno.EDQUOT: "使える容量を超えました",
    errno.ENAMETOOLONG: "名前が長すぎます",
}


def reason_of(error: OSError) -> str:
    """Return in Japanese why the system could not read or write."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


class TorikumiError(Exception):
    """Something a person can mend; the message says what and how."""

    status = 500
    # How long to wait before the same may work, for whom it is worth telling.
    retry_after_seconds: int | None = None

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InvalidInputError(TorikumiError):
    """What was given cannot be used."""

    status = 400


class InvalidSettingError(InvalidInputError):
    """A setting has a value of the wrong kind."""


class InvalidQueryError(InvalidInputError):
    """A search asks for something that cannot be, such as a page before the first."""


class NotFoundError(TorikumiError):
    """Nothing goes by that name."""

    status = 404


class NotPermittedError(TorikumiError):
    """What was asked may not be done from here, or not by that page."""

    status = 403


class UnreadableFileError(TorikumiError):
    """A file is damaged or of no known format."""

    status = 422


class NotAReportError(UnreadableFileError):
    """A file is readable but holds no table of initiatives."""


class TooLargeError(TorikumiError):
    """More than the limits allow."""

    status = 413


class ExamplesError(TorikumiError):
    """Labelled examples cannot be learned from."""

    status = 422


class LabelsError(TorikumiError):
    """A table of people's labels cannot be taken in."""

    status = 422


class HomeError(TorikumiError):
    """The home folder cannot be used."""

    status = 503


class NewerSchemaError(HomeError):
    """The home was written by a newer program."""


class HomeBusyError(HomeError):
    """Another process is writing to the home."""


class IndexUnavailableError(TorikumiError):
    """The index is gone, damaged or of another version; it can be rebuilt."""

    status = 503


class ModelUnavailableError(TorikumiError):
    """The fitted model is gone, damaged or of another version; it can be refitted."""

    status = 503


class JobNotReadyError(TorikumiError):
    """A job is asked for what it cannot give at this point."""

    status = 409


class KeyReusedError(TorikumiError):
    """A key that stands for one request came with another."""

    status = 422


class QueueFullError(TorikumiError):
    """More jobs wait than the queue takes; later there is room again."""

    status = 503
    retry_after_seconds = 60


class QueueUnavailableError(TorikumiError):
    """The queue of jobs cannot be reached; it may be back soon."""

    status = 503
    retry_after_seconds = 10


class ServeError(TorikumiError):
    """The server cannot start."""


class JudgingError(TorikumiError):
    """A process that judges texts came to an end before its work did."""

    status = 503
