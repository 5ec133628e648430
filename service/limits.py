"""How often one address may ask the API, and how many files it may send.

Answers tell what is left in ``RateLimit-*`` headers; whoever asks too often is answered
429 with ``Retry-After``. Pages that only read have no limit.
"""

import time
from typing import Any

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from service.settings import Settings

# Too many requests, and what is unavailable for now.
_LATER = (429, 503)
# The draft of the IETF (RateLimit header fields) has no X- before the names.
_HEADERS = {
    "RATELIMIT_HEADER_LIMIT": "RateLimit-Limit",
    "RATELIMIT_HEADER_REMAINING": "RateLimit-Remaining",
    "RATELIMIT_HEADER_RESET": "RateLimit-Reset",
}


def register(app: Flask, settings: Settings, *, sending: tuple[str, ...]) -> None:
    """Count what an app is asked.

    Parameters
    ----------
    app : Flask
    settings : Settings
        The limits, and where counts are kept.
    sending : tuple of str
        The endpoints that take files in; they share a limit of their own.
    """
    app.config.update(_HEADERS)
    limiter = Limiter(
        get_remote_address,
        storage_uri=settings.counts_url or "memory://",
        application_limits=[f"{settings.max_requests_per_minute} per minute"],
        headers_enabled=True,
        # Counts that cannot be kept elsewhere for now are kept here.
        in_memory_fallback_enabled=settings.counts_url is not None,
    )
    limiter.request_filter(_is_unlimited)
    files: Any = limiter.shared_limit(
        f"{settings.max_jobs_per_hour} per hour", scope="files", methods=["POST"]
    )
    for endpoint in sending:
        app.view_functions[endpoint] = files(app.view_functions[endpoint])
    # What is asked for last is done first: this comes after the limiter's headers.
    app.after_request(_tell_rightly)
    limiter.init_app(app)


def _tell_rightly(response: Response) -> Response:
    """Tell the seconds that are left, and nobody to wait whom we have answered.

    The library tells a moment; by the draft it is how long until then.
    """
    moment = response.headers.get("RateLimit-Reset", type=int)
    if moment is not None:
        response.headers["RateLimit-Reset"] = str(max(0, moment - int(time.time())))
    if response.status_code not in _LATER:
        response.headers.pop("Retry-After", None)
    return response


def _is_unlimited() -> bool:
    return request.method != "POST" and not request.path.startswith("/api/")
