"""What the running app answers with, for pages and API: catalogue, jobs, settings."""

from typing import cast

from flask import Flask, current_app

from service.catalog import Catalog
from service.jobs import Jobs
from service.settings import Settings

_CATALOG = "torikumi.catalog"
_SETTINGS = "torikumi.settings"
_JOBS = "torikumi.jobs"


def keep(app: Flask, catalog: Catalog, settings: Settings) -> None:
    """Let everything an app answers ask this catalogue and keep to these limits."""
    app.extensions[_CATALOG] = catalog
    app.extensions[_SETTINGS] = settings


def keep_jobs(app: Flask, jobs: Jobs) -> None:
    """Let everything an app answers put its long work here."""
    app.extensions[_JOBS] = jobs


def current_jobs() -> Jobs:
    """Return the jobs of the app that is answering."""
    return cast(Jobs, current_app.extensions[_JOBS])


def current_catalog() -> Catalog:
    """Return the catalogue of the app that is answering."""
    return cast(Catalog, current_app.extensions[_CATALOG])


def current_settings() -> Settings:
    """Return the settings of the app that is answering."""
    return cast(Settings, current_app.extensions[_SETTINGS])
