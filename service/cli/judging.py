"""The commands that say how good tags and search are."""

from pathlib import Path

import click

from service.cli.asking import open_catalog, print_json, say
from service.cli.endings import JapaneseHelp


@click.group(invoke_without_command=True)
@click.pass_context
def evaluate(ctx: click.Context) -> None:
    """テーマ付けと検索の正しさを測ります（引数なしなら付属の例文で）。"""
    if ctx.invoked_subcommand is not None:
        return
    from corpus.analyzer import Analyzer
    from corpus.themes import GUIDE
    from service.evaluations import held_out_evaluations, theme_lines
    from service.terminal import print_table

    say("付属の例文を学習用と評価用に分けて、何度か学習し直します。")
    for way, evaluation in held_out_evaluations(Analyzer()).items():
        print_table(f"{way}測ったテーマ付け", theme_lines(evaluation, GUIDE))


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
