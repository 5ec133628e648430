"""The command that carries out jobs apart from the pages."""

import click

from service.cli.asking import open_catalog, say, settings_of
from service.cli.endings import JapaneseHelp


@click.command(cls=JapaneseHelp)
@click.pass_context
def worker(ctx: click.Context) -> None:
    """画面やAPIに送られたファイルの分類を、別のプロセスで進めます。"""
    from service.home import Home
    from service.jobs import Jobs
    from service.jobs.worker import Worker

    settings = settings_of(ctx)
    catalog = open_catalog(ctx)
    working = Worker(Jobs(settings), catalog, Home(settings.home))
    ctx.call_on_close(working.stop)
    working.start()
    say("作業を待っています（終了は Ctrl+C）。")
    working.wait()
