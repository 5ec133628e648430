"""The API as one OpenAPI document, and the tools that describe an answer in it."""

from importlib.metadata import version
from typing import Any

from flask import Flask
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI
from flask_openapi3.types import ResponseDict
from pydantic import BaseModel, ValidationError

from corpus.errors import InvalidInputError
from service.openapi.answered import Trouble

_TROUBLES = {
    400: "送られた内容が使えません。",
    403: "この操作はここからはできません。",
    404: "その番号のものはありません。",
    409: "いまの状態ではできません。",
    413: "大きさの上限を超えています。",
    415: "この形式は受け取れません。",
    422: "ファイルが読めないか、キーが別の内容に使われています。",
    429: "回数の上限を超えました。Retry-After の秒数だけ待ってください。",
    503: "いまは答えられません。時間をおいてください。",
}
_ALWAYS = (400, 429, 503)


def make_app(name: str) -> OpenAPI:
    """Return an app that gathers what its API routes say of themselves."""
    return OpenAPI(
        name,
        info=Info(
            title="取組 Torikumi",
            version=version("torikumi"),
            description="働き方改革の取組を探し、テーマで分けるAPI。"
            'エラーはいつも {"status", "error"} で、error は日本語の説明です。',
        ),
        doc_ui=False,
        validation_error_status=400,
        validation_error_model=Trouble,
        validation_error_callback=_refuse,
    )


def document_of(app: Flask) -> dict[str, Any]:
    """Return the document of an app.

    Nobody has to sign in; a null, as the library says it, is no OpenAPI.
    """
    assert isinstance(app, OpenAPI)
    document = dict(app.api_doc)
    schemas = document["components"]["schemas"]
    return document | {"components": {"schemas": schemas}}


def make_blueprint(name: str, import_name: str) -> APIBlueprint:
    """Return a blueprint whose routes say what they take and answer."""
    return APIBlueprint(name, import_name, operation_id_callback=_operation_id)


def described(
    summary: str,
    answer: type[BaseModel] | dict[str, Any],
    *troubles: int,
    status: int = 200,
    body: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Return how a route is described, as the options of its decorator.

    Parameters
    ----------
    summary : str
        What it does, for who reads the document.
    answer : type of BaseModel, or dict
        The shape of the answer; or a response of OpenAPI, where it is no JSON.
    troubles : int
        The statuses of its errors, beside those that any route may have.
    status : int, default=200
        The status when all is well.
    body : dict, optional
        The request body of OpenAPI.
    """
    responses: ResponseDict = {status: answer}
    for each in sorted({*_ALWAYS, *troubles}):
        responses[each] = _trouble(each)
    return {
        "summary": summary,
        "description": summary,
        "responses": responses,
        "openapi_extensions": {"requestBody": body} if body else {},
    }


def _trouble(status: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Trouble"}
    answer: dict[str, Any] = {
        "description": _TROUBLES[status],
        "content": {"application/json": {"schema": schema}},
    }
    if status in {429, 503}:
        answer["headers"] = {
            "Retry-After": {
                "description": "待つ秒数。",
                "schema": {"type": "string"},
            }
        }
    return answer


def _operation_id(*, name: str, path: str, method: str) -> str:
    """Name an operation after its function, which is what it does."""
    return name


def _refuse(error: ValidationError) -> Any:
    names = "、".join(str(part) for each in error.errors() for part in each["loc"])
    longest = error.errors()[0].get("ctx", {}).get("max_length")
    remedy = (
        f"{longest:,}文字までにしてください。" if longest else "値を確かめてください。"
    )
    raise InvalidInputError(f"「{names}」の値が使えません。{remedy}")
