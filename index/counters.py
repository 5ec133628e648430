"""Counters that count the same: after a number they do not decide.

378名 and 378人 are one figure to whoever looks for it.
"""

_SAME = tuple(
    frozenset(line.split())
    for line in """
        人 名 人員 人分 名分
        件 つ 個 項目 案件 事例 箇所
        回 度 回目
        枚 部 ページ 頁
        日 日間
        週 週間
        箇月 月間 箇月間
        年 年間
        % パーセント
    """.strip().splitlines()
)
COUNTERS = frozenset().union(*_SAME)


def counting_the_same(counter: str) -> frozenset[str]:
    """Return the other counters for the same things.

    Examples
    --------
    >>> sorted(counting_the_same("度"))
    ['回', '回目']
    """
    found = frozenset().union(*(group for group in _SAME if counter in group))
    return found - {counter}
