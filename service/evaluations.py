"""How good tags and search are, on files of examples and queries judged by people."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.errors import ExamplesError
from corpus.labels import Example
from corpus.synonyms import bundled_synonyms
from corpus.themes import Guide
from index.ablation import ablate, searching
from index.evaluation import Figures, JudgedQuery, SearchEvaluation
from index.evaluation import evaluate as evaluate_queries
from models.evaluation import Average, Evaluation, evaluate, judge
from service.catalog import Catalog

# How a model card judged texts that the model had not seen.
WAYS = {
    "書き手を一人ずつ除いて": "leave_sources_out",
    "5分割で": "cross_validation",
    "付属の報告": "report",
    "付属の報告（文だけ）": "report_text_only",
}
BRIEF_FIGURES = ("core_f1", "all_f1", "exact_match", "calibration_error")


def evaluate_themes(catalog: Catalog, examples: Sequence[Example]) -> Evaluation:
    """Return how well the model in use tags these examples."""
    return evaluate(judge(catalog.classifier, examples))


def evaluate_search(
    catalog: Catalog, queries: Sequence[JudgedQuery]
) -> SearchEvaluation:
    """Return how well the search answers these judged queries."""
    search = searching(catalog.searcher, catalog.index.snapshot())
    return evaluate_queries(queries, search)


def evaluate_parts(
    catalog: Catalog, queries: Sequence[JudgedQuery]
) -> tuple[tuple[str, Figures], ...]:
    """Return what the search is worth with one part more each time."""
    return ablate(catalog.index, bundled_synonyms().synonyms, queries)


def read_judged_queries(path: Path) -> tuple[JudgedQuery, ...]:
    """Return the judged queries of a JSONL file.

    Raises
    ------
    ExamplesError
        The file cannot be read, or a line is no judged query; the line is named.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ExamplesError(
            f"「{path}」を読めません。UTF-8のJSONLファイルを指定してください。"
        ) from error
    queries = tuple(
        _judged_query(line, f"「{path}」の{number}行目")
        for number, line in enumerate(lines, start=1)
        if line.strip()
    )
    if not queries:
        raise ExamplesError(
            f"「{path}」に検索語がありません。1行に1件、"
            '{"query": "残業", "relevant": ["取組の文"]} の形で書いてください。'
        )
    return queries


def _judged_query(line: str, where: str) -> JudgedQuery:
    try:
        row = json.loads(line)
        query, relevant = row["query"], row["relevant"]
        if not isinstance(query, str) or not all(isinstance(t, str) for t in relevant):
            raise TypeError
        return JudgedQuery(query, tuple(relevant), str(row.get("kind", "")))
    except (ValueError, KeyError, TypeError) as error:
        raise ExamplesError(
            f"{where}を読み取れません。"
            '{"query": "残業", "relevant": ["取組の文"]} の形で書いてください。'
        ) from error


def themes_payload(evaluation: Evaluation) -> dict[str, Any]:
    """Return the figures of tags as JSON."""
    return asdict(evaluation)


def search_payload(evaluation: SearchEvaluation) -> dict[str, Any]:
    """Return the figures of a search as JSON, by their usual names."""
    return {
        **_figures_payload(evaluation.overall),
        "by_kind": {
            kind: _figures_payload(figures)
            for kind, figures in evaluation.by_kind.items()
        },
    }


def card_lines(card: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Return the rows of a table of a model card's figures, its heading first."""
    yield "測り方", "F1（中心の4テーマ）", "F1（すべて）", "完全一致", "校正誤差"
    for name, key in WAYS.items():
        figures = card[key]
        yield name, *_shown(
            (
                figures["core"]["f1"], figures["all_themes"]["f1"],
                figures["exact_match"], figures["calibration_error"],
            )
        )  # fmt: skip
    for title in ("baselines", "parts"):
        for name, brief in card[title].items():
            yield name, *_shown([brief[key] for key in BRIEF_FIGURES])


def theme_lines(evaluation: Evaluation, guide: Guide) -> Iterator[tuple[str, ...]]:
    """Return the rows of a table of tags' figures, its heading first."""
    yield "テーマ", "件数", "適合率", "再現率", "F1", "校正誤差"
    for theme in evaluation.themes:
        name = guide.name(theme.theme_id)
        figures = (theme.precision, theme.recall, theme.f1, theme.calibration_error)
        yield name, f"{theme.support:,}", *_shown(figures)
    for name, mean in (
        ("中心の4テーマ（平均）", evaluation.core),
        ("すべてのテーマ（平均）", evaluation.all_themes),
        ("一件ずつ数えて", evaluation.micro),
    ):
        yield name, "", *_average(mean), ""
    yield (
        "文ごとの完全一致",
        f"{evaluation.n_texts:,}",
        "",
        "",
        "",
        *_shown((evaluation.exact_match,)),
    )
    yield "全体の校正誤差", "", "", "", "", *_shown((evaluation.calibration_error,))


def search_lines(evaluation: SearchEvaluation) -> Iterator[tuple[str, ...]]:
    """Return the rows of a table of a search's figures, its heading first."""
    yield "種類", "件数", "nDCG@10", "success@1", "recall@10"
    for kind, figures in (*evaluation.by_kind.items(), ("全体", evaluation.overall)):
        shown = _shown((figures.ndcg, figures.success, figures.recall))
        yield kind or "（種類なし）", f"{figures.n_queries:,}", *shown


def part_lines(steps: Iterable[tuple[str, Figures]]) -> Iterator[tuple[str, ...]]:
    """Return the rows of a table of what each part of a search brings."""
    yield "ここまで", "nDCG@10", "success@1", "recall@10"
    for name, figures in steps:
        yield name, *_shown((figures.ndcg, figures.success, figures.recall))


def _figures_payload(figures: Figures) -> dict[str, Any]:
    return {
        "n_queries": figures.n_queries,
        "ndcg@10": figures.ndcg,
        "success@1": figures.success,
        "recall@10": figures.recall,
    }


def _average(mean: Average) -> Sequence[str]:
    return _shown((mean.precision, mean.recall, mean.f1))


def _shown(values: Sequence[float]) -> tuple[str, ...]:
    return tuple(f"{value:.3f}" for value in values)
