"""What the running app answers with, for pages and API: its catalogue and settings."""

from typing import cast

from flask import Flask, current_app

from service.catalog import Catalog
from service.settings import Settings

_CATALOG = "torikumi.catalog"
_SETTINGS = "torikumi.settings"


def keep(app: Flask, catalog: Catalog, settings: Settings) -> None:
    """Let everything an app answers ask this catalogue and keep to these limits."""
    app.extensions[_CATALOG] = catalog
    app.extensions[_SETTINGS] = settings


def current_catalog() -> Catalog:
    """Return the catalogue of the app that is answering."""
    return cast(Catalog, current_app.extensions[_CATALOG])


def current_settings() -> Settings:
    """Return the settings of the app that is answering."""
    return cast(Settings, current_app.extensions[_SETTINGS])
