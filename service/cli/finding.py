"""The commands that look something up: search and export."""

from pathlib import Path

import click

from corpus.errors import InvalidInputError
from service.cli.asking import (
    chosen_filters,
    filters,
    open_catalog,
    output_option,
    print_json,
    settings_of,
)
from service.cli.endings import JapaneseHelp


@click.command(cls=JapaneseHelp)
@click.argument("query")
@filters
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True,
    metavar="N", help="表示する件数。",
)  # fmt: skip
@click.option(
    "--offset", type=click.IntRange(min=0), default=0, show_default=True,
    metavar="N", help="何件目の次からか。",
)  # fmt: skip
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
    from service.answers import search_payload
    from service.parameters import FACETS, read_search
    from service.terminal import print_hits

    request = read_search(
        {name: list(values[name]) for name in FACETS} | {"q": [query], "sort": [sort]},
        limit=limit,
        offset=offset,
        max_characters=settings_of(ctx).max_query_characters,
    )
    if not request.query and not any(values.values()):
        raise InvalidInputError(
            "検索語がありません。検索語か、--theme などの絞り込みを指定してください。"
        )
    catalog = open_catalog(ctx)
    page, guide = catalog.search(request), catalog.guide
    print_json(search_payload(page, guide)) if as_json else print_hits(page, guide)


@click.command(cls=JapaneseHelp)
@click.argument(
    "what", type=click.Choice(["entries", "indicators", "reports"]), default="entries"
)
@filters
@click.option(
    "--format", "kind", type=click.Choice(["jsonl", "csv", "xlsx"]),
    help="書き出す形式（既定は OUT の拡張子か jsonl）。",
)  # fmt: skip
@output_option
@click.pass_context
def export(
    ctx: click.Context,
    /,
    what: str,
    kind: str | None,
    output: Path | None,
    **values: tuple[str, ...],
) -> None:
    """取組・指標・報告の一覧を書き出します。"""
    from service.exports import choose_target, export_rows, write_rows

    target = choose_target(output, kind)
    wanted = chosen_filters(values)
    catalog = open_catalog(ctx)
    rows = export_rows(catalog, what, wanted)
    write_rows(rows, what=what, target=target, guide=catalog.guide)
