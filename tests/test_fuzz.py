"""What the API's document promises, held against the API by a program that makes it up.

Requests are generated from the document, those that keep to it and those that do not,
alone and one after the other; answers are held against it. A short run with a fixed
seed; ``make fuzz`` runs longer and otherwise every time.
"""

import os

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from service.app import create_app
from service.settings import Settings

pytestmark = pytest.mark.slow

ASKED = os.environ.get("TORIKUMI_FUZZ_EXAMPLES")
CONFIG = {
    "generation": {
        "deterministic": ASKED is None,
        "max-examples": int(ASKED or 5),
        # A name that the API does not know is passed over, as anywhere on the web.
        "allow-extra-parameters": False,
    },
    "checks": {
        # A value may keep to its schema and yet not be in the catalogue, or be no file
        # of initiatives.
        "positive_data_acceptance": {
            "expected-statuses": ["2xx", "400", "404", "409", "413", "422"]
        },
    },
} | ({} if ASKED else {"seed": 2020})


@pytest.fixture
def document(prepared_home, catalog):
    settings = Settings(
        home=prepared_home,
        max_requests_per_minute=10**9,
        max_jobs_per_hour=10**9,
        max_waiting_jobs=10**6,
    )
    return schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json",
        create_app(settings, catalog),
        config=SchemathesisConfig.from_dict(CONFIG),
    )


def failures_of(event):
    """What an event of a run tells of trouble, each as a text to read."""
    if isinstance(event, events.FatalError):
        return [repr(event.exception)]
    if isinstance(event, events.NonFatalError):
        return [f"{event.label}: {event.value}"]
    if not isinstance(event, events.ScenarioFinished):
        return []
    return [
        f"{check.name}: {check.failure_info.failure}\n{check.failure_info.code_sample}"
        for checks in event.recorder.checks.values()
        for check in checks
        if check.failure_info
    ]


def test_the_api_answers_as_its_document_says(document):
    told = [
        each for event in from_schema(document).execute() for each in failures_of(event)
    ]
    assert not told, "\n\n".join(told)
