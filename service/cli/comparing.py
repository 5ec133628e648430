"""The command that holds two years side by side: compare."""

import click

from service.cli.asking import open_catalog, print_json
from service.cli.endings import JapaneseHelp


@click.command(cls=JapaneseHelp)
@click.option("--organisation", required=True, metavar="NAME", help="組織。")
@click.option(
    "--from", "from_year", required=True, metavar="2020|令和2年度", help="前の年度。"
)
@click.option(
    "--to", "to_year", required=True, metavar="2021|令和3年度", help="後の年度。"
)
@click.option("--json", "as_json", is_flag=True, help="JSONで答えます。")
@click.pass_context
def compare(
    ctx: click.Context,
    organisation: str,
    from_year: str,
    to_year: str,
    as_json: bool,
) -> None:
    """二つの年度を比べ、取組ごとにどうなったかを示します。"""
    from service.comparison_rows import comparison_payload
    from service.parameters import read_fiscal_year
    from service.terminal import print_comparison

    years = read_fiscal_year(from_year), read_fiscal_year(to_year)
    found = open_catalog(ctx).compare(organisation, *years)
    print_json(comparison_payload(found)) if as_json else print_comparison(found)
