"""What went wrong → an error page, or an error JSON for the API.

``TorikumiError`` brings its message and status along; what Flask itself refuses (no
such address, a wrong method, a body too large) and what nobody foresaw get theirs here.
The message always says what to do next; what happened inside goes to the log only.
"""

from flask import (
    Flask,
    Response,
    current_app,
    jsonify,
    make_response,
    render_template,
    request,
)
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from corpus.errors import TorikumiError

_MESSAGES = {
    400: "送られた内容を読み取れませんでした。入力を確かめて、もう一度送ってください。",
    404: "お探しのページはありません。アドレスを確かめるか、検索からお探しください。",
    405: "このアドレスではその操作はできません。前のページに戻ってやり直してください。",
    413: "送られたデータが大きすぎます。分けるか、小さくしてから送ってください。",
    415: "この形式は受け取れません。JSON（application/json）で送ってください。",
    429: "短い間に送られた回数が上限を超えました。"
    "Retry-After の秒数だけ待ってから、もう一度送ってください。",
    500: "思わぬ不具合が起きました。時間をおいて、もう一度お試しください。"
    "続くときは、起動した画面の記録を管理する人に見せてください。",
}
_MACHINE_PATHS = ("/api/", "/healthz", "/readyz")


def register(app: Flask) -> None:
    """Answer every error of an app in one manner."""
    app.register_error_handler(TorikumiError, _show_known)
    app.register_error_handler(HTTPException, _show_http)


def _show_known(error: TorikumiError) -> Response:
    if error.status >= 500:
        current_app.logger.error("%s（%r）", error.message, error.__cause__)
    answer = _answer(error.status, error.message)
    if error.retry_after_seconds is not None:
        answer.headers["Retry-After"] = str(error.retry_after_seconds)
    return answer


def _show_http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:  # a redirect travels as an exception, too
        return error.get_response()
    answer = _answer(status, _MESSAGES.get(status, _nearest(status)))
    # Allow (405) and Retry-After (429, 503) are part of the answer.
    for name, value in error.get_headers(request.environ):
        if name not in {"Content-Type", "Content-Length"}:
            answer.headers[name] = value
    return answer


def _nearest(status: int) -> str:
    return _MESSAGES[400 if status < 500 else 500]


def _answer(status: int, message: str) -> Response:
    if request.path.startswith(_MACHINE_PATHS):
        answer = jsonify(status=status, error=message)
    else:
        page = render_template("error.html", status=status, message=message)
        answer = make_response(page)
    answer.status_code = status
    return answer
