"""The commands that say how good tags and search are."""

from pathlib import Path

import click

from service.cli.asking import (
    open_catalog,
    output_option,
    print_json,
    say,
    settings_of,
)
from service.cli.endings import CommandGroup, JapaneseHelp


@click.group(cls=CommandGroup, invoke_without_command=True)
@output_option
@click.pass_context
def evaluate(ctx: click.Context, output: Path | None) -> None:
    """テーマ付けと検索の正しさを測ります（引数なしなら付属の例文で、数分かかります）。"""
    if ctx.invoked_subcommand is not None:
        return
    from service.evaluations import card_lines
    from service.exports import write_bytes
    from service.model_cards import card_path, evaluate_model, written
    from service.terminal import print_table

    say("付属の例文を学習用と評価用に分けて、何度か学習し直します。")
    card = evaluate_model(say)
    path = output or card_path(settings_of(ctx).home)
    write_bytes(written(card), path)
    print_table(f"分類器 {card['model_id']} の成績", card_lines(card))
    say(f"分類器の説明書を「{path}」に書きました。")


@evaluate.command("themes", cls=JapaneseHelp)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="JSONで答えます。")
@click.pass_context
def evaluate_themes(ctx: click.Context, file: Path, as_json: bool) -> None:
    """テーマの分かっている文（JSONL）で、テーマ付けの正しさを測ります。"""
    from corpus.labels import read_examples
    from service.evaluations import evaluate_themes as measure
    from service.evaluations import theme_lines, themes_payload
    from service.terminal import print_table

    catalog = open_catalog(ctx)
    examples = read_examples(file, theme_ids=catalog.guide.ids)
    evaluation = measure(catalog, examples)
    if as_json:
        print_json(themes_payload(evaluation))
    else:
        print_table(
            f"{file.name}でのテーマ付け", theme_lines(evaluation, catalog.guide)
        )


@evaluate.command("search", cls=JapaneseHelp)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="JSONで答えます。")
@click.option("--parts", is_flag=True, help="検索の部分ごとの効きも測ります。")
@click.pass_context
def evaluate_search(ctx: click.Context, file: Path, as_json: bool, parts: bool) -> None:
    """答えの分かっている検索語（JSONL）で、検索の正しさを測ります。"""
    from service.evaluations import (
        evaluate_parts,
        part_lines,
        read_judged_queries,
        search_lines,
        search_payload,
    )
    from service.evaluations import evaluate_search as measure
    from service.terminal import print_table

    queries = read_judged_queries(file)
    catalog = open_catalog(ctx)
    evaluation = measure(catalog, queries)
    if parts:
        print_table("部分ごとの効き", part_lines(evaluate_parts(catalog, queries)))
    if as_json:
        print_json(search_payload(evaluation))
    else:
        print_table(f"{file.name}での検索", search_lines(evaluation))
