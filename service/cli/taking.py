"""The commands that take files in: import and classify."""

from pathlib import Path

import click

from service.cli.asking import (
    open_catalog,
    output_option,
    path_of,
    print_json,
    reading_options,
    say,
    settings_of,
)
from service.cli.endings import JapaneseHelp


@click.command("import", cls=JapaneseHelp)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--organisation", metavar="NAME", help="ファイルにない組織名。")
@click.option(
    "--fiscal-year", metavar="2021|令和3年度", help="ファイルに書かれていない年度。"
)
@reading_options
@click.option("--json", "as_json", is_flag=True, help="1ファイル1行のJSONで答えます。")
@click.pass_context
def import_files(
    ctx: click.Context,
    files: tuple[str, ...],
    organisation: str | None,
    fiscal_year: str | None,
    sheets: tuple[str, ...],
    header_row: int | None,
    columns: tuple[str, ...],
    encoding: str | None,
    as_json: bool,
) -> None:
    """報告や一覧のファイルを目録に取り込みます。"""
    from corpus.choices import ReadingChoices
    from service.parameters import read_columns, read_fiscal_year
    from service.payloads import import_payload
    from service.terminal import print_import

    choices = ReadingChoices(
        sheets=sheets,
        header_row=header_row,
        columns=read_columns(columns),
        encoding=encoding,
        organisation=organisation,
        fiscal_year=read_fiscal_year(fiscal_year) if fiscal_year else None,
    )
    catalog = open_catalog(ctx)
    refused = False
    for file in files:
        result = catalog.import_file(path_of(ctx, file), name=file, choices=choices)
        refused |= result.error is not None
        print_json(import_payload(result)) if as_json else print_import(result)
    ctx.exit(1 if refused else 0)


@click.command(cls=JapaneseHelp)
@click.argument("file")
@output_option
@click.option(
    "--format", "kind", default="same", show_default=True,
    type=click.Choice(["same", "csv", "xlsx", "jsonl"]), help="書き出す形式。",
)  # fmt: skip
@click.option("--column", metavar="NAME", help="本文として読む列の見出し。")
@click.option(
    "--sheet", "sheets", metavar="NAME", multiple=True,
    help="読むシート。繰り返せます。",
)  # fmt: skip
@click.option("--header-row", type=int, metavar="N", help="見出し行の番号（1から）。")
@click.option("--encoding", metavar="NAME", help="文字コード（cp932 など）。")
@click.option(
    "--workers", type=click.IntRange(1, 256), metavar="N",
    help="同時に動かすプロセスの数（既定はCPUの数）。",
)  # fmt: skip
@click.option(
    "--similar/--no-similar", default=True, help="似た過去の取組も調べます（既定）。"
)
@click.pass_context
def classify(
    ctx: click.Context, file: str, output: Path | None, kind: str, column: str | None,
    sheets: tuple[str, ...], header_row: int | None, encoding: str | None,
    workers: int | None, similar: bool,
) -> None:  # fmt: skip
    """ファイルの各行にテーマを付けて返します。"""
    from corpus.choices import ReadingChoices
    from service.tagging import open_given, tag_file
    from service.terminal import print_given, watched

    settings = settings_of(ctx)
    choices = ReadingChoices(sheets=sheets, header_row=header_row, encoding=encoding)
    path = path_of(ctx, file)
    given = open_given(
        path, name=file, column=column, choices=choices, limits=settings.limits
    )
    print_given(given)
    tagged = tag_file(
        open_catalog(ctx), given, output=output, kind=kind, workers=workers,
        with_similar=similar, address=settings.address, watch=watched,
    )  # fmt: skip
    for note in tagged.notes:
        say(f"注意：{note}")
    if tagged.path is not None:
        say(f"「{tagged.path}」に書き出しました。")
