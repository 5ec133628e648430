"""Which language a page speaks: asked for in the URL, kept in a cookie, or preferred.

``?lang=en`` counts before the cookie, the cookie before the browser's
``Accept-Language``, and that before the setting. Messages are written in Japanese in
the code and the templates; ``translations/en`` holds the English beside them.
"""

from urllib.parse import urlencode

from flask import Flask, Response, g, request
from flask_babel import Babel

from service.current import current_settings

LANGUAGES = {"ja": "日本語", "en": "English"}
_COOKIE = "torikumi_lang"
_COOKIE_SECONDS = 365 * 24 * 60 * 60


def register(app: Flask, *, default: str) -> None:
    """Let an app answer in the language of whoever asks."""
    Babel(
        app,
        default_locale=default,
        default_translation_directories="translations",
        locale_selector=current_language,
    )
    app.after_request(_remember)
    app.context_processor(
        lambda: {
            "languages": LANGUAGES,
            "language": current_language(),
            "language_url": language_url,
        }
    )


def current_language() -> str:
    """Return the language of the current answer: ``ja`` or ``en``."""
    if "language" not in g:
        g.language = _choose()
    chosen: str = g.language
    return chosen


def language_url(language: str) -> str:
    """Return this very address in another language, relative to itself."""
    values = request.args.to_dict(flat=False) | {"lang": [language]}
    return f"?{urlencode(values, doseq=True)}"


def _choose() -> str:
    for wish in (request.args.get("lang"), request.cookies.get(_COOKIE)):
        if wish in LANGUAGES:
            return wish
    # A browser that prefers neither gets the setting, not the nearest guess.
    preferred = request.accept_languages.best_match(LANGUAGES)
    return preferred or current_settings().language


def _remember(response: Response) -> Response:
    """Keep an explicit choice, and tell caches what the answer hung on."""
    wish = request.args.get("lang")
    if wish in LANGUAGES and response.mimetype == "text/html":
        response.set_cookie(
            _COOKIE, wish, max_age=_COOKIE_SECONDS, httponly=True, samesite="Lax"
        )
    if response.mimetype == "text/html":
        response.vary.update(("Accept-Language", "Cookie"))
    return response
