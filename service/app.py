"""``create_app(settings)``: pages, API, errors, languages and headers as one app.

The app asks one ``Catalog`` for everything. It listens on a loopback address by
default, so nothing forces HTTPS here; whoever puts it behind a proxy does that there.
"""

from importlib.metadata import version

from flask import Flask, Response, request
from flask_talisman import Talisman
from jinja2 import StrictUndefined

from service import api, api_jobs, api_years, languages, limits, pages, problems
from service.catalog import Catalog
from service.current import keep, keep_jobs
from service.jobs import Jobs
from service.openapi.document import make_app
from service.pages.trying import allow_signs
from service.permissions import require_own_sender
from service.settings import Settings

# Nothing from another host, nothing inline, no frame, no plug-in.
_CONTENT_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
_VERSION = version("torikumi")
_STATIC_SECONDS = 60 * 60


def create_app(
    settings: Settings, catalog: Catalog | None = None, jobs: Jobs | None = None
) -> Flask:
    """Return the web application over a home.

    Parameters
    ----------
    settings : Settings
        Where the home is, and the language of those who prefer none.
    catalog : Catalog, optional
        One that is open already; otherwise the home's is opened.
    jobs : Jobs, optional
        Likewise; a worker carries them out.

    Raises
    ------
    TorikumiError
        The home cannot be used; the message says why.
    """
    app = make_app("service")
    app.config.from_mapping(
        MAX_CONTENT_LENGTH=settings.max_request_bytes,
        # Lines that are pasted may be as large as a file.
        MAX_FORM_MEMORY_SIZE=settings.max_request_bytes,
        SEND_FILE_MAX_AGE_DEFAULT=_STATIC_SECONDS,
    )
    # People read the JSON, too: 働き方 rather than its escapes.
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    keep(app, _open(settings) if catalog is None else catalog, settings)
    keep_jobs(app, Jobs(settings) if jobs is None else jobs)
    languages.register(app, default=settings.language)
    problems.register(app)
    pages.register(app)
    app.register_api(api.blueprint)
    app.register_api(api_jobs.blueprint)
    app.register_api(api_years.blueprint)
    app.before_request(require_own_sender)
    limits.register(app, settings, sending=("api_jobs.add", "submissions.give"))
    _secure(app)
    return app


def _open(settings: Settings) -> Catalog:
    catalog = Catalog(settings)
    catalog.prepare()
    return catalog


def _secure(app: Flask) -> None:
    """Send the security headers, and let no cache or browser hold on to old files."""
    allow_signs(_CONTENT_POLICY)
    Talisman(
        app,
        force_https=False,
        strict_transport_security=False,
        session_cookie_secure=False,
        frame_options="DENY",
        content_security_policy=_CONTENT_POLICY,
        referrer_policy="same-origin",
    )
    app.url_defaults(_add_version)
    app.after_request(_limit_caching)


def _add_version(endpoint: str, values: dict[str, object]) -> None:
    if endpoint == "static":
        values["v"] = _VERSION


def _limit_caching(response: Response) -> Response:
    # A label given a moment ago must show on the next look.
    if request.endpoint != "static":
        response.cache_control.no_cache = True
    return response
