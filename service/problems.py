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
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from corpus.errors import TorikumiError

_MESSAGES = {
    400: "送られた内容を読み取れませんでした。入力を確かめて、もう一度送ってください。",
    404: "お探しのページはありません。アドレスを確かめるか、検索からお探しください。",
    405: "このアドレスではその操作はできません。前のページに戻ってやり直してください。",
    413: "送られたデータが大きすぎます。分けるか、小さくしてから送ってください。",
    415: "この形式の本文は受け取れません。文は JSON（application/json）で、"
    "ファイルはフォーム（multipart/form-data）に付けて送ってください。",
    429: "短い間に送られた回数が上限を超えました。"
    "しばらく待ってから、もう一度送ってください。",
    431: "アドレスかヘッダーが長すぎます。短くしてから送ってください。",
    500: "思わぬ不具合が起きました。時間をおいて、もう一度お試しください。"
    "続くときは、起動した画面の記録を管理する人に見せてください。",
}
# What a program asks for is no page.
_MACHINE_MESSAGES = {
    404: "このアドレスはありません。使えるアドレスは /api/v1/docs にあります。",
    405: "このアドレスではその操作はできません。"
    "使える操作は Allow ヘッダーと /api/v1/docs にあります。",
    429: "短い間に送られた回数が上限を超えました。"
    "Retry-After の秒数だけ待ってから、もう一度送ってください。",
}
_MIB = 1024 * 1024
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
    answer = _answer(status, _message_of(error, status))
    # Allow (405) and Retry-After (429, 503) are part of the answer.
    for name, value in error.get_headers(request.environ):
        if name not in {"Content-Type", "Content-Length"}:
            answer.headers[name] = value
    return answer


def message_of(status: int) -> str:
    """Return what to tell of a status that nobody has more to say of."""
    return _MESSAGES.get(status) or _MESSAGES[400 if status < 500 else 500]


def _message_of(error: HTTPException, status: int) -> str:
    if isinstance(error, RequestEntityTooLarge):
        return _too_large() or message_of(status)
    if _is_machine() and status in _MACHINE_MESSAGES:
        return _MACHINE_MESSAGES[status]
    return message_of(status)


def _too_large() -> str | None:
    """Name the limit, where it is the size of the whole that passes it."""
    sent, most = request.content_length or 0, request.max_content_length or 0
    if sent <= most:
        return None
    return (
        f"送られたデータ（{_size(sent)}）は上限の{_size(most)}（設定 "
        "TORIKUMI_MAX_REQUEST_BYTES）を超えています。分けるか、小さくしてから"
        "送ってください。"
    )


def _size(n_bytes: int) -> str:
    return f"{n_bytes / _MIB:,.1f}MB" if n_bytes >= _MIB else f"{n_bytes:,}バイト"


def _is_machine() -> bool:
    return request.path.startswith(_MACHINE_PATHS)


def _answer(status: int, message: str) -> Response:
    if _is_machine():
        answer = jsonify(status=status, error=message)
    else:
        page = render_template("error.html", status=status, message=message)
        answer = make_response(page)
    answer.status_code = status
    return answer
