"""The commands that keep the house: index and serve."""

import click

from service.cli.asking import open_catalog, say, settings_of
from service.cli.endings import JapaneseHelp


@click.command("index", cls=JapaneseHelp)
@click.option("--rebuild", is_flag=True, help="初めから作り直します。")
@click.pass_context
def build_index(ctx: click.Context, rebuild: bool) -> None:
    """索引を最新にします。"""
    catalog = open_catalog(ctx)
    count = catalog.rebuild_index() if rebuild else catalog.about().n_entries
    click.echo(f"索引には{count:,}件の取組があります。")


@click.command(cls=JapaneseHelp)
@click.option("--host", metavar="HOST", help="待ち受けるアドレス（既定 127.0.0.1）。")
@click.option(
    "--port", type=click.IntRange(1, 65535), metavar="PORT",
    help="待ち受けるポート（既定 8000）。",
)  # fmt: skip
@click.pass_context
def serve(ctx: click.Context, host: str | None, port: int | None) -> None:
    """画面とAPIを開きます。"""
    from service.server import run

    run(settings_of(ctx, host=host, port=port), say=say)
