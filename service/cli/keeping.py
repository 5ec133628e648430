"""The commands that keep the house: index, serve and demo."""

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


_host = click.option(
    "--host", metavar="HOST", help="待ち受けるアドレス（既定 127.0.0.1）。"
)
_port = click.option(
    "--port", type=click.IntRange(1, 65535), metavar="PORT",
    help="待ち受けるポート（既定 8000）。",
)  # fmt: skip


@click.command(cls=JapaneseHelp)
@_host
@_port
@click.pass_context
def serve(ctx: click.Context, host: str | None, port: int | None) -> None:
    """画面とAPIを開きます。"""
    from service.server import run

    run(settings_of(ctx, host=host, port=port), say=say)


@click.command(cls=JapaneseHelp)
@_host
@_port
@click.pass_context
def demo(ctx: click.Context, host: str | None, port: int | None) -> None:
    """架空の組織の報告を加えた見本を、別の目録に作って開きます。"""
    from functools import partial

    from service.demo import demo_settings, prepare_demo
    from service.server import run

    settings = demo_settings(settings_of(ctx, host=host, port=port))
    run(settings, say=say, prepare=partial(prepare_demo, say=say))
