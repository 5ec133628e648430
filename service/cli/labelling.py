"""The commands that take labels out and in."""

from pathlib import Path

import click

from service.cli.asking import open_catalog, output_option, path_of, say
from service.cli.endings import CommandGroup, JapaneseHelp


@click.group(cls=CommandGroup)
def labels() -> None:
    """人が判定したテーマを書き出し、取り込みます。"""


@labels.command("export", cls=JapaneseHelp)
@click.option(
    "--format", "kind", type=click.Choice(["jsonl", "csv", "xlsx"]),
    help="書き出す形式（既定は OUT の拡張子か jsonl）。",
)  # fmt: skip
@output_option
@click.pass_context
def export_labels(ctx: click.Context, kind: str | None, output: Path | None) -> None:
    """これまでの判定をすべて、古い順に書き出します。"""
    from service.exports import choose_target, write_rows

    target = choose_target(output, kind)
    catalog = open_catalog(ctx)
    rows, guide = catalog.label_rows(), catalog.guide
    write_rows(rows, what="labels", target=target, guide=guide)


@labels.command("import", cls=JapaneseHelp)
@click.argument("file")
@click.option("--by", metavar="NAME", help="判定した人（ファイルに書かれていない行）。")
@click.pass_context
def import_labels(ctx: click.Context, file: str, by: str | None) -> None:
    """判定の表（CSV・Excel・JSONL）を取り込みます。一行でも誤りがあれば取り込みません。"""
    path = path_of(ctx, file)
    result = open_catalog(ctx).import_labels(path, name=Path(file).name, by=by)
    if result.unread_columns:
        say(f"読まなかった列：{'、'.join(result.unread_columns)}")
    click.echo(
        f"{result.file}：{result.n_new:,}件の判定を取り込みました"
        f"（{result.n_known:,}件はすでにありました）。"
    )
