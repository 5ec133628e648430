"""Files that come in with a form and go out as an answer, for API and pages alike."""

from pathlib import PurePath
from urllib.parse import quote

from flask import Response, request, send_file
from werkzeug.datastructures import FileStorage

from corpus.errors import InvalidInputError
from service.current import current_catalog, current_jobs
from service.jobs.job import Job

_MOST_NAME_CHARACTERS = 120
_MIMETYPES = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".jsonl": "application/jsonl",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def form_values() -> dict[str, list[str]]:
    """Return the texts of a form under their names; a part may have come without."""
    return {name: given for name, given in request.form.lists() if name}


def uploaded(files: list[FileStorage]) -> FileStorage:
    """Return the one file of a form.

    Raises
    ------
    InvalidInputError
        There is none, or more than one.
    """
    sent = [file for file in files if file.filename]
    if not sent:
        raise InvalidInputError(
            "ファイルがありません。file にファイルを1つ付けて送ってください"
            "（プログラムから送るときは、ファイルの名前を UTF-8 で書いてください）。"
        )
    if len(sent) > 1:
        names = "、".join(f"「{name_of(file)}」" for file in sent[:5])
        raise InvalidInputError(
            f"ファイルは1つずつ送ってください（{len(sent)}個ありました：{names}）。"
        )
    return sent[0]


def name_of(file: FileStorage) -> str:
    """Return the name of a file that is sent, without folders and odd signs."""
    name = PurePath((file.filename or "").replace("\\", "/")).name
    kept = "".join(sign if sign.isprintable() else " " for sign in name).strip()
    if len(kept) > _MOST_NAME_CHARACTERS:
        suffix = PurePath(kept).suffix[:10]
        kept = kept[: _MOST_NAME_CHARACTERS - len(suffix)] + suffix
    return kept or "名称なし"


def sent_result(job: Job) -> Response:
    """Return the answer that carries the result of a job under its Japanese name."""
    path, name = current_jobs().result(
        job, guide=current_catalog().guide, address=request.url_root
    )
    suffix = PurePath(name).suffix.lower()
    answer = send_file(path, mimetype="application/octet-stream", max_age=0)
    # A file of text is in the encoding it came in, which no header needs to tell.
    answer.headers["Content-Type"] = _MIMETYPES.get(suffix, answer.mimetype)
    # RFC 6266: a name for old programs, and the one that people know.
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="torikumi{suffix}"; '
        f"filename*=UTF-8''{quote(name, safe='')}"
    )
    return answer
