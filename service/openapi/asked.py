"""What a request of the API brings: its query, its path, its body, its headers."""

from typing import Any

from pydantic import BaseModel, Field

from corpus.records import EntryKind
from index.facets import ONCE, WITH_DOUBTFUL, WITHOUT_DOUBTFUL
from index.searcher import Sort
from service.parameters import MAX_LIMIT, MAX_OFFSET
from service.settings import Settings

_LONGEST_VALUE = 200
_USUAL = Settings()


class Asked(BaseModel):
    """Named values as they stand in an address."""

    def values(self) -> dict[str, list[str]]:
        """Return every value under its name, as a parsed address has them."""
        return {
            name: value if isinstance(value, list) else [value]
            for name, value in self.model_dump().items()
            if value
        }


def text(description: str, **schema: Any) -> Any:
    """Return a field that is read as text and described by a schema.

    A form sends what is left blank as an empty text, which is as if nothing were said.
    """
    if "enum" in schema:
        schema["enum"] = [*schema["enum"], ""]

    def describe(said: dict[str, Any]) -> None:
        said.update(schema)
        if schema.get("type") == "integer":
            number = {key: schema[key] for key in schema if key != "default"}
            default = {"default": schema["default"]} if "default" in schema else {}
            said.clear()
            said.update(anyOf=[number, {"const": ""}], description=description)
            said.update(default)

    return Field("", description=description, json_schema_extra=describe)


def _texts(description: str, **items: Any) -> Any:
    """Return a field that may come several times."""
    kept: Any = {"type": "string", "maxLength": _LONGEST_VALUE} | items
    if "enum" in kept:
        kept["enum"] = [*kept["enum"], ""]
    return Field([], description=description, json_schema_extra={"items": kept})


def _whole(description: str, *, default: int, minimum: int, maximum: int) -> Any:
    return text(
        description, type="integer", default=default, minimum=minimum, maximum=maximum
    )


def _query() -> Any:
    return text("検索語。空白で区切るとすべてを含むものを探します。", maxLength=1000)


class FilterQuery(Asked):
    """Filters: values of one name are alternatives, names are wanted together."""

    theme: list[str] = _texts("テーマのID（/api/v1/themes にあるもの）。")
    status: list[str] = _texts("実施状況。目録にある値。")
    marker: list[str] = _texts("新規・継続などの区分。目録にある値。")
    section: list[str] = _texts("大項目。目録にある値。")
    organisation: list[str] = _texts("組織。目録にある値。")
    fiscal_year: list[str] = _texts("年度（2020、令和2年度、R2）。")
    kind: list[str] = _texts("記載の種類。", enum=[kind.value for kind in EntryKind])
    report: list[str] = _texts("報告の番号。目録にある値。")
    also: list[str] = _texts("あわせて付くテーマのID。")
    repeats: list[str] = _texts("once は再掲を一度だけ数えます。", enum=[ONCE, "all"])
    doubtful: list[str] = _texts(
        "判定保留のテーマを除くか、付かなかった候補も含めるか。",
        enum=[WITHOUT_DOUBTFUL, WITH_DOUBTFUL],
    )


class CountQuery(FilterQuery):
    """What is counted: values of one to three dimensions together."""

    by: str = text(
        "何ごとに数えるか。コンマで区切って3つまで。",
        default="theme,fiscal_year",
    )


class SearchQuery(FilterQuery):
    """What is searched for; without words there must be a filter."""

    q: str = _query()
    sort: str = text(
        "並べ方。", enum=[sort.value for sort in Sort], default="relevance"
    )
    limit: str = _whole("件数。", default=20, minimum=0, maximum=MAX_LIMIT)
    offset: str = _whole("何件目の次からか。", default=0, minimum=0, maximum=MAX_OFFSET)


class WordsQuery(Asked):
    """Words alone."""

    q: str = _query()


class EntryPath(BaseModel):
    """Which entry."""

    entry_id: str = Field(description="取組の番号（検索の hits の id）。")


class JobPath(BaseModel):
    """Which job."""

    job_id: str = Field(description="作業の番号（POST /api/v1/jobs の id）。")


class ClassifyBody(BaseModel):
    """Texts to classify."""

    texts: list[str] = Field(
        description="分類する文。数と長さの上限（既定では "
        f"{_USUAL.max_texts:,}件、1件{_USUAL.max_text_characters:,}文字）は"
        "設定で変わり、超えると413を返します。",
        examples=[["残業を減らす。"]],
    )


JSON_TEXTS = {
    "required": True,
    "content": {"application/json": {"schema": ClassifyBody.model_json_schema()}},
}
