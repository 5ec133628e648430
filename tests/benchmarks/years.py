"""How well initiatives of two years are paired: ``python -m tests.benchmarks.years``.

Right is a pair with the very entries and the change that the truth tells. Cases that
the bars were chosen on stand apart from those left out; and for each sample
organisation the bars are chosen anew on the others alone.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.analyzer import Analyzer
from models.pairing import BAR, Bar, pair_entries
from models.pairs import Change
from tests.fixtures_years import TwoYears, fate_of, invented_years, sample_years

_BARS = [
    Bar(alike=alike / 100, place=place / 100)
    for alike in (34, 37, 40, 43, 46)
    for place in (10, 15, 20, 25)
]


def main() -> None:
    """Print the figures."""
    analyzer = Analyzer()
    invented, samples = list(invented_years()), list(sample_years())
    for name, cases in (("invented", invented), ("samples", samples)):
        for is_tuned in (True, False):
            told = [case for case in cases if case.is_tuned_on is is_tuned]
            where = "chosen on" if is_tuned else "left out"
            _print(f"{name}, {where}", right_of(analyzer, told))
    later = invented_years("later_years.jsonl")
    _print("invented later, left out", right_of(analyzer, later))
    _print("samples, each by bars chosen on the others", _grouped(analyzer, samples))


def right_of(
    analyzer: Analyzer, cases: Iterable[TwoYears], *, bar: Bar = BAR
) -> Counter[tuple[str, bool]]:
    """Count by kind of change what was told right and what was not."""
    counts: Counter[tuple[str, bool]] = Counter()
    for case in cases:
        is_placed = case.before[0].report_id.startswith("report-")
        pairs = pair_entries(analyzer, case.before, case.after, bar=bar)
        found = {fate_of(pair, is_placed=is_placed) for pair in pairs}
        counts.update((fate[0], fate in found) for fate in case.fates)
    return counts


def _grouped(
    analyzer: Analyzer, cases: Sequence[TwoYears]
) -> Counter[tuple[str, bool]]:
    of_bar = {
        bar: {
            name: right_of(
                analyzer, [case for case in cases if case.name == name], bar=bar
            )
            for name in dict.fromkeys(case.name for case in cases)
        }
        for bar in _BARS
    }
    total: Counter[tuple[str, bool]] = Counter()
    for left_out in dict.fromkeys(case.name for case in cases):
        best = max(_BARS, key=lambda bar: _score(of_bar[bar], left_out))
        total += of_bar[best][left_out]
    return total


def _score(of_organisation: dict[str, Counter[tuple[str, bool]]], left_out: str) -> int:
    counts = sum(
        (each for name, each in of_organisation.items() if name != left_out), Counter()
    )
    return sum(count for (_, is_right), count in counts.items() if is_right)


def _print(name: str, counts: Counter[tuple[str, bool]]) -> None:
    told = {change.value: counts[change.value, True] for change in Change}
    missed = {change.value: counts[change.value, False] for change in Change}
    n_right, n_all = sum(told.values()), sum(counts.values())
    by_kind = ", ".join(
        f"{change} {told[change]}/{told[change] + missed[change]}" for change in told
    )
    print(f"{name}: {n_right} of {n_all} ({n_right / n_all:.1%}); {by_kind}")


if __name__ == "__main__":
    main()
