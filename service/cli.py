"""The commands: arguments → one call of the catalog → print.

Results go to standard output, all else to standard error. Only this module imports
inside functions, so that ``--help`` opens at once.
"""

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from corpus.errors import InvalidInputError, TorikumiError

if TYPE_CHECKING:
    from index.searcher import Filters
    from service.catalog import Catalog
    from service.settings import Settings

_Command = TypeVar("_Command", bound=Callable[..., object])
_STANDARD_INPUT = "-"


class _Commands(click.Group):
    """Commands that end with one message and status 1 where something is amiss."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except TorikumiError as error:
            click.echo(f"エラー：{error.message}", err=True)
            ctx.exit(1)


def _say(message: str) -> None:
    click.echo(message, err=True)


def _settings(ctx: click.Context, **given: Any) -> "Settings":
    from service.settings import Settings

    return Settings.from_environment(home=ctx.find_root().params["home"], **given)


def _open_catalog(ctx: click.Context) -> "Catalog":
    """Open the home's catalogue, up to date."""
    from service.catalog import Catalog

    catalog = Catalog(_settings(ctx), say=_say)
    ctx.call_on_close(catalog.close)
    catalog.prepare()
    return catalog


def _filters(command: _Command) -> _Command:
    """Add the filters that search and export share."""
    for name, metavar, text in reversed(
        (
            ("theme", "ID", "テーマ（例：telework）。"),
            ("status", "実施", "実施状況。"),
            ("marker", "新規", "新規・継続などの区分。"),
            ("section", "大項目", "大項目。"),
            ("organisation", "組織名", "組織。"),
            ("fiscal-year", "2020", "年度（令和2年度、R2 とも書けます）。"),
        )
    ):
        command = click.option(
            f"--{name}", metavar=metavar, multiple=True, help=f"{text}繰り返せます。"
        )(command)
    return command


def _read_filters(values: Mapping[str, Iterable[str]]) -> "Filters":
    from service.parameters import FACETS, read_filters

    return read_filters({name: list(values[name]) for name in FACETS})


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="データを置くフォルダー（既定は TORIKUMI_HOME か、利用者のデータ置き場）。",
)
@click.version_option(package_name="torikumi", prog_name="torikumi")
def main(home: Path | None) -> None:
    """働き方改革の取組を読み、探し、テーマで分けます。"""


@main.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--organisation", metavar="NAME", help="ファイルにない組織名。")
@click.option(
    "--fiscal-year", metavar="2021|令和3年度", help="ファイルに書かれていない年度。"
)
@click.option("--json", "as_json", is_flag=True, help="1ファイル1行のJSONで答えます。")
@click.pass_context
def import_files(
    ctx: click.Context,
    files: tuple[str, ...],
    organisation: str | None,
    fiscal_year: str | None,
    as_json: bool,
) -> None:
    """報告や一覧のファイルを目録に取り込みます。"""
    from service.parameters import read_fiscal_year
    from service.payloads import import_payload
    from service.terminal import print_import

    year = read_fiscal_year(fiscal_year) if fiscal_year else None
    catalog = _open_catalog(ctx)
    refused = False
    for file in files:
        result = catalog.import_file(
            _path(ctx, file), name=file, organisation=organisation, fiscal_year=year
        )
        refused |= result.error is not None
        if as_json:
            _print_json(import_payload(result))
        else:
            print_import(result)
    ctx.exit(1 if refused else 0)


@main.command()
@click.argument("query")
@_filters
@click.option("--limit", default=20, show_default=True, help="表示する件数。")
@click.option("--offset", default=0, show_default=True, help="何件目の次からか。")
@click.option(
    "--sort",
    type=click.Choice(["relevance", "newest"]),
    default="relevance",
    show_default=True,
    help="並べ方（関連の強い順、新しい順）。",
)
@click.option("--json", "as_json", is_flag=True, help="JSONで答えます。")
@click.pass_context
def search(
    ctx: click.Context,
    /,
    query: str,
    limit: int,
    offset: int,
    sort: str,
    as_json: bool,
    **values: tuple[str, ...],
) -> None:
    """取組を探します。"""
    from service.parameters import FACETS, read_search
    from service.payloads import search_payload
    from service.terminal import print_hits

    settings = _settings(ctx)
    if limit < 1 or offset < 0:
        raise InvalidInputError("--limit は1以上、--offset は0以上にしてください。")
    request = read_search(
        {name: list(values[name]) for name in FACETS} | {"q": [query], "sort": [sort]},
        limit=limit,
        offset=offset,
        max_characters=settings.max_query_characters,
    )
    if not request.query and not any(values.values()):
        raise InvalidInputError(
            "検索語がありません。検索語か、--theme などの絞り込みを指定してください。"
        )
    page = _open_catalog(ctx).search(request)
    _print_json(search_payload(page)) if as_json else print_hits(page)


@main.command()
@click.argument("file")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="OUT",
    help="書き出すファイル。",
)  # fmt: skip
@click.option(
    "--format", "kind", default="same", show_default=True,
    type=click.Choice(["same", "csv", "xlsx", "jsonl"]), help="書き出す形式。",
)  # fmt: skip
@click.option("--column", metavar="NAME", help="本文として読む列の見出し。")
@click.pass_context
def classify(
    ctx: click.Context, file: str, output: Path | None, kind: str, column: str | None
) -> None:
    """ファイルの各行にテーマを付けて返します。"""
    from service.tagging import tag_file

    catalog = _open_catalog(ctx)
    written = tag_file(
        catalog, _path(ctx, file), name=file, output=output, kind=kind, column=column
    )
    if written is not None:
        _say(f"「{written}」に書き出しました。")


@main.command()
@click.argument(
    "what", type=click.Choice(["entries", "indicators", "reports"]), default="entries"
)
@_filters
@click.option(
    "--format", "kind", default="jsonl", show_default=True,
    type=click.Choice(["jsonl", "csv", "xlsx"]), help="書き出す形式。",
)  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="OUT",
    help="書き出すファイル（xlsx では必須）。",
)  # fmt: skip
@click.pass_context
def export(
    ctx: click.Context,
    /,
    what: str,
    kind: str,
    output: Path | None,
    **values: tuple[str, ...],
) -> None:
    """取組・指標・報告の一覧を書き出します。"""
    from service.exports import export_rows, write_rows

    filters = _read_filters(values)
    rows = export_rows(_open_catalog(ctx), what, filters)
    write_rows(rows, what=what, kind=kind, output=output)


@main.command()
@click.pass_context
def train(ctx: click.Context) -> None:
    """付属の例文とこれまでの判定から、分類器を学習し直します。"""
    model_id = _open_catalog(ctx).train()
    click.echo(f"分類器 {model_id} を学習し、すべての取組にテーマを付け直しました。")


@main.command("index")
@click.option("--rebuild", is_flag=True, help="初めから作り直します。")
@click.pass_context
def build_index(ctx: click.Context, rebuild: bool) -> None:
    """索引を最新にします。"""
    catalog = _open_catalog(ctx)
    count = catalog.rebuild_index() if rebuild else catalog.about().n_entries
    click.echo(f"索引には{count:,}件の取組があります。")


@main.command()
@click.option("--host", metavar="HOST", help="待ち受けるアドレス（既定 127.0.0.1）。")
@click.option(
    "--port", type=int, metavar="PORT", help="待ち受けるポート（既定 8000）。"
)
@click.pass_context
def serve(ctx: click.Context, host: str | None, port: int | None) -> None:
    """画面とAPIを開きます。"""
    from service.server import run

    run(_settings(ctx, host=host, port=port), say=_say)


def _path(ctx: click.Context, file: str) -> Path:
    """Return the path of a file argument; standard input is kept in a file first."""
    if file != _STANDARD_INPUT:
        return Path(file)
    import tempfile

    folder = ctx.with_resource(tempfile.TemporaryDirectory(prefix="torikumi-"))
    path = Path(folder) / "標準入力"
    content = sys.stdin.buffer.read()
    if not content:
        raise InvalidInputError(
            "標準入力が空です。ファイルの中身を渡すか、ファイル名を指定してください。"
        )
    path.write_bytes(content)
    return path


if __name__ == "__main__":
    main()
