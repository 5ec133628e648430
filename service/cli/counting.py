"""The command that counts: stats."""

from pathlib import Path

import click

from service.cli.asking import filters, open_catalog, output_option
from service.cli.endings import JapaneseHelp


@click.command(cls=JapaneseHelp)
@click.option(
    "--by", default="theme,fiscal_year", show_default=True, metavar="NAME,NAME",
    help="何ごとに数えるか（theme、organisation、section、fiscal_year、status、"
    "marker、kind、report から3つまで）。",
)  # fmt: skip
@filters
@click.option(
    "--kind", multiple=True, metavar="initiative",
    help="記載の種類（initiative、outcome、indicator、item）。繰り返せます。",
)  # fmt: skip
@click.option("--report", multiple=True, metavar="ID", help="報告。繰り返せます。")
@click.option(
    "--also", multiple=True, metavar="ID", help="あわせて付くテーマ。繰り返せます。"
)
@click.option(
    "--repeats", type=click.Choice(["once", "all"]), default="once", show_default=True,
    help="再掲を一度だけ数えるか、すべて数えるか。",
)  # fmt: skip
@click.option(
    "--doubtful", type=click.Choice(["out", "in"]),
    help="判定保留のテーマを除く（out）か、付かなかった候補も含める（in）か。",
)  # fmt: skip
@click.option(
    "--format", "shape", type=click.Choice(["table", "csv", "xlsx", "json"]),
    help="形式（既定は OUT の拡張子か table）。",
)  # fmt: skip
@output_option
@click.pass_context
def stats(
    ctx: click.Context,
    /,
    by: str,
    repeats: str,
    doubtful: str | None,
    shape: str | None,
    output: Path | None,
    **values: tuple[str, ...],
) -> None:
    """取組の数を、テーマ・組織・年度などごとに数えます。"""
    from service.counted import Labels, choose_form, stat_lines, write_stats
    from service.counting import read_by, read_counted
    from service.terminal import print_table

    wanted = read_by(by)
    chosen = read_counted(
        {name: list(given) for name, given in values.items()}
        | {"repeats": [repeats], "doubtful": [doubtful] if doubtful else []}
    )
    target = choose_form(output, shape)
    catalog = open_catalog(ctx)
    found = catalog.statistics(wanted, chosen)
    labels = Labels(catalog.guide, catalog.reports())
    if target.kind == "table":
        print_table(f"記載{found.total:,}件の内訳", stat_lines(found, labels))
    else:
        write_stats(found, labels, target)
