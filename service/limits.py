"""How often one address may ask the API, and how many files it may send.

Answers tell what is left in ``RateLimit-*`` headers; whoever asks too often is answered
429 with ``Retry-After``. Pages that only read have no limit.
"""

from typing import Any

from flask import Flask, Response, g, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from service.settings import Settings

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
    # What is asked for last is done first: the limiter's headers come between these.
    app.after_request(_tell_rightly)
    limiter.init_app(app)
    app.after_request(_keep_own_advice)


def _keep_own_advice(response: Response) -> Response:
    """Keep when we say to come back; the limiter would add when it begins to count."""
    g.own_advice = response.headers.pop("Retry-After", None)
    return response


def _tell_rightly(response: Response) -> Response:
    """Tell the seconds that are left, and nobody to wait whom we have answered.

    The library tells a moment; by the draft it is how long until then, which is what
    the library says of coming back.
    """
    limiters_advice = response.headers.pop("Retry-After", "0")
    if "RateLimit-Reset" in response.headers:
        response.headers["RateLimit-Reset"] = limiters_advice
    if response.status_code == 429:
        response.headers["Retry-After"] = limiters_advice
    elif g.own_advice is not None:
        response.headers["Retry-After"] = g.own_advice
    return response


def _is_unlimited() -> bool:
    return request.method != "POST" and not request.path.startswith("/api/")
