"""What the routes of jobs take and answer."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from corpus.choices import MEANINGS
from service.jobs.asking import KINDS, MAX_HEADER_ROW
from service.settings import Settings

_MEANINGS = "、".join(MEANINGS)
_USUAL = Settings()


def _text(description: str) -> Any:
    """Return a field of free text, whose type is left open.

    A form writes a number, too, no other way than as a text.
    """

    def describe(said: dict[str, Any]) -> None:
        said.clear()
        said.update(description=description, maxLength=200)

    return Field("", json_schema_extra=describe)


class JobForm(BaseModel):
    """A file, and how it is to be read and given back."""

    file: str = Field(
        description="CSV、TSV、Excel、PDF、HTML、DOCX、JSONL などのファイル。上限"
        f"（既定では{_USUAL.max_request_bytes // 2**20}MB、"
        f"{_USUAL.limits.max_rows:,}行、{_USUAL.limits.max_columns:,}列、1つのセルに"
        f"{_USUAL.limits.max_cell_characters:,}字、PDFは"
        f"{_USUAL.limits.max_pages:,}ページ）は設定で変わります。",
        json_schema_extra={"format": "binary"},
    )
    format: Literal[KINDS] = Field(  # type: ignore[valid-type]
        "same", description="結果の形式。same は送ったファイルと同じ形式です。"
    )
    column: str = _text("本文の列の見出し（か記号、番号）。")
    columns: dict[str, str] = Field(
        {}, description=f"列の見出し（か番号）と意味のJSON。意味は {_MEANINGS}。"
    )
    # One alone and a list of one look the same in a form.
    sheet: str = _text("読むシート。繰り返せます。")
    header_row: int = Field(
        1, ge=1, le=MAX_HEADER_ROW, description="見出しの行。ファイルの行番号です。"
    )
    encoding: str = _text("文字コード（utf-8、cp932 など）。")
    organisation: str = _text("ファイルにない組織名。")
    fiscal_year: str = _text("ファイルにない年度（2021、令和3年度）。")


class JobHeader(BaseModel):
    """Headers that a request for a job may have."""

    idempotency_key: str = Field(
        "",
        alias="Idempotency-Key",
        description="同じ依頼を2度送っても作業が1つで済むように付けるキー。",
        max_length=200,
    )


class JobMade(BaseModel):
    """A job that waits."""

    id: str
    status_url: str


class RowTrouble(BaseModel):
    """A row that could not be read."""

    sheet: str | None
    row: int | None
    reason: str


class JobAnswer(BaseModel):
    """A job as it stands."""

    id: str
    name: str
    status: Literal["waiting", "running", "done", "failed", "cancelled"]
    done: int = Field(description="終わった行の数。")
    total: int | None = Field(description="行の数。数え終わるまでは null。")
    errors: list[RowTrouble] = Field(description="読めなかった行（1,000行まで）。")
    error: str | None = Field(description="failed の理由か、先へ進めない理由。")
    jobs_before: int = Field(description="順番が先の作業の数。")
    rows_per_second: float | None
    seconds_left: int | None
    created: str
    started: str | None
    finished: str | None
    result_url: str | None = Field(description="done のとき、結果のアドレス。")


def _form_schema() -> dict[str, Any]:
    schema = JobForm.model_json_schema()
    for each in schema["properties"].values():
        each.pop("default", None)  # what is not sent is told from the file
    return schema


FORM = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": _form_schema(),
            "encoding": {"columns": {"contentType": "application/json"}},
        }
    },
}
FILE = {
    "description": "テーマの付いたファイル。",
    "headers": {
        "Content-Disposition": {
            "description": "ファイルの名前（RFC 6266）。",
            "schema": {"type": "string"},
        }
    },
    "content": {
        mimetype: {"schema": {"type": "string", "format": "binary"}}
        for mimetype in (
            "text/csv", "application/jsonl",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )
    },
}  # fmt: skip
