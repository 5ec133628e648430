"""Who may write: whoever sits at the machine, until there are accounts.

A server that listens on a loopback address is asked by people of this machine only, so
its pages may change the catalogue. Elsewhere nobody knows who asks, and such pages
answer 403. A browser of this machine also shows pages of other sites; what those send
here is told by the headers that browsers add, and refused.

The decider's name is asked once and kept in a cookie: it is a signature, not a proof.
"""

import ipaddress
from urllib.parse import quote, unquote, urlsplit

from flask import Response, request

from corpus.deciding import read_name
from corpus.errors import InvalidInputError, NotPermittedError
from service.current import current_settings

_COOKIE = "torikumi_decider"
_COOKIE_SECONDS = 365 * 24 * 60 * 60
_ONLY_READ = {"GET", "HEAD", "OPTIONS"}
_OWN_PAGES = {None, "same-origin", "none"}


def may_write() -> bool:
    """Return whether pages that write are open on this server."""
    return _is_loopback(current_settings().host)


def require_writer() -> None:
    """Refuse a request that may not change anything.

    Raises
    ------
    NotPermittedError
        The server can be reached from other machines, or the request was sent by a
        page of another site.
    """
    if not may_write():
        raise NotPermittedError(
            "ほかのパソコンからも開けるサーバーでは、目録を書き換えられません。"
            "このパソコンだけで使うサーバー（torikumi serve --host 127.0.0.1）で"
            "操作するか、管理する人に頼んでください。"
        )
    require_own_page()


def require_own_sender() -> None:
    """Refuse what was sent to this machine under a foreign name, or by another site.

    A page of another site may make its own name lead here (DNS rebinding) and would
    then read all that this server shows to its own machine only; or it may send a form
    or a file here from the reader's own browser.

    Raises
    ------
    NotPermittedError
        The server listens on a loopback address and is asked under another name, or
        the browser says that something was sent from elsewhere.
    """
    if may_write() and not _is_loopback(_host_of(f"//{request.host}")):
        raise _foreign()
    if request.method not in _ONLY_READ:
        require_own_page()


def require_own_page() -> None:
    """Refuse what a page of another site sends; a program that is none may send.

    Raises
    ------
    NotPermittedError
        The browser says that the request comes from elsewhere.
    """
    if not _is_own_request():
        raise _foreign()


def decider() -> str | None:
    """Return the name of whoever decides, as kept in the browser."""
    try:
        return read_name(unquote(request.cookies.get(_COOKIE, ""), errors="strict"))
    except (InvalidInputError, UnicodeDecodeError):
        return None


def keep_decider(response: Response, name: str) -> None:
    """Keep a name that ``read_name`` accepted in the browser."""
    response.set_cookie(
        _COOKIE, quote(name), max_age=_COOKIE_SECONDS, httponly=True, samesite="Strict"
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]").split("%")[0]).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _is_own_request() -> bool:
    """Tell by a browser's own headers; a program that is none sends neither."""
    if request.headers.get("Sec-Fetch-Site") not in _OWN_PAGES:
        return False
    origin = request.headers.get("Origin")
    return origin is None or origin.partition("://")[2] == request.host


def _host_of(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # brackets that hold no address
        return ""


def _foreign() -> NotPermittedError:
    return NotPermittedError(
        "ほかのサイトのページから送られた操作は受け付けません。"
        "このサーバーのページを開き直して、もう一度操作してください。"
    )
