"""The commands of the classifier: train a new one, list them, take another one."""

import click

from service.cli.asking import open_catalog, print_json, say
from service.cli.endings import CommandGroup, JapaneseHelp


@click.command(cls=JapaneseHelp)
@click.option("--dry-run", is_flag=True, help="比べるだけで、切り替えません。")
@click.pass_context
def train(ctx: click.Context, dry_run: bool) -> None:
    """付属の例文とこれまでの判断から学習し直し、どう変わるかを示して切り替えます。"""
    from service.comparing_models import agreement_line, comparison_lines
    from service.terminal import print_table

    catalog = open_catalog(ctx)
    proposed = catalog.propose_model(say)
    if proposed.is_current:
        click.echo(f"分類器 {proposed.model_id} のままで、学ぶことはありませんでした。")
        return
    before = catalog.model(proposed.card["comparison"]["before_id"])
    title = f"分類器 {before.model_id} → {proposed.model_id}"
    print_table(title, comparison_lines(proposed, before, catalog.guide))
    click.echo(agreement_line(proposed))
    if dry_run:
        click.echo(
            f"切り替えるには torikumi models use {proposed.model_id} を実行します。"
        )
        return
    catalog.adopt_model(proposed.model_id)
    click.echo(f"分類器 {proposed.model_id} に切り替え、テーマを付け直しました。")


@click.group(cls=CommandGroup, invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="JSONで答えます。")
@click.pass_context
def models(ctx: click.Context, as_json: bool) -> None:
    """保存されている分類器を一覧し、切り替えます。"""
    if ctx.invoked_subcommand is not None:
        return
    from service.comparing_models import model_lines, model_payload
    from service.terminal import print_table

    saved = open_catalog(ctx).models()
    if as_json:
        print_json({"models": [model_payload(each) for each in saved]})
    else:
        print_table("分類器", model_lines(saved))


@models.command("use", cls=JapaneseHelp)
@click.argument("model_id", metavar="ID")
@click.pass_context
def use(ctx: click.Context, model_id: str) -> None:
    """保存されている分類器に切り替え、すべての取組にテーマを付け直します。"""
    open_catalog(ctx).adopt_model(model_id)
    click.echo(f"分類器 {model_id} に切り替え、テーマを付け直しました。")
